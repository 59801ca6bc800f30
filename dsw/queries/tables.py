"""The figures of a day as small tables, and what of them may be shown.

Each table is indexed by kind, stakeholder group and place, then by what it counts. A pledge or signatory
counts once under "anywhere" and once under each place it works in: the provinces, "landelijk" and "onbekend".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import numpy as np

from dsw.disclosure import People, Protection
from dsw.domain import STATUS_CODE, Status
from dsw.ledger import PERSON, STATES, Counts, Ledger, axes
from dsw.queries.several import several
from dsw.rules import USUAL

#: A pledge that stands still is never exchanged: its obstacle is told too.
_EXCHANGED = np.arange(STATES) // 2 != STATUS_CODE[Status.STAAT_STIL] - 1


@dataclass(frozen=True, eq=False)
class Day:
    """How it stood on a day, counted. ``PERSON`` and ``ORGANISATION`` index the first axis of each table.

    Attributes:
        heads: signatories [kind, group, place, section]: with a pledge in the section; last section: all.
        pledges: pledges [kind, group, place, action, state]; a state is twice the status, plus 1 if silent.
        several: gives the tables of the persons who work in several places, without anywhere.
        smallest: how many persons a cell must hold to be shown.
    """

    day: date
    heads: Counts
    pledges: Counts
    several: Callable[[], tuple[Counts, Counts]]
    smallest: int = USUAL.smallest_cell

    @cached_property
    def protection(self) -> Protection:
        """Which of these figures may count persons."""
        heads, pledges = self.heads[PERSON], self.pledges[PERSON].sum(axis=-1)
        sections = tuple(axes().actions_of(section) for section in range(axes().sections))
        people = (heads, pledges, self._settled, sections, axes().provinces, _EXCHANGED, self.smallest)
        return Protection(People(*people))

    def _settled(self) -> tuple[Counts, Counts]:
        """The tables of the persons who work in one place only."""
        heads, pledges = self.several()
        return self.heads[PERSON][:, :-1] - heads, self.pledges[PERSON][:, :-1] - pledges


def count_day(ledger: Ledger, day: date) -> Day:
    """The tables of a day."""
    heads, pledges = ledger.cubes.heads_on(day), ledger.cubes.pledges_on(day)
    return Day(day, heads, pledges, partial(several, ledger, day), ledger.rules.smallest_cell)
