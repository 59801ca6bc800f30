"""Where signatories work, municipality by municipality.

Persons are counted per municipality by itself; crossed with a group or section it is only told where nobody
works. A municipality that hides a small number is still one where somebody works; once crossed, only who is
counted makes it so.
"""

from datetime import date

import numpy as np

from dsw.disclosure import ALL, Counts, Flags, has_choice, hidden_lines
from dsw.ledger import ORGANISATION, PERSON, axes, division_on
from dsw.queries.base import Figures
from dsw.queries.counting import Cut, head_counts
from dsw.queries.tables import Day
from dsw.views import MunicipalityRow

_DAYS_KEPT = 8


def municipality_rows(figures: Figures, day: Day, cut: Cut) -> tuple[MunicipalityRow, ...]:
    """Who works in each municipality of the day, in code order. A cut on a place leaves all rows.

    Where a row hides persons it is not said that nobody works there.
    """
    division, heads = division_on(day.day), _residents(figures, day.day)
    counts = heads[:, :, cut.groups, cut.sections].sum(axis=2)
    alone, told = figures.keep(
        "municipalities shown", day.day, lambda: _alone(day, heads[PERSON]), _DAYS_KEPT
    )
    shown = _shown(day, cut, alone, alone & (heads[PERSON, :, :, -1].sum(axis=1) == 0))
    provinces = (axes().places[index] for index in division.province.tolist())
    there = _presence(cut, counts, shown, told).tolist()
    rows = zip(division.codes, provinces, head_counts(counts, shown), there, strict=True)
    return tuple(MunicipalityRow(*row) for row in rows)


def is_empty(row: MunicipalityRow) -> bool:
    """Whether it is certain that nobody works there."""
    return not row.present and not row.signatories.hidden_persons


def _presence(cut: Cut, counts: Counts, shown: Flags, told: Flags) -> Flags:
    """Where it is told that somebody works."""
    persons: Flags = shown & (counts[PERSON] > 0)
    if cut.section is None and cut.group is None:
        persons |= ~shown & told
    persons |= counts[ORGANISATION] > 0
    return persons


def _residents(figures: Figures, day: date) -> Counts:
    return figures.keep(
        "municipalities", day, lambda: figures.ledger.cubes.municipalities_on(day), _DAYS_KEPT
    )


def _shown(day: Day, cut: Cut, alone: Flags, nobody: Flags) -> Flags:
    """In which municipalities persons may be counted: with a cut where it is certain that there are none."""
    if cut.section is None and cut.group is None:
        return alone
    persons = day.heads[PERSON, cut.groups, : axes().anywhere, cut.sections].sum(axis=0)
    empty: Flags = day.protection.shows(cut.section, cut.group, ALL) & (persons == 0)
    return nobody | np.take(empty, division_on(day.day).province)


def _alone(day: Day, heads: Counts) -> tuple[Flags, Flags]:
    """Per municipality: may it be shown, and may it be told that somebody works there when it is not.

    That nobody works somewhere is told too, unless persons could not be elsewhere otherwise.
    """
    persons, province = heads[..., -1].sum(axis=1), division_on(day.day).province
    presence = day.protection.presence
    shown, told = (persons == 0) & presence, np.full(len(persons), presence)
    for index in np.flatnonzero(day.protection.places[: axes().provinces]):
        rows = np.flatnonzero(province == index)
        here, every = persons[rows], np.ones(len(rows), np.bool_)
        hidden = hidden_lines(here, ~every, every, day.smallest)
        shown[rows], told[rows] = ~hidden, has_choice(here, hidden, every)
    return shown, told
