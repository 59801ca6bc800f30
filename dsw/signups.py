"""Signing up: from a filled-in form to a signature in the register.

A sign-up waits outside the books until its e-mail address is proven and, for an organisation, until staff
approved it. Only then it is a signature, with its pledges, and counts.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.links import pass_on
from dsw.access.tokens import digest
from dsw.domain import Kind, Profile, replay
from dsw.errors import RuleError
from dsw.intake.values import key_of
from dsw.outbox import Letter, post
from dsw.people import Actor, Wish, require
from dsw.plan import load_plan
from dsw.settings import now
from dsw.store import Contact, Desk, Reader, Writer
from dsw.store.reading import mailbox
from dsw.store.schema import identity, link, outbox, session, signup

#: Who does not prove an address within this time is forgotten.
LIFETIME = timedelta(days=30)


class Stage(StrEnum):
    """How far a sign-up is."""

    WACHT_OP_MAIL = "wacht_op_mail"
    WACHT_OP_MOVISIE = "wacht_op_movisie"
    ONDERTEKEND = "ondertekend"
    AFGEWEZEN = "afgewezen"
    AL_BEKEND = "al_bekend"


@dataclass(frozen=True, slots=True)
class Intention:
    """What somebody wants to do: an action's index in the plan, in own words, by when."""

    action: int
    words: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody fills in to sign. Personal data; hostile until escaped.

    Attributes:
        profile: what it will be counted under.
        name: as it wants to be shown; contact_name: who fills it in; email: their address.
        intentions: the actions it wants to work on.
        show_name: may be named in public; mail_consent: may be written to about the plan.
        day: the day it was filled in.
    """

    profile: Profile
    name: str
    contact_name: str
    email: str
    intentions: tuple[Intention, ...]
    show_name: bool
    mail_consent: bool
    day: date


@dataclass(frozen=True, slots=True)
class Signup:
    """A sign-up; its wishes are gone once it is settled."""

    number: str
    stage: Stage
    made_at: datetime
    wishes: Wishes | None
    signatory: int | None


def submit(desk: Desk, key: str, wishes: Wishes) -> str:
    """Take in a sign-up, and write to who made it: to prove the address, or that they are known already.

    Args:
        key: the form's own; the same form is taken in once, however often it is sent.

    Returns:
        The sign-up's number.
    """
    number, known = _number_of(key), _known_as(desk, wishes)
    stage = Stage.AL_BEKEND if known else Stage.WACHT_OP_MAIL
    told = {"made_at": now(), "form": _written(wishes), "mailbox": mailbox(wishes.email)}
    if not desk.put(signup, id=number, stage=stage.value, **told):
        return number
    if known:
        assert known.signatory is not None
        assert known.contact is not None
        address = desk.all_contacts_of(known.signatory)[known.contact].email
        post(desk, Letter.AL_BEKEND, address, known, {"naam": wishes.name})
    else:
        post(desk, Letter.BEVESTIG, wishes.email, Holder(signup=number), {"naam": wishes.name})
    return number


def sent_in(db: Reader, key: str) -> Signup | None:
    """The sign-up that a form became; None when it was not sent in yet."""
    return find_signup(db, _number_of(key))


def is_public_name(db: Reader, name: str) -> bool:
    """Whether an organisation of this name stands in the register, and shows its name."""
    called = func.lower(identity.c.name) == name.strip().lower()
    numbers = {row.signatory_id for row in db.rows(select(identity.c.signatory_id).where(called))}
    named = db.names_of(numbers)
    return any(
        named[number].show_name
        and key_of(named[number].name) == key_of(name)
        and (profile := _profile_of(db, number)) is not None
        and profile.kind is Kind.ORGANISATIE
        for number in numbers
    )


def find_signup(db: Reader, number: str) -> Signup | None:
    """The sign-up with this number."""
    found = db.rows(select(signup).where(signup.c.id == number))
    return _signup(found[0]) if found else None


def waiting_signups(db: Reader) -> list[Signup]:
    """Organisations that wait for staff, the oldest first. Personal data."""
    waiting = select(signup).where(signup.c.stage == Stage.WACHT_OP_MOVISIE.value)
    return [_signup(row) for row in db.rows(waiting.order_by(signup.c.made_at, signup.c.id))]


def prove_address(desk: Desk, number: str) -> bool:
    """The address was proven: from here on it waits for staff. Whether it waited for that."""
    was = (signup.c.id == number, signup.c.stage == Stage.WACHT_OP_MAIL.value)
    return bool(desk.alter(update(signup).where(*was).values(stage=Stage.WACHT_OP_MOVISIE.value)))


def admit(tx: Writer, number: str) -> Holder:
    """Make a sign-up a signature with its pledges; its address must be proven.

    Who signed once more before the first was settled is who they were: nobody counts twice.

    Returns:
        Its contact; the same one when it was admitted before.

    Raises:
        RuleError: there is no such sign-up, or it was turned down.
    """
    known = find_signup(tx, number)
    if known and known.signatory:
        return Holder(known.signatory, 1)
    if known is None or known.wishes is None:
        raise RuleError("aanmelding.onbekend")
    holder = _known_as(tx, known.wishes)
    if holder:
        _settle(tx, number, Stage.AL_BEKEND, tx.actor, signatory_id=holder.signatory)
    else:
        holder = Holder(_sign(tx, known.wishes), 1)
        _settle(tx, number, Stage.ONDERTEKEND, tx.actor, signatory_id=holder.signatory)
        post(tx, Letter.WELKOM, known.wishes.email, holder, {"naam": known.wishes.name})
    pass_on(tx, number, holder)
    return holder


def approve(tx: Writer, number: str) -> Holder:
    """Staff lets an organisation in.

    Returns:
        Its contact.

    Raises:
        Refused, RuleError: this person may not, or there is nothing to approve.
    """
    require(tx.actor, Wish.APPROVE)
    return admit(tx, number)


def turn_down(desk: Desk, number: str, actor: Actor) -> None:
    """Staff does not let an organisation in, and it is told.

    Raises:
        Refused, RuleError: this person may not, or there is nothing to decide.
    """
    require(actor, Wish.APPROVE)
    known = find_signup(desk, number)
    if known is None or known.wishes is None or known.stage is not Stage.WACHT_OP_MOVISIE:
        raise RuleError("aanmelding.onbekend")
    _settle(desk, number, Stage.AFGEWEZEN, actor)
    post(desk, Letter.AFGEWEZEN, known.wishes.email, Holder(), {"naam": known.wishes.name})


def erase_signups(desk: Desk, addresses: Iterable[str]) -> None:
    """Remove what was filled in with these addresses and is not settled, with its letters and links."""
    numbers = select(signup.c.id).where(signup.c.mailbox.in_({mailbox(one) for one in addresses} - {""}))
    _remove(desk, numbers)


def forget_signups(desk: Desk) -> int:
    """Remove what was filled in by who never proved their address, or was known already; says how many."""
    stages = (Stage.WACHT_OP_MAIL.value, Stage.AL_BEKEND.value)
    old = (signup.c.stage.in_(stages), signup.c.made_at <= now() - LIFETIME)
    return _remove(desk, select(signup.c.id).where(*old))


def _remove(desk: Desk, numbers: Select[Any]) -> int:
    """Remove sign-ups, and what points at them first."""
    for table in (link, session, outbox):
        desk.alter(delete(table).where(table.c.signup_id.in_(numbers)))
    return desk.alter(delete(signup).where(signup.c.id.in_(numbers)))


def _sign(tx: Writer, wishes: Wishes) -> int:
    contact = Contact(wishes.contact_name, wishes.email, wishes.mail_consent)
    said = commands.SignUp(
        wishes.profile, wishes.name, wishes.day, load_plan().version, wishes.show_name, contact
    )
    signatory = commands.sign(tx, said)
    for one in wishes.intentions:
        commands.pledge(tx, signatory, one.action, wishes.day, one.due, one.words)
    tx.settle()  # what comes next points at the signatory, which must be there by then
    return signatory


def _known_as(db: Reader, wishes: Wishes) -> Holder | None:
    """Who signs once more: the same person, or the same organisation through somebody it knows."""
    at = db.contacts_at(wishes.email)
    names = db.names_of(signatory for signatory, _number in at)
    for signatory, number in at:
        profile = _profile_of(db, signatory)
        same_kind = profile is not None and profile.kind is wishes.profile.kind
        same_name = key_of(names[signatory].name) == key_of(wishes.name) if signatory in names else False
        if same_kind and (same_name or wishes.profile.kind is Kind.PERSOON):
            return Holder(signatory, number)
    return None


def _profile_of(db: Reader, signatory: int) -> Profile | None:
    return replay(db.events_of([signatory]))[0].profile


def _settle(desk: Desk, number: str, stage: Stage, actor: Actor, **values: Any) -> None:
    """Decide about a sign-up that waits for it; of two who do so at once, one decides."""
    decided = {"decided_at": now(), "decided_by": actor.name, "form": "", "mailbox": ""}
    waits = (signup.c.id == number, signup.c.stage == Stage.WACHT_OP_MOVISIE.value)
    if not desk.alter(update(signup).where(*waits).values(stage=stage.value, **decided, **values)):
        raise RuleError("aanmelding.onbekend")


def _number_of(key: str) -> str:
    return digest(key)[:32]


# ------------------------------------------------------------------------------------------ as it is kept


def _written(wishes: Wishes) -> str:
    return json.dumps(asdict(wishes), ensure_ascii=False, default=str)


def _signup(row: Row[Any]) -> Signup:
    wishes = _read(json.loads(row.form)) if row.form else None
    return Signup(row.id, Stage(row.stage), row.made_at, wishes, row.signatory_id)


def _read(form: dict[str, Any]) -> Wishes:
    profile = form.pop("profile")
    return Wishes(
        profile=Profile(Kind(profile["kind"]), profile["group"], tuple(profile["regions"])),
        intentions=tuple(_intentions(form.pop("intentions"))),
        day=date.fromisoformat(form.pop("day")),
        **form,
    )


def _intentions(kept: Iterable[dict[str, Any]]) -> Iterable[Intention]:
    for one in kept:
        due = date.fromisoformat(one["due"]) if one["due"] else None
        yield Intention(one["action"], one["words"], due)
