"""The maps: three forms, three meanings of colour, and a click that chooses a region."""

import streamlit as st

from dsw.regions import load_regions
from dsw.screen.asking import Ask
from dsw.screen.charting import chart
from dsw.screen.filters import choose_one
from dsw.texts import text
from dsw.views import Shading

_FORMS = ("zeshoeken", "tegels", "omtrek")


def explore(ask: Ask) -> None:
    """A map of the visitor's choice; clicking a region chooses its province."""
    form = choose_one("kaart", text("kaart.vorm"), _FORMS, _form_name)
    shading = Shading.COUNT
    if form != "zeshoeken":
        shading = Shading(choose_one("kleur", text("kaart.kleur"), tuple(Shading), _shading_name))
    key = form if shading is Shading.COUNT else f"{form}-{shading.value.replace('_', '-')}"
    chart(ask, "regions", key, _choose_clicked)


def _choose_clicked(code: str) -> None:
    """The region a visitor clicked goes into the address: a municipality chooses its province."""
    st.query_params["provincie"] = load_regions().province_of(code)


def _form_name(form: str) -> str:
    return text(f"kaart.{form}")


def _shading_name(shading: str) -> str:
    return text(f"kaart.{shading}")
