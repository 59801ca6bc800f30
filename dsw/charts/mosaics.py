"""Mosaics to explore, in Plotly.

One trace per step of colour, and one of nearly invisible marks on the centres, all over a large shape too:
fills answer to hovering but not to clicks. The marks carry the code of what they stand for.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from dsw.charts.mosaic import ABOVE, Grid, Mosaic, Shape
from dsw.charts.template import HIDDEN_AXIS, Chart, blank
from dsw.palette import Palette
from dsw.pictures.canvas import Point
from dsw.pictures.maps import inside

_UNSEEN = "rgba(0,0,0,0)"
#: Rows of marks over the height of a map, so that a click anywhere in a shape finds one of its own.
_ROWS_OF_MARKS = 45


def mosaic_chart(shown: Mosaic, palette: Palette) -> Chart:
    """All shapes, one trace per step, with the marks on top."""
    figure = blank(palette, shown.height)
    for step, _ in shown.steps:
        chosen = [shape for shape in shown.shapes if shape.step == step and not shape.hidden]
        fill = shown.scale.colour(palette, step)
        edge, width = (palette.paper, 0.8) if step else (palette.outline, 1.3)
        figure.add_trace(_layer(chosen, fill, edge, width))
    if hidden := [shape for shape in shown.shapes if shape.hidden]:
        figure.add_trace(_hatched(hidden, palette))
    figure.add_trace(_marks(shown, palette))
    if shown.ground:
        figure.add_traces(_ground(shown.shapes))
    if chosen := [shape for shape in shown.shapes if shape.chosen]:
        figure.add_trace(_layer(chosen, _UNSEEN, palette.ink, 3))
    return _on_grid(figure, shown.grid, palette) if shown.grid else _on_map(figure, shown)


def _hatched(hidden: Sequence[Shape], palette: Palette) -> go.Scatter:
    pattern = {
        "shape": "/",
        "fgcolor": palette.ramp_3,
        "bgcolor": palette.nobody,
        "size": 8,
        "solidity": 0.3,
    }
    return _layer(hidden, palette.nobody, palette.outline).update(fillpattern=pattern)


def _layer(shapes: Iterable[Shape], fill: str, outline: str, width: float = 0.8) -> go.Scatter:
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
    )


def _marks(shown: Mosaic, palette: Palette) -> go.Scatter:
    shapes = shown.shapes
    ink = [palette.ink if shape.hidden else shown.scale.ink(palette, shape.step) for shape in shapes]
    mode = "markers+text" if any(shape.words for shape in shapes) else "markers"
    return go.Scatter(
        x=[_short(shape.centre[0]) for shape in shapes],
        y=[_short(shape.centre[1]) for shape in shapes],
        mode=mode,
        marker={"size": shown.mark, "opacity": 0.01, "color": _UNSEEN, "symbol": "square"},
        text=[_written(shape.words, bold=shown.grid is None) for shape in shapes],
        textfont={"color": ink, "size": 15},
        customdata=[shape.code for shape in shapes],
        hovertext=[shape.hover for shape in shapes],
        hoverinfo="text",
    )


def _written(words: Sequence[str], *, bold: bool) -> str:
    if not words:
        return ""
    *before, number = words
    return "<br>".join((*before, f"<b>{number}</b>" if bold else number))


def _ground(shapes: Sequence[Shape]) -> list[go.Scatter]:
    """Unseen marks all over each shape, a trace a shape so that its words travel once."""
    heights = [y for shape in shapes for ring in shape.rings for _, y in ring]
    apart = (max(heights) - min(heights)) / _ROWS_OF_MARKS
    return [_covered(shape, inside(shape.rings, apart)) for shape in shapes]


def _covered(shape: Shape, points: Sequence[Point]) -> go.Scatter:
    return go.Scatter(
        x=[_short(x) for x, _ in points],
        y=[_short(y) for _, y in points],
        mode="markers",
        marker={"size": 12, "opacity": 0.01, "color": _UNSEEN, "symbol": "square"},
        customdata=[shape.code] * len(points),
        hovertext=shape.hover,
        hoverinfo="text",
    )


def _on_map(figure: Chart, shown: Mosaic) -> Chart:
    """Equal lengths both ways, and no axes."""
    left, right, low, high = map(_short, shown.box)
    figure.update_xaxes(**HIDDEN_AXIS, range=[left, right])
    figure.update_yaxes(**HIDDEN_AXIS, range=[low, high], scaleanchor="x")
    return figure


def _on_grid(figure: Chart, grid: Grid, palette: Palette) -> Chart:
    """The headings along it, and a heavy edge around the chosen row."""
    across, down = len(grid.columns), len(grid.rows)
    figure.update_xaxes(
        title={"text": grid.title, "standoff": 4, "font": {"size": 14}},
        side="top",
        tickvals=list(range(across)),
        ticktext=list(grid.columns),
        range=[-0.5, across - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=[-row for row in range(down)],
        ticktext=list(grid.rows),
        range=[0.5 - down, 0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )
    figure.update_layout(margin={"t": ABOVE, "b": 0})
    if grid.chosen is not None:
        edge = {"color": palette.ink, "width": 3}
        top, right = 0.5 - grid.chosen, across - 0.5
        figure.add_shape(type="rect", x0=-0.5, x1=right, y0=top - 1, y1=top, line=edge, fillcolor=_UNSEEN)
    return figure


def _short(value: Any) -> float | None:
    """Three decimals are enough and travel lighter."""
    return None if value is None else round(value, 3)
