"""Who comes in by way of another site (OpenID Connect): when we take its word for an e-mail address."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import or_, select

from dsw.access.sessions import LIFETIME
from dsw.access.staff import Colleague, staff_member
from dsw.settings import now
from dsw.store import Reader
from dsw.store.reading import mailbox
from dsw.store.schema import staff

#: What a site says when it checked the address; the second is Microsoft's.
_CHECKED = ("email_verified", "xms_edov")
_YES = (True, 1, "true", "1")


def vouched_colleague(db: Reader, claims: Mapping[str, object], trusted_issuer: str) -> Colleague | None:
    """Who of the staff another site says that this is; None when it is nobody, or its word will not do.

    Its word holds as long as one of our own sessions, and not for who signed out after it was given.

    Args:
        claims: what the site says; its signature was checked.
        trusted_issuer: the one issuer whose addresses we take as checked when it does not tell; "" for none.
    """
    address, issued = claims.get("email"), claims.get("iat")
    if not isinstance(address, str) or not isinstance(issued, int | float):
        return None
    moment = datetime.fromtimestamp(issued, UTC)
    if not _is_checked(claims, trusted_issuer) or moment <= now() - LIFETIME:
        return None
    still_in = or_(staff.c.signed_out_at.is_(None), staff.c.signed_out_at < moment)
    found = db.rows(select(staff.c.id).where(staff.c.email == mailbox(address), still_in))
    return staff_member(db, found[0].id) if found else None


def _is_checked(claims: Mapping[str, object], trusted_issuer: str) -> bool:
    """Anybody may fill in any address at many sites: an address that nobody checked proves nothing."""
    issuer = claims.get("iss")
    if trusted_issuer and issuer != trusted_issuer:
        return False
    told = [claims[name] for name in _CHECKED if name in claims]
    return all(one in _YES for one in told) if told else bool(trusted_issuer)
