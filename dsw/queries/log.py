"""The log of the staff: every fact and every act, newest first, a page at a time.

Events are numbered in the order of their transactions, so a page is found by where the one before it ended,
however long the log is. A transaction without facts (a name, a contact, a setting) stands between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, and_, func, not_, or_, select

from dsw.access.staff import all_staff
from dsw.domain import Fact, Obstacle, Status
from dsw.people import ADMISSION, SIGNER_MARK, STAFF_MARK, VISITOR
from dsw.plan import load_plan
from dsw.settings import TIME_ZONE
from dsw.store import Reader
from dsw.store.reading import chunks
from dsw.store.schema import change, contact, event, identity, pledge, remark
from dsw.views import Doer, LogAsked, LogLine, LogPage, LogPlace

#: Lines on a page.
PAGE_SIZE = 50
#: What the change log calls reading a file in.
IMPORT = "import"
#: Lines that stand in memory together when all of them are written out.
_TOGETHER = 2_000
_EVERYTHING = LogAsked()
_STRANGERS = (ADMISSION.name, VISITOR.name)
#: Tables that say whom an act without facts was about.
_ABOUT = (identity, contact, remark)


def log_page(
    db: Reader, asked: LogAsked = _EVERYTHING, after: LogPlace | None = None, size: int = PAGE_SIZE
) -> LogPage:
    """Some lines of the log. Personal data.

    Args:
        asked: which lines.
        after: where the page before it ended; None: from the newest.
        size: how many lines.
    """
    facts = db.rows(_facts(asked, after).limit(size + 1))
    lowest = facts[-1].revision if len(facts) > size else 0
    bare = () if asked.fact else db.rows(_bare(asked, after, lowest).limit(size + 1))
    found = sorted((*facts, *bare), key=_place_of, reverse=True)
    shown = found[:size]
    older = _place_of(shown[-1]) if len(found) > size else None
    return LogPage(tuple(_lines(db, shown, asked)), older)


def log_lines(db: Reader, asked: LogAsked = _EVERYTHING) -> Iterator[LogLine]:
    """All lines of (a part of) the log, newest first; few of them stand in memory together. Personal data."""
    page = log_page(db, asked, None, _TOGETHER)
    yield from page.lines
    while page.older:
        page = log_page(db, asked, page.older, _TOGETHER)
        yield from page.lines


def log_acts(db: Reader) -> tuple[str, ...]:
    """The commands that were ever given, by name."""
    return tuple(row.act for row in db.rows(select(change.c.act).distinct().order_by(change.c.act)))


def log_colleagues(db: Reader) -> dict[int, str]:
    """Who of the staff ever changed something, by number: their address, "" when they left the list."""
    by_staff = select(change.c.actor).where(_by_staff).distinct()
    staff = {one.number: one.email for one in all_staff(db)}
    numbers = sorted(_number_in(row.actor) for row in db.rows(by_staff))
    return {number: staff.get(number, "") for number in numbers}


def doer_of(actor: str, act: str) -> Doer:
    """What kind of somebody the change log names."""
    if act == IMPORT:
        return Doer.INLEZEN
    if actor.startswith(STAFF_MARK):
        return Doer.MEDEWERKER
    if actor.startswith(SIGNER_MARK):
        return Doer.ONDERTEKENAAR
    return Doer.AANMELDING if actor in _STRANGERS else Doer.SYSTEEM


def _facts(asked: LogAsked, after: LogPlace | None) -> Select[Any]:
    columns = (event.c.id, event.c.revision, event.c.fact, event.c.day, event.c.signatory_id, pledge.c.action)
    said = (event.c.status, event.c.obstacle, event.c.due, event.c.cancels)
    logged = (change.c.at, change.c.actor, change.c.act)
    query = (
        select(*columns, *said, *logged)
        .join(change, change.c.revision == event.c.revision)
        .outerjoin(pledge, pledge.c.id == event.c.pledge_id)
        .where(*_wanted(asked, event.c.revision))
        .order_by(event.c.revision.desc(), event.c.id.desc())
    )
    if asked.fact:
        query = query.where(event.c.fact == asked.fact.value)
    if asked.signatory is not None:
        query = query.where(event.c.signatory_id == asked.signatory)
    if after is None:
        return query
    if after.event:
        return query.where(event.c.revision <= after.revision, event.c.id < after.event)
    return query.where(event.c.revision < after.revision)


def _bare(asked: LogAsked, after: LogPlace | None, lowest: int) -> Select[Any]:
    """Transactions that recorded no fact (about whom is asked for), above a revision."""
    told = select(event.c.id).where(event.c.revision == change.c.revision)
    query = select(change).where(*_wanted(asked, change.c.revision), change.c.revision > lowest)
    if after:
        query = query.where(change.c.revision < after.revision)
    if asked.signatory is not None:
        told = told.where(event.c.signatory_id == asked.signatory)
        about = (
            change.c.revision.in_(select(table.c.revision).where(table.c.signatory_id == asked.signatory))
            for table in _ABOUT
        )
        query = query.where(or_(*about))
    return query.where(not_(told.exists())).order_by(change.c.revision.desc())


def _wanted(asked: LogAsked, revision: Column[int]) -> Iterator[ColumnElement[bool]]:
    """What is asked of the transaction, as conditions that begin with its number.

    Args:
        revision: the column that holds the number in the table that is walked through.
    """
    times = tuple(_times(asked))
    if times:
        inside = select(func.min(change.c.revision), func.max(change.c.revision)).where(*times).subquery()
        low, high = inside.c
        yield revision >= select(low).scalar_subquery()
        yield revision <= select(high).scalar_subquery()
        yield from times
    if asked.act:
        yield change.c.act == asked.act
    if asked.colleague is not None:
        yield change.c.actor == f"{STAFF_MARK}{asked.colleague}"
    if asked.doer:
        yield _DONE_BY[asked.doer]


def _times(asked: LogAsked) -> Iterator[ColumnElement[bool]]:
    if asked.since:
        yield change.c.at >= _midnight(asked.since)
    if asked.until:
        yield change.c.at < _midnight(asked.until + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIME_ZONE)


_by_staff = change.c.actor.startswith(STAFF_MARK, autoescape=True)
_by_signer = change.c.actor.startswith(SIGNER_MARK, autoescape=True)
_by_stranger = change.c.actor.in_(_STRANGERS)
_read_in = change.c.act == IMPORT
_DONE_BY: Mapping[Doer, ColumnElement[bool]] = MappingProxyType(
    {
        Doer.INLEZEN: _read_in,
        Doer.MEDEWERKER: and_(_by_staff, not_(_read_in)),
        Doer.ONDERTEKENAAR: and_(_by_signer, not_(_read_in)),
        Doer.AANMELDING: and_(_by_stranger, not_(_read_in)),
        Doer.SYSTEEM: not_(or_(_by_staff, _by_signer, _by_stranger, _read_in)),
    }
)


def _place_of(row: Row[Any]) -> LogPlace:
    return LogPlace(row.revision, getattr(row, "id", 0))


@dataclass(frozen=True)
class _Known:
    """Who the lines are about and by, by number, and why."""

    staff: Mapping[int, str]
    names: Mapping[int, str]
    about: Mapping[int, int]
    reasons: Mapping[tuple[int, int], str]

    def who(self, doer: Doer, actor: str) -> tuple[str, int]:
        """The address or name, and the number, of who did something."""
        number = _number_in(actor)
        if actor.startswith(STAFF_MARK):
            return self.staff.get(number, ""), number
        if doer is Doer.ONDERTEKENAAR:
            return self.names.get(number, ""), number
        return "", 0


def _lines(db: Reader, rows: Sequence[Row[Any]], asked: LogAsked) -> Iterator[LogLine]:
    known = _known(db, rows, asked)
    for row in rows:
        yield _line(row, known)


def _known(db: Reader, rows: Sequence[Row[Any]], asked: LogAsked) -> _Known:
    about = _about(db, [row.revision for row in rows if not _place_of(row).event], asked)
    whom = {row.signatory_id for row in rows if _place_of(row).event} | set(about.values())
    signers = {_number_in(row.actor) for row in rows if row.actor.startswith(SIGNER_MARK)}
    names = {number: one.name for number, one in db.names_of(whom | signers).items()}
    staff = {one.number: one.email for one in all_staff(db)}
    return _Known(staff, names, about, _reasons(db, {row.revision for row in rows}))


def _about(db: Reader, revisions: Iterable[int], asked: LogAsked) -> dict[int, int]:
    """The one signatory an act without facts was about, by transaction; who several were is not told."""
    found: dict[int, set[int]] = {}
    for some in chunks(revisions):
        for table in _ABOUT:
            query = select(table.c.revision, table.c.signatory_id).where(table.c.revision.in_(some))
            for row in db.rows(query):
                found.setdefault(row.revision, set()).add(row.signatory_id)
    if asked.signatory is not None:
        return dict.fromkeys(found, asked.signatory)
    return {revision: min(several) for revision, several in found.items() if len(several) == 1}


def _reasons(db: Reader, revisions: Iterable[int]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for some in chunks(revisions):
        for row in db.rows(select(remark).where(remark.c.revision.in_(some))):
            found[row.revision, row.signatory_id] = row.why
    return found


def _number_in(actor: str) -> int:
    """The number in what the change log calls somebody; 0 when there is none."""
    number = actor.rpartition(" ")[2].partition("/")[0]
    return int(number) if number.isdecimal() else 0


def _line(row: Row[Any], known: _Known) -> LogLine:
    doer, place = doer_of(row.actor, row.act), _place_of(row)
    whom = row.signatory_id if place.event else known.about.get(row.revision, 0)
    line = LogLine(
        place,
        row.at,
        doer,
        *known.who(doer, row.actor),
        row.act,
        signatory=whom,
        name=known.names.get(whom, ""),
        why=known.reasons.get((row.revision, whom), ""),
    )
    return _with_fact(line, row) if place.event else line


def _with_fact(line: LogLine, row: Row[Any]) -> LogLine:
    return LogLine(
        *(line.place, line.at, line.doer, line.who, line.number, line.act),
        Fact(row.fact),
        row.day,
        *(line.signatory, line.name),
        load_plan().code_of(row.action) if row.action else "",
        Status(row.status) if row.status else None,
        Obstacle(row.obstacle) if row.obstacle else None,
        row.due,
        row.cancels,
        line.why,
    )
