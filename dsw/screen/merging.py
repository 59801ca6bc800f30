"""Putting two signatories together, and taking them apart again: looked at first."""

from html import escape

import streamlit as st

from dsw.access.staff import Colleague
from dsw.drawings.blocks import link_html
from dsw.drawings.joining import later_html, preview_html
from dsw.drawings.register import back_html, person_address
from dsw.errors import DswError
from dsw.office.mergers import Preview, merge, preview
from dsw.office.reversal import undo, why_not
from dsw.people import Wish, may
from dsw.queries.people import Sought, find_people
from dsw.queries.person import Joined, Person
from dsw.screen import office
from dsw.screen.drafting import Draft, faults, succeeds
from dsw.screen.editing import ask_why
from dsw.screen.sheet import put
from dsw.sentences import section_name
from dsw.settings import today
from dsw.store import Writer, shared_mirror
from dsw.texts import text

_FEW = 8


def show(colleague: Colleague, source: int, into: int) -> None:
    """What putting them together comes to, and the button."""
    try:
        with shared_mirror().store.read() as db:
            now = preview(db, source, into)
    except DswError as error:
        office.opening("register")
        put(back_html(into))
        faults([text(f"fout.{error.key}", **error.values)])
        return
    gone, stays = now.names
    office.opening("register", title=text("register.samen.titel", weg=gone, blijft=stays))
    put(back_html(into, stays))
    put(preview_html(now))
    if may(colleague.actor, Wish.CORRECT):
        _ask(colleague, now)
        put(f"<p>{link_html(person_address(source, into), text('register.samen.andersom', naam=gone))}</p>")


def _ask(colleague: Colleague, now: Preview) -> None:
    draft = Draft(f"samen-{now.source}-{now.into}", now)
    with st.form(draft.key("vorm"), border=False):
        why = ask_why(draft)
        pressed = st.form_submit_button(text("register.samen.doe"), key=draft.key("knop"), type="primary")
    if pressed and succeeds(colleague, "merge", lambda tx: _merge(tx, draft.drawn, why)):
        office.say(text("register.samen.gedaan", naam=now.names[0]))
        st.query_params.from_dict({"ondertekenaar": str(now.into)})
        st.rerun()


def _merge(tx: Writer, seen: Preview, why: str) -> None:
    merge(tx, seen.source, seen.into, seen)
    for number in (seen.source, seen.into):
        tx.explain(number, why)


def search(person: Person) -> None:
    """Looks for the other one; each that is found leads to what putting them together comes to."""
    put(f"<p>{escape(text('register.samen.uitleg'))}</p>")
    typed = st.text_input(
        text("register.samen.zoek"), key=f"register-samen-{person.number}", max_chars=200
    ).strip()
    if not typed:
        return
    mirror, sought = shared_mirror(), Sought(typed, kind=person.profile.kind.value)
    with mirror.store.read() as db:
        view = find_people(db, mirror.current(), sought, today(), size=_FEW + 1)
    rows = [one for one in view.rows if one.number != person.number][:_FEW]
    items = "".join(
        f"<li>{link_html(person_address(person.number, one.number), _offered(one.name))} "
        f"{escape(section_name(one.profile.group))}</li>"
        for one in rows
    )
    nobody = f"<p>{escape(text('register.samen.niemand'))}</p>"
    put(f'<ul class="dsw-lines">{items}</ul>' if items else nobody)
    if len(view.numbers) > len(rows) + 1:
        put(f"<p>{escape(text('register.samen.te_veel', n=len(rows)))}</p>")


def _offered(name: str) -> str:
    return text("register.samen.kies", naam=name)


def apart(colleague: Colleague, number: int, one: Joined) -> None:
    """Takes somebody out again, or says why that cannot be any more."""
    name = one.name or text("register.een.naamloos")
    with shared_mirror().store.read() as db:
        later = why_not(db, one.revision)
    put(f"<h3>{escape(text('register.samen.uit_elkaar', naam=name))}</h3>")
    if later:
        put(later_html(later))
        return
    draft = Draft(f"apart-{one.number}", one)
    put(f"<p>{escape(text('register.samen.uit_elkaar_uitleg'))}</p>")
    with st.form(draft.key("vorm"), border=False):
        why = ask_why(draft)
        pressed = st.form_submit_button(text("register.samen.uit_elkaar_knop"), key=draft.key("knop"))
    if pressed and succeeds(
        colleague, "undo", lambda tx: _apart(tx, (number, one.number), one.revision, why)
    ):
        office.say(text("register.samen.uit_elkaar_gedaan", naam=name))
        st.rerun()


def _apart(tx: Writer, both: tuple[int, int], revision: int, why: str) -> None:
    undo(tx, revision)
    for number in both:
        tx.explain(number, why)
