"""Receipts: a form that is sent twice, by a double click or after a lost connection, is handled once."""

from datetime import timedelta

from sqlalchemy import delete, select

from dsw.access.tokens import digest
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.schema import receipt

_KEPT = timedelta(days=7)


def handled(desk: Reader, form: str) -> str | None:
    """Where the sender of a form was sent when it was handled; None when it was not yet."""
    found = desk.rows(select(receipt.c.answer).where(receipt.c.digest == digest(form)))
    return found[0].answer if found else None


def keep_receipt(desk: Desk, form: str, answer: str) -> None:
    """Note that a form was handled, in the transaction that handled it."""
    desk.put(receipt, digest=digest(form), made_at=now(), answer=answer)


def forget_receipts(desk: Desk) -> int:
    """Remove old receipts; says how many."""
    return desk.alter(delete(receipt).where(receipt.c.made_at <= now() - _KEPT))
