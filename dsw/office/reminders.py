"""Who gets a reminder, and why: a rule without a database or a clock.

At most one letter goes to a signatory, to the first contact that may be written to. Nobody gets one who said
no to mail, whose mail came back, who has nothing left to do, or who was written to or heard of not long ago.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from dsw.calendar import months_before
from dsw.domain import Status
from dsw.plan import load_plan
from dsw.rules import USUAL
from dsw.settings import DUE_WITHIN_DAYS, STUCK_AFTER_DAYS
from dsw.store import Contact

#: With these there is nothing left to do.
ENDED = frozenset({Status.AFGEROND, Status.GESTOPT})


class Reason(StrEnum):
    """Why somebody gets a reminder; the first that holds is the one that is told."""

    NOOIT = "nooit"
    STIL = "stil"
    STREEFDATUM = "streefdatum"
    STAAT_STIL = "staat_stil"


#: A letter as somebody saw it: signatory, contact, reason, and indices of the actions it is about.
Seen: TypeAlias = tuple[int, int, Reason, tuple[int, ...]]

_ORDER = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Promise:
    """A pledge that stands.

    Attributes:
        action: the action's index in the plan; status: as last said.
        pledged_on: the day it was made; heard_on: the last day it was reported or confirmed.
        since: the day from which the status is what it is; due: the day its signer aims for.
    """

    action: int
    status: Status
    pledged_on: date
    heard_on: date | None = None
    since: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What counts for a reminder of one signatory. Personal data.

    Attributes:
        signatory: its number; promises: every pledge that stands.
        contacts: whom to write to, by number; bounced: the numbers of those where mail comes back.
        reminded_on: the day of the last reminder.
    """

    signatory: int
    promises: tuple[Promise, ...]
    contacts: Mapping[int, Contact]
    bounced: frozenset[int] = frozenset()
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A reminder that is due. Personal data.

    Attributes:
        signatory, contact: numbers of whom it is for; to: its name and address.
        reason: why; actions: indices of the actions it is about, in the plan's order.
    """

    signatory: int
    contact: int
    to: Contact
    reason: Reason
    actions: tuple[int, ...]

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from another letter of the same round."""
        return self.signatory, self.contact

    @property
    def seen(self) -> Seen:
        """What somebody saw who chose it: to whom, why and about what."""
        return self.signatory, self.contact, self.reason, self.actions

    def values(self, name: str) -> dict[str, str]:
        """What fills the letter.

        Args:
            name: what the signatory is called.
        """
        codes = " ".join(load_plan().code_of(action) for action in self.actions)
        return {"naam": name, "reden": self.reason.value, "acties": codes}


def letters_due(
    known: Iterable[Known],
    day: date,
    gap_days: int = USUAL.reminder_gap_days,
    silent_months: int = USUAL.silent_months,
) -> tuple[LetterDue, ...]:
    """The reminders that are due on a day, by reason and then by signatory.

    Args:
        known: every signatory once, in any order.
        gap_days: the least number of days after the last reminder, and after they were last heard of.
        silent_months: what was last heard longer ago than this many months is silent.
    """
    silent = months_before(day, silent_months)
    found = (letter for one in known if (letter := _letter(one, day, max(gap_days, 1), silent)))
    return tuple(sorted(found, key=lambda one: (_ORDER[one.reason], one.signatory)))


def _letter(one: Known, day: date, gap_days: int, silent: date) -> LetterDue | None:
    if day - _last_sign(one, day) < timedelta(days=gap_days):
        return None
    by_reason: dict[Reason, list[int]] = {}
    for promise in one.promises:
        for reason in _reasons(promise, day, silent):
            by_reason.setdefault(reason, []).append(promise.action)
    number = _reachable(one)
    if not by_reason or number is None:
        return None
    reason = min(by_reason, key=_ORDER.__getitem__)
    actions = tuple(sorted(by_reason[reason]))
    return LetterDue(one.signatory, number, one.contacts[number], reason, actions)


def _last_sign(one: Known, day: date) -> date:
    """The last day anything went from them to us, or a reminder from us to them; without pledges: today."""
    signs = [sign for promise in one.promises for sign in (promise.pledged_on, promise.heard_on)]
    return max((sign for sign in (*signs, one.reminded_on) if sign), default=day)


def _reasons(promise: Promise, day: date, silent: date) -> Iterable[Reason]:
    if promise.status in ENDED:
        return
    if promise.heard_on is None:
        yield Reason.NOOIT
    elif promise.heard_on < silent:
        yield Reason.STIL
    if promise.due and promise.due <= day + timedelta(days=DUE_WITHIN_DAYS):
        yield Reason.STREEFDATUM
    since = promise.since if promise.status is Status.STAAT_STIL else None
    if since and since <= day - timedelta(days=STUCK_AFTER_DAYS):
        yield Reason.STAAT_STIL


def _reachable(one: Known) -> int | None:
    """The first contact that may be written to."""
    may = (
        number
        for number, contact in one.contacts.items()
        if contact.email and contact.mail_consent and number not in one.bounced
    )
    return min(may, default=None)
