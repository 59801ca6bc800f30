"""Sketches of the charts, in plain HTML: there with the page, in the place and at the size of the chart.

They take their colours and letters from the stylesheet, so they are light, dark or printed as the page is,
and they stretch as the page does. What they say stands in the sentence and the table beside them; so they are
hidden from who listens.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate, groupby, pairwise

from dsw.charts.legends import look
from dsw.charts.mosaic import ABOVE, Grid, Mosaic, Shape
from dsw.charts.scale import ceiling, counts_beside
from dsw.pictures import timeline
from dsw.pictures.canvas import Point, room
from dsw.segments import Segment, segments
from dsw.texts import month_short, number
from dsw.views import TrendPoint, TrendView

#: Room around what is drawn (pixels): beside it, right of and below a timeline.
_GAP, _RIGHT, _BELOW = 10, 32, 26
_WORDS = 15
#: A ring with few corners is written from corner to corner: alike shapes are then alike text, and pack well.
_FEW_CORNERS = 6
_MONTHS = 4
_BETWEEN = ' class="dsw-between"'

#: The hatching of what is left out; stands once in the page, and the stylesheet names it.
HATCHING = (
    '<svg class="dsw-hatching" width="0" height="0" aria-hidden="true">'
    '<pattern id="dsw-hatching" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6"/><path d="M1 0v6"/></pattern></svg>'
)


def mosaic_sketch(shown: Mosaic) -> str:
    """A map or a cross-table."""
    return _sketch(shown.height, _grid(shown, shown.grid) if shown.grid else _map(shown))


def signatories_sketch(view: TrendView, height: int) -> str:
    """A line for all, one for organisations, one for persons; broken where persons are left out."""
    points = view.points
    lines: dict[str, Sequence[int | None]] = {
        "samen": [timeline.shown(point.heads, point.heads.total) for point in points],
        "organisaties": [point.organisations for point in points],
        "personen": [timeline.shown(point.heads, point.heads.persons) for point in points],
    }
    most = max((point.signatories for point in points), default=0)
    paths = "".join(
        f'<polyline class="dsw-line-{key}" points="{_points(stretch)}"/>'
        for key, counts in lines.items()
        for stretch in _stretches(points, counts, most)
    )
    return _sketch(height, _timeline(points, most, _stretched((0, 0, 100, 100), paths)))


def statuses_sketch(view: TrendView, height: int) -> str:
    """The six parts stacked over time."""
    points = view.points
    most = max((point.tally.total for point in points), default=0)
    stacks = [[0, *accumulate(count for _, count in segments(point.tally))] for point in points]
    areas = "".join(_area(points, stacks, place, most) for place in range(len(Segment)))
    return _sketch(height, _timeline(points, most, areas))


def _sketch(height: int, body: str) -> str:
    return f'<div class="dsw-sketch" style="--h:{height}px" aria-hidden="true">{body}</div>'


# ------------------------------------------------------------------------------------------------ mosaics


def _map(shown: Mosaic) -> str:
    """Equal lengths both ways, in units of about a pixel."""
    left, right, low, high = shown.box
    unit = shown.height / (high - low)
    words = "".join(_named(shown, shape, unit) for shape in shown.shapes if shape.words)
    box = (left * unit, -high * unit, (right - left) * unit, shown.height)
    return f'<svg viewBox="{_numbers(box)}">{_shapes(shown, unit)}{words}</svg>'


def _named(shown: Mosaic, shape: Shape, unit: float) -> str:
    x, y = shape.centre[0] * unit, -shape.centre[1] * unit
    first = y - (len(shape.words) - 1) * _WORDS * 0.65
    lines = "".join(
        f'<tspan x="{_n(x)}" y="{_n(first + place * _WORDS * 1.3)}">{escape(line)}</tspan>'
        for place, line in enumerate(shape.words)
    )
    return f"<text{_ink(shown, shape)}>{lines}</text>"


def _grid(shown: Mosaic, grid: Grid) -> str:
    across, down = 100 / len(grid.columns), 100 / len(grid.rows)
    hidden = "".join(_hatched(shape, across, down) for shape in shown.shapes if shape.hidden)
    cells = "".join(
        f'<text{_ink(shown, shape)} x="{_n((shape.centre[0] + 0.5) * across)}%" '
        f'y="{_n((0.5 - shape.centre[1]) * down)}%">{escape(shape.words[0])}</text>'
        for shape in shown.shapes
        if shape.words
    )
    columns = "".join(
        f'<text x="{_n((place + 0.5) * across)}%" y="-{_GAP + 4}">{escape(name)}</text>'
        for place, name in enumerate(grid.columns)
    )
    title = f'<text x="50%" y="-{ABOVE - _GAP}">{escape(grid.title)}</text>'
    box = (-0.5, -0.5, float(len(grid.columns)), float(len(grid.rows)))
    edge = "" if grid.chosen is None else _edge(grid.chosen, len(grid.columns))
    body = _stretched(box, _shapes(shown) + edge) + hidden + cells + columns + title + _rows(grid.rows)
    return _framed(body, _left(grid.rows), above=ABOVE)


def _hatched(cell: Shape, across: float, down: float) -> str:
    """A cell by itself, outside what stretches: so its hatching is that of the legend."""
    x, y = (cell.centre[0] + 0.02) * across, (0.02 - cell.centre[1]) * down
    size = f'width="{_n(0.96 * across)}%" height="{_n(0.96 * down)}%"'
    return f'<rect class="dsw-hatched" x="{_n(x)}%" y="{_n(y)}%" {size}/>'


def _edge(row: int, across: int) -> str:
    """Around one row of a cross-table."""
    return f'<path class="dsw-chosen" d="M-.5,{row - 0.5}h{across}v1h-{across}z"/>'


def _rows(names: Sequence[str]) -> str:
    return "".join(
        f'<text class="dsw-beside-axis" x="-{_GAP}" y="{_n(100 * (place + 0.5) / len(names))}%">'
        f"{escape(name)}</text>"
        for place, name in enumerate(names)
    )


def _shapes(shown: Mosaic, unit: float = 1) -> str:
    """A path per step of colour."""
    layers = [
        (look(shown, step), [shape for shape in shown.shapes if shape.step == step and not shape.hidden])
        for step, _ in shown.steps
    ]
    if not shown.grid:
        layers.append(("dsw-hatched", [shape for shape in shown.shapes if shape.hidden]))
    layers.append(("dsw-chosen", [shape for shape in shown.shapes if shape.chosen]))
    return "".join(f'<path class="{kind}" d="{_path(shapes, unit)}"/>' for kind, shapes in layers if shapes)


def _ink(shown: Mosaic, shape: Shape) -> str:
    """The class of text on a step of colour; elsewhere it has the page's own ink."""
    if shape.hidden or not shape.step:
        return ""
    return f' class="dsw-on-ramp-{shown.scale.tone(shape.step)}"'


def _path(shapes: Iterable[Shape], unit: float) -> str:
    return "".join(_ring(ring, unit) for shape in shapes for ring in shape.rings)


def _ring(ring: Sequence[Point], unit: float) -> str:
    """In an SVG y runs down."""
    corners = [(x * unit, -y * unit) for x, y in ring]
    if len(corners) > _FEW_CORNERS:
        return f"M{_points(corners)}z"
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(corners)]
    return f"M{_points(corners[:1])}l{_points(steps)}z"


# ------------------------------------------------------------------------------------------------ moments


def _timeline(points: Sequence[TrendPoint], most: int, body: str) -> str:
    """Counts beside, months below, the last one always; on a phone there is room for every other one."""
    if not points:
        return ""
    top, counts = ceiling(most), counts_beside(most)
    beside = "".join(
        f'<line x1="0" x2="100%" y1="{(y := _n(100 - 100 * count / top))}%" y2="{y}%"/>'
        f'<text class="dsw-beside-axis" x="-{_GAP}" y="{y}%">{number(count)}</text>'
        for count in counts
    )
    months = "".join(
        f'<text{_BETWEEN if nth % 2 else ""} x="{_n(_across(points, place))}%" y="100%" dy="{_BELOW - _GAP}">'
        f"{escape(month_short(points[place].day))}</text>"
        for nth, place in enumerate(range(len(points))[:: -max(len(points) // _MONTHS, 1)])
    )
    left = _left([number(count) for count in counts])
    return _framed(beside + months, left, right=_RIGHT, below=_BELOW, over=body)


def _stretches(
    points: Sequence[TrendPoint], counts: Sequence[int | None], most: int
) -> Iterable[Sequence[Point]]:
    """The parts of a line without a break."""
    for known, stretch in groupby(enumerate(counts), lambda one: one[1] is not None):
        if known:
            yield [_placed(points, place, count or 0, most) for place, count in stretch]


def _placed(points: Sequence[TrendPoint], place: int, count: int, most: int) -> Point:
    """Where a count lies, in hundredths of the whole."""
    return _across(points, place), 100 - 100 * count / ceiling(most)


def _across(points: Sequence[TrendPoint], place: int) -> float:
    first, last = points[0].day, points[-1].day
    return 100 * (points[place].day - first).days / ((last - first).days or 1)


def _area(points: Sequence[TrendPoint], stacks: Sequence[Sequence[int]], place: int, most: int) -> str:
    """One part: a box that is cut to its shape, so that its hatching stays as it is."""
    upper, lower = (
        [_placed(points, day, stack[edge], most) for day, stack in enumerate(stacks)]
        for edge in (place + 1, place)
    )
    corners = ",".join(f"{_n(x)}% {_n(y)}%" for x, y in (*upper, *reversed(lower)))
    return f'<i class="dsw-{list(Segment)[place]}" style="clip-path:polygon({corners})"></i>'


# ------------------------------------------------------------------------------------------- what they share


def _framed(body: str, left: float, *, above: int = 0, right: int = 0, below: int = 0, over: str = "") -> str:
    """A drawing that fills what is left of the sketch, with room for the words around it."""
    edges = f"margin:{above}px {right}px {below}px {_n(left)}px"
    return f'<div class="dsw-sketch-frame" style="{edges}"><svg>{body}</svg>{over}</div>'


def _stretched(box: tuple[float, float, float, float], body: str) -> str:
    """Shapes that stretch both ways."""
    return f'<svg viewBox="{_numbers(box)}" preserveAspectRatio="none">{body}</svg>'


def _left(names: Sequence[str]) -> float:
    return max((room(name, _WORDS - 1) for name in names), default=0) + 1.5 * _GAP


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(map(_n, numbers))


def _n(value: float) -> str:
    """A number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
