"""Reading a form in by hand: choose a file, say what its columns hold, look at what changes, book it.

Nothing is written before the last button. Until then the file stands in the session of who chose it, and
nowhere else; it is dropped as soon as it is booked or put aside.
"""

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.screen import office
from dsw.screen.importing.earlier import earlier
from dsw.screen.importing.looking import looking
from dsw.screen.importing.picking import picking
from dsw.screen.importing.work import WORK, Work, complain, complaint, taken_in
from dsw.texts import text

_ROUND = "inlezen.ronde"


def importing(colleague: Colleague) -> None:
    """The page: what is being done with a file, or the choice of one above what was read in before."""
    work: Work | None = st.session_state.get(WORK)
    if work is None:
        office.opening("inlezen", text("inlezen.uitleg"))
        complaint()
        _choose()
        earlier(colleague)
        return
    office.opening("inlezen")
    complaint()
    try:
        if work.picking or work.seen is None:
            picking(work)
        else:
            looking(work, work.seen, colleague)
    except DswError as error:
        complain(error)
        complaint()


def _choose() -> None:
    """A file is taken in at once, and forgotten by the field it came in by."""
    number = st.session_state.setdefault(_ROUND, 0)
    given = st.file_uploader(text("inlezen.bestand"), key=f"inlezen-bestand-{number}")
    if given is None:
        return
    st.session_state[_ROUND] = number + 1
    try:
        st.session_state[WORK] = taken_in(given.name, given.getvalue())
    except DswError as error:
        complain(error)
    finally:
        _forget(given.file_id)
    st.rerun()


def _forget(file: str) -> None:
    """Let go of a file that was read: Streamlit would keep it until its visitor leaves."""
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file)
