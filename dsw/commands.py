"""Everything that changes the register. A command asks: may this person, is the rule kept; then it appends.

It runs inside the transaction its caller opened (``Store.write``), so a rule is checked against what the
register holds at that moment, and several commands succeed or fail together.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete

from dsw.access.holders import Holder
from dsw.domain import NEXT_STATUS, Event, Evidence, Fact, Obstacle, PledgeStance, Profile, Stance, Status
from dsw.errors import RuleError
from dsw.outbox import Letter, take_back_offers, waits
from dsw.people import Wish, require
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.store import Contact, Identity, Words, Writer
from dsw.store.reading import mailbox
from dsw.store.schema import outbox


@dataclass(frozen=True, slots=True)
class SignUp:
    """Somebody signs.

    Attributes:
        profile: what it will be counted under; name: as it wants to be shown.
        day: the day of signing; plan_version: the plan that was signed.
        show_name: may be named in public; contact: whom to write to.
        ref: its public reference when it already has one elsewhere.
    """

    profile: Profile
    name: str
    day: date
    plan_version: str
    show_name: bool = False
    contact: Contact = field(default_factory=Contact)
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A signer says how a pledge stands."""

    status: Status
    day: date
    obstacle: Obstacle | None = None
    evidence: Evidence | None = Evidence.EIGEN_WOORD
    words: Words = field(default_factory=Words)


_NOBODY = Contact()


def sign(tx: Writer, wish: SignUp) -> int:
    """Add a signatory.

    Returns:
        Its number.

    Raises:
        Refused, RuleError: see the module.
    """
    require(tx.actor, Wish.SIGN)
    _check_profile(wish.profile)
    _check_day(tx, wish.day)
    if not wish.name.strip():
        raise RuleError("naam.leeg")
    number = tx.new_signatory(wish.ref)
    tx.append(Event(Fact.SIGNED, wish.day, number, profile=wish.profile, plan_version=wish.plan_version))
    tx.name(Identity(number, wish.name.strip(), wish.show_name))
    if wish.contact != _NOBODY:
        tx.reach(number, wish.contact)
    return number


def reprofile(tx: Writer, signatory: int, profile: Profile, day: date) -> None:
    """Count a signatory and its pledges under another kind, group or region from a day on."""
    require(tx.actor, Wish.UPDATE, signatory)
    _check_profile(profile)
    _check_day(tx, day, not_before=_signed_on(tx.stance(signatory)))
    tx.append(Event(Fact.REPROFILED, day, signatory, profile=profile))


def rename(tx: Writer, signatory: int, name: str, show_name: bool) -> None:
    """Change what a signatory is called, or whether it is named in public; earlier names stay on record."""
    require(tx.actor, Wish.UPDATE, signatory)
    if not name.strip():
        raise RuleError("naam.leeg")
    tx.name(Identity(signatory, name.strip(), show_name))


def set_contact(tx: Writer, signatory: int, contact: Contact, number: int = 1) -> None:
    """Change whom to write to. Whoever had another address is out at once.

    Whoever wants no mail does not get the reminder either that waits to be sent.

    Args:
        number: which of the signatory's contacts; 1 is the one to write to first.
    """
    require(tx.actor, Wish.UPDATE, signatory)
    before = tx.all_contacts_of(signatory).get(number)
    if before and mailbox(before.email) != mailbox(contact.email):
        tx.shut_out(signatory, number)
    if not contact.mail_consent:
        tx.alter(delete(outbox).where(waits(Letter.HERINNERING, Holder(signatory, number))))
    tx.reach(signatory, contact, number)


def drop_contact(tx: Writer, signatory: int, number: int) -> None:
    """Somebody is no longer a contact; their name and address go, also from the past and from offers of help.

    Raises:
        RuleError: nobody would be left to write to.
    """
    require(tx.actor, Wish.UPDATE, signatory)
    if not set(tx.contacts_now(signatory)) - {number}:
        raise RuleError("contact.laatste")
    tx.unreach_everywhere(signatory, number)
    take_back_offers(tx, [signatory], number)


def pledge(
    tx: Writer, signatory: int, action: int, day: date, due: date | None = None, words: str = ""
) -> int:
    """Promise to work on an action; a pledge that already stands is left as it is.

    Args:
        action: the action's index in the plan; words: what will be done, in own words.

    Returns:
        The pledge's number.
    """
    require(tx.actor, Wish.UPDATE, signatory)
    stance = tx.stance(signatory)
    _check_day(tx, day, not_before=_signed_on(stance))
    if not 1 <= action <= len(load_plan().actions):
        raise RuleError("actie.onbekend", actie=action)
    standing = stance.pledge_on(action)
    if standing:
        return standing.pledge
    number = tx.new_pledge(signatory, action)
    tx.append(Event(Fact.PLEDGED, day, signatory, pledge=number, action=action), Words(words))
    if due:
        tx.append(Event(Fact.PLANNED, day, signatory, pledge=number, due=due))
    return number


def plan_for(tx: Writer, signatory: int, action: int, due: date | None, day: date) -> None:
    """Set or drop the day a signer aims for."""
    standing = _standing(tx, signatory, action)
    _check_day(tx, day, not_before=standing.pledged_on)
    tx.append(Event(Fact.PLANNED, day, signatory, pledge=standing.pledge, due=due))


def report(tx: Writer, signatory: int, action: int, said: Report) -> int:
    """Record how a pledge stands, as the signer says.

    Returns:
        The event's number.

    Raises:
        RuleError: standing still needs an obstacle, stopping a reason, any other status neither.
    """
    standing = _standing(tx, signatory, action)
    _check_day(tx, said.day, not_before=standing.pledged_on)
    if said.status not in NEXT_STATUS[standing.status]:
        raise RuleError("status.volgorde", van=standing.status, naar=said.status)
    if said.status is Status.STAAT_STIL and said.obstacle is None:
        raise RuleError("obstakel.ontbreekt")
    if said.status is not Status.STAAT_STIL and said.obstacle is not None:
        raise RuleError("obstakel.past_niet", status=said.status)
    if said.status is Status.GESTOPT and not said.words.reason.strip():
        raise RuleError("reden.ontbreekt")
    fact = Event(
        Fact.REPORTED,
        said.day,
        signatory,
        pledge=standing.pledge,
        status=said.status,
        obstacle=said.obstacle,
        evidence=said.evidence,
    )
    return tx.append(fact, said.words)


def confirm(tx: Writer, signatory: int, action: int, day: date) -> None:
    """Record that what a signer said before is still correct."""
    standing = _standing(tx, signatory, action)
    _check_day(tx, day, not_before=standing.pledged_on)
    tx.append(Event(Fact.CONFIRMED, day, signatory, pledge=standing.pledge))


def end_pledge(tx: Writer, signatory: int, action: int, day: date) -> None:
    """Take a pledge back: it no longer counts from that day on."""
    standing = _standing(tx, signatory, action)
    _check_day(tx, day, not_before=standing.pledged_on)
    tx.append(Event(Fact.ENDED, day, signatory, pledge=standing.pledge))


def withdraw(tx: Writer, signatory: int, day: date) -> None:
    """Take a signature back, with all its pledges."""
    require(tx.actor, Wish.UPDATE, signatory)
    _check_day(tx, day, not_before=_signed_on(tx.stance(signatory)))
    tx.append(Event(Fact.WITHDRAWN, day, signatory))


def annul(tx: Writer, signatory: int, event: int) -> None:
    """Undo one recorded event, as if it never happened; both stay in the history.

    Raises:
        RuleError: no such event of this signatory, or a later event needs it.
    """
    require(tx.actor, Wish.CORRECT)
    recorded = next((known for known in tx.history(signatory) if known.id == event), None)
    if recorded is None:
        raise RuleError("gebeurtenis.onbekend", nummer=event)
    tx.append(Event(Fact.ANNULLED, recorded.day, signatory, pledge=recorded.pledge, cancels=event))


def _check_profile(profile: Profile) -> None:
    if not 1 <= profile.group <= len(load_plan().sections):
        raise RuleError("doelgroep.onbekend", doelgroep=profile.group)
    if profile.regions != tuple(sorted(set(profile.regions))):
        raise RuleError("regio.volgorde")
    if LANDELIJK in profile.regions and len(profile.regions) > 1:
        raise RuleError("regio.landelijk_alleen")
    regions = load_regions()
    for code in profile.regions:
        if code not in regions or code == ONBEKEND:
            raise RuleError("regio.onbekend", regio=code)


def _check_day(tx: Writer, day: date, not_before: date | None = None) -> None:
    if day > tx.today:
        raise RuleError("dag.toekomst", dag=day)
    if not_before and day < not_before:
        raise RuleError("dag.te_vroeg", dag=day, vanaf=not_before)


def _signed_on(stance: Stance) -> date:
    if stance.signed_on is None:
        raise RuleError("ondertekenaar.onbekend")
    return stance.signed_on


def _standing(tx: Writer, signatory: int, action: int) -> PledgeStance:
    require(tx.actor, Wish.UPDATE, signatory)
    standing = tx.stance(signatory).pledge_on(action)
    if standing is None:
        raise RuleError("toezegging.onbekend")
    return standing
