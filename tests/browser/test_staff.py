"""Staff come in, decide and leave, in a real browser: with a session of ours, and by way of another site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from dsw.access.sessions import COOKIE
from dsw.access.staff import remove_staff
from dsw.demo import fill
from dsw.people import Role
from dsw.store import Store
from dsw.texts import text
from tests.browser.axe import axe_violations
from tests.browser.conftest import Scheme, free_port, serving, wait_until_idle
from tests.browser.survey import words
from tests.staffing import apply, enter, hire

WIDTHS = (1280, 390, 320)
EMAIL = "redacteur@movisie.example"
REFUSED = text("toegang.buiten.titel")
NASTY = "<img src=x onerror=alert(1)> Welzijn"


@dataclass(frozen=True)
class Site:
    """A server with a register of its own."""

    address: str
    store: Store


Open = Callable[..., Page]


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    store = Store.open(sqlite_url)
    with serving(sqlite_url, tmp_path) as address:
        yield Site(address, store)
    store.close()


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens an address in a browser that holds nothing but this session; nothing may go wrong on the page."""
    opened, complaints = [], []

    def at(path: str, token: str = "", width: int = 1280, scheme: Scheme = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        opened.append(context)
        if token:
            context.add_cookies([{"name": COOKIE, "value": token, "url": site.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(site.address + path)
        return page

    yield at
    for context in opened:
        context.close()
    assert complaints == []


def come_in(site: Site, role: Role = Role.REDACTEUR) -> str:
    return enter(site.store, hire(site.store, role))


def test_a_deep_link_as_the_very_first_request_refuses(site: Site, window: Open) -> None:
    apply(site.store, "Dit Mag Niemand Zien")
    page = window("/beheer")
    expect(page.locator("h1")).to_have_text(REFUSED)
    wait_until_idle(page)
    expect(page).to_have_title("Vandaag · Actieplanmonitor")
    assert "Dit Mag Niemand Zien" not in page.content()
    assert page.locator("#root .stHtml").count() == 1
    assert page.locator(".stButton").count() == 0
    page.get_by_role("link", name=text("toegang.per_mail")).click()
    expect(page.locator("h1")).to_have_text(text("link.kop"))


@pytest.mark.parametrize("path", ["/beheer", "/link"])
def test_nothing_for_staff_is_kept_or_in_the_menu(site: Site, window: Open, path: str) -> None:
    page = window("/over")
    answer = page.request.get(site.address + path)
    assert answer.headers["cache-control"] == "no-store"
    assert "no-store" not in page.request.get(f"{site.address}/over").headers["cache-control"]
    wait_until_idle(page)
    assert page.locator("a[href^='/beheer']").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(site: Site, window: Open, scheme: Scheme) -> None:
    apply(site.store, NASTY)
    apply(site.store, "Stichting Welzijn Nieuwland", email="a@b.example")
    apply(site.store, "Welzijn Nieuwland")
    visits = (("/beheer", come_in(site)), ("/beheer", ""), ("/link", ""))
    for (path, token), width in product(visits, WIDTHS):
        page = window(path, token, width, scheme)
        expect(page.locator("main h1")).to_be_visible()
        if path == "/beheer":
            wait_until_idle(page)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_an_organisation_is_let_in_by_keyboard_alone(site: Site, window: Open, width: int) -> None:
    apply(site.store, NASTY)
    visitor = window("/ondertekenaars", width=width)
    wait_until_idle(visitor)
    expect(visitor.get_by_text(NASTY)).to_have_count(0)
    page = window("/beheer", come_in(site), width)
    wait_until_idle(page)
    button = page.get_by_role("button", name=text("beheer.wachten.goed"), exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(text("beheer.wachten.goedgekeurd", naam=NASTY))).to_be_visible()
    expect(button).to_have_count(0)
    expect(page.get_by_text(text("beheer.wachten.hoeveel.geen"))).to_be_visible()
    visitor.reload()
    wait_until_idle(visitor)
    expect(visitor.get_by_role("heading", name=NASTY)).to_be_visible()


def test_leaving_is_leaving_everywhere(site: Site, window: Open) -> None:
    holder = hire(site.store)
    here, elsewhere = (window("/beheer", enter(site.store, holder)) for _ in range(2))
    for page in (here, elsewhere):
        expect(page.get_by_text(EMAIL)).to_be_visible()
    here.get_by_role("button", name=text("toegang.uit")).click()
    expect(here.locator("h1")).to_have_text(text("melding.uit.kop"))
    assert here.context.cookies() == [one for one in here.context.cookies() if one["name"] != COOKIE]
    elsewhere.reload()
    expect(elsewhere.locator("h1")).to_have_text(REFUSED)


def test_who_is_off_the_list_can_press_nothing_any_more(site: Site, window: Open) -> None:
    apply(site.store)
    page = window("/beheer", come_in(site))
    wait_until_idle(page)
    with site.store.desk() as desk:
        remove_staff(desk, EMAIL)
    page.get_by_role("button", name=text("beheer.wachten.goed"), exact=True).click()
    expect(page.locator("h1")).to_have_text(REFUSED)
    with site.store.read() as db:
        assert db.head().revision == 0


def test_a_link_is_asked_for_by_mail(window: Open) -> None:
    page = window("/link", width=390)
    page.get_by_label(text("link.email")).fill("iemand@movisie.example")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(text("melding.link_gevraagd.kop"))
    assert axe_violations(page) == []


# ------------------------------------------------------------------------------------ by another site

USERS = {
    "mag": {"email": EMAIL, "email_verified": True},
    "vreemd": {"email": "vreemd@movisie.example", "email_verified": True},
    "onbewezen": {"email": EMAIL, "email_verified": False},
    "zwijgt": {"email": EMAIL},
}
_SECRETS = """
[auth]
redirect_uri = "{site}/oauth2callback"
cookie_secret = "{secret}"
client_id = "monitor"
client_secret = "geheim"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
trusted_issuer = "{trusted}"
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a site that knows some people."""
    users = [User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def trusted() -> str:
    """The issuer whose addresses are taken as checked."""
    return ""


@pytest.fixture
def linked(sqlite_url: str, tmp_path: Path, issuer: str, trusted: str) -> Iterator[Site]:
    """A server that takes the other site's word. It knows the real day, as the other site does."""
    store, port = Store.open(sqlite_url), free_port()
    settings = tmp_path / ".streamlit" / "secrets.toml"
    settings.parent.mkdir()
    words = {"site": f"http://127.0.0.1:{port}", "secret": "g" * 40, "issuer": issuer}
    settings.write_text(_SECRETS.format(**words, trusted=trusted and issuer))
    with serving(sqlite_url, tmp_path, port, DSW_TODAY="") as address:
        yield Site(address, store)
    store.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: Site, sub: str) -> None:
    page.goto(f"{site.address}/beheer")
    page.get_by_role("button", name=text("toegang.werkaccount")).click()
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url(f"{site.address}/beheer")
    wait_until_idle(page)


def check_in(page: Page) -> None:
    expect(page.get_by_text(EMAIL)).to_be_visible()
    expect(page.locator("h1")).to_have_text(text("vandaag.niets"))


def check_unknown(page: Page) -> None:
    expect(page.locator("h1")).to_have_text(text("toegang.onbekend.titel"))
    expect(page.get_by_role("button", name=text("toegang.ander_account"))).to_be_visible()


def test_who_is_on_the_list_comes_in_with_a_work_account_and_goes(page: Page, linked: Site) -> None:
    holder = hire(linked.store)
    mine = enter(linked.store, holder)
    sign_in(page, linked, "mag")
    check_in(page)
    assert axe_violations(page) == []
    kept = page.context.cookies()
    page.get_by_role("button", name=text("toegang.uit")).click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{linked.address}/beheer")
    expect(page.locator("h1")).to_have_text(REFUSED)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": mine, "url": linked.address}])
    page.reload()
    expect(page.locator("h1")).to_have_text(REFUSED)
    page.context.add_cookies(kept)
    page.reload()
    check_unknown(page)


@pytest.mark.parametrize("sub", ["vreemd", "onbewezen", "zwijgt"])
def test_who_is_not_known_here_stays_out(page: Page, linked: Site, sub: str) -> None:
    hire(linked.store)
    apply(linked.store, "Dit Mag Niemand Zien")
    sign_in(page, linked, sub)
    check_unknown(page)
    assert "Dit Mag Niemand Zien" not in page.content()


@pytest.mark.parametrize("trusted", ["this one"])
def test_the_trusted_issuer_need_not_say_that_it_checked(page: Page, linked: Site) -> None:
    hire(linked.store)
    sign_in(page, linked, "zwijgt")
    check_in(page)


def test_who_is_taken_off_the_list_is_out_with_a_work_account_too(page: Page, linked: Site) -> None:
    hire(linked.store)
    sign_in(page, linked, "mag")
    check_in(page)
    with linked.store.desk() as desk:
        remove_staff(desk, EMAIL)
    page.reload()
    check_unknown(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_exports_and_log(site: Site, window: Open, scheme: Scheme) -> None:
    fill(site.store, 30)
    token = come_in(site, Role.BEHEERDER)
    for path, width in product(("/beheer-uitvoer", "/beheer-logboek"), WIDTHS):
        page = window(path, token, width, scheme)
        wait_until_idle(page)
        page.evaluate("document.querySelectorAll('.dsw-details').forEach(fold => fold.open = true)")
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_comes_with_a_click_and_the_log_is_turned_by_keyboard(
    site: Site, window: Open, width: int
) -> None:
    fill(site.store, 30)
    token = come_in(site, Role.BEHEERDER)
    page = window("/beheer-uitvoer", token, width)
    wait_until_idle(page)
    with page.expect_download() as fetched:
        page.locator("a[href='/beheer/uitvoer/register.xlsx']").click()
    assert fetched.value.suggested_filename.endswith(".xlsx")
    assert Path(fetched.value.path()).read_bytes().startswith(b"PK")
    button = page.get_by_role("button", name=text("uitvoer.kopie.maak"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="handmatig-")).to_be_visible()
    page = window("/beheer-logboek", token, width)
    wait_until_idle(page)
    first = page.locator(".dsw-log li").first.inner_text()
    page.get_by_role("button", name=text("logboek.ouder")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=text("logboek.nieuwer"))).to_be_visible()
    assert page.locator(".dsw-log li").first.inner_text() != first
    assert page.url.endswith("/beheer-logboek")


def test_no_english_is_said_in_exports_and_log(site: Site, window: Open) -> None:
    fill(site.store, 30)
    token = come_in(site, Role.BEHEERDER)
    for path in ("/beheer-uitvoer", "/beheer-logboek"):
        page = window(path, token)
        wait_until_idle(page)
        for known in ("Choose", "Select", "Press", "Clear", "options", "Download the", "No results"):
            assert known not in words(page), (path, known)
