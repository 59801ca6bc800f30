"""One signatory for the staff: everything about it, what happened to it, and the forms that change it."""

import streamlit as st

from dsw.access.staff import Colleague
from dsw.drawings.register import back_html, person_html, story_html
from dsw.office import corrections
from dsw.people import Wish, may
from dsw.queries.person import Person, read_person
from dsw.queries.story import story_of
from dsw.screen import drafting, editing, merging, office, promising
from dsw.screen.drafting import Draft, faults, succeeds
from dsw.screen.sheet import put
from dsw.settings import today
from dsw.store import shared_mirror
from dsw.texts import text


def show(colleague: Colleague, number: int) -> None:
    """A signatory by its number."""
    with shared_mirror().store.read() as db:
        found = read_person(db, number)
        chapters = story_of(db, number) if found else ()
    if found is None:
        office.opening("register", text("register.niet_gevonden"))
        put(back_html())
        return
    office.opening("register", title=found.identity.name or text("register.een.naamloos"))
    put(back_html())
    put(person_html(found))
    if may(colleague.actor, Wish.CORRECT):
        drafting.begin()
        _change(colleague, found)
        drafting.tell_vanished()
    put(story_html(chapters))


def _change(colleague: Colleague, found: Person) -> None:
    """The forms, folded away."""
    can_erase = bool(found.identity.name) and found.into is None and may(colleague.actor, Wish.ERASE)
    if found.stands:
        put(f'<h2 class="dsw-found">{text("register.een.veranderen")}</h2>')
        with st.expander(text("register.gegevens.kop")):
            editing.details(colleague, found)
        with st.expander(text("register.contacten.kop")):
            editing.contacts(colleague, found)
        with st.expander(text("register.beloftes.kop")):
            promising.pledges(colleague, found)
        with st.expander(text("register.samen.kop")):
            merging.search(found)
            for one in found.joined:
                merging.apart(colleague, found.number, one)
    if found.stands or can_erase:
        with st.expander(text("register.weg.kop")):
            if found.stands:
                _withdraw(colleague, found.number)
            if can_erase:
                _erase(colleague, found.number)


def _withdraw(colleague: Colleague, number: int) -> None:
    draft = Draft(f"terug-{number}", today())
    put(f"<p>{text('register.weg.uitleg')}</p>")
    with st.form(draft.key("vorm"), border=False):
        day = editing.ask_day(draft, "dag")
        why = editing.ask_why(draft)
        sure = st.checkbox(text("register.weg.zeker"), key=draft.key("zeker"))
        pressed = st.form_submit_button(text("register.weg.terug"), key=draft.key("knop"))
    if pressed and sure:
        if succeeds(colleague, "withdraw", lambda tx: corrections.withdraw(tx, number, day, why)):
            draft.done(text("register.weg.teruggetrokken"))
    elif pressed:
        faults([text("register.weg.vink")])
    draft.tell()


def _erase(colleague: Colleague, number: int) -> None:
    """Erasing asks once more."""
    draft = Draft(f"wis-{number}", number)
    put(f"<p>{text('register.weg.wissen_uitleg')}</p>")
    with st.form(draft.key("vorm"), border=False):
        sure = st.checkbox(text("register.weg.wissen_zeker"), key=draft.key("zeker"))
        pressed = st.form_submit_button(text("register.weg.wissen"), key=draft.key("knop"))
    if pressed and sure:
        if succeeds(colleague, "erase", lambda tx: corrections.erase(tx, number)):
            draft.done(text("register.weg.gewist"))
    elif pressed:
        faults([text("register.weg.vink")])
    draft.tell()
