"""Whoever waits for a long writer: for how long, what is said, and who need not wait at all."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.errors import StoreError
from dsw.intake import run_import
from dsw.people import OPERATOR, VISITOR, Actor, Role
from dsw.store import Store, opening, schema
from tests.acts import GRONINGEN, sign, small_register, writing
from tests.unit.intake.making import FORM, PERSON, table_of

SIGNER = Actor(Role.ONDERTEKENAAR, "ondertekenaar 1/1", 1)
SHORT, ENDLESS = timedelta(milliseconds=50), timedelta(minutes=10)


@pytest.fixture
def small(store: Store) -> Store:
    small_register(store)
    return store


def acts(store: Store) -> list[tuple[str, str]]:
    with store.read() as db:
        return [
            (row.actor, row.act) for row in db.rows(select(schema.change).order_by(schema.change.c.revision))
        ]


def test_a_signer_waits_a_moment_and_is_told_who_an_operator_is_not(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BRISK", SHORT)
    with ThreadPoolExecutor(1) as pool:
        with writing(small):
            operator = pool.submit(_rename, small)
            with pytest.raises(StoreError) as caught, small.write(SIGNER, "report"):
                pass
            assert not operator.done()
        operator.result()
    assert caught.value.key == "opslag.bezet"
    assert acts(small)[2:] == [("opdrachtregel", "import"), ("opdrachtregel", "wacht")]
    with small.write(SIGNER, "report") as tx:
        assert tx.revision == 5


def _rename(store: Store) -> None:
    with store.write(OPERATOR, "wacht") as tx:
        commands.rename(tx, 1, "Anders", show_name=True)


def test_an_import_waits_until_others_are_done_whoever_imports(
    small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BRISK", SHORT)
    editor = Actor(Role.REDACTEUR, "medewerker 1")
    (tmp_path / "proef.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "rijen.csv").write_bytes(table_of(PERSON))
    with ThreadPoolExecutor(1) as pool:
        with writing(small):
            given = (small, tmp_path / "rijen.csv", str(tmp_path / "proef.yaml"))
            importing = pool.submit(run_import, *given, actor=editor)
            assert {_refused(small) for _ in range(3)} == {"opslag.bezet"}
            assert not importing.done()
        assert importing.result().new == 1
    assert acts(small)[2:] == [("opdrachtregel", "import"), ("medewerker 1", "import")]


def test_at_the_counter_one_row_is_not_waited_for_long(small: Store) -> None:
    changing = schema.clock.update().values(demo=True)
    with writing(small), pytest.raises(StoreError) as caught, small.desk(SHORT) as desk:
        desk.alter(changing)
    assert caught.value.key == "opslag.bezet"
    with small.desk(SHORT) as desk:
        assert desk.alter(changing) == 1


def test_patience_of_one_is_not_that_of_the_next(store: Store) -> None:
    """Connections are used again: what one set, the next one does not keep."""
    asked = "PRAGMA busy_timeout" if store._is_sqlite else "SHOW lock_timeout"
    usual = 30_000 if store._is_sqlite else "0"
    for _ in range(3):
        with store._writing(SHORT) as connection:
            assert connection.exec_driver_sql(asked).scalar_one() != usual
        with store.read() as db:
            assert db._connection.exec_driver_sql(asked).scalar_one() == usual


def test_readers_go_on_while_many_writers_wait(small: Store) -> None:
    """More writers than there are connections; what is read is read while they all wait."""

    def write(_number: int) -> None:
        with small.write(VISITOR, "sign", ENDLESS) as tx:
            sign(tx, profile=GRONINGEN)

    with ThreadPoolExecutor(40) as pool:
        with writing(small):
            waiting = [pool.submit(write, number) for number in range(40)]
            for _ in range(20):
                with ExitStack() as readers:
                    seen = [readers.enter_context(small.read()).head().revision for _ in range(8)]
                assert seen == [2] * 8
            assert not any(one.done() for one in waiting)
        for one in waiting:
            one.result()
    assert len(acts(small)) == 2 + 1 + 40


def test_whoever_gets_no_turn_is_told(small: Store) -> None:
    with ThreadPoolExecutor(20) as pool, writing(small):
        refused = [pool.submit(_refused, small) for _ in range(20)]
        assert {one.result() for one in refused} == {"opslag.bezet"}
    assert len(acts(small)) == 3


def _refused(store: Store) -> str:
    with pytest.raises(StoreError) as caught, store.write(SIGNER, "report", SHORT):
        pass
    return caught.value.key


def test_turns_are_given_back(small: Store) -> None:
    for _ in range(20):
        with pytest.raises(KeyError), small.desk():
            raise KeyError
    with small.desk() as desk:
        assert desk.head().revision == 2


def test_a_register_with_no_connection_left_says_so(small: Store) -> None:
    pool = small._engine.pool
    pool._timeout = 0.05
    assert pool.size() + pool._max_overflow > opening._WRITERS
    with ExitStack() as readers, pytest.raises(StoreError) as caught:
        deque(readers.enter_context(small.read()).head() for _ in range(40))
    assert caught.value.key == "opslag.bezet"
    with small.read() as db:
        assert db.head().revision == 2
