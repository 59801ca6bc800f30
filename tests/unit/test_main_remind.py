"""Reminders from the command line: shown first, then posted once; on both databases."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.__main__ import main
from dsw.people import OPERATOR
from dsw.store import Contact, Store, shared_mirror
from dsw.store.schema import letter_round, outbox
from dsw.texts import text
from tests.acts import FIRST, sign

Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("register_url")


@pytest.fixture
def register() -> Store:
    store = shared_mirror().store
    with store.write(OPERATOR, "test") as tx:
        for name in ("eén", "\x1b[31mrood"):
            number = sign(tx, name)
            address = f"{'kim' if number > 1 else 'sam'}@voorbeeld.example"
            commands.set_contact(tx, number, Contact(name, address, mail_consent=True))
            commands.pledge(tx, number, 5, FIRST)
    return store


def said(capsys: Output, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["remind", *arguments])
    out, err = capsys.readouterr()
    return code, out + err


def addressed(store: Store) -> Sequence[str]:
    with store.read() as db:
        return sorted(row.address for row in db.rows(select(outbox)))


def test_a_dry_run_shows_who_why_and_the_letter_and_sends_nothing(capsys: Output, register: Store) -> None:
    code, out = said(capsys, "--dry-run")
    assert code == 0
    assert "eén <sam@voorbeeld.example>: Nog niets gehoord sinds de toezegging." in out
    assert text("brief.herinnering.knop") in out
    assert "Er zouden 2 herinneringen weggaan." in out
    assert "\x1b" not in out
    assert addressed(register) == []
    assert register.head().revision == 1


def test_a_round_goes_once_and_names_nobody(capsys: Output, register: Store) -> None:
    code, out = said(capsys)
    assert (code, out) == (0, "Er staan 2 herinneringen klaar. De werker verstuurt ze.\n")
    again = "Er zijn geen herinneringen aan de beurt. Er is niets verstuurd.\n"
    assert said(capsys) == (0, again)
    assert said(capsys, "--day", "2026-06-01") == (0, again)
    assert addressed(register) == ["kim@voorbeeld.example", "sam@voorbeeld.example"]
    with register.read() as db:
        assert [row.actor for row in db.rows(select(letter_round))] == [OPERATOR.name]


def test_one_address_and_another_day(capsys: Output, register: Store) -> None:
    assert (
        "Er zou 1 herinnering weggaan." in said(capsys, "--dry-run", "--only-to", "SAM@voorbeeld.example")[1]
    )
    assert "geen herinneringen" in said(capsys, "--dry-run", "--day", "2025-06-15")[1]
    assert said(capsys, "--only-to", "sam@voorbeeld.example")[0] == 0
    assert addressed(register) == ["sam@voorbeeld.example"]
    assert said(capsys, "--only-to", "vreemd@voorbeeld.example")[0] == 0
    assert addressed(register) == ["sam@voorbeeld.example"]


@pytest.mark.parametrize("day", ["morgen", "2027-01-01"])
def test_a_day_that_is_none_or_to_come_is_refused(capsys: Output, register: Store, day: str) -> None:
    assert said(capsys, "--day", day)[0] == 2
    assert addressed(register) == []
