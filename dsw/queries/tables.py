"""The figures of many days in one pass over the entries: running sums, as small tables.

Each table is indexed by kind, stakeholder group and place, then by what it counts. A pledge or signatory
counts once under "anywhere" and once under each place it works in: the provinces, "landelijk" and "onbekend".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import numpy as np

from dsw.calendar import months_before
from dsw.disclosure import Counts, Flags, Protection
from dsw.domain import Kind, Status
from dsw.ledger import KINDS, Integers, Ledger, Profiles
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.settings import SILENT_AFTER_MONTHS

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


class Places:
    """Where profiles count, as columns; and in which municipalities they work.

    Attributes:
        member: profile x place, anywhere included.
        rows, municipalities: pairs of a profile and the index of its municipality in ``Regions``.
    """

    def __init__(self, profiles: Profiles) -> None:
        self.member = _members(profiles)
        self._lengths = self.member.sum(axis=1)
        self._starts = np.cumsum(self._lengths) - self._lengths
        lines = profiles.kind * axes().sections + profiles.group - 1
        profile, place = self.member.nonzero()
        self._corner = lines[profile] * (axes().anywhere + 1) + place
        index = {one.code: number for number, one in enumerate(load_regions().municipalities)}
        pairs = [
            (row, index[code])
            for row, profile in enumerate(profiles.known)
            if profile
            for code in profile.regions
            if code in index
        ]
        self.rows, self.municipalities = np.array(pairs, np.int64).reshape(-1, 2).T

    def spread(self, profile: Integers | Counts) -> tuple[Counts, Counts]:
        """Of things with these profiles: which one, and a flat index of kind, group and one of its places."""
        lengths = self._lengths[profile]
        which = np.repeat(np.arange(len(profile)), lengths)
        within = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return which, self._corner[np.repeat(self._starts[profile], lengths) + within]


def _members(profiles: Profiles) -> Flags:
    count = axes().provinces
    member = np.ones((len(profiles.known), axes().anywhere + 1), np.bool_)
    member[:, :count] = (profiles.provinces[:, None] >> np.arange(count)) & 1
    member[:, axes().places.index(LANDELIJK)] = profiles.nationwide
    member[:, axes().places.index(ONBEKEND)] = ~(member[:, :count].any(axis=1) | profiles.nationwide)
    return member


@dataclass(frozen=True, eq=False)
class Day:
    """How it stood on a day, counted. ``PERSON`` and ``ORGANISATION`` index the first axis of each table.

    Attributes:
        heads: signatories [kind, group, place, section]: with a pledge in the section; last section: all.
        pledges: pledges [kind, group, place, action, state]; a state is twice the status, plus 1 if silent.
    """

    day: date
    heads: Counts
    pledges: Counts

    @cached_property
    def protection(self) -> Protection:
        """Which of these figures may count persons."""
        anywhere, sections = axes().anywhere, axes().sections
        heads, pledged = self.heads[PERSON], self.pledges[PERSON].sum(axis=-1)
        return Protection(
            persons=heads[:, :anywhere, :sections].transpose(2, 0, 1),
            anywhere=heads[:, anywhere, :sections].T,
            signed=heads[:, :anywhere, sections],
            members=heads[:, anywhere, sections],
            pledged=pledged[:, :anywhere].transpose(2, 0, 1),
            pledged_anywhere=pledged[:, anywhere].T,
            sections=tuple(axes().actions_of(section) for section in range(sections)),
        )


def silent_before(day: date) -> int:
    """Ordinal of the first day that is recent on ``day``: what was last heard earlier is silent."""
    return months_before(day, SILENT_AFTER_MONTHS).toordinal() if day.year > 1 else 0


def count_days(ledger: Ledger, places: Places, days: Sequence[date]) -> list[Day]:
    """The tables of these days, which must be in order."""
    known = Ledger(
        ledger.revision, ledger.table[ledger.column("day") <= days[-1].toordinal()], ledger.profiles
    )
    running = _Running(known, places, days)
    pledges, heads = running.pledges(), running.heads()
    return [Day(day, heads[point], pledges[point]) for point, day in enumerate(days)]


class _Running:
    """Sums of signed entries per day: an entry counts from the first of the days on which it is known."""

    def __init__(self, ledger: Ledger, places: Places, days: Sequence[date]) -> None:
        self._ledger, self._places, self._days = ledger, places, days
        ordinals = np.array([day.toordinal() for day in days])
        self._point = np.searchsorted(ordinals, ledger.column("day"))
        self._of_pledge = np.flatnonzero(ledger.column("pledge"))
        self._of_signature = np.flatnonzero(ledger.column("pledge") == 0)

    def pledges(self) -> Counts:
        """[point, kind, group, place, action, state]: fresh until the day it falls silent."""
        profile, action, status, heard, amount = self._columns(
            "profile", "action", "status", "heard", "amount"
        )
        point = self._point[self._of_pledge]
        cutoffs = np.array([silent_before(day) for day in self._days])
        silent_from = np.where(
            heard > 0, np.maximum(point, np.searchsorted(cutoffs, heard, "right")), len(cutoffs)
        )
        fresh = (action - 1) * STATES + 2 * np.where(heard > 0, status - 1, NEVER)
        falls = np.flatnonzero(silent_from < len(cutoffs))
        return self._sums(
            np.concatenate((profile, profile[falls], profile[falls])),
            np.concatenate((point, silent_from[falls], silent_from[falls])),
            np.concatenate((fresh, fresh[falls], fresh[falls] + 1)),
            np.concatenate((amount, -amount[falls], amount[falls])),
            (axes().actions, STATES),
        )

    def heads(self) -> Counts:
        """[point, kind, group, place, section]."""
        rows = self._of_signature
        profile, amount = (self._ledger.column(name)[rows] for name in ("profile", "amount"))
        everyone = np.full(len(rows), axes().sections)
        joined, joins, section, moves = self._participants()
        return self._sums(
            np.concatenate((profile, joined)),
            np.concatenate((self._point[rows], joins)),
            np.concatenate((everyone, section)),
            np.concatenate((amount, moves)),
            (axes().sections + 1,),
        )

    def _participants(self) -> tuple[Counts, Counts, Counts, Counts]:
        """Who gets a first pledge in a section (+1) or loses the last (-1): profile, point, section, sign."""
        signatory, profile, action, amount = self._columns("signatory", "profile", "action", "amount")
        sections, points = axes().sections, len(self._days)
        who = (signatory.astype(np.int64) * len(self._ledger.profiles.known) + profile) * sections
        key = (who + axes().section_of[action - 1]) * points + self._point[self._of_pledge]
        keys, where = np.unique(key, return_inverse=True)
        total = np.cumsum(np.bincount(where, amount, len(keys)))
        who, point = np.divmod(keys, points)
        first = np.flatnonzero(np.diff(who, prepend=-1))
        before = np.repeat(np.append(0, total)[first], np.diff(np.append(first, len(who))))
        there = (total > before).astype(np.int64)
        earlier = np.append(0, there)[:-1]
        earlier[first] = 0
        moved = np.flatnonzero(there != earlier)
        who, section = np.divmod(who[moved], sections)
        return who % len(self._ledger.profiles.known), point[moved], section, (there - earlier)[moved]

    def _columns(self, *names: str) -> list[Integers]:
        return [self._ledger.column(name)[self._of_pledge] for name in names]

    def _sums(
        self, profile: Counts, point: Counts, place: Counts, amount: Counts, shape: tuple[int, ...]
    ) -> Counts:
        """Running totals [point, kind, group, place, ...]."""
        size = int(np.prod(shape))
        whole = (len(self._days), len(KINDS), axes().sections, axes().anywhere + 1, *shape)
        which, corner = self._places.spread(profile)
        corners = int(np.prod(whole[1:4]))
        flat = (point[which] * corners + corner) * size + place[which]
        booked = np.bincount(flat, amount[which], int(np.prod(whole))).reshape(whole)
        return np.cumsum(booked, axis=0, out=booked).astype(np.int64)
