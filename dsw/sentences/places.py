"""The sentence under each figure about where signatories are, and where nobody is."""

from dsw.sentences.common import hidden_cells_sentence, hidden_sentence, joined, progress, share
from dsw.sentences.names import group_in_sentence, only, region_name
from dsw.texts import plural, text
from dsw.views import GapsView, HeadCount, Matrix, RegionsView, Selection, Shading


def province_map(view: RegionsView, shading: Shading) -> str:
    """Under a map of provinces: what its colour means, and who stands on it twice or not at all."""
    return joined(text(f"zin.kaart.{shading.value}"), besides(view), hidden_sentence(_province_counts(view)))


def municipality_map(view: RegionsView) -> str:
    """Under the hexagons: what one is, in how many somebody takes part, who stands on none."""
    present, everywhere = covered(view)
    return joined(
        text("zin.kaart.zeshoeken"),
        plural("zin.gemeenten", present, totaal=everywhere),
        besides(view),
        hidden_sentence(row.signatories for row in view.municipalities),
    )


def besides(view: RegionsView) -> str:
    """Why the sum may exceed the total, and who stands on no map."""
    people = view.signatories.total
    several = text(
        "zin.kaart.plaatsingen",
        plaatsingen=view.placements,
        ondertekenaars=plural("zin.kaart.ondertekenaars", people),
    )
    nationwide, unknown = view.nationwide.total, view.unknown.total
    return joined(
        several if view.placements > people else "",
        plural("zin.kaart.landelijk", nationwide) if nationwide else "",
        plural("zin.kaart.onbekend", unknown) if unknown else "",
        _group(view),
    )


def covered(view: RegionsView) -> tuple[int, int]:
    """In how many municipalities somebody takes part, and how many there are."""
    return sum(1 for row in view.municipalities if row.present), len(view.municipalities)


def section_province(view: RegionsView) -> str:
    """Under the heatmap of sections and provinces."""
    return joined(text("zin.secties_provincies.uitleg"), empty_cells(view.matrix), _group(view))


def empty_cells(matrix: Matrix) -> str:
    """How many cells are empty, and from how many persons were left out."""
    cells = [cell for row in matrix.cells for cell in row]
    empty = sum(1 for cell in cells if not cell.count and not cell.hidden)
    return joined(
        plural("zin.secties_provincies.leeg", empty, totaal=len(cells)), hidden_cells_sentence(matrix)
    )


def province(view: RegionsView) -> str:
    """Under the bar of one province seen alone; the whole country when none was chosen."""
    if view.detail is None:
        return province_map(view, Shading.COUNT)
    row = view.detail.row
    name = region_name(row.code)
    place = text("waar.provincie", naam=name)
    who = plural(
        "zin.provincie", row.signatories.total, naam=name, gemeenten=row.covered, totaal=row.municipalities
    )
    return joined(who, progress(row.tally, place), _group(view), hidden_sentence([row.signatories]))


def thin_actions(view: GapsView) -> str:
    """Above the actions with few takers."""
    return joined(
        plural("zin.dunne_acties", untaken(view), totaal=len(view.actions)),
        text("zin.dunne_acties.volgorde"),
        only(view.selection),
    )


def untaken(view: GapsView) -> int:
    """How many actions certainly have no taker."""
    return sum(1 for action in view.actions if not action.signatories and not action.hidden_persons)


def presence(view: GapsView) -> str:
    """Under the heatmap of groups and provinces."""
    return joined(text("zin.doelgroepen_provincies.uitleg"), empty_cells(view.presence))


def missing_groups(view: GapsView) -> str:
    """Above the list of groups that are missing in a province."""
    return joined(plural("zin.ontbrekend", len(view.missing)), only(view.selection, people=True))


def empty_municipalities(view: GapsView) -> str:
    """Above the list of municipalities without anybody."""
    empty = sum(len(codes) for _, codes in view.empty_municipalities)
    told = plural("zin.lege_gemeenten", empty, totaal=view.municipalities_total)
    return joined(told, only(view.selection, people=True))


def reach(view: GapsView) -> str:
    """Above the groups against their reference population; a chosen group with its share."""
    known = [gap for gap in view.references if gap.size]
    shares = [
        text(
            "zin.bereik.groep",
            naam=group_in_sentence(gap.group),
            n=gap.signatories,
            totaal=gap.size,
            deel=share(gap.signatories, gap.size or 0),
        )
        for gap in known
        if gap.group == view.selection.group and gap.signatories <= (gap.size or 0) and not gap.partial
    ]
    return joined(plural("zin.bereik", len(known)), *shares, only(view.selection, people=True))


def _group(view: RegionsView) -> str:
    """That only one group is on the map; a chosen province changes nothing there."""
    return only(Selection(view.selection.op, group=view.selection.group))


def _province_counts(view: RegionsView) -> list[HeadCount]:
    return [row.signatories for row in view.provinces]
