"""Who may be the same: one by one, or all alike."""

from collections.abc import Mapping

import streamlit as st

from dsw import drawings
from dsw.intake.decisions import Pair
from dsw.intake.proposal import Duplicate
from dsw.screen.importing.paging import paging
from dsw.screen.importing.work import Work
from dsw.screen.office import plain_label
from dsw.screen.sheet import put
from dsw.texts import text

_PAGE_SIZE = 20
#: What can be said of two, as ``Decisions.judged`` takes it.
_ANSWERS: Mapping[str, bool | None] = {"onbeslist": None, "dezelfde": True, "andere": False}


def deciding(work: Work) -> None:
    """Every pair that was proposed, also those that were decided: a decision can be taken back."""
    if not work.met:
        return
    unsaid = text("inlezen.onbeslist") if work.open_pairs else ""
    put(drawings.import_head_html("dubbel.kop", text("inlezen.dubbel.uitleg"), unsaid))
    pairs = sorted(work.met)
    work.pair_page = min(work.pair_page, -(-len(pairs) // _PAGE_SIZE))
    start = (work.pair_page - 1) * _PAGE_SIZE
    said: dict[Pair, str] = {}
    with st.form(f"inlezen-dubbel-{work.turn}-{work.pair_page}", border=False):
        for pair in pairs[start : start + _PAGE_SIZE]:
            said[pair] = _ask(work, work.met[pair])
        with st.container(horizontal=True, key="inlezen-dubbel-doen"):
            pressed = _buttons(work)
    moved = paging("dubbel", work.pair_page, len(pairs), _PAGE_SIZE)
    if pressed:
        _judge(work, pressed, said)
    elif moved:
        work.pair_page += moved
    if pressed or moved:
        st.rerun()


def _buttons(work: Work) -> str:
    """Which button was pressed; "" for none."""
    keys = ["pas_toe", *(["dubbel.alle_dezelfde", "dubbel.alle_andere"] if work.open_pairs else ())]
    pressed = [
        st.form_submit_button(text(f"inlezen.{key}"), key=f"inlezen-{key}-{work.turn}") for key in keys
    ]
    return next((key for key, one in zip(keys, pressed, strict=True) if one), "")


def _ask(work: Work, one: Duplicate) -> str:
    put(drawings.duplicate_html(one))
    answers = list(_ANSWERS)
    now = "dezelfde" if one.pair in work.decisions.same else ""
    now = now or ("andere" if one.pair in work.decisions.different else "onbeslist")
    pair = one.pair
    chosen: str = st.radio(
        text(
            "inlezen.dubbel.keuze",
            naam=plain_label(one.name),
            ander=plain_label(one.likeness.other.name),
        ),
        answers,
        index=answers.index(now),
        format_func=lambda answer: text(f"inlezen.dubbel.{answer}"),
        horizontal=True,
        key=f"inlezen-paar-{work.turn}-{pair.row}-{pair.other}-{pair.signatory}",
    )
    return chosen


def _judge(work: Work, pressed: str, said: Mapping[Pair, str]) -> None:
    """Take what was said of each; or one answer for all that nobody answered, on any page."""
    decisions = work.decisions
    for pair, answer in said.items():
        decisions = decisions.judged([pair], same=_ANSWERS[answer])
    if pressed != "pas_toe":
        waiting = [pair for pair in work.met if pair not in decisions.same | decisions.different]
        decisions = decisions.judged(waiting, same=pressed == "dubbel.alle_dezelfde")
    work.judge(decisions)
