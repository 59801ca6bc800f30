"""Choosing a day and up to three cuts. The address is the truth: widgets are set from it and write to it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from dsw.plan import load_plan
from dsw.queries.address import EARLIEST, PAGE, params_of
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.screen.asking import Ask
from dsw.sentences import scope
from dsw.texts import text

_EVERYTHING = ""


def filters(ask: Ask) -> None:
    """The choices, folded away behind what is chosen now."""
    chosen = params_of(ask.request.selection, ask.today)
    with st.expander(_title(ask, bool(chosen)), key="kiezen"):
        when, who = st.columns(2)
        with when:
            _choose_day("op", "kiezen.dag", ask.request.selection.op, (EARLIEST, ask.today))
            _choose("sectie", ask.request.selection.section, _sections(), "kiezen.alle_secties")
        with who:
            _choose("provincie", ask.request.selection.province, _provinces(), "kiezen.alle_regios")
            _choose("doelgroep", ask.request.selection.group, _sections(), "kiezen.alle_doelgroepen")
        if chosen:
            st.button(text("kiezen.wissen"), on_click=_clear, args=(tuple(chosen),))


def choose_region(ask: Ask) -> None:
    """Only the region: beside a map, for whoever does not use a mouse."""
    options = _provinces()
    _choose("provincie", ask.request.selection.province, options, "kiezen.alle_regios", "naast_kaart")


def choose_since(ask: Ask) -> None:
    """The day to compare with: any day before the one the page is about."""
    since = ask.request.since
    last = ask.request.selection.op - timedelta(days=1)
    st.space("medium")
    _choose_day("sinds", "vergelijken.sinds", since, (min(EARLIEST, since), last))


def choose_words(ask: Ask) -> None:
    """What to search for in the list of names."""
    key = "kies_zoek"
    st.session_state[key] = ask.request.text
    st.text_input(text("zoeken.naam"), key=key, max_chars=100, on_change=_write, args=(key, "zoek"))


def choose_one(name: str, label: str, options: Sequence[str], naming: Callable[[str], str]) -> str:
    """A choice that only changes how something is shown; the first option until another is chosen."""
    key = f"kies_{name}"
    given = st.query_params.get(name, options[0])
    st.session_state[key] = given if given in options else options[0]
    chosen: str = st.radio(
        label, options, format_func=naming, horizontal=True, key=key, on_change=_write, args=(key, name)
    )
    return chosen


def _title(ask: Ask, chosen: bool) -> str:
    if not chosen:
        return text("kiezen.titel")
    where, op = scope(ask.request.selection), ask.request.selection.op
    key = "kiezen.gekozen" if op == ask.today else "kiezen.gekozen_dag"
    return text(key, keuze=where[0].lower() + where[1:], dag=op)


def _choose_day(name: str, label: str, value: date, span: tuple[date, date]) -> None:
    key = f"kies_{name}"
    st.session_state[key] = value
    st.date_input(
        text(label),
        key=key,
        help=text("kiezen.dag_uitleg"),
        format="DD-MM-YYYY",
        min_value=span[0],
        max_value=span[1],
        on_change=_write_day,
        args=(key, name),
    )


def _choose(
    name: str, value: object, options: dict[str, str], everything: str, place: str = "filter"
) -> None:
    key = f"kies_{name}_{place}"
    st.session_state[key] = _EVERYTHING if value is None else str(value)
    names = {_EVERYTHING: text(everything), **options}
    st.selectbox(
        text(f"kiezen.{name}"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_write,
        args=(key, name),
        filter_mode="contains",
    )


def _sections() -> dict[str, str]:
    return {str(section.number): f"{section.number}. {section.name}" for section in load_plan().sections}


def _provinces() -> dict[str, str]:
    regions = load_regions()
    codes = [province.code for province in regions.provinces]
    return {code: regions.name(code) for code in (*codes, LANDELIJK, ONBEKEND)}


def _write(key: str, name: str) -> None:
    value = st.session_state[key]
    _set(name, "" if value is None else str(value).strip())


def _write_day(key: str, name: str) -> None:
    day = st.session_state[key]
    _set(name, day.isoformat() if day else "")


def _set(name: str, value: str) -> None:
    """A choice goes into the address; "everything" leaves it out. A new choice starts at page one."""
    st.query_params.pop(PAGE, None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _clear(names: tuple[str, ...]) -> None:
    for name in (*names, PAGE):
        st.query_params.pop(name, None)
