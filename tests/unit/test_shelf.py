"""A ledger that was kept is the ledger that would have been read; what does not fit is left alone."""

import gc
import threading
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dsw import queries
from dsw.domain import Status
from dsw.ledger import Ledger
from dsw.people import OPERATOR
from dsw.store import Head, Mirror, Snapshot, Store, schema
from dsw.store import shelf as shelves
from dsw.store.shelf import Shelf
from dsw.views import Selection
from tests.acts import PERSON, report, sign, small_register
from tests.ledgers import CUBES, entries

KEPT = "grootboek.bin"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, least=0)


def started(store: Store, shelf: Shelf) -> Snapshot:
    """A process starts, and has kept what it read."""
    return awaited(Mirror(store, shelf).current)


def awaited(act: Callable[[], Snapshot]) -> Snapshot:
    """What an act gives, once what it began is done."""
    before = set(threading.enumerate())
    snapshot = act()
    for thread in set(threading.enumerate()) - before:
        thread.join(30)
    return snapshot


def same(one: Snapshot, other: Snapshot) -> None:
    assert (one.head, one.names) == (other.head, other.names)
    assert entries(one.ledger) == entries(other.ledger)
    assert one.ledger.profiles.known == other.ledger.profiles.known
    for day in (date(2025, 9, 1), date(2026, 3, 1), date(2026, 11, 2)):
        for cube in CUBES:
            assert (getattr(one.ledger.cubes, cube)(day) == getattr(other.ledger.cubes, cube)(day)).all()
        assert queries.overview(one, Selection(day)) == queries.overview(other, Selection(day))


def reads_from(snapshot: Snapshot) -> bool:
    """Whether a ledger lies in a file."""
    return snapshot.ledger.entries["day"].base is not None and not _owns(snapshot.ledger.entries["day"])


def _owns(column: object) -> bool:
    while (base := getattr(column, "base", None)) is not None:
        column = base
    return not isinstance(column, memoryview)


@pytest.fixture
def kept(store: Store, shelf: Shelf) -> Snapshot:
    """A register of which the ledger was kept."""
    small_register(store)
    return started(store, shelf)


def test_a_start_maps_what_was_kept(store: Store, shelf: Shelf, kept: Snapshot) -> None:
    again = started(store, shelf)
    assert reads_from(again)
    assert not reads_from(kept)
    same(again, kept)


def test_who_kept_a_ledger_looks_at_the_file_from_then_on(store: Store, shelf: Shelf) -> None:
    small_register(store)
    mirror = Mirror(store, shelf)
    read = awaited(mirror.current)
    before = weakref.ref(read.ledger)
    kept = mirror.current()
    assert reads_from(kept)
    same(kept, read)
    del read
    gc.collect()
    assert before() is None
    with store.write(OPERATOR, "test") as tx:
        sign(tx, "Vier", PERSON)
    same(mirror.current(), Mirror(store).current())


def test_what_came_while_a_ledger_was_kept_is_seen_as_well(store: Store, shelf: Shelf) -> None:
    small_register(store)
    mirror = Mirror(store, shelf)

    def keep_slowly(head: Head, ledger: Ledger) -> None:
        with store.write(OPERATOR, "test") as tx:
            sign(tx, "Vier", PERSON)
        mirror.current()
        Shelf.keep(shelf, head, ledger)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "keep", keep_slowly)
        awaited(mirror.current)
    same(mirror.current(), Mirror(store).current())
    assert "Vier" in {one.name for one in mirror.current().names.values()}


def test_a_file_that_is_ahead_of_the_names_is_left_alone(store: Store, shelf: Shelf) -> None:
    small_register(store)
    mirror = Mirror(store, shelf)

    def keep_another(_head: Head, _ledger: Ledger) -> None:
        with store.write(OPERATOR, "test") as tx:
            sign(tx, "Vier", PERSON)
        later = Mirror(store).current()
        Shelf.keep(shelf, later.head, later.ledger)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "keep", keep_another)
        awaited(mirror.current)
    same(mirror.current(), Mirror(store).current())
    assert not reads_from(mirror.current())


def test_a_start_reads_on_from_what_was_kept_and_leaves_the_file_as_it_is(
    store: Store, shelf: Shelf, tmp_path: Path, kept: Snapshot
) -> None:
    written = (tmp_path / KEPT).read_bytes()
    with store.write(OPERATOR, "test") as tx:
        report(tx, 2, 3, Status.BEZIG, date(2025, 8, 1))
    with store.read() as db:
        known = shelf.known(db, kept.head.register_id)
    assert known
    assert known[0] == kept.head
    mirror = Mirror(store, Shelf(tmp_path, least=1_000))
    same(mirror.current(), Mirror(store).current())
    with store.write(OPERATOR, "test") as tx:
        sign(tx, "Vier", PERSON)
        report(tx, 1, 9, Status.GESTOPT, date(2026, 5, 1))
    same(mirror.current(), Mirror(store).current())
    assert (tmp_path / KEPT).read_bytes() == written


def test_what_grew_much_is_kept_anew(store: Store, shelf: Shelf, tmp_path: Path, kept: Snapshot) -> None:
    written = (tmp_path / KEPT).read_bytes()
    (tmp_path / f"{KEPT}half").write_bytes(written[:50])
    with store.write(OPERATOR, "test") as tx:
        for number in range(20):
            sign(tx, f"Nog een {number}")
    same(started(store, shelf), Mirror(store).current())
    assert (tmp_path / KEPT).read_bytes() != written
    assert [path.name for path in tmp_path.glob(f"{KEPT}*")] == [KEPT]
    assert len(kept.names) < 20


def test_the_register_that_was_kept_must_be_this_one(store: Store, shelf: Shelf, kept: Snapshot) -> None:
    with store.read() as db:
        assert shelf.known(db, "een ander register") is None
        assert shelf.known(db, kept.head.register_id)


def test_a_register_that_was_put_back_and_went_another_way_is_read_anew(
    store: Store, shelf: Shelf, kept: Snapshot
) -> None:
    with store._engine.begin() as connection:
        moment = kept.head.changed_at
        assert moment is not None
        later = moment.replace(microsecond=(moment.microsecond + 1) % 1_000_000)
        last = schema.change.c.revision == kept.head.revision
        connection.execute(schema.change.update().where(last).values(at=later))
    with store.read() as db:
        assert shelf.known(db, kept.head.register_id) is None
    again = started(store, shelf)
    assert not reads_from(again)
    assert entries(again.ledger) == entries(kept.ledger)


def test_what_other_code_kept_is_not_read(
    store: Store, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, kept: Snapshot
) -> None:
    monkeypatch.setattr(shelves, "_mark", lambda: b"x" * 32)
    with store.read() as db:
        assert shelf.known(db, kept.head.register_id) is None


@pytest.mark.parametrize("length", [0, 10, 32, 100, 2_000, -1])
def test_half_a_file_is_not_read(
    store: Store, shelf: Shelf, tmp_path: Path, kept: Snapshot, length: int
) -> None:
    whole = (tmp_path / KEPT).read_bytes()
    (tmp_path / KEPT).write_bytes(whole[:length])
    with store.read() as db:
        assert shelf.known(db, kept.head.register_id) is None


def test_no_name_is_kept(tmp_path: Path, kept: Snapshot) -> None:
    written = (tmp_path / KEPT).read_bytes()
    assert kept.names[1].name.encode() not in written
    assert b"iemand@" not in written


def test_where_nothing_can_be_written_a_start_is_as_it_was(store: Store, tmp_path: Path) -> None:
    small_register(store)
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    snapshot = started(store, Shelf(tmp_path / "bestand", least=0))
    assert entries(snapshot.ledger) == entries(Mirror(store).current().ledger)


def test_a_small_register_is_not_kept(store: Store, tmp_path: Path) -> None:
    small_register(store)
    started(store, Shelf(tmp_path))
    assert not (tmp_path / KEPT).exists()
