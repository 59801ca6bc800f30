"""Two days compared, pledge by pledge."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dsw.disclosure import Counts, Flags
from dsw.domain import STATUS_CODE, Status
from dsw.ledger import Integers, Stand
from dsw.queries.base import Figures
from dsw.queries.counting import Cut, shown_persons
from dsw.queries.inside import in_cut, pledges_in, ranked, signatories_in
from dsw.queries.tables import ORGANISATION, silent_before
from dsw.views import Changes, Flow

#: How far along a status is; no step is neither forward nor back.
_STEP = {Status.NIET_GESTART: 0, Status.STAAT_STIL: 1, Status.BEZIG: 1, Status.AFGEROND: 2}
_BACK_FROM = (Status.AFGEROND, Status.BEZIG)


def _moves_back() -> Flags:
    """Table [status code then, status code now]: did the pledge move back."""
    table = np.zeros((len(Status) + 1, len(Status) + 1), np.bool_)
    for before in _BACK_FROM:
        for after, step in _STEP.items():
            table[STATUS_CODE[before], STATUS_CODE[after]] = step < _STEP[before]
    return table


_BACK = _moves_back()


@dataclass(frozen=True, eq=False)
class _Side:
    """One of two days: columns by pledge or signatory number; 0 is what is not there or not counted."""

    status: Integers
    obstacle: Integers
    heard: Integers
    silent: Flags
    signed: Flags
    organisation: Flags


@dataclass(frozen=True, eq=False)
class Comparison:
    """What is counted on two days.

    Attributes:
        hidden_persons: persons were left out, since one of the days does not show them.
    """

    since: date
    op: date
    then: _Side
    now: _Side
    hidden_persons: bool

    def changes(self) -> Changes:
        """What happened in between. Who moves to another group or region is gone here and new there."""
        then, now = self.then, self.now
        stood, stands = then.status > 0, now.status > 0
        stuck = _stands_at(now, Status.STAAT_STIL) & ~_stands_at(then, Status.STAAT_STIL)
        return Changes(
            self.since,
            self.op,
            signatories=_growth(then.signed, now.signed),
            organisations=_growth(then.organisation, now.organisation),
            new_signatories=_count(now.signed & ~then.signed),
            gone_signatories=_count(then.signed & ~now.signed),
            pledges=_growth(stood, stands),
            new_pledges=_count(stands & ~stood),
            gone_pledges=_count(stood & ~stands),
            done=_count(_stands_at(now, Status.AFGEROND) & ~_stands_at(then, Status.AFGEROND)),
            started=_count(_stands_at(now, Status.BEZIG) & _stands_at(then, Status.NIET_GESTART)),
            stuck=_count(stuck),
            stuck_by=ranked(now.obstacle[stuck]),
            back=_count(_BACK[then.status, now.status]),
            heard=_count(now.heard > self.since.toordinal()),
            went_silent=_count(now.silent & ~then.silent),
            hidden_persons=self.hidden_persons,
        )

    def flows(self) -> tuple[Flow, ...]:
        """Every pledge by its status on both days, in the order the product shows statuses; none is last."""
        size = len(Status) + 1
        pairs = self.then.status * size + self.now.status
        table = np.bincount(pairs, minlength=size * size).reshape(size, size)
        order = (*((status, STATUS_CODE[status]) for status in Status), (None, 0))
        return tuple(
            Flow(before, after, int(table[row, column]))
            for before, row in order
            for after, column in order
            if table[row, column] and (before or after)
        )


def compare(figures: Figures, cut: Cut, since: date, op: date) -> Comparison:
    """Two days side by side, persons left out when one of the days does not show them."""
    persons = shown_persons(figures.day(op), cut, figures.day(since))
    stands = figures.stand(since), figures.stand(op)
    pledges = 1 + max(int(stand.pledge.max(initial=0)) for stand in stands)
    signatories = 1 + max(int(stand.signatory.max(initial=0)) for stand in stands)
    then, now = (_side(figures, stand, cut, persons, (pledges, signatories)) for stand in stands)
    return Comparison(since, op, then, now, not persons)


def _side(figures: Figures, stand: Stand, cut: Cut, persons: bool, sizes: tuple[int, int]) -> _Side:
    inside = in_cut(figures, cut, persons)
    kept = pledges_in(stand, inside, cut)
    heard = _laid_out(stand.pledge, stand.heard, kept, sizes[0])
    signed = signatories_in(stand, inside, cut)
    organisation = figures.ledger.profiles.kind[stand.profile] == ORGANISATION
    return _Side(
        _laid_out(stand.pledge, stand.status, kept, sizes[0]),
        _laid_out(stand.pledge, stand.obstacle, kept, sizes[0]),
        heard,
        (heard > 0) & (heard < silent_before(date.fromordinal(stand.day))),
        _laid_out(stand.signatory, signed, signed, sizes[1]) > 0,
        _laid_out(stand.signatory, organisation, signed, sizes[1]) > 0,
    )


def _laid_out(number: Integers, values: Integers | Flags, kept: Flags, size: int) -> Integers:
    column = np.zeros(size, np.int32)
    column[number] = values * kept
    return column


def _stands_at(side: _Side, status: Status) -> Flags:
    return np.equal(side.status, STATUS_CODE[status])


def _count(flags: Flags | Counts) -> int:
    return int(np.count_nonzero(flags))


def _growth(then: Flags, now: Flags) -> int:
    return _count(now) - _count(then)
