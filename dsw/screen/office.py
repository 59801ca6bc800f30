"""What the pages of the staff share: how they begin, what is said once, and their menu."""

import re
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from dsw import drawings
from dsw.people import Actor, may
from dsw.screen.frame import STAFF_PLACES
from dsw.screen.sheet import put
from dsw.store import shared_mirror
from dsw.texts import text

_SAID = "beheer.gezegd"
_CURRENT = ' aria-current="page"'


def opening(page: str, lead: str = "", title: str = "") -> None:
    """The beginning of a page: whether this is all made up, its title, and what has just come of something.

    Args:
        page: its key; lead: a sentence below its title, plain text.
        title: what stands there instead of what the page is called, plain text.
    """
    title, about = (
        escape(title or text(f"kader.pagina.{page}")),
        f'<p class="dsw-lead">{escape(lead)}</p>' if lead else "",
    )
    beginning = drawings.beginning_html("", (), demo=shared_mirror().current().head.demo)
    put(f'{beginning}<div class="dsw-opening"><h1 class="dsw-answer">{title}</h1>{about}</div>')
    tell()


def say(said: str) -> None:
    """Have something said once, on the next run of the page."""
    st.session_state[_SAID] = said


def tell() -> None:
    """Say what was to be said."""
    if said := st.session_state.pop(_SAID, ""):
        put(f'<p class="dsw-banner" role="status">{escape(said)}</p>')


def menu_html(actor: Actor) -> str:
    """The pages of the staff that somebody may see."""
    here = urlsplit(st.context.url or "").path.strip("/")
    items = "".join(
        f'<li><a href="/{place.path}"{_CURRENT if place.path == here else ""}>{escape(place.title)}</a></li>'
        for place in STAFF_PLACES
        if may(actor, place.wish)
    )
    return f'<nav class="dsw-office" aria-label="{escape(text("toegang.menu"))}"><ul>{items}</ul></nav>'


def plain_label(said: str) -> str:
    """What a label of Streamlit shows as it is: it would take marks for emphasis, links and pictures."""
    return re.sub(r"([\\`*_{}\[\]()#+.!~$<>|:-])", r"\\\1", said)
