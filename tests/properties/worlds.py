"""Persons of a made-up register, what is published of them on a day, and others of whom the same would be.

Nothing here knows how cells are chosen to be hidden: only which are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations, product
from random import Random
from typing import NamedTuple, TypeVar

import numpy as np

from dsw.disclosure import ALL, Counts, Flags, Protection
from dsw.domain import Kind, Obstacle, Status
from dsw.ledger import axes
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from tests.unit.queries.registers import Register

OP, FRESH, SILENT = date(2026, 11, 2), date(2026, 10, 1), date(2025, 10, 1)
#: Of the last group nobody is.
GROUPS = (0, 1, 3, 5, 2)
REGIONS = ("GM0344", "GM0307", "PV26", "GM0363", "GM0394", "GM0772", LANDELIJK, "")
ACTIONS = ("1.1", "2.1", "2.2", "2.3", "6.1", "6.2")
STATES = (
    (None, SILENT, None),
    (Status.BEZIG, FRESH, None),
    (Status.BEZIG, SILENT, None),
    (Status.AFGEROND, FRESH, None),
    (Status.STAAT_STIL, FRESH, Obstacle.TIJD),
    (Status.STAAT_STIL, FRESH, Obstacle.GELD),
)
#: The same as indices along the axes of a day.
_ROWS = tuple(load_plan().action_index(code) - 1 for code in ACTIONS)
SECTIONS = tuple(dict.fromkeys(int(axes().section_of[row]) for row in _ROWS))
_SECTION_OF = np.array([SECTIONS.index(int(axes().section_of[row])) for row in _ROWS])


def place_of(code: str) -> str:
    return load_regions().province_of(code) if code else ONBEKEND


#: In the last place nobody works.
PLACES = (*dict.fromkeys(map(place_of, REGIONS)), "PV20")


class Person(NamedTuple):
    """Somebody: a group from 0, regions, and pledges: places in ``ACTIONS`` and ``STATES``."""

    group: int
    regions: frozenset[str]
    pledges: tuple[tuple[int, int], ...]

    @property
    def places(self) -> frozenset[str]:
        return frozenset(map(place_of, self.regions)) or frozenset({ONBEKEND})

    @property
    def sections(self) -> set[int]:
        return {int(_SECTION_OF[action]) for action, _state in self.pledges}


def invented(seed: int) -> list[Person]:
    """Some persons: few or many, alike or not, some of them in several places."""
    chance = Random(seed)
    groups, regions = _some(chance, GROUPS[:-1], 2), _some(chance, REGIONS, 2)
    actions, states = _some(chance, range(len(ACTIONS)), 2), _some(chance, range(len(STATES)), 1)
    several, most, alike = chance.choice((0, 0, 0.2)), chance.randint(1, 4), chance.random() < 0.3
    habits = {group: _drawn(chance, actions, most) for group in groups}

    def person() -> Person:
        (group,) = _drawn(chance, groups, 1)
        work = _drawn(chance, regions, 2 if chance.random() < several else 1)
        wanted = habits[group] if alike else _drawn(chance, actions, chance.randint(0, most))
        pledges = {action: _drawn(chance, states, 1)[0] for action in wanted}
        return Person(group, frozenset(work) - {""}, tuple(sorted(pledges.items())))

    return [person() for _ in range(chance.choice((3, 6, 10, 20, 35, 60)))]


T = TypeVar("T")


def _some(chance: Random, options: Sequence[T], least: int) -> dict[T, float]:
    """Some of the options, with how often each is drawn."""
    chosen = chance.sample(options, chance.randint(least, len(options)))
    return {option: chance.random() ** 2 + 0.05 for option in chosen}


def _drawn(chance: Random, options: dict[T, float], count: int) -> list[T]:
    return chance.choices([*options], [*options.values()], k=count)


def registered(persons: Iterable[Person]) -> Register:
    """A register of these persons."""
    register = Register()
    for person in persons:
        number = register.sign(Kind.PERSOON, person.group + 1, person.regions, SILENT)
        for action, state in person.pledges:
            status, heard, obstacle = STATES[state]
            register.pledge(number, ACTIONS[action], day=SILENT)
            if status:
                register.report(number, ACTIONS[action], status, heard, obstacle)
    return register


# ------------------------------------------------------------------------------------- what is told


@dataclass(frozen=True, eq=False)
class Tables:
    """Persons counted, or a difference between two such counts; the last place is anywhere.

    Attributes:
        heads: [group, place]; inside: [group, place, section]; pledges: [group, place, action, state].
    """

    heads: Counts
    inside: Counts
    pledges: Counts

    @property
    def moved(self) -> bool:
        """Whether persons themselves differ, not only what they pledged."""
        return bool(self.heads.any())

    @classmethod
    def empty(cls) -> "Tables":
        corner = (len(GROUPS), len(PLACES) + 1)
        shapes = (corner, (*corner, len(SECTIONS)), (*corner, len(ACTIONS), len(STATES)))
        return cls(*(np.zeros(shape, np.int64) for shape in shapes))

    @classmethod
    def of(cls, persons: Iterable[Person], less: Iterable[Person] = ()) -> "Tables":
        tables = cls.empty()
        for count, counted in ((1, persons), (-1, less)):
            for person in counted:
                tables._count(person, count)
        return tables

    def _count(self, person: Person, count: int) -> None:
        group = GROUPS.index(person.group)
        for place in (*map(PLACES.index, person.places), -1):
            self.heads[group, place] += count
            for section in person.sections:
                self.inside[group, place, section] += count
            for action, state in person.pledges:
                self.pledges[group, place, action, state] += count

    def plus(self, other: "Tables") -> "Tables":
        return Tables(self.heads + other.heads, self.inside + other.inside, self.pledges + other.pledges)

    @property
    def by_row(self) -> Counts:
        """[group or all, place, row]: everybody, with a pledge in each section, and on each action."""
        rows = (self.heads[..., None], self.inside, self.pledges.sum(axis=-1))
        return _with_all_groups(np.concatenate(rows, axis=-1))

    @property
    def by_state(self) -> Counts:
        """[group or all, place, row, state]: pledges of all, of each section, and on each action."""
        sections = np.zeros((*self.inside.shape, len(STATES)), np.int64)
        np.add.at(sections, (ALL, ALL, _SECTION_OF), self.pledges)
        rows = (self.pledges.sum(axis=2, keepdims=True), sections, self.pledges)
        return _with_all_groups(np.concatenate(rows, axis=2))


def _with_all_groups(table: Counts) -> Counts:
    return np.concatenate((table, table.sum(axis=0, keepdims=True)))


@dataclass(frozen=True, eq=False)
class Shown:
    """What is published of persons.

    Attributes:
        flags: which numbers: [group or all, place or anywhere, row].
        presence: whether it is told in which municipalities of hidden provinces somebody works.
    """

    flags: Flags
    presence: bool

    @classmethod
    def of(cls, protection: Protection) -> "Shown":
        groups, places = (*GROUPS, None), (*map(axes().places.index, PLACES), None)
        flags = [[cls._rows(protection, group, place) for place in places] for group in groups]
        return cls(np.array(flags), protection.presence)

    @staticmethod
    def _rows(protection: Protection, group: int | None, place: int | None) -> Flags:
        total = group is None and place is None
        everybody = np.array([total or bool(protection.shows(None, group, place))])
        sections = protection.shows(ALL, group, place)[list(SECTIONS)]
        return np.concatenate((everybody, sections, protection.shows_actions(ALL, group, place)[list(_ROWS)]))

    def told(self, tables: Tables) -> Counts:
        """All published numbers of persons, and of their pledges by status, silence and obstacle."""
        numbers = np.concatenate((tables.by_row[..., None], tables.by_state), axis=-1)
        return numbers[self.flags]

    def small(self, tables: Tables, smallest: int) -> Flags:
        """Hidden cells with too few persons: [group or all, place or anywhere, row]."""
        numbers = tables.by_row
        return ~self.flags & (numbers > 0) & (numbers < smallest)

    @property
    def hidden_groups(self) -> list[int]:
        return [GROUPS[group] for group in np.flatnonzero(~self.flags[:-1, -1, 0])]

    @property
    def hidden_places(self) -> frozenset[str]:
        return frozenset(PLACES[place] for place in np.flatnonzero(~self.flags[-1, :-1, 0]))


# ---------------------------------------------------------------------------------- other registers


def others(persons: list[Person], shown: Shown) -> Iterator[Tables]:
    """What may be different of persons while all that is told stays the same: differences of tables.

    Each one, added to the tables of these persons, gives the tables of other persons.
    """
    yield from exchanged(persons, shown)
    for change in _moves(persons, shown):
        if not shown.told(change).any():
            yield change


def exchanged(persons: list[Person], shown: Shown) -> Iterator[Tables]:
    """Those where persons who work in one place exchange pledges, or swap places."""
    settled = Tables.of(person for person in persons if len(person.places) == 1)
    for change in _exchanges(settled):
        if not shown.told(change).any() and _can_be(settled.plus(change)):
            yield change


def _can_be(tables: Tables) -> bool:
    """Whether there can be persons, each in one place, who have these tables.

    There can when nobody is without a pledge in a section that he or she is counted in, and no pledge needs
    more persons than are counted there: deal the pledges of a section out in turn.
    """
    made, inside = tables.pledges.sum(axis=-1), tables.inside
    most, total = np.zeros_like(inside), np.zeros_like(inside)
    np.maximum.at(most, (ALL, ALL, _SECTION_OF), made)
    np.add.at(total, (ALL, ALL, _SECTION_OF), made)
    sound = (most <= inside) & (inside <= total) & (inside <= tables.heads[..., None])
    positive = (part[:, :-1].min() >= 0 for part in (tables.heads, tables.inside, tables.pledges))
    return bool(sound[:, :-1].all() and all(positive))


def dealt(tables: Tables) -> list[Person]:
    """Persons in one place each who have these tables."""
    persons: list[Person] = []
    for group, place in np.argwhere(tables.heads[:, :-1]).tolist():
        regions = frozenset({PLACES[place]} - {ONBEKEND})
        records: list[list[tuple[int, int]]] = [[] for _ in range(tables.heads[group, place])]
        for section, inside in enumerate(tables.inside[group, place].tolist()):
            pledges = tables.pledges[group, place] * (section == _SECTION_OF)[:, None]
            each = np.repeat(np.argwhere(pledges), pledges[pledges > 0], axis=0).tolist()
            for number, (action, state) in enumerate(each):
                records[number % inside].append((action, state))
        persons += [Person(GROUPS[group], regions, tuple(sorted(record))) for record in records]
    return persons


Corner = tuple[int, int]
#: A corner, how many more, of which action and state (or of persons), and whether they join the section.
Edit = tuple[Corner, int, int | None, int, int]


def _change(edits: Iterable[Edit]) -> Tables:
    tables = Tables.empty()
    for (group, place), count, action, state, joins in edits:
        for at in (place, -1):
            if action is None:
                tables.heads[group, at] += count
            else:
                tables.pledges[group, at, action, state] += count
                tables.inside[group, at, _SECTION_OF[action]] += count * joins
    return tables


def _exchanges(settled: Tables) -> Iterator[Tables]:
    """Pledges that change hands, two or four at a time; and persons with the same pledges who swap places."""
    corners = [(int(group), int(place)) for group, place in np.argwhere(settled.heads[:, :-1])]
    everywhere = list(product(range(len(GROUPS)), range(len(PLACES))))
    for one, other in permutations(corners, 2):
        if one[0] == other[0] or one[1] == other[1]:
            yield from map(_change, _swaps(settled, one, other))
    for one, other in combinations(everywhere, 2):
        if one[0] != other[0] and one[1] != other[1]:
            across = ((one[0], other[1]), (other[0], one[1]))
            yield from map(_change, _crosses(settled, (one, other), across))
            yield from map(_change, _crosses(settled, across, (one, other)))


def _swaps(settled: Tables, one: Corner, other: Corner) -> Iterator[list[Edit]]:
    """Somebody in one corner pledged what somebody in the other did, and the other way round."""
    for action, state in np.argwhere(settled.pledges[one]).tolist():
        for back in np.flatnonzero(settled.pledges[other][:, state]).tolist():
            for joins, joins_back in _joining(action, back):
                yield [
                    (one, -1, action, state, joins),
                    (other, 1, action, state, joins),
                    (one, 1, back, state, joins_back),
                    (other, -1, back, state, joins_back),
                ]


def _joining(action: int, back: int) -> Iterable[tuple[int, int]]:
    """Whether those who exchange have other pledges in the sections of both actions, in all ways."""
    if action == back:
        return ()
    return [(0, 0)] if _SECTION_OF[action] == _SECTION_OF[back] else product((0, 1), repeat=2)


def _crosses(
    settled: Tables, out: tuple[Corner, Corner], into: tuple[Corner, Corner]
) -> Iterator[list[Edit]]:
    """Out of two corners and into the two across: a pledge, a pledge for another, or a person."""
    sides = [(corner, -1) for corner in out] + [(corner, 1) for corner in into]
    both = (settled.pledges[out[0]] > 0) & (settled.pledges[out[1]] > 0)
    back_too = (settled.pledges[into[0]] > 0) & (settled.pledges[into[1]] > 0)
    for action, state in np.argwhere(both).tolist():
        for joins in (0, 1):
            yield [(corner, sign, action, state, joins) for corner, sign in sides]
        for back in np.flatnonzero(back_too[:, state]).tolist():
            for joins, joins_back in _joining(action, back):
                yield [
                    *((corner, sign, action, state, joins) for corner, sign in sides),
                    *((corner, -sign, back, state, joins_back) for corner, sign in sides),
                ]
    if settled.heads[out[0]] and settled.heads[out[1]]:
        for record in _records(both):
            yield [
                *((corner, sign, None, 0, 0) for corner, sign in sides),
                *((corner, sign, *pledge) for corner, sign in sides for pledge in record),
            ]


def _records(both: Flags) -> Iterator[list[tuple[int, int, int]]]:
    """What two persons may both have pledged: of each section nothing, or some of what both corners know."""
    known = np.flatnonzero(both.any(axis=1)).tolist()
    for size in range(len(known) + 1):
        for actions in combinations(known, size):
            sections = [_SECTION_OF[action] for action in actions]
            first = [section not in sections[:at] for at, section in enumerate(sections)]
            yield [
                (action, int(both[action].argmax()), int(new))
                for action, new in zip(actions, first, strict=True)
            ]


def _moves(persons: list[Person], shown: Shown) -> Iterator[Tables]:
    """Persons who are of another group, or work elsewhere. What they leave behind another takes over."""
    for person in {one for one in persons if one.group in shown.hidden_groups}:
        for group in shown.hidden_groups:
            yield Tables.of([person._replace(group=group)], [person])
    for person in set(persons):
        for home in person.places & shown.hidden_places:
            yield from _leaving(person, home, persons, shown)


def _leaving(person: Person, home: str, persons: list[Person], shown: Shown) -> Iterator[Tables]:
    """Somebody who does not work in a hidden place but elsewhere, or not there alone.

    It is told of provinces where somebody works: the last one does not leave unless another comes, and nobody
    comes where nobody is. Who stays behind or comes takes over the municipalities of who leaves.
    """
    rest = frozenset(code for code in person.regions if place_of(code) != home)
    free = {ONBEKEND, LANDELIJK} if shown.presence else set(PLACES)
    inhabited = {place for one in persons for place in one.places} | free
    elsewhere = [rest | {place} - {ONBEKEND} for place in shown.hidden_places & inhabited - person.places]
    left = [person._replace(regions=regions) for regions in (*elsewhere, *([rest] if rest else []))]
    if home in free or sum(home in one.places for one in persons) > 1:
        yield from (Tables.of([one], [person]) for one in left)
    for other in {one for one in persons if home not in one.places}:
        coming = other._replace(regions=other.regions | person.regions - rest)
        if other.places != {ONBEKEND}:
            yield Tables.of([coming], [other])
            yield from (Tables.of([one, coming], [person, other]) for one in left)
        if len(person.places) == len(other.places) == 1 and other.places <= shown.hidden_places:
            swapped = (person._replace(regions=other.regions), other._replace(regions=person.regions))
            yield Tables.of(swapped, (person, other))
