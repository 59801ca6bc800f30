"""What is said without reservation is true, however many persons are left out.

Each answer is compared with that of a twin: the same register, every person an organisation. Organisations
are always counted, so what the twin says is how it really stands.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html import unescape
from itertools import chain, product
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from dsw import drawings
from dsw.domain import Fact, Kind, Obstacle, Profile, Status
from dsw.figures import FIGURES
from dsw.plan import load_plan
from dsw.queries import QUESTIONS, action, directory, read_request
from dsw.sentences import (
    Fact as Row,
)
from dsw.sentences import (
    change_facts,
    headline,
    meta,
    obstacle_facts,
    province_facts,
    reach_facts,
    thin_action_facts,
)
from dsw.tables import AtLeast, Table
from dsw.texts import plural
from dsw.views import ActionView, GapsView, GroupsView, Overview, RegionsView, SectionsView, TrendView
from tests.unit.queries.registers import Register

TODAY = date(2026, 11, 2)
FIRST = date(2026, 1, 5)
#: Thin and thick places and groups, so that many cells hold one to four persons and some hold many.
PLACES = ("GM0344", "GM0363", "PV22", "GM0106", "PV31", "GM0935", "PV28", "landelijk", "")
GROUPS = (1, 1, 1, 2, 2, 3, 4, 6, 9)
#: Says that there may be more, or that we do not show it; or is about organisations or names only. Those are
#: counted whatever happens, but the twin has more organisations and says other things of them. Or it names
#: which white spots stand here, and those of the twin are others.
RESERVED = re.compile(
    r"minstens|laten we|we laten|\+|is (?:hier )?niets te zien|zo is niet te zien|daar staat een plus"
    r"|dit zijn de eerste|hier zie je \d+ (?:actie|doelgroep|gemeente)"
    r"|(?<!mensen en )organisaties?\b|personen|een naam zien|hun naam zien",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
ABSOLUTE = re.compile(r"\b(?:niemand|geen|elke|alle|niets|iedereen)\b", re.IGNORECASE)


@cache
def register() -> Register:
    """Persons and organisations that sign, pledge, report, move and leave in the course of a year."""
    chance, made = Random(8), Register()
    for number in range(1, 151):
        kind = Kind.PERSOON if chance.random() < 0.5 else Kind.ORGANISATIE
        group = chance.choice(GROUPS) if number <= 140 else number % 9 + 1
        place, day = _place(chance, number), FIRST + timedelta(chance.randrange(290))
        made.sign(kind, group, place, day, name=f"Naam {number}" if chance.random() < 0.6 else "")
        codes = chance.sample(load_plan().codes[: 9 if number < 120 else 27], chance.randrange(4))
        made.pledge(number, *codes, day=day)
        for code in codes:
            _say(chance, made, number, code, day)
        if chance.random() < 0.1:
            fact = chance.choice([Fact.WITHDRAWN, Fact.REPROFILED])
            moved = Profile(kind, chance.choice(GROUPS), tuple(sorted(_place(chance, number))))
            more = {"profile": moved} if fact is Fact.REPROFILED else {}
            made.add(number, fact, min(day + timedelta(60), TODAY), **more)
    return made


def _place(chance: Random, number: int) -> list[str]:
    place = chance.choice(PLACES[:4] if number % 3 else PLACES)
    return [place] if place else []


def _say(chance: Random, made: Register, number: int, code: str, day: date) -> None:
    while chance.random() < 0.6 and (day := day + timedelta(chance.randrange(120))) <= TODAY:
        status = chance.choice(list(Status))
        obstacle = chance.choice(list(Obstacle)) if status is Status.STAAT_STIL else None
        made.report(number, code, status, day, obstacle)


def twin() -> Register:
    """The same, with every person an organisation."""
    real = register()
    events = {
        number: [
            replace(event, profile=replace(event.profile, kind=Kind.ORGANISATIE)) if event.profile else event
            for event in happened
        ]
        for number, happened in real.events.items()
    }
    return Register(events, real.named)


def addresses() -> list[dict[str, str]]:
    """Every single cut on three days, and a choice of those crossed."""
    groups, sections = (["", *map(str, range(1, 10))],) * 2
    provinces = ["", "PV22", "PV26", "PV27", "PV28", "PV31", "landelijk", "onbekend"]
    days = ["", "2026-09-20", "2026-05-01"]
    every = list(product(days, provinces, groups, sections))
    alone = [one for one in every if sum(map(bool, one[1:])) < 2 and (not one[0] or not one[3])]
    crossed = Random(4).sample([one for one in every if sum(map(bool, one[1:])) > 1], 60)
    names = ("op", "provincie", "doelgroep", "sectie")
    return [{name: value for name, value in zip(names, one, strict=True) if value} for one in alone + crossed]


class Voiceless:
    """A reader of a register that holds no words."""

    def __init__(self, made: Register) -> None:
        self.events_of = lambda pledges: chain.from_iterable(made.events[number] for number in pledges)
        self.rows = self.words_of = lambda _asked: {}


@cache
def snapshots() -> tuple[Any, ...]:
    return tuple(SimpleNamespace(register=one, snapshot=one.snapshot()) for one in (register(), twin()))


def answers(params: dict[str, str]) -> Iterator[tuple[str, Any, Any]]:
    """Each question with its answer and what the twin answers."""
    asked, faults = read_request(params, TODAY)
    assert not faults
    for question, ask in QUESTIONS.items():
        if question != "action":
            yield (question, *(ask(one.snapshot, None, asked) for one in snapshots()))  # type: ignore[arg-type]  # no words
    for code in ("1.1", "8.1"):
        yield (
            "action",
            *(
                action(one.snapshot, Voiceless(one.register), asked.selection, code)  # type: ignore[arg-type]  # no words
                for one in snapshots()
            ),
        )


def figures(question: str) -> Iterator[Any]:
    return (recipe for recipe in FIGURES.values() if recipe.question == question)


# --------------------------------------------------------------------------------------- in words


def said(question: str, view: Any) -> set[str]:
    """Every sentence, and every row of words, about an answer."""
    whole = [headline(view).text, meta(view, TODAY), *(one.sentence(view) for one in figures(question))]
    drawn = [unescape(re.sub(r"<[^>]+>", " ", part)) for part in _paragraphs(view)]
    rows = [f"{row.figure} {row.words}" for row in _rows(view)]
    return {one for words in (*whole, *drawn) for one in SENTENCE.split(words) if one} | set(rows)


def _paragraphs(view: Any) -> list[str]:
    match view:
        case RegionsView():
            html = drawings.region_html(view)
        case SectionsView():
            html = drawings.sections_html(view)
        case ActionView():
            html = drawings.action_html(view)
        case GroupsView():
            html = drawings.group_rows_html(view)
        case Overview():
            html = drawings.section_rows_html(view)
        case _:
            return []
    return re.findall(r"<(?:p|small)[^>]*>(.*?)</(?:p|small)>", html)


def _other_words(view: Any) -> set[str]:
    """What is said of a day alone where an earlier day leaves persons out, and of a group where others do."""
    match view:
        case TrendView():
            last = view.points[-1]
            return {plural("zin.verloop.nu", last.signatories, dag=last.day)}
        case SectionsView():
            own = (detail.own_group.total for detail in view.sections)
            return {plural("sectie.eigen_minstens", total) for total in own}
    return set()


def _rows(view: Any) -> tuple[Row, ...]:
    match view:
        case Overview() | TrendView():
            return () if view.changes.hidden_persons else change_facts(view.changes)
        case ActionView():
            return obstacle_facts(view.obstacles, hidden=view.tally.hidden_persons)
        case RegionsView():
            return province_facts(view)
        case GapsView():
            return (*thin_action_facts(view), *reach_facts(view))
    return ()


@pytest.mark.parametrize("params", addresses(), ids=str)
def test_what_is_said_without_reservation_is_true(params: dict[str, str]) -> None:
    for question, view, real in answers(params):
        truth = said(question, real) | _other_words(real)
        untrue = [one for one in said(question, view) - truth if not RESERVED.search(one)]
        assert untrue == [], question


@pytest.mark.parametrize("params", addresses(), ids=str)
def test_no_sentence_is_longer_than_fifteen_words(params: dict[str, str]) -> None:
    sentences = {one for question, view, _ in answers(params) for one in said(question, view)}
    long = {one for one in sentences if len(re.findall(r"\S*\w\S*", one)) > 15}
    assert {one for one in long if " · " not in one} == set()


def test_the_addresses_hide_enough_to_prove_something() -> None:
    every = [(question, view) for params in addresses() for question, view, _ in answers(params)]
    hidden = [(question, view) for question, view in every if "hidden_persons=True" in str(view)]
    absolute = [view for question, view in hidden if ABSOLUTE.search(" ".join(said(question, view)))]
    assert len(every) > len(hidden) > len(every) // 2
    assert len(absolute) > len(hidden) // 10


@pytest.mark.parametrize("params", addresses(), ids=str)
def test_no_more_names_than_signatories(params: dict[str, str]) -> None:
    asked, _ = read_request(params, TODAY)
    view = directory(snapshots()[0].snapshot, asked.selection)
    for words in (headline(view).text, *(one.sentence(view) for one in figures("directory"))):
        numbers = [int(found) for found in re.findall(r"\b(\d+)(?= (?:van|ondertekenaars?)\b)", words)]
        assert numbers == sorted(numbers)


# -------------------------------------------------------------------------------------- in tables


def cells(table: Table) -> dict[tuple[Any, ...], Any]:
    """The numbers of a table by the words of their row and the heading of their column."""
    found = {}
    for row in table.rows:
        name = tuple(value for value in row if isinstance(value, str | date))
        if RESERVED.search(str(name)):
            continue
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, int | float | AtLeast) and not RESERVED.search(f"{column.title} "):
                found[*name, column.title] = value
    return found


@pytest.mark.parametrize("params", addresses(), ids=str)
def test_a_number_without_a_plus_is_true(params: dict[str, str]) -> None:
    for question, view, real in answers(params):
        for recipe in figures(question):
            if recipe.key in ("witte-vlekken", "bereik"):
                continue
            truth = cells(recipe.table(real))
            for place, value in cells(recipe.table(view)).items():
                if isinstance(value, AtLeast):
                    assert value.count <= truth.get(place, 0), (recipe.key, place)
                else:
                    assert value == truth.get(place, 0), (recipe.key, place)
