"""Sketches: light, in the stylesheet's colours, hidden from who listens, with their chart's own numbers."""

import gzip
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from dsw.charts import CHARTS, LEGENDS, SKETCHES
from dsw.figures import FIGURES, figure
from dsw.palette import LIGHT
from dsw.segments import Segment, segments
from dsw.settings import ROOT
from dsw.views import Selection, TrendView
from tests import builders
from tests.builders import ANSWERS, OP, tally

EVERY = [
    pytest.param(key, view, id=f"{key}-{place}")
    for key in SKETCHES
    for place, view in enumerate(ANSWERS[FIGURES[key].question])
]
MOSAICS = [param for param in EVERY if "verloop" not in param.values[0]]
#: The largest chart takes ten times this to send.
BYTES, PACKED = 26_000, 8_000
#: What stretches lies in hundredths of the whole; the highest count stands a little below the top.
CEILING = 1.05


def parsed(key: str, view: Any) -> ET.Element:
    """A sketch; it is well-formed, or this fails."""
    return ET.fromstring(SKETCHES[key](view))


def classes(root: ET.Element) -> set[str]:
    return {name for node in root.iter() for name in node.get("class", "").split()}


def words(root: ET.Element) -> list[str]:
    """What stands inside the shapes, a text each: no headings, no axes."""
    texts = [
        node
        for node in root.iter("text")
        if node.get("class") != "dsw-beside-axis" and not node.get("y", "").startswith("-")
    ]
    return [" ".join(part.strip() for part in node.itertext()) for node in texts]


def marked(key: str, view: Any) -> list[str]:
    """What the chart writes inside its shapes."""
    trace = next(one for one in CHARTS[key](view, LIGHT).data if one.customdata is not None)
    return [re.sub(r"<br>", " ", re.sub(r"</?b>", "", said)) for said in trace.text if said]


@pytest.mark.parametrize(("key", "view"), EVERY)
def test_a_sketch_is_light(key: str, view: Any) -> None:
    sent = SKETCHES[key](view).encode()
    assert len(sent) < BYTES
    assert len(gzip.compress(sent)) < PACKED


@pytest.mark.parametrize(("key", "view"), EVERY)
def test_a_sketch_takes_its_colours_from_the_stylesheet(key: str, view: Any) -> None:
    sent, root = SKETCHES[key](view), parsed(key, view)
    assert not re.search(r"#|rgb|hsl|color|\b(?:fill|stroke|font)[-\w]*=", sent)
    styles = {part.split(":")[0] for node in root.iter() for part in node.get("style", "").split(";") if part}
    assert styles <= {"--h", "margin", "clip-path"}
    sheet = (ROOT / "dsw/screen/static/kader.css").read_text(encoding="utf-8")
    assert {name for name in classes(root) if f".{name}" not in sheet} == set()


@pytest.mark.parametrize(("key", "view"), EVERY)
def test_a_sketch_is_hidden_from_who_listens_and_its_words_stand_beside_it(key: str, view: Any) -> None:
    root, shown = parsed(key, view), figure(key, view)
    assert root.get("aria-hidden") == "true"
    assert {node.tag for node in root.iter()} & {"a", "button", "input", "img", "script", "style"} == set()
    assert [node for node in root.iter() if node.get("id") or node.get("tabindex")] == []
    assert shown.sentence
    assert shown.table.columns


@pytest.mark.parametrize(("key", "view"), MOSAICS)
def test_the_legend_has_the_looks_of_the_sketch(key: str, view: Any) -> None:
    looks = {path.get("class", "") for path in parsed(key, view).iter() if path.tag in ("path", "rect")}
    told = set(re.findall(r'dsw-swatch ([^"]+)"', LEGENDS[key](view)))
    assert looks - {"dsw-chosen"} <= told
    assert ("dsw-hatched" in looks) == ("dsw-hatched" in told)


@pytest.mark.parametrize("key", SKETCHES)
def test_every_chart_has_a_sketch_of_its_own_height(key: str) -> None:
    assert set(SKETCHES) == set(CHARTS) == set(LEGENDS)
    view = ANSWERS[FIGURES[key].question][0]
    assert parsed(key, view).get("style") == f"--h:{CHARTS[key](view, LIGHT).layout.height}px"


@pytest.mark.parametrize(("key", "view"), MOSAICS)
def test_a_mosaic_says_the_numbers_of_its_chart(key: str, view: Any) -> None:
    assert words(parsed(key, view)) == marked(key, view)


@pytest.mark.parametrize(("key", "view"), MOSAICS)
def test_a_mosaic_has_the_shapes_of_its_chart(key: str, view: Any) -> None:
    root, chart = parsed(key, view), CHARTS[key](view, LIGHT)
    drawn = sum(
        len(re.findall("M", path.get("d", "")))
        for path in root.iter("path")
        if "chosen" not in path.get("class", "")
    )
    drawn += len([cell for cell in root.iter("rect") if cell.get("class") == "dsw-hatched"])
    filled = [trace for trace in chart.data if trace.fill == "toself" and trace.line.width != 3]
    assert drawn == sum(list(trace.x).count(None) for trace in filled)


def test_a_chosen_region_has_a_heavy_edge() -> None:
    chosen = builders.regions(Selection(OP, province="PV26"))
    for key in ("tegels", "omtrek", "zeshoeken", "secties-provincies"):
        assert "dsw-chosen" in classes(parsed(key, chosen))
        assert "dsw-chosen" not in classes(parsed(key, builders.regions()))


def lines(view: TrendView) -> dict[str, list[list[float]]]:
    """The counts each line stands for, a list per stretch, read back from how high its points lie."""
    found: dict[str, list[list[float]]] = {}
    most = max(point.signatories for point in view.points)
    for line in parsed("ondertekenaars-verloop", view).iter("polyline"):
        heights = [float(point.split(",")[1]) for point in line.get("points", "").split()]
        counts = [(100 - height) / 100 * most * CEILING for height in heights]
        found.setdefault(line.get("class", "").removeprefix("dsw-line-"), []).append(counts)
    return found


def test_the_lines_of_signatories_are_those_of_the_answer() -> None:
    view = builders.trend()
    found = lines(view)
    assert {key: len(stretches) for key, stretches in found.items()} == {
        "samen": 1,
        "organisaties": 1,
        "personen": 1,
    }
    for key, wanted in (
        ("samen", [point.signatories for point in view.points]),
        ("organisaties", [point.organisations for point in view.points]),
        ("personen", [point.heads.persons for point in view.points]),
    ):
        assert found[key][0] == pytest.approx(wanted, abs=0.1)


def test_lines_that_count_persons_are_broken_where_these_are_left_out() -> None:
    view = builders.trend()
    points = [
        replace(point, signatories=point.organisations, tally=tally(1, 2, hidden=True))
        if place == 9
        else point
        for place, point in enumerate(view.points)
    ]
    found = lines(replace(view, points=tuple(points)))
    after = len(points) - 10
    assert {key: [len(stretch) for stretch in stretches] for key, stretches in found.items()} == {
        "samen": [9, after],
        "organisaties": [len(points)],
        "personen": [9, after],
    }


def test_the_stacked_parts_are_those_of_the_answer() -> None:
    view = builders.trend()
    root, most = parsed("statussen-verloop", view), max(point.tally.total for point in view.points)
    found = {}
    for part in root.iter("i"):
        corners = re.findall(r"[\d.]+% ([\d.]+)%", part.get("style", ""))
        heights = [(100 - float(y)) / 100 * most * CEILING for y in corners]
        upper, lower = heights[: len(view.points)], heights[: len(view.points) - 1 : -1]
        found[part.get("class", "")] = [high - low for high, low in zip(upper, lower, strict=True)]
    for place, segment in enumerate(Segment):
        wanted = [segments(point.tally)[place][1] for point in view.points]
        assert found[f"dsw-{segment}"] == pytest.approx(wanted, abs=0.4)
