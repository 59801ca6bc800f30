"""What was said by hand, at the counter or by the staff: no file takes its place."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from dsw.domain import Fact
from dsw.people import ADMISSION, SIGNER_MARK, STAFF_MARK
from dsw.store import Reader
from dsw.store.schema import change, contact, event, identity

#: Acts that follow a file, or put back what it said, whoever did them.
_BY_FILE = ("import", "undo")
#: What was said at the counter or by the staff.
_BY_HAND = and_(
    or_(
        change.c.actor.startswith(SIGNER_MARK),
        change.c.actor.startswith(STAFF_MARK),
        change.c.actor == ADMISSION.name,
    ),
    change.c.act.not_in(_BY_FILE),
)


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Of whom an import leaves something alone.

    Attributes:
        names: of whom it was said what they are called, and whether everybody may know.
        contacts: of whom it was said whom to write to, or whose first contact is none any more.
        profiles: of whom it was said what they count under.
    """

    names: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()
    profiles: frozenset[int] = frozenset()


def read_own_word(db: Reader) -> OwnWord:
    """What stands in the register by hand."""
    contacts = _last_said(db, contact, contact.c.number == 1) | _dropped(db)
    counted = _last_said(db, event, event.c.fact.in_((Fact.SIGNED.value, Fact.REPROFILED.value)))
    return OwnWord(frozenset(_last_said(db, identity)), frozenset(contacts), frozenset(counted))


def _last_said(db: Reader, table: Table, *where: ColumnElement[bool]) -> set[int]:
    """Those whose newest row was written by hand."""
    whose = table.c.signatory_id
    newest = (
        select(whose, func.max(table.c.revision).label("revision")).where(*where).group_by(whose).subquery()
    )
    written = select(newest.c.signatory_id).join(change, change.c.revision == newest.c.revision)
    return {row.signatory_id for row in db.rows(written.where(_BY_HAND))}


def _dropped(db: Reader) -> set[int]:
    """Whose first contact went: somebody else came, or its address was taken away. No file does so."""
    whose = contact.c.signatory_id
    others = select(whose).where(or_(contact.c.number > 1, contact.c.email == ""))
    query = select(whose, contact.c.number, contact.c.email).where(whose.in_(others))
    first: dict[int, str] = {}
    went: set[int] = set()
    for row in db.rows(query.order_by(contact.c.revision)):
        if row.number == 1:
            first[row.signatory_id] = row.email
        if row.number > 1 or row.email:
            went.add(row.signatory_id)
    return {signatory for signatory in went if not first.get(signatory)}
