"""What all questions share: a register's figures, counted once and kept as long as its snapshot lives."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from dsw.ledger import Stand
from dsw.queries.tables import Day, count_day
from dsw.store import Snapshot
from dsw.views import Selection, Stamp

#: How many days' tables, and how many days' stands, a register keeps.
_DAYS_KEPT, _STANDS_KEPT = 96, 6

T = TypeVar("T")


class Figures:
    """A register's figures at one revision; counts a day once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.ledger = snapshot.ledger
        self._kept: dict[str, OrderedDict[Hashable, Any]] = {}
        self._lock = Lock()

    def stand(self, day: date) -> Stand:
        """Every signature and pledge that stands on a day."""
        return self.keep("stand", day, lambda: self.ledger.stand(day), _STANDS_KEPT)

    def day(self, day: date) -> Day:
        """The tables of a day."""
        return self.keep("day", day, lambda: count_day(self.ledger, day), _DAYS_KEPT)

    def known(self, kind: str, key: Hashable) -> Any:
        """What was made for this key before and is still kept, or None."""
        with self._lock:
            return self._kept.get(kind, OrderedDict()).get(key)

    def keep(self, kind: str, key: Hashable, make: Callable[[], T], most: int) -> T:
        """What was made for this key before, or is made now; of each kind the ``most`` last used are kept."""
        with self._lock:
            kept = self._kept.setdefault(kind, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                found: T = kept[key]
                return found
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > most:
                kept.popitem(last=False)
        return made


_FIGURES: WeakKeyDictionary[Snapshot, Figures] = WeakKeyDictionary()
_FIGURES_LOCK = Lock()


def figures_of(snapshot: Snapshot) -> Figures:
    """The figures of a snapshot; they live as long as it does."""
    with _FIGURES_LOCK:
        if snapshot not in _FIGURES:
            _FIGURES[snapshot] = Figures(snapshot)
        return _FIGURES[snapshot]


def stamp_of(snapshot: Snapshot, selection: Selection) -> Stamp:
    """What stands under every figure of a selection."""
    head = snapshot.head
    return Stamp(selection.op, head.revision, head.changed_at, head.demo, snapshot.rules)
