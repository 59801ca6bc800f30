"""What somebody may mean who is still typing a region."""

from collections.abc import Iterator
from functools import lru_cache

from dsw.regions.names import key_of
from dsw.regions.reading import load_regions

_MOST = 8
_LEAST_LETTERS = 2


@lru_cache(maxsize=4_096)
def suggestions(typed: str) -> tuple[str, ...]:
    """Codes of regions whose name, or the name of a place in it, begins like this; best first.

    Args:
        typed: the first letters; with fewer than two of them there is nothing to suggest.
    """
    key = key_of(typed)
    if len(key) < _LEAST_LETTERS:
        return ()
    return tuple(dict.fromkeys(_codes(key)))[:_MOST]


def _codes(key: str) -> Iterator[str]:
    """Names that are the same, then names that begin so; of towns and of provinces before villages."""
    tables = load_regions().tables
    for table in tables:
        yield from table.get(key, ())
    for table in tables:
        for name in sorted(name for name in table if name.startswith(key)):
            yield from table[name]
