"""One change to many signatories: ticked one by one, or everything that was found; looked at first."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from dsw.access.staff import Colleague
from dsw.domain import Obstacle, Status
from dsw.drawings.joining import foreseen_html
from dsw.drawings.register import row_words
from dsw.errors import DswError
from dsw.office.alterations import Alteration, Foreseen, What, alter, foresee
from dsw.plan import load_plan
from dsw.queries.people import PeopleView
from dsw.screen import office
from dsw.screen.drafting import attempt, faults
from dsw.screen.editing import region_options
from dsw.screen.sheet import put
from dsw.settings import today
from dsw.store import shared_mirror
from dsw.texts import label, plural, text

#: Where the session keeps who was ticked, and what was looked at last.
_TICKED, _SEEN, _ON = "register.aangevinkt", "register.gezien", "register-tegelijk"


def wanted() -> bool:
    """Whether many are to be changed at once."""
    return bool(st.toggle(text("register.tegelijk.aan"), key=_ON))


def tick(view: PeopleView) -> None:
    """The list with a box before each; who was ticked on another page stays ticked."""
    ticked: set[int] = set(st.session_state.get(_TICKED, ()))
    if st.button(text("register.tegelijk.kies_alle"), key="register-kies-alle"):
        for one in view.rows:
            st.session_state[f"kies-{one.number}"] = True
    for one in view.rows:
        key = f"kies-{one.number}"
        st.session_state.setdefault(key, one.number in ticked)
        if st.checkbox(_as_it_is(row_words(one)), key=key):
            ticked.add(one.number)
        else:
            ticked.discard(one.number)
    st.session_state[_TICKED] = frozenset(ticked)


def _as_it_is(words: str) -> str:
    """Words that Streamlit shows as they are: what would be mark-up stands behind a stroke."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(words.split()))


def ask(colleague: Colleague, view: PeopleView) -> None:
    """What is to change, for whom; then what that comes to; then the button."""
    whom = _whom(view)
    alteration = _alteration()
    if st.button(text("register.tegelijk.bekijk"), key="register-bekijk"):
        st.session_state[_SEEN] = _foreseen(alteration, whom)
    seen: Foreseen | None = st.session_state.get(_SEEN)
    if seen and (seen.alteration, seen.numbers) == (alteration, whom):
        _decide(colleague, seen)


def _whom(view: PeopleView) -> tuple[int, ...]:
    ticked = tuple(sorted(st.session_state.get(_TICKED, ())))
    groups = {"gekozen": ticked, "gevonden": view.numbers}
    names = {name: text(f"register.tegelijk.{name}", n=len(numbers)) for name, numbers in groups.items()}
    chosen = st.radio(
        text("register.tegelijk.wie"), list(groups), format_func=names.__getitem__, key="register-wie"
    )
    return groups[chosen or "gekozen"]


def _alteration() -> Alteration:
    kinds = {what: text(f"register.tegelijk.soort.{what}") for what in What}
    what = _pick("wat", kinds)
    if what is What.STATUS:
        return _status()
    if what is What.GROUP:
        options = {str(one.number): f"{one.number}. {one.name}" for one in load_plan().sections}
    elif what is What.REGION:
        options = dict(region_options())
    else:
        options = {value: text(f"register.zichtbaar.{value}") for value in ("ja", "nee")}
    value = _pick(what.value, options)
    return Alteration(what, value, today() if what is What.SHOWN else _day())


def _status() -> Alteration:
    actions = {place: f"{one.code} {one.title}" for place, one in enumerate(load_plan().actions, 1)}
    action = _pick("actie", actions)
    status = Status(_pick("status", {one.value: label(one) for one in Status}))
    obstacle = (
        _pick("obstakel", {one: label(one) for one in Obstacle}) if status is Status.STAAT_STIL else None
    )
    reason = ""
    if status is Status.GESTOPT:
        reason = st.text_input(text("register.tegelijk.reden"), key="register-tegelijk-reden").strip()
    return Alteration(What.STATUS, status.value, _day(), action, obstacle, reason)


def _pick(name: str, options: Mapping[Any, str]) -> Any:
    chosen = st.selectbox(
        text(f"register.tegelijk.{name}"),
        list(options),
        format_func=options.__getitem__,
        key=f"register-tegelijk-{name}",
    )
    return next(iter(options)) if chosen is None else chosen


def _day() -> date:
    return st.date_input(
        text("register.dag"), today(), key="register-tegelijk-dag", format="DD-MM-YYYY", max_value=today()
    )


def _foreseen(alteration: Alteration, whom: tuple[int, ...]) -> Foreseen | None:
    try:
        with shared_mirror().store.read() as db:
            return foresee(db, alteration, whom)
    except DswError as error:
        faults([text(f"fout.{error.key}", **error.values)])
    return None


def _decide(colleague: Colleague, seen: Foreseen) -> None:
    put(foreseen_html(seen))
    if not seen.changing:
        return
    with st.form("register-tegelijk-vorm", border=False):
        why = st.text_input(text("register.waarom"), key="register-tegelijk-waarom", max_chars=300)
        pressed = st.form_submit_button(
            text("register.tegelijk.doe"), key="register-tegelijk-knop", type="primary"
        )
    if not pressed:
        return
    count = attempt(colleague, "alter", lambda tx: alter(tx, seen, why))
    if count is not None:
        st.session_state.pop(_SEEN, None)
        st.session_state.pop(_TICKED, None)
        for key in [key for key in st.session_state if str(key).startswith("kies-")]:
            del st.session_state[key]
        office.say(plural("register.tegelijk.gedaan", count))
        st.rerun()
