"""Every page, as it comes and unfolded, on large and small screens: whole, Dutch, accessible and our own."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from dsw import desk
from dsw.screen.frame import PLACES, Place
from tests.browser.conftest import OpenPage, serving, wait_until_idle
from tests.browser.survey import TWICE, Findings, View, look_over, unfold, words

BOM = b"\xef\xbb\xbf"
#: What a file to take along is, by its ending, and what it begins with.
DOWNLOADS = {
    "csv": ("text/csv; charset=utf-8", BOM),
    "svg": ("image/svg+xml; charset=utf-8", b"<svg"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
}
MORE = (
    "/secties?actie=3.2",
    "/regios?provincie=PV26",
    "/regios?kaart=tegels",
    "/regios?kaart=omtrek&kleur=per_100k",
    "/ontwikkeling?sinds=2026-01-01",
    "/ondertekenaars?zoek=zorg&pagina=2",
    "/?op=2026-03-31&sectie=3&doelgroep=2&provincie=landelijk",
    "/?op=morgen&sectie=77&provincie=%3Cscript%3E",
)
EMPTY, FULL = "empty", "full"
LARGE, PHONE, NARROW = View(1280, "light"), View(390, "dark"), View(320, "light")
PATHS = tuple(f"/{place.path}" for place in PLACES)
#: Everything that is looked over.
LOOKS = [
    *((FULL, path, view) for path in PATHS for view in (LARGE, PHONE, NARROW)),
    *((FULL, address, view) for address in MORE for view in (LARGE, PHONE)),
    *((EMPTY, path, view) for path in PATHS for view in (LARGE, PHONE)),
]

#: English that Streamlit, Plotly or a browser could say, and that no Dutch text holds.
ENGLISH = re.compile(
    r"\b(?:choose|help for|search|select(?:ed)?|loading|running|close|previous|next|clear|dismiss|remove|show"
    r"|hide|fullscreen|download (?:plot|as)|zoom (?:in|out)|autoscale|reset axes|produced with|double-click"
    r"|no results|no options|press enter|please wait|rerun|settings|main menu|deploy|made with|connection"
    r"|error|invalid|empty|today|date|day|month|year|optional|required|value|the|and|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|may|june|july|august|october"
    r"|jan \d|mar \d|oct|yyyy)\b",
    re.IGNORECASE,
)
#: Opens a page's survey: ``survey("full", "/regios", View(390, "dark"))``.
Survey = Callable[[str, str, View], Findings]


def each_page(*views: View) -> pytest.MarkDecorator:
    """One test per page and view; those of one page stay together, so that it is opened once."""
    return pytest.mark.parametrize(
        ("register", "address", "view"),
        [
            pytest.param(
                register,
                address,
                view,
                id=f"{register}-{address}-{view}",
                marks=pytest.mark.xdist_group(f"{register}{address}"),
            )
            for register, address, view in LOOKS
            if not views or view in views
        ],
    )


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with an empty register."""
    folder = tmp_path_factory.mktemp("empty")
    with serving(f"sqlite:///{folder / 'register.db'}", folder) as address:
        yield address


@pytest.fixture(scope="session")
def survey(request: pytest.FixtureRequest, contexts: Callable[..., BrowserContext]) -> Survey:
    """Looks each page over once, however many tests ask."""
    known: dict[tuple[str, str, View], Findings] = {}

    def looked(register: str, address: str, view: View) -> Findings:
        if (register, address, view) not in known:
            site = request.getfixturevalue({FULL: "site", EMPTY: "empty_site"}[register])
            known[register, address, view] = look_over(contexts, site, address, view)
        return known[register, address, view]

    return looked


@each_page()
def test_axe_finds_nothing(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    assert found.axe == []
    assert found.axe_open == []


@each_page()
def test_a_page_keeps_to_our_own_origin(survey: Survey, register: str, address: str, view: View) -> None:
    visit = survey(register, address, view).visit
    assert visit.elsewhere == []
    assert visit.complaints == []


@each_page()
def test_nothing_sticks_out_sideways(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    assert found.sticking_out == []
    assert found.sticking_out_open == []


@each_page()
def test_a_page_is_dutch(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    assert found.lang == "nl"
    assert [line for line in found.words.splitlines() if ENGLISH.search(line)] == []


@each_page(LARGE)
def test_a_page_has_one_answer_and_a_name(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    place = next(place for place in PLACES if f"/{place.path}" == urlsplit(address).path)
    assert found.title == place.tab
    assert len(found.headings) == 1
    assert len(found.headings[0].split()) > 3


@each_page(LARGE)
def test_letters_twice_as_large_lose_nothing(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    assert found.cut_off == []
    assert found.sticking_out_large == []


@each_page(LARGE)
def test_every_link_leads_somewhere(survey: Survey, register: str, address: str, view: View) -> None:
    found = survey(register, address, view)
    pages = {f"/{place.path}" for place in PLACES} | {route.path for route in desk.ROUTES}
    for link in found.links:
        where, name = urldefrag(link)
        if not urlsplit(where).netloc and not where.startswith("/download/"):
            assert urlsplit(where).path in {*pages, ""}
        if name and urlsplit(where).path in {"", urlsplit(address).path}:
            assert name in found.places


@each_page(LARGE)
def test_every_download_answers(
    survey: Survey, request: pytest.FixtureRequest, register: str, address: str, view: View
) -> None:
    site = request.getfixturevalue({FULL: "site", EMPTY: "empty_site"}[register])
    links = {link for link in survey(register, address, view).links if link.startswith("/download/")}
    assert links or address == "/over"
    for link in links:
        status, headers, body = fetched(site + link)
        assert status == 200
        assert "attachment" in headers["Content-Disposition"]
        media_type, begins = DOWNLOADS[urlsplit(link).path.rpartition(".")[2]]
        assert headers["Content-Type"] == media_type
        assert body.startswith(begins) is ("csv=standaard" not in link)
        assert fetched(site + link, headers["ETag"])[0] == 304


def fetched(address: str, tag: str = "") -> tuple[int, Message, bytes]:
    """What a plain request gives: status, headers, body."""
    asked = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, b""


# ----------------------------------------------------------------------------------- other ways of looking


def test_the_answer_is_there_before_any_chart_library(open_page: OpenPage) -> None:
    page = open_page("/over")
    library = re.compile("plotly", re.IGNORECASE)
    asked: list[str] = []

    def hold(route: Route) -> None:
        asked.append(route.request.url)

    page.route(library, hold)
    for address in ("/ontwikkeling", "/regios", "/witte-vlekken"):
        with page.expect_request(library):
            page.goto(urlsplit(page.url)._replace(path=address).geturl())
        expect(page.locator("h1.dsw-answer").first).to_be_visible()
        expect(page.locator(".dsw-lead").first).to_be_visible()
        expect(page.locator(".main-svg")).to_have_count(0)
    asked.clear()
    page.goto(urlsplit(page.url)._replace(path="/").geturl())
    expect(page.locator("h1.dsw-answer")).to_be_visible()
    expect(page.locator(".dsw-row")).to_have_count(9)
    expect(page.locator(".dsw-row").last).to_be_visible()
    wait_until_idle(page)
    assert asked == []
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("address", ["/", "/regios", "/secties?actie=3.2"])
def test_forced_colours_keep_what_colours_mean(open_page: OpenPage, address: str) -> None:
    page = open_page(address, forced_colors="active")
    expect(page.locator("h1")).to_be_visible()
    bars = page.locator(".dsw-seg.dsw-afgerond")
    if bars.count():
        shown = bars.first.evaluate("bar => getComputedStyle(bar).backgroundColor")
        assert shown == "rgb(10, 75, 87)"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_a_page_prints(open_page: OpenPage, place: Place) -> None:
    page = open_page(f"/{place.path}", scheme="dark")
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator("h1")).to_be_visible()
    for furniture in page.locator(
        ".dsw-nav, .stExpander, .stRadio, .stSelectbox, .stTextInput, .dsw-actions"
    ).all():
        expect(furniture).to_be_hidden()
    expect(page.locator(".stPlotlyChart >> visible=true")).to_have_count(0)
    assert page.pdf(format="A4").startswith(b"%PDF")
    for picture in page.locator(".dsw-picture").all():
        expect(picture).to_be_visible()
        assert picture.evaluate("picture => picture.naturalWidth") > 0


def test_pictures_for_paper_are_not_asked_for_on_a_screen(open_page: OpenPage) -> None:
    page = open_page("/ontwikkeling")
    assert page.locator(".dsw-picture").count() > 0
    expect(page.locator(".dsw-picture >> visible=true")).to_have_count(0)
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(asked => asked.name.includes('.svg?op'))"
    )


def test_paper_is_white_and_light_for_everyone(open_page: OpenPage) -> None:
    page = open_page("/ontwikkeling", scheme="dark")
    page.emulate_media(media="print")
    ground, ink = page.evaluate(
        "(style => [style.backgroundColor, style.color])(getComputedStyle(document.body))"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(22, 36, 43)")


def test_a_chosen_option_shows_in_forced_colours(open_page: OpenPage) -> None:
    page = open_page("/regios", forced_colors="active")
    marks = page.locator("[data-testid=stRadioOption] > div > div:first-child")
    shadows = marks.evaluate_all("marks => marks.map(mark => getComputedStyle(mark).boxShadow)")
    assert [shadow != "none" for shadow in shadows] == [True, False, False]


def test_large_letters_get_the_layout_of_a_small_screen(open_page: OpenPage) -> None:
    page = open_page("/regios")
    page.add_style_tag(content=TWICE)
    left, right = (
        column.bounding_box() for column in page.locator(".stHorizontalBlock >> nth=-1 >> .stColumn").all()
    )
    assert left["y"] < right["y"]
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_visible()


def test_what_opens_is_dutch_too(open_page: OpenPage) -> None:
    page = open_page("/?op=2026-03-12", locale="en-US")
    unfold(page)
    for name in ("Sectie", "Doelgroep", "Regio"):
        page.get_by_role("combobox", name=name).click()
        expect(page.get_by_role("listbox")).to_be_visible()
        assert_dutch(words(page))
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Kies een dag").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "maandag" in words(page)
    assert_dutch(words(page))
    page.keyboard.press("Escape")
    month = page.get_by_role("spinbutton", name="maand")
    expect(month).to_have_attribute("aria-valuetext", "03 – maart")
    year = page.get_by_role("spinbutton", name="jaar")
    year.focus()
    for _ in range(4):
        page.keyboard.press("Backspace")
    expect(year).to_have_text("jjjj")
    page.keyboard.type("2999")
    expect(page.get_by_role("alert")).to_have_text("Kies een dag tot en met 02-11-2026.")
    assert_dutch(words(page))


def assert_dutch(said: str) -> None:
    assert [line for line in said.splitlines() if ENGLISH.search(line)] == []


def test_english_is_found(open_page: OpenPage) -> None:
    page = open_page("/over")
    page.evaluate("document.querySelector('h1').setAttribute('title', 'Choose an option')")
    with pytest.raises(AssertionError):
        assert_dutch(words(page))
