"""Who may be the same: proposed with a score and the reason, never decided.

Two signatories are only compared when they share a rare word of their name, an address or its domain, so the
cost grows with the number of rows. They are never compared across kinds, and never when a word that tells
them apart is a place, a number or a kind of government: Bibliotheek Almelo is not Bibliotheek Almere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from dsw.domain import Kind, Profile
from dsw.intake.values import words_of
from dsw.regions import LANDELIJK, Reason, load_regions

#: What organisations are, not what they are called.
_LEGAL = frozenset({"stichting", "st", "vereniging", "ver", "bv", "nv", "vof", "cooperatie", "cv", "ua"})
_FILLERS = frozenset(
    {"de", "het", "een", "van", "voor", "en", "in", "te", "der", "den", "the", "b", "v", "n"}
)
#: Words so common in this field that sharing them says nothing.
_GENERIC = frozenset(
    (
        *(
            "welzijn",
            "sociaal",
            "sociale",
            "social",
            "werk",
            "work",
            "maatschappelijk",
            "zorg",
            "hulp",
            "team",
        ),
        *("wijkteam", "buurtteam", "bibliotheek", "hogeschool", "school", "opleiding", "netwerk", "platform"),
        *("digitaal", "digitale", "organisatie", "groep", "centrum", "nederland", "regio", "lectoraat"),
    )
)
#: Words that make two organisations with one name different ones.
_GOVERNMENT = frozenset({"gemeente", "provincie", "waterschap", "ggd", "ministerie", "veiligheidsregio"})
#: Words that are half a place: Noord is not Zuid.
_DIRECTIONS = frozenset({"noord", "zuid", "oost", "west", "midden"})
_FREEMAIL = frozenset(
    (
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.nl"),
        *("live.com", "icloud.com", "me.com", "yahoo.com", "yahoo.nl", "msn.com", "ziggo.nl", "kpnmail.nl"),
        *("kpnplanet.nl", "planet.nl", "home.nl", "xs4all.nl", "upcmail.nl", "casema.nl", "hetnet.nl"),
        *("protonmail.com", "proton.me"),
    )
)
#: A word or an address that more candidates share says too little to compare them all; a domain sooner.
_BLOCK_LIMIT, _DOMAIN_LIMIT = 40, 8
_ALONE, _WITH_SUPPORT, _WITH_ADDRESS, _OWN_PART = 93.0, 80.0, 50.0, 75.0
_SUPPORT = 3.0
_MOST_PROPOSALS = 3
_NOWHERE = frozenset({LANDELIJK})
_DOMAIN = "domain "


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to compare.

    Attributes:
        row: number of its row; 0 for somebody in the register.
        name, email, profile: what it is known by.
        signatory: its number in the register; 0 for somebody new.
    """

    row: int
    name: str
    email: str
    profile: Profile
    signatory: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two may be the same.

    Attributes:
        score: 0 to 100; reasons: keys of texts, the name first.
        other: whom it may be.
    """

    score: int
    reasons: tuple[str, ...]
    other: Candidate


class _Face:
    """What a candidate is compared by, worked out once.

    Attributes:
        candidate: whose it is; kind: only the same kind is compared.
        core: the words that make the name; words: the same without order; plain: in order of the alphabet.
        email, domain: as they are compared; the domain "" when it is not the organisation's own.
        places: where it works; the whole country is no place.
        keys: what it may share with one that may be the same.
    """

    __slots__ = ("candidate", "core", "domain", "email", "keys", "kind", "places", "plain", "words")

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.kind = candidate.profile.kind
        words = words_of(candidate.name.replace(".", ""))
        self.core = [word for word in words if word not in _LEGAL and word not in _FILLERS] or list(words)
        self.words = frozenset(self.core)
        self.plain = " ".join(sorted(self.core))
        self.email = candidate.email.casefold()
        domain = self.email.rpartition("@")[2]
        self.domain = "" if domain in _FREEMAIL or self.kind is Kind.PERSOON else domain
        self.places = frozenset(candidate.profile.regions) - _NOWHERE
        self.keys = list(self._keys())

    def _keys(self) -> Iterator[str]:
        if not any(map(str.isalpha, self.plain)):
            return  # "---" and "123" are no names: that they are alike says nothing
        kind = self.kind.value
        yield f"name {kind} {self.plain}"
        yield f"start {kind} {self.plain[:10]}"
        for word in self.core:
            if len(word) > 3 and word not in _GENERIC:
                yield f"word {kind} {word[:6]}"
        if self.email:
            yield f"email {kind} {self.email}"
        if self.domain:
            yield f"{_DOMAIN}{self.domain}"

    def own(self) -> str:
        """The part of the name that is its own, in order of the alphabet."""
        return " ".join(sorted(word for word in self.core if word not in _GENERIC))


def propose(news: Sequence[Candidate], known: Iterable[Candidate]) -> Iterator[tuple[Candidate, Likeness]]:
    """For everybody new: whom in the register, or earlier in the file, it may be; likeliest first.

    Args:
        news: who comes in, in order.
        known: who was there.
    """
    new = [_Face(one) for one in news]
    wanted = {key for one in new for key in one.keys}
    there = [face for one in known if not wanted.isdisjoint((face := _Face(one)).keys)]
    telling = _telling(wanted, Counter(key for one in (*there, *new) for key in one.keys))
    blocks: dict[str, list[_Face]] = defaultdict(list)
    for one in there:
        _enter(one, blocks, telling)
    for one in new:
        others = dict.fromkeys(other for key in one.keys if key in telling for other in blocks[key])
        found = [likeness for other in others if (likeness := _compared(one, other, telling))]
        for likeness in sorted(found, key=lambda found: -found.score)[:_MOST_PROPOSALS]:
            yield one.candidate, likeness
        _enter(one, blocks, telling)


def _telling(wanted: Iterable[str], shared: Counter[str]) -> set[str]:
    """The keys that somebody shares, and few enough to mean something."""
    limits = ((key, _DOMAIN_LIMIT if key.startswith(_DOMAIN) else _BLOCK_LIMIT) for key in wanted)
    return {key for key, limit in limits if 1 < shared[key] <= limit}


def _enter(one: _Face, blocks: dict[str, list[_Face]], telling: set[str]) -> None:
    for key in one.keys:
        if key in telling:
            blocks[key].append(one)


def _compared(one: _Face, other: _Face, telling: set[str]) -> Likeness | None:
    """How alike two of one kind are; None when there is nothing to propose.

    Args:
        telling: what few enough share to mean something.
    """
    name = fuzz.ratio(one.plain, other.plain)
    address = bool(one.email) and one.email == other.email
    contained = _contained(one, other)
    if not contained and name < (_WITH_ADDRESS if address else _WITH_SUPPORT):
        return None  # nothing can make up for names so different
    domain = bool(one.domain) and one.domain == other.domain and one.keys[-1] in telling
    region = not one.places.isdisjoint(other.places)
    supports = [key for key, holds in (("adres", address), ("domein", domain), ("regio", region)) if holds]
    if not _alike(one, other, name, contained, supports) or _told_apart(one, other):
        return None
    score = min(100, round(name + _SUPPORT * len(supports)))
    reasons = ("gelijk" if one.plain == other.plain else "lijkt", *supports)
    return Likeness(score, reasons, other.candidate)


def _alike(one: _Face, other: _Face, name: float, contained: bool, supports: Sequence[str]) -> bool:
    if "adres" in supports and name >= _WITH_ADDRESS:
        return True
    if one.kind is Kind.PERSOON:
        return name >= _ALONE and "regio" in supports
    if not contained and fuzz.ratio(one.own(), other.own()) < _OWN_PART:
        return False
    return name >= _ALONE or (bool(supports) and (name >= _WITH_SUPPORT or contained))


def _contained(one: _Face, other: _Face) -> bool:
    """Whether all words of one name are in the other."""
    less, more = (one.words, other.words) if len(one.words) < len(other.words) else (other.words, one.words)
    return len(less) > 1 and less <= more


def _told_apart(one: _Face, other: _Face) -> bool:
    mine, theirs = one.words - other.words, other.words - one.words
    if {word for word in mine | theirs if word in _GOVERNMENT}:
        return True
    numbers = ({word for word in words if word.isdigit()} for words in (mine, theirs))
    return any(numbers) or (any(map(_is_place, mine)) and any(map(_is_place, theirs)))


@lru_cache(maxsize=65_536)
def _is_place(word: str) -> bool:
    """Whether a word is a place, or the end of one: of De Wolden only Wolden is compared."""
    regions = load_regions()
    whole = (word, *(f"{article} {word}" for article in ("de", "den", "het")))
    return word in _DIRECTIONS or any(regions.match(one).reason is not Reason.UNKNOWN for one in whole)
