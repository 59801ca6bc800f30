"""Following up: a reader looks, an editor leaves out and sends, nobody sends what is not due any more."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dsw import commands
from dsw.domain import Obstacle, Status
from dsw.office.rounds import send_round
from dsw.people import OPERATOR, Role
from dsw.screen import entering, following
from dsw.store import Contact, Store, Words, shared_mirror
from dsw.store.schema import offer, outbox
from dsw.texts import text
from tests.acts import sign
from tests.pages.visiting import ROOT, plain, written
from tests.staffing import enter, hire

DAY, FIRST = date(2026, 11, 2), date(2026, 1, 5)
NASTY = "Welzijn <img src=x onerror=alert(1)> & Co"
Open = Callable[..., AppTest]


@pytest.fixture
def register(register_url: str) -> Store:
    """Three signatories who are due, one of them with a nasty name."""
    store = shared_mirror().store
    with store.write(OPERATOR, "test") as tx:
        for place, name in enumerate(("Welzijn Eén", NASTY, "Welzijn Drie")):
            number = sign(tx, name, day=FIRST)
            mail = f"sam{place}@voorbeeld.example"
            commands.set_contact(tx, number, Contact("Sam <b>", mail, mail_consent=True))
            commands.pledge(tx, number, 5, FIRST)
    return store


@pytest.fixture
def opened(register: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page for somebody of the staff."""

    def at(role: Role = Role.REDACTEUR) -> AppTest:
        token = enter(register, hire(register, role))
        monkeypatch.setattr(entering, "_cookie", lambda: token)
        page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        return page.switch_page("pages/beheer/opvolging.py").run()

    return at


def addressed(store: Store) -> list[str]:
    with store.read() as db:
        return sorted(row.address for row in db.rows(select(outbox)))


def pressed(at: AppTest, *keys: str) -> AppTest:
    for key in keys:
        at = at.button(key=f"opvolging-{key}").click().run()
    assert list(at.exception) == []
    return at


def asks(store: Store, signatory: int, ask: str, helper: int = 0) -> int:
    words = Words("", "", ask, "", helper, told=True)
    with store.write(OPERATOR, "test") as tx:
        said = commands.Report(Status.STAAT_STIL, DAY, Obstacle.TIJD, words=words)
        return commands.report(tx, signatory, 5, said)


def test_a_reader_sees_who_and_why_and_sends_nothing(opened: Open, register: Store) -> None:
    at = opened(Role.LEZER)
    said = plain(written(at))
    assert "Vandaag zijn 3 ondertekenaars aan de beurt" in said
    assert text("opvolging.reden.nooit") in said
    assert "sam0@voorbeeld.example" in said
    assert text("brief.herinnering.onderwerp") in said
    assert "<img" not in written(at)
    assert (list(at.button), list(at.checkbox)) == ([], [])
    assert addressed(register) == []


def test_an_editor_leaves_one_out_and_sends_the_rest_with_two_presses(opened: Open, register: Store) -> None:
    at = opened()
    at.checkbox(key="stuur-2-1").uncheck().run()
    assert "Je slaat 1 ondertekenaar over." in plain(written(at))
    assert at.button(key="opvolging-verstuur").label == "Verstuur 2 herinneringen"
    pressed(at, "verstuur")
    assert addressed(register) == []
    pressed(at, "ja")
    assert addressed(register) == ["sam0@voorbeeld.example", "sam2@voorbeeld.example"]
    said = plain(written(at))
    assert "Er gaan 2 herinneringen op weg." in said
    assert "De laatste ronde was op 2 november 2026: 2 brieven. Nog niemand liet daarna iets weten." in said
    assert "2 bleven stil (100%)." in said
    assert "Vandaag is 1 ondertekenaar aan de beurt" in said


def test_who_thinks_again_sends_nothing(opened: Open, register: Store) -> None:
    at = pressed(opened(), "verstuur", "nee")
    assert addressed(register) == []
    assert at.button(key="opvolging-verstuur").label == "Verstuur 3 herinneringen"


def test_what_is_not_due_any_more_does_not_go(opened: Open, register: Store) -> None:
    at = pressed(opened(), "verstuur")
    with register.write(OPERATOR, "test") as tx:
        commands.confirm(tx, 1, 5, DAY)
    pressed(at, "ja")
    assert addressed(register) == ["sam1@voorbeeld.example", "sam2@voorbeeld.example"]


def newly_due(store: Store) -> None:
    """One more signatory is due by now."""
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx, "Welzijn Vier", day=FIRST)
        commands.set_contact(tx, number, Contact("Bo", "bo@voorbeeld.example", mail_consent=True))
        commands.pledge(tx, number, 5, FIRST)


def other_letter(store: Store) -> None:
    """The letter to the first is about one more action by now."""
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, 1, 8, FIRST)


@pytest.mark.parametrize(
    ("happens", "goes"),
    [
        (newly_due, ["sam0@voorbeeld.example", "sam1@voorbeeld.example", "sam2@voorbeeld.example"]),
        (other_letter, ["sam1@voorbeeld.example", "sam2@voorbeeld.example"]),
    ],
)
def test_what_nobody_saw_at_the_first_press_does_not_go(
    opened: Open, register: Store, happens: Callable[[Store], None], goes: list[str]
) -> None:
    at = pressed(opened(), "verstuur")
    happens(register)
    pressed(at, "ja")
    assert addressed(register) == goes
    assert text("opvolging.verstuurd.meer", n=len(goes)) in plain(written(at))
    assert "Vandaag is 1 ondertekenaar aan de beurt" in plain(written(at))


def test_when_all_of_it_became_other_letters_none_goes(opened: Open, register: Store) -> None:
    at = opened()
    for number in (2, 3):
        at.checkbox(key=f"stuur-{number}-1").uncheck().run()
    pressed(at, "verstuur")
    other_letter(register)
    at.run()
    assert text("opvolging.zeker.geen") in plain(written(at))
    assert at.button(key="opvolging-ja").disabled
    pressed(at, "nee")
    assert at.button(key="opvolging-verstuur").label == "Verstuur 1 herinnering"
    assert addressed(register) == []


def test_of_two_who_send_the_second_is_told(opened: Open, register: Store, monkeypatch: Any) -> None:
    at, store_mirror = pressed(opened(), "verstuur"), shared_mirror()

    def late(*given: Any, **named: Any) -> Any:
        send_round(store_mirror, OPERATOR, DAY)
        return send_round(*given, **named)

    monkeypatch.setattr(following, "send_round", late)
    pressed(at, "ja")
    assert text("fout.herinnering.niemand") in written(at)
    assert len(addressed(register)) == 3


@pytest.mark.parametrize("role", [Role.LEZER, None])
def test_a_button_from_before_sends_nothing_for_who_may_not_any_more(
    opened: Open, register: Store, role: Role | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = pressed(opened(), "verstuur")
    if role:
        hire(register, role, "redacteur@movisie.example")
    else:
        monkeypatch.setattr(entering, "_cookie", lambda: "verlopen")
    at.button(key="opvolging-ja").click().run()
    assert list(at.exception) == []
    assert addressed(register) == []


def test_many_letters_stand_on_pages_and_what_was_left_out_stays_so(
    opened: Open, register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_LETTERS", 2)
    at = opened()
    assert [box.key for box in at.checkbox] == ["stuur-1-1", "stuur-2-1"]
    at.checkbox(key="stuur-1-1").uncheck().run()
    pressed(at, "volgende")
    assert [box.key for box in at.checkbox] == ["stuur-3-1"]
    assert "Bladzijde 2 van 2" in plain(written(at))
    pressed(at, "vorige")
    assert not at.checkbox(key="stuur-1-1").value
    pressed(at, "verstuur", "ja")
    assert addressed(register) == ["sam1@voorbeeld.example", "sam2@voorbeeld.example"]


def test_nobody_due_and_nothing_asked_is_said(opened: Open, register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for number in (1, 2, 3):
            commands.withdraw(tx, number, DAY)
    said = plain(written(opened()))
    for key in ("opvolging.niets", "opvolging.respons.niets", "opvolging.vragen.hoeveel.geen"):
        assert text(key) in said


def test_asks_are_shown_with_their_offers_by_section_and_province(opened: Open, register: Store) -> None:
    number = asks(register, 1, "Een <i>laptop</i>")
    asks(register, 3, "Een zaal", helper=8)
    with register.desk() as desk:
        desk.put(offer, event_id=number, signatory_id=3, at=shared_mirror().current().head.changed_at)
    at = opened(Role.LEZER)
    said = plain(written(at))
    assert "Er staan 2 vragen om hulp open." in said
    assert "Een <i>laptop</i>" in said
    assert "<i>laptop" not in written(at)
    assert "Bood hulp aan: Welzijn Drie" in said
    at.selectbox(key="vragen-sectie").select("8").run()
    assert "Een zaal" in written(at)
    assert "laptop" not in written(at)
    at.selectbox(key="vragen-regio").select("PV29").run()
    assert "Een zaal" not in written(at)
    at.selectbox(key="vragen-regio").select("PV20").run()
    assert "Een zaal" in written(at)
