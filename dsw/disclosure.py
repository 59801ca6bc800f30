"""Who may not be recognised: which counts of persons a cross-table may show.

Organisations are always counted exactly. Persons are left out of a cell when one to four of them are in it,
and out of some more cells, so that nobody can compute what was left out from the totals:

    take one person from the hidden cell (i, j) to (i, j'), and one from (i', j') to (i', j):
    all totals stay the same, so whoever sees only totals and the other cells cannot tell the two apart.

Every small cell gets such a box of cells that are hidden with it; in a line of cells that is a pair, in a
cube a smaller cube. Only where persons are alike in one respect can the totals themselves tell what is in a
cell; then no cell of that table shows persons at all.

Guarded is who somebody is and where somebody works (stakeholder group, province, municipality): alone, or
crossed with each other or with what was pledged (section, action). Pledges by section, action, status or day
alone are no cross-table of persons. Each table is guarded by itself, its totals being known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dsw.settings import SMALLEST_CELL

Counts: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
#: One place along an axis, several of them, or (None) the axis is not part of the cross-table.
At: TypeAlias = int | slice | None

ALL = slice(None)
#: Hiding an empty cell hides a white spot: that is as bad as leaving out this many persons.
_EMPTY_PRICE = 2 * SMALLEST_CELL
_NO_BOX = np.iinfo(np.int64).max


def small(persons: Counts) -> Flags:
    """The cells that must not be shown by themselves."""
    return (persons > 0) & (persons < SMALLEST_CELL)


def protect(persons: Counts, lines: Sequence[Flags | None] = (), shown: Flags | None = None) -> Flags:
    """Which cells of a table may show their persons.

    Args:
        persons: how many different persons are in each cell; a table of any number of dimensions.
        lines: per axis which lines show their total; None when all do. A line without a total is hidden
            whole, and such lines (never one alone) hide each other.
        shown: cells that may be shown as far as other tables are concerned.

    Returns:
        True where persons may be shown. An empty cell stays visible unless a small cell needs it.
    """
    open_lines = _in_shown_lines(persons.shape, lines)
    visible = open_lines & ~small(persons)
    if shown is not None:
        visible &= shown
    price = np.where(persons > 0, persons, _EMPTY_PRICE) * visible
    for cell in np.argwhere(small(persons) & open_lines).tolist():
        box = _cheapest_box(persons, price, cell)
        if box is None:
            return np.zeros_like(visible)
        visible[box], price[box] = False, 0
    return visible


def _in_shown_lines(shape: tuple[int, ...], lines: Sequence[Flags | None]) -> Flags:
    inside = np.ones(shape, np.bool_)
    for axis, line in enumerate(lines):
        if line is not None:
            inside &= line.reshape([-1 if other == axis else 1 for other in range(len(shape))])
    return inside


def _cheapest_box(persons: Counts, price: Counts, cell: Sequence[int]) -> tuple[Counts, ...] | None:
    """The box around a cell that newly hides least; None when there is none.

    Somebody must be there to move: out of this cell and the corners like it, or the other way round.
    """
    costs = np.zeros(persons.shape, np.int64)
    less, more = (np.ones(persons.shape, np.bool_) for _ in range(2))
    for flipped, corner in _corners(cell):
        costs += price[corner]
        possible = more if flipped % 2 else less
        possible &= persons[corner] > 0
    costs[~(less | more)] = _NO_BOX
    for axis, index in enumerate(cell):
        costs[(ALL,) * axis + (index,)] = _NO_BOX
    best = int(costs.argmin())
    if costs.flat[best] == _NO_BOX:
        return None
    return np.ix_(*zip(cell, (int(index) for index in np.unravel_index(best, costs.shape)), strict=True))


def _corners(cell: Sequence[int]) -> Iterator[tuple[int, tuple[slice, ...]]]:
    """The other corners of all boxes around a cell: on how many axes they differ from it, and where."""
    axes = range(len(cell))
    for count in range(1, len(cell) + 1):
        for flipped in combinations(axes, count):
            yield count, tuple(ALL if axis in flipped else slice(cell[axis], cell[axis] + 1) for axis in axes)


@dataclass(frozen=True, eq=False)
class Protection:
    """What the cross-tables of one day may show of persons. Axes count from 0.

    Attributes:
        persons: different persons per section, group and place with a pledge in that section.
        anywhere: the same per section and group, each person once.
        signed: different persons per group and place; ``members``: per group, each person once.
        pledged: different persons per action, group and place; ``pledged_anywhere``: per action and group.
        sections: the slice of actions of each section.
    """

    persons: Counts
    anywhere: Counts
    signed: Counts
    members: Counts
    pledged: Counts
    pledged_anywhere: Counts
    sections: tuple[slice, ...]

    @cached_property
    def groups(self) -> Flags:
        """Per group: may its persons be shown at all."""
        return protect(self.members)

    @cached_property
    def places(self) -> Flags:
        """Per place: may its persons be shown at all."""
        return protect(self.signed.sum(axis=0))

    @cached_property
    def groups_places(self) -> Flags:
        """Group x place."""
        return protect(self.signed, (self.groups, self.places))

    @cached_property
    def sections_groups(self) -> Flags:
        """Section x group."""
        return protect(self.anywhere, (None, self.groups))

    @cached_property
    def sections_places(self) -> Flags:
        """Section x place."""
        return protect(self.persons.sum(axis=1), (None, self.places))

    @cached_property
    def sections_groups_places(self) -> Flags:
        """Section x group x place."""
        shown = self.sections_groups[:, :, None] & self.sections_places[:, None] & self.groups_places
        return protect(self.persons, (None, self.groups, self.places), shown)

    @cached_property
    def actions_groups(self) -> Flags:
        """Action x group."""
        return self._by_action(self.pledged_anywhere, self.groups, self.sections_groups)

    @cached_property
    def actions_places(self) -> Flags:
        """Action x place."""
        return self._by_action(self.pledged.sum(axis=1), self.places, self.sections_places)

    def _by_action(self, persons: Counts, line: Flags, totals: Flags) -> Flags:
        """A section's actions are a table whose totals are the section's own row."""
        blocks = [
            protect(persons[actions], (None, line), np.broadcast_to(total, persons[actions].shape))
            for actions, total in zip(self.sections, totals, strict=True)
        ]
        return np.concatenate(blocks)

    def shows(self, section: At = None, group: At = None, place: At = None) -> Flags:
        """Whether persons may be counted in these cells of the cross-table of the axes that are given.

        Returns:
            Flags along the axes given as slices, in the order section, group, place.
        """
        match section is not None, group is not None, place is not None:
            case True, True, True:
                return self.sections_groups_places[section, group, place]
            case True, True, False:
                return self.sections_groups[section, group]
            case True, False, True:
                return self.sections_places[section, place]
            case False, True, True:
                return self.groups_places[group, place]
            case False, True, False:
                return self.groups[group]
            case False, False, True:
                return self.places[place]
        return np.ones(self.persons.shape[0], np.bool_)[0 if section is None else section]

    def shows_actions(self, action: At, group: At = None, place: At = None) -> Flags:
        """The same with actions for sections; crossed with both group and place only where nobody is."""
        if group is not None and place is not None:
            empty = self.sections_groups_places & (self.persons == 0)
            sizes = [block.stop - block.start for block in self.sections]
            return np.repeat(empty, sizes, axis=0)[action, group, place]
        if group is not None:
            return self.actions_groups[action, group]
        if place is not None:
            return self.actions_places[action, place]
        return np.ones(self.pledged.shape[0], np.bool_)[action]
