"""The letters of the hand-out, and which characters they have: a file for everybody may leave none blank."""

import unicodedata
from functools import cache
from importlib.resources import files

from dsw.slides.plain import spaced

FOLDER = files(__package__) / "letters"
FAMILIES = ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible Next Ext")
#: Stands where our letters have no such character.
_UNKNOWN = "?"


def readable(words: str) -> str:
    """The words with nothing in them that our letters lack: without its mark, or else a question mark."""
    return "".join(map(_shown, spaced(words)))


@cache
def _known() -> frozenset[str]:
    """The characters that our letters have, as ``tools.letters`` wrote them down."""
    return frozenset((FOLDER / "tekens.txt").read_text(encoding="utf-8")) | {" "}


def _shown(one: str) -> str:
    if one in _known():
        return one
    apart = "".join(part for part in unicodedata.normalize("NFKD", one) if part in _known())
    return apart or ("" if unicodedata.combining(one) else _UNKNOWN)
