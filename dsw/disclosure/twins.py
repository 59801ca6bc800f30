"""Who could have made the very same pledges: persons of two groups in two places, who could swap places.

Records of different sections are nowhere told to be of the same person. So two could be twins when that is
possible section by section: neither pledged anything in it, or both the same.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows
from dsw.disclosure.movers import Movers
from dsw.disclosure.sets import Sets, packed


@dataclass(frozen=True, eq=False)
class Twins:
    """Pairs of corners (a group in a place) where somebody is.

    Attributes:
        rows: actions, then sections.
        shape: how many groups and places there are.
        corner: which corners, in order of group and place.
        heads: persons [corner, section]; last section: all.
        made: pledges [corner, action]; gives: the same: in which states.
    """

    rows: Rows
    shape: tuple[int, int]
    corner: Counts
    heads: Counts
    made: Counts
    gives: Sets

    @classmethod
    def of(cls, movers: Movers) -> "Twins":
        """All of them."""
        heads = movers.heads
        corner = np.flatnonzero(heads[..., -1])
        group, place = np.unravel_index(corner, heads.shape[:2])
        made, gives = movers.made[:, group, place].T, packed(movers.gives[:, group, place].swapaxes(0, 1))[0]
        return cls(movers.rows, heads.shape[:2], corner, heads[group, place], made, gives)

    def of_row(self, row: int | None) -> Flags:
        """[group, place, group, place]: twins, with a pledge on the row if one is given."""
        twins = np.zeros((np.prod(self.shape),) * 2, np.bool_)
        twins[np.ix_(self.corner, self.corner)] = self._everywhere if row is None else self._with(row)
        return twins.reshape(*self.shape, *self.shape)

    def _with(self, row: int) -> Flags:
        section = int(self.rows.section[row])
        others = [alike for number, alike in enumerate(self._alike) if number != section]
        carried = self._carried(section, row if row < self.rows.actions else None)
        twins: Flags = np.logical_and.reduce([carried, *others])
        return twins

    @cached_property
    def _everywhere(self) -> Flags:
        twins: Flags = np.logical_and.reduce(self._alike)
        return twins

    @cached_property
    def _alike(self) -> list[Flags]:
        """Per section: twins as far as that tells."""
        outside = self.heads[:, :-1] < self.heads[:, -1:]
        return [
            self._carried(section, None) | (outside[:, None, section] & outside[:, section])
            for section in range(outside.shape[1])
        ]

    def _carried(self, section: int, action: int | None) -> Flags:
        """Whether both could have the same pledges in a section, at least one or this one.

        They take along at least what everybody there made; the others must be left with one each.
        """
        actions = np.flatnonzero(self.rows.section[: self.rows.actions] == section)
        made, inside = self.made[:, actions], self.heads[:, section]
        gives = self.gives[:, actions]
        common = (gives[:, None] & gives) != 0
        by_all = made == inside[:, None]
        needed = by_all[:, None] | by_all | (actions == action)
        spare = made.sum(axis=1) - inside + 1
        size = np.maximum(needed.sum(axis=-1), 1)
        left = (spare[:, None] >= size) & (spare >= size)
        possible: Flags = (common | ~needed).all(axis=-1) & common.any(axis=-1) & left
        return possible
