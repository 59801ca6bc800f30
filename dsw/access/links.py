"""Links that let somebody in: sent by e-mail, good for one time, within a month."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update

from dsw.access.holders import Holder
from dsw.access.tokens import digest
from dsw.settings import now
from dsw.store import Desk, Reader
from dsw.store.schema import link, session

#: How long a link may lie in a mailbox.
LIFETIME = timedelta(days=30)
#: What is kept of a secret that ends mail begins with this, and is as long as what is kept of others.
_STOP, _KEPT = "stop ", 64


class LinkState(StrEnum):
    """What can be done with a link."""

    GELDIG = "geldig"
    GEBRUIKT = "gebruikt"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link somebody holds, whom it is for (nobody when it is unknown), and when it was used."""

    state: LinkState
    holder: Holder = field(default_factory=Holder)
    used_at: datetime | None = None


def make_link(desk: Desk, token: str, holder: Holder) -> None:
    """Make a secret let somebody in; it may be made twice."""
    _keep(desk, digest(token), holder)


def make_stop(desk: Desk, token: str, holder: Holder) -> None:
    """Make a secret end mail to somebody. It stands among the links, goes with them, and lets nobody in."""
    _keep(desk, _stop_digest(token), holder)


def find_stop(db: Reader, token: str) -> Holder:
    """To whom a secret ends mail, also when no link lets them in any more; nobody when it is unknown."""
    found = db.rows(select(link).where(link.c.digest == _stop_digest(token)))
    return Holder.of(found[0]) if found else Holder()


def find_link(db: Reader, token: str) -> KnownLink:
    """What a link is for. It looks only: who fetches a link to see what it is does not use it up."""
    found = db.rows(select(link).where(link.c.digest == digest(token)))
    if not found:
        return KnownLink(LinkState.ONBEKEND)
    row, state = found[0], LinkState.GELDIG
    if row.revoked_at:
        state = LinkState.INGETROKKEN
    elif row.used_at:
        state = LinkState.GEBRUIKT
    elif row.expires_at <= now():
        state = LinkState.VERLOPEN
    return KnownLink(state, Holder.of(row), row.used_at)


def use_link(desk: Desk, token: str) -> Holder | None:
    """Use a link up. Of two who do so at once, one gets in.

    Returns:
        Whom it is for; None when it is no longer good.
    """
    good = (link.c.used_at.is_(None), link.c.revoked_at.is_(None), link.c.expires_at > now())
    row = desk.take(
        update(link).where(link.c.digest == digest(token), *good).values(used_at=now()).returning(*link.c)
    )
    return Holder.of(row) if row else None


def revoke_links(desk: Desk, holder: Holder) -> int:
    """Make every link of somebody useless, also for who used it a moment ago; says how many there were."""
    standing = (holder.in_table(link), link.c.revoked_at.is_(None))
    return desk.alter(update(link).where(*standing).values(revoked_at=now()))


def pass_on(desk: Desk, number: str, holder: Holder) -> None:
    """Links and sessions of a sign-up let in whom it became."""
    for table in (link, session):
        desk.alter(update(table).where(table.c.signup_id == number).values(**holder.columns))


def forget_links(desk: Desk) -> int:
    """Remove links that are long past; says how many."""
    return desk.alter(delete(link).where(link.c.expires_at <= now() - LIFETIME))


def _keep(desk: Desk, kept: str, holder: Holder) -> None:
    made = now()
    desk.put(link, digest=kept, made_at=made, expires_at=made + LIFETIME, **holder.columns)


def _stop_digest(token: str) -> str:
    """What is kept of a secret that ends mail. Nothing hashes to it, so nothing lets anybody in by it."""
    return f"{_STOP}{digest(token)}"[:_KEPT]
