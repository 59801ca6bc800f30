"""The figures of a day as small tables, and what of them may be shown.

Each table is indexed by kind, stakeholder group and place, then by what it counts. A pledge or signatory
counts once under "anywhere" and once under each place it works in: the provinces, "landelijk" and "onbekend".
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dsw.disclosure import Protection
from dsw.ledger import PERSON, Counts, Ledger, axes


@dataclass(frozen=True, eq=False)
class Day:
    """How it stood on a day, counted. ``PERSON`` and ``ORGANISATION`` index the first axis of each table.

    Attributes:
        heads: signatories [kind, group, place, section]: with a pledge in the section; last section: all.
        pledges: pledges [kind, group, place, action, state]; a state is twice the status, plus 1 if silent.
    """

    day: date
    heads: Counts
    pledges: Counts

    @cached_property
    def protection(self) -> Protection:
        """Which of these figures may count persons."""
        anywhere, sections = axes().anywhere, axes().sections
        heads, pledged = self.heads[PERSON], self.pledges[PERSON].sum(axis=-1)
        return Protection(
            persons=heads[:, :anywhere, :sections].transpose(2, 0, 1),
            anywhere=heads[:, anywhere, :sections].T,
            signed=heads[:, :anywhere, sections],
            members=heads[:, anywhere, sections],
            pledged=pledged[:, :anywhere].transpose(2, 0, 1),
            pledged_anywhere=pledged[:, anywhere].T,
            sections=tuple(axes().actions_of(section) for section in range(sections)),
        )


def count_day(ledger: Ledger, day: date) -> Day:
    """The tables of a day."""
    return Day(day, ledger.cubes.heads_on(day), ledger.cubes.pledges_on(day))
