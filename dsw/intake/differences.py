"""What a submission asks of the register: the commands that book only what differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from dsw import commands
from dsw.commands import Report, SignUp
from dsw.domain import Event, PledgeStance, Profile, Stance, replay
from dsw.intake.findings import FindingKind, Notes
from dsw.intake.submission import PledgeRow, Submission
from dsw.plan import load_plan
from dsw.store import Contact, Identity, Words
from dsw.texts import text

#: A command that still needs its transaction and its signatory.
Step: TypeAlias = partial[Any]


@dataclass(frozen=True, slots=True)
class Before:
    """How one signatory stood.

    Attributes:
        identity, contact: its name, and whom to write to.
        events: everything on record; listed: the actions an earlier version of the row named.
        words: what was written with its reports, by event number.
        today: the day it is.
        keeps_name, keeps_contact, keeps_profile: what it is called, whom to write to, and what it counts
            under, is not for a file to say.
    """

    identity: Identity
    contact: Contact
    events: Sequence[Event]
    listed: frozenset[int]
    words: Mapping[int, Words]
    today: date
    keeps_name: bool = False
    keeps_contact: bool = False
    keeps_profile: bool = False
    stance: Stance = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stance", replay(self.events)[0])

    def last_day(self, action: int) -> date | None:
        """The last day anything happened to a pledge on an action."""
        return max((event.day for event in self.events if event.action == action), default=None)

    def told(self, pledge: PledgeStance) -> tuple[date | None, Words]:
        """The day of the report a pledge stands by, and what was written with it."""
        day = next((event.day for event in self.events if event.id == pledge.report), None)
        return day, self.words.get(pledge.report, Words())


def sign_up(said: Submission, ref: str, today: date) -> SignUp:
    """The signature of somebody new."""
    return SignUp(
        said.profile,
        said.name,
        min(said.signed_on or today, today),
        said.plan_version or load_plan().version,
        bool(said.show_name),
        Contact(said.contact_name, said.email, bool(said.mail_consent)),
        ref,
    )


def first_steps(said: Submission, today: date) -> list[Step]:
    """What somebody new pledges, day by day: a stance that need not be replayed costs far less."""
    signed = min(said.signed_on or today, today)
    steps = [step for row in said.pledges for step in _new_pledge(row, signed, today)]
    return sorted(steps, key=_day_of)


def _day_of(step: Step) -> date:
    day: date = step.keywords["said"].day if "said" in step.keywords else step.keywords["day"]
    return day


def further_steps(said: Submission, before: Before, notes: Notes) -> list[Step]:
    """What differs between a submission and how its signatory stands.

    Args:
        notes: takes what the register does not follow.
    """
    stance = before.stance
    if stance.profile is None or stance.signed_on is None:
        notes.add(FindingKind.INGETROKKEN, "", said.name)
        return []
    if said.signed_on and min(said.signed_on, before.today) != stance.signed_on:
        notes.add(
            FindingKind.NIET_OVERGENOMEN, "ondertekend_op", str(said.signed_on), blijft=stance.signed_on
        )
    day = _within(said.changed_on or before.today, stance.signed_on, before.today)
    return [
        *_personal(said, before, notes),
        *_counted(said, stance.profile, day, before, notes),
        *(step for row in said.pledges for step in _pledge(row, before, day, notes)),
        *_ended(said, before, day, notes),
    ]


def _personal(said: Submission, before: Before, notes: Notes) -> Iterator[Step]:
    """Another name or contact; what was erased stays erased, and what a signatory said itself stays."""
    if not before.identity.name:
        return
    name = replace(before.identity, name=said.name, show_name=_or(said.show_name, before.identity.show_name))
    if before.keeps_name:
        _note_kept(before.identity, name, notes)
    elif name != before.identity:
        yield partial(commands.rename, name=name.name, show_name=name.show_name)
    known = before.contact
    consent = _or(said.mail_consent, known.mail_consent)
    contact = Contact(said.contact_name or known.name, said.email or known.email, consent)
    if before.keeps_contact:
        _note_kept(known, contact, notes)
    elif contact != known:
        yield partial(commands.set_contact, contact=contact)


def _or(said: bool | None, known: bool) -> bool:
    return known if said is None else said


#: What mappings call what a signatory may say itself.
_OWN = {
    Identity: {"name": "naam", "show_name": "naam_tonen"},
    Contact: {"name": "contactpersoon", "email": "e_mail", "mail_consent": "mail_toestemming"},
    Profile: {"kind": "soort", "group": "doelgroep", "regions": "regio"},
}


def _note_kept(kept: Identity | Contact | Profile, said: object, notes: Notes) -> None:
    """Say of each field that differs that what was said by hand stays."""
    for name, told in _OWN[type(kept)].items():
        value = getattr(said, name)
        if value != getattr(kept, name):
            notes.add(FindingKind.ZELF_GEWIJZIGD, told, _told(value))


def _told(value: object) -> str:
    """A value as a finding shows it."""
    if isinstance(value, bool):
        return text(f"intake.antwoord.{'ja' if value else 'nee'}")
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _counted(said: Submission, now: Profile, day: date, before: Before, notes: Notes) -> Iterator[Step]:
    """Another profile; regions that are not certain never take the place of ones that are."""
    profile = Profile(said.kind, said.group, said.regions_over(now.regions))
    if before.keeps_profile:
        _note_kept(now, profile, notes)
    elif profile != now:
        yield partial(commands.reprofile, profile=profile, day=day)


def _new_pledge(row: PledgeRow, day: date, today: date) -> Iterator[Step]:
    pledged = _within(row.pledged_on or day, day, today)
    yield partial(commands.pledge, action=row.action, day=pledged, due=row.due)
    yield from _status(row, pledged, today)


def _status(row: PledgeRow, pledged: date, today: date) -> Iterator[Step]:
    """What a row says of a pledge nobody reported on."""
    heard = row.heard_on or row.status_since
    if row.status:
        since = _within(row.status_since or heard or today, pledged, today)
        yield _report(row, since, row.words)
        if heard and _within(heard, since, today) > since:
            yield partial(commands.confirm, action=row.action, day=_within(heard, since, today))
    elif heard:
        yield partial(commands.confirm, action=row.action, day=_within(heard, pledged, today))


def _report(row: PledgeRow, day: date, words: Words) -> Step:
    assert row.status
    said = Report(row.status, day, row.obstacle, row.evidence, words)
    return partial(commands.report, action=row.action, said=said)


def _pledge(row: PledgeRow, before: Before, day: date, notes: Notes) -> Iterator[Step]:
    now = before.stance.pledge_on(row.action)
    if now is not None:
        yield from _known_pledge(row, now, before, notes)
        return
    pledged = _within(row.pledged_on or day, before.stance.signed_on or day, before.today)
    ended = before.last_day(row.action)
    if ended and (row.action in before.listed or pledged <= ended):
        code = load_plan().code_of(row.action)
        notes.add(FindingKind.TOEZEGGING_BEEINDIGD, "actie", code, sinds=ended)
        return
    yield from _new_pledge(row, pledged, before.today)


def _known_pledge(row: PledgeRow, now: PledgeStance, before: Before, notes: Notes) -> Iterator[Step]:
    if row.pledged_on and row.pledged_on != now.pledged_on:
        notes.add(FindingKind.NIET_OVERGENOMEN, "toegezegd_op", str(row.pledged_on), blijft=now.pledged_on)
    heard = row.heard_on or row.status_since
    said_on = _within(heard or before.today, now.pledged_on, before.today)
    if now.heard_on and said_on < now.heard_on:
        if _differs(row, now, before):
            notes.add(FindingKind.OUDER_BERICHT, "status", row.status or "", gehoord=now.heard_on)
        return
    if row.due and row.due != now.due:
        yield partial(commands.plan_for, action=row.action, due=row.due, day=before.today)
    if row.status or heard:
        yield from _news(row, now, before, said_on)


def _differs(row: PledgeRow, now: PledgeStance, before: Before) -> bool:
    _day, words = before.told(now)
    return bool(row.status) and (_stands(row, now) is False or _merged(row.words, words) != words)


def _stands(row: PledgeRow, now: PledgeStance) -> bool:
    """Whether a pledge was reported just so; a row without evidence says nothing about it."""
    said = (row.status, row.obstacle, row.evidence or now.evidence)
    return now.status_since is not None and said == (now.status, now.obstacle, now.evidence)


def _news(row: PledgeRow, now: PledgeStance, before: Before, said_on: date) -> Iterator[Step]:
    """A report where something differs, a confirmation where it was only said again."""
    reported_on, words = before.told(now)
    heard = now.heard_on
    if row.status and not _stands(row, now):
        earliest = max(now.pledged_on, reported_on or now.pledged_on)
        since = _within(row.status_since or said_on, earliest, before.today)
        yield _report(row, since, row.words)
        heard = max(since, heard or since)
    elif _differs(row, now, before):
        yield _report(row, said_on, _merged(row.words, words))
        heard = said_on
    if (row.heard_on or row.status_since) and (heard is None or said_on > heard):
        yield partial(commands.confirm, action=row.action, day=said_on)


def _merged(said: Words, known: Words) -> Words:
    """What is known, with what is said now; an empty cell takes nothing away."""
    return Words(
        said.words or known.words, said.link or known.link, said.ask or known.ask, said.reason or known.reason
    )


def _ended(said: Submission, before: Before, day: date, notes: Notes) -> Iterable[Step]:
    """Pledges an earlier version of the row named and this one, asked for them, does not."""
    if not said.asks_actions:
        return
    for action in sorted(before.listed - set(said.actions)):
        if before.stance.pledge_on(action):
            notes.add(FindingKind.TOEZEGGING_EINDIGT, "actie", load_plan().code_of(action))
            last = max(day, before.last_day(action) or day)
            yield partial(commands.end_pledge, action=action, day=min(last, before.today))


def _within(day: date, first: date, last: date) -> date:
    return max(first, min(day, last))
