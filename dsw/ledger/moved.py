"""Pairs of then and now that no cube can count, since they count in one corner then and in another now."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsw.ledger.axes import Counts, Integers
from dsw.ledger.columns import Rows, joined, taken


@dataclass(frozen=True, eq=False)
class Moved:
    """Pairs that count in one cell then and in another now, with the days on which they hold.

    Attributes:
        section: index of the section, or the number of sections for a signature.
        since, until: days on which the pair holds (``until`` not included).
        then, now: the rows of the spans.
    """

    section: Integers
    since: Integers
    until: Integers
    then: Rows
    now: Rows

    def at(self, where: Counts) -> "Moved":
        """Some of them."""
        then, now = taken(self.then, where), taken(self.now, where)
        return Moved(self.section[where], self.since[where], self.until[where], then, now)

    def on(self, day: int) -> "Moved":
        """Those that hold on a day."""
        return self.at(np.flatnonzero((self.since <= day) & (self.until > day)))

    def replaced(self, signatories: Integers, news: "Moved") -> "Moved":
        """With these as the pairs of these signatories."""
        if not len(self.since):
            return news
        old = self.at(np.flatnonzero(~np.isin(self.then["signatory"], signatories)))
        return all_moved([old, news])

    def days(self) -> tuple[Integers, Integers, Integers]:
        """Section, since and until."""
        return self.section, self.since, self.until


def all_moved(parts: Sequence[Moved]) -> Moved:
    """All of these pairs."""
    whole = parts[0]
    for part in parts[1:]:
        section, since, until = map(np.concatenate, zip(whole.days(), part.days(), strict=True))
        whole = Moved(section, since, until, joined(whole.then, part.then), joined(whole.now, part.now))
    return whole


def nobody_moved(columns: Rows) -> Moved:
    """No pairs, of spans with these columns."""
    none, spans = np.zeros(0, np.int32), taken(columns, slice(0))
    return Moved(none, none, none, spans, spans)
