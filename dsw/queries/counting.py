"""From a day's tables to head counts and tallies, persons left out where they must be.

A list with a row for each section, group or province leaves its rows in place: a cut on that same axis does
not empty the other rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsw.disclosure import ALL, Counts, Flags
from dsw.domain import Status
from dsw.ledger import NEVER, ORGANISATION, PERSON, axes
from dsw.plan import load_plan
from dsw.queries.tables import Day
from dsw.views import Cell, HeadCount, Matrix, Selection, Tally

_ONE = np.ones(1, np.bool_)


@dataclass(frozen=True, slots=True)
class Cut:
    """A selection's cuts as places along the tables' axes (from 0); None where it does not cut."""

    section: int | None = None
    group: int | None = None
    place: int | None = None

    @classmethod
    def of(cls, selection: Selection) -> "Cut":
        """The cuts of a selection."""
        section, group = (number - 1 if number else None for number in (selection.section, selection.group))
        place = axes().places.index(selection.province) if selection.province else None
        return cls(section, group, place)

    @property
    def sections(self) -> int:
        """Where the signatories stand in a table of heads."""
        return axes().sections if self.section is None else self.section

    @property
    def groups(self) -> slice:
        """The groups it leaves."""
        return ALL if self.group is None else slice(self.group, self.group + 1)

    @property
    def where(self) -> int:
        """The place it leaves, or anywhere."""
        return axes().anywhere if self.place is None else self.place

    @property
    def actions(self) -> slice:
        """The actions it leaves."""
        return ALL if self.section is None else axes().actions_of(self.section)


def shown_persons(day: Day, cut: Cut, earlier: Day | None = None) -> bool:
    """Whether a page with this cut counts persons; in a comparison, whether it does on both days."""
    days = (day, earlier) if earlier else (day,)
    return all(bool(one.protection.shows(cut.section, cut.group, cut.place)) for one in days)


# ------------------------------------------------------------------------------------------- heads


def head_counts(counts: Counts, shown: Flags) -> list[HeadCount]:
    """Head counts of rows, from counts [kind, row]."""
    rows = zip(counts[ORGANISATION].tolist(), counts[PERSON].tolist(), shown.tolist(), strict=True)
    return [HeadCount(orgs, persons if show else 0, not show) for orgs, persons, show in rows]


def head_count(day: Day, cut: Cut) -> HeadCount:
    """Who signed."""
    counts = day.heads[:, cut.groups, cut.where, cut.sections].sum(axis=1)
    return head_counts(counts[:, None], _ONE & shown_persons(day, cut))[0]


def heads_by_group(day: Day, cut: Cut) -> list[HeadCount]:
    """Who signed, per stakeholder group."""
    shown = day.protection.shows(cut.section, ALL, cut.place)
    return head_counts(day.heads[:, :, cut.where, cut.sections], shown)


def heads_by_place(day: Day, cut: Cut) -> list[HeadCount]:
    """Who signed, per place: the provinces, landelijk, onbekend."""
    counts = day.heads[:, cut.groups, : axes().anywhere, cut.sections].sum(axis=1)
    return head_counts(counts, day.protection.shows(cut.section, cut.group, ALL))


# ----------------------------------------------------------------------------------------- tallies


def tally_of(states: Sequence[int], hidden: bool = False) -> Tally:
    """A tally from a count per state."""
    reported = {status: states[2 * code] + states[2 * code + 1] for code, status in enumerate(Status)}
    return Tally(
        done=reported[Status.AFGEROND],
        busy=reported[Status.BEZIG],
        stuck=reported[Status.STAAT_STIL],
        stopped=reported[Status.GESTOPT],
        not_started=reported[Status.NIET_GESTART],
        never=states[2 * NEVER],
        silent=sum(states[1::2]),
        hidden_persons=hidden,
    )


def tallies(counts: Counts, shown: Flags) -> list[Tally]:
    """Tallies of rows, from counts [kind, row, state]."""
    states = counts[ORGANISATION] + counts[PERSON] * shown[:, None]
    return [tally_of(row, not show) for row, show in zip(states.tolist(), shown.tolist(), strict=True)]


def tally(day: Day, cut: Cut) -> Tally:
    """How far the pledges are."""
    counts = day.pledges[:, cut.groups, cut.where, cut.actions].sum(axis=(1, 2))
    return tallies(counts[:, None], _ONE & shown_persons(day, cut))[0]


def tallies_by_section(day: Day, cut: Cut, earlier: Day | None = None) -> list[Tally]:
    """How far the pledges are, per section; with another day, persons only where both days show them."""
    shown = day.protection.shows(ALL, cut.group, cut.place)
    if earlier:
        shown = shown & earlier.protection.shows(ALL, cut.group, cut.place)
    by_action = day.pledges[:, cut.groups, cut.where].sum(axis=1)
    return tallies(np.add.reduceat(by_action, axes().starts, axis=1), shown)


def tallies_by_action(day: Day, cut: Cut) -> list[tuple[Tally, HeadCount]]:
    """How far the pledges are, and who made them, per action; a signatory has one pledge on an action."""
    counts = day.pledges[:, cut.groups, cut.where].sum(axis=1)
    shown = day.protection.shows_actions(ALL, cut.group, cut.place)
    return list(zip(tallies(counts, shown), head_counts(counts.sum(axis=-1), shown), strict=True))


def tallies_by_place(day: Day, cut: Cut) -> list[Tally]:
    """How far the pledges are, per place: the provinces, landelijk, onbekend."""
    counts = day.pledges[:, cut.groups, : axes().anywhere, cut.actions].sum(axis=(1, 3))
    return tallies(counts, day.protection.shows(cut.section, cut.group, ALL))


def add_tallies(rows: Sequence[Tally]) -> Tally:
    """The sum of tallies of different pledges."""
    return Tally(
        done=sum(row.done for row in rows),
        busy=sum(row.busy for row in rows),
        stuck=sum(row.stuck for row in rows),
        stopped=sum(row.stopped for row in rows),
        not_started=sum(row.not_started for row in rows),
        never=sum(row.never for row in rows),
        silent=sum(row.silent for row in rows),
        hidden_persons=any(row.hidden_persons for row in rows),
    )


# ------------------------------------------------------------------------------------ cross-tables


def matrix(rows: Sequence[str], columns: Sequence[str], counts: Counts, shown: Flags) -> Matrix:
    """A cross-table from counts [kind, row, column]."""
    totals = counts[ORGANISATION] + counts[PERSON] * shown
    cells = tuple(
        tuple(Cell(count, not show) for count, show in zip(line, shows, strict=True))
        for line, shows in zip(totals.tolist(), shown.tolist(), strict=True)
    )
    return Matrix(tuple(rows), tuple(columns), cells, int((~shown).sum()))


def numbers() -> tuple[str, ...]:
    """The numbers of the sections, and so of the stakeholder groups, as codes of a table."""
    return tuple(str(section.number) for section in load_plan().sections)
