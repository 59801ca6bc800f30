"""Who carries a message off: a mail server, or a folder where there is none."""

import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Protocol

from dsw.errors import PostError, StoreError
from dsw.files import appearing
from dsw.postman.address import Cover, MailServer
from dsw.texts import text

_LOG = logging.getLogger(__name__)

#: How long a mail server may think about each step. A letter takes four: fewer than its lease has room for.
_SECONDS_PER_STEP = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a letter was not taken.

    Attributes:
        code: a word of ours and a number of the server's; its own words may be about somebody.
        lasting: trying again is of no use.
    """

    code: str
    lasting: bool


class Carrier(Protocol):
    """Carries messages off."""

    def make_ready(self) -> None:
        """Be ready for the next message.

        Raises:
            PostError, StoreError: no message at all can be carried now.
        """

    def carry(self, number: int, message: EmailMessage) -> Fault | None:
        """Carry one message off; what was wrong with it when that did not work."""

    def close(self) -> None:
        """Let go of what was needed."""


class SmtpCarrier:
    """A mail server, over one connection for as long as that lasts."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._line: SMTP | None = None

    def make_ready(self) -> None:
        """Connect, unless we are connected."""
        if self._line is None or self._line.sock is None:
            self._line = _connected(self._server)

    def carry(self, number: int, message: EmailMessage) -> Fault | None:  # noqa: ARG002 - of use to a folder
        """Send one message; what the server holds against it."""
        assert self._line is not None
        try:
            self._line.send_message(message)
        except SMTPRecipientsRefused as error:
            return _fault("adres", *(code for code, _ in error.recipients.values()))
        except SMTPDataError as error:
            return _fault("bericht", error.smtp_code)
        except (SMTPNotSupportedError, UnicodeError):
            return Fault("adres", lasting=True)  # in letters this server does not know
        except SMTPResponseException as error:
            return Fault(f"server {error.smtp_code}", lasting=False)  # it minds us, not the letter
        except (SMTPException, OSError):
            self.close()
            return Fault("verbinding", lasting=False)
        return None

    def close(self) -> None:
        """Say goodbye, if anybody still listens."""
        if self._line is not None:
            with suppress(SMTPException, OSError):
                self._line.quit()
            self._line.close()
            self._line = None


class FolderCarrier:
    """A folder that gets a file for each message, where there is no mail server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make_ready(self) -> None:
        """Make the folder, and say once that nothing leaves this machine."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            soort = type(error).__name__
            raise StoreError("bestand.niet_te_schrijven", bestand=self._folder.name, soort=soort) from error
        _say_once(self._folder)

    def carry(self, number: int, message: EmailMessage) -> Fault | None:
        """Write one message down; done again, it replaces the file."""
        with appearing(self._folder / f"{number}.eml", overwrite=True) as draft:
            draft.write_bytes(message.as_bytes())
        return None

    def close(self) -> None:
        """There is nothing to let go of."""


@cache
def _say_once(folder: Path) -> None:
    _LOG.warning(text("dienst.post.map", map=folder))


def _fault(what: str, code: int) -> Fault:
    return Fault(f"{what} {code}", lasting=code >= 500)


def _connected(server: MailServer) -> SMTP:
    """A line to a mail server that knows us."""
    try:
        line = _dialled(server)
        try:
            _introduce(line, server)
        except BaseException:
            line.close()
            raise
    except (SMTPAuthenticationError, UnicodeError):
        raise PostError("post.aanmelden") from None
    except (SMTPException, OSError) as error:
        raise PostError("post.onbereikbaar", soort=type(error).__name__) from None
    return line


def _dialled(server: MailServer) -> SMTP:
    if server.cover is Cover.TLS:
        context = ssl.create_default_context()
        return SMTP_SSL(server.host, server.port, timeout=_SECONDS_PER_STEP, context=context)
    return SMTP(server.host, server.port, timeout=_SECONDS_PER_STEP)


def _introduce(line: SMTP, server: MailServer) -> None:
    if server.cover is Cover.STARTTLS:
        line.starttls(context=ssl.create_default_context())
    if server.name:
        line.login(server.name, server.password)
