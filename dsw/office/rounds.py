"""Sending reminders, a round at a time, and ending them for who wants no more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, func, select

from dsw import commands
from dsw.access.holders import Holder, signer
from dsw.access.links import find_link
from dsw.errors import RuleError
from dsw.office.reminders import LetterDue, Seen
from dsw.outbox import Letter, post
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
    """End all mail about the plan to whom a link was sent, also when it was used or is too old to let in.

    Returns:
        Whether we know whom.
    """
    with store.read() as db:
        holder = find_link(db, token).holder
        known = _contact(db, holder)
    if known is None or not known.mail_consent:
        return known is not None
    with store.write(signer(holder), "stop_mail") as tx:
        _say_no(tx, holder)
    return True


def _say_no(tx: Writer, holder: Holder) -> None:
    """No more mail to a contact as it is now; a reminder that waits to be sent goes as well."""
    known = _contact(tx, holder)
    assert holder.signatory is not None
    assert holder.contact is not None
    if known:
        commands.set_contact(tx, holder.signatory, replace(known, mail_consent=False), holder.contact)
    waiting = (outbox.c.letter == Letter.HERINNERING.value, outbox.c.due_at.is_not(None))
    tx.alter(delete(outbox).where(holder.in_table(outbox), *waiting))


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


def _contact(db: Reader, holder: Holder) -> Contact | None:
    if holder.signatory is None or holder.contact is None:
        return None
    return db.all_contacts_of(holder.signatory).get(holder.contact)
