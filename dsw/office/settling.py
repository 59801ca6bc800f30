"""What the staff do about what is on their list: facts become events, everything else is noted as settled.

Whatever somebody saw is looked at again inside the transaction: what is no longer so is left alone, and who
asked for it is told.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import delete, select

from dsw import commands
from dsw.domain import Evidence, Obstacle, PledgeStance, Profile, Status
from dsw.errors import RuleError
from dsw.intake.values import is_email
from dsw.joining import LONGEST_WORDS
from dsw.people import Wish, require
from dsw.regions import LANDELIJK, ONBEKEND
from dsw.store import Contact, Words, Writer
from dsw.store.schema import bounce, settled
from dsw.views.worklist import Asked, Bounced, Double, Overdue, Quiet, Regionless, Silent, Task


class _Subject(Protocol):
    @property
    def subject(self) -> str: ...


def not_the_same(tx: Writer, one: Double) -> None:
    """Two signatories are two."""
    _leave(tx, Task.DUBBEL, [one])


def choose_regions(tx: Writer, one: Regionless, regions: Iterable[str]) -> None:
    """A signatory works there, from today on.

    Raises:
        RuleError: none was chosen, they do not go together, or its region is known by now.
    """
    chosen = tuple(sorted(regions))
    profile = _regionless(tx, one)
    if not chosen:
        raise RuleError("werk.regio")
    if LANDELIJK in chosen and len(chosen) > 1:
        raise RuleError("regio.landelijk_alleen")
    commands.reprofile(tx, one.signatory, Profile(profile.kind, profile.group, chosen), tx.today)


def stays_unknown(tx: Writer, one: Regionless) -> None:
    """Nobody can tell where a signatory works."""
    _regionless(tx, one)
    _leave(tx, Task.REGIO, [one])


def new_address(tx: Writer, one: Bounced, address: str) -> None:
    """A contact is reached at another address.

    Raises:
        RuleError: this is no address, it is somebody's of this signatory, or the contact is gone.
    """
    before = _bounced(tx, one)
    if not is_email(address.strip()):
        raise RuleError("adres.geen_email")
    others = {signatory for signatory, number in tx.contacts_at(address) if number != one.contact}
    if one.signatory in others:
        raise RuleError("contact.bekend")
    contact = Contact(before.name, address.strip(), before.mail_consent)
    commands.set_contact(tx, one.signatory, contact, one.contact)
    _forget_bounce(tx, one)


def drop_bounced(tx: Writer, one: Bounced) -> None:
    """Somebody who cannot be reached is no longer a contact."""
    _bounced(tx, one)
    commands.drop_contact(tx, one.signatory, one.contact)
    _forget_bounce(tx, one)


def leave_bounced(tx: Writer, one: Bounced) -> None:
    """An address stays as it is; when mail comes back once more, so does this."""
    _bounced(tx, one)
    _leave(tx, Task.MAIL, [one])


def still_correct(tx: Writer, one: Silent) -> None:
    """Somebody was called: what it said before is still so, of each pledge that is silent."""
    for pledge in _still_silent(tx, one):
        commands.confirm(tx, one.signatory, pledge.action, tx.today)


def new_status(
    tx: Writer, one: Silent, said: Quiet, status: Status | None, obstacle: Obstacle | None, reason: str
) -> None:
    """Somebody was called: one pledge stands differently.

    Raises:
        RuleError: no status was chosen, it was heard of since, or see ``commands.report``.
    """
    if status is None:
        raise RuleError("werk.status")
    if said not in _still_silent(tx, one):
        raise RuleError("werk.al_gedaan")
    commands.report(tx, one.signatory, said.action, _told(status, tx.today, obstacle, reason))


def rest(tx: Writer, one: Silent, until: date, why: str) -> None:
    """Somebody is left alone until a day.

    Raises:
        RuleError: the day has been, or the signatory was heard of since.
    """
    if until <= tx.today:
        raise RuleError("dag.voorbij", dag=until)
    _leave(tx, Task.STIL, _still_silent(tx, one), until)
    _explain(tx, one.signatory, why)


def new_day(tx: Writer, one: Overdue, due: date) -> None:
    """A pledge has another day.

    Raises:
        RuleError: the day has been, or the pledge changed since.
    """
    _overdue(tx, one)
    if due <= tx.today:
        raise RuleError("dag.voorbij", dag=due)
    commands.plan_for(tx, one.signatory, one.action, due, tx.today)


def no_day(tx: Writer, one: Overdue) -> None:
    """A pledge has no day any more."""
    _overdue(tx, one)
    commands.plan_for(tx, one.signatory, one.action, None, tx.today)


def ready(tx: Writer, one: Overdue) -> None:
    """A pledge whose day went by is ready."""
    _overdue(tx, one)
    commands.report(tx, one.signatory, one.action, _told(Status.AFGEROND, tx.today))


def handled(tx: Writer, one: Asked, why: str) -> None:
    """Something was done about a question for help.

    Raises:
        RuleError: the signer said something else since.
    """
    require(tx.actor, Wish.CORRECT)
    standing = tx.stance(one.signatory).pledges.get(one.pledge)
    if standing is None or standing.report != one.report:
        raise RuleError("werk.al_gedaan")
    _leave(tx, Task.HULP, [one])
    _explain(tx, one.signatory, why)


def _told(status: Status, day: date, obstacle: Obstacle | None = None, reason: str = "") -> commands.Report:
    """What a signer says on the telephone: its own word."""
    return commands.Report(status, day, obstacle, Evidence.EIGEN_WOORD, Words(reason=reason.strip()))


def _explain(tx: Writer, signatory: int, why: str) -> None:
    """Note why, where the staff say so.

    Raises:
        RuleError: it is too long.
    """
    if len(why) > LONGEST_WORDS:
        raise RuleError("werk.te_lang", hoogstens=LONGEST_WORDS)
    tx.explain(signatory, why)


def _leave(tx: Writer, task: Task, about: Sequence[_Subject], until: date | None = None) -> None:
    """Note that something needs no more; it comes back when it is about something newer."""
    require(tx.actor, Wish.CORRECT)
    rows = [
        {"kind": task.value, "subject": one.subject, "revision": tx.revision, "until": until} for one in about
    ]
    tx.add(settled, rows)


def _regionless(tx: Writer, one: Regionless) -> Profile:
    require(tx.actor, Wish.CORRECT)
    profile = tx.stance(one.signatory).profile
    if profile is None or profile.regions not in ((), (ONBEKEND,)):
        raise RuleError("werk.al_gedaan")
    return profile


def _bounced(tx: Writer, one: Bounced) -> Contact:
    require(tx.actor, Wish.CORRECT)
    key = (bounce.c.signatory_id == one.signatory, bounce.c.contact == one.contact, bounce.c.at == one.at)
    contact = tx.all_contacts_of(one.signatory).get(one.contact)
    if contact is None or not tx.rows(select(bounce).where(*key)):
        raise RuleError("werk.al_gedaan")
    return contact


def _forget_bounce(tx: Writer, one: Bounced) -> None:
    of_contact = (bounce.c.signatory_id == one.signatory, bounce.c.contact == one.contact)
    tx.alter(delete(bounce).where(*of_contact))


def _still_silent(tx: Writer, one: Silent) -> list[Quiet]:
    """The pledges that nothing was heard of since somebody looked."""
    require(tx.actor, Wish.CORRECT)
    standing = tx.stance(one.signatory).pledges
    found = [said for said in one.pledges if _is_as_silent(standing.get(said.pledge), said)]
    if not found:
        raise RuleError("werk.al_gedaan")
    return found


def _is_as_silent(now: PledgeStance | None, said: Quiet) -> bool:
    return now is not None and now.heard_on == (said.since if said.heard else None)


def _overdue(tx: Writer, one: Overdue) -> None:
    require(tx.actor, Wish.CORRECT)
    standing = tx.stance(one.signatory).pledges.get(one.pledge)
    if standing is None or (standing.due, standing.status) != (one.due, one.status):
        raise RuleError("werk.al_gedaan")
