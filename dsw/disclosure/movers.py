"""What persons who work in one place could do: give a pledge, take one, or leave or join a whole section.

It is nowhere told which pledges of different sections are of the same person, nor which of several persons of
a group in a place made which pledge of a section. So "somebody" means: somebody, once those persons have
dealt their pledges out among themselves anew.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows


@dataclass(frozen=True, eq=False)
class Movers:
    """The persons of a day who work in one place.

    Tables of what they could do are [row, group, place, state]; where any state will do, there is one.

    Attributes:
        heads: persons [group, place, section] with a pledge in the section; last section: all.
        pledges: [group, place, action, state].
        states: in which states a pledge can be exchanged.
        rows: actions, then sections.
    """

    heads: Counts
    pledges: Counts
    states: Flags
    rows: Rows

    @cached_property
    def gives(self) -> Flags:
        """Of each action: somebody made the pledge. Only states that occur; there is always one."""
        there = (self.pledges > 0) & self.states
        occurring = np.flatnonzero(there.any(axis=(0, 1, 2)))
        states = occurring if len(occurring) else slice(1)
        return np.ascontiguousarray(there[..., states].transpose(2, 0, 1, 3))

    @cached_property
    def takes(self) -> Flags:
        """Of each action, in any state: somebody did not make it, but another one of the section."""
        lacking: Flags = self.made < self._inside[self._section]
        return lacking[..., None]

    @cached_property
    def leaves(self) -> Flags:
        """Of each action, then of each section: somebody made it and no other one of the section."""
        leaves = self.gives & _all_others(self.takes, self._section)
        return np.concatenate((leaves, np.logical_or.reduceat(leaves, self.rows.starts, axis=0)))

    @cached_property
    def joins(self) -> Flags:
        """Of each section, in any state: somebody made no pledge of it."""
        outside: Flags = self._inside < self.heads[..., -1]
        return outside[..., None]

    @cached_property
    def keeps(self) -> Flags:
        """Of each action: somebody made it and another one of the section."""
        several = np.add.reduceat(self.made, self.rows.starts, axis=0) > self._inside
        return self.gives & several[self._section, ..., None]

    @cached_property
    def made(self) -> Counts:
        """Pledges [action, group, place]."""
        made: Counts = self.pledges.sum(axis=-1)
        return made.transpose(2, 0, 1)

    @property
    def _inside(self) -> Counts:
        """Persons [section, group, place]."""
        return self.heads[..., :-1].transpose(2, 0, 1)

    @property
    def _section(self) -> Counts:
        return self.rows.section[: self.rows.actions]


def _all_others(table: Flags, part: Counts) -> Flags:
    """Whether a table of rows is True for all other rows of a row's part."""
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    failing = np.add.reduceat(~table, starts, axis=0, dtype=np.int64)
    others: Flags = failing[part] == ~table
    return others
