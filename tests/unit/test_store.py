"""The register in a database, on SQLite and on PostgreSQL."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select, text, update

from dsw import commands
from dsw.domain import Event, Evidence, Fact, Status
from dsw.errors import RuleError, StoreError
from dsw.people import OPERATOR, Actor, Role
from dsw.store import Contact, Head, Identity, Mirror, Store, Words, Writer, schema
from tests.acts import FIRST, GRONINGEN, PERSON, PLAN, report, sign, small_register
from tests.ledgers import entries


def revisions(store: Store) -> list[int]:
    with store.read() as db:
        return [row.revision for row in db.rows(select(schema.change).order_by(schema.change.c.revision))]


def python(program: str, url: str) -> subprocess.Popen[str]:
    """A process of its own that runs a program on the register at ``url``."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "DSW_DATABASE_URL": url},
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# ------------------------------------------------------------------------------------ opening


def test_a_register_is_opened_and_read_while_somebody_writes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    Store.open(url).close()
    writer = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Store.open(url).read() as db:
        assert db.head().revision == 0
    writer.close()


def test_an_address_that_makes_no_sense_is_told() -> None:
    with pytest.raises(StoreError, match=r"opslag\.adres_onleesbaar"):
        Store.open("postgresql://u@host:poort/x")


def test_a_new_register_is_empty(store: Store) -> None:
    with store.read() as db:
        head = db.head()
        assert db.is_empty()
    assert (head.revision, head.changed_at, head.demo) == (0, None, False)
    assert len(head.register_id) == 32


def test_opening_twice_keeps_what_is_there(database_url: str) -> None:
    first = Store.open(database_url)
    small_register(first)
    with first.read() as db:
        head = db.head()
    first.close()
    again = Store.open(database_url)
    with again.read() as db:
        assert db.head() == head
    again.close()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("not an address", "opslag.adres_onleesbaar"),
        ("oracle://x", "opslag.soort_onbekend"),
        ("nonsense://x", "opslag.soort_onbekend"),
        ("sqlite:////dev/null/there/register.db", "opslag.niet_te_openen"),
        ("postgresql://nobody@127.0.0.1:1/none", "opslag.onbereikbaar"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str, key: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(address)
    assert caught.value.key == key


def test_another_file_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear reader, this is no database at all. " * 100)
    with pytest.raises(StoreError) as caught:
        Store.open(f"sqlite:///{path}")
    assert caught.value.key == "opslag.geen_database"


def test_a_register_of_a_newer_version_is_refused(database_url: str, store: Store) -> None:
    with store._begin(writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as caught:
        Store.open(database_url)
    assert caught.value.key == "opslag.andere_versie"


def test_the_tables_are_those_of_the_migrations(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_a_trouble_says_nothing_of_what_was_written(store: Store) -> None:
    wish = commands.SignUp(GRONINGEN, "Geheime Naam", FIRST, PLAN, ref="a" * 32)
    with store.write(OPERATOR, "test") as tx:
        commands.sign(tx, wish)
    with pytest.raises(StoreError) as caught, store.write(OPERATOR, "test") as tx:
        commands.sign(tx, wish)
    assert "Geheim" not in str(caught.value) + str(caught.value.__cause__)


# ------------------------------------------------------------------------------------ writing


def test_a_transaction_takes_the_next_revision_and_logs_who_did_what(store: Store) -> None:
    editor = Actor(Role.REDACTEUR, "redacteur-7")
    with store.write(editor, "ondertekenen") as tx:
        assert tx.revision == 1
        sign(tx)
    with store.read() as db:
        row = db.rows(select(schema.change))[0]
        head = db.head()
    noon_in_amsterdam = datetime(2026, 11, 2, 11, tzinfo=UTC)
    assert (row.revision, row.actor, row.act) == (1, "redacteur-7", "ondertekenen")
    assert row.at == head.changed_at == noon_in_amsterdam


def everything(store: Store) -> list[object]:
    with store.read() as db:
        return [row for table in schema.metadata.sorted_tables for row in db.rows(select(table))]


def test_an_exception_leaves_everything_as_it_was(store: Store) -> None:
    def begin_and_break() -> None:
        with store.write(OPERATOR, "test") as tx:
            sign(tx)
            tx.mark_demo(True)
            tx.flush()
            raise ZeroDivisionError

    small_register(store)
    before = everything(store)
    with pytest.raises(ZeroDivisionError):
        begin_and_break()
    assert everything(store) == before


def test_what_was_written_is_read_back(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx, "Welzijn Ginds", PERSON)
        commands.set_contact(tx, number, Contact("Naam", "naam@voorbeeld.example", mail_consent=True))
        commands.pledge(tx, number, 4, date(2025, 6, 2), due=date(2026, 1, 1))
        said = commands.Report(
            Status.BEZIG, date(2025, 7, 1), evidence=Evidence.LINK, words=Words("w", "https://l", "a", "r")
        )
        told = commands.report(tx, number, 4, said)
        inside = tx.stance(number)
    with store.read() as db:
        events = list(db.events_of([number]))
        assert [event.fact for event in events] == [Fact.SIGNED, Fact.PLEDGED, Fact.PLANNED, Fact.REPORTED]
        assert list(db.all_events()) == events
        assert db.words_of([told]) == {told: Words("w", "https://l", "a", "r")}
        assert db.identities_after(0) == [Identity(number, "Welzijn Ginds", show_name=True)]
        assert db.contacts() == {number: Contact("Naam", "naam@voorbeeld.example", mail_consent=True)}
    assert events[0].profile == PERSON
    assert {event.revision for event in events} == {1}
    assert events[3] == Event(
        Fact.REPORTED,
        date(2025, 7, 1),
        number,
        pledge=1,
        action=4,
        status=Status.BEZIG,
        evidence=Evidence.LINK,
        id=told,
        revision=1,
    )
    assert inside.pledges[1].report == told


def test_a_later_name_or_contact_counts_and_the_earlier_stays_on_record(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx, "Oud")
        commands.set_contact(tx, number, Contact("A"))
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, number, "Tussen", show_name=True)
        commands.rename(tx, number, "Nieuw", show_name=False)
        commands.set_contact(tx, number, Contact("B"))
    with store.read() as db:
        assert [identity.name for identity in db.identities_after(0)] == ["Oud", "Nieuw"]
        assert [identity.name for identity in db.identities_after(1)] == ["Nieuw"]
        assert db.contacts()[number].name == "B"


def test_a_profile_is_kept_once(store: Store) -> None:
    for _ in range(2):
        with store.write(OPERATOR, "test") as tx:
            sign(tx)
            sign(tx, profile=PERSON)
    with store.read() as db:
        assert [profile for _number, profile in db.profiles_after(0)] == [GRONINGEN, PERSON]


def test_a_later_transaction_books_only_what_it_changed(store: Store) -> None:
    small_register(store)
    with store.read() as db:
        head, booked = db.head().revision, len(db.entries_after(0)["day"])
    with store.write(OPERATOR, "test") as tx:
        report(tx, 1, 9, Status.BEZIG, date(2026, 5, 1))
    with store.read() as db:
        assert len(db.entries_after(head)["day"]) == 2
        assert len(db.entries_after(0)["day"]) == booked + 2


def sign_and_be_first(tx: Writer) -> int:
    """Something else that must not happen either; the number of the first signatory."""
    sign(tx, "Vier")
    return 1


def test_an_event_with_nothing_to_act_on_stops_the_whole(store: Store) -> None:
    small_register(store)
    with pytest.raises(RuleError) as caught, store.write(OPERATOR, "test") as tx:
        commands.end_pledge(tx, sign_and_be_first(tx), 3, date(2025, 8, 1))
    assert caught.value.key == "gebeurtenis.zonder_gevolg"
    assert revisions(store) == [1, 2]


def test_fictional_data_can_be_emptied_and_real_data_cannot(store: Store) -> None:
    small_register(store)
    with pytest.raises(RuleError), store.write(OPERATOR, "legen") as tx:
        tx.empty()
    with store.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
    with store.read() as db:
        before = db.head()
    with store.write(OPERATOR, "legen") as tx:
        tx.empty()
        assert sign(tx) == 1
    with store.read() as db:
        after = db.head()
        assert db.count(select(schema.signatory)) == 1
        assert [row.id for row in db.rows(select(schema.event))] == [1]
    assert before.demo
    assert not after.demo
    assert after.register_id != before.register_id
    assert after.revision == before.revision + 1


# ------------------------------------------------------------------------------------ at the same time


def test_a_reader_sees_one_moment_while_others_write(store: Store) -> None:
    small_register(store)
    with store.read() as db:
        before = db.head(), len(db.entries_after(0)["day"])
        with store.write(OPERATOR, "test") as tx:
            sign(tx, "Ondertussen")
        assert (db.head(), len(db.entries_after(0)["day"])) == before
    with store.read() as db:
        assert db.head().revision == 3


_WRITER = """
    import sys
    from datetime import date
    from dsw.people import OPERATOR
    from dsw.settings import load_settings
    from dsw.store import Store
    from tests.acts import sign
    store = Store.open(load_settings().database_url)
    for turn in range(12):
        with store.write(OPERATOR, "test") as tx:
            sign(tx)
    store.close()
"""


def test_writers_in_several_processes_and_threads_queue(store: Store, database_url: str) -> None:
    processes = [python(_WRITER, database_url) for _ in range(2)]

    def write() -> None:
        for _ in range(6):
            with store.write(OPERATOR, "test") as tx:
                sign(tx)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        _out, trouble = process.communicate(timeout=120)
        assert process.returncode == 0, trouble
    wanted = 2 * 12 + 3 * 6
    assert revisions(store) == list(range(1, wanted + 1))
    with store.read() as db:
        for table in (schema.signatory, schema.event, schema.entry):
            rows = db.rows(select(table.c.id, table.c.revision).order_by(table.c.id))
            assert [(row.id, row.revision) for row in rows] == [(n, n) for n in range(1, wanted + 1)]


def test_a_mirror_that_looks_all_the_time_never_misses_a_revision(store: Store) -> None:
    mirror, seen = Mirror(store), []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            snapshot = mirror.current()
            seen.append((snapshot.head.revision, len(snapshot.ledger.entries), len(snapshot.names)))

    watcher = threading.Thread(target=look)
    watcher.start()
    for _ in range(20):
        with store.write(OPERATOR, "test") as tx:
            sign(tx)
    done.set()
    watcher.join()
    assert all(revision == entries == names for revision, entries, names in seen)
    assert seen == sorted(seen)


def test_who_waited_for_a_look_takes_what_it_found_only_when_it_began_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror, begun, go_on, looks = Mirror(store), threading.Event(), threading.Event(), []
    head = Store.head

    def slow_head(self: Store) -> Head:
        found = head(self)
        looks.append(found.revision)
        begun.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr(Store, "head", slow_head)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(mirror.current)
        begun.wait(10)
        with store.write(OPERATOR, "test") as tx:
            sign(tx)
        others = [pool.submit(mirror.current) for _ in range(6)]
        time.sleep(0.2)
        go_on.set()
        assert {one.result().head.revision for one in (first, *others)} == {1}
    assert looks == [0, 1]


_KILLED = """
    import os, signal
    from datetime import date
    from dsw.people import OPERATOR
    from dsw.settings import load_settings
    from dsw.store import Store
    from tests.acts import sign
    store = Store.open(load_settings().database_url)
    with store.write(OPERATOR, "test") as tx:
        for _ in range(500):
            sign(tx)
        tx.flush()
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_register_as_it_was(store: Store, database_url: str) -> None:
    small_register(store)
    with store.read() as db:
        before = db.head(), db.count(select(schema.signatory)), len(db.entries_after(0)["day"])
    killed = python(_KILLED, database_url)
    _out, trouble = killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL, trouble
    with store.read() as db:
        assert (db.head(), db.count(select(schema.signatory)), len(db.entries_after(0)["day"])) == before
    with store.write(OPERATOR, "test") as tx:
        assert sign(tx) == 4
    assert revisions(store) == [1, 2, 3]


# ------------------------------------------------------------------------------------ trouble


def sign_many(tx: Writer, count: int) -> None:
    for _ in range(count):
        sign(tx)


def test_a_full_disk_changes_nothing(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    small_register(store)
    with store.read() as db:
        before = db.head(), len(db.entries_after(0)["day"])

    @sa_event.listens_for(store._engine, "begin")
    def fill_up(connection: object) -> None:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size + 2}")

    with pytest.raises(StoreError) as caught, store.write(OPERATOR, "test") as tx:
        sign_many(tx, 2000)
    assert caught.value.key == "opslag.vol"
    with store.read() as db:
        assert (db.head(), len(db.entries_after(0)["day"])) == before
    store.close()


def test_a_register_that_stays_locked_says_so(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    other = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught, store.write(OPERATOR, "test", timedelta(milliseconds=50)):
        pass
    assert caught.value.key == "opslag.bezet"
    other.execute("ROLLBACK")
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    other.close()
    store.close()


# ------------------------------------------------------------------------------------ the mirror


def test_a_register_that_lost_our_connection_is_asked_anew(store: Store) -> None:
    mirror = Mirror(store)
    mirror.current()
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    connection = store._watch._connection
    assert connection is not None
    connection.connection.driver_connection.close()
    assert mirror.current().head.revision == 1


def test_the_mirror_reads_on_from_where_it_was(store: Store) -> None:
    mirror = Mirror(store)
    assert not len(mirror.current().ledger.entries)
    small_register(store)
    first = mirror.current()
    assert mirror.current() is first
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Anders", show_name=False)
        sign(tx, "Vier", PERSON)
    second = mirror.current()
    assert first.names[1].name == "Eén"
    assert second.names[1] == Identity(1, "Anders", show_name=False)
    assert second.names[4].name == "Vier"
    whole = Mirror(store).current()
    assert entries(whole.ledger) == entries(second.ledger)
    assert whole.ledger.profiles.known == second.ledger.profiles.known
    assert whole.names == second.names


def test_the_mirror_starts_over_when_the_register_does(store: Store) -> None:
    mirror = Mirror(store)
    with store.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
        sign(tx)
    assert len(mirror.current().names) == 1
    with store.write(OPERATOR, "legen") as tx:
        tx.empty()
    assert mirror.current().names == {}
    assert not len(mirror.current().ledger.entries)


def test_only_marking_as_fictional_is_a_change_too(store: Store, clock: Callable[[str], None]) -> None:
    mirror = Mirror(store)
    small_register(store)
    before = mirror.current()
    clock("2026-11-05")
    with store.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
    after = mirror.current()
    assert (before.head.demo, after.head.demo) == (False, True)
    assert after.head.revision == before.head.revision + 1


def test_a_row_can_be_changed_by_key(store: Store) -> None:
    small_register(store)
    row = {"source": "formulier", "external_id": "9", "signatory_id": 1, "fingerprint": "f", "actions": "3 9"}
    with store.write(OPERATOR, "test") as tx:
        tx.add(schema.origin, [row | {"seen_revision": tx.revision, "missing_since": None}])
    with store.write(OPERATOR, "test") as tx:
        tx.change(schema.origin, {"source": "formulier", "external_id": "9"}, {"missing_since": tx.revision})
    with store.read() as db:
        assert db.rows(select(schema.origin))[0].missing_since == 4


def test_moments_come_back_in_utc_whatever_they_were_written_in(store: Store) -> None:
    from zoneinfo import ZoneInfo

    small_register(store)
    written = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with store._begin(writes=True) as connection:
        connection.execute(update(schema.change).values(at=written))
    with store.read() as db:
        assert db.head().changed_at == written
        assert db.head().changed_at.utcoffset() == UTC.utcoffset(None)
