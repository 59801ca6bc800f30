"""What is known for reminders is what a replay of all events says; responses are what came later."""

from datetime import date, timedelta

import pytest

from dsw import commands
from dsw.demo import fill
from dsw.domain import Status, replay
from dsw.office.bounces import note_bounce
from dsw.office.reminders import Known, Promise, Reason, letters_due
from dsw.office.rounds import send_round
from dsw.people import OPERATOR
from dsw.queries.followup import RoundResponse, due_letters, responses
from dsw.store import Contact, Mirror, Reader, Store, Writer
from tests.acts import report, sign

DAY = date(2026, 11, 2)
LONG_AGO = date(2026, 1, 5)


def replayed(db: Reader, signatory: int, day: date) -> Known:
    """What a signatory's own events come to."""
    stance = replay(event for event in db.events_of([signatory]) if event.day <= day)[0]
    promises = (
        Promise(one.action, one.status, one.pledged_on, one.heard_on, one.status_since, one.due)
        for one in stance.pledges.values()
    )
    return Known(signatory, tuple(promises), db.all_contacts_of(signatory))


def add(tx: Writer, name: str, *actions: int, consent: bool = True) -> int:
    number = sign(tx, name, day=LONG_AGO)
    address = f"{name.replace(' ', '').lower()}@voorbeeld.example"
    commands.set_contact(tx, number, Contact(name, address, consent))
    for action in actions:
        commands.pledge(tx, number, action, LONG_AGO)
    return number


def test_the_ledger_says_the_same_as_all_events(store: Store) -> None:
    fill(store, 400)
    snapshot, reasons = Mirror(store).current(), set()
    with store.read() as db:
        for day in (DAY, date(2026, 10, 10), date(2026, 3, 1), date(2027, 6, 1)):
            found = due_letters(db, snapshot, day)
            assert found == letters_due([replayed(db, number, day) for number in snapshot.names], day)
            reasons |= {letter.reason for letter in found}
    assert reasons == set(Reason)


def test_an_aim_that_was_dropped_undone_or_of_an_earlier_pledge_does_not_count(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        for name in ("Houdt", "Laat vallen", "Nam terug", "Begon opnieuw"):
            number = add(tx, name, 5)
            commands.plan_for(tx, number, 5, DAY, LONG_AGO)
            report(tx, number, 5, Status.BEZIG, date(2026, 8, 1))
        commands.plan_for(tx, 2, 5, None, LONG_AGO)
        (aim,) = [event.id for event in tx.history(3) if event.due]
        commands.annul(tx, 3, aim)
        commands.end_pledge(tx, 4, 5, date(2026, 8, 2))
        commands.pledge(tx, 4, 5, date(2026, 8, 3))
        report(tx, 4, 5, Status.BEZIG, date(2026, 8, 4))
    with store.read() as db:
        found = due_letters(db, Mirror(store).current(), DAY)
    assert [(letter.signatory, letter.reason) for letter in found] == [(1, Reason.STREEFDATUM)]


def test_who_withdrew_said_no_or_gets_no_mail_is_left_alone(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        for name in ("Blijft", "Trok terug", "Komt niet aan"):
            add(tx, name, 5)
        add(tx, "Wil niet", 5, consent=False)
        commands.withdraw(tx, 2, date(2026, 2, 1))
        tx.settle()
    with store.desk() as desk:
        assert note_bounce(desk, "Komtnietaan@voorbeeld.example", "adres 550") == 1
    with store.read() as db:
        found = due_letters(db, Mirror(store).current(), DAY)
    assert [letter.key for letter in found] == [(1, 1)]


def test_a_response_is_what_was_said_after_the_letter_and_stayed(store: Store) -> None:
    mirror = Mirror(store)
    with store.write(OPERATOR, "test") as tx:
        for name in ("Meldt", "Bevestigt", "Haalt terug", "Oude melding", "Zwijgt", "Komt niet aan"):
            add(tx, name, 5, 7)
    letters = send_round(mirror, OPERATOR, DAY)
    assert len(letters) == 6
    with store.write(OPERATOR, "test") as tx:
        report(tx, 1, 5, Status.BEZIG, DAY)
        commands.confirm(tx, 2, 7, DAY)
        wrong = report(tx, 3, 5, Status.BEZIG, DAY)
        report(tx, 4, 5, Status.BEZIG, date(2026, 2, 1))
    with store.write(OPERATOR, "test") as tx:
        commands.annul(tx, 3, wrong)
    with store.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 2, DAY)
    with store.desk() as desk:
        note_bounce(desk, "komtnietaan@voorbeeld.example", "adres 550")
        note_bounce(desk, "meldt@voorbeeld.example", "adres 550")
    with store.read() as db:
        (found,) = responses(db, mirror.current())
    assert found == RoundResponse(1, DAY, addressed=6, answered=1, bounced=1)
    assert found.silent == 4


def test_rounds_come_the_newest_first_each_with_its_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = Mirror(store)
    with store.write(OPERATOR, "test") as tx:
        for name in ("Eerste", "Tweede"):
            add(tx, name, 5)
    send_round(mirror, OPERATOR, DAY, only_to=" EERSTE@voorbeeld.example")
    later = DAY + timedelta(days=70)
    monkeypatch.setenv("DSW_TODAY", later.isoformat())
    send_round(mirror, OPERATOR, later)
    with store.write(OPERATOR, "test") as tx:
        commands.confirm(tx, 2, 5, later)
    with store.read() as db:
        found = responses(db, mirror.current())
    assert [(one.day, one.addressed, one.answered) for one in found] == [(later, 2, 1), (DAY, 1, 0)]
