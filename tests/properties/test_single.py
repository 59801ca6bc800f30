"""Of one thing nothing is said in the plural, and of the only one there is that it is the only one."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw.domain import Kind, Obstacle, Status
from dsw.figures import FIGURES
from dsw.queries import QUESTIONS, action, read_request
from tests.properties.test_said import Voiceless, said
from tests.unit.queries.registers import Register

TODAY = date(2026, 11, 2)
SIGNED, PLEDGED = date(2026, 2, 2), date(2026, 3, 3)
CODES = ("1.1", "3.2", "8.1")
PLACES = (["GM0344"], ["PV22"], ["landelijk"], ["GM0344", "GM0363"], [])
ADDRESSES = (
    {},
    {"sinds": "2026-02-20"},
    {"provincie": "PV26"},
    {"provincie": "landelijk"},
    {"sectie": "8"},
    {"doelgroep": "4"},
    {"provincie": "PV22", "sectie": "3"},
    {"zoek": "naam"},
)
#: "1 toezeggingen", "1 nieuwe ondertekenaars", "van 1 acties", "1 werken landelijk".
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?:nieuwe )?(?:toezeggingen|ondertekenaars|acties|gemeenten|organisaties|personen|mensen"
    r"|doelgroepen|namen|vakjes|vlekken|werken|doen|gingen|kwamen|zijn|waren)\b"
    r"|\bvan (?:de |alle )?1\b(?! naar)"
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """One to three signatories, most of them organisations: those are always counted."""
    made = Register()
    for number in range(1, draw(st.integers(1, 3)) + 1):
        kind = draw(st.sampled_from([Kind.ORGANISATIE, Kind.ORGANISATIE, Kind.PERSOON]))
        group, place = draw(st.sampled_from([3, 4, 8])), draw(st.sampled_from(PLACES))
        made.sign(kind, group, place, SIGNED, name=draw(st.sampled_from(["", f"Naam {number}"])))
        codes = draw(st.lists(st.sampled_from(CODES), max_size=2, unique=True))
        made.pledge(number, *codes, day=PLEDGED)
        for code in codes:
            status = draw(st.sampled_from([None, *Status]))
            obstacle = Obstacle.TIJD if status is Status.STAAT_STIL else None
            if status:
                made.report(number, code, status, date(2026, 10, 20), obstacle)
    return made


def answers(made: Register, params: dict[str, str]) -> Iterator[tuple[str, Any]]:
    asked, faults = read_request(params, TODAY)
    assert not faults
    snapshot: Any = made.snapshot()
    for question, ask in QUESTIONS.items():
        if question != "action":
            yield question, ask(snapshot, None, asked)  # type: ignore[arg-type]  # no words
    for code in CODES:
        yield "action", action(snapshot, Voiceless(made), asked.selection, code)  # type: ignore[arg-type]  # no words


def words(question: str, view: Any) -> set[str]:
    """All that is said of an answer, in its pictures too."""
    drawn = (recipe.svg(view) for recipe in FIGURES.values() if recipe.question == question and recipe.draw)
    labels = (re.findall(r"<text[^>]*>([^<]*)</text>", svg) for svg in drawn)
    return said(question, view) | set(chain.from_iterable(labels))


@settings(max_examples=25)
@given(registers(), st.sampled_from(ADDRESSES))
def test_of_one_nothing_is_said_in_the_plural(made: Register, params: dict[str, str]) -> None:
    everything = {one for question, view in answers(made, params) for one in words(question, view)}
    assert {one for one in everything if PLURAL_OF_ONE.search(one)} == set()


@pytest.mark.parametrize(
    "odd", ["1 toezeggingen", "Geen van 1 acties.", "1 van 1 namen", "Er zijn 1 nieuwe ondertekenaars."]
)
def test_a_plural_of_one_is_found(odd: str) -> None:
    assert PLURAL_OF_ONE.search(odd)


@pytest.mark.parametrize("good", ["1 van de 9 doelgroepen", "21 acties", "1.001 namen", "van 1 naar 2"])
def test_good_dutch_is_left_alone(good: str) -> None:
    assert not PLURAL_OF_ONE.search(good)
