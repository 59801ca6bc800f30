"""Addresses where mail does not arrive: noted when a mail server refuses one, forgotten with a new address.

A mail server may also take a letter, and send it back later with a delivery status notification (RFC 3464).
Anybody can send one, so it is read as hostile, and does no more than note an address that we know already.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path

from dsw.errors import UnreadableFile
from dsw.settings import now
from dsw.store import Desk
from dsw.store.schema import bounce

#: How a fault begins that is about the address.
REFUSED_ADDRESS = "adres"
#: No such notification is larger (bytes).
_LARGEST = 2_000_000
_STATUS = re.compile(r"[45]\.[0-9]{1,3}\.[0-9]{1,3}")
_LONGEST_ADDRESS = 320
#: How a sign is written that may not stand in a field (RFC 3461).
_HIDDEN_SIGN = re.compile(r"\+([0-9A-F]{2})")


def note_bounce(desk: Desk, address: str, fault: str) -> int:
    """Note that mail to an address comes back, with everybody who has it now; says with how many.

    Args:
        fault: what is wrong, without a word about anybody.
    """
    known = desk.contacts_at(address)
    for signatory, number in known:
        desk.put(bounce, signatory_id=signatory, contact=number, at=now(), fault=fault)
    return len(known)


def read_notification(file: Path) -> bytes:
    """What is handed in: a file, or with ``-`` what comes in by standard input; no more than may be read.

    Raises:
        UnreadableFile: it cannot be read.
    """
    try:
        with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as given:
            return given.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableFile("retour.niet_te_lezen", soort=type(error).__name__) from error


def returned(notification: bytes) -> dict[str, str]:
    """The addresses that a delivery status notification says are refused for good, each with its fault.

    Raises:
        UnreadableFile: this is no such notification.
    """
    if len(notification) > _LARGEST:
        raise UnreadableFile("retour.te_groot", hoogstens=_LARGEST // 1_000_000)
    try:
        message = BytesParser(policy=compat32).parsebytes(notification)
        return {
            address: fault
            for part in _status_parts(message)
            for block in _blocks(part)
            for address, fault in _refused(block)
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnreadableFile("retour.onleesbaar") from None  # its own message may hold an address


def _status_parts(message: Message) -> list[Message]:
    """The parts for machines; only of the notification itself, not of what it brings back."""
    parts = _blocks(message) if message.get_content_type() == "multipart/report" else []
    found = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if not found:
        raise ValueError
    return found


def _blocks(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _refused(block: Message) -> Iterator[tuple[str, str]]:
    """The addresses of one recipient, if it was refused: as we wrote it, and where it went in the end."""
    if _field(block, "Action").lower() != "failed":
        return
    status = _STATUS.match(_field(block, "Status"))
    for name in ("Original-Recipient", "Final-Recipient"):
        _kind, _, address = _field(block, name).partition(";")
        for one in _spellings(address.strip().strip("<>")):
            yield one, f"{REFUSED_ADDRESS} {status[0] if status else ''}".strip()


def _field(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()


def _spellings(address: str) -> Iterator[str]:
    """An address as it stands there, and as people write it."""
    if "@" not in address or len(address) > _LONGEST_ADDRESS or not address.isprintable():
        return
    yield address
    plain = _HIDDEN_SIGN.sub(lambda sign: chr(int(sign[1], 16)), address)
    name, _, domain = plain.rpartition("@")
    try:
        yield f"{name}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return
