"""Exchanges between four persons, of two groups in two places: no table of two cuts changes.

Somebody in the cell gives a pledge for another one, in the same state; so does somebody of the other group in
the other place; and in the two corners across they take it for that other one. Or all the other way round.
"""

from collections.abc import Iterator

import numpy as np

from dsw.disclosure.cells import Counts, Flags
from dsw.disclosure.movers import Movers
from dsw.disclosure.sets import Sets, packed


def four_ways(movers: Movers, row: Counts, group: Counts, place: Counts) -> Flags:
    """Per cell: whether such an exchange changes the number in it."""
    rows, action = movers.rows, np.arange(movers.rows.actions)
    alone = row < rows.actions
    is_about = rows.members[row][:, :, None] == action
    about = is_about.any(axis=1)
    found = np.zeros(len(row), np.bool_)
    for keeping, *deals in _deals(movers):
        for one, other in (deals, deals[::-1]):
            cell, member = np.nonzero(about & ~found[:, None] & (alone | (not keeping))[:, None])
            found[cell[_crossed(one, other, member, group[cell], place[cell])]] = True
    return found


def _deals(movers: Movers) -> Iterator[tuple[bool, Sets, Sets]]:
    """What somebody could take for an action and what give for it: the actions [word, action, state, ...].

    With each whether who exchanges the action may keep others of the section, so that it stands alone.
    """
    section = movers.rows.section[: movers.rows.actions]
    within = section[:, None] == section
    others, beside = _words(~within), _words(within & ~np.eye(len(section), dtype=np.bool_))
    leaves, joins = movers.leaves[: len(section)], movers.joins[section]
    for keeping, (give, take), (back, back_take), allowed in (
        (False, (leaves, joins), (leaves, joins), others),
        (False, (leaves, joins), (movers.keeps, movers.takes), others),
        (True, (movers.gives, movers.takes), (movers.gives, movers.takes), beside),
        (True, (movers.keeps, movers.takes), (leaves, joins), others),
        (True, (movers.keeps, movers.takes), (movers.keeps, movers.takes), others),
    ):
        yield keeping, _for(give, back_take, allowed), _for(take, back, allowed)


def _for(own: Flags, other: Flags, allowed: Sets) -> Sets:
    corners = packed(other.transpose(3, 1, 2, 0))[:, None]
    deals: Sets = own.transpose(0, 3, 1, 2) * (corners & allowed[..., None, None, None])
    return deals


def _words(flags: Flags) -> Sets:
    return packed(flags)


def _crossed(near: Sets, far: Sets, action: Counts, group: Counts, place: Counts) -> Counts:
    """Which of the cells."""
    own = near[:, action, :, group, place]
    cell, word, state = np.nonzero(own)
    own, group, place, at = own[cell, word, state], group[cell], place[cell], (word, action[cell], state)
    one, other = far[*at, :, place] & own[:, None], far[*at, group]
    both = near[at] & one[:, :, None] & other[:, None]
    here = np.arange(len(cell))
    both[here, group], both[here, :, place] = 0, 0
    found: Counts = cell[both.any(axis=(1, 2))]
    return found
