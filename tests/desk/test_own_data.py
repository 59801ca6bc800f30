"""My data: all of it to see and take along, to correct, to hand over; and gone when I say so."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.holders import Holder
from dsw.audit import check
from dsw.domain import Status
from dsw.errors import RuleError
from dsw.office.rounds import send_round
from dsw.own_data import erased_refs
from dsw.people import OPERATOR
from dsw.queries import stand_figures
from dsw.settings import now
from dsw.store import Contact, Mirror, Store, schema, shared_mirror
from dsw.store.schema import offer
from tests.acts import PERSON, report, sign
from tests.desk.conftest import EMAIL
from tests.desk.visiting import Visitor

DAY = date(2026, 11, 2)


@pytest.fixture
def told(register: Store) -> Store:
    """The first organisation wrote something."""
    with register.write(OPERATOR, "test") as tx:
        report(tx, 1, 5, Status.BEZIG, date(2026, 1, 1), "Wij van Welzijn Hier zijn begonnen.")
    return register


def stored(store: Store) -> str:
    """Everything in every table."""
    with store.read() as db:
        return "\n".join(
            f"{table.name}: {row}"
            for table in schema.metadata.sorted_tables
            for row in db.rows(select(table))
        )


def test_everything_can_be_seen_and_taken_along(told: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens")
    for piece in ("Welzijn Hier", "Je naam staat op de site.", "Groningen", f"Sam, {EMAIL}"):
        assert piece in signer.words
    taken = json.loads(signer.get("/mijn/gegevens/alles.json").body)
    assert taken["contactpersonen"] == [{"naam": "Sam", "e_mail": EMAIL, "mail_toestemming": True}]
    assert [one["status"] for one in taken["toezeggingen"]] == ["bezig", "niet_gestart"]
    assert "Wij van Welzijn Hier zijn begonnen." in [one.get("woorden") for one in taken["geschiedenis"]]
    readable = signer.get("/mijn/gegevens/alles.txt").body.decode()
    for piece in (
        "Naam: Welzijn Hier",
        "Bezig",
        "Wij van Welzijn Hier zijn begonnen.",
        "getekend, door Movisie",
    ):
        assert piece in readable


def test_a_name_can_be_corrected_and_taken_off_the_site(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/wijzig")
    signer.press("/mijn/gegevens/wijzig", naam="", contact="Sam")
    assert "Vul een naam in." in signer.words
    signer.press(
        "/mijn/gegevens/wijzig", naam="Welzijn <i>Hierna</i>", tonen=[], contact="Sam Jansen", mail=[]
    )
    assert signer.path == "/mijn/gegevens"
    with register.read() as db:
        named, contact = db.names_of([1])[1], db.contacts_of([1])[1]
    assert (named.name, named.show_name) == ("Welzijn <i>Hierna</i>", False)
    assert contact == Contact("Sam Jansen", EMAIL, mail_consent=False)
    assert "<i>" not in signer.answer.words.partition("<main")[2]


def test_where_one_works_can_be_corrected(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/waar")
    signer.press("/mijn/gegevens/waar", zoek="Nergenshuizen")
    assert "We kennen ‘Nergenshuizen’ niet." in signer.words
    signer.press("/mijn/gegevens/waar", zoek="", regio=[])
    assert "Kies minstens één plek" in signer.words
    signer.press("/mijn/gegevens/waar", regio=["landelijk", "GM0014"])
    assert signer.path == "/mijn/gegevens"
    assert "Landelijk" in signer.words


def test_a_colleague_comes_beside_me(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/collega")
    signer.press("/mijn/gegevens/collega")
    assert "Vul een naam in, op één regel." in signer.words
    signer.press("/mijn/gegevens/collega", contact="Kim", email="kim@voorbeeld.example", hoe="samen")
    assert "Kim, kim@voorbeeld.example" in signer.words
    colleague = Visitor()
    colleague.enter(register, Holder(1, 2))
    assert "Welzijn Hier" in colleague.words


def test_handing_over_lets_me_out_at_once(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/collega")
    signer.press("/mijn/gegevens/collega", contact="Kim", email="kim@voorbeeld.example", hoe="overdragen")
    assert signer.path == "/mijn/overgedragen"
    assert signer.get("/mijn").status == 403
    with register.read() as db:
        assert db.all_contacts_of(1) == {2: Contact("Kim", "kim@voorbeeld.example", mail_consent=False)}
        letters = [(row.letter, row.address) for row in db.rows(select(schema.outbox))]
    assert letters == [("collega", "kim@voorbeeld.example")]
    assert EMAIL not in stored(register)
    Visitor().post("/link", {"email": EMAIL})
    assert EMAIL not in stored(register)


def test_somebody_must_stay(register: Store) -> None:
    with pytest.raises(RuleError, match=r"contact\.laatste"), register.write(OPERATOR, "test") as tx:
        commands.drop_contact(tx, 1, 1)


def test_stopping_erases_all_that_is_mine_and_keeps_the_books(told: Store, signer: Visitor) -> None:
    mirror = Mirror(told)
    before = stand_figures(mirror.current(), date(2026, 6, 1))
    signer.get("/mijn/gegevens/stoppen")
    signer.press("/mijn/gegevens/stoppen")
    assert signer.path == "/mijn/gestopt"
    assert "Je gegevens zijn gewist" in signer.words
    left = stored(told).replace("Welzijn Daar", "")
    addressed = [line for line in left.splitlines() if EMAIL in line]
    assert [line.partition(":")[0] for line in addressed] == ["outbox"]
    for personal in ("Welzijn Hier", "zijn begonnen", "Sam', 'sam"):
        assert personal not in left
    assert not check(told)
    now = mirror.current()
    assert now.names[1].name == ""
    assert {**stand_figures(now, date(2026, 6, 1)), "revisie": before["revisie"]} == before
    assert stand_figures(now, DAY)["ondertekenaars"]["totaal"] == 1
    with told.read() as db:
        assert len(erased_refs(db)) == 1


def test_another_signer_is_left_alone_when_one_stops(told: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/stoppen")
    signer.press("/mijn/gegevens/stoppen")
    other = Visitor()
    other.enter(told, Holder(2, 1))
    assert "Welzijn Daar" in other.words


def test_an_address_is_changed_without_being_locked_out(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/gegevens/adres")
    signer.press("/mijn/gegevens/adres", email="geen adres")
    assert "Vul een e-mailadres in" in signer.words
    signer.press("/mijn/gegevens/adres", email="sam@nieuw.example")
    assert "We stuurden een link naar je nieuwe adres." in signer.words
    assert signer.get("/mijn").status == 200
    moved = Visitor()
    moved.enter(register, Holder(1, 2))
    moved.get("/mijn/gegevens/contact?nummer=1")
    assert EMAIL in moved.words
    moved.press("/mijn/gegevens/contact")
    assert moved.path == "/mijn/gegevens"
    assert signer.get("/mijn").status == 403
    with register.read() as db:
        assert db.all_contacts_of(1) == {2: Contact("Sam", "sam@nieuw.example", mail_consent=True)}
    for number in ("2", "7", "x"):
        moved.get(f"/mijn/gegevens/contact?nummer={number}")
        assert moved.path == "/mijn/gegevens"


def test_a_person_has_one_name(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        number = sign(tx, "Kees", PERSON)
        commands.set_contact(tx, number, Contact("Kees", "kees@voorbeeld.example"))
    visitor = Visitor()
    visitor.enter(register, Holder(number, 1))
    visitor.get("/mijn/gegevens")
    assert "collega" not in visitor.words
    visitor.get("/mijn/gegevens/wijzig")
    assert "Jouw naam" not in visitor.words
    visitor.press("/mijn/gegevens/wijzig", naam="Kees Jansen")
    with register.read() as db:
        assert db.all_contacts_of(number)[1].name == "Kees Jansen"


def test_reminders_and_offers_are_among_what_one_takes_along(register: Store, signer: Visitor) -> None:
    send_round(shared_mirror(), OPERATOR, DAY)
    with register.desk() as desk:
        desk.put(offer, event_id=1, signatory_id=1, at=now())
    told = json.loads(signer.get("/mijn/gegevens/alles.json").words)
    assert told["herinneringen"] == ["2026-11-02"]
    assert [at[:10] for at in told["hulp_aangeboden"]] == ["2026-11-02"]
