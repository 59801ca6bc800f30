"""What is published of persons by municipality, and what else could be while the same is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import numpy as np

from dsw.disclosure import Counts, Flags
from dsw.queries.base import Figures
from dsw.queries.counting import Cut
from dsw.queries.municipalities import municipality_rows
from dsw.regions import LANDELIJK
from tests.properties.worlds import GROUPS, OP, PLACES, SECTIONS, Person, Shown, Tables, others, place_of

#: Municipalities of three provinces; nobody works in the last two.
MUNICIPALITIES = ("GM0344", "GM0307", "GM0363", "GM0394", "GM0772", "GM0312", "GM0361")


@dataclass(frozen=True, eq=False)
class Residents:
    """How many persons work in each municipality.

    Attributes:
        alone: [municipality]; by_group: [municipality, group]; by_section: [municipality, section].
    """

    alone: Counts
    by_group: Counts
    by_section: Counts

    @classmethod
    def of(cls, persons: Iterable[Person], less: Iterable[Person] = ()) -> "Residents":
        sizes = ((), (len(GROUPS),), (len(SECTIONS),))
        residents = cls(*(np.zeros((len(MUNICIPALITIES), *size), np.int64) for size in sizes))
        for count, counted in ((1, persons), (-1, less)):
            for person in counted:
                residents._count(person, count)
        return residents

    def _count(self, person: Person, count: int) -> None:
        for at in map(MUNICIPALITIES.index, person.regions & set(MUNICIPALITIES)):
            self.alone[at] += count
            self.by_group[at, GROUPS.index(person.group)] += count
            for section in person.sections:
                self.by_section[at, section] += count

    def plus(self, other: "Residents") -> "Residents":
        return Residents(
            self.alone + other.alone, self.by_group + other.by_group, self.by_section + other.by_section
        )


@dataclass(frozen=True, eq=False)
class Told:
    """What is published of municipalities: where persons are counted, and where it is told that somebody is.

    Attributes:
        alone, present: [municipality]; by_group: [municipality, group]; by_section: [municipality, section].
    """

    alone: Flags
    present: Flags
    by_group: Flags
    by_section: Flags

    @classmethod
    def of(cls, figures: Figures) -> "Told":
        def rows(cut: Cut) -> list[tuple[bool, bool]]:
            found = {row.code: row for row in municipality_rows(figures, figures.day(OP), cut)}
            return [
                (not found[code].signatories.hidden_persons, found[code].present) for code in MUNICIPALITIES
            ]

        alone = np.array(rows(Cut()))
        by_group = np.array([rows(Cut(group=group)) for group in GROUPS])[:, :, 0].T
        by_section = np.array([rows(Cut(section=section)) for section in SECTIONS])[:, :, 0].T
        return cls(alone[:, 0], alone[:, 1], by_group, by_section)

    def same(self, one: Residents, other: Residents) -> bool:
        """Whether the same is told of both."""
        there = self.present & ~self.alone
        return bool(
            (one.alone == other.alone)[self.alone].all()
            and (one.by_group == other.by_group)[self.by_group].all()
            and (other.alone[there] > 0).all()
        )


def elsewhere(persons: list[Person], shown: Shown, told: Told) -> Iterator[Residents]:
    """Other numbers of residents while all that is told stays the same."""
    residents = Residents.of(persons)
    for gone, come in _changes(persons):
        other = residents.plus(Residents.of(come, gone))
        if told.same(residents, other) and not shown.told(Tables.of(come, gone)).any():
            yield other
    for change in others(persons, shown):
        for gone, come in _trading_places(persons, change):
            other = residents.plus(Residents.of(come, gone))
            if told.same(residents, other):
                yield other


Change = tuple[list[Person], list[Person]]


def _changes(persons: list[Person]) -> Iterator[Change]:
    """Persons gone, and those who came for them: one, or two who swap regions."""
    different = sorted(set(persons), key=repr)
    for one in different:
        for group in GROUPS:
            yield [one], [one._replace(group=group)]
        for code, new in product((*one.regions, ""), (*MUNICIPALITIES, LANDELIJK, "")):
            yield [one], [one._replace(regions=one.regions - {code} | {new} - {""})]
    for one, other in combinations_with_replacement(different, 2):
        yield [one, other], _with_regions(one, other.regions, other, one.regions)
        for code, back in product(one.regions, other.regions):
            if place_of(code) == place_of(back):
                mine, theirs = one.regions - {code} | {back}, other.regions - {back} | {code}
                yield [one, other], _with_regions(one, mine, other, theirs)


def _with_regions(
    one: Person, regions: frozenset[str], other: Person, other_regions: frozenset[str]
) -> list[Person]:
    return [one._replace(regions=regions), other._replace(regions=other_regions)]


def _trading_places(persons: list[Person], change: Tables) -> Iterator[Change]:
    """Where persons of two corners swap places, any two of them can swap their regions."""
    leaving = [(int(group), int(place)) for group, place in np.argwhere(change.heads[:, :-1] == -1)]
    if len(leaving) != 2 or leaving[0][0] == leaving[1][0]:
        return
    there = [
        {one for one in persons if one.group == GROUPS[group] and one.places == {PLACES[place]}}
        for group, place in leaving
    ]
    for one, other in product(*there):
        yield [one, other], _with_regions(one, other.regions, other, one.regions)


# ------------------------------------------------------------------------------ crossed with sections


def in_sections(persons: list[Person], tables: Tables) -> tuple[Counts, Counts]:
    """How many residents at least and at most have a pledge in a section: [municipality, section].

    Nowhere is it told who of a group in a place has which pledges. Who works in several places has their own.

    Args:
        tables: of the persons in one place.
    """
    least = np.zeros((len(MUNICIPALITIES), len(SECTIONS)), np.int64)
    most = least.copy()
    settled = Residents.of(one for one in persons if len(one.places) == 1).by_group
    for number, code in enumerate(MUNICIPALITIES):
        place = PLACES.index(place_of(code))
        here, all_there, inside = settled[number], tables.heads[:, place], tables.inside[:, place]
        least[number] = np.maximum(inside - (all_there - here)[:, None], 0).sum(axis=0)
        most[number] = np.minimum(inside, here[:, None]).sum(axis=0)
    fixed = np.array([_fixed(persons, code) for code in MUNICIPALITIES])
    return least + fixed, most + fixed


def _fixed(persons: list[Person], code: str) -> list[int]:
    several = [one for one in persons if code in one.regions and len(one.places) > 1]
    tables = Tables.of(several)
    return tables.inside[:, -1].sum(axis=0).tolist()


def untold_sections(persons: list[Person], shown: Shown) -> Flags:
    """Of which municipalities and sections it is not certain how many persons there are."""
    settled = Tables.of(person for person in persons if len(person.places) == 1)
    least, most = in_sections(persons, settled)
    unsure: Flags = least < most
    for change in others(persons, shown):
        for gone, come in _trading_places(persons, change) if change.heads.any() else [([], [])]:
            stayed = [*come, *persons]
            for one in gone:
                stayed.remove(one)
            other_least, other_most = in_sections(stayed, settled.plus(change))
            unsure |= (other_least != least) | (other_most != most)
    return unsure
