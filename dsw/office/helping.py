"""Offering help: one press writes to who asked, with the name and address of who can help."""

from datetime import timedelta

from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.errors import RuleError
from dsw.mine import Mine
from dsw.outbox import OFFERED_BY, Letter, post
from dsw.people import Wish, require
from dsw.queries.asks import asks_for, recipient
from dsw.settings import now
from dsw.store import Snapshot, Writer
from dsw.store.schema import offer

#: A signer may offer help so often.
_MOST, _WITHIN = 5, timedelta(days=1)


def offer_help(tx: Writer, snapshot: Snapshot, mine: Mine, event: int) -> None:
    """Offer help to who asked for it; it was told that its address goes along.

    Args:
        snapshot: the register as it is; event: the report the ask was written with.

    Raises:
        Refused: not in somebody else's name.
        RuleError: the ask is not there (any more) for this signer, or it offered a lot today.
    """
    signatory = mine.identity.signatory
    require(tx.actor, Wish.UPDATE, signatory)
    shown = asks_for(tx, snapshot, tx.today, signatory, mine.profile)
    ask = next((one for one in shown if one.event == event), None)
    found = recipient(tx, ask) if ask else None
    if ask is None or found is None:
        raise RuleError("hulp.weg")
    if not may_knock(tx, "hulp", str(signatory), _MOST, _WITHIN):
        raise RuleError("hulp.te_vaak", hoogstens=_MOST)
    number, asker = found
    tx.put(offer, event_id=event, signatory_id=signatory, at=now())
    own = mine.contacts[mine.holder.contact or 0]
    told = {"naam": mine.identity.name, "wie": own.name or mine.identity.name, "email": own.email}
    told |= {"actie": ask.code, OFFERED_BY: f"{signatory}/{mine.holder.contact}"}
    post(tx, Letter.HULP, asker.email, Holder(ask.signatory, number), told)
