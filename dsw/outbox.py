"""Letters on their way: written down in the transaction that is the reason for them, sent by the worker.

A letter that was sent holds no address and no values any more. A link is not among its values: the secret is
made when it is sent, and only what it hashes to is kept.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, delete, select, update

from dsw.access.holders import Holder
from dsw.office.bounces import REFUSED_ADDRESS, note_bounce
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.schema import outbox


class Letter(StrEnum):
    """Every letter there is."""

    BEVESTIG = "bevestig"
    AL_BEKEND = "al_bekend"
    WELKOM = "welkom"
    LINK = "link"
    COLLEGA = "collega"
    AFGEWEZEN = "afgewezen"
    GEWIST = "gewist"
    MEDEWERKER = "medewerker"
    HERINNERING = "herinnering"
    HULP = "hulp"


#: What in the filling of an offer of help says who made it: a signatory and its contact, as "1/1".
OFFERED_BY = "van"
#: How long until a letter that was not taken is tried again, by how often it was tried.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
#: Whoever takes a letter has this long to send it; then it is another's turn.
_LEASE = timedelta(minutes=2)
#: How long it is known that a letter was sent, or why it was not.
_KEPT = timedelta(days=30)
#: A letter that only a newer program knows waits for that program.
_KNOWN = outbox.c.letter.in_([letter.value for letter in Letter])


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter to be sent. Personal data.

    Attributes:
        number: its number; made_at: when it was put in the outbox. Only together do they name one letter:
            a number comes back once its letter is forgotten.
        letter: which one; values: what fills it.
        address: where it goes; holder: whom a link in it lets in.
        tries: how often it was tried, this time included.
    """

    number: int
    made_at: datetime
    letter: Letter
    address: str
    values: Mapping[str, str]
    holder: Holder
    tries: int


def post(
    desk: Desk,
    letter: Letter,
    address: str,
    holder: Holder,
    values: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put a letter in the outbox, as part of the transaction that is the reason for it."""
    desk.put(
        outbox,
        letter=letter.value,
        address=address,
        filling=json.dumps(dict(values), ensure_ascii=False),
        made_at=now(),
        due_at=now(),
        tries=0,
        **holder.columns,
    )


def waits(letter: Letter, holder: Holder) -> ColumnElement[bool]:
    """The rows of letters of this kind to somebody that were neither sent nor given up."""
    return and_(holder.in_table(outbox), outbox.c.letter == letter.value, outbox.c.due_at.is_not(None))


def take_back_offers(desk: Desk, whose: Collection[int], contact: int | None = None) -> None:
    """Offers of help that wait are not sent any more: they name who made them, and go to somebody else.

    Args:
        whose: numbers of the signatories that offered; contact: which of their contacts did; None for all.
    """
    waiting = (outbox.c.letter == Letter.HULP.value, outbox.c.due_at.is_not(None))
    for row in desk.rows(select(outbox.c.id, outbox.c.filling).where(*waiting)):
        signatory, _, number = json.loads(row.filling).get(OFFERED_BY, "").partition("/")
        if signatory in map(str, whose) and contact in (None, int(number)):
            desk.alter(delete(outbox).where(outbox.c.id == row.id, *waiting))


def is_any_due(db: Reader) -> bool:
    """Whether a letter waits to be sent."""
    return bool(db.rows(select(outbox.c.id).where(_KNOWN, outbox.c.due_at <= now()).limit(1)))


def next_due(desk: Desk) -> Posted | None:
    """Take the letter that waited longest; None when none is due. Of two who do so, one takes it."""
    due = select(outbox).where(_KNOWN, outbox.c.due_at <= now())
    waiting = desk.rows(due.order_by(outbox.c.due_at, outbox.c.id).limit(1))
    if not waiting:
        return None
    row = waiting[0]
    mine = desk.alter(
        update(outbox)
        .where(outbox.c.id == row.id, outbox.c.due_at == row.due_at, outbox.c.tries == row.tries)
        .values(due_at=now() + _LEASE, tries=row.tries + 1)
    )
    if not mine:
        return None
    letter, values = Letter(row.letter), json.loads(row.filling)
    return Posted(row.id, row.made_at, letter, row.address, values, Holder.of(row), row.tries + 1)


def settle_sent(desk: Desk, posted: Posted) -> None:
    """A letter was taken by a mail server: what is personal about it goes."""
    _settle(desk, posted, sent_at=now(), fault=None, address="", filling="")


def settle_refused(desk: Desk, posted: Posted, fault: str) -> None:
    """No mail server will ever take this letter; to whom it was stays known by who holds its link.

    Where it is the address that is refused, that is noted with whoever has it.
    """
    settled = _settle(desk, posted, fault=fault, address="", filling="")
    if settled and fault.startswith(REFUSED_ADDRESS):
        note_bounce(desk, posted.address, fault)


def put_off(desk: Desk, posted: Posted, fault: str) -> None:
    """It did not work this time; after many times it never will."""
    if posted.tries > len(_PAUSES):
        settle_refused(desk, posted, fault)
    else:
        due = now() + _PAUSES[posted.tries - 1]
        desk.alter(update(outbox).where(*_which(posted)).values(due_at=due, fault=fault))


def forget_letters(desk: Desk) -> int:
    """Remove what is left of letters that were settled long ago; says how many."""
    return desk.alter(delete(outbox).where(outbox.c.due_at.is_(None), outbox.c.made_at <= now() - _KEPT))


def _settle(desk: Desk, posted: Posted, **values: datetime | str | None) -> int:
    return desk.alter(update(outbox).where(*_which(posted)).values(due_at=None, **values))


def _which(posted: Posted) -> tuple[ColumnElement[bool], ...]:
    """This letter, and not another that got its number since it went."""
    return outbox.c.id == posted.number, outbox.c.made_at == posted.made_at
