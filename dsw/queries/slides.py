"""The answers of a meeting's slides: those of the pages, at the revision where its figures are fixed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Row, select

from dsw.domain import replay
from dsw.plan import load_plan
from dsw.queries.base import figures_of, stamp_of
from dsw.queries.counting import Cut, shown_persons
from dsw.queries.gaps import gaps
from dsw.queries.groups import groups
from dsw.queries.inside import in_cut, obstacles, pledges_in
from dsw.queries.overview import overview
from dsw.queries.regions import regions
from dsw.queries.sections import sections
from dsw.queries.trend import trend
from dsw.store import Mirror, Reader, Snapshot
from dsw.store.schema import event, offer, pledge, words
from dsw.views import Agreement, Deck, Meeting, Overview, Said, Selection, Talk

#: So many asks and quotes a meeting shows.
SAID_SHOWN = 6
#: So many are fetched at a time, and so many are looked at before we call it a day.
_PAGE, _MOST = 200, 2_000


def snapshot_of(mirror: Mirror, meeting: Meeting) -> Snapshot:
    """The register as a meeting shows it: where it was pinned, or as it is now."""
    return mirror.current() if meeting.pinned_revision is None else mirror.at(meeting.pinned_revision)


def day_of(meeting: Meeting, today: date) -> date:
    """The day a meeting's figures are about: where it was pinned, or no later than today."""
    return meeting.pinned_day or min(meeting.day, today)


def deck(
    snapshot: Snapshot, db: Reader, meeting: Meeting, agreements: Sequence[Agreement], today: date
) -> Deck:
    """All that a meeting can show.

    Args:
        snapshot: as ``snapshot_of`` gives it.
        db: read for own words of who consents to be named.
        agreements: what was agreed so far.
        today: the day it is.
    """
    op = day_of(meeting, today)
    selection = meeting.selection(op)
    overall = overview(snapshot, selection)
    return Deck(
        stamp_of(snapshot, selection),
        meeting,
        selection,
        overall,
        trend(snapshot, selection, min(meeting.since, op - timedelta(days=1))),
        sections(snapshot, selection),
        groups(snapshot, selection),
        regions(snapshot, selection),
        gaps(snapshot, selection),
        _talk(snapshot, overall),
        _said(snapshot, db, selection, words.c.ask),
        _said(snapshot, db, selection, words.c.words),
        tuple(agreements),
    )


def _talk(snapshot: Snapshot, view: Overview) -> Talk:
    figures, cut, op = figures_of(snapshot), Cut.of(view.selection), view.selection.op
    held = obstacles(figures, op, cut, shown_persons(figures.day(op), cut))
    return Talk(view.pledges, held)


# ------------------------------------------------------------------------------------- own words


def _said(snapshot: Snapshot, db: Reader, selection: Selection, column: Column[Any]) -> tuple[Said, ...]:
    """The newest of who consents now, one of each: written with the report that counted at this revision.

    What its writer took back since is not shown: words are personal, unlike a count.
    """
    inside = _pledges_inside(snapshot, selection)
    found: dict[int, Said] = {}
    for row in _newest(snapshot, db, selection, column):
        whose = row.signatory_id
        if row.pledge_id in inside and whose not in found and _consents(snapshot, whose):
            one = _standing(snapshot, db, row, selection.op)
            found |= {whose: one} if one else {}
        if len(found) == SAID_SHOWN:
            break
    return tuple(found.values())


def _newest(snapshot: Snapshot, db: Reader, selection: Selection, column: Column[Any]) -> Iterator[Row[Any]]:
    """What was written, the newest first."""
    query = (
        select(words, event.c.pledge_id, pledge.c.action)
        .join(event, event.c.id == words.c.event_id)
        .join(pledge, pledge.c.id == event.c.pledge_id)
        .where(column != "", event.c.day <= selection.op, event.c.revision <= snapshot.head.revision)
        .order_by(words.c.event_id.desc())
        .limit(_PAGE)
    )
    rows = db.rows(query)
    for _ in range(_MOST // _PAGE):
        yield from rows
        if len(rows) < _PAGE:
            return
        rows = db.rows(query.where(words.c.event_id < rows[-1].event_id))


def _consents(snapshot: Snapshot, signatory: int) -> bool:
    named = snapshot.names.get(signatory)
    return named is not None and named.show_name and bool(named.name)


def _pledges_inside(snapshot: Snapshot, selection: Selection) -> set[int]:
    figures, cut = figures_of(snapshot), Cut.of(selection)
    stand = figures.stand(selection.op)
    inside: set[int] = set(stand.pledge[pledges_in(stand, in_cut(figures, cut), cut)].tolist())
    return inside


def _standing(snapshot: Snapshot, db: Reader, row: Row[Any], op: date) -> Said | None:
    """What was written, if it still counted on the day as the register knew it, and still counts."""
    history = list(db.events_of([row.signatory_id]))
    then = [fact for fact in history if fact.day <= op and fact.revision <= snapshot.head.revision]
    stance = replay(then)[0]
    promise = stance.pledges.get(row.pledge_id)
    taken_back = any(fact.cancels == row.event_id for fact in history)
    if taken_back or stance.profile is None or promise is None or promise.report != row.event_id:
        return None
    return Said(
        row.signatory_id,
        snapshot.names[row.signatory_id].name,
        stance.profile.kind,
        stance.profile.group,
        load_plan().codes[row.action - 1],
        promise.status,
        promise.heard_on,
        words=row.words,
        ask=row.ask,
        helper=row.helper,
        offers=db.count(select(offer.c.signatory_id).where(offer.c.event_id == row.event_id)),
    )
