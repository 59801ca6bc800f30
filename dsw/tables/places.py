"""Tables behind the figures about where signatories are, and where nobody is."""

import unicodedata

from dsw.regions import LANDELIJK, ONBEKEND
from dsw.sentences.common import share
from dsw.sentences.facts import who_counts
from dsw.sentences.names import action_title, region_name
from dsw.sentences.places import is_comparable
from dsw.tables.core import Column, ColumnKind, Table, Value
from dsw.tables.parts import (
    column,
    counted,
    matrix_table,
    numbered,
    people,
    tally_cells,
    tally_columns,
    tally_rows,
    words,
)
from dsw.texts import text
from dsw.views import GapsView, GroupGap, HeadCount, ProvinceRow, RegionsView, percent


def provinces(view: RegionsView) -> Table:
    """The provinces with all a map of them can show; nationwide and unknown beside them."""
    columns = _province_columns()
    rows = [_province(row) for row in view.provinces]
    rows += [
        _elsewhere(LANDELIJK, view.nationwide, len(columns)),
        _elsewhere(ONBEKEND, view.unknown, len(columns)),
    ]
    return Table(text("figuur.tegels"), columns, tuple(rows))


def _province_columns() -> tuple[Column, ...]:
    return (
        words("provincie"),
        column("ondertekenaars"),
        column("per_100k", ColumnKind.DECIMAL),
        column("gemeenten"),
        column("met_iemand"),
        column("dekking", ColumnKind.PERCENT),
        *tally_columns(),
    )


def _province(row: ProvinceRow) -> tuple[Value, ...]:
    return (
        region_name(row.code),
        people(row.signatories),
        counted(float(row.per_100k), hidden=row.signatories.hidden_persons),
        row.municipalities,
        counted(row.covered, hidden=row.unsure > 0),
        counted(percent(row.covered, row.municipalities), hidden=row.unsure > 0)
        if row.municipalities
        else None,
        *tally_cells(row.tally),
    )


def _elsewhere(code: str, count: HeadCount, width: int) -> tuple[Value, ...]:
    return (region_name(code), people(count), *(None,) * (width - 2))


def municipalities(view: RegionsView) -> Table:
    """Every municipality with its signatories, by name."""
    rows = tuple(
        (
            region_name(row.code),
            region_name(row.province),
            counted(max(row.signatories.total, int(row.present)), hidden=row.signatories.hidden_persons),
        )
        for row in sorted(view.municipalities, key=lambda row: sorting_name(region_name(row.code)))
    )
    columns = (words("gemeente"), words("provincie"), column("ondertekenaars"))
    return Table(text("figuur.zeshoeken"), columns, rows)


def sorting_name(name: str) -> str:
    """A name as lists sort it: without case, accents and what stands before its first letter."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if letter.isalnum() or letter == " ").removeprefix("s ")


def section_province(view: RegionsView) -> Table:
    """Pledges per section and province."""
    return matrix_table(text("figuur.secties_provincies"), words("sectie"), view.matrix, numbered)


def province(view: RegionsView) -> Table:
    """One province's bar; the list of provinces when none was chosen."""
    if view.detail is None:
        return provinces(view)
    row = view.detail.row
    return tally_rows(text("figuur.provincie", naam=region_name(row.code)), row.tally)


def thin_actions(view: GapsView) -> Table:
    """Actions in order of fewest takers."""
    rows = tuple(
        (action.code, action_title(action.code), counted(action.signatories, hidden=action.hidden_persons))
        for action in view.actions
    )
    columns = (words("actie"), words("titel"), column("ondertekenaars"))
    return Table(text("figuur.dunne_acties"), columns, rows)


def presence(view: GapsView) -> Table:
    """Signatories per group and province."""
    caption = text("figuur.doelgroepen_provincies")
    return matrix_table(caption, words("doelgroep"), view.presence, numbered)


def missing_groups(view: GapsView) -> Table:
    """Groups that are missing in a province."""
    rows = tuple((region_name(province), numbered(group)) for group, province in view.missing)
    caption = text("figuur.ontbrekende_doelgroepen")
    return Table(caption, (words("provincie"), words("doelgroep")), rows)


def empty_municipalities(view: GapsView) -> Table:
    """Municipalities without anybody."""
    rows = tuple(
        (region_name(province), region_name(code))
        for province, codes in view.empty_municipalities
        for code in codes
    )
    return Table(text("figuur.lege_gemeenten"), (words("provincie"), words("gemeente")), rows)


def _reached(gap: GroupGap) -> str | None:
    """The share of a group that signed, in words, where the whole group was counted."""
    return share(gap.signatories, gap.size) if gap.size and is_comparable(gap) else None


def reach(view: GapsView) -> Table:
    """Groups against their reference population."""
    rows = tuple(
        (
            numbered(gap.group),
            who_counts(gap.kind),
            counted(gap.signatories, hidden=gap.hidden_persons),
            counted(gap.size, hidden=gap.partial) if gap.size else None,
            _reached(gap),
        )
        for gap in view.references
    )
    columns = (
        words("doelgroep"),
        words("wie_telt"),
        column("aantal"),
        column("omvang"),
        words("deel"),
    )
    return Table(text("figuur.bereik"), columns, rows)
