"""What must happen by itself, once: the duties, done by whichever process holds the baton.

A duty looks for itself whether there is anything to do, from what it did before: the back-up of today is
there or not, a letter was sent or not. So nobody keeps a list of what ran when, and a process that takes
over, or starts again, does nothing twice.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from traceback import format_tb

from dsw.access.drafts import forget_drafts
from dsw.access.knocking import forget_knocks
from dsw.access.links import forget_links
from dsw.access.receipts import forget_receipts
from dsw.access.sessions import forget_sessions
from dsw.backups import keep_daily
from dsw.erasures import keep_note
from dsw.errors import DswError, StoreError
from dsw.meetings import pin_due
from dsw.outbox import forget_letters
from dsw.postman import send_due
from dsw.settings import load_settings, today
from dsw.signups import forget_signups
from dsw.store import PATIENT, Desk, Store
from dsw.texts import plural, text

_LOG = logging.getLogger(__name__)

#: A waiting process asks this often for the baton; a working one looks this often for work.
_SECONDS_BETWEEN_LOOKS = 2
#: A duty that failed is tried again after this long, or when its turn comes if that is sooner.
_AFTER_FAILURE = timedelta(minutes=5)
#: But never sooner than this: a duty that has its turn every moment would fill the log.
_BREATHER = timedelta(minutes=1)
#: A process that ends waits this long for the duty that is under way.
_SECONDS_TO_FINISH = 15

#: What is forgotten in time; whatever points at a sign-up goes before it.
FORGETTING: tuple[Callable[[Desk], int], ...] = (
    forget_sessions,
    forget_links,
    forget_letters,
    forget_signups,
    forget_knocks,
    forget_drafts,
    forget_receipts,
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that must happen by itself.

    Attributes:
        name: its text's key below ``dienst.naam``.
        every: how long after one look the next one comes.
        run: looks whether there is anything to do, and does it; says whether there was. It must bear being
            cut off anywhere, and being run by two at once: a database that restarts makes both think so.
    """

    name: str
    every: timedelta
    run: Callable[[Store], bool]


def _daily_backup(store: Store) -> bool:
    return keep_daily(store, load_settings().backup_dir, today())


def _note_erasures(store: Store) -> bool:
    return keep_note(store, load_settings().backup_dir)


def _tidy(store: Store) -> bool:
    with store.desk(PATIENT) as desk:
        return sum([forget(desk) for forget in FORGETTING]) > 0


DUTIES = (
    Duty("post", timedelta(seconds=2), send_due),
    Duty("wisnotitie", timedelta(minutes=1), _note_erasures),
    Duty("bijeenkomsten", timedelta(minutes=1), pin_due),
    Duty("reservekopie", timedelta(minutes=10), _daily_backup),
    Duty("opruimen", timedelta(hours=1), _tidy),
)


class Rota:
    """Whose turn it is. Moments are seconds on a clock that nobody sets."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self._next = {duty.name: (0.0, duty) for duty in duties}

    def due(self, moment: float) -> Duty | None:
        """The duty that waited longest for its turn; None when there is none."""
        start, duty = min(self._next.values(), key=lambda turn: turn[0])
        return duty if start <= moment else None

    def postpone(self, duty: Duty, moment: float, wait: timedelta) -> None:
        """Let a duty's next turn come some time after a moment."""
        self._next[duty.name] = (moment + wait.total_seconds(), duty)


def work(store: Store, stop: Event, duties: Sequence[Duty] = DUTIES) -> None:
    """Do the duties whenever this process holds the baton, until told to stop.

    Args:
        store: the register.
        stop: set it to end; a duty that is under way is finished first.
        duties: what to do.
    """
    rota, turn = Rota(duties), _Turn(store)
    while not stop.is_set():
        duty = rota.due(monotonic()) if turn.is_ours() else None
        if duty is None:
            stop.wait(_SECONDS_BETWEEN_LOOKS)
        else:
            done = perform(duty, store)
            rota.postpone(duty, monotonic(), duty.every if done else retry_after(duty))


@contextmanager
def working_beside(store: Store) -> Iterator[None]:
    """Do the duties in a thread of this process, for as long as the block lasts."""
    stop = Event()
    worker = Thread(target=work, args=(store, stop), name="werker", daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(_SECONDS_TO_FINISH)


def perform(duty: Duty, store: Store) -> bool:
    """Do a duty; whether it went well. The log hears what went wrong, and nothing from the register."""
    try:
        if duty.run(store):
            _LOG.info(text("dienst.gedaan", taak=_name(duty)))
    except DswError as error:
        _report(duty, text(f"fout.{error.key}", **error.values))
    except Exception as error:  # noqa: BLE001 - a mistake in one duty must not keep the others from being done
        where = "".join(format_tb(error.__traceback__))  # our own lines; the message may hold a person's data
        _report(duty, f"{text('dienst.onverwacht', soort=type(error).__name__)}\n{where}")
    else:
        return True
    return False


def retry_after(duty: Duty) -> timedelta:
    """How long after a failure a duty is tried again."""
    return max(min(duty.every, _AFTER_FAILURE), _BREATHER)


class _Turn:
    """Asks for the baton, and tells the log when that changes something."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = ""

    def is_ours(self) -> bool:
        state = self._look()
        if state != self._known:
            _LOG.info(text(f"dienst.beurt.{state}"))
            self._known = state
        return state == "mijn"

    def _look(self) -> str:
        try:
            return "mijn" if self._store.take_baton() else "ander"
        except StoreError:
            return "onbekend"


def _name(duty: Duty) -> str:
    return text(f"dienst.naam.{duty.name}")


def _report(duty: Duty, reason: str) -> None:
    minutes = round(retry_after(duty).total_seconds() / 60)
    _LOG.error(plural("dienst.mislukt", minutes, taak=_name(duty), reden=reason))
