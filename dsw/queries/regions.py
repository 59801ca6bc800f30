"""Where signatories work."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsw.disclosure import ALL
from dsw.ledger import axes
from dsw.queries.base import Figures, figures_of, stamp_of
from dsw.queries.counting import (
    Cut,
    head_count,
    heads_by_place,
    matrix,
    numbers,
    shown_persons,
    tallies_by_place,
)
from dsw.queries.gaps import missing_groups, presence_of
from dsw.queries.inside import obstacles
from dsw.queries.municipalities import is_empty, municipality_rows
from dsw.queries.tables import Day
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.store import Snapshot
from dsw.views import Matrix, MunicipalityRow, ProvinceDetail, ProvinceRow, RegionsView, Selection


def regions(snapshot: Snapshot, selection: Selection) -> RegionsView:
    """Where signatories work. A chosen province leaves the others in place and is also seen alone."""
    figures, chosen = figures_of(snapshot), Cut.of(selection)
    day, cut = figures.day(selection.op), replace(chosen, place=None)
    municipalities = municipality_rows(figures, day, cut)
    provinces = _province_rows(day, cut, municipalities)
    heads = dict(zip(axes().places, heads_by_place(day, cut), strict=True))
    return RegionsView(
        stamp_of(snapshot, selection),
        selection,
        signatories=head_count(day, cut),
        nationwide=heads[LANDELIJK],
        unknown=heads[ONBEKEND],
        placements=sum(count.total for count in heads.values()),
        provinces=provinces,
        municipalities=municipalities,
        matrix=_matrix(day, cut),
        detail=_detail(figures, day, chosen, provinces, municipalities),
    )


def _province_rows(day: Day, cut: Cut, rows: Sequence[MunicipalityRow]) -> tuple[ProvinceRow, ...]:
    existing = dict.fromkeys(axes().places, 0)
    covered = dict.fromkeys(axes().places, 0)
    unsure = dict.fromkeys(axes().places, 0)
    for row in rows:
        existing[row.province] += 1
        covered[row.province] += row.present
        unsure[row.province] += row.unsure
    known = zip(load_regions().provinces, heads_by_place(day, cut), tallies_by_place(day, cut), strict=False)
    return tuple(
        ProvinceRow(
            one.code,
            heads,
            100_000 * heads.total / one.inhabitants,
            existing[one.code],
            covered[one.code],
            tally,
            unsure[one.code] if heads.total or heads.hidden_persons else 0,
        )
        for one, heads, tally in known
    )


def _matrix(day: Day, cut: Cut) -> Matrix:
    """Pledges per section and place; a cut on a section leaves the other rows in place."""
    by_action = day.pledges[:, cut.groups, : axes().anywhere].sum(axis=(1, 4))
    counts = np.add.reduceat(by_action, axes().starts, axis=2).transpose(0, 2, 1)
    return matrix(numbers(), axes().places, counts, day.protection.shows(ALL, cut.group, ALL))


def _detail(
    figures: Figures,
    day: Day,
    chosen: Cut,
    provinces: Sequence[ProvinceRow],
    municipalities: Sequence[MunicipalityRow],
) -> ProvinceDetail | None:
    if chosen.place is None:
        return None
    held = obstacles(figures, day.day, chosen, shown_persons(day, chosen))
    if chosen.place >= axes().provinces:
        return ProvinceDetail(_elsewhere(day, chosen), (), (), held)
    row = provinces[chosen.place]
    empty = (one.code for one in municipalities if one.province == row.code and is_empty(one))
    presence = presence_of(day, chosen)
    return ProvinceDetail(
        row,
        missing_groups(presence, row.code),
        tuple(empty),
        held,
        unsure=row.unsure > 0 or any(line[chosen.place].unsure for line in presence.cells),
    )


def _elsewhere(day: Day, chosen: Cut) -> ProvinceRow:
    """Who works nationwide, or where we do not know, as a row of its own: there are no municipalities."""
    cut, place = replace(chosen, place=None), chosen.place or 0
    heads, tally = heads_by_place(day, cut)[place], tallies_by_place(day, cut)[place]
    return ProvinceRow(axes().places[place], heads, 0.0, 0, 0, tally)
