"""What signatories said of themselves at the counter: no file takes its place."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, or_, select

from dsw.people import SIGNER_MARK
from dsw.store import Reader
from dsw.store.schema import change, contact, identity


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Of whom an import leaves something alone.

    Attributes:
        names: those who said themselves what they are called, and whether everybody may know.
        contacts: those who said themselves whom to write to, or whose first contact is none any more.
    """

    names: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()


def read_own_word(db: Reader) -> OwnWord:
    """What stands in the register by the signatories' own hand."""
    contacts = _last_said(db, contact, contact.c.number == 1) | _dropped(db)
    return OwnWord(frozenset(_last_said(db, identity)), frozenset(contacts))


def _last_said(db: Reader, table: Table, *where: ColumnElement[bool]) -> set[int]:
    """Those whose newest row a contact of theirs wrote."""
    whose = table.c.signatory_id
    newest = (
        select(whose, func.max(table.c.revision).label("revision")).where(*where).group_by(whose).subquery()
    )
    written = select(newest.c.signatory_id).join(change, change.c.revision == newest.c.revision)
    return {row.signatory_id for row in db.rows(written.where(change.c.actor.startswith(SIGNER_MARK)))}


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
