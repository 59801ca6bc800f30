"""What a visitor sees before any script has run is the page, and nothing moves when the scripts come."""

import re
import urllib.request
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dsw.charts import SKETCHES
from dsw.figures import FIGURES
from dsw.screen.frame import PLACES
from tests.browser.conftest import OpenPage, wait_until_idle

PAGES = tuple(f"/{place.path}" for place in PLACES)
ADDRESSES = (*PAGES, "/secties?actie=3.2", "/regios?provincie=PV26&kaart=omtrek")
#: The charts each page holds, as sketches.
SKETCHED = {
    "/regios": ["zeshoeken", "secties-provincies"],
    "/regios?provincie=PV26&kaart=omtrek": ["omtrek", "secties-provincies"],
    "/ontwikkeling": ["ondertekenaars-verloop", "statussen-verloop"],
    "/witte-vlekken": ["doelgroepen-provincies"],
}
#: Nobody sees a page move by less; what Chromium calls good is twice as much.
SHIFT = 0.05
_WATCH = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => ({
    value: entry.value,
    what: entry.sources.map(source => source.node?.className ?? source.node?.nodeName),
})))).observe({type: 'layout-shift', buffered: true});
"""
#: How far each count that shows stands from the middle of its part (pixels).
_ASIDE = """() => [...document.querySelectorAll('#root .dsw-seg b')].filter(count => count.checkVisibility())
    .map(count => [count, count.parentElement].map(box => box.getBoundingClientRect()))
    .map(([count, part]) => Math.abs(count.left + count.right - part.left - part.right) / 2)"""
_READ = """() => ({
    answer: document.querySelector('h1').innerText,
    leads: [...document.querySelectorAll('.dsw-lead')].map(lead => lead.textContent),
    tables: [...document.querySelectorAll('details[id]')].map(table => table.id),
})"""


@cache
def html(address: str) -> str:
    """A page as it comes, without a browser."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        sent: str = answer.read().decode()
    return sent


def plain(marked: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", marked)).split())


def of_class(name: str, page: str, tag: str = "p") -> list[str]:
    return [plain(one) for one in re.findall(rf'<{tag} class="{name}"[^>]*>(.*?)</{tag}>', page, re.DOTALL)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_html_says_all_that_the_page_says(open_page: OpenPage, site: str, address: str) -> None:
    first, said = html(site + address), open_page(address).evaluate(_READ)
    assert of_class("dsw-answer", first, "h1") == [plain(said["answer"])]
    assert of_class("dsw-lead", first) == [plain(lead) for lead in said["leads"]]
    assert re.findall(r'<details class="dsw-details" id="([^"]+)"', first) == said["tables"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_html_holds_the_figures_and_the_sketches(site: str, address: str) -> None:
    first = html(site + address)
    keys = re.findall(r'<details class="dsw-details" id="tabel-([^"]+)"', first)
    assert set(keys) <= set(FIGURES)
    assert bool(keys) == (address != "/over")
    sketched = re.findall(r'data-sketched="([^"?]+)', first)
    assert sketched == SKETCHED.get(address, [])
    assert set(sketched) == set(keys) & set(SKETCHES)
    assert first.count('class="dsw-sketch"') == len(sketched)
    assert all(len(of_class("dsw-note", first)) for _ in sketched if address != "/ontwikkeling")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_moves_when_the_scripts_come(
    contexts: Callable[..., BrowserContext], site: str, address: str, width: int
) -> None:
    page = contexts(viewport={"width": width, "height": 900}).new_page()
    page.add_init_script(_WATCH)
    page.goto(site + address)
    wait_until_idle(page)
    moved = page.evaluate("window.shifts")
    page.close()
    assert sum(one["value"] for one in moved) < SHIFT, moved


def test_a_page_that_moves_is_noticed(contexts: Callable[..., BrowserContext], site: str) -> None:
    page = contexts(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{site}/over")
    wait_until_idle(page)
    page.evaluate("document.querySelector('h1').style.marginTop = '300px'")
    page.wait_for_timeout(500)
    moved = page.evaluate("window.shifts")
    page.close()
    assert sum(one["value"] for one in moved) > SHIFT


def test_what_is_left_out_is_hatched_without_scripts_too(
    contexts: Callable[..., BrowserContext], site: str
) -> None:
    page = contexts(viewport={"width": 390, "height": 900}, java_script_enabled=False).new_page()
    page.goto(f"{site}/regios")
    hatched = page.locator(".dsw-sketch .dsw-hatched")
    assert hatched.count() > 1
    fills = hatched.evaluate_all("shapes => shapes.map(shape => getComputedStyle(shape).fill)")
    assert set(fills) == {'url("#dsw-hatching")'}
    expect(page.locator("pattern#dsw-hatching")).to_have_count(1)
    field, button = page.locator(".dsw-field-alone select"), page.get_by_role("button", name="Toon").last
    assert field.bounding_box()["x"] == button.bounding_box()["x"]
    page.close()


def test_counts_stand_in_the_middle_of_their_part_of_a_bar(open_page: OpenPage) -> None:
    aside = open_page("/doelgroepen").evaluate(_ASIDE)
    assert aside
    assert max(aside) < 2


@pytest.fixture
def held(open_page: OpenPage) -> Page:
    """A page whose library of charts never comes."""
    page = open_page("/over")
    page.route(re.compile("plotly", re.IGNORECASE), lambda _route: None)
    return page


@pytest.mark.parametrize("address", SKETCHED)
def test_sketches_stand_at_the_place_of_their_charts_until_these_come(
    held: Page, site: str, address: str
) -> None:
    held.goto(site + address)
    expect(held.locator("#dsw-sight")).to_have_count(0)
    sketches = held.locator(".dsw-place .dsw-sketch")
    expect(sketches).to_have_count(len(SKETCHED[address]))
    for sketch in sketches.all():
        expect(sketch).to_be_visible()
    held.unroute_all(behavior="ignoreErrors")
