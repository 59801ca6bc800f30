"""Which files were read in before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dsw.store import Reader
from dsw.store.schema import change, import_run, staff, undone

#: Most of them that one page shows.
PAGE_SIZE = 10
_STAFF_MARK = "medewerker "


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """A file that was booked.

    Attributes:
        revision: the transaction; at: its moment.
        file: its name; source: where its rows come from.
        actor: who booked it, as in the change log; email: of the colleague it was, "" when nobody knows.
        counts: the sum, under the names of the report.
        undone: it was taken back.
    """

    revision: int
    at: datetime
    file: str
    source: str
    actor: str
    email: str
    counts: Mapping[str, int]
    undone: bool


def earlier_imports(db: Reader, page: int = 1) -> tuple[EarlierImport, ...]:
    """The files that were booked, the newest first.

    Args:
        page: which of the pages, counted from 1.
    """
    query = (
        select(import_run, change.c.at, change.c.actor, undone.c.by_revision)
        .join(change, change.c.revision == import_run.c.revision)
        .outerjoin(undone, undone.c.revision == import_run.c.revision)
        .order_by(import_run.c.revision.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    emails = {f"{_STAFF_MARK}{row.id}": row.email for row in db.rows(select(staff.c.id, staff.c.email))}
    return tuple(
        EarlierImport(
            row.revision,
            row.at,
            row.file,
            row.source,
            row.actor,
            emails.get(row.actor, ""),
            json.loads(row.counts),
            row.by_revision is not None,
        )
        for row in db.rows(query)
    )


def count_imports(db: Reader) -> int:
    """How many files were booked."""
    return db.count(select(import_run.c.revision))
