"""Blocks are drawn once per (register, revision, request); Streamlit replays them for the next visitor.

The cached function lives in this module, since a page file is rebuilt on every run, and must hold no widgets.
"""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from dsw.screen.asking import Ask

#: Blocks kept for replay; the least used go first.
KEPT = 600

Draw = Callable[..., None]


def block(draw: Draw) -> Draw:
    """Make a drawing function ``draw(ask, *options)`` replay what it drew before."""

    @wraps(draw)
    def shown(ask: Ask, *options: object) -> None:
        _replay((draw.__qualname__, ask.key, repr(options)), draw, ask, options)

    return shown


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _replay(
    key: tuple[str, ...],  # noqa: ARG001 - what Streamlit tells blocks apart by; the rest it may not look at
    _draw: Draw,
    _ask: Ask,
    _options: tuple[object, ...],
) -> None:
    _draw(_ask, *_options)
