"""The books are proven: a healthy register has no findings, and every kind of damage is found."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dsw import commands
from dsw.audit import Finding, check
from dsw.demo import fill
from dsw.errors import StoreError
from dsw.people import OPERATOR
from dsw.store import Mirror, Store, schema
from dsw.texts import text
from tests.acts import FIRST, sign, small_register

Tamper = Callable[[str], None]


@pytest.fixture
def register(sqlite_url: str) -> Iterator[Store]:
    store = Store.open(sqlite_url)
    small_register(store)
    yield store
    store.close()


@pytest.fixture
def tamper(tmp_path: Path, register: Store) -> Tamper:
    """Changes rows behind the product's back, with the database's own guards off."""

    def change(statement: str) -> None:
        with closing(sqlite3.connect(tmp_path / "register.db")) as raw, raw:
            raw.execute("PRAGMA foreign_keys=OFF")
            assert raw.execute(statement).rowcount > 0, "this damages nothing"

    return change


def keys(store: Store) -> set[str]:
    found = check(store)
    for finding in found:
        assert text(f"controle.{finding.key}", **finding.values)
    return {finding.key for finding in found}


def test_a_healthy_register_has_no_findings(store: Store) -> None:
    assert check(store) == ()
    small_register(store)
    assert check(store) == ()


def test_words_may_stand_beside_a_promise(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx), 3, FIRST, words="Met een spreekuur.")
    assert check(store) == ()


def test_a_large_history_has_no_findings(store: Store) -> None:
    fill(store, 120)
    assert check(store) == ()


def test_an_emptied_and_refilled_register_has_no_findings(store: Store) -> None:
    fill(store, 10)
    with store.write(OPERATOR, "legen") as tx:
        tx.empty()
    assert check(store) == ()
    small_register(store)
    assert check(store) == ()


_REST = ", ".join(column.name for column in schema.entry.c if column.name != "id")

#: A statement that damages the small register, and what must be found (and may be found beside it).
DAMAGE = {
    "an entry is gone": ("DELETE FROM entry WHERE id = 5", {"boeken.wijken_af"}),
    "an entry is doubled": (
        f"INSERT INTO entry SELECT 900, {_REST} FROM entry WHERE id = 5",
        {"boeken.wijken_af", "boeken.niet_in_evenwicht", "klok.nummer", "nummer.volgorde"},
    ),
    "an amount is changed": ("UPDATE entry SET amount = 2 WHERE id = 1", {"boeken.wijken_af"}),
    "an amount is nothing": ("UPDATE entry SET amount = 0 WHERE id = 1", {"boeking.zonder_bedrag"}),
    "a day is changed": ("UPDATE entry SET day = day - 1 WHERE id = 8", {"boeken.wijken_af"}),
    "a status is changed": (
        "UPDATE entry SET status = 1 WHERE status = 2 AND amount = 1",
        {"boeken.wijken_af"},
    ),
    "a status is none": (
        "UPDATE entry SET status = 9 WHERE pledge_id = 2",
        {"boeken.wijken_af", "totaal.wijkt_af"},
    ),
    "two entries are swapped in time": (
        "UPDATE entry SET day = day + 30 WHERE pledge_id = 1 AND amount = -1",
        {"boeken.niet_in_evenwicht"},
    ),
    "an event is gone": (
        "DELETE FROM event WHERE fact = 'bevestigd'",
        {"boeken.wijken_af"},
    ),
    "an event is moved in time": (
        "UPDATE event SET day = '2025-09-02' WHERE id = (SELECT min(id) FROM event WHERE fact = 'gemeld')",
        {"boeken.wijken_af"},
    ),
    "a status was never reported like that": (
        "UPDATE event SET status = 'afgerond' WHERE status = 'bezig'",
        {"boeken.wijken_af"},
    ),
    "an event has nothing to act on": (
        "UPDATE event SET day = '2025-01-01' WHERE fact = 'bevestigd'",
        {"gebeurtenis.zonder_gevolg"},
    ),
    "a fact means nothing": ("UPDATE event SET fact = 'gezien' WHERE id = 2", {"waarde.onbekend"}),
    "a status means nothing": (
        "UPDATE event SET status = 'ooit' WHERE status = 'bezig'",
        {"waarde.onbekend"},
    ),
    "an obstacle means nothing": (
        "UPDATE event SET obstacle = 'weer' WHERE obstacle = 'tijd'",
        {"waarde.onbekend"},
    ),
    "a proof means nothing": ("UPDATE event SET evidence = 'x' WHERE fact = 'gemeld'", {"waarde.onbekend"}),
    "a kind means nothing": ("UPDATE profile SET kind = 'robot' WHERE id = 1", {"waarde.onbekend"}),
    "a day means nothing": ("UPDATE event SET day = 'gisteren' WHERE id = 2", {"rij.onleesbaar"}),
    "a signature has no profile": (
        "UPDATE event SET profile_id = NULL WHERE id = 1",
        {"gebeurtenis.onvolledig"},
    ),
    "a report has no status": (
        "UPDATE event SET status = NULL WHERE status = 'bezig'",
        {"gebeurtenis.onvolledig"},
    ),
    "a pledge is unnamed": (
        "UPDATE event SET pledge_id = NULL WHERE fact = 'toegezegd'",
        {"gebeurtenis.onvolledig"},
    ),
    "a correction corrects nothing": (
        "UPDATE event SET cancels = NULL WHERE fact = 'tenietgedaan'",
        {"gebeurtenis.onvolledig"},
    ),
    "a correction is another's": (
        "UPDATE event SET cancels = 3 WHERE fact = 'tenietgedaan'",
        {"gebeurtenis.annuleert_andere"},
    ),
    "an event is about another's pledge": (
        "UPDATE event SET pledge_id = 1 WHERE fact = 'bevestigd'",
        {"gebeurtenis.andermans_toezegging"},
    ),
    "words stand beside no report": (
        "UPDATE words SET event_id = 1 WHERE words = '=1+1'",
        {"woorden.bij_ander_feit"},
    ),
    "words are another's": (
        "UPDATE words SET signatory_id = 3 WHERE words = '=1+1'",
        {"woorden.bij_ander_feit"},
    ),
    "a name is gone": ("DELETE FROM identity WHERE signatory_id = 1", {"ondertekenaar.zonder_naam"}),
    "a signature is gone": (
        "DELETE FROM event WHERE fact = 'ondertekend' AND signatory_id = 3",
        {"ondertekenaar.zonder_handtekening"},
    ),
    "a pledge nobody made": (
        "INSERT INTO pledge VALUES (9, 3, 4, 2)",
        {"toezegging.zonder_gebeurtenis", "klok.nummer"},
    ),
    "an action that is none": ("UPDATE pledge SET action = 99 WHERE id = 2", {"toezegging.actie_onbekend"}),
    "a region that is none": ("UPDATE profile SET regions = 'GM9999' WHERE id = 1", {"profiel.regio"}),
    "a region that is unknown": ("UPDATE profile SET regions = 'onbekend' WHERE id = 1", {"profiel.regio"}),
    "regions out of order": ("UPDATE profile SET regions = 'PV26 GM0014' WHERE id = 2", {"profiel.regio"}),
    "a group that is none": ("UPDATE profile SET group_no = 12 WHERE id = 1", {"profiel.doelgroep"}),
    "a profile is skipped": ("UPDATE profile SET id = 8 WHERE id = 2", {"profiel.nummer"}),
    "a profile is lost": ("DELETE FROM profile WHERE id = 2", {"rij.verwijst_naar_niets"}),
    "a signatory is lost": ("DELETE FROM signatory WHERE id = 3", {"rij.verwijst_naar_niets"}),
    "a pledge is lost": ("DELETE FROM pledge WHERE id = 2", {"rij.verwijst_naar_niets"}),
    "a transaction is lost": ("DELETE FROM change WHERE revision = 2", {"rij.verwijst_naar_niets"}),
    "the clock is gone": ("DELETE FROM clock", {"klok.ontbreekt"}),
    "the clock runs behind": ("UPDATE clock SET revision = 1", {"klok.revisie"}),
    "the change log misses a line": (
        "UPDATE change SET revision = 7 WHERE revision = 2",
        {"klok.revisie", "rij.verwijst_naar_niets"},
    ),
    "a number would be given twice": ("UPDATE clock SET next_event = 5", {"klok.nummer"}),
    "a number belongs to an earlier revision": (
        "UPDATE event SET revision = 1 WHERE id = (SELECT max(id) FROM event)",
        {"nummer.volgorde"},
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(register: Store, tamper: Tamper, damage: str) -> None:
    statement, wanted = DAMAGE[damage]
    tamper(statement)
    assert wanted <= keys(register)


@pytest.mark.parametrize("table", ["signatory", "pledge", "profile", "entry"])
def test_the_clock_stays_ahead_of_every_number(register: Store, tamper: Tamper, table: str) -> None:
    tamper(f"UPDATE clock SET next_{table} = 1")
    assert check(register) == (Finding("klok.nummer", found_values(register)),)
    assert found_values(register)["tabel"] == table


def found_values(store: Store) -> dict[str, object]:
    return dict(check(store)[0].values)


def test_every_finding_can_be_told_and_every_text_is_used() -> None:
    from dsw.texts import all_texts

    told = {key.removeprefix("controle.") for key in all_texts() if key.startswith("controle.")}
    assert told == {key for _statement, wanted in DAMAGE.values() for key in wanted}


def test_a_finding_says_where_without_names(register: Store, tamper: Tamper) -> None:
    tamper("DELETE FROM entry WHERE id = 5")
    assert check(register)[0] == Finding("boeken.wijken_af", {"ondertekenaar": 1, "boekingen": 1})


@pytest.mark.parametrize("column", ["action", "status", "profile_id"])
def test_figures_of_damaged_books_are_refused(register: Store, tamper: Tamper, column: str) -> None:
    tamper(f"UPDATE entry SET {column} = 60 WHERE pledge_id > 0")
    with pytest.raises(StoreError) as refused:
        Mirror(register).current()
    assert refused.value.key == "opslag.beschadigd"
