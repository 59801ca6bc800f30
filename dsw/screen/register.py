"""The register for the staff: the list of signatories, and the way to each of them.

What is searched for stands in the session and never in the address: it may be a name.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dsw.access.staff import Colleague
from dsw.domain import Kind
from dsw.drawings.register import people_html
from dsw.people import Wish, may
from dsw.plan import load_plan
from dsw.queries.people import Order, PeopleView, Sought, find_people
from dsw.regions import ONBEKEND, load_regions
from dsw.screen import altering, merging, office, person
from dsw.screen.editing import region_options
from dsw.screen.sheet import params, put
from dsw.segments import Segment
from dsw.settings import today
from dsw.store import shared_mirror
from dsw.texts import label, plural, text

#: Where the session keeps what is searched for, which page is looked at, and how often it was emptied.
_SOUGHT, _PAGE, _TURN = "register.gezocht", "register.blad", "register.zoekbeurt"


def show(colleague: Colleague) -> None:
    """The list, one signatory, or two that may be one: as the address says."""
    asked = params()
    number, other = _number(asked.get("ondertekenaar")), _number(asked.get("samen"))
    if number is None:
        _people(colleague)
    elif other is None:
        person.show(colleague, number)
    else:
        merging.show(colleague, other, number)


def _number(said: str | None) -> int | None:
    """A number in the address; None when there is none, 0 when it means nothing."""
    if said is None:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _people(colleague: Colleague) -> None:
    office.opening("register", text("register.uitleg"))
    sought = _ask()
    page = int(st.session_state.get(_PAGE, 1))
    mirror = shared_mirror()
    with mirror.store.read() as db:
        view = find_people(db, mirror.current(), sought, today(), page)
    count = len(view.numbers)
    total = escape(plural("register.van_alle", view.total)) if count != view.total else ""
    put(f'<h2 class="dsw-found">{escape(plural("register.gevonden", count))}</h2><p>{total}</p>')
    if may(colleague.actor, Wish.CORRECT) and altering.wanted():
        altering.tick(view)
        _pages(view)
        altering.ask(colleague, view)
        return
    put(people_html(view))
    _pages(view)


def _ask() -> Sought:
    """What is searched for, from the fields; another search begins at its first page."""
    kept: Mapping[str, str] = st.session_state.get(_SOUGHT, {})
    said = {"tekst": _line("tekst", kept)}
    with st.expander(text("register.zoek.meer"), expanded=any(kept.get(name) for name in _CHOICES)):
        for names in (("doelgroep", "regio", "soort"), ("actie", "status", "stil"), ("zichtbaar", "meedoen")):
            for column, name in zip(st.columns(3), names, strict=False):
                with column:
                    said[name] = _choice(name, kept)
        left, right = st.columns([1, 2], vertical_alignment="bottom")
        with left:
            said["volgorde"] = _choice("volgorde", kept)
        with right:
            said["omgekeerd"] = "ja" if _tick("omgekeerd", kept) else ""
        if st.button(text("register.zoek.leeg"), key="register-leeg"):
            _empty()
    if said != kept:
        st.session_state[_SOUGHT] = said
        if kept:
            st.session_state[_PAGE] = 1
    return _sought(said)


def _sought(said: Mapping[str, str]) -> Sought:
    return Sought(
        said["tekst"],
        int(said["actie"] or 0),
        said["status"],
        said["soort"],
        int(said["doelgroep"] or 0),
        said["regio"],
        said["stil"],
        said["zichtbaar"],
        withdrawn=said["meedoen"] == "nee",
        order=Order(said["volgorde"]),
        backwards=said["omgekeerd"] == "ja",
    )


def _options(name: str) -> dict[str, str]:
    """What can be chosen, by what it stands for."""
    plan = load_plan()
    if name == "doelgroep":
        return {str(one.number): f"{one.number}. {one.name}" for one in plan.sections}
    if name == "regio":
        return {ONBEKEND: load_regions().name(ONBEKEND)} | dict(region_options())
    if name == "actie":
        return {str(place): f"{one.code} {one.title}" for place, one in enumerate(plan.actions, 1)}
    if name == "status":
        return {one.value: label(one) for one in Segment}
    if name == "soort":
        return {one.value: label(one) for one in Kind}
    if name == "volgorde":
        return {one.value: text(f"register.volgorde.{one}") for one in Order}
    return {value: text(f"register.{name}.{value}") for value in ("ja", "nee")}


#: Choices that sift; their texts stand below ``register.zoek``.
_CHOICES = ("doelgroep", "regio", "soort", "actie", "status", "stil", "zichtbaar", "meedoen")
#: Choices where one of the options always holds.
_ALWAYS = {"volgorde": Order.NAME.value, "meedoen": "ja"}


def _key(name: str) -> str:
    return f"register-{name}-{st.session_state.get(_TURN, 0)}"


def _line(name: str, kept: Mapping[str, str]) -> str:
    st.session_state.setdefault(_key(name), kept.get(name, ""))
    return str(st.text_input(text(f"register.zoek.{name}"), key=_key(name), max_chars=200)).strip()


def _choice(name: str, kept: Mapping[str, str]) -> str:
    always = _ALWAYS.get(name)
    options = ({} if always else {"": text("register.alles")}) | _options(name)
    st.session_state.setdefault(_key(name), kept.get(name, always or ""))
    chosen = st.selectbox(
        text(f"register.zoek.{name}"),
        list(options),
        format_func=options.__getitem__,
        key=_key(name),
        filter_mode="contains",
    )
    return str(chosen or always or "")


def _tick(name: str, kept: Mapping[str, str]) -> bool:
    st.session_state.setdefault(_key(name), kept.get(name) == "ja")
    return bool(st.checkbox(text(f"register.zoek.{name}"), key=_key(name)))


def _empty() -> None:
    """Search for nothing any more."""
    st.session_state.pop(_SOUGHT, None)
    st.session_state.pop(_PAGE, None)
    st.session_state[_TURN] = int(st.session_state.get(_TURN, 0)) + 1
    st.rerun()


def _pages(view: PeopleView) -> None:
    """The way to the page before and after."""
    if view.pages == 1:
        return
    here = escape(text("register.blad.hier", nummer=view.page, totaal=view.pages))
    put(f'<p class="dsw-meta">{here}</p>')
    with st.container(horizontal=True, key="register-bladen"):
        for step, name in ((-1, "vorige"), (1, "volgende")):
            there = 1 <= view.page + step <= view.pages
            if there and st.button(text(f"register.blad.{name}"), key=f"blad-{name}"):
                st.session_state[_PAGE] = view.page + step
                st.rerun()
