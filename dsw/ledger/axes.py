"""What figures are cut by: kinds, stakeholder groups, places, sections, actions, and states of a pledge."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dsw.calendar import months_before
from dsw.domain import Kind, Status
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions

#: Whole numbers of any width.
Integers: TypeAlias = npt.NDArray[np.integer]
Counts: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

KINDS = tuple(Kind)
PERSON, ORGANISATION = KINDS.index(Kind.PERSOON), KINDS.index(Kind.ORGANISATIE)
#: States of a pledge: the statuses as reported, never heard of; each fresh or silent.
NEVER = len(Status)
STATES = 2 * (NEVER + 1)


@dataclass(frozen=True, slots=True)
class Axes:
    """What the tables are about.

    Attributes:
        places: the provinces, then ``landelijk`` and ``onbekend``; on a table's axis one more: anywhere.
        provinces: how many of the places are provinces.
        section_of: index of the section of each action.
        starts: index of each section's first action.
    """

    places: tuple[str, ...]
    provinces: int
    section_of: Counts
    starts: Counts

    @property
    def anywhere(self) -> int:
        """The place where everybody counts once."""
        return len(self.places)

    @property
    def sections(self) -> int:
        """How many sections, and so stakeholder groups, there are; on a table one more: everybody."""
        return len(self.starts)

    @property
    def actions(self) -> int:
        """How many actions there are."""
        return len(self.section_of)

    @property
    def corners(self) -> tuple[int, int, int]:
        """How many kinds, groups and places (anywhere included) every table has."""
        return len(KINDS), self.sections, self.anywhere + 1

    def actions_of(self, section: int) -> slice:
        """The actions of a section."""
        ends = (*self.starts[1:], self.actions)
        return slice(int(self.starts[section]), int(ends[section]))


@cache
def axes() -> Axes:
    """The axes the plan and the regions give."""
    provinces = tuple(province.code for province in load_regions().provinces)
    section_of = np.array([action.section - 1 for action in load_plan().actions], np.int64)
    starts = np.searchsorted(section_of, np.arange(len(load_plan().sections)))
    return Axes((*provinces, LANDELIJK, ONBEKEND), len(provinces), section_of, starts)


def silent_before(day: date, months: int) -> int:
    """Ordinal of the first day that is recent on ``day``: what was last heard earlier is silent.

    Args:
        months: after how many something is silent.
    """
    earlier = day.year * 12 + day.month - 13 - months  # months since the calendar began
    return months_before(day, months).toordinal() if earlier >= 0 else 0


def silent_from(heard: Integers, months: int) -> Integers:
    """The ordinal day on which each pledge falls silent when nothing more is heard; ``heard`` above 0."""
    if not len(heard):
        return heard
    first, last = int(heard.min()), int(heard.max())
    return np.array([_silent_from(day, months) for day in range(first, last + 1)], np.int32)[heard - first]


@lru_cache(maxsize=16_384)
def _silent_from(heard: int, months: int) -> int:
    """Months differ in length, so the day is looked up and not computed."""
    day = date.fromordinal(heard) + timedelta(days=28 * months)
    while silent_before(day, months) <= heard:
        day += timedelta(days=1)
    return day.toordinal()
