"""Many visitors at the counter while somebody writes for long: they are told, and pages are answered."""

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import pytest
from anyio import Event, create_task_group, wait_all_tasks_blocked
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlalchemy import select

from dsw.desk import counter
from dsw.store import Store, opening, schema
from tests.acts import writing
from tests.asking import Answer, answered, outside
from tests.desk.conftest import EMAIL
from tests.desk.visiting import APP, HERE, Fields, Visitor

VISITORS = 40
SHORT, ENDLESS = timedelta(milliseconds=200), timedelta(minutes=10)
BUSY = "Iemand anders schrijft nu in het register. Probeer het zo nog eens."


@pytest.fixture
def portal() -> Iterator[BlockingPortal]:
    """One event loop for all visitors, as a server has."""
    with start_blocking_portal() as running:
        yield running


def get(portal: BlockingPortal, address: str) -> "Future[Answer]":
    return portal.start_task_soon(partial(answered, APP, address, **HERE))


def post(portal: BlockingPortal, who: Visitor, address: str, fields: Fields) -> "Future[Answer]":
    body = urlencode(fields, doseq=True).encode()
    headers = {
        "content_type": "application/x-www-form-urlencoded",
        "content_length": str(len(body)),
        "cookie": "; ".join(f"{name}={value}" for name, value in who.cookies.items()),
        **HERE,
    }
    return portal.start_task_soon(partial(answered, APP, address, "POST", body, **headers))


def stored(store: Store) -> list[tuple[object, ...]]:
    """What is kept of whoever comes by, and the transactions so far."""
    with store.read() as db:
        return [tuple(row) for table in (*schema.COUNTER, schema.change) for row in db.rows(select(table))]


def test_who_comes_behind_a_long_writer_is_told_and_nothing_is_recorded(
    register: Store, signer: Visitor, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BRISK", SHORT)
    form, before = signer.form("/mijn/klopt"), stored(register)
    with writing(register):
        answers = [post(portal, signer, "/mijn/klopt", form) for _ in range(VISITORS)]
        told = [one.result(120) for one in answers]
    assert [one.status for one in told] == [503] * VISITORS
    assert [one for one in told if BUSY not in one.words] == []
    assert [row[-1] for row in stored(register) if row not in before] == ["import"]
    signer.press("/mijn/klopt")
    assert signer.at == "/mijn/bedankt"


def test_pages_are_answered_while_forms_wait(
    register: Store, signer: Visitor, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BRISK", ENDLESS)
    form = signer.form("/mijn/klopt")
    with writing(register):
        waiting = [post(portal, signer, "/mijn/klopt", form) for _ in range(VISITORS)]
        pages = [get(portal, address).result(60) for address in ("/s", "/meedoen/wie", "/link", "/s") * 5]
        assert not any(one.done() for one in waiting)
    assert {one.status for one in pages} == {200, 410}
    assert {(one.result(60).status, one.result(60).headers["location"]) for one in waiting} == {
        (303, "/mijn/bedankt")
    }
    with register.read() as db:
        acts = [row.act for row in db.rows(select(schema.change).order_by(schema.change.c.revision))]
    assert acts[-2:] == ["import", "confirm"]


def test_forty_ask_for_a_link_behind_a_long_writer(
    register: Store, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL they need not wait; nowhere does anybody get an answer that is not ours."""
    monkeypatch.setattr(opening, "BRISK", SHORT)
    with writing(register):
        asked = [post(portal, Visitor(), "/link", {"email": EMAIL}) for _ in range(VISITORS)]
        told = [one.result(120) for one in asked]
    assert {one.status for one in told} <= ({503} if register._is_sqlite else {200, 503})
    assert [one for one in told if one.status == 503 and BUSY not in one.words] == []
    Visitor().post("/link", {"email": EMAIL})
    with register.read() as db:
        assert {row.address for row in db.rows(select(schema.outbox))} == {EMAIL}


def test_who_waits_for_a_turn_can_hope_again_when_another_was_served() -> None:
    """So a room full of people is served in order; behind a long writer nobody is, and nobody waits long."""
    moved = outside(_deadlines)
    assert moved == {True: True, False: False}


async def _deadlines() -> dict[bool, bool]:
    """Whether the deadline of who waits moves, by whether the one before them was served."""
    return {served: await _moves(served=served) for served in (True, False)}


async def _moves(*, served: bool) -> bool:
    turns, done = counter._Turns(), Event()

    async def take(*, waits: bool) -> None:
        assert await turns.come()
        if waits:
            await done.wait()
        turns.go(served=served)

    async with create_task_group() as room:
        for _ in range(counter._FORMS):
            room.start_soon(partial(take, waits=True))
        await wait_all_tasks_blocked()
        room.start_soon(partial(take, waits=False))
        await wait_all_tasks_blocked()
        (last,) = turns._waiting
        before = last.deadline
        done.set()
        await wait_all_tasks_blocked()
        return last.deadline > before
