"""What of a day's stand is inside a cut, pledge by pledge and signatory by signatory."""

from datetime import date

import numpy as np

from dsw.disclosure import Flags
from dsw.domain import STATUS_CODE, Obstacle, Status
from dsw.ledger import Integers, Stand
from dsw.queries.base import Figures
from dsw.queries.counting import Cut
from dsw.queries.tables import PERSON, axes


def in_cut(figures: Figures, cut: Cut, persons: bool = True) -> Flags:
    """Per profile: whether what has it is inside a cut on group and place."""
    profiles = figures.ledger.profiles
    inside: Flags = figures.places.member[:, cut.where] & (persons | (profiles.kind != PERSON))
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


def obstacles(
    figures: Figures, op: date, cut: Cut, persons: bool, action: int | None = None
) -> tuple[tuple[Obstacle, int], ...]:
    """What keeps the pledges inside a cut that stand still.

    Args:
        persons: whether those of persons may be counted.
        action: only those on the action with this index (from 1).
    """
    stand = figures.stand(op)
    kept = pledges_in(stand, in_cut(figures, cut, persons), cut)
    kept &= stand.status == STATUS_CODE[Status.STAAT_STIL]
    return ranked(stand.obstacle[kept & (stand.action == action) if action else kept])


def ranked(codes: Integers) -> tuple[tuple[Obstacle, int], ...]:
    """How often each obstacle occurs, most frequent first."""
    counts = np.bincount(codes, minlength=len(Obstacle) + 1).tolist()
    found = [(obstacle, counts[code]) for code, obstacle in enumerate(Obstacle, 1) if counts[code]]
    return tuple(sorted(found, key=lambda pair: -pair[1]))
