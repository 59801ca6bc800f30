"""The ledger itself: entries, the spans they come to, and the cubes those add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from dsw.domain import Evidence, Obstacle, Status
from dsw.errors import StoreError
from dsw.ledger.axes import Integers, axes
from dsw.ledger.columns import Columns, Rows, taken, where_among
from dsw.ledger.cubes import Cubes
from dsw.ledger.profiles import Profiles
from dsw.ledger.spans import spans_of
from dsw.ledger.stand import Stand
from dsw.ledger.sums import sums_of
from dsw.ledger.table import SpanTable
from dsw.rules import USUAL, Rules

#: The columns of an entry, in the order the store hands them over.
COLUMNS: Mapping[str, type[np.integer]] = {
    "revision": np.int32,
    "signatory": np.int32,
    "day": np.int32,
    "pledge": np.int32,
    "profile": np.int32,
    "action": np.int16,
    "status": np.int16,
    "obstacle": np.int16,
    "evidence": np.int16,
    "heard": np.int32,
    "amount": np.int16,
}


@dataclass(frozen=True, eq=False)
class Ledger:
    """All entries up to a revision, and what they come to. Immutable; :meth:`extended` gives the next one.

    Attributes:
        revision: the data revision of the last transaction that is in.
        entries: one row each, in order of recording.
        profiles: what the profile column points at.
        signatures, pledges: from when to when each stood on which account.
        cubes: how many of them in each cell, on any day.
        several: those signatures and pledges of persons who work in several places.
        rules: what the cubes are counted by.
    """

    revision: int = 0
    entries: Columns = field(default_factory=lambda: Columns(COLUMNS))
    profiles: Profiles = field(default_factory=Profiles.empty)
    signatures: SpanTable = field(default_factory=SpanTable.empty)
    pledges: SpanTable = field(default_factory=SpanTable.empty)
    cubes: Cubes = field(default_factory=Cubes)
    several: tuple[SpanTable, SpanTable] = field(default_factory=lambda: (SpanTable.empty(),) * 2)
    rules: Rules = USUAL

    @classmethod
    def empty(cls, rules: Rules = USUAL) -> "Ledger":
        """A register nobody signed."""
        return cls(rules=rules)

    def under(self, rules: Rules) -> "Ledger":
        """The same entries, counted by these rules; what they do not change is kept."""
        if rules == self.rules:
            return self
        if _counting(rules) == _counting(self.rules):
            return replace(self, rules=rules)
        return Ledger.empty(rules).extended(self.revision, self.entries.rows(), self.profiles)

    def extended(self, revision: int, rows: Rows, profiles: Profiles) -> "Ledger":
        """With the entries of later transactions; costs what changed.

        Args:
            rows: columns of ``COLUMNS``, in order of recording.

        Raises:
            StoreError: an entry points at what does not exist.
        """
        entries = self.entries.extended(rows)
        if len(entries) == len(self.entries):
            return replace(self, revision=revision, entries=entries, profiles=profiles)
        _check(rows, len(profiles.known))
        touched = np.unique(rows["signatory"])
        everything = not len(self.entries)
        known = entries.rows() if everything else entries.rows(where_among(entries["signatory"], touched))
        signatures, pledges = signature_spans(known), pledge_spans(known)
        where, pledged = self.signatures.where(touched), self.pledges.where(touched)
        old = sums_of(self.signatures.rows(where), self.pledges.rows(pledged), self.profiles, self.rules)
        return Ledger(
            revision,
            entries,
            profiles,
            self.signatures.replaced(where, signatures),
            self.pledges.replaced(pledged, pledges),
            self.cubes.replaced(touched, old, sums_of(signatures, pledges, profiles, self.rules)),
            self._several(touched, signatures, pledges, profiles),
            self.rules,
        )

    def _several(
        self, touched: Integers, signatures: Rows, pledges: Rows, profiles: Profiles
    ) -> tuple[SpanTable, SpanTable]:
        one, other = self.several
        return (
            one.replaced(one.where(touched), _of_several(signatures, profiles)),
            other.replaced(other.where(touched), _of_several(pledges, profiles)),
        )

    def until(self, revision: int, rules: Rules) -> "Ledger":
        """The ledger as it was at a revision, counted by these rules; costs what it held then."""
        count = int(np.searchsorted(self.entries["revision"], revision, "right"))
        return Ledger.empty(rules).extended(revision, self.entries.rows(slice(0, count)), self.profiles)

    def first_day(self) -> date | None:
        """The day of the first entry; None in an empty register."""
        return date.fromordinal(int(self.entries["day"].min())) if len(self.entries) else None

    def stand(self, day: date, revision: int | None = None) -> Stand:
        """How everything stood at the end of a day.

        Args:
            revision: as the register knew it then; later corrections are left out.
        """
        ordinal = day.toordinal()
        if revision is None:
            return Stand.of(ordinal, self.signatures.on(ordinal), self.pledges.on(ordinal))
        count = int(np.searchsorted(self.entries["revision"], revision, "right"))
        return stand_of(self.entries.rows(slice(0, count)), day)


def _counting(rules: Rules) -> tuple[int, int]:
    """What the cubes depend on."""
    return rules.silent_months, rules.recent_days


def stand_of(entries: Rows, day: date) -> Stand:
    """How everything stood at the end of a day by these entries, in any order."""
    ordinal = day.toordinal()
    return Stand.of(ordinal, _on(signature_spans(entries), ordinal), _on(pledge_spans(entries), ordinal))


def signature_spans(entries: Rows) -> Rows:
    """From when to when each signatory stood under which profile."""
    return spans_of(taken(entries, np.flatnonzero(entries["pledge"] == 0)), "signatory")


def pledge_spans(entries: Rows) -> Rows:
    """From when to when each pledge stood on which account."""
    return spans_of(taken(entries, np.flatnonzero(entries["pledge"])), "pledge")


def _of_several(spans: Rows, profiles: Profiles) -> Rows:
    return taken(spans, np.flatnonzero(profiles.several[spans["profile"]]))


def _on(spans: Rows, day: int) -> Rows:
    return taken(spans, np.flatnonzero((spans["since"] <= day) & (spans["until"] > day)))


def _check(rows: Rows, profiles: int) -> None:
    """An entry outside the tables would be counted as something else."""
    most = {
        "profile": profiles - 1,
        "action": axes().actions,
        "status": len(Status),
        "obstacle": len(Obstacle),
        "evidence": len(Evidence),
    }
    pledged = rows["pledge"] > 0
    wrong = any(rows[name].min() < 0 or rows[name].max() > limit for name, limit in most.items())
    if wrong or (pledged & ((rows["action"] < 1) | (rows["status"] < 1))).any():
        raise StoreError("opslag.beschadigd")


def columns_of(rows: Sequence[Sequence[int]]) -> Rows:
    """Entries given row by row, as columns."""
    table = np.array([tuple(row) for row in rows], np.int32).reshape(len(rows), len(COLUMNS))
    return {name: table[:, index].astype(width) for index, (name, width) in enumerate(COLUMNS.items())}
