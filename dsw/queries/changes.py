"""Two days compared, pledge by pledge; or, for the days everybody asks about, looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dsw.disclosure import Counts, Flags
from dsw.domain import Status
from dsw.ledger import ORGANISATION, Integers, Stand, lately, silent_before
from dsw.ledger.lately import Side
from dsw.ledger.sums import CAME, LEFT, side_of
from dsw.queries.base import Figures
from dsw.queries.counting import Cut, shown_persons
from dsw.queries.inside import in_cut, kinds_in, pledges_in, ranked, signatories_in
from dsw.views import Changes, Flow


@dataclass(frozen=True, eq=False)
class _Day:
    """One of two days: columns by pledge or signatory number; 0 is what is not there or not counted."""

    pledges: Side
    heard: Integers
    signed: Flags
    organisation: Flags


@dataclass(frozen=True, eq=False)
class Comparison:
    """What is counted on two days.

    Attributes:
        hidden_persons: persons were left out, since one of the days does not show them.
    """

    since: date
    op: date
    then: _Day
    now: _Day
    hidden_persons: bool

    def changes(self) -> Changes:
        """What happened in between. Who moves to another group or region is gone here and new there."""
        items = _items(self.then.pledges, self.now.pledges)
        items[lately.HEARD] = _count(self.now.heard > self.since.toordinal())
        came, left = _heads(self.then.signed, self.now.signed)
        growth = _count(self.now.organisation) - _count(self.then.organisation)
        return _changes(self.since, self.op, items, (came, left, growth), self.hidden_persons)

    def flows(self) -> tuple[Flow, ...]:
        """Every pledge by its status on both days, in the order the product shows statuses; none is last."""
        size = len(Status) + 1
        pairs = self.then.pledges.status * size + self.now.pledges.status
        table = np.bincount(pairs, minlength=size * size).reshape(size, size)
        order = (*((status, code) for code, status in enumerate(Status, 1)), (None, 0))
        return tuple(
            Flow(before, after, int(table[row, column]))
            for before, row in order
            for after, column in order
            if table[row, column] and (before or after)
        )


def compare(figures: Figures, cut: Cut, since: date, op: date) -> Comparison:
    """Two days side by side, persons left out when one of the days does not show them."""
    persons = shown_persons(figures.day(op), cut, figures.day(since))
    stands = figures.stand(since), figures.stand(op)
    pledges = 1 + max(int(stand.pledge.max(initial=0)) for stand in stands)
    signatories = 1 + max(int(stand.signatory.max(initial=0)) for stand in stands)
    then, now = (_day(figures, stand, cut, persons, (pledges, signatories)) for stand in stands)
    return Comparison(since, op, then, now, not persons)


def recent_changes(figures: Figures, cut: Cut, op: date) -> Changes:
    """What happened in the last ``recent_days``: the same as :meth:`Comparison.changes`, looked up."""
    since = op - timedelta(days=figures.ledger.rules.recent_days)
    persons = shown_persons(figures.day(op), cut, figures.day(since))
    kinds, cubes = kinds_in(persons), figures.ledger.cubes
    at = kinds, cut.groups, cut.where
    sections = slice(None) if cut.section is None else slice(cut.section, cut.section + 1)
    items = cubes.news_on(op)[at][..., sections, :].sum(axis=(0, 1, 2))
    came = cubes.came_on(op)[at][..., cut.sections, :].sum(axis=1)
    heads = [*came.sum(axis=0).tolist(), int(came[-1, CAME] - came[-1, LEFT])]
    inside = in_cut(figures, cut, persons)
    items += _moved_items(figures, cut, op, inside)
    moves = _moved_heads(figures, cut, op, inside)
    heads = [one + more for one, more in zip(heads, moves, strict=True)]
    return _changes(since, op, items, heads, not persons)


def _moved_items(figures: Figures, cut: Cut, op: date, inside: Flags) -> Counts:
    moved = figures.ledger.cubes.moved.on(op.toordinal())
    counted = (moved.section == cut.section) | (cut.section is None)
    then, now = (_only(side_of(side), inside[side["profile"]] & counted) for side in (moved.then, moved.now))
    return _items(then, now)


def _moved_heads(figures: Figures, cut: Cut, op: date, inside: Flags) -> tuple[int, int, int]:
    moved = figures.ledger.cubes.moved_heads.on(op.toordinal())
    counted = moved.section == cut.sections
    then, now = (inside[side["profile"]] & counted for side in (moved.then, moved.now))
    kind = figures.ledger.profiles.kind
    then_org, now_org = (kind[side["profile"]] == ORGANISATION for side in (moved.then, moved.now))
    return *_heads(then, now), _count(now & now_org) - _count(then & then_org)


def _changes(since: date, op: date, items: Counts, heads: Sequence[int], hidden_persons: bool) -> Changes:
    came, left, organisations = heads
    counts = items.tolist()
    return Changes(
        since,
        op,
        signatories=came - left,
        organisations=organisations,
        new_signatories=came,
        gone_signatories=left,
        pledges=counts[lately.NEW] - counts[lately.GONE],
        new_pledges=counts[lately.NEW],
        gone_pledges=counts[lately.GONE],
        done=counts[lately.DONE],
        started=counts[lately.STARTED],
        stuck=sum(counts[lately.STUCK :]),
        stuck_by=ranked(counts[lately.STUCK :]),
        back=counts[lately.BACK],
        heard=counts[lately.HEARD],
        went_silent=counts[lately.SILENT],
        hidden_persons=hidden_persons,
    )


def _items(then: Side, now: Side) -> Counts:
    """How many pledges each thing happened to, in the rows of ``dsw.ledger.lately``."""
    items = np.zeros(lately.ITEMS, np.int64)
    for item, flags in lately.differences(then, now):
        if item == lately.STUCK:
            items[item:] = np.bincount(now.obstacle[flags], minlength=lately.ITEMS - item)
        else:
            items[item] = _count(flags)
    return items


def _heads(then: Flags, now: Flags) -> tuple[int, int]:
    return _count(now & ~then), _count(then & ~now)


def _only(side: Side, kept: Flags) -> Side:
    return Side(side.status * kept, side.obstacle * kept, side.silent & kept)


def _day(figures: Figures, stand: Stand, cut: Cut, persons: bool, sizes: tuple[int, int]) -> _Day:
    inside = in_cut(figures, cut, persons)
    kept = pledges_in(stand, inside, cut)
    heard = _laid_out(stand.pledge, stand.heard, kept, sizes[0])
    signed = signatories_in(stand, inside, cut)
    organisation = figures.ledger.profiles.kind[stand.profile] == ORGANISATION
    recent = silent_before(date.fromordinal(stand.day), figures.ledger.rules.silent_months)
    side = Side(
        _laid_out(stand.pledge, stand.status, kept, sizes[0]),
        _laid_out(stand.pledge, stand.obstacle, kept, sizes[0]),
        (heard > 0) & (heard < recent),
    )
    return _Day(
        side,
        heard,
        _laid_out(stand.signatory, signed, signed, sizes[1]) > 0,
        _laid_out(stand.signatory, organisation, signed, sizes[1]) > 0,
    )


def _laid_out(number: Integers, values: Integers | Flags, kept: Flags, size: int) -> Integers:
    column = np.zeros(size, np.int32)
    column[number] = values * kept
    return column


def _count(flags: Flags) -> int:
    return int(np.count_nonzero(flags))
