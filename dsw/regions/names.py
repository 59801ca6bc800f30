"""Reading what people type as a region: by name, alias or place, and never by guess."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process

LANDELIJK = "landelijk"
ONBEKEND = "onbekend"

RegionKind: TypeAlias = Literal["gemeente", "provincie"]
Index: TypeAlias = Mapping[str, tuple[str, ...]]

_KIND_WORDS: Mapping[str, RegionKind] = {
    "gemeente": "gemeente",
    "gem": "gemeente",
    "provincie": "provincie",
    "prov": "provincie",
}
_KIND_OF_PREFIX: Mapping[str, RegionKind] = {"GM": "gemeente", "PV": "provincie"}
_SPELLED_OUT = {"st": "sint"}
_WORD = re.compile(r"[^\W_]+")
_NEAR_SCORE = 80
_NEAR_MOST = 5
_NEAR_WORDS = 12
_NEAR_LETTERS = range(4, 61)


class Reason(StrEnum):
    """What a match rests on."""

    EXACT = "exact"
    ALIAS = "alias"
    PLACE = "place"
    NATIONWIDE = "nationwide"
    PROVINCE_ONLY = "province_only"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


#: Reasons a person must look at: the text did not name one region.
DOUBTFUL = frozenset({Reason.PROVINCE_ONLY, Reason.AMBIGUOUS, Reason.UNKNOWN})


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """What a text says about a region.

    Attributes:
        codes: the one code the text certainly stands for; empty when none is certain. With ``PROVINCE_ONLY``
            it is the province all candidates lie in.
        candidates: the codes a person may choose from; the same as ``codes`` when nothing is in doubt.
        reason: what the match rests on.
    """

    codes: tuple[str, ...]
    candidates: tuple[str, ...]
    reason: Reason

    @property
    def doubtful(self) -> bool:
        """True when a person must choose: this becomes a finding."""
        return self.reason in DOUBTFUL


def _words(text: str) -> list[str]:
    """The words of a text: lower case, no accents, no punctuation, "&" and "st." spelled out."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " en "))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_SPELLED_OUT.get(word, word) for word in _WORD.findall(letters)]


def key_of(text: str) -> str:
    """The words of a text run together: "'s-Hertogenbosch" and "s Hertogenbosch" are one key."""
    return "".join(_words(text))


def index_of(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The codes of each key, sorted, from pairs of text and code."""
    found: dict[str, set[str]] = {}
    for text, code in pairs:
        found.setdefault(key_of(text), set()).add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _of_kind(codes: Iterable[str], kind: RegionKind) -> tuple[str, ...]:
    return tuple(code for code in codes if _KIND_OF_PREFIX.get(code[:2], kind) == kind)


@dataclass(frozen=True, slots=True)
class Names:
    """Every name a region goes by.

    Attributes:
        exact: official names and codes.
        aliases: folk names, other languages, dissolved municipalities, words for the whole country.
        places: villages, towns and quarters.
        qualifiers: what may stand behind a name to say its province, with the province's code.
        provinces: the province each municipality counts in.
        choices: all names above with their codes, for names that look alike.
    """

    exact: Index
    aliases: Index
    places: Index
    qualifiers: Mapping[str, str]
    provinces: Mapping[str, str]
    choices: Index = field(init=False, repr=False)

    def __post_init__(self) -> None:
        everything = {**self.places, **self.aliases, **self.exact}
        worded = {key: codes for key, codes in everything.items() if not key[-1].isdigit()}
        object.__setattr__(self, "choices", worded)

    @property
    def _tables(self) -> tuple[tuple[Reason, Index], ...]:
        return (Reason.EXACT, self.exact), (Reason.ALIAS, self.aliases), (Reason.PLACE, self.places)

    def match(self, text: str, kind_hint: RegionKind | None = None) -> RegionMatch:
        """Read a text as one region, without ever guessing.

        Args:
            text: what somebody typed; any text at all.
            kind_hint: what the form asked for. It only settles a doubt between a municipality and a province;
                "gemeente" or "provincie" in the text itself weighs more and must be kept.
        """
        words = _words(text)
        said = {_KIND_WORDS[word] for word in words if word in _KIND_WORDS}
        words = [word for word in words if word not in _KIND_WORDS]
        key = "".join(words)
        if not key:
            return RegionMatch((), (), Reason.UNKNOWN)
        strict = said.pop() if len(said) == 1 else None
        for reason, table in self._tables:
            if key in table:
                return self._settled(table[key], reason, strict, kind_hint)
        return self._qualified(words) or RegionMatch((), self._near(words), Reason.UNKNOWN)

    def _settled(
        self, codes: tuple[str, ...], reason: Reason, strict: RegionKind | None, hint: RegionKind | None
    ) -> RegionMatch:
        if strict and not _of_kind(codes, strict):
            return RegionMatch((), codes, Reason.AMBIGUOUS)
        wanted = strict or hint
        codes = (_of_kind(codes, wanted) if wanted else ()) or codes
        if len(codes) == 1:
            return RegionMatch(codes, codes, Reason.NATIONWIDE if codes == (LANDELIJK,) else reason)
        provinces = {self.provinces.get(code, code) for code in codes}
        if len(provinces) == 1 and not provinces & set(codes):
            return RegionMatch(tuple(provinces), codes, Reason.PROVINCE_ONLY)
        return RegionMatch((), codes, Reason.AMBIGUOUS)

    def _qualified(self, words: Sequence[str]) -> RegionMatch | None:
        """A name with its province behind it: "Rijswijk (NB)", "Zwolle, Overijssel"."""
        for size in (1, 2):
            tail = "".join(words[-size:])
            codes = self._inside(self.qualifiers.get(tail), "".join(words[:-size]))
            if codes:
                namesakes = self.exact.get(tail, ())
                if len(namesakes) > 1:
                    both = tuple(dict.fromkeys((*codes, *namesakes)))
                    return RegionMatch((), both, Reason.AMBIGUOUS)
                return self._settled(codes, Reason.ALIAS, None, None)
        return None

    def _inside(self, province: str | None, key: str) -> tuple[str, ...]:
        """The municipalities in a province that a key stands for, whether by name, alias or place."""
        if province is None:
            return ()
        known = {code for _, table in self._tables for code in table.get(key, ())}
        return tuple(sorted(code for code in known if self.provinces.get(code) == province))

    def _near(self, words: Sequence[str]) -> tuple[str, ...]:
        """Codes of names that are in the text or look like it, best first; a help for a person, no match."""
        found = [code for key in _runs(words[:_NEAR_WORDS]) for code in self._named(key)]
        whole = "".join(words)
        if len(whole) in _NEAR_LETTERS:
            close = process.extract(
                whole, self.choices.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_SCORE, limit=_NEAR_MOST
            )
            found += [code for key, _, _ in close for code in self.choices[key]]
        return tuple(dict.fromkeys(found))[:_NEAR_MOST]

    def _named(self, key: str) -> tuple[str, ...]:
        return (self.exact.get(key) or self.aliases.get(key, ())) if len(key) in _NEAR_LETTERS else ()


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Every run of one to four neighbouring words, written as one key; the longest first."""
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            yield "".join(words[start : start + size])
