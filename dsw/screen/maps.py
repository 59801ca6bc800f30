"""The maps: three forms, three meanings of colour, and a click that chooses a region."""

from functools import partial
from typing import cast

import streamlit as st

from dsw.charts import CHARTS, CONFIG
from dsw.drawings import figure_foot_html, figure_head_html
from dsw.figures import figure
from dsw.regions import load_regions
from dsw.screen.asking import Ask
from dsw.screen.filters import choose_one
from dsw.texts import text
from dsw.views import RegionsView, Shading

_FORMS = ("zeshoeken", "tegels", "omtrek")


def explore(ask: Ask) -> None:
    """A map of the visitor's choice; clicking a region chooses its province."""
    form = choose_one("kaart", text("kaart.vorm"), _FORMS, _form_name)
    shading = Shading.COUNT
    if form != "zeshoeken":
        shading = Shading(choose_one("kleur", text("kaart.kleur"), tuple(Shading), _shading_name))
    view = cast(RegionsView, ask.answer("regions"))
    key = form if shading is Shading.COUNT else f"{form}-{shading.value.replace('_', '-')}"
    shown = figure(key, view)
    st.html(figure_head_html(shown))
    st.plotly_chart(
        CHARTS[key](view, ask.palette),
        config=CONFIG,
        theme=None,
        alt=shown.sentence,
        key=f"kaart_{key}",
        on_select=partial(_choose_clicked, f"kaart_{key}"),
        selection_mode="points",
    )
    st.html(figure_foot_html(shown))


def _choose_clicked(key: str) -> None:
    """The region a visitor clicked goes into the address: a municipality chooses its province."""
    points = st.session_state[key].selection.points
    if points and (code := points[0].get("customdata")):
        clicked = code[0] if isinstance(code, list) else code
        st.query_params["provincie"] = load_regions().province_of(str(clicked))


def _form_name(form: str) -> str:
    return text(f"kaart.{form}")


def _shading_name(shading: str) -> str:
    return text(f"kaart.{shading}")
