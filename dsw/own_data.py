"""Everything the register holds about one signatory: to see, to take along, to hand over, and to erase."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, delete, select

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.domain import Event, Kind
from dsw.errors import RuleError
from dsw.filled import Filled, plain_lines
from dsw.mine import Mine, Moment, moments_of
from dsw.outbox import Letter, post, take_back_offers
from dsw.people import Wish, require
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.signups import erase_signups
from dsw.store import Contact, Identity, Reader, Writer
from dsw.store.reading import chunks, mailbox
from dsw.store.schema import (
    LEADING,
    PERSONAL,
    change,
    contact,
    identity,
    letter_round,
    link,
    offer,
    outbox,
    remark,
    reminder,
    session,
    signatory,
    signup,
)

#: More people than this need not keep one signature up to date.
_MOST_CONTACTS = 10


def everything(db: Reader, mine: Mine) -> dict[str, Any]:
    """All that is kept about a signatory, as it can be written to JSON. Personal data."""
    all_of_it = db.put_together(mine.identity.signatory)
    merged = moments_of(db, list(db.events_of(all_of_it[1:])))
    regions = load_regions()
    return {
        "naam": mine.identity.name,
        "naam_zichtbaar": mine.identity.show_name,
        "soort": mine.profile.kind.value,
        "doelgroep": load_plan().section(mine.profile.group).name,
        "regios": [regions.name(code) for code in mine.profile.regions],
        "eerdere_namen": _earlier(db, identity.c.name, mine, all_of_it),
        "eerdere_adressen": _earlier(db, contact.c.email, mine, all_of_it),
        "contactpersonen": [
            {"naam": one.name, "e_mail": one.email, "mail_toestemming": one.mail_consent}
            for one in mine.contacts.values()
        ],
        "toezeggingen": [_pledge(mine, one.code) for one in mine.pledges],
        "herinneringen": _reminded(db, all_of_it),
        "hulp_aangeboden": _offered(db, all_of_it),
        "opmerkingen": _remarks(db, all_of_it),
        "geschiedenis": _told(db, mine.history),
        "samengevoegd": _told(db, merged),
    }


def correctable(mine: Mine) -> Filled:
    """What a contact may correct, as it stands; each thing also as it was when the form was drawn."""
    contact_now = mine.contacts[mine.holder.contact or 0]
    told = {
        "naam": mine.identity.name,
        "tonen": "ja" if mine.identity.show_name else "",
        "contact": contact_now.name,
        "mail": "ja" if contact_now.mail_consent else "",
    }
    drawn = {f"was-{name}": value for name, value in told.items()}
    return Filled({name: (plain_lines(value).strip(),) for name, value in (told | drawn).items()})


def corrections(mine: Mine, form: Filled) -> dict[str, str]:
    """What all of it comes to: what this contact changed, and the rest as it stands now."""
    now = correctable(mine)
    return {
        name: form.one(name) if form.one(name) != form.one(f"was-{name}") else now.one(name)
        for name in ("naam", "tonen", "contact", "mail")
    }


def correct(tx: Writer, mine: Mine, said: Mapping[str, str]) -> bool:
    """Record corrections; whether there were any."""
    number, signer = mine.holder.contact or 0, mine.identity.signatory
    named, before = (said["naam"], bool(said["tonen"])), mine.contacts[number]
    own_name = said["naam"] if mine.profile.kind is Kind.PERSOON else said["contact"]
    now = Contact(own_name, before.email, bool(said["mail"]))
    renamed = named != (mine.identity.name, mine.identity.show_name)
    if renamed:
        commands.rename(tx, signer, *named)
    if now != before:
        commands.set_contact(tx, signer, now, number)
    return renamed or now != before


def add_colleague(tx: Writer, mine: Mine, colleague: Contact) -> None:
    """Let a colleague in as well: a contact of its own, with a link of its own.

    Raises:
        RuleError: this address is a contact already, there are many, or too much mail went out today.
    """
    _add(tx, mine, colleague, Letter.COLLEGA)


def add_address(tx: Writer, mine: Mine, email: str) -> None:
    """One more address of this contact; the first one can go once the new one works.

    Raises:
        RuleError: as with a colleague.
    """
    own = mine.contacts[mine.holder.contact or 0]
    _add(tx, mine, Contact(own.name, email, own.mail_consent), Letter.LINK)


def _add(tx: Writer, mine: Mine, colleague: Contact, letter: Letter) -> None:
    if any(mailbox(one.email) == mailbox(colleague.email) for one in mine.contacts.values()):
        raise RuleError("contact.bekend")
    if len(mine.contacts) >= _MOST_CONTACTS:
        raise RuleError("contact.te_veel", hoogstens=_MOST_CONTACTS)
    if not may_knock(tx, "collega", str(mine.identity.signatory), _MOST_CONTACTS, timedelta(days=1)):
        raise RuleError("contact.te_vaak")
    signatory_number = mine.identity.signatory
    number = max(tx.contacts_now(signatory_number), default=0) + 1
    commands.set_contact(tx, signatory_number, colleague, number)
    post(tx, letter, colleague.email, Holder(signatory_number, number), {"naam": mine.identity.name})


def hand_over(tx: Writer, mine: Mine, colleague: Contact) -> None:
    """Let a colleague go on instead of this contact, who is out at once."""
    assert mine.holder.contact is not None
    add_colleague(tx, mine, colleague)
    leave(tx, mine, mine.holder.contact)


def leave(tx: Writer, mine: Mine, number: int) -> None:
    """Somebody is no longer a contact: their address goes, and so do their links and sessions."""
    require(tx.actor, Wish.UPDATE, mine.identity.signatory)
    commands.drop_contact(tx, mine.identity.signatory, number)
    tx.shut_out(mine.identity.signatory, number)


def withdraw_and_erase(tx: Writer, number: int) -> None:
    """Take a signature back, and remove everything personal; its entries stay, and name nobody."""
    if tx.stance(number).signed_on:
        commands.withdraw(tx, number, tx.today)
    addresses = {one.email for one in tx.all_contacts_of(number).values()}
    erase(tx, number)
    erase_signups(tx, addresses)
    for address in sorted(addresses):
        post(tx, Letter.GEWIST, address, Holder())


def erase(tx: Writer, number: int) -> None:
    """Remove everything personal about a signatory, and about whom it was put together with."""
    require(tx.actor, Wish.UPDATE, number)
    forget_people(tx, tx.put_together(number))


def forget_people(tx: Writer, numbers: Iterable[int]) -> None:
    """Remove everything personal about these signatories alone; who may is for the caller to ask."""
    for some in chunks(numbers):
        of_signup = select(signup.c.id).where(signup.c.signatory_id.in_(some))
        for table in (link, session, outbox):
            tx.alter(delete(table).where(table.c.signup_id.in_(of_signup)))
        for table in (*PERSONAL, *LEADING):
            tx.alter(delete(table).where(table.c.signatory_id.in_(some)))
        take_back_offers(tx, some)
        for number in some:
            tx.name(Identity(number, "", show_name=False))  # every process forgets the name it knows


def erased_refs(db: Reader) -> list[str]:
    """Public references of whoever was erased."""
    nameless = select(signatory.c.ref).join(identity, identity.c.signatory_id == signatory.c.id)
    return [row.ref for row in db.rows(nameless.where(identity.c.name == "").order_by(signatory.c.ref))]


def _earlier(db: Reader, column: Column[str], mine: Mine, numbers: Sequence[int]) -> list[str]:
    """What stood there before, each once."""
    rows = column.table.c
    query = select(column).where(rows.signatory_id.in_(numbers)).order_by(rows.revision, rows.signatory_id)
    now = {mine.identity.name, *(one.email for one in mine.contacts.values())}
    return [one for one in dict.fromkeys(row[0] for row in db.rows(query)) if one and one not in now]


def _reminded(db: Reader, numbers: Sequence[int]) -> list[str]:
    """The days on which a reminder was sent."""
    sent = select(letter_round.c.day).join(reminder, reminder.c.round_id == letter_round.c.id)
    whose = reminder.c.signatory_id.in_(numbers)
    return [row.day.isoformat() for row in db.rows(sent.where(whose).order_by(letter_round.c.id))]


def _offered(db: Reader, numbers: Sequence[int]) -> list[str]:
    """When help was offered."""
    given = select(offer.c.at).where(offer.c.signatory_id.in_(numbers))
    return [row.at.isoformat() for row in db.rows(given.order_by(offer.c.at))]


def _remarks(db: Reader, numbers: Sequence[int]) -> list[dict[str, str]]:
    """Why the staff changed something, the oldest first; a reason about several of them once."""
    given = select(remark.c.revision, change.c.at, remark.c.why).where(remark.c.signatory_id.in_(numbers))
    dated = given.join(change, change.c.revision == remark.c.revision)
    query = dated.order_by(remark.c.revision).distinct()
    return [{"opgeslagen": row.at.isoformat(), "reden": row.why} for row in db.rows(query)]


def _told(db: Reader, history: Iterable[Moment]) -> list[dict[str, Any]]:
    """What happened, with what was written beside it."""
    events = [(moment.at.isoformat(), event) for moment in history for event in moment.events]
    words = db.words_of(event.id for _at, event in events)
    return [{"opgeslagen": at, **_event(event, words.get(event.id))} for at, event in events]


def _pledge(mine: Mine, code: str) -> dict[str, Any]:
    one = next(pledge for pledge in mine.pledges if pledge.code == code)
    return {
        "actie": f"{code} {load_plan().action(code).title}",
        "status": one.stance.status.value,
        "toegezegd_op": one.stance.pledged_on.isoformat(),
        "streefdatum": one.stance.due.isoformat() if one.stance.due else "",
        "laatst_gehoord": one.stance.heard_on.isoformat() if one.stance.heard_on else "",
    }


def _event(event: Event, words: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"feit": event.fact.value, "dag": event.day.isoformat()}
    if event.action:
        told["actie"] = load_plan().code_of(event.action)
    for name, value in (("status", event.status), ("obstakel", event.obstacle)):
        if value:
            told[name] = value.value
    if words:
        told |= {"woorden": words.words, "link": words.link, "vraag": words.ask, "reden": words.reason}
    return told
