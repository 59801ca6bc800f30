"""The public list of signatories that want to be named."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dsw.domain import Profile
from dsw.ledger import Stand
from dsw.plan import load_plan
from dsw.queries.base import Figures, figures_of, stamp_of
from dsw.queries.counting import Cut, head_count
from dsw.queries.inside import in_cut, signatories_in
from dsw.queries.trend import signed_days
from dsw.regions import load_regions
from dsw.store import Snapshot
from dsw.views import DirectoryView, Selection, SignatoryCard

#: Cards on a page of the list.
PAGE_SIZE = 25


def directory(
    snapshot: Snapshot, selection: Selection, text: str = "", page: int = 1, size: int = PAGE_SIZE
) -> DirectoryView:
    """Consenting signatories whose name, municipality or province holds every word of ``text``, by name.

    Args:
        text: as typed; case and accents make no difference.
        page: from 1; beyond the last page it is the last.
        size: cards on a page.
    """
    figures, cut = figures_of(snapshot), Cut.of(selection)
    stand = figures.stand(selection.op)
    inside = signatories_in(stand, in_cut(figures, cut), cut)
    profile_of = dict(zip(stand.signatory[inside].tolist(), stand.profile[inside].tolist(), strict=True))
    index = _index(snapshot, figures)
    named = [entry for entry in index.entries if entry.signatory in profile_of]
    wanted = plain(text).split()
    found = [entry for entry in named if index.holds(entry, profile_of[entry.signatory], wanted)]
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 1), pages)
    shown = [entry.signatory for entry in found[(page - 1) * size : page * size]]
    return DirectoryView(
        stamp_of(snapshot, selection),
        selection,
        text,
        signatories=head_count(figures.day(selection.op), cut),
        named=len(named),
        found=len(found),
        page=page,
        pages=pages,
        cards=_cards(snapshot, stand, {number: profile_of[number] for number in shown}, selection.op),
    )


def plain(text: str) -> str:
    """A text as it is searched and sorted: no case, no accents, words of letters and digits only."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def region_names(profiles: Iterable[Profile | None]) -> tuple[str, ...]:
    """What somebody may search for to find the regions of each profile, as :func:`plain` has it."""
    names: dict[str, str] = {}
    return tuple(_region_names(one, names) for one in profiles)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A signatory that wants to be named."""

    signatory: int
    plain: str


@dataclass(frozen=True, slots=True)
class _Index:
    """Who wants to be named, in order of name; and what the regions of each profile are called."""

    entries: tuple[_Entry, ...]
    regions: tuple[str, ...]

    def holds(self, entry: _Entry, profile: int, wanted: list[str]) -> bool:
        return all(word in entry.plain or word in self.regions[profile] for word in wanted)


def _index(snapshot: Snapshot, figures: Figures) -> _Index:
    return figures.keep("directory", None, lambda: _make_index(snapshot), 1)


def _make_index(snapshot: Snapshot) -> _Index:
    named = (identity for identity in snapshot.names.values() if identity.show_name)
    ordered = sorted((plain(one.name), one.name, one.signatory) for one in named)
    entries = tuple(_Entry(signatory, folded) for folded, _name, signatory in ordered)
    return _Index(entries, region_names(snapshot.ledger.profiles.known))


def _region_names(profile: Profile | None, names: dict[str, str]) -> str:
    """What somebody may search for to find the regions of a profile."""
    regions = load_regions()
    for code in profile.regions if profile else ():
        if code not in names:
            names[code] = plain(f"{regions.name(code)} {regions.name(regions.province_of(code))}")
    return " ".join(names[code] for code in profile.regions) if profile else ""


def _cards(
    snapshot: Snapshot, stand: Stand, profiles: Mapping[int, int], op: date
) -> tuple[SignatoryCard, ...]:
    signed_on = signed_days(snapshot.ledger, np.array(list(profiles), np.int32), op)
    actions: dict[int, list[int]] = {number: [] for number in profiles}
    rows = np.flatnonzero(np.isin(stand.owner, list(profiles)))
    for owner, action in zip(stand.owner[rows].tolist(), stand.action[rows].tolist(), strict=True):
        actions[owner].append(action)
    return tuple(
        _card(snapshot, number, profile, signed_on[number], sorted(actions[number]))
        for number, profile in profiles.items()
    )


def _card(snapshot: Snapshot, number: int, profile: int, day: int, actions: list[int]) -> SignatoryCard:
    known = snapshot.ledger.profiles.known[profile]
    assert known is not None
    codes = tuple(load_plan().code_of(action) for action in actions)
    name = snapshot.names[number].name
    return SignatoryCard(number, name, known.kind, known.group, known.regions, date.fromordinal(day), codes)
