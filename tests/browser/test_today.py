"""The work of a day by keyboard, and the pages of the office as everybody sees them: axe finds nothing."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dsw.access.sessions import COOKIE
from dsw.office.configuring import rules_now
from dsw.people import Role
from dsw.store import Store
from dsw.texts import text
from dsw.views.worklist import Task
from tests.browser.axe import axe_violations
from tests.browser.conftest import Scheme, serving, wait_until_idle
from tests.browser.keyboard import Keyboard
from tests.staffing import apply, enter, hire
from tests.working import SILENT, counts, work_to_do

PATHS = ("/beheer", "/beheer-medewerkers", "/beheer-instellingen")
Open = Callable[..., Page]


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    found = Store.open(sqlite_url)
    work_to_do(found)
    apply(found, "Welzijn Nieuw")
    yield found
    found.close()


@pytest.fixture
def window(browser: Browser, store: Store, sqlite_url: str, tmp_path: Path) -> Iterator[Open]:
    """Opens a page as an administrator; nothing may go wrong on it."""
    token = enter(store, hire(store, Role.BEHEERDER))
    complaints: list[str] = []
    contexts = []
    with serving(sqlite_url, tmp_path) as address:

        def at(path: str, width: int = 1280, scheme: Scheme = "light") -> Page:
            contexts.append(
                browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
                )
            )
            contexts[-1].add_cookies([{"name": COOKIE, "value": token, "url": address}])
            page = contexts[-1].new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(address + path)
            wait_until_idle(page)
            return page

        yield at
        for context in contexts:
            context.close()
    assert complaints == []


def press(page: Page, name: str, within: str) -> None:
    """Tab to a button of one thing, and press Enter."""
    button = page.locator(f'[class*="st-key-{within}"]').get_by_role("button", name=name, exact=True)
    Keyboard(page).to(button)
    page.keyboard.press("Enter")
    wait_until_idle(page)


def check_said(page: Page, said: str) -> None:
    """What came of it is said, and there the keyboard goes on."""
    told = page.get_by_role("status").filter(has_text=said)
    expect(told).to_be_visible()
    expect(told).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(window: Open, scheme: Scheme) -> None:
    for path, width in product(PATHS, (1280, 390, 320)):
        page = window(path, width, scheme)
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_that_is_open_has_no_fault(window: Open, scheme: Scheme) -> None:
    page = window("/beheer", 390, scheme)
    for within, name in (
        ("manieren-regio-2", "kies_regio"),
        ("manieren-mail-1-2", "haal_weg"),
        ("manieren-stil-1", "andere_status"),
        ("manieren-datum-1-9", "nieuwe_dag"),
    ):
        press(page, text(f"vandaag.manier.{name}"), within)
        assert axe_violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == 390, name


def test_the_work_of_a_day_by_keyboard(window: Open, store: Store) -> None:
    page = window("/beheer")
    expect(page.locator("h1")).to_have_text("Vandaag zijn er 7 dingen te doen.")
    press(page, text("vandaag.manier.niet_dezelfde"), "manieren-dubbel")
    check_said(page, "dit zijn er twee")
    press(page, text("vandaag.manier.blijft_onbekend"), "manieren-regio")
    check_said(page, "de regio blijft onbekend")
    press(page, text("vandaag.manier.nieuw_adres"), "manieren-mail")
    Keyboard(page).type(text("vandaag.vraag.adres"), "nieuw@voorbeeld.example")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    check_said(page, "het nieuwe adres is opgeslagen")
    press(page, text("vandaag.manier.klopt_nog"), "manieren-stil")
    check_said(page, "genoteerd dat alles nog klopt")
    press(page, text("vandaag.manier.klaar"), "manieren-datum")
    check_said(page, "de toezegging is klaar")
    press(page, text("vandaag.manier.afgehandeld"), "manieren-hulp")
    press(page, text("vandaag.bewaren"), "knoppen-hulp")
    check_said(page, "deze vraag is afgehandeld")
    expect(page.locator("h1")).to_have_text("Vandaag is er 1 ding te doen.")
    assert counts(store) == {}
    press(page, text("beheer.wachten.niet_goed"), "manieren-")
    press(page, text("beheer.wachten.ja_niet"), "knoppen-")
    check_said(page, "doet niet mee")
    expect(page.locator("h1")).to_have_text(text("vandaag.niets"))
    with store.read() as db:
        assert db.all_contacts_of(SILENT)[2].email == "nieuw@voorbeeld.example"


def test_the_facts_lead_to_their_group(window: Open) -> None:
    page = window("/beheer")
    link = page.get_by_role("link", name=text("vandaag.feit.stil.een"))
    Keyboard(page).to(link)
    page.keyboard.press("Enter")
    expect(page.locator(f"#groep-{Task.STIL}")).to_be_focused()


def test_a_number_is_set_by_keyboard(window: Open, store: Store) -> None:
    page = window("/beheer-instellingen")
    Keyboard(page).type(text("instellingen.regel.silent_months.vraag"), "9")
    press(page, text("instellingen.bewaren"), "knoppen-silent_months")
    said = text("instellingen.bewaard", naam=text("instellingen.regel.silent_months.naam"))
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    with store.read() as db:
        assert rules_now(db).silent_months == 9
