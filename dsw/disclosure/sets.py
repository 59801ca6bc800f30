"""Sets of what persons or pledges must be alike in to be exchanged, many at once as bits."""

import numpy as np
import numpy.typing as npt

from dsw.disclosure.cells import Counts, Flags

#: Each set is a number of words, along the first axis.
Sets = npt.NDArray[np.uint64]

_WORD = 64


def packed(flags: Flags) -> Sets:
    """Flags along the last axis as sets."""
    some = np.packbits(flags, axis=-1)
    words = -(-flags.shape[-1] // _WORD)
    whole = np.zeros((*some.shape[:-1], words * _WORD // 8), np.uint8)
    whole[..., : some.shape[-1]] = some
    return np.moveaxis(whole.view(np.uint64), -1, 0)


def partners(own_give: Sets, own_take: Sets, give: Sets, take: Sets, line: Counts) -> Flags:
    """With which other rows and lines the number in a cell can be exchanged away, for many cells at once.

    One gives here and takes of the other row, and somebody in the other line the reverse; or all the other
    way round.

    Args:
        own_give, own_take: [word, cell, line]: of the row the cell is in.
        give, take: [word, cell, row, line]: of the rows to exchange with.
        line: where in its row each cell is.

    Returns:
        [cell, row, line]
    """
    here = np.arange(len(line))

    def one_way(own_a: Sets, own_b: Sets, a: Sets, b: Sets) -> Flags:
        at_line = own_a[here, line][:, None] & b[here, :, line]
        both: Flags = (at_line[:, :, None] & own_b[:, None] & a) != 0
        return both

    found = np.zeros(give.shape[1:], np.bool_)
    for own_a, own_b, a, b in zip(own_give, own_take, give, take, strict=True):
        found |= one_way(own_a, own_b, a, b) | one_way(own_b, own_a, b, a)
    found[here, :, line] = False
    return found
