"""What came of something is said once, on the next run, where it stood: there somebody is looking."""

from html import escape

import streamlit as st

from dsw.screen.sheet import put

_SAID = "beheer.gezegd_op"


def say_at(kind: str, place: int, said: str) -> None:
    """Have something said on the next run.

    Args:
        kind: of what the page lists; place: where in that list.
    """
    st.session_state[_SAID] = kind, place, said


def has_said(kind: str) -> bool:
    """Whether something is to be said among these."""
    return bool(st.session_state.get(_SAID, ("",))[0] == kind)


def tell_at(kind: str, place: int, *, last: bool = False) -> None:
    """Say what is to be said here.

    Args:
        last: nothing of this kind comes after it.
    """
    if not has_said(kind):
        return
    _, wanted, said = st.session_state[_SAID]
    if place == wanted or (last and place <= wanted):
        del st.session_state[_SAID]
        put(f'<p class="dsw-banner" role="status" tabindex="-1" data-here>{escape(said)}</p>')
