"""How staff ask for a link, and leave; on both databases."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.types import ASGIApp

from dsw.access.holders import Holder
from dsw.access.sessions import COOKIE, find_session
from dsw.outbox import Letter, next_due
from dsw.screen.shell import Shell
from dsw.staff_door import ROUTES
from dsw.store import Store, shared_mirror
from dsw.store.schema import knock
from dsw.texts import text
from tests.asking import Answer, ask
from tests.conftest import TODAY
from tests.staffing import enter, hire, signer

EMAIL = "redacteur@movisie.example"
OURS = {"host": "monitor.example", "origin": "https://monitor.example"}

pytestmark = pytest.mark.usefixtures("register_url")


@pytest.fixture
def app() -> ASGIApp:
    return Shell(Starlette(routes=ROUTES))


@pytest.fixture
def register() -> Store:
    return shared_mirror().store


def send(app: ASGIApp, path: str, headers: dict[str, str] | None = None, **fields: str) -> Answer:
    return ask(app, path, "POST", urlencode(fields).encode(), **(OURS if headers is None else headers))


def posted(store: Store) -> list[tuple[Letter, str, Holder]]:
    """The letters in the outbox, in order."""
    found = []
    with store.desk() as desk:
        while letter := next_due(desk):
            found.append((letter.letter, letter.address, letter.holder))
    return found


def test_the_page_asks_for_an_address_and_is_kept_nowhere(app: ASGIApp) -> None:
    page = ask(app, "/binnen")
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert '<form class="dsw-form" method="post">' in page.words
    assert '<input type="email" name="adres"' in page.words
    assert "noindex" in page.words


def test_who_is_on_the_list_gets_a_letter_and_everybody_the_same_answer(
    app: ASGIApp, register: Store
) -> None:
    holder = hire(register)
    answers = [send(app, "/binnen", adres=one) for one in (f" {EMAIL.upper()} ", "ander@movisie.example")]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body == answers[1].body
    assert answers[0].headers == answers[1].headers
    assert text("binnen.verstuurd.uitleg") in answers[0].words
    assert posted(register) == [(Letter.MEDEWERKER, EMAIL, holder)]


@pytest.mark.parametrize("given", ["", "geen adres", "a@b", "a@b.example, c@d.example", '"><b>@x.example'])
def test_what_is_no_address_is_asked_again(app: ASGIApp, register: Store, given: str) -> None:
    answer = send(app, "/binnen", adres=given)
    assert answer.status == 400
    assert text("fout.adres.geen_email") in answer.words
    assert "<b>" not in answer.words
    assert posted(register) == []


def test_a_form_that_is_too_long_is_not_read(app: ASGIApp, register: Store) -> None:
    hire(register)
    assert send(app, "/binnen", veld="x" * 5000, adres=EMAIL).status == 400
    assert posted(register) == []


@pytest.mark.parametrize("email", [EMAIL, "ander@movisie.example"])
def test_one_address_is_written_to_five_times_an_hour(app: ASGIApp, register: Store, email: str) -> None:
    holder = hire(register)
    statuses = [send(app, "/binnen", adres=email).status for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    assert posted(register) == [(Letter.MEDEWERKER, EMAIL, holder)] * (5 if email == EMAIL else 0)


def test_one_place_asks_twenty_times_an_hour(app: ASGIApp, register: Store) -> None:
    hire(register)
    statuses = [send(app, "/binnen", adres=f"iemand{number}@movisie.example").status for number in range(21)]
    assert statuses == [200] * 20 + [429]
    assert send(app, "/binnen", adres=EMAIL).status == 429
    assert posted(register) == []


def test_an_hour_later_it_may_be_asked_again(
    app: ASGIApp, register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(register)
    for _ in range(6):
        send(app, "/binnen", adres=EMAIL)
    monkeypatch.setenv("DSW_TODAY", "2026-11-03")
    assert send(app, "/binnen", adres=EMAIL).status == 200
    assert TODAY != "2026-11-03"


def test_marks_hold_no_address(app: ASGIApp, register: Store) -> None:
    send(app, "/binnen", adres=EMAIL)
    with register.read() as db:
        doors = [row.door for row in db.rows(select(knock))]
    assert len(doors) == 2
    assert "movisie" not in " ".join(doors)


def test_leaving_ends_every_session_and_takes_the_cookie(app: ASGIApp, register: Store) -> None:
    holder = hire(register)
    here, elsewhere, other = (
        enter(register, holder),
        enter(register, holder),
        enter(register, signer(register)),
    )
    answer = send(app, "/uit", {**OURS, "cookie": f"{COOKIE}={here}"})
    assert (answer.status, answer.headers["location"]) == (303, "/beheer")
    assert answer.headers["cache-control"] == "no-store"
    gone = answer.headers.getlist("set-cookie")
    assert [one.partition("=")[0] for one in gone] == [COOKIE, "_streamlit_user", "_streamlit_user_tokens"]
    assert all('=""; ' in one and "Max-Age=0" in one and "HttpOnly" in one for one in gone)
    with register.read() as db:
        assert [find_session(db, token) is None for token in (here, elsewhere, other)] == [True, True, False]


def test_a_signer_leaves_by_the_same_door(app: ASGIApp, register: Store) -> None:
    token = enter(register, signer(register))
    assert send(app, "/uit", {**OURS, "cookie": f"{COOKIE}={token}"}).status == 303
    with register.read() as db:
        assert find_session(db, token) is None


def test_who_is_not_in_may_leave(app: ASGIApp) -> None:
    assert send(app, "/uit").status == 303
    assert send(app, "/uit", {**OURS, "cookie": f"{COOKIE}=verzonnen"}).status == 303


@pytest.mark.usefixtures("register_url")
def test_a_register_that_cannot_be_read_is_told(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", "sqlite:////dev/null/nergens/register.db")
    shared_mirror.cache_clear()
    answer = send(app, "/binnen", adres=EMAIL)
    assert answer.status == 503
    assert text("fout.opslag.niet_te_openen") in answer.words
