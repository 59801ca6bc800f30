"""What the staff must know to let an organisation in: what was filled in, and whom it may already be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dsw.domain import Kind
from dsw.intake.duplicates import Candidate, Likeness, propose
from dsw.queries.base import figures_of
from dsw.signups import Signup, Wishes, waiting_signups
from dsw.store import Reader, Snapshot


@dataclass(frozen=True, slots=True)
class Waiting:
    """An organisation that waits. Personal data; hostile until escaped.

    Attributes:
        number: of its sign-up; since: when it was made.
        wishes: what was filled in.
        alike: whom it may be, likeliest first; with ``other.row`` 0 in the register, else waiting as well.
    """

    number: str
    since: datetime
    wishes: Wishes
    alike: tuple[Likeness, ...]


def waiting_organisations(db: Reader, snapshot: Snapshot, today: date) -> tuple[Waiting, ...]:
    """Every organisation that waits, the oldest first."""
    waiting = [(one, one.wishes) for one in waiting_signups(db) if one.wishes]
    if not waiting:
        return ()
    key = (today, *(one.number for one, _ in waiting))
    alike = figures_of(snapshot).keep("alike", key, lambda: _alike(db, snapshot, today, waiting), 1)
    return tuple(
        Waiting(one.number, one.made_at, wishes, tuple(alike[row]))
        for row, (one, wishes) in enumerate(waiting, 1)
    )


def _alike(
    db: Reader, snapshot: Snapshot, today: date, waiting: Sequence[tuple[Signup, Wishes]]
) -> Mapping[int, list[Likeness]]:
    """Whom each may be, by its place among who waits."""
    news = [
        Candidate(row, wishes.name, wishes.email, wishes.profile)
        for row, (_, wishes) in enumerate(waiting, 1)
    ]
    found: dict[int, list[Likeness]] = defaultdict(list)
    for one, likeness in propose(news, _organisations(db, snapshot, today, [one.email for one in news])):
        found[one.row].append(likeness)
    return found


def _organisations(
    db: Reader, snapshot: Snapshot, today: date, addresses: Sequence[str]
) -> Iterator[Candidate]:
    """The organisations in the register, with the address where it is one of these."""
    stand, profiles = figures_of(snapshot).stand(today), snapshot.ledger.profiles.known
    address_of = {number: one for one in addresses for number, _ in db.contacts_at(one)}
    for number, place in zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True):
        profile = profiles[place]
        if profile and profile.kind is Kind.ORGANISATIE and number in snapshot.names:
            yield Candidate(0, snapshot.names[number].name, address_of.get(number, ""), profile)
