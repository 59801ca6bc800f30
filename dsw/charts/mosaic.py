"""Shapes in steps of colour, before anybody draws them: maps and cross-tables.

A chart to explore and a sketch that is there before it are both drawn from this, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dsw.pictures.canvas import Point
from dsw.pictures.maps import (
    hexagon,
    is_hidden,
    is_untold,
    label_point,
    municipality_words,
    province_words,
)
from dsw.regions import load_regions
from dsw.sentences import at_least, region_name, region_short, section_name
from dsw.shades import Scale, even_scale, growing_scale, province_scale, province_value
from dsw.tables import AtLeast, written
from dsw.texts import plural, text
from dsw.views import Cell, GapsView, Matrix, ProvinceRow, RegionsView, Shading

#: Room above a cross-table for its headings (pixels), and around a map (a part of its size).
ABOVE, _AROUND = 52, 0.01
#: How high maps are (pixels).
_TILES_HEIGHT, _MAP_HEIGHT = 400, 520


@dataclass(frozen=True, slots=True)
class Shape:
    """One place or cell.

    Attributes:
        code: what a click on it gives.
        rings: its outline, y running up; a hole is a ring too.
        centre: where its mark and its words stand.
        step: its step of colour.
        hidden: nothing of its count can be shown.
        words: what stands in it, a line each; the last is the number.
        hover: what is told about it; lines parted by ``<br>``.
        chosen: it has a heavy edge.
    """

    code: str
    rings: tuple[Sequence[Point], ...]
    centre: Point
    step: int
    hidden: bool
    words: tuple[str, ...]
    hover: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The headings of a cross-table.

    Attributes:
        title: what the columns are.
        columns: their headings, from x = 0 to the right.
        rows: those of the rows, from y = 0 down.
        chosen: the place of the row with a heavy edge; None when there is none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Mosaic:
    """All shapes.

    Attributes:
        shapes: the places or cells.
        scale: what the steps of colour mean.
        nobody: what step 0 means.
        height: of the whole chart, in pixels.
        mark: how large the mark on a centre is.
        grid: the headings of a cross-table; None for a map, which has equal lengths both ways.
        ground: shapes are large, so a click must be answered all over them.
    """

    shapes: tuple[Shape, ...]
    scale: Scale
    nobody: str
    height: int
    mark: int
    grid: Grid | None = None
    ground: bool = False

    @property
    def steps(self) -> tuple[tuple[int, str], ...]:
        """Every step of colour with what it means, nobody first."""
        return tuple(enumerate((self.nobody, *self.scale.words)))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What all shapes lie in, with a little room: left, right, low, high."""
        points = [point for shape in self.shapes for ring in shape.rings for point in ring]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        wide, tall = _AROUND * (right - left), _AROUND * (high - low)
        return left - wide, right + wide, low - tall, high + tall


def tiles(view: RegionsView, shading: Shading) -> Mosaic:
    """A square per province."""
    scale = province_scale(view, shading)
    shapes = []
    for row in view.provinces:
        place = load_regions().province(row.code)
        x, y = float(place.tile_column), -float(place.tile_row)
        words = (place.abbreviation, province_words(row, shading))
        shapes.append(_province(row, view, (scale, shading), (_square(x, y),), (x, y), words))
    return Mosaic(tuple(shapes), scale, scale.nobody, _TILES_HEIGHT, 40, ground=True)


def outlines(view: RegionsView, shading: Shading) -> Mosaic:
    """The provinces in their own shapes."""
    scale = province_scale(view, shading)
    shapes = []
    for row in view.provinces:
        outline = load_regions().province(row.code).outline
        rings = tuple(ring for part in outline for ring in part)
        words = (province_words(row, shading),)
        shapes.append(_province(row, view, (scale, shading), rings, label_point(outline), words))
    return Mosaic(tuple(shapes), scale, scale.nobody, _MAP_HEIGHT, 30, ground=True)


def hexagons(view: RegionsView) -> Mosaic:
    """A hexagon per municipality."""
    scale = growing_scale([row.signatories.total for row in view.municipalities])
    shapes = []
    for row in view.municipalities:
        place = load_regions().municipality(row.code)
        centre = (place.x, -place.y)
        hover = text(
            "zweef.gemeente",
            naam=region_name(row.code),
            provincie=region_name(row.province),
            aantal=municipality_words(row),
            woord=plural("woord.ondertekenaar", row.signatories.total),
        )
        step, chosen = scale.step(row.signatories.total), _is_chosen(row.code, view)
        rings = (hexagon(centre, 1),)
        shapes.append(Shape(row.code, rings, centre, step, is_hidden(row), (), hover, chosen))
    return Mosaic(tuple(shapes), scale, scale.nobody, _MAP_HEIGHT, 15)


def section_province(view: RegionsView) -> Mosaic:
    """Pledges per section (across, so that it fits a phone) and province."""
    return _crossed(view.matrix, view.selection.province, "sectie", "woord.toezegging")


def presence(view: GapsView) -> Mosaic:
    """Signatories per group (across) and province."""
    return _crossed(view.presence, view.selection.province, "doelgroep", "woord.ondertekenaar")


def _province(
    row: ProvinceRow,
    view: RegionsView,
    colouring: tuple[Scale, Shading],
    rings: tuple[Sequence[Point], ...],
    centre: Point,
    words: tuple[str, ...],
) -> Shape:
    scale, shading = colouring
    hover = text(
        "zweef.provincie",
        naam=region_name(row.code),
        aantal=province_words(row, Shading.COUNT),
        woord=plural("woord.ondertekenaar", row.signatories.total),
        per_100k=province_words(row, Shading.PER_100K),
        gemeenten=at_least(row.covered, hidden=row.unsure > 0),
        totaal=row.municipalities,
    )
    step = scale.step(province_value(row, shading))
    untold = is_untold(row, shading)
    return Shape(row.code, rings, centre, step, untold, words, hover, _is_chosen(row.code, view))


def _crossed(matrix: Matrix, province: str | None, numbers: str, noun: str) -> Mosaic:
    """A cross-table on its side: regions below each other, the nine numbers across."""
    scale = even_scale([cell.count for cells in matrix.cells for cell in cells])
    shapes = tuple(
        _cell(matrix, (row, column), cell, scale, noun)
        for row, cells in enumerate(matrix.cells)
        for column, cell in enumerate(cells)
    )
    names = tuple(region_short(code) for code in matrix.columns)
    chosen = matrix.columns.index(province) if province in matrix.columns else None
    grid = Grid(text(f"tabel.{numbers}"), tuple(matrix.rows), names, chosen)
    height = 36 * len(matrix.columns) + ABOVE
    return Mosaic(shapes, scale, text("schaal.geen"), height, 16, grid)


def _cell(matrix: Matrix, place: tuple[int, int], cell: Cell, scale: Scale, noun: str) -> Shape:
    row, column = place
    said = written(AtLeast(cell.count) if cell.hidden else cell.count)
    hover = text(
        "zweef.vakje",
        rij=section_name(int(matrix.rows[row])),
        kolom=region_name(matrix.columns[column]),
        aantal=said,
        woord=plural(noun, cell.count),
    )
    words = (said,) if cell.count or cell.hidden else ()
    centre = (float(row), -float(column))
    unknown = cell.hidden and not cell.count
    step = scale.step(cell.count)
    return Shape(matrix.columns[column], (_square(*centre),), centre, step, unknown, words, hover)


def _square(x: float, y: float) -> list[Point]:
    half = 0.48
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def _is_chosen(code: str, view: RegionsView) -> bool:
    return view.selection.province is not None and load_regions().province_of(code) == view.selection.province
