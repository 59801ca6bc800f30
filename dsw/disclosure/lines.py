"""Lines that are hidden whole: groups, places or municipalities of which not even the total is told.

Whoever is in one hidden line could as well be in another: no figure tells them apart. So a hidden line is
never alone. Of places it is told whether somebody works there, so the last one there cannot leave, and nobody
can come to where nobody is.
"""

import numpy as np

from dsw.disclosure.cells import Counts, Flags, price, small


def hidden_lines(persons: Counts, must: Flags, told: Flags, smallest: int) -> Flags:
    """Which lines to hide.

    Args:
        persons: how many are in each line; their sum is known.
        must: lines that have to be hidden for another reason than their size.
        told: of which lines it is told whether somebody is there.
        smallest: how many persons a line must hold to be shown.

    Returns:
        True for small lines, lines that must, and what it takes to hide these. Where that cannot be done
        while it is told where somebody is, an empty line more; see ``has_choice``.
    """
    hidden = small(persons, smallest) | must
    if not hidden.any() or has_choice(persons, hidden, told):
        return hidden
    lines = np.flatnonzero(~hidden)
    lines = lines[np.argsort(price(persons, smallest)[lines], kind="stable")]
    enough = (line for line in lines.tolist() if has_choice(persons, _with(hidden, line), told))
    empty = (line for line in lines.tolist() if not persons[line])
    line = next(enough, next(empty, None))
    return hidden if line is None else _with(hidden, line)


def has_choice(persons: Counts, hidden: Flags, told: Flags) -> bool:
    """Whether somebody in a hidden line could be in another one, all that is told being true."""
    can_leave, can_come = hidden & (persons > told), hidden & (~told | (persons > 0))
    return bool(can_leave.any()) and int(can_come.sum()) > 1


def _with(hidden: Flags, line: int) -> Flags:
    more = hidden.copy()
    more[line] = True
    return more
