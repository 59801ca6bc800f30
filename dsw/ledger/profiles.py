"""What signatories are counted under, as columns: kind, group, places and municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dsw.domain import Profile
from dsw.ledger.axes import KINDS, PERSON, Counts, Flags, Integers, axes
from dsw.regions import ONBEKEND, Regions


@dataclass(frozen=True, eq=False)
class Profiles:
    """All profiles, indexed by profile number (0 is unused).

    Attributes:
        kind: index in ``KINDS``; group: 1 to 9.
        member: profile x place: counts there; anywhere included.
        rows, municipalities: pairs of a profile and the index of its municipality in ``Regions``.
        known: the profiles themselves.
    """

    kind: Integers
    group: Integers
    member: Flags
    rows: Counts
    municipalities: Counts
    known: tuple[Profile | None, ...]

    @classmethod
    def empty(cls) -> "Profiles":
        """No profiles yet."""
        zero, none = np.zeros(1, np.int32), np.zeros(0, np.int64)
        return cls(zero, zero, np.zeros((1, axes().anywhere + 1), np.bool_), none, none, (None,))

    def extended(self, news: Sequence[tuple[int, Profile]], regions: Regions) -> "Profiles":
        """With more profiles, numbered on from the last."""
        if not news:
            return self
        first = len(self.known)
        profiles = [profile for _number, profile in news]
        assert [number for number, _profile in news] == list(range(first, first + len(news)))
        pairs = _municipalities(profiles, regions)
        return Profiles(
            _more(self.kind, [KINDS.index(profile.kind) for profile in profiles]),
            _more(self.group, [profile.group for profile in profiles]),
            np.concatenate((self.member, _members(profiles, regions))),
            np.concatenate((self.rows, pairs[:, 0] + first)),
            np.concatenate((self.municipalities, pairs[:, 1])),
            (*self.known, *profiles),
        )

    @cached_property
    def likeness(self) -> Counts:
        """Equal for profiles that count in the same cells of every table by place."""
        bits = self.member @ (1 << np.arange(self.member.shape[1]))
        return (bits * len(KINDS) + self.kind) * (axes().sections + 1) + self.group

    @cached_property
    def several(self) -> Flags:
        """Persons who work in several places."""
        places = self.member[:, : axes().anywhere].sum(axis=1)
        several: Flags = (places > 1) & (self.kind == PERSON)
        return several

    def spread(self, profile: Integers) -> tuple[Counts, Counts, Integers]:
        """Of things with these profiles: which one, a flat index of kind, group and place, and how often.

        One row for each place. "Anywhere" is what the places come to, so only who works in several has a
        row there, with how often it was counted too many; :func:`with_anywhere` adds the two up.
        """
        starts, lengths, corner, weight = self._corners
        count = lengths[profile]
        which = np.repeat(np.arange(len(profile)), count)
        within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        at = np.repeat(starts[profile], count) + within
        return which, corner[at], weight[at]

    @cached_property
    def _corners(self) -> tuple[Counts, Counts, Counts, Integers]:
        anywhere = axes().anywhere
        places = self.member[:, :anywhere].sum(axis=1)
        weight = self.member.astype(np.int8)
        weight[:, anywhere] = np.minimum(1 - places, 0)
        profile, place = weight.nonzero()
        lengths = np.bincount(profile, minlength=len(self.known))
        line = self.kind.astype(np.int64) * axes().sections + np.maximum(self.group - 1, 0)
        corner = line[profile] * (anywhere + 1) + place
        return np.cumsum(lengths) - lengths, lengths, corner, weight[profile, place]


def with_anywhere(table: Counts) -> Counts:
    """A table [kind, group, place, ...] filled by :meth:`Profiles.spread`, its "anywhere" completed."""
    anywhere = axes().anywhere
    table[:, :, anywhere] += table[:, :, :anywhere].sum(axis=2)
    return table


def _more(column: Integers, values: list[int]) -> Integers:
    return np.concatenate((column, np.array(values, np.int32)))


def _members(profiles: Sequence[Profile], regions: Regions) -> Flags:
    index = {code: number for number, code in enumerate(axes().places)}
    member = np.zeros((len(profiles), axes().anywhere + 1), np.bool_)
    member[:, axes().anywhere] = True
    for row, profile in enumerate(profiles):
        for code in profile.regions or (ONBEKEND,):
            member[row, index[regions.province_of(code)]] = True
    return member


def _municipalities(profiles: Sequence[Profile], regions: Regions) -> Counts:
    index = {one.code: number for number, one in enumerate(regions.municipalities)}
    pairs = [
        (row, index[code])
        for row, profile in enumerate(profiles)
        for code in profile.regions
        if code in index
    ]
    return np.array(pairs, np.int64).reshape(-1, 2)
