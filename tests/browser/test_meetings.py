"""A meeting on the big screen and on phones: by keyboard, in any theme, and alive in the room."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dsw import commands, meetings
from dsw.access.holders import Holder
from dsw.access.sessions import COOKIE
from dsw.demo import fill
from dsw.domain import Status
from dsw.meetings import MeetingPlan
from dsw.people import ADMISSION, OPERATOR
from dsw.store import Store
from dsw.views import SlideKey
from tests.acts import FIRST, report, sign
from tests.browser.axe import axe_violations
from tests.browser.conftest import Visit, serving
from tests.staffing import enter, hire

SIGNATORIES = 200
PLAN = MeetingPlan("Netwerkbijeenkomst Noord", date(2026, 11, 2), date(2026, 6, 1))
SCREENS = [(1280, 720), (1920, 1080)]
_STICKING_OUT = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_TOO_TALL = "() => document.documentElement.scrollHeight - innerHeight"
_SHOWN = """() => [...document.querySelectorAll('.dia')]
    .filter(one => one.checkVisibility()).map(one => one.id)"""
#: Letters twice as large as the page's own 17 pixels; its policy lets nobody add a stylesheet.
_TWICE = "document.documentElement.style.setProperty('font-size', '212.5%', 'important')"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register with fictional signatories."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('zaal') / 'register.db'}")
    fill(store, SIGNATORIES)
    yield store
    store.close()


@pytest.fixture(scope="module")
def site(register: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over it; its address."""
    folder: Path = tmp_path_factory.mktemp("server")
    url = register._engine.url.render_as_string()
    with serving(url, folder, DSW_DATA_DIR=str(folder / "data")) as address:
        yield address


@pytest.fixture
def ref(register: Store) -> str:
    """The public reference of a meeting of today, counted from now."""
    with register.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, PLAN)
    with register.write(OPERATOR, "meet") as tx:
        one = meetings.find_meeting(tx, ref)
        assert one
        meetings.count_anew(tx, one)
    return ref


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """What was opened; closed at the end."""
    opened: list[BrowserContext] = []
    yield opened
    for one in opened:
        one.close()


def screen(
    browser: Browser, contexts: list[BrowserContext], size: tuple[int, int], **settings: object
) -> Page:
    """A screen of a size, with a visitor before it."""
    width, height = size
    plain = {"locale": "nl-NL", "reduced_motion": "reduce", "viewport": {"width": width, "height": height}}
    contexts.append(browser.new_context(**{**plain, **settings}))  # type: ignore[arg-type]
    return contexts[-1].new_page()


def come_in(page: Page, register: Store, site: str) -> None:
    """An editor comes in."""
    number = len(page.context.cookies())
    holder = hire(register, email=f"{id(page)}-{number}@movisie.example")
    page.context.add_cookies([{"name": COOKIE, "value": enter(register, holder), "url": site}])


# ---------------------------------------------------------------------------------------- by keyboard


@pytest.mark.parametrize("size", SCREENS, ids=str)
@pytest.mark.parametrize("region", ["", "PV20"])
def test_a_whole_meeting_is_shown_by_keyboard(
    browser: Browser,
    contexts: list[BrowserContext],
    register: Store,
    site: str,
    size: tuple[int, int],
    region: str,
) -> None:
    with register.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, MeetingPlan(PLAN.name, PLAN.day, PLAN.since, region))
    page = screen(browser, contexts, size)
    visit = Visit(site)
    visit.watch(page)
    page.goto(f"{site}/bijeenkomst?id={ref}")
    many = len(SlideKey)
    for place in range(1, many + 1):
        expect(page.locator(f'[id="{place}"]')).to_be_visible()
        assert page.evaluate(_SHOWN) == [str(place)]
        assert page.url.endswith(f"#{place}")
        assert page.evaluate(_STICKING_OUT) == 0
        assert page.evaluate(_TOO_TALL) <= 0, place
        assert axe_violations(page) == []
        if place < many:
            page.keyboard.press(("ArrowRight", "PageDown", "Space")[place % 3])
            said = page.locator("#gezegd")
            expect(said).to_contain_text(f"Dia {place + 1} van {many}")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(_SHOWN) == [str(many)]
    for key, place in (
        ("PageUp", many - 1),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("End", many),
        ("ArrowLeft", many - 1),
    ):
        page.keyboard.press(key)
        assert page.evaluate(_SHOWN) == [str(place)]
    page.reload()
    expect(page.locator(f'[id="{many - 1}"]')).to_be_visible()
    assert page.evaluate(_SHOWN) == [str(many - 1)]
    assert (visit.elsewhere, visit.complaints) == ([], [])


def test_keys_show_the_table_what_to_say_and_the_help(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0])
    page.goto(f"{site}/bijeenkomst?id={ref}#3")
    now = page.locator('[id="3"]')
    bars = now.locator(".dia-rijen")
    expect(bars).to_be_visible()
    page.keyboard.press("t")
    expect(now.locator("table")).to_be_visible()
    expect(bars).to_be_hidden()
    assert axe_violations(page) == []
    page.keyboard.press("t")
    expect(bars).to_be_visible()
    page.keyboard.press("n")
    expect(now.get_by_text("Het is geen ranglijst.")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("?")
    helping = page.locator("#hulp")
    expect(helping).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("ArrowRight")
    assert page.evaluate(_SHOWN) == ["3"]
    page.keyboard.press("Escape")
    expect(helping).to_be_hidden()
    page.keyboard.press("o")
    assert len(page.evaluate(_SHOWN)) == len(SlideKey)
    assert axe_violations(page) == []
    page.keyboard.press("o")
    assert page.evaluate(_SHOWN) == ["3"]
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


def test_every_button_is_reached_and_pressed_by_keyboard(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0])
    page.goto(f"{site}/bijeenkomst?id={ref}")
    further = page.get_by_role("button", name="Volgende")
    further.focus()
    page.keyboard.press("Space")
    assert page.evaluate(_SHOWN) == ["2"]
    page.keyboard.press("Enter")
    assert page.evaluate(_SHOWN) == ["3"]
    page.get_by_role("button", name="Tabel").press("Enter")
    expect(page.locator('[id="3"] table')).to_be_visible()


# ------------------------------------------------------------------------------- any size, any theme


@pytest.mark.parametrize(
    "settings",
    [
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"contrast": "more"},
        {"color_scheme": "dark", "forced_colors": "active"},
    ],
    ids=str,
)
def test_it_is_readable_in_every_theme(
    browser: Browser,
    contexts: list[BrowserContext],
    site: str,
    ref: str,
    settings: dict[str, object],
) -> None:
    page = screen(browser, contexts, SCREENS[0], **settings)
    page.goto(f"{site}/bijeenkomst?id={ref}")
    for _ in SlideKey:
        assert axe_violations(page) == []
        page.keyboard.press("ArrowRight")


def test_with_letters_twice_as_large_nothing_is_lost(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0])
    page.goto(f"{site}/bijeenkomst?id={ref}")
    page.evaluate(_TWICE)
    for _ in SlideKey:
        assert page.evaluate(_STICKING_OUT) == 0
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_all_slides_stand_below_each_other(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str, width: int
) -> None:
    page = screen(browser, contexts, (width, 844), has_touch=True)
    page.goto(f"{site}/bijeenkomst?id={ref}")
    assert len(page.evaluate(_SHOWN)) == len(SlideKey)
    assert page.evaluate(_STICKING_OUT) == 0
    assert axe_violations(page) == []
    page.evaluate(_TWICE)
    assert page.evaluate(_STICKING_OUT) == 0


def test_on_a_phone_one_slide_at_a_time_goes_by_finger_and_button(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str
) -> None:
    page = screen(browser, contexts, (390, 844), has_touch=True)
    page.goto(f"{site}/bijeenkomst?id={ref}")
    page.get_by_role("button", name="Onder elkaar of los").tap()
    assert page.evaluate(_SHOWN) == ["1"]
    assert axe_violations(page) == []
    _swipe(page, 300, 60)
    assert page.evaluate(_SHOWN) == ["2"]
    _swipe(page, 60, 300)
    assert page.evaluate(_SHOWN) == ["1"]
    page.get_by_role("button", name="Volgende").tap()
    assert page.evaluate(_SHOWN) == ["2"]


def _swipe(page: Page, start: int, end: int) -> None:
    page.evaluate(
        """([start, end]) => {
            const main = document.querySelector('main');
            const touch = x => new Touch({identifier: 1, target: main, clientX: x, clientY: 300});
            const tell = (name, touches, changed) => main.dispatchEvent(new TouchEvent(name,
                {touches, changedTouches: changed, bubbles: true}));
            tell('touchstart', [touch(start)], [touch(start)]);
            tell('touchend', [], [touch(end)]);
        }""",
        [start, end],
    )


def test_without_a_script_and_on_paper_everything_is_there(
    browser: Browser, contexts: list[BrowserContext], site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0], java_script_enabled=False)
    page.goto(f"{site}/bijeenkomst?id={ref}")
    for place in range(1, len(SlideKey) + 1):
        expect(page.locator(f'[id="{place}"]')).to_be_visible()
    expect(page.get_by_role("button", name="Volgende")).to_be_hidden()
    printed = screen(browser, contexts, SCREENS[0])
    printed.goto(f"{site}/bijeenkomst?id={ref}")
    printed.emulate_media(media="print")
    assert len(printed.evaluate(_SHOWN)) == len(SlideKey)
    expect(printed.get_by_role("button", name="Volgende")).to_be_hidden()


# --------------------------------------------------------------------------------- alive in the room


def test_the_count_follows_without_reloading(
    browser: Browser, contexts: list[BrowserContext], register: Store, site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0])
    page.goto(f"{site}/bijeenkomst?id={ref}#11")
    count = page.locator("[data-teller=aantal]")
    expect(count).to_have_text("0")
    page.evaluate("window.stayed = true")
    with register.write(ADMISSION, "sign") as tx:
        number = sign(tx, "In de zaal", day=PLAN.day)
        commands.pledge(tx, number, 3, PLAN.day)
        report(tx, number, 3, Status.BEZIG, PLAN.day)
    expect(count).to_have_text("2")
    expect(page.locator("[data-teller=delen]")).to_have_text(
        "1 bijgewerkt · 0 kloppen nog · 1 nieuwe ondertekenaar"
    )
    assert page.evaluate("window.stayed")


def test_what_staff_type_stands_on_every_screen(
    browser: Browser, contexts: list[BrowserContext], register: Store, site: str, ref: str
) -> None:
    typing, watching = (screen(browser, contexts, SCREENS[0]) for _ in range(2))
    come_in(typing, register, site)
    for page in (typing, watching):
        page.goto(f"{site}/bijeenkomst?id={ref}#10")
    field = typing.get_by_label("Wat spreken jullie af?")
    field.fill("We delen <b>de app</b>. n t ?")
    assert typing.evaluate(_SHOWN) == ["10"]
    assert axe_violations(typing) == []
    field.press("Enter")
    for page in (typing, watching):
        expect(page.locator("[data-afspraken] li")).to_have_text(["We delen <b>de app</b>. n t ?"])
    expect(field).to_have_value("")
    field.fill("En we bellen.")
    typing.get_by_role("button", name="Zet erbij").click()
    expect(watching.locator("[data-afspraken] li")).to_have_count(2)
    expect(watching.locator("form.dia-formulier")).to_have_count(0)


def test_what_could_not_be_kept_stays_where_it_was_typed(
    browser: Browser, contexts: list[BrowserContext], register: Store, site: str, ref: str
) -> None:
    page = screen(browser, contexts, SCREENS[0])
    come_in(page, register, site)
    page.goto(f"{site}/bijeenkomst?id={ref}#10")
    page.context.clear_cookies()
    field = page.get_by_label("Wat spreken jullie af?")
    field.fill("We bellen.")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Dit is niet bewaard. Probeer het nog eens.")
    expect(field).to_have_value("We bellen.")


def test_a_signer_in_the_room_is_counted(
    browser: Browser, contexts: list[BrowserContext], register: Store, site: str, ref: str
) -> None:
    with register.write(OPERATOR, "test") as tx:
        number = sign(tx, "Met telefoon")
        commands.set_contact(tx, number, commands.Contact("Sam", f"{ref}@zaal.example"))
        commands.pledge(tx, number, 5, FIRST)
    big = screen(browser, contexts, SCREENS[0])
    big.goto(f"{site}/bijeenkomst?id={ref}#11")
    before = int(big.locator("[data-teller=aantal]").inner_text())
    phone = screen(browser, contexts, (390, 844))
    phone.context.add_cookies([{"name": COOKIE, "value": enter(register, Holder(number, 1)), "url": site}])
    phone.goto(f"{site}/mijn")
    phone.locator('form[action="/mijn/klopt"] button').first.click()
    phone.wait_for_url("**/mijn/bedankt")
    expect(big.locator("[data-teller=aantal]")).to_have_text(str(before + 1))
