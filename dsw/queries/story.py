"""What happened to one signatory, transaction by transaction: for people to read, for no figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select

from dsw.domain import Event, Fact, PledgeStance, Profile, in_order, replay
from dsw.people import SIGNER_MARK, STAFF_MARK
from dsw.store import Contact, Identity, Reader, Words
from dsw.store.schema import (
    change,
    contact,
    identity,
    import_run,
    merger,
    remark,
    staff,
    undone,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that became true.

    Attributes:
        event: what; before: how its pledge stood until then, profile: what its signatory counted under.
        words: what was written with it. Personal data.
        of: with a correction, what it undoes.
        undone: it was undone later.
    """

    event: Event
    before: PledgeStance | None
    profile: Profile | None
    words: Words
    of: Event | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that was one thing and became another; either may be nothing. Personal data."""

    number: int
    before: Contact | None
    now: Contact


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one transaction did to a signatory. Personal data; hostile until escaped.

    Attributes:
        revision, at, actor, act: as in the change log.
        who: address of the member of staff, or name of the contact; "" when nobody knows any more.
        file: the file that was read in; "" when none was.
        why: the reason the staff gave.
        facts: what became true, in order.
        named: what it was called and is called since; renamed: whether that is something new.
        contacts: who came, changed or went.
        into: whom it went into; joined: who went into it: their names.
        undoes: the moment of what was taken back as a whole; undone: this was itself taken back.
    """

    revision: int
    at: datetime
    actor: str
    act: str
    who: str
    file: str
    why: str
    facts: tuple[Told, ...]
    named: tuple[Identity | None, Identity] | None
    contacts: tuple[Turn, ...]
    into: str
    joined: tuple[str, ...]
    undoes: datetime | None
    undone: bool


def story_of(db: Reader, number: int) -> tuple[Chapter, ...]:
    """All chapters about a signatory, the newest first."""
    facts = _facts(db, list(db.events_of([number])))
    names, turns = _names(db, number), _turns(db, number)
    why = {row.revision: row.why for row in _rows(db, remark, number)}
    together = _together(db, number)
    revisions = sorted({*facts, *names, *turns, *why, *together}, reverse=True)
    whole, files = _undone(db, revisions), _files(db, revisions)
    changes = {row.revision: row for row in _in(db, change, revisions)}
    people = _People(db, number)
    return tuple(
        Chapter(
            revision,
            changes[revision].at,
            changes[revision].actor,
            changes[revision].act,
            people.name(changes[revision].actor),
            files.get(revision, ""),
            why.get(revision, ""),
            tuple(facts.get(revision, ())),
            names.get(revision),
            tuple(turns.get(revision, ())),
            *together.get(revision, ("", ())),
            whole.get(revision),
            revision in whole.taken_back,
        )
        for revision in revisions
    )


def _facts(db: Reader, events: Sequence[Event]) -> Mapping[int, list[Told]]:
    words, by_number = db.words_of(one.id for one in events), {one.id: one for one in events}
    counts = {one.id for one in in_order(events)}
    found: dict[int, list[Told]] = defaultdict(list)
    for one in events:
        known = (other for other in events if other.id < one.id and other.day <= one.day)
        stance, _idle = replay(known)
        before = stance.pledges.get(one.pledge) if one.pledge else None
        gone = one.fact is not Fact.ANNULLED and one.id not in counts
        told = Told(
            one, before, stance.profile, words.get(one.id, Words()), by_number.get(one.cancels or 0), gone
        )
        found[one.revision].append(told)
    return found


def _rows(db: Reader, table: Table, number: int) -> Sequence[Row[Any]]:
    return db.rows(select(table).where(table.c.signatory_id == number).order_by(table.c.revision))


def _in(db: Reader, table: Table, revisions: Sequence[int]) -> Sequence[Row[Any]]:
    return db.rows(select(table).where(table.c.revision.in_(revisions))) if revisions else ()


def _names(db: Reader, number: int) -> Mapping[int, tuple[Identity | None, Identity]]:
    found: dict[int, tuple[Identity | None, Identity]] = {}
    before: Identity | None = None
    for row in _rows(db, identity, number):
        now = Identity(number, row.name, row.show_name)
        if now != before:
            found[row.revision] = (before, now)
        before = now
    return found


def _turns(db: Reader, number: int) -> Mapping[int, list[Turn]]:
    found: dict[int, list[Turn]] = defaultdict(list)
    known: dict[int, Contact] = {}
    for row in _rows(db, contact, number):
        now = Contact(row.name, row.email, row.mail_consent)
        before = known.get(row.number)
        if now != before:
            found[row.revision].append(Turn(row.number, before, now))
        known[row.number] = now
    return found


def _together(db: Reader, number: int) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    """Whom it went into and who went into it, by transaction."""
    rows = db.rows(select(merger).where((merger.c.signatory_id == number) | (merger.c.into_id == number)))
    names = db.names_of({one for row in rows for one in (row.signatory_id, row.into_id)})
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for row in rows:
        into, joined = found.get(row.revision, ("", ()))
        if row.signatory_id == number:
            into = names[row.into_id].name
        else:
            joined = (*joined, names[row.signatory_id].name)
        found[row.revision] = (into, joined)
    return found


class _Whole(dict[int, datetime]):
    """By the transaction that took another one back, the moment of that other one."""

    taken_back: frozenset[int] = frozenset()


def _undone(db: Reader, revisions: Sequence[int]) -> _Whole:
    rows = db.rows(
        select(undone, change.c.at)
        .join(change, change.c.revision == undone.c.revision)
        .where(undone.c.revision.in_(revisions))
    )
    found = _Whole({row.by_revision: row.at for row in rows})
    found.taken_back = frozenset(row.revision for row in rows)
    return found


def _files(db: Reader, revisions: Sequence[int]) -> Mapping[int, str]:
    return {row.revision: row.file for row in _in(db, import_run, revisions)}


class _People:
    """Who is behind a name in the change log, as far as that is known."""

    def __init__(self, db: Reader, number: int) -> None:
        self._staff = {f"{STAFF_MARK}{row.id}": row.email for row in db.rows(select(staff))}
        contacts: Iterable[tuple[int, Contact]] = db.all_contacts_of(number).items()
        self._contacts = {f"{SIGNER_MARK}{number}/{place}": one.name for place, one in contacts}

    def name(self, actor: str) -> str:
        return self._staff.get(actor) or self._contacts.get(actor, "")
