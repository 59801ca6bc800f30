"""Who may be the same: proposed with a score and the reason, never decided.

Two signatories are only compared when they share a rare word of their name, an address or its domain, so the
cost grows with the number of rows. They are never compared across kinds, and never when a word that tells
them apart is a place, a number or a kind of government: Bibliotheek Almelo is not Bibliotheek Almere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

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

Key: TypeAlias = tuple[Kind, str, str]


@dataclass(frozen=True)
class Candidate:
    """Somebody to compare.

    Attributes:
        row: number of its row; 0 for somebody in the register.
        name, email, profile: what it is known by.
    """

    row: int
    name: str
    email: str
    profile: Profile

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words that make the name."""
        words = words_of(self.name.replace(".", ""))
        kept = tuple(word for word in words if word not in _LEGAL and word not in _FILLERS)
        return kept or words

    @cached_property
    def plain(self) -> str:
        """The words that make the name, in order of the alphabet."""
        return " ".join(sorted(self.core))

    @cached_property
    def own(self) -> str:
        """The part of the name that is its own, in order of the alphabet."""
        return " ".join(sorted(word for word in self.core if word not in _GENERIC))

    @cached_property
    def domain(self) -> str:
        """The organisation's own e-mail domain; "" when it has none."""
        domain = self.email.casefold().rpartition("@")[2]
        return "" if domain in _FREEMAIL or self.profile.kind is Kind.PERSOON else domain

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """What it may share with one that may be the same."""
        kind = self.profile.kind
        keys = [(kind, "name", self.plain), (kind, "start", self.plain[:10])]
        keys += [(kind, "word", word[:6]) for word in self.core if len(word) > 3 and word not in _GENERIC]
        keys += [(kind, "email", self.email.casefold())] if self.email else []
        return (*keys, (kind, "domain", self.domain)) if self.domain else tuple(keys)


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


def propose(news: Sequence[Candidate], known: Iterable[Candidate]) -> Iterator[tuple[Candidate, Likeness]]:
    """For everybody new: whom in the register, or earlier in the file, it may be; likeliest first.

    Args:
        news: who comes in, in order.
        known: who was there.
    """
    wanted = {key for one in news for key in one.keys}
    there = [one for one in known if not wanted.isdisjoint(one.keys)]
    shared = Counter(key for one in (*there, *news) for key in one.keys)
    telling = {
        key for key in wanted if shared[key] <= (_DOMAIN_LIMIT if key[1] == "domain" else _BLOCK_LIMIT)
    }
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for one in there:
        _enter(one, blocks, telling)
    for one in news:
        others = {id(other): other for key in one.keys if key in telling for other in blocks[key]}
        found = [likeness for other in others.values() if (likeness := compare(one, other, telling))]
        for likeness in sorted(found, key=lambda found: -found.score)[:_MOST_PROPOSALS]:
            yield one, likeness
        _enter(one, blocks, telling)


def _enter(one: Candidate, blocks: dict[Key, list[Candidate]], telling: set[Key]) -> None:
    for key in one.keys:
        if key in telling:
            blocks[key].append(one)


def compare(one: Candidate, other: Candidate, telling: set[Key]) -> Likeness | None:
    """How alike two are; None when there is nothing to propose.

    Args:
        telling: what few enough share to mean something.
    """
    if one.profile.kind is not other.profile.kind:
        return None
    name = fuzz.ratio(one.plain, other.plain)
    address = bool(one.email) and one.email.casefold() == other.email.casefold()
    domain = bool(one.domain) and one.domain == other.domain and one.keys[-1] in telling
    region = bool(_places(one.profile) & _places(other.profile))
    supports = [key for key, holds in (("adres", address), ("domein", domain), ("regio", region)) if holds]
    if not _alike(one, other, name, supports) or _told_apart(one, other):
        return None
    score = min(100, round(name + _SUPPORT * len(supports)))
    return Likeness(score, ("gelijk" if one.plain == other.plain else "lijkt", *supports), other)


def _alike(one: Candidate, other: Candidate, name: float, supports: Sequence[str]) -> bool:
    if "adres" in supports and name >= _WITH_ADDRESS:
        return True
    if one.profile.kind is Kind.PERSOON:
        return name >= _ALONE and "regio" in supports
    if fuzz.ratio(one.own, other.own) < _OWN_PART and not _contained(one, other):
        return False
    return name >= _ALONE or (bool(supports) and (name >= _WITH_SUPPORT or _contained(one, other)))


def _contained(one: Candidate, other: Candidate) -> bool:
    """Whether all words of one name are in the other."""
    mine, theirs = set(one.core), set(other.core)
    return min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine)


def _told_apart(one: Candidate, other: Candidate) -> bool:
    mine, theirs = set(one.core) - set(other.core), set(other.core) - set(one.core)
    if {word for word in mine | theirs if word in _GOVERNMENT}:
        return True
    numbers = ({word for word in words if word.isdigit()} for words in (mine, theirs))
    return any(numbers) or (any(map(_is_place, mine)) and any(map(_is_place, theirs)))


@lru_cache(maxsize=65_536)
def _is_place(word: str) -> bool:
    return word in _DIRECTIONS or load_regions().match(word).reason is not Reason.UNKNOWN


def _places(profile: Profile) -> set[str]:
    return set(profile.regions) - {LANDELIJK}
