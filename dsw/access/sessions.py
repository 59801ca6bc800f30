"""Sessions: who came in stays in for a while, until they leave. The browser holds a secret, we its hash."""

from datetime import timedelta

from sqlalchemy import delete, or_, select

from dsw.access.holders import Holder
from dsw.access.links import revoke_links
from dsw.access.tokens import digest, new_token
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.schema import session, staff

#: The cookie that holds the secret.
COOKIE = "dsw_sessie"
#: Long enough for a working day; a computer in a library forgets its visitor the same night.
LIFETIME = timedelta(hours=12)


def begin_session(desk: Desk, holder: Holder) -> str:
    """Let somebody in; the secret for their browser."""
    token, made = new_token(), now()
    desk.put(session, digest=digest(token), made_at=made, expires_at=made + LIFETIME, **holder.columns)
    return token


def find_session(db: Reader, token: str | None) -> Holder | None:
    """Who holds this secret now; None for who is not, or no longer, in."""
    if not token:
        return None
    still_in = or_(
        session.c.staff_id.is_(None),
        staff.c.signed_out_at.is_(None) & staff.c.id.is_not(None),
        staff.c.signed_out_at <= session.c.made_at,
    )
    query = (
        select(session)
        .outerjoin(staff, staff.c.id == session.c.staff_id)
        .where(session.c.digest == digest(token), session.c.expires_at > now(), still_in)
    )
    found = db.rows(query)
    return Holder.of(found[0]) if found else None


def end_sessions(desk: Desk, holder: Holder) -> None:
    """Let somebody out everywhere: on every device, and out of every link that was not used yet."""
    desk.alter(delete(session).where(holder.in_table(session)))
    revoke_links(desk, holder)


def forget_sessions(desk: Desk) -> int:
    """Remove sessions that are over; says how many."""
    return desk.alter(delete(session).where(session.c.expires_at <= now()))
