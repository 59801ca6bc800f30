"""Where signatories work, municipality by municipality.

Municipalities are guarded per province, by themselves and crossed with groups or sections; crossed with both
they count none. A municipality that hides a small number is still one where somebody works; once
crossed with a group or section, only who is counted makes it so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from dsw.disclosure import ALL, Counts, Flags, protect
from dsw.ledger import KINDS
from dsw.queries.base import Figures, owners
from dsw.queries.counting import Cut, head_counts
from dsw.queries.tables import ORGANISATION, PERSON, Day, axes
from dsw.regions import load_regions
from dsw.views import MunicipalityRow

_DAYS_KEPT = 8


@dataclass(frozen=True, eq=False)
class Division:
    """The municipalities of a day.

    Attributes:
        codes: of those that exist, in order; province: index of the province of each.
        row_of: per municipality of ``Regions`` its row here, or its successor's; -1 when not yet there.
    """

    codes: tuple[str, ...]
    province: Counts
    row_of: Counts


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
    heads = figures.keep("municipalities", day.day, lambda: _heads(figures, day.day), _DAYS_KEPT)
    return heads[:, :, cut.groups, cut.sections].sum(axis=2), _shown(figures, day, heads, cut)


@lru_cache(maxsize=32)
def division_on(day: date) -> Division:
    """The municipalities that exist on a day, and where those that ended went."""
    regions = load_regions()
    existing = regions.municipalities_on(day)
    row = {one.code: number for number, one in enumerate(existing)}
    province = np.array([axes().places.index(one.province) for one in existing], np.int64)
    row_of = []
    for one in regions.municipalities:
        while one.successor and not one.valid_on(day):
            one = regions.municipality(one.successor)  # noqa: PLW2901 - the heir takes its place
        row_of.append(row.get(one.code, -1))
    return Division(tuple(row), province, np.array(row_of, np.int64))


def _heads(figures: Figures, day: date) -> Counts:
    """Signatories [kind, municipality, group, section]: with a pledge in the section; last section: all."""
    profiles, places, division = figures.ledger.profiles, figures.places, division_on(day)
    count = len(division.codes)
    row = division.row_of[places.municipalities]
    profile, row = np.divmod(np.unique(places.rows[row >= 0] * count + row[row >= 0]), count)
    flat = (profiles.kind[profile] * count + row) * axes().sections + profiles.group[profile] - 1
    shape = (len(KINDS), count, axes().sections)
    signed = _per_profile(figures, day)
    columns = [np.bincount(flat, column[profile], int(np.prod(shape))) for column in signed.T]
    return np.stack(columns, axis=-1).reshape(*shape, -1).astype(np.int64)


def _per_profile(figures: Figures, day: date) -> Counts:
    """Signatories [profile, section]; last section: all."""
    stand, size = figures.stand(day), axes().sections + 1
    owner, section = owners(stand)
    profile_of = np.zeros(int(stand.signatory.max(initial=0)) + 1, np.int64)
    profile_of[stand.signatory] = stand.profile
    flat = np.concatenate((profile_of[owner] * size + section, stand.profile * size + axes().sections))
    return np.bincount(flat, minlength=len(figures.ledger.profiles.known) * size).reshape(-1, size)


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
