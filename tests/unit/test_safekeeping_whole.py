"""A back-up holds every table and gives every figure again, across both databases, while others write."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Integer, select

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.sessions import begin_session
from dsw.access.staff import add_staff
from dsw.audit import check
from dsw.backups import BY_HAND_KEPT, keep_daily, keep_now, kept_backups
from dsw.demo import fill
from dsw.errors import Refused, RuleError
from dsw.figures import FIGURES
from dsw.outbox import Letter, post
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.asking import answer, read_request
from dsw.queries.log import log_lines
from dsw.safekeeping import backup, restore
from dsw.store import Contact, Mirror, Store, schema
from tests.acts import FIRST, sign, small_register
from tests.conftest import ENGINES
from tests.staffing import apply

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
#: Whoever was in has to come in again after a restore: these are empty then.
EMPTIED: dict[str, list[tuple[object, ...]]] = {name: [] for name in ("link", "session", "receipt", "knock")}


@pytest.fixture(params=ENGINES)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A second empty register, on each kind of database."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'other.db'}"
        if request.param == "postgresql":
            databases = request.getfixturevalue("_postgres_databases")
            url = databases.address % stack.enter_context(databases.new())
        yield stack.enter_context(closing(Store.open(url)))


def fill_every_table(store: Store) -> None:
    """At least one row in each table there is."""
    small_register(store)
    apply(store)
    with store.write(OPERATOR, "test") as tx:
        revision = tx.revision
        tx.explain(1, "Op verzoek.")
        rows: dict[str, dict[str, object]] = {
            "setting": {"name": "drempel", "revision": revision, "value": "{}"},
            "form_mapping": {"name": "eigen", "revision": revision, "header": "a", "mapping": "b: c"},
            "settled": {"kind": "dubbel", "subject": "1 2", "revision": revision, "until": TODAY},
            "merger": {"signatory_id": 3, "into_id": 1, "revision": revision},
            "undone": {"revision": 1, "by_revision": revision},
            "origin_before": {"revision": revision, "source": "a", "external_id": "1", "signatory_id": 1},
            "origin": {
                "source": "a",
                "external_id": "1",
                "signatory_id": 1,
                "fingerprint": "f",
                "actions": "1",
                "seen_revision": revision,
            },
            "import_run": {"revision": revision, "file": "a", "sha256": "b", "source": "c", "counts": "{}"},
        }
        for name, row in rows.items():
            tx.add(schema.metadata.tables[name], [row])
    with store.desk() as desk:
        post(desk, Letter.GEWIST, "een@voorbeeld.example", Holder())
        number = add_staff(desk, "een@movisie.example", Role.LEZER).number
        begin_session(desk, Holder(staff=number))
        make_link(desk, "geheim", Holder(staff=number))
        letters = {"id": 1, "letter": "herinnering", "day": TODAY, "made_at": NOW, "actor": "medewerker 1"}
        desk.put(schema.letter_round, **letters, revision=2)
        desk.put(schema.reminder, round_id=1, signatory_id=1, contact=1, reason="stil")
        desk.put(schema.bounce, signatory_id=1, contact=1, at=NOW, fault="550")
        (event,) = desk.rows(select(schema.event.c.id).limit(1))
        desk.put(schema.offer, event_id=event.id, signatory_id=1, at=NOW)
        made = {"version": 1, "made_by": "medewerker 1", "made_at": NOW}
        about = {"name": "Netwerk", "day": TODAY, "region": "", "group_no": 0, "since": FIRST, "slides": "[]"}
        desk.put(schema.meeting, id=1, ref="a" * 32, pinned_day=TODAY, pinned_revision=1, **about, **made)
        desk.put(schema.agreement, meeting_id=1, words="We bellen elkaar.", **made)
        desk.put(schema.draft, digest="d", changed_at=NOW, form="{}")
        desk.put(schema.receipt, digest="r", made_at=NOW, answer="/mijn")
        desk.put(schema.knock, door="link x", at=NOW)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as db:
        found = {
            table.name: [tuple(row) for row in db.rows(select(table).order_by(*table.primary_key))]
            for table in schema.metadata.sorted_tables
        }
    found["clock"] = [row[2:] for row in found["clock"]]
    return found


def figures(store: Store) -> dict[tuple[str, str], bytes]:
    """The cells of every figure on several days."""
    snapshot, found = Mirror(store).current(), {}
    for day in ("2025-06-01", "2025-10-15", "2026-03-31", "2026-11-02"):
        asked, _faults = read_request({"op": day, "actie": "2.2"}, TODAY)
        assert asked.selection.op.isoformat() == day
        for key, recipe in FIGURES.items():
            found[key, day] = recipe.csv(answer(recipe.question, snapshot, store, asked))
    return found


def test_every_table_comes_back_as_it_was(store: Store, other: Store, tmp_path: Path) -> None:
    fill_every_table(store)
    before = everything(store)
    assert [name for name, rows in before.items() if not rows] == []
    backup(store, tmp_path / "kopie.db")
    assert everything(store) == before
    restore(other, tmp_path / "kopie.db")
    after = everything(other)
    assert after == before | EMPTIED
    assert check(other) == check(store) == ()
    assert lines(other) == lines(store)


def lines(store: Store) -> list[object]:
    with store.read() as db:
        return list(log_lines(db))


def test_what_comes_next_gets_a_number_of_its_own(store: Store, other: Store, tmp_path: Path) -> None:
    """Also in the tables of the office, where PostgreSQL keeps the next number apart from the rows."""
    fill_every_table(store)
    backup(store, tmp_path / "kopie.db")
    restore(other, tmp_path / "kopie.db")
    counted = [
        table
        for table in schema.metadata.sorted_tables
        if table.autoincrement_column is not None and isinstance(table.autoincrement_column.type, Integer)
    ]
    assert {table.name for table in counted} >= {"staff", "outbox", "knock", "letter_round"}
    with other.desk() as desk:
        letters = {"letter": "herinnering", "day": TODAY, "made_at": NOW, "actor": "x", "revision": 3}
        assert desk.put(schema.letter_round, **letters)
        assert {row.id for row in desk.rows(select(schema.letter_round.c.id))} == {1, 2}
        assert desk.put(schema.knock, door="link y", at=NOW)


def test_every_figure_of_any_day_is_the_same_again(store: Store, other: Store, tmp_path: Path) -> None:
    fill(store, 60)
    backup(store, tmp_path / "kopie.db")
    restore(other, tmp_path / "kopie.db")
    before = figures(store)
    assert figures(other) == before
    assert len(set(before.values())) > len(FIGURES)


def test_there_and_back_again_changes_nothing(store: Store, other: Store, tmp_path: Path) -> None:
    fill_every_table(store)
    backup(store, tmp_path / "heen.db")
    restore(other, tmp_path / "heen.db")
    backup(other, tmp_path / "terug.db")
    with closing(Store.open(f"sqlite:///{tmp_path / 'weer.db'}")) as again:
        restore(again, tmp_path / "terug.db")
        assert everything(again) == everything(store) | EMPTIED


def test_writers_of_all_kinds_go_on_while_a_back_up_is_made(
    store: Store, other: Store, tmp_path: Path
) -> None:
    fill(store, 60)
    enough, made = threading.Event(), []

    def write() -> None:
        while not enough.is_set():
            with store.write(OPERATOR, "test") as tx:
                number = sign(tx)
                commands.pledge(tx, number, 3, FIRST)
                commands.set_contact(tx, number, Contact("Sam", "sam@voorbeeld.example"))
                tx.explain(number, "Erbij.")
                tx.add(schema.setting, [{"name": "n", "revision": tx.revision, "value": str(number)}])
            with store.desk() as desk:
                post(desk, Letter.GEWIST, "een@voorbeeld.example", Holder(number, 1))
            made.append(number)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for number in range(3):
        so_far = len(made)
        backup(store, tmp_path / f"kopie-{number}.db")
        while len(made) == so_far:
            enough.wait(0.01)
    enough.set()
    for writer in writers:
        writer.join()
    restore(other, tmp_path / "kopie-2.db")
    assert check(other) == ()
    found, whole = everything(other), everything(store)
    last = max(row[0] for row in found["change"])
    for name in ("signatory", "event", "entry", "contact", "remark", "setting"):
        at = schema.metadata.tables[name].c.keys().index("revision")
        assert found[name] == [row for row in whole[name] if row[at] <= last], name
    known = {row[0] for row in found["signatory"]}
    written_to = schema.outbox.c.keys().index("signatory_id")
    assert {row[written_to] for row in found["outbox"]} <= known


# ------------------------------------------------------------------------------------ by hand


def moment(number: int) -> datetime:
    return datetime(2026, 11, 2, 12, number, tzinfo=UTC)


def test_a_back_up_by_hand_can_be_put_back(store: Store, other: Store, tmp_path: Path) -> None:
    small_register(store)
    file = keep_now(store, tmp_path / "kopieën", OPERATOR, NOW)
    assert file.name == "handmatig-2026-11-02-130000.db"
    restore(other, file)
    assert everything(other) == everything(store)


def test_the_last_ones_by_hand_stay_and_the_daily_ones_are_left_alone(store: Store, tmp_path: Path) -> None:
    keep_daily(store, tmp_path / "k", TODAY)
    for number in range(BY_HAND_KEPT + 2):
        keep_now(store, tmp_path / "k", OPERATOR, moment(number))
    kept = kept_backups(tmp_path / "k")
    by_hand = sorted(one.name for one in kept if not one.daily)
    assert by_hand == [f"handmatig-2026-11-02-13{number:02}00.db" for number in range(2, BY_HAND_KEPT + 2)]
    assert [one.name for one in kept if one.daily] == ["register-2026-11-02.db"]
    assert all(one.size == (tmp_path / "k" / one.name).stat().st_size > 0 for one in kept)


def test_what_was_made_by_hand_long_ago_goes_with_the_daily_one(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "k"
    folder.mkdir()
    for name in ("handmatig-2025-11-01-120000.db", "handmatig-2025-11-02-120000.db", "handmatig.txt"):
        (folder / name).write_text("oud")
    left = folder / ".handmatig-2026-10-01-120000.db.0a1b2c3d.deel"
    left.write_text("half")
    keep_daily(store, folder, date(2036, 11, 2))
    assert sorted(path.name for path in folder.iterdir()) == ["handmatig.txt", "register-2036-11-02.db"]


def test_what_is_under_way_by_hand_is_left_alone(store: Store, tmp_path: Path) -> None:
    under_way = tmp_path / ".handmatig-2026-11-02-120000.db.0a1b2c3d.deel"
    under_way.write_text("half")
    keep_daily(store, tmp_path, TODAY)
    assert under_way.exists()


@pytest.mark.parametrize("role", [Role.LEZER, Role.REDACTEUR, Role.ONDERTEKENAAR, Role.PUBLIEK])
def test_only_a_keeper_makes_one(store: Store, tmp_path: Path, role: Role) -> None:
    with pytest.raises(Refused):
        keep_now(store, tmp_path / "k", Actor(role, "iemand"), NOW)
    assert not (tmp_path / "k").exists()


def test_two_in_one_second_do_not_overwrite_each_other(store: Store, tmp_path: Path) -> None:
    file = keep_now(store, tmp_path, OPERATOR, NOW)
    before = file.read_bytes()
    with pytest.raises(RuleError, match=r"bestand\.bestaat"):
        keep_now(store, tmp_path, OPERATOR, NOW)
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_has_no_back_ups(tmp_path: Path) -> None:
    assert kept_backups(tmp_path / "nergens") == []
