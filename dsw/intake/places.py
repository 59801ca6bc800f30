"""What somebody wrote about where it works, as region codes; doubts become findings, never guesses."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from dsw.intake.findings import FindingKind, Notes
from dsw.intake.values import key_of
from dsw.regions import LANDELIJK, ONBEKEND, Reason, RegionKind, RegionMatch, load_regions
from dsw.texts import text

#: What always parts two regions, and what may: each next one is tried on what the one before left unclear.
_BETWEEN = re.compile(r"[;|\n]")
_PERHAPS = tuple(map(re.compile, (r",", r"\s(?:en|&|\+)\s|\s*/\s*")))
_NO_WORDS: Mapping[str, str] = MappingProxyType({})
_KIND = {
    Reason.AMBIGUOUS: FindingKind.REGIO_DUBBELZINNIG,
    Reason.PROVINCE_ONLY: FindingKind.REGIO_DUBBELZINNIG,
    Reason.UNKNOWN: FindingKind.REGIO_ONBEKEND,
}


@lru_cache(maxsize=65_536)
def read_places(said: str, hint: RegionKind | None = None) -> tuple[tuple[str, RegionMatch], ...]:
    """The regions a text names, one by one, with what each piece of text says.

    Args:
        said: one region, or several in a row.
        hint: what the form asked for.
    """
    parts = filter(None, map(str.strip, _BETWEEN.split(said)))
    return tuple(piece for part in parts for piece in _pieces(part, hint, 0))


def _pieces(said: str, hint: RegionKind | None, level: int) -> Iterator[tuple[str, RegionMatch]]:
    """The text as one region, or parted where that makes at least one region known."""
    match = load_regions().match(said, hint)
    if match.reason is Reason.UNKNOWN:
        for deeper in range(level, len(_PERHAPS)):
            parts = [part for part in map(str.strip, _PERHAPS[deeper].split(said)) if part]
            if len(parts) > 1:
                found = [piece for part in parts for piece in _pieces(part, hint, deeper + 1)]
                if any(one.reason is not Reason.UNKNOWN for _piece, one in found):
                    yield from found
                    return
    yield said, match


def region_codes(
    notes: Notes,
    field: str,
    said: str,
    hint: RegionKind | None = None,
    words: Mapping[str, str] = _NO_WORDS,
) -> set[str]:
    """The codes a cell certainly stands for; what is in doubt is noted with its candidates.

    Args:
        words: what a piece in doubt stands for, by its key.
    """
    codes: set[str] = set()
    for piece, match in read_places(said, hint):
        meaning = words.get(key_of(piece) or piece) if match.doubtful else None
        if piece.casefold() == ONBEKEND or meaning in ("", ONBEKEND):
            continue
        if meaning:
            match = load_regions().match(meaning, hint)  # noqa: PLW2901  # the same piece, in other words
        codes.update(match.codes)
        if match.doubtful:
            notes.add(_KIND[match.reason], field, piece, kandidaten=_named(match.candidates))
    return codes


def literal_codes(notes: Notes, field: str, said: str, words: Mapping[str, str] = _NO_WORDS) -> set[str]:
    """The codes of our own export, ended municipalities too; other text is read as people write it."""
    codes: set[str] = set()
    for piece in filter(None, map(str.strip, said.split(";"))):
        known = piece in load_regions() and piece != ONBEKEND
        codes |= {piece} if known else region_codes(notes, field, piece, words=words)
    return codes


def settled(codes: set[str]) -> tuple[str, ...]:
    """Codes as a profile holds them: sorted, and alone when it is the whole country."""
    return (LANDELIJK,) if LANDELIJK in codes else tuple(sorted(codes))


def _named(codes: tuple[str, ...]) -> str:
    """Candidates as a person reads them: ``Groningen (GM0014), Groningen (PV20)``."""
    regions = load_regions()
    return ", ".join(f"{regions.name(code)} ({code})" for code in codes) or text("intake.niets")
