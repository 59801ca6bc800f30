"""The garbage collector, kept away from work that only makes what stays; and memory that is given back."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many blocks run at this moment for which the collector stands still."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._was_on = False

    def begin(self) -> None:
        """One more; the first one stops the collector."""
        with self._lock:
            if not self._count:
                self._was_on = gc.isenabled()
                gc.disable()
            self._count += 1

    def end(self) -> None:
        """One less; the last one lets the collector go on, if it ran before."""
        with self._lock:
            self._count -= 1
            if not self._count and self._was_on:
                gc.enable()


_pauses = _Pauses()


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector off inside the block; blocks may nest and threads may overlap.

    What is no longer used is freed as ever. The collector only looks for objects that hold each other, and
    looks at everything to find them. Reading a register makes millions of objects and none of those, so each
    look is in vain, and together they cost more than a third of the time.
    """
    _pauses.begin()
    try:
        yield
    finally:
        _pauses.end()


def give_back() -> None:
    """Give memory that is free to the system, where the system's own library knows how (Linux with glibc).

    Left to itself it keeps what many visitors at once needed, in case as many come again.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
