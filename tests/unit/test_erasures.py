"""Who was erased stays erased, also when an older back-up is put back."""

from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.sessions import begin_session
from dsw.audit import check
from dsw.erasures import NOTE, keep_note
from dsw.errors import StoreError
from dsw.own_data import withdraw_and_erase
from dsw.people import OPERATOR
from dsw.safekeeping import backup, restore
from dsw.store import Mirror, Store, schema
from tests.acts import small_register

ONE = Holder(1, 1)


def erase_one(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        withdraw_and_erase(tx, 1)


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Path:
    """A back-up of before somebody was erased, with links and sessions of then."""
    small_register(store)
    with store.desk() as counter:
        make_link(counter, "geheim", ONE)
        begin_session(counter, ONE)
    file = tmp_path / "kopie.db"
    backup(store, file)
    erase_one(store)
    return file


def emptied(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
        tx.demo = True
        tx.empty()


def test_a_back_up_that_is_put_back_brings_nobody_back(store: Store, kept: Path) -> None:
    assert keep_note(store, kept.parent)
    assert not keep_note(store, kept.parent)
    emptied(store)
    restore(store, kept)
    assert check(store) == ()
    with store.read() as db:
        names = {one.name for one in db.rows(select(schema.identity))}
        stances = {event.fact for event in db.events_of([1])}
    assert names == {"", "Twee", "Drie", "Twee B.V."}
    assert "ingetrokken" in stances
    assert Mirror(store).current().names[1].name == ""


def test_who_was_erased_before_stays_in_the_note(store: Store, kept: Path) -> None:
    keep_note(store, kept.parent)
    noted = (kept.parent / NOTE).read_text()
    emptied(store)
    small_register(store)
    erase_one(store)
    assert keep_note(store, kept.parent)
    lines = (kept.parent / NOTE).read_text().splitlines()
    assert len(lines) == 2
    assert noted.strip() in lines
    assert all(len(line) == 32 for line in lines)


def test_whoever_was_in_comes_in_again(store: Store, kept: Path) -> None:
    emptied(store)
    restore(store, kept)
    with store.read() as db:
        assert [db.rows(select(table)) for table in (schema.link, schema.session)] == [[], []]
        assert db.names_of([1])[1].name == "Eén"


def test_without_the_note_that_is_there_nothing_is_put_back(store: Store, kept: Path) -> None:
    (kept.parent / NOTE).mkdir()
    emptied(store)
    with pytest.raises(StoreError, match=r"herstel\.wisnotitie"):
        restore(store, kept)
    with store.read() as db:
        assert db.is_empty()


def test_nobody_to_note_writes_nothing(store: Store, tmp_path: Path) -> None:
    small_register(store)
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Anders", show_name=False)
    assert not keep_note(store, tmp_path / "kopieen")
    assert not (tmp_path / "kopieen").exists()
