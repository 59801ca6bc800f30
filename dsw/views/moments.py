"""How it went: figures over time, and two days beside each other."""

from dataclasses import dataclass
from datetime import date

from dsw.domain import Kind, Status
from dsw.views.counts import HeadCount, Selection, Stamp, Tally
from dsw.views.progress import Changes


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How it stood at the end of a day."""

    day: date
    signatories: int
    organisations: int
    tally: Tally

    @property
    def heads(self) -> HeadCount:
        """The signatories by kind; a day leaves persons out of both or neither."""
        return HeadCount(self.organisations, self.signatories - self.organisations, self.tally.hidden_persons)


@dataclass(frozen=True, slots=True)
class Move:
    """A section's figures on two days."""

    section: int
    before: Tally
    after: Tally


@dataclass(frozen=True, slots=True)
class Flow:
    """Pledges by their status then and now; None is 'did not exist' (then) or 'was ended' (now)."""

    before: Status | None
    after: Status | None
    count: int


@dataclass(frozen=True, slots=True)
class NewSignatory:
    """A consenting signatory that joined between two days."""

    name: str
    kind: Kind
    group: int
    signed_on: date


@dataclass(frozen=True, slots=True)
class TrendView:
    """Signatories and statuses over time, and two days compared.

    Attributes:
        points: one per month end, the last one is ``selection.op``.
        since: the earlier of the two days compared.
        changes: what happened between them.
        before, after: all pledges of the selection on both days.
        moves: the nine sections on both days.
        flows: every pledge by status then and now, zero flows left out.
        newcomers: consenting signatories that joined in between, the newest twelve first;
            ``changes.new_signatories`` counts all.
    """

    stamp: Stamp
    selection: Selection
    points: tuple[TrendPoint, ...]
    since: date
    changes: Changes
    before: Tally
    after: Tally
    moves: tuple[Move, ...]
    flows: tuple[Flow, ...]
    newcomers: tuple[NewSignatory, ...]
