"""One round of the postman.

A letter is taken in one transaction, which also makes the link in it good. It is sent outside any
transaction, and settled in another. Whoever is cut off in between leaves a letter that is taken once more
after its lease, and the same is sent again: its secret and its name follow from the letter and this machine's
key.
"""

import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import urlsplit

from dsw.access.links import make_link, make_stop
from dsw.access.tokens import own_key, token_for
from dsw.errors import DataError, PostError, RuleError
from dsw.letters import holds_link, stop_address, write
from dsw.office.configuring import letter_words
from dsw.outbox import Posted, is_any_due, next_due, put_off, settle_refused, settle_sent
from dsw.postman.address import read_mail_server
from dsw.postman.carriers import Carrier, Fault, FolderCarrier, SmtpCarrier
from dsw.postman.envelope import Envelope, fill, read_recipient, read_sender
from dsw.settings import Settings, load_settings
from dsw.store import PATIENT, Store
from dsw.texts import text

_LOG = logging.getLogger(__name__)

#: After so many letters, other duties have their turn.
_PER_ROUND = 50
#: What a letter has a secret for: its name, the link that lets in, and the one that ends mail.
_PURPOSES = ("bericht", "brief", "stop")


@dataclass(frozen=True, slots=True)
class _Office:
    """What every letter needs."""

    sender: Address
    site: str
    key: bytes


@dataclass(frozen=True, slots=True)
class _Taken:
    """A letter that is ours to send, what it is called, where the links in it lead, and its own words."""

    posted: Posted
    name: str
    address: str
    stop: str
    words: Mapping[str, str]


def send_due(store: Store) -> bool:
    """Send the letters that are due; whether there were any.

    A letter that is not taken waits, or is given up, and keeps no other from going.

    Raises:
        PostError: a setting is wrong, or the mail server does not let us in: all letters wait.
        StoreError: the register, the key or the folder cannot be read or written.
    """
    settings = load_settings()
    carrier, sender, site = _carrier(settings), read_sender(settings.mail_from), _site(settings)
    with store.read() as db:
        if not is_any_due(db):
            return False
    office = _Office(sender, site, own_key(settings.data_dir))
    with closing(carrier):
        for _ in range(_PER_ROUND):
            carrier.make_ready()  # first: whoever cannot send takes nothing
            taken = _take(store, office)
            if taken is None:
                break
            _settle(store, taken.posted, _send(taken, office, carrier))
    return True


def _carrier(settings: Settings) -> Carrier:
    if settings.smtp_url:
        return SmtpCarrier(read_mail_server(settings.smtp_url))
    return FolderCarrier(settings.data_dir / "outbox")


def _site(settings: Settings) -> str:
    site = urlsplit(settings.site_url)
    if site.scheme not in ("http", "https") or not site.netloc:
        raise PostError("post.site")
    return settings.site_url


def _take(store: Store, office: _Office) -> _Taken | None:
    """Take the next letter, and make the links in it good: a second time neither fails nor revives them.

    What ends mail is a secret of its own: mail programs and servers see it in the head of a letter.
    """
    with store.desk(PATIENT) as desk:
        posted = next_due(desk)
        if posted is None:
            return None
        which = f"{posted.number} {posted.made_at.isoformat()} {desk.head().register_id}"
        name, enters, stops = (token_for(office.key, f"{what} {which}") for what in _PURPOSES)
        address, stop = f"{office.site}/s/{enters}", stop_address(posted.letter, f"{office.site}/s/{stops}")
        if holds_link(posted.letter):
            make_link(desk, enters, posted.holder)
        if stop:
            make_stop(desk, stops, posted.holder)
        return _Taken(posted, name, address, stop, letter_words(desk).get(posted.letter, {}))


def _send(taken: _Taken, office: _Office, carrier: Carrier) -> Fault | None:
    try:
        message = _message(taken, office)
    except RuleError:
        return Fault("adres", lasting=True)
    except DataError:
        return Fault("woorden", lasting=False)
    return carrier.carry(taken.posted.number, message)


def _message(taken: _Taken, office: _Office) -> EmailMessage:
    posted = taken.posted
    envelope = Envelope(
        office.sender,
        read_recipient(posted.address),
        posted.made_at,
        taken.name,
        can_stop=posted.holder.signatory is not None,
        stop=taken.stop,
        answer_to=read_recipient(posted.values["email"]) if "email" in posted.values else None,
    )
    return fill(envelope, write(posted.letter, posted.values, taken.address, taken.stop, taken.words))


def _settle(store: Store, posted: Posted, fault: Fault | None) -> None:
    with store.desk(PATIENT) as desk:
        if fault is None:
            settle_sent(desk, posted)
        elif fault.lasting:
            settle_refused(desk, posted, fault.code)
        else:
            put_off(desk, posted, fault.code)
    if fault:
        _LOG.warning(text("dienst.post.niet_gelukt", nummer=posted.number, fout=fault.code))
