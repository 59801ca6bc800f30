"""Who in the register may be there twice; only who changed is compared anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dsw.intake.duplicates import Candidate, propose
from dsw.queries.base import figures_of
from dsw.queries.carried import Carried
from dsw.store import Reader, Snapshot
from dsw.store.schema import contact
from dsw.views.worklist import Double


@dataclass(frozen=True, slots=True)
class _Compared:
    """Everybody as they were compared, and what came of it."""

    candidates: Mapping[int, Candidate]
    found: frozenset[Double]


_COMPARED: Carried[_Compared] = Carried()


def doubles(db: Reader, snapshot: Snapshot, today: date) -> list[Double]:
    """Pairs of signatories that may be the same, the likeliest first."""
    now = _candidates(db, snapshot, today)
    compared = _COMPARED.advanced(
        snapshot.head.register_id,
        lambda: _Compared(now, _pairs(now.values(), ())),
        lambda known: _went_on(known, now),
    )
    return sorted(compared.found, key=lambda one: (-one.score, one.signatory, one.other))


def _went_on(known: _Compared, now: Mapping[int, Candidate]) -> _Compared:
    """Pairs of who did not change stay as they were found."""
    news = [one for number, one in now.items() if known.candidates.get(number) != one]
    gone = (known.candidates.keys() - now.keys()) | {one.row for one in news}
    if not gone:
        return known
    kept = frozenset(one for one in known.found if one.signatory not in gone and one.other not in gone)
    others = [one for number, one in now.items() if number not in gone]
    return _Compared(now, kept | _pairs(news, others))


def _pairs(news: Iterable[Candidate], others: Iterable[Candidate]) -> frozenset[Double]:
    """Whom of these may be the same as one of them, or as another; who came first stays."""
    return frozenset(
        Double(min(one.row, like.other.row), max(one.row, like.other.row), like.score, like.reasons)
        for one, like in propose(list(news), others)
    )


def _candidates(db: Reader, snapshot: Snapshot, today: date) -> dict[int, Candidate]:
    """Everybody who stands in the register, by number."""
    stand, profiles = figures_of(snapshot).stand(today), snapshot.ledger.profiles.known
    addresses, found = _addresses(db), {}
    for number, place in zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True):
        profile = profiles[place]
        if profile and number in snapshot.names:
            name = snapshot.names[number].name
            found[number] = Candidate(number, name, addresses.get(number, ""), profile)
    return found


def _addresses(db: Reader) -> dict[int, str]:
    """The address of everybody's first contact, read anew, so without who was erased. Personal data."""
    columns = (contact.c.signatory_id, contact.c.mailbox)
    first = select(*columns).where(contact.c.number == 1).order_by(contact.c.revision)
    return {row.signatory_id: row.mailbox for row in db.rows(first)}
