"""Figures to explore: on paper a sketch of the chart, on the screen the chart itself in its place."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import streamlit as st

from dsw.charts import CONFIG, LEGENDS, SKETCHES
from dsw.drawings import (
    empty_html,
    figure_foot_html,
    figure_head_html,
    figure_html,
    numbers_html,
    place_html,
    sketch_html,
)
from dsw.figures import figure
from dsw.screen import sheet
from dsw.screen.asking import Ask
from dsw.screen.drawn import block, chart_of, once
from dsw.views import TrendView

#: Charts with numbers and letters along them, that are told below.
_CROSS_TABLES = frozenset({"secties-provincies", "doelgroepen-provincies"})


def chart(ask: Ask, question: str, key: str, on_click: Callable[[str], None] | None = None) -> None:
    """A figure to explore: its sentence, the chart, and what stands under every figure.

    Args:
        ask: what the visitor asks.
        question: what the figure answers.
        key: the figure.
        on_click: what to do with the code of what was clicked.
    """
    if question == "trend" and not once(ask, ("anybody",), lambda: _anybody(ask)):
        _nothing(ask, question, key)
        return
    _head(ask, question, key)
    page = sheet.sheet()
    if page:
        page.charts = True
        _sketch(ask, question, key)
    else:
        shown = chart_of(ask, question, key)
        st.plotly_chart(
            shown.chart,
            config=CONFIG,
            theme=None,
            alt=shown.sentence,
            key=f"kaart_{key}",
            **_clicking(f"kaart_{key}", on_click),
        )
    _foot(ask, question, key)


def _anybody(ask: Ask) -> bool:
    return any(point.signatories for point in cast(TrendView, ask.answer("trend")).points)


@block
def _nothing(ask: Ask, question: str, key: str) -> str:
    return figure_html(figure(key, ask.answer(question)), empty_html())


@block
def _head(ask: Ask, question: str, key: str) -> str:
    view = ask.answer(question)
    shown = figure(key, view)
    return figure_head_html(shown, LEGENDS[key](view)) + place_html(shown)


@block
def _sketch(ask: Ask, question: str, key: str) -> str:
    view = ask.answer(question)
    return sketch_html(figure(key, view), SKETCHES[key](view))


@block
def _foot(ask: Ask, question: str, key: str) -> str:
    told = numbers_html() if key in _CROSS_TABLES else ""
    return figure_foot_html(figure(key, ask.answer(question))) + told


def _clicking(name: str, on_click: Callable[[str], None] | None) -> dict[str, Any]:
    if on_click is None:
        return {}
    return {"on_select": partial(_clicked, name, on_click), "selection_mode": "points"}


def _clicked(name: str, on_click: Callable[[str], None]) -> None:
    points = st.session_state[name].selection.points
    if points and (code := points[0].get("customdata")):
        on_click(str(code[0] if isinstance(code, list) else code))
