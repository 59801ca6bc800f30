"""How every chart looks: letters, colours, margins and nothing that is not needed."""

from functools import cache
from typing import Any

import orjson
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from dsw.palette import Palette
from dsw.pictures.canvas import FONT

#: For ``st.plotly_chart(config=...)``: no buttons, no zooming by accident while scrolling.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}

HIDDEN_AXIS: dict[str, Any] = {"visible": False, "fixedrange": True}


class Chart(go.Figure):  # type: ignore[misc] # Plotly ships no types
    """A chart that can be sealed when it is done: written down once, however many look at it."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self._sealed: dict[str, Any] | None = None

    def seal(self) -> None:
        """Write it down; what changes later no longer shows."""
        whole = super().to_dict()
        traces = [_written(trace) for trace in whole["data"]]
        self._sealed = {"data": traces, "layout": _written(whole["layout"])}

    def to_dict(self) -> dict[str, Any]:
        """All of it as dictionaries and lists; once it is sealed, as what only has to be put together."""
        return self._sealed or super().to_dict()


def _written(part: dict[str, Any]) -> dict[str, Any]:
    return {name: orjson.Fragment(to_json_plotly(value)) for name, value in part.items()}


def blank(palette: Palette, height: int) -> Chart:
    """A chart with nothing in it yet.

    Args:
        palette: light or dark.
        height: in pixels; the width is that of the page.
    """
    return Chart(layout={"template": template(palette), "height": height})


@cache
def template(palette: Palette) -> go.layout.Template:
    """The one template, in the colours of a palette."""
    axis = {
        "gridcolor": palette.rule,
        "linecolor": palette.rule,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": palette.quiet, "size": 14},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 15, "color": palette.ink},
            "paper_bgcolor": palette.paper,
            "plot_bgcolor": palette.paper,
            "separators": ",.",
            "margin": {"l": 0, "r": 0, "t": 8, "b": 8},
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.outline,
                "font": {"family": FONT, "size": 15, "color": palette.ink},
                "align": "left",
            },
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
        }
    )
