"""How often somebody may ask: each question leaves a mark, and after too many there is a pause."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from dsw.settings import now
from dsw.store import Desk
from dsw.store.schema import knock

#: Marks are kept this long, and hold no address: only what one hashes to.
_KEPT = timedelta(days=1)


def may_knock(desk: Desk, door: str, who: str, most: int, within: timedelta) -> bool:
    """Say whether somebody may ask once more, and leave a mark if so.

    Who may not leaves none: somebody who goes on asking in another's name keeps nobody out for longer.

    Args:
        door: what is asked.
        who: who asks: an e-mail address, or where a request came from.
        most: how often, within that time.
    """
    name = f"{door}:{sha256(f'{door}:{who}'.encode()).hexdigest()}"
    since = (knock.c.door == name, knock.c.at > now() - within)
    allowed = desk.count(select(knock.c.id).where(*since)) < most
    if allowed:
        desk.put(knock, door=name, at=now())
    return allowed


def forget_knocks(desk: Desk) -> int:
    """Remove old marks; says how many."""
    return desk.alter(delete(knock).where(knock.c.at <= now() - _KEPT))
