"""Coming in: a link works once, leaves no trace, and tells nobody who is known."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access import entering
from dsw.access.holders import Holder
from dsw.access.links import LIFETIME, make_link, make_stop, revoke_links
from dsw.access.tokens import digest, new_token
from dsw.errors import StoreError
from dsw.people import OPERATOR
from dsw.settings import today
from dsw.store import Contact, Desk, Store, schema
from tests.asking import ask
from tests.desk.conftest import EMAIL, SIGNER
from tests.desk.visiting import APP, HERE, HOST, Visitor

Clock = Callable[[object], None]


def link(store: Store, holder: Holder = SIGNER) -> str:
    token = new_token()
    with store.desk() as counter:
        make_link(counter, token, holder)
    return token


def stop_link(store: Store) -> str:
    """A secret that ends reminders to the signer."""
    token = new_token()
    with store.desk() as counter:
        make_stop(counter, token, SIGNER)
    return token


def posted(store: Store) -> list[tuple[str, str]]:
    with store.read() as db:
        return [(row.letter, row.address) for row in db.rows(select(schema.outbox))]


def test_a_link_lets_in_and_leaves_the_address_at_once(register: Store) -> None:
    token, visitor = link(register), Visitor()
    visitor.get(f"/s/{token}")
    assert visitor.at == "/s"
    assert token not in visitor.answer.words
    assert "Klopt alles nog?" in visitor.words
    visitor.press("/s")
    assert visitor.at == "/mijn"


def test_who_only_looks_uses_nothing_up(register: Store) -> None:
    token = link(register)
    for _ in range(3):
        Visitor().get(f"/s/{token}")
    visitor = Visitor()
    visitor.get(f"/s/{token}")
    visitor.press("/s")
    assert visitor.at == "/mijn"


def test_a_link_works_once(register: Store) -> None:
    token, first, second = link(register), Visitor(), Visitor()
    for visitor in (first, second):
        visitor.get(f"/s/{token}")
    first.press("/s")
    second.press("/s")
    assert second.answer.status == 410
    assert "Deze link is al gebruikt" in second.words
    assert second.get("/mijn").status == 403


def test_a_button_pressed_twice_or_after_a_lost_answer_works_on(register: Store, clock: Clock) -> None:
    visitor = Visitor()
    visitor.get(f"/s/{link(register)}")
    form, kept = visitor.form("/s"), dict(visitor.cookies)
    visitor.post("/s", form)
    visitor.cookies = dict(kept)
    visitor.post("/s", form)
    assert visitor.at == "/mijn"
    clock(today() + timedelta(days=1))
    visitor.cookies = dict(kept)
    visitor.post("/s", form)
    assert visitor.answer.status == 410


def test_who_is_in_comes_back_with_the_same_link(register: Store) -> None:
    token, visitor = link(register), Visitor()
    visitor.get(f"/s/{token}")
    visitor.press("/s")
    visitor.get(f"/s/{token}")
    assert visitor.at == "/mijn"


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "../../etc/passwd", "%00", "x" * 3_000])
def test_a_forged_link_is_refused(register: Store, token: str) -> None:
    visitor = Visitor()
    visitor.cookies = {"dsw_link": token}
    visitor.get("/s")
    assert visitor.answer.status == 410
    assert "Deze link kennen we niet" in visitor.words
    visitor.post("/s", {"formulier": "x"})
    assert visitor.answer.status == 410
    assert "dsw_sessie" not in visitor.cookies


def test_an_old_and_a_revoked_link_are_refused(register: Store, clock: Clock) -> None:
    revoked, old = link(register, Holder(2, 1)), link(register)
    with register.desk() as counter:
        assert revoke_links(counter, Holder(2, 1)) == 1
    clock(today() + LIFETIME)
    for token, said in ((revoked, "Deze link werkt niet meer"), (old, "Deze link is te oud")):
        visitor = Visitor()
        visitor.get(f"/s/{token}")
        assert said in visitor.words
        visitor.post("/s", {"formulier": "x"})
        assert visitor.get("/mijn").status == 403


def test_a_used_link_brings_a_new_one(register: Store) -> None:
    token = link(register)
    first, second = Visitor(), Visitor()
    first.get(f"/s/{token}")
    first.press("/s")
    second.get(f"/s/{token}")
    second.press("/s/nieuw")
    assert "Kijk in je mail" in second.words
    assert posted(register) == [("link", EMAIL)]


def test_asking_for_a_link_tells_nobody_who_is_known(register: Store) -> None:
    known, unknown = Visitor(), Visitor()
    known.post("/link", {"email": f" {EMAIL.upper()} "})
    unknown.post("/link", {"email": "iemand@anders.example"})
    assert known.answer.words == unknown.answer.words
    assert known.answer.headers == unknown.answer.headers
    assert posted(register) == [("link", EMAIL)]


def test_one_address_in_two_places_gets_two_links(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 2, Contact("Sam", EMAIL), 2)
    Visitor().post("/link", {"email": EMAIL})
    with register.read() as db:
        found = {(row.signatory_id, row.contact) for row in db.rows(select(schema.outbox))}
        values = {json.loads(row.filling)["naam"] for row in db.rows(select(schema.outbox))}
    assert found == {(1, 1), (2, 2)}
    assert values == {"Welzijn Hier", "Welzijn Daar"}


def test_an_address_that_was_replaced_gets_no_link(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example"))
    Visitor().post("/link", {"email": EMAIL})
    assert posted(register) == []


def test_what_is_no_address_is_said(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/link", {"email": "geen adres"})
    assert visitor.answer.status == 422
    assert "Vul een e-mailadres in" in visitor.words


def test_one_address_cannot_be_flooded_and_one_place_cannot_try_everything(register: Store) -> None:
    for _ in range(9):
        Visitor().post("/link", {"email": EMAIL})
    assert posted(register) == [("link", EMAIL)] * 5
    with register.desk() as counter:
        for number in range(70):
            entering.ask_link(counter, f"iemand{number}@anders.example", "1.2.3.4")
        entering.ask_link(counter, "kim@elders.example", "1.2.3.4")
        entering.ask_link(counter, "kim@elders.example", "1.2.3.5")
    assert posted(register)[5:] == [("link", "kim@elders.example")]


def test_marks_of_who_asked_hold_no_address(register: Store) -> None:
    Visitor().post("/link", {"email": EMAIL})
    with register.read() as db:
        doors = " ".join(row.door for row in db.rows(select(schema.knock)))
    assert doors
    assert EMAIL not in doors
    assert "localhost" not in doors


def test_leaving_is_leaving_everywhere(register: Store) -> None:
    here, there, waiting = Visitor(), Visitor(), link(register)
    for visitor in (here, there):
        visitor.enter(register, SIGNER)
    here.press("/uit")
    assert "Je bent uitgelogd" in here.words
    assert here.cookies == {}
    assert there.get("/mijn").status == 403
    there.get(f"/s/{waiting}")
    assert "Deze link werkt niet meer" in there.words


def test_a_session_ends_by_itself(signer: Visitor, clock: Clock) -> None:
    assert signer.get("/mijn").status == 200
    clock(today() + timedelta(days=1))
    assert signer.get("/mijn").status == 403


def test_only_hashes_are_kept(register: Store, signer: Visitor, tmp_path: Path) -> None:
    token = link(register)
    kept = [signer.cookies["dsw_sessie"], token]
    with register.read() as db:
        stored = " ".join(str(row) for table in schema.COUNTER for row in db.rows(select(table)))
    assert digest(token) in stored
    assert [secret for secret in kept if secret in stored] == []


@pytest.mark.parametrize(
    "strange",
    [
        {"origin": "https://elders.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}.elders.example"},
        {"origin": f"https://{HOST}:8443"},
    ],
)
def test_a_form_of_another_site_is_refused(signer: Visitor, register: Store, strange: dict[str, str]) -> None:
    form = signer.form("/mijn/klopt")
    signer.post("/mijn/klopt", form, **strange)
    assert signer.answer.status == 403
    assert "Dit formulier kwam niet van ons" in signer.words


@pytest.mark.parametrize(
    ("said", "status"), [("", 403), ("cross-site", 403), ("same-site", 403), ("same-origin", 200)]
)
@pytest.mark.usefixtures("register")
def test_a_form_without_an_origin_is_taken_from_us_alone(said: str, status: int) -> None:
    visitor = Visitor({"host": HOST, **({"sec_fetch_site": said} if said else {})})
    assert visitor.post("/link", {"email": EMAIL}).status == status


def test_cookies_are_for_us_alone(register: Store) -> None:
    answer = ask(APP, f"/s/{link(register)}", **HERE)
    (line,) = answer.headers.getlist("set-cookie")
    assert answer.headers["location"] == "/s"
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in line.split(";")}
    assert answer.headers["cache-control"] == "no-store"


def test_too_much_and_what_is_no_form_are_refused(signer: Visitor) -> None:
    assert signer.post("/mijn/opslaan", {"woorden-3.1": "x" * 250_000}).status == 413
    kind = {"content_type": "multipart/form-data; boundary=x"}
    assert signer.post("/mijn/opslaan", {"a": "b"}, **kind).status == 400


def test_a_register_that_cannot_be_written_is_said_in_dutch(
    signer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreError("opslag.vol", soort="OperationalError")

    monkeypatch.setattr(Desk, "put", full)
    signer.press("/mijn/klopt")
    assert signer.answer.status == 503
    assert "De schijf is vol. Er is niets opgeslagen." in signer.words


# ------------------------------------------------------------------------------------ no more reminders


def consents(store: Store) -> list[bool]:
    with store.read() as db:
        return [db.all_contacts_of(number)[1].mail_consent for number in (1, 2)]


def test_reminders_stop_with_one_button_without_coming_in(register: Store) -> None:
    token, visitor = stop_link(register), Visitor()
    visitor.get(f"/s/{token}/stop")
    assert visitor.at == "/stop"
    assert token not in visitor.answer.words
    assert consents(register) == [True, True]
    visitor.press("/stop")
    assert "Je krijgt geen herinneringen meer" in visitor.words
    assert consents(register) == [False, True]
    assert "dsw_sessie" not in visitor.cookies
    assert "dsw_stop" not in visitor.cookies
    assert visitor.get("/mijn").status == 403
    visitor.get(f"/s/{token}")
    assert visitor.answer.status == 410
    assert "Deze link kennen we niet" in visitor.words


def test_a_link_stops_reminders_when_all_that_lets_in_is_used_up_or_old(
    register: Store, clock: Clock
) -> None:
    token, visitor = stop_link(register), Visitor()
    visitor.enter(register, SIGNER)
    visitor.press("/uit")
    clock(today() + timedelta(days=45))
    later = Visitor()
    later.get(f"/s/{token}/stop")
    later.press("/stop")
    assert consents(register) == [False, True]


def test_a_mail_program_stops_reminders_for_its_reader(register: Store) -> None:
    visitor = Visitor({"host": HOST})
    answer = visitor.post(f"/s/{stop_link(register)}/stop", {"List-Unsubscribe": "One-Click"})
    assert answer.status == 200
    assert consents(register) == [False, True]


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2f", "x" * 3_000])
def test_a_forged_link_stops_nothing(register: Store, token: str) -> None:
    visitor = Visitor()
    visitor.get(f"/s/{token}/stop")
    visitor.press("/stop")
    assert visitor.answer.status == 410
    assert "Deze link kennen we niet meer" in visitor.words
    assert visitor.post(f"/s/{token}/stop").status == 404
    assert "Deze link kennen we niet meer" in visitor.words
    assert consents(register) == [True, True]
