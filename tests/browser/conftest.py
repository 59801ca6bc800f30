"""A real server and a real browser. A page opened here talks to that server alone, without complaint."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
SIGNATORIES = 600
SECONDS_TO_START = 60

Scheme = Literal["light", "dark"]

#: Connected, no run going on, its answer drawn, and every chart on screen.
_IDLE = """() => {
    const app = document.querySelector('.stApp');
    return app !== null
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('#stMain h1') !== null
        && document.querySelector('[data-testid="stSkeleton"]') === null
        && [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))
        && document.fonts.status === 'loaded';
}"""


@dataclass
class Visit:
    """What a page did while it was open."""

    origin: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note every request to another origin, every error, and everything a policy stopped."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda websocket: self._asked(websocket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def _asked(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme in {"http", "https", "ws", "wss"} and asked.netloc != urlsplit(self.origin).netloc:
            self.elsewhere.append(url)


OpenPage = Callable[..., Page]


def wait_until_idle(page: Page) -> None:
    """Wait until everything asked for is on the screen, and stays so for a moment."""
    page.wait_for_function(_IDLE)
    page.wait_for_timeout(250)
    page.wait_for_function(_IDLE)


@contextmanager
def serving(
    database_url: str, folder: Path, port: int = 0, *, worker: bool = False, **settings: str
) -> Iterator[str]:
    """A server of its own, started in a folder that is not the repository's; yields its address.

    Args:
        database_url: its register.
        folder: where it is started.
        port: where it listens; a free one when it does not matter.
        worker: it also does what must happen by itself.
        settings: what its environment says besides.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "dsw", "serve", "--port", str(port), *(["--worker"] if worker else [])],
            cwd=folder,
            env={**_environment(database_url), **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(address, server, folder / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment(database_url: str) -> dict[str, str]:
    return {**os.environ, "DSW_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a register with fictional signatories."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'register.db'}"
    command = [sys.executable, "-m", "dsw", "demo", "--signatories", str(SIGNATORIES)]
    subprocess.run(command, cwd=ROOT, env=_environment(url), check=True, stdout=subprocess.DEVNULL)
    return url


@pytest.fixture(scope="session")
def site(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with fictional data."""
    with serving(demo_url, tmp_path_factory.mktemp("elsewhere")) as address:
        yield address


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Windows of the browser by their settings; one used before has the site's scripts at hand."""
    opened: dict[str, BrowserContext] = {}

    def window(**settings: object) -> BrowserContext:
        key = repr(sorted(settings.items(), key=str))
        if key not in opened:
            opened[key] = browser.new_context(reduced_motion="reduce", **settings)
        return opened[key]

    yield window
    for context in opened.values():
        context.close()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, contexts: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    """Opens a page and waits until it is all there: ``open_page("/regios", width=390, scheme="dark")``.

    When the test is done, no page may have asked anything of another origin, nor logged an error. Another
    server's pages open with ``site="http://..."``, other settings of the browser with their Playwright names.
    """
    visits: list[Visit] = []
    pages: list[Page] = []

    def opened(
        path: str, width: int = 1280, scheme: Scheme = "light", site: str = "", **settings: object
    ) -> Page:
        origin = site or request.getfixturevalue("site")
        page = contexts(viewport={"width": width, "height": 900}, color_scheme=scheme, **settings).new_page()
        pages.append(page)
        visits.append(Visit(origin))
        visits[-1].watch(page)
        page.goto(origin + path)
        wait_until_idle(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert [url for visit in visits for url in visit.elsewhere] == []
    assert [said for visit in visits for said in visit.complaints] == []
