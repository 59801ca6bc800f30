"""The staff list: who of Movisie may come in, and as what."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select, update

from dsw.access.holders import Holder
from dsw.access.sessions import end_sessions
from dsw.errors import RuleError
from dsw.intake.values import is_email
from dsw.people import STAFF_MARK, Actor, Role
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.reading import mailbox
from dsw.store.schema import (
    agreement,
    change,
    clock,
    letter_round,
    link,
    meeting,
    outbox,
    session,
    signup,
    staff,
)

#: What staff can be.
STAFF_ROLES = (Role.LEZER, Role.REDACTEUR, Role.BEHEERDER)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody on the staff list. Personal data."""

    number: int
    email: str
    role: Role

    @property
    def actor(self) -> Actor:
        """As the one who gives commands."""
        return Actor(self.role, f"{STAFF_MARK}{self.number}")


def add_staff(desk: Desk, email: str, role: Role) -> Colleague:
    """Put somebody on the list, or change what they are.

    Raises:
        RuleError: this is no e-mail address, or no role of staff.
    """
    address = mailbox(email)
    if not is_email(address):
        raise RuleError("adres.geen_email")
    if role not in STAFF_ROLES:
        raise RuleError("rol.onbekend", rol=role.value)
    desk.alter(update(clock).values(revision=clock.c.revision))  # who else adds somebody queues here
    if not desk.put(staff, id=_new_number(desk), email=address, role=role.value, added_at=now()):
        desk.alter(update(staff).where(staff.c.email == address).values(role=role.value))
    found = find_staff(desk, address)
    assert found
    return found


def _new_number(db: Reader) -> int:
    """A number nobody had, also of those who are off the list: what they did stands under theirs."""
    told = (change.c.actor, letter_round.c.actor, meeting.c.made_by, agreement.c.made_by, signup.c.decided_by)
    numbers = [row.id for row in db.rows(select(staff.c.id))]
    for column in told:
        names = db.rows(select(column).where(column.startswith(STAFF_MARK)).distinct())
        marks = (str(name).removeprefix(STAFF_MARK) for (name,) in names)
        numbers += [int(mark) for mark in marks if mark.isdecimal()]
    return max(numbers, default=0) + 1


def remove_staff(desk: Desk, email: str) -> bool:
    """Take somebody off the list, and let them out everywhere; whether they were on it."""
    found = find_staff(desk, email)
    if found is None:
        return False
    for table in (link, session, outbox):
        desk.alter(delete(table).where(table.c.staff_id == found.number))
    desk.alter(delete(staff).where(staff.c.id == found.number))
    return True


def sign_out(desk: Desk, number: int) -> None:
    """Let somebody out everywhere, also where another site vouched for them; they stay on the list."""
    end_sessions(desk, Holder(staff=number))
    desk.alter(update(staff).where(staff.c.id == number).values(signed_out_at=now()))


def find_staff(db: Reader, email: str) -> Colleague | None:
    """Who on the list has this address."""
    found = db.rows(select(staff).where(staff.c.email == mailbox(email)))
    return _colleague(found[0]) if found else None


def staff_member(db: Reader, number: int) -> Colleague | None:
    """Who has this number on the list."""
    found = db.rows(select(staff).where(staff.c.id == number))
    return _colleague(found[0]) if found else None


def all_staff(db: Reader) -> list[Colleague]:
    """The list."""
    return [_colleague(row) for row in db.rows(select(staff).order_by(staff.c.email))]


def _colleague(row: Row[Any]) -> Colleague:
    return Colleague(row.id, row.email, Role(row.role))
