"""What is hidden cannot be computed: whoever sees all that is published of a day still has a choice.

For every hidden number of one to four persons other persons are found, of whom exactly the same would be
published: in every row by status, silence and obstacle, with every cut, and where somebody works.
"""

from itertools import islice

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dsw.disclosure import ALL, Counts, Flags, has_choice, hidden_lines, small
from dsw.domain import STATUS_CODE
from dsw.ledger import NEVER, PERSON, axes
from dsw.queries import overview
from dsw.queries.base import Figures, figures_of
from dsw.queries.tables import Day
from dsw.rules import Rules
from dsw.views import Selection
from tests.properties.residents import Residents, Told, elsewhere, untold_sections
from tests.properties.worlds import (
    GROUPS,
    OP,
    PLACES,
    SECTIONS,
    SILENT,
    STATES,
    Person,
    Shown,
    Tables,
    dealt,
    exchanged,
    invented,
    others,
    registered,
)

SEEDS = st.integers(0, 2**32)
#: Long to look through.
FEWER = settings(max_examples=40)


#: How many persons a cell must hold: as usual, the least there is, and more.
SMALLEST = st.sampled_from([5, 3, 8])


def figures(persons: list[Person], smallest: int = 5) -> Figures:
    return figures_of(registered(persons).snapshot(rules=Rules(smallest_cell=smallest)))


def published(day: Day) -> Tables:
    """The tables of a day as the product counts them, as far as they can be compared with ours."""
    places = [*map(axes().places.index, PLACES), axes().anywhere]
    heads = day.heads[PERSON][np.ix_(GROUPS, places)]
    ours = Tables.empty()
    return Tables(heads[..., -1], heads[..., list(SECTIONS)], ours.pledges)


def told(persons: list[Person], smallest: int = 5) -> tuple[Figures, Tables, Shown]:
    counted = figures(persons, smallest)
    day = counted.day(OP)
    tables, counts = Tables.of(persons), published(day)
    assert np.array_equal(tables.heads, counts.heads)
    assert np.array_equal(tables.inside, counts.inside)
    return counted, tables, Shown.of(day.protection)


@given(SEEDS, SMALLEST)
def test_no_hidden_number_of_a_cross_table_can_be_computed(seed: int, smallest: int) -> None:
    persons = invented(seed)
    _figures, tables, shown = told(persons, smallest)
    certain = shown.small(tables, smallest)
    for change in others(persons, shown):
        certain &= change.by_row == 0
        if not certain.any():
            break
    assert not certain.any()


@FEWER
@given(SEEDS, SMALLEST)
def test_no_hidden_number_of_a_municipality_can_be_computed(seed: int, smallest: int) -> None:
    persons = invented(seed)
    counted, _tables, shown = told(persons, smallest)
    residents, rows = Residents.of(persons), Told.of(counted)
    alone = ~rows.alone & small(residents.alone, smallest)
    by_group = ~rows.by_group & small(residents.by_group, smallest)
    by_section = ~rows.by_section & small(residents.by_section, smallest)
    for other in elsewhere(persons, shown, rows):
        alone &= other.alone == residents.alone
        by_group &= other.by_group == residents.by_group
        by_section &= other.by_section == residents.by_section
    assert not alone.any()
    assert not by_group.any()
    assert not (by_section & ~untold_sections(persons, shown)).any()


@given(SEEDS, SMALLEST)
def test_what_is_shown_is_nobody_or_enough(seed: int, smallest: int) -> None:
    persons = invented(seed)
    counted, tables, shown = told(persons, smallest)
    numbers = tables.by_row
    who_or_where = np.ones(numbers.shape, np.bool_)
    who_or_where[-1, -1] = False
    assert not small(numbers[shown.flags & who_or_where], smallest).any()
    residents, rows = Residents.of(persons), Told.of(counted)
    assert not small(residents.alone[rows.alone], smallest).any()
    assert not residents.by_group[rows.by_group].any()
    assert not residents.by_section[rows.by_section].any()


@FEWER
@example(5000)
@given(SEEDS)
def test_the_other_persons_are_a_register_of_which_the_same_is_published(seed: int) -> None:
    """Some of what the others come to, dealt out to persons, signed up and counted by the product itself."""
    persons = invented(seed)
    _figures, tables, shown = told(persons)
    several = [person for person in persons if len(person.places) > 1]
    settled = Tables.of(person for person in persons if len(person.places) == 1)
    for change in islice((one for one in exchanged(persons, shown) if not one.moved), 3):
        different = [*several, *dealt(settled.plus(change))]
        _counted, other_tables, _shown = told(different)
        assert np.array_equal(other_tables.by_state, tables.plus(change).by_state)
        assert np.array_equal(shown.told(other_tables), shown.told(tables))
        selection = Selection(OP)
        assert (
            overview(registered(different).snapshot(), selection).pledges
            == overview(registered(persons).snapshot(), selection).pledges
        )


@given(SEEDS)
def test_only_who_works_in_one_place_exchanges(seed: int) -> None:
    persons = invented(seed)
    heads, pledges = figures(persons).day(OP).protection.people.settled()
    settled = Tables.of(person for person in persons if len(person.places) == 1)
    there = np.ix_(GROUPS, [*map(axes().places.index, PLACES)])
    assert np.array_equal(heads[there][..., -1], settled.heads[:, :-1])
    assert np.array_equal(heads[there][..., list(SECTIONS)], settled.inside[:, :-1])
    by_state = np.zeros((*settled.heads[:, :-1].shape, pledges.shape[-1]), np.int64)
    states = [
        2 * (STATUS_CODE[status] - 1 if status else NEVER) + (status is not None and heard == SILENT)
        for status, heard, _obstacle in STATES
    ]
    np.add.at(by_state, (ALL, ALL, states), settled.pledges[:, :-1].sum(axis=2))
    assert np.array_equal(pledges[there].sum(axis=2), by_state)


# ---------------------------------------------------------------------------------------- whole lines

LINES = st.integers(2, 7).flatmap(
    lambda size: st.tuples(
        arrays.arrays(np.int64, size, elements=st.sampled_from([0, 0, 1, 1, 2, 4, 5, 9])),
        *(arrays.arrays(np.bool_, size) for _ in range(2)),
    )
)


@given(LINES, SMALLEST)
def test_somebody_in_a_hidden_line_could_be_in_another(
    lines: tuple[Counts, Flags, Flags], smallest: int
) -> None:
    """Or nobody could, whatever line were hidden too: then one of nobody is, and presence is not told."""
    persons, must, presence = lines
    hidden = hidden_lines(persons, must, presence, smallest)
    assert hidden[must | small(persons, smallest)].all()
    if hidden.any() and not has_choice(persons, hidden, presence):
        more = np.eye(len(persons), dtype=np.bool_) | must | small(persons, smallest)
        assert not any(has_choice(persons, with_one, presence) for with_one in more)
        assert hidden.all() or (persons[hidden] == 0).any() or (persons[~hidden] > 0).all()
