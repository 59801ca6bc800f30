"""A letter as a message: its headers, and its words as plain text and as HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import quote

from dsw.errors import PostError, RuleError
from dsw.letters import Written
from dsw.texts import text


class _Wire(EmailPolicy):
    """As a message goes over the line; the addresses where one stops mail are neither cut nor encoded.

    Python would do both with an address that is longer than a line, and no mail program reads that.
    """

    def fold(self, name: str, value: str) -> str:
        """A header as lines."""
        return f"{name}: {value}{self.linesep}" if name == _STOP else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same, in bytes."""
        return self.fold(name, value).encode("ascii") if name == _STOP else super().fold_binary(name, value)


_STOP = "List-Unsubscribe"
_WIRE = _Wire(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands outside a letter. Personal data.

    Attributes:
        sender, recipient: from whom, to whom.
        made_at: when the letter was put in the outbox.
        name: what no other message is called; the same each time this one is sent.
        can_stop: offers a way to get no more letters.
        stop: the address where one press does so; "" when there is none.
        answer_to: who gets the answer, when that is not the sender.
    """

    sender: Address
    recipient: Address
    made_at: datetime
    name: str
    can_stop: bool
    stop: str = ""
    answer_to: Address | None = None

    @property
    def headers(self) -> Iterator[tuple[str, str | Address]]:
        """The headers but for the subject."""
        yield "From", self.sender
        yield "To", self.recipient
        yield "Date", format_datetime(self.made_at)
        yield "Message-ID", f"<{self.name}@{self.sender.domain}>"
        yield "Auto-Submitted", "auto-generated"
        yield "Content-Language", "nl"
        if self.answer_to:
            yield "Reply-To", self.answer_to
        if self.can_stop:
            subject = quote(text("brief.afmelden"))
            by_mail = f"<mailto:{quote(self.sender.addr_spec, safe='@')}?subject={subject}>"
            yield _STOP, f"<{self.stop}>, {by_mail}" if self.stop else by_mail
        if self.stop.startswith("https:"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"  # RFC 8058


def fill(envelope: Envelope, written: Written) -> EmailMessage:
    """A message with both forms of a letter; it bears every mail server, also one that knows no accents."""
    message = EmailMessage(policy=_WIRE)
    message.set_content(written.plain, cte="quoted-printable")
    message.add_alternative(written.html, subtype="html", cte="quoted-printable")
    message["Subject"] = written.subject
    for name, value in envelope.headers:
        message[name] = value
    return message


def read_recipient(address: str) -> Address:
    """To whom a letter goes.

    Raises:
        RuleError: nobody can be reached there.
    """
    name, _, domain = address.rpartition("@")
    try:
        if not (name and domain and address.isprintable()):
            raise ValueError
        return Address(username=name, domain=domain.encode("idna").decode("ascii"))
    except ValueError:
        raise RuleError("adres.geen_email") from None


def read_sender(given: str) -> Address:
    """Who sends, as ``DSW_MAIL_FROM`` has it: an address, or ``Name <address>``.

    Raises:
        PostError: it is no address.
    """
    name, _, address = given.strip().removesuffix(">").rpartition("<")
    try:
        own = read_recipient(address)
        return Address(name.strip(' "'), own.username, own.domain)
    except (RuleError, ValueError):
        raise PostError("post.afzender") from None
