"""Following up: reminders to look at and send, what came of them, and who asks for help."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from dsw.access.staff import Colleague
from dsw.drawings.followup import asks_html, letter_html, responses_html
from dsw.errors import DswError
from dsw.office.configuring import letter_words
from dsw.office.reminders import LetterDue, Reason, Seen
from dsw.office.rounds import send_round
from dsw.outbox import Letter
from dsw.people import Wish, may
from dsw.plan import load_plan
from dsw.queries.asks import Ask, offers_on, open_asks
from dsw.queries.followup import due_letters, responses
from dsw.regions import LANDELIJK, load_regions
from dsw.screen import office
from dsw.screen.sheet import put
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import number, plural, text

#: Letters on a page, and asks.
_LETTERS, _ASKS = 25, 50
#: Where the session keeps whom somebody left out, which page they look at, and what they saw when they
#: pressed once.
_LEFT_OUT, _PAGE, _SURE = "opvolging.niet", "opvolging.bladzijde", "opvolging.zeker"


def reminders(colleague: Colleague) -> None:
    """Who gets which letter and why; to leave out and to send for who may."""
    mirror = shared_mirror()
    snapshot = mirror.current()
    with mirror.store.read() as db:
        letters = due_letters(db, snapshot, today())
        words = letter_words(db).get(Letter.HERINNERING, {})
    left_out: set[tuple[int, int]] = st.session_state.setdefault(_LEFT_OUT, set())
    put(_heading(letters, snapshot.rules.reminder_gap_days))
    may_send = may(colleague.actor, Wish.REMIND)
    for place, one in _on_this_page(letters):
        put(letter_html(one, place, snapshot.names[one.signatory].name, words))
        if may_send:
            _choose(one, place, left_out)
    _turn_pages(len(letters))
    if may_send and letters:
        _send(colleague, [one.seen for one in letters if one.key not in left_out], len(letters))


def came_of_it() -> None:
    """What came of each round."""
    mirror = shared_mirror()
    snapshot = mirror.current()
    with mirror.store.read() as db:
        put(responses_html(responses(db, snapshot)))


def asked_for_help() -> None:
    """Every open ask, of one section and one province if somebody wants so."""
    mirror = shared_mirror()
    snapshot = mirror.current()
    with mirror.store.read() as db:
        found = open_asks(db, snapshot, today())
    put(
        f'<h2>{_said("vragen.kop")}</h2><p class="dsw-lead">'
        f"{escape(plural('opvolging.vragen.hoeveel', len(found)))}</p>"
    )
    if found:
        _show_asks(snapshot, _filtered(found))


def _heading(letters: Sequence[LetterDue], gap_days: int) -> str:
    count, by_reason = len(letters), Counter(one.reason for one in letters)
    lead = text("opvolging.uitleg") if count else text("opvolging.niets")
    facts = "".join(
        f"<li><b>{number(by_reason[reason])}</b> <span>{_said(f'reden.{reason}')}</span></li>"
        for reason in Reason
        if reason in by_reason
    )
    return (
        f'<h2>{escape(plural("opvolging.hoeveel", count))}</h2><p class="dsw-lead">{escape(lead)}</p>'
        f'<p class="dsw-note">{_said("regel", dagen=gap_days)}</p>'
        f"{f'<ul class=dsw-facts>{facts}</ul>' if facts else ''}"
    )


def _on_this_page(letters: Sequence[LetterDue]) -> list[tuple[int, LetterDue]]:
    """The letters of the page somebody looks at, each with its place in the list, from 1."""
    begin = (_page(len(letters)) - 1) * _LETTERS
    return list(enumerate(letters[begin : begin + _LETTERS], begin + 1))


def _pages(count: int) -> int:
    return max(1, -(-count // _LETTERS))


def _page(count: int) -> int:
    return min(max(int(st.session_state.get(_PAGE, 1)), 1), _pages(count))


def _choose(one: LetterDue, place: int, left_out: set[tuple[int, int]]) -> None:
    key = f"stuur-{one.signatory}-{one.contact}"
    if st.checkbox(text("opvolging.stuur", nummer=place), value=one.key not in left_out, key=key):
        left_out.discard(one.key)
    else:
        left_out.add(one.key)


def _turn_pages(count: int) -> None:
    page, pages = _page(count), _pages(count)
    if pages == 1:
        return
    put(f'<p class="dsw-note">{_said("bladzijde", nummer=page, totaal=pages)}</p>')
    with st.container(horizontal=True, key="opvolging-bladeren"):
        back = st.button(text("opvolging.vorige"), key="opvolging-vorige", disabled=page == 1)
        on = st.button(text("opvolging.volgende"), key="opvolging-volgende", disabled=page == pages)
    if back or on:
        st.session_state[_PAGE] = page + (1 if on else -1)
        st.rerun()


def _send(colleague: Colleague, chosen: list[Seen], count: int) -> None:
    """Two presses: what was sent cannot be taken back. Of the second only what was due at the first goes."""
    if skipped := count - len(chosen):
        put(f'<p class="dsw-note">{escape(plural("opvolging.overgeslagen", skipped))}</p>')
    confirmed: frozenset[Seen] | None = st.session_state.get(_SURE)
    if confirmed is None:
        label = plural("opvolging.verstuur", len(chosen))
        if st.button(label, key="opvolging-verstuur", type="primary", disabled=not chosen):
            st.session_state[_SURE] = frozenset(chosen)
            st.rerun()
        return
    _confirm(colleague, [one for one in chosen if one in confirmed])


def _confirm(colleague: Colleague, going: list[Seen]) -> None:
    put(f'<p class="dsw-banner" role="status">{escape(plural("opvolging.zeker", len(going)))}</p>')
    with st.container(horizontal=True, key="opvolging-zeker"):
        yes = st.button(text("opvolging.ja"), key="opvolging-ja", type="primary", disabled=not going)
        no = st.button(text("opvolging.nee"), key="opvolging-nee")
    if yes or no:
        st.session_state.pop(_SURE)
        if yes:
            office.say(_sent(colleague, going))
        st.rerun()


def _sent(colleague: Colleague, chosen: list[Seen]) -> str:
    """Send the letters of whom somebody saw and left in, as far as they are still due; what came of it."""
    try:
        letters = send_round(shared_mirror(), colleague.actor, today(), chosen=frozenset(chosen))
    except DswError as error:
        return text(f"fout.{error.key}", **error.values)
    st.session_state.pop(_LEFT_OUT, None)
    return plural("opvolging.verstuurd", len(letters))


def _filtered(asks: Sequence[Ask]) -> list[Ask]:
    sections = {"": text("opvolging.vragen.alle_secties")}
    sections |= {str(one.number): f"{one.number}. {one.name}" for one in load_plan().sections}
    places = {"": text("opvolging.vragen.alle_regios")}
    places |= {one.code: one.name for one in load_regions().provinces}
    one, other = st.columns(2)
    with one:
        section = _pick("sectie", sections)
    with other:
        province = _pick("regio", places)
    return [
        ask
        for ask in asks
        if section in ("", str(ask.section)) and (not province or {province, LANDELIJK} & set(ask.provinces))
    ]


def _pick(name: str, options: dict[str, str]) -> str:
    label = text(f"opvolging.vragen.{name}")
    chosen: str = st.selectbox(label, list(options), format_func=options.__getitem__, key=f"vragen-{name}")
    return chosen


def _show_asks(snapshot: Snapshot, asks: Sequence[Ask]) -> None:
    shown = asks[:_ASKS]
    with shared_mirror().store.read() as db:
        offers = offers_on(db, snapshot, [one.event for one in shown])
    more = f'<p class="dsw-note">{_said("vragen.begrensd", hoogstens=_ASKS)}</p>' if len(asks) > _ASKS else ""
    none = "" if asks else f"<p>{escape(plural('opvolging.vragen.hoeveel', 0))}</p>"
    put(f"{more}{none}{asks_html(shown, offers)}")


def _said(key: str, **values: object) -> str:
    return escape(text(f"opvolging.{key}", **values))
