"""Numbers over time: lines of signatories, and statuses stacked on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from dsw.pictures import bars
from dsw.pictures.canvas import Canvas, Point
from dsw.pictures.frame import MARGIN
from dsw.segments import segments
from dsw.shades import round_up
from dsw.texts import month, number, plural, text
from dsw.views import HeadCount, TrendPoint, TrendView

_HEIGHT = 340
_LEFT = MARGIN + 60
_RIGHT = 170
_LABELS = 6


class _Axes:
    """Where days and counts fall on the sheet."""

    def __init__(self, canvas: Canvas, top: float, days: Sequence[date], most: int) -> None:
        self.first, self.last = days[0], days[-1]
        self.top, self.bottom = top, top + _HEIGHT
        self.width = canvas.width - MARGIN - _RIGHT - _LEFT
        apart = round_up(max(most, 4) / 5)
        self.ceiling = -(-max(most, 4) // apart) * apart
        for step in range(round(self.ceiling / apart) + 1):
            count = int(apart * step)
            canvas.rule(_LEFT, self.y(count), self.width)
            canvas.words(
                _LEFT - 10, self.y(count) + 5, number(count), size=13, anchor="end", fill=canvas.palette.quiet
            )
        for day in days[:: max(len(days) // _LABELS, 1)]:
            canvas.words(
                self.x(day), self.bottom + 24, month(day), size=13, anchor="middle", fill=canvas.palette.quiet
            )

    def x(self, day: date) -> float:
        """How far from the left a day lies."""
        span = (self.last - self.first).days or 1
        return _LEFT + self.width * (day - self.first).days / span

    def y(self, count: float) -> float:
        """How far from the top a count lies."""
        return self.bottom - _HEIGHT * count / self.ceiling


def signatories(canvas: Canvas, top: float, view: TrendView) -> float:
    """A line for all, one for organisations, one for persons; each is named at its end."""
    points = view.points
    if not points:
        return _nothing(canvas, top)
    axes = _Axes(
        canvas, top + 10, [point.day for point in points], max(point.signatories for point in points)
    )
    palette, heads = canvas.palette, [point.heads for point in points]
    lines = [
        _Line("samen", palette.accent, "none", [shown(one, one.total) for one in heads]),
        _Line("organisaties", palette.busy, "9 4", [one.organisations for one in heads]),
        _Line("personen", palette.stopped, "2 4", [shown(one, one.persons) for one in heads]),
    ]
    known = [line for line in lines if line.last is not None]
    ends = _apart([axes.y(line.last or 0) for line in known])
    for line, end in zip(known, ends, strict=True):
        for path in line.paths(axes, [point.day for point in points]):
            canvas.curve(path, line.colour, dash=line.dash)
        canvas.dot(*path[-1], 4, line.colour)
        words = plural(f"verloop.{line.key}", line.last or 0)
        canvas.words(path[-1][0] + 12, end + 5, words, size=15, fill=line.colour, bold=True)
    return axes.bottom + 34


def shown(heads: HeadCount, count: int) -> int | None:
    """A count of these people that holds persons; None where persons are left out."""
    return None if heads.hidden_persons else count


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through counts; broken where there is none."""

    key: str
    colour: str
    dash: str
    counts: Sequence[int | None]

    @property
    def last(self) -> int | None:
        """The last count there is."""
        return next((count for count in reversed(self.counts) if count is not None), None)

    def paths(self, axes: _Axes, days: Sequence[date]) -> list[list[Point]]:
        """The stretches without a break, as points on the sheet."""
        stretches: list[list[Point]] = []
        before = None
        for day, count in zip(days, self.counts, strict=True):
            if count is not None:
                if before is None:
                    stretches.append([])
                stretches[-1].append((axes.x(day), axes.y(count)))
            before = count
        return stretches


def statuses(canvas: Canvas, top: float, view: TrendView) -> float:
    """The six parts stacked over time, with the legend above."""
    points = view.points
    if not points:
        return _nothing(canvas, top)
    y = bars.legend(canvas, top) + 10
    axes = _Axes(canvas, y, [point.day for point in points], max(point.tally.total for point in points))
    if len(points) > 1:
        stacks = _stacks(points)
        for place, (fill, stroke, _) in enumerate(bars.fills(canvas.palette).values()):
            upper = [
                (axes.x(point.day), axes.y(stack[place + 1]))
                for point, stack in zip(points, stacks, strict=True)
            ]
            lower = [
                (axes.x(point.day), axes.y(stack[place])) for point, stack in zip(points, stacks, strict=True)
            ]
            canvas.polygon(
                [[*upper, *reversed(lower)]], fill, canvas.palette.paper if stroke == "none" else stroke
            )
    last = points[-1].tally
    for place, words in enumerate(bars.bar_words(last)):
        canvas.words(
            _LEFT + axes.width + 12, axes.y(last.total) + 12 + 22 * place, words, size=15, bold=place == 0
        )
    return axes.bottom + 34


def _stacks(points: Sequence[TrendPoint]) -> list[list[int]]:
    """For each day the running sum of the six parts, from 0 up to all."""
    return [[0, *accumulate(count for _, count in segments(point.tally))] for point in points]


def _apart(ends: Sequence[float], least: float = 20) -> list[float]:
    """Heights of labels at the ends of lines, moved so that none covers another."""
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    placed = list(ends)
    for upper, lower in pairwise(order):
        placed[lower] = max(placed[lower], placed[upper] + least)
    return placed


def _nothing(canvas: Canvas, top: float) -> float:
    return canvas.paragraph(MARGIN, top, text("tabel.leeg"), 600, fill=canvas.palette.quiet)
