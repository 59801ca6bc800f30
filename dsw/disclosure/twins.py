"""Who could have made the very same pledges: persons of two groups in two places, who could swap places.

Records of different sections are nowhere told to be of the same person. So two could be twins when that is
possible section by section: neither pledged anything in it, or both the same.
"""

from dataclasses import dataclass

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows
from dsw.disclosure.movers import Movers
from dsw.disclosure.sets import Sets, packed


@dataclass(frozen=True, eq=False)
class Twins:
    """Pairs of persons by their corners: the numbers of a group in a place, in order.

    Attributes:
        rows: actions, then sections.
        shape: how many groups and places there are.
        heads: persons [corner, section]; last section: all.
        made: pledges [corner, action]; gives: the same: in which states.
    """

    rows: Rows
    shape: tuple[int, int]
    heads: Counts
    made: Counts
    gives: Sets

    @classmethod
    def of(cls, movers: Movers) -> "Twins":
        """All of them."""
        groups, places, sections = movers.heads.shape
        actions = movers.rows.actions
        heads, made = movers.heads.reshape(-1, sections), movers.made.reshape(actions, -1).T
        gives = packed(movers.gives)[0].reshape(actions, -1).T
        return cls(movers.rows, (groups, places), heads, made, gives)

    def swaps(self, row: Counts, group: Counts, place: Counts) -> Flags:
        """Who in another group and place can be swapped with somebody of each cell: [cell, group, place].

        Out of the cell and the corner across, or into these two; with a pledge on the row unless that is -1.
        """
        groups, places = np.indices(self.shape)
        elsewhere: Flags = (groups != group[:, None, None]) & (places != place[:, None, None])
        cell, other_group, other_place = np.nonzero(elsewhere)
        out = group[cell] * self.shape[1] + place[cell], other_group * self.shape[1] + other_place
        into = group[cell] * self.shape[1] + other_place, other_group * self.shape[1] + place[cell]
        one, other = np.concatenate((out, into), axis=1)
        elsewhere[elsewhere] = self._are(np.tile(row[cell], 2), one, other).reshape(2, -1).any(axis=0)
        return elsewhere

    def _are(self, row: Counts, one: Counts, other: Counts) -> Flags:
        """Per pair of corners: whether there are twins, with a pledge on the row if one is given."""
        left = np.flatnonzero((self.heads[one, -1] > 0) & (self.heads[other, -1] > 0))
        for section in range(len(self.rows.starts)):
            left = left[self._alike(section, row[left], one[left], other[left])]
        found = np.zeros(len(one), np.bool_)
        found[left] = True
        return found

    def _alike(self, section: int, row: Counts, one: Counts, other: Counts) -> Flags:
        """Twins as far as a section tells."""
        outside = self.heads[:, section] < self.heads[:, -1]
        about = (row >= 0) & (self.rows.section[row] == section)
        alike: Flags = outside[one] & outside[other] & ~about
        left = np.flatnonzero(~alike)
        alike[left] = self._carried(section, row[left], one[left], other[left])
        return alike

    def _carried(self, section: int, row: Counts, one: Counts, other: Counts) -> Flags:
        """Whether both could have the same pledges in a section, at least one or that on the row.

        They take along at least what everybody there made; the others must be left with one each.
        """
        actions = np.flatnonzero(self.rows.section[: self.rows.actions] == section)
        made, inside, gives = self.made[:, actions], self.heads[:, section], self.gives[:, actions]
        by_all = made == inside[:, None]
        common = (gives[one] & gives[other]) != 0
        needed = by_all[one] | by_all[other] | (actions == row[:, None])
        spare = made.sum(axis=1) - inside + 1
        size = np.maximum(needed.sum(axis=-1), 1)
        left = (spare[one] >= size) & (spare[other] >= size)
        possible: Flags = (common | ~needed).all(axis=-1) & common.any(axis=-1) & left
        return possible
