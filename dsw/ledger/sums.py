"""What spans add to the cubes: +1 on the day something begins to stand in a cell, −1 on the day it ends.

Every cell has a corner (kind, stakeholder group and place, as ``Profiles.spread`` numbers them) and a place
within that corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dsw.domain import STATUS_CODE, Obstacle, Status
from dsw.ledger import lately
from dsw.ledger.axes import KINDS, NEVER, STATES, Flags, Integers, axes, silent_from
from dsw.ledger.columns import Rows, taken
from dsw.ledger.cube import Deltas, together
from dsw.ledger.divisions import Division, divisions, rows_of
from dsw.ledger.moved import Moved, all_moved
from dsw.ledger.profiles import Profiles
from dsw.ledger.spans import OPEN, presence, union
from dsw.rules import Rules

#: How many obstacles there are, none included.
OBSTACLES = len(Obstacle) + 1
#: Signatories that came and that left: rows of a table of counts.
CAME, LEFT = 0, 1
#: Signatories handled at once: it bounds the memory it takes to read a large register.
_CHUNK = 20_000


@dataclass(frozen=True, eq=False)
class Spans:
    """What the cubes are made of, for all or some signatories.

    Attributes:
        signatures: spans of signatures.
        pledges: spans of pledges, split where they fall silent (column ``silent``).
        participations: from when to when somebody had a pledge in a section; ``thing`` tells the two apart.
        days: how long ago "then" is.
    """

    signatures: Rows
    pledges: Rows
    participations: Rows
    days: int

    @classmethod
    def of(cls, signatures: Rows, pledges: Rows, rules: Rules) -> "Spans":
        """From spans of the same signatories, in order of thing and day."""
        silent = with_silence(pledges, rules.silent_months)
        return cls(signatures, silent, _participations(pledges), rules.recent_days)


class Sums(NamedTuple):
    """Changes to each of the cubes of ``dsw.ledger.cubes``, and what they cannot count."""

    heads: Deltas
    pledges: Deltas
    stuck: Deltas
    municipalities: tuple[Deltas, ...]
    came: Deltas
    news: Deltas
    moved_heads: Moved
    moved: Moved


def sums_of(signatures: Rows, pledges: Rows, profiles: Profiles, rules: Rules) -> Sums:
    """What these spans come to.

    Args:
        signatures, pledges: of the same signatories, in order of thing and day.
    """
    if len(signatures["signatory"]) <= _CHUNK:
        return _sums(Spans.of(signatures, pledges, rules), profiles)
    chunks = np.union1d(*(rows["signatory"] // _CHUNK for rows in (signatures, pledges))).tolist()
    some = ([taken(rows, _in_chunk(rows, chunk)) for rows in (signatures, pledges)] for chunk in chunks)
    return _all([_sums(Spans.of(one, other, rules), profiles) for one, other in some])


def _in_chunk(rows: Rows, chunk: int) -> Integers:
    return np.flatnonzero(rows["signatory"] // _CHUNK == chunk)


def _all(parts: Sequence[Sums]) -> Sums:
    by_division = zip(*(part.municipalities for part in parts), strict=True)
    return Sums(
        heads=together([part.heads for part in parts]),
        pledges=together([part.pledges for part in parts]),
        stuck=together([part.stuck for part in parts]),
        municipalities=tuple(together(list(one)) for one in by_division),
        came=together([part.came for part in parts]),
        news=together([part.news for part in parts]),
        moved_heads=all_moved([part.moved_heads for part in parts]),
        moved=all_moved([part.moved for part in parts]),
    )


def _sums(spans: Spans, profiles: Profiles) -> Sums:
    came, moved_heads = _came(spans, profiles)
    news, moved = _news(spans, profiles)
    return Sums(
        _heads(spans, profiles),
        _pledges(spans, profiles),
        _stuck(spans, profiles),
        tuple(_residents(index, spans, profiles) for index in range(len(divisions()))),
        came,
        news,
        moved_heads,
        moved,
    )


def with_silence(pledges: Rows, months: int) -> Rows:
    """The spans, each split at the day it falls silent, with a column ``silent``; in the same order."""
    since, until, heard = pledges["since"], pledges["until"], pledges["heard"]
    quiet = np.full(len(since), OPEN, np.int32)
    quiet[heard > 0] = silent_from(heard[heard > 0], months)
    begin = np.maximum(since, quiet)
    falls = begin < until
    rows = np.repeat(np.arange(len(since)), 1 + (falls & (since < begin)))
    second = np.append(False, rows[1:] == rows[:-1]) if len(rows) else np.zeros(0, np.bool_)
    splits = np.append(second[1:], False) if len(rows) else second
    found = taken(pledges, rows)
    silent = falls[rows] & ~splits
    return {
        **found,
        "since": np.where(second, begin[rows], found["since"]),
        "until": np.where(splits, begin[rows], found["until"]),
        "silent": silent,
    }


def _participations(pledges: Rows) -> Rows:
    """Per signatory, section and profile from when to when it had a pledge there; in order."""
    there = presence(pledges)
    sections, profiles = axes().sections, int(there["profile"].max(initial=0)) + 1
    thing = there["signatory"].astype(np.int64) * sections + axes().section_of[there["action"] - 1]
    key, since, until = union(thing * profiles + there["profile"], there["since"], there["until"])
    thing, profile = np.divmod(key, profiles)
    order = np.lexsort((since, thing))
    rows = {"thing": thing, "signatory": thing // sections, "profile": profile, "section": thing % sections}
    return {name: column[order].astype(np.int32) for name, column in rows.items()} | {
        "since": since[order],
        "until": until[order],
    }


# ------------------------------------------------------------------------------------ how it stands


def _counted(spans: Rows, cell: Integers, cells: int, profiles: Profiles) -> Deltas:
    """In a cell of each corner of its profile, for as long as a span stands."""
    which, corner, weight = profiles.spread(spans["profile"])
    at = corner * cells + cell[which]
    until = spans["until"][which]
    ends = np.flatnonzero(until != OPEN)
    begun = Deltas.of(spans["since"][which], at, weight)
    return together([begun, Deltas.of(until[ends], at[ends], -weight[ends])])


def _heads(spans: Spans, profiles: Profiles) -> Deltas:
    cells = axes().sections + 1
    everyone = np.full(len(spans.signatures["since"]), axes().sections)
    return together(
        [
            _counted(spans.signatures, everyone, cells, profiles),
            _counted(spans.participations, spans.participations["section"], cells, profiles),
        ]
    )


def _pledges(spans: Spans, profiles: Profiles) -> Deltas:
    rows = spans.pledges
    state = 2 * np.where(rows["heard"] > 0, rows["status"].astype(np.int32) - 1, NEVER) + rows["silent"]
    cell = (rows["action"].astype(np.int32) - 1) * STATES + state
    return _counted(rows, cell, axes().actions * STATES, profiles)


def _stuck(spans: Spans, profiles: Profiles) -> Deltas:
    rows = taken(spans.pledges, np.flatnonzero(spans.pledges["status"] == STATUS_CODE[Status.STAAT_STIL]))
    cell = (rows["action"].astype(np.int32) - 1) * OBSTACLES + rows["obstacle"]
    return _counted(rows, cell, axes().actions * OBSTACLES, profiles)


def municipal_shape(division: Division) -> tuple[int, ...]:
    """Kinds, municipalities, groups and sections of a table of a division's residents."""
    return len(KINDS), len(division.codes), axes().sections, axes().sections + 1


def _residents(index: int, spans: Spans, profiles: Profiles) -> Deltas:
    """Of the days on which a division is in force; what began before it stands on its first day."""
    division, sections = divisions()[index], axes().sections
    first = division.since.toordinal()
    last = divisions()[index + 1].since.toordinal() if index + 1 < len(divisions()) else int(OPEN)
    starts, row = rows_of(division, profiles)
    parts = []
    for rows, section in (
        (spans.signatures, np.full(len(spans.signatures["since"]), sections)),
        (spans.participations, spans.participations["section"]),
    ):
        inside = np.flatnonzero((rows["since"] < last) & (rows["until"] > first))
        since, until = np.maximum(rows["since"][inside], first), rows["until"][inside]
        who = rows["profile"][inside]
        lengths = starts[who + 1] - starts[who]
        which = np.repeat(np.arange(len(who)), lengths)
        at = np.repeat(starts[who] - np.cumsum(lengths) + lengths, lengths) + np.arange(len(which))
        place = profiles.kind[who][which].astype(np.int64) * len(division.codes) + row[at]
        cell = (place * sections + profiles.group[who][which] - 1) * (sections + 1) + section[inside][which]
        one = np.ones(len(which), np.int8)
        ends = np.flatnonzero(until[which] < last)
        parts += [Deltas.of(since[which], cell, one), Deltas.of(until[which][ends], cell[ends], -one[ends])]
    return together(parts)


# ------------------------------------------------------------------ then and now, so many days apart


def _paired(spans: Rows, profiles: Profiles, days: int) -> tuple[Rows, Rows, lately.Pairs, Flags]:
    """Pairs of rows, and which of them moved from one corner to another."""
    found = lately.pairs(spans, days)
    then, now = lately.at_rows(spans, found.then), lately.at_rows(spans, found.now)
    both = (found.then >= 0) & (found.now >= 0)
    apart = profiles.likeness[then["profile"]] != profiles.likeness[now["profile"]]
    return then, now, found, both & apart


def _where_counted(then: Rows, now: Rows, found: lately.Pairs) -> Rows:
    """Where a pair that did not move counts: under the profile of the day it was there."""
    profile = np.where(found.now >= 0, now["profile"], then["profile"])
    return {"profile": profile, "since": found.since, "until": found.until}


def _came(spans: Spans, profiles: Profiles) -> tuple[Deltas, Moved]:
    parts, moves = [], []
    everyone = {**spans.signatures, "section": np.full(len(spans.signatures["since"]), axes().sections)}
    for rows in (everyone, spans.participations):
        then, now, found, apart = _paired(rows, profiles, spans.days)
        where = _where_counted(then, now, found)
        section = np.where(found.now >= 0, now["section"], then["section"])
        for item, kept in ((CAME, found.then < 0), (LEFT, found.now < 0)):
            chosen = np.flatnonzero(kept)
            cells = 2 * (axes().sections + 1)
            parts.append(_counted(taken(where, chosen), section[chosen] * 2 + item, cells, profiles))
        gone = np.flatnonzero(apart)
        names = ("signatory", "profile")
        sides = ({name: side[name] for name in names} for side in (then, now))
        moves.append(Moved(section, found.since, found.until, *sides).at(gone))
    return together(parts), all_moved(moves)


def _news(spans: Spans, profiles: Profiles) -> tuple[Deltas, Moved]:
    rows = spans.pledges
    then, now, found, apart = _paired(rows, profiles, spans.days)
    where = _where_counted(then, now, found)
    action = np.where(found.now >= 0, now["action"], then["action"])
    section = axes().section_of[action - 1].astype(np.int32)
    parts = [_heard(rows, profiles, spans.days)]
    for item, kept in lately.differences(*(side_of(side) for side in (then, now))):
        chosen = np.flatnonzero(kept & ~apart)
        cell = section[chosen] * lately.ITEMS + item
        if item == lately.STUCK:
            cell += now["obstacle"][chosen]
        cells = axes().sections * lately.ITEMS
        parts.append(_counted(taken(where, chosen), cell, cells, profiles))
    moved = Moved(section, found.since, found.until, then, now)
    return together(parts), moved.at(np.flatnonzero(apart))


def side_of(rows: Rows) -> lately.Side:
    """Rows of spans as one of two days."""
    return lately.Side(rows["status"], rows["obstacle"], rows["silent"].astype(np.bool_))


def _heard(pledges: Rows, profiles: Profiles, days: int) -> Deltas:
    """Pledges heard of in the days before; a span is never heard of before it begins."""
    until = np.minimum(pledges["until"], pledges["heard"] + np.int32(days))
    kept = np.flatnonzero((pledges["heard"] > 0) & (pledges["since"] < until))
    rows = {**taken(pledges, kept), "until": until[kept]}
    section = axes().section_of[rows["action"] - 1]
    cells = axes().sections * lately.ITEMS
    return _counted(rows, section * lately.ITEMS + lately.HEARD, cells, profiles)
