"""Invented signatories with exact counts: who signs, what is pledged, what is told of it and when.

Who signs comes from the recipe of the fictional register; what follows is drawn here, so that the counts are
exact. One report in ten is recorded after a later one: it is dated back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from dsw.commands import Report, SignUp
from dsw.demo.draws import Lot, Span
from dsw.demo.fiction import Fiction
from dsw.demo.places import Places
from dsw.demo.recipe import load_recipe
from dsw.domain import Event, Evidence, Fact, Obstacle, Status
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.store import Identity, Store, Words, Writer

#: Signatories in one transaction.
_AT_ONCE = 4_000
#: How many pledges eight signatories make (four on average); how often eight pledges are told of (three).
PLEDGES, REPORTS = (1, 2, 3, 4, 4, 5, 6, 7), (0, 1, 2, 3, 3, 4, 5, 6)
#: How often a pledge comes after the signature, and has a day it aims for so many days later.
_LATER, _AIMED, _AIM = 0.2, 0.4, (60, 400)
#: How often a report is recorded after a later one, carries words of its own, or rests on a link.
_BACK_DATED, _OWN_WORDS, _LINKED = 0.1, 0.25, 0.15


@dataclass(frozen=True, slots=True)
class Promise:
    """One pledge: on which action, since when, and its reports in the order they are recorded."""

    action: int
    day: date
    due: date | None
    reports: tuple[Report, ...]


class Invention:
    """Invents signatories, one after another, in the order in which they sign.

    Args:
        signatories: how many there will be.
        last: the last day of the register.
        seed: the same seed gives the same signatories.
    """

    def __init__(self, signatories: int, last: date, seed: int) -> None:
        recipe = load_recipe()
        self._chance = Random(seed)
        self._span = Span(load_plan().presented, last)
        places = Places(recipe, load_regions(), self._span.first)
        self._fiction = Fiction(recipe, self._chance, self._span, places)
        self._days = self._fiction.signing_days(signatories)
        self._pledges, self._reports = _in_eights(PLEDGES, self._chance), _in_eights(REPORTS, self._chance)
        self._steps = {status: Lot(steps) for status, steps in recipe.course.items()}
        self._obstacles = Lot(recipe.obstacles)
        self._said, self._reasons = recipe.asks_when_busy, recipe.reasons

    def __iter__(self) -> Iterator[tuple[SignUp, list[Promise]]]:
        actions = range(1, len(load_plan().actions) + 1)
        for day in self._days:
            wish = self._fiction.signatory(day)
            chosen = sorted(self._chance.sample(actions, next(self._pledges)))
            yield wish, [self._promise(action, day) for action in chosen]

    def _promise(self, action: int, signed_on: date) -> Promise:
        day = self._between(signed_on) if self._chance.random() < _LATER else signed_on
        aimed = self._chance.random() < _AIMED
        due = day + timedelta(days=self._chance.randint(*_AIM)) if aimed else None
        days = sorted(self._between(day) for _ in range(next(self._reports)))
        return Promise(action, day, due, tuple(self._told(days)))

    def _between(self, first: date) -> date:
        return first + timedelta(days=self._chance.randint(0, (self._span.last - first).days))

    def _told(self, days: list[date]) -> Iterator[Report]:
        """How it goes, told on these days; now and then an earlier day is told of after a later one."""
        for at in range(1, len(days)):
            if self._chance.random() < _BACK_DATED:
                days[at - 1], days[at] = days[at], days[at - 1]
        status = Status.NIET_GESTART
        for day in days:
            status = self._steps[status].draw(self._chance)
            yield self._report(status, day)

    def _report(self, status: Status, day: date) -> Report:
        obstacle: Obstacle | None = None
        if status is Status.STAAT_STIL:
            obstacle = self._obstacles.draw(self._chance)
        linked = self._chance.random() < _LINKED
        said = self._chance.choice(self._said) if self._chance.random() < _OWN_WORDS else ""
        reason = self._chance.choice(self._reasons) if status is Status.GESTOPT else ""
        words = Words(said, "https://example.org/" if linked else "", reason=reason)
        return Report(status, day, obstacle, Evidence.LINK if linked else Evidence.EIGEN_WOORD, words)


def _in_eights(counts: Sequence[int], chance: Random) -> Iterator[int]:
    """These counts in another order each time: after every round each came once."""
    while True:
        yield from chance.sample(counts, len(counts))


def write(store: Store, signatories: int, last: date, seed: int) -> None:
    """Fill an empty register, a few thousand signatories to a transaction.

    The store's own writer books them, so what is booked is what ``dsw.domain`` says of the events.
    """
    coming = iter(Invention(signatories, last, seed))
    while some := list(islice(coming, _AT_ONCE)):
        with store.write(OPERATOR, "bench") as tx:
            for wish, promises in some:
                _record(tx, wish, promises)


def _record(tx: Writer, wish: SignUp, promises: list[Promise]) -> None:
    """Everything a signatory did. What the commands would ask first is so by how it was invented."""
    number = tx.new_signatory(wish.ref)
    tx.append(Event(Fact.SIGNED, wish.day, number, profile=wish.profile, plan_version=wish.plan_version))
    tx.name(Identity(number, wish.name, wish.show_name))
    tx.reach(number, wish.contact)
    for promise in promises:
        _record_promise(tx, number, promise)


def _record_promise(tx: Writer, signatory: int, promise: Promise) -> None:
    number = tx.new_pledge(signatory, promise.action)
    tx.append(Event(Fact.PLEDGED, promise.day, signatory, pledge=number, action=promise.action))
    if promise.due:
        tx.append(Event(Fact.PLANNED, promise.day, signatory, pledge=number, due=promise.due))
    for report in promise.reports:
        event = Event(
            Fact.REPORTED,
            report.day,
            signatory,
            pledge=number,
            status=report.status,
            obstacle=report.obstacle,
            evidence=report.evidence,
        )
        tx.append(event, report.words)
