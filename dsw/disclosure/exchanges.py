"""What persons could exchange without any published figure changing.

Here between two persons, of two groups or in two places; between four, see ``fourways``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows
from dsw.disclosure.movers import Movers
from dsw.disclosure.sets import Sets, packed, partners
from dsw.disclosure.twins import Twins


@dataclass(frozen=True, eq=False)
class Plane:
    """Exchanges between two lines, groups or places, of pledges that are alike in the rest.

    Attributes:
        movers: who could do what.
        turned: makes of a table of theirs one of flags [fixed, row, line, what pledges must be alike in].
    """

    movers: Movers
    turned: Callable[[Flags], Flags]

    @property
    def rows(self) -> Rows:
        """Actions, then sections."""
        return self.movers.rows

    @cached_property
    def gives(self) -> Sets:
        """[word, fixed, action, line]; so are the others, of actions or sections as ``movers`` has them."""
        return self._sets(self.movers.gives)

    @cached_property
    def takes(self) -> Sets:
        """Likewise."""
        return self._sets(self.movers.takes)

    @cached_property
    def leaves(self) -> Sets:
        """Likewise."""
        return self._sets(self.movers.leaves)

    @cached_property
    def joins(self) -> Sets:
        """Likewise."""
        return self._sets(self.movers.joins)

    @cached_property
    def keeps(self) -> Sets:
        """Likewise."""
        return self._sets(self.movers.keeps)

    def _sets(self, table: Flags) -> Sets:
        states = self.movers.gives.shape[-1]
        return packed(self.turned(np.broadcast_to(table, (*table.shape[:-1], states))))

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
class Exchanges:
    """All exchanges between two persons."""

    movers: Movers

    @cached_property
    def between_groups(self) -> Plane:
        """Between two groups: alike in place and state."""
        return Plane(self.movers, lambda table: table.reshape(1, *table.shape[:2], -1))

    @cached_property
    def between_groups_at(self) -> Plane:
        """The same at a given place: alike in state."""
        return Plane(self.movers, lambda table: table.transpose(2, 0, 1, 3))

    @cached_property
    def between_places(self) -> Plane:
        """Between two places: alike in group and state."""
        return Plane(
            self.movers, lambda table: table.swapaxes(1, 2).reshape(1, len(table), table.shape[2], -1)
        )

    @cached_property
    def between_places_of(self) -> Plane:
        """The same of a given group: alike in state."""
        return Plane(self.movers, lambda table: table.swapaxes(0, 1))

    def moving(self, group: Counts, place: Counts) -> Flags:
        """Two persons who made the same pledges and change places: [cell, group, place]."""
        return self._twins.swaps(np.full_like(group, -1), group, place)

    def passing(self, row: Counts, group: Counts, place: Counts) -> Flags:
        """A pledge on a row that changes places: [cell, group, place].

        It is passed on to somebody of the same group in the other place, or somebody takes it along.
        """
        rows, at = np.unique(row, return_inverse=True)
        give, take = (table[:, at] for table in self._by_row(rows))
        here = np.arange(len(row))
        found = partners(give[:, here, group], take[:, here, group], give, take, place)
        found[here, group] = False
        return found | self._twins.swaps(row, group, place)

    @cached_property
    def _twins(self) -> Twins:
        return Twins.of(self.movers)

    def _by_row(self, rows: Counts) -> tuple[Sets, Sets]:
        """``leaves`` and ``joins`` of these rows [word, row, group, place]: alike in action and state."""
        members = self.movers.rows.members[rows]
        leaves = self.movers.leaves[members].transpose(0, 2, 3, 1, 4)
        joins = self.movers.joins[self.movers.rows.section[rows]][..., None]
        joins = np.broadcast_to(joins, leaves.shape)
        corners = (*leaves.shape[:3], -1)
        return packed(leaves.reshape(corners)), packed(joins.reshape(corners))
