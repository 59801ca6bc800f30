"""Taking a whole transaction back; on both databases."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.holders import Holder
from dsw.audit import check
from dsw.domain import Booking, Event, Fact, Status, entries_of
from dsw.errors import Refused, RuleError
from dsw.mine import read_mine
from dsw.office.reversal import is_undone, undo, why_not
from dsw.own_data import erased_refs, everything
from dsw.people import OPERATOR, Actor, Role, Wish, may
from dsw.store import Contact, Identity, Mirror, Store, Writer
from dsw.store.schema import PERSONAL, import_run, merger, origin, origin_before
from tests.acts import GRONINGEN, PLAN, report, sign

DAY = date(2026, 1, 5)
KNOWN = commands.SignUp(GRONINGEN, "Uit Een Bestand", DAY, PLAN, ref="a" * 32)
READER = Actor(Role.LEZER, "medewerker 9")


def books(store: Store) -> dict[int, Counter[Booking]]:
    with store.read() as db:
        events = list(db.all_events())
    numbers = {one.signatory for one in events}
    return {number: entries_of(one for one in events if one.signatory == number) for number in numbers}


def standing(store: Store) -> dict[int, Counter[Booking]]:
    return {number: entries for number, entries in books(store).items() if entries}


def names(store: Store) -> dict[int, Identity]:
    with store.read() as db:
        return {one.signatory: one for one in db.identities_after(-1)}


def in_one(store: Store, change: Callable[[Writer], object]) -> int:
    """A transaction that counts as an import; its revision."""
    with store.write(OPERATOR, "import") as tx:
        change(tx)
        tx.settle()
        run = {"file": "a.csv", "sha256": "0", "source": "proef", "counts": "{}"}
        tx.add(import_run, [{"revision": tx.revision, **run}])
        return tx.revision


def take_back(store: Store, revision: int) -> None:
    with store.write(OPERATOR, "undo") as tx:
        undo(tx, revision)


def personal(store: Store) -> str:
    """Everything in the tables that hold personal data."""
    with store.read() as db:
        return "\n".join(str(row) for table in PERSONAL for row in db.rows(select(table)))


def mine(store: Store, number: int) -> str:
    """All that the first contact of a signatory reads about it."""
    with store.read() as db:
        seen = read_mine(db, Holder(number, 1))
        assert seen
        return json.dumps(everything(db, seen), ensure_ascii=False)


@pytest.fixture
def first(store: Store) -> int:
    """Somebody who was there before, with a pledge."""
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx)
        commands.pledge(tx, number, 3, DAY)
    return number


def change_much(tx: Writer, first: int) -> None:
    commands.rename(tx, first, "Heet Nu Anders", show_name=True)
    commands.set_contact(tx, first, Contact("Nieuw", "nieuw@x.example", True))
    commands.set_contact(tx, first, Contact("Erbij", "erbij@x.example", True), 2)
    commands.confirm(tx, first, 3, tx.today)
    added = sign(tx)
    commands.pledge(tx, added, 4, DAY)
    row = {
        "source": "proef",
        "external_id": "1",
        "fingerprint": "",
        "actions": "",
        "seen_revision": tx.revision,
    }
    tx.settle()
    tx.add(origin, [{**row, "seen_revision": tx.revision, "signatory_id": added}])
    tx.add(origin_before, [{"revision": tx.revision, "source": "proef", "external_id": "1"}])


def test_everything_is_as_it_was(store: Store, first: int) -> None:
    before, called = standing(store), names(store)[first]
    with store.read() as db:
        contacts = db.all_contacts_of(first)
    revision = in_one(store, lambda tx: change_much(tx, first))
    assert standing(store) != before
    take_back(store, revision)
    assert standing(store) == before
    assert names(store)[first] == called
    with store.read() as db:
        assert db.all_contacts_of(first) == contacts
        assert db.rows(select(origin)) == []
        assert is_undone(db, revision)
    assert check(store) == ()


def test_who_came_in_by_it_is_nobody_again(store: Store, first: int) -> None:
    with store.read() as db:
        known = set(erased_refs(db))
    revision = in_one(store, lambda tx: commands.sign(tx, KNOWN))
    take_back(store, revision)
    with store.read() as db:
        assert "a" * 32 not in erased_refs(db)
        assert len(set(erased_refs(db)) - known) == 1
    again = in_one(store, lambda tx: commands.sign(tx, KNOWN))
    assert len(standing(store)) == 2
    take_back(store, again)
    assert set(standing(store)) == {first}
    assert check(store) == ()


def test_what_it_had_undone_is_so_again(store: Store, first: int) -> None:
    with store.read() as db:
        events = db.events_in(1)
    before = standing(store)

    def annul(tx: Writer) -> None:
        for one in reversed(events):
            tx.append(Event(Fact.ANNULLED, one.day, first, pledge=one.pledge, cancels=one.id))

    revision = in_one(store, annul)
    assert standing(store) == {}
    take_back(store, revision)
    assert standing(store) == before


@pytest.mark.parametrize(
    "later",
    [
        lambda tx, number: commands.confirm(tx, number, 3, tx.today),
        lambda tx, number: commands.rename(tx, number, "Nog Anders", show_name=False),
        lambda tx, number: commands.set_contact(tx, number, Contact("A", "a@x.example", True)),
        lambda tx, number: tx.add(
            merger, [{"signatory_id": number, "into_id": number, "revision": tx.revision}]
        ),
    ],
    ids=["fact", "name", "contact", "merger"],
)
def test_what_something_later_depends_on_stays(
    store: Store, first: int, later: Callable[[Writer, int], object]
) -> None:
    revision = in_one(store, lambda tx: commands.confirm(tx, first, 3, tx.today))
    with store.write(OPERATOR, "later") as tx:
        later(tx, first)
        last = tx.revision
    before = books(store)
    with store.read() as db:
        assert {(one.signatory, one.revision, one.act) for one in why_not(db, revision)} == {
            (first, last, "later")
        }
    with pytest.raises(RuleError, match=r"terug\.later"):
        take_back(store, revision)
    assert books(store) == before


def test_what_was_itself_taken_back_is_no_reason(store: Store, first: int) -> None:
    before = standing(store)
    revision = in_one(store, lambda tx: commands.confirm(tx, first, 3, tx.today))
    take_back(store, in_one(store, lambda tx: change_much(tx, first)))
    take_back(store, revision)
    assert standing(store) == before
    assert check(store) == ()


def test_only_a_whole_is_taken_back_and_only_once(store: Store, first: int) -> None:
    revision = in_one(store, lambda tx: commands.confirm(tx, first, 3, tx.today))
    with pytest.raises(RuleError, match=r"terug\.onbekend"):
        take_back(store, 1)
    take_back(store, revision)
    with pytest.raises(RuleError, match=r"terug\.al"):
        take_back(store, revision)
    with pytest.raises(RuleError, match=r"terug\.onbekend"):
        take_back(store, revision + 1)


def test_a_reader_takes_nothing_back(store: Store, first: int) -> None:
    revision = in_one(store, lambda tx: commands.confirm(tx, first, 3, tx.today))
    before = books(store)
    with pytest.raises(Refused), store.write(READER, "undo") as tx:
        undo(tx, revision)
    assert books(store) == before


def test_what_a_stranger_said_is_not_read_any_more(store: Store, first: int) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, first, Contact("Eigen", "eigen@x.example", True))
    own = mine(store, first)

    def strange(tx: Writer) -> None:
        commands.rename(tx, first, "Een Vreemde", show_name=True)
        commands.set_contact(tx, first, Contact("Vreemd", "vreemd@x.example", True))
        commands.set_contact(tx, first, Contact("Vreemder", "vreemd2@x.example", True), 2)
        report(tx, first, 3, Status.BEZIG, tx.today, "Vreemde woorden.")

    mirror = Mirror(store)
    mirror.current()
    revision = in_one(store, strange)
    assert mirror.current().names[first].name == "Een Vreemde"
    assert "Vreemde woorden." in mine(store, first)
    take_back(store, revision)
    assert mirror.current().names[first] == Mirror(store).current().names[first]
    assert json.loads(mine(store, first))["naam"] == json.loads(own)["naam"]
    assert "reemd" not in mine(store, first)
    assert "reemd" not in personal(store)
    assert check(store) == ()


def test_of_two_that_are_taken_back_nothing_stays(store: Store, first: int) -> None:
    called = names(store)[first]

    def change(word: str) -> Callable[[Writer], None]:
        def both(tx: Writer) -> None:
            commands.rename(tx, first, f"{word} naam", show_name=True)
            commands.set_contact(tx, first, Contact(word, f"{word}@x.example", True))

        return both

    one, other = in_one(store, change("vreemd")), in_one(store, change("ander"))
    take_back(store, other)
    assert "vreemd naam" in personal(store)
    take_back(store, one)
    assert names(store)[first] == called
    assert not any(word in personal(store) for word in ("vreemd", "ander"))
    assert check(store) == ()


def test_an_editor_erases_who_came_in_by_a_file_only_by_taking_it_back(store: Store, first: int) -> None:
    editor = Actor(Role.REDACTEUR, "medewerker 8")
    revision = in_one(store, lambda tx: commands.sign(tx, KNOWN))
    assert not may(editor, Wish.ERASE)
    assert "Uit Een Bestand" in personal(store)
    with store.write(editor, "undo") as tx:
        undo(tx, revision)
    assert "Uit Een Bestand" not in personal(store)
    again = in_one(store, lambda tx: commands.sign(tx, KNOWN))
    with store.write(OPERATOR, "later") as tx:
        commands.pledge(tx, max(standing(store)), 3, DAY)
    with pytest.raises(RuleError, match=r"terug\.later"), store.write(editor, "undo") as tx:
        undo(tx, again)
    assert "Uit Een Bestand" in personal(store)
