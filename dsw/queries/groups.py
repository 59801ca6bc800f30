"""The nine stakeholder groups."""

from datetime import timedelta

import numpy as np

from dsw.disclosure import ALL
from dsw.ledger import axes
from dsw.queries.base import figures_of, stamp_of
from dsw.queries.counting import Cut, add_tallies, head_count, heads_by_group, tallies, tally
from dsw.queries.tables import Day
from dsw.store import Snapshot
from dsw.views import GroupRow, GroupsView, HeadCount, Selection, Tally


def groups(snapshot: Snapshot, selection: Selection) -> GroupsView:
    """Who signed in each group, and their pledges. A chosen group leaves the others in place."""
    figures, cut = figures_of(snapshot), Cut.of(selection)
    since = selection.op - timedelta(days=snapshot.rules.recent_days)
    day, earlier = figures.day(selection.op), figures.day(since)
    now, then = heads_by_group(day, cut), heads_by_group(earlier, cut)
    both = _both(day, cut)
    rows = [
        GroupRow(
            group + 1,
            now[group],
            *_own_and_others(day, cut, group),
            both[group],
            _growth(then[group], now[group]),
        )
        for group in range(axes().sections)
    ]
    everybody, pledges = head_count(day, cut), tally(day, cut)
    return GroupsView(stamp_of(snapshot, selection), selection, since, tuple(rows), everybody, pledges)


def _growth(then: HeadCount, now: HeadCount) -> int | None:
    hidden = then.hidden_persons or now.hidden_persons
    return None if hidden else now.total - then.total


def _both(day: Day, cut: Cut) -> list[Tally]:
    counts = day.pledges[:, :, cut.where, cut.actions].sum(axis=2)
    return tallies(counts, day.protection.shows(cut.section, ALL, cut.place))


def _own_and_others(day: Day, cut: Cut, group: int) -> tuple[Tally, Tally]:
    """The group's pledges on its own section and on the others: sums of what group x section may show."""
    by_action = day.pledges[:, group, cut.where]
    counts = np.add.reduceat(by_action, axes().starts, axis=1)
    rows = tallies(counts, day.protection.shows(ALL, group, cut.place))
    inside = [number for number in range(axes().sections) if cut.section in (None, number)]
    return (
        add_tallies([rows[number] for number in inside if number == group]),
        add_tallies([rows[number] for number in inside if number != group]),
    )
