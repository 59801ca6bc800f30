"""Taking a whole transaction back: an import, or two signatories put together.

Nothing is removed from the books: each event is annulled, and what a name, an address or a row of a file was
before is recorded anew. The words, names and addresses it recorded are forgotten: they may be a stranger's.
It can be done while nothing later depends on it. Whoever the transaction brought in is nobody again: their
personal data go, and a file that names them brings them in as new.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    CompoundSelect,
    Exists,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    select,
    union,
    update,
)

from dsw.domain import Event, Fact
from dsw.errors import RuleError
from dsw.own_data import forget_people
from dsw.people import Wish, require
from dsw.store import Contact, Identity, Reader, Writer
from dsw.store.reading import mailbox
from dsw.store.schema import (
    bounce,
    change,
    contact,
    event,
    identity,
    import_run,
    merger,
    origin,
    origin_before,
    remark,
    signatory,
    undone,
    words,
)

#: Signatories whose facts stand in memory together.
_TOGETHER = 5_000
#: The columns of a row of a file that may be put back.
_KEPT = ("signatory_id", "fingerprint", "actions", "seen_revision", "missing_since", "moment")


@dataclass(frozen=True, slots=True)
class Later:
    """Something that depends on a transaction.

    Attributes:
        signatory: whom it is about; revision: the later transaction.
        at: when it was; actor: who did it, as in the change log; act: what it was.
    """

    signatory: int
    revision: int
    at: datetime
    actor: str
    act: str


def is_undone(db: Reader, revision: int) -> bool:
    """Whether a transaction was taken back."""
    return bool(db.rows(select(undone.c.revision).where(undone.c.revision == revision)))


def why_not(db: Reader, revision: int) -> list[Later]:
    """What keeps a transaction from being taken back, in order; nothing when it can be.

    Raises:
        RuleError: it is no import and no merger, or it was taken back already.
    """
    _check_whole(db, revision)
    cancelled = union(select(undone.c.revision), select(undone.c.by_revision))
    later = union(*_later(revision)).subquery()
    query = (
        select(later.c.signatory_id, later.c.revision, change.c.at, change.c.actor, change.c.act)
        .join(change, change.c.revision == later.c.revision)
        .where(later.c.revision.not_in(cancelled))
        .order_by(later.c.revision, later.c.signatory_id)
    )
    return [Later(row.signatory_id, row.revision, row.at, row.actor, row.act) for row in db.rows(query)]


def undo(tx: Writer, revision: int) -> None:
    """Take a whole transaction back.

    Raises:
        Refused: this person may not.
        RuleError: as with :func:`why_not`, or something later depends on it.
    """
    require(tx.actor, Wish.CORRECT)
    if why_not(tx, revision):
        raise RuleError("terug.later")
    new = [row.id for row in tx.rows(select(signatory.c.id).where(signatory.c.revision == revision))]
    _annul(tx, tx.events_in(revision))
    _restore_origins(tx, revision)
    tx.alter(delete(merger).where(merger.c.revision == revision))
    _restore_names(tx, revision, set(new))
    _restore_contacts(tx, revision, set(new))
    _forget(tx, revision)
    forget_people(tx, new)
    free = update(signatory).where(signatory.c.id == bindparam("number")).values(ref=bindparam("other"))
    tx.alter_each(free, [{"number": number, "other": uuid4().hex} for number in new])
    tx.add(undone, [{"revision": revision, "by_revision": tx.revision}])


def _check_whole(db: Reader, revision: int) -> None:
    if is_undone(db, revision):
        raise RuleError("terug.al")
    kinds = (import_run.c.revision, merger.c.revision)
    if not any(db.rows(select(kind).where(kind == revision).limit(1)) for kind in kinds):
        raise RuleError("terug.onbekend")


def _touched(revision: int) -> CompoundSelect[Any]:
    """Whom a transaction was about."""
    tables = (event, identity, contact)
    rows = [select(table.c.signatory_id).where(table.c.revision == revision) for table in tables]
    seen = select(origin_before.c.signatory_id).where(
        origin_before.c.revision == revision, origin_before.c.signatory_id.is_not(None)
    )
    into = select(merger.c.into_id).where(merger.c.revision == revision)
    return union(*rows, seen, into)


def _later(revision: int) -> Iterator[Select[Any]]:
    """What happened afterwards to whom it was about, and to the rows it read."""
    about = _touched(revision)
    for table in (event, identity, contact):
        yield select(table.c.signatory_id, table.c.revision).where(
            table.c.revision > revision, table.c.signatory_id.in_(about)
        )
    ours = origin_before.alias("ours")
    same = and_(ours.c.source == origin_before.c.source, ours.c.external_id == origin_before.c.external_id)
    read_again = exists().where(ours.c.revision == revision, same)
    yield (
        select(origin.c.signatory_id, origin_before.c.revision)
        .join(
            origin,
            and_(
                origin.c.source == origin_before.c.source,
                origin.c.external_id == origin_before.c.external_id,
            ),
        )
        .where(origin_before.c.revision > revision, read_again)
    )
    for column in (merger.c.signatory_id, merger.c.into_id):
        yield select(column, merger.c.revision).where(merger.c.revision > revision, column.in_(about))


def _annul(tx: Writer, events: Sequence[Event]) -> None:
    """Undo events, the last one first; what had undone something is undone as well."""
    by_signatory = sorted(events, key=lambda one: (one.signatory, -one.id))
    signatories = [(number, list(some)) for number, some in groupby(by_signatory, attrgetter("signatory"))]
    for start in range(0, len(signatories), _TOGETHER):
        together = signatories[start : start + _TOGETHER]
        tx.load(number for number, _some in together)
        for number, some in together:
            for one in some:
                tx.append(Event(Fact.ANNULLED, one.day, number, pledge=one.pledge, cancels=one.id))
        tx.settle()


def _restore_origins(tx: Writer, revision: int) -> None:
    """Let the rows of files be known as they were; who were not known are not known again."""
    ours = and_(
        origin_before.c.revision == revision,
        origin_before.c.source == origin.c.source,
        origin_before.c.external_id == origin.c.external_id,
    )
    tx.alter(delete(origin).where(exists().where(ours, origin_before.c.signatory_id.is_(None))))
    same = (origin.c.source == bindparam("its_source"), origin.c.external_id == bindparam("its_number"))
    before = select(origin_before).where(
        origin_before.c.revision == revision, origin_before.c.signatory_id.is_not(None)
    )
    rows = [
        {"its_source": row.source, "its_number": row.external_id}
        | {f"its_{name}": getattr(row, name) for name in _KEPT}
        for row in tx.rows(before)
    ]
    kept = {name: bindparam(f"its_{name}", type_=origin.c[name].type) for name in _KEPT}
    tx.alter_each(update(origin).where(*same).values(kept), rows)


def _restore_names(tx: Writer, revision: int, new: set[int]) -> None:
    """Let signatories be called what they were called before."""
    for row in _before(tx, identity, revision):
        if row.signatory_id not in new:
            tx.name(Identity(row.signatory_id, row.name, row.show_name))


def _restore_contacts(tx: Writer, revision: int, new: set[int]) -> None:
    """Let contacts be who they were before; who was none before is none again, and is out."""
    before = {(row.signatory_id, row.number): row for row in _before(tx, contact, revision)}
    came_back = _came_back(tx)
    added = select(contact.c.signatory_id, contact.c.number, contact.c.mailbox)
    for row in tx.rows(added.where(contact.c.revision == revision)):
        whose, number = row.signatory_id, row.number
        if whose in new:
            continue
        known = before.get((whose, number))
        if known:
            tx.reach(whose, Contact(known.name, known.email, known.mail_consent), number)
        else:
            tx.unreach(whose, number)
        if not known or known.mailbox != row.mailbox:
            tx.shut_out(whose, number)
        if known and (found := came_back.get(known.mailbox)):
            tx.put(bounce, signatory_id=whose, contact=number, at=found.at, fault=found.fault)


def _came_back(db: Reader) -> dict[str, Row[Any]]:
    """The addresses where mail comes back."""
    rows = db.rows(select(bounce))
    people = db.everybody_of({row.signatory_id for row in rows})
    known = [(people.get(row.signatory_id, {}).get(row.contact), row) for row in rows]
    return {mailbox(one.email): row for one, row in known if one}


def _forget(tx: Writer, revision: int) -> None:
    """Remove the words, names, addresses and reasons it recorded.

    A later version of the same name or address is of something that was taken back, or of taking that back:
    it goes as well, for it may repeat what goes here.
    """
    said = select(event.c.id).where(event.c.revision == revision)
    tx.alter(delete(words).where(words.c.event_id.in_(said)))
    tx.alter(delete(remark).where(remark.c.revision == revision))
    for table in (identity, contact):
        tx.alter(delete(table).where(table.c.revision >= revision, _changed(table, revision)))


def _changed(table: Any, revision: int) -> Exists:
    """Whether a transaction gave this row a version."""
    ours = table.alias("ours")
    return exists().where(ours.c.revision == revision, *(ours.c[one.name] == one for one in _key(table)))


def _key(table: Any) -> list[Any]:
    """What makes two rows versions of the same."""
    return [column for column in table.primary_key if column.name != "revision"]


def _before(db: Reader, table: Any, revision: int) -> Iterable[Row[Any]]:
    """Of each row that a transaction gave a new version, the version before it."""
    key = _key(table)
    newest = (
        select(*key, func.max(table.c.revision).label("revision"))
        .where(table.c.revision < revision, _changed(table, revision))
        .group_by(*key)
        .subquery()
    )
    same = and_(*(newest.c[name] == table.c[name] for name in (*(one.name for one in key), "revision")))
    return db.rows(select(table).join(newest, same))
