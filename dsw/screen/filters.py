"""Choosing a day and up to three cuts. The address is the truth: widgets are set from it and write to it.

On paper the same choices are plain forms that go to the address by themselves.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import assert_never

import streamlit as st

from dsw.drawings import Choice, DayChoice, Field, Words, field_html, folded_html, links_html
from dsw.plan import load_plan
from dsw.queries.address import EARLIEST, PAGE, SEARCH_LENGTH, params_of
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.screen import sheet
from dsw.screen.asking import Ask
from dsw.texts import text

_EVERYTHING = ""


def filters(ask: Ask) -> None:
    """The choices, folded away; made when they are unfolded, which few visitors do.

    To Streamlit a fold with another title is another fold: it would close, and take the focus with it.
    """
    title, columns = text("kiezen.titel"), _columns(ask)
    if sheet.sheet():
        sheet.put(folded_html(title, columns, sheet.params()))
        return
    fold = st.expander(title, key="kiezen", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for side, fields in zip(st.columns(len(columns)), columns, strict=True):
            with side:
                for field in fields:
                    _ask_for(field, "filter")
        if chosen := params_of(ask.request.selection, ask.today):
            st.button(text("kiezen.wissen"), on_click=_clear, args=(tuple(chosen),))


def choose_region(ask: Ask) -> None:
    """Only the region: beside a map, for whoever does not use a mouse."""
    _alone(_region(ask), "naast_kaart")


def choose_since(ask: Ask) -> None:
    """The day to compare with: any day before the one the page is about."""
    since = ask.request.since
    last = ask.request.selection.op - timedelta(days=1)
    sheet.space("medium")
    _alone(DayChoice("sinds", text("vergelijken.sinds"), since, (min(EARLIEST, since), last)))


def choose_words(ask: Ask) -> None:
    """What to search for in the list of names."""
    _alone(Words("zoek", text("zoeken.naam"), ask.request.text, SEARCH_LENGTH))


def choose_one(name: str, label: str, options: Sequence[str], naming: Callable[[str], str]) -> str:
    """A choice that only changes how something is shown; the first option until another is chosen."""
    given = sheet.params().get(name, options[0])
    value = given if given in options else options[0]
    if sheet.sheet():
        choice = Choice(name, label, value, {option: naming(option) for option in options})
        sheet.put(links_html(choice, sheet.params()))
        return value
    key = f"kies_{name}"
    st.session_state[key] = value
    chosen: str = st.radio(
        label, options, format_func=naming, horizontal=True, key=key, on_change=_write, args=(key, name)
    )
    return chosen


def _columns(ask: Ask) -> tuple[tuple[Field, ...], ...]:
    """When and what, beside where and who."""
    chosen = ask.request.selection
    day = DayChoice("op", text("kiezen.dag"), chosen.op, (EARLIEST, ask.today))
    section = _numbered("sectie", chosen.section, "kiezen.alle_secties")
    group = _numbered("doelgroep", chosen.group, "kiezen.alle_doelgroepen")
    return (day, section), (_region(ask), group)


def _region(ask: Ask) -> Choice:
    regions = load_regions()
    codes = [province.code for province in regions.provinces]
    names = {code: regions.name(code) for code in (*codes, LANDELIJK, ONBEKEND)}
    return _choice("provincie", ask.request.selection.province, names, "kiezen.alle_regios")


def _numbered(name: str, value: int | None, everything: str) -> Choice:
    names = {str(section.number): f"{section.number}. {section.name}" for section in load_plan().sections}
    return _choice(name, value, names, everything)


def _choice(name: str, value: object, names: dict[str, str], everything: str) -> Choice:
    chosen = _EVERYTHING if value is None else str(value)
    return Choice(name, text(f"kiezen.{name}"), chosen, {_EVERYTHING: text(everything), **names})


def _alone(field: Field, place: str = "") -> None:
    if sheet.sheet():
        sheet.put(field_html(field, sheet.params()))
    else:
        _ask_for(field, place)


def _ask_for(field: Field, place: str) -> None:
    """Streamlit's own widget for a field; its place tells two for the same thing apart."""
    key = f"kies_{field.name}_{place}" if isinstance(field, Choice) else f"kies_{field.name}"
    st.session_state[key] = field.value
    match field:
        case Choice():
            _choose(field, key)
        case DayChoice():
            _choose_day(field, key)
        case Words():
            st.text_input(
                field.label, key=key, max_chars=field.longest, on_change=_write, args=(key, field.name)
            )
        case _:
            assert_never(field)


def _choose_day(field: DayChoice, key: str) -> None:
    st.date_input(
        field.label,
        key=key,
        help=text("kiezen.dag_uitleg"),
        format="DD-MM-YYYY",
        min_value=field.span[0],
        max_value=field.span[1],
        on_change=_write_day,
        args=(key, field.name),
    )


def _choose(field: Choice, key: str) -> None:
    st.selectbox(
        field.label,
        list(field.options),
        format_func=field.options.__getitem__,
        key=key,
        on_change=_write,
        args=(key, field.name),
        filter_mode="contains",
    )


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
