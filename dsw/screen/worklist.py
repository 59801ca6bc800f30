"""What the staff have to do, kind by kind; each thing is settled where it stands."""

from collections.abc import Mapping

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.people import Wish, may
from dsw.plan import load_plan
from dsw.queries.waiting import Waiting, waiting_organisations
from dsw.queries.worklist import Cut, work_list
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.screen import approving
from dsw.screen.settling import notice_change, settle
from dsw.screen.sheet import put
from dsw.screen.telling import has_said, tell_at
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import text
from dsw.views.worklist import Task, WorkList

#: How many of a kind are shown at first, and how many more each time.
STEP = 10
_MORE, _CUT = "vandaag.meer", "vandaag.keuze"


def todays_work(colleague: Colleague) -> None:
    """All there is to do, with buttons for who may change something."""
    snapshot = shared_mirror().current()
    head = st.container()
    cut = _chosen()
    waits, work = _read(snapshot, cut)
    counts = {approving.KIND: len(waits), **{task.value: n for task, n in work.counts.items()}}
    with head:
        _opening(counts, snapshot, colleague, chosen=cut != Cut())
    approving.waiting(waits, colleague)
    for task in Task:
        _group(task, work, colleague)


def _read(snapshot: Snapshot, cut: Cut) -> tuple[list[Waiting], WorkList]:
    shown: Mapping[Task, int] = st.session_state.setdefault(_MORE, {})
    with shared_mirror().store.read() as db:
        waits = waiting_organisations(db, snapshot, today())
        work = work_list(db, snapshot, today(), cut, lambda task: shown.get(task, STEP))
    return [one for one in waits if cut.fits(one.wishes.profile)], work


def _opening(counts: Mapping[str, int], snapshot: Snapshot, colleague: Colleague, *, chosen: bool) -> None:
    role = "" if may(colleague.actor, Wish.CORRECT) else "_lezer"
    nothing = text("vandaag.niets_gekozen") if chosen else ""
    lead = text(f"vandaag.uitleg{role}") if any(counts.values()) else nothing
    beginning = drawings.beginning_html("", (), demo=snapshot.head.demo)
    put(beginning + drawings.work_opening_html(counts, lead))


def _chosen() -> Cut:
    """Whom to see; it is kept in the session, and stands in no address."""
    kept: Cut = st.session_state.get(_CUT, Cut())
    groups = [None, *(one.number for one in load_plan().sections)]
    places = [None, *(one.code for one in load_regions().provinces), LANDELIJK, ONBEKEND]
    left, right = st.columns(2)
    with left:
        group = st.selectbox(
            text("vandaag.doelgroep"),
            groups,
            groups.index(kept.group),
            format_func=_group_name,
            key="vandaag-doelgroep",
            filter_mode="contains",
        )
    with right:
        place = st.selectbox(
            text("vandaag.regio"),
            places,
            places.index(kept.place),
            format_func=_place_name,
            key="vandaag-regio",
            filter_mode="contains",
        )
    st.session_state[_CUT] = Cut(group, place)
    return Cut(group, place)


def _group_name(number: int | None) -> str:
    return f"{number}. {load_plan().section(number).name}" if number else text("kiezen.alle_doelgroepen")


def _place_name(code: str | None) -> str:
    return load_regions().name(code) if code else text("kiezen.alle_regios")


def _group(task: Task, work: WorkList, colleague: Colleague) -> None:
    items, total = work.shown[task], work.counts[task]
    notice_change(task, items)
    if not total and not has_said(task):
        return
    title, about = text(f"vandaag.groep.{task}"), text(f"vandaag.over.{task}")
    put(drawings.work_group_html(task.value, title, about if total else text("vandaag.al_klaar")))
    may_change = may(colleague.actor, Wish.CORRECT)
    for place, item in enumerate(items):
        tell_at(task, place)
        put(drawings.work_item_html(item, work, may_change=may_change))
        if may_change:
            settle(item, task, place, work, colleague)
    tell_at(task, len(items), last=True)
    if len(items) < total:
        _ask_for_more(task, len(items), total)


def _ask_for_more(task: Task, shown: int, total: int) -> None:
    put(f'<p class="dsw-meta">{text("vandaag.getoond", n=shown, totaal=total)}</p>')
    more, title = min(STEP, total - shown), text(f"vandaag.groep.{task}")
    if st.button(text("vandaag.meer", n=more, groep=title), key=f"meer-{task}"):
        st.session_state[_MORE][task] = shown + STEP
        st.rerun()
