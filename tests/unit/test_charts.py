"""Charts: every count that is in the answer, nothing from outside, colour never alone."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from dsw.charts import CHARTS, CONFIG, LEGENDS
from dsw.charts.moments import fill, hatch
from dsw.figures import FIGURES
from dsw.palette import DARK, LIGHT, Palette
from dsw.segments import Segment
from dsw.texts import label
from dsw.views import Selection, Shading
from tests import builders
from tests.builders import ANSWERS, OP

EVERY = [
    pytest.param(key, view, palette, id=f"{key}-{place}-{'licht' if palette is LIGHT else 'donker'}")
    for key in CHARTS
    for place, view in enumerate(ANSWERS[FIGURES[key].question])
    for palette in (LIGHT, DARK)
]
MAPS = ["tegels", "omtrek", "zeshoeken"]
TILES = {"tegels": Shading.COUNT, "tegels-per-100k": Shading.PER_100K, "tegels-dekking": Shading.COVERAGE}


def marks(figure: Any) -> Any:
    """The trace that answers to clicks."""
    return next(trace for trace in figure.data if trace.customdata is not None)


def shapes(figure: Any) -> list[Any]:
    """Everything that is drawn."""
    return list(figure.data)


def heavy(figure: Any) -> list[Any]:
    return [trace for trace in shapes(figure) if trace.line.width == 3]


def legend(key: str, view: Any) -> list[str]:
    """What stands above the chart."""
    return re.findall(r"</span>(.*?)</li>", LEGENDS[key](view))


@pytest.mark.parametrize(("key", "view", "palette"), EVERY)
def test_a_chart_is_light_dutch_and_needs_nothing_from_outside(key: str, view: Any, palette: Palette) -> None:
    figure = CHARTS[key](view, palette)
    layout = figure.layout.template.layout
    assert (layout.separators, layout.paper_bgcolor) == (",.", palette.paper)
    assert layout.font.family.startswith("'Atkinson Hyperlegible Next'")
    sent = figure.to_json()
    assert not re.search(r"https?:|\bgeo\b|mapbox", sent)
    assert len(sent) < 130_000
    assert all(trace["type"] == "scatter" for trace in json.loads(sent)["data"])
    assert layout.showlegend is False


@pytest.mark.parametrize(("key", "view", "palette"), EVERY)
def test_a_sealed_chart_says_the_same_and_no_longer_changes(key: str, view: Any, palette: Palette) -> None:
    figure = CHARTS[key](view, palette)
    before = figure.to_json(validate=False)
    figure.seal()
    figure.layout.height = 1_000
    assert figure.to_json(validate=False) == before


def test_every_chart_is_a_figure_with_a_sentence_and_a_table() -> None:
    assert set(CHARTS) <= set(FIGURES)


def test_there_are_no_buttons() -> None:
    assert CONFIG["displayModeBar"] is False


@pytest.mark.parametrize("key", MAPS)
def test_a_click_on_a_map_gives_a_region(key: str) -> None:
    view = builders.regions()
    rows = view.municipalities if key == "zeshoeken" else view.provinces
    trace = marks(CHARTS[key](view, LIGHT))
    assert list(trace.customdata) == [row.code for row in rows]
    assert trace.marker.opacity == 0.01
    assert len(trace.hovertext) == len(rows)


@pytest.mark.parametrize("key", ["tegels", "omtrek"])
def test_a_click_anywhere_in_a_province_gives_it(key: str) -> None:
    view = builders.regions()
    _, *grounds = (trace for trace in CHARTS[key](view, LIGHT).data if trace.customdata is not None)
    assert [set(trace.customdata) for trace in grounds] == [{row.code} for row in view.provinces]
    assert all(len(trace.x) > 5 and "ondertekenaar" in trace.hovertext for trace in grounds)


@pytest.mark.parametrize("key", ["secties-provincies", "doelgroepen-provincies"])
def test_the_row_of_the_chosen_province_has_an_edge(key: str) -> None:
    view = ANSWERS[FIGURES[key].question][0]
    column = (view.matrix if key == "secties-provincies" else view.presence).columns[0]
    chosen = replace(view, selection=Selection(OP, province=column))
    assert len(CHARTS[key](chosen, LIGHT).layout.shapes) == 1
    assert len(CHARTS[key](view, LIGHT).layout.shapes) == 0


@pytest.mark.parametrize("key", MAPS)
def test_a_map_explains_its_colours_in_words(key: str) -> None:
    names = legend(key, builders.regions())
    assert names[0] == "nog niemand"
    assert names[-1].endswith("of meer") or names[-1].startswith("aantal weggelaten")


def test_nobody_is_paper_with_an_outline() -> None:
    figure = CHARTS["tegels"](builders.empty_regions(), LIGHT)
    assert [trace.fillcolor for trace in shapes(figure) if trace.fill and trace.x] == [LIGHT.nobody]
    assert figure.data[0].line.color == LIGHT.outline


@pytest.mark.parametrize("key", MAPS)
def test_the_chosen_province_has_a_heavy_edge(key: str) -> None:
    chosen = builders.regions(Selection(OP, province="PV26"))
    assert len(heavy(CHARTS[key](chosen, LIGHT))) == 1
    assert heavy(CHARTS[key](builders.regions(), LIGHT)) == []


def test_shadings_show_their_own_number() -> None:
    view = builders.regions()
    said = {
        shading: dict(zip(trace.customdata, trace.text, strict=True))["PV26"]
        for key, shading in TILES.items()
        for trace in [marks(CHARTS[key](view, LIGHT))]
    }
    assert said[Shading.COUNT] == "UT<br><b>84</b>"
    assert said[Shading.PER_100K] == "UT<br><b>6,0</b>"
    assert said[Shading.COVERAGE] == "UT<br><b>73%</b>"


def test_a_protected_municipality_is_hatched_not_empty() -> None:
    figure = CHARTS["zeshoeken"](builders.regions(), LIGHT)
    hatched = [trace for trace in shapes(figure) if trace.fillpattern.shape]
    assert len(hatched) == 1
    trace = marks(figure)
    place = list(trace.customdata).index("GM0344")
    assert trace.hovertext[place] == "<b>Utrecht</b> (Utrecht)<br>1+ ondertekenaars"


@pytest.mark.parametrize("key", ["secties-provincies", "doelgroepen-provincies"])
def test_cells_hold_their_counts(key: str) -> None:
    view = ANSWERS[FIGURES[key].question][0]
    matrix = view.matrix if key == "secties-provincies" else view.presence
    trace = marks(CHARTS[key](view, LIGHT))
    cells = [cell for row in matrix.cells for cell in row]
    shown = [f"{cell.count}+" if cell.hidden else str(cell.count or "") for cell in cells]
    assert list(trace.text) == shown
    assert sum(words.endswith("+") for words in trace.text) == matrix.hidden_cells


def test_lines_differ_in_more_than_colour() -> None:
    lines = CHARTS["ondertekenaars-verloop"](builders.trend(), LIGHT).data
    assert len({line.line.dash for line in lines}) == len({line.marker.symbol for line in lines}) == 3
    assert lines[0].hovertext[-1] == "23 november 2026<br>612 samen"


def test_statuses_add_up_to_the_pledges() -> None:
    view = builders.trend()
    areas = [trace for trace in shapes(CHARTS["statussen-verloop"](view, LIGHT)) if trace.stackgroup]
    assert [sum(area.y[-1] for area in areas)] == [view.points[-1].tally.total]
    assert legend("statussen-verloop", view) == [label(segment) for segment in Segment]


def test_months_are_dutch() -> None:
    assert "mrt 2026" in CHARTS["statussen-verloop"](builders.trend(), LIGHT).layout.xaxis.ticktext


def test_only_what_stands_still_or_is_unknown_is_hatched() -> None:
    hatched = [segment for segment in Segment if hatch(segment, LIGHT)["shape"]]
    assert hatched == [Segment.STUCK, Segment.NEVER]
    assert len({fill(segment, LIGHT) for segment in Segment}) == len(Segment)
