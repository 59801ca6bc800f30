"""A page on paper: a public page runs without Streamlit, and writes down what Streamlit will draw.

It is the same page file. Pages and blocks draw through this module: ``put`` goes to Streamlit when that runs
the page, and to the sheet when the page is written. So a visitor sees the page with the first bytes, before
Streamlit's scripts have come, and nothing moves when those take over. Public pages alone are written: they
ask who you are nothing, and change nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from types import CodeType
from typing import Literal

import streamlit as st

from dsw.settings import ROOT, load_settings

_current: ContextVar["Sheet | None"] = ContextVar("sheet", default=None)


class Sheet:
    """What a page wrote.

    Attributes:
        params: the address' parameters.
        charts: the page holds charts, for which the browser needs the library.
        stand: what the top of the page says of the day.
    """

    def __init__(self, params: Mapping[str, str]) -> None:
        self.params = params
        self.charts = False
        self.stand = ""
        self._parts: list[str] = []

    @property
    def html(self) -> str:
        """All of it, in the order in which it was put."""
        return "".join(self._parts)

    def put(self, html: str) -> None:
        """Write down a block, with the same boxes around it as Streamlit draws."""
        self._parts.append(f'<div class="dsw-item"><div class="stHtml">{html}</div></div>')

    def open(self, html: str) -> None:
        """Begin or end boxes around what follows."""
        self._parts.append(html)


def sheet() -> Sheet | None:
    """The sheet the page is being written on; None when Streamlit runs it."""
    return _current.get()


def written(params: Mapping[str, str], draw: Callable[[], None]) -> Sheet:
    """What a page writes.

    Args:
        params: the address' parameters.
        draw: draws the page.
    """
    page = Sheet(params)
    before = _current.set(page)
    try:
        draw()
    finally:
        _current.reset(before)
    return page


def run_page(script: str) -> None:
    """Run a page file as Streamlit would.

    Args:
        script: the file, seen from dashboard.py.
    """
    exec(_code(script), {"__name__": "__main__"})  # noqa: S102 - our own file


def params() -> dict[str, str]:
    """The address' parameters."""
    page = sheet()
    return dict(page.params) if page else st.query_params.to_dict()


def put(html: str) -> None:
    """Draw a block of HTML."""
    page = sheet()
    if page:
        page.put(html)
    else:
        st.html(_Ready(html))


class _Ready:
    """HTML as it is: of plain text Streamlit would first look, line by line, how far each is indented."""

    def __init__(self, html: str) -> None:
        self._html = html

    def _repr_html_(self) -> str:
        return self._html


def space(size: Literal["small", "medium"]) -> None:
    """A little room between blocks."""
    page = sheet()
    if page:
        page.open(f'<div class="dsw-space-{size}"></div>')
    else:
        st.space(size)


def beside(shares: Sequence[int]) -> Sequence[AbstractContextManager[object]]:
    """Columns beside each other, below each other on a phone; to be filled from left to right.

    Args:
        shares: how wide each is, compared to the others.
    """
    page = sheet()
    return _columns(page, shares) if page else st.columns(shares, gap="large")


def _columns(page: Sheet, shares: Sequence[int]) -> list[AbstractContextManager[object]]:
    last, whole = len(shares) - 1, sum(shares)
    return [
        _column(page, 100 * share / whole, first=place == 0, last=place == last)
        for place, share in enumerate(shares)
    ]


@contextmanager
def _column(page: Sheet, share: float, *, first: bool, last: bool) -> Iterator[None]:
    begin = '<div class="dsw-beside">' if first else ""
    page.open(f'{begin}<div class="dsw-flow" style="--share:{share:.2f}%">')
    yield
    page.open("</div></div>" if last else "</div>")


def _code(script: str) -> CodeType:
    return _compiled.__wrapped__(script) if load_settings().dev else _compiled(script)


@cache
def _compiled(script: str) -> CodeType:
    path = ROOT / script
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")
