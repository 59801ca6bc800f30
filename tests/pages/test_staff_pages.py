"""Every page of the staff refuses who may not see it, and nothing of it runs; on both databases."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dsw.access.holders import Holder
from dsw.access.staff import STAFF_ROLES, remove_staff, sign_out
from dsw.access.tokens import new_token
from dsw.people import MAY, OPERATOR, Role, Wish
from dsw.screen import approving, entering, warming
from dsw.screen.frame import PLACES, STAFF_PLACES
from dsw.screen.shell import first_sight, shell
from dsw.settings import now
from dsw.signups import Stage, approve, find_signup, turn_down
from dsw.store import Store, Writer, shared_mirror
from dsw.texts import text
from tests.pages.visiting import ROOT, headline, place, plain, written
from tests.staffing import apply, enter, hire, signer

PAGES = sorted((ROOT / "pages" / "beheer").rglob("*.py"))
TODAY_PAGE = ROOT / "pages" / "beheer" / "vandaag.py"
EMAIL = "redacteur@movisie.example"
ISSUER = "https://login.example/tenant/v2.0"
Come = Callable[[str | None], None]


# ------------------------------------------------------------------------------------ as the code has it


def guard_of(path: Path) -> Wish | None:
    """The wish a page asks for before anything else; None when it does not begin with asking."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    first = next((one for one in body if not isinstance(one, ast.Import | ast.ImportFrom)), None)
    match first:
        case ast.Assign(value=ast.Call() as call) | ast.Expr(value=ast.Call() as call):
            if ast.unparse(call.func) == "require_staff" and len(call.args) == 1:
                return Wish[ast.unparse(call.args[0]).removeprefix("Wish.")]
    return None


def unguarded(paths: Iterable[Path]) -> list[str]:
    return [path.name for path in paths if guard_of(path) is None]


def test_every_page_begins_with_asking_who_it_is() -> None:
    assert PAGES
    assert unguarded(PAGES) == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "import streamlit as st\nst.write(1)\n",
        "from dsw.screen.entering import require_staff\nx = 1\nrequire_staff(Wish.SEE)\n",
        "from dsw.screen.entering import require_staff\nif False:\n    require_staff(Wish.SEE)\n",
        "colleague = require_staff\n",
    ],
)
def test_a_page_without_its_guard_is_found(tmp_path: Path, source: str) -> None:
    path = tmp_path / "page.py"
    path.write_text(source)
    assert unguarded([path]) == ["page.py"]


def unasked(paths: Iterable[Path]) -> list[str]:
    """What Streamlit runs before the page that asks who it is, or without it."""
    found = ((path, node) for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return [
        f"{path.name}:{node.lineno}"
        for path, node in found
        if (isinstance(node, ast.keyword) and str(node.arg).startswith("on_"))
        or (isinstance(node, ast.Attribute) and node.attr in {"fragment", "dialog"})
    ]


def knows_staff(path: Path) -> bool:
    return "dsw.access.staff" in path.read_text(encoding="utf-8")


def test_nothing_of_the_staff_runs_without_asking_who_it_is() -> None:
    modules = [path for path in (ROOT / "dsw" / "screen").rglob("*.py") if knows_staff(path)]
    assert {path.stem for path in modules} >= {"approving", "entering"}
    assert unasked((*PAGES, *modules)) == []


@pytest.mark.parametrize(
    "source", ["st.button('x', on_click=f)\n", "@st.fragment\ndef f():\n    pass\n", "st.dialog('x')(f)\n"]
)
def test_what_would_run_without_asking_is_found(tmp_path: Path, source: str) -> None:
    path = tmp_path / "page.py"
    path.write_text(source)
    assert len(unasked([path])) == 1


def test_every_page_of_the_staff_has_an_address_and_none_is_public() -> None:
    assert {ROOT / place.script for place in STAFF_PLACES} == set(PAGES)
    assert {place.path for place in STAFF_PLACES}.isdisjoint(place.path for place in PLACES)
    assert {place.wish for place in STAFF_PLACES if place.wish is not guard_of(ROOT / place.script)} == set()


@pytest.mark.usefixtures("register_url")
@pytest.mark.parametrize("where", STAFF_PLACES, ids=lambda where: where.key)
def test_a_page_of_the_staff_stands_in_no_menu_and_on_no_paper(
    where: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[object] = []
    monkeypatch.setattr(warming, "first_sight", lambda place, _: warmed.append(place))
    warming.warm()
    assert warmed == list(PLACES)
    assert all(first_sight(place, {}) is None for place in STAFF_PLACES)
    for public in (*PLACES, None):
        assert all(f'href="/{place.path}' not in shell(public, {}) for place in STAFF_PLACES)
    assert '<meta name="robots" content="noindex">' in shell(STAFF_PLACES[0], {})


# --------------------------------------------------------------------------------------- as visitors see it


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    """Comes with a cookie: AppTest itself has none."""
    return lambda token: monkeypatch.setattr(entering, "_cookie", lambda: token)


def opened(path: Path, user: dict[str, object] | None = None) -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at.user = user or {}
    at.secrets["auth"] = {"trusted_issuer": ISSUER}
    at.run()
    return at.switch_page(str(path.relative_to(ROOT))).run()


def check_refused(at: AppTest, why: str) -> None:
    """The page says why, and holds nothing but that and a way in."""
    assert list(at.exception) == []
    assert headline(at) == text(f"toegang.{why}.titel")
    assert len(at.get("html")) == 1
    assert 'href="/link"' in written(at)
    ways_in = {text("toegang.werkaccount"), text("toegang.ander_account")}
    assert {button.label for button in at.button} <= ways_in


def check_in(at: AppTest, email: str) -> None:
    assert list(at.exception) == []
    assert email in written(at)
    assert len(at.get("html")) > 1


def strangers(store: Store) -> Iterator[tuple[str, str | None]]:
    """Everybody who is not in, each with a cookie."""
    yield "nobody", None
    yield "empty", ""
    yield "forged", new_token()
    yield "signer", enter(store, signer(store))
    yield "sign-up", enter(store, Holder(signup=apply(store, "Nog Niet Binnen")))
    left = hire(store, Role.BEHEERDER, "weg@movisie.example")
    yield "removed", _then(enter(store, left), lambda: _remove(store, "weg@movisie.example"))
    out = hire(store, Role.BEHEERDER, "uit@movisie.example")
    yield "signed out", _then(enter(store, out), lambda: _sign_out(store, out))


def _then(token: str, do: Callable[[], object]) -> str:
    do()
    return token


def _remove(store: Store, email: str) -> None:
    with store.desk() as desk:
        assert remove_staff(desk, email)


def _sign_out(store: Store, holder: Holder) -> None:
    with store.desk() as desk:
        sign_out(desk, holder.staff or 0)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_refuses_whoever_is_not_in(path: Path, register: Store, come: Come) -> None:
    apply(register, "Dit Mag Niemand Zien")
    for who, token in strangers(register):
        come(token)
        at = opened(path)
        check_refused(at, "buiten")
        assert "Dit Mag Niemand Zien" not in written(at), who


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_refuses_a_session_that_is_over(
    path: Path, register: Store, come: Come, clock: Callable[[str | date], None]
) -> None:
    come(enter(register, hire(register, Role.BEHEERDER, EMAIL)))
    check_in(opened(path), EMAIL)
    clock("2026-11-03")
    check_refused(opened(path), "buiten")


@pytest.mark.parametrize("role", STAFF_ROLES)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_asks_for_a_role(
    path: Path, role: Role, register: Store, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish, email = guard_of(path), f"{role.value}@movisie.example"
    assert wish
    come(enter(register, hire(register, role)))
    if role in MAY[wish]:
        check_in(opened(path), email)
    monkeypatch.setattr("dsw.people.MAY", {**MAY, wish: MAY[wish] - {role}})
    check_refused(opened(path), "rol_te_laag")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_who_is_taken_off_the_list_is_out_at_the_next_click(path: Path, register: Store, come: Come) -> None:
    come(enter(register, hire(register, Role.BEHEERDER, EMAIL)))
    at = opened(path)
    check_in(at, EMAIL)
    _remove(register, EMAIL)
    check_refused(at.run(), "buiten")


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_the_menu_holds_what_somebody_may_see(role: Role, register: Store, come: Come) -> None:
    come(enter(register, hire(register, role)))
    at = opened(TODAY_PAGE)
    for one in STAFF_PLACES:
        assert (f'href="/{one.path}"' in written(at)) is (role in MAY[one.wish])


# ------------------------------------------------------------------------------------ by another site


def vouched(**changed: object) -> dict[str, object]:
    issued = int((now() - timedelta(hours=1)).timestamp())
    plain = {"is_logged_in": True, "iss": ISSUER, "email": EMAIL, "email_verified": True, "iat": issued}
    return {**plain, **changed}


def test_who_is_known_elsewhere_and_on_the_list_is_in(register: Store, come: Come) -> None:
    hire(register, Role.BEHEERDER, EMAIL)
    come(None)
    for path in PAGES:
        check_in(opened(path, vouched()), EMAIL)


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "ander@movisie.example"},
        {"email_verified": False},
        {"iss": "https://login.example/other/v2.0"},
        {"iat": 0},
    ],
    ids=str,
)
def test_who_is_known_elsewhere_alone_is_not(register: Store, come: Come, changed: dict[str, object]) -> None:
    hire(register, Role.BEHEERDER, EMAIL)
    come(None)
    for path in PAGES:
        at = opened(path, vouched(**changed))
        check_refused(at, "onbekend")
        assert [button.label for button in at.button] == [text("toegang.ander_account")]


def test_the_button_is_there_only_where_another_site_was_set_up(register: Store, come: Come) -> None:
    come(None)
    for user, labels in (({}, []), ({"is_logged_in": False}, [text("toegang.werkaccount")])):
        at = opened(PAGES[0], user)
        check_refused(at, "buiten")
        assert [button.label for button in at.button] == labels


def test_who_came_in_elsewhere_signs_out_everywhere(register: Store, come: Come) -> None:
    holder = hire(register, Role.BEHEERDER, EMAIL)
    token = enter(register, holder)
    come(None)
    at = opened(PAGES[0], vouched())
    at.button(key="uit").click().run()
    come(token)
    check_refused(opened(PAGES[0], vouched()), "onbekend")


# ------------------------------------------------------------------------------------------- what waits


def test_a_reader_sees_what_waits_without_buttons(register: Store, come: Come) -> None:
    apply(register, "Welzijn Nieuw")
    come(enter(register, hire(register, Role.LEZER)))
    at = opened(TODAY_PAGE)
    assert "Welzijn Nieuw" in written(at)
    assert list(at.button) == []


def test_nothing_to_do_is_said(register: Store, come: Come) -> None:
    come(enter(register, hire(register)))
    assert text("vandaag.niets") in written(opened(TODAY_PAGE))


def test_an_approved_organisation_counts_at_the_next_click(register: Store, come: Come) -> None:
    number = apply(register, "Welzijn <b>Nieuw</b>")
    visitor = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    visitor.switch_page(place("ondertekenaars").script).run()
    assert "Nieuw" not in written(visitor)
    come(enter(register, hire(register)))
    at = opened(TODAY_PAGE)
    at.button(key=f"goed-{number}").click().run()
    assert "Welzijn &lt;b&gt;Nieuw&lt;/b&gt; doet mee." in written(at)
    assert "<b>Nieuw" not in written(at)
    assert [button.key for button in at.button if str(button.key).endswith(number)] == []
    assert "Welzijn &lt;b&gt;Nieuw&lt;/b&gt;" in written(visitor.run())
    assert "doet mee." not in written(at.run())


@pytest.mark.parametrize("decided", [0, 1, 2])
def test_what_came_of_it_is_said_where_somebody_looks(register: Store, come: Come, decided: int) -> None:
    names = ["Buurthuis Oost", "Museum West", "Zwembad Zuid"]
    numbers = [apply(register, name, email=f"{place}@x.example") for place, name in enumerate(names)]
    come(enter(register, hire(register)))
    at = opened(TODAY_PAGE)
    shown = [re.search(r"<h3 id=\"kop-(\w+)", element.proto.body) for element in at.get("html")]
    order = [found[1] for found in shown if found]
    assert sorted(order) == sorted(numbers)
    at.button(key=f"goed-{order[decided]}").click().run()
    pieces = [f"kop-{number}" for number in order]
    pieces[decided] = 'role="status"'
    places = [written(at).index(piece) for piece in pieces]
    assert places == sorted(places)


def test_an_organisation_that_is_turned_down_does_not(register: Store, come: Come) -> None:
    number = apply(register)
    come(enter(register, hire(register)))
    at = opened(TODAY_PAGE)
    at.button(key=f"niet-{number}").click().run()
    at.button(key=f"ja-{number}").click().run()
    assert "Welzijn Nieuw doet niet mee." in plain(written(at))
    with register.read() as db:
        known = find_signup(db, number)
        assert known
        assert (known.stage, known.signatory, known.wishes) == (Stage.AFGEWEZEN, None, None)
        assert db.head().revision == 0


def test_who_is_not_sure_turns_nobody_down(register: Store, come: Come) -> None:
    number = apply(register)
    come(enter(register, hire(register)))
    at = opened(TODAY_PAGE)
    at.button(key=f"niet-{number}").click().run()
    with register.read() as db:
        known = find_signup(db, number)
        assert known
        assert known.stage is Stage.WACHT_OP_MOVISIE
    at.button(key=f"toch-{number}").click().run()
    assert [button.key for button in at.button] == [f"goed-{number}", f"niet-{number}"]


@pytest.mark.parametrize("change", ["removed", "signed out", "reader"])
def test_a_button_from_before_does_nothing_for_who_may_not_any_more(
    register: Store, come: Come, change: str
) -> None:
    number, holder = apply(register), hire(register)
    come(enter(register, holder))
    at = opened(TODAY_PAGE)
    changes = {
        "removed": lambda: _remove(register, EMAIL),
        "signed out": lambda: _sign_out(register, holder),
        "reader": lambda: hire(register, Role.LEZER, EMAIL),
    }
    changes[change]()
    at.button(key=f"goed-{number}").click().run()
    assert list(at.exception) == []
    with register.read() as db:
        known = find_signup(db, number)
        assert known
        assert known.stage is Stage.WACHT_OP_MOVISIE


def test_who_comes_second_decides_nothing(register: Store, come: Come) -> None:
    number = apply(register)
    come(enter(register, hire(register)))
    mine, theirs = opened(TODAY_PAGE), opened(TODAY_PAGE)
    theirs.button(key=f"niet-{number}").click().run()
    theirs.button(key=f"ja-{number}").click().run()
    mine.button(key=f"goed-{number}").click().run()
    assert list(mine.exception) == []
    assert "doet mee" not in written(mine)


def test_of_two_who_decide_at_once_the_second_is_told(
    register: Store, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = apply(register)
    come(enter(register, hire(register)))
    at = opened(TODAY_PAGE)

    def late(tx: Writer, number: str) -> int:
        turn_down(tx, number, OPERATOR)
        return approve(tx, number)

    monkeypatch.setattr(approving, "approve", late)
    at.button(key=f"goed-{number}").click().run()
    assert text("fout.aanmelding.onbekend") in written(at)
    assert [button.key for button in at.button] == [f"goed-{number}", f"niet-{number}"]
