"""The ledger in memory: a cube is a count of every change, and nobody sees another's rows."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dsw.ledger import COLUMNS, Rows, columns_of, silent_before
from dsw.ledger.axes import silent_from
from dsw.ledger.columns import Columns
from dsw.ledger.cube import Cube, Deltas
from dsw.ledger.register import signature_spans
from dsw.store import Store, schema
from tests.acts import small_register

CELLS, DAYS = 5, 20
CHANGES = st.tuples(st.integers(1, DAYS), st.integers(0, CELLS - 1), st.sampled_from([-1, 1]))
#: Changes that come together, several times.
TIMES = st.lists(st.lists(CHANGES, min_size=1, max_size=12), max_size=6)


def deltas(changes: list[tuple[int, int, int]]) -> Deltas:
    day, cell, amount = (np.array(column) for column in zip(*changes, strict=True))
    return Deltas.of(day, cell, amount)


@given(TIMES, st.integers(1, 4))
def test_a_cube_counts_every_change_up_to_a_day(times: list[list[tuple[int, int, int]]], block: int) -> None:
    cube, known = Cube(CELLS, block=block), []
    for changes in times:
        earlier = [cube.on(day).tolist() for day in range(DAYS + 2)]
        grown = cube.changed(deltas(changes))
        assert [cube.on(day).tolist() for day in range(DAYS + 2)] == earlier
        cube, known = grown, known + changes
    for day in range(DAYS + 2):
        counted = Counter()
        for since, cell, amount in known:
            counted[cell] += amount * (since <= day)
        assert cube.on(day).tolist() == [counted[cell] for cell in range(CELLS)]


@given(st.lists(CHANGES, min_size=1, max_size=20), st.lists(CHANGES, min_size=1, max_size=20))
def test_what_comes_instead_of_something_undoes_it(old: list, new: list) -> None:
    turned = Cube(CELLS).changed(deltas(old)).changed(deltas(new).instead_of(deltas(old)))
    wanted = Cube(CELLS).changed(deltas(new))
    assert [turned.on(day).tolist() for day in range(DAYS)] == [
        wanted.on(day).tolist() for day in range(DAYS)
    ]


def test_a_table_never_shows_what_came_later() -> None:
    short = Columns({"n": np.int32}).extended({"n": np.arange(3)})
    longer, other = short.extended({"n": np.array([7])}), short.extended({"n": np.array([8, 9])})
    assert [column["n"].tolist() for column in (short, longer, other)] == [
        [0, 1, 2],
        [0, 1, 2, 7],
        [0, 1, 2, 8, 9],
    ]


@pytest.mark.parametrize("months", [1, 6, 7, 36])
def test_a_day_falls_silent_on_the_first_day_on_which_it_is_not_recent(months: int) -> None:
    heard = np.array([date(2025, 5, 12).toordinal() + day for day in range(800)], np.int32)
    for day, first in zip(heard.tolist(), silent_from(heard, months).tolist(), strict=True):
        assert silent_before(date.fromordinal(first), months) > day
        assert silent_before(date.fromordinal(first) - timedelta(1), months) <= day


def entry(revision: int, day: int, profile: int, amount: int) -> tuple[int, ...]:
    return (revision, 1, day, 0, profile, 0, 0, 0, 0, 0, amount)


def stood(spans: Rows) -> list[tuple[int, ...]]:
    columns = (spans[name].tolist() for name in ("profile", "since", "until"))
    return [row for row in zip(*columns, strict=True) if row[1] < row[2]]


def test_a_departure_that_was_undone_leaves_no_trace() -> None:
    booked = [entry(1, 10, 1, 1), entry(2, 20, 1, -1)]
    mended = [entry(3, 15, 1, -1), entry(3, 15, 2, 1), entry(3, 20, 1, 1)]
    assert stood(signature_spans(columns_of([*booked, *mended]))) == [(1, 10, 15), (2, 15, 2**31 - 1)]


def test_entries_are_read_as_they_were_booked(store: Store) -> None:
    small_register(store)
    names = [column for column in schema.entry.c if column is not schema.entry.c.id]
    with store.read() as db:
        found = db.entries_after(0)
        wanted = [tuple(row) for row in db.rows(select(*names).order_by(schema.entry.c.id))]
    assert list(zip(*(found[name].tolist() for name in COLUMNS), strict=True)) == wanted
