"""A messy form goes in by keyboard alone: picked, decided, booked, taken back and booked again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from dsw.access.sessions import COOKIE
from dsw.people import Role
from dsw.regions import load_regions
from dsw.store import Store, schema
from dsw.texts import text
from tests.browser.axe import axe_violations
from tests.browser.conftest import serving, wait_until_idle
from tests.browser.keyboard import Keyboard
from tests.forms import PICKS, UNKNOWN, messy_form
from tests.staffing import enter, hire

WIDTHS = (1280, 390)
#: The first letters that tell an option from all others.
_PLACES = {code: load_regions().name(code) for code in UNKNOWN.values()}


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture(params=WIDTHS, ids=str)
def page(
    request: pytest.FixtureRequest, browser: Browser, store: Store, sqlite_url: str, tmp_path: Path
) -> Iterator[Page]:
    complaints: list[str] = []
    with serving(sqlite_url, tmp_path) as address:
        context = browser.new_context(
            viewport={"width": request.param, "height": 900}, reduced_motion="reduce"
        )
        token = enter(store, hire(store, Role.REDACTEUR))
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
        opened = context.new_page()
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        opened.on("filechooser", lambda _: None)  # from here on it is caught, not only once it is waited for
        opened.goto(f"{address}/beheer-inlezen")
        wait_until_idle(opened)
        yield opened
        context.close()
    assert complaints == []


class Hands:
    """Somebody at the keyboard, with axe looking over their shoulder."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = Keyboard(page)

    def look(self) -> None:
        """The page is at rest, whole, and without a breach."""
        wait_until_idle(self.page)
        assert axe_violations(self.page) == []
        width = self.page.viewport_size
        assert width
        assert self.page.evaluate("document.documentElement.scrollWidth") == width["width"]

    def press(self, key: str) -> None:
        """Press a button by its text."""
        button = self.page.get_by_role("button", name=text(key), exact=True).first
        self.keys.to(button)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(300)
        wait_until_idle(self.page)

    def choose(self, box: Locator, words: str) -> None:
        """Type until an option stands first, and take it."""
        self.keys.to(box)
        self.page.keyboard.type(words)
        expect(self.page.get_by_role("option").first).to_contain_text(words)
        if not self.page.locator(
            "[role=option][data-focused=true], [role=option][aria-selected=true]"
        ).count():
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        wait_until_idle(self.page)

    def upload(self, data: bytes) -> None:
        """Choose a file in the window that the browser opens."""
        self.keys.to(self.page.get_by_role("button", name="Kies een bestand"))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        chooser.value.set_files({"name": "aanmeldingen.xlsx", "mimeType": sheet, "buffer": data})
        expect(self.page.get_by_label(text("inlezen.bestand"))).to_have_count(0)
        wait_until_idle(self.page)


def sums(page: Page) -> dict[str, int]:
    """The sum on the page; it closes."""
    rows = page.locator(".dsw-import-sum tr")
    cells = [row.inner_text().split("\t") for row in rows.all()]
    found = {name.strip(): int(count.replace(".", "")) for name, count in cells}
    total = found.pop(text("inlezen.som.totaal"))
    assert sum(found.values()) == total
    return {name: count for name, count in found.items() if count}


def judge(hands: Hands, answer: str) -> None:
    """Say the same of both pairs, with the arrows."""
    groups = hands.page.get_by_role("radiogroup").all()
    assert len(groups) == 2
    for group in groups:
        choice = group.get_by_role("radio", name=text(f"inlezen.dubbel.{answer}"))
        hands.keys.choose(choice)
    hands.press("inlezen.pas_toe")


def names(store: Store) -> int:
    with store.read() as db:
        return db.count(select(schema.identity.c.signatory_id).where(schema.identity.c.name != ""))


def test_a_messy_form_goes_in_out_and_in_again_by_keyboard(page: Page, store: Store) -> None:
    hands = Hands(page)
    hands.look()
    hands.upload(messy_form())
    hands.look()
    assert "10.0.0." not in page.content()
    for name, header in PICKS.items():
        box = page.get_by_role("combobox", name=text(f"inlezen.veld.{name}"), exact=True)
        hands.choose(box, header)
    hands.look()
    hands.press("inlezen.kolommen.verder")
    assert sums(page) == {"nieuw": 7, "leeg": 1}
    hands.look()
    for place in UNKNOWN:
        box = page.get_by_role("combobox", name=re.compile(f"‘{place}’"))
        option = "laat onbekend" if UNKNOWN[place] == "onbekend" else f"{_PLACES[UNKNOWN[place]]} (gemeente)"
        hands.choose(box, option)
    hands.press("inlezen.pas_toe")
    expect(page.get_by_text("Gekozen: ")).to_be_visible()
    assert sums(page) == {"nieuw": 7, "leeg": 1}
    hands.look()
    judge(hands, "andere")
    assert sums(page) == {"nieuw": 7, "leeg": 1}
    assert names(store) == 0
    hands.press("inlezen.verwerk")
    expect(page.get_by_role("status").filter(has_text="7 nieuw")).to_be_visible()
    assert names(store) == 7
    hands.look()
    take_back(hands)
    assert names(store) == 0
    hands.upload(messy_form())
    assert sums(page) == {"nieuw": 7, "leeg": 1}
    hands.look()
    hands.press("inlezen.verwerk")
    expect(page.get_by_role("status").filter(has_text="7 nieuw")).to_be_visible()
    assert names(store) == 7


def take_back(hands: Hands) -> None:
    button = hands.page.get_by_role("button", name=re.compile("Maak ongedaan"))
    hands.keys.to(button)
    hands.page.keyboard.press("Enter")
    expect(hands.page.get_by_text(text("inlezen.eerder.zeker"))).to_be_visible()
    hands.look()
    hands.press("inlezen.eerder.ja")
    expect(hands.page.get_by_text(text("inlezen.eerder.teruggedraaid"))).to_be_visible()
    hands.look()
