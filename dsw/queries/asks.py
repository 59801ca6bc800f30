"""Who asks for help with a pledge that stands still, and who could give it.

An ask is shown to other signers only when its form said so to who typed it (``told``). An ask from before
that, or from a file, is shown only where its signatory lets its name be seen: everybody can read it on the
site already. In both cases there must be somebody to write to; to who was not told, only one who said yes to
mail. The staff sees them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Row, and_, or_, select

from dsw.domain import STATUS_CODE, Fact, Profile, Status
from dsw.plan import load_plan
from dsw.queries.base import figures_of
from dsw.regions import LANDELIJK, load_regions
from dsw.store import Contact, Reader, Snapshot
from dsw.store.schema import bounce, event, offer, words

#: A signer sees no more asks at a time, and no more of those that fit are looked at.
MOST_SHOWN, _MOST_LOOKED_AT = 5, 100


@dataclass(frozen=True, slots=True)
class Ask:
    """What would help with a pledge that stands still. Personal data; hostile until escaped.

    Attributes:
        event: number of the report it was written with; signatory: whose; day: of that report.
        action: the action's index in the plan; words: the ask itself.
        helper: the section that could help; 0 when none was named.
        profile: where its signatory is counted; name: what it is called; show_name: whether others may know.
        told: the form said that whoever could help sees it.
    """

    event: int
    signatory: int
    day: date
    action: int
    words: str
    helper: int
    profile: Profile
    name: str
    show_name: bool
    told: bool

    @property
    def code(self) -> str:
        """The action's code."""
        return load_plan().code_of(self.action)

    @property
    def section(self) -> int:
        """The section that could help: the one that was named, or else the action's own."""
        return self.helper or load_plan().action(self.code).section

    @property
    def provinces(self) -> tuple[str, ...]:
        """Codes of the provinces it is about, or ``landelijk``."""
        return tuple(dict.fromkeys(map(load_regions().province_of, self.profile.regions)))


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who can help. Personal data.

    Attributes:
        event: the report the ask was written with; signatory: who can help; name: what it is called.
        at: when it said so.
    """

    event: int
    signatory: int
    name: str
    at: datetime


def open_asks(db: Reader, snapshot: Snapshot, day: date) -> tuple[Ask, ...]:
    """Every ask of a pledge that stands still, the newest first."""
    return figures_of(snapshot).keep("asks", day, lambda: tuple(_asks(db, snapshot, day)), 1)


def asks_for(db: Reader, snapshot: Snapshot, day: date, signatory: int, profile: Profile) -> tuple[Ask, ...]:
    """The asks that a signer could help with and has not answered, the newest first, at most a few."""
    fitting = (one for one in open_asks(db, snapshot, day) if _fits(one, signatory, profile))
    answered = {row.event_id for row in db.rows(select(offer).where(offer.c.signatory_id == signatory))}
    looked_at = islice((one for one in fitting if one.event not in answered), _MOST_LOOKED_AT)
    return tuple(islice((one for one in looked_at if recipient(db, one)), MOST_SHOWN))


def recipient(db: Reader, ask: Ask) -> tuple[int, Contact] | None:
    """To whom an offer goes, with its number; None when nobody may be written to."""
    bounced = select(bounce.c.contact).where(bounce.c.signatory_id == ask.signatory)
    gone = {row.contact for row in db.rows(bounced)}
    for number, contact in sorted(db.all_contacts_of(ask.signatory).items()):
        if number not in gone and (ask.told or contact.mail_consent):
            return number, contact
    return None


def offers_on(db: Reader, snapshot: Snapshot, events: Iterable[int]) -> dict[int, tuple[Offer, ...]]:
    """Who can help, by the report the ask was written with, the newest first."""
    found: dict[int, list[Offer]] = defaultdict(list)
    wanted = set(events)
    for row in db.rows(select(offer).order_by(offer.c.at.desc())):
        named = snapshot.names.get(row.signatory_id)
        if row.event_id in wanted and named and named.name:
            found[row.event_id].append(Offer(row.event_id, row.signatory_id, named.name, row.at))
    return {number: tuple(some) for number, some in found.items()}


def overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two are active in one place: a province holds its municipalities, and the country all."""
    regions, ours, theirs = load_regions(), set(some), set(others)
    held, holding = ({regions.province_of(code) for code in codes} for codes in (theirs, ours))
    return LANDELIJK in ours | theirs or bool(ours & (theirs | held) or holding & theirs)


def _fits(ask: Ask, signatory: int, profile: Profile) -> bool:
    return (
        ask.signatory != signatory
        and (ask.told or ask.show_name)
        and ask.section == profile.group
        and overlap(ask.profile.regions, profile.regions)
    )


def _asks(db: Reader, snapshot: Snapshot, day: date) -> Iterator[Ask]:
    stand = figures_of(snapshot).stand(day)
    stuck = np.flatnonzero(stand.status == STATUS_CODE[Status.STAAT_STIL])
    columns = (stand.pledge, stand.action, stand.pledge_profile)
    known = {row[0]: row[1:] for row in zip(*(column[stuck].tolist() for column in columns), strict=True)}
    for row in sorted(_written(db, day), key=lambda row: (row.day, row.event_id), reverse=True):
        named = snapshot.names.get(row.signatory_id)
        if row.pledge_id in known and named and named.name:
            action, place = known[row.pledge_id]
            profile = snapshot.ledger.profiles.known[place]
            assert profile is not None
            said = (action, row.ask, row.helper, profile, named.name, named.show_name, row.told)
            yield Ask(row.event_id, row.signatory_id, row.day, *said)


def _written(db: Reader, day: date) -> list[Row[Any]]:
    """What was asked with the report that a pledge stands by."""
    later, undone = event.alias("later"), db.undone_events()
    asked = select(words, event.c.day, event.c.pledge_id).join(event, event.c.id == words.c.event_id)
    wanted = (words.c.ask != "", event.c.status == Status.STAAT_STIL.value, event.c.day <= day)
    after = or_(later.c.day > event.c.day, and_(later.c.day == event.c.day, later.c.id > event.c.id))
    same_pledge = and_(later.c.signatory_id == event.c.signatory_id, later.c.pledge_id == event.c.pledge_id)
    newer = (
        select(event.c.id, later.c.id.label("newer"))
        .join(words, words.c.event_id == event.c.id)
        .join(later, and_(same_pledge, after, later.c.fact == Fact.REPORTED.value, later.c.day <= day))
    )
    passed = {row.id for row in db.rows(newer.where(*wanted)) if row.newer not in undone}
    rows = db.rows(asked.where(*wanted))
    return [row for row in rows if row.event_id not in passed and row.event_id not in undone]
