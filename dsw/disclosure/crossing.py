"""Cross-tables while they are being guarded, and their small cells.

Everything an exchange would change is hidden. Hiding more never undoes an exchange that was chosen before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows, price

_TOO_MUCH = np.iinfo(np.int64).max


class Crossing:
    """A cross-table: which cells are still visible, and what hiding those would cost.

    Args:
        persons: [row, line].
        shown: which cells may be visible at all.
        rows: what the rows are, where an exchange can be between whole sections.
    """

    def __init__(self, persons: Counts, shown: Flags, rows: Rows | None = None) -> None:
        self.visible = np.broadcast_to(shown, persons.shape).copy()
        self.price = price(persons) * self.visible
        self._rows = rows

    def _each(self, whole: bool) -> Counts:
        if not whole or self._rows is None:
            return self.price
        actions = self._rows.actions
        return np.add.reduceat(self.price[:actions], self._rows.starts, axis=0) + self.price[actions:]

    def costs(self, whole: bool, row: int, line: int) -> Counts:
        """What each exchange with a cell would hide at its four corners: [row or section, line]."""
        each = self._each(whole)
        costs: Counts = each[row, line] + each[row] + each[:, line, None] + each
        return costs

    def least(self, whole: bool, row: Counts, line: Counts, found: Flags) -> Counts:
        """What the cheapest of the exchanges that were found for each cell would hide."""
        each = self._each(whole)
        costs = each[row, line][:, None, None] + each[row][:, None] + each[:, line].T[:, :, None] + each
        cheapest: Counts = np.where(found, costs, _TOO_MUCH).min(axis=(1, 2))
        return cheapest

    def hide(self, whole: bool, rows: Sequence[int], lines: Sequence[int]) -> None:
        """Hide the four corners of an exchange."""
        if whole and self._rows is not None:
            rows = np.flatnonzero((self._rows.section[:, None] == rows).any(axis=1)).tolist()
        corners = np.ix_(rows, lines)
        self.visible[corners], self.price[corners] = False, 0


@dataclass(frozen=True, eq=False)
class Ways:
    """The exchanges of one kind that protect some small cells.

    Attributes:
        table: which cross-table they hide cells of.
        whole: they are between whole sections, not between single rows.
        row, line: of each cell in that table.
        found: [cell, row or section, line]: with whom.
    """

    table: int
    whole: bool
    row: Counts
    line: Counts
    found: Flags

    def among(self, kept: Flags) -> "Ways":
        """Those for some of the cells."""
        return replace(self, row=self.row[kept], line=self.line[kept], found=self.found[kept])

    def least(self, tables: Sequence[Crossing]) -> Counts:
        """What protecting each cell this way costs."""
        return tables[self.table].least(self.whole, self.row, self.line, self.found)

    def cheapest(self, tables: Sequence[Crossing], cell: int) -> tuple[int, Callable[[], None]]:
        """What protecting a cell this way costs, and how to do so."""
        table, row, line = tables[self.table], int(self.row[cell]), int(self.line[cell])
        costs = np.where(self.found[cell], table.costs(self.whole, row, line), _TOO_MUCH)
        other_row, other_line = divmod(int(costs.argmin()), costs.shape[1])
        cost = int(costs[other_row, other_line])
        return cost, lambda: table.hide(self.whole, (row, other_row), (line, other_line))


@dataclass(frozen=True, eq=False)
class SmallCells:
    """Small cells cut by the same axes, and all ways to protect them.

    Attributes:
        group, place: where each is; -1 on an axis that does not cut them.
        ways: every way has the same cells.
    """

    group: Counts
    place: Counts
    ways: tuple[Ways, ...]

    def among(self, groups: Flags, places: Flags) -> "SmallCells":
        """Those in lines that are not hidden whole."""
        kept = ((self.group < 0) | groups[self.group]) & ((self.place < 0) | places[self.place])
        return replace(
            self,
            group=self.group[kept],
            place=self.place[kept],
            ways=tuple(way.among(kept) for way in self.ways),
        )

    def hopeless(self) -> list[tuple[int, int]]:
        """Group and place of the cells that no exchange protects."""
        found = np.any([way.found.any(axis=(1, 2)) for way in self.ways], axis=0)
        return [self._lines(cell) for cell in np.flatnonzero(~found).tolist()]

    def settle(
        self, tables: Sequence[Crossing], closing: Callable[[int, int], int]
    ) -> tuple[int, int] | None:
        """Hide for every cell what protects it for least.

        Args:
            tables: the cross-tables that the ways number.
            closing: what hiding the group or the place of a cell would cost.

        Returns:
            Group and place of a cell where that would cost less; None when all are protected.
        """
        least = np.min([way.least(tables) for way in self.ways], axis=0)
        for cell in np.flatnonzero(least > 0).tolist():
            cost, hide = min((way.cheapest(tables, cell) for way in self.ways), key=lambda way: way[0])
            if cost == 0:
                continue
            if cost > closing(*self._lines(cell)):
                return self._lines(cell)
            hide()
        return None

    def _lines(self, cell: int) -> tuple[int, int]:
        return int(self.group[cell]), int(self.place[cell])
