"""Looking a page over once, for all that many tests want to know of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.axe import axe_violations
from tests.browser.conftest import Scheme, Visit, wait_until_idle

#: Where words that people see or hear may hide, besides the text itself.
_ATTRIBUTES = (
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "alt",
    "placeholder",
    "title",
)
_NAME_OF_LETTERS = "Atkinson Hyperlegible Next"
_WORDS = """names => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll('body *')].flatMap(
        element => names.map(name => element.getAttribute(name) ?? '')),
    ...[...document.querySelectorAll('svg text')].map(words => words.textContent),
].join('\\n')"""

#: Boxes that hold more than they show and cannot be scrolled; what is hidden on purpose is left out.
_CUT_OFF = """() => [...document.querySelectorAll('#root *, header *, footer *')].filter(box => {
    const style = getComputedStyle(box);
    const hidden = [style.overflowX, style.overflowY].some(way => ['hidden', 'clip'].includes(way));
    const shown = box.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const room = box.clientWidth > 4 && box.clientHeight > 4;
    const meant = box.closest('.dsw-hidden, .dsw-seg, .stPlotlyChart, .stDateInput, [aria-hidden=true]');
    return hidden && shown && room && !meant && box.tagName !== 'INPUT'  // one can move through a field
        && (box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 2);
}).map(box => `${box.tagName}.${box.className}: ${box.innerText.slice(0, 60)}`)"""

_STICKING_OUT = """() => {
    const wide = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= wide ? [] : [...document.querySelectorAll('body *')]
        .filter(box => box.getBoundingClientRect().right > wide + 1)
        .map(box => `${box.tagName}.${box.className}`).slice(0, 5);
}"""
#: A fold that is still opening holds more than it shows.
_AT_REST = "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"
#: One row of a table is like the other, and axe takes its time for each.
_FEWER_ROWS = "document.querySelectorAll('.dsw-table tbody tr:nth-child(n + 9)').forEach(row => row.remove())"
_LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
_NAMES = "() => [...document.querySelectorAll('[id]')].map(place => place.id)"
#: No phone is wider (pixels).
_PHONE = 480
#: Letters twice as large as the page's own 17 pixels.
TWICE = "html { font-size: 212.5% !important; }"


@dataclass(frozen=True)
class View:
    """How a visitor looks."""

    width: int
    scheme: Scheme

    def __str__(self) -> str:
        """As a test names it."""
        return f"{self.width}-{self.scheme}"


@dataclass
class Findings:
    """What there is to say of a page in one view.

    Attributes:
        lang, title, headings: the document's language and title, its h1 headings.
        axe, axe_open: what axe-core found as the page comes, and with all that folds opened; on a phone only
            the latter, which holds all of the former.
        sticking_out, sticking_out_open: boxes that make the page scroll sideways, likewise.
        words: all that can be read or heard.
        links, places: addresses the page links to; names in the page a link may lead to.
        visit: requests elsewhere, and complaints.
        cut_off: boxes that lose text when letters are twice as large.
        sticking_out_large: boxes that then make the page scroll sideways.
    """

    lang: str
    title: str
    headings: list[str]
    axe: list[str]
    sticking_out: list[str]
    visit: Visit
    axe_open: list[str] = field(default_factory=list)
    sticking_out_open: list[str] = field(default_factory=list)
    words: str = ""
    links: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    sticking_out_large: list[str] = field(default_factory=list)


def look_over(contexts: Callable[..., BrowserContext], site: str, address: str, view: View) -> Findings:
    """Open a page, look at it as it comes, unfold it, and look again with larger letters."""
    settings: dict[str, Any] = {"viewport": {"width": view.width, "height": 900}}
    page = contexts(**settings, color_scheme=view.scheme).new_page()
    visit = Visit(site)
    visit.watch(page)
    page.goto(site + address)
    wait_until_idle(page)
    found = Findings(
        lang=page.evaluate("document.documentElement.lang"),
        title=page.title(),
        headings=page.locator("h1").all_inner_texts(),
        axe=axe_violations(page) if view.width > _PHONE else [],
        sticking_out=page.evaluate(_STICKING_OUT),
        visit=visit,
    )
    unfold(page)
    found.sticking_out_open = page.evaluate(_STICKING_OUT)
    found.words = words(page)
    found.links = page.evaluate(_LINKS)
    found.places = page.evaluate(_NAMES)
    page.evaluate(_FEWER_ROWS)
    found.axe_open = axe_violations(page)
    page.add_style_tag(content=TWICE)
    page.wait_for_timeout(100)
    page.evaluate(_AT_REST)
    found.cut_off = page.evaluate(_CUT_OFF)
    found.sticking_out_large = page.evaluate(_STICKING_OUT)
    page.close()
    return found


def unfold(page: Page) -> None:
    """Open the choices and every table."""
    for summary in page.locator(".stExpander summary").all():
        summary.click()
    page.evaluate("document.querySelectorAll('.dsw-details').forEach(table => table.open = true)")
    wait_until_idle(page)


def words(page: Page) -> str:
    """All that can be read or heard on a page, a line each."""
    said: str = page.evaluate(_WORDS, list(_ATTRIBUTES))
    return said.replace(_NAME_OF_LETTERS, "")
