"""The ways to settle a thing that is to be done: buttons below it, and the few questions some of them ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from types import MappingProxyType
from typing import Any

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.domain import Obstacle, Status
from dsw.errors import DswError
from dsw.joining import LONGEST_WORDS
from dsw.office import settling as doing
from dsw.screen.editing import region_options
from dsw.screen.office import plain_label
from dsw.screen.sheet import put
from dsw.screen.telling import say_at
from dsw.settings import today
from dsw.store import Writer, shared_mirror
from dsw.texts import label, text
from dsw.views.worklist import (
    Asked,
    Bounced,
    Double,
    Item,
    Overdue,
    Quiet,
    Regionless,
    Silent,
    Task,
    WorkList,
)

#: Where the session keeps which question is open, and what was drawn of each kind, with its buttons.
_OPEN, _DRAWN = "vandaag.open", "vandaag.getekend"
#: The last day a rest or a new aim may have.
_FAR = date(2099, 12, 31)
#: What a way does with a thing, inside a transaction, once it has its answers.
_Act = Callable[[Writer], object]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a thing.

    Attributes:
        key: of its texts, and in the keys of its widgets.
        act: what it does, with its answers behind the transaction and the thing.
        ask: draws its questions and gives the answers; None for a way that asks nothing.
    """

    key: str
    act: Callable[..., object]
    ask: Callable[[Any, str, str], tuple[object, ...]] | None = None


def settle(item: Item, task: Task, place: int, work: WorkList, colleague: Colleague) -> None:
    """The ways to settle a thing; what came of it is said on the next run, at this place.

    Args:
        place: where it stands among its kind.
    """
    name, key = drawings.work_name(item, work), _key(task, item)
    done = _pressed(item, key, name)
    if done is None:
        return
    way, act = done
    said, fine = _done(way, act, name, colleague)
    if fine:
        st.session_state.pop(_OPEN, None)
    say_at(task, place, said)
    st.rerun()


def _pressed(item: Item, key: str, name: str) -> tuple[Way, _Act] | None:
    """Pressing a button is handled in the page's own run, so after it was asked anew who this is."""
    ways = WAYS[type(item)]
    with st.container(horizontal=True, key=f"manieren-{key}"):
        pressed = [
            way for way in ways if st.button(text(f"vandaag.manier.{way.key}"), key=f"{way.key}-{key}")
        ]
    for way in pressed:
        if way.ask is None:
            return way, _acting(way, item)
        st.session_state[_OPEN] = key, way.key
    opened = next((way for way in ways if st.session_state.get(_OPEN) == (key, way.key)), None)
    return _asked(opened, item, key, name) if opened else None


def _asked(way: Way, item: Item, key: str, name: str) -> tuple[Way, _Act] | None:
    assert way.ask
    with st.form(f"vraag-{way.key}-{key}", border=False):
        answers = way.ask(item, f"{way.key}-{key}", name)
        with st.container(horizontal=True, key=f"knoppen-{key}"):
            word = text("vandaag.ja_zeker" if way.act is doing.drop_bounced else "vandaag.bewaren")
            sent = st.form_submit_button(word, key=f"bewaren-{key}", type="primary")
            closed = st.form_submit_button(text("vandaag.toch_niet"), key=f"toch-{key}")
    if closed:
        del st.session_state[_OPEN]
        st.rerun()
    return (way, _acting(way, item, *answers)) if sent else None


def _acting(way: Way, item: Item, *answers: object) -> _Act:
    return lambda tx: way.act(tx, item, *answers)


def _done(way: Way, act: _Act, name: str, colleague: Colleague) -> tuple[str, bool]:
    """Do it, and say what came of it."""
    try:
        with shared_mirror().store.write(colleague.actor, "settle") as tx:
            act(tx)
    except DswError as error:
        return text(f"fout.{error.key}", **error.values), False
    return text(f"vandaag.gedaan.{way.key}", naam=name), True


def notice_change(task: Task, items: Sequence[Item]) -> None:
    """Before a kind is drawn: a press on what is no longer so does nothing, which is said where it stood."""
    drawn: dict[Task, list[tuple[str, list[str]]]] = st.session_state.setdefault(_DRAWN, {})
    now = {_key(task, item): item for item in items}
    for place, (key, buttons) in enumerate(drawn.get(task, ())):
        if key not in now and any(st.session_state.get(button) for button in buttons):
            st.session_state.pop(_OPEN, None)
            say_at(task, place, text("fout.werk.al_gedaan"))
    drawn[task] = [(key, _buttons(key, item)) for key, item in now.items()]


def _buttons(key: str, item: Item) -> list[str]:
    """The keys of the buttons that settle a thing."""
    return [f"{way}-{key}" for way in ("bewaren", *(way.key for way in WAYS[type(item)]))]


def _key(task: Task, item: Item) -> str:
    """What tells a thing, as it stands, from all others and from what becomes of it, in keys of widgets."""
    return f"{task}-{_number(item)}".replace(" ", "-")


def _number(item: Item) -> str:
    match item:
        case Overdue():
            return f"{item.signatory}-{item.action}-{item.due.toordinal()}-{item.status}"
        case Asked():
            return f"{item.signatory}-{item.action}-{item.report}"
        case Silent():
            return "-".join([str(item.signatory), *(one.subject for one in item.pledges)])
    return item.subject


# ------------------------------------------------------------------------------------ what is asked


def _ask_regions(_item: Regionless, key: str, name: str) -> tuple[list[str]]:
    options = region_options()
    chosen = st.multiselect(
        text("vandaag.vraag.regios", naam=plain_label(name)),
        list(options),
        format_func=options.__getitem__,
        key=f"regio-{key}",
        placeholder=text("vandaag.vraag.kies"),
    )
    return (chosen,)


def _ask_address(_item: Bounced, key: str, _name: str) -> tuple[str]:
    return (st.text_input(text("vandaag.vraag.adres"), key=f"adres-{key}", max_chars=320),)


def _ask_sure(_item: Bounced, _key: str, _name: str) -> tuple[()]:
    put(f"<p>{escape(text('vandaag.vraag.weg'))}</p>")
    return ()


def _ask_status(item: Silent, key: str, _name: str) -> tuple[Quiet, Status | None, Obstacle | None, str]:
    """A pledge and how it stands; what does not belong to the status is refused by the register."""
    said = st.selectbox(
        text("vandaag.vraag.toezegging"),
        item.pledges,
        format_func=drawings.pledge_name,
        key=f"toezegging-{key}",
    )
    status = st.selectbox(
        text("vandaag.vraag.status"),
        list(Status),
        None,
        format_func=label,
        key=f"status-{key}",
        placeholder=text("vandaag.vraag.kies_status"),
    )
    obstacle = st.selectbox(
        text("vandaag.vraag.belemmering"),
        [None, *Obstacle],
        format_func=_obstacle_name,
        key=f"belemmering-{key}",
    )
    reason = st.text_area(text("vandaag.vraag.reden"), key=f"reden-{key}", max_chars=LONGEST_WORDS)
    return said, status, obstacle, reason


def _obstacle_name(obstacle: Obstacle | None) -> str:
    return label(obstacle) if obstacle else text("vandaag.vraag.niets")


def _ask_rest(_item: Silent, key: str, _name: str) -> tuple[date, str]:
    return _ask_day("rusten", key, 30), _ask_why(key)


def _ask_due(_item: Overdue, key: str, _name: str) -> tuple[date]:
    return (_ask_day("dag", key, 90),)


def _ask_handled(_item: Asked, key: str, _name: str) -> tuple[str]:
    return (_ask_why(key),)


def _ask_day(question: str, key: str, ahead: int) -> date:
    first = today() + timedelta(days=1)
    return st.date_input(
        text(f"vandaag.vraag.{question}"),
        today() + timedelta(days=ahead),
        first,
        _FAR,
        format="DD-MM-YYYY",
        key=f"dag-{key}",
    )


def _ask_why(key: str) -> str:
    return st.text_area(text("vandaag.waarom"), key=f"waarom-{key}", max_chars=LONGEST_WORDS)


#: The ways to settle each kind of thing, in the order of their buttons.
WAYS: Mapping[type[Item], tuple[Way, ...]] = MappingProxyType(
    {
        Double: (Way("niet_dezelfde", doing.not_the_same),),
        Regionless: (
            Way("kies_regio", doing.choose_regions, _ask_regions),
            Way("blijft_onbekend", doing.stays_unknown),
        ),
        Bounced: (
            Way("nieuw_adres", doing.new_address, _ask_address),
            Way("haal_weg", doing.drop_bounced, _ask_sure),
            Way("laat_zo", doing.leave_bounced),
        ),
        Silent: (
            Way("klopt_nog", doing.still_correct),
            Way("andere_status", doing.new_status, _ask_status),
            Way("laat_rusten", doing.rest, _ask_rest),
        ),
        Overdue: (
            Way("nieuwe_dag", doing.new_day, _ask_due),
            Way("geen_dag", doing.no_day),
            Way("klaar", doing.ready),
        ),
        Asked: (Way("afgehandeld", doing.handled, _ask_handled),),
    }
)
