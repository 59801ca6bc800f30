"""The sentence under each figure about where signatories are, and where nobody is."""

from dataclasses import replace

from dsw.domain import Kind
from dsw.regions import LANDELIJK, ONBEKEND
from dsw.sentences.common import (
    counted,
    hidden_cells_sentence,
    hidden_sentence,
    joined,
    left_out,
    progress,
    share,
)
from dsw.sentences.names import group_in_sentence, only, people_scope, pledge_scope, with_section
from dsw.texts import plural, text
from dsw.views import (
    GapsView,
    GroupGap,
    Matrix,
    MunicipalityRow,
    ProvinceRow,
    RegionsView,
    Selection,
    Shading,
)


def province_map(view: RegionsView, shading: Shading) -> str:
    """Under a map of provinces: what its colour means, and who stands on it twice or not at all."""
    counts = [row.signatories for row in view.provinces]
    hidden = hidden_sentence([*counts, view.nationwide, view.unknown])
    return joined(text(f"zin.kaart.{shading.value}"), besides(view), hidden)


def municipality_map(view: RegionsView) -> str:
    """Under the hexagons: what one is, in how many somebody takes part, who stands on none."""
    return joined(
        text("zin.kaart.zeshoeken"),
        covered(view),
        besides(view),
        hidden_sentence([*(row.signatories for row in view.municipalities), view.nationwide, view.unknown]),
    )


def besides(view: RegionsView) -> str:
    """Why the sum may exceed the total, and who stands on no map."""
    chosen = view.selection
    cut = only(Selection(chosen.op, chosen.section, chosen.group))
    return joined(_several(view), *elsewhere(view), cut)


def _several(view: RegionsView) -> str:
    people = view.signatories
    if view.placements <= people.total:
        return ""
    if people.hidden_persons:
        return text("zin.kaart.meer_regios")
    said = plural("zin.kaart.ondertekenaars", people.total)
    return text("zin.kaart.plaatsingen", plaatsingen=view.placements, ondertekenaars=said)


def elsewhere(view: RegionsView) -> tuple[str, str]:
    """Who stands on no map: who works everywhere, and whose region we do not know."""
    nationwide, unknown = (
        counted(f"zin.kaart.{place}", count.total, least=count.hidden_persons) if count.total else ""
        for place, count in ((LANDELIJK, view.nationwide), (ONBEKEND, view.unknown))
    )
    return nationwide, unknown


def covered(view: RegionsView) -> str:
    """In how many municipalities somebody takes part."""
    present, everywhere, unsure = coverage(view.municipalities)
    return plural("zin.gemeenten", present, least=unsure, totaal=everywhere, met=with_section(view.selection))


def coverage(rows: tuple[MunicipalityRow, ...]) -> tuple[int, int, bool]:
    """In how many municipalities somebody takes part, how many there are, and whether it may be more."""
    return sum(row.present for row in rows), len(rows), any(row.unsure for row in rows)


def in_municipalities(row: ProvinceRow, selection: Selection) -> str:
    """In how many municipalities of a province somebody takes part; "" where we cannot tell, or has none."""
    if not row.municipalities:
        return ""
    if row.covered:
        values = {"totaal": row.municipalities, "met": with_section(selection)}
        return plural("zin.gemeenten", row.covered, least=row.unsure > 0, **values)
    if row.unsure or not row.signatories.total:
        return ""
    return plural("zin.hele_provincie", row.signatories.total)


def section_province(view: RegionsView) -> str:
    """Under the heatmap of sections and provinces."""
    group = only(Selection(view.selection.op, group=view.selection.group))
    return joined(text("zin.secties_provincies.uitleg"), empty_cells(view.matrix), group)


def empty_cells(matrix: Matrix) -> str:
    """How many cells are empty, and from how many persons were left out."""
    cells = [cell for row in matrix.cells for cell in row]
    empty = sum(1 for cell in cells if not cell.count and not cell.hidden)
    unsure = any(cell.unsure for cell in cells)
    told = counted("zin.secties_provincies.leeg", empty, least=unsure, totaal=len(cells))
    return joined(told, hidden_cells_sentence(matrix))


def province(view: RegionsView) -> str:
    """Under the bar of one province seen alone; the whole country when none was chosen."""
    if view.detail is None:
        return province_map(view, Shading.COUNT)
    row = view.detail.row
    chosen = replace(view.selection, province=row.code)
    people, met = row.signatories, with_section(chosen)
    where = people_scope(chosen, short=bool(met) or people.unsure)
    return joined(
        plural("zin.provincie", people.total, least=people.hidden_persons, waar=where, met=met),
        in_municipalities(row, Selection(chosen.op)),
        progress(row.tally, *pledge_scope(chosen), [people]),
    )


def thin_actions(view: GapsView) -> str:
    """Above the actions with few takers."""
    alone = len(view.actions) == 1
    return joined(
        _only_action(view) if alone else _untaken_actions(view),
        "" if alone else text("zin.dunne_acties.volgorde"),
        only(view.selection),
        left_out(any(action.hidden_persons for action in view.actions)),
    )


def _untaken_actions(view: GapsView) -> str:
    without, unsure = untaken(view), unsure_actions(view)
    if unsure and not without:
        return plural("zin.dunne_acties.onbekend", unsure)
    return counted("zin.dunne_acties", without, least=unsure > 0, totaal=len(view.actions))


def _only_action(view: GapsView) -> str:
    if unsure := unsure_actions(view):
        return plural("zin.dunne_acties.onbekend", unsure)
    return text("zin.dunne_acties.enige_niet" if untaken(view) else "zin.dunne_acties.enige_wel")


def untaken(view: GapsView) -> int:
    """How many actions certainly have no taker."""
    return sum(1 for action in view.actions if not action.signatories and not action.hidden_persons)


def unsure_actions(view: GapsView) -> int:
    """Of how many actions we do not say whether they have a taker."""
    return sum(action.unsure for action in view.actions)


def presence(view: GapsView) -> str:
    """Under the heatmap of groups and provinces."""
    chosen = Selection(view.selection.op, section=view.selection.section)
    return joined(text("zin.doelgroepen_provincies.uitleg"), empty_cells(view.presence), only(chosen))


def missing_groups(view: GapsView) -> str:
    """Above the list of groups that are missing in a province."""
    if view.selection.province in (LANDELIJK, ONBEKEND):
        return text("zin.buiten_provincies")
    unsure = view.unsure_groups > 0
    told = counted("zin.ontbrekend", len(view.missing), least=unsure)
    return joined(told, only(view.selection), left_out(unsure))


def empty_municipalities(view: GapsView) -> str:
    """Above the list of municipalities without anybody."""
    if not view.municipalities_total:
        return text("zin.buiten_provincies")
    told = without_anybody(view) or plural("zin.lege_gemeenten.onbekend", view.unsure_municipalities)
    return joined(told, only(view.selection), left_out(view.unsure_municipalities > 0))


def without_anybody(view: GapsView) -> str:
    """In how many municipalities nobody takes part; "" where we cannot tell, or there are none."""
    empty = sum(len(codes) for _, codes in view.empty_municipalities)
    unsure = view.unsure_municipalities > 0
    if not view.municipalities_total or (unsure and not empty):
        return ""
    return plural("zin.lege_gemeenten", empty, least=unsure, totaal=view.municipalities_total)


def reach(view: GapsView) -> str:
    """Above the groups against their reference population; a chosen group with its share."""
    known = [gap for gap in view.references if gap.size]
    shares = [_share(gap) for gap in known if gap.group == view.selection.group and is_comparable(gap)]
    chosen = Selection(view.selection.op, view.selection.section, province=view.selection.province)
    hidden = left_out(any(gap.hidden_persons for gap in view.references))
    return joined(plural("zin.bereik", len(known)), *shares, only(chosen), hidden)


def is_comparable(gap: GroupGap) -> bool:
    """Whether it can be said which share of a group takes part."""
    counted_whole = gap.size is not None and not gap.partial and gap.signatories <= gap.size
    return counted_whole and not gap.hidden_persons


def _share(gap: GroupGap) -> str:
    key = "personen" if gap.kind is Kind.PERSOON else "groep"
    part, name = share(gap.signatories, gap.size or 0), group_in_sentence(gap.group)
    return plural(f"zin.bereik.{key}", gap.signatories, naam=name, totaal=gap.size, deel=part)
