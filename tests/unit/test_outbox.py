"""The outbox: a letter is taken by one, tried again with longer pauses, and forgotten; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Row, delete, select, update

from dsw import outbox as module
from dsw.access.holders import Holder
from dsw.outbox import (
    Letter,
    Posted,
    forget_letters,
    is_any_due,
    next_due,
    post,
    put_off,
    settle_refused,
    settle_sent,
)
from dsw.store import Desk, Store
from dsw.store.schema import outbox

TO = "iemand@voorbeeld.example"
NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets how long after the first noon it is."""
    monkeypatch.setattr(module, "now", lambda: NOON)
    return lambda later: monkeypatch.setattr(module, "now", lambda: NOON + later)


def put(store: Store, *letters: Letter) -> None:
    with store.desk() as desk:
        for letter in letters:
            post(desk, letter, TO, Holder(), {"naam": "Eén"})


def taken(desk: Desk) -> Posted:
    """The letter that waited longest."""
    posted = next_due(desk)
    assert posted is not None
    return posted


def rows(store: Store) -> list[Row[Any]]:
    with store.read() as db:
        return db.rows(select(outbox).order_by(outbox.c.id))


def test_what_is_posted_is_what_is_taken(store: Store) -> None:
    put(store, Letter.WELKOM)
    with store.desk() as desk:
        posted = next_due(desk)
    assert posted is not None
    assert (posted.letter, posted.address, posted.values) == (Letter.WELKOM, TO, {"naam": "Eén"})
    assert (posted.holder, posted.tries, posted.made_at) == (Holder(), 1, NOON)


def post_and_fail(store: Store) -> None:
    with store.desk() as desk:
        post(desk, Letter.WELKOM, TO, Holder())
        raise ValueError("reason")


def test_a_letter_goes_with_its_reason(store: Store) -> None:
    with pytest.raises(ValueError, match="reason"):
        post_and_fail(store)
    assert rows(store) == []


def test_a_taken_letter_is_another_s_only_after_the_lease(
    store: Store, at: Callable[[timedelta], None]
) -> None:
    put(store, Letter.LINK)
    with store.desk() as desk:
        assert next_due(desk)
    for later, due in ((timedelta(), False), (timedelta(seconds=119), False), (timedelta(minutes=2), True)):
        at(later)
        with store.desk() as desk:
            assert is_any_due(desk) is due
            posted = next_due(desk)
        assert (posted.tries if posted else None) == (2 if due else None)


def test_who_waited_longest_goes_first(store: Store, at: Callable[[timedelta], None]) -> None:
    for minutes, letter in ((2, Letter.LINK), (1, Letter.WELKOM), (2, Letter.GEWIST)):
        at(timedelta(minutes=minutes))
        put(store, letter)
    taken = []
    with store.desk() as desk:
        while posted := next_due(desk):
            taken.append(posted.letter)
    assert taken == [Letter.WELKOM, Letter.LINK, Letter.GEWIST]


def test_of_many_at_once_each_letter_is_taken_by_one(store: Store, database_url: str) -> None:
    put(store, *[Letter.LINK] * 20)
    begin, taken = Barrier(4), []

    def take_all() -> None:
        with closing(Store.open(database_url)) as own:
            begin.wait()
            while True:
                with own.desk() as desk:
                    posted, more = next_due(desk), is_any_due(desk)
                if posted:
                    taken.append(posted.number)
                elif not more:
                    return

    with ThreadPoolExecutor(4) as postmen:
        for taking in [postmen.submit(take_all) for _ in range(4)]:
            taking.result(60)
    assert sorted(taken) == [row.id for row in rows(store)]
    assert {row.tries for row in rows(store)} == {1}


def test_each_failure_waits_longer_and_the_last_is_the_last(
    store: Store, at: Callable[[timedelta], None]
) -> None:
    put(store, Letter.LINK)
    later, pauses = timedelta(), []
    for _ in range(20):
        with store.desk() as desk:
            posted = next_due(desk)
            assert posted is not None
            put_off(desk, posted, "adres 451")
        (row,) = rows(store)
        if row.due_at is None:
            break
        pauses.append(row.due_at - (NOON + later))
        later = row.due_at - NOON
        at(later)
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(days=3)
    assert (row.sent_at, row.fault, row.tries) == (None, "adres 451", len(pauses) + 1)


def test_a_sent_letter_holds_nothing_personal(store: Store) -> None:
    put(store, Letter.LINK)
    with store.desk() as desk:
        settle_sent(desk, taken(desk))
    (row,) = rows(store)
    assert (row.address, row.filling, row.due_at, row.fault) == ("", "", None, None)
    assert row.sent_at == NOON


def test_a_letter_of_a_newer_program_waits_and_holds_up_nobody(store: Store) -> None:
    put(store, Letter.LINK, Letter.WELKOM)
    with store.desk() as desk:
        desk.alter(update(outbox).where(outbox.c.letter == Letter.LINK.value).values(letter="morgen"))
        posted = next_due(desk)
        assert posted is not None
        assert posted.letter is Letter.WELKOM
        assert next_due(desk) is None
        assert not is_any_due(desk)


def test_only_what_was_settled_long_ago_is_forgotten(store: Store, at: Callable[[timedelta], None]) -> None:
    put(store, Letter.LINK, Letter.WELKOM, Letter.GEWIST)
    with store.desk() as desk:
        settle_sent(desk, taken(desk))
        settle_refused(desk, taken(desk), "adres 550")
    at(timedelta(days=29))
    with store.desk() as desk:
        assert forget_letters(desk) == 0
    at(timedelta(days=30))
    with store.desk() as desk:
        assert forget_letters(desk) == 2
    assert [row.letter for row in rows(store)] == [Letter.GEWIST.value]


@pytest.mark.parametrize("settle", [settle_sent, put_off, settle_refused])
def test_a_letter_that_got_the_number_of_one_that_went_is_left_alone(
    store: Store, at: Callable[[timedelta], None], settle: Callable[..., None]
) -> None:
    """It was taken, then its address changed: the letter is gone, and the next one has its number."""
    put(store, Letter.LINK)
    with store.desk() as desk:
        gone = taken(desk)
        desk.alter(delete(outbox))
    at(timedelta(seconds=1))
    with store.desk() as desk:
        desk.put(
            outbox,
            id=gone.number,
            letter="link",
            address=TO,
            filling="{}",
            made_at=module.now(),
            due_at=NOON,
            tries=0,
        )
    with store.desk() as desk:
        settle(desk, gone, *(["adres 550"] if settle is not settle_sent else []))
    (row,) = rows(store)
    assert (row.address, row.due_at, row.fault) == (TO, NOON, None)
