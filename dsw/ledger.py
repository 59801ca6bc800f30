"""The ledger in memory: entries as columns of integers, and how everything stood on a day.

Nothing here reads a database or a clock. A ledger is immutable; :meth:`Ledger.extended` gives the next one.
The figures of any day are sums: a pledge's attribute on day X is the sum of amount times value over
its entries up to X, since all entries but those of the account it stands on cancel out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dsw.domain import Kind, Profile
from dsw.regions import LANDELIJK, Regions

Integers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

#: The columns of an entry, in the order the store hands them over.
COLUMNS = (
    "revision",
    "signatory",
    "day",
    "pledge",
    "profile",
    "action",
    "status",
    "obstacle",
    "evidence",
    "heard",
    "amount",
)
_AT = {name: index for index, name in enumerate(COLUMNS)}
KINDS = tuple(Kind)


@dataclass(frozen=True)
class Profiles:
    """What signatories are counted under, as columns indexed by profile number (0 is unused).

    Attributes:
        kind: index in ``KINDS``; group: 1 to 9.
        provinces: one bit per province in the order of ``Regions.provinces``; nationwide: works everywhere.
        known: the profiles themselves, for what columns cannot hold (municipalities).
    """

    kind: Integers
    group: Integers
    provinces: Integers
    nationwide: Flags
    known: tuple[Profile | None, ...]

    @classmethod
    def empty(cls) -> "Profiles":
        """No profiles yet."""
        zero = np.zeros(1, np.int32)
        return cls(zero, zero, zero, np.zeros(1, np.bool_), (None,))

    def extended(self, news: Sequence[tuple[int, Profile]], regions: Regions) -> "Profiles":
        """With more profiles, numbered on from the last."""
        if not news:
            return self
        profiles = [profile for _number, profile in news]
        assert [number for number, _profile in news] == list(
            range(len(self.known), len(self.known) + len(news))
        )
        bits = {province.code: 1 << index for index, province in enumerate(regions.provinces)}
        return Profiles(
            _more(self.kind, [KINDS.index(profile.kind) for profile in profiles]),
            _more(self.group, [profile.group for profile in profiles]),
            _more(self.provinces, [_province_bits(profile, regions, bits) for profile in profiles]),
            np.concatenate((self.nationwide, [LANDELIJK in profile.regions for profile in profiles])),
            (*self.known, *profiles),
        )


def _more(column: Integers, values: list[int]) -> Integers:
    return np.concatenate((column, np.array(values, np.int32)))


def _province_bits(profile: Profile, regions: Regions, bits: dict[str, int]) -> int:
    total = 0
    for code in profile.regions:
        total |= bits.get(regions.province_of(code), 0)
    return total


@dataclass(frozen=True)
class Stand:
    """Every signature and pledge that stands on a day, as columns.

    Attributes:
        day: the day, as an ordinal.
        signatory, profile: one element per signatory.
        pledge, owner, pledge_profile, action, status, obstacle, evidence, heard: one element per pledge;
            ``owner`` is its signatory, ``heard`` an ordinal day or 0, the others codes of ``dsw.domain``.
    """

    day: int
    signatory: Integers
    profile: Integers
    pledge: Integers
    owner: Integers
    pledge_profile: Integers
    action: Integers
    status: Integers
    obstacle: Integers
    evidence: Integers
    heard: Integers


@dataclass(frozen=True)
class Ledger:
    """All entries up to a revision.

    Attributes:
        revision: the data revision of the last transaction that is in.
        table: entries x ``COLUMNS``, in order of recording.
        profiles: what the profile column points at.
    """

    revision: int
    table: Integers
    profiles: Profiles

    @classmethod
    def empty(cls) -> "Ledger":
        """A register nobody signed."""
        return cls(0, np.zeros((0, len(COLUMNS)), np.int32), Profiles.empty())

    def extended(self, revision: int, rows: Sequence[Sequence[int]], profiles: Profiles) -> "Ledger":
        """With the entries of later transactions."""
        if not len(rows):
            return Ledger(revision, self.table, profiles)
        news = np.array([tuple(row) for row in rows], np.int32)
        return Ledger(revision, np.concatenate((self.table, news)), profiles)

    def column(self, name: str) -> Integers:
        """One column of all entries."""
        return self.table[:, _AT[name]]

    def first_day(self) -> date | None:
        """The day of the first entry; None in an empty register."""
        return date.fromordinal(int(self.column("day").min())) if len(self.table) else None

    def stand(self, day: date, revision: int | None = None) -> Stand:
        """How everything stood at the end of a day.

        Args:
            revision: as the register knew it then; later corrections are left out.
        """
        ordinal = day.toordinal()
        known = self.table[self.column("day") <= ordinal]
        if revision is not None:
            known = known[known[:, _AT["revision"]] <= revision]
        signed = known[known[:, _AT["pledge"]] == 0]
        pledged = known[known[:, _AT["pledge"]] != 0]
        signatories = _Sums(signed, "signatory")
        pledges = _Sums(pledged, "pledge")
        return Stand(
            ordinal,
            signatories.keys,
            signatories.of("profile"),
            pledges.keys,
            pledges.of("signatory"),
            pledges.of("profile"),
            pledges.of("action"),
            pledges.of("status"),
            pledges.of("obstacle"),
            pledges.of("evidence"),
            pledges.of("heard"),
        )


class _Sums:
    """Sums of amount times value per signatory or pledge, for those that stand."""

    def __init__(self, rows: Integers, key: str) -> None:
        self._rows = rows
        self._key = rows[:, _AT[key]]
        self._amount = rows[:, _AT["amount"]].astype(np.float64)
        self.keys = np.flatnonzero(self._sum(self._amount) > 0).astype(np.int32)

    def of(self, column: str) -> Integers:
        values = self._rows[:, _AT[column]] * self._amount
        return self._sum(values)[self.keys].astype(np.int32)

    def _sum(self, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.bincount(self._key, weights=weights).astype(np.float64, copy=False)
