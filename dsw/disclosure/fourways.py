"""Exchanges between four persons, of two groups in two places: no table of two cuts changes.

Somebody in the cell gives a pledge for another one, in the same state; so does somebody of the other group in
the other place; and in the two corners across they take it for that other one. Or all the other way round.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from dsw.disclosure.cells import Counts, Flags
from dsw.disclosure.movers import Movers
from dsw.disclosure.sets import Sets, packed

#: What somebody could take for an action, and what give for it: actions as bits, and
#: [word, action, state, group, place].
Deals: TypeAlias = tuple[Sets, Sets]


@dataclass(frozen=True, eq=False)
class FourWays:
    """All such exchanges. The first kind is the most common by far, and so is asked first."""

    movers: Movers

    def easily(self, row: Counts, group: Counts, place: Counts) -> Flags:
        """Per cell: whether four can exchange it who make no other pledges in the sections."""
        return self._any((self._leaving,), row, group, place)

    def otherwise(self, row: Counts, group: Counts, place: Counts) -> Flags:
        """The same of those who do."""
        found = self._any((self._for_kept,), row, group, place)
        alone = np.flatnonzero(~found & (row < self.movers.rows.actions))
        if len(alone):
            found[alone] = self._any(self._of_kept, row[alone], group[alone], place[alone])
        return found

    def _any(self, kinds: Iterable[Deals], row: Counts, group: Counts, place: Counts) -> Flags:
        about = (self.movers.rows.members[row][:, :, None] == np.arange(self.movers.rows.actions)).any(axis=1)
        found = np.zeros(len(row), np.bool_)
        for one, other in (order for deals in kinds for order in (deals, deals[::-1])):
            cell, action = np.nonzero(about & ~found[:, None])
            found[cell[_crossed(one, other, action, group[cell], place[cell])]] = True
        return found

    @cached_property
    def _leaving(self) -> Deals:
        """Pledges of two sections, of persons who make no other ones there."""
        return _deals(self._leave, self._left, self._apart)

    @cached_property
    def _for_kept(self) -> Deals:
        """The other pledge is of persons who make more of them in its section."""
        return _deals(self._leave, self._kept, self._apart)

    @cached_property
    def _of_kept(self) -> tuple[Deals, ...]:
        """Of persons who make more pledges in the section of the action: that alone changes."""
        gives, takes = self.movers.gives, self.movers.takes
        beside = ~self._apart & ~np.eye(len(self._apart), dtype=np.bool_)
        return (
            _deals((gives, takes), (_bits(gives), self._kept[1]), beside),
            _deals(self._keep, self._left, self._apart),
            _deals(self._keep, self._kept, self._apart),
        )

    @cached_property
    def _left(self) -> tuple[Sets, Sets]:
        return _bits(self._leave[0]), _bits(self._leave[1])

    @cached_property
    def _kept(self) -> tuple[Sets, Sets]:
        return _bits(self._keep[0]), _bits(self._keep[1])

    @property
    def _leave(self) -> tuple[Flags, Flags]:
        section = self._section
        return self.movers.leaves[: len(section)], self.movers.joins[section]

    @property
    def _keep(self) -> tuple[Flags, Flags]:
        return self.movers.keeps, self.movers.takes

    @property
    def _apart(self) -> Flags:
        """[action, action]: of different sections."""
        apart: Flags = self._section[:, None] != self._section
        return apart

    @property
    def _section(self) -> Counts:
        return self.movers.rows.section[: self.movers.rows.actions]


def _bits(table: Flags) -> Sets:
    """A table [action, group, place, state] as bits of actions: [word, state, group, place]."""
    return packed(table.transpose(3, 1, 2, 0))


def _deals(own: tuple[Flags, Flags], others: tuple[Sets, Sets], allowed: Flags) -> Deals:
    """From who could give and take an action, and who others; and which others are allowed for it."""
    actions = packed(allowed)[..., None, None, None]

    def exchanged(mine: Flags, theirs: Sets) -> Sets:
        return np.where(mine.transpose(0, 3, 1, 2), theirs[:, None] & actions, 0)

    return exchanged(own[0], others[1]), exchanged(own[1], others[0])


def _crossed(near: Sets, far: Sets, action: Counts, group: Counts, place: Counts) -> Counts:
    """Which cells can be exchanged: a deal near the cell and in the corner across, and the reverse far of it.

    Args:
        near: deals of who is in the cell; far: of who is not.
        action: what is exchanged of each cell.
    """
    own = near[:, action, :, group, place]
    cell, word, state = np.nonzero(own)
    in_place = far[word, action[cell], state, :, place[cell]] & own[cell, word, state][:, None]
    of_group = far[word, action[cell], state, group[cell]]
    likely = np.flatnonzero(in_place.any(axis=1) & of_group.any(axis=1))
    cell, word, state = cell[likely], word[likely], state[likely]
    both = near[word, action[cell], state] & in_place[likely, :, None] & of_group[likely, None]
    here = np.arange(len(cell))
    both[here, group[cell]], both[here, :, place[cell]] = 0, 0
    found: Counts = cell[both.any(axis=(1, 2))]
    return found
