"""What is known for reminders, read from the ledger where it can be; and what came of each round."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

import numpy as np
from sqlalchemy import func, select

from dsw.domain import STATUS_CODE, Fact
from dsw.ledger import Flags, Integers, Ledger
from dsw.ledger.columns import Rows
from dsw.office.reminders import ENDED, Known, LetterDue, Promise, letters_due
from dsw.queries.base import figures_of
from dsw.store import Reader, Snapshot
from dsw.store.schema import bounce, event, letter_round, reminder

_STATUSES = {code: status for status, code in STATUS_CODE.items()}
_ENDED = [STATUS_CODE[status] for status in ENDED]
_NO_AIM: tuple[date, date | None] = (date.min, None)
_day = lru_cache(maxsize=4096)(date.fromordinal)
#: So many rounds are looked back at.
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class RoundResponse:
    """What came of a round of letters.

    Attributes:
        number: of the round; day: when it was sent.
        addressed: how many got a letter; answered: how many reported or confirmed something since.
        bounced: of how many the mail came back, who did not answer.
    """

    number: int
    day: date
    addressed: int
    answered: int
    bounced: int

    @property
    def silent(self) -> int:
        """Of how many nothing was heard."""
        return self.addressed - self.answered - self.bounced


def due_letters(db: Reader, snapshot: Snapshot, day: date) -> tuple[LetterDue, ...]:
    """Who gets a reminder on a day, and why.

    Args:
        db: reads the register at the snapshot's revision.
    """
    rules, bounced = snapshot.rules, _bounced(db)
    key = (day, frozenset((who, numbers) for who, numbers in bounced.items()))

    def look() -> tuple[LetterDue, ...]:
        known = _known(db, snapshot, day, bounced)
        return letters_due(known, day, rules.reminder_gap_days, rules.silent_months)

    return figures_of(snapshot).keep("reminders", key, look, 2)


def responses(db: Reader, snapshot: Snapshot) -> tuple[RoundResponse, ...]:
    """What came of the last rounds, the newest first."""
    rounds = db.rows(select(letter_round).order_by(letter_round.c.id.desc()).limit(_ROUNDS))
    came_back = {(row.signatory_id, row.contact): row.at for row in db.rows(select(bounce))}
    found = []
    for one in rounds:
        sent = db.rows(select(reminder).where(reminder.c.round_id == one.id))
        addressed = {row.signatory_id for row in sent}
        answered = _answered(snapshot.ledger, addressed, one.revision, one.day)
        back = {
            row.signatory_id
            for row in sent
            if (at := came_back.get((row.signatory_id, row.contact))) and at >= one.made_at
        }
        count = len(addressed), len(answered), len(back - answered)
        found.append(RoundResponse(one.id, one.day, *count))
    return tuple(found)


def _answered(ledger: Ledger, addressed: set[int], revision: int, day: date) -> set[int]:
    """Who said something after a revision about that day or later, and did not take it back.

    A report or a confirmation is booked on the day it was heard: what it books, and is not booked off on that
    same day, stays said.
    """
    entries, asked = ledger.entries, np.array(sorted(addressed), np.int32)
    begin = int(np.searchsorted(entries["revision"], revision, "right"))
    rows = entries.rows(slice(begin, len(entries)))
    where = np.flatnonzero(
        (rows["heard"] >= day.toordinal())
        & (rows["heard"] == rows["day"])
        & np.isin(rows["signatory"], asked)
    )
    names = ("signatory", "pledge", "profile", "status", "obstacle", "evidence", "heard", "amount")
    booked: Counter[tuple[int, ...]] = Counter()
    for *account, amount in zip(*(rows[name][where].tolist() for name in names), strict=True):
        booked[tuple(account)] += amount
    return {account[0] for account, amount in booked.items() if amount > 0}


def _bounced(db: Reader) -> dict[int, frozenset[int]]:
    """The numbers of contacts where mail comes back, by signatory."""
    rows = db.rows(select(bounce.c.signatory_id, bounce.c.contact).order_by(bounce.c.signatory_id))
    return {
        who: frozenset(row.contact for row in some)
        for who, some in groupby(rows, key=lambda row: row.signatory_id)
    }


def _known(
    db: Reader, snapshot: Snapshot, day: date, bounced: Mapping[int, frozenset[int]]
) -> Iterator[Known]:
    """What counts of everybody who may be due; who cannot be is left out, unseen by the rule."""
    contacts = db.every_contact_of(_candidates(snapshot, day).tolist())
    said_yes = [who for who, some in contacts.items() if any(one.mail_consent for one in some.values())]
    reminded, nothing = _reminded(db), frozenset[int]()
    for signatory, promises in _promises(db, snapshot, day, said_yes).items():
        told = contacts[signatory], bounced.get(signatory, nothing), reminded.get(signatory)
        yield Known(signatory, tuple(promises), *told)


def _reminded(db: Reader) -> dict[int, date]:
    """The day of everybody's last reminder."""
    query = (
        select(reminder.c.signatory_id, func.max(letter_round.c.day).label("last"))
        .join(letter_round, letter_round.c.id == reminder.c.round_id)
        .group_by(reminder.c.signatory_id)
    )
    return {row.signatory_id: row.last for row in db.rows(query)}


def _promises(
    db: Reader, snapshot: Snapshot, day: date, signatories: Sequence[int]
) -> dict[int, list[Promise]]:
    """The standing pledges of these signatories."""
    rows = _standing(snapshot.ledger, np.array(signatories, np.int32), day.toordinal())
    aims = _aims(db, day) if signatories else {}
    names = ("signatory", "thing", "action", "status", "pledged", "heard", "status_since")
    found: dict[int, list[Promise]] = defaultdict(list)
    for row in zip(*(rows[name].tolist() for name in names), strict=True):
        signatory, pledge, action, status, pledged, heard, since = row
        pledged_on, (said_on, due) = _day(pledged), aims.get(pledge, _NO_AIM)
        heard_on = _day(heard) if heard else None
        due = due if said_on >= pledged_on else None  # an aim of a pledge that ended is none of the next one
        found[signatory].append(Promise(action, _STATUSES[status], pledged_on, heard_on, _day(since), due))
    return found


def _candidates(snapshot: Snapshot, day: date) -> Integers:
    stand = figures_of(snapshot).stand(day)
    lately = stand.owner[stand.heard > day.toordinal() - snapshot.rules.reminder_gap_days]
    left_to_do = stand.owner[~np.isin(stand.status, _ENDED)]
    return np.setdiff1d(left_to_do, lately)


def _standing(ledger: Ledger, signatories: Integers, day: int) -> Rows:
    """Their pledges that stand on a day, with since when, and since when on this status."""
    spans = ledger.pledges.rows(ledger.pledges.where(signatories))
    begun = np.flatnonzero(spans["since"] <= day)
    rows = {name: column[begun] for name, column in spans.items()}
    first = np.ones(len(begun), np.bool_)
    first[1:] = (rows["thing"][1:] != rows["thing"][:-1]) | (rows["since"][1:] != rows["until"][:-1])
    other = first.copy()
    other[1:] |= rows["status"][1:] != rows["status"][:-1]
    rows["pledged"], rows["status_since"] = (_begin(rows["since"], new) for new in (first, other))
    now = np.flatnonzero(rows["until"] > day)
    return {name: column[now] for name, column in rows.items()}


def _begin(since: Integers, new: Flags) -> Integers:
    """Of each row the first day of the run it is in; a run begins where ``new`` is set."""
    return since[np.maximum.accumulate(np.where(new, np.arange(len(since)), 0))] if len(since) else since


def _aims(db: Reader, day: date) -> dict[int, tuple[date, date | None]]:
    """The day each pledge is last aimed at (none: the aim was dropped), and when that was said."""
    planned = select(event.c.id, event.c.pledge_id, event.c.day, event.c.due).where(
        event.c.fact == Fact.PLANNED.value, event.c.day <= day
    )
    rows, undone = db.rows(planned.order_by(event.c.day, event.c.id)), db.undone_events()
    return {row.pledge_id: (row.day, row.due) for row in rows if row.id not in undone}
