"""White spots: actions nobody took up, groups missing in a province, municipalities without a signatory.

A cell that leaves persons out is no white spot: somebody may be there.
"""

from collections.abc import Sequence
from itertools import chain

from dsw.disclosure import ALL
from dsw.ledger import axes
from dsw.plan import load_plan, load_reference
from dsw.queries.base import Figures, figures_of, stamp_of
from dsw.queries.counting import Cut, heads_by_group, matrix, numbers, tallies_by_action
from dsw.queries.municipalities import is_empty, municipality_rows
from dsw.queries.tables import Day
from dsw.store import Snapshot
from dsw.views import Gap, GapKind, GapsView, GroupGap, Matrix, MunicipalityRow, Selection, ThinAction

Pairs = tuple[tuple[int, str], ...]
Empty = tuple[tuple[str, tuple[str, ...]], ...]


def gaps(snapshot: Snapshot, selection: Selection) -> GapsView:
    """Where nobody is yet."""
    figures, cut = figures_of(snapshot), Cut.of(selection)
    day = figures.day(selection.op)
    municipalities = _municipalities(figures, day, cut)
    table = presence_of(day, cut)
    return GapsView(
        stamp_of(snapshot, selection),
        selection,
        actions=_thin_actions(day, cut),
        presence=table,
        missing=_missing(table, cut),
        empty_municipalities=_empty(municipalities),
        municipalities_total=len(municipalities),
        references=_references(day, cut),
    )


def white_spots(figures: Figures, day: Day, cut: Cut) -> tuple[Gap, ...]:
    """All white spots, worst first: actions, then groups in provinces, then municipalities."""
    empty = _empty(_municipalities(figures, day, cut))
    return tuple(
        chain(
            (Gap(GapKind.ACTION, action=thin.code) for thin in _thin_actions(day, cut) if _untaken(thin)),
            (
                Gap(GapKind.GROUP_IN_PROVINCE, group=group, province=province)
                for group, province in _missing(presence_of(day, cut), cut)
            ),
            (
                Gap(GapKind.MUNICIPALITY, province=province, municipality=code)
                for province, codes in empty
                for code in codes
            ),
        )
    )


def _untaken(thin: ThinAction) -> bool:
    return not thin.signatories and not thin.hidden_persons


def _thin_actions(day: Day, cut: Cut) -> tuple[ThinAction, ...]:
    """The actions of the cut, those with fewest takers first."""
    takers = [heads for _tally, heads in tallies_by_action(day, cut)]
    thin = [
        ThinAction(code, heads.total, heads.hidden_persons)
        for code, heads in list(zip(load_plan().codes, takers, strict=True))[cut.actions]
    ]
    return tuple(sorted(thin, key=lambda one: (one.signatories, one.hidden_persons)))


def presence_of(day: Day, cut: Cut) -> Matrix:
    """Signatories per group and place; cuts on those two leave the whole table in place."""
    counts = day.heads[:, :, : axes().anywhere, cut.sections]
    return matrix(numbers(), axes().places, counts, day.protection.shows(cut.section, ALL, ALL))


def missing_groups(presence: Matrix, province: str) -> tuple[int, ...]:
    """The groups nobody is there of in a province."""
    column = presence.columns.index(province)
    cells = ((int(row), line[column]) for row, line in zip(presence.rows, presence.cells, strict=True))
    return tuple(group for group, cell in cells if not cell.count and not cell.hidden)


def _missing(presence: Matrix, cut: Cut) -> Pairs:
    """Groups missing in the provinces of the cut, provinces with most gaps first."""
    places = enumerate(axes().places[: axes().provinces])
    provinces = [code for place, code in places if cut.place in (None, place)]
    found = {code: missing_groups(presence, code) for code in provinces}
    return tuple(
        (group, code)
        for code in sorted(provinces, key=lambda code: -len(found[code]))
        for group in found[code]
        if cut.group in (None, group - 1)
    )


def _municipalities(figures: Figures, day: Day, cut: Cut) -> list[MunicipalityRow]:
    chosen = None if cut.place is None else axes().places[cut.place]
    return [row for row in municipality_rows(figures, day, cut) if chosen in (None, row.province)]


def _empty(municipalities: Sequence[MunicipalityRow]) -> Empty:
    """Municipalities without a signatory per province, the province with the largest empty share first."""
    total: dict[str, int] = {}
    empty: dict[str, list[str]] = {}
    for row in municipalities:
        total[row.province] = total.get(row.province, 0) + 1
        if is_empty(row):
            empty.setdefault(row.province, []).append(row.code)
    order = sorted(empty, key=lambda code: -len(empty[code]) / total[code])
    return tuple((code, tuple(empty[code])) for code in order)


def _references(day: Day, cut: Cut) -> tuple[GroupGap, ...]:
    heads = heads_by_group(day, cut)
    return tuple(_reference(group, one.total, one.hidden_persons) for group, one in enumerate(heads, 1))


def _reference(group: int, signatories: int, hidden: bool) -> GroupGap:
    counted = [population.total for population in load_reference().of_group(group)]
    known = [total for total in counted if total]
    return GroupGap(group, signatories, sum(known) or None, 0 < len(known) < len(counted), hidden)
