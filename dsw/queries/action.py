"""One action's own view: how far it is, who is on it, and what they say themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlalchemy import select

from dsw.disclosure import ALL, Flags
from dsw.domain import Event, Evidence, PledgeStance, replay
from dsw.ledger import Stand, axes
from dsw.plan import load_plan
from dsw.queries.base import figures_of, stamp_of
from dsw.queries.counting import Cut, tallies, tallies_by_action
from dsw.queries.inside import in_cut, obstacles
from dsw.queries.tables import Day
from dsw.store import Reader, Snapshot, Words
from dsw.store.schema import event, pledge, words
from dsw.views import ActionView, Selection, Tally, Voice
from dsw.weblinks import web_address

#: Most consenting signatories that are named with an action.
VOICES_SHOWN = 24


def action(snapshot: Snapshot, db: Reader, selection: Selection, code: str) -> ActionView:
    """One action by its code; a cut on a section means nothing here and is dropped.

    Args:
        db: read for the own words of the signatories that are shown.

    Raises:
        KeyError: the plan has no such action.
    """
    selection = replace(selection, section=None)
    index = load_plan().action_index(code)
    figures, cut = figures_of(snapshot), Cut.of(selection)
    day = figures.day(selection.op)
    row, heads = tallies_by_action(day, cut)[index - 1]
    candidates = _candidates(snapshot, figures.stand(selection.op), in_cut(figures, cut), index)
    return ActionView(
        stamp_of(snapshot, selection),
        selection,
        code,
        tally=row,
        signatories=heads,
        by_group=tuple(_by_group(day, cut, index)),
        obstacles=obstacles(figures, selection.op, cut, not row.hidden_persons, index),
        voices=_voices(snapshot, db, candidates, index, selection.op),
        voices_total=len(candidates),
    )


def _by_group(day: Day, cut: Cut, index: int) -> Iterator[tuple[int, Tally]]:
    shown = day.protection.shows_actions(index - 1, ALL, cut.place)
    rows = tallies(day.pledges[:, :, cut.where, index - 1], shown)
    for group in range(axes().sections):
        yield group + 1, rows[group] if cut.group in (None, group) else Tally()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A consenting signatory with a pledge on the action; ``heard`` an ordinal day or 0."""

    signatory: int
    pledge: int
    profile: int
    heard: int


def _candidates(snapshot: Snapshot, stand: Stand, inside: Flags, index: int) -> list[_Candidate]:
    rows = np.flatnonzero((stand.action == index) & inside[stand.pledge_profile])
    columns = (stand.owner, stand.pledge, stand.pledge_profile, stand.heard)
    found = (_Candidate(*row) for row in zip(*(column[rows].tolist() for column in columns), strict=True))
    names = snapshot.names
    return [one for one in found if one.signatory in names and names[one.signatory].show_name]


def _voices(
    snapshot: Snapshot, db: Reader, candidates: Sequence[_Candidate], index: int, op: date
) -> tuple[Voice, ...]:
    """Those with words first, then those last heard of; own words are read for who is shown only."""
    wrote = _wrote(db, index, op)
    order = sorted(candidates, key=lambda one: (one.signatory not in wrote, -one.heard, one.signatory))
    shown = order[:VOICES_SHOWN]
    stances = _stances(db, shown, op)
    said = db.words_of(stance.report for stance in stances.values() if stance.report)
    voices = [_voice(snapshot, one, stances[one.signatory], said) for one in shown]
    return tuple(sorted(voices, key=lambda voice: not (voice.words or voice.link or voice.ask)))


def _wrote(db: Reader, index: int, op: date) -> set[int]:
    """Who ever wrote something with a report on the action."""
    query = (
        select(words.c.signatory_id)
        .join(event, event.c.id == words.c.event_id)
        .join(pledge, pledge.c.id == event.c.pledge_id)
        .where(pledge.c.action == index, event.c.day <= op)
        .distinct()
    )
    return {row.signatory_id for row in db.rows(query)}


def _stances(db: Reader, shown: Iterable[_Candidate], op: date) -> dict[int, PledgeStance]:
    """How these pledges stood on the day, by signatory."""
    pledges = {one.signatory: one.pledge for one in shown}
    events: dict[int, list[Event]] = {signatory: [] for signatory in pledges}
    for fact in db.events_of(pledges):
        if fact.day <= op:
            events[fact.signatory].append(fact)
    return {signatory: replay(events[signatory])[0].pledges[pledge] for signatory, pledge in pledges.items()}


def _voice(snapshot: Snapshot, one: _Candidate, stance: PledgeStance, said: dict[int, Words]) -> Voice:
    profile = snapshot.ledger.profiles.known[one.profile]
    assert profile is not None
    own = said.get(stance.report, Words())
    return Voice(
        one.signatory,
        snapshot.names[one.signatory].name,
        profile.kind,
        profile.group,
        profile.regions,
        status=stance.status if stance.heard_on else None,
        heard_on=stance.heard_on,
        obstacle=stance.obstacle,
        words=own.words,
        link=web_address(own.link),
        ask=own.ask,
        confirmed=stance.evidence is Evidence.BEVESTIGD,
    )
