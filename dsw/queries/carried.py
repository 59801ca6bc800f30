"""What was worked out of a register at one revision, and is gone on from at the next."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Carried(Generic[T]):
    """Keeps one thing of one register: so that a change costs what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Hashable, T] | None = None

    def advanced(self, key: Hashable, begin: Callable[[], T], go_on: Callable[[T], T]) -> T:
        """The thing as it is now.

        Args:
            key: what it is of; of another one it begins anew.
            begin: works it out from nothing; go_on: from what it was.
        """
        with self._lock:
            kept = self._kept
            found = go_on(kept[1]) if kept and kept[0] == key else begin()
            self._kept = key, found
            return found
