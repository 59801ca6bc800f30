"""What is different from so many days ago, on any day: each pair of how a thing stood then and stands now.

A thing's spans, with those in which it was not there made explicit, shifted by the number of days and laid
over themselves, give every pair with the days on which it holds. Pairs that count in one cell on both days
are added up in cubes. The few that moved from one cell to another are kept as they are: what they come to
depends on which cells a question adds up.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dsw.domain import STATUS_CODE, Obstacle, Status
from dsw.ledger.axes import Counts, Flags, Integers
from dsw.ledger.columns import Rows
from dsw.ledger.spans import NEVER_BEGAN, OPEN

#: How far along a status is; no step is neither forward nor back.
_STEP = {Status.NIET_GESTART: 0, Status.STAAT_STIL: 1, Status.BEZIG: 1, Status.AFGEROND: 2}
_BACK_FROM = (Status.AFGEROND, Status.BEZIG)


def _moves_back() -> Flags:
    """Table [status code then, status code now]: did the pledge move back."""
    table = np.zeros((len(Status) + 1, len(Status) + 1), np.bool_)
    for before in _BACK_FROM:
        for after, step in _STEP.items():
            table[STATUS_CODE[before], STATUS_CODE[after]] = step < _STEP[before]
    return table


_BACK = _moves_back()
_DONE, _BUSY, _STUCK, _WAITING = (
    STATUS_CODE[status] for status in (Status.AFGEROND, Status.BEZIG, Status.STAAT_STIL, Status.NIET_GESTART)
)
#: What is counted of pledges: each a row number in a table of counts. ``STUCK`` is followed by one row for
#: each obstacle (the first for none).
NEW, GONE, DONE, STARTED, BACK, SILENT, HEARD, STUCK = range(8)
ITEMS = STUCK + len(Obstacle) + 1


class Side(NamedTuple):
    """How pledges stood on one of two days: columns in the same order; status 0 is what is not there."""

    status: Integers
    obstacle: Integers
    silent: Flags


class Pairs(NamedTuple):
    """From when to when (not included) a thing's row ``then`` and its row ``now`` hold; -1: not there."""

    then: Integers
    now: Integers
    since: Integers
    until: Integers


def differences(then: Side, now: Side) -> Iterator[tuple[int, Flags]]:
    """What happened to each pledge between two days, item by item; ``HEARD`` and obstacles left aside."""
    stood, stands = then.status > 0, now.status > 0
    yield NEW, stands & ~stood
    yield GONE, stood & ~stands
    yield DONE, (now.status == _DONE) & (then.status != _DONE)
    yield STARTED, (now.status == _BUSY) & (then.status == _WAITING)
    yield BACK, _BACK[then.status, now.status]
    yield SILENT, now.silent & ~then.silent
    yield STUCK, (now.status == _STUCK) & (then.status != _STUCK)


def pairs(spans: Rows, days: int) -> Pairs:
    """Every pair of different rows that hold ``days`` apart.

    Args:
        spans: in order of thing and day, those of one thing apart.
    """
    line = _with_absences(spans)
    later = np.arange(1, len(line["at"]))
    found: list[Pairs] = []
    for steps in range(1, len(line["at"])):
        later = later[later >= steps]
        earlier = later - steps
        close = line["thing"][earlier] == line["thing"][later]
        close &= _shifted(line["until"][earlier], days) > line["since"][later]
        later, earlier = later[close], earlier[close]
        if not len(later):
            break
        found.append(_overlaps(line, earlier, later, days))
    return Pairs(*map(np.concatenate, zip(*found, strict=True))) if found else Pairs(*_NOTHING)


_NOTHING = (np.zeros(0, np.int64),) * 2 + (np.zeros(0, np.int32),) * 2


def _overlaps(line: Rows, earlier: Counts, later: Counts, days: int) -> Pairs:
    since = np.maximum(line["since"][later], _shifted(line["since"][earlier], days))
    until = np.minimum(line["until"][later], _shifted(line["until"][earlier], days))
    kept = np.flatnonzero(since < until)
    return Pairs(line["at"][earlier[kept]], line["at"][later[kept]], since[kept], until[kept])


def _shifted(day: Integers, days: int) -> Integers:
    """Later by so many days; a day that never comes stays away."""
    return np.where(day == OPEN, OPEN, day + np.int32(days))


def _with_absences(spans: Rows) -> Rows:
    """The spans and, as rows ``at`` -1, the days before, between and behind them."""
    thing, since, until = spans["thing"], spans["since"], spans["until"]
    count = len(thing)
    if not count:
        return {"at": _NOTHING[0], "thing": thing, "since": since, "until": until}
    last = np.append(thing[1:] != thing[:-1], True)
    first = np.append(True, last[:-1])
    after = np.append(since[1:], OPEN)
    after[last] = OPEN
    gap = until < after
    at = np.arange(count) + np.cumsum(first) + np.append(0, np.cumsum(gap)[:-1])
    size = count + int(first.sum()) + int(gap.sum())
    row, things = np.full(size, -1, np.int64), np.zeros(size, thing.dtype)
    begins, ends = np.zeros(size, np.int32), np.zeros(size, np.int32)
    row[at], things[at], begins[at], ends[at] = np.arange(count), thing, since, until
    lead, hole = at[first] - 1, at[gap] + 1
    things[lead], begins[lead], ends[lead] = thing[first], NEVER_BEGAN, since[first]
    things[hole], begins[hole], ends[hole] = thing[gap], until[gap], after[gap]
    return {"at": row, "thing": things, "since": begins, "until": ends}


def with_absent(column: Integers, where: Integers) -> Integers:
    """A column's values at these rows, 0 for -1."""
    if not len(column):
        return np.zeros(len(where), column.dtype)
    return np.where(where < 0, column.dtype.type(0), column[where])


def at_rows(spans: Rows, where: Integers) -> Rows:
    """Rows of a table, zeros for -1."""
    return {name: with_absent(column, where) for name, column in spans.items()}
