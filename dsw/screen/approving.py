"""Letting organisations in, or not: what waits for the staff, one below the other."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.people import Wish, may
from dsw.queries.waiting import Waiting
from dsw.screen.sheet import put
from dsw.screen.telling import has_said, say_at, tell_at
from dsw.signups import approve, turn_down
from dsw.store import shared_mirror
from dsw.texts import plural, text

#: What waits, among all there is to do.
KIND = "aanmelding"
#: Whom somebody is about to turn down.
_SURE = "beheer.zeker"


def waiting(found: Sequence[Waiting], colleague: Colleague) -> None:
    """Every organisation that waits, with two buttons for who may decide."""
    if not found and not has_said(KIND):
        return
    title, about = plural("beheer.wachten.hoeveel", len(found)), text("beheer.wachten.uitleg")
    put(drawings.work_group_html(KIND, title, about if found else ""))
    for place, one in enumerate(found):
        tell_at(KIND, place)
        put(drawings.waiting_html(one))
        if may(colleague.actor, Wish.APPROVE):
            _ask(one, place, colleague)
    tell_at(KIND, len(found), last=True)


def _ask(one: Waiting, place: int, colleague: Colleague) -> None:
    """Pressing a button is handled in the page's own run, so after it was asked anew who this is."""
    with st.container(horizontal=True, key=f"manieren-{one.number}"):
        approved = st.button(text("beheer.wachten.goed"), key=f"goed-{one.number}", type="primary")
        if st.button(text("beheer.wachten.niet_goed"), key=f"niet-{one.number}"):
            st.session_state[_SURE] = one.number
    refused = st.session_state.get(_SURE) == one.number and _is_sure(one)
    if approved or refused:
        st.session_state.pop(_SURE, None)
        say_at(KIND, place, _decided(one, colleague, approved=approved))
        st.rerun()


def _is_sure(one: Waiting) -> bool:
    """Ask once more: who is turned down gets a letter, and has to sign up anew."""
    put(f"<p>{escape(text('beheer.wachten.zeker', naam=one.wishes.name))}</p>")
    with st.container(horizontal=True, key=f"knoppen-{one.number}"):
        sure = st.button(text("beheer.wachten.ja_niet"), key=f"ja-{one.number}", type="primary")
        if st.button(text("vandaag.toch_niet"), key=f"toch-{one.number}"):
            st.session_state.pop(_SURE)
            st.rerun()
    return sure


def _decided(one: Waiting, colleague: Colleague, *, approved: bool) -> str:
    """Decide, and say what came of it."""
    store, name = shared_mirror().store, one.wishes.name
    try:
        if approved:
            with store.write(colleague.actor, "approve") as tx:
                approve(tx, one.number)
            return text("beheer.wachten.goedgekeurd", naam=name)
        with store.desk() as desk:
            turn_down(desk, one.number, colleague.actor)
    except DswError as error:
        return text(f"fout.{error.key}", **error.values)
    return text("beheer.wachten.afgewezen", naam=name)
