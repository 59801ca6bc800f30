"""Charts to explore, in Plotly: one template, light and dark, nothing fetched from elsewhere.

Colour is never alone: cells hold their counts, what is unknown is hatched, lines differ in dash and mark. A
chart takes the answer object and a palette; words around it come from ``dsw.figures``.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from dsw.charts.moments import signatories_over_time, statuses_over_time
from dsw.charts.mosaics import (
    municipality_hexagons,
    presence_heatmap,
    province_outlines,
    province_tiles,
    section_province_heatmap,
)
from dsw.charts.template import CONFIG
from dsw.palette import Palette
from dsw.views import Shading

#: The chart of each figure that has one, by the figure's key. Takes the figure's answer object.
CHARTS: Mapping[str, Callable[[Any, Palette], go.Figure]] = MappingProxyType(
    {
        "tegels": partial(province_tiles, shading=Shading.COUNT),
        "tegels-per-100k": partial(province_tiles, shading=Shading.PER_100K),
        "tegels-dekking": partial(province_tiles, shading=Shading.COVERAGE),
        "omtrek": partial(province_outlines, shading=Shading.COUNT),
        "omtrek-per-100k": partial(province_outlines, shading=Shading.PER_100K),
        "omtrek-dekking": partial(province_outlines, shading=Shading.COVERAGE),
        "zeshoeken": municipality_hexagons,
        "secties-provincies": section_province_heatmap,
        "doelgroepen-provincies": presence_heatmap,
        "ondertekenaars-verloop": signatories_over_time,
        "statussen-verloop": statuses_over_time,
    }
)

__all__ = [
    "CHARTS",
    "CONFIG",
    "municipality_hexagons",
    "presence_heatmap",
    "province_outlines",
    "province_tiles",
    "section_province_heatmap",
    "signatories_over_time",
    "statuses_over_time",
]
