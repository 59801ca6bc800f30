"""What the staff have to do, by kind: what the register leaves open, less what was settled.

All but returned mail follows from the revision and the day, and is worked out once for each.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlalchemy import select

from dsw.domain import STATUS_CODE, Profile, Status
from dsw.ledger import Counts, Integers, Ledger, Stand, silent_before
from dsw.queries.base import figures_of
from dsw.queries.doubles import doubles
from dsw.queries.followed import Followed, followed
from dsw.regions import ONBEKEND, load_regions
from dsw.store import Contact, Reader, Snapshot
from dsw.store.schema import bounce, settled
from dsw.views.worklist import (
    Asked,
    Bounced,
    Double,
    Item,
    Overdue,
    Quiet,
    Regionless,
    Silent,
    Task,
    WorkList,
)

#: A pledge that is ready or was given up needs no call, and no day.
_DONE = frozenset({Status.AFGEROND, Status.GESTOPT})
_STATUSES = (None, *Status)
Settled = frozenset[tuple[str, str]]
_Items = Mapping[Task, Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Cut:
    """Whom to see: a stakeholder group, and a province, "landelijk" or "onbekend"; None for all."""

    group: int | None = None
    place: str | None = None

    def fits(self, profile: Profile | None) -> bool:
        """Whether somebody with this profile is seen."""
        if profile is None or self.group not in (None, profile.group):
            return self == Cut()
        codes = profile.regions or (ONBEKEND,)
        return self.place is None or self.place in map(load_regions().province_of, codes)


def work_list(db: Reader, snapshot: Snapshot, today: date, cut: Cut, most: Callable[[Task], int]) -> WorkList:
    """What there is to do.

    Args:
        cut: whom to see; most: how many of a kind to show.
    """
    known = figures_of(snapshot).keep("work", today, lambda: _open(db, snapshot, today), 1)
    profiles = _profile_numbers(snapshot, today)
    found = {**known, Task.MAIL: _bounced(db, settled_now(db, today), profiles)}
    chosen = {task: _chosen(found[task], cut, snapshot, profiles) for task in Task}
    shown = {task: tuple(items[: most(task)]) for task, items in chosen.items()}
    shown[Task.HULP] = _with_words(db, shown[Task.HULP])
    who = {number for items in shown.values() for one in items for number in _about(one)}
    names = {number: snapshot.names[number].name for number in who if number in snapshot.names}
    counts = {task: len(items) for task, items in chosen.items()}
    return WorkList(counts, shown, names, _contacts(db, shown))


def settled_now(db: Reader, today: date) -> Settled:
    """What was settled and has not come back: kind and subject."""
    newest = {
        (row.kind, row.subject): row.until for row in db.rows(select(settled).order_by(settled.c.revision))
    }
    return frozenset(key for key, until in newest.items() if until is None or until >= today)


def _open(db: Reader, snapshot: Snapshot, today: date) -> _Items:
    gone, stand = settled_now(db, today), figures_of(snapshot).stand(today)
    pledges = followed(db, snapshot, today)
    return {
        Task.DUBBEL: _left(doubles(db, snapshot, today), Task.DUBBEL, gone),
        Task.REGIO: _left(_regionless(stand, snapshot.ledger), Task.REGIO, gone),
        Task.STIL: _silent(stand, snapshot.ledger, today, gone),
        Task.DATUM: _overdue(pledges, today),
        Task.HULP: _left(_asked(pledges), Task.HULP, gone),
    }


def _left(
    items: Iterable[Double] | Iterable[Regionless] | Iterable[Bounced] | Iterable[Asked],
    task: Task,
    gone: Settled,
) -> list[Item]:
    return [one for one in items if (task.value, one.subject) not in gone]


def _regionless(stand: Stand, ledger: Ledger) -> list[Regionless]:
    unknown = {
        place for place, one in enumerate(ledger.profiles.known) if one and one.regions in ((), (ONBEKEND,))
    }
    pairs = zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True)
    return [Regionless(number, place) for number, place in pairs if place in unknown]


def _bounced(db: Reader, gone: Settled, standing: Mapping[int, int]) -> list[Item]:
    """Mail that came back of who still stands, the latest first."""
    rows = db.rows(select(bounce).order_by(bounce.c.at.desc(), bounce.c.signatory_id, bounce.c.contact))
    known = [Bounced(row.signatory_id, row.contact, row.at, row.fault) for row in rows]
    return _left([one for one in known if one.signatory in standing], Task.MAIL, gone)


def _silent(stand: Stand, ledger: Ledger, today: date, gone: Settled) -> list[Silent]:
    """Whom to call, the longest silent first."""
    since = np.where(stand.heard > 0, stand.heard, _made(ledger, stand.pledge))
    done = np.isin(stand.status, [STATUS_CODE[one] for one in _DONE])
    rows = np.flatnonzero(~done & (since < silent_before(today, ledger.rules.silent_months)))
    rows = rows[np.argsort(since[rows], kind="stable")]
    by_owner: dict[int, list[Quiet]] = {}
    columns = (stand.owner, stand.pledge, stand.action, stand.status, since, stand.heard)
    for owner, *said in zip(*(column[rows].tolist() for column in columns), strict=True):
        one = _quiet(*said)
        if (Task.STIL.value, one.subject) not in gone:
            by_owner.setdefault(owner, []).append(one)
    return [Silent(owner, tuple(some)) for owner, some in by_owner.items()]


def _quiet(pledge: int, action: int, status: int, since: int, heard: int) -> Quiet:
    known = _STATUSES[status]
    assert known
    return Quiet(pledge, action, known, date.fromordinal(since), heard > 0)


def _made(ledger: Ledger, pledges: Integers) -> Counts:
    """The ordinal day from which each of these stood without a word; any day where one was heard."""
    lasting = ledger.pledges.lasting
    unheard = np.flatnonzero((lasting["heard"] == 0) & (ledger.pledges.until > lasting["since"]))
    things, since = lasting["thing"][unheard], lasting["since"][unheard]
    most = int(max(things.max(initial=0), pledges.max(initial=0)))
    first = np.full(most + 1, date.max.toordinal(), np.int64)
    np.minimum.at(first, things, since)
    made: Counts = first[pledges]
    return made


def _overdue(pledges: Followed, today: date) -> list[Overdue]:
    found = [
        Overdue(number, one.pledge, one.action, one.status, one.due)
        for number, some in pledges.stances.items()
        for one in some
        if one.due and one.due < today and one.status not in _DONE
    ]
    return sorted(found, key=lambda one: (one.due, one.signatory, one.action))


def _asked(pledges: Followed) -> list[Asked]:
    found = [
        Asked(number, one.pledge, one.action, one.report, one.obstacle, one.status_since)
        for number, some in pledges.stances.items()
        for one in some
        if one.report in pledges.asked and one.obstacle and one.status_since
    ]
    return sorted(found, key=lambda one: -one.report)


def _profile_numbers(snapshot: Snapshot, today: date) -> Mapping[int, int]:
    """What everybody who stands counts under."""
    stand = figures_of(snapshot).stand(today)
    pairs = (stand.signatory.tolist(), stand.profile.tolist())
    return figures_of(snapshot).keep("standing", today, lambda: dict(zip(*pairs, strict=True)), 1)


def _chosen(
    items: Sequence[Item], cut: Cut, snapshot: Snapshot, profiles: Mapping[int, int]
) -> Sequence[Item]:
    if cut == Cut():
        return items
    known = snapshot.ledger.profiles.known
    fits = [cut.fits(one) for one in known]
    return [one for one in items if any(fits[profiles.get(number, 0)] for number in _about(one))]


def _about(one: Item) -> tuple[int, ...]:
    return (one.signatory, one.other) if isinstance(one, Double) else (one.signatory,)


def _with_words(db: Reader, items: Iterable[Item]) -> tuple[Item, ...]:
    """Questions for help as they were put; who took its words back asks nothing any more."""
    asked = [one for one in items if isinstance(one, Asked)]
    said = db.words_of(one.report for one in asked)
    return tuple(
        replace(one, ask=said[one.report].ask, helper=said[one.report].helper)
        for one in asked
        if one.report in said
    )


def _contacts(db: Reader, shown: Mapping[Task, Sequence[Item]]) -> Mapping[int, Mapping[int, Contact]]:
    """Whom to write to or call about what is shown."""
    who = {
        one.signatory
        for task, items in shown.items()
        for one in items
        if task not in (Task.DUBBEL, Task.REGIO)
    }
    return {number: db.all_contacts_of(number) for number in who}
