"""The books against the events they were made from."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

from dsw.audit.finding import Finding
from dsw.domain import STATUS_CODE, Event, Profile, Stance, replay
from dsw.ledger import COLUMNS, Integers, Profiles, Rows, Stand, stand_of
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.store import Reader

#: What an entry is booked under: everything but the transaction and the amount.
_KEY = tuple(name for name in COLUMNS if name not in ("revision", "amount"))
_ACCOUNT = tuple(name for name in _KEY if name not in ("signatory", "day", "pledge"))
_AMOUNT = len(_KEY)

#: What is counted per value: a column of the stand, as texts and totals name it.
_Totals = dict[str, Counter[int]]


def check_books(db: Reader) -> Iterator[Finding]:
    """Whether the entries are what the events come to, balance on every day and give the same totals."""
    try:
        told = _retell(db)
        entries, profiles = db.entries_after(0), _profiles(db)
    except ValueError:
        yield Finding("rij.onleesbaar", unreadable=True)
        return
    yield from told.idle
    yield from _differences(told, entries)
    yield from _unbalanced(entries)
    yield from _totals(told, stand_of(entries, date.max), profiles)


@dataclass(slots=True)
class _Told:
    """What the events come to.

    Attributes:
        rows: signatory, day, pledge, account and amount of each entry, all in a row: they are many.
        idle: events with nothing to act on.
        totals: how many stand at the end, per group, status and action.
    """

    profiles: dict[Profile, int]
    rows: "array[int]" = field(default_factory=lambda: array("i"))
    idle: list[Finding] = field(default_factory=list)
    totals: _Totals = field(default_factory=lambda: defaultdict(Counter))

    def take(self, signatory: int, events: Iterable[Event]) -> None:
        """Replay one signatory."""
        stance, idle = replay(events)
        for day, pledge, account, amount in stance.booked():
            self.rows.extend((signatory, day, pledge, self.profiles[account.profile], *account[1:], amount))
        self.idle += [Finding("gebeurtenis.zonder_gevolg", {"gebeurtenis": event.id}) for event in idle]
        self._count(stance)

    def _count(self, stance: Stance) -> None:
        if stance.profile is None:
            return
        self.totals["ondertekenaars"][stance.profile.group] += 1
        for pledge in stance.pledges.values():
            self.totals["doelgroep"][stance.profile.group] += 1
            self.totals["status"][STATUS_CODE[pledge.status]] += 1
            self.totals["actie"][pledge.action] += 1


def _retell(db: Reader) -> _Told:
    told = _Told({profile: number for number, profile in db.profiles_after(0)})
    for signatory, events in groupby(db.all_events(), lambda event: event.signatory):
        told.take(signatory, events)
    return told


def _profiles(db: Reader) -> Profiles:
    known = dict(db.profiles_after(0))
    numbers = range(1, max(known, default=0) + 1)
    return Profiles.empty().extended([(number, known[number]) for number in numbers], load_regions())


def _differences(told: _Told, entries: Rows) -> Iterator[Finding]:
    """Signatories whose booked entries are not what their events come to."""
    wanted = _table(told.rows)
    wanted[:, _AMOUNT] *= -1
    booked = _side_by_side(entries, (*_KEY, "amount"))
    both = _sorted(np.concatenate((booked, wanted)), range(len(_KEY)))
    starts = _starts(both[:, : len(_KEY)])
    if not len(starts):
        return
    left = np.add.reduceat(both[:, _AMOUNT], starts)
    wrong = both[starts[left != 0]]
    for signatory, count in zip(*np.unique(wrong[:, 0], return_counts=True), strict=True):
        yield Finding("boeken.wijken_af", {"ondertekenaar": int(signatory), "boekingen": int(count)})


def _side_by_side(entries: Rows, names: Sequence[str]) -> Integers:
    return np.column_stack([entries[name].astype(np.int32) for name in names])


def _unbalanced(entries: Rows) -> Iterator[Finding]:
    """Signatures and pledges that on some day stand on another number of accounts than none or one."""
    whole, account = ("signatory", "pledge"), ("signatory", "pledge", *_ACCOUNT)
    wrong = {key[:2] for columns in (whole, account) for key in _beyond_one(entries, columns)}
    for signatory, pledge in sorted(wrong):
        yield Finding("boeken.niet_in_evenwicht", {"ondertekenaar": signatory, "toezegging": pledge})


def _beyond_one(entries: Rows, columns: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The keys whose running sum is neither 0 nor 1 at the end of some day."""
    width = len(columns)
    table = _side_by_side(entries, (*columns, "day", "amount"))
    table = _sorted(table, range(width + 1))
    starts = _starts(table[:, :width])
    running = np.cumsum(table[:, -1])
    base = np.repeat(running[starts] - table[starts, -1], np.diff(np.append(starts, len(table))))
    ends = _starts(table[:, : width + 1])[1:] - 1
    at_end = np.append(ends, len(table) - 1)[: len(table)]
    sums = (running - base)[at_end]
    for row in np.unique(table[at_end[(sums < 0) | (sums > 1)], :width], axis=0):
        yield tuple(row.tolist())


def _totals(told: _Told, stand: Stand, profiles: Profiles) -> Iterator[Finding]:
    """Sums per group, status and action: of the books and of the events, and together every pledge."""
    actions, groups = len(load_plan().actions), len(load_plan().sections)
    for name, (values, most, whole) in _columns(stand, profiles, actions, groups).items():
        booked = Counter(values.tolist())
        inside = sum(count for value, count in booked.items() if 1 <= value <= most)
        if booked != told.totals[name] or inside != whole:
            values_ = {"wat": name, "boeken": inside, "gebeurtenissen": told.totals[name].total()}
            yield Finding("totaal.wijkt_af", values_)


def _columns(
    stand: Stand, profiles: Profiles, actions: int, groups: int
) -> dict[str, tuple[Integers, int, int]]:
    """What is counted: the values, the highest that exists, and how many there must be."""
    of_profile = profiles.group
    signed, pledged = len(stand.signatory), len(stand.pledge)
    return {
        "ondertekenaars": (of_profile[stand.profile], groups, signed),
        "doelgroep": (of_profile[stand.pledge_profile], groups, pledged),
        "status": (stand.status, len(STATUS_CODE), pledged),
        "actie": (stand.action, actions, pledged),
    }


def _table(rows: "array[int]") -> Integers:
    return np.array(rows, np.int32).reshape(-1, len(_KEY) + 1)


def _sorted(table: Integers, columns: Sequence[int]) -> Integers:
    """Rows in order of these columns, the first counting most."""
    return table[np.lexsort([table[:, column] for column in reversed(columns)])]


def _starts(keys: Integers) -> npt.NDArray[np.intp]:
    """Where in sorted rows another key begins."""
    if not len(keys):
        return np.zeros(0, np.intp)
    changed = (keys[1:] != keys[:-1]).any(axis=1)
    return np.flatnonzero(np.concatenate(([True], changed)))
