"""Forms for what a signatory promised: how it stands, that it still holds, that it stops, one more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from dsw.access.staff import Colleague
from dsw.domain import Obstacle, Status
from dsw.filled import Filled, plain_lines
from dsw.joining import LONGEST_WORDS
from dsw.mine import PledgeNow, faults_of
from dsw.office import corrections
from dsw.plan import load_plan
from dsw.queries.person import Person
from dsw.screen.drafting import Draft, attempt, faults, succeeds
from dsw.screen.editing import ask_day, ask_why, person_now
from dsw.screen.sheet import put
from dsw.settings import today
from dsw.texts import label, text

_LONGEST = LONGEST_WORDS
#: What stands in the fields of a pledge, by their names.
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood in the fields of a pledge.

    Attributes:
        was: as the form sends it along; told: field by field.
    """

    was: str
    told: Told

    @classmethod
    def of(cls, one: PledgeNow) -> "Shown":
        """As it stands."""
        return cls(one.drawn(), {name.partition("-")[0]: told for name, (told,) in one.form().items()})


def pledges(colleague: Colleague, person: Person) -> None:
    """A form for the pledge that is chosen, and one to add another."""
    standing = {one.code: one for one in person.pledges}
    if standing:
        code = st.selectbox(
            text("register.beloftes.welke"),
            list(standing),
            format_func=_titled,
            key=f"register-belofte-{person.number}",
        )
        if code in standing:
            _pledge(colleague, person, standing[code])
    _more(colleague, person.number, set(standing))


def _titled(code: str) -> str:
    return text("actie.naam", code=code, naam=load_plan().action(code).title)


def _pledge(colleague: Colleague, person: Person, one: PledgeNow) -> None:
    draft = Draft(f"belofte-{person.number}-{one.code}", Shown.of(one))
    with st.form(draft.key("vorm"), border=False):
        told = _ask(draft)
        day, why = ask_day(draft, "dag"), ask_why(draft)
        with st.container(horizontal=True):
            saved = st.form_submit_button(text("register.bewaren"), key=draft.key("knop"), type="primary")
            same = st.form_submit_button(text("register.beloftes.klopt"), key=draft.key("klopt"))
            stops = st.form_submit_button(text("register.beloftes.stop"), key=draft.key("stop"))
    if saved:
        _save(colleague, draft, one, person, (told, day, why))
    elif same or stops:
        _say(colleague, draft, (person.number, one.code), (day, why), stops=stops)
    draft.tell()


def _ask(draft: Draft[Shown]) -> dict[str, str]:
    """The fields of a pledge, as a signer's own form has them."""
    typed, plan = draft.typed.told, load_plan()
    nobody = {"": text("register.beloftes.niemand")}
    helpers = nobody | {str(one.number): f"{one.number}. {one.name}" for one in plan.sections}
    obstacles = {"": text("register.beloftes.geen_obstakel")} | {one.value: label(one) for one in Obstacle}
    due = typed["wanneer"]
    return {
        "status": _pick(draft, "status", {one.value: label(one) for one in Status}, typed["status"]),
        "obstakel": _pick(draft, "obstakel", obstacles, typed["obstakel"]),
        "hulp": _area(draft, "hulp", typed["hulp"]),
        "wie": _pick(draft, "wie", helpers, typed["wie"]),
        "woorden": _area(draft, "woorden", typed["woorden"]),
        "bewijs": _area(draft, "bewijs", typed["bewijs"]),
        "reden": _area(draft, "reden", typed["reden"]),
        "wanneer": _due(draft, date.fromisoformat(due) if due else None),
    }


def _pick(draft: Draft[Any], name: str, options: dict[str, str], chosen: str) -> str:
    found = st.selectbox(
        text(f"register.beloftes.{name}"),
        list(options),
        list(options).index(chosen),
        format_func=options.__getitem__,
        key=draft.key(name),
    )
    return found or ""


def _area(draft: Draft[Any], name: str, value: str) -> str:
    """A line for an address, more room for words."""
    said = text(f"register.beloftes.{name}")
    if name == "bewijs":
        return str(st.text_input(said, value, key=draft.key(name), max_chars=_LONGEST))
    return plain_lines(str(st.text_area(said, value, key=draft.key(name), max_chars=_LONGEST, height=90)))


def _due(draft: Draft[Any], value: date | None) -> str:
    chosen = st.date_input(
        text("register.beloftes.wanneer"), value, key=draft.key("wanneer"), format="DD-MM-YYYY"
    )
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _save(
    colleague: Colleague, draft: Draft[Shown], one: PledgeNow, person: Person, said: tuple[Told, date, str]
) -> None:
    told, day, why = said
    form = Filled(
        {f"{name}-{one.code}": (value,) for name, value in told.items()}
        | {f"was-{one.code}": (draft.drawn.was,)}
    )
    wrong = faults_of(replace(person, pledges=(one,)), form, today())
    if told == draft.drawn.told or wrong:
        faults(wrong.values() or [text("register.niets_anders")])
        return
    met = attempt(colleague, "report", lambda tx: corrections.report(tx, person.number, form, day, why))
    if met == ():
        draft.done(text("register.bewaard"))
    elif met and (now := _now(person.number, one.code)):
        lines = [
            text("register.botsing.toezegging", code=one.code, nu=_how(Shown.of(now).told), jij=_how(told))
        ]
        draft.ask_again(Shown.of(now), Shown(now.drawn(), told), lines)


def _now(number: int, code: str) -> PledgeNow | None:
    return next((one for one in person_now(number).pledges if one.code == code), None)


def _how(told: Told) -> str:
    return label(Status(told["status"]))


def _say(
    colleague: Colleague, draft: Draft[Shown], which: tuple[int, str], said: tuple[date, str], *, stops: bool
) -> None:
    """That it still holds, or that it stops."""
    (number, code), (day, why) = which, said
    record = corrections.end if stops else corrections.confirm
    act = "end_pledge" if stops else "confirm"
    met = attempt(colleague, act, lambda tx: record(tx, number, code, draft.drawn.was, day, why))
    if met == ():
        draft.done(text("register.bewaard"))
    elif met and (now := _now(number, code)):
        shown = Shown.of(now)
        wanted = text(f"register.beloftes.{'stop' if stops else 'klopt'}")
        line = text("register.botsing.toezegging", code=code, nu=_how(shown.told), jij=wanted)
        draft.ask_again(shown, shown, [line])


def _more(colleague: Colleague, number: int, standing: set[str]) -> None:
    """One more promise."""
    left = [one.code for one in load_plan().actions if one.code not in standing]
    if not left:
        return
    draft = Draft(f"erbij-{number}", number)
    put(f"<h3>{escape(text('register.beloftes.erbij'))}</h3>")
    with st.form(draft.key("vorm"), border=False):
        code = st.selectbox(
            text("register.beloftes.actie"), left, format_func=_titled, key=draft.key("actie")
        )
        words = st.text_area(
            text("register.beloftes.erbij_woorden"), key=draft.key("woorden"), max_chars=_LONGEST, height=90
        )
        day, why = ask_day(draft, "dag"), ask_why(draft)
        pressed = st.form_submit_button(text("register.beloftes.erbij_knop"), key=draft.key("knop"))
    if pressed and succeeds(
        colleague, "pledge", lambda tx: corrections.promise(tx, number, code, day, words, why)
    ):
        draft.done(text("register.bewaard"))
    draft.tell()
