"""A browser that looks at a page as a visitor does, and tells when what can be seen."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browsers import chromium

#: What a table says where there is no browser.
NO_BROWSER = "Chromium is not installed"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: A line of 10 Mbit/s on which an answer takes 40 ms.
_SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
_PATIENCE, _REST = 60_000, 1_500

#: Notes when figures and charts are on screen for the first time, in ms from the start of the visit, and how
#: much what was there moved.
_WATCH = """wanted => {
    const seen = window.benchSeen = { shift: 0 };
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    const shown = selector => [...document.querySelectorAll(selector)].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.height > 0;
    }).length;
    const look = () => {
        const charts = shown(wanted.chart);
        if (wanted.figures.every(shown)) seen.figures ??= performance.now();
        if (charts) seen.first ??= performance.now();
        if (charts >= wanted.charts) seen.all ??= performance.now();
        if (seen.figures === undefined || seen.all === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
#: Notes how long it takes from the last click or key until other words are on screen.
_CHANGE = """selector => {
    const words = () => [...document.querySelectorAll(selector)].map(one => one.innerText).join();
    const before = words();
    window.benchTook = undefined;
    let start;
    const acted = event => { if (window.benchTook === undefined) start = event.timeStamp; };
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, acted, true);
    const look = () => {
        if (start !== undefined && words() && words() !== before)
            requestAnimationFrame(() => { window.benchTook = performance.now() - start; });
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page must show.

    Attributes:
        path: its address.
        figures: selectors of the figures, all of which must be there; chart: of a chart; charts: how many.
    """

    path: str
    figures: tuple[str, ...]
    chart: str
    charts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: seconds until figures, a first chart and all charts were there; megabytes; layout shift."""

    figures: float
    first: float
    all: float
    megabytes: float
    shift: float


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium, talking to nobody of its own accord."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def available() -> bool:
    """Whether there is a browser here."""
    return chromium() is not None


@contextmanager
def window(browser: Browser, slow: bool = False) -> Iterator["Window"]:
    """A window that nobody used before: nothing is at hand yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", _SLOW)
    try:
        yield Window(page, session)
    finally:
        context.close()


class Window:
    """An open window, with a count of the bytes that came in."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self._bytes = 0.0
        session.on("Network.loadingFinished", lambda event: self._came(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", self._frame_came)

    def visit(self, address: str, look: Look) -> Seen:
        """Go to a page for the first time."""
        self.page.add_init_script(f"({_WATCH})({json.dumps(asdict(look))})")
        return self._seen(lambda: self.page.goto(address + look.path, wait_until="commit"))

    def reload(self) -> Seen:
        """Go there again, with everything the browser kept."""
        return self._seen(lambda: self.page.reload(wait_until="commit"))

    def change(self, selector: str, act: Callable[[Page], None]) -> float:
        """Seconds from the last click or key of what is done until there are other words at a place."""
        self.page.evaluate(_CHANGE, selector)
        act(self.page)
        self.page.wait_for_function("() => window.benchTook !== undefined")
        took: float = self.page.evaluate("window.benchTook")
        self.page.wait_for_timeout(_REST)
        return took / 1000

    def _seen(self, go: Callable[[], object]) -> Seen:
        self._bytes = 0
        go()
        self.page.wait_for_function("() => benchSeen.figures !== undefined && benchSeen.all !== undefined")
        self.page.wait_for_timeout(_REST)
        told: dict[str, float] = self.page.evaluate("window.benchSeen")
        figures, first, everything = (told[name] / 1000 for name in ("figures", "first", "all"))
        return Seen(figures, first, everything, self._bytes / 1e6, told["shift"])

    def _came(self, length: float) -> None:
        self._bytes += length

    def _frame_came(self, event: dict[str, Any]) -> None:
        """What comes over the connection is told unpacked and in base64: so many bytes at most."""
        self._bytes += len(event["response"]["payloadData"]) * 3 / 4
