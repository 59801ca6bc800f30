"""Writing to the register: one transaction, one revision, everything appended at its end in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from dsw.domain import Entry, Event, Evidence, Fact, Obstacle, Profile, Stance, Status
from dsw.errors import RuleError
from dsw.people import Actor
from dsw.settings import now, today
from dsw.store import schema
from dsw.store.bulk import Values, append_rows
from dsw.store.desk import Desk
from dsw.store.dossier import Dossier
from dsw.store.reading import CHUNK, Contact, Identity, Words, mailbox


class Writer(Desk):
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
        self._pending: dict[Table, list[Values]] = defaultdict(list)
        self._dossiers: dict[int, Dossier] = {}
        self._profiles: dict[Profile, int] = {}
        #: New versions of personal rows, by whose they are; the last one of a transaction counts.
        self._versions: dict[Table, dict[tuple[int, int], Values]] = defaultdict(dict)
        log = {"revision": self.revision, "at": now(), "actor": actor.name, "act": act}
        connection.execute(insert(schema.change), log)

    def new_signatory(self, ref: str | None = None) -> int:
        """A number for a new signatory.

        Args:
            ref: its public reference (32 hexadecimal digits) when it already has one elsewhere.
        """
        number = self._number("signatory")
        self._pending[schema.signatory].append((number, ref or uuid4().hex, self.revision))
        self._dossiers[number] = Dossier()
        return number

    def new_pledge(self, signatory: int, action: int) -> int:
        """The number of a signatory's pledge on an action: the one it had before, or a new one."""
        known = self._dossier(signatory).pledge_on(action)
        if known:
            return known
        number = self._number("pledge")
        self._pending[schema.pledge].append((number, signatory, action, self.revision))
        return number

    def append(self, event: Event, words: Words | None = None) -> int:
        """Record a fact, with what was written beside it.

        Returns:
            The event's number.
        """
        number = self._number("event")
        self._dossier(event.signatory).append(event.recorded(number, self.revision))
        if words and words != _NO_WORDS:
            said = (words.words, words.link, words.ask, words.reason, words.helper, words.told)
            self._pending[schema.words].append((number, event.signatory, *said))
        return number

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
        named = (identity.signatory, self.revision, identity.name, identity.show_name)
        self._versions[schema.identity][identity.signatory, 0] = named

    def reach(self, signatory: int, contact: Contact, number: int = 1) -> None:
        """Record whom to write to.

        Args:
            contact: without an address: no longer.
            number: which of the signatory's contacts; 1 is the one to write to first.
        """
        said = (contact.name, contact.email, contact.mail_consent, mailbox(contact.email))
        self._versions[schema.contact][signatory, number] = (signatory, number, self.revision, *said)

    def unreach(self, signatory: int, number: int) -> None:
        """Forget a contact, in every revision, and that mail to it came back."""
        self._versions[schema.contact].pop((signatory, number), None)
        whose = (schema.contact.c.signatory_id == signatory, schema.contact.c.number == number)
        self.alter(delete(schema.contact).where(*whose))
        self._forget(schema.bounce, signatory, number)

    def unreach_everywhere(self, signatory: int, number: int) -> None:
        """Forget a contact, also with whoever was put together with this signatory: they may come apart."""
        table = schema.contact
        ours = (table.c.signatory_id == signatory, table.c.number == number, table.c.mailbox != "")
        known = {row.mailbox for row in self.rows(select(table.c.mailbox).where(*ours))}
        others = table.c.signatory_id.in_(self.put_together(signatory)[1:])
        self.alter(delete(table).where(others, table.c.mailbox.in_(known)))
        self.unreach(signatory, number)

    def shut_out(self, signatory: int, number: int) -> None:
        """Forget the links, sessions, letters and bounces of a contact: they went to somebody else."""
        for table in (schema.link, schema.session, schema.outbox, schema.bounce):
            self._forget(table, signatory, number)

    def _forget(self, table: Table, signatory: int, number: int) -> None:
        self.alter(delete(table).where(table.c.signatory_id == signatory, table.c.contact == number))

    def contacts_now(self, signatory: int) -> frozenset[int]:
        """The numbers of a signatory's contacts, with those this transaction adds."""
        added = {number for whose, number in self._versions[schema.contact] if whose == signatory}
        return frozenset(self.all_contacts_of(signatory)) | added

    def explain(self, signatory: int, why: str) -> None:
        """Record why the staff changed something about a signatory. Personal data; nothing for no words."""
        if why.strip():
            self._versions[schema.remark][signatory, 0] = (self.revision, signatory, why.strip())

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Add rows to a table that no event stands in (``origin``, ``import_run``, those of the office)."""
        names = table.columns.keys()
        self._pending[table].extend(tuple(row.get(name) for name in names) for row in rows)

    def change(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Change the one row of ``origin`` or ``clock`` with this key."""
        same = and_(*(table.c[name] == value for name, value in key.items()))
        self._connection.execute(update(table).where(same).values(**values))

    def mark_demo(self, demo: bool) -> None:
        """Say whether the register holds fictional data from here on."""
        self.change(schema.clock, {"id": 1}, {"demo": demo})

    def empty(self) -> None:
        """Remove everything but the change log and staff, and begin a new register: only for fictional data.

        Who of the staff is in stays in: one of them may be reading in the first real file.

        Raises:
            RuleError: the register holds real data.
        """
        if not self.demo:
            raise RuleError("register.echt")
        for table in reversed(schema.metadata.sorted_tables):
            if table not in (schema.clock, schema.change, schema.staff, schema.setting, schema.form_mapping):
                staff = table.c.get("staff_id")
                whose = () if staff is None else (staff.is_(None),)
                self._connection.execute(table.delete().where(*whose))
        self.change(schema.clock, {"id": 1}, {"register_id": uuid4().hex, "demo": False})
        self.demo = False
        self._next = dict.fromkeys(_NUMBERED, 1)
        self._dossiers.clear()
        self._profiles.clear()

    def settle(self) -> None:
        """Book, write and forget what was appended so far: a long transaction need not stand in memory.

        It changes nothing to what the transaction comes to. Whoever is asked for again is read back.

        Raises:
            RuleError: an event has nothing to act on.
        """
        known = {number: dossier for number, dossier in self._dossiers.items() if dossier.added}
        entries = {number: dossier.entries() for number, dossier in known.items()}
        profiles = self._profile_numbers(profile for one in known.values() for profile in one.profiles())
        events = (event for dossier in known.values() for event in dossier.added)
        self._append(
            {
                **self._pending,
                schema.event: (_event_row(event, profiles) for event in events),
                schema.entry: self._entry_rows(entries, profiles),
            }
        )
        self._pending.clear()
        self._dossiers.clear()

    def flush(self) -> None:
        """Settle the rest; called once, at the end of the transaction.

        Raises:
            RuleError: an event has nothing to act on.
        """
        self.settle()
        self._append({table: versions.values() for table, versions in self._versions.items()})
        self.change(schema.clock, {"id": 1}, {f"next_{name}": value for name, value in self._next.items()})

    def _append(self, rows: Mapping[Table, Iterable[Values]]) -> None:
        """Add rows, table by table, so that none points at a row that is not there yet."""
        for table in schema.metadata.sorted_tables:
            append_rows(self._connection, table, rows.get(table, ()))

    def _number(self, name: str) -> int:
        number = self._next[name]
        self._next[name] = number + 1
        return number

    def _dossier(self, signatory: int) -> Dossier:
        if signatory not in self._dossiers:
            self.load([signatory])
        return self._dossiers[signatory]

    def _profile_numbers(self, profiles: Iterable[Profile]) -> dict[Profile, int]:
        """The numbers of these profiles; those the register does not know yet get one."""
        found = self._profiles
        wanted = {_key(profile): profile for profile in dict.fromkeys(profiles) if profile not in found}
        columns = schema.profile.c
        regions = sorted({key[2] for key in wanted})
        for start in range(0, len(regions), CHUNK):
            query = select(schema.profile).where(columns.regions.in_(regions[start : start + CHUNK]))
            for row in self.rows(query):
                known = wanted.pop((row.kind, row.group_no, row.regions), None)
                if known:
                    found[known] = row.id
        for (kind, group, codes), profile in wanted.items():
            found[profile] = self._number("profile")
            self._pending[schema.profile].append((found[profile], kind, group, codes))
        return found

    def _entry_rows(
        self, entries: Mapping[int, Iterable[Entry]], profiles: Mapping[Profile, int]
    ) -> Iterator[Values]:
        number, revision = self._next["entry"], self.revision
        for signatory, booked in entries.items():
            for day, pledge, account, amount in booked:
                profile = profiles[account.profile]
                yield number, revision, signatory, day, pledge, profile, *account[1:], amount
                number += 1
        self._next["entry"] = number


_NUMBERED = ("event", "entry", "signatory", "pledge", "profile")
_NO_WORDS = Words()
#: Members of an enum as plain text, as drivers like them.
_PLAIN: Mapping[str | None, str | None] = {
    None: None,
    **{member: member.value for kind in (Fact, Status, Obstacle, Evidence) for member in kind},
}


def _key(profile: Profile) -> tuple[str, int, str]:
    return profile.kind.value, profile.group, " ".join(profile.regions)


def _event_row(event: Event, profiles: Mapping[Profile, int]) -> Values:
    return (
        event.id,
        event.revision,
        _PLAIN[event.fact],
        event.day,
        event.signatory,
        event.pledge,
        profiles[event.profile] if event.profile else None,
        _PLAIN[event.status],
        _PLAIN[event.obstacle],
        _PLAIN[event.evidence],
        event.due,
        event.plan_version,
        event.cancels,
    )
