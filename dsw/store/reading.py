"""Reading the register inside one consistent transaction."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Select, Table, func, select

from dsw.domain import Event, Evidence, Fact, Kind, Obstacle, Profile, Status
from dsw.ledger import Rows
from dsw.store.entries import read_entries
from dsw.store.schema import (
    change,
    clock,
    contact,
    event,
    identity,
    import_run,
    merger,
    pledge,
    profile,
    setting,
    signatory,
    words,
)

E = TypeVar("E", bound=StrEnum)

#: Numbers in one ``IN (...)``: below SQLite's and PostgreSQL's limits on parameters.
CHUNK = 500
_CONTACTS = select(contact).order_by(contact.c.revision)
_HEAD = select(clock, change.c.at).outerjoin(change, change.c.revision == clock.c.revision)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the register is.

    Attributes:
        register_id: changes when the register is emptied and begun anew.
        revision: the last transaction; 0 while nothing was written.
        changed_at: its moment (UTC); None while nothing was written.
        demo: the register holds fictional data.
    """

    register_id: str
    revision: int
    changed_at: datetime | None
    demo: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """What a signatory is called, and whether it wants to be named in public. Personal data."""

    signatory: int
    name: str
    show_name: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What a signer wrote with a report. Personal data; hostile until escaped.

    Attributes:
        words: in its own words; link: evidence; ask: what would help; reason: why it stopped.
        helper: the section that could help; 0 when none was named.
        told: the form said that whoever could help sees the ask.
    """

    words: str = ""
    link: str = ""
    ask: str = ""
    reason: str = ""
    helper: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to. Personal data; ``email`` "" when none."""

    name: str = ""
    email: str = ""
    mail_consent: bool = False


class Reader:
    """Questions to the database that the ledger in memory cannot answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """All rows of a query on ``dsw.store.schema``'s tables."""
        return self._connection.execute(query).all()

    def head(self) -> Head:
        """Where the register is now."""
        row = self._connection.execute(_HEAD).one()
        return Head(row.register_id, row.revision, row.at, row.demo)

    def moment_of(self, revision: int) -> datetime | None:
        """When a transaction was written (UTC); None when it never was."""
        found = self.rows(select(change.c.at).where(change.c.revision == revision))
        return found[0].at if found else None

    def is_empty(self) -> bool:
        """Whether nobody ever signed and nothing was read in."""
        return not any(self.rows(select(table).limit(1)) for table in (signatory, import_run))

    def entries_after(self, revision: int) -> Rows:
        """The entries booked after a revision, in order, as columns of ``dsw.ledger.COLUMNS``."""
        return read_entries(self._connection, revision)

    def profiles_after(self, number: int) -> list[tuple[int, Profile]]:
        """The profiles with a higher number, in order."""
        found = self.rows(select(profile).where(profile.c.id > number).order_by(profile.c.id))
        return [(row.id, profile_of(row)) for row in found]

    def identities_after(self, revision: int) -> list[Identity]:
        """What signatories are called, for those named or renamed after a revision; oldest first."""
        columns = select(identity.c.signatory_id, identity.c.name, identity.c.show_name)
        query = columns.where(identity.c.revision > revision).order_by(identity.c.revision)
        return [Identity(*row) for row in self._connection.execute(query)]

    def contacts(self) -> dict[int, Contact]:
        """Whom to write to first, by signatory. Personal data."""
        return _first_contacts(self.rows(_CONTACTS))

    def names_of(self, signatories: Iterable[int]) -> dict[int, Identity]:
        """What these signatories are called now."""
        rows = self._of(identity, signatories)
        return {row.signatory_id: Identity(row.signatory_id, row.name, row.show_name) for row in rows}

    def contacts_of(self, signatories: Iterable[int]) -> dict[int, Contact]:
        """Whom to write to first for these signatories. Personal data."""
        numbers = chunks(signatories)
        pieces = (self.rows(_CONTACTS.where(contact.c.signatory_id.in_(piece))) for piece in numbers)
        return _first_contacts(row for piece in pieces for row in piece)

    def all_contacts_of(self, signatory: int) -> dict[int, Contact]:
        """Everybody to write to for a signatory, by number. Personal data."""
        return self.everybody_of([signatory]).get(signatory, {})

    def everybody_of(self, signatories: Iterable[int]) -> dict[int, dict[int, Contact]]:
        """Everybody to write to for these signatories, by signatory and number. Personal data."""
        pieces = (_CONTACTS.where(contact.c.signatory_id.in_(piece)) for piece in chunks(signatories))
        newest = {(row.signatory_id, row.number): row for piece in pieces for row in self.rows(piece)}
        found: dict[int, dict[int, Contact]] = {}
        for (whose, number), row in newest.items():
            if row.email:
                found.setdefault(whose, {})[number] = _contact(row)
        return found

    def every_contact_of(self, signatories: Iterable[int]) -> dict[int, dict[int, Contact]]:
        """Everybody to write to for these signatories, by signatory and number. Personal data."""
        found: dict[int, dict[int, Contact]] = {}
        for numbers in chunks(signatories):
            for row in self.rows(_CONTACTS.where(contact.c.signatory_id.in_(numbers))):
                found.setdefault(row.signatory_id, {})[row.number] = _contact(row)
        return {
            whose: {number: one for number, one in sorted(some.items()) if one.email}
            for whose, some in found.items()
        }

    def contacts_at(self, address: str) -> list[tuple[int, int]]:
        """The signatories and numbers of all contacts who have this e-mail address now."""
        known = select(contact.c.signatory_id).where(contact.c.mailbox == mailbox(address)).distinct()
        return [
            (signatory, number)
            for (signatory,) in sorted(self.rows(known))
            for number, one in self.all_contacts_of(signatory).items()
            if mailbox(one.email) == mailbox(address)
        ]

    def put_together(self, signatory: int) -> list[int]:
        """A signatory, and whoever was put together with it, in however many steps."""
        found = [signatory]
        for one in found:
            joined = self.rows(select(merger.c.signatory_id).where(merger.c.into_id == one))
            found += [row.signatory_id for row in joined if row.signatory_id not in found]
        return found

    def _of(self, table: Table, signatories: Iterable[int]) -> Iterator[Row[Any]]:
        """The rows about these signatories, the newest last."""
        for numbers in chunks(signatories):
            yield from self.rows(
                select(table).where(table.c.signatory_id.in_(numbers)).order_by(table.c.revision)
            )

    def events_of(self, signatories: Iterable[int]) -> Iterator[Event]:
        """Every recorded event of these signatories, in order of recording."""
        for numbers in chunks(signatories):
            query = _events().where(event.c.signatory_id.in_(numbers)).order_by(event.c.id)
            yield from map(_event, self._connection.execute(query))

    def histories(self, signatories: Iterable[int]) -> dict[int, list[Event]]:
        """Every recorded event of these signatories, by signatory, in order of recording."""
        found: dict[int, list[Event]] = defaultdict(list)
        for fact in self.events_of(signatories):
            found[fact.signatory].append(fact)
        return found

    def events_in(self, revision: int) -> list[Event]:
        """Every event that one transaction recorded, in order."""
        query = _events().where(event.c.revision == revision).order_by(event.c.id)
        return [_event(row) for row in self._connection.execute(query)]

    def undone_events(self) -> set[int]:
        """The numbers of events that were undone; an undoing that was itself undone undoes nothing."""
        annulled = select(event.c.id, event.c.cancels).where(event.c.fact == Fact.ANNULLED.value)
        undone: set[int] = set()
        for row in self.rows(annulled.order_by(event.c.id.desc())):
            if row.id not in undone:
                undone.add(row.cancels)
        return undone

    def all_events(self) -> Iterator[Event]:
        """Every recorded event, signatory by signatory."""
        query = _events().order_by(event.c.signatory_id, event.c.id)
        streamed = self._connection.execute(query, execution_options={"yield_per": 10_000})
        yield from map(_event, streamed)

    def words_of(self, events: Iterable[int]) -> dict[int, Words]:
        """What was written with these reports, by event number."""
        found: dict[int, Words] = {}
        for numbers in chunks(events):
            for row in self.rows(select(words).where(words.c.event_id.in_(numbers))):
                found[row.event_id] = Words(row.words, row.link, row.ask, row.reason, row.helper, row.told)
        return found

    def table_rows(self, table: Table) -> Iterator[Sequence[Row[Any]]]:
        """Every row of a table, in order of its key, a few thousand at a time."""
        query = select(table).order_by(*table.primary_key)
        streamed = self._connection.execute(query, execution_options={"yield_per": 5_000})
        yield from streamed.partitions()

    def settings_now(self, beginning: str, until: int | None = None) -> dict[str, Any]:
        """What was set last under names that begin like this, by the rest of the name; not what is as usual.

        Every value is kept as a JSON object that holds it as ``value``.

        Args:
            until: as it was at this revision.
        """
        known = [setting.c.name.startswith(beginning, autoescape=True)]
        known += [] if until is None else [setting.c.revision <= until]
        rows = self.rows(select(setting).where(*known).order_by(setting.c.revision))
        newest = {row.name.removeprefix(beginning): json.loads(row.value)["value"] for row in rows}
        return {name: value for name, value in newest.items() if value is not None}

    def count(self, query: Select[Any]) -> int:
        """How many rows a query has."""
        return self._connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def chunks(numbers: Iterable[int]) -> Iterator[Sequence[int]]:
    """The numbers, sorted, in pieces that fit one ``IN (...)``."""
    known = sorted(numbers)
    return (known[start : start + CHUNK] for start in range(0, len(known), CHUNK))


def mailbox(address: str) -> str:
    """What makes two e-mail addresses the same."""
    return address.strip().lower()


def profile_of(row: Row[Any]) -> Profile:
    """A row of ``profile`` as the domain knows it."""
    return _profile(row.kind, row.group_no, row.regions)


@lru_cache(maxsize=4096)
def _profile(kind: str, group: int, regions: str) -> Profile:
    return Profile(Kind(kind), group, tuple(regions.split()))


def _contact(row: Row[Any]) -> Contact:
    return Contact(row.name, row.email, row.mail_consent)


def _first_contacts(rows: Iterable[Row[Any]]) -> dict[int, Contact]:
    """Of each signatory the first contact; who is none any more only where nobody else is."""
    newest = {(row.signatory_id, row.number): _contact(row) for row in rows}
    found: dict[int, Contact] = {}
    for whose, number in sorted(newest):
        one = newest[whose, number]
        if whose not in found or (one.email and not found[whose].email):
            found[whose] = one
    return found


def _events() -> Select[Any]:
    """Everything an event is made of, also what the profile and the pledge it points at say."""
    joined = event.outerjoin(profile, profile.c.id == event.c.profile_id).outerjoin(
        pledge, pledge.c.id == event.c.pledge_id
    )
    said = (event.c.fact, event.c.day, event.c.signatory_id, event.c.pledge_id, pledge.c.action)
    counted = (profile.c.kind, profile.c.group_no, profile.c.regions)
    reported = (event.c.status, event.c.obstacle, event.c.evidence, event.c.due)
    kept = (event.c.plan_version, event.c.cancels, event.c.id, event.c.revision)
    return select(*said, *counted, *reported, *kept).select_from(joined)


def _event(row: Sequence[Any]) -> Event:
    """By position: a whole register is read this way, and names cost twice the time."""
    fact, day, signer, promise, action, kind, group, regions, status, obstacle, evidence, due, *kept = row
    return Event(
        _FACTS[fact],
        day,
        signer,
        promise,
        action,
        _profile(kind, group, regions) if kind else None,
        _STATUSES[status] if status else None,
        _OBSTACLES[obstacle] if obstacle else None,
        _EVIDENCE[evidence] if evidence else None,
        due,
        *kept,
    )


class _Members(dict[str, E], Generic[E]):
    """The members of an enum by value, found sooner than by calling it; an unknown value is refused by it."""

    def __init__(self, kind: type[E]) -> None:
        super().__init__((member.value, member) for member in kind)
        self._kind = kind

    def __missing__(self, value: str) -> E:
        return self._kind(value)


_FACTS, _STATUSES, _OBSTACLES = _Members(Fact), _Members(Status), _Members(Obstacle)
_EVIDENCE = _Members(Evidence)
