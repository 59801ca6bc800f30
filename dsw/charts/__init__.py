"""Charts to explore, in Plotly: one template, light and dark, nothing fetched from elsewhere.

Colour is never alone: cells hold their counts, what is unknown is hatched, lines differ in dash and mark. A
chart takes the answer object and a palette; words around it come from ``dsw.figures``.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from dsw.charts import mosaic
from dsw.charts.legends import mosaic_legend, signatories_legend, statuses_legend
from dsw.charts.moments import (
    HEIGHT_OF_LINES,
    HEIGHT_OF_STACK,
    signatories_over_time,
    statuses_over_time,
)
from dsw.charts.mosaic import Mosaic
from dsw.charts.mosaics import mosaic_chart
from dsw.charts.sketches import HATCHING, mosaic_sketch, signatories_sketch, statuses_sketch
from dsw.charts.template import CONFIG, Chart
from dsw.palette import Palette
from dsw.views import Shading

_MOSAICS: Mapping[str, Callable[[Any], Mosaic]] = MappingProxyType(
    {
        "tegels": partial(mosaic.tiles, shading=Shading.COUNT),
        "tegels-per-100k": partial(mosaic.tiles, shading=Shading.PER_100K),
        "tegels-dekking": partial(mosaic.tiles, shading=Shading.COVERAGE),
        "omtrek": partial(mosaic.outlines, shading=Shading.COUNT),
        "omtrek-per-100k": partial(mosaic.outlines, shading=Shading.PER_100K),
        "omtrek-dekking": partial(mosaic.outlines, shading=Shading.COVERAGE),
        "zeshoeken": mosaic.hexagons,
        "secties-provincies": mosaic.section_province,
        "doelgroepen-provincies": mosaic.presence,
    }
)


def _chart(make: Callable[[Any], Mosaic], view: Any, palette: Palette) -> Chart:
    return mosaic_chart(make(view), palette)


def _legend(make: Callable[[Any], Mosaic], view: Any) -> str:
    return mosaic_legend(make(view))


def _sketch(make: Callable[[Any], Mosaic], view: Any) -> str:
    return mosaic_sketch(make(view))


#: The chart of each figure that has one, by the figure's key. Takes the figure's answer object.
CHARTS: Mapping[str, Callable[[Any, Palette], Chart]] = MappingProxyType(
    {
        **{key: partial(_chart, make) for key, make in _MOSAICS.items()},
        "ondertekenaars-verloop": signatories_over_time,
        "statussen-verloop": statuses_over_time,
    }
)
#: The sketch that stands where a chart will come. Takes the same answer object.
SKETCHES: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        **{key: partial(_sketch, make) for key, make in _MOSAICS.items()},
        "ondertekenaars-verloop": partial(signatories_sketch, height=HEIGHT_OF_LINES),
        "statussen-verloop": partial(statuses_sketch, height=HEIGHT_OF_STACK),
    }
)
#: What stands above it, to read its colours by. Takes the same answer object.
LEGENDS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        **{key: partial(_legend, make) for key, make in _MOSAICS.items()},
        "ondertekenaars-verloop": lambda _view: signatories_legend(),
        "statussen-verloop": lambda _view: statuses_legend(),
    }
)

__all__ = ["CHARTS", "CONFIG", "HATCHING", "LEGENDS", "SKETCHES", "Chart"]
