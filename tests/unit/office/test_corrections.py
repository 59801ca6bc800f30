"""What the staff changes about one signatory: with a reason, and without overwriting anybody."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.domain import Kind, Status
from dsw.errors import Refused, RuleError
from dsw.filled import Filled
from dsw.office import corrections
from dsw.office.corrections import Details, settle
from dsw.own_data import erased_refs
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.person import Person, read_person
from dsw.store import Contact, Reader, Store, Writer
from dsw.store.schema import outbox, remark
from tests.acts import FIRST, sign

EDITOR = Actor(Role.REDACTEUR, "medewerker 1")
KEEPER = Actor(Role.BEHEERDER, "medewerker 2")
READER = Actor(Role.LEZER, "medewerker 3")
DAY = date(2026, 1, 5)
SAM = Contact("Sam", "sam@x.example", mail_consent=True)
WAS = Details("Welzijn Hier", True, Kind.ORGANISATIE, 3, ("GM0014",))
Change = Callable[[Writer], object]


@pytest.fixture
def register(store: Store) -> Iterator[Store]:
    """One signatory with a contact and a pledge on action 3."""
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx), 3, FIRST)
        commands.set_contact(tx, 1, SAM)
    return store


def do(store: Store, change: Change, actor: Actor = EDITOR) -> object:
    with store.write(actor, "test") as tx:
        return change(tx)


def now(store: Store) -> Person:
    with store.read() as db:
        found = read_person(db, 1)
    assert found
    return found


def reasons(store: Store) -> list[str]:
    with store.read() as db:
        return [row.why for row in db.rows(select(remark.c.why).order_by(remark.c.revision))]


#: Every correction, in a use that keeps all rules.
USES: dict[str, Change] = {
    "correct": lambda tx: corrections.correct(tx, 1, WAS, replace(WAS, group=4), DAY, "zo"),
    "correct_contact": lambda tx: corrections.correct_contact(tx, 1, 1, SAM, replace(SAM, name="S"), "zo"),
    "add_contact": lambda tx: corrections.add_contact(tx, 1, Contact("Kim", "kim@x.example"), "zo"),
    "remove_contact": lambda tx: _two(tx) or corrections.remove_contact(tx, 1, 1, SAM, "zo"),
    "report": lambda tx: corrections.report(tx, 1, form(tx, "bezig"), DAY, "zo"),
    "confirm": lambda tx: corrections.confirm(tx, 1, "2.2", drawn(tx), DAY, "zo"),
    "promise": lambda tx: corrections.promise(tx, 1, "1.1", DAY, "iets", "zo"),
    "end": lambda tx: corrections.end(tx, 1, "2.2", drawn(tx), DAY, "zo"),
    "withdraw": lambda tx: corrections.withdraw(tx, 1, DAY, "zo"),
}


def _two(tx: Writer) -> None:
    commands.set_contact(tx, 1, Contact("Kim", "kim@x.example"), 2)


def drawn(db: Reader) -> str:
    """The pledge as its form has it."""
    found = read_person(db, 1)
    assert found
    return "".join(one.drawn() for one in found.pledges)


def form(db: Writer, status: str) -> Filled:
    """The form of the pledge, as it is sent by who chose a status."""
    found = read_person(db, 1)
    assert found
    (one,) = found.pledges
    values = one.form() | {"status-2.2": (status,), "was-2.2": (one.drawn(),)}
    return Filled(values)


@pytest.mark.parametrize("name", USES)
def test_it_is_recorded_with_its_reason(register: Store, name: str) -> None:
    before = now(register)
    do(register, USES[name])
    assert now(register) != before
    assert reasons(register) == ["zo"]


@pytest.mark.parametrize("name", USES)
@pytest.mark.parametrize("role", [Role.LEZER, Role.PUBLIEK, Role.ONDERTEKENAAR])
def test_who_may_not_correct_changes_nothing(register: Store, name: str, role: Role) -> None:
    before = now(register)
    with pytest.raises(Refused):
        do(register, USES[name], Actor(role, "iemand", 1))
    assert now(register) == before


@pytest.mark.parametrize("name", sorted(USES.keys() - {"report", "remove_contact"}))
def test_who_takes_no_part_any_more_is_not_corrected(register: Store, name: str) -> None:
    do(register, USES["withdraw"])
    with pytest.raises(RuleError, match=r"ondertekenaar\.onbekend"):
        do(register, USES[name])


# ------------------------------------------------------------------------------------------ two at once


@pytest.mark.parametrize("record", [corrections.confirm, corrections.end])
def test_of_a_pledge_that_changed_nothing_is_recorded(register: Store, record: Any) -> None:
    with register.read() as db:
        before = drawn(db)
    do(register, lambda tx: corrections.report(tx, 1, form(tx, "bezig"), DAY, "eerst"))
    standing = now(register).pledges
    assert do(register, lambda tx: record(tx, 1, "2.2", before, DAY, "daarna")) == ("2.2",)
    assert now(register).pledges == standing
    assert reasons(register) == ["eerst"]
    assert do(register, lambda tx: record(tx, 1, "2.2", drawn(tx), DAY, "daarna")) == ()
    assert now(register).pledges != standing


def test_fields_settle_one_by_one() -> None:
    said = replace(WAS, name="Mijn", group=5, shown=False)
    theirs = replace(WAS, name="Hun", group=5, regions=("PV20",))
    wanted, met = settle(WAS, said, theirs)
    assert met == ("name",)
    assert wanted == replace(theirs, shown=False)


def test_nothing_changed_settles_to_what_stands() -> None:
    theirs = replace(WAS, name="Hun")
    assert settle(WAS, WAS, theirs) == (theirs, ())


def test_a_name_that_somebody_else_changed_is_handed_back(register: Store) -> None:
    do(register, lambda tx: commands.rename(tx, 1, "Hun", show_name=True))
    met = do(
        register, lambda tx: corrections.correct(tx, 1, WAS, replace(WAS, name="Mijn", group=4), DAY, "")
    )
    assert met == ("name",)
    assert (now(register).identity.name, now(register).profile.group) == ("Hun", 4)


def test_a_contact_that_somebody_else_changed_is_handed_back(register: Store) -> None:
    do(register, lambda tx: commands.set_contact(tx, 1, replace(SAM, name="Hun")))
    said = Contact("Mijn", "nieuw@x.example", mail_consent=True)
    met = do(register, lambda tx: corrections.correct_contact(tx, 1, 1, SAM, said, ""))
    assert met == ("name",)
    assert now(register).contacts[1] == Contact("Hun", "nieuw@x.example", mail_consent=True)
    with pytest.raises(RuleError, match=r"contact\.anders"):
        do(register, lambda tx: _two(tx) or corrections.remove_contact(tx, 1, 1, SAM, ""))


def test_a_contact_that_is_gone_is_said(register: Store) -> None:
    with pytest.raises(RuleError, match=r"contact\.weg"):
        do(register, lambda tx: corrections.correct_contact(tx, 1, 7, SAM, replace(SAM, name="S"), ""))


def test_of_two_reports_the_second_is_handed_back(register: Store) -> None:
    with register.write(EDITOR, "test") as tx:
        mine = form(tx, "afgerond")
    do(register, USES["report"])
    assert do(register, lambda tx: corrections.report(tx, 1, mine, DAY, "later")) == ("2.2",)
    assert now(register).pledges[0].stance.status is Status.BEZIG
    assert reasons(register) == ["zo"]


def test_a_report_on_what_ended_meanwhile_is_refused(register: Store) -> None:
    with register.write(EDITOR, "test") as tx:
        mine = form(tx, "afgerond")
    do(register, USES["end"])
    with pytest.raises(RuleError, match=r"toezegging\.onbekend"):
        do(register, lambda tx: corrections.report(tx, 1, mine, DAY, ""))


def test_a_promise_that_stands_is_said(register: Store) -> None:
    with pytest.raises(RuleError, match=r"toezegging\.bestaat"):
        do(register, lambda tx: corrections.promise(tx, 1, "2.2", DAY, "", ""))
    with pytest.raises(RuleError, match=r"actie\.onbekend"):
        do(register, lambda tx: corrections.promise(tx, 1, "x", DAY, "", ""))


# ---------------------------------------------------------------------------------------------- erasing


def test_erasing_is_what_a_signer_does_itself(register: Store) -> None:
    do(register, lambda tx: corrections.correct(tx, 1, WAS, replace(WAS, group=4), DAY, "persoonlijk"))
    do(register, lambda tx: corrections.erase(tx, 1), KEEPER)
    found = now(register)
    assert (found.identity.name, found.contacts, found.stands) == ("", {}, False)
    assert reasons(register) == []
    with register.read() as db:
        assert len(erased_refs(db)) == 1
        assert [(row.letter, row.address) for row in db.rows(select(outbox))] == [("gewist", SAM.email)]
    with pytest.raises(RuleError):
        do(register, lambda tx: corrections.erase(tx, 1), KEEPER)


def test_who_withdrew_can_be_erased_too(register: Store) -> None:
    do(register, USES["withdraw"])
    do(register, lambda tx: corrections.erase(tx, 1), KEEPER)
    assert now(register).identity.name == ""


def test_an_editor_erases_nobody(register: Store) -> None:
    for actor in (EDITOR, READER):
        with pytest.raises(Refused):
            do(register, lambda tx: corrections.erase(tx, 1), actor)
    assert now(register).stands
