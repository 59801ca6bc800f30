"""Which numbers of persons of a day are hidden."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows, price, small
from dsw.disclosure.crossing import Crossing, SmallCells, Ways
from dsw.disclosure.exchanges import Exchanges, Plane
from dsw.disclosure.fourways import FourWays
from dsw.disclosure.lines import has_choice, hidden_lines
from dsw.disclosure.movers import Movers
from dsw.rules import USUAL

_BY_GROUP, _BY_PLACE, _BY_BOTH = range(3)
#: Where cells are: their indices along each axis.
Cells: TypeAlias = tuple[Counts, ...]


@dataclass(frozen=True, eq=False)
class People:
    """The persons of a day, counted: once anywhere (the last place), and in each place they work in.

    Attributes:
        heads: persons [group, place, section] with a pledge in the section; last section: all.
        pledges: [group, place, action].
        settled: gives both for persons who work in one place, without anywhere, and pledges by state.
        sections: the actions of each section.
        provinces: the first so many places are those of which it is told whether somebody works there.
        states: in which states pledges have nothing else that is told of them.
        smallest: how many persons a cell must hold to be shown.
    """

    heads: Counts
    pledges: Counts
    settled: Callable[[], tuple[Counts, Counts]]
    sections: tuple[slice, ...]
    provinces: int
    states: Flags
    smallest: int = USUAL.smallest_cell

    @cached_property
    def by_row(self) -> Counts:
        """Persons [row, group, place] with a pledge on each action, then in each section."""
        return np.concatenate((self.pledges, self.heads[..., :-1]), axis=-1).transpose(2, 0, 1)

    @property
    def members(self) -> Counts:
        """Persons per group."""
        return self.heads[:, -1, -1]

    @property
    def signed(self) -> Counts:
        """Persons per group and place."""
        return self.heads[:, :-1, -1]


@dataclass(frozen=True, eq=False)
class Guarded:
    """What may be shown of persons.

    Attributes:
        groups, places: per line.
        presence: whether it may be told where in hidden places somebody works.
        rows_groups, rows_places: per row (an action, then a section) and line.
        groups_places: per group and place.
    """

    groups: Flags
    places: Flags
    presence: bool
    rows_groups: Flags
    rows_places: Flags
    groups_places: Flags


def guard(people: People) -> Guarded:
    """What of a day may be shown.

    First lines are hidden: the small ones, and those of cells that no exchange protects. Then every small
    cell gets its exchange. Where hiding a line would hide less, that is done, and the cells begin anew.
    """
    lines, cells = _Lines(people), _small_cells(people, Rows.of(people.sections))
    hopeless = [lost for kind in cells for lost in kind.hopeless(kind.among(lines.groups, lines.places))]
    while left := [lost for lost in hopeless if lines.show(*lost)]:
        lines.hide_for(left)
    tables = _Tables(people, lines)
    while dear := tables.settle(cells):
        lines.hide(lines.smaller(*dear))
        tables = _Tables(people, lines)
    return tables.guarded()


class _Lines:
    """The groups and places that show their persons."""

    def __init__(self, people: People) -> None:
        self.persons = (people.members, people.signed.sum(axis=0))
        self._smallest = people.smallest
        provinces = np.arange(len(self.persons[1])) < people.provinces
        self._told = (np.zeros(len(self.persons[0]), np.bool_), provinces)
        self._must = [np.zeros(len(axis), np.bool_) for axis in self.persons]
        self._draw()

    def _draw(self) -> None:
        lines = zip(self.persons, self._must, self._told, strict=True)
        groups, places = (hidden_lines(*axis, self._smallest) for axis in lines)
        self.groups, self.places = ~groups, ~places
        self.presence = not places.any() or has_choice(self.persons[1], places, self._told[1])

    def show(self, group: int, place: int) -> bool:
        """Whether a cell is in lines that show their persons."""
        return bool((group < 0 or self.groups[group]) and (place < 0 or self.places[place]))

    def smaller(self, group: int, place: int) -> tuple[int, int]:
        """The group (0, number) or the place (1, number) of a cell, whichever holds fewer persons."""
        by_group = place < 0 or (group >= 0 and self.persons[0][group] < self.persons[1][place])
        return (0, group) if by_group else (1, place)

    def hide(self, line: tuple[int, int]) -> None:
        """Hide a group or a place."""
        axis, number = line
        self._must[axis][number] = True
        self._draw()

    def hide_for(self, cells: Sequence[tuple[int, int]]) -> None:
        """Hide the line with most of these cells for its size."""
        held = Counter((axis, cell[axis]) for cell in cells for axis in range(2) if cell[axis] >= 0)
        sizes = [price(persons, self._smallest) for persons in self.persons]
        worth = {line: count / sizes[line[0]][line[1]] for line, count in sorted(held.items())}
        self.hide(max(worth, key=worth.__getitem__))


class _Tables:
    """The cross-tables of two cuts."""

    def __init__(self, people: People, lines: _Lines) -> None:
        self._rows, self._lines = Rows.of(people.sections), lines
        self._all = (
            Crossing(people.by_row[:, :, -1], lines.groups, people.smallest, self._rows),
            Crossing(people.by_row[:, :, :-1].sum(axis=1), lines.places, people.smallest, self._rows),
            Crossing(people.signed, lines.groups[:, None] & lines.places, people.smallest),
        )
        pledges = people.pledges.sum(axis=-1)
        self._own = (lines.persons[0] + pledges[:, -1], lines.persons[1] + pledges[:, :-1].sum(axis=0))

    def settle(self, cells: Sequence[SmallCells]) -> tuple[int, int] | None:
        """Protect small cells; gives group and place of one for which hiding a line would hide less."""
        for kind in cells:
            shown = kind.among(self._lines.groups, self._lines.places)
            if dear := kind.settle(shown, self._all, self._is_dear):
                return dear
        return None

    def _is_dear(self, cost: int, group: int, place: int) -> bool:
        """Whether hiding the smaller line of a cell costs less: its own figures and its visible cells."""
        axis, number = self._lines.smaller(group, place)
        cost -= int(self._own[axis][number])
        if cost <= 0:
            return False
        crossed = self._all[2].price[number] if axis == 0 else self._all[2].price[:, number]
        return cost > int(self._all[axis].price[:, number].sum() + crossed.sum())

    def guarded(self) -> Guarded:
        """What is visible in the end."""
        by_group, by_place, by_both = (table.visible for table in self._all)
        lines = self._lines
        return Guarded(
            lines.groups,
            lines.places,
            lines.presence,
            self._with_sole_actions(by_group),
            self._with_sole_actions(by_place),
            by_both,
        )

    def _with_sole_actions(self, visible: Flags) -> Flags:
        """An action alone in its section shows what the section shows."""
        whole = visible[self._rows.actions + self._rows.section]
        return np.where(self._rows.sole[:, None], whole, visible)


def _small_cells(people: People, rows: Rows) -> list[SmallCells]:
    """All small cells by the axes that cut them, first those that leave least choice."""
    by_row, smallest = people.by_row, people.smallest
    found = (
        _small_rows(by_row[:, :, -1], rows, smallest),
        _small_rows(by_row[:, :, :-1].sum(axis=1), rows, smallest),
        np.nonzero(small(people.signed, smallest)),
        _small_rows(by_row[:, :, :-1], rows, smallest),
    )
    if not any(len(where[0]) for where in found):
        return []
    exchanges = Exchanges(Movers(*people.settled(), people.states, rows))
    kinds = zip((_of_groups, _of_places, _of_both, _of_all), found, strict=True)
    return [of(where, exchanges) for of, where in kinds if len(where[0])]


def _small_rows(persons: Counts, rows: Rows, smallest: int) -> Cells:
    """Where the small cells are, sections first; an action alone in its section is that section."""
    sole = np.expand_dims(rows.sole, tuple(range(1, persons.ndim)))
    row, *lines = np.nonzero(small(persons, smallest) & ~sole)
    order = np.argsort(row < rows.actions, kind="stable")
    return tuple(axis[order] for axis in (row, *lines))


def _of_groups(where: Cells, exchanges: Exchanges) -> SmallCells:
    row, group = where
    uncut = np.full_like(row, -1)
    ways = _pledged(_BY_GROUP, exchanges.between_groups, row, group, uncut * 0)
    return SmallCells(group, uncut, ways)


def _of_places(where: Cells, exchanges: Exchanges) -> SmallCells:
    row, place = where
    uncut = np.full_like(row, -1)
    ways = _pledged(_BY_PLACE, exchanges.between_places, row, place, uncut * 0)
    return SmallCells(uncut, place, ways)


def _of_both(where: Cells, exchanges: Exchanges) -> SmallCells:
    group, place = where
    way = Ways(_BY_BOTH, False, group, place, lambda some: exchanges.moving(group[some], place[some]))
    return SmallCells(group, place, (way,))


def _of_all(where: Cells, exchanges: Exchanges) -> SmallCells:
    """Those that four persons can exchange easily are safe as they are."""
    four = FourWays(exchanges.movers)
    unsafe = ~four.easily(*where)
    row, group, place = (axis[unsafe] for axis in where)

    def passing(some: Counts) -> Flags:
        return exchanges.passing(row[some], group[some], place[some])

    ways = (
        *_pledged(_BY_GROUP, exchanges.between_groups_at, row, group, place),
        *_pledged(_BY_PLACE, exchanges.between_places_of, row, place, group),
        Ways(_BY_BOTH, False, group, place, passing),
    )
    return SmallCells(group, place, ways, lambda some: four.otherwise(row[some], group[some], place[some]))


def _pledged(table: int, plane: Plane, row: Counts, line: Counts, fixed: Counts) -> tuple[Ways, ...]:
    section = plane.rows.section[row]

    def within(some: Counts) -> Flags:
        return plane.within(row[some], line[some], fixed[some])

    def across(some: Counts) -> Flags:
        return plane.across(row[some], line[some], fixed[some])

    return Ways(table, False, row, line, within), Ways(table, True, section, line, across)
