"""Which counts of persons may be shown."""

from collections.abc import Iterable

import numpy as np
import pytest

from dsw.disclosure import ALL, Counts, Flags, People, Protection, has_choice, hidden_lines, small
from dsw.disclosure.cells import Rows
from dsw.rules import USUAL


def hidden(visible: Flags) -> set[tuple[int, ...]]:
    return {tuple(cell) for cell in np.argwhere(~visible).tolist()}


def test_a_cell_is_small_from_one_to_four_persons() -> None:
    assert USUAL.smallest_cell == 5
    assert small(np.arange(7), 5).tolist() == [False, True, True, True, True, False, False]
    assert small(np.arange(5), 3).tolist() == [False, True, True, False, False]


def test_rows_are_actions_and_then_sections() -> None:
    rows = Rows.of((slice(0, 1), slice(1, 4)))
    assert rows.actions == 4
    assert rows.section.tolist() == [0, 1, 1, 1, 0, 1]
    assert rows.members.tolist() == [[0] * 3, [1] * 3, [2] * 3, [3] * 3, [0, 0, 0], [1, 2, 3]]
    assert rows.sole.tolist() == [True, False, False, False, False, False]
    assert rows.starts.tolist() == [0, 1]


# ---------------------------------------------------------------------------------------- whole lines

NOWHERE, EVERYWHERE = np.zeros(4, np.bool_), np.ones(4, np.bool_)


def lines(persons: list[int], told: Flags = NOWHERE, must: Flags = NOWHERE) -> list[int]:
    return np.flatnonzero(hidden_lines(np.array(persons), must, told, USUAL.smallest_cell)).tolist()


def test_large_and_empty_lines_are_shown() -> None:
    assert lines([5, 0, 90, 7]) == []


@pytest.mark.parametrize(
    ("persons", "with_it"),
    [
        ([3, 40, 9, 20], [0, 2]),  # the smallest other line
        ([3, 40, 1, 0], [0, 2]),  # small lines hide each other
        ([3, 40, 90, 0], [0, 3]),  # rather an empty line than many persons
        ([0, 3, 0, 0], [0, 1]),
    ],
)
def test_a_small_line_is_never_hidden_alone(persons: list[int], with_it: list[int]) -> None:
    assert lines(persons) == with_it


def test_a_line_may_be_hidden_for_another_reason() -> None:
    assert lines([30, 40, 20, 90], must=np.array([True, False, False, False])) == [0, 2]


def test_where_presence_is_told_two_lines_of_one_need_a_third() -> None:
    """Each is known to have somebody, and both together to have two."""
    assert lines([1, 1, 6, 30], told=EVERYWHERE) == [0, 1, 2]
    assert lines([1, 1, 6, 30]) == [0, 1]


def test_where_presence_is_told_an_empty_line_is_no_partner() -> None:
    assert lines([3, 0, 0, 40], told=EVERYWHERE) == [0, 3]
    assert lines([3, 0, 0, 40], told=np.array([True, True, False, True])) == [0, 2]


def test_where_nobody_could_be_elsewhere_an_empty_line_is_hidden_and_presence_untold() -> None:
    persons = np.array([1, 1, 1, 0])
    found = hidden_lines(persons, NOWHERE, EVERYWHERE, USUAL.smallest_cell)
    assert found.all()
    assert not has_choice(persons, found, EVERYWHERE)
    assert has_choice(persons, found, NOWHERE)


# ------------------------------------------------------------------------------------------- a day

#: Two sections, of two actions and of one. Of the last of three states more is told.
SECTIONS = (slice(0, 2), slice(2, 3))
STATES = np.array([True, True, False])
Pledges = dict[int, int]


def counted(persons: Iterable[tuple[int, int, Pledges]]) -> tuple[Counts, Counts]:
    """Heads and pledges of persons, each of a group in a place with pledges: a state per action."""
    heads, pledges = np.zeros((3, 5, 3), np.int64), np.zeros((3, 5, 3, 3), np.int64)
    for group, place, made in persons:
        for at in (place, -1):
            heads[group, at, [*{0 if action < 2 else 1 for action in made}, -1]] += 1
            for action, state in made.items():
                pledges[group, at, action, state] += 1
    return heads, pledges


def protection(*crowds: tuple[int, int, int, Pledges]) -> Protection:
    """Of crowds: how many persons, of which group, where, and what each pledged."""
    heads, pledges = counted(
        (group, place, made) for count, group, place, made in crowds for _ in range(count)
    )
    return Protection(
        People(heads, pledges.sum(axis=-1), lambda: (heads[:, :-1], pledges[:, :-1]), SECTIONS, 2, STATES)
    )


def everywhere(count: int, made: Pledges) -> list[tuple[int, int, int, Pledges]]:
    return [(count, group, place, made) for group in range(3) for place in range(4)]


def test_nothing_small_hides_nothing_and_asks_nothing_more() -> None:
    def never() -> tuple[Counts, Counts]:
        raise AssertionError

    heads, pledges = counted([(0, 0, {0: 0, 2: 1})] * 5 + [(1, 1, {1: 0})] * 6)
    guarded = Protection(People(heads, pledges.sum(axis=-1), never, SECTIONS, 2, STATES))
    for flags in (guarded.groups, guarded.places, guarded.groups_places, guarded.sections_groups):
        assert flags.all()
    assert guarded.shows_actions(ALL, ALL).all()
    assert guarded.shows_actions(ALL, None, ALL).all()


def test_without_a_who_or_a_where_everybody_is_counted() -> None:
    mixed = protection((2, 0, 0, {0: 0}), (30, 1, 1, {1: 1}))
    assert mixed.shows().tolist() is True
    assert mixed.shows(ALL).all()
    assert mixed.shows(0).all()
    assert mixed.shows_actions(ALL).all()


def test_a_small_group_is_hidden_everywhere_it_is_a_cut() -> None:
    mixed = protection(*everywhere(20, {0: 0, 1: 0, 2: 0})[:8], (2, 2, 0, {0: 0}))
    assert hidden(mixed.shows(group=ALL)) == {(0,), (2,)}
    assert not mixed.shows(group=2)
    assert not mixed.shows(ALL, 2).any()
    assert not mixed.shows(group=2, place=ALL).any()
    assert not mixed.shows_actions(ALL, 2).any()
    assert mixed.shows(group=1, place=ALL).all()
    assert mixed.shows(place=ALL).all()


def test_a_small_cell_of_groups_and_places_is_hidden_in_a_box() -> None:
    mixed = protection(*everywhere(20, {})[1:], (2, 0, 0, {}))
    assert len(hidden(mixed.groups_places)) == 4
    assert (0, 0) in hidden(mixed.groups_places)
    assert mixed.groups.all()
    assert mixed.places.all()


def test_persons_swap_places_only_with_who_pledged_the_same() -> None:
    """All others of the two groups pledged something in another state, so they would be missed."""
    alike = protection(*everywhere(20, {0: 0})[1:], (2, 0, 0, {0: 0}))
    assert len(hidden(alike.groups_places)) == 4
    odd = protection(*everywhere(20, {0: 0})[4:], (20, 0, 1, {0: 1}), (2, 0, 0, {0: 1}))
    assert not odd.shows(group=0) or not odd.shows(place=0)


def test_a_small_action_hides_another_action_of_its_section_where_states_are_equal() -> None:
    crowds = [crowd for place in range(4) for crowd in ((20, 1, place, {0: 0}), (20, 1, place, {1: 0}))]
    few = [(2, 0, 0, {0: 0}), (20, 0, 0, {1: 0})]
    equal = protection(*crowds, *few, *everywhere(20, {2: 1}))
    assert hidden(equal.actions_groups) == {(0, 0), (1, 0), (0, 1), (1, 1)}
    assert equal.sections_groups.all()


def test_where_no_status_is_equal_the_section_is_hidden_or_the_group() -> None:
    crowds = [crowd for place in range(4) for crowd in ((20, 1, place, {0: 1}), (20, 1, place, {1: 1}))]
    few = [(2, 0, 0, {0: 0}), (20, 0, 0, {1: 0})]
    unequal = protection(*crowds, *few, *everywhere(20, {2: 1}))
    assert not unequal.shows(0, 0)


def test_a_pledge_of_which_more_is_told_is_not_exchanged() -> None:
    crowds = [crowd for place in range(4) for crowd in ((20, 1, place, {0: 2}), (20, 1, place, {1: 2}))]
    few = [(2, 0, 0, {0: 2}), (20, 0, 0, {1: 2})]
    stuck = protection(*crowds, *few, *everywhere(20, {2: 2}))
    assert not stuck.shows(group=0)


def test_an_action_alone_in_its_section_shows_what_the_section_shows() -> None:
    mixed = protection(*everywhere(20, {0: 0}), *everywhere(7, {2: 0})[1:], (2, 0, 0, {2: 0}))
    for group in range(3):
        assert mixed.shows_actions(2, group) == mixed.shows(1, group)
    for place in range(4):
        assert mixed.shows_actions(2, None, place) == mixed.shows(1, None, place)


def test_an_empty_cell_is_shown_where_nothing_small_needs_it() -> None:
    rest = (*everywhere(90, {0: 0})[:4], *everywhere(20, {2: 0})[4:], *everywhere(20, {0: 0})[8:])
    mixed = protection(*rest, (2, 1, 1, {0: 0}))
    assert hidden(mixed.shows(ALL, ALL)) == {(0, 1), (0, 2), (1, 1), (1, 2)}
    assert mixed.shows_actions(1, 0)


def test_with_three_cuts_it_is_only_said_that_nobody_is_there() -> None:
    mixed = protection(*everywhere(20, {0: 0}), *everywhere(20, {2: 1})[4:])
    assert not mixed.shows(0, ALL, ALL).any()
    assert hidden(~mixed.shows(1, ALL, ALL)) == {(0, place) for place in range(4)}
    assert mixed.shows_actions(1, ALL, ALL).all()
    assert not mixed.shows_actions(0, ALL, ALL).any()


@pytest.mark.parametrize(("section", "group", "place"), [(0, None, 1), (0, 1, None), (None, 1, 1), (0, 1, 1)])
def test_one_cell_or_a_whole_line_say_the_same(
    section: int | None, group: int | None, place: int | None
) -> None:
    mixed = protection(*everywhere(20, {0: 0}), (2, 1, 1, {1: 0}))
    line = mixed.shows(None if section is None else ALL, group, place)
    alone = mixed.shows(section, group, place)
    assert bool(alone) == bool(line if section is None else line[section])
