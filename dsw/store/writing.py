"""Writing to the register: one transaction, one revision, everything appended at its end in bulk."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, and_, insert, select, update

from dsw.domain import Booking, Event, Profile, Stance
from dsw.errors import RuleError
from dsw.people import Actor
from dsw.settings import now, today
from dsw.store import schema
from dsw.store.dossier import Dossier
from dsw.store.reading import CHUNK, Contact, Identity, Reader, Words


class Writer(Reader):
    """Everything one transaction adds to the register.

    Events are numbered when appended and booked at :meth:`flush`: a signatory's new entries are the
    difference between what its events come to now and what they came to before.

    Attributes:
        actor: who changes the register; revision: this transaction's number; today: the day it is.
    """

    def __init__(self, connection: Connection, actor: Actor, act: str) -> None:
        super().__init__(connection)
        take = update(schema.clock).values(revision=schema.clock.c.revision + 1).returning(*schema.clock.c)
        numbers = connection.execute(take).one()
        self.actor = actor
        self.today = today()
        self.revision: int = numbers.revision
        self.demo: bool = numbers.demo
        self._next: dict[str, int] = {name: getattr(numbers, f"next_{name}") for name in _NUMBERED}
        self._pending: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._dossiers: dict[int, Dossier] = {}
        self._versions: dict[tuple[Table, int], dict[str, Any]] = {}
        log = {"revision": self.revision, "at": now(), "actor": actor.name, "act": act}
        connection.execute(insert(schema.change), log)

    def new_signatory(self, ref: str | None = None) -> int:
        """A number for a new signatory.

        Args:
            ref: its public reference (32 hexadecimal digits) when it already has one elsewhere.
        """
        number = self._number("signatory")
        row = {"id": number, "ref": ref or uuid4().hex, "revision": self.revision}
        self._pending[schema.signatory].append(row)
        self._dossiers[number] = Dossier()
        return number

    def new_pledge(self, signatory: int, action: int) -> int:
        """The number of a signatory's pledge on an action: the one it had before, or a new one."""
        known = self._dossier(signatory).pledge_on(action)
        if known:
            return known
        number = self._number("pledge")
        row = {"id": number, "signatory_id": signatory, "action": action, "revision": self.revision}
        self._pending[schema.pledge].append(row)
        return number

    def append(self, event: Event, words: Words | None = None) -> int:
        """Record a fact, with what was written beside it.

        Returns:
            The event's number.
        """
        event = replace(event, id=self._number("event"), revision=self.revision)
        self._dossier(event.signatory).append(event)
        if words and words != Words():
            self._pending[schema.words].append(
                {"event_id": event.id, "signatory_id": event.signatory} | _fields(words)
            )
        return event.id

    def load(self, signatories: Iterable[int]) -> None:
        """Fetch what is on record of these signatories, all at once."""
        missing = {number for number in signatories if number not in self._dossiers}
        self._dossiers |= {number: Dossier() for number in missing}
        for event in self.events_of(missing):
            self._dossiers[event.signatory].remember(event)

    def stance(self, signatory: int) -> Stance:
        """How a signatory stands, with what this transaction appended so far."""
        return self._dossier(signatory).stance()

    def history(self, signatory: int) -> list[Event]:
        """Every event of a signatory in order of recording, this transaction's too."""
        return self._dossier(signatory).history()

    def name(self, identity: Identity) -> None:
        """Record what a signatory is called; earlier names stay on record."""
        values = {"name": identity.name, "show_name": identity.show_name}
        self._version(schema.identity, identity.signatory, values)

    def reach(self, signatory: int, contact: Contact) -> None:
        """Record whom to write to."""
        self._version(schema.contact, signatory, _fields(contact))

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Add rows to a table of the intake (``origin``, ``import_run``)."""
        self._pending[table].extend(rows)

    def change(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Change the one row of ``origin`` or ``clock`` with this key."""
        same = and_(*(table.c[name] == value for name, value in key.items()))
        self._connection.execute(update(table).where(same).values(**values))

    def mark_demo(self, demo: bool) -> None:
        """Say whether the register holds fictional data from here on."""
        self.change(schema.clock, {"id": 1}, {"demo": demo})

    def empty(self) -> None:
        """Remove everything but the change log, and begin a new register: only ever for fictional data.

        Raises:
            RuleError: the register holds real data.
        """
        if not self.demo:
            raise RuleError("register.echt")
        for table in reversed(schema.metadata.sorted_tables):
            if table not in (schema.clock, schema.change):
                self._connection.execute(table.delete())
        self.change(schema.clock, {"id": 1}, {"register_id": uuid4().hex, "demo": False})
        self.demo = False
        self._next = dict.fromkeys(_NUMBERED, 1)
        self._dossiers.clear()

    def flush(self) -> None:
        """Book and write everything appended; called once, at the end of the transaction.

        Raises:
            RuleError: an event has nothing to act on.
        """
        changes = {number: known.change() for number, known in self._dossiers.items() if known.added}
        added = [event for known in self._dossiers.values() for event in known.added]
        profiles = self._profile_numbers(_profiles_in(added, changes.values()))
        for (table, _signatory), row in self._versions.items():
            self._pending[table].append(row)
        rows: dict[Table, Iterable[dict[str, Any]]] = {
            **self._pending,
            schema.event: (_event_row(event, profiles) for event in added),
            schema.entry: self._entry_rows(changes, profiles),
        }
        for table in schema.metadata.sorted_tables:
            self._insert(table, rows.get(table, ()))
        self.change(schema.clock, {"id": 1}, {f"next_{name}": value for name, value in self._next.items()})

    def _number(self, name: str) -> int:
        number = self._next[name]
        self._next[name] = number + 1
        return number

    def _dossier(self, signatory: int) -> Dossier:
        if signatory not in self._dossiers:
            self.load([signatory])
        return self._dossiers[signatory]

    def _version(self, table: Table, signatory: int, values: dict[str, Any]) -> None:
        """A new version of a personal row; the last one of a transaction counts."""
        key = {"signatory_id": signatory, "revision": self.revision}
        self._versions[table, signatory] = key | values

    def _profile_numbers(self, profiles: Iterable[Profile]) -> dict[Profile, int]:
        """The numbers of these profiles; those the register does not know yet get one."""
        wanted = {_key(profile): profile for profile in profiles}
        columns = schema.profile.c
        found: dict[Profile, int] = {}
        regions = sorted({key[2] for key in wanted})
        for start in range(0, len(regions), CHUNK):
            query = select(schema.profile).where(columns.regions.in_(regions[start : start + CHUNK]))
            for row in self.rows(query):
                known = wanted.pop((row.kind, row.group_no, row.regions), None)
                if known:
                    found[known] = row.id
        for (kind, group, codes), profile in wanted.items():
            found[profile] = self._number("profile")
            values = {"id": found[profile], "kind": kind, "group_no": group, "regions": codes}
            self._pending[schema.profile].append(values)
        return found

    def _insert(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows in pieces: a large import need not stand in memory twice."""
        waiting = iter(rows)
        while piece := list(islice(waiting, _PIECE)):
            self._connection.execute(insert(table), piece)

    def _entry_rows(
        self, changes: Mapping[int, Counter[Booking]], profiles: Mapping[Profile, int]
    ) -> Iterator[dict[str, Any]]:
        for signatory, change in changes.items():
            for booking, amount in change.items():
                yield self._entry_row(signatory, booking, profiles[booking.account.profile], amount)

    def _entry_row(self, signatory: int, booking: Booking, profile: int, amount: int) -> dict[str, Any]:
        account = booking.account
        return {
            "id": self._number("entry"),
            "revision": self.revision,
            "signatory_id": signatory,
            "day": booking.day,
            "pledge_id": booking.pledge,
            "profile_id": profile,
            "action": account.action,
            "status": account.status,
            "obstacle": account.obstacle,
            "evidence": account.evidence,
            "heard": account.heard,
            "amount": amount,
        }


#: Rows sent to the database at once.
_PIECE = 10_000
_NUMBERED = ("event", "entry", "signatory", "pledge", "profile")


def _key(profile: Profile) -> tuple[str, int, str]:
    return profile.kind.value, profile.group, " ".join(profile.regions)


def _fields(record: Words | Contact) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _profiles_in(events: Iterable[Event], changes: Iterable[Counter[Booking]]) -> dict[Profile, None]:
    """The profiles events and entries point at, in a fixed order."""
    named = (event.profile for event in events if event.profile)
    booked = (booking.account.profile for change in changes for booking in change)
    return dict.fromkeys((*named, *booked))


def _event_row(event: Event, profiles: Mapping[Profile, int]) -> dict[str, Any]:
    return {
        "id": event.id,
        "revision": event.revision,
        "fact": event.fact.value,
        "day": event.day,
        "signatory_id": event.signatory,
        "pledge_id": event.pledge,
        "profile_id": profiles[event.profile] if event.profile else None,
        "status": event.status.value if event.status else None,
        "obstacle": event.obstacle.value if event.obstacle else None,
        "evidence": event.evidence.value if event.evidence else None,
        "due": event.due,
        "plan_version": event.plan_version,
        "cancels": event.cancels,
    }
