"""The same set-up in a real browser: what a visitor notices when the process under an open page is killed."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.deploy.site import Site
from tests.deploy.visiting import PLACE

pytestmark = pytest.mark.xdist_group("deploy")

_PATIENCE = 60
_IDLE = """() => {
    const app = document.querySelector('.stApp');
    return app !== null
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning';
}"""


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a browser that was never here before, and takes the certificate for granted."""
    context = browser.new_context(ignore_https_errors=True)
    yield context
    context.close()


def test_an_open_page_goes_on_by_itself_in_another_process(site: Site, window: BrowserContext) -> None:
    def place() -> str:
        return next(cookie["value"] for cookie in window.cookies() if cookie["name"] == PLACE)

    page = window.new_page()
    page.set_default_timeout(_PATIENCE * 1_000)
    page.goto(f"{site.origin}/ondertekenaars")
    page.get_by_text("Eén", exact=True).first.wait_for()
    page.wait_for_function(_IDLE)
    before = place()

    site.processes[before].end(signal.SIGKILL)
    for _ in range(_PATIENCE * 10):  # being cut off takes a moment, often too short to be seen
        if place() != before:
            break
        page.wait_for_timeout(100)
    page.wait_for_function(_IDLE)

    assert place() in site.processes
    assert place() != before
    page.get_by_role("link", name="Regio", exact=False).first.click()
    page.wait_for_url("**/regios*")
    page.locator("h1.dsw-answer").wait_for()
