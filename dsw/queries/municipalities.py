"""Where signatories work, municipality by municipality.

Municipalities are guarded per province, by themselves and crossed with groups or sections; crossed with both
they count none. A municipality that hides a small number is still one where somebody works; once
crossed with a group or section, only who is counted makes it so.
"""

from collections.abc import Callable, Iterator

import numpy as np

from dsw.disclosure import ALL, Counts, Flags, protect
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
    division = division_on(day.day)
    counts, shown = _counts(figures, day, cut)
    provinces = (axes().places[index] for index in division.province.tolist())
    there = _presence(cut, counts, shown).tolist()
    rows = zip(division.codes, provinces, head_counts(counts, shown), there, strict=True)
    return tuple(MunicipalityRow(*row) for row in rows)


def is_empty(row: MunicipalityRow) -> bool:
    """Whether it is certain that nobody works there."""
    return not row.present and not row.signatories.hidden_persons


def _presence(cut: Cut, counts: Counts, shown: Flags) -> Flags:
    persons: Flags = shown & (counts[PERSON] > 0)
    if cut.section is None and cut.group is None:
        persons |= ~shown
    persons |= counts[ORGANISATION] > 0
    return persons


def _counts(figures: Figures, day: Day, cut: Cut) -> tuple[Counts, Flags]:
    """Signatories [kind, municipality], and in which municipalities persons may be counted."""
    heads = figures.keep(
        "municipalities", day.day, lambda: figures.ledger.cubes.municipalities_on(day.day), _DAYS_KEPT
    )
    return heads[:, :, cut.groups, cut.sections].sum(axis=2), _shown(figures, day, heads, cut)


def _shown(figures: Figures, day: Day, heads: Counts, cut: Cut) -> Flags:
    """In which municipalities persons may be counted."""
    if cut.section is not None and cut.group is not None:
        persons = day.heads[PERSON, cut.group, : axes().anywhere, cut.section]
        empty: Flags = day.protection.shows(cut.section, cut.group, ALL) & (persons == 0)
        return np.take(empty, division_on(day.day).province)
    persons = heads[PERSON, :, :, -1]
    alone = _kept(figures, day, "alone", lambda: _alone(day, persons.sum(axis=1)))
    if cut.group is not None:
        totals = day.protection.groups_places
        return _kept(figures, day, "groups", lambda: _crossed(day, alone, persons, totals))[:, cut.group]
    if cut.section is not None:
        totals, persons = day.protection.sections_places, heads[PERSON, :, :, :-1].sum(axis=1)
        return _kept(figures, day, "sections", lambda: _crossed(day, alone, persons, totals))[:, cut.section]
    return alone


def _kept(figures: Figures, day: Day, table: str, make: Callable[[], Flags]) -> Flags:
    return figures.keep("municipalities shown", (day.day, table), make, 3 * _DAYS_KEPT)


def _lines(day: Day) -> Iterator[tuple[int, Counts]]:
    """Each province that shows its persons, with the rows of its municipalities."""
    province = division_on(day.day).province
    for index in np.flatnonzero(day.protection.places[: axes().provinces]):
        yield int(index), np.flatnonzero(province == index)


def _alone(day: Day, persons: Counts) -> Flags:
    """Per municipality; an empty one hides no other: that nobody works somewhere may always be said."""
    shown: Flags = persons == 0
    for _index, rows in _lines(day):
        inhabited = rows[persons[rows] > 0]
        shown[inhabited] = protect(persons[inhabited])
    return shown


def _crossed(day: Day, alone: Flags, persons: Counts, totals: Flags) -> Flags:
    """Per municipality and group or section; a province's own column holds the totals."""
    shown = np.zeros(persons.shape, np.bool_)
    for index, rows in _lines(day):
        inside = np.broadcast_to(totals[:, index], persons[rows].shape)
        shown[rows] = protect(persons[rows], (alone[rows], None), inside)
    return shown
