"""Registers made in memory from raw events, and a recount of them in plain Python that knows no ledger."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from secrets import token_hex

from dsw.calendar import months_before
from dsw.domain import Event, Fact, Kind, Obstacle, Profile, Status, entries_of
from dsw.ledger import Ledger, Profiles, columns_of
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.rules import USUAL, Rules
from dsw.store import Head, Identity, Snapshot
from dsw.views import Selection

STATUSES = ("niet_gestart", "bezig", "afgerond", "staat_stil", "gestopt")
PLACES = (*(province.code for province in load_regions().provinces), LANDELIJK, ONBEKEND)


@dataclass(slots=True)
class Register:
    """Events per signatory, added to in order of recording."""

    events: dict[int, list[Event]] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _pledges: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, signatory: int, fact: Fact, day: date, action: int | None = None, **more: object) -> None:
        """Record a fact; a pledge is known by its action (from 1)."""
        pledge = self._pledges.setdefault((signatory, action), len(self._pledges) + 1) if action else None
        more = {"pledge": pledge, "action": action, "id": next(self._numbers), **more}
        known = Event(fact, day, signatory, **more)  # type: ignore[arg-type]  # a test says what it adds
        self.events.setdefault(signatory, []).append(known)

    def sign(
        self,
        kind: Kind,
        group: int,
        regions: Iterable[str] = (),
        day: date = date(2026, 1, 5),
        name: str = "",
    ) -> int:
        """A new signatory; with a name it wants to be named."""
        number = len(self.events) + 1
        self.add(number, Fact.SIGNED, day, profile=Profile(kind, group, tuple(sorted(regions))))
        if name:
            self.named[number] = name
        return number

    def pledge(self, signatory: int, *actions: str, day: date = date(2026, 1, 5)) -> None:
        """Promise actions, by code."""
        for code in actions:
            self.add(signatory, Fact.PLEDGED, day, load_plan().action_index(code))

    def report(
        self, signatory: int, code: str, status: Status, day: date, obstacle: Obstacle | None = None
    ) -> None:
        """Say how a pledge stands."""
        index = load_plan().action_index(code)
        self.add(signatory, Fact.REPORTED, day, index, status=status, obstacle=obstacle)

    def snapshot(self, order: Sequence[int] | None = None, rules: Rules = USUAL) -> Snapshot:
        """As the mirror would have it, the signatories booked in any order."""
        numbers: dict[Profile, int] = {}
        rows = []
        for revision, signatory in enumerate(order or list(self.events), 1):
            for (day, pledge, account), amount in entries_of(self.events[signatory]).items():
                profile = numbers.setdefault(account.profile, len(numbers) + 1)
                rows.append((revision, signatory, day, pledge, profile, *account[1:], amount))
        profiles = Profiles.empty().extended([(n, p) for p, n in numbers.items()], load_regions())
        ledger = Ledger.empty(rules).extended(len(self.events), columns_of(rows), profiles)
        head = Head(token_hex(16), len(self.events), datetime(2026, 11, 2, 12, tzinfo=UTC), False)
        names = {n: Identity(n, self.named.get(n, f"Naam {n}"), n in self.named) for n in self.events}
        return Snapshot(head, ledger, names)


# ------------------------------------------------------------------------------------- the recount


@dataclass(slots=True)
class Promise:
    """A pledge as the recount has it."""

    action: int
    status: str = "niet_gestart"
    obstacle: str | None = None
    heard: date | None = None

    @property
    def section(self) -> int:
        return load_plan().actions[self.action - 1].section


@dataclass(slots=True)
class Signer:
    """A signatory as the recount has it."""

    number: int
    kind: str
    group: int
    regions: tuple[str, ...]
    promises: dict[int, Promise] = field(default_factory=dict)

    @property
    def places(self) -> set[str]:
        return {load_regions().province_of(code) for code in self.regions} or {ONBEKEND}

    def inside(self, selection: Selection) -> bool:
        return selection.group in (None, self.group) and (
            selection.province is None or selection.province in self.places
        )

    def within(self, selection: Selection) -> list[Promise]:
        return [one for one in self.promises.values() if selection.section in (None, one.section)]


def signers_on(register: Register, day: date) -> dict[int, Signer]:
    """Who stands on a day: every event is done again, one after the other, and nothing is summed."""
    found: dict[int, Signer] = {}
    for number, events in register.events.items():
        undone = {event.cancels for event in events if event.fact is Fact.ANNULLED}
        due = [event for event in events if event.day <= day and event.id not in undone]
        for event in sorted(due, key=lambda event: (event.day, event.id)):
            _redo(found, number, event)
    return found


def _redo(found: dict[int, Signer], number: int, event: Event) -> None:
    signer, profile = found.get(number), event.profile
    if event.fact is Fact.SIGNED and profile:
        found[number] = Signer(number, profile.kind.value, profile.group, profile.regions)
    elif signer is None:
        return
    elif event.fact is Fact.REPROFILED and profile:
        signer.kind, signer.group, signer.regions = profile.kind.value, profile.group, profile.regions
    elif event.fact is Fact.WITHDRAWN:
        del found[number]
    elif event.fact is Fact.PLEDGED and event.pledge and event.action:
        signer.promises[event.pledge] = Promise(event.action)
    elif event.pledge in signer.promises:
        _redo_promise(signer.promises, event.pledge, event)


def _redo_promise(promises: dict[int, Promise], number: int, event: Event) -> None:
    if event.fact is Fact.ENDED:
        del promises[number]
    elif event.fact is Fact.REPORTED and event.status:
        promises[number].status, promises[number].heard = event.status.value, event.day
        promises[number].obstacle = event.obstacle.value if event.obstacle else None
    elif event.fact is Fact.CONFIRMED:
        promises[number].heard = event.day


def heard_state(promise: Promise, day: date, rules: Rules = USUAL) -> str:
    """When a pledge was last heard of, seen on a day."""
    if promise.heard is None:
        return "nooit"
    return "stil" if promise.heard < months_before(day, rules.silent_months) else "recent"


def recount(register: Register, day: date, rules: Rules = USUAL) -> dict[str, object]:
    """The figures of a day as the command line prints them, counted one by one."""
    signers = list(signers_on(register, day).values())
    pairs = [(signer, promise) for signer in signers for promise in signer.promises.values()]
    codes = load_plan().codes
    groups = [str(number) for number in range(1, 10)]

    def rows(keys: Iterable[str], keys_of: dict[str, list[Promise]]) -> dict[str, dict[str, int]]:
        return {key: by_status(keys_of.get(key, [])) for key in keys}

    per: dict[str, dict[str, list[Promise]]] = {
        name: {} for name in ("actie", "sectie", "doelgroep", "provincie")
    }
    for signer, promise in pairs:
        per["actie"].setdefault(codes[promise.action - 1], []).append(promise)
        per["sectie"].setdefault(str(promise.section), []).append(promise)
        per["doelgroep"].setdefault(str(signer.group), []).append(promise)
        for place in signer.places:
            per["provincie"].setdefault(place, []).append(promise)
    heard = Counter(heard_state(promise, day, rules) for _signer, promise in pairs)
    return {
        "op": day.isoformat(),
        "revisie": len(register.events),
        "planversie": load_plan().version,
        "ondertekenaars": {
            "totaal": len(signers),
            "per_doelgroep": {key: sum(str(one.group) == key for one in signers) for key in groups},
            "per_provincie": {key: sum(key in one.places for one in signers) for key in PLACES},
            "per_soort": {kind.value: sum(one.kind == kind.value for one in signers) for kind in Kind},
        },
        "toezeggingen": {
            "totaal": len(pairs),
            "per_status": by_status([promise for _signer, promise in pairs]),
            "per_actie": rows(codes, per["actie"]),
            "per_sectie": rows(groups, per["sectie"]),
            "per_doelgroep": rows(groups, per["doelgroep"]),
            "per_provincie": rows(PLACES, per["provincie"]),
        },
        "gehoord": {state: heard[state] for state in ("recent", "stil", "nooit")},
    }


def by_status(promises: Iterable[Promise]) -> dict[str, int]:
    """A count for each of the five statuses."""
    counted = Counter(promise.status for promise in promises)
    return {status: counted[status] for status in STATUSES}
