"""The public list of names."""

from datetime import date

import pytest

from dsw.domain import Fact, Kind
from dsw.queries import directory
from dsw.queries.directory import PAGE_SIZE, plain
from dsw.regions import LANDELIJK
from dsw.views import DirectoryView, Selection
from tests.unit.queries.registers import Register

OP = date(2026, 11, 2)
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def register() -> Register:
    made = Register()
    for name, region in (
        ("Stichting Zêe & Zo", "GM0687"),
        ("’s-Hertogenborg Sociaal", "GM0344"),
        ("Ébène", "PV21"),
        ("aarde", "GM0363"),
        (HOSTILE, LANDELIJK),
        ("", "GM0344"),
    ):
        made.sign(Kind.ORGANISATIE, 3, [region], name=name)
    return made


def names(view: DirectoryView) -> list[str]:
    return [card.name for card in view.cards]


def test_only_who_consents_is_listed_by_name(register: Register) -> None:
    view = directory(register.snapshot(), Selection(OP))
    assert names(view) == ["aarde", "Ébène", "’s-Hertogenborg Sociaal", HOSTILE, "Stichting Zêe & Zo"]
    assert (view.named, view.found, view.signatories.total) == (5, 5, 6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ebene", ["Ébène"]),
        ("EBENE", ["Ébène"]),
        ("zee zo", ["Stichting Zêe & Zo"]),
        ("s-hertog", ["’s-Hertogenborg Sociaal"]),
        ("utrecht", ["’s-Hertogenborg Sociaal"]),
        ("zeeland", ["Stichting Zêe & Zo"]),
        ("middelburg stichting", ["Stichting Zêe & Zo"]),
        ("fryslan", ["Ébène"]),
        ("landelijk", [HOSTILE]),
        (HOSTILE, [HOSTILE]),
        ("%", ["aarde", "Ébène", "’s-Hertogenborg Sociaal", HOSTILE, "Stichting Zêe & Zo"]),
        ("bestaat niet", []),
    ],
)
def test_search(register: Register, text: str, found: list[str]) -> None:
    view = directory(register.snapshot(), Selection(OP), text)
    assert names(view) == found
    assert (view.text, view.found, view.named) == (text, len(found), 5)


def test_who_does_not_stand_is_not_listed(register: Register) -> None:
    register.add(3, Fact.WITHDRAWN, date(2026, 10, 1))
    assert "Ébène" not in names(directory(register.snapshot(), Selection(OP)))
    assert "Ébène" in names(directory(register.snapshot(), Selection(date(2026, 9, 30))))
    assert names(directory(register.snapshot(), Selection(date(2026, 1, 4)))) == []


def test_cuts(register: Register) -> None:
    register.pledge(4, "3.1", "1.1")
    snapshot = register.snapshot()
    assert names(directory(snapshot, Selection(OP, section=1))) == ["aarde"]
    assert names(directory(snapshot, Selection(OP, province="PV21"))) == ["Ébène"]
    assert names(directory(snapshot, Selection(OP, group=4))) == []
    assert directory(snapshot, Selection(OP, section=1)).cards[0].actions == ("1.1", "3.1")


def test_pages() -> None:
    register = Register()
    for number in range(PAGE_SIZE * 2 + 1):
        register.sign(Kind.ORGANISATIE, 3, name=f"Naam {number:03}")
    snapshot = register.snapshot()
    pages = [directory(snapshot, Selection(OP), "naam", page) for page in (1, 2, 3, 99)]
    assert [view.page for view in pages] == [1, 2, 3, 3]
    assert [len(view.cards) for view in pages] == [PAGE_SIZE, PAGE_SIZE, 1, 1]
    assert {view.pages for view in pages} == {3}
    assert [name for view in pages[:3] for name in names(view)] == [f"Naam {n:03}" for n in range(51)]


def test_a_card_says_the_last_signing(register: Register) -> None:
    register.add(1, Fact.WITHDRAWN, date(2026, 3, 1))
    register.add(1, Fact.SIGNED, date(2026, 4, 1), profile=register.events[1][0].profile)
    cards = {card.name: card for card in directory(register.snapshot(), Selection(OP)).cards}
    assert cards["Stichting Zêe & Zo"].signed_on == date(2026, 4, 1)
    assert cards["aarde"].signed_on == date(2026, 1, 5)


def test_plain() -> None:
    assert plain("  ’s-Gravenhage (GEMEENTE) é\t") == "s gravenhage gemeente e"
    assert plain("***") == ""
