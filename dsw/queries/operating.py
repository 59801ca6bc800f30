"""How the machine is doing, for who works it: totals alone, and nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from dsw.store import Reader
from dsw.store.schema import bounce, outbox


@dataclass(frozen=True, slots=True)
class Post:
    """How the mail is doing.

    Attributes:
        waiting: letters that are still to go; failed: those that never will; sent: those that went.
        oldest: when the one that waits longest was written (UTC); None when none waits.
        bounces: contacts whose mail came back.
    """

    waiting: int
    failed: int
    sent: int
    oldest: datetime | None
    bounces: int


def read_post(db: Reader) -> Post:
    """How the mail is doing now; what was settled long ago is not counted any more."""
    waits = outbox.c.due_at.is_not(None)
    failed = (outbox.c.due_at.is_(None), outbox.c.sent_at.is_(None))
    return Post(
        _count(db, select(func.count()).select_from(outbox).where(waits)),
        _count(db, select(func.count()).select_from(outbox).where(*failed)),
        _count(db, select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_not(None))),
        db.rows(select(func.min(outbox.c.made_at)).where(waits))[0][0],
        _count(db, select(func.count()).select_from(bounce)),
    )


def _count(db: Reader, query: Select[Any]) -> int:
    number: int = db.rows(query)[0][0]
    return number
