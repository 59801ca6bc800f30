"""Who: the public list of those who consent."""

from dataclasses import dataclass
from datetime import date

from dsw.domain import Kind
from dsw.views.counts import HeadCount, Selection, Stamp


@dataclass(frozen=True, slots=True)
class SignatoryCard:
    """A consenting signatory in the public list."""

    signatory: int
    name: str
    kind: Kind
    group: int
    regions: tuple[str, ...]
    signed_on: date
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """The public list, a page at a time.

    Attributes:
        text: what was searched for.
        found: how many consenting signatories match; named: how many consent in the selection;
        signatories: everyone in the selection, named or not.
        page: 1-based; pages: at least 1.
    """

    stamp: Stamp
    selection: Selection
    text: str
    signatories: HeadCount
    named: int
    found: int
    page: int
    pages: int
    cards: tuple[SignatoryCard, ...]
