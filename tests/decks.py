"""Decks made by hand, as the slides of a meeting eat them: realistic, empty, huge, of one region, nasty."""

from dataclasses import replace
from datetime import UTC, date, datetime

from dsw.domain import Kind, Obstacle, Status
from dsw.slides import Presentation, presentation
from dsw.views import Agreement, Deck, Meeting, Said, Selection, SlideKey, Talk
from tests import builders

SITE = "https://monitor.example"
MEETING = Meeting(
    7,
    "ab" * 16,
    "Netwerkbijeenkomst Noord",
    builders.OP,
    "",
    0,
    builders.SINCE,
    tuple(SlideKey),
    builders.OP,
    42,
    None,
    1,
)


def said(words: str, name: str = "Welzijn Voorbeeldstad", number: int = 1) -> Said:
    """What somebody wrote."""
    status, heard = Status.BEZIG, date(2026, 10, 1)
    return Said(number, name, Kind.ORGANISATIE, 3, "3.1", status, heard, words, words, 8)


def agreements(*lines: str) -> tuple[Agreement, ...]:
    """What was agreed."""
    at = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    return tuple(Agreement(number, line, 1, at) for number, line in enumerate(lines, 1))


def a_deck(size: float = 1, selection: Selection = builders.WHOLE, name: str = MEETING.name) -> Deck:
    """A realistic meeting; ``size`` multiplies its pledges."""
    region = selection.province or ""
    overall = builders.overview(size, selection)
    obstacles = ((Obstacle.TIJD, 9), (Obstacle.GELD, 5), (Obstacle.KENNIS, 3))
    words = tuple(said(f"We zijn begonnen met nummer {number}.", number=number) for number in (1, 2, 3))
    return Deck(
        builders.STAMP,
        replace(MEETING, name=name, region=region),
        selection,
        overall,
        builders.trend(selection, max(round(size), 1)),
        builders.sections(selection, size),
        builders.groups(selection),
        builders.regions(selection, max(round(size), 1)),
        builders.gaps_view(selection),
        Talk(overall.pledges, obstacles),
        words,
        words,
        agreements("Sanne belt de gemeente Assen.", "We zien elkaar in maart."),
    )


def empty_deck() -> Deck:
    """A meeting about a register without anybody."""
    overall = builders.empty_overview()
    return Deck(
        builders.EMPTY_STAMP,
        MEETING,
        builders.WHOLE,
        overall,
        builders.empty_trend(),
        builders.empty_sections(),
        builders.empty_groups(),
        builders.empty_regions(),
        builders.empty_gaps(),
        Talk(overall.pledges, ()),
        (),
        (),
        (),
    )


def nasty_deck(words: str) -> Deck:
    """A meeting where all that people typed is this."""
    written, deck = (said(words, words),), a_deck(name=words)
    slides = (SlideKey.STAND, SlideKey.VRAGEN, SlideKey.WOORDEN, SlideKey.AFSPRAKEN, SlideKey.MEEDOEN)
    meeting = replace(deck.meeting, slides=slides)
    return replace(deck, meeting=meeting, asks=written, quotes=written, agreements=agreements(words))


def full_deck() -> Deck:
    """As much as there can be: huge counts, long quotes, forty long lines that were agreed."""
    long = "Samenwerkingsverbandsoverlegstructuur " * 12
    return replace(
        a_deck(900, name="Netwerkbijeenkomst " + "Heel Lange Naam " * 11),
        asks=(said(long, long[:190]),) * 6,
        quotes=(said(long, long[:190]),) * 6,
        agreements=agreements(*[f"{number} {long}"[:500] for number in range(40)]),
    )


def shown(deck: Deck) -> Presentation:
    """The deck as it is shown."""
    return presentation(deck, SITE)


#: One of each kind, by name.
DECKS = {
    "gewoon": a_deck,
    "leeg": empty_deck,
    "vol": full_deck,
    "provincie": lambda: a_deck(selection=Selection(builders.OP, province="PV26")),
    "klein": lambda: a_deck(0.01),
}
