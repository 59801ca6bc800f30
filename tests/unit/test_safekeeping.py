"""Back-ups: on and across both databases, while the app runs, and nothing else is taken for one."""

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select

from dsw.access.holders import Holder
from dsw.access.staff import add_staff
from dsw.audit import check
from dsw.demo import fill
from dsw.errors import RuleError, StoreError, UnreadableFile
from dsw.exports import register_rows
from dsw.outbox import Letter, post
from dsw.people import OPERATOR, Role
from dsw.safekeeping import backup, restore
from dsw.store import Mirror, Store, schema
from tests.acts import sign, small_register
from tests.conftest import ENGINES
from tests.ledgers import entries

TODAY = date(2026, 11, 2)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; only the register's own identity may differ."""
    with store.read() as db:
        found = {
            table.name: [tuple(row) for row in db.rows(select(table).order_by(*table.primary_key))]
            for table in schema.metadata.sorted_tables
        }
    found["clock"] = [row[2:] for row in found["clock"]]
    return found


@pytest.fixture(params=ENGINES)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A second empty register, on each kind of database."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'other.db'}"
        if request.param == "postgresql":
            databases = request.getfixturevalue("_postgres_databases")
            url = databases.address % stack.enter_context(databases.new())
        store = Store.open(url)
        stack.callback(store.close)
        yield store


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A back-up of a small register."""
    store = Store.open(f"sqlite:///{tmp_path / 'source.db'}")
    small_register(store)
    backup(store, tmp_path / "kept.db")
    store.close()
    return tmp_path / "kept.db"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'empty.db'}")
    yield store
    store.close()


def test_a_register_comes_back_as_it_was(store: Store, other: Store, tmp_path: Path) -> None:
    small_register(store)
    backup(store, tmp_path / "kept.db")
    restore(other, tmp_path / "kept.db")
    assert everything(other) == everything(store)
    assert check(other) == ()
    assert register_rows(other) == register_rows(store)
    before, after = Mirror(store).current(), Mirror(other).current()
    assert after.head.changed_at == before.head.changed_at
    assert entries(after.ledger) == entries(before.ledger)
    assert after.ledger.stand(TODAY).status.tolist() == before.ledger.stand(TODAY).status.tolist()


def test_a_demo_comes_back_as_a_demo(store: Store, other: Store, tmp_path: Path) -> None:
    fill(store, 30)
    backup(store, tmp_path / "kept.db")
    restore(other, tmp_path / "kept.db")
    with other.read() as db:
        assert db.head().demo
    assert everything(other) == everything(store)


def test_work_goes_on_where_it_was(kept: Path, other: Store) -> None:
    restore(other, kept)
    with other.write(OPERATOR, "test") as tx:
        assert tx.revision == 3
        assert sign(tx) == 4
    assert check(other) == ()


def test_an_empty_register_can_be_kept_too(store: Store, other: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kept.db")
    restore(other, tmp_path / "kept.db")
    assert everything(other) == everything(store)


def test_a_restored_register_is_a_new_one_to_every_cache(kept: Path, empty: Store) -> None:
    with empty.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
        for _ in range(9):
            sign(tx)
    mirror = Mirror(empty)
    assert len(mirror.current().names) == 9
    with empty.write(OPERATOR, "legen") as tx:
        tx.empty()
    restore(empty, kept)
    assert len(mirror.current().names) == 3
    assert entries(mirror.current().ledger) == entries(Mirror(empty).current().ledger)


def test_a_back_up_is_one_file_that_only_its_owner_may_read(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [entry.name for entry in kept.parent.iterdir() if "kept" in entry.name] == ["kept.db"]


def test_a_back_up_is_a_register_by_itself(kept: Path) -> None:
    store = Store.open(f"sqlite:///{kept}")
    assert check(store) == ()
    assert len(Mirror(store).current().names) == 3
    store.close()


def test_a_back_up_shows_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    small_register(store)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with store.write(OPERATOR, "test") as tx:
                sign(tx)

    writer = threading.Thread(target=write)
    writer.start()
    backup(store, tmp_path / "kept.db")
    done.set()
    writer.join()
    copy = Store.open(f"sqlite:///{tmp_path / 'kept.db'}")
    assert check(copy) == ()
    copy.close()


def test_an_existing_file_is_never_overwritten(kept: Path, empty: Store) -> None:
    before = kept.read_bytes()
    with pytest.raises(RuleError) as caught:
        backup(empty, kept)
    assert caught.value.key == "bestand.bestaat"
    assert kept.read_bytes() == before


def test_a_back_up_that_fails_leaves_nothing_behind(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(raw: sqlite3.Connection, *_rest: object) -> None:
        raw.execute("PRAGMA max_page_count=40").close()

    store = Store.open(f"sqlite:///{kept}")
    opened = Store.open.__func__

    def open_small(cls: type[Store], url: object) -> Store:
        copy: Store = opened(cls, url)
        sa_event.listen(copy._engine, "checkout", full)
        return copy

    with store.write(OPERATOR, "test") as tx:
        for _ in range(1000):
            sign(tx)
    monkeypatch.setattr(Store, "open", classmethod(open_small))
    with pytest.raises(StoreError) as caught:
        backup(store, tmp_path / "second.db")
    assert caught.value.key == "opslag.vol"
    assert not [entry for entry in tmp_path.iterdir() if "second" in entry.name]
    store.close()


def test_a_folder_that_is_not_there_says_so(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        backup(empty, tmp_path / "nergens" / "kept.db")
    assert caught.value.key == "bestand.niet_te_schrijven"


def test_strange_letters_in_a_name_are_fine(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "kopie [1] 100%?#&.db"
    small_register(empty)
    backup(empty, path)
    fresh = Store.open(f"sqlite:///{tmp_path / 'fresh.db'}")
    restore(fresh, path)
    assert everything(fresh) == everything(empty)
    fresh.close()


# ------------------------------------------------------------------------------------ refusing


def test_only_an_empty_register_is_filled(kept: Path, store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    before = everything(store)
    with pytest.raises(RuleError) as caught:
        restore(store, kept)
    assert caught.value.key == "herstel.niet_leeg"
    assert everything(store) == before


def test_who_signs_at_the_last_moment_is_not_lost(
    kept: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and filling, somebody else writes: the rule is checked again inside the transaction."""
    refill = Store.refill

    def late(self: Store) -> object:
        if self is store:
            with store.write(OPERATOR, "test") as tx:
                sign(tx)
        return refill(self)

    monkeypatch.setattr(Store, "refill", late)
    with pytest.raises(RuleError):
        restore(store, kept)
    with store.read() as db:
        assert db.head().revision == 1
        assert len(db.identities_after(0)) == 1


Damage = Callable[[Path], None]


def _sql(statement: str) -> Damage:
    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute(statement)

    return damage


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    at = content.index(b"iemand@voorbeeld")
    content[at] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _as_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, tuple[Damage, str]] = {
    "one letter": (_flip, "herstel.beschadigd"),
    "half of it": (_cut, "herstel."),
    "a row less": (_sql("DELETE FROM words WHERE words = '=1+1'"), "herstel.beschadigd"),
    "a row more": (_sql("INSERT INTO change VALUES (9, '2026-01-01', 'x', 'y')"), "herstel.beschadigd"),
    "a table more": (_sql("CREATE TABLE more (x)"), "herstel.beschadigd"),
    "a table less": (_sql("DROP TABLE words"), "herstel.beschadigd"),
    "another seal": (_sql("UPDATE seal SET digest = 'x'"), "herstel.beschadigd"),
    "another form of seal": (_sql("UPDATE seal SET form = 2"), "herstel.beschadigd"),
    "two seals": (_sql("INSERT INTO seal SELECT * FROM seal"), "herstel.beschadigd"),
    "no seal": (_sql("DROP TABLE seal"), "herstel.geen_reservekopie"),
    "nothing in it": (lambda path: path.write_bytes(b"") and None, "herstel.geen_reservekopie"),
    "a text": (lambda path: path.write_text("Beste lezer") and None, "herstel.geen_reservekopie"),
    "not there": (Path.unlink, "herstel.onleesbaar"),
    "a folder": (_as_directory, "herstel.onleesbaar"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_or_foreign_file_is_refused(kept: Path, empty: Store, damage: str) -> None:
    change, key = DAMAGE[damage]
    before = everything(empty)
    change(kept)
    with pytest.raises(UnreadableFile) as caught:
        restore(empty, kept)
    assert caught.value.key.startswith(key)
    assert everything(empty) == before


def test_a_register_that_was_never_sealed_is_no_back_up(empty: Store, tmp_path: Path) -> None:
    small = Store.open(f"sqlite:///{tmp_path / 'small.db'}")
    small_register(small)
    small.close()
    with pytest.raises(UnreadableFile):
        restore(empty, tmp_path / "small.db")


def test_a_back_up_of_a_newer_version_is_refused(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dsw import safekeeping

    seal = safekeeping._seal

    def sealed_by_a_newer_version(path: Path) -> None:
        _sql("UPDATE alembic_version SET version_num = '9999'")(path)
        seal(path)

    monkeypatch.setattr(safekeeping, "_seal", sealed_by_a_newer_version)
    backup(empty, tmp_path / "kept.db")
    with pytest.raises(UnreadableFile) as caught:
        restore(empty, tmp_path / "kept.db")
    assert caught.value.key == "herstel.andere_versie"


def test_a_full_disk_while_restoring_leaves_the_register_empty(kept: Path, empty: Store) -> None:
    @sa_event.listens_for(empty._engine, "begin")
    def fill_up(connection: object) -> None:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size}")

    big = Store.open(f"sqlite:///{kept.with_name('big.db')}")
    fill(big, 60)
    backup(big, kept.with_name("bigger.db"))
    big.close()
    before = everything(empty)
    with pytest.raises(StoreError) as caught:
        restore(empty, kept.with_name("bigger.db"))
    assert caught.value.key == "opslag.vol"
    assert everything(empty) == before


def test_restoring_leaves_the_back_up_as_it_was(kept: Path, empty: Store) -> None:
    before = kept.read_bytes()
    copied = kept.with_name("copied.db")
    shutil.copyfile(kept, copied)
    copied.chmod(0o400)
    restore(empty, copied)
    assert copied.read_bytes() == before


def test_what_was_put_back_counts_on(store: Store, tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'bron.db'}")) as source:
        small_register(source)
        with source.desk() as desk:
            post(desk, Letter.GEWIST, "een@voorbeeld.example", Holder())
            add_staff(desk, "een@voorbeeld.example", Role.LEZER)
        backup(source, tmp_path / "kopie.db")
    restore(store, tmp_path / "kopie.db")
    with store.desk() as desk:
        post(desk, Letter.GEWIST, "twee@voorbeeld.example", Holder())
        assert add_staff(desk, "twee@voorbeeld.example", Role.LEZER).number == 2
        assert desk.count(select(schema.outbox.c.id)) == 2
