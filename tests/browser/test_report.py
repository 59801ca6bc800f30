"""The report of a meeting in a real browser: for everybody, on a phone, in the dark, on paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dsw import meetings
from dsw.demo import fill
from dsw.meetings import MeetingPlan
from dsw.people import OPERATOR
from dsw.store import Store
from tests.browser.axe import axe_violations
from tests.browser.conftest import Visit, serving

PLAN = MeetingPlan("Netwerkbijeenkomst Noord", date(2026, 11, 2), date(2026, 6, 1))
_STICKING_OUT = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_TWICE = "document.documentElement.style.setProperty('font-size', '212.5%', 'important')"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server over a register with a meeting of today; its address, and the meeting's reference."""
    folder: Path = tmp_path_factory.mktemp("verslag")
    store = Store.open(f"sqlite:///{folder / 'register.db'}")
    fill(store, 150)
    with store.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, PLAN)
    with store.read() as db:
        one = meetings.find_meeting(db, ref)
    assert one
    with store.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, one, "Sanne belt de gemeente Assen.")
    url = store._engine.url.render_as_string()
    with serving(url, folder, DSW_DATA_DIR=str(folder / "data")) as address:
        yield address, ref
    store.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_report_is_for_everybody(
    place: tuple[str, str], browser: Browser, width: int, scheme: str
) -> None:
    address, ref = place
    visit = Visit(address)
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        visit.watch(page)
        page.goto(f"{address}/bijeenkomst/verslag?id={ref}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN.name)
        expect(page.get_by_text("Sanne belt de gemeente Assen.")).to_be_visible()
        assert axe_violations(page) == []
        assert page.evaluate(_STICKING_OUT) <= 0
        page.evaluate(_TWICE)
        assert page.evaluate(_STICKING_OUT) <= 0
    assert visit.elsewhere == []
    assert visit.complaints == []


def test_the_report_fits_on_paper(place: tuple[str, str], browser: Browser) -> None:
    address, ref = place
    with browser.new_context(viewport={"width": 700, "height": 990}) as context:
        page = context.new_page()
        page.goto(f"{address}/bijeenkomst/verslag?id={ref}")
        page.emulate_media(media="print")
        assert page.evaluate(_STICKING_OUT) <= 0
        expect(page.get_by_role("link", name="Download als PDF")).to_be_hidden()


def test_from_the_slides_to_the_report_and_its_files_by_keyboard(
    place: tuple[str, str], browser: Browser
) -> None:
    address, ref = place
    with browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True) as context:
        page = context.new_page()
        page.goto(f"{address}/bijeenkomst?id={ref}")
        page.locator(".dia-voet").get_by_role("link", name="Lees het verslag").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=2).first).to_have_text("Wat we afspraken")
        for name, ending in (("Download als PowerPoint", ".pptx"), ("Download als PDF", ".pdf")):
            with page.expect_download() as coming:
                page.get_by_role("link", name=name).focus()
                page.keyboard.press("Enter")
            assert coming.value.suggested_filename == f"bijeenkomst-2026-11-02{ending}"
            assert coming.value.path().stat().st_size > 10_000
