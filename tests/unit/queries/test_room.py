"""What is counted in the room: every response since the meeting began; on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from dsw import commands, meetings
from dsw.access.holders import Holder, signer
from dsw.domain import Status
from dsw.meetings import MeetingPlan
from dsw.people import ADMISSION, OPERATOR
from dsw.queries.room import responses
from dsw.store import Store
from dsw.views import Meeting, Responses
from tests.acts import FIRST, report, sign

TODAY = date(2026, 11, 2)


def meeting(store: Store, day: date = TODAY) -> Meeting:
    with store.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, MeetingPlan("In de zaal", day, date(2026, 6, 1)))
    return again(store, ref)


def again(store: Store, ref: str) -> Meeting:
    with store.read() as db:
        found = meetings.find_meeting(db, ref)
    assert found
    return found


def counted(store: Store, one: Meeting) -> Responses:
    with store.read() as db:
        return responses(db, one)


@pytest.fixture
def number(store: Store, clock: Callable[[str], None]) -> int:
    """Somebody who signed and pledged the day before."""
    clock("2026-11-01")
    with store.write(OPERATOR, "test") as tx:
        one = sign(tx)
        for action in (3, 9):
            commands.pledge(tx, one, action, FIRST)
        report(tx, one, 3, Status.BEZIG, date(2026, 10, 1))
    clock("2026-11-02")
    return one


def test_nothing_came_in_yet(store: Store, number: int) -> None:
    assert number
    assert counted(store, meeting(store)) == Responses()
    assert Responses().total == 0


def test_in_an_empty_register_nothing_came_in(store: Store) -> None:
    assert counted(store, meeting(store)) == Responses()


def test_every_kind_of_response_is_counted(store: Store, number: int) -> None:
    one = meeting(store)
    with store.write(signer(Holder(number, 1)), "report") as tx:
        report(tx, number, 3, Status.AFGEROND, TODAY)
        report(tx, number, 9, Status.BEZIG, TODAY)
    with store.write(signer(Holder(number, 1)), "confirm") as tx:
        commands.confirm(tx, number, 3, TODAY)
    with store.write(ADMISSION, "sign") as tx:
        new = sign(tx, "In de zaal", day=TODAY)
        commands.pledge(tx, new, 3, TODAY)
    assert counted(store, one) == Responses(updates=2, confirmations=1, signatures=1)
    assert counted(store, one).total == 4


def test_what_is_read_in_is_no_response(store: Store, number: int) -> None:
    one = meeting(store)
    for act in ("import", "demo"):
        with store.write(OPERATOR, act) as tx:
            report(tx, number, 3, Status.AFGEROND, TODAY)
    assert counted(store, one) == Responses()


def test_counting_begins_anew_when_somebody_says_so(store: Store, number: int) -> None:
    one = meeting(store)
    with store.write(signer(Holder(number, 1)), "report") as tx:
        report(tx, number, 3, Status.AFGEROND, TODAY)
    with store.write(OPERATOR, "meet") as tx:
        meetings.count_anew(tx, one)
    assert counted(store, again(store, one.ref)) == Responses()
    with store.write(signer(Holder(number, 1)), "confirm") as tx:
        commands.confirm(tx, number, 3, TODAY)
    assert counted(store, again(store, one.ref)) == Responses(confirmations=1)


def test_before_its_day_nothing_is_counted(store: Store, number: int) -> None:
    one = meeting(store, date(2026, 11, 26))
    with store.write(signer(Holder(number, 1)), "report") as tx:
        report(tx, number, 3, Status.AFGEROND, TODAY)
    assert counted(store, one) == Responses()
