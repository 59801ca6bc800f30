"""What was drawn for one visitor serves the next: kept per (register, revision, request), within bounds.

Two visitors with the same question at the same moment wait for one drawing. When the register changes,
everything of older revisions goes; when memory runs out, what was asked for longest ago.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Era:
    """A register at one revision: what was drawn from it is true for this one alone.

    Attributes:
        register: which register.
        revision: its revision.
    """

    register: str
    revision: int


class Kept:
    """A store of things that were drawn. Safe to share between threads.

    Args:
        most: how much may be kept, in bytes.
        weigh: about how many bytes a thing takes.
    """

    def __init__(self, most: int, weigh: Callable[[Any], int]) -> None:
        self.most = most
        self.weight = 0
        self._weigh = weigh
        self._lock = Lock()
        self._era: Era | None = None
        self._things: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._underway: dict[tuple[Era, Hashable], Future[Any]] = {}

    def __len__(self) -> int:
        """How many things are kept."""
        return len(self._things)

    def get(self, era: Era, key: Hashable, draw: Callable[[], T]) -> T:
        """What was drawn for this key, or else what ``draw`` gives; whoever asks meanwhile waits for it."""
        with self._lock:
            self._enter(era)
            if era == self._era and key in self._things:
                self._things.move_to_end(key)
                found: T = self._things[key][0]
                return found
            flight = self._underway.get((era, key))
            mine = flight is None
            if flight is None:
                flight = self._underway[era, key] = Future()
        if mine:
            self._draw(era, key, draw, flight)
        drawn: T = flight.result()
        return drawn

    def _enter(self, era: Era) -> None:
        """Forget everything older; a run that still holds an older revision keeps nothing."""
        now = self._era
        if now is None or era.register != now.register or era.revision > now.revision:
            self._era = era
            self._things.clear()
            self.weight = 0

    def _draw(self, era: Era, key: Hashable, draw: Callable[[], Any], flight: Future[Any]) -> None:
        try:
            thing = draw()
        except BaseException as error:  # noqa: BLE001 - it goes on to all who wait for it
            flight.set_exception(error)
        else:
            flight.set_result(thing)
            self._keep(era, key, thing)
        finally:
            with self._lock:
                del self._underway[era, key]

    def _keep(self, era: Era, key: Hashable, thing: object) -> None:
        weight = self._weigh(thing)
        with self._lock:
            if era != self._era:
                return
            self._things[key] = (thing, weight)
            self.weight += weight
            while self.weight > self.most and self._things:
                self.weight -= self._things.popitem(last=False)[1][1]
