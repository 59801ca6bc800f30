"""Putting two signatories together that are one: everything of the one counts with the other from then on.

    source   every event is annulled: no figure of any day knows it any more
    into     signed on the earlier day of the two; what the source promised and said is recorded once more,
             on its own day and in its own words; it is named in public when both want that

Nothing is lost, so :mod:`dsw.office.reversal` can take it apart again while nothing later depends on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, func, select

from dsw import commands
from dsw.domain import PLEDGE_FACTS, Event, Fact, PledgeStance, Stance, in_order, replay
from dsw.errors import RuleError
from dsw.people import Wish, require
from dsw.store import Contact, Identity, Reader, Words, Writer
from dsw.store.reading import mailbox
from dsw.store.schema import bounce, contact, link, merger, origin, origin_before, outbox, session

_MADE, _ENDED = Fact.PLEDGED, Fact.ENDED


@dataclass(frozen=True, slots=True)
class Both:
    """An action both promised.

    Attributes:
        action: its index in the plan; source, into: how it stands with each.
        wins: how it stands with both together: as was said last.
    """

    action: int
    source: PledgeStance
    into: PledgeStance
    wins: PledgeStance


@dataclass(frozen=True, slots=True)
class Preview:
    """What putting two together comes to. Personal data.

    Attributes:
        source: who goes; into: who stays; names: what they are called; shown: who of them is named in public.
        moves: indices of the actions only the source promised; both: those both promised.
        contacts: who comes along; known: how many are contacts already.
        rows: how many rows of files are known as the source.
        signed_on: the day of signing from then on.
    """

    source: int
    into: int
    names: tuple[str, str]
    shown: tuple[bool, bool]
    moves: tuple[int, ...]
    both: tuple[Both, ...]
    contacts: tuple[Contact, ...]
    known: int
    rows: int
    signed_on: date


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two."""

    number: int
    name: str
    shown: bool
    stance: Stance
    signed: Event
    events: tuple[Event, ...]

    def about(self, action: int) -> tuple[Event, ...]:
        """What counts about its pledge on an action, in order."""
        return tuple(one for one in self.events if one.action == action and one.fact in PLEDGE_FACTS)

    @property
    def actions(self) -> frozenset[int]:
        """The actions it ever promised since it signed."""
        return frozenset(one.action for one in self.events if one.action)


def preview(db: Reader, source: int, into: int) -> Preview:
    """What would happen; nothing does.

    Raises:
        RuleError: they are no two signatories of one kind that take part.
    """
    one, other = _sides(db, source, into)
    contacts, known = _contacts(db, source, into)
    mixed = {action: _mixed(one, other, action) for action in sorted(one.actions)}
    both = [
        Both(action, left, right, _wins(other, events))
        for action, events in mixed.items()
        if (left := one.stance.pledge_on(action)) and (right := other.stance.pledge_on(action))
    ]
    standing = {pledge.action for pledge in one.stance.pledges.values()}
    return Preview(
        source,
        into,
        (one.name, other.name),
        (one.shown, other.shown),
        tuple(sorted(standing - {pledge.action for pledge in other.stance.pledges.values()})),
        tuple(both),
        contacts,
        known,
        db.count(select(origin).where(origin.c.signatory_id == source)),
        min(one.signed.day, other.signed.day),
    )


def merge(tx: Writer, source: int, into: int, seen: Preview | None = None) -> None:
    """Put two signatories together.

    Args:
        seen: what somebody looked at; when it comes to something else by now, nothing happens.

    Raises:
        Refused: this person may not.
        RuleError: as with :func:`preview`.
    """
    require(tx.actor, Wish.CORRECT)
    if seen and preview(tx, source, into) != seen:
        raise RuleError("samenvoegen.veranderd")
    one, other = _sides(tx, source, into)
    said = tx.words_of(event.id for side in (one, other) for event in side.events)
    _sign_earlier(tx, one, other)
    for action in sorted(one.actions):
        _append(tx, other, action, _mixed(one, other, action), said)
    for event in sorted(in_order(tx.history(source)), key=lambda event: -event.id):
        commands.annul(tx, source, event.id)
    if other.shown and not one.shown:  # what the source wrote stands with this name from now on
        tx.name(Identity(into, other.name, show_name=False))
    _move_contacts(tx, source, into)
    _move_origins(tx, source, into)
    tx.add(merger, [{"signatory_id": source, "into_id": into, "revision": tx.revision}])


def _sides(db: Reader, source: int, into: int) -> tuple[_Side, _Side]:
    if source == into:
        raise RuleError("samenvoegen.zelfde")
    one, other = _side(db, source), _side(db, into)
    kinds = {side.stance.profile.kind for side in (one, other) if side.stance.profile}
    if len(kinds) != 1:
        raise RuleError("samenvoegen.soort")
    return one, other


def _side(db: Reader, number: int) -> _Side:
    named, events = db.names_of([number]).get(number), list(db.events_of([number]))
    stance, _idle = replay(events)
    if stance.profile is None or named is None or not named.name:
        raise RuleError("samenvoegen.doet_niet_mee")
    counted = in_order(events)
    begins = max(place for place, one in enumerate(counted) if one.fact is Fact.SIGNED)
    return _Side(number, named.name, named.show_name, stance, counted[begins], tuple(counted[begins:]))


# ------------------------------------------------------------------------------------------- the events


def _sign_earlier(tx: Writer, one: _Side, other: _Side) -> None:
    """Who goes may have signed first: then both did."""
    if one.signed.day < other.signed.day:
        commands.annul(tx, other.number, other.signed.id)
        tx.append(replace(one.signed, signatory=other.number, profile=other.signed.profile, id=0, revision=0))


def _mixed(one: _Side, other: _Side, action: int) -> list[tuple[Event, bool]]:
    """What of both counts about an action once they are together, in order; whether it is to be copied.

    A pledge stands from the first day one of them made it until the last day one of them ended it.
    """
    theirs = [(event, False) for event in other.about(action)]
    ours = [(event, True) for event in one.about(action) if not _said_later(event, other.about(action))]
    kept, standing = [], 0
    for event, copied in sorted([*theirs, *ours], key=lambda pair: (pair[0].day, pair[1], pair[0].id)):
        if event.fact is _MADE:
            standing += 1
            counts = standing == 1
        elif event.fact is _ENDED:
            standing -= 1
            counts = standing == 0
        else:
            counts = True
        if counts:
            kept.append((event, copied))
    return kept


def _said_later(event: Event, theirs: Sequence[Event]) -> bool:
    """Whether the other one said something of the same kind on the same day, and said so later."""
    if event.fact in (_MADE, _ENDED):
        return False
    return any(one.fact is event.fact and one.day == event.day and one.id > event.id for one in theirs)


def _append(
    tx: Writer,
    other: _Side,
    action: int,
    mixed: Sequence[tuple[Event, bool]],
    said: Mapping[int, Words],
) -> None:
    """Record what the one who stays lacks; what does not count any more is annulled."""
    kept = {event.id for event, copied in mixed if not copied}
    number = tx.new_pledge(other.number, action)
    made = (one.id for one in other.about(action) if one.fact is _MADE)
    promised = next((said[one] for one in made if one in said), None)
    for event in reversed(other.about(action)):
        if event.id not in kept:
            commands.annul(tx, other.number, event.id)
    for event in (event for event, copied in mixed if copied):
        words = (promised if event.fact is _MADE else None) or said.get(event.id)
        tx.append(replace(event, signatory=other.number, pledge=number, id=0, revision=0), words)


def _wins(other: _Side, mixed: Sequence[tuple[Event, bool]]) -> PledgeStance:
    """How a pledge stands by events of both."""
    first = mixed[0][0]
    signed = replace(other.signed, day=min(other.signed.day, first.day), id=1)
    numbered = [
        replace(event, signatory=other.number, pledge=1, id=place)
        for place, (event, _copied) in enumerate(mixed, 2)
    ]
    return replay([signed, *numbered])[0].pledges[1]


# ------------------------------------------------------------------------------- contacts, links, origins


def _contacts(db: Reader, source: int, into: int) -> tuple[tuple[Contact, ...], int]:
    """Who comes along, and how many are known there already."""
    there = {mailbox(one.email) for one in db.all_contacts_of(into).values()}
    theirs = db.all_contacts_of(source).values()
    coming = tuple(one for one in theirs if mailbox(one.email) not in there)
    return coming, len(theirs) - len(coming)


def _move_contacts(tx: Writer, source: int, into: int) -> None:
    """Contacts come along; what let them in as the one who goes is worth nothing any more."""
    theirs, there = tx.all_contacts_of(source), tx.all_contacts_of(into)
    coming, _known = _contacts(tx, source, into)
    new = _less_mail(theirs, there) | dict(enumerate(coming, _next_number(tx, into)))
    for number, one in new.items():
        commands.set_contact(tx, into, one, number)
    _move_bounces(tx, source, into, there | new)
    for number in theirs:
        tx.reach(source, Contact(), number)
    for table in (link, session, outbox, bounce):
        tx.alter(delete(table).where(table.c.signatory_id == source))


def _less_mail(theirs: Mapping[int, Contact], there: Mapping[int, Contact]) -> dict[int, Contact]:
    """Who agreed to mail there, and did not as a contact of the one who goes."""
    refused = {mailbox(one.email) for one in theirs.values() if not one.mail_consent}
    return {
        number: replace(one, mail_consent=False)
        for number, one in there.items()
        if one.mail_consent and mailbox(one.email) in refused
    }


def _move_bounces(tx: Writer, source: int, into: int, there: Mapping[int, Contact]) -> None:
    """Where mail to an address came back it still does; what is known of it there already stays."""
    theirs = tx.all_contacts_of(source)
    places = {mailbox(one.email): number for number, one in there.items()}
    for row in tx.rows(select(bounce).where(bounce.c.signatory_id == source)):
        if row.contact in theirs:
            number = places[mailbox(theirs[row.contact].email)]
            tx.put(bounce, signatory_id=into, contact=number, at=row.at, fault=row.fault)


def _next_number(tx: Writer, signatory: int) -> int:
    """The number of one more contact; that of who is none any more is not given again."""
    query = select(func.max(contact.c.number)).where(contact.c.signatory_id == signatory)
    return int(tx.rows(query)[0][0] or 0) + 1


def _move_origins(tx: Writer, source: int, into: int) -> None:
    """Rows of files are known as the one who stays; what they were known as is kept."""
    for row in tx.rows(select(origin).where(origin.c.signatory_id == source)):
        tx.add(origin_before, [{"revision": tx.revision, **row._asdict()}])
        key = {"source": row.source, "external_id": row.external_id}
        tx.change(origin, key, {"signatory_id": into})
