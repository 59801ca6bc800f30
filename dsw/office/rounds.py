"""Sending reminders, a round at a time, and ending them for who wants no more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from dsw import commands
from dsw.access.holders import Holder, signer
from dsw.access.links import find_stop
from dsw.errors import RuleError
from dsw.intake.values import key_of
from dsw.office.reminders import LetterDue, Seen
from dsw.outbox import Letter, post, waits
from dsw.people import Actor, Wish, require
from dsw.queries.followup import due_letters
from dsw.settings import now
from dsw.store import Contact, Mirror, Reader, Store, Writer
from dsw.store.reading import mailbox
from dsw.store.schema import letter_round, outbox, reminder


def send_round(
    mirror: Mirror,
    actor: Actor,
    day: date,
    chosen: Collection[Seen] | None = None,
    only_to: str = "",
) -> tuple[LetterDue, ...]:
    """Post the reminders that are due, and remember them; all of them or none.

    Who is due is looked up once more inside the transaction, and writers queue: of two who send at once the
    second finds that everybody was written to just now.

    Args:
        day: the day it is looked at; it is remembered as sent today.
        chosen: the letters somebody saw and picked; what became another letter since is left; None for all.
        only_to: one e-mail address; "" for all.

    Returns:
        What was posted.

    Raises:
        Refused: the actor may not; RuleError: nobody is due.
    """
    require(actor, Wish.REMIND)
    with mirror.store.write(actor, "remind") as tx:
        names = (snapshot := mirror.current()).names
        letters = picked(due_letters(tx, snapshot, day), chosen, only_to)
        if not letters:
            raise RuleError("herinnering.niemand")
        _remember(tx, letters)
        for one in letters:
            values = one.values(names[one.signatory].name)
            post(tx, Letter.HERINNERING, one.to.email, Holder(*one.key), values)
    return letters


def picked(
    letters: tuple[LetterDue, ...], chosen: Collection[Seen] | None, only_to: str
) -> tuple[LetterDue, ...]:
    """Of the letters that are due, those that somebody chose; see :func:`send_round`."""
    return tuple(
        one
        for one in letters
        if (chosen is None or one.seen in chosen)
        and (not only_to or mailbox(one.to.email) == mailbox(only_to))
    )


def stop_mail(store: Store, token: str) -> bool:
    """End all mail about the plan to whom the secret of a letter was sent, as long as it is kept.

    It ends at every address of the same person at this signatory.

    Returns:
        Whether we know whom.
    """
    with store.read() as db:
        holder = find_stop(db, token)
        known = _addresses(db, holder)
        hears = any(_hears(db, holder, *one) for one in known.items())
    if hears:
        with store.write(signer(holder), "stop_mail") as tx:
            _say_no(tx, holder)
    return bool(known)


def _say_no(tx: Writer, holder: Holder) -> None:
    """No more mail to a person as it is now."""
    assert holder.signatory is not None
    for number, known in _addresses(tx, holder).items():
        if _hears(tx, holder, number, known):
            commands.set_contact(tx, holder.signatory, replace(known, mail_consent=False), number)


def _addresses(db: Reader, holder: Holder) -> dict[int, Contact]:
    """A contact, and who bears its name or has its address at the same signatory; none when it is gone."""
    contacts = db.all_contacts_of(holder.signatory) if holder.signatory else {}
    own = contacts.get(holder.contact or 0)
    return {number: one for number, one in contacts.items() if own and _is_same_person(one, own)}


def _is_same_person(one: Contact, other: Contact) -> bool:
    if mailbox(one.email) == mailbox(other.email):
        return True
    return key_of(one.name) == key_of(other.name) != ""


def _hears(db: Reader, holder: Holder, number: int, contact: Contact) -> bool:
    """Whether a contact beside this one gets mail: it said yes, or a reminder waits."""
    waiting = waits(Letter.HERINNERING, replace(holder, contact=number))
    return contact.mail_consent or bool(db.rows(select(outbox.c.id).where(waiting).limit(1)))


def _remember(tx: Writer, letters: Collection[LetterDue]) -> None:
    number = (tx.rows(select(func.max(letter_round.c.id)))[0][0] or 0) + 1
    told = {"letter": Letter.HERINNERING.value, "day": tx.today, "made_at": now()}
    tx.add(letter_round, [{"id": number, **told, "actor": tx.actor.name, "revision": tx.revision}])
    rows = [
        {
            "round_id": number,
            "signatory_id": one.signatory,
            "contact": one.contact,
            "reason": one.reason.value,
        }
        for one in letters
    ]
    tx.add(reminder, rows)
