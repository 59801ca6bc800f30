"""What the staff changes about one signatory, with the reason beside it.

A form knows what stood in it when it was drawn. What somebody else changed meanwhile is not overwritten: that
field stays as it is and is handed back, to be asked about; the other fields go through.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from dsw import commands
from dsw.domain import Kind, Profile
from dsw.errors import RuleError
from dsw.filled import Filled
from dsw.intake.values import is_email
from dsw.mine import changes_of, lost_words, save
from dsw.own_data import withdraw_and_erase
from dsw.people import Wish, require
from dsw.plan import load_plan
from dsw.queries.person import Person, read_person
from dsw.store import Contact, Writer
from dsw.store.reading import mailbox

#: The fields that somebody else changed meanwhile.
Met = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What a signatory is called and counts under, field by field.

    Attributes:
        name: what it is called; shown: named in public.
        kind, group, regions: as in ``Profile``.
    """

    name: str
    shown: bool
    kind: Kind
    group: int
    regions: tuple[str, ...]

    @classmethod
    def of(cls, person: Person) -> "Details":
        """As they stand."""
        profile = person.profile
        named = person.identity
        return cls(named.name, named.show_name, profile.kind, profile.group, profile.regions)

    @property
    def profile(self) -> Profile:
        """What it counts under."""
        return Profile(self.kind, self.group, self.regions)


D = TypeVar("D", Details, Contact)


def settle(drawn: D, said: D, now: D) -> tuple[D, Met]:
    """What a form comes to: what its sender changed, and the rest as it stands now.

    Args:
        drawn: as it stood when the form was drawn; said: as it was sent.

    Returns:
        That, and the fields that somebody else made something else of meanwhile; those stay as they stand.
    """
    wanted: dict[str, Any] = {}
    met: list[str] = []
    for name in (one.name for one in fields(now)):
        was, wants, stands = (getattr(one, name) for one in (drawn, said, now))
        if wants in (was, stands):
            continue
        if stands == was:
            wanted[name] = wants
        else:
            met.append(name)
    return replace(now, **wanted), tuple(met)


def taking_part(tx: Writer, number: int) -> Person:
    """A signatory that can be changed, as it stands in this transaction.

    Raises:
        Refused: this person may not. RuleError: it does not take part.
    """
    require(tx.actor, Wish.CORRECT)
    person = read_person(tx, number)
    if person is None or not person.stands:
        raise RuleError("ondertekenaar.onbekend")
    return person


def correct(tx: Writer, number: int, drawn: Details, said: Details, day: date, why: str) -> Met:
    """Change what a signatory is called, or counts under from a day on; says what was met.

    Raises:
        Refused, RuleError: see ``dsw.commands``.
    """
    now = Details.of(taking_part(tx, number))
    wanted, met = settle(drawn, said, now)
    if wanted.profile != now.profile:
        commands.reprofile(tx, number, wanted.profile, day)
    if (wanted.name, wanted.shown) != (now.name, now.shown):
        commands.rename(tx, number, wanted.name, wanted.shown)
    _explain(tx, number, why, changed=wanted != now)
    return met


def correct_contact(tx: Writer, number: int, place: int, drawn: Contact, said: Contact, why: str) -> Met:
    """Change whom to write to; says what was met.

    Args:
        place: which of the contacts.

    Raises:
        RuleError: this is no address, somebody has it already, or the contact is gone.
    """
    contacts = taking_part(tx, number).contacts
    if place not in contacts:
        raise RuleError("contact.weg")
    wanted, met = settle(drawn, said, contacts[place])
    if wanted != contacts[place]:
        _check_address(wanted.email, {other: one for other, one in contacts.items() if other != place})
        commands.set_contact(tx, number, wanted, place)
    _explain(tx, number, why, changed=wanted != contacts[place])
    return met


def add_contact(tx: Writer, number: int, said: Contact, why: str) -> None:
    """One more person to write to.

    Raises:
        RuleError: this is no address, or somebody has it already.
    """
    contacts = taking_part(tx, number).contacts
    _check_address(said.email, contacts)
    commands.set_contact(tx, number, said, max(contacts, default=0) + 1)
    _explain(tx, number, why)


def remove_contact(tx: Writer, number: int, place: int, drawn: Contact, why: str) -> None:
    """Somebody is no longer a contact, and is out at once.

    Raises:
        RuleError: somebody else changed this contact meanwhile, or nobody would be left.
    """
    if taking_part(tx, number).contacts.get(place) != drawn:
        raise RuleError("contact.anders")
    commands.drop_contact(tx, number, place)
    tx.shut_out(number, place)
    _explain(tx, number, why)


def report(tx: Writer, number: int, form: Filled, day: date, why: str) -> Met:
    """Record how pledges stand from a day on, as the form of a signer does; says what was met.

    Returns:
        The codes of the actions somebody else said something about meanwhile; of those nothing is recorded.

    Raises:
        RuleError: somebody else ended one of them meanwhile.
    """
    person = taking_part(tx, number)
    if lost_words(person, form):
        raise RuleError("toezegging.onbekend")
    changes = changes_of(person, form, day)
    going = [one for one in changes if not one.met]
    save(tx, person, going)
    _explain(tx, number, why, changed=bool(going))
    return tuple(one.code for one in changes if one.met)


def confirm(tx: Writer, number: int, code: str, drawn: str, day: date, why: str) -> Met:
    """Record that what was said before is still correct; says what was met, as ``report`` does.

    Args:
        drawn: how the pledge stood when the form was drawn, as ``PledgeNow.drawn`` has it.
    """
    record = partial(commands.confirm, tx, number, day=day)
    return _about_pledge(tx, number, code, why, record, drawn)


def promise(tx: Writer, number: int, code: str, day: date, words: str, why: str) -> None:
    """Record a promise.

    Raises:
        RuleError: it was promised already.
    """

    def record(action: int) -> None:
        if tx.stance(number).pledge_on(action):
            raise RuleError("toezegging.bestaat", code=code)
        commands.pledge(tx, number, action, day, words=words.strip())

    _about_pledge(tx, number, code, why, record)


def end(tx: Writer, number: int, code: str, drawn: str, day: date, why: str) -> Met:
    """Record that a promise was taken back; says what was met, as ``confirm`` does."""
    record = partial(commands.end_pledge, tx, number, day=day)
    return _about_pledge(tx, number, code, why, record, drawn)


def withdraw(tx: Writer, number: int, day: date, why: str) -> None:
    """Record that a signature was taken back."""
    taking_part(tx, number)
    commands.withdraw(tx, number, day)
    _explain(tx, number, why)


def erase(tx: Writer, number: int) -> None:
    """Take a signature back and remove everything personal, as a signer does itself.

    Raises:
        Refused: this person may not. RuleError: there is nothing to erase, or it counts with another.
    """
    require(tx.actor, Wish.ERASE)
    person = read_person(tx, number)
    if person is None or person.into or not person.identity.name:
        raise RuleError("ondertekenaar.onbekend")
    withdraw_and_erase(tx, number)


def _about_pledge(
    tx: Writer, number: int, code: str, why: str, record: Callable[[int], object], drawn: str | None = None
) -> Met:
    """Record something about a pledge, unless somebody else made something else of it since it was drawn."""
    person = taking_part(tx, number)
    if code not in load_plan():
        raise RuleError("actie.onbekend", actie=code)
    if drawn is not None and any(one.drawn() != drawn for one in person.pledges if one.code == code):
        return (code,)
    record(load_plan().action_index(code))
    _explain(tx, number, why)
    return ()


def _check_address(email: str, others: Mapping[int, Contact]) -> None:
    if not is_email(email.strip()):
        raise RuleError("adres.geen_email")
    if any(mailbox(one.email) == mailbox(email) for one in others.values()):
        raise RuleError("contact.bekend")


def _explain(tx: Writer, number: int, why: str, *, changed: bool = True) -> None:
    if changed:
        tx.explain(number, why)
