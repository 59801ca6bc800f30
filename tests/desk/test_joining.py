"""Signing: four steps, nothing typed is lost, a double click signs once, and only who is proven counts."""

import json

import pytest
from sqlalchemy import select

from dsw import commands, signups
from dsw.access.holders import Holder
from dsw.access.staff import add_staff
from dsw.domain import Kind
from dsw.outbox import Letter
from dsw.people import OPERATOR, Role
from dsw.queries import stand_figures
from dsw.settings import today
from dsw.store import Mirror, Store
from dsw.store.schema import draft, outbox, signup
from tests.desk.conftest import EMAIL
from tests.desk.visiting import Fields, Visitor

NEW = "kees@nieuw.example"
WHO: Fields = {
    "soort": "organisatie",
    "doelgroep": "3",
    "naam": "Welzijn <b>Nieuw</b>",
    "contact": "Kees",
    "namens": "ja",
    "email": NEW,
}
PERSON: Fields = {"soort": "persoon", "doelgroep": "1", "naam": "Kees", "email": NEW}


def filled(who: Fields = WHO) -> Visitor:
    """Somebody who did three steps, and sees the last."""
    visitor = Visitor()
    visitor.post("/meedoen/wie", who)
    visitor.post("/meedoen/waar", {"zoek": "Groningen (gemeente)"})
    visitor.post("/meedoen/wat", {"actie": ["3.1", "1.1"]})
    return visitor


def signed(who: Fields = WHO) -> Visitor:
    visitor = filled(who)
    visitor.post("/meedoen/hoe", {"steun": "ja", "tonen": "ja", "woorden-3.1": "We beginnen."})
    return visitor


def letters(store: Store) -> list[tuple[str, str]]:
    with store.read() as db:
        return [(row.letter, row.address) for row in db.rows(select(outbox).order_by(outbox.c.id))]


def only_signup(store: Store) -> signups.Signup:
    with store.read() as db:
        ((number,),) = db.rows(select(signup.c.id))
        found = signups.find_signup(db, number)
    assert found
    return found


def prove(store: Store, number: str) -> Visitor:
    """Press the button behind the link in the mail."""
    visitor = Visitor()
    visitor.enter(store, Holder(signup=number))
    return visitor


def signatories(store: Store) -> int:
    count: int = stand_figures(Mirror(store).current(), today())["ondertekenaars"]["totaal"]
    return count


def test_the_first_page_is_the_first_step(register: Store) -> None:
    visitor = Visitor()
    visitor.get("/meedoen")
    assert visitor.at == "/meedoen/wie"
    assert "Stap 1 van 4" in visitor.words


def test_what_is_wrong_is_said_and_what_was_typed_stays(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/meedoen/wie", {**WHO, "email": "geen adres", "namens": []})
    assert visitor.at == "/meedoen/wie?fout"
    assert "Vul een e-mailadres in, zoals naam@voorbeeld.nl." in visitor.words
    form = visitor.form("/meedoen/wie")
    assert (form["naam"], form["email"]) == (["Welzijn <b>Nieuw</b>"], ["geen adres"])
    again = Visitor()
    again.cookies = visitor.cookies
    again.get("/meedoen/wie")
    assert again.form("/meedoen/wie") == form


def test_no_step_can_be_passed_by(register: Store) -> None:
    visitor = Visitor()
    visitor.get("/meedoen/hoe")
    assert visitor.at == "/meedoen/wie"
    visitor.post("/meedoen/wie", WHO)
    visitor.get("/meedoen/hoe")
    assert visitor.at == "/meedoen/waar"
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    assert letters(register) == []


def test_a_region_in_doubt_is_asked_about(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/meedoen/wie", WHO)
    visitor.post("/meedoen/waar", {"zoek": "Groningen", "doe": "voegtoe"})
    assert "Er zijn meer plekken met de naam ‘Groningen’." in visitor.words
    assert visitor.answer.words.count('name="regio"') == 3
    visitor.post("/meedoen/waar", {"zoek": "Nergenshuizen"})
    assert "We kennen ‘Nergenshuizen’ niet." in visitor.words
    visitor.post("/meedoen/waar", {"zoek": "Groningen", "regio": ["GM0014", "PV26"]})
    assert visitor.at == "/meedoen/wat"


@pytest.mark.parametrize(
    ("typed", "first"), [("gron", "GM0014"), ("'s-h", "GM0796"), ("zeel", "PV29"), ("x", ""), ("", "")]
)
def test_regions_are_suggested(register: Store, typed: str, first: str) -> None:
    visitor = Visitor()
    found = json.loads(visitor.get(f"/meedoen/plaatsen?q={typed}").body)
    assert (found[0]["code"] if found else "") == first
    assert len(found) <= 8


def test_a_signature_waits_for_its_address_and_for_staff(register: Store) -> None:
    before = signatories(register)
    visitor = signed()
    assert f"We stuurden een mail naar {NEW}." in visitor.words
    assert letters(register) == [("bevestig", NEW)]
    waits = only_signup(register)
    assert waits.stage is signups.Stage.WACHT_OP_MAIL
    mover = prove(register, waits.number)
    assert mover.at == "/meedoen/wacht"
    assert only_signup(register).stage is signups.Stage.WACHT_OP_MOVISIE
    assert signatories(register) == before
    with register.desk() as counter:
        editor = add_staff(counter, "redactie@movisie.example", Role.REDACTEUR).actor
    with register.write(editor, "approve") as tx:
        number = signups.approve(tx, waits.number).signatory
    assert number
    assert signatories(register) == before + 1
    assert letters(register)[-1] == (Letter.WELKOM, NEW)
    settled = only_signup(register)
    assert (settled.stage, settled.wishes, settled.signatory) == ("ondertekend", None, number)
    with register.read() as db:
        assert db.names_of([number])[number].name == "Welzijn <b>Nieuw</b>"
        said = db.words_of(event.id for event in db.events_of([number]))
    assert [one.words for one in said.values()] == ["We beginnen."]


def test_a_person_counts_once_the_address_is_proven(register: Store) -> None:
    before = signatories(register)
    signed(PERSON)
    person = prove(register, only_signup(register).number)
    assert person.path == "/mijn"
    assert "Bedankt, je doet mee!" in person.words
    person.get("/mijn")
    assert "Hoe gaat het?" in person.words
    assert signatories(register) == before + 1


def test_a_double_click_signs_once(register: Store) -> None:
    visitor = filled()
    kept = dict(visitor.cookies)
    for _ in range(2):
        visitor.cookies = dict(kept)
        visitor.post("/meedoen/hoe", {"steun": "ja"})
        assert f"We stuurden een mail naar {NEW}." in visitor.words
    assert letters(register) == [("bevestig", NEW)]


def test_the_same_form_is_not_taken_for_another_signature(register: Store) -> None:
    visitor = filled()
    kept = dict(visitor.cookies)
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    visitor.cookies = kept
    visitor.post("/meedoen/wie", {**WHO, "naam": "Een ander", "email": "ander@nieuw.example"})
    visitor.post("/meedoen/waar", {"regio": "GM0014"})
    visitor.post("/meedoen/wat", {"actie": "3.1"})
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    assert letters(register) == [("bevestig", NEW), ("bevestig", "ander@nieuw.example")]


def test_a_form_that_was_sent_in_is_forgotten(register: Store) -> None:
    visitor = signed()
    assert set(visitor.cookies) == {"dsw_verstuurd"}
    assert visitor.path == "/meedoen/klaar"
    visitor.get("/meedoen/klaar")
    assert "kijk in je mail" in visitor.words
    with register.read() as db:
        assert db.rows(select(draft)) == []


def test_who_is_known_already_gets_a_link_and_nobody_sees_that(register: Store) -> None:
    known = signed({**WHO, "naam": "Welzijn Hier", "email": EMAIL.upper()})
    assert "kijk in je mail" in known.words
    assert letters(register) == [("al_bekend", EMAIL)]
    unknown = signed({**WHO, "email": "iemand@nieuw.example"})
    assert unknown.words.replace("iemand@nieuw.example", EMAIL.upper()) == known.words


def test_staff_may_say_no(register: Store) -> None:
    signed()
    waits = only_signup(register)
    prove(register, waits.number)
    with register.desk() as counter:
        editor = add_staff(counter, "redactie@movisie.example", Role.REDACTEUR).actor
        signups.turn_down(counter, waits.number, editor)
    assert letters(register)[-1] == ("afgewezen", NEW)
    assert only_signup(register).wishes is None
    with register.read() as db:
        assert [row.decided_by for row in db.rows(select(signup))] == [editor.name]


def test_who_never_proves_an_address_is_forgotten(register: Store, clock: object) -> None:
    signed()
    with register.desk() as counter:
        assert signups.forget_signups(counter) == 0
    clock("2026-12-20")  # type: ignore[operator]
    with register.desk() as counter:
        assert signups.forget_signups(counter) == 1
    assert letters(register) == []


def test_support_is_needed_the_rest_is_a_choice(register: Store) -> None:
    visitor = filled()
    visitor.post("/meedoen/hoe", {})
    assert "Zet hier een vinkje. Dat is nodig om te tekenen." in visitor.words
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    wishes = only_signup(register).wishes
    assert wishes
    assert (wishes.show_name, wishes.mail_consent, wishes.profile.kind) == (False, False, Kind.ORGANISATIE)


def test_a_likely_duplicate_is_met_kindly(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/meedoen/wie", {**WHO, "naam": "WELZIJN HIER"})
    assert "Jullie staan er al bij" in visitor.words
    asking = Visitor()
    asking.post("/meedoen/wie", {**WHO, "naam": "Welzijn Hier", "email": EMAIL})
    asking.press("/link")
    assert letters(register) == [("link", EMAIL)]
    visitor.press("/meedoen/wie")
    assert visitor.at == "/meedoen/waar"


def test_a_name_that_is_not_shown_is_not_given_away(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Welzijn Hier", show_name=False)
    visitor = Visitor()
    visitor.post("/meedoen/wie", {**WHO, "naam": "Welzijn Hier"})
    assert visitor.at == "/meedoen/waar"
