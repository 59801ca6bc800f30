"""Network meetings: made, pinned, shown, and what was agreed there. Staff command; who has the address reads.

A meeting that is pinned keeps a day and a revision: its figures are those of the ledger up to there, whatever
is corrected later. It is pinned when its day comes, or by hand. Of two who change a meeting or a line at once
the second one is told; lines themselves are only ever added, so nothing that was typed is lost.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, select, update

from dsw.errors import RuleError
from dsw.people import Actor, Role, Wish, require
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.settings import now, today
from dsw.store import Reader, Store, Writer
from dsw.store.schema import agreement, meeting
from dsw.views import Agreement, Meeting, SlideKey

#: Most characters of a name, and of one line that is agreed.
LONGEST_NAME, LONGEST_LINE = 200, 500
#: No meeting is about an earlier day.
_EARLIEST = date(2000, 1, 1)
#: Pins a meeting when its day has come.
CALENDAR = Actor(Role.SYSTEEM, "kalender")


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What staff say of a meeting.

    Attributes:
        name: what it is called; day: when it is.
        region: code of a province, "" for the whole country; group: 1 to 9, 0 for all.
        since: the day its figures are compared with; before its own.
    """

    name: str
    day: date
    since: date
    region: str = ""
    group: int = 0


# ----------------------------------------------------------------------------------------- reading


def all_meetings(db: Reader) -> list[Meeting]:
    """Every meeting, the latest first."""
    return [_meeting(row) for row in db.rows(select(meeting).order_by(meeting.c.day.desc(), meeting.c.id))]


def find_meeting(db: Reader, ref: str) -> Meeting | None:
    """The meeting with this public reference."""
    found = db.rows(select(meeting).where(meeting.c.ref == ref))
    return _meeting(found[0]) if found else None


def agreements_of(db: Reader, one: Meeting) -> tuple[Agreement, ...]:
    """What was agreed at a meeting, in order."""
    query = select(agreement).where(agreement.c.meeting_id == one.number).order_by(agreement.c.id)
    return tuple(Agreement(row.id, row.words, row.version, row.made_at) for row in db.rows(query))


def _meeting(row: Row[Any]) -> Meeting:
    return Meeting(
        row.id,
        row.ref,
        row.name,
        row.day,
        row.region,
        row.group_no,
        row.since,
        tuple(SlideKey(key) for key in json.loads(row.slides)),
        row.pinned_day,
        row.pinned_revision,
        row.counted_from,
        row.version,
    )


# ---------------------------------------------------------------------------------------- commands


def make(tx: Writer, plan: MeetingPlan) -> str:
    """Make a meeting, with every slide.

    Returns:
        Its public reference.

    Raises:
        Refused, RuleError: may not, or the plan is not right.
    """
    require(tx.actor, Wish.MEET)
    ref = uuid4().hex
    tx.put(
        meeting,
        ref=ref,
        **_columns(plan),
        slides=_written(tuple(SlideKey)),
        version=1,
        made_by=tx.actor.name,
        made_at=now(),
    )
    return ref


def change(tx: Writer, one: Meeting, plan: MeetingPlan) -> None:
    """Say something else of a meeting; once it is pinned only its name changes.

    Raises:
        Refused, RuleError: may not, it is not right, it is pinned, or somebody was sooner.
    """
    require(tx.actor, Wish.MEET)
    columns = _columns(plan)
    if one.pinned_revision is not None and plan_of(one, plan.name) != plan:
        raise RuleError("bijeenkomst.staat_vast")
    _change(tx, one, columns)


def plan_of(one: Meeting, name: str | None = None) -> MeetingPlan:
    """What was said of a meeting; with another name if one is given."""
    return MeetingPlan(one.name if name is None else name, one.day, one.since, one.region, one.group)


def choose(tx: Writer, one: Meeting, slides: tuple[SlideKey, ...]) -> None:
    """Choose which slides a meeting shows, and in which order."""
    require(tx.actor, Wish.MEET)
    if not slides or len(set(slides)) != len(slides):
        raise RuleError("bijeenkomst.dias")
    _change(tx, one, {"slides": _written(slides)})


def pin(tx: Writer, one: Meeting) -> None:
    """Keep a meeting's figures as they are now, for good.

    Raises:
        Refused, RuleError: may not, it is pinned already, or somebody changed it meanwhile.
    """
    require(tx.actor, Wish.MEET)
    if one.pinned_revision is not None:
        raise RuleError("bijeenkomst.staat_vast")
    _change(tx, one, {"pinned_day": min(one.day, tx.today), "pinned_revision": tx.revision})


def count_anew(tx: Writer, one: Meeting) -> None:
    """Count the responses in the room from now on."""
    require(tx.actor, Wish.MEET)
    _change(tx, one, {"counted_from": tx.revision})


def remove(tx: Writer, one: Meeting) -> None:
    """Remove a meeting, with what was agreed there."""
    require(tx.actor, Wish.MEET)
    tx.alter(delete(agreement).where(agreement.c.meeting_id == one.number))
    same = (meeting.c.id == one.number, meeting.c.version == one.version)
    if not tx.alter(delete(meeting).where(*same)):
        raise RuleError("bijeenkomst.net_veranderd")


def agree(tx: Writer, one: Meeting, said: str) -> None:
    """Add a line to what is agreed; whoever types at the same time adds one as well."""
    require(tx.actor, Wish.MEET)
    by = {"made_by": tx.actor.name, "made_at": now()}
    tx.put(agreement, meeting_id=one.number, words=_line(said), version=1, **by)


def change_agreement(tx: Writer, line: Agreement, said: str) -> None:
    """Put a line that was agreed in other words; no words at all remove it.

    Raises:
        Refused, RuleError: may not, it is too long, or somebody changed it meanwhile.
    """
    require(tx.actor, Wish.MEET)
    same = (agreement.c.id == line.number, agreement.c.version == line.version)
    kept = update(agreement).where(*same)
    gone = delete(agreement).where(*same)
    changed = kept.values(words=_line(said), version=line.version + 1) if said.strip() else gone
    if not tx.alter(changed):
        raise RuleError("bijeenkomst.net_veranderd")


def pin_due(store: Store) -> bool:
    """Pin the meetings whose day has come; whether there were any.

    Of two who do this at once, the second finds nothing left to pin.
    """
    with store.read() as db:
        due = [one for one in all_meetings(db) if is_due(one)]
    for one in due:
        with store.write(CALENDAR, "pin") as tx:
            still = find_meeting(tx, one.ref)
            if still and is_due(still):
                pin(tx, still)
    return bool(due)


def is_due(one: Meeting) -> bool:
    """Whether a meeting's day has come and its figures are not pinned yet."""
    return one.pinned_revision is None and one.day <= today()


def _change(tx: Writer, one: Meeting, values: Mapping[str, Any]) -> None:
    same = (meeting.c.id == one.number, meeting.c.version == one.version)
    if not tx.alter(update(meeting).where(*same).values(**values, version=one.version + 1)):
        raise RuleError("bijeenkomst.net_veranderd")


def _columns(plan: MeetingPlan) -> dict[str, Any]:
    """A plan that is right, as it is kept."""
    name = " ".join(plan.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise RuleError("bijeenkomst.naam", n=LONGEST_NAME)
    if not _EARLIEST <= plan.since < plan.day:
        raise RuleError("bijeenkomst.sinds")
    if plan.region and plan.region not in {one.code for one in load_regions().provinces}:
        raise RuleError("bijeenkomst.regio")
    if not 0 <= plan.group <= len(load_plan().sections):
        raise RuleError("bijeenkomst.doelgroep")
    return {
        "name": name,
        "day": plan.day,
        "since": plan.since,
        "region": plan.region,
        "group_no": plan.group,
    }


def _line(said: str) -> str:
    line = " ".join(said.split())
    if not line:
        raise RuleError("bijeenkomst.afspraak_leeg")
    if len(line) > LONGEST_LINE:
        raise RuleError("bijeenkomst.afspraak_lang", n=LONGEST_LINE)
    return line


def _written(slides: tuple[SlideKey, ...]) -> str:
    return json.dumps([key.value for key in slides])
