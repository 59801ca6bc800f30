"""What a signer sees of its own, and what it says about it: all pledges on one page, read from the books."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import func, select

from dsw import commands
from dsw.access.holders import Holder, signer
from dsw.domain import Event, Evidence, Fact, Obstacle, PledgeStance, Profile, Status, in_order, replay
from dsw.errors import RuleError
from dsw.filled import Filled, plain_lines
from dsw.joining import LONGEST_WORDS, Faults, due_fault
from dsw.people import Wish, require
from dsw.plan import load_plan
from dsw.store import Contact, Identity, Reader, Words, Writer
from dsw.store.schema import change, identity
from dsw.texts import text
from dsw.weblinks import web_address

#: What is asked of each pledge; the name of a field is one of these with the action's code behind it.
FIELDS = ("status", "obstakel", "hulp", "wie", "woorden", "bewijs", "reden", "wanneer")
#: What is only asked with one status.
_ASKED_WITH = MappingProxyType(
    {**dict.fromkeys(("obstakel", "hulp", "wie"), Status.STAAT_STIL), "reden": Status.GESTOPT}
)


@dataclass(frozen=True, slots=True)
class PledgeNow:
    """A standing pledge, with what its signer last wrote about it.

    Attributes:
        code: of the action; stance: how it stands; words: what was last written. Personal data.
        changed: the transaction that last said something about it.
    """

    code: str
    stance: PledgeStance
    words: Words
    changed: int

    def form(self) -> dict[str, tuple[str, ...]]:
        """As it stands in the fields of its form."""
        stance, words = self.stance, self.words
        told = {
            "status": stance.status.value,
            "obstakel": stance.obstacle.value if stance.obstacle else "",
            "hulp": words.ask,
            "wie": str(words.helper or ""),
            "woorden": words.words,
            "bewijs": words.link,
            "reden": words.reason,
            "wanneer": stance.due.isoformat() if stance.due else "",
        }
        return {f"{name}-{self.code}": (plain_lines(value).strip(),) for name, value in told.items()}

    def drawn(self) -> str:
        """The same, to go along with the form: what is sent shows then what its signer changed."""
        return json.dumps([value for (value,) in self.form().values()], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened to a signatory in one transaction.

    Attributes:
        revision: which; at: when it was recorded; actor: by whom; events: what became true.
    """

    revision: int
    at: datetime
    actor: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything a signer sees of its own. Personal data.

    Attributes:
        holder: who looks; identity: what it is called; profile: what it counts under.
        pledges: what it promised, in the plan's order.
        seen: the last transaction that changed any of this.
        contacts: everybody to write to, by number.
        history: what happened, the newest first.
    """

    holder: Holder
    identity: Identity
    profile: Profile
    pledges: tuple[PledgeNow, ...]
    seen: int
    contacts: Mapping[int, Contact]
    history: tuple[Moment, ...]

    @property
    def heard_on(self) -> date | None:
        """The last day anything was heard of any pledge."""
        days = [one.stance.heard_on for one in self.pledges if one.stance.heard_on]
        return max(days, default=None)

    @property
    def undoable(self) -> Moment | None:
        """The last thing that happened, if this contact did it and can take it back."""
        last = self.history[0] if self.history else None
        if last is None or last.actor != signer(self.holder).name:
            return None
        takes_back = any(event.fact in (Fact.ANNULLED, Fact.SIGNED) for event in last.events)
        return None if takes_back else last


@dataclass(frozen=True, slots=True)
class Change:
    """What a signer says anew about a pledge.

    Attributes:
        code: of its action; report: how it stands; None when that did not change.
        due: by when it is to be done; aims: whether that changed.
        met: somebody else changed it since the form was drawn.
    """

    code: str
    report: commands.Report | None
    due: date | None
    aims: bool
    met: bool = False


def read_mine(db: Reader, holder: Holder) -> Mine | None:
    """What a signer sees; None when it is no longer in the register, or this is no contact of it any more."""
    assert holder.signatory is not None
    events = list(db.events_of([holder.signatory]))
    stance, _idle = replay(events)
    named = db.names_of([holder.signatory]).get(holder.signatory)
    contacts = db.all_contacts_of(holder.signatory)
    if stance.profile is None or named is None or not named.name or holder.contact not in contacts:
        return None
    return Mine(
        holder,
        named,
        stance.profile,
        pledges_now(db, stance.pledges.values(), events),
        max(_named_in(db, holder.signatory), *(event.revision for event in events)),
        contacts,
        moments_of(db, events),
    )


def takes_part(db: Reader, signatory: int) -> bool:
    """Whether somebody stands in the register, and was not erased."""
    named = db.names_of([signatory]).get(signatory)
    return bool(named and named.name) and replay(db.events_of([signatory]))[0].profile is not None


class Promising(Protocol):
    """Whoever promised something: a signer that sees its own, or a signatory as the staff sees it."""

    @property
    def identity(self) -> Identity:
        """What it is called."""

    @property
    def pledges(self) -> tuple[PledgeNow, ...]:
        """What it promised, in the plan's order."""


def form_of(mine: Promising) -> Filled:
    """The form as it stands when nothing was typed yet."""
    return Filled({name: told for one in mine.pledges for name, told in one.form().items()})


def faults_of(mine: Promising, form: Filled, today: date) -> Faults:
    """What is wrong with what was filled in, in the order of the page."""
    found: dict[str, str] = {}
    for one in mine.pledges:
        found |= _faults(one, form, today)
    return found


def changes_of(mine: Promising, form: Filled, today: date) -> list[Change]:
    """What a form without faults says that is not yet so, and that its signer changed."""
    changes, before = [], form_of(mine)
    for one in mine.pledges:
        said, now = _relevant(_said(form, one.code)), _relevant(_said(before, one.code))
        drawn = _relevant(_drawn(form, one.code) or now)
        if said["status"] and said != drawn and said != now:
            change = _change(one.code, said, now, today, told=form.has("verteld"))
            changes.append(replace(change, met=drawn != now))
    return changes


def lost_words(mine: Promising, form: Filled) -> dict[str, str]:
    """What was typed about pledges that ended since the form was drawn, by the code of the action."""
    standing = {one.code for one in mine.pledges}
    codes = [name.removeprefix("was-") for name in form.values if name.startswith("was-")]
    found = {}
    for code in codes:
        drawn = _drawn(form, code)
        if code not in standing and code in load_plan() and drawn and _said(form, code) != drawn:
            said = _said(form, code)
            found[code] = " ".join(filter(None, (said["woorden"], said["hulp"], said["reden"])))
    return found


def save(tx: Writer, mine: Promising, changes: Iterable[Change]) -> None:
    """Record what a signer says.

    Raises:
        Refused, RuleError: see ``dsw.commands``; nothing is recorded.
    """
    signatory = mine.identity.signatory
    for one in changes:
        action = load_plan().action_index(one.code)
        if one.aims:
            commands.plan_for(tx, signatory, action, one.due, tx.today)
        if one.report:
            commands.report(tx, signatory, action, one.report)


def confirm_all(tx: Writer, mine: Mine) -> None:
    """Record that everything is still as it was said."""
    for one in mine.pledges:
        commands.confirm(tx, mine.identity.signatory, load_plan().action_index(one.code), tx.today)


def undo_last(tx: Writer, mine: Mine, revision: int) -> None:
    """Take back the last thing this contact said.

    Args:
        revision: what it saw as the last.

    Raises:
        RuleError: something was said since.
    """
    require(tx.actor, Wish.UPDATE, mine.identity.signatory)
    last = mine.undoable
    if last is None or last.revision != revision:
        raise RuleError("ongedaan.niets")
    for event in reversed(last.events):
        undone = Event(Fact.ANNULLED, event.day, event.signatory, pledge=event.pledge, cancels=event.id)
        tx.append(undone)


def changed_since(mine: Mine, seen: int) -> Sequence[PledgeNow]:
    """The pledges that changed since somebody looked."""
    return [one for one in mine.pledges if one.changed > seen]


def pledges_now(
    db: Reader, standing: Iterable[PledgeStance], events: Sequence[Event]
) -> tuple[PledgeNow, ...]:
    """Standing pledges in the plan's order, with what was last written about each.

    Args:
        events: everything that happened to their signatory, in order of recording.
    """
    known, counted = list(standing), in_order(events)
    words = db.words_of(_told_in(one, counted) for one in known)
    last = {event.pledge: event.revision for event in events if event.pledge}
    found = [
        PledgeNow(
            load_plan().code_of(one.action),
            one,
            words.get(_told_in(one, counted), Words()),
            last[one.pledge],
        )
        for one in known
    ]
    return tuple(sorted(found, key=lambda one: one.stance.action))


def _told_in(one: PledgeStance, events: Sequence[Event]) -> int:
    """The event that holds what was last written: the report, or else the promise, of those that count."""
    if one.report:
        return one.report
    made = [event.id for event in events if event.fact is Fact.PLEDGED and event.pledge == one.pledge]
    return made[-1]


def _named_in(db: Reader, signatory: int) -> int:
    query = select(func.max(identity.c.revision)).where(identity.c.signatory_id == signatory)
    return int(db.rows(query)[0][0] or 0)


def moments_of(db: Reader, events: Sequence[Event]) -> tuple[Moment, ...]:
    """What happened to a signatory, by transaction, the newest first."""
    revisions = sorted({event.revision for event in events})
    found = {row.revision: row for row in db.rows(select(change).where(change.c.revision.in_(revisions)))}
    moments = [
        Moment(revision, found[revision].at, found[revision].actor, tuple(some))
        for revision, some in groupby(sorted(events, key=lambda one: one.id), key=lambda one: one.revision)
    ]
    return tuple(reversed(moments))


def _said(form: Filled, code: str) -> dict[str, str]:
    """What stands in the fields of one pledge."""
    return {name: form.one(f"{name}-{code}") for name in FIELDS}


def _drawn(form: Filled, code: str) -> dict[str, str] | None:
    """What stood there when the form was drawn; None when it does not say."""
    try:
        values = json.loads(form.one(f"was-{code}"))
        return {name: str(value) for name, value in zip(FIELDS, values, strict=True)}
    except (ValueError, TypeError):
        return None


def _relevant(said: dict[str, str]) -> dict[str, str]:
    """Only what belongs to the status counts: what was typed for another one is left alone."""
    return {
        name: told if _ASKED_WITH.get(name, said["status"]) == said["status"] else ""
        for name, told in said.items()
    }


def _faults(one: PledgeNow, form: Filled, today: date) -> dict[str, str]:
    """What is wrong with what this signer changed; what others wrote is not theirs to mend."""
    said = _relevant(_said(form, one.code))
    now = _relevant({name: one.form()[f"{name}-{one.code}"][0] for name in FIELDS})
    changed = {name for name in FIELDS if said[name] != now[name]}
    status = said["status"]
    wrong = {
        "status": "status" if status and status not in set(Status) else "",
        "obstakel": "obstakel"
        if status == Status.STAAT_STIL and said["obstakel"] not in set(Obstacle)
        else "",
        "reden": "reden" if status == Status.GESTOPT and not said["reden"] else "",
        "bewijs": "bewijs" if said["bewijs"] and not web_address(said["bewijs"]) else "",
    }
    found = {name: text(f"mijn.fout.{key}") for name, key in wrong.items() if key and changed}
    for name in ("hulp", "woorden", "reden"):
        if name in changed and len(said[name]) > LONGEST_WORDS:
            found[name] = text("meedoen.fout.te_lang", hoogstens=LONGEST_WORDS)
    # An aim that went by may stay as it stands; a new one must lie ahead.
    if "wanneer" in changed and (fault := due_fault(said["wanneer"], today)):
        found["wanneer"] = fault
    return {f"{name}-{one.code}": found[name] for name in FIELDS if name in found}


def _change(code: str, said: Mapping[str, str], now: Mapping[str, str], today: date, *, told: bool) -> Change:
    due = date.fromisoformat(said["wanneer"]) if said["wanneer"] else None
    differs = any(said[name] != now[name] for name in FIELDS if name != "wanneer")
    report = _report(said, today, told=told) if differs else None
    return Change(code, report, due, aims=said["wanneer"] != now["wanneer"])


def _report(said: Mapping[str, str], today: date, *, told: bool) -> commands.Report:
    link, helper = web_address(said["bewijs"]), said["wie"]
    return commands.Report(
        Status(said["status"]),
        today,
        Obstacle(said["obstakel"]) if said["obstakel"] else None,
        Evidence.LINK if link else Evidence.EIGEN_WOORD,
        Words(
            said["woorden"],
            link,
            said["hulp"],
            said["reden"],
            int(helper) if helper in {str(one.number) for one in load_plan().sections} else 0,
            told=told and bool(said["hulp"]),
        ),
    )
