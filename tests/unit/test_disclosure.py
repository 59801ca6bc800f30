"""Which counts of persons a cross-table may show."""

import numpy as np
import pytest

from dsw.disclosure import ALL, Counts, Flags, Protection, protect, small
from dsw.settings import SMALLEST_CELL


def table(*rows: list[int]) -> Counts:
    return np.array(rows, np.int64)


def hidden(visible: Flags) -> set[tuple[int, ...]]:
    return {tuple(cell) for cell in np.argwhere(~visible).tolist()}


def test_a_cell_is_small_from_one_to_four_persons() -> None:
    assert small(np.arange(7)).tolist() == [False, True, True, True, True, False, False]
    assert SMALLEST_CELL == 5


def test_nothing_small_hides_nothing() -> None:
    assert hidden(protect(table([5, 0, 9], [0, 0, 7]))) == set()


def test_a_small_cell_is_hidden_in_a_box_of_four() -> None:
    persons = table([2, 9, 20], [8, 6, 20], [20, 20, 20])
    assert hidden(protect(persons)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_the_cheapest_box_is_chosen() -> None:
    persons = table([2, 90, 6], [80, 60, 80], [7, 90, 5])
    assert hidden(protect(persons)) == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_two_small_cells_share_a_box() -> None:
    persons = table([2, 9, 9], [9, 3, 9], [9, 9, 9])
    assert hidden(protect(persons)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_an_empty_cell_stays_visible_when_a_box_without_it_exists() -> None:
    persons = table([2, 0, 9], [0, 6, 90], [8, 70, 7])
    assert hidden(protect(persons)) == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_an_empty_cell_is_hidden_rather_than_many_persons() -> None:
    persons = table([2, 0, 90], [0, 6, 90], [70, 70, 70])
    assert hidden(protect(persons)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_an_empty_cell_is_hidden_when_no_other_box_exists() -> None:
    assert hidden(protect(table([2, 0], [0, 6]))) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_where_totals_tell_the_whole_table_is_closed() -> None:
    """All persons are in one row: the column totals are its cells."""
    assert not protect(table([2, 9, 7], [0, 0, 0])).any()


def test_a_line_hides_a_second_cell() -> None:
    assert hidden(protect(np.array([3, 40, 9, 0]))) == {(0,), (2,)}


def test_a_line_with_two_small_cells_needs_no_other() -> None:
    assert hidden(protect(np.array([3, 40, 1, 0]))) == {(0,), (2,)}


def test_a_line_without_other_persons_hides_an_empty_cell() -> None:
    assert hidden(protect(np.array([0, 3, 0]))) == {(0,), (1,)}


def test_a_line_of_one_shows_nothing() -> None:
    assert not protect(np.array([3])).any()


def test_lines_without_a_total_are_hidden_whole_and_need_no_box() -> None:
    persons = table([2, 1, 0], [1, 1, 0], [20, 20, 20])
    rows = np.array([False, False, True])
    assert hidden(protect(persons, (rows, None))) == {(row, column) for row in (0, 1) for column in range(3)}


def test_cells_hidden_elsewhere_stay_hidden_and_cost_nothing() -> None:
    persons = table([2, 90, 6], [80, 60, 80], [7, 90, 5])
    shown = np.ones((3, 3), np.bool_)
    shown[:2, :2] = False
    assert hidden(protect(persons, (), shown)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_cube_hides_eight_corners() -> None:
    persons = np.full((3, 3, 3), 50, np.int64)
    persons[0, 0, 0] = 4
    visible = protect(persons)
    assert (~visible).sum() == 8
    assert not visible[0, 0, 0]


# ------------------------------------------------------------------------------ the tables of a day


def protection(persons: Counts) -> Protection:
    """Persons [section, group, place] who each work in one place and pledge one section's first action."""
    actions = np.zeros((2 * len(persons), *persons.shape[1:]), np.int64)
    actions[::2] = persons
    signed = persons.sum(axis=0)
    blocks = tuple(slice(2 * section, 2 * section + 2) for section in range(len(persons)))
    return Protection(
        persons, persons.sum(axis=2), signed, signed.sum(axis=1), actions, actions.sum(axis=2), blocks
    )


@pytest.fixture
def mixed() -> Protection:
    persons = np.full((3, 4, 5), 50, np.int64)
    persons[:, 3, :] = 0
    persons[0, 3, 0] = 2  # two persons of the last group, all in the first place, on the first section
    return protection(persons)


def test_without_a_who_or_a_where_everybody_is_counted(mixed: Protection) -> None:
    assert mixed.shows().tolist() is True
    assert mixed.shows(ALL).all()
    assert mixed.shows(0).all()
    assert mixed.shows_actions(ALL).all()


def test_a_small_group_is_hidden_everywhere_it_is_a_cut(mixed: Protection) -> None:
    assert not mixed.shows(group=3)
    assert not mixed.shows(ALL, 3).any()
    assert not mixed.shows(group=3, place=ALL).any()
    assert not mixed.shows(ALL, 3, 0).any()
    assert not mixed.shows_actions(ALL, 3).any()


def test_a_second_group_hides_the_small_one(mixed: Protection) -> None:
    assert np.count_nonzero(~mixed.shows(group=ALL)) == 2


def test_other_groups_and_all_places_stay_visible(mixed: Protection) -> None:
    shown = np.flatnonzero(mixed.shows(group=ALL))
    assert mixed.shows(place=ALL).all()
    assert all(mixed.shows(group=int(group), place=ALL).all() for group in shown)


@pytest.mark.parametrize(("section", "group", "place"), [(0, None, 1), (0, 1, None), (None, 1, 1), (0, 1, 1)])
def test_one_cell_or_a_whole_line_say_the_same(
    mixed: Protection, section: int | None, group: int | None, place: int | None
) -> None:
    line = mixed.shows(None if section is None else ALL, group, place)
    alone = mixed.shows(section, group, place)
    assert bool(alone) == bool(line if section is None else line[section])


def test_a_hidden_cell_of_two_axes_is_hidden_crossed_with_the_third() -> None:
    persons = np.full((3, 4, 5), 50, np.int64)
    persons[:, 1, 2] = (1, 1, 0)
    guarded = protection(persons)
    assert not guarded.shows(group=1, place=2)
    assert not guarded.shows(ALL, 1, 2).any()


def test_an_action_is_hidden_where_its_section_is() -> None:
    persons = np.full((3, 4, 5), 50, np.int64)
    persons[1, 2] = (0, 0, 3, 0, 0)
    guarded = protection(persons)
    assert not guarded.shows(1, 2)
    assert not guarded.shows_actions(2, 2)


def test_an_action_crossed_with_group_and_place_counts_no_persons(mixed: Protection) -> None:
    assert not mixed.shows_actions(ALL, 1, 1).any()


def test_where_a_section_shows_that_nobody_is_there_its_actions_do_too() -> None:
    persons = np.full((3, 4, 5), 50, np.int64)
    persons[2, 1, 1] = 0
    assert protection(persons).shows_actions(ALL, 1, 1).tolist() == [False] * 4 + [True] * 2


def test_a_small_action_hides_another_action_of_its_section() -> None:
    persons = np.full((2, 3, 2), 50, np.int64)
    guarded = protection(persons)
    guarded.pledged_anywhere[1] = (3, 40, 40)  # the second action of the first section
    visible = guarded.shows_actions(ALL, ALL)
    assert not visible[1, 0]
    assert not visible[0, 0]
    assert np.count_nonzero(~visible) == 4
    assert visible[2:].all()
