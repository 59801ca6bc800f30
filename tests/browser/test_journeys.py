"""What people come to do, from beginning to end: by keyboard alone, with a mouse, and on a phone."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle

WIDTHS = (1280, 390)
MANY_STEPS = 60

#: Where a place of the map is on the screen, by its code.
_SPOT = """code => {
    const chart = document.querySelector('.js-plotly-plot');
    const trace = chart.data.find(trace => trace.customdata?.flat().includes(code));
    const place = trace.customdata.flat().indexOf(code);
    const { xaxis, yaxis } = chart._fullLayout;
    const box = chart.getBoundingClientRect();
    return [
        box.left + xaxis._offset + xaxis.d2p(trace.x[place]),
        box.top + yaxis._offset + yaxis.d2p(trace.y[place]),
    ];
}"""


def params(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def expect_params(page: Page, **wanted: str) -> None:
    """Wait until the address says just this, in any order."""
    page.wait_for_function(
        """wanted => {
            const sorted = params => [...new URLSearchParams(params)].sort().join('&');
            return sorted(location.search) === sorted(wanted);
        }""",
        arg=wanted,
    )
    wait_until_idle(page)


def answer(page: Page) -> str:
    return page.locator("h1.dsw-answer").inner_text()


def tab_to(page: Page, there: Locator) -> None:
    """Press Tab until something has the focus, as someone without a mouse does."""
    for _ in range(MANY_STEPS):
        page.keyboard.press("Tab")
        if there.evaluate("there => there === document.activeElement"):
            return
    pytest.fail(f"{there} is not reached with Tab")


def choose(page: Page, label: str, letters: str) -> None:
    """Choose by keyboard in the field with this label, by typing a part of what it is called."""
    field = page.get_by_role("combobox", name=label, exact=True).first
    tab_to(page, field)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+A")
    page.keyboard.type(letters)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def type_day(page: Page, digits: str) -> None:
    """Type a day in the field that has the focus, and leave it for the next one."""
    page.keyboard.type(digits)
    tab_to(page, page.locator("main").get_by_role("combobox").or_(page.locator("main summary")).first)


def open_choices(page: Page) -> None:
    summary = page.locator(".stExpander summary")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Regio").first).to_be_visible()


def go_by_menu(page: Page, name: str) -> None:
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        tab_to(page, menu)
        page.keyboard.press("Enter")
    tab_to(page, page.locator("#dsw-menu").get_by_role("link", name=name, exact=True))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", WIDTHS)
def test_choosing_a_province_by_keyboard_and_taking_it_along(open_page: OpenPage, width: int) -> None:
    page = open_page("/", width)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ga naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    everywhere = answer(page)
    open_choices(page)
    choose(page, "Regio", "utr")
    expect_params(page, provincie="PV26")
    expect(page.locator(".dsw-part")).to_have_text("Je ziet nu: in Utrecht.")
    expect(page.get_by_role("combobox", name="Regio")).to_be_focused()
    here = answer(page)
    assert here != everywhere
    page.reload()
    wait_until_idle(page)
    assert answer(page) == here
    go_by_menu(page, "Doelgroepen")
    expect(page).to_have_title("Doelgroepen · Actieplanmonitor")
    expect_params(page, provincie="PV26")
    assert "Utrecht" in answer(page)
    page.go_back()
    expect(page).to_have_title("Overzicht · Actieplanmonitor")
    wait_until_idle(page)
    assert answer(page) == here
    page.go_back()
    expect_params(page)
    assert answer(page) == everywhere


@pytest.mark.parametrize("width", WIDTHS)
def test_choosing_several_things_and_seeing_everything_again(open_page: OpenPage, width: int) -> None:
    page = open_page("/doelgroepen", width)
    everything = answer(page)
    open_choices(page)
    choose(page, "Sectie", "overheid")
    expect_params(page, sectie="9")
    choose(page, "Regio", "gronin")
    expect_params(page, sectie="9", provincie="PV20")
    button = page.get_by_role("button", name="Toon weer alles")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect_params(page)
    assert answer(page) == everything
    expect(page.get_by_role("combobox", name="Sectie")).to_have_value("Alle secties")


@pytest.mark.parametrize("width", WIDTHS)
def test_typing_a_day(open_page: OpenPage, width: int) -> None:
    page = open_page("/", width)
    now = answer(page)
    open_choices(page)
    tab_to(page, page.get_by_role("spinbutton", name="dag, Stand op"))
    type_day(page, "31032026")
    expect_params(page, op="2026-03-31")
    expect(page.locator("#dsw-stand")).to_have_text("Stand op 31-03-2026")
    expect(page.locator(".dsw-part")).to_contain_text("op 31 maart 2026")
    assert answer(page) != now


def test_a_day_from_the_calendar_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/?op=2026-10-15")
    open_choices(page)
    tab_to(page, page.get_by_role("button", name="Kies een dag").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="donderdag 15 oktober 2026")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect_params(page, op="2026-10-08")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("form", "code", "province"),
    [("zeshoeken", "GM0344", "PV26"), ("tegels", "PV21", "PV21"), ("omtrek", "PV24", "PV24")],
)
def test_a_click_on_the_map_chooses_its_province(
    open_page: OpenPage, form: str, code: str, province: str, width: int
) -> None:
    page = open_page(f"/regios?kaart={form}", width)
    everywhere = answer(page)
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(_SPOT, code))
    expect_params(page, kaart=form, provincie=province)
    assert answer(page) != everywhere
    name = page.locator("h1 + *, .dsw-block h2").first
    expect(name).to_be_visible()
    field = page.get_by_role("combobox", name="Regio", exact=True).last
    assert field.input_value() in answer(page)


def test_another_map_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/regios")
    tab_to(page, page.get_by_role("radio", name="Gemeenten"))
    page.keyboard.press("ArrowDown")
    expect_params(page, kaart="tegels")
    expect(page.get_by_role("heading", name="Ondertekenaars per provincie", exact=True)).to_be_visible()
    tab_to(page, page.get_by_role("radio", name="Aantal"))
    page.keyboard.press("ArrowDown")
    expect_params(page, kaart="tegels", kleur="per_100k")
    expect(page.locator("#tabel-tegels-per-100k")).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_searching_a_name_and_turning_pages(open_page: OpenPage, width: int) -> None:
    page = open_page("/ondertekenaars", width)
    names = page.locator(".dsw-card h3")
    first = names.all_inner_texts()
    tab_to(page, page.get_by_label("Zoek op naam of plaats"))
    page.keyboard.type("zorg")
    page.keyboard.press("Enter")
    expect_params(page, zoek="zorg")
    assert "naam" in answer(page) or "namen" in answer(page)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect_params(page)
    assert names.all_inner_texts() == first
    forth = page.get_by_role("link", name="Volgende bladzijde")
    forth.focus()
    page.keyboard.press("Enter")
    expect_params(page, pagina="2")
    expect(page.get_by_text("Bladzijde 2 van")).to_be_visible()
    second = names.all_inner_texts()
    assert not set(first) & set(second)
    expect(page.get_by_role("heading", name="Wie doet er mee?")).to_be_in_viewport()
    page.go_back()
    expect_params(page)
    assert names.all_inner_texts() == first


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_under_a_figure_by_keyboard(open_page: OpenPage, width: int) -> None:
    page = open_page("/secties", width)
    link = page.get_by_role("link", name="Bekijk de cijfers als tabel").first
    tab_to(page, link)
    page.keyboard.press("Enter")
    table = page.locator("#tabel-acties")
    expect(table).to_have_attribute("open", "")
    expect(table.locator("summary")).to_be_focused()
    expect(table.locator("summary")).to_be_in_viewport()
    expect(table.get_by_role("row")).to_have_count(28)
    page.keyboard.press("Tab")
    expect(table.get_by_role("region")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(table.get_by_role("table")).to_be_hidden()
    link.focus()
    page.keyboard.press("Enter")
    expect(table.get_by_role("table")).to_be_visible()


def test_comparing_with_another_day(open_page: OpenPage) -> None:
    page = open_page("/ontwikkeling")
    lately = answer(page)
    tab_to(page, page.get_by_role("spinbutton", name="dag, Vergelijk met de stand op"))
    type_day(page, "01012026")
    expect_params(page, sinds="2026-01-01")
    assert "1 januari 2026" in answer(page)
    assert answer(page) != lately


def test_from_the_answer_to_one_action_and_back(open_page: OpenPage) -> None:
    page = open_page("/?provincie=PV27")
    page.get_by_role("link", name="Sociaalwerkorganisaties", exact=True).first.click()
    expect(page).to_have_title("Secties · Actieplanmonitor")
    expect_params(page, provincie="PV27", sectie="3")
    page.get_by_role("link", name=re.compile("Blijven werken")).first.click()
    expect_params(page, provincie="PV27", sectie="3", actie="3.3")
    assert "actie 3.3" in answer(page)
    page.get_by_role("link", name="Terug naar alle secties").click()
    page.wait_for_function("!location.search.includes('actie')")
    wait_until_idle(page)
    assert params(page)["provincie"] == "PV27"


@pytest.mark.parametrize("direct", [True, False])
def test_a_link_to_a_part_of_a_page_goes_there(open_page: OpenPage, direct: bool) -> None:
    page = open_page("/over#privacy" if direct else "/")
    if not direct:
        page.get_by_role("contentinfo").get_by_role("link", name="Privacy").click()
        expect(page).to_have_title("Over · Actieplanmonitor")
        wait_until_idle(page)
    expect(page.locator("h2#privacy")).to_be_focused()
    expect(page.locator("h2#privacy")).to_be_in_viewport()
