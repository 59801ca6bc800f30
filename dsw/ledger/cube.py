"""Counts on any day: what was added and taken away per day, with running totals every so often.

A cube answers "what is in each cell at the end of day X" by taking the total before a block of changes and
adding those of the block up to X, so a day costs the same whether there are a thousand changes or many
millions. A cube is immutable; a later one shares the blocks and totals that did not change.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dsw.ledger.axes import Counts, Integers

#: Changes in a block: more makes a question dearer, less makes a cube larger.
_BLOCK = 1 << 16


class Deltas(NamedTuple):
    """Changes: on a day, in a cell, by an amount. Columns of one length."""

    day: Integers
    cell: Integers
    amount: Integers

    @classmethod
    def of(cls, day: Integers, cell: Integers, amount: Integers) -> "Deltas":
        """As narrow as they are kept."""
        return cls(day.astype(np.int32), cell.astype(np.int32), amount.astype(np.int8))

    @classmethod
    def none(cls) -> "Deltas":
        """No change."""
        return cls.of(*(np.zeros(0, np.int32),) * 3)

    def at(self, where: Counts | slice) -> "Deltas":
        """Some of them."""
        return Deltas(self.day[where], self.cell[where], self.amount[where])

    def instead_of(self, others: "Deltas") -> "Deltas":
        """What turns those others into these: what both say is left out."""
        if not len(others.day):
            return self
        both = together([self, Deltas(others.day, others.cell, -others.amount)])
        keys, where = np.unique(both.day.astype(np.int64) << 32 | both.cell, return_inverse=True)
        amount = np.bincount(where, both.amount, len(keys))
        kept = np.flatnonzero(amount)
        return Deltas.of(keys[kept] >> 32, keys[kept] & 0xFFFFFFFF, amount[kept])

    def totals(self, size: int) -> Integers:
        """What they come to in each cell."""
        return np.bincount(self.cell, self.amount, size).astype(np.int32)


def together(parts: list[Deltas]) -> Deltas:
    """All of these changes."""
    return Deltas(*map(np.concatenate, zip(*parts, strict=True))) if parts else Deltas.none()


@dataclass(frozen=True, eq=False)
class Cube:
    """See the module.

    Attributes:
        size: how many cells.
        blocks: the changes in order of day; totals: per block what was in each cell before it.
    """

    size: int
    blocks: tuple[Deltas, ...] = ()
    totals: tuple[Integers, ...] = ()

    def on(self, day: int) -> Counts:
        """What is in each cell at the end of an ordinal day."""
        index = bisect_right(self.blocks, day, key=lambda block: int(block.day[0])) - 1
        if index < 0:
            return np.zeros(self.size, np.int64)
        block = self.blocks[index]
        count = int(np.searchsorted(block.day, day, "right"))
        moved = np.bincount(block.cell[:count], block.amount[:count], self.size)
        moved += self.totals[index]
        return moved.astype(np.int64)

    def changed(self, deltas: Deltas) -> "Cube":
        """With more changes, in any order."""
        if not len(deltas.day):
            return self
        blocks: list[Deltas] = []
        totals: list[Integers] = []
        added = np.zeros(self.size, np.int32)
        for old, total, news in self._shares(deltas):
            before = total + added if added.any() else total
            if not len(news.day):
                blocks.append(old)
                totals.append(before)
                continue
            for piece in _pieces(_in_order(together([old, news])) if len(old.day) else news):
                blocks.append(piece)
                totals.append(before)
                before = before + piece.totals(self.size)
            added += news.totals(self.size)
        return Cube(self.size, tuple(blocks), tuple(totals))

    def _shares(self, deltas: Deltas) -> Iterator[tuple[Deltas, Integers, Deltas]]:
        """Each block, the total before it, and what comes into it."""
        deltas = _in_order(deltas)
        if not self.blocks:
            yield Deltas.none(), np.zeros(self.size, np.int32), deltas
            return
        firsts = [int(block.day[0]) for block in self.blocks]
        cuts = [0, *np.searchsorted(deltas.day, firsts[1:], "left").tolist(), len(deltas.day)]
        for index, (block, total) in enumerate(zip(self.blocks, self.totals, strict=True)):
            yield block, total, deltas.at(slice(cuts[index], cuts[index + 1]))


def _in_order(deltas: Deltas) -> Deltas:
    """By day. Numbers of two bytes are sorted many times faster, and few registers last 179 years."""
    since = deltas.day - deltas.day.min()
    narrow = since.astype(np.uint16) if since.max() < 1 << 16 else since
    return deltas.at(np.argsort(narrow, kind="stable"))


def _pieces(deltas: Deltas) -> Iterator[Deltas]:
    """What is in order of day, in blocks of about the same length."""
    count = max(1, round(len(deltas.day) / _BLOCK))
    cuts = np.linspace(0, len(deltas.day), count + 1).astype(int).tolist()
    for start, end in pairwise(cuts):
        yield deltas.at(slice(start, end))
