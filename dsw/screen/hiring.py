"""The list of the staff: who may come in and as what, and what each role means."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from dsw.access.staff import STAFF_ROLES, Colleague, all_staff
from dsw.errors import DswError
from dsw.office.hiring import change_role, dismiss, hire
from dsw.people import Role
from dsw.screen import office
from dsw.screen.sheet import put
from dsw.screen.telling import say_at, tell_at
from dsw.store import Writer, shared_mirror
from dsw.texts import plural, text

_KIND, _OPEN = "medewerker", "medewerkers.open"


def staff_list(colleague: Colleague) -> None:
    """Everybody on the list, with what may be changed; who may see this page may change all of it."""
    with shared_mirror().store.read() as db:
        known = all_staff(db)
    office.opening("medewerkers", plural("medewerkers.hoeveel", len(known)))
    for place, one in enumerate(known):
        tell_at(_KIND, place)
        _person(one, place, colleague)
    tell_at(_KIND, len(known), last=True)
    _ask_for_another(known, colleague)
    put(_roles_html())


def _person(one: Colleague, place: int, colleague: Colleague) -> None:
    me = f" ({text('medewerkers.jij')})" if one.number == colleague.number else ""
    role = text(f"toegang.rol.{one.role.value}")
    put(
        f'<div class="dsw-waits dsw-task"><h2>{escape(one.email)}</h2>'
        f'<p class="dsw-meta">{escape(role + me)}</p></div>'
    )
    with st.container(horizontal=True, key=f"manieren-{one.number}"):
        for way in ("wijzig", "weg"):
            if st.button(text(f"medewerkers.{way}"), key=f"{way}-{one.number}"):
                st.session_state[_OPEN] = way, one.number
    if st.session_state.get(_OPEN) == ("wijzig", one.number):
        _ask_role(one, place, colleague)
    if st.session_state.get(_OPEN) == ("weg", one.number):
        _ask_sure(one, place, colleague)


def _ask_role(one: Colleague, place: int, colleague: Colleague) -> None:
    with st.form(f"rol-van-{one.number}", border=False):
        role = _role_field(f"rol-{one.number}", one.role)
        sent = _sent_or_closed("vandaag.bewaren", str(one.number))
    if sent:
        told = {"adres": one.email, "rol": text(f"toegang.rol.{role.value}")}
        _do(place, colleague, "wijzig", lambda tx: change_role(tx, one.number, role), told)


def _ask_sure(one: Colleague, place: int, colleague: Colleague) -> None:
    with st.form(f"weg-van-{one.number}", border=False):
        put(f"<p>{escape(text('medewerkers.zeker', adres=one.email))}</p>")
        sent = _sent_or_closed("medewerkers.ja_weg", str(one.number))
    if sent:
        _do(place, colleague, "weg", lambda tx: dismiss(tx, one.number), {"adres": one.email})


def _sent_or_closed(word: str, key: str) -> bool:
    """Whether a form is sent; closed it is gone."""
    with st.container(horizontal=True, key=f"knoppen-{key}"):
        sent = st.form_submit_button(text(word), key=f"bewaren-{key}", type="primary")
        if st.form_submit_button(text("vandaag.toch_niet"), key=f"toch-{key}"):
            del st.session_state[_OPEN]
            st.rerun()
    return sent


def _ask_for_another(known: Sequence[Colleague], colleague: Colleague) -> None:
    title, about = (escape(text(f"medewerkers.{key}")) for key in ("toevoegen", "uitleg"))
    put(f'<div class="dsw-work-group"><h2>{title}</h2><p class="dsw-lead">{about}</p></div>')
    with st.form("erbij", border=False, clear_on_submit=False):
        email = st.text_input(text("medewerkers.adres"), key="adres-erbij", max_chars=320)
        role = _role_field("rol-erbij", Role.LEZER)
        sent = st.form_submit_button(text("medewerkers.erbij"), key="bewaren-erbij", type="primary")
    if sent:
        told = {"adres": email.strip().lower(), "rol": text(f"toegang.rol.{role.value}")}
        _do(len(known), colleague, "erbij", lambda tx: hire(tx, email, role), told)


def _role_field(key: str, role: Role) -> Role:
    return st.selectbox(
        text("medewerkers.rol"),
        STAFF_ROLES,
        STAFF_ROLES.index(role),
        format_func=lambda one: text(f"toegang.rol.{one.value}"),
        key=key,
    )


def _do(
    place: int, colleague: Colleague, way: str, change: Callable[[Writer], object], told: dict[str, str]
) -> None:
    """Change the list, and have said what came of it."""
    try:
        with shared_mirror().store.write(colleague.actor, "staff") as tx:
            change(tx)
        said = text(f"medewerkers.gedaan.{way}", **told)
        st.session_state.pop(_OPEN, None)
    except DswError as error:
        said = text(f"fout.{error.key}", **error.values)
    say_at(_KIND, place, said)
    st.rerun()


def _roles_html() -> str:
    items = "".join(
        f"<div><dt>{escape(text(f'toegang.rol.{role.value}'))}</dt>"
        f"<dd>{escape(text(f'medewerkers.mag.{role.value}'))}</dd></div>"
        for role in STAFF_ROLES
    )
    title = escape(text("medewerkers.rollen"))
    return f'<div class="dsw-work-group"><h2>{title}</h2><dl class="dsw-pairs">{items}</dl></div>'
