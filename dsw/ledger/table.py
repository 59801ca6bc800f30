"""A table of spans that only grows: a span that changed gets another last day, or none at all."""

from dataclasses import dataclass

import numpy as np

from dsw.ledger.axes import Counts, Integers
from dsw.ledger.columns import Columns, Rows, joined, taken, where_among
from dsw.ledger.spans import NEVER_BEGAN, SPAN, no_spans

#: A span's end may change, so it lies apart: a later table has a copy of its own.
_LASTING = {name: width for name, width in SPAN.items() if name != "until"}


@dataclass(frozen=True, eq=False)
class SpanTable:
    """All spans of signatures or of pledges.

    Attributes:
        lasting: all columns but ``until``; until: the day each ends (not included).
    """

    lasting: Columns
    until: Integers

    @classmethod
    def empty(cls) -> "SpanTable":
        """No spans yet."""
        return cls(Columns(_LASTING), np.zeros(0, np.int32))

    def on(self, day: int) -> Rows:
        """What stands at the end of an ordinal day."""
        return self.rows(np.flatnonzero((self.lasting["since"] <= day) & (self.until > day)))

    def rows(self, where: Counts) -> Rows:
        """The spans at these places."""
        return {**self.lasting.rows(where), "until": self.until[where]}

    def where(self, signatories: Integers) -> Counts:
        """The places of the spans of these signatories, in order of thing and day; looks through all."""
        if not len(self.until) or not len(signatories):
            return np.zeros(0, np.int64)
        found = where_among(self.lasting["signatory"], signatories)
        found = found[self.until[found] > NEVER_BEGAN]
        order = np.lexsort((self.lasting["since"][found], self.lasting["thing"][found]))
        ordered: Counts = found[order]
        return ordered

    def replaced(self, where: Counts, spans: Rows) -> "SpanTable":
        """With these instead of the spans at those places, of the same signatories."""
        if not len(self.until):
            return SpanTable(self.lasting.extended(spans), spans["until"].copy())
        same, added = _matches(self.rows(where), spans)
        until = np.concatenate((self.until, spans["until"][added]))
        until[where] = NEVER_BEGAN
        until[where[same[0]]] = spans["until"][same[1]]
        return SpanTable(self.lasting.extended(taken(spans, added)), until)


def _matches(old: Rows, new: Rows) -> tuple[tuple[Counts, Counts], Counts]:
    """Which rows are the same but for their end (places in old and new), and which of new are not in old."""
    both = joined(old, {name: new[name] for name in old}) if len(old["thing"]) else {**no_spans(), **new}
    count = len(old["thing"])
    order = np.lexsort([both[name] for name in _LASTING])
    same = np.ones(max(len(order) - 1, 0), np.bool_)
    for name in _LASTING:
        ordered = both[name][order]
        same &= ordered[1:] == ordered[:-1]
    twins = np.flatnonzero(same)
    pair = np.sort(np.stack((order[twins], order[twins + 1])), axis=0)
    added = np.setdiff1d(np.arange(len(new["thing"])), pair[1] - count)
    return (pair[0], pair[1] - count), added
