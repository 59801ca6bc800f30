"""How the monitor counts and writes: what is set, how it was before, and a way back to the usual."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from zlib import crc32

import streamlit as st

from dsw.access.staff import Colleague, all_staff
from dsw.errors import DswError
from dsw.office.configuring import (
    LETTERS,
    PARTS,
    Changed,
    history,
    letter_words,
    long_sentences,
    placeholders_of,
    rules_now,
    set_letter,
    set_rule,
    usual_words,
)
from dsw.outbox import Letter
from dsw.rules import BOUNDS, USUAL, Rules
from dsw.screen import office
from dsw.screen.sheet import put
from dsw.screen.telling import say_at, tell_at
from dsw.store import RULES, Writer, shared_mirror
from dsw.texts import moment, plural, text

_RULE, _LETTER = "instelling", "brief"
_Words = Mapping[Letter, Mapping[str, str]]


def settings_page(colleague: Colleague) -> None:
    """All settings; who may see this page may change them all."""
    with shared_mirror().store.read() as db:
        rules, words, changes = rules_now(db), letter_words(db), history(db)
        known = {one.actor.name: one.email for one in all_staff(db)}
    different = sum(getattr(rules, name) != getattr(USUAL, name) for name in BOUNDS) + len(words)
    lead = plural("instellingen.anders", different) if different else text("instellingen.gewoon")
    office.opening("instellingen", lead)
    _head("tellen")
    for place, name in enumerate(BOUNDS):
        _rule(name, rules, place, colleague)
    _head("brieven", text("instellingen.brieven_uitleg"))
    _letters(words, colleague)
    put(_history_html(changes, known))


def _head(key: str, lead: str = "") -> None:
    about = f'<p class="dsw-lead">{escape(lead)}</p>' if lead else ""
    put(f'<div class="dsw-work-group"><h2>{escape(text(f"instellingen.{key}"))}</h2>{about}</div>')


# ------------------------------------------------------------------------------------------- how it counts


def _rule(name: str, rules: Rules, place: int, colleague: Colleague) -> None:
    now, usual, key = getattr(rules, name), getattr(USUAL, name), f"instellingen.regel.{name}"
    said = text("instellingen.nu", nu=plural(key, now), gewoon=plural(key, usual))
    tell_at(_RULE, place)
    put(
        f'<div class="dsw-waits dsw-task"><h3>{escape(text(f"{key}.naam"))}</h3>'
        f"<p>{escape(text(f'{key}.uitleg'))}</p>"
        f'<p class="dsw-meta">{escape(said)}</p></div>'
    )
    value, why, sent, back = _ask_number(name, now, usual)
    if sent or back:
        told = text(f"{key}.naam")
        wanted = None if back else value
        _do(_RULE, place, colleague, lambda tx: set_rule(tx, name, wanted, why), _saved(told))


def _ask_number(name: str, now: int, usual: int) -> tuple[int, str, bool, bool]:
    """A number and a reason, and whether it was sent or set back."""
    key, (least, most) = f"instellingen.regel.{name}", BOUNDS[name]
    with st.form(f"regel-{name}", border=False, enter_to_submit=False):
        value = st.number_input(text(f"{key}.vraag"), least, most, now, key=f"getal-{name}-{now}")
        why = ""
        if name == "smallest_cell":
            asked = text("instellingen.reden", gewoon=usual)
            why = st.text_area(asked, key=f"reden-{name}-{now}", max_chars=600)
        with st.container(horizontal=True, key=f"knoppen-{name}"):
            sent = st.form_submit_button(text("instellingen.bewaren"), key=f"bewaren-{name}", type="primary")
            words = text("instellingen.terug", gewoon=plural(key, usual))
            back = now != usual and st.form_submit_button(words, key=f"terug-{name}")
    return value, why, sent, back


# ------------------------------------------------------------------------------------------- how it writes


def _letters(words: _Words, colleague: Colleague) -> None:
    letters = [*Letter]
    letter = st.selectbox(
        text("instellingen.welke"),
        letters,
        format_func=lambda one: _subject(one, words),
        key="brief",
        filter_mode="contains",
    )
    tell_at(_LETTER, 0)
    usual, now = usual_words(letter), words.get(letter)
    filled, sent, back = _ask_words(letter, now or usual, different=now is not None)
    if sent or back:
        wanted = None if back else filled
        hard = [] if back else [one for said in filled.values() for one in long_sentences(said)]
        name = text("instellingen.brief.naam", onderwerp=usual["onderwerp"])
        _do(_LETTER, 0, colleague, lambda tx: set_letter(tx, letter, wanted), _saved(name, hard))


def _subject(letter: Letter, words: _Words) -> str:
    subject = usual_words(letter)["onderwerp"]
    return text("instellingen.brief.anders", onderwerp=subject) if letter in words else subject


def _ask_words(
    letter: Letter, now: Mapping[str, str], *, different: bool
) -> tuple[dict[str, str], bool, bool]:
    """The words of a letter, and whether they were sent or set back."""
    with st.form(f"brief-{letter}", border=False, enter_to_submit=False):
        filled = {part: _ask_part(letter, part, now[part], longest) for part, longest in PARTS.items()}
        with st.container(horizontal=True, key="knoppen-brief"):
            sent = st.form_submit_button(text("instellingen.bewaren"), key="bewaren-brief", type="primary")
            back = different and st.form_submit_button(text("instellingen.terug_brief"), key="terug-brief")
    return filled, sent, back


def _ask_part(letter: Letter, part: str, now: str, longest: int) -> str:
    names = placeholders_of(letter, part)
    if names:
        said = text("instellingen.accolades", woorden=", ".join(f"{{{name}}}" for name in names))
        put(f'<p class="dsw-meta">{escape(said)}</p>')
    label, key = text(f"instellingen.deel.{part}"), f"{part}-{letter}-{crc32(now.encode())}"
    if part == "onderwerp":
        return st.text_input(label, now, key=key, max_chars=longest)
    return st.text_area(label, now, key=key, max_chars=longest, height=260 if part == "tekst" else 140)


def _saved(name: str, hard: Sequence[str] = ()) -> str:
    if hard:
        return text("instellingen.lang", naam=name, zin=hard[0])
    return text("instellingen.bewaard", naam=name)


def _do(kind: str, place: int, colleague: Colleague, change: Callable[[Writer], object], said: str) -> None:
    try:
        with shared_mirror().store.write(colleague.actor, "settings") as tx:
            change(tx)
    except DswError as error:
        said = text(f"fout.{error.key}", **error.values)
    say_at(kind, place, said)
    st.rerun()


# ------------------------------------------------------------------------------------- how it was before


def _history_html(changes: Sequence[Changed], known: Mapping[str, str]) -> str:
    title = escape(_said("titel"))
    if not changes:
        body = f'<p class="dsw-lead">{escape(_said("niets"))}</p>'
        return f'<div class="dsw-work-group"><h2>{title}</h2>{body}</div>'
    heads = "".join(
        f'<th scope="col">{escape(_said(key))}</th>'
        for key in ("wanneer", "wie", "wat", "van", "naar", "reden")
    )
    rows = "".join(_change_html(one, known) for one in changes)
    table = f'<table class="dsw-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f'<div class="dsw-work-group"><h2>{title}</h2>'
        f'<div class="dsw-scroll" role="region" tabindex="0" aria-label="{title}">{table}</div></div>'
    )


def _change_html(one: Changed, known: Mapping[str, str]) -> str:
    cells = (
        moment(one.at),
        known.get(one.actor, one.actor),
        _name_of(one.name),
        _value_of(one.name, one.before),
        _value_of(one.name, one.after),
        one.why,
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _name_of(name: str) -> str:
    rule, letter = name.removeprefix(RULES), name.removeprefix(LETTERS)
    if rule in BOUNDS:
        return text(f"instellingen.regel.{rule}.naam")
    if letter in set(Letter):
        return text("instellingen.brief.naam", onderwerp=usual_words(Letter(letter))["onderwerp"])
    return name


def _value_of(name: str, value: object) -> str:
    """A number in words; of a letter all its words."""
    rule = name.removeprefix(RULES)
    if rule in BOUNDS:
        number = value if isinstance(value, int) else getattr(USUAL, rule)
        return plural(f"instellingen.regel.{rule}", number)
    return " / ".join(map(str, value.values())) if isinstance(value, dict) else _said("gewone")


def _said(key: str) -> str:
    return text(f"instellingen.geschiedenis.{key}")
