"""The persons of a day who work in one place only, counted as the day itself is."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dsw.disclosure import Counts, Flags
from dsw.ledger import NEVER, PERSON, STATES, Ledger, Stand, axes, silent_before


def settled(ledger: Ledger, day: date) -> tuple[Counts, Counts]:
    """Their heads and pledges, as ``People.settled`` gives them."""
    profiles, member = ledger.profiles, ledger.profiles.member[:, : axes().anywhere]
    theirs = (member.sum(axis=1) == 1) & (profiles.kind == PERSON)
    corner = (profiles.group.astype(np.int64) - 1) * axes().anywhere + member.argmax(axis=1)
    counted = _Settled(ledger.stand(day), theirs, corner)
    return counted.heads(), counted.pledges()


@dataclass(frozen=True, eq=False)
class _Settled:
    """A day's stand, and of each profile whether it is theirs and in which corner (group and place) it is."""

    stand: Stand
    theirs: Flags
    corner: Counts

    def heads(self) -> Counts:
        """[group, place, section]: with a pledge in the section; last section: all."""
        stand, size = self.stand, axes().sections + 1
        kept = self.theirs[stand.pledge_profile]
        pairs = stand.owner[kept].astype(np.int64) * size + axes().section_of[stand.action[kept] - 1]
        once, where = np.unique(pairs, return_index=True)
        inside = self.corner[stand.pledge_profile[kept][where]] * size + once % size
        everybody = self.corner[stand.profile[self.theirs[stand.profile]]] * size + axes().sections
        return self._counted(np.concatenate((inside, everybody)), (size,))

    def pledges(self) -> Counts:
        """[group, place, action, state]."""
        stand = self.stand
        kept = self.theirs[stand.pledge_profile]
        heard = stand.heard[kept]
        silent = (heard > 0) & (heard < silent_before(date.fromordinal(stand.day)))
        state = 2 * np.where(heard > 0, stand.status[kept] - 1, NEVER) + silent
        cell = self.corner[stand.pledge_profile[kept]] * axes().actions + stand.action[kept] - 1
        return self._counted(cell * STATES + state, (axes().actions, STATES))

    def _counted(self, cells: Counts, shape: tuple[int, ...]) -> Counts:
        whole = (axes().sections, axes().anywhere, *shape)
        return np.bincount(cells, minlength=int(np.prod(whole))).reshape(whole).astype(np.int64)
