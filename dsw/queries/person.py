"""Everything about one signatory, as the staff sees it. Personal data; hostile until escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dsw.domain import Event, Fact, Profile, in_order, replay
from dsw.mine import PledgeNow, pledges_now
from dsw.store import Contact, Identity, Reader
from dsw.store.schema import merger, origin, signatory


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody that was put together with a signatory.

    Attributes:
        number: who it was; revision: the transaction that did so.
    """

    number: int
    name: str
    revision: int


@dataclass(frozen=True, slots=True)
class Person:
    """A signatory.

    Attributes:
        number: its number; ref: its public reference.
        identity: what it is called; without a name it was erased.
        profile: what it counts under; of who takes no part any more the last one.
        signed_on: the day of its last signature; plan_version: the plan it signed.
        left_on: the day it withdrew; None while it takes part.
        contacts: everybody to write to, by number.
        pledges: what it promised, in the plan's order.
        sources: the files that named it.
        into: whom it was put together with, when it counts there; joined: who counts with it.
    """

    number: int
    ref: str
    identity: Identity
    profile: Profile
    signed_on: date
    plan_version: str
    left_on: date | None
    contacts: Mapping[int, Contact]
    pledges: tuple[PledgeNow, ...]
    sources: tuple[str, ...]
    into: Joined | None
    joined: tuple[Joined, ...]

    @property
    def stands(self) -> bool:
        """Whether it takes part."""
        return self.left_on is None and self.into is None and bool(self.identity.name)

    @property
    def heard_on(self) -> date | None:
        """The last day anything was heard of any pledge."""
        return max((one.stance.heard_on for one in self.pledges if one.stance.heard_on), default=None)


def read_person(db: Reader, number: int) -> Person | None:
    """A signatory by its number; None when there is none, or what brought it in was taken back."""
    known = db.rows(select(signatory.c.ref).where(signatory.c.id == number))
    events = list(db.events_of([number])) if known else []
    into, joined = _together(db, number)
    counted = [one for one in events if one.fact is not Fact.ANNULLED] if into else in_order(events)
    signed = [one for one in counted if one.fact is Fact.SIGNED]
    profiles = [one.profile for one in counted if one.profile]
    named = db.names_of([number]).get(number)
    if not signed or not profiles or named is None:
        return None
    stance, _idle = replay(events)
    sources = select(origin.c.source).where(origin.c.signatory_id == number).distinct()
    return Person(
        number,
        known[0].ref,
        named,
        stance.profile or profiles[-1],
        signed[-1].day,
        signed[-1].plan_version or "",
        None if stance.profile else _left_on(counted),
        db.all_contacts_of(number),
        pledges_now(db, stance.pledges.values(), events),
        tuple(row.source for row in db.rows(sources.order_by(origin.c.source))),
        into,
        joined,
    )


def _left_on(events: Sequence[Event]) -> date | None:
    return max((one.day for one in events if one.fact is Fact.WITHDRAWN), default=None)


def _together(db: Reader, number: int) -> tuple[Joined | None, tuple[Joined, ...]]:
    rows = db.rows(
        select(merger)
        .where((merger.c.signatory_id == number) | (merger.c.into_id == number))
        .order_by(merger.c.revision)
    )
    names = db.names_of({one for row in rows for one in (row.signatory_id, row.into_id)})
    into = [_joined(row.into_id, names, row.revision) for row in rows if row.signatory_id == number]
    joined = tuple(_joined(row.signatory_id, names, row.revision) for row in rows if row.into_id == number)
    return into[0] if into else None, joined


def _joined(number: int, names: Mapping[int, Identity], revision: int) -> Joined:
    return Joined(number, names[number].name if number in names else "", revision)
