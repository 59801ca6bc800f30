"""Of all processes, one at a time holds the baton; on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from dsw.errors import StoreError
from dsw.store import Store
from dsw.store.baton import FileBaton


@pytest.fixture
def second(database_url: str) -> Iterator[Store]:
    """The same register, opened once more."""
    with closing(Store.open(database_url)) as opened:
        yield opened


def test_one_at_a_time_holds_it(store: Store, second: Store) -> None:
    assert store.take_baton()
    assert not second.take_baton()
    assert store.take_baton()
    assert not second.take_baton()


def test_whoever_closes_lets_go(store: Store, second: Store) -> None:
    assert store.take_baton()
    store.close()
    assert second.take_baton()
    assert not store.take_baton()


def test_who_never_had_it_closes_in_peace(store: Store, second: Store) -> None:
    assert second.take_baton()
    store.close()
    assert second.take_baton()


def test_holding_it_keeps_nobody_from_working(store: Store, second: Store) -> None:
    assert store.take_baton()
    for opened in (store, second):
        with opened.read() as db:
            assert db.is_empty()


def test_a_session_that_was_ended_takes_it_along(postgres_url: str) -> None:
    with closing(Store.open(postgres_url)) as first, closing(Store.open(postgres_url)) as second:
        assert first.take_baton()
        end_all_others(postgres_url)
        assert second.take_baton()
        assert not first.take_baton()
        second.close()
        assert first.take_baton()


def test_a_database_that_restarted_is_not_noticed(postgres_url: str) -> None:
    with closing(Store.open(postgres_url)) as store:
        end_all_others(postgres_url)
        with store.read() as db:
            assert db.is_empty()


def test_a_database_that_is_gone_is_told(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Store.open(postgres_url)) as store:
        store.close()
        monkeypatch.setattr(store._engine.pool, "_creator", lambda *_: psycopg.connect("host=/nowhere"))
        with pytest.raises(StoreError):
            store.take_baton()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(StoreError) as caught:
        FileBaton(tmp_path / "bestand" / "register.db.werker").take()
    assert caught.value.key == "opslag.niet_te_openen"


def end_all_others(url: str) -> None:
    """What a restart of the database does to everybody connected to it."""
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url) as connection:
        connection.execute(others)
