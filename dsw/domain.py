"""What the register knows: statuses, facts, and how facts become entries. Standard library only.

Facts are events and are never overwritten. An event's effect is a set of signed entries; the entries of a
signatory are always the difference between what its events say now and what was booked before. A report dated
before an existing one therefore books its successor's correction too, without a rule of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias


class Status(StrEnum):
    """What a signer says of a pledge, in the order the product always shows."""

    AFGEROND = "afgerond"
    BEZIG = "bezig"
    STAAT_STIL = "staat_stil"
    GESTOPT = "gestopt"
    NIET_GESTART = "niet_gestart"


class Obstacle(StrEnum):
    """What keeps a pledge that stands still from moving."""

    TIJD = "tijd"
    GELD = "geld"
    KENNIS = "kennis"
    MENSEN = "mensen"
    TECHNIEK = "techniek"
    REGELS = "regels"
    SAMENWERKING = "samenwerking"
    ANDERS = "anders"


class Evidence(StrEnum):
    """What a reported status rests on."""

    EIGEN_WOORD = "eigen_woord"
    LINK = "link"
    BEVESTIGD = "bevestigd"


class Kind(StrEnum):
    """Who signs."""

    PERSOON = "persoon"
    ORGANISATIE = "organisatie"


class Freshness(StrEnum):
    """When a pledge was last heard of; computed for a day, never stored."""

    RECENT = "recent"
    STIL = "stil"
    NOOIT = "nooit"


class Fact(StrEnum):
    """What kind of thing became true."""

    SIGNED = "ondertekend"
    REPROFILED = "gegevens_gewijzigd"
    PLEDGED = "toegezegd"
    PLANNED = "streefdatum_gezet"
    REPORTED = "gemeld"
    CONFIRMED = "bevestigd"
    ENDED = "toezegging_beeindigd"
    WITHDRAWN = "ingetrokken"
    ANNULLED = "tenietgedaan"


#: Which status may follow which. Moving back is real life, so it is legal and stays in the history.
NEXT_STATUS: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.NIET_GESTART: frozenset(Status),
        Status.BEZIG: frozenset(Status),
        Status.STAAT_STIL: frozenset(Status),
        Status.AFGEROND: frozenset(Status),
        Status.GESTOPT: frozenset(Status),
    }
)

#: The facts that concern one pledge; the others concern the signatory as a whole.
PLEDGE_FACTS = frozenset({Fact.PLEDGED, Fact.PLANNED, Fact.REPORTED, Fact.CONFIRMED, Fact.ENDED})

STATUS_CODE: Mapping[Status, int] = MappingProxyType({status: n for n, status in enumerate(Status, 1)})
OBSTACLE_CODE: Mapping[Obstacle, int] = MappingProxyType({item: n for n, item in enumerate(Obstacle, 1)})
EVIDENCE_CODE: Mapping[Evidence, int] = MappingProxyType({item: n for n, item in enumerate(Evidence, 1)})


@dataclass(frozen=True, slots=True)
class Profile:
    """What a signatory is counted under.

    Attributes:
        kind: person or organisation.
        group: stakeholder group, 1 to 9.
        regions: sorted codes of municipalities (``GM0344``) and provinces (``PV26``), or ``("landelijk",)``;
            empty when unknown.
    """

    kind: Kind
    group: int
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One fact about one signatory. Fields a fact does not use stay empty.

    Attributes:
        fact: what became true.
        day: the day it became true (not the day it was recorded).
        signatory: number of the signatory.
        pledge: number of the pledge, for facts about a pledge.
        action: the action's index in the plan (1 to 27), with ``PLEDGED``.
        profile: with ``SIGNED`` and ``REPROFILED``.
        status, obstacle, evidence: with ``REPORTED``.
        due: the day a signer aims for, with ``PLANNED`` (none: the aim was dropped).
        plan_version: the plan that was signed, with ``SIGNED``.
        cancels: number of the event that is undone, with ``ANNULLED``.
        id: order of recording; 0 until the store has given it one.
        revision: the transaction that recorded it; 0 until then.
    """

    fact: Fact
    day: date
    signatory: int
    pledge: int | None = None
    action: int | None = None
    profile: Profile | None = None
    status: Status | None = None
    obstacle: Obstacle | None = None
    evidence: Evidence | None = None
    due: date | None = None
    plan_version: str | None = None
    cancels: int | None = None
    id: int = 0
    revision: int = 0

    def recorded(self, number: int, revision: int) -> "Event":
        """The same fact under the number and the transaction the store gave it."""
        return Event(
            self.fact,
            self.day,
            self.signatory,
            self.pledge,
            self.action,
            self.profile,
            self.status,
            self.obstacle,
            self.evidence,
            self.due,
            self.plan_version,
            self.cancels,
            number,
            revision,
        )


class Account(NamedTuple):
    """Where an entry is booked: all zeros but ``profile`` for the signature itself."""

    profile: Profile
    action: int = 0
    status: int = 0
    obstacle: int = 0
    evidence: int = 0
    heard: int = 0


class Booking(NamedTuple):
    """An entry without its amount: pledge 0 is the signature. ``day`` is a proleptic ordinal."""

    day: int
    pledge: int
    account: Account


#: A booking with its amount: day, pledge, account, amount.
Entry: TypeAlias = tuple[int, int, Account, int]
#: Where one pledge stands at the end of each day on which it moved; None: nowhere.
Track: TypeAlias = list[tuple[int, Account | None]]


class PledgeStance(NamedTuple):
    """How one pledge stands.

    Attributes:
        pledge: its number; action: the action's index in the plan (1 to 27).
        pledged_on: the day it was made.
        status_since: the day the status was first reported as it is now; None while nothing was reported.
        heard_on: the last day it was reported or confirmed; None when never.
        due: the day the signer aims for.
        report: number of the event that reported the status; 0 while nothing was reported.
    """

    pledge: int
    action: int
    pledged_on: date
    status: Status = Status.NIET_GESTART
    obstacle: Obstacle | None = None
    evidence: Evidence | None = None
    status_since: date | None = None
    heard_on: date | None = None
    due: date | None = None
    report: int = 0

    def changed(self, heard_on: date | None, due: date | None) -> "PledgeStance":
        """The same pledge, heard of or aimed at another day."""
        return self._replace(heard_on=heard_on, due=due)

    def account(self, profile: Profile) -> Account:
        """Where the pledge is booked for a signatory with this profile."""
        return Account(
            profile,
            self.action,
            STATUS_CODE[self.status],
            OBSTACLE_CODE[self.obstacle] if self.obstacle else 0,
            EVIDENCE_CODE[self.evidence] if self.evidence else 0,
            self.heard_on.toordinal() if self.heard_on else 0,
        )


@dataclass(slots=True)
class Stance:
    """How one signatory stands after replaying its events in order of day; it books as it goes.

    Attributes:
        profile: what it is counted under; None when it never signed or withdrew.
        signed_on: the day of its signature.
        plan_version: the plan it signed.
        pledges: its standing pledges by number.
        tracks: where the signature (0) and each pledge stood, by number.
    """

    profile: Profile | None = None
    signed_on: date | None = None
    plan_version: str | None = None
    pledges: dict[int, PledgeStance] = field(default_factory=dict)
    tracks: dict[int, Track] = field(default_factory=dict)

    @property
    def entries(self) -> Counter[Booking]:
        """What the replay booked."""
        return Counter(
            {Booking(day, pledge, account): amount for day, pledge, account, amount in self.booked()}
        )

    def booked(self) -> Iterator[Entry]:
        """The same, one by one: off the account where a pledge stood and onto the one it moved to."""
        for pledge, track in self.tracks.items():
            before = None
            for day, account in track:
                if account != before:
                    if before is not None:
                        yield day, pledge, before, -1
                    if account is not None:
                        yield day, pledge, account, 1
                before = account

    def pledge_on(self, action: int) -> PledgeStance | None:
        """The standing pledge on an action, if there is one."""
        for pledge in self.pledges.values():
            if pledge.action == action:
                return pledge
        return None

    def take(self, event: Event) -> bool:
        """Apply one event; False when it has nothing to act on (a report on a pledge that does not stand)."""
        if event.fact is Fact.SIGNED:
            return self._sign(event)
        if self.profile is None:
            return False
        if event.fact is Fact.REPROFILED and event.profile:
            self._enter(event.day.toordinal(), event.profile)
        elif event.fact is Fact.WITHDRAWN:
            self._leave(event.day.toordinal())
        elif event.pledge is not None:
            return self._take_pledge(self.profile, event, event.pledge)
        return True

    def _sign(self, event: Event) -> bool:
        if self.profile is not None or event.profile is None:
            return False
        self.signed_on, self.plan_version = event.day, event.plan_version
        self._enter(event.day.toordinal(), event.profile)
        return True

    def _enter(self, day: int, profile: Profile) -> None:
        self._stand(day, 0, Account(profile))
        for pledge in self.pledges.values():
            self._stand(day, pledge.pledge, pledge.account(profile))
        self.profile = profile

    def _leave(self, day: int) -> None:
        for pledge in (*self.pledges, 0):
            self._stand(day, pledge, None)
        self.pledges.clear()
        self.profile = self.signed_on = self.plan_version = None

    def _take_pledge(self, profile: Profile, event: Event, number: int) -> bool:
        now = self.pledges.get(number)
        if (now is None) is not (event.fact is Fact.PLEDGED):
            return False
        after = _after(event, number, now)
        if after is None:
            del self.pledges[number]
        else:
            self.pledges[number] = after
        if event.fact is not Fact.PLANNED:  # an aim moves nothing
            self._stand(event.day.toordinal(), number, after.account(profile) if after else None)
        return True

    def _stand(self, day: int, pledge: int, account: Account | None) -> None:
        """Note where a pledge stands from a day on; only where it stands at the end of the day counts."""
        track = self.tracks.get(pledge)
        if track is None:
            self.tracks[pledge] = [(day, account)]
        elif track[-1][0] == day:
            track[-1] = (day, account)
        else:
            track.append((day, account))


def _after(event: Event, number: int, now: PledgeStance | None) -> PledgeStance | None:
    """How a pledge stands after an event about it; None when it ends."""
    if now is None:
        return PledgeStance(number, event.action or 0, event.day)
    if event.fact is Fact.REPORTED and event.status:
        return PledgeStance(
            number,
            now.action,
            now.pledged_on,
            event.status,
            event.obstacle,
            event.evidence,
            _since(now, event),
            event.day,
            now.due,
            event.id,
        )
    if event.fact is Fact.CONFIRMED:
        return now.changed(event.day, now.due)
    if event.fact is Fact.PLANNED:
        return now.changed(now.heard_on, event.due)
    return None


def _since(now: PledgeStance, event: Event) -> date:
    unchanged = now.status_since is not None and now.status is event.status
    return now.status_since if unchanged and now.status_since else event.day


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events that count, by the day they became true, then by recording; undone events are left out."""
    known = list(events)
    undone: set[int | None] = set()
    for event in sorted(known, key=lambda event: -event.id):
        if event.fact is Fact.ANNULLED and event.id not in undone:
            undone.add(event.cancels)
    valid = [event for event in known if event.fact is not Fact.ANNULLED and event.id not in undone]
    return sorted(valid, key=lambda event: (event.day, event.id))


def replay(events: Iterable[Event]) -> tuple[Stance, tuple[Event, ...]]:
    """How ONE signatory stands after all its events, and the events that had nothing to act on (a fault).

    Args:
        events: in any order; recorded events carry their ``id``.
    """
    stance = Stance()
    idle = tuple(event for event in in_order(events) if not stance.take(event))
    return stance, idle


def entries_of(events: Iterable[Event]) -> Counter[Booking]:
    """The entries one signatory's events come to: at any day each pledge sums to 0 or 1 over its accounts."""
    return replay(events)[0].entries


def differences(before: Counter[Booking], after: Counter[Booking]) -> Counter[Booking]:
    """The entries that turn the books ``before`` into the books ``after``."""
    change = Counter(after)
    change.subtract(before)
    return Counter({booking: amount for booking, amount in change.items() if amount})
