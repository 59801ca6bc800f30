"""How soon a first visit shows figures and charts, beside the usual page and the same page made with Dash.

The servers have been visited before. The visitor's browser holds nothing yet; at the reload it holds what it
was allowed to keep.
"""

import statistics
from collections.abc import Iterator
from dataclasses import astuple
from functools import partial

from playwright.sync_api import Browser

from bench import servers
from bench.browser import NO_BROWSER, Look, Seen, available, browsing, window
from bench.environment import dash_python
from bench.outcome import Reference, Row, Target, absent, ratio, value
from bench.registers import register
from bench.scale import Scale
from bench.servers import Server

_OURS, _USUAL, _DASH = "our page", "usual page", "Dash page"
_FAST, _SLOW = "unthrottled", "10 Mbit/s"
_FIRST, _AGAIN = "first visit", "reload"
_PATHS = ("/", "/regios")

_PLOTLY, _METRICS = ".js-plotly-plot:has(.main-svg)", ('[data-testid="stMetricValue"]',)
#: What must be seen, by whose page it is and its address. Our overview draws rows without a chart library.
_LOOKS = {
    (_OURS, "/"): Look("/", ("h1.dsw-answer", ".dsw-rows li"), ".dsw-bar", 9),
    (_OURS, "/regios"): Look("/regios", ("h1.dsw-answer", ".dsw-facts li"), _PLOTLY, 2),
    (_USUAL, "/"): Look("/", _METRICS, _PLOTLY, 1),
    (_USUAL, "/regios"): Look("/regios", _METRICS, _PLOTLY, 2),
    (_DASH, "/"): Look("/", ("h1", "#figures li"), _PLOTLY, 1),
    (_DASH, "/regios"): Look("/regios", ("h1", "#figures li"), _PLOTLY, 2),
}
#: What is told of a reload; of a first visit everything is.
_TOLD_AGAIN = ("figures", "all charts", "came in")
#: On the slow line, at the first visit, seconds.
_MOST = {"figures": 2.0, "all charts": 3.5}

#: What was seen, by whose page, address, line and kind of visit.
_Visits = dict[tuple[str, str, str, str], Seen]


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about first visits."""
    if not available():
        yield absent("first visit", NO_BROWSER)
        return
    path, python = register(scale.browser_size), dash_python()
    sites = {_OURS: servers.ours, _USUAL: servers.usual}
    if python:
        sites[_DASH] = partial(servers.dash, python)
    visits: _Visits = {}
    with browsing() as browser:
        for whose, serve in sites.items():
            with serve(path) as server:
                visits |= _site(browser, server, whose, scale.rounds)
    for address in _PATHS:
        for line in (_SLOW, _FAST):
            yield from _rows(visits, address, line)
    if not python:
        yield absent("first visit beside Dash", "Dash could not be installed")


def _site(browser: Browser, server: Server, whose: str, rounds: int) -> _Visits:
    """Every page of a site on both lines."""
    found: _Visits = {}
    for path in _PATHS:
        look = _LOOKS[whose, path]
        with window(browser) as first:
            first.visit(server.address, look)
        for line in (_FAST, _SLOW):
            pairs = [_twice(browser, server, look, line == _SLOW) for _ in range(rounds)]
            for kind, seen in zip((_FIRST, _AGAIN), zip(*pairs, strict=True), strict=True):
                found[whose, path, line, kind] = _median(seen)
    return found


def _twice(browser: Browser, server: Server, look: Look, slow: bool) -> tuple[Seen, Seen]:
    with window(browser, slow) as it:
        return it.visit(server.address, look), it.reload()


def _median(seen: tuple[Seen, ...]) -> Seen:
    """What is usual, moment by moment."""
    return Seen(*(statistics.median(values) for values in zip(*map(astuple, seen), strict=True)))


def _rows(visits: _Visits, path: str, line: str) -> Iterator[Row]:
    for kind in (_FIRST, _AGAIN):
        ours = _told(visits[_OURS, path, line, kind])
        if kind == _AGAIN:
            ours = {what: ours[what] for what in _TOLD_AGAIN}
        peers = {
            whose: visits[key] for whose in (_USUAL, _DASH) if (key := (whose, path, line, kind)) in visits
        }
        for what, (amount, unit) in ours.items():
            for whose, seen in peers.items():
                target = _target(what, whose) if (line, kind) == (_SLOW, _FIRST) else None
                reference = Reference(whose, _told(seen)[what][0])
                yield Row(f"{kind}, {path}, {line}: {what}", amount, unit, reference, target=target)


def _told(seen: Seen) -> dict[str, tuple[float, str]]:
    return {
        "figures": (seen.figures, "s"),
        "first chart": (seen.first, "s"),
        "all charts": (seen.all, "s"),
        "came in": (seen.megabytes, "MB"),
        "layout shift": (seen.shift, ""),
    }


def _target(what: str, whose: str) -> Target | None:
    """Soon enough, and sooner than Dash."""
    if what not in _MOST:
        return None
    return ratio(1) if whose == _DASH else value(_MOST[what])
