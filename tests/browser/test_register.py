"""The staff's register in a real browser: by keyboard alone, wide and narrow, nothing for axe to find."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dsw import commands
from dsw.access.sessions import COOKIE
from dsw.people import OPERATOR, Role
from dsw.queries.person import read_person
from dsw.store import Contact, Store
from dsw.texts import plural, text
from tests.acts import FIRST, sign
from tests.browser.axe import axe_violations
from tests.browser.conftest import serving, wait_until_idle
from tests.browser.keyboard import Keyboard
from tests.staffing import enter, hire

LIST = "/beheer-register"
NASTY = "Aap <img src=x onerror=alert(1)> [een link](javascript:alert(1)) **vet** :red[rood]"
Open = Callable[[str, int], Page]


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """Thirty signatories; the first has a pledge and a contact, the second a hostile name."""
    opened = Store.open(sqlite_url)
    with opened.write(OPERATOR, "test") as tx:
        for place in range(30):
            sign(tx, f"Buurthuis {place:02}")
        commands.pledge(tx, 1, 3, FIRST)
        commands.set_contact(tx, 1, Contact("Sam", "sam@voorbeeld.example"))
        commands.rename(tx, 2, NASTY, show_name=True)
    yield opened
    opened.close()


@pytest.fixture
def window(browser: Browser, store: Store, sqlite_url: str, tmp_path: Path) -> Iterator[Open]:
    """Opens an address as somebody of the staff; nothing may go wrong on the page."""
    contexts, complaints = [], []
    token = enter(store, hire(store, Role.BEHEERDER))
    with serving(sqlite_url, tmp_path) as address:

        def at(path: str, width: int) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            contexts.append(context)
            context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.goto(address + path)
            wait_until_idle(page)
            return page

        yield at
        for context in contexts:
            context.close()
    assert complaints == []


def check_looks(page: Page, width: int) -> None:
    wait_until_idle(page)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def enter_on(page: Page, keys: Keyboard, role: str, name: str) -> None:
    """Press a button or open a fold by keyboard, and wait for what comes."""
    target = (
        page.locator("summary", has_text=name) if role == "fold" else page.get_by_role("button", name=name)
    )
    keys.to(target.first)
    page.keyboard.press("Enter")
    wait_until_idle(page)


def follow(page: Page, keys: Keyboard, name: str) -> None:
    """Follow a link by keyboard: the page stays the same one."""
    keys.to(page.get_by_role("link", name=name, exact=True))
    page.keyboard.press("Enter")
    wait_until_idle(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_name_is_looked_up_and_corrected_by_keyboard_alone(window: Open, store: Store, width: int) -> None:
    page = window(LIST, width)
    keys = Keyboard(page)
    check_looks(page, width)
    keys.type(text("register.zoek.tekst"), "buurthuis 00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=plural("register.gevonden", 1), exact=True)).to_be_visible()
    follow(page, keys, "Buurthuis 00")
    expect(page.locator("h1")).to_have_text("Buurthuis 00")
    assert page.url.endswith(f"{LIST}?ondertekenaar=1")
    check_looks(page, width)
    enter_on(page, keys, "fold", text("register.gegevens.kop"))
    keys.type(text("register.gegevens.naam"), "Buurthuis Nieuw")
    enter_on(page, keys, "button", text("register.bewaren"))
    expect(page.locator("h1")).to_have_text("Buurthuis Nieuw")
    expect(page.get_by_text(text("register.bewaard"))).to_be_visible()
    check_looks(page, width)
    follow(page, keys, text("register.terug"))
    expect(page.get_by_label(text("register.zoek.tekst"))).to_have_value("buurthuis 00")
    assert "buurthuis" not in page.url
    with store.read() as db:
        found = read_person(db, 1)
    assert found
    assert found.identity.name == "Buurthuis Nieuw"


@pytest.mark.parametrize("width", [1280, 390])
def test_two_are_put_together_by_keyboard_alone(window: Open, width: int) -> None:
    page = window(f"{LIST}?ondertekenaar=1", width)
    keys = Keyboard(page)
    enter_on(page, keys, "fold", text("register.samen.kop"))
    keys.type(text("register.samen.zoek"), "buurthuis 03")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    follow(page, keys, text("register.samen.kies", naam="Buurthuis 03"))
    expect(page.locator("h1")).to_contain_text("gaat op in")
    check_looks(page, width)
    enter_on(page, keys, "button", text("register.samen.doe"))
    expect(page.locator("h1")).to_have_text("Buurthuis 00")
    assert page.url.endswith("?ondertekenaar=1")
    expect(page.get_by_text(text("register.een.samen_met", naam="Buurthuis 03"))).to_be_visible()
    for fold in page.locator(".stExpander summary").all():
        fold.click()
    check_looks(page, width)


@pytest.mark.parametrize("width", [1280, 390])
def test_many_are_changed_by_keyboard_alone_and_hostile_names_are_text(
    window: Open, store: Store, width: int
) -> None:
    page = window(LIST, width)
    keys = Keyboard(page)
    toggle = page.get_by_label(text("register.tegelijk.aan"))
    keys.to(toggle)
    page.keyboard.press("Space")
    wait_until_idle(page)
    expect(page.get_by_text(NASTY, exact=False)).to_be_visible()
    assert page.locator("#stMain img, #stMain strong:text('vet'), a[href^='javascript']").count() == 0
    enter_on(page, keys, "button", text("register.tegelijk.kies_alle"))
    enter_on(page, keys, "button", text("register.tegelijk.bekijk"))
    expect(page.get_by_text(plural("register.tegelijk.verandert", 25))).to_be_visible()
    check_looks(page, width)
    keys.type(text("register.waarom"), "Verkeerd ingedeeld.")
    enter_on(page, keys, "button", text("register.tegelijk.doe"))
    expect(page.get_by_text(plural("register.tegelijk.gedaan", 25))).to_be_visible()
    with store.read() as db:
        groups = [found.profile.group for number in range(1, 31) if (found := read_person(db, number))]
    assert sorted(groups) == [1] * 25 + [3] * 5
