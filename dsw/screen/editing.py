"""Forms for what a signatory is called and counts under, and whom to write to."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

import streamlit as st

from dsw.access.staff import Colleague
from dsw.domain import Kind
from dsw.drawings.register import regions_text
from dsw.office import corrections
from dsw.office.corrections import Details
from dsw.plan import load_plan
from dsw.queries.person import Person, read_person
from dsw.regions import LANDELIJK, load_regions
from dsw.screen.drafting import Draft, attempt, faults, succeeds
from dsw.sentences import section_name
from dsw.settings import today
from dsw.store import Contact, shared_mirror
from dsw.texts import label, text

_LONGEST = 300
T = TypeVar("T")


def details(colleague: Colleague, person: Person) -> None:
    """What it is called, whether that may be seen, and what it counts under."""
    draft = Draft(f"gegevens-{person.number}", Details.of(person))
    with st.form(draft.key("vorm"), border=False):
        said = _ask_details(draft)
        day, why = ask_day(draft, "dag"), ask_why(draft)
        pressed = st.form_submit_button(text("register.bewaren"), key=draft.key("knop"), type="primary")
    if pressed and said == draft.drawn:
        faults([text("register.niets_anders")])
    elif pressed:
        met = attempt(
            colleague,
            "correct",
            lambda tx: corrections.correct(tx, person.number, draft.drawn, said, day, why),
        )
        if met == ():
            draft.done(text("register.bewaard"))
        elif met:
            now = Details.of(person_now(person.number))
            draft.ask_about(now, said, met, _details_lines(now, said, met))
    draft.tell()


def _ask_details(draft: Draft[Details]) -> Details:
    typed = draft.typed
    name = _line(draft, "naam", text("register.gegevens.naam"), typed.name)
    shown = st.checkbox(text("register.gegevens.zichtbaar"), typed.shown, key=draft.key("zichtbaar"))
    kind = choose(draft, "soort", {one: label(one) for one in Kind}, typed.kind)
    sections = {one.number: f"{one.number}. {one.name}" for one in load_plan().sections}
    group = choose(draft, "doelgroep", sections, typed.group)
    names = region_options()
    regions = st.multiselect(
        text("register.gegevens.regios"),
        list(names),
        list(typed.regions),
        format_func=names.__getitem__,
        key=draft.key("regios"),
        placeholder=text("register.een.geen_regio"),
    )
    return Details(name, shown, kind, group, tuple(sorted(regions)))


def _details_lines(now: Details, said: Details, met: corrections.Met) -> list[str]:
    """What differs, in sentences."""
    return [
        text(
            "register.botsing.veld",
            veld=text(f"register.gegevens.{_FIELDS[name]}"),
            nu=_called(name, now),
            jij=_called(name, said),
        )
        for name in met
    ]


#: What the texts call each field.
_FIELDS = {"name": "naam", "shown": "zichtbaar", "kind": "soort", "group": "doelgroep", "regions": "regios"}


def _called(name: str, said: Details) -> str:
    """A field as it reads."""
    match name:
        case "shown":
            return text("register.ja" if said.shown else "register.nee")
        case "kind":
            return label(said.kind)
        case "group":
            return section_name(said.group)
        case "regions":
            return regions_text(said.regions)
    return said.name


def person_now(number: int) -> Person:
    """A signatory as it stands after what was just tried."""
    with shared_mirror().store.read() as db:
        found = read_person(db, number)
    assert found
    return found


# ---------------------------------------------------------------------------------------------- contacts


def contacts(colleague: Colleague, person: Person) -> None:
    """Everybody to write to, a form each, and one for somebody new."""
    for place, one in person.contacts.items():
        _contact(colleague, person.number, place, one)
    _new_contact(colleague, person.number)


def _contact(colleague: Colleague, number: int, place: int, now: Contact) -> None:
    draft = Draft(f"contact-{number}-{place}", now)
    with st.form(draft.key("vorm"), border=False):
        said = _ask_contact(draft, place)
        why = ask_why(draft)
        with st.container(horizontal=True):
            saved = st.form_submit_button(
                text("register.contacten.bewaar", nummer=place), key=draft.key("knop")
            )
            gone = st.form_submit_button(text("register.contacten.weg", nummer=place), key=draft.key("weg"))
    if saved and said == draft.drawn:
        faults([text("register.niets_anders")])
    elif saved:
        _save_contact(colleague, draft, (number, place), said, why)
    elif gone:
        drawn = draft.drawn
        if succeeds(
            colleague,
            "drop_contact",
            lambda tx: corrections.remove_contact(tx, number, place, drawn, why),
        ):
            draft.done(text("register.bewaard"))
    draft.tell()


def _ask_contact(draft: Draft[Contact], place: int) -> Contact:
    typed = draft.typed
    return Contact(
        _line(draft, "naam", text("register.contacten.naam", nummer=place), typed.name),
        _line(draft, "mail", text("register.contacten.mail", nummer=place), typed.email),
        st.checkbox(text("register.contacten.mag", nummer=place), typed.mail_consent, key=draft.key("mag")),
    )


def _save_contact(
    colleague: Colleague, draft: Draft[Contact], which: tuple[int, int], said: Contact, why: str
) -> None:
    number, place = which
    met = attempt(
        colleague,
        "set_contact",
        lambda tx: corrections.correct_contact(tx, number, place, draft.drawn, said, why),
    )
    if met == ():
        draft.done(text("register.bewaard"))
    elif met and (now := person_now(number).contacts.get(place)):
        draft.ask_about(now, said, met, _contact_lines(now, said, place, met))


def _contact_lines(now: Contact, said: Contact, place: int, met: corrections.Met) -> list[str]:
    """What differs, in sentences."""
    names = {"name": "naam", "email": "mail", "mail_consent": "mag"}
    return [
        text(
            "register.botsing.veld",
            veld=text(f"register.contacten.{names[name]}", nummer=place),
            nu=_plain(getattr(now, name)),
            jij=_plain(getattr(said, name)),
        )
        for name in met
    ]


def _plain(value: str | bool) -> str:
    if isinstance(value, bool):
        return text("register.ja" if value else "register.nee")
    return value or text("register.botsing.leeg")


def _new_contact(colleague: Colleague, number: int) -> None:
    draft = Draft(f"contact-{number}", Contact())
    with st.form(draft.key("vorm"), border=False):
        said = Contact(
            _line(draft, "naam", text("register.contacten.erbij_naam"), ""),
            _line(draft, "mail", text("register.contacten.erbij_mail"), ""),
            st.checkbox(text("register.contacten.erbij_mag"), key=draft.key("mag")),
        )
        why = ask_why(draft)
        pressed = st.form_submit_button(text("register.contacten.erbij"), key=draft.key("knop"))
    if pressed and succeeds(
        colleague, "set_contact", lambda tx: corrections.add_contact(tx, number, said, why)
    ):
        draft.done(text("register.bewaard"))
    draft.tell()


# ------------------------------------------------------------------------------------------------ fields


def ask_day(draft: Draft[Any], name: str) -> date:
    """From which day on something is so; today at the latest."""
    return st.date_input(
        text("register.dag"), today(), key=draft.key(name), format="DD-MM-YYYY", max_value=today()
    )


def ask_why(draft: Draft[Any]) -> str:
    """The reason, which may be left out."""
    return _line(draft, "waarom", text("register.waarom_mag"), "")


def choose(draft: Draft[Any], name: str, options: Mapping[T, str], chosen: T) -> T:
    """One of some things, by its label below ``register.gegevens``."""
    known = list(options)
    found = st.selectbox(
        text(f"register.gegevens.{name}"),
        known,
        known.index(chosen),
        format_func=options.__getitem__,
        key=draft.key(name),
    )
    return chosen if found is None else found


@cache
def region_options() -> Mapping[str, str]:
    """Every place somebody can work, by its code: the country, the provinces, the municipalities.

    No two read alike: Streamlit tells options apart by what they read.
    """
    regions = load_regions()
    provinces = {one.code: text("register.provincie", naam=one.name) for one in regions.provinces}
    towns = sorted(regions.municipalities, key=lambda one: one.name)
    return {LANDELIJK: regions.name(LANDELIJK)} | provinces | {one.code: one.name for one in towns}


def _line(draft: Draft[Any], name: str, label_: str, value: str) -> str:
    return str(st.text_input(label_, value, key=draft.key(name), max_chars=_LONGEST)).strip()
