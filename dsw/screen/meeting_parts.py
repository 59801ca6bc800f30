"""What a meeting shows and what was agreed there, as staff put them together."""

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from dsw import meetings
from dsw.access.staff import Colleague
from dsw.screen.sheet import put
from dsw.store import Writer, shared_mirror
from dsw.texts import label, text
from dsw.views import Agreement, Meeting, SlideKey

#: Does something in one transaction: who, its name in the change log, the command, what is said then.
Act = Callable[[Colleague, str, Callable[[Writer], object], str], None]

#: Where the session keeps how each line was seen last.
_SEEN = "afspraken.gezien"


def slides(one: Meeting, seen: Meeting, colleague: Colleague, act: Act) -> None:
    """Which slides are shown, and in which order: by boxes and buttons, so by keyboard as well.

    Args:
        one: as it is now; seen: as this session saw it last, and so what a press is about.
    """
    put(f"<h2>{escape(text('bijeenkomst.beheer.dias'))}</h2>")
    with st.form(f"dias-{one.ref}", border=False):
        chosen = {key for key in SlideKey if _box(one, seen, key)}
        saved = st.form_submit_button(text("bijeenkomst.beheer.dias_bewaar"))
    if saved:
        added = tuple(key for key in SlideKey if key in chosen and key not in seen.slides)
        order = tuple(key for key in seen.slides if key in chosen) + added
        said = text("bijeenkomst.beheer.dias_bewaard")
        act(colleague, "meet", lambda tx: meetings.choose(tx, seen, order), said)
    _order(one, seen, colleague, act)


def _box(one: Meeting, seen: Meeting, key: SlideKey) -> bool:
    """What another changed meanwhile shows, unless this session changed it as well."""
    name = f"dia-{one.ref}-{key.value}"
    if st.session_state.get(name, key in seen.slides) == (key in seen.slides):
        st.session_state[name] = key in one.slides
    return st.checkbox(label(key), key=name)


def _order(one: Meeting, seen: Meeting, colleague: Colleague, act: Act) -> None:
    put(f"<h3>{escape(text('bijeenkomst.beheer.volgorde'))}</h3>")
    pressed = [(key, by) for place, key in enumerate(one.slides) if (by := _row(one, place, key))]
    for key, by in pressed:
        order = _moved(seen.slides, key, by)
        act(colleague, "meet", partial(meetings.choose, one=seen, slides=order), _at(order, key))


def _row(one: Meeting, place: int, key: SlideKey) -> int:
    """A slide with its two buttons; by how many places it is to move."""
    last = place == len(one.slides) - 1
    with st.container(horizontal=True, key=f"volgorde-{place}", vertical_alignment="center"):
        put(f'<p class="dsw-text">{place + 1}. {escape(label(key))}</p>')
        up = st.button(_named("omhoog", key), key=f"op-{key.value}", disabled=place == 0)
        down = st.button(_named("omlaag", key), key=f"neer-{key.value}", disabled=last)
    return down - up


def _named(way: str, key: SlideKey) -> str:
    """A button says what it moves: of eleven that look alike, each has its own name."""
    return text(f"bijeenkomst.beheer.{way}", dia=label(key))


def _moved(order: tuple[SlideKey, ...], key: SlideKey, by: int) -> tuple[SlideKey, ...]:
    """With a slide one place on or back; where it stood is where this session saw it."""
    rest = [one for one in order if one is not key]
    place = min(max(order.index(key) + by, 0), len(rest)) if key in order else len(rest)
    return (*rest[:place], key, *rest[place:])


def _at(order: tuple[SlideKey, ...], key: SlideKey) -> str:
    place, many = order.index(key) + 1, len(order)
    return text("bijeenkomst.beheer.verplaatst", dia=label(key), n=place, totaal=many)


def agreements(one: Meeting, colleague: Colleague, act: Act, *, changes: bool) -> None:
    """What was agreed, line by line, and one more.

    Args:
        changes: whether somebody may change it.
    """
    with shared_mirror().store.read() as db:
        lines = meetings.agreements_of(db, one)
    put(f"<h2>{escape(text('bijeenkomst.beheer.afspraken'))}</h2>")
    if not changes:
        items = "".join(f"<li>{escape(line.words)}</li>" for line in lines)
        put(f'<ol class="dsw-agreed">{items}</ol>')
        return
    put(f'<p class="dsw-lead">{escape(text("bijeenkomst.scherm.afspraak_uitleg"))}</p>')
    seen = _seen(one, lines)
    with st.form(f"afspraken-{one.ref}", border=False, clear_on_submit=False, enter_to_submit=False):
        typed = {line.number: _line(line, place) for place, line in enumerate(lines, 1)}
        new = st.text_input(
            text("bijeenkomst.scherm.afspraak"),
            "",
            meetings.LONGEST_LINE,
            key=f"afspraak-{one.ref}-{len(lines)}",
        )
        saved = st.form_submit_button(text("bijeenkomst.beheer.afspraken_bewaar"))
    if saved:
        said = text("bijeenkomst.beheer.afspraken_bewaard")
        act(colleague, "agree", lambda tx: _keep(tx, one, seen, typed, new), said)
    st.session_state[f"{_SEEN}.{one.ref}"] = {line.number: line for line in lines}


def _seen(one: Meeting, lines: tuple[Agreement, ...]) -> dict[int, Agreement]:
    """Each line as this session saw it last; what another changed shows, unless it is typed over."""
    before: dict[int, Agreement] = st.session_state.get(f"{_SEEN}.{one.ref}", {})
    for line in lines:
        key, old = _key(line), before.get(line.number)
        if old and old.words != line.words and st.session_state.get(key) == old.words:
            st.session_state[key] = line.words
    return {line.number: before.get(line.number, line) for line in lines}


def _key(line: Agreement) -> str:
    return f"afspraak-regel-{line.number}"


def _line(line: Agreement, place: int) -> str:
    name = text("bijeenkomst.beheer.afspraak", n=place)
    if _key(line) not in st.session_state:
        st.session_state[_key(line)] = line.words
    return st.text_input(name, max_chars=meetings.LONGEST_LINE, key=_key(line))


def _keep(tx: Writer, one: Meeting, seen: dict[int, Agreement], typed: dict[int, str], new: str) -> None:
    """Change the lines that were typed over, and add the new one."""
    for number, said in typed.items():
        if said.strip() != seen[number].words:
            meetings.change_agreement(tx, seen[number], said)
    if new.strip():
        meetings.agree(tx, one, new)
