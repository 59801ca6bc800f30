"""Cells of tables that count persons: which are small, and what hiding one costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Counts: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
#: One place along an axis, several of them, or (None) the axis is not part of the cross-table.
At: TypeAlias = int | slice | None

ALL = slice(None)


def small(persons: Counts, smallest: int) -> Flags:
    """The cells that must not be shown by themselves.

    Args:
        smallest: how many persons a cell must hold to be shown.
    """
    return (persons > 0) & (persons < smallest)


def price(persons: Counts, smallest: int) -> Counts:
    """What hiding each cell costs: an empty one as much as twice the smallest, for it hides a white spot."""
    return np.where(persons > 0, persons, 2 * smallest)


@dataclass(frozen=True, eq=False)
class Rows:
    """What persons pledge: a row for each action, then one for each section.

    Attributes:
        actions: how many actions there are: the first section's row.
        section: the index of each row's section.
        members: [row, member]: the actions a row is about, the last one repeated to make them equally many.
        sole: whether a row is the only action of its section, and so the same as that section.
    """

    actions: int
    section: Counts
    members: Counts
    sole: Flags

    @classmethod
    def of(cls, sections: Sequence[slice]) -> "Rows":
        """From the actions of each section, in order."""
        sizes = np.array([one.stop - one.start for one in sections], np.int64)
        numbers = np.arange(len(sizes))
        section = np.concatenate((np.repeat(numbers, sizes), numbers))
        member = np.minimum(np.arange(sizes.max()), sizes[:, None] - 1)
        of_section = (np.cumsum(sizes) - sizes)[:, None] + member
        of_action = np.arange(sizes.sum())[:, None] + 0 * member[:1]
        sole = sizes[section] == 1
        sole[sizes.sum() :] = False
        return cls(int(sizes.sum()), section, np.concatenate((of_action, of_section)), sole)

    @cached_property
    def together(self) -> list[list[int]]:
        """Of each section, its own row and those of its actions."""
        return [np.flatnonzero(self.section == number).tolist() for number in range(len(self.starts))]

    @property
    def starts(self) -> Counts:
        """The first action of each section."""
        return self.members[self.actions :, 0]
