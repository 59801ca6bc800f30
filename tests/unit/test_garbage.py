"""Memory that is free goes back to the system."""

import os

from bench.memories import memory_of
from dsw.garbage import give_back

MEGABYTE = 2**20


def test_free_memory_is_given_back() -> None:
    blocks = [bytearray(100_000) for _ in range(800)]
    full = memory_of(os.getpid())
    last = blocks.pop()  # what lies above the rest keeps the library from giving it back by itself
    del blocks
    give_back()
    assert full - memory_of(os.getpid()) > 60 * MEGABYTE
    assert last
