"""Which municipalities exist when: they merge, so a signatory's municipality may be another one later on."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np

from dsw.ledger.axes import Counts, axes
from dsw.ledger.profiles import Profiles
from dsw.regions import Municipality, Regions, load_regions


@dataclass(frozen=True, eq=False)
class Division:
    """The municipalities from one day on, until the next division.

    Attributes:
        since: its first day.
        codes: of those that exist, in order; province: index of the province of each.
        row_of: per municipality of ``Regions`` its row here, or its successor's; -1 when not yet there.
    """

    since: date
    codes: tuple[str, ...]
    province: Counts
    row_of: Counts


@cache
def divisions() -> tuple[Division, ...]:
    """Every division there has been or is known to come, in order of time; the first has no beginning."""
    regions = load_regions()
    days = {
        day for one in regions.municipalities for day in (one.valid_from, one.valid_until) if day is not None
    }
    return tuple(_division(regions, day) for day in (date.min, *sorted(days)))


@lru_cache(maxsize=16)
def rows_of(division: Division, profiles: Profiles) -> tuple[Counts, Counts]:
    """The municipalities each profile works in, each once.

    Returns:
        Where those of each profile begin, with one more number for the end; and the rows of ``division``.
    """
    row = division.row_of[profiles.municipalities]
    known = np.flatnonzero(row >= 0)
    pairs = np.unique(profiles.rows[known] * len(division.codes) + row[known])
    profile, row = np.divmod(pairs, len(division.codes))
    return np.searchsorted(profile, np.arange(len(profiles.known) + 1)), row


def division_index(day: date) -> int:
    """Which of the divisions is in force on a day."""
    return bisect_right(divisions(), day, key=lambda division: division.since) - 1


def division_on(day: date) -> Division:
    """The municipalities that exist on a day, and where those that ended went."""
    return divisions()[division_index(day)]


def _division(regions: Regions, day: date) -> Division:
    existing = regions.municipalities_on(day)
    row = {one.code: number for number, one in enumerate(existing)}
    province = np.array([axes().places.index(one.province) for one in existing], np.int64)
    row_of = [row.get(_heir(regions, one, day).code, -1) for one in regions.municipalities]
    return Division(day, tuple(row), province, np.array(row_of, np.int64))


def _heir(regions: Regions, one: Municipality, day: date) -> Municipality:
    """The municipality itself, or the one it had become by then."""
    while one.successor and not one.valid_on(day):
        one = regions.municipality(one.successor)
    return one
