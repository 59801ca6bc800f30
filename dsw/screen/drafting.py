"""Forms of the staff that know what stood in them when they were drawn, however long they stay open."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Generic, TypeVar

import streamlit as st

from dsw.access.staff import Colleague
from dsw.drawings.joining import met_html
from dsw.errors import DswError
from dsw.screen.sheet import put
from dsw.store import Writer, shared_mirror
from dsw.texts import text

T = TypeVar("T")
R = TypeVar("R")

_FORM, _TURN, _DRAWN = "register.vorm.", "register.beurt", "register.getekend"
#: What buttons of forms are called.
_BUTTONS = ("knop", "weg", "klopt", "stop")


@dataclass
class _Kept(Generic[T]):
    """What the session keeps of a form.

    Attributes:
        turn: tells the fields of one drawing from those of the next.
        drawn: what stood there when it was drawn; typed: what its fields begin with.
        met: what somebody else changed meanwhile, in sentences; others: the other fields went through.
        waits: it is drawn for the first time on the next run.
    """

    turn: int
    drawn: T
    typed: T
    met: Sequence[str] = ()
    others: bool = False
    waits: bool = False


class Draft(Generic[T]):
    """A form on the page. Who comes back to it later finds it as things stand then.

    Args:
        name: tells it from every other form.
        now: what its fields show when it is drawn anew.
    """

    def __init__(self, name: str, now: T) -> None:
        self._name = f"{_FORM}{name}"
        kept: _Kept[T] | None = st.session_state.get(self._name)
        if kept is None or not (kept.waits or self._is_open(kept)):
            kept = _Kept(_next_turn(), now, now)
        kept.waits = False
        st.session_state[self._name] = self._kept = kept
        st.session_state.setdefault(_DRAWN, set()).add(self._name)

    def _is_open(self, kept: _Kept[T]) -> bool:
        """Whether its fields stood on the page until now."""
        return any(str(key).startswith(f"{self._name}.{kept.turn}.") for key in st.session_state)

    @property
    def drawn(self) -> T:
        """What stood there when it was drawn."""
        return self._kept.drawn

    @property
    def typed(self) -> T:
        """What its fields begin with."""
        return self._kept.typed

    def key(self, name: str) -> str:
        """The key of one of its fields or buttons."""
        return f"{self._name}.{self._kept.turn}.{name}"

    def done(self, said: str) -> None:
        """It was taken: draw it anew, and say what came of it below it."""
        st.session_state.pop(self._name, None)
        st.session_state[f"{self._name}.gezegd"] = said
        st.rerun()

    def ask_again(self, drawn: T, typed: T, met: Sequence[str], *, others: bool = False) -> None:
        """Somebody else was there first: keep what was typed, and ask about what differs.

        Args:
            drawn: what stands there now; typed: what its sender wants.
            met: what differs, in sentences; others: the other fields went through.
        """
        st.session_state[self._name] = _Kept(_next_turn(), drawn, typed, met, others, waits=True)
        st.rerun()

    def ask_about(self, now: Any, said: Any, fields: Collection[str], met: Sequence[str]) -> None:
        """The same of a form with a field for each field of a dataclass.

        Args:
            now: as it stands; said: as it was sent.
            fields: those that somebody else changed meanwhile; met: that, in sentences.
        """
        changed = {one.name for one in dataclasses.fields(now)}
        changed = {name for name in changed if getattr(said, name) != getattr(self.drawn, name)}
        typed = dataclasses.replace(now, **{name: getattr(said, name) for name in fields})
        self.ask_again(now, typed, met, others=changed > set(fields))

    def tell(self) -> None:
        """What came of it, or what somebody else changed meanwhile."""
        if said := st.session_state.pop(f"{self._name}.gezegd", ""):
            put(f'<p class="dsw-banner" role="status">{escape(said)}</p>')
        if self._kept.met:
            put(met_html(self._kept.met, others=self._kept.others))


def begin() -> None:
    """Before the forms of a page: none is drawn yet."""
    st.session_state[_DRAWN] = set()


def tell_vanished() -> None:
    """After them: what was sent about something that is gone by now is said, and what was typed."""
    drawn = st.session_state.get(_DRAWN, set())
    for name, kept in list(st.session_state.items()):
        if isinstance(kept, _Kept) and name not in drawn:
            fields = {
                str(key).rpartition(".")[2]: value
                for key, value in st.session_state.items()
                if str(key).startswith(f"{name}.{kept.turn}.")
            }
            st.session_state.pop(name)
            if any(fields.get(button) for button in _BUTTONS):
                typed = [value for value in fields.values() if isinstance(value, str) and value]
                words = " · ".join(typed)
                faults([text("register.botsing.verdwenen"), text("register.botsing.schreef", wat=words)])


def attempt(colleague: Colleague, act: str, change: Callable[[Writer], R]) -> R | None:
    """Change the register, all of it or nothing; None when it could not be done, and why is said.

    Args:
        act: the command's name, for the change log.
    """
    try:
        with shared_mirror().store.write(colleague.actor, act) as tx:
            return change(tx)
    except DswError as error:
        faults([text(f"fout.{error.key}", **error.values)])
    return None


def succeeds(colleague: Colleague, act: str, change: Callable[[Writer], object]) -> bool:
    """Change the register, all of it or nothing; whether it was done, and why not is said."""

    def whole(tx: Writer) -> bool:
        change(tx)
        return True

    return attempt(colleague, act, whole) is True


def faults(said: Iterable[str]) -> None:
    """Say what is wrong."""
    put("".join(f'<p class="dsw-banner dsw-fault" role="alert">{escape(one)}</p>' for one in said))


def _next_turn() -> int:
    turn = int(st.session_state.get(_TURN, 0)) + 1
    st.session_state[_TURN] = turn
    return turn
