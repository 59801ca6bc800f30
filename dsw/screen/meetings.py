"""Meetings for the staff: a list, making one, and everything of the one that was chosen."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape

import streamlit as st

from dsw import meetings
from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.meetings import MeetingPlan
from dsw.people import Wish, may
from dsw.plan import load_plan
from dsw.queries.overview import overview
from dsw.queries.slides import snapshot_of
from dsw.regions import load_regions
from dsw.screen import meeting_parts
from dsw.screen.office import say
from dsw.screen.sheet import put
from dsw.sentences import region_name, section_name
from dsw.settings import load_settings, today
from dsw.slides.comparing import then_and_now
from dsw.slides.links import ADDRESS, links_html
from dsw.store import Writer, shared_mirror
from dsw.tables import to_html
from dsw.texts import day, plural, text
from dsw.views import Meeting

#: Where the session keeps which meeting was chosen, how each was seen last, and which one is to be removed.
_CHOSEN, _SEEN, _REMOVING = "bijeenkomst.gekozen", "bijeenkomst.gezien", "bijeenkomst.weg"
#: How far ahead a meeting may be planned.
_AHEAD = timedelta(days=3 * 365)
_EARLIEST = date(2025, 1, 1)


def all_of_them(colleague: Colleague) -> None:
    """The list, a form for a new one, and below it the one that was chosen."""
    changes = may(colleague.actor, Wish.MEET)
    with shared_mirror().store.read() as db:
        known = meetings.all_meetings(db)
    put(_list_html(known))
    if changes:
        _new(colleague)
    if known:
        _details(_chosen(known), colleague, changes=changes)


def act(colleague: Colleague, name: str, command: Callable[[Writer], object], said: str) -> None:
    """Do something in one transaction and draw the page anew, which says what came of it.

    Args:
        name: of the act, for the change log; command: does it; said: what is said when it is done.
    """
    try:
        with shared_mirror().store.write(colleague.actor, name) as tx:
            command(tx)
    except DswError as error:
        said = text(f"fout.{error.key}", **error.values)
    say(said)
    st.rerun()


def as_seen(one: Meeting) -> Meeting:
    """A meeting as this session saw it last: who changes it meanwhile is not overruled unseen."""
    seen = st.session_state.get(f"{_SEEN}.{one.ref}", one)
    return seen if isinstance(seen, Meeting) else one


def address_of(one: Meeting) -> str:
    """The address to share."""
    return f"{load_settings().site_url}{ADDRESS}?id={one.ref}"


# ---------------------------------------------------------------------------------------- the list


def _list_html(known: list[Meeting]) -> str:
    title = escape(plural("bijeenkomst.beheer.hoeveel", len(known)))
    items = "".join(
        f'<li><a href="{ADDRESS}?id={one.ref}">{escape(one.name)}</a>'
        f"<span>{escape(' · '.join((day(one.day), _about(one), _pinned(one))))}</span></li>"
        for one in known
    )
    return f'<h2>{title}</h2><ul class="dsw-meetings">{items}</ul>' if known else f"<h2>{title}</h2>"


def _about(one: Meeting) -> str:
    where = region_name(one.region) if one.region else text("bijeenkomst.beheer.heel_nederland")
    return f"{where}, {section_name(one.group)}" if one.group else where


def _pinned(one: Meeting) -> str:
    if one.pinned_day is None:
        return text("bijeenkomst.beheer.niet_vast")
    return text("bijeenkomst.beheer.vast", dag=one.pinned_day, revisie=one.pinned_revision)


def _new(colleague: Colleague) -> None:
    with (
        st.expander(text("bijeenkomst.beheer.nieuw")),
        st.form("bijeenkomst-nieuw", enter_to_submit=False, border=False),
    ):
        plan = _fields(
            "nieuw",
            MeetingPlan("", today(), today() - timedelta(days=shared_mirror().current().rules.recent_days)),
        )
        made = st.form_submit_button(text("bijeenkomst.beheer.maak"), type="primary")
    if made:

        def make(tx: Writer) -> None:
            st.session_state[_CHOSEN] = meetings.make(tx, plan)

        act(colleague, "meet", make, text("bijeenkomst.beheer.gemaakt", naam=plan.name))


def _fields(key: str, plan: MeetingPlan) -> MeetingPlan:
    """The fields of a meeting, and what stands in them now."""
    said = text("bijeenkomst.beheer.veld.naam")
    name = st.text_input(said, plan.name, meetings.LONGEST_NAME, key=f"bijeenkomst-naam-{key}")
    when = _day_field("dag", key, plan.day)
    since = _day_field("sinds", key, plan.since)
    regions = ["", *(one.code for one in load_regions().provinces)]
    region = st.selectbox(
        text("bijeenkomst.beheer.veld.regio"),
        regions,
        regions.index(plan.region),
        format_func=lambda code: region_name(code) if code else text("bijeenkomst.beheer.heel_nederland"),
        key=f"bijeenkomst-regio-{key}",
    )
    groups = [0, *(section.number for section in load_plan().sections)]
    group = st.selectbox(
        text("bijeenkomst.beheer.veld.doelgroep"),
        groups,
        plan.group,
        format_func=lambda one: section_name(one) if one else text("bijeenkomst.beheer.alle_doelgroepen"),
        key=f"bijeenkomst-doelgroep-{key}",
    )
    return MeetingPlan(name, when, since, region, group)


def _day_field(name: str, key: str, value: date) -> date:
    said, last = text(f"bijeenkomst.beheer.veld.{name}"), today() + _AHEAD
    key = f"bijeenkomst-{name}-{key}"
    return st.date_input(said, value, _EARLIEST, last, format="DD-MM-YYYY", key=key)


# ---------------------------------------------------------------------------------- the chosen one


def _chosen(known: list[Meeting]) -> Meeting:
    refs = {one.ref: one for one in known}
    if st.session_state.get(_CHOSEN) not in refs:
        st.session_state[_CHOSEN] = known[0].ref
    picked = st.selectbox(
        text("bijeenkomst.beheer.kies"),
        list(refs),
        list(refs).index(st.session_state[_CHOSEN]),
        format_func=lambda ref: f"{refs[ref].name} · {day(refs[ref].day)}",
    )
    st.session_state[_CHOSEN] = picked
    return refs[picked]


def _details(one: Meeting, colleague: Colleague, *, changes: bool) -> None:
    put(_opened_html(one))
    if changes:
        _pin(one, colleague)
        meeting_parts.slides(one, as_seen(one), colleague, act)
    meeting_parts.agreements(one, colleague, act, changes=changes)
    if one.pinned_revision is not None:
        put(_compared_html(one))
    if changes:
        _change(one, colleague)
        _remove(one, colleague)
    st.session_state[f"{_SEEN}.{one.ref}"] = one


def _opened_html(one: Meeting) -> str:
    address, said = escape(address_of(one)), escape(text("bijeenkomst.beheer.adres"))
    opened, here = escape(text("bijeenkomst.beheer.open")), f"{ADDRESS}?id={one.ref}"
    return (
        f"<h2>{escape(one.name)}</h2>"
        f'<p class="dsw-text"><a href="{here}" target="_blank" rel="noopener">{opened}</a></p>'
        f'<p class="dsw-text">{said}<br><code class="dsw-share">{address}</code></p>'
        f'{links_html(one.ref, "dias")}<p class="dsw-note">'
        f"{escape(text('meenemen.nummer', nummer=one.number))}</p>"
    )


def _pin(one: Meeting, colleague: Colleague) -> None:
    seen = as_seen(one)
    key = "vast_uitleg" if one.pinned_revision is None else "vast_sinds"
    put(f'<p class="dsw-text">{escape(text(f"bijeenkomst.beheer.{key}", stand=_pinned(one)))}</p>')
    with st.container(horizontal=True):
        pinned = one.pinned_revision is None and st.button(
            text("bijeenkomst.beheer.zet_vast"), key="zet-vast"
        )
        anew = st.button(text("bijeenkomst.beheer.tel"), key="tel-opnieuw")
    if pinned:
        act(colleague, "pin", lambda tx: meetings.pin(tx, seen), text("bijeenkomst.beheer.staat_nu_vast"))
    if anew:
        act(colleague, "meet", lambda tx: meetings.count_anew(tx, seen), text("bijeenkomst.beheer.telt"))


def _compared_html(one: Meeting) -> str:
    mirror = shared_mirror()
    selection = one.selection(one.pinned_day or today())
    now = mirror.current()
    table = then_and_now(
        overview(snapshot_of(mirror, one), selection),
        overview(now, selection),
        overview(now, one.selection(today())),
    )
    title = escape(text("bijeenkomst.vergelijk.titel"))
    lead = escape(text("bijeenkomst.vergelijk.uitleg"))
    return (
        f'<h2>{title}</h2><p class="dsw-lead">{lead}</p><div class="dsw-scroll" role="region" tabindex="0"'
        f' aria-label="{title}">{to_html(table)}</div><p class="dsw-note">{escape(table.note)}</p>'
    )


def _change(one: Meeting, colleague: Colleague) -> None:
    seen = as_seen(one)
    folded = st.expander(text("bijeenkomst.beheer.verander"))
    with folded, st.form(f"bijeenkomst-{one.ref}", enter_to_submit=False, border=False):
        plan = _fields(one.ref, meetings.plan_of(seen))
        saved = st.form_submit_button(text("bijeenkomst.beheer.bewaar"))
    if saved:
        act(colleague, "meet", lambda tx: meetings.change(tx, seen, plan), text("bijeenkomst.beheer.bewaard"))


def _remove(one: Meeting, colleague: Colleague) -> None:
    """Asked once more, for what was agreed goes too."""
    if st.session_state.get(_REMOVING) != one.ref:
        if st.button(text("bijeenkomst.beheer.verwijder"), key="verwijder"):
            st.session_state[_REMOVING] = one.ref
            st.rerun()
        return
    put(f'<p class="dsw-banner" role="alert">{escape(text("bijeenkomst.beheer.zeker", naam=one.name))}</p>')
    with st.container(horizontal=True):
        sure = st.button(text("bijeenkomst.beheer.zeker_ja"), key="verwijder-ja", type="primary")
        kept = st.button(text("bijeenkomst.beheer.zeker_nee"), key="verwijder-nee")
    if sure or kept:
        del st.session_state[_REMOVING]
    if sure:
        said = text("bijeenkomst.beheer.verwijderd", naam=one.name)
        act(colleague, "meet", lambda tx: meetings.remove(tx, as_seen(one)), said)
    if kept:
        st.rerun()
