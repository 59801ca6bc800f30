"""Letting organisations in, or not: what waits for the staff, one below the other."""

from html import escape

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.people import Wish, may
from dsw.queries.waiting import Waiting, waiting_organisations
from dsw.screen.sheet import put
from dsw.settings import today
from dsw.signups import approve, turn_down
from dsw.store import shared_mirror
from dsw.texts import plural, text

#: Where the session keeps what is to be said once, on the next run, and at which place in the row.
_SAID = "beheer.gezegd"


def waiting(colleague: Colleague) -> None:
    """Every organisation that waits, with two buttons for who may decide.

    What came of a decision is said where the organisation stood: there somebody is looking.
    """
    mirror = shared_mirror()
    snapshot = mirror.current()
    with mirror.store.read() as db:
        found = waiting_organisations(db, snapshot, today())
    put(_opening(len(found), demo=snapshot.head.demo))
    said_at, said = st.session_state.pop(_SAID, (0, ""))
    for place, one in enumerate(found):
        if place == said_at:
            _tell(said)
        put(drawings.waiting_html(one))
        if may(colleague.actor, Wish.APPROVE):
            _ask(one, place, colleague)
    if said_at >= len(found):
        _tell(said)


def _opening(count: int, *, demo: bool) -> str:
    lead = text("beheer.wachten.uitleg") if count else text("beheer.wachten.niets")
    return (
        f"{drawings.beginning_html('', (), demo=demo)}"
        f'<div class="dsw-opening"><h1 class="dsw-answer">{escape(text("kader.pagina.vandaag"))}</h1>'
        f"<h2>{escape(plural('beheer.wachten.hoeveel', count))}</h2>"
        f'<p class="dsw-lead">{escape(lead)}</p></div>'
    )


def _tell(said: str) -> None:
    if said:
        put(f'<p class="dsw-banner" role="status">{escape(said)}</p>')


def _ask(one: Waiting, place: int, colleague: Colleague) -> None:
    """Pressing a button is handled in the page's own run, so after it was asked anew who this is."""
    with st.container(horizontal=True, key=f"besluit-{one.number}"):
        approved = st.button(text("beheer.wachten.goed"), key=f"goed-{one.number}", type="primary")
        refused = st.button(text("beheer.wachten.niet_goed"), key=f"niet-{one.number}")
    if approved or refused:
        st.session_state[_SAID] = place, _decided(one, colleague, approved=approved)
        st.rerun()


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
