"""The map of municipalities as native shapes: a group of hexagons, each named by its municipality."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

from dsw.palette import LIGHT
from dsw.pictures.maps import HexagonCell, hexagon, hexagon_cells, hexagon_scale, municipality_words
from dsw.powerpoint.sheet import NOBODY, UNTOLD, Box, Fill, Run, Sheet, tell
from dsw.powerpoint.template import PIXEL
from dsw.sentences import region_name
from dsw.texts import text
from dsw.views import RegionsView

if TYPE_CHECKING:
    from lxml import etree

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def draw_map(sheet: Sheet, box: Box, view: RegionsView, said: str) -> None:
    """The municipalities of a view, as large as the box allows.

    Args:
        said: what can be seen on the map.
    """
    cells = hexagon_cells(view)
    xs, ys = ([cell.centre[axis] for cell in cells] for axis in (0, 1))
    size = min(box.width / (max(xs) - min(xs) + 1.2), box.height / (max(ys) - min(ys) + 1.2), 46)
    left, top = min(xs) - 0.6, min(ys) - 0.6
    group = sheet.slide.shapes.add_group_shape()
    tell(group, sheet.named(text("meenemen.kaart")), said)
    tree, last = group._element, sheet.last_number()  # noqa: SLF001
    width, height = (max(xs) - left + 0.6) * size, (max(ys) - top + 0.6) * size
    _place(tree, Box(box.x, box.y, width, height))
    scale = hexagon_scale(view)
    for number, cell in enumerate(cells, last + 1):
        middle = box.x + (cell.centre[0] - left) * size, box.y + (cell.centre[1] - top) * size
        how = UNTOLD if cell.hidden else Fill(scale.colour(LIGHT, cell.step)) if cell.step else NOBODY
        tree.append(parse_xml(_shape(number, cell, hexagon(middle, size), how)))


def draw_steps(sheet: Sheet, box: Box, view: RegionsView) -> None:
    """What the colours mean, in words below each other."""
    scale = hexagon_scale(view)
    steps = [(NOBODY, scale.nobody)]
    steps += [
        (Fill(scale.colour(LIGHT, step), "", LIGHT.outline), words)
        for step, words in enumerate(scale.words, 1)
    ]
    if any(cell.hidden for cell in hexagon_cells(view)):
        steps.append((UNTOLD, text("schaal.verborgen")))
    for place, (how, words) in enumerate(steps):
        y = box.y + place * 30
        sheet.block(Box(box.x, y + 2, 16, 16), how)
        sheet.words(Box(box.x + 26, y - 1, box.width - 26, 48), words, [(Run(words, 13),)])


def _place(group: "etree._Element", box: Box) -> None:
    """Where the group stands: its own lengths are those of the slide."""
    left, top, wide, high = map(str, box.emu)
    for child in group.xfrm:
        point = child.tag.endswith(("}off", "}chOff"))
        lengths = {"x": left, "y": top} if point else {"cx": wide, "cy": high}
        for name, length in lengths.items():
            child.set(name, length)


def _shape(number: int, cell: HexagonCell, corners: list[tuple[float, float]], how: Fill) -> str:
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = (round((max(values) - min(values)) * PIXEL) for values in zip(*corners, strict=True))
    (first, *others) = [(round((x - left) * PIXEL), round((y - top) * PIXEL)) for x, y in corners]
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in others)
    said = f"{region_name(cell.row.code)}: {municipality_words(cell.row)}"
    return (
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(said)}/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{round(left * PIXEL)}" y="{round(top * PIXEL)}"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{wide}" h="{high}"><a:moveTo>'
        f'<a:pt x="{first[0]}" y="{first[1]}"/></a:moveTo>{lines}<a:close/></a:path></a:pathLst></a:custGeom>'
        f"{_filled(how)}</p:spPr></p:sp>"
    )


def _filled(how: Fill) -> str:
    ground = _colour(how.colour)
    if how.line:
        inside = (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{_colour(how.line)}</a:fgClr>'
            f"<a:bgClr>{ground}</a:bgClr></a:pattFill>"
        )
    else:
        inside = f"<a:solidFill>{ground}</a:solidFill>"
    edge = f"<a:solidFill>{_colour(how.outline)}</a:solidFill>" if how.outline else "<a:noFill/>"
    return f'{inside}<a:ln w="6350">{edge}</a:ln>'


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour.lstrip("#")}"/>'
