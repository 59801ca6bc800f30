"""Forms half filled in, so that a reload or a lost connection costs nothing. Personal data."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from dsw.access.tokens import digest
from dsw.filled import Filled
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.schema import draft

#: The cookie that says which form is whose.
COOKIE = "dsw_formulier"
LIFETIME = timedelta(days=14)
#: All 27 actions with as many words as fit take less (characters).
_LARGEST = 60_000


def keep_draft(desk: Desk, token: str, form: Filled) -> bool:
    """Keep a form as it is now; False when it is more than anybody fills in, and then it stays as it was."""
    written = form.written()
    if len(written) > _LARGEST:
        return False
    told = {"changed_at": now(), "form": written}
    if not desk.put(draft, digest=digest(token), **told):
        desk.alter(update(draft).where(draft.c.digest == digest(token)).values(**told))
    return True


def find_draft(db: Reader, token: str | None) -> Filled:
    """The form as it was kept; empty when there is none."""
    if not token:
        return Filled()
    fresh = (draft.c.digest == digest(token), draft.c.changed_at > now() - LIFETIME)
    found = db.rows(select(draft.c.form).where(*fresh))
    return Filled.read(found[0].form) if found else Filled()


def drop_draft(desk: Desk, token: str) -> None:
    """Forget a form: it was sent in, or its maker wants to begin anew."""
    desk.alter(delete(draft).where(draft.c.digest == digest(token)))


def forget_drafts(desk: Desk) -> int:
    """Remove forms that nobody went on with; says how many."""
    return desk.alter(delete(draft).where(draft.c.changed_at <= now() - LIFETIME))
