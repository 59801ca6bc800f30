"""Blocks of HTML and pictures: whole, escaped, readable without seeing, never colour alone."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from dsw import drawings
from dsw.domain import Status
from dsw.drawings.links import page_address
from dsw.drawings.moments import flow_facts, up_and_down
from dsw.errors import DataError, RequestError
from dsw.figures import FIGURES, Figure, figure, parameters
from dsw.palette import DARK, LIGHT, contrast
from dsw.pictures import bars, framed
from dsw.pictures.canvas import HIDDEN, NEVER, STUCK, Canvas
from dsw.pictures.maps import inside, label_point
from dsw.queries import QUESTIONS, read_request
from dsw.regions import load_regions
from dsw.segments import Segment, segments
from dsw.sentences import Fact, Headline, headline
from dsw.shades import coverage_scale, density_scale, even_scale, growing_scale
from dsw.tables import Column, Table
from dsw.texts import day_short
from dsw.views import Changes, Flow, HeadCount, Selection, Tally
from tests import builders
from tests.builders import ANSWERS, NASTY, OP, STAMP, WHOLE, tally

PICTURES = [
    pytest.param(recipe, view, id=f"{recipe.key}-{place}")
    for recipe in FIGURES.values()
    if recipe.draw is not None
    for place, view in enumerate(ANSWERS[recipe.question])
]
SVG = "{http://www.w3.org/2000/svg}"
VOID = {"br", "img"}
TABLE = Table("x", (Column("y"),), ())


class Html(HTMLParser):
    """Reads HTML and refuses tags that do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def blocks() -> dict[str, str]:
    """Every block of every page, in full and empty."""
    province = builders.regions(Selection(OP, province="PV26"))
    return {
        "opening": drawings.headline_html(headline(builders.overview()), NASTY, "#tabel-secties"),
        "secties": drawings.figure_html(
            figure("secties", builders.overview()), drawings.section_rows_html(builders.overview())
        ),
        "leeg": drawings.section_rows_html(builders.empty_overview()),
        "acties": drawings.sections_html(builders.sections()),
        "geen acties": drawings.sections_html(builders.empty_sections()),
        "actie": drawings.action_html(builders.action()),
        "lege actie": drawings.action_html(builders.empty_action()),
        "doelgroepen": drawings.group_rows_html(builders.groups()),
        "regio": drawings.region_html(province),
        "geen regio": drawings.region_html(builders.regions()),
        "namen": drawings.cards_html(builders.directory()),
        "geen namen": drawings.cards_html(builders.empty_directory()),
        "toen en nu": drawings.comparison_rows_html(builders.trend()),
        "verschillen": drawings.differences_html(builders.trend()),
        "geen verschillen": drawings.differences_html(builders.empty_trend()),
        "nieuw": drawings.newcomers_html(builders.trend()),
        "niemand nieuw": drawings.newcomers_html(builders.empty_trend()),
        "feiten": drawings.facts_html([Fact(NASTY, NASTY, ("/secties", "actie", NASTY))], WHOLE),
        "kop": drawings.figure_head_html(figure("zeshoeken", builders.regions()), drawings.legend_html()),
        "voet": drawings.figure_foot_html(figure("omtrek", builders.regions())),
        "naast elkaar": drawings.columns_html("<p>a</p>", "<p>b</p>"),
    }


# -------------------------------------------------------------------------------------------- figures


def test_a_figure_without_its_sentence_does_not_exist() -> None:
    for title, sentence in (("", "Zin."), ("Kop", " ")):
        with pytest.raises(DataError, match=r"figuur\.zonder_zin"):
            Figure("x", title, sentence, TABLE, STAMP)


def test_a_figure_without_its_table_does_not_exist() -> None:
    with pytest.raises(DataError, match=r"figuur\.zonder_tabel"):
        Figure("x", "Kop", "Zin.", None, STAMP)  # type: ignore[arg-type]  # that is what is refused


def test_every_figure_asks_a_question_that_exists() -> None:
    assert {recipe.question for recipe in FIGURES.values()} == set(QUESTIONS)


def test_every_figure_has_a_heading_of_its_own() -> None:
    titles = [
        figure(key, ANSWERS[recipe.question][0]).title
        for key, recipe in FIGURES.items()
        if key != "provincie"
    ]
    assert len(set(titles)) == len(titles)


def test_an_unknown_figure_is_a_wrong_address() -> None:
    with pytest.raises(RequestError, match=r"figuur\.onbekend"):
        figure("staafdiagram", builders.overview())


def test_a_list_of_names_has_no_picture() -> None:
    shown = figure("ondertekenaars", builders.directory())
    assert shown.svg_address is None
    assert ".svg" not in drawings.figure_foot_html(shown)
    with pytest.raises(RequestError, match=r"figuur\.geen_plaatje"):
        FIGURES["ondertekenaars"].svg(builders.directory())


@pytest.mark.parametrize(
    "view",
    [
        builders.overview(selection=Selection(OP, 3, 4, "PV29")),
        builders.action(),
        builders.trend(),
        replace(builders.directory("zorg & co"), page=2),
    ],
)
def test_a_download_asks_for_the_very_same_answer(view: Any) -> None:
    request, wrong = read_request(parameters(view), OP)
    assert wrong == ()
    assert request.selection == view.selection
    assert request.action == getattr(view, "code", None)
    assert request.text == getattr(view, "text", "")
    assert request.page == getattr(view, "page", 1)
    assert not hasattr(view, "since") or request.since == view.since


def test_a_download_stays_at_its_day() -> None:
    assert figure("secties", builders.overview()).csv_address == "/download/secties.csv?op=2026-11-23"


# ----------------------------------------------------------------------------------------------- HTML


@pytest.mark.parametrize(("name", "html"), blocks().items(), ids=blocks())
def test_a_block_is_whole_and_safe(name: str, html: str) -> None:
    read = Html(html)
    assert not {"script", "svg", "style", "iframe"} & {tag for tag, _ in read.tags}
    assert not [attrs for _, attrs in read.tags if any(key.startswith("on") for key in attrs)]
    assert all(re.match(r"(/|#|https?://)", attrs["href"] or "") for attrs in read.all("a"))
    assert all(attrs.get("class", "").startswith("dsw-") for _, attrs in read.tags if attrs.get("class"))


def test_hostile_words_come_out_as_words() -> None:
    html = drawings.action_html(builders.action())
    assert "".join(Html(html).said).count(NASTY) == 4
    assert "javascript:" not in html


def test_the_answer_is_the_heading() -> None:
    html = drawings.headline_html(Headline("In ", "187 <gemeenten>", " doet iemand mee."), "Meer.")
    assert html == (
        '<div class="dsw-opening"><h1 class="dsw-answer">In '
        '<span class="dsw-accent">187 &lt;gemeenten&gt;</span>'
        ' doet iemand mee.</h1><p class="dsw-meta">Meer.</p></div>'
    )


def test_under_every_figure_stands_all_that_must() -> None:
    shown = figure("secties", builders.overview())
    html = drawings.figure_html(shown, "<p>balken</p>")
    for part in (shown.title, shown.sentence, "Stand op 23 november 2026", "14.05 uur", "Bron: het register"):
        assert part in html
    read = Html(html)
    assert [attrs["href"] for attrs in read.all("a")] == [
        shown.csv_address,
        shown.xlsx_address,
        shown.svg_address,
    ]
    assert read.all("details")[0]["id"] == "tabel-secties"
    assert read.all("section")[0]["aria-labelledby"] == read.all("h2")[0]["id"]


def test_example_data_and_credit_are_told() -> None:
    shown = figure("omtrek", replace(builders.regions(), stamp=replace(STAMP, demo=True)))
    html = drawings.figure_foot_html(shown)
    assert "Dit zijn voorbeeldgegevens." in html
    assert "MapSVG (CC BY 4.0)" in html
    assert "nog geen gegevens" in drawings.figure_foot_html(figure("secties", builders.empty_overview()))


def test_protected_counts_bring_their_note() -> None:
    assert "Een + betekent" in drawings.figure_foot_html(figure("doelgroepen", builders.groups()))
    assert "25+ ondertekenaars" in drawings.group_rows_html(builders.groups())


def test_a_region_is_complete_only_where_we_can_tell() -> None:
    view = builders.regions(Selection(OP, province="PV26"))
    assert view.detail is not None
    nothing = replace(view.detail, missing_groups=(), empty_municipalities=())
    complete = drawings.region_html(replace(view, detail=nothing))
    unsure = drawings.region_html(replace(view, detail=replace(nothing, unsure=True)))
    assert "Elke doelgroep en elke gemeente doet hier mee." in complete
    assert "Elke doelgroep" not in unsure
    assert "laten we niet zien of er iemand is" in unsure


def test_a_section_tells_of_its_own_group_unless_another_was_chosen() -> None:
    other, own = (drawings.sections_html(builders.sections(Selection(OP, group=group))) for group in (9, 3))
    assert other.count("van deze doelgroep zelf") == 1
    assert "Sectie 9" in other
    assert own.count("van deze doelgroep zelf") == 1
    full = builders.sections(Selection(OP, section=3))
    (detail,) = (one for one in full.sections if one.number == 3)
    hidden = replace(detail, own_group=tally(hidden=True))
    said = drawings.sections_html(replace(full, sections=(hidden,)))
    assert "Hoeveel toezeggingen van deze doelgroep zelf komen, laten we niet zien." in said


def test_a_bar_that_shows_nothing_says_why() -> None:
    assert "nog geen toezeggingen" in drawings.bar_html(Tally())
    assert "nog geen" not in drawings.bar_html(Tally(hidden_persons=True))


def test_growth_we_do_not_show_is_told() -> None:
    html = drawings.group_rows_html(builders.groups())
    assert "25+ ondertekenaars, groei laten we niet zien" in html
    assert "35 ondertekenaars, 0 in 90 dagen" in html


def test_nine_rows_always() -> None:
    for view in (
        builders.overview(),
        builders.empty_overview(),
        builders.overview(selection=Selection(OP, 3)),
    ):
        read = Html(drawings.section_rows_html(view))
        assert len([attrs for attrs in read.all("li") if "dsw-row" in (attrs.get("class") or "")]) == 9


def test_the_chosen_row_stands_out() -> None:
    html = drawings.section_rows_html(builders.overview(selection=Selection(OP, section=3)))
    assert html.count("dsw-row-now") == 1
    assert html.count("dsw-row-dim") == 8


def test_a_bar_says_what_it_shows() -> None:
    bar = Html(drawings.bar_html(tally(22, 48, 8, 0, 13, 66)))
    assert bar.tags[0][1]["aria-label"] == (
        "22 klaar, 48 bezig, 8 staat stil, 13 nog niet gestart en 66 nog niets gehoord"
    )
    assert [attrs["style"] for attrs in bar.all("span")] == ["--n:22", "--n:48", "--n:8", "--n:13", "--n:66"]
    assert bar.said == ["22", "48", "13"]


def test_narrow_and_hatched_segments_hold_no_count() -> None:
    assert Html(drawings.bar_html(tally(1, 99, 0, 0, 0, 0))).said == ["99"]
    assert Html(drawings.bar_html(tally(0, 0, 5, 0, 0, 5))).said == []


def test_no_pledges_is_an_empty_bar() -> None:
    assert "dsw-bar-empty" in drawings.bar_html(Tally())


def test_pledges_that_are_all_left_out_are_no_empty_bar() -> None:
    bar = Html(drawings.bar_html(Tally(hidden_persons=True)))
    assert bar.tags[0][1] == {
        "class": "dsw-bar dsw-bar-hidden",
        "role": "img",
        "aria-label": "aantal laten we niet zien",
    }
    canvas = Canvas(500)
    bars.bar(canvas, 0, 0, 400, Tally(hidden_persons=True))
    assert HIDDEN in canvas.svg(30, "t", "d").split("</defs>")[1]


def test_two_days_are_two_bars_a_section_each_with_its_day() -> None:
    view = builders.trend()
    read = Html(drawings.comparison_rows_html(view))
    assert len([attrs for attrs in read.all("div") if attrs.get("class") == "dsw-bar"]) == 18
    assert read.said.count(day_short(view.since)) == read.said.count(day_short(OP)) == 9
    picture = FIGURES["vergelijking"].svg(view)
    assert picture.count(f">{day_short(view.since)}<") == picture.count(f">{day_short(OP)}<") == 9


def test_what_went_up_stands_apart_from_what_went_down() -> None:
    up, down = up_and_down(Changes(OP, OP, signatories=4, done=3, stuck=2, gone_signatories=1))
    assert [fact.figure for fact in up] == ["+4", "+3"]
    assert [fact.figure for fact in down] == ["1", "2"]
    up, down = up_and_down(Changes(OP, OP, signatories=-4, done=3))
    assert [fact.figure for fact in up] == ["+3"]
    assert len(down) == 1


def test_flows_are_told_most_frequent_first_and_only_if_they_move() -> None:
    busy, done = Status.BEZIG, Status.AFGEROND
    flows = [Flow(busy, busy, 9), Flow(None, busy, 1), Flow(busy, done, 5), Flow(done, None, 2)]
    assert [(fact.figure, fact.words) for fact in flow_facts(flows)] == [
        ("5", "van bezig naar klaar"),
        ("2", "was klaar, nu beëindigd"),
        ("1", "nieuw toegezegd, nu bezig"),
    ]


def test_a_long_list_names_the_first_the_last_and_the_nearest_pages() -> None:
    read = Html(drawings.pages_html(replace(builders.directory(), page=7, pages=20)))
    assert [attrs["aria-label"] for attrs in read.all("a") if attrs.get("aria-label")] == [
        f"Bladzijde {page} van 20" for page in (1, 6, 8, 20)
    ]
    assert read.all("strong") == [{"aria-current": "page"}]
    assert drawings.pages_html(replace(builders.directory(), pages=1)) == ""


def test_who_stands_on_no_map_is_in_the_list_and_can_be_chosen() -> None:
    links = [attrs["href"] or "" for attrs in Html(drawings.region_html(builders.regions())).all("a")]
    assert [link.split("provincie=")[1] for link in links if "provincie=" in link][-2:] == [
        "landelijk",
        "onbekend",
    ]


@pytest.mark.parametrize("place", ["landelijk", "onbekend", "PV26"])
def test_a_chosen_region_tells_what_holds_back(place: str) -> None:
    said = Html(drawings.region_html(builders.regions(Selection(OP, province=place)))).said
    assert {"Wat houdt tegen?", "tijd", "geld"} <= set(said)
    assert ("Wie ontbreekt hier?" in said) == (place == "PV26")


def test_a_groups_row_tells_for_whom_and_how_fresh() -> None:
    view = builders.groups()
    said = Html(drawings.group_rows_html(view)).said
    own = [words for words in said if "voor de eigen sectie" in words]
    fresh = [words for words in said if "recent gehoord" in words]
    assert len(own) == len(fresh) == len([row for row in view.groups if row.both.total])


def test_the_legend_names_every_part() -> None:
    assert [attrs.get("class") for attrs in Html(drawings.legend_html()).all("span")] == [
        f"dsw-swatch dsw-{segment}" for segment in Segment
    ]


def test_links_keep_the_cuts_but_not_today(clock: Any) -> None:
    past = Selection(OP, province="PV29")
    assert page_address("/secties", past, sectie=3) == "/secties?op=2026-11-23&provincie=PV29&sectie=3"
    clock(OP)
    assert page_address("/secties", past, sectie=3) == "/secties?provincie=PV29&sectie=3"
    assert page_address("/over") == "/over"


# ------------------------------------------------------------------------------------------- pictures


@pytest.mark.parametrize(("recipe", "view"), PICTURES)
def test_a_picture_stands_alone(recipe: Any, view: Any) -> None:
    svg = recipe.svg(view)
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), root.get("lang")) == ("img", "nl")
    assert root.findtext(f"{SVG}title") == recipe.title(view)
    assert root.findtext(f"{SVG}desc") == recipe.sentence(view)
    said = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    assert "Stand op 23 november 2026" in said
    assert "Bron: het register" in said
    assert not re.search(r"nan|inf\b|(href|src|url)=", svg)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(("recipe", "view"), PICTURES)
def test_under_a_picture_stands_what_stands_under_its_figure(recipe: Any, view: Any) -> None:
    (below,) = re.findall(
        r'<div class="dsw-foot"><p>(.*?)</p>', drawings.figure_foot_html(recipe.figure(view))
    )
    said = " ".join(node.text or "" for node in ET.fromstring(recipe.svg(view)).iter(f"{SVG}text"))
    assert unescape(below) in said


@pytest.mark.parametrize(("recipe", "view"), PICTURES)
def test_nothing_is_drawn_outside_the_sheet(recipe: Any, view: Any) -> None:
    root = ET.fromstring(recipe.svg(view))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for node in root.iter(f"{SVG}rect"):
        if node.get("width") != "100%" and node.get("x"):
            right = float(node.get("x") or 0) + float(node.get("width") or 0)
            assert 0 <= float(node.get("x") or 0) <= right <= width
    for node in root.iter(f"{SVG}text"):
        assert 0 <= float(node.get("x") or 0) <= width
        assert 0 <= float(node.get("y") or 0) <= height


def test_what_we_do_not_know_is_hatched() -> None:
    style = bars.fills(LIGHT)
    assert style[Segment.NEVER][:2] == (NEVER, LIGHT.outline)
    assert style[Segment.STUCK][0] == STUCK
    assert HIDDEN in FIGURES["secties-provincies"].svg(builders.regions())
    assert HIDDEN in FIGURES["zeshoeken"].svg(builders.regions())
    assert HIDDEN not in FIGURES["zeshoeken"].svg(builders.empty_regions())


def test_a_picture_shows_every_count_in_words() -> None:
    svg = FIGURES["secties"].svg(builders.overview())
    assert ">160 toezeggingen<" in svg
    assert ">14% tot 55% klaar<" in svg
    assert ">nog geen toezeggingen<" in FIGURES["secties"].svg(builders.empty_overview())


def test_certainty_is_one_share() -> None:
    assert bars.done_words(tally(1, 3)) == "25% klaar"
    assert bars.done_words(Tally()) == ""


def test_words_in_a_picture_are_escaped() -> None:
    svg = framed(NASTY, NASTY, STAMP, lambda canvas, top: canvas.paragraph(40, top, NASTY, 300))
    assert ET.fromstring(svg).findtext(f"{SVG}title") == NASTY


def test_bars_fill_their_width() -> None:
    for counts in ((1, 1, 1, 1, 1, 1), (1, 10**7, 0, 0, 0, 1), (5,)):
        canvas = Canvas(500)
        bars.bar(canvas, 0, 0, 400, tally(*counts))
        root = ET.fromstring(canvas.svg(30, "t", "d"))
        boxes = [node for node in root.findall(f"{SVG}rect") if node.get("x")]
        ends = [float(box.get("x") or 0) + float(box.get("width") or 0) for box in boxes]
        assert len(boxes) == len([count for _, count in segments(tally(*counts)) if count])
        assert max(ends) == pytest.approx(400, abs=1)
        assert min(float(box.get("width") or 0) for box in boxes) >= 2


def test_a_line_breaks_where_persons_are_left_out() -> None:
    full = builders.trend()
    hidden = [
        replace(point, tally=replace(point.tally, hidden_persons=True)) if 5 <= place < 9 else point
        for place, point in enumerate(full.points)
    ]
    whole, broken = (
        FIGURES["ondertekenaars-verloop"].svg(replace(full, points=tuple(points)))
        for points in (full.points, hidden)
    )
    assert broken.count("<polyline") == whole.count("<polyline") + 2
    every = [replace(point, tally=replace(point.tally, hidden_persons=True)) for point in full.points]
    alone = FIGURES["ondertekenaars-verloop"].svg(replace(full, points=tuple(every)))
    assert ("240 organisaties" in alone, " personen<" in alone, " samen<" in alone) == (True, False, False)


def test_a_province_we_say_nothing_of_is_hatched() -> None:
    full = builders.regions()
    nobody = {"signatories": HeadCount(0, 0, hidden_persons=True), "per_100k": 0.0, "covered": 0}
    hidden = replace(full.provinces[0], unsure=3, **nobody)
    view = replace(full, provinces=(hidden, *full.provinces[1:]))
    for key in ("tegels", "omtrek", "tegels-per-100k", "omtrek-dekking"):
        assert FIGURES[key].svg(full).count(HIDDEN) < FIGURES[key].svg(view).count(HIDDEN)


def test_a_label_lies_in_its_province() -> None:
    for province in load_regions().provinces:
        x, y = label_point(province.outline)
        ring = max((rings[0] for rings in province.outline), key=len)
        assert min(px for px, _ in ring) < x < max(px for px, _ in ring)
        assert min(py for _, py in ring) < y < max(py for _, py in ring)


# --------------------------------------------------------------------------------------------- shades


def test_even_steps_are_round() -> None:
    scale = even_scale([0, 18, 216])
    assert scale.bounds == (1, 50, 100, 150, 200)
    assert scale.words == (
        "1 tot en met 49",
        "50 tot en met 99",
        "100 tot en met 149",
        "150 tot en met 199",
        "200 of meer",
    )
    assert [scale.step(value) for value in (0, 1, 49, 50, 216, 9999)] == [0, 1, 1, 2, 5, 5]


def test_few_values_are_steps_of_their_own() -> None:
    assert even_scale([0, 1, 3]).words == ("1", "2", "3 of meer")
    assert growing_scale([2]).words == ("1", "2 of meer")
    assert even_scale([]).words == ("1 of meer",)


@pytest.mark.parametrize("top", [0, 1, 6, 7, 10, 99, 1000, 123_456])
def test_there_are_at_most_six_steps_and_all_are_words(top: int) -> None:
    for scale in (even_scale([top]), growing_scale([top]), density_scale([top / 7])):
        assert 1 <= len(scale.bounds) == len(scale.words) <= 6
        assert list(scale.bounds) == sorted(set(scale.bounds))
        assert scale.step(top) == (0 if top == 0 else len(scale.bounds))


def test_growing_steps_hold_about_as_many_places_each() -> None:
    counts = [0, *range(20, 140), 1500]
    scale = growing_scale(counts)
    held = [sum(scale.step(count) == step for count in counts) for step in range(1, len(scale.bounds) + 1)]
    assert max(held) <= len(counts) / 3
    assert min(held) > 0


def test_a_few_large_numbers_among_ones_are_a_step_of_their_own() -> None:
    scale = growing_scale([1] * 50 + [2] * 20 + [40])
    assert scale.step(40) > scale.step(2) > scale.step(1)


def test_a_chosen_province_has_a_heavy_edge_in_every_picture_of_a_map() -> None:
    chosen = builders.regions(Selection(OP, province="PV26"))
    for key in ("tegels", "omtrek", "zeshoeken"):
        assert 'stroke-width="3"' in FIGURES[key].svg(chosen)
        assert 'stroke-width="3"' not in FIGURES[key].svg(builders.regions())


def test_points_inside_a_shape_leave_its_hole_alone() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    hole = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]
    points = inside((square, hole), 1)
    assert len(points) == 96
    assert not [point for point in points if 4 < point[0] < 6 and 4 < point[1] < 6]


def test_decimals_and_percents_have_words() -> None:
    assert density_scale([5.6, 0.4]).words[0] == "minder dan 1"
    assert density_scale([0.0]).words == ("0 of meer",)
    assert density_scale([1.1]).words[:2] == ("minder dan 0,2", "0,2 tot 0,4")
    assert [coverage_scale().step(share) for share in (0, 1, 19, 20, 99, 100)] == [0, 1, 1, 2, 5, 6]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["licht", "donker"])
def test_text_on_every_step_can_be_read(palette: Any) -> None:
    scale = coverage_scale()
    for step in range(7):
        assert contrast(scale.ink(palette, step), scale.colour(palette, step)) >= 4.5


def test_few_steps_use_the_whole_range_of_colours() -> None:
    scale = even_scale([3])
    assert [scale.tone(step) for step in (1, 2, 3)] == [1, 3, 6]
    assert even_scale([1]).tone(1) == 6
