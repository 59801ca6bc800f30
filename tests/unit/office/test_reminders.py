"""Who gets a reminder and why, by example."""

from datetime import date, timedelta

import pytest

from dsw.domain import Status
from dsw.office.reminders import Known, LetterDue, Promise, Reason, letters_due
from dsw.store import Contact

DAY = date(2026, 11, 2)
SAM = Contact("Sam", "sam@voorbeeld.example", mail_consent=True)
KIM = Contact("Kim", "kim@voorbeeld.example", mail_consent=True)
NO_MAIL = Contact("Noor", "noor@voorbeeld.example", mail_consent=False)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def promise(action: int = 5, status: Status = Status.BEZIG, **more: date | None) -> Promise:
    told: dict[str, date | None] = {"pledged_on": ago(500), "heard_on": ago(100), "since": ago(300), **more}
    return Promise(action, status, **told)  # type: ignore[arg-type]  # a test says what it changes


def due(*promises: Promise, gap_days: int = 60, **more: object) -> LetterDue | None:
    known = Known(1, promises, **{"contacts": {1: SAM}, **more})  # type: ignore[arg-type]
    found = letters_due([known], DAY, gap_days)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (promise(status=Status.NIET_GESTART, heard_on=None), Reason.NOOIT),
        (promise(heard_on=date(2026, 5, 1)), Reason.STIL),
        (promise(heard_on=date(2026, 5, 2)), None),
        (promise(due=ago(1)), Reason.STREEFDATUM),
        (promise(due=ago(-30)), Reason.STREEFDATUM),
        (promise(due=ago(-31)), None),
        (promise(status=Status.STAAT_STIL, since=ago(90)), Reason.STAAT_STIL),
        (promise(status=Status.STAAT_STIL, since=ago(89)), None),
        (promise(since=ago(90)), None),
        (promise(), None),
    ],
)
def test_the_reason_is_the_first_that_holds(one: Promise, reason: Reason | None) -> None:
    found = due(one)
    assert (found.reason if found else None) is reason


def test_a_letter_names_the_pledges_that_its_reason_is_about() -> None:
    found = due(promise(9, due=DAY), promise(7, heard_on=None), promise(3, heard_on=None), promise(1))
    assert found == LetterDue(1, 1, SAM, Reason.NOOIT, (3, 7))
    assert found.values("Welzijn Hier") == {"naam": "Welzijn Hier", "reden": "nooit", "acties": "2.2 3.3"}


@pytest.mark.parametrize("status", [Status.AFGEROND, Status.GESTOPT])
def test_who_has_nothing_left_to_do_gets_none(status: Status) -> None:
    assert due(promise(status=status, heard_on=ago(400), due=ago(10))) is None
    assert due() is None


@pytest.mark.parametrize(
    ("known", "reached"),
    [
        ({1: SAM, 2: KIM}, 1),
        ({2: KIM, 1: SAM}, 1),
        ({1: NO_MAIL, 2: KIM}, 2),
        ({1: NO_MAIL}, None),
        ({1: Contact("Leeg", "", mail_consent=True)}, None),
        ({}, None),
    ],
)
def test_one_letter_goes_to_the_first_who_may_be_written_to(
    known: dict[int, Contact], reached: int | None
) -> None:
    found = due(promise(heard_on=None), contacts=known)
    assert (found.contact if found else None) == reached


def test_who_does_not_get_mail_is_passed_by() -> None:
    found = due(promise(heard_on=None), contacts={1: SAM, 2: KIM}, bounced=frozenset({1}))
    assert found is not None
    assert (found.contact, found.to) == (2, KIM)
    assert due(promise(heard_on=None), bounced=frozenset({1})) is None


@pytest.mark.parametrize(("days", "gets"), [(59, False), (60, True), (-1, False), (0, False)])
def test_there_is_time_between_two_letters(days: int, gets: bool) -> None:
    silent = promise(heard_on=None)
    assert bool(due(silent, reminded_on=ago(days))) is gets
    assert bool(due(promise(pledged_on=ago(days), heard_on=None))) is gets
    assert bool(due(silent, promise(9, heard_on=ago(days)))) is gets
    assert bool(due(silent, promise(9, Status.AFGEROND, heard_on=ago(days)))) is gets


def test_never_two_letters_on_one_day() -> None:
    assert due(promise(heard_on=None), reminded_on=DAY, gap_days=0) is None
    assert due(promise(heard_on=None), reminded_on=ago(1), gap_days=0) is not None
