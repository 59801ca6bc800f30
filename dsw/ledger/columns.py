"""Tables that only grow: columns in memory that successive ledgers share."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from dsw.ledger.axes import Counts, Integers

#: The columns of a table and how wide their numbers are.
Widths: TypeAlias = Mapping[str, type[np.integer]]
#: Some or all rows of a table, column by column.
Rows: TypeAlias = Mapping[str, Integers]

#: Room left at the end of a table, as a share of it: adding a few rows copies nothing.
_ROOM = 1 / 16


class Columns:
    """An immutable table. :meth:`extended` gives a longer one that shares this one's memory where it can.

    Whoever holds a shorter table never sees the rows behind its end. Only one thread may extend at a time.
    """

    def __init__(self, widths: Widths) -> None:
        self._widths = widths
        self._buffers: dict[str, Integers] = {name: np.empty(0, width) for name, width in widths.items()}
        self._used = [0]
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Integers:
        """One column."""
        return self._buffers[name][: self._length]

    def rows(self, where: Integers | slice = slice(None)) -> Rows:
        """The rows at these places, all columns."""
        return {name: self[name][where] for name in self._widths}

    def extended(self, news: Rows) -> "Columns":
        """With more rows at the end."""
        count = len(next(iter(news.values())))
        longer = Columns(self._widths)
        longer._length = self._length + count
        longer._buffers, longer._used = self._buffers, self._used
        if self._used[0] != self._length or longer._length > self._capacity:
            longer._move(self)
        for name in self._widths:
            longer._buffers[name][self._length : longer._length] = news[name]
        longer._used[0] = longer._length
        return longer

    @property
    def _capacity(self) -> int:
        return len(next(iter(self._buffers.values())))

    def _move(self, old: "Columns") -> None:
        room = self._length + int(len(old) * _ROOM)
        self._buffers = {name: np.empty(room, width) for name, width in self._widths.items()}
        self._used = [0]
        for name, buffer in self._buffers.items():
            buffer[: len(old)] = old[name]


def where_among(column: Integers, wanted: Integers) -> Counts:
    """The rows whose number is one of these."""
    if len(wanted) == 1:
        return np.flatnonzero(column == wanted[0])
    return np.flatnonzero(np.isin(column, wanted))


def joined(one: Rows, other: Rows) -> Rows:
    """Rows of the same columns, one after the other."""
    return {name: np.concatenate((one[name], other[name])) for name in one}


def taken(rows: Rows, where: Integers | slice) -> Rows:
    """Some of these rows."""
    return {name: column[where] for name, column in rows.items()}
