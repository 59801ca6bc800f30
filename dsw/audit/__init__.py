"""Proving the books: does the register hold what the ledger promises?

First every row is looked at by itself (``rows``). Only when all rows can be read are the books recomputed
from the events and compared with what was booked (``books``).
"""

from dsw.audit.books import check_books
from dsw.audit.finding import Finding
from dsw.audit.rows import check_rows
from dsw.garbage import uncollected
from dsw.store import Store

__all__ = ["Finding", "check"]


@uncollected()
def check(store: Store) -> tuple[Finding, ...]:
    """Look for anything that is not as it should be, in one consistent view; nothing found is the proof.

    Raises:
        StoreError: the database cannot be read.
    """
    with store.read() as db:
        found = tuple(check_rows(db))
        return found if any(finding.unreadable for finding in found) else (*found, *check_books(db))
