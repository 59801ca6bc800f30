"""Words that nobody but a person can say the meaning of: once for all rows that say so."""

from collections.abc import Mapping, Sequence
from functools import cache

import streamlit as st

from dsw import drawings
from dsw.domain import Kind
from dsw.intake.mapping import FieldName
from dsw.intake.overview import Unclear
from dsw.intake.places import read_places
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.screen.importing.work import Seen, Work
from dsw.screen.office import plain_label
from dsw.screen.sheet import put
from dsw.sentences import section_name
from dsw.settings import today
from dsw.texts import show, text

_MOST = 20
_PLACES = frozenset({FieldName.REGIO, FieldName.GEMEENTE, FieldName.PROVINCIE})


def mending(work: Work, seen: Seen) -> None:
    """A choice for each; what is left open stays as it is."""
    told = _told(work)
    if not seen.vague and not told:
        return
    lead = text("inlezen.onduidelijk.uitleg") if seen.vague else ""
    put(drawings.import_head_html("onduidelijk.kop", lead, told))
    if not seen.vague:
        return
    shown, chosen = seen.vague[:_MOST], {}
    with st.form(f"inlezen-onduidelijk-{work.turn}", border=False):
        for place, one in enumerate(shown):
            chosen[one] = _ask(one, f"inlezen-woord-{work.turn}-{place}")
        pressed = st.form_submit_button(text("inlezen.pas_toe"), key=f"inlezen-woorden-{work.turn}")
    if len(seen.vague) > _MOST:
        put(drawings.import_note_html(text("inlezen.onduidelijk.meer", n=len(seen.vague) - _MOST)))
    if pressed:
        _apply(work, chosen)
        st.rerun()


def _told(work: Work) -> str:
    """What was chosen so far."""
    pairs = [
        f"‘{said}’: {_naming(field)[meaning]}"
        for field, words in work.decisions.words.items()
        for said, meaning in words.items()
    ]
    return text("inlezen.onduidelijk.gekozen", lijst="; ".join(pairs)) if pairs else ""


def _ask(one: Unclear, key: str) -> str:
    naming = _naming(one.field)
    likely = _likely(one)
    options = ["", *likely, *(value for value in naming if value not in likely)]
    form = "een" if one.rows == 1 else "meer"
    field = text(f"inlezen.veld.{one.field.value}")
    open_still = text("inlezen.onduidelijk.nog_niet")
    return st.selectbox(
        text(f"inlezen.onduidelijk.vraag_{form}", veld=field, said=plain_label(one.said), n=one.rows),
        options,
        format_func=lambda value: naming.get(value, open_still),
        key=key,
        filter_mode="contains",
    )


def _likely(one: Unclear) -> Sequence[str]:
    """The regions it may be, as the intake sees it."""
    if one.field not in _PLACES:
        return ()
    found = (code for _piece, match in read_places(one.said) for code in match.candidates)
    return tuple(dict.fromkeys(found))


def _naming(field: FieldName) -> Mapping[str, str]:
    """Everything that words in a field can mean, as a mapping writes it, with how it reads."""
    if field in _PLACES:
        return _places()
    if field is FieldName.DOELGROEP:
        return {str(section.number): section_name(section.number) for section in load_plan().sections}
    if field is FieldName.SOORT:
        return {kind.value: show(kind) for kind in Kind}
    actions = load_plan().actions
    return {one.code: text("actie.naam", code=one.code, naam=one.title) for one in actions}


@cache
def _places() -> Mapping[str, str]:
    regions = load_regions()
    first = {
        LANDELIJK: text("inlezen.onduidelijk.landelijk"),
        ONBEKEND: text("inlezen.onduidelijk.onbekend"),
    }
    provinces = {one.code: _place(one.name, "provincie") for one in regions.provinces}
    towns = {one.code: _place(one.name, "gemeente") for one in regions.municipalities_on(today())}
    return {**first, **provinces, **towns}


def _place(name: str, kind: str) -> str:
    return text("inlezen.onduidelijk.plaats", naam=name, soort=text(f"inlezen.onduidelijk.{kind}"))


def _apply(work: Work, chosen: Mapping[Unclear, str]) -> None:
    decisions = work.decisions
    for one, meaning in chosen.items():
        if meaning:
            decisions = decisions.saying(one.field, one.said, meaning)
    if work.layout and decisions != work.decisions:
        work.look(work.layout, decisions)
