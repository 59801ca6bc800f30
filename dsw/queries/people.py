"""The signatories as the staff sees them: searched, sifted, in order, a page at a time. Personal data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy import select

from dsw.domain import STATUS_CODE, Profile, Status
from dsw.ledger import KINDS, Counts, Flags, Integers, Stand, axes, presence, silent_before
from dsw.plan import load_plan
from dsw.queries.base import Figures, figures_of
from dsw.queries.directory import plain, region_names
from dsw.regions import load_regions
from dsw.segments import Segment
from dsw.store import Reader, Snapshot
from dsw.store.schema import contact

#: Rows on a page of the list.
PAGE_SIZE = 25


class Order(StrEnum):
    """What the list is in order of."""

    NAME = "naam"
    SIGNED = "getekend"
    HEARD = "gehoord"
    PLEDGES = "toezeggingen"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for. Each thing left empty sifts nothing.

    Attributes:
        text: words of a name, a place, an action, or a contact's name or address, as typed.
        action: index of an action that was promised; status: a ``Segment`` of a pledge (on that action).
        kind: a ``Kind``; group: 1 to 9; region: code of a municipality, a province or another place.
        silent: "ja" for who was not heard of lately, "nee" for who was; shown: likewise for the name.
        withdrawn: those that took their signature back instead of those that take part.
        order: of the list; backwards: the other way around.
    """

    text: str = ""
    action: int = 0
    status: str = ""
    kind: str = ""
    group: int = 0
    region: str = ""
    silent: str = ""
    shown: str = ""
    withdrawn: bool = False
    order: Order = Order.NAME
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A signatory in the list. Personal data; hostile until escaped.

    Attributes:
        number: its number; name: what it is called; shown: named in public.
        profile: what it counts under; signed_on: since when.
        left_on: the day it withdrew; heard_on: when it was last heard of; pledges: how many stand.
    """

    number: int
    name: str
    shown: bool
    profile: Profile
    signed_on: date
    left_on: date | None
    heard_on: date | None
    pledges: int


@dataclass(frozen=True, slots=True)
class PeopleView:
    """One page of what was found.

    Attributes:
        total: how many there are without sifting; page, pages: from 1.
        numbers: everybody that was found, in order; rows: those on this page.
    """

    total: int
    page: int
    pages: int
    numbers: tuple[int, ...]
    rows: tuple[PersonRow, ...]


@dataclass(frozen=True, eq=False)
class _People:
    """Everybody, in order of name, as columns; the last day is 0 while somebody takes part."""

    number: Counts
    profile: Integers
    signed: Integers
    left: Integers
    heard: Counts
    pledges: Counts
    shown: Flags
    names: tuple[str, ...]
    plain: tuple[str, ...]


def find_people(
    db: Reader, snapshot: Snapshot, sought: Sought, today: date, page: int = 1, size: int = PAGE_SIZE
) -> PeopleView:
    """Who is searched for.

    Args:
        page: from 1; beyond the last page it is the last. size: rows on a page.
    """
    figures = figures_of(snapshot)
    stand = figures.stand(today)
    people = figures.keep("people", today, lambda: _people(snapshot, stand), 2)
    there = (people.left > 0) if sought.withdrawn else (people.left == 0)
    found = np.flatnonzero(there & _sifted(figures, stand, people, sought, today))
    found = _holding(db, figures, stand, people, found, sought.text)
    found = _ordered(people, found, sought)
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * size : page * size]
    return PeopleView(
        int(there.sum()),
        page,
        pages,
        tuple(people.number[found].tolist()),
        tuple(_row(snapshot, people, place) for place in shown.tolist()),
    )


def _people(snapshot: Snapshot, stand: Stand) -> _People:
    spans = snapshot.ledger.signatures
    ever = np.unique(spans.lasting["signatory"])
    rows = spans.rows(spans.where(ever.astype(np.int32)))
    last = np.append(np.flatnonzero(np.diff(rows["thing"])), len(rows["thing"]) - 1)
    last = last[last >= 0]
    signed = presence({**rows, "profile": np.zeros_like(rows["profile"])})
    begun = dict(zip(signed["thing"].tolist(), signed["since"].tolist(), strict=True))
    known = [
        (plain(name), name, number, rows["profile"][place], rows["until"][place], begun[number])
        for place, number in zip(last.tolist(), rows["thing"][last].tolist(), strict=True)
        if number in snapshot.names and (name := snapshot.names[number].name)
    ]
    known.sort(key=lambda one: (one[0], one[1], one[2]))
    numbers, until = (np.array([one[place] for one in known], np.int64) for place in (2, 4))
    heard, pledges = _heard(stand, numbers)
    return _People(
        numbers,
        np.array([one[3] for one in known], np.int32),
        np.array([one[5] for one in known], np.int32),
        np.where(until <= stand.day, until, 0),
        heard,
        pledges,
        np.array([snapshot.names[one[2]].show_name for one in known], np.bool_),
        tuple(one[1] for one in known),
        tuple(one[0] for one in known),
    )


def _heard(stand: Stand, numbers: Counts) -> tuple[Counts, Counts]:
    """When each was last heard of, and how many pledges each has."""
    most = int(max(numbers.max(initial=0), stand.owner.max(initial=0))) + 1
    heard = np.zeros(most, np.int64)
    np.maximum.at(heard, stand.owner, stand.heard)
    return heard[numbers], np.bincount(stand.owner, minlength=most)[numbers]


def _sifted(figures: Figures, stand: Stand, people: _People, sought: Sought, today: date) -> Flags:
    profiles = figures.ledger.profiles
    kept = np.ones(len(people.number), np.bool_)
    if sought.kind:
        kept &= profiles.kind[people.profile] == [kind.value for kind in KINDS].index(sought.kind)
    if sought.group:
        kept &= profiles.group[people.profile] == sought.group
    if sought.region:
        kept &= _in_region(figures, sought.region)[people.profile]
    if sought.shown:
        kept &= people.shown == (sought.shown == "ja")
    if sought.silent:
        is_silent = (people.pledges > 0) & (
            people.heard < silent_before(today, figures.ledger.rules.silent_months)
        )
        kept &= is_silent == (sought.silent == "ja")
    if sought.action or sought.status:
        kept &= np.isin(people.number, stand.owner[_pledged(stand, sought)])
    return kept


def _in_region(figures: Figures, code: str) -> Flags:
    """Per profile: whether it counts in a municipality or another place."""
    profiles = figures.ledger.profiles
    if code in axes().places:
        inside: Flags = profiles.member[:, axes().places.index(code)]
        return inside
    found = np.zeros(len(profiles.known), np.bool_)
    towns = [one.code for one in load_regions().municipalities]
    if code in towns:
        found[profiles.rows[profiles.municipalities == towns.index(code)]] = True
    return found


def _pledged(stand: Stand, sought: Sought) -> Flags:
    kept = np.ones(len(stand.owner), np.bool_)
    if sought.action:
        kept &= stand.action == sought.action
    if sought.status == Segment.NEVER:
        kept &= stand.heard == 0
    elif sought.status:
        kept &= (stand.status == STATUS_CODE[Status(sought.status)]) & (stand.heard > 0)
    return kept


def _holding(
    db: Reader, figures: Figures, stand: Stand, people: _People, found: Counts, typed: str
) -> Counts:
    """Those that hold every word that was typed, somewhere."""
    for word in filter(None, map(plain, typed.split())):
        holds = _holder(db, figures, stand, people, word)
        found = np.array([place for place in found.tolist() if holds(place)], np.int64)
    return found


def _holder(db: Reader, figures: Figures, stand: Stand, people: _People, word: str) -> Callable[[int], bool]:
    regions = figures.keep("regions", None, lambda: region_names(figures.ledger.profiles.known), 1)
    contacts = figures.keep("contacts", None, lambda: _contacts(db), 1)
    places = [word in said for said in regions]
    acting = frozenset(stand.owner[np.isin(stand.action, _actions(word))].tolist())
    numbers, profiles = people.number.tolist(), people.profile.tolist()

    def holds(place: int) -> bool:
        number = numbers[place]
        return (
            word in people.plain[place]
            or places[profiles[place]]
            or word in contacts.get(number, "")
            or number in acting
        )

    return holds


def _actions(word: str) -> list[int]:
    """The actions whose number or title holds a word."""
    return [
        place
        for place, action in enumerate(load_plan().actions, 1)
        if word == plain(action.code) or word in plain(action.title)
    ]


def _contacts(db: Reader) -> Mapping[int, str]:
    """What contacts are called and where they are written to, by signatory, as it is searched."""
    columns = contact.c
    query = select(columns.signatory_id, columns.number, columns.name, columns.email)
    rows = db.rows(query.order_by(columns.revision))
    newest = {(row.signatory_id, row.number): (row.name, row.email) for row in rows}
    found: dict[int, str] = {}
    for (whose, _number), (name, email) in newest.items():
        if email:
            found[whose] = f"{found.get(whose, '')} / {plain(name)} / {plain(email)}"
    return found


def _ordered(people: _People, found: Counts, sought: Sought) -> Counts:
    columns = {Order.SIGNED: people.signed, Order.HEARD: people.heard, Order.PLEDGES: people.pledges}
    column = columns.get(sought.order)
    if column is None:
        return found[::-1] if sought.backwards else found
    key = column[found].astype(np.int64)
    ordered: Counts = found[np.argsort(-key if sought.backwards else key, kind="stable")]
    return ordered


def _row(snapshot: Snapshot, people: _People, place: int) -> PersonRow:
    profile = snapshot.ledger.profiles.known[int(people.profile[place])]
    assert profile is not None
    left, heard = int(people.left[place]), int(people.heard[place])
    return PersonRow(
        int(people.number[place]),
        people.names[place],
        bool(people.shown[place]),
        profile,
        date.fromordinal(int(people.signed[place])),
        date.fromordinal(left) if left else None,
        date.fromordinal(heard) if heard else None,
        int(people.pledges[place]),
    )
