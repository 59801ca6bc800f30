"""How soon a choice is answered: from the click until other figures are on screen, beside the usual page.

Every choice is one nobody made before, so the answer has to be computed and drawn.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Browser, Locator
from playwright.sync_api import TimeoutError as TooLate

from bench import servers
from bench.browser import NO_BROWSER, Look, Window, available, browsing, window
from bench.outcome import Reference, Row, absent, value
from bench.places import TODAY
from bench.registers import register
from bench.scale import Scale
from bench.servers import Server

#: Seconds until the figures are there.
_MOST = 0.25
#: Milliseconds to wait for choices to unfold, until the last time.
_PATIENCE = (1_000, 2_000, 4_000)


@dataclass(frozen=True, slots=True)
class _Controls:
    """How a page is handled.

    Attributes:
        look: what it shows first; figures: selector of what a choice changes.
        section: label of the field for a section; day: label of the first part of the field for a day.
        digits: how a day is typed; aside: selector of something beside the fields, that does nothing.
        fold: selector of what hides the fields until it is clicked; "" when nothing does.
    """

    look: Look
    figures: str
    section: str
    day: str
    digits: str
    aside: str
    fold: str = ""


_OURS = _Controls(
    look=Look("/", ("h1.dsw-answer", ".dsw-rows li"), ".dsw-bar", 9),
    figures="h1.dsw-answer",
    section="Sectie",
    day="dag, Stand op",
    digits="%d%m%Y",
    aside=".dsw-legend",
    fold=".stExpander summary",
)
_USUAL = _Controls(
    look=Look("/", ('[data-testid="stMetricValue"]',), ".js-plotly-plot:has(.main-svg)", 1),
    figures='[data-testid="stMetricValue"]',
    section="Section",
    day="year, Day",
    digits="%Y%m%d",
    aside="h1",
)


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about choices."""
    if not available():
        yield absent("changes", NO_BROWSER)
        return
    path = register(scale.browser_size)
    with browsing() as browser:
        with servers.ours(path) as server:
            ours = _chosen(browser, server, _OURS, scale.rounds)
        with servers.usual(path) as server:
            usual = _chosen(browser, server, _USUAL, scale.rounds)
    for what, seconds in ours.items():
        reference = Reference("usual page", usual[what])
        yield Row(f"another {what}, {scale.browser_size.name}", seconds, "s", reference, target=value(_MOST))


def _chosen(browser: Browser, server: Server, controls: _Controls, rounds: int) -> dict[str, float]:
    """Seconds for each kind of choice, once the page is there."""
    with window(browser) as it:
        it.visit(server.address, controls.look)
        if controls.fold:
            it.page.locator(controls.fold).click()
        days = [date.fromisoformat(TODAY) - timedelta(days=30 * months) for months in range(1, rounds + 1)]
        return {
            "section": statistics.median([_section(it, controls, n) for n in range(1, rounds + 1)]),
            "day": statistics.median([_day(it, controls, day) for day in days]),
        }


def _section(it: Window, controls: _Controls, number: int) -> float:
    field = it.page.get_by_role("combobox", name=controls.section, exact=True).first
    option = it.page.get_by_role("option").nth(number)
    _open(field, option)
    return it.change(controls.figures, lambda _page: option.click())


def _open(field: Locator, option: Locator) -> None:
    """Unfold the choices of a field: again when the page was still moving and folded them away."""
    for patience in (*_PATIENCE, None):
        field.click()
        try:
            option.wait_for(timeout=patience)
        except TooLate:
            continue
        return


def _day(it: Window, controls: _Controls, day: date) -> float:
    it.page.get_by_role("spinbutton", name=controls.day).first.focus()
    it.page.keyboard.type(day.strftime(controls.digits))
    return it.change(controls.figures, lambda page: page.locator(controls.aside).first.click())
