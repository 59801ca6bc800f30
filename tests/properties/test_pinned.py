"""Whatever is corrected, withdrawn or erased later, a pinned meeting keeps its figures, on SQLite."""

import json
import shutil
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw import commands, meetings
from dsw.__main__ import main
from dsw.domain import Kind, Obstacle, Profile, Status
from dsw.meetings import MeetingPlan
from dsw.own_data import erase
from dsw.people import OPERATOR
from dsw.queries import overview, stand_figures
from dsw.queries.slides import deck, snapshot_of
from dsw.slides import Presentation, presentation
from dsw.store import Mirror, Store, Writer
from dsw.views import Meeting, SlideKey
from tests.acts import FIRST, sign

TODAY = date(2026, 11, 2)
DAYS = st.integers(0, (TODAY - FIRST).days).map(lambda days: FIRST + timedelta(days))
WHERE = st.sampled_from(
    [Profile(Kind.ORGANISATIE, 3, ("GM0014",)), Profile(Kind.PERSOON, 2, ("PV26",)), Profile(Kind.PERSOON, 1)]
)
#: Slides with figures; the others hold words, which follow what their writers want.
FIGURES = tuple(key for key in SlideKey if key not in (SlideKey.VRAGEN, SlideKey.WOORDEN))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "report", "annul", "move", "leave", "erase", "rename"]),
        st.integers(0, 5),
        st.sampled_from(Status),
        DAYS,
        WHERE,
    ),
    max_size=10,
)


def did(tx: Writer, known: list[int], act: tuple[str, int, Status, date, Profile]) -> None:
    """One thing that happens to a register, if it can."""
    name, place, status, day, profile = act
    if name == "sign" or not known:
        known.append(number := sign(tx, f"Nummer {len(known)}", profile, FIRST))
        commands.pledge(tx, number, 3, FIRST)
        return
    number = known[place % len(known)]
    if tx.stance(number).signed_on is None:
        return
    match name:
        case "report":
            obstacle = Obstacle.GELD if status is Status.STAAT_STIL else None
            words = commands.Words(reason="klaar mee") if status is Status.GESTOPT else commands.Words()
            commands.report(tx, number, 3, commands.Report(status, day, obstacle, words=words))
        case "annul":
            history = tx.history(number)
            undone = {fact.cancels for fact in history}
            reports = [fact.id for fact in history if fact.status and fact.id not in undone]
            if reports:
                commands.annul(tx, number, reports[-1])
        case "move":
            commands.reprofile(tx, number, profile, day)
        case "rename":
            commands.rename(tx, number, "Anders", show_name=place % 2 == 0)
        case "leave" | "erase":
            commands.withdraw(tx, number, TODAY)
            if name == "erase":
                erase(tx, number)


def shown(store: Store, mirror: Mirror, meeting: Meeting) -> Presentation:
    with store.read() as db:
        return presentation(deck(snapshot_of(mirror, meeting), db, meeting, (), TODAY), "https://x.example")


def printed(meeting: Meeting) -> dict[str, Any]:
    """What the command line says of the pinned day and revision."""
    with redirect_stdout(StringIO()) as out:
        options = ["--op", f"{meeting.pinned_day}", "--revision", f"{meeting.pinned_revision}", "--json"]
        assert main(["stand", *options]) == 0
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


@settings(max_examples=12)
@given(before=ACTS, after=ACTS, region=st.sampled_from(["", "PV20", "PV26"]))
def test_a_pinned_meeting_keeps_its_figures(
    sqlite_url: str, tmp_path: Path, before: list[Any], after: list[Any], region: str
) -> None:
    path = tmp_path / f"{uuid4().hex}.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), path)
    store, known = Store.open(f"sqlite:///{path}"), list[int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DSW_DATABASE_URL", f"sqlite:///{path}")
        _happens(store, known, before)
        with store.write(OPERATOR, "pin") as tx:
            plan = MeetingPlan("Vast", TODAY, date(2026, 6, 1), region)
            ref = meetings.make(tx, plan)
            made = meetings.find_meeting(tx, ref)
            assert made
            meetings.pin(tx, made)
        with store.read() as db:
            meeting = meetings.find_meeting(db, ref)
        assert meeting
        meeting = replace(meeting, slides=FIGURES)
        mirror = Mirror(store)
        slides, figures = shown(store, mirror, meeting), printed(meeting)
        _happens(store, known, after)
        assert shown(store, mirror, meeting).slides == slides.slides
        assert shown(store, Mirror(store), meeting).slides == slides.slides
        assert printed(meeting) == figures
        assert stand_figures(snapshot_of(mirror, meeting), TODAY) == figures
        everything = overview(snapshot_of(mirror, meeting), replace(meeting, region="").selection(TODAY))
        if not everything.pledges.hidden_persons:
            assert everything.pledges.total == figures["toezeggingen"]["totaal"]
            assert everything.pledges.done == figures["toezeggingen"]["per_status"]["afgerond"]
    store.close()


def _happens(store: Store, known: list[int], acts: list[Any]) -> None:
    for act in acts:
        with store.write(OPERATOR, "test") as tx:
            did(tx, known, act)
