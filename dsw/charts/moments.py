"""Charts about time: signatories and statuses."""

from datetime import date
from typing import Any

import plotly.graph_objects as go

from dsw.charts.scale import ceiling, counts_beside
from dsw.charts.template import Chart, blank
from dsw.palette import Palette
from dsw.pictures.timeline import shown
from dsw.segments import Segment, segments
from dsw.texts import label, month_short, plural, text
from dsw.views import TrendView

#: How high the charts are (pixels).
HEIGHT_OF_LINES, HEIGHT_OF_STACK = 340, 380
_TICKS = 4


def signatories_over_time(view: TrendView, palette: Palette) -> Chart:
    """A line for all, one for organisations, one for persons; they differ in dash and mark too.

    Where persons are left out the lines that count them are broken: the rest would look like a fall.
    """
    points, figure = view.points, blank(palette, HEIGHT_OF_LINES)
    days = [point.day for point in points]
    heads = [point.heads for point in points]
    lines = (
        ("samen", palette.accent, "solid", "circle", [shown(one, one.total) for one in heads]),
        ("organisaties", palette.busy, "dash", "square", [one.organisations for one in heads]),
        ("personen", palette.stopped, "dot", "diamond", [shown(one, one.persons) for one in heads]),
    )
    for key, colour, dash, symbol, counts in lines:
        figure.add_trace(
            go.Scatter(
                x=days,
                y=counts,
                mode="lines+markers",
                name=text(f"lijn.{key}"),
                line={"color": colour, "width": 3, "dash": dash},
                marker={"symbol": symbol, "size": 8},
                cliponaxis=False,
                hovertext=[
                    "" if count is None else text("zweef.dag", dag=when, wat=plural(f"verloop.{key}", count))
                    for when, count in zip(days, counts, strict=True)
                ],
                hoverinfo="text",
            )
        )
    return _over_time(figure, days, max((point.signatories for point in points), default=0))


def statuses_over_time(view: TrendView, palette: Palette) -> Chart:
    """The six parts stacked over time; what stands still and what we never heard of is hatched."""
    figure = blank(palette, HEIGHT_OF_STACK)
    days = [point.day for point in view.points]
    columns = [segments(point.tally) for point in view.points]
    for place, segment in enumerate(Segment):
        counts = [parts[place][1] for parts in columns]
        colour, pattern = fill(segment, palette), hatch(segment, palette)
        figure.add_trace(
            go.Scatter(
                x=days,
                y=counts,
                stackgroup="alle",
                mode="lines",
                line={"color": _edge(segment, palette), "width": 1},
                fillcolor=colour,
                fillpattern=pattern,
                hovertext=[_told(when, segment, count) for when, count in zip(days, counts, strict=True)],
                hoverinfo="text",
            )
        )
    return _over_time(figure, days, max((point.tally.total for point in view.points), default=0))


def fill(segment: Segment, palette: Palette) -> str:
    """The colour of a part of a bar."""
    return {
        Segment.DONE: palette.done,
        Segment.BUSY: palette.busy,
        Segment.STUCK: palette.stuck,
        Segment.STOPPED: palette.stopped,
        Segment.NOT_STARTED: palette.not_started,
        Segment.NEVER: palette.never,
    }[segment]


def hatch(segment: Segment, palette: Palette) -> dict[str, Any]:
    """The hatching of a part of a bar: only of what stands still, and of what we never heard of."""
    if segment is Segment.STUCK:
        return {
            "shape": "\\",
            "fgcolor": palette.stuck_hatch,
            "bgcolor": palette.stuck,
            "size": 6,
            "solidity": 0.25,
        }
    if segment is Segment.NEVER:
        return {
            "shape": "/",
            "fgcolor": palette.never_hatch,
            "bgcolor": palette.never,
            "size": 8,
            "solidity": 0.18,
        }
    return {"shape": ""}


def _edge(segment: Segment, palette: Palette) -> str:
    pale = segment in (Segment.STUCK, Segment.NOT_STARTED, Segment.NEVER)
    return palette.outline if pale else palette.paper


def _told(when: date, segment: Segment, count: int) -> str:
    return text("zweef.dag", dag=when, wat=text("balk.deel", n=count, segment=label(segment)))


def _over_time(figure: Chart, days: list[date], most: int) -> Chart:
    """Dutch months below, the last one always; the sketch's counts beside."""
    ticks = days[:: -max(len(days) // _TICKS, 1)]
    figure.update_xaxes(
        type="date",
        tickvals=ticks,
        ticktext=[month_short(when) for when in ticks],
        showgrid=False,
        tickangle=0,
    )
    if len(days) > 1:
        figure.update_xaxes(range=[days[0], days[-1]])
    counts = counts_beside(most)
    figure.update_yaxes(range=[0, ceiling(most)], tickformat=",d", tickvals=counts, ticklabelstandoff=8)
    figure.update_layout(margin={"r": 32})
    return figure
