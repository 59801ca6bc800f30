"""Submissions against the register: what is new, changed, unchanged, merged and gone. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import uuid4

from dsw.intake.differences import Before, Step, first_steps, further_steps
from dsw.intake.duplicates import Candidate, Likeness, propose
from dsw.intake.findings import Finding, FindingKind, Notes
from dsw.intake.grouping import Group, grouped
from dsw.intake.judging import contradictions, is_older, is_somebody_else, merged
from dsw.intake.known import Known, Origin, OriginKey, origin_key
from dsw.intake.mapping import OWN_SOURCE, FormMapping
from dsw.intake.rows import Reading
from dsw.intake.submission import Submission
from dsw.store import Identity, Reader
from dsw.texts import listing, text

#: The fingerprint of a row, the actions its signatory named, and the row's moment.
Remembered: TypeAlias = tuple[str, tuple[int, ...], datetime | None]


#: Signatories whose history stands in memory together.
_TOGETHER = 5_000


class Outcome(StrEnum):
    """What becomes of a signatory in a file."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    UNCHANGED = "ongewijzigd"
    REJECTED = "afgewezen"


@dataclass(frozen=True, slots=True)
class Item:
    """One signatory of the file.

    Attributes:
        said: what its rows say together.
        target: its number in the register; None when it is new.
        ref: its public reference.
        outcome: what becomes of it; steps: the commands that make it so.
        origins: rows to remember, by source and number, with their fingerprint and actions.
    """

    said: Submission
    target: int | None
    ref: str
    outcome: Outcome
    steps: tuple[Step, ...]
    origins: Mapping[OriginKey, Remembered]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would do to the register as it stood at a revision.

    Attributes:
        revision: the register's revision.
        items: one per signatory; findings: about rows, from the comparison.
        known_origins: the rows the register has seen before, as it remembers them.
        vanished: rows of this source that are not in the file; newly_vanished: that were in the file before.
        returned: rows that are in this file and were not in the one before.
    """

    revision: int
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    known_origins: Mapping[OriginKey, Origin]
    vanished: tuple[OriginKey, ...]
    newly_vanished: tuple[OriginKey, ...]
    returned: tuple[OriginKey, ...]

    def count(self, outcome: Outcome) -> int:
        """How many signatories this becomes of."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def merged(self) -> int:
        """How many rows tell about a signatory that an earlier row told about."""
        return sum(len(item.said.rows) - 1 for item in self.items if item.outcome is not Outcome.REJECTED)

    @property
    def rejected(self) -> int:
        """How many rows do not go in because their number belongs to somebody else."""
        return sum(len(item.said.rows) for item in self.items if item.outcome is Outcome.REJECTED)

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to write."""
        idle = not any(item.steps or item.origins or item.outcome is Outcome.NEW for item in self.items)
        return idle and not self.newly_vanished and not self.returned


def make_proposal(
    db: Reader, known: Known, reading: Reading, mapping: FormMapping, revision: int, today: date
) -> Proposal:
    """Compare what a file says with what the register knows.

    Args:
        db: the register, for the history of those who differ.
        known: everybody in it; revision: when that was.
    """
    groups = grouped(reading.submissions, known, mapping.per_pledge)
    listed = _listed(known, mapping.source)
    items: list[Item] = []
    findings: list[Finding] = []
    for start in range(0, len(groups), _TOGETHER):
        together = groups[start : start + _TOGETHER]
        befores = _befores(db, known, together, listed, today)
        for group in together:
            notes = Notes(group.said.rows[0])
            items.append(_item(group, known, befores, notes, today))
            findings += notes.found
    items = list(_first_claims(items))
    findings += _proposals(items, known)
    seen = reading.seen | {one.number for one in reading.submissions}
    ours = {key: origin for key, origin in known.origins.items() if key[0] == mapping.source}
    here = {origin.signatory for key, origin in ours.items() if key[1] in seen}
    here |= {item.target for item in items if item.target}
    vanished = tuple(key for key, origin in ours.items() if origin.signatory not in here)
    fresh = tuple(key for key in vanished if ours[key].missing is None)
    findings += _gone(fresh, known)
    gone = (key for key, origin in ours.items() if origin.missing is not None)
    returned = tuple(key for key in gone if ours[key].signatory in here)
    return Proposal(revision, tuple(items), tuple(findings), known.origins, vanished, fresh, returned)


def _listed(known: Known, source: str) -> Mapping[int, frozenset[int]]:
    """The actions that earlier rows of this source named, by signatory."""
    listed: dict[int, frozenset[int]] = defaultdict(frozenset)
    for (place, _number), origin in known.origins.items():
        if place == source:
            listed[origin.signatory] |= origin.actions
    return listed


def _befores(
    db: Reader,
    known: Known,
    groups: Iterable[Group],
    listed: Mapping[int, frozenset[int]],
    today: date,
) -> Mapping[int, Before]:
    """How those stood of whom something else is said."""
    signatories = {group.target for group in groups if group.target and not group.same}
    history = db.histories(signatories)
    words = db.words_of(event.id for events in history.values() for event in events if event.status)
    return {
        number: Before(
            known.identities.get(number, Identity(number, "", False)),
            known.contact(number),
            history.get(number, []),
            listed.get(number, frozenset()),
            words,
            today,
            number in known.own.names,
            number in known.own.contacts,
            number in known.own.profiles,
        )
        for number in signatories
    }


def _item(group: Group, known: Known, befores: Mapping[int, Before], notes: Notes, today: date) -> Item:
    said, target = group.said, group.target
    notes.found += [*merged(group), *contradictions(group)]
    if target is None:
        ref = said.ref or uuid4().hex
        steps = first_steps(said, today)
        return Item(said, None, ref, Outcome.NEW, tuple(steps), _origins(group, known, today))
    ref = known.references[target]
    if is_older(group, known, notes):
        return Item(said, target, ref, Outcome.UNCHANGED, (), {})
    if is_somebody_else(group, known, notes):
        return Item(said, target, ref, Outcome.REJECTED, (), {})
    steps = further_steps(said, befores[target], notes) if target in befores else []
    outcome = Outcome.CHANGED if steps else Outcome.UNCHANGED
    return Item(said, target, ref, outcome, tuple(steps), _origins(group, known, today))


def _origins(group: Group, known: Known, today: date) -> dict[OriginKey, Remembered]:
    """The rows to remember that the register does not remember just so."""
    if group.said.source == OWN_SOURCE:
        pairs = (pair for one in group.parts for pair in one.origins)
        return {pair: ("", (), None) for pair in pairs if pair not in known.origins}
    actions = group.said.actions if group.said.asks_actions else _still_listed(group, known)
    wanted = {origin_key(one): one for one in (*group.parts, group.counts)}
    told = {key: (one.fingerprint, actions, _past(one.moment, today)) for key, one in wanted.items()}
    return {key: said for key, said in told.items() if not _remembered(known.origins.get(key), said)}


def _past(moment: datetime | None, today: date) -> datetime | None:
    """A moment that has been: one to come is a typing error, and must not make every next file an old one."""
    return moment if moment and moment.date() <= today else None


def _still_listed(group: Group, known: Known) -> tuple[int, ...]:
    """The actions of a signatory who was not asked for them all this time: those of before count on."""
    keys = (origin_key(one) for one in group.parts)
    before = (known.origins[key].actions for key in keys if key in known.origins)
    return tuple(sorted({*group.said.actions, *(action for actions in before for action in actions)}))


def _first_claims(items: Iterable[Item]) -> Iterator[Item]:
    """The items, where of two that would be remembered by the same row the first is."""
    claimed: set[OriginKey] = set()
    for item in items:
        origins = {key: value for key, value in item.origins.items() if key not in claimed}
        claimed.update(origins)
        yield item if len(origins) == len(item.origins) else replace(item, origins=origins)


def _remembered(origin: Origin | None, said: Remembered) -> bool:
    return origin is not None and (origin.fingerprint, origin.actions) == (said[0], frozenset(said[1]))


def _proposals(items: Iterable[Item], known: Known) -> list[Finding]:
    """Whom the new ones may be."""
    news = [
        Candidate(item.said.rows[0], item.said.name, item.said.email, item.said.profile)
        for item in items
        if item.target is None
    ]
    there = (
        Candidate(0, known.identities[number].name, known.contact(number).email, profile)
        for number, profile in known.profiles.items()
        if number in known.identities
    )
    return [_proposed(one, likeness) for one, likeness in propose(news, there)] if news else []


def _proposed(one: Candidate, likeness: Likeness) -> Finding:
    other = likeness.other
    more = {
        "ander": other.name,
        "plaats": text("intake.plaats.rij", rij=other.row) if other.row else text("intake.plaats.register"),
        "score": likeness.score,
        "reden": listing([text(f"intake.reden.{reason}") for reason in likeness.reasons]),
    }
    return Finding(one.row, "naam", one.name, FindingKind.DUBBEL_VOORSTEL, more)


def _gone(keys: Iterable[OriginKey], known: Known) -> list[Finding]:
    """Who is no longer in the file, by name where there still is one."""
    signatories = dict.fromkeys(known.origins[key].signatory for key in keys)
    identities = map(known.identities.get, signatories)
    names = (identity.name if identity else "" for identity in identities)
    return [Finding(None, "naam", name, FindingKind.VERDWENEN) for name in names]
