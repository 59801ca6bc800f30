"""The counter in a real browser, on a phone, by keyboard alone, with real mail: from signing to leaving."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dsw import commands, signups
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.staff import add_staff
from dsw.access.tokens import new_token
from dsw.domain import Status
from dsw.people import OPERATOR, Role
from dsw.store import Contact, Store
from tests import mailserver
from tests.acts import FIRST, report, sign
from tests.browser.axe import axe_violations
from tests.browser.conftest import serving
from tests.browser.keyboard import Keyboard
from tests.mailserver import Mailroom, body

NAME, EMAIL, COLLEAGUE = "Welzijn Voorbeeldstad", "sam@voorbeeld.example", "kim@voorbeeld.example"
SECONDS = 30
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Store]:
    """An empty register of this test's own."""
    store = Store.open(f"sqlite:///{tmp_path / 'register.db'}")
    yield store
    store.close()


@pytest.fixture
def mail_port() -> int:
    """Where the mail server listens."""
    return mailserver.free_port()


@pytest.fixture
def mail(mail_port: int) -> Iterator[Mailroom]:
    """A mail server."""
    room = Mailroom()
    with mailserver.serving(room, mail_port):
        yield room


@pytest.fixture
def counter(register: Store, mail: Mailroom, mail_port: int, tmp_path: Path) -> Iterator[str]:
    """A server with a worker beside it that sends mail; its address."""
    settings = {"DSW_SMTP_URL": f"smtp+plain://127.0.0.1:{mail_port}", "DSW_DATA_DIR": str(tmp_path / "data")}
    url = register._engine.url.render_as_string()
    with serving(url, tmp_path, **settings, worker=True) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone."""
    with browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce") as phone:
        yield phone.new_page()


def link_for(mail: Mailroom, address: str, number: int) -> str:
    """The path of the link in the so-manyth mail to an address."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = [one for one in mail.taken if one["To"] == address]
        if len(found) >= number:
            link = re.search(r"/s/[\w-]+", body(found[number - 1], "plain"))
            assert link
            return link[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail {number} to {address}")


def check(page: Page) -> None:
    """Nothing in the way of anybody: not for axe, not in width, and no script complained."""
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def fill_in(page: Page, keys: Keyboard) -> None:
    """The four steps."""
    keys.choose(page.get_by_label("Voor een organisatie"))
    keys.choose(page.get_by_label("Sociaalwerkorganisaties"))
    keys.type("Naam", NAME)
    keys.type("Jouw naam", "Sam")
    keys.tick(page.get_by_label("Ik mag tekenen voor deze organisatie."))
    keys.type("E-mailadres", EMAIL)
    check(page)
    keys.press(page.get_by_role("button", name="Verder"))
    expect(page.get_by_role("heading", name="Waar doe je mee?")).to_be_visible()
    keys.type("Zoek een gemeente, plaats of provincie", "utr")
    expect(page.get_by_role("option").first).to_be_visible()
    check(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Utrecht")).to_be_checked()
    page.keyboard.type("Hengelo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Hengelo")).to_be_checked()
    expect(page.get_by_role("combobox")).to_have_value("")
    keys.press(page.get_by_role("button", name="Verder"))
    keys.tick(page.get_by_label("3.1"))
    keys.tick(page.get_by_label("3.3"))
    check(page)
    keys.press(page.get_by_role("button", name="Verder"))
    page.get_by_label("Wat ga je doen?").first.focus()
    page.keyboard.type("We maken samen een plan.")
    keys.tick(page.get_by_label("Ik steun het actieplan."))
    keys.tick(page.get_by_label("Mijn naam mag op de site."))
    check(page)
    keys.press(page.get_by_role("button", name="Onderteken het actieplan"))


def approve(register: Store) -> None:
    """Staff lets the organisation in."""
    with register.desk() as counter:
        editor = add_staff(counter, "redactie@movisie.example", Role.REDACTEUR).actor
        (waits,) = signups.waiting_signups(counter)
    with register.write(editor, "approve") as tx:
        signups.approve(tx, waits.number)


def test_a_whole_life_of_a_signature(
    page: Page, counter: str, register: Store, mail: Mailroom, browser: Browser, tmp_path: Path
) -> None:
    keys = Keyboard(page)
    page.goto(f"{counter}/meedoen")
    fill_in(page, keys)
    expect(page.get_by_role("heading", name="kijk in je mail")).to_be_visible()
    check(page)

    page.goto(counter + link_for(mail, EMAIL, 1))
    check(page)
    keys.press(page.get_by_role("button", name="Ja, dit is mijn e-mailadres"))
    expect(page.get_by_role("heading", name="Movisie kijkt ernaar")).to_be_visible()
    check(page)

    public = browser.new_page()
    public.goto(f"{counter}/ondertekenaars")
    expect(public.get_by_role("heading", level=1)).to_be_visible()
    assert NAME not in public.content()
    approve(register)
    public.get_by_role("link", name="Doelgroepen").first.click()
    public.get_by_role("link", name="Ondertekenaars").first.click()
    expect(public.get_by_text(NAME).first).to_be_visible()
    public.close()

    page.goto(counter + link_for(mail, EMAIL, 2))
    keys.press(page.get_by_role("button", name="Ga naar mijn toezeggingen"))
    check(page)
    keys.choose(page.get_by_label("Bezig").first)
    keys.choose(page.get_by_label("Staat stil").nth(1))
    keys.choose(page.get_by_label("tijd", exact=True).locator("visible=true"))
    check(page)
    keys.press(page.get_by_role("button", name="Opslaan"))
    expect(page.get_by_role("heading", name="Bedankt, opgeslagen")).to_be_visible()
    check(page)

    page.goto(f"{counter}/mijn/gegevens")
    check(page)
    keys.press(page.get_by_role("link", name="Laat een collega meedoen, of draag het over"))
    keys.type("Naam van je collega", "Kim")
    keys.type("E-mailadres van je collega", COLLEAGUE)
    keys.choose(page.get_by_label("Overdragen"))
    check(page)
    keys.press(page.get_by_role("button", name="Stuur mijn collega een link"))
    expect(page.get_by_role("heading", name="Je hebt het overgedragen")).to_be_visible()

    page.goto(counter + link_for(mail, COLLEAGUE, 1))
    keys.press(page.get_by_role("button", name="Ga naar mijn toezeggingen"))
    page.goto(f"{counter}/mijn/gegevens/stoppen")
    check(page)
    keys.press(page.get_by_role("button", name="Ja, stop en wis mijn gegevens"))
    expect(page.get_by_role("heading", name="Je gegevens zijn gewist")).to_be_visible()
    check(page)
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "Mail versturen: gedaan." in log
    assert [one for one in (NAME, EMAIL, COLLEAGUE, "/s/") if one in log] == []


@pytest.fixture
def waiting(register: Store, counter: str) -> str:
    """An organisation that was asked how it goes: the link in its mail."""
    token = new_token()
    with register.write(OPERATOR, "test") as tx:
        sign(tx, NAME)
        commands.set_contact(tx, 1, Contact("Sam", EMAIL))
        for action in (5, 7):
            commands.pledge(tx, 1, action, FIRST)
            report(tx, 1, action, Status.BEZIG, FIRST)
        tx.settle()
        make_link(tx, token, Holder(1, 1))
    return f"{counter}/s/{token}"


def test_three_presses_from_the_mail_to_thanks(page: Page, waiting: str) -> None:
    keys = Keyboard(page)
    page.goto(waiting)
    keys.presses += 1  # the one in the mail
    keys.press(page.get_by_role("button", name="Ga naar mijn toezeggingen"))
    keys.press(page.get_by_role("button", name="Ja, alles klopt nog"))
    expect(page.get_by_role("heading", name="Bedankt, opgeslagen")).to_be_visible()
    assert keys.presses == 3


def test_no_secret_stays_behind(page: Page, waiting: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.headers.get("referer", "")))
    page.goto(waiting)
    token = waiting.rpartition("/")[2]
    page.get_by_role("button", name="Ga naar mijn toezeggingen").click()
    expect(page.get_by_role("heading", name="Dag! Klopt dit nog?")).to_be_visible()
    assert token not in page.url + page.content() + " ".join(asked)
    kept = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage}) + document.cookie")
    assert token not in kept
    page.go_back()
    assert token not in page.url


def test_what_was_typed_survives_a_reload_and_a_lost_connection(page: Page, waiting: str) -> None:
    page.goto(waiting)
    page.get_by_role("button", name="Ga naar mijn toezeggingen").click()
    page.get_by_label("Staat stil").first.check()
    page.get_by_label("Wat zou helpen?").first.fill("Een laptop")
    page.reload()
    expect(page.get_by_label("Staat stil").first).to_be_checked()
    expect(page.get_by_label("Wat zou helpen?").first).to_have_value("Een laptop")
    page.context.set_offline(True)
    page.get_by_label("geld", exact=True).first.check()
    page.get_by_role("button", name="Opslaan").click()
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("Wat zou helpen?").first).to_have_value("Een laptop")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", name="Bedankt, opgeslagen")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_signer_is_for_everyone(
    browser: Browser, waiting: str, width: int, scheme: str
) -> None:
    address = waiting.partition("/s/")[0]
    settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with browser.new_context(reduced_motion="reduce", **settings) as context:
        page = context.new_page()
        page.goto(waiting)
        page.get_by_role("button", name="Ga naar mijn toezeggingen").click()
        paths = ("", "/bedankt", "/erbij", "/weg?actie=3.1", "/gegevens")
        paths += tuple(f"/gegevens/{name}" for name in ("wijzig", "waar", "adres", "collega", "stoppen"))
        for path in (*(f"/mijn{one}" for one in paths), "/link", "/privacy", "/meedoen/wie"):
            page.goto(address + path)
            assert axe_violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_it_all_works_without_scripts(browser: Browser, waiting: str) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(waiting)
        page.get_by_role("button", name="Ga naar mijn toezeggingen").click()
        page.get_by_label("Staat stil").first.check()
        page.get_by_label("geld", exact=True).locator("visible=true").check()
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_role("heading", name="Bedankt, opgeslagen")).to_be_visible()
        page.goto(waiting.partition("/s/")[0] + "/mijn/gegevens/waar")
        page.get_by_label("Zoek een gemeente").fill("Hengelo")
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.get_by_role("checkbox", name="Hengelo")).to_be_checked()
