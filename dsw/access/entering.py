"""Coming in with a link: it is used up, what it proves is recorded, and a session begins, all or nothing."""

from datetime import timedelta

from dsw import signups
from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.access.links import KnownLink, LinkState, find_link, use_link
from dsw.access.receipts import handled, keep_receipt
from dsw.access.sessions import begin_session
from dsw.access.staff import find_staff
from dsw.domain import Kind
from dsw.errors import Refused
from dsw.mine import takes_part
from dsw.outbox import Letter, post
from dsw.people import ADMISSION
from dsw.settings import now
from dsw.store import Desk, Reader, Store
from dsw.store.reading import mailbox

#: One address may ask for a link so often, and one place for so many addresses.
_MOST_LINKS, _MOST_ASKED, _WITHIN = 5, 60, timedelta(hours=1)
#: Whoever's answer was lost on the way may press the same button again for so long.
_AGAIN = timedelta(minutes=10)


def enter(store: Store, token: str, form: str) -> tuple[Holder, str]:
    """Use a link.

    Args:
        form: the key of the form with the button: pressed twice, or again after a lost answer, it works on.

    Returns:
        Who came in, and the secret of their session.

    Raises:
        Refused: the link is no longer good.
    """
    with store.read() as db:
        joins = _joins(db, find_link(db, token))
    if joins:
        with store.write(ADMISSION, "sign") as tx:
            number = _used(tx, token, form).signup
            assert number is not None
            signups.prove_address(tx, number)
            holder = signups.admit(tx, number)
            return holder, begin_session(tx, holder)
    with store.desk() as desk:
        holder = _settled(desk, _used(desk, token, form))
        return holder, begin_session(desk, holder)


def ask_link(desk: Desk, email: str, place: str) -> None:
    """Send a signer or somebody of the staff their links; whether an address is known nobody else learns.

    Args:
        email: the address; place: where the question comes from.
    """
    if not may_knock(desk, "link-plek", place, _MOST_ASKED, _WITHIN):
        return
    if not may_knock(desk, "link-adres", mailbox(email), _MOST_LINKS, _WITHIN):
        return
    if colleague := find_staff(desk, email):
        post(desk, Letter.MEDEWERKER, colleague.email, Holder(staff=colleague.number))
    known = [
        (signatory, number) for signatory, number in desk.contacts_at(email) if takes_part(desk, signatory)
    ]
    names = desk.names_of(signatory for signatory, _number in known)
    for signatory, number in known:
        contact = desk.all_contacts_of(signatory)[number]
        named = {"naam": names[signatory].name}
        post(desk, Letter.LINK, contact.email, Holder(signatory, number), named)


def renew_link(desk: Desk, token: str, place: str) -> None:
    """Send a new link to whom an old one was for, at the address they have now."""
    holder = find_link(desk, token).holder
    contact = desk.all_contacts_of(holder.signatory).get(holder.contact or 0) if holder.signatory else None
    if contact:
        ask_link(desk, contact.email, place)


def _joins(db: Reader, known: KnownLink) -> bool:
    """Whether a person proves the address of a sign-up that waits for nothing else."""
    number = known.holder.signup
    waits = signups.find_signup(db, number) if number and known.state is LinkState.GELDIG else None
    return bool(waits and waits.wishes and waits.wishes.profile.kind is Kind.PERSOON)


def _settled(desk: Desk, holder: Holder) -> Holder:
    """An organisation that proved its address waits for staff."""
    if holder.signup:
        signups.prove_address(desk, holder.signup)
    return holder


def _used(desk: Desk, token: str, form: str) -> Holder:
    """Whom the link is for: now that it is used, or when this very form used it a moment ago."""
    once = f"{token} {form}"
    holder = use_link(desk, token)
    if holder:
        keep_receipt(desk, once, "")
        return holder
    known = find_link(desk, token)
    just_now = known.used_at and known.used_at > now() - _AGAIN
    if form and just_now and handled(desk, once) is not None and known.state is LinkState.GEBRUIKT:
        return known.holder
    raise Refused("link.op")
