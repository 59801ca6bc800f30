"""Cross-tables while they are being guarded, and their small cells.

Everything an exchange would change is hidden. Hiding more never undoes an exchange that was chosen before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dsw.disclosure.cells import Counts, Flags, Rows, price

_TOO_MUCH = np.iinfo(np.int64).max // 2


class Crossing:
    """A cross-table: which cells are still visible, and what hiding those would cost.

    Args:
        persons: [row, line].
        shown: which cells may be visible at all.
        smallest: how many persons a cell must hold to be shown.
        rows: what the rows are, where an exchange can be between whole sections.
    """

    def __init__(self, persons: Counts, shown: Flags, smallest: int, rows: Rows | None = None) -> None:
        self.visible = np.broadcast_to(shown, persons.shape).copy()
        self.price = price(persons, smallest) * self.visible
        self._rows = rows
        self._of_sections: Counts | None = None

    def each(self, whole: bool) -> Counts:
        """What hiding a cell would cost, or a section's cell and those of all its actions."""
        if not whole or self._rows is None:
            return self.price
        if self._of_sections is None:
            actions = self._rows.actions
            within = np.add.reduceat(self.price[:actions], self._rows.starts, axis=0)
            self._of_sections = within + self.price[actions:]
        return self._of_sections

    def hide(self, whole: bool, rows: Sequence[int], lines: Sequence[int]) -> None:
        """Hide the four corners of an exchange."""
        if whole and self._rows is not None:
            rows = [row for section in rows for row in self._rows.together[section]]
        for line in lines:
            self.visible[rows, line], self.price[rows, line] = False, 0
        self._of_sections = None


class Ways:
    """The exchanges of one kind that protect some small cells. They are looked for when asked for.

    Args:
        table: which cross-table they hide cells of.
        whole: they are between whole sections, not between single rows.
        row, line: of each cell in that table.
        find: finds with whom some of the cells can be exchanged: [cell, row or section, line].
    """

    def __init__(
        self, table: int, whole: bool, row: Counts, line: Counts, find: Callable[[Counts], Flags]
    ) -> None:
        self._table, self._whole, self._row, self._line, self._find = table, whole, row, line, find
        self._known = np.zeros(len(row), np.bool_)
        self._found = np.zeros((len(row), 0, 0), np.bool_)

    def found(self, cells: Counts) -> Flags:
        """With whom each of these cells can be exchanged: at least one."""
        news = cells[~self._known[cells]]
        if len(news):
            found = self._find(news)
            if not self._known.any():
                self._found = np.zeros((len(self._row), *found.shape[1:]), np.bool_)
            self._found[news], self._known[news] = found, True
        return self._found[cells]

    def costless(self, tables: Sequence[Crossing], cells: Counts) -> Flags:
        """Which of these cells are protected this way by what is hidden already."""
        hidden = tables[self._table].each(self._whole) == 0
        costless: Flags = hidden[self._row[cells], self._line[cells]]
        some = np.flatnonzero(costless)
        if len(some):
            row, line = self._row[cells[some]], self._line[cells[some]]
            across = hidden[row][:, None] & hidden[:, line].T[:, :, None] & hidden
            costless[some] = (self.found(cells[some]) & across).any(axis=(1, 2))
        return costless

    def at_least(self, tables: Sequence[Crossing], cell: int) -> int:
        """What protecting a cell this way costs in any case: hiding the cell itself."""
        return int(tables[self._table].each(self._whole)[self._row[cell], self._line[cell]])

    def cheapest(self, tables: Sequence[Crossing], cell: int) -> tuple[int, Callable[[], None]]:
        """What protecting a cell this way costs, and how to do so; ``found`` was asked for it."""
        table, row, line = tables[self._table], int(self._row[cell]), int(self._line[cell])
        each = table.each(self._whole)
        costs = each + each[row]
        costs += each[:, line, None]
        costs[~self._found[cell]] = _TOO_MUCH
        other_row, other_line = divmod(int(costs.argmin()), costs.shape[1])
        cost = int(costs[other_row, other_line]) + int(each[row, line])
        return cost, lambda: table.hide(self._whole, (row, other_row), (line, other_line))


@dataclass(frozen=True, eq=False)
class SmallCells:
    """Small cells cut by the same axes, and all ways to protect them.

    Attributes:
        group, place: where each is; -1 on an axis that does not cut them.
        ways: every way has the same cells.
        safe: which of the cells can be exchanged so that no table of two cuts changes; long to find out.
    """

    group: Counts
    place: Counts
    ways: tuple[Ways, ...]
    safe: Callable[[Counts], Flags] = lambda cells: np.zeros(len(cells), np.bool_)

    def among(self, groups: Flags, places: Flags) -> Counts:
        """Those in lines that are not hidden whole."""
        kept = ((self.group < 0) | groups[self.group]) & ((self.place < 0) | places[self.place])
        return np.flatnonzero(kept)

    def hopeless(self, cells: Counts) -> list[tuple[int, int]]:
        """Group and place of those of the cells that no exchange protects."""
        for way in self.ways:
            cells = cells[~way.found(cells).any(axis=(1, 2))]
        return [self._lines(cell) for cell in self._unsafe(cells).tolist()]

    def settle(
        self, cells: Counts, tables: Sequence[Crossing], is_dear: Callable[[int, int, int], bool]
    ) -> tuple[int, int] | None:
        """Hide for each of the cells what protects it for least.

        Args:
            tables: the cross-tables that the ways number.
            is_dear: whether hiding the group or the place of a cell would cost less than that.

        Returns:
            Group and place of a cell where that would cost less; None when all are protected.
        """
        for way in self.ways:
            cells = cells[~way.costless(tables, cells)]
        cells = self._unsafe(cells)
        for way in self.ways:
            way.found(cells)
        for cell in cells.tolist():
            cost, hide = self._cheapest(tables, cell)
            if cost == 0:
                continue
            if is_dear(cost, *self._lines(cell)):
                return self._lines(cell)
            hide()
        return None

    def _cheapest(self, tables: Sequence[Crossing], cell: int) -> tuple[int, Callable[[], None]]:
        """The first of the ways that cost least; what cannot be cheaper is not worked out."""
        cost, hide = self.ways[0].cheapest(tables, cell)
        for way in self.ways[1:]:
            if way.at_least(tables, cell) < cost:
                cost, hide = min((cost, hide), way.cheapest(tables, cell), key=lambda one: one[0])
        return cost, hide

    def _unsafe(self, cells: Counts) -> Counts:
        return cells[~self.safe(cells)] if len(cells) else cells

    def _lines(self, cell: int) -> tuple[int, int]:
        return int(self.group[cell]), int(self.place[cell])
