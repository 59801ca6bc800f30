"""Rounds of reminders by several processes, some of them killed: nobody gets two letters."""

import signal
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.people import OPERATOR
from dsw.store import Contact, Store
from dsw.store.schema import letter_round, outbox, reminder
from tests.acts import sign, writing
from tests.workers import Worker

SIGNATORIES = 300
FIRST = date(2026, 1, 5)


@pytest.fixture
def register(store: Store) -> Store:
    with store.write(OPERATOR, "test") as tx:
        for number in range(SIGNATORIES):
            signatory = sign(tx, f"Welzijn {number}", day=FIRST)
            address = f"sam{number}@voorbeeld.example"
            commands.set_contact(tx, signatory, Contact("Sam", address, mail_consent=True))
            commands.pledge(tx, signatory, 5, FIRST)
    return store


def start(url: str, log: Path) -> Worker:
    return Worker(log, "remind", DSW_DATABASE_URL=url, DSW_DATA_DIR=str(log.parent))


def check_once(store: Store) -> None:
    """Everybody got one letter, of one round."""
    with store.read() as db:
        letters = Counter(row.signatory_id for row in db.rows(select(outbox)))
        kept = Counter(row.signatory_id for row in db.rows(select(reminder)))
        rounds = db.rows(select(letter_round))
    assert len(rounds) == 1
    assert letters == kept == Counter(range(1, SIGNATORIES + 1))


def test_of_processes_that_send_at_once_one_does(register: Store, database_url: str, tmp_path: Path) -> None:
    with writing(register):  # so that all of them look first, and then wait for their turn
        some = [start(database_url, tmp_path / f"{number}.log") for number in range(4)]
        time.sleep(4)
        some[0].end(signal.SIGKILL)
    assert [one.process.wait(60) for one in some[1:]] == [0, 0, 0]
    said = "".join(one.log for one in some)
    assert said.count(f"Er staan {SIGNATORIES} herinneringen klaar.") == 1
    assert "Traceback" not in said
    check_once(register)


def test_who_is_killed_at_any_moment_leaves_all_or_nothing(
    register: Store, database_url: str, tmp_path: Path
) -> None:
    for number, seconds in enumerate((0.8, 1.0, 1.2, 1.4)):
        killed = start(database_url, tmp_path / f"{number}.log")
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            killed.end(signal.SIGKILL)
        with register.read() as db:
            assert len(db.rows(select(outbox))) in (0, SIGNATORIES)
    assert start(database_url, tmp_path / "last.log").process.wait(60) == 0
    check_once(register)
