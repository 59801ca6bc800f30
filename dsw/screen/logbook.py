"""The log: what changed, who did it, when and why. What is searched for stays out of the address."""

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from dsw.access.staff import Colleague
from dsw.domain import Fact
from dsw.drawings.exports import file_links
from dsw.drawings.log import log_html
from dsw.errors import RequestError
from dsw.people import Wish, may
from dsw.queries.address import EARLIEST
from dsw.queries.log import log_acts, log_colleagues, log_page
from dsw.queries.log_asked import log_params, read_number
from dsw.screen import office
from dsw.screen.sheet import put
from dsw.sentences.log import act_words
from dsw.settings import today
from dsw.store import Reader, shared_mirror
from dsw.texts import label, text
from dsw.views import Doer, LogAsked, LogPage, LogPlace

#: Where the session keeps what is asked, and the ends of the pages that were turned.
_ASKED, _TURNED = "logboek.gevraagd", "logboek.omgeslagen"
_EVERYTHING = ""
#: How wide a number is (pixels).
_FIELD = 260
#: What tells one colleague from a kind of somebody among the choices.
_COLLEAGUE = "collega:"
#: What tells a fact from an act among the choices.
_FACT, _ACT = "feit:", "daad:"


def page(colleague: Colleague) -> None:
    """The whole page."""
    office.opening("logboek", text("logboek.uitleg"))
    with shared_mirror().store.read() as db:
        asked = _asked(db)
        turned = _turned(asked)
        found = log_page(db, asked, turned[-1] if turned else None)
    put(_shown(found))
    _turn(found, turned)
    if may(colleague.actor, Wish.EXPORT):
        put(_files(asked))


def _asked(db: Reader) -> LogAsked:
    """What the fields ask for; what cannot be is said beside them, and left out."""
    first, second = st.columns(2), st.columns(2)
    with first[0]:
        since = _day("van")
    with first[1]:
        until = _day("tot")
    with second[0]:
        who = _choose("wie", _doers(db))
    with second[1]:
        what = _choose("wat", _kinds(db))
    number = st.text_input(text("logboek.kies.nummer"), key="logboek.nummer", max_chars=9, width=_FIELD)
    return LogAsked(
        since,
        until,
        Doer(who) if who in set(Doer) else None,
        Fact(what.removeprefix(_FACT)) if what.startswith(_FACT) else None,
        what.removeprefix(_ACT) if what.startswith(_ACT) else "",
        _signatory(number),
        int(who.removeprefix(_COLLEAGUE)) if who.startswith(_COLLEAGUE) else None,
    )


def _day(name: str) -> date | None:
    chosen: date | None = st.date_input(
        text(f"logboek.kies.{name}"),
        None,
        min_value=EARLIEST,
        max_value=today(),
        format="DD-MM-YYYY",
        key=f"logboek.{name}",
    )
    return chosen


def _choose(name: str, options: Mapping[str, str]) -> str:
    chosen: str = st.selectbox(
        text(f"logboek.kies.{name}"), options, format_func=lambda one: options[one], key=f"logboek.{name}"
    )
    return chosen


def _doers(db: Reader) -> dict[str, str]:
    """Everybody, each kind of somebody, and each colleague."""
    colleagues = {
        f"{_COLLEAGUE}{number}": email or text("logboek.kies.oud_medewerker", nummer=number)
        for number, email in log_colleagues(db).items()
    }
    return {
        _EVERYTHING: text("logboek.kies.iedereen"),
        **{one.value: label(one) for one in Doer},
    } | colleagues


def _kinds(db: Reader) -> dict[str, str]:
    """Everything, each kind of fact, and each act."""
    facts = {f"{_FACT}{one.value}": text("logboek.kies.feit", naam=label(one)) for one in Fact}
    acts = {f"{_ACT}{act}": text("logboek.kies.daad", naam=act_words(act)) for act in log_acts(db)}
    return {_EVERYTHING: text("logboek.kies.alles"), **facts, **acts}


def _signatory(given: str) -> int | None:
    try:
        return read_number(given)
    except RequestError as error:
        put(f'<p class="dsw-banner dsw-fault" role="alert">{escape(text(f"fout.{error.key}"))}</p>')
        return None


def _turned(asked: LogAsked) -> list[LogPlace]:
    """The ends of the pages that were turned, while the same is asked for."""
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED], st.session_state[_TURNED] = asked, []
    turned: list[LogPlace] = st.session_state[_TURNED]
    return turned


def _shown(found: LogPage) -> str:
    if found.lines:
        return log_html(found.lines)
    return f'<p class="dsw-empty"><span>{escape(text("logboek.niets"))}</span></p>'


def _turn(found: LogPage, turned: list[LogPlace]) -> None:
    """The way to newer and older lines."""
    with st.container(horizontal=True, key="logboek-bladeren"):
        newer = bool(turned) and st.button(text("logboek.nieuwer"), key="logboek.nieuwer")
        older = found.older is not None and st.button(text("logboek.ouder"), key="logboek.ouder")
    if newer:
        turned.pop()
    elif older and found.older:
        turned.append(found.older)
    if newer or older:
        st.rerun()


def _files(asked: LogAsked) -> str:
    title = text("logboek.meenemen")
    links = file_links("/beheer/uitvoer/gebeurtenissen", title, log_params(asked))
    return f"<h2>{escape(title)}</h2>{links}"
