"""What is hidden cannot be computed: somebody with all totals and visible cells still has a choice."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dsw.disclosure import Counts, Flags, protect, small


def tables(*most: int) -> st.SearchStrategy[Counts]:
    """Small tables with many empty, small and nearly small cells."""
    shapes = st.tuples(*(st.integers(2, size) for size in most))
    return shapes.flatmap(
        lambda shape: arrays.arrays(np.int64, shape, elements=st.sampled_from([0, 0, 1, 2, 4, 5, 6]))
    )


def worlds(persons: Counts, visible: Flags, rows: Flags, columns: Flags) -> Counts:
    """Tables [world, row, column] with the same visible cells, the same known totals and as many persons.

    Any two such tables differ by rings of cells that go up and down by one in turn, and each ring alone leads
    to a third: so the tables that differ by at most one in every cell show whether a cell has a choice.
    """
    steps = [(0,) if shown else (-1, 0, 1) for shown in visible.flat]
    moves = np.array(np.meshgrid(*steps, indexing="ij")).reshape(len(steps), -1).T.reshape(-1, *persons.shape)
    same_totals = (moves.sum(axis=2)[:, rows] == 0).all(axis=1) & (moves.sum(axis=1)[:, columns] == 0).all(
        axis=1
    )
    possible = same_totals & (moves.sum(axis=(1, 2)) == 0) & (persons + moves >= 0).all(axis=(1, 2))
    return persons + moves[possible]


def told(persons: Counts, visible: Flags, rows: Flags, columns: Flags) -> Flags:
    """The small cells, then the small hidden totals, that are the same in every world."""
    every = worlds(persons, visible, rows, columns)
    told_cells = small(persons) & (every == persons).all(axis=0)
    told_rows = ~rows & small(persons.sum(axis=1)) & (every.sum(axis=2) == persons.sum(axis=1)).all(axis=0)
    told_columns = (
        ~columns & small(persons.sum(axis=0)) & (every.sum(axis=1) == persons.sum(axis=0)).all(axis=0)
    )
    return np.concatenate((told_cells.ravel(), told_rows, told_columns))


def told_by_totals(persons: Counts) -> Flags:
    """The small cells that the totals leave no choice: the least they can be is the most they can be."""
    row, column = persons.sum(axis=1)[:, None], persons.sum(axis=0)[None, :]
    return small(persons) & (np.maximum(0, row + column - persons.sum()) == np.minimum(row, column))


@given(tables(3, 3))
def test_no_small_cell_can_be_computed_from_known_totals(persons: Counts) -> None:
    """The way of section x group seen without protected totals: closed only where totals tell anyway."""
    rows, columns = (np.ones(size, np.bool_) for size in persons.shape)
    visible = protect(persons)
    closed = not visible.any() and told_by_totals(persons).any()
    assert closed or not told(persons, visible, rows, columns).any()


@given(tables(3, 3))
def test_no_small_cell_or_total_can_be_computed_with_protected_totals(persons: Counts) -> None:
    """The way of group x place: small totals are hidden with all their cells, and nothing is ever told."""
    rows, columns = protect(persons.sum(axis=1)), protect(persons.sum(axis=0))
    visible = protect(persons, (rows, columns))
    assert not told(persons, visible, rows, columns).any()


@given(tables(3, 3))
def test_no_small_cell_or_total_can_be_computed_with_totals_protected_one_way(persons: Counts) -> None:
    """The way of section x group and section x place."""
    rows, columns = np.ones(len(persons), np.bool_), protect(persons.sum(axis=0))
    visible = protect(persons, (None, columns))
    closed = not visible.any() and told_by_totals(persons).any()
    assert closed or not told(persons, visible, rows, columns).any()


@given(arrays.arrays(np.int64, st.integers(2, 6), elements=st.sampled_from([0, 0, 1, 2, 4, 5, 6])))
def test_no_small_cell_of_a_line_can_be_computed(persons: Counts) -> None:
    known = np.ones(1, np.bool_)
    assert not told(persons[:, None], protect(persons)[:, None], protect(persons), known).any()


def cubes(persons: Counts, visible: Flags) -> Iterator[Counts]:
    """Every 2 x 2 x n cube with the same visible cells and the same totals along each axis."""
    layers = persons.shape[2]
    hidden = ~visible
    for steps in product(range(-8, 9), repeat=layers - 1):
        moves = np.array([*steps, -sum(steps)])
        world = persons + np.array([[1, -1], [-1, 1]])[:, :, None] * moves
        if (world >= 0).all() and (hidden | (world == persons)).all():
            yield world


@given(
    st.integers(2, 3).flatmap(
        lambda size: arrays.arrays(np.int64, (2, 2, size), elements=st.sampled_from([0, 1, 2, 4, 5, 6]))
    )
)
def test_no_small_cell_of_a_cube_can_be_computed(persons: Counts) -> None:
    visible = protect(persons)
    same = small(persons)
    for world in cubes(persons, visible):
        same &= world == persons
    assert not same.any() or not visible.any()


@given(tables(4, 5))
def test_what_is_shown_is_nobody_or_enough(persons: Counts) -> None:
    assert not small(persons[protect(persons)]).any()


@given(tables(4, 5), st.integers(0, 3), st.integers(0, 4))
def test_a_line_without_a_total_shows_nothing(persons: Counts, row: int, column: int) -> None:
    rows = np.arange(persons.shape[0]) != row
    columns = np.arange(persons.shape[1]) != column
    visible = protect(persons, (rows, columns))
    assert not visible[~rows].any()
    assert not visible[:, ~columns].any()
