"""The files that were read in before, and how to take one back as a whole."""

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.office.reversal import undo, why_not
from dsw.people import Wish, may
from dsw.queries.imports import PAGE_SIZE, EarlierImport, count_imports, earlier_imports
from dsw.screen import office
from dsw.screen.importing.paging import paging
from dsw.screen.importing.work import complain
from dsw.screen.sheet import put
from dsw.store import PATIENT, shared_mirror
from dsw.texts import text

_ASKED, _PAGE = "inlezen.terug", "inlezen.eerder"
_MOST = 10


def earlier(colleague: Colleague) -> None:
    """Every file, the newest first, with a button to take it back for who may."""
    put(drawings.import_head_html("eerder.kop"))
    page = st.session_state.setdefault(_PAGE, 1)
    with shared_mirror().store.read() as db:
        total, found = count_imports(db), earlier_imports(db, page)
    if not total:
        put(drawings.import_note_html(text("inlezen.eerder.niets")))
    for one in found:
        put(drawings.earlier_html(one))
        if not one.undone and may(colleague.actor, Wish.CORRECT):
            _take_back(one, colleague)
    if moved := paging("eerder", page, total, PAGE_SIZE):
        st.session_state[_PAGE] = page + moved
        st.rerun()


def _take_back(one: EarlierImport, colleague: Colleague) -> None:
    """First ask, and say what is in the way; then do it."""
    label = text("inlezen.eerder.ongedaan", bestand=one.file, revisie=one.revision)
    if st.session_state.get(_ASKED) != one.revision:
        if st.button(label, key=f"inlezen-ongedaan-{one.revision}"):
            st.session_state[_ASKED] = one.revision
            st.rerun()
        return
    with shared_mirror().store.read() as db:
        later = why_not(db, one.revision)
        names = db.names_of({reason.signatory for reason in later[:_MOST]})
    put(drawings.take_back_html(later[:_MOST], names, len(later)))
    with st.container(horizontal=True, key=f"inlezen-zeker-{one.revision}"):
        sure = not later and st.button(text("inlezen.eerder.ja"), type="primary", key="inlezen-ja")
        keep = st.button(text("inlezen.eerder.nee"), key="inlezen-nee")
    if sure:
        _undo(one, colleague)
    if sure or keep:
        del st.session_state[_ASKED]
        st.rerun()


def _undo(one: EarlierImport, colleague: Colleague) -> None:
    try:
        waiting = st.spinner(text("inlezen.bezig_terug"))
        with waiting, shared_mirror().store.write(colleague.actor, "undo", PATIENT) as tx:
            undo(tx, one.revision)
        office.say(text("inlezen.eerder.gedaan", bestand=one.file))
    except DswError as error:
        complain(error)
