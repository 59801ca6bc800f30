"""What of a day's stand is inside a cut, pledge by pledge and signatory by signatory."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from dsw.disclosure import Flags
from dsw.domain import Obstacle
from dsw.ledger import ORGANISATION, PERSON, Stand, axes
from dsw.queries.base import Figures
from dsw.queries.counting import Cut


def in_cut(figures: Figures, cut: Cut, persons: bool = True) -> Flags:
    """Per profile: whether what has it is inside a cut on group and place."""
    profiles = figures.ledger.profiles
    inside: Flags = profiles.member[:, cut.where] & (persons | (profiles.kind != PERSON))
    if cut.group is not None:
        inside &= profiles.group == cut.group + 1
    return inside


def pledges_in(stand: Stand, inside: Flags, cut: Cut) -> Flags:
    """Which pledges of a stand are inside a cut."""
    actions = np.zeros(axes().actions + 1, np.bool_)
    actions[1:][cut.actions] = True
    return inside[stand.pledge_profile] & actions[stand.action]


def signatories_in(stand: Stand, inside: Flags, cut: Cut) -> Flags:
    """Which signatories of a stand are inside a cut; in a section are those with a pledge in it."""
    if cut.section is None:
        return inside[stand.profile]
    return np.isin(stand.signatory, stand.owner[pledges_in(stand, inside, cut)])


def kinds_in(persons: bool) -> slice:
    """Which kinds of a table count: organisations always, and last; persons where they may be shown."""
    return slice(PERSON, ORGANISATION + 1) if persons else slice(ORGANISATION, ORGANISATION + 1)


def obstacles(
    figures: Figures, op: date, cut: Cut, persons: bool, action: int | None = None
) -> tuple[tuple[Obstacle, int], ...]:
    """What keeps the pledges inside a cut that stand still.

    Args:
        persons: whether those of persons may be counted.
        action: only those on the action with this index (from 1).
    """
    actions = slice(action - 1, action) if action else cut.actions
    counts = figures.ledger.cubes.stuck_on(op)[kinds_in(persons), cut.groups, cut.where, actions]
    return ranked(counts.sum(axis=(0, 1, 2)).tolist())


def ranked(counts: Sequence[int]) -> tuple[tuple[Obstacle, int], ...]:
    """How often each obstacle occurs, most frequent first; the first count is of none."""
    found = [(obstacle, counts[code]) for code, obstacle in enumerate(Obstacle, 1) if counts[code]]
    return tuple(sorted(found, key=lambda pair: -pair[1]))
