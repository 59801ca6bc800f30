"""Reminders and helping each other, from the staff's page to the signer's thanks, with real mail."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.sessions import COOKIE
from dsw.access.tokens import new_token
from dsw.domain import Obstacle, Status
from dsw.people import OPERATOR
from dsw.store import Contact, Store, Words
from dsw.texts import text
from tests import mailserver
from tests.acts import sign
from tests.browser.axe import axe_violations
from tests.browser.conftest import serving, wait_until_idle
from tests.browser.keyboard import Keyboard
from tests.browser.test_counter import PHONE, check, link_for
from tests.mailserver import Mailroom, body
from tests.staffing import enter, hire
from tests.workers import wait_until

FIRST = date(2026, 1, 5)
EMAILS = [f"{name}@voorbeeld.example" for name in ("sam", "kim", "noor")]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Store]:
    """Three organisations who are due a reminder, each with one pledge on the same action."""
    store = Store.open(f"sqlite:///{tmp_path / 'register.db'}")
    with store.write(OPERATOR, "test") as tx:
        for email in EMAILS:
            number = sign(tx, f"Welzijn {email[0].upper()} <b>&", day=FIRST)
            commands.set_contact(tx, number, Contact("Iemand", email, mail_consent=True))
            commands.pledge(tx, number, 5, FIRST)
    yield store
    store.close()


@pytest.fixture
def mail() -> Iterator[tuple[Mailroom, int]]:
    """A mail server, and where it listens."""
    room, port = Mailroom(), mailserver.free_port()
    with mailserver.serving(room, port):
        yield room, port


@pytest.fixture
def site(register: Store, mail: tuple[Mailroom, int], tmp_path: Path) -> Iterator[str]:
    """A server with a worker beside it."""
    settings = {"DSW_SMTP_URL": f"smtp+plain://127.0.0.1:{mail[1]}", "DSW_DATA_DIR": str(tmp_path / "data")}
    url = register._engine.url.render_as_string()
    with serving(url, tmp_path, **settings, worker=True) as address:
        yield address


@contextmanager
def staff_page(browser: Browser, site: str, store: Store, width: int) -> Iterator[Page]:
    token = enter(store, hire(store))
    scheme = "dark" if width == PHONE["width"] else "light"
    settings = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    with browser.new_context(**settings, color_scheme=scheme) as context:
        context.add_cookies([{"name": COOKIE, "value": token, "url": site}])
        page = context.new_page()
        page.goto(f"{site}/beheer-opvolging")
        wait_until_idle(page)
        yield page


def check_staff(page: Page, width: int) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@contextmanager
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.mark.parametrize("width", [1280, 390])
def test_one_is_left_out_the_rest_get_a_letter_and_an_answer_is_counted(
    browser: Browser, site: str, register: Store, mail: tuple[Mailroom, int], width: int
) -> None:
    room, _port = mail
    with staff_page(browser, site, register, width) as page:
        check_staff(page, width)
        page.get_by_text(text("opvolging.stuur", nummer=2)).click()
        page.get_by_role("button", name="Verstuur 2 herinneringen").click()
        expect(page.get_by_text("Er gaan 2 mails weg.")).to_be_visible()
        wait_until_idle(page)
        check_staff(page, width)
        page.get_by_role("button", name=text("opvolging.ja")).click()
        expect(page.get_by_text("Er gaan 2 herinneringen op weg.")).to_be_visible()
        wait_until(lambda: len(room.taken) == 2)
        assert sorted(one["To"] for one in room.taken) == sorted([EMAILS[0], EMAILS[2]])
        with phone(browser) as signer:
            signer.goto(site + link_for(room, EMAILS[0], 1))
            signer.get_by_role("button", name=text("deur.ondertekenaar.knop")).click()
            signer.get_by_role("button", name=text("mijn.niets_begonnen")).click()
            expect(signer.get_by_role("heading", name=text("mijn.bedankt"))).to_be_visible()
        page.reload()
        wait_until_idle(page)
        expect(page.get_by_text("Daarna liet 1 ondertekenaar iets weten (50%).")).to_be_visible()
        check_staff(page, width)


def test_reminders_are_stopped_from_the_mail_by_keyboard(
    browser: Browser, site: str, register: Store, mail: tuple[Mailroom, int]
) -> None:
    room, _port = mail
    with staff_page(browser, site, register, 1280) as page:
        keys = Keyboard(page)
        keys.to(page.get_by_role("button", name="Verstuur 3 herinneringen"))
        page.keyboard.press("Enter")
        expect(page.get_by_text("Er gaan 3 mails weg.")).to_be_visible()
        wait_until_idle(page)
        keys.to(page.get_by_role("button", name=text("opvolging.ja")))
        page.keyboard.press("Enter")
        expect(page.get_by_text("Er gaan 3 herinneringen op weg.")).to_be_visible()
    way_in = link_for(room, EMAILS[0], 1)
    reminder = next(one for one in room.taken if one["To"] == EMAILS[0])
    way_out = re.findall(r"/s/\S+/stop", body(reminder, "plain"))[0]
    assert not way_out.startswith(way_in)
    with phone(browser) as signer:
        signer.goto(f"{site}{way_out}")
        check(signer)
        assert "/s/" not in signer.url
        Keyboard(signer).press(signer.get_by_role("button", name=text("stop.knop")))
        expect(signer.get_by_role("heading", name=text("melding.stop_klaar.kop"))).to_be_visible()
        check(signer)
    with register.read() as db:
        assert [db.all_contacts_of(number)[1].mail_consent for number in (1, 2, 3)] == [False, True, True]


def come_in(page: Page, site: str, store: Store, signatory: int) -> None:
    token = new_token()
    with store.desk() as desk:
        make_link(desk, token, Holder(signatory, 1))
    page.goto(f"{site}/s/{token}")
    page.get_by_role("button", name=text("deur.ondertekenaar.knop")).click()


def test_one_asks_another_helps_and_both_see_it(
    browser: Browser, site: str, register: Store, mail: tuple[Mailroom, int]
) -> None:
    room, _port = mail
    with phone(browser) as asker:
        come_in(asker, site, register, 1)
        asker.get_by_label("Staat stil").check()
        asker.get_by_label("geld", exact=True).locator("visible=true").check()
        expect(asker.get_by_text(text("mijn.hulp_uitleg"))).to_be_visible()
        asker.get_by_label("Wat zou helpen?").fill("Tien oude laptops")
        check(asker)
        asker.get_by_role("button", name="Opslaan").click()
        expect(asker.get_by_role("heading", name=text("mijn.bedankt"))).to_be_visible()
    with phone(browser) as helper:
        come_in(helper, site, register, 2)
        expect(helper.get_by_text("Tien oude laptops")).to_be_visible()
        check(helper)
        Keyboard(helper).press(helper.get_by_role("button", name=text("hulp.knop")))
        expect(helper.get_by_text(text("mijn.gezegd.hulp"))).to_be_visible()
        expect(helper.get_by_text("Tien oude laptops")).to_have_count(0)
        check(helper)
    wait_until(lambda: room.taken)
    (letter,) = room.taken
    assert (letter["To"], letter["Reply-To"]) == (EMAILS[0], EMAILS[1])
    assert EMAILS[1] in body(letter, "plain")
    with phone(browser) as asker:
        come_in(asker, site, register, 1)
        expect(asker.get_by_role("heading", name=text("hulp.aanbod"))).to_be_visible()
        check(asker)
    with register.write(OPERATOR, "test") as tx:
        said = commands.Report(Status.STAAT_STIL, tx.today, Obstacle.TIJD, words=Words(ask="Een zaal"))
        commands.report(tx, 3, 5, said)
    with staff_page(browser, site, register, 390) as page:
        expect(page.get_by_text("Er staan 2 vragen om hulp open.")).to_be_visible()
        expect(page.get_by_text("Bood hulp aan: Welzijn K")).to_be_visible()
        check_staff(page, 390)
