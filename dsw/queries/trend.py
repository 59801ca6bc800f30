"""Signatories and statuses over time, and two days compared."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from dsw.calendar import month_ends, months_before
from dsw.ledger import Integers, Ledger, presence
from dsw.queries.base import Figures, figures_of, stamp_of
from dsw.queries.changes import compare
from dsw.queries.counting import Cut, head_count, tallies_by_section, tally
from dsw.queries.inside import in_cut, signatories_in
from dsw.queries.tables import Day
from dsw.store import Snapshot
from dsw.views import Move, NewSignatory, Selection, TrendPoint, TrendView

#: Most month ends in a line, and most newcomers in a list.
POINTS_SHOWN, NEWCOMERS_SHOWN = 36, 12


def trend(snapshot: Snapshot, selection: Selection, since: date) -> TrendView:
    """How it went, and what changed after ``since`` up to ``selection.op``."""
    figures, cut = figures_of(snapshot), Cut.of(selection)
    comparison = compare(figures, cut, since, selection.op)
    then, now = figures.day(since), figures.day(selection.op)
    return TrendView(
        stamp_of(snapshot, selection),
        selection,
        points=tuple(_point(day, cut) for day in map(figures.day, _days(figures.ledger, selection.op))),
        since=since,
        changes=comparison.changes(),
        before=tally(then, cut),
        after=tally(now, cut),
        moves=tuple(_moves(then, now, cut)),
        flows=comparison.flows(),
        newcomers=_newcomers(snapshot, figures, cut, (since, selection.op)),
    )


def _days(ledger: Ledger, op: date) -> tuple[date, ...]:
    """Month ends from the first entry on, the last ``POINTS_SHOWN`` at most; ``op`` is the last."""
    earliest = max(ledger.first_day() or op, months_before(op, POINTS_SHOWN))
    return month_ends(min(earliest, op), op)[-POINTS_SHOWN:]


def _point(day: Day, cut: Cut) -> TrendPoint:
    heads = head_count(day, cut)
    return TrendPoint(day.day, heads.total, heads.organisations, tally(day, cut))


def _moves(then: Day, now: Day, cut: Cut) -> Iterator[Move]:
    both = zip(tallies_by_section(then, cut, now), tallies_by_section(now, cut, then), strict=True)
    for number, (before, after) in enumerate(both, 1):
        yield Move(number, before, after)


def _newcomers(
    snapshot: Snapshot, figures: Figures, cut: Cut, days: tuple[date, date]
) -> tuple[NewSignatory, ...]:
    """Who consents to be named, is in the cut, and was no signatory on the first day; newest first."""
    then, now = (figures.stand(day) for day in days)
    new = signatories_in(now, in_cut(figures, cut), cut) & ~np.isin(now.signatory, then.signatory)
    signed_on = signed_days(figures.ledger, now.signatory[new], days[1])
    profile_of = dict(zip(now.signatory[new].tolist(), now.profile[new].tolist(), strict=True))
    named = [number for number in profile_of if number in snapshot.names and snapshot.names[number].show_name]
    named.sort(key=lambda number: (-signed_on[number], number))
    return tuple(
        _newcomer(snapshot, number, profile_of[number], signed_on[number])
        for number in named[:NEWCOMERS_SHOWN]
    )


def _newcomer(snapshot: Snapshot, number: int, profile: int, day: int) -> NewSignatory:
    known = snapshot.ledger.profiles.known[profile]
    assert known is not None
    return NewSignatory(snapshot.names[number].name, known.kind, known.group, date.fromordinal(day))


def signed_days(ledger: Ledger, signatories: Integers, op: date) -> dict[int, int]:
    """The ordinal day on which each of these signed (for the last time, up to ``op``), by its number."""
    spans = ledger.signatures.rows(ledger.signatures.where(signatories))
    signed = presence({**spans, "profile": np.zeros_like(spans["profile"])})
    known = signed["since"] <= op.toordinal()
    return dict(zip(signed["thing"][known].tolist(), signed["since"][known].tolist(), strict=True))
