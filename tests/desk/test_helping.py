"""Asking and offering: who could help sees the ask, and one press writes to who asked."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.holders import Holder
from dsw.domain import Kind, Obstacle, Profile, Status
from dsw.office.bounces import note_bounce
from dsw.outbox import next_due, settle_sent
from dsw.people import OPERATOR
from dsw.queries.asks import Ask, asks_for, open_asks, overlap
from dsw.store import Contact, Store, Words, shared_mirror
from dsw.store.schema import offer, outbox
from dsw.texts import text
from tests.acts import FIRST, sign
from tests.desk.conftest import EMAIL, SIGNER
from tests.desk.visiting import Visitor

DAY = date(2026, 11, 2)
ASK = "Iemand die <b>meedenkt</b>."
OTHER = Holder(2, 1)


def asks(
    store: Store, who: int, *, told: bool = True, ask: str = ASK, action: int = 5, helper: int = 0
) -> int:
    """A pledge stands still, and its signer says what would help; the number of that report."""
    said = commands.Report(Status.STAAT_STIL, DAY, Obstacle.TIJD, words=Words("", "", ask, "", helper, told))
    with store.write(OPERATOR, "test") as tx:
        return commands.report(tx, who, action, said)


def change(store: Store, signatory: int, *, show_name: bool = True, mail_consent: bool = True) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, signatory, "Welzijn Daar", show_name)
        commands.set_contact(tx, signatory, Contact("Kim", "kim@elders.example", mail_consent))


def shown(store: Store, signatory: int = 1) -> list[int]:
    """Whose asks a signer sees."""
    snapshot = shared_mirror().current()
    with store.read() as db:
        profile = snapshot.ledger.profiles.known[1]
        assert profile is not None
        return [one.signatory for one in asks_for(db, snapshot, DAY, signatory, profile)]


def all_asks(store: Store) -> list[Ask]:
    with store.read() as db:
        return list(open_asks(db, shared_mirror().current(), DAY))


def letters(store: Store) -> list[Any]:
    with store.read() as db:
        return list(db.rows(select(outbox).where(outbox.c.letter == "hulp")))


def test_one_press_writes_to_who_asked_and_both_see_it(register: Store, signer: Visitor) -> None:
    number = asks(register, 2)
    signer.get("/mijn")
    assert "Iemand vraagt hulp" in signer.words
    assert "Iemand die <b>meedenkt</b>." in signer.words
    assert "<b>meedenkt" not in signer.answer.words
    assert text("hulp.uitleg") in signer.words
    signer.press("/mijn/help")
    assert text("mijn.gezegd.hulp") in signer.words
    assert "Iemand vraagt hulp" not in signer.words
    (letter,) = letters(register)
    assert (letter.address, letter.signatory_id, letter.contact) == ("kim@elders.example", 2, 1)
    told = {"naam": "Welzijn Hier", "wie": "Sam", "email": EMAIL, "actie": "3.1", "van": "1/1"}
    assert json.loads(letter.filling) == told
    with register.read() as db:
        assert [(row.event_id, row.signatory_id) for row in db.rows(select(offer))] == [(number, 1)]
    asker = Visitor()
    asker.enter(register, OTHER)
    assert "Welzijn Hier wil helpen bij actie 3.1 (2 november 2026)." in asker.words
    assert EMAIL not in asker.words


def test_an_offer_that_waits_goes_with_who_made_it(register: Store, signer: Visitor) -> None:
    asks(register, 2)
    asks(register, 2, action=7)
    signer.get("/mijn")
    signer.press("/mijn/help")
    with register.write(OPERATOR, "test") as tx:
        third = sign(tx, "Welzijn Elders")
        commands.set_contact(tx, third, Contact("Noor", "noor@elders.example"))
    third_party = Visitor()
    third_party.enter(register, Holder(third, 1))
    third_party.press("/mijn/help")
    assert [json.loads(one.filling)["wie"] for one in letters(register)] == ["Sam", "Noor"]
    signer.get("/mijn/gegevens/stoppen")
    signer.press("/mijn/gegevens/stoppen")
    assert [json.loads(one.filling)["wie"] for one in letters(register)] == ["Noor"]


def test_an_offer_that_waits_goes_with_a_contact_who_leaves(register: Store, signer: Visitor) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Noor", "noor@voorbeeld.example"), 2)
    asks(register, 2)
    signer.get("/mijn")
    signer.press("/mijn/help")
    for number, left in ((2, ["Sam"]), (1, [])):
        with register.write(OPERATOR, "test") as tx:
            commands.set_contact(tx, 1, Contact("Lou", "lou@voorbeeld.example"), 3)
            commands.drop_contact(tx, 1, number)
        assert [json.loads(one.filling)["wie"] for one in letters(register)] == left


def test_an_offer_that_was_sent_stays_known_as_sent(register: Store, signer: Visitor) -> None:
    asks(register, 2)
    signer.get("/mijn")
    signer.press("/mijn/help")
    with register.desk() as desk:
        taken = next_due(desk)
        assert taken
        settle_sent(desk, taken)
    signer.get("/mijn/gegevens/stoppen")
    signer.press("/mijn/gegevens/stoppen")
    (sent,) = letters(register)
    assert (sent.filling, sent.due_at) == ("", None)


def test_a_press_twice_writes_once(register: Store, signer: Visitor) -> None:
    asks(register, 2)
    signer.get("/mijn")
    form = signer.form("/mijn/help")
    signer.post("/mijn/help", form)
    signer.post("/mijn/help", form)
    assert signer.path == "/mijn"
    signer.post("/mijn/help", {**form, "formulier": "another"})
    assert signer.answer.status == 409
    assert text("fout.hulp.weg") in signer.words
    assert len(letters(register)) == 1


def test_what_is_asked_at_the_counter_is_told_to_be_seen(register: Store, signer: Visitor) -> None:
    assert text("mijn.hulp_uitleg") in signer.words
    fields = {"status-3.1": "staat_stil", "obstakel-3.1": "tijd", "hulp-3.1": "Een laptop"}
    signer.press("/mijn/opslaan", **fields)
    (one,) = all_asks(register)
    assert (one.words, one.told) == ("Een laptop", True)
    signer.get("/mijn")
    old_page = {name: value for name, value in signer.form("/mijn/opslaan").items() if name != "verteld"}
    signer.post("/mijn/opslaan", {**old_page, "hulp-3.1": "Twee laptops"})
    (one,) = all_asks(register)
    assert (one.words, one.told) == ("Twee laptops", False)


@pytest.mark.parametrize(
    ("told", "show_name", "consent", "seen"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, True, True, True),
        (False, True, False, False),
        (False, False, True, False),
    ],
)
def test_what_was_asked_before_it_was_told_stays_with_who_shows_no_name(
    register: Store, told: bool, show_name: bool, consent: bool, seen: bool
) -> None:
    change(register, 2, show_name=show_name, mail_consent=consent)
    asks(register, 2, told=told)
    assert shown(register) == ([2] if seen else [])
    assert len(all_asks(register)) == 1


def test_a_name_is_shown_only_where_it_may_be(register: Store, signer: Visitor) -> None:
    change(register, 2, show_name=False)
    asks(register, 2)
    signer.get("/mijn")
    assert "Een organisatie in Groningen" in signer.words
    assert "Welzijn Daar" not in signer.words


def test_nobody_sees_its_own_ask_nor_one_for_another_section(register: Store) -> None:
    asks(register, 1)
    asks(register, 2, helper=8)
    assert shown(register) == []
    assert [one.section for one in all_asks(register)] == [8, 3]
    asks(register, 2, action=7)
    assert shown(register) == [2]


def test_an_ask_ends_when_the_pledge_moves_on_or_there_is_nobody_to_write_to(register: Store) -> None:
    wrong = asks(register, 2)
    assert shown(register) == [2]
    with register.desk() as desk:
        note_bounce(desk, "kim@elders.example", "adres 550")
    assert shown(register) == []
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 2, Contact("Kim", "kim@nieuw.example"))
    assert shown(register) == [2]
    asks(register, 2, ask="")
    assert all_asks(register) == []
    with register.write(OPERATOR, "test") as tx:
        last = max(event.id for event in tx.history(2))
        commands.annul(tx, 2, last)
    assert [one.event for one in all_asks(register)] == [wrong]
    with register.write(OPERATOR, "test") as tx:
        undoing = max(event.id for event in tx.history(2))
        commands.annul(tx, 2, undoing)
    assert all_asks(register) == []
    with register.write(OPERATOR, "test") as tx:
        commands.annul(tx, 2, max(event.id for event in tx.history(2)))
    assert shown(register) == [2]
    with register.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 2, DAY)
    assert all_asks(register) == []


def test_a_signer_sees_five_at_most_and_helps_five_times_a_day(
    register: Store, signer: Visitor, clock: Any
) -> None:
    with register.write(OPERATOR, "test") as tx:
        for place in range(7):
            number = sign(tx, f"Vraagt {place}")
            commands.set_contact(tx, number, Contact("Kim", f"kim{place}@elders.example", mail_consent=True))
            commands.pledge(tx, number, 5, FIRST)
    for number in range(3, 10):
        asks(register, number)
    assert shown(register) == [9, 8, 7, 6, 5]
    for _ in range(5):
        signer.get("/mijn")
        signer.press("/mijn/help")
    signer.get("/mijn")
    signer.press("/mijn/help")
    assert signer.answer.status == 409
    assert "Je bood vandaag al 5 keer hulp aan." in signer.words
    assert len(letters(register)) == 5
    clock(DAY + timedelta(days=2))
    signer.enter(register, SIGNER)
    signer.press("/mijn/help")
    assert len(letters(register)) == 6


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30, "999"])
def test_an_ask_that_is_not_there_cannot_be_answered(register: Store, signer: Visitor, number: str) -> None:
    asks(register, 2)
    signer.get("/mijn")
    signer.press("/mijn/help", vraag=number)
    assert signer.answer.status == 409
    assert letters(register) == []


@pytest.mark.parametrize(
    ("some", "others", "meets"),
    [
        (("landelijk",), ("GM0014",), True),
        (("GM0014",), ("landelijk",), True),
        ((), ("landelijk",), True),
        (("landelijk",), (), True),
        (("GM0014",), ("GM0014", "PV29"), True),
        (("GM0014",), ("PV20",), True),
        (("PV20",), ("GM0014",), True),
        (("GM0014",), ("PV29",), False),
        (("GM0014",), ("GM0344",), False),
        (("PV20",), ("PV29",), False),
        ((), (), False),
    ],
)
def test_regions_overlap(some: tuple[str, ...], others: tuple[str, ...], meets: bool) -> None:
    assert overlap(some, others) is meets


def test_a_person_is_no_organisation(register: Store, signer: Visitor) -> None:
    with register.write(OPERATOR, "test") as tx:
        number = sign(tx, "Jo", Profile(Kind.PERSOON, 3, ("landelijk",)))
        commands.rename(tx, number, "Jo", show_name=False)
        commands.set_contact(tx, number, Contact("Jo", "jo@elders.example"))
        commands.pledge(tx, number, 5, FIRST)
    asks(register, number)
    signer.get("/mijn")
    assert "Iemand in heel Nederland" in signer.words


def test_thanks_ask_for_help_too(register: Store, signer: Visitor) -> None:
    asks(register, 2)
    signer.press("/mijn/klopt")
    assert signer.path == "/mijn/bedankt"
    assert "Iemand vraagt hulp" in signer.words
    assert len(all_asks(register)) == 1
