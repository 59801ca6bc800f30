"""What comes in while a meeting is going on: counts of the whole register, and never who."""

from datetime import datetime, time

from sqlalchemy import func, or_, select

from dsw.domain import Fact
from dsw.people import ADMISSION, SIGNER_MARK
from dsw.settings import TIME_ZONE
from dsw.store import Reader
from dsw.store.schema import change, event
from dsw.views import Meeting, Responses

#: Only what signers say themselves, or sign, is a response: no file, and no work of the staff.
_THEIRS = or_(
    change.c.actor.startswith(SIGNER_MARK), change.c.actor == ADMISSION.name, change.c.act == "approve"
)


def responses(db: Reader, meeting: Meeting) -> Responses:
    """What came in since a meeting began: its day, or the moment staff chose to count from.

    Both searches walk back from the newest, over what is counted and no further.
    """
    start = _start(db, meeting)
    last = select(event.c.id).where(event.c.revision <= start).order_by(event.c.id.desc()).limit(1)
    query = (
        select(event.c.fact, func.count().label("n"))
        .join(change, change.c.revision == event.c.revision)
        .where(event.c.id > func.coalesce(last.scalar_subquery(), 0), _THEIRS)
        .group_by(event.c.fact)
    )
    counts = {row.fact: row.n for row in db.rows(query)}
    updates, confirmations, signatures = (
        counts.get(fact.value, 0) for fact in (Fact.REPORTED, Fact.CONFIRMED, Fact.SIGNED)
    )
    return Responses(updates, confirmations, signatures)


def _start(db: Reader, meeting: Meeting) -> int:
    """The last revision before a meeting began."""
    if meeting.counted_from is not None:
        return meeting.counted_from
    morning = datetime.combine(meeting.day, time(), TIME_ZONE)
    query = select(change.c.revision).where(change.c.at < morning).order_by(change.c.revision.desc()).limit(1)
    found = db.rows(query)
    return found[0].revision if found else 0
