"""One cell's text: what counts as missing, what a yes is, what can be repaired."""

import re
import unicodedata
from functools import lru_cache

import ftfy

from dsw.weblinks import web_address

#: What people and programs write when they have nothing to say.
MISSING = frozenset(
    (
        *("", "-", "--", "---", "–", "—", ".", "n.v.t.", "n.v.t", "nvt", "n/a", "n.a.", "na", "#n/a"),
        *("null", "none", "nil", "nan", "anonymous", "anoniem", "0001-01-01", "0001-01-01 00:00:00"),
    )
)
_LONGEST_MISSING = max(map(len, MISSING)) + 8
#: Invisible: zero-width spaces, soft hyphens, marks that turn the reading direction.
_UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)

_YES = frozenset({"ja", "j", "yes", "y", "1", "x", "true", "waar", "on", "aan", "✓", "✔", "☑", "akkoord"})
_NO = frozenset({"nee", "neen", "n", "no", "0", "false", "onwaar", "off", "uit", "☐"})
_GUARD = re.compile(r"'+[=+\-@\t\r]")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}")
#: A longer text is no address; looking for one takes the square of its length.
_LONGEST_WITH_EMAIL = 1000
_UNSAFE = frozenset('<>"')
#: What every browser and server still takes.
LONGEST_LINK = 2000
_WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65_536)
def repaired(text: str) -> str:
    """The text with doubly encoded letters put right ("SociÃ«teit") and invisible characters taken out."""
    if text.isascii() and text.isprintable():
        return text.strip()
    fixed = ftfy.fix_encoding(text).replace("\r\n", "\n").translate(_UNSEEN)
    kept = (letter for letter in fixed if letter in "\n\t" or not _is_no_letter(letter))
    return "".join(kept).replace("\N{NO-BREAK SPACE}", " ").strip()


def _is_no_letter(letter: str) -> bool:
    """Whether a character is none: a control, half of one, or one that Unicode keeps for nobody."""
    point = ord(letter)
    return (
        unicodedata.category(letter) in ("Cc", "Cs") or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    )


def unguarded(text: str) -> str:
    """The text without the apostrophe that kept a spreadsheet from running it as a formula."""
    return text[1:] if text[:1] == "'" and _GUARD.match(text) else text


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return len(text) < _LONGEST_MISSING and text.strip().casefold() in MISSING


@lru_cache(maxsize=4096)
def read_yes(text: str) -> bool | None:
    """Whether a text means yes: ``ja``, ``1``, ``X``, or a sentence that begins with yes or no; else None."""
    whole = text.strip().casefold()
    first = _FIRST_WORD.match(whole)
    for word in (whole, first[0] if first else ""):
        if word in _YES or word in _NO:
            return word in _YES
    return None


def read_email(text: str) -> str | None:
    """The address in a text; None when there is none, or more than one."""
    found = _EMAIL.findall(text) if len(text) <= _LONGEST_WITH_EMAIL else []
    return found[0].removeprefix("mailto:") if len(found) == 1 and len(found[0]) <= 320 else None


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address, and nothing besides."""
    return read_email(text) == text


def is_link(text: str) -> bool:
    """Whether a text is an address on the web, of a length that can be followed."""
    return len(text) <= LONGEST_LINK and _UNSAFE.isdisjoint(text) and web_address(text) == text


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: lower case, no accents, no punctuation, "&" spelled out."""
    plain = text.casefold().replace("&", " en ")
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(_WORD.findall(plain))


def key_of(text: str) -> str:
    """The words of a text with single spaces: two spellings of one name have the same key."""
    return " ".join(words_of(text))
