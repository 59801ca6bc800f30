"""Who is in. Every page of the staff begins here, and of a page nothing runs for who may not see it."""

from html import escape
from typing import NoReturn

import streamlit as st

from dsw.access.openid import vouched_colleague
from dsw.access.sessions import COOKIE, find_session
from dsw.access.staff import Colleague, sign_out, staff_member
from dsw.errors import Refused
from dsw.people import Wish, may
from dsw.screen.office import menu_html
from dsw.screen.sheet import put, sheet
from dsw.store import Reader, shared_mirror
from dsw.texts import text


def require_staff(wish: Wish) -> Colleague:
    """Who of the staff this is. Who may not do this is told how to come in, and the page ends there.

    It is asked anew at each run, so who was let out is out at the next click.

    Raises:
        Refused: the page is being written on paper, which is for everybody.
        StoreError: the list cannot be read.
    """
    if sheet():
        raise Refused("mag_niet", wens=wish.value)
    with shared_mirror().store.read() as db:
        colleague = _by_session(db) or _by_other_site(db)
    if colleague is None:
        _refuse("onbekend" if _is_in_elsewhere() else "buiten")
    if not may(colleague.actor, wish):
        _refuse("rol_te_laag")
    _show(colleague)
    return colleague


def came_by_link() -> bool:
    """Whether this browser holds a session of ours; plain routes know no other."""
    return bool(_cookie())


def _by_session(db: Reader) -> Colleague | None:
    holder = find_session(db, _cookie())
    return staff_member(db, holder.staff) if holder and holder.staff else None


def _cookie() -> str | None:
    return st.context.cookies.get(COOKIE)


def _by_other_site(db: Reader) -> Colleague | None:
    if not _is_in_elsewhere():
        return None
    return vouched_colleague(db, st.user.to_dict(), st.secrets["auth"].get("trusted_issuer", ""))


def _is_in_elsewhere() -> bool:
    return st.user.get("is_logged_in") is True


def _can_come_in_elsewhere() -> bool:
    """Streamlit says whether somebody is in only where another site was set up to tell."""
    return st.user.get("is_logged_in") is not None


def _refuse(why: str) -> NoReturn:
    put(
        f'<div class="dsw-opening"><h1 class="dsw-answer">{_said(f"{why}.titel")}</h1>'
        f'<p class="dsw-lead">{_said(f"{why}.uitleg")}</p></div>'
        f'<p class="dsw-text"><a href="/link">{_said("per_mail")}</a></p>'
    )
    if _is_in_elsewhere():
        if st.button(text("toegang.ander_account")):
            st.logout()
    elif _can_come_in_elsewhere() and st.button(text("toegang.werkaccount")):
        st.login()
    st.stop()


def _show(colleague: Colleague) -> None:
    """Who is in, and the way out."""
    who = escape(text("toegang.wie", adres=colleague.email, rol=text(f"toegang.rol.{colleague.role.value}")))
    if not _is_in_elsewhere():
        way_out = f'<button type="submit">{_said("uit")}</button>'
        way = f'<form class="dsw-who" method="post" action="/uit"><p>{who}</p>{way_out}</form>'
        put(menu_html(colleague.actor) + way)
        return
    put(f'{menu_html(colleague.actor)}<div class="dsw-who"><p>{who}</p></div>')
    if st.button(text("toegang.uit"), key="uit"):
        with shared_mirror().store.desk() as desk:
            sign_out(desk, colleague.number)
        st.logout()
        st.stop()


def _said(key: str) -> str:
    return escape(text(f"toegang.{key}"))
