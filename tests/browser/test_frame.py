"""What stands around every page: language, menu, foot, and that it all works without a mouse."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dsw.screen.frame import PLACES, Place
from tests.browser.axe import axe_violations
from tests.browser.conftest import OpenPage, Scheme, serving, wait_until_idle

WIDTHS = (1280, 390, 320)


def paths(places: tuple[Place, ...] = PLACES) -> list[str]:
    return [f"/{place.path}" for place in places]


def mark(page: Page) -> None:
    """Leave a sign that a reload would wipe out."""
    page.evaluate("window.stillHere = true")


def check_no_reload(page: Page) -> None:
    assert page.evaluate("window.stillHere") is True


def open_menu(page: Page) -> None:
    button = page.get_by_role("button", name="Menu", exact=True)
    if button.is_visible():
        button.click()


def test_the_page_is_dutch(open_page: OpenPage) -> None:
    page = open_page("/regios", locale="en-US")
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title() == "Regio’s · Actieplanmonitor"
    assert page.evaluate("new Date(2026, 10, 1).toLocaleDateString(navigator.language, {month: 'long'})") == (
        "november"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(open_page: OpenPage, width: int, scheme: Scheme) -> None:
    assert axe_violations(open_page("/", width, scheme)) == []


@pytest.mark.parametrize("width", [390])
def test_axe_finds_nothing_in_the_open_menu(open_page: OpenPage, width: int) -> None:
    page = open_page("/", width)
    open_menu(page)
    expect(page.locator("#dsw-menu")).to_be_visible()
    assert axe_violations(page) == []


@pytest.mark.parametrize("path", paths())
def test_nothing_sticks_out_sideways(open_page: OpenPage, path: str) -> None:
    page = open_page(path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_nothing_sticks_out_with_letters_twice_as_large(open_page: OpenPage) -> None:
    page = open_page("/", 1280)
    page.add_style_tag(content="html { font-size: 212.5% !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_the_skip_link_is_first_and_skips(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    first = page.get_by_role("link", name="Ga naar de inhoud")
    expect(first).to_be_focused()
    assert first.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_content_is_reached_by_the_skip_link_and_is_no_stop_for_tab(open_page: OpenPage) -> None:
    page = open_page("/doelgroepen")
    main = page.locator("main")
    assert main.evaluate("main => main.tabIndex") == -1
    page.locator(".stExpander summary").click()
    wait_until_idle(page)
    page.get_by_role("combobox", name="Regio").press("ArrowDown")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    assert main.evaluate("main => main.tabIndex") == -1
    page.locator(".dsw-join a").focus()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_there_is_one_of_each_landmark(open_page: OpenPage) -> None:
    page = open_page("/")
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_have_count(1)


def test_the_menu_moves_without_reload_and_keeps_what_was_chosen(open_page: OpenPage) -> None:
    page = open_page("/secties?op=2026-10-01&provincie=PV26&pagina=3")
    mark(page)
    page.get_by_role("navigation").get_by_role("link", name="Doelgroepen").click()
    page.wait_for_url("**/doelgroepen?op=2026-10-01&provincie=PV26")
    wait_until_idle(page)
    expect(page).to_have_title("Doelgroepen · Actieplanmonitor")
    expect(page.locator("#dsw-menu [aria-current=page]")).to_have_text("Doelgroepen")
    expect(page.locator("#dsw-stand")).to_have_text("Stand op 01-10-2026")
    expect(page.get_by_role("status").filter(has_text="Doelgroepen")).to_have_count(1)
    check_no_reload(page)
    page.go_back()
    expect(page).to_have_title("Secties · Actieplanmonitor")
    expect(page.locator("#dsw-menu [aria-current=page]")).to_have_text("Secties")
    check_no_reload(page)


def test_the_menu_on_a_phone_works_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/", 390)
    mark(page)
    menu = page.locator("#dsw-menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Secties · Actieplanmonitor")
    expect(menu).to_be_hidden()
    check_no_reload(page)


def test_a_link_in_the_answer_moves_without_reload_and_takes_the_focus_along(open_page: OpenPage) -> None:
    page = open_page("/")
    mark(page)
    page.locator(".dsw-row-name a").nth(2).click()
    expect(page).to_have_title("Secties · Actieplanmonitor")
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    check_no_reload(page)


def test_a_deep_link_works_as_the_very_first_request(
    demo_url: str, open_page: OpenPage, tmp_path: Path
) -> None:
    with serving(demo_url, tmp_path) as site:
        page = open_page("/witte-vlekken?op=2026-10-01", site=site)
        expect(page).to_have_title("Witte vlekken · Actieplanmonitor")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.url.endswith("/witte-vlekken?op=2026-10-01")
        page.close()


def test_fictional_data_is_announced(open_page: OpenPage) -> None:
    expect(open_page("/over").get_by_text("Voorbeeldgegevens")).to_be_visible()


def test_the_top_is_there_before_any_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/doelgroepen?sectie=3")
    expect(page.get_by_role("link", name="Regio’s")).to_have_attribute("href", "/regios?sectie=3")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 248, 244)"
    context.close()


def test_an_unknown_address_is_told_in_dutch(browser: Browser, site: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{site}/bestaat/niet")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina bestaat niet")
    assert axe_violations(page) == []
    page.get_by_role("link", name=re.compile("overzicht$")).click()
    wait_until_idle(page)
    page.close()


def test_streamlits_own_words_are_dutch(open_page: OpenPage) -> None:
    page = open_page("/", locale="en-US")
    page.locator(".stExpander summary").click()
    wait_until_idle(page)
    sections = page.get_by_role("combobox", name="Sectie")

    def finds_nothing() -> bool:
        """The list closes when a busy page moves under it: then it is asked again."""
        sections.click()
        sections.fill("")
        sections.press_sequentially("qqq")
        page.wait_for_timeout(500)
        return page.get_by_text("Niets gevonden").is_visible()

    assert any(finds_nothing() for _ in range(6))
    expect(page.get_by_text("No results")).to_have_count(0)


def test_the_help_beside_a_field_has_a_dutch_name(open_page: OpenPage) -> None:
    page = open_page("/", locale="en-US")
    page.locator(".stExpander summary").click()
    wait_until_idle(page)
    expect(page.get_by_role("button", name="Uitleg bij: Stand op", exact=True)).to_be_visible()
    expect(page.locator('[aria-label^="Help for"]')).to_have_count(0)


def test_on_paper_there_is_no_furniture(open_page: OpenPage) -> None:
    page = open_page("/", scheme="dark")
    page.emulate_media(media="print")
    for furniture in (".dsw-nav", ".stExpander", ".dsw-actions >> nth=0"):
        expect(page.locator(furniture)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 36, 43)"


def test_the_live_line_is_for_our_own_pages(site: str) -> None:
    address = site.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], origin=Origin(site)) as line:
        assert line.subprotocol == "streamlit"
    for strange in ("https://elders.example", "null"):
        with (
            pytest.raises((InvalidStatus, ConnectionClosed)),
            connect(address, subprotocols=[Subprotocol("streamlit")], origin=Origin(strange)) as line,
        ):
            line.recv(timeout=5)
