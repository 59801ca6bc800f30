"""Shapes in six steps of colour: maps of tiles, hexagons and outlines, and cross-tables.

One trace per step, and one of nearly invisible marks on the centres: fills answer to hovering but not to
clicks. The marks carry the code of what they stand for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dsw.charts.template import HIDDEN_AXIS, blank, swatch
from dsw.palette import Palette
from dsw.pictures.canvas import Point
from dsw.pictures.maps import hexagon, inside, is_hidden, label_point, municipality_words, province_words
from dsw.regions import load_regions
from dsw.sentences import region_name, region_short, section_name
from dsw.shades import Scale, even_scale, growing_scale, province_scale, province_value
from dsw.tables import AtLeast, written
from dsw.texts import decimal, plural, text
from dsw.views import Cell, GapsView, Matrix, ProvinceRow, RegionsView, Shading

_ROOM_FOR_LEGEND = 90
_UNSEEN = "rgba(0,0,0,0)"
#: Rows of marks over the height of a map, so that a click anywhere in a shape finds one of its own.
_ROWS_OF_MARKS = 45


@dataclass(frozen=True, slots=True)
class _Shape:
    """One place or cell.

    Attributes:
        code: what a click on it gives.
        rings: its outline; a hole is a ring too.
        centre: where its mark and its words stand.
        step: its step of colour.
        hidden: nothing of its count can be shown.
        words: what stands in it.
        hover: what is told about it; lines parted by ``<br>``.
    """

    code: str
    rings: tuple[Sequence[Point], ...]
    centre: Point
    step: int
    hidden: bool
    words: str
    hover: str


def province_tiles(view: RegionsView, palette: Palette, shading: Shading = Shading.COUNT) -> go.Figure:
    """A square per province; a click gives its code."""
    scale = province_scale(view, shading)
    shapes = []
    for row in view.provinces:
        place = load_regions().province(row.code)
        x, y = float(place.tile_column), -float(place.tile_row)
        words = f"{place.abbreviation}<br><b>{province_words(row, shading)}</b>"
        shapes.append(_province(row, scale, shading, (_square(x, y),), (x, y), words))
    figure = _mosaic(shapes, scale, palette, 400 + _ROOM_FOR_LEGEND, 40).add_traces(_ground(shapes))
    return _map(figure, view, shapes, palette)


def province_outlines(view: RegionsView, palette: Palette, shading: Shading = Shading.COUNT) -> go.Figure:
    """The provinces in their own shapes; a click gives a province's code."""
    scale = province_scale(view, shading)
    shapes = []
    for row in view.provinces:
        outline = load_regions().province(row.code).outline
        rings = tuple(ring for part in outline for ring in part)
        words = f"<b>{province_words(row, shading)}</b>"
        shapes.append(_province(row, scale, shading, rings, label_point(outline), words))
    figure = _mosaic(shapes, scale, palette, 520 + _ROOM_FOR_LEGEND, 30).add_traces(_ground(shapes))
    return _map(figure, view, shapes, palette)


def municipality_hexagons(view: RegionsView, palette: Palette) -> go.Figure:
    """A hexagon per municipality; a click gives its code."""
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
        step = scale.step(row.signatories.total)
        shapes.append(_Shape(row.code, (hexagon(centre, 1),), centre, step, is_hidden(row), "", hover))
    return _map(_mosaic(shapes, scale, palette, 520 + _ROOM_FOR_LEGEND, 15), view, shapes, palette)


def section_province_heatmap(view: RegionsView, palette: Palette) -> go.Figure:
    """Pledges per section (across, so that it fits a phone) and province, with the counts in the cells."""
    figure = _crossed(view.matrix, palette, "sectie", "woord.toezegging")
    return _framed(figure, view.matrix, view.selection.province, palette)


def presence_heatmap(view: GapsView, palette: Palette) -> go.Figure:
    """Signatories per group (across) and province, with the counts in the cells."""
    figure = _crossed(view.presence, palette, "doelgroep", "woord.ondertekenaar")
    return _framed(figure, view.presence, view.selection.province, palette)


def _province(
    row: ProvinceRow,
    scale: Scale,
    shading: Shading,
    rings: tuple[Sequence[Point], ...],
    centre: Point,
    words: str,
) -> _Shape:
    hover = text(
        "zweef.provincie",
        naam=region_name(row.code),
        aantal=province_words(row, Shading.COUNT),
        woord=plural("woord.ondertekenaar", row.signatories.total),
        per_100k=decimal(row.per_100k),
        gemeenten=row.covered,
        totaal=row.municipalities,
    )
    step = scale.step(province_value(row, shading))
    return _Shape(row.code, rings, centre, step, False, words, hover)


def _crossed(matrix: Matrix, palette: Palette, numbers: str, noun: str) -> go.Figure:
    """A cross-table on its side: regions below each other, the nine numbers across."""
    scale = even_scale([cell.count for cells in matrix.cells for cell in cells])
    shapes = [
        _cell(matrix, (row, column), cell, scale, noun)
        for row, cells in enumerate(matrix.cells)
        for column, cell in enumerate(cells)
    ]
    height = 36 * len(matrix.columns) + 60 + _ROOM_FOR_LEGEND
    figure = _mosaic(shapes, scale, palette, height, 16, text("schaal.geen"))
    across, down = len(matrix.rows), len(matrix.columns)
    figure.update_xaxes(
        title={"text": text(f"tabel.{numbers}"), "standoff": 4},
        side="top",
        tickvals=list(range(across)),
        ticktext=list(matrix.rows),
        range=[-0.5, across - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=[-row for row in range(down)],
        ticktext=[region_short(code) for code in matrix.columns],
        range=[0.5 - down, 0.5],
        showgrid=False,
        ticksuffix="  ",
    )
    return figure.update_layout(legend={"y": 1.14})


def _framed(figure: go.Figure, matrix: Matrix, province: str | None, palette: Palette) -> go.Figure:
    """A heavy edge around the row of the chosen province."""
    if province not in matrix.columns:
        return figure
    row, across = -matrix.columns.index(province), len(matrix.rows)
    edge = {"color": palette.ink, "width": 3}
    return figure.add_shape(
        type="rect", x0=-0.5, x1=across - 0.5, y0=row - 0.5, y1=row + 0.5, line=edge, fillcolor=_UNSEEN
    )


def _cell(matrix: Matrix, place: tuple[int, int], cell: Cell, scale: Scale, noun: str) -> _Shape:
    row, column = place
    said = written(AtLeast(cell.count) if cell.hidden else cell.count)
    hover = text(
        "zweef.vakje",
        rij=section_name(int(matrix.rows[row])),
        kolom=region_name(matrix.columns[column]),
        aantal=said,
        woord=plural(noun, cell.count),
    )
    words = said if cell.count or cell.hidden else ""
    centre = (float(row), -float(column))
    rings = (_square(*centre),)
    unknown = cell.hidden and not cell.count
    return _Shape(matrix.columns[column], rings, centre, scale.step(cell.count), unknown, words, hover)


def _square(x: float, y: float) -> list[Point]:
    half = 0.48
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def _mosaic(
    shapes: Sequence[_Shape], scale: Scale, palette: Palette, height: int, mark: int, nobody: str = ""
) -> go.Figure:
    """All shapes, one trace per step, with the marks on top and a legend in words."""
    figure = blank(palette, height)
    for step, name in enumerate((nobody or scale.nobody, *scale.words)):
        chosen = [shape for shape in shapes if shape.step == step and not shape.hidden]
        fill = scale.colour(palette, step)
        edge = palette.paper if step else palette.outline
        layer = _layer(chosen, fill, edge, 0.8 if step else 1.3)
        figure.add_traces((swatch(name, fill, palette.outline), layer))
    if hidden := [shape for shape in shapes if shape.hidden]:
        pattern = {
            "shape": "/",
            "fgcolor": palette.ramp_3,
            "bgcolor": palette.nobody,
            "size": 8,
            "solidity": 0.3,
        }
        layer = _layer(hidden, palette.nobody, palette.outline).update(fillpattern=pattern)
        name = text("schaal.verborgen")
        figure.add_traces((swatch(name, palette.nobody, palette.outline, pattern), layer))
    return figure.add_trace(_marks(shapes, scale, palette, mark))


def _layer(shapes: Iterable[_Shape], fill: str, outline: str, width: float = 0.8) -> go.Scatter:
    """Shapes of one colour."""
    points = [point for shape in shapes for ring in shape.rings for point in (*ring, ring[0], (None, None))]
    return go.Scatter(
        x=[_short(x) for x, _ in points],
        y=[_short(y) for _, y in points],
        mode="lines",
        fill="toself",
        fillcolor=fill,
        line={"color": outline, "width": width},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(shapes: Sequence[_Shape], scale: Scale, palette: Palette, size: int) -> go.Scatter:
    ink = [palette.ink if shape.hidden else scale.ink(palette, shape.step) for shape in shapes]
    mode = "markers+text" if any(shape.words for shape in shapes) else "markers"
    return go.Scatter(
        x=[_short(shape.centre[0]) for shape in shapes],
        y=[_short(shape.centre[1]) for shape in shapes],
        mode=mode,
        marker={"size": size, "opacity": 0.01, "color": _UNSEEN, "symbol": "square"},
        text=[shape.words for shape in shapes],
        textfont={"color": ink, "size": 15},
        customdata=[shape.code for shape in shapes],
        hovertext=[shape.hover for shape in shapes],
        hoverinfo="text",
        showlegend=False,
    )


def _ground(shapes: Sequence[_Shape]) -> list[go.Scatter]:
    """Unseen marks all over each shape, a trace a shape so that its words travel once."""
    heights = [y for shape in shapes for ring in shape.rings for _, y in ring]
    apart = (max(heights) - min(heights)) / _ROWS_OF_MARKS
    return [_covered(shape, inside(shape.rings, apart)) for shape in shapes]


def _covered(shape: _Shape, points: Sequence[Point]) -> go.Scatter:
    return go.Scatter(
        x=[_short(x) for x, _ in points],
        y=[_short(y) for _, y in points],
        mode="markers",
        marker={"size": 12, "opacity": 0.01, "color": _UNSEEN, "symbol": "square"},
        customdata=[shape.code] * len(points),
        hovertext=shape.hover,
        hoverinfo="text",
        showlegend=False,
    )


def _map(figure: go.Figure, view: RegionsView, shapes: Sequence[_Shape], palette: Palette) -> go.Figure:
    """Equal lengths both ways, no axes, the legend below, the chosen province with a heavy edge."""
    chosen = [shape for shape in shapes if _is_chosen(shape.code, view)]
    if chosen:
        figure.add_trace(_layer(chosen, _UNSEEN, palette.ink, 3))
    figure.update_layout(legend={"y": 0, "yanchor": "top"})
    figure.update_xaxes(**HIDDEN_AXIS)
    return figure.update_yaxes(**HIDDEN_AXIS, scaleanchor="x")


def _is_chosen(code: str, view: RegionsView) -> bool:
    return view.selection.province is not None and load_regions().province_of(code) == view.selection.province


def _short(value: Any) -> float | None:
    """Three decimals are enough and travel lighter."""
    return None if value is None else round(value, 3)
