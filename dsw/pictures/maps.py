"""Three maps: a tile per province, a hexagon per municipality, and the outlines of the provinces."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dsw.pictures.canvas import HIDDEN, Canvas, Point, room
from dsw.pictures.frame import MARGIN
from dsw.regions import Outline, Ring, load_regions
from dsw.shades import Scale, growing_scale, province_scale, province_value
from dsw.tables import AtLeast, ColumnKind, written
from dsw.texts import plural, text
from dsw.views import HeadCount, MunicipalityRow, ProvinceRow, RegionsView, Shading

_TILE = 124
_HEXAGON = 29.0
_MAP_WIDTH = 620.0


def legend(canvas: Canvas, top: float, scale: Scale, nobody: str, *, hidden: bool) -> float:
    """What the colours mean, in words; returns where it ends."""
    steps = [(scale.colour(canvas.palette, 0), nobody)]
    steps += [(scale.colour(canvas.palette, step), words) for step, words in enumerate(scale.words, 1)]
    if hidden:
        steps.append((HIDDEN, text("schaal.verborgen")))
    x, y = float(MARGIN), top
    for fill, words in steps:
        width = 24 + room(words, 15) + 16
        if x + width > canvas.width - MARGIN:
            x, y = float(MARGIN), y + 26
        canvas.rect(x, y, 16, 16, fill, canvas.palette.outline)
        canvas.words(x + 22, y + 13, words)
        x += width
    return y + 34


def province_words(row: ProvinceRow, shading: Shading) -> str:
    """The number that stands in a province."""
    value = province_value(row, shading)
    shown = AtLeast(value) if _may_be_more(row, shading) else value
    return written(shown, ColumnKind.PERCENT if shading is Shading.COVERAGE else ColumnKind.NUMBER)


def _may_be_more(row: ProvinceRow, shading: Shading) -> bool:
    return row.unsure > 0 if shading is Shading.COVERAGE else row.signatories.hidden_persons


def is_untold(row: ProvinceRow, shading: Shading) -> bool:
    """Whether nothing can be shown of a province where persons work, or may work."""
    return not province_value(row, shading) and _may_be_more(row, shading)


def is_hidden(row: MunicipalityRow) -> bool:
    """Whether nothing can be shown of a municipality where persons work, or may work."""
    return not row.signatories.total and (row.present or row.signatories.hidden_persons)


def municipality_words(row: MunicipalityRow) -> str:
    """The count of a municipality: at least one where somebody takes part."""
    if row.signatories.hidden_persons or is_hidden(row):
        return written(AtLeast(max(row.signatories.total, int(row.present))))
    return written(row.signatories.total)


def tiles(canvas: Canvas, top: float, view: RegionsView, shading: Shading) -> float:
    """A square per province, with its letters and its number; nationwide and unknown beside them."""
    scale = province_scale(view, shading)
    hidden = any(is_untold(row, shading) for row in view.provinces)
    y = legend(canvas, top, scale, scale.nobody, hidden=hidden)
    regions = load_regions()
    for row in view.provinces:
        place = regions.province(row.code)
        left, up = MARGIN + place.tile_column * _TILE, y + (place.tile_row - 1) * _TILE
        step = scale.step(province_value(row, shading))
        ink = scale.ink(canvas.palette, step)
        outline = canvas.palette.outline if step < 2 else "none"
        canvas.rect(left, up, _TILE - 4, _TILE - 4, scale.colour(canvas.palette, step), outline)
        if is_untold(row, shading):
            canvas.rect(left, up, _TILE - 4, _TILE - 4, HIDDEN, outline)
            canvas.rect(left + 6, up + 6, _TILE - 16, _TILE - 16, canvas.palette.paper)
        if row.code == view.selection.province:
            corners = (
                (left, up),
                (left + _TILE - 4, up),
                (left + _TILE - 4, up + _TILE - 4),
                (left, up + _TILE - 4),
            )
            canvas.polygon([corners], "none", canvas.palette.ink, 3)
        canvas.words(left + 12, up + 26, place.abbreviation, size=16, fill=ink, bold=True)
        canvas.words(left + 12, up + 76, province_words(row, shading), size=30, fill=ink, bold=True)
        canvas.words(left + 12, up + 102, place.name, size=13, fill=ink)
    bottom = y + max(regions.province(row.code).tile_row for row in view.provinces) * _TILE
    _elsewhere(canvas, y, view)
    return bottom


def hexagons(canvas: Canvas, top: float, view: RegionsView) -> float:
    """A hexagon per municipality; empty where nobody takes part."""
    scale = hexagon_scale(view)
    hidden = any(is_hidden(row) for row in view.municipalities)
    y = legend(canvas, top, scale, scale.nobody, hidden=hidden) + _HEXAGON
    lowest = 0.0
    chosen: list[list[Point]] = []
    for cell in hexagon_cells(view):
        fill = HIDDEN if cell.hidden else scale.colour(canvas.palette, cell.step)
        outline = canvas.palette.paper if cell.step else canvas.palette.outline
        centre = (MARGIN + (cell.centre[0] + 1) * _HEXAGON, y + cell.centre[1] * _HEXAGON)
        canvas.polygon([hexagon(centre, _HEXAGON)], fill, outline)
        lowest = max(lowest, centre[1])
        if cell.row.province == view.selection.province:
            chosen.append(hexagon(centre, _HEXAGON))
    if chosen:
        canvas.polygon(chosen, "none", canvas.palette.ink, 3)
    _elsewhere(canvas, y, view)
    return lowest + _HEXAGON


@dataclass(frozen=True, slots=True)
class HexagonCell:
    """A municipality on the map.

    Attributes:
        centre: in widths of a hexagon; step: of its colour, 0 for nobody; hidden: nothing can be shown.
    """

    row: MunicipalityRow
    centre: Point
    step: int
    hidden: bool


def hexagon_scale(view: RegionsView) -> Scale:
    """The steps of the map of municipalities."""
    return growing_scale([row.signatories.total for row in view.municipalities])


def hexagon_cells(view: RegionsView) -> list[HexagonCell]:
    """Every municipality at its place, with its colour."""
    scale, regions = hexagon_scale(view), load_regions()
    return [
        HexagonCell(row, (place.x, place.y), scale.step(row.signatories.total), is_hidden(row))
        for row in view.municipalities
        for place in (regions.municipality(row.code),)
    ]


def hexagon(centre: Point, width: float) -> list[Point]:
    """The corners of a hexagon that stands on its point, with a hair of paper around it."""
    x, y = centre
    half, side = width / 2 - 0.02 * width, (width - 0.04 * width) / sqrt(3)
    return [
        (x, y - side),
        (x + half, y - side / 2),
        (x + half, y + side / 2),
        (x, y + side),
        (x - half, y + side / 2),
        (x - half, y - side / 2),
    ]


def outlines(canvas: Canvas, top: float, view: RegionsView, shading: Shading) -> float:
    """The provinces in their own shapes, each with its number."""
    scale = province_scale(view, shading)
    hidden = any(is_untold(row, shading) for row in view.provinces)
    y = legend(canvas, top, scale, scale.nobody, hidden=hidden)
    shapes = {row.code: load_regions().province(row.code).outline for row in view.provinces}
    points = [point for outline in shapes.values() for rings in outline for ring in rings for point in ring]
    left, high = min(x for x, _ in points), max(y for _, y in points)
    size = _MAP_WIDTH / (max(x for x, _ in points) - left)

    def placed(ring: Ring) -> list[Point]:
        """The points on the sheet: in the outlines y runs up."""
        return [(MARGIN + 60 + (px - left) * size, y + (high - py) * size) for px, py in ring]

    steps = {row.code: scale.step(province_value(row, shading)) for row in view.provinces}
    untold = {row.code for row in view.provinces if is_untold(row, shading)}
    for code, shape in shapes.items():
        fill = HIDDEN if code in untold else scale.colour(canvas.palette, steps[code])
        canvas.polygon([placed(ring) for rings in shape for ring in rings], fill, canvas.palette.outline)
    if chosen := shapes.get(view.selection.province or ""):
        canvas.polygon([placed(ring) for rings in chosen for ring in rings], "none", canvas.palette.ink, 3)
    for row in view.provinces:
        ((x, middle),) = placed((label_point(shapes[row.code]),))
        if row.code in untold:
            canvas.rect(x - 18, middle - 12, 36, 24, canvas.palette.paper)
        ink, words = scale.ink(canvas.palette, steps[row.code]), province_words(row, shading)
        canvas.words(x, middle + 6, words, size=18, fill=ink, anchor="middle", bold=True)
    _elsewhere(canvas, y, view)
    return y + (high - min(py for _, py in points)) * size


def label_point(outline: Outline) -> Point:
    """A point well inside an outline: the middle of the widest stretch of its largest part."""
    ring = max((rings[0] for rings in outline), key=lambda one: abs(_area(one)))
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    heights = [low + (high - low) * part / 40 for part in range(12, 29)]
    widest = max(
        (stretch for height in heights for stretch in _stretches(ring, height)), key=lambda s: s[1] - s[0]
    )
    return (widest[0] + widest[1]) / 2, widest[2]


def inside(rings: Sequence[Sequence[Point]], apart: float) -> list[Point]:
    """Points all over a shape, that far apart; a hole holds none."""
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    rows = max(int((high - low) / apart), 1)
    found = []
    for row in range(rows):
        height = low + (high - low) * (row + 0.5) / rows
        for left, right in _pairs(sorted(x for ring in rings for x in _crossings(ring, height))):
            many = max(int((right - left) / apart), 1)
            found += [(left + (right - left) * (place + 0.5) / many, height) for place in range(many)]
    return found


def _pairs(ends: Sequence[float]) -> list[tuple[float, float]]:
    """Where stretches begin and end, from all places where a line is crossed."""
    return list(zip(ends[::2], ends[1::2], strict=True))


def _crossings(ring: Sequence[Point], height: float) -> list[float]:
    """Where an outline crosses a horizontal line."""
    return [
        x1 + (height - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 <= height) != (y2 <= height)
    ]


def _stretches(ring: Ring, height: float) -> list[tuple[float, float, float]]:
    """Where a horizontal line lies inside a ring: left, right and its height."""
    return [(left, right, height) for left, right in _pairs(sorted(_crossings(ring, height)))]


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _elsewhere(canvas: Canvas, top: float, view: RegionsView) -> None:
    """Who stands on no map, beside it."""
    right = canvas.width - MARGIN
    counts: tuple[tuple[str, HeadCount], ...] = (("landelijk", view.nationwide), ("onbekend", view.unknown))
    for place, (key, count) in enumerate(counts):
        y = top + 40 + place * 84
        shown = AtLeast(count.total) if count.hidden_persons else count.total
        canvas.words(right, y, written(shown), size=30, anchor="end", bold=True)
        said = plural(f"kaart.{key}", count.total)
        canvas.words(right, y + 22, said, size=14, anchor="end", fill=canvas.palette.quiet)
