"""My pledges: one press when nothing changed, nothing lost on a mistake, nobody overwrites another unseen."""

from datetime import date

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.holders import Holder
from dsw.domain import Evidence, Obstacle, Status, replay
from dsw.people import OPERATOR
from dsw.store import Contact, Store
from dsw.store.schema import clock as clocks
from tests.desk.conftest import SIGNER
from tests.desk.visiting import Visitor

DAY = date(2026, 11, 2)


def pledges(store: Store, signatory: int = 1) -> dict[int, tuple[Status, date | None]]:
    with store.read() as db:
        stance = replay(db.events_of([signatory]))[0]
    return {one.action: (one.status, one.heard_on) for one in stance.pledges.values()}


def revision(store: Store) -> int:
    with store.read() as db:
        return int(db.rows(select(clocks.c.revision))[0][0])


@pytest.fixture
def colleague(register: Store) -> Visitor:
    """Another contact of the same organisation, who came in as well."""
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example"), 2)
    visitor = Visitor()
    visitor.enter(register, Holder(1, 2))
    return visitor


def test_one_press_when_nothing_changed(register: Store, signer: Visitor) -> None:
    assert signer.path == "/mijn"
    signer.press("/mijn/klopt")
    assert signer.path == "/mijn/bedankt"
    assert "Bedankt, opgeslagen" in signer.words
    assert pledges(register) == {5: (Status.NIET_GESTART, DAY), 7: (Status.NIET_GESTART, DAY)}


def test_everything_about_a_pledge_is_recorded(register: Store, signer: Visitor) -> None:
    signer.press(
        "/mijn/opslaan",
        **{
            "status-3.1": "staat_stil",
            "obstakel-3.1": "geld",
            "hulp-3.1": "Geld voor <b>laptops</b>.",
            "wie-3.1": "8",
            "woorden-3.1": "We wachten.",
            "bewijs-3.1": "https://voorbeeld.example/plan",
            "wanneer-3.1": "2027-03-01",
        },
    )
    assert signer.path == "/mijn/bedankt"
    with register.read() as db:
        stance = replay(db.events_of([1]))[0].pledge_on(5)
        assert stance
        said = db.words_of([stance.report])[stance.report]
    assert (stance.status, stance.obstacle) == (Status.STAAT_STIL, Obstacle.GELD)
    assert (stance.evidence, stance.due, stance.heard_on) == (Evidence.LINK, date(2027, 3, 1), DAY)
    assert (said.words, said.ask, said.helper) == ("We wachten.", "Geld voor <b>laptops</b>.", 8)
    assert pledges(register)[7] == (Status.NIET_GESTART, None)
    signer.get("/mijn")
    assert signer.form("/mijn/opslaan")["hulp-3.1"] == "Geld voor <b>laptops</b>."
    assert "<b>laptops" not in signer.answer.words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"status-3.1": "staat_stil"}, "Kies wat het tegenhoudt."),
        ({"status-3.1": "gestopt"}, "Vertel kort waarom het gestopt is."),
        ({"status-3.1": "bezig", "bewijs-3.1": "javascript:alert(1)"}, "Dit is geen adres op internet."),
        ({"status-3.1": "bezig", "wanneer-3.1": "2026-01-01"}, "De dag 1 januari 2026 is al geweest."),
        ({"status-3.1": "bezig", "wanneer-3.1": "morgen"}, "‘morgen’ is geen dag."),
        ({"status-3.1": "verzonnen"}, "Kies hoe het ervoor staat."),
        ({"status-3.1": "bezig", "woorden-3.1": "x" * 601}, "Dit is te lang."),
    ],
)
def test_a_mistake_changes_nothing_and_loses_nothing(
    register: Store, signer: Visitor, typed: dict[str, str], said: str
) -> None:
    before = revision(register)
    signer.press("/mijn/opslaan", **{"woorden-3.1": "Blijft staan.", **typed})
    assert signer.answer.status == 422
    assert said in signer.words
    assert revision(register) == before
    kept = signer.form("/mijn/opslaan")
    assert kept["woorden-3.1"] == typed.get("woorden-3.1", "Blijft staan.")


def test_saving_without_a_change_records_nothing(register: Store, signer: Visitor) -> None:
    before = revision(register)
    signer.press("/mijn/opslaan")
    assert signer.path == "/mijn"
    assert revision(register) == before


def test_a_form_sent_twice_is_recorded_once(register: Store, signer: Visitor) -> None:
    form = {**signer.form("/mijn/opslaan"), "status-3.1": "bezig"}
    signer.post("/mijn/opslaan", form)
    after = revision(register)
    signer.post("/mijn/opslaan", form)
    assert (signer.path, revision(register)) == ("/mijn/bedankt", after)


def test_two_contacts_at_once_never_overwrite_each_other_unseen(
    register: Store, signer: Visitor, colleague: Visitor
) -> None:
    colleague.press("/mijn/opslaan", **{"status-3.1": "afgerond"})
    before = revision(register)
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig"})
    assert signer.answer.status == 409
    assert "Een collega was je net voor" in signer.words
    assert "Nu staat er ‘klaar’. Jij koos ‘bezig’." in signer.words
    assert revision(register) == before
    assert signer.form("/mijn/opslaan")["status-3.1"] == ["bezig"]
    signer.press("/mijn/opslaan")
    assert pledges(register)[5] == (Status.BEZIG, DAY)


def test_nobody_confirms_what_they_did_not_see(register: Store, signer: Visitor, colleague: Visitor) -> None:
    colleague.press("/mijn/opslaan", **{"status-3.1": "afgerond"})
    signer.press("/mijn/klopt")
    assert signer.answer.status == 409
    assert "Nu staat er ‘klaar’." in signer.words
    assert pledges(register)[7] == (Status.NIET_GESTART, None)
    signer.get("/mijn")
    signer.press("/mijn/klopt")
    assert pledges(register) == {5: (Status.AFGEROND, DAY), 7: (Status.NIET_GESTART, DAY)}


def test_two_contacts_on_different_pledges_are_in_nobodys_way(
    register: Store, signer: Visitor, colleague: Visitor
) -> None:
    colleague.press("/mijn/opslaan", **{"status-3.3": "afgerond"})
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig"})
    assert signer.path == "/mijn/bedankt"
    assert pledges(register) == {5: (Status.BEZIG, DAY), 7: (Status.AFGEROND, DAY)}


def test_the_last_change_can_be_taken_back(register: Store, signer: Visitor, colleague: Visitor) -> None:
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig", "wanneer-3.1": "2027-03-01"})
    signer.press("/mijn/ongedaan")
    assert signer.path == "/mijn"
    assert pledges(register) == {5: (Status.NIET_GESTART, None), 7: (Status.NIET_GESTART, None)}
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig"})
    thanks = signer.form("/mijn/ongedaan")
    colleague.get("/mijn")
    colleague.press("/mijn/opslaan", **{"status-3.3": "bezig"})
    signer.post("/mijn/ongedaan", thanks)
    assert "Er is niets van jou om ongedaan te maken." in signer.words
    assert pledges(register)[5][0] is Status.BEZIG


def test_pledges_come_and_go(register: Store, signer: Visitor) -> None:
    signer.get("/mijn/erbij")
    signer.press("/mijn/erbij")
    assert "Kies minstens één actie." in signer.words
    signer.press("/mijn/erbij", actie=["1.1", "9.3"])
    assert set(pledges(register)) == {1, 5, 7, 27}
    signer.get("/mijn/weg?actie=9.3")
    signer.press("/mijn/weg")
    assert set(pledges(register)) == {1, 5, 7}
    signer.get("/mijn/weg?actie=9.3")
    assert signer.path == "/mijn"


def test_what_happened_is_told(signer: Visitor) -> None:
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig"})
    signer.get("/mijn")
    assert "2 november 2026: een toezegging op bezig gezet, door jou of een collega." in signer.words
    assert "1 juni 2025: 2 toezeggingen gedaan, door Movisie." in signer.words


def test_nobody_sees_or_changes_what_is_of_another(register: Store, signer: Visitor) -> None:
    other = Visitor()
    other.enter(register, Holder(2, 1))
    assert "Welzijn Daar" in other.words
    assert "Welzijn Hier" not in other.words
    other.post("/mijn/opslaan", {**signer.form("/mijn/opslaan"), "status-3.1": "bezig"})
    assert pledges(register)[5] == (Status.NIET_GESTART, None)
    assert pledges(register, 2)[5] == (Status.BEZIG, DAY)


def test_who_is_no_longer_in_the_register_is_out(register: Store, signer: Visitor) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, SIGNER.signatory or 0, DAY)
    assert signer.get("/mijn").status == 403
