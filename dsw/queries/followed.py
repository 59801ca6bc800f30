"""Pledges with a day that went by, or with a question for help: what the ledger in memory does not know.

They are replayed from the events of those who ever had one, once; from then on of those alone of whom
something was recorded since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dsw.domain import Event, PledgeStance, Status, replay
from dsw.queries.carried import Carried
from dsw.store import Reader, Snapshot
from dsw.store.schema import event, words


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed.

    Attributes:
        last: the last event that is in.
        stances: the pledges that matter, by signatory.
        asked: numbers of the reports that ask for something.
    """

    last: int
    stances: Mapping[int, tuple[PledgeStance, ...]]
    asked: frozenset[int]


_FOLLOWED: Carried[Followed] = Carried()


def followed(db: Reader, snapshot: Snapshot, today: date) -> Followed:
    """The pledges with a day before today, and those that stand still."""
    return _FOLLOWED.advanced(
        (snapshot.head.register_id, today), lambda: _begun(db, today), lambda known: _went_on(db, known)
    )


def _begun(db: Reader, today: date) -> Followed:
    went_by = select(event.c.signatory_id).where(event.c.due < today).distinct()
    asking = select(words.c.signatory_id).where(words.c.ask != "").distinct()
    who = {number for query in (went_by, asking) for (number,) in db.rows(query)}
    return _with(db, Followed(0, {}, frozenset()), who)


def _went_on(db: Reader, known: Followed) -> Followed:
    since = select(event.c.signatory_id).where(event.c.id > known.last).distinct()
    who = {number for (number,) in db.rows(since)}
    return _with(db, known, who) if who else known


def _with(db: Reader, known: Followed, who: Iterable[int]) -> Followed:
    """With these signatories as they are now."""
    told = {number: _that_matter(events) for number, events in db.histories(who).items()}
    reports = [one.report for some in told.values() for one in some if one.status is Status.STAAT_STIL]
    asked = {number for number, said in db.words_of(reports).items() if said.ask.strip()}
    last = db.rows(select(func.max(event.c.id)))[0][0] or 0
    stances = {**known.stances, **told}
    return Followed(last, {number: some for number, some in stances.items() if some}, known.asked | asked)


def _that_matter(events: Iterable[Event]) -> tuple[PledgeStance, ...]:
    stance, _ = replay(events)
    return tuple(
        one for one in stance.pledges.values() if one.due is not None or one.status is Status.STAAT_STIL
    )
