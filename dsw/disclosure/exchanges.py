"""What persons could exchange without any published figure changing.

Only persons who work in one place exchange. It is nowhere told which pledges of different sections are of the
same person, nor which of several persons of a group in a place made which pledge of a section. So "somebody"
means: somebody, once those persons have dealt their pledges out among themselves anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows
from dsw.disclosure.sets import Sets, packed, partners
from dsw.disclosure.twins import Twins


@dataclass(frozen=True, eq=False)
class Plane:
    """Exchanges between two lines, groups or places, of pledges that are alike in the rest.

    Attributes:
        rows: actions, then sections.
        gives: [word, fixed, action, line]: somebody made the pledge.
        takes: the same: somebody did not, but made another one of the section.
        leaves: [word, fixed, row, line]: somebody made it and no other one of the section.
        joins: [word, fixed, section, line]: somebody made none of the section.
        keeps: [word, fixed, action, line]: somebody made it and another one of the section.
    """

    rows: Rows
    gives: Sets
    takes: Sets
    leaves: Sets
    joins: Sets
    keeps: Sets

    def within(self, row: Counts, line: Counts, fixed: Counts) -> Flags:
        """For a pledge on another action of the section: [cell, row, line]."""
        found = np.zeros((len(row), len(self.rows.section), self.gives.shape[-1]), np.bool_)
        cell = np.flatnonzero(row < self.rows.actions)
        row, line, fixed = row[cell], line[cell], fixed[cell]
        beside = self.rows.members[self.rows.actions + self.rows.section[row]]
        give, take = (table[:, fixed[:, None], beside] for table in (self.gives, self.takes))
        own_give, own_take = self.gives[:, fixed, row], self.takes[:, fixed, row]
        found[cell[:, None], beside] = partners(own_give, own_take, give, take, line)
        found[cell, row] = False
        return found

    def across(self, row: Counts, line: Counts, fixed: Counts) -> Flags:
        """For a pledge in another section: [cell, section, line].

        First between persons who leave and join the sections; only where there are none, also between those
        who keep other pledges in one of them or in both.
        """
        section = self.rows.section[row]
        found = self._sections((self.leaves[:, fixed, row], self.joins[:, fixed, section]), line, fixed)
        lost = np.flatnonzero(~found.any(axis=(1, 2)))
        if len(lost):
            found[lost] = self._keeping(row[lost], line[lost], fixed[lost])
        found[np.arange(len(row)), section] = False
        return found

    def _keeping(self, row: Counts, line: Counts, fixed: Counts) -> Flags:
        own = (self.leaves[:, fixed, row], self.joins[:, fixed, self.rows.section[row]])
        found = self._actions(own, line, fixed)
        cell = np.flatnonzero(row < self.rows.actions)
        row, line, fixed = row[cell], line[cell], fixed[cell]
        own = (self.keeps[:, fixed, row], self.takes[:, fixed, row])
        found[cell] |= self._sections(own, line, fixed) | self._actions(own, line, fixed)
        return found

    def _sections(self, own: tuple[Sets, Sets], line: Counts, fixed: Counts) -> Flags:
        """With who leaves another section, and who joins it."""
        return partners(*own, self.leaves[:, fixed, self.rows.actions :], self.joins[:, fixed], line)

    def _actions(self, own: tuple[Sets, Sets], line: Counts, fixed: Counts) -> Flags:
        """With who keeps another pledge in that section, and who had one: [cell, section, line]."""
        found = partners(*own, self.keeps[:, fixed], self.takes[:, fixed], line)
        return np.logical_or.reduceat(found, self.rows.starts, axis=1)


@dataclass(frozen=True, eq=False)
class Movers:
    """The persons of a day who work in one place.

    Attributes:
        rows: actions, then sections.
        gives, takes, leaves, joins, keeps: as in ``Plane`` but [row, group, place, state].
        twins: who could have made the same pledges.
    """

    rows: Rows
    gives: Flags
    takes: Flags
    leaves: Flags
    joins: Flags
    keeps: Flags
    twins: Twins

    @classmethod
    def of(cls, heads: Counts, pledges: Counts, states: Flags, rows: Rows) -> "Movers":
        """From counts.

        Args:
            heads: persons [group, place, section] with a pledge in the section; last section: all.
            pledges: [group, place, action, state].
            states: in which states a pledge can be exchanged.
        """
        made = pledges.sum(axis=-1).transpose(2, 0, 1)
        inside, everybody = heads[..., :-1].transpose(2, 0, 1), heads[..., -1]
        section = rows.section[: rows.actions]
        lacking, outside = made < inside[section], inside < everybody
        gives = ((pledges > 0) & states).transpose(2, 0, 1, 3)
        leaves = gives & _all_others(lacking, section)[..., None]
        by_section = leaves[rows.members[rows.actions :]].any(axis=1)
        several = np.add.reduceat(made, rows.starts, axis=0) > inside
        every = np.ones(pledges.shape[-1], np.bool_)
        return cls(
            rows,
            gives,
            lacking[..., None] & every,
            np.concatenate((leaves, by_section)),
            outside[..., None] & every,
            gives & several[section, ..., None],
            Twins.of(heads, pledges, states, rows),
        )

    @cached_property
    def between_groups(self) -> Plane:
        """Exchanges between two groups: alike in place and state."""
        return self._plane(lambda table: table.reshape(1, *table.shape[:2], -1))

    @cached_property
    def between_groups_at(self) -> Plane:
        """The same at a given place: alike in state."""
        return self._plane(lambda table: table.transpose(2, 0, 1, 3))

    @cached_property
    def between_places(self) -> Plane:
        """Exchanges between two places: alike in group and state."""
        return self._plane(lambda table: table.swapaxes(1, 2).reshape(1, len(table), table.shape[2], -1))

    @cached_property
    def between_places_of(self) -> Plane:
        """The same of a given group: alike in state."""
        return self._plane(lambda table: table.swapaxes(0, 1))

    def _plane(self, turned: Callable[[Flags], Flags]) -> Plane:
        tables = (self.gives, self.takes, self.leaves, self.joins, self.keeps)
        return Plane(self.rows, *(packed(turned(table)) for table in tables))

    def moving(self, group: Counts, place: Counts) -> Flags:
        """Two persons who made the same pledges and change places: [cell, group, place]."""
        return _swaps(self.twins.of_row(None), group, place)

    def passing(self, row: Counts, group: Counts, place: Counts) -> Flags:
        """A pledge on a row that changes places: [cell, group, place].

        It is passed on to somebody of the same group in the other place, or somebody takes it along.
        """
        give, take = (table[:, row] for table in self._by_row)
        here = np.arange(len(row))
        found = partners(give[:, here, group], take[:, here, group], give, take, place)
        found[here, group] = False
        for one in np.unique(row).tolist():
            cells = np.flatnonzero(row == one)
            found[cells] |= _swaps(self.twins.of_row(one), group[cells], place[cells])
        return found

    @cached_property
    def _by_row(self) -> tuple[Sets, Sets]:
        """``leaves`` and ``joins`` [word, row, group, place]: alike in action and state."""
        members, joins = self.rows.members, self.joins[self.rows.section]
        leaves = self.leaves[members].transpose(0, 2, 3, 1, 4).reshape(*joins.shape[:-1], -1)
        return packed(leaves), packed(np.tile(joins, members.shape[1]))

    @cached_property
    def four_ways(self) -> Callable[[int, int, int], bool]:
        """Whether four persons, of two groups in two places, can exchange pledges on a row and another.

        Then no table of two cuts changes. Asked for a row, a group and a place; remembers the answer.
        """

        def exists(row: int, group: int, place: int) -> bool:
            return any(
                _any_cube(*tables, group, place)
                for action in dict.fromkeys(self.rows.members[row].tolist())
                for tables in self._beside(action, alone=row < self.rows.actions)
            )

        return cache(exists)

    def _beside(self, action: int, *, alone: bool) -> Iterator[tuple[Sets, Sets, Sets, Sets]]:
        """What can be given and taken of an action, and of those to exchange with: [row, group, place].

        Args:
            alone: the action itself is asked for, so who exchanges it need not leave the section.
        """
        gives, takes, leaves, joins, keeps = self._by_state
        section = self.rows.section[: self.rows.actions]
        others = np.flatnonzero(section != section[action])
        yield leaves[action], joins[section[action]], leaves[others], joins[section[others]]
        yield leaves[action], joins[section[action]], keeps[others], takes[others]
        if alone:
            beside = np.flatnonzero(section == section[action])
            beside = beside[beside != action]
            yield gives[action], takes[action], gives[beside], takes[beside]
            yield keeps[action], takes[action], leaves[others], joins[section[others]]
            yield keeps[action], takes[action], keeps[others], takes[others]

    @cached_property
    def _by_state(self) -> tuple[Sets, ...]:
        """``gives``, ``takes``, ``leaves``, ``joins`` and ``keeps`` as sets of states."""
        tables = (self.gives, self.takes, self.leaves, self.joins, self.keeps)
        return tuple(packed(table)[0] for table in tables)


def _all_others(table: Flags, part: Counts) -> Flags:
    """Whether a table of rows is True for all other rows of a row's part."""
    failing = np.zeros((int(part.max()) + 1, *table.shape[1:]), np.int64)
    np.add.at(failing, part, ~table)
    others: Flags = failing[part] == ~table
    return others


def _swaps(twins: Flags, group: Counts, place: Counts) -> Flags:
    """With whom a cell of group x place is swapped: out of it and the corner across, or into these two."""
    found = twins[group, place] | twins[group, :, :, place].swapaxes(1, 2)
    here = np.arange(len(group))
    found[here, group], found[here, :, place] = False, False
    return found


def _any_cube(own_give: Sets, own_take: Sets, give: Sets, take: Sets, group: int, place: int) -> bool:
    """Whether a cell can be exchanged with another row, group and place at once."""

    def one_way(own_a: Sets, own_b: Sets, a: Sets, b: Sets) -> bool:
        others = np.flatnonzero(b[:, group, place] & own_a[group, place])
        if not len(others):
            return False
        a, b = a[others], b[others]
        own = own_a & own_b[group] & own_b[:, place, None] & own_a[group, place]
        found = own & b[:, group, place, None, None] & b & a[:, group, None] & a[:, :, place, None]
        found[:, group], found[:, :, place] = 0, 0
        return bool(found.any())

    return one_way(own_give, own_take, give, take) or one_way(own_take, own_give, take, give)
