"""From signed entries to spans: from which day to which day a signature or pledge stood on an account.

A span begins where an entry of +1 is left, and ends where the next −1 of the same thing is: the books say
that at any day a thing stands on one account at most.
"""

import numpy as np

from dsw.ledger.axes import Counts, Flags, Integers
from dsw.ledger.columns import Rows, Widths, joined, taken

#: Ordinal of a day that never comes: an open span ends here. And of a day before all days.
OPEN, NEVER_BEGAN = np.int32(2**31 - 1), np.int32(-(2**31))

#: What an account is made of.
_ACCOUNT = ("signatory", "profile", "action", "status", "obstacle", "evidence", "heard")
#: The columns of a span: ``thing`` is a pledge or, among signatures, a signatory.
SPAN: Widths = {
    "thing": np.int32,
    "signatory": np.int32,
    "profile": np.int32,
    "action": np.int8,
    "status": np.int8,
    "obstacle": np.int8,
    "evidence": np.int8,
    "heard": np.int32,
    "since": np.int32,
    "until": np.int32,
}
_DAY_BITS = 22


def spans_of(entries: Rows, thing: str) -> Rows:
    """The spans of things, in order of thing and day.

    Args:
        entries: all entries of these things, in any order.
        thing: the column that tells things apart: ``pledge`` or ``signatory``.
    """
    key = _key(entries, thing)
    order = np.argsort(key, kind="stable")
    key = key[order]
    settled = taken(entries, order)
    untidy = _untidy(key, settled)
    if len(untidy):
        settled, key = _settled(settled, np.isin(settled[thing], settled[thing][untidy]), thing)
    begins, ends = np.flatnonzero(settled["amount"] > 0), np.flatnonzero(settled["amount"] < 0)
    return _matched(taken(settled, begins), settled[thing][ends], settled["day"][ends], thing)


def _key(entries: Rows, thing: str) -> Counts:
    """Sorts by thing, then by day, what ends before what begins."""
    key: Counts = entries[thing].astype(np.int64) << _DAY_BITS
    key |= entries["day"]
    key <<= 1
    key |= entries["amount"] > 0
    return key


def _untidy(key: Counts, entries: Rows) -> Counts:
    """Rows that show that a thing's entries must first be summed: a correction came on the same day."""
    twice = np.flatnonzero(key[1:] == key[:-1])
    close = np.flatnonzero(key[1:] >> 1 == key[:-1] >> 1)
    for name in _ACCOUNT:
        close = close[entries[name][close] == entries[name][close + 1]]
    return np.concatenate((np.flatnonzero(np.abs(entries["amount"]) != 1), twice, close))


def _settled(entries: Rows, mixed: Flags, thing: str) -> tuple[Rows, Counts]:
    """The entries, with those of the mixed things summed per day and account; sorted again."""
    part = taken(entries, np.flatnonzero(mixed))
    names = (thing, "day", *_ACCOUNT)
    part = taken(part, np.lexsort([part[name] for name in reversed(names)]))
    new = np.zeros(len(part["day"]), np.bool_)
    new[:1] = True
    for name in names:
        new[1:] |= part[name][1:] != part[name][:-1]
    starts = np.flatnonzero(new)
    total = np.add.reduceat(part["amount"].astype(np.int64), starts)
    kept = {**taken(part, starts[total != 0]), "amount": np.sign(total[total != 0]).astype(np.int8)}
    whole = joined(taken(entries, np.flatnonzero(~mixed)), kept)
    key = _key(whole, thing)
    order = np.argsort(key, kind="stable")
    return taken(whole, order), key[order]


def _matched(begun: Rows, ended: Integers, day: Integers, thing: str) -> Rows:
    """What begins, with the day the same thing next ends: the first with the first, and so on."""
    things = begun[thing]
    until = np.full(len(things), OPEN, np.int32)
    rank = np.arange(len(ended)) - np.searchsorted(ended, ended, "left")
    first = np.searchsorted(things, ended, "left")
    inside = rank < np.searchsorted(things, ended, "right") - first
    until[(first + rank)[inside]] = day[inside]
    rows = {name: begun[name] for name in _ACCOUNT}
    return {"thing": things, **rows, "since": begun["day"], "until": until}


def no_spans() -> Rows:
    """A table of spans without rows."""
    return {name: np.zeros(0, width) for name, width in SPAN.items()}


def presence(pledges: Rows) -> Rows:
    """From when to when each pledge stood under one profile, whatever its status; in the same order."""
    thing, profile, since, until = (pledges[name] for name in ("thing", "profile", "since", "until"))
    new = np.ones(len(thing), np.bool_)
    new[1:] = (thing[1:] != thing[:-1]) | (profile[1:] != profile[:-1]) | (until[:-1] != since[1:])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(thing))[: len(first)] - 1
    return {**taken(pledges, first), "until": until[last]}


def union(key: Counts, since: Integers, until: Integers) -> tuple[Counts, Integers, Integers]:
    """Per key, from when to when at least one of its spans stands: key, since and until, in order."""
    open_ended = until == OPEN
    days = np.concatenate((since, until[~open_ended])).astype(np.int64)
    keys = (np.concatenate((key, key[~open_ended])) << _DAY_BITS) | days
    amount = np.ones(len(keys), np.int64)
    amount[len(since) :] = -1
    points, where = np.unique(keys, return_inverse=True)
    running = np.cumsum(np.bincount(where, amount, len(points)).astype(np.int64))
    of, day = points >> _DAY_BITS, (points & ((1 << _DAY_BITS) - 1)).astype(np.int32)
    new = np.ones(len(of), np.bool_)
    new[1:] = of[1:] != of[:-1]
    base = np.append(0, running)[np.maximum.accumulate(np.where(new, np.arange(len(of)), 0))]
    there = running > base
    before = np.append(False, there[:-1]) & ~new
    begins, ends = np.flatnonzero(there & ~before), np.flatnonzero(~there & before)
    last = np.full(len(begins), OPEN, np.int32)
    rank = np.searchsorted(begins, ends) - 1
    last[rank] = day[ends]
    return of[begins], day[begins], last
