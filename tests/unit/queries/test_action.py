"""One action's own view, with voices."""

from collections.abc import Callable
from datetime import date

import pytest

from dsw.commands import Report, SignUp, pledge, report, sign
from dsw.domain import Evidence, Kind, Obstacle, Profile, Status
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.queries import action
from dsw.queries.action import VOICES_SHOWN
from dsw.store import Mirror, Store, Words
from dsw.views import ActionView, HeadCount, Selection, Tally

OP, START = date(2026, 11, 2), date(2026, 1, 5)
INDEX = load_plan().action_index("3.2")


Ask = Callable[..., ActionView]
Join = Callable[..., int]


@pytest.fixture
def ask(store: Store) -> Ask:
    def answer(day: date = OP, code: str = "3.2", **cuts: object) -> ActionView:
        with store.read() as db:
            return action(Mirror(store).current(), db, Selection(day, **cuts), code)  # type: ignore[arg-type]  # a test says which cuts

    return answer


@pytest.fixture
def join(store: Store) -> Join:
    """Somebody signs, pledges the action and reports."""

    def joined(name: str, *reports: Report, show: bool = True, group: int = 3) -> int:
        with store.write(OPERATOR, "test") as tx:
            profile = Profile(Kind.ORGANISATIE, group, ("GM0344",))
            number = sign(tx, SignUp(profile, name, START, load_plan().version, show_name=show))
            pledge(tx, number, INDEX, START)
            for said in reports:
                report(tx, number, INDEX, said)
        return number

    return joined


def said(day: date, words: str = "", link: str = "", ask: str = "", **more: object) -> Report:
    return Report(Status.BEZIG, day, words=Words(words, link, ask), **more)  # type: ignore[arg-type]  # a test says what more


def test_voices_with_words_come_first_then_who_was_heard_last(join: Join, ask: Ask) -> None:
    join("Nooit gehoord")
    join("Lang geleden", said(date(2026, 2, 1)))
    join("Pas nog", said(date(2026, 10, 1)))
    join("Met woorden", said(date(2026, 1, 9), "Het loopt."))
    view = ask()
    assert [voice.name for voice in view.voices] == [
        "Met woorden",
        "Pas nog",
        "Lang geleden",
        "Nooit gehoord",
    ]
    assert [voice.words for voice in view.voices] == ["Het loopt.", "", "", ""]
    assert [voice.status for voice in view.voices] == [Status.BEZIG] * 3 + [None]
    assert [voice.heard_on for voice in view.voices][2:] == [date(2026, 2, 1), None]


def test_who_does_not_consent_is_counted_but_not_named(join: Join, ask: Ask) -> None:
    join("Stil", said(date(2026, 2, 1), "Geheim."), show=False)
    view = ask()
    assert (view.voices, view.voices_total, view.signatories) == ((), 0, HeadCount(1))
    assert "Geheim" not in repr(view)


def test_words_are_those_of_the_report_that_counted_on_the_day(join: Join, ask: Ask) -> None:
    join("Welzijn", said(date(2026, 3, 1), "Eerst."), said(date(2026, 6, 1), "Later."))
    assert ask(date(2026, 2, 1)).voices[0].words == ""
    assert ask(date(2026, 3, 1)).voices[0].words == "Eerst."
    assert ask(date(2026, 5, 31)).voices[0].words == "Eerst."
    assert ask().voices[0].words == "Later."


def test_a_voice_says_all_it_knows(join: Join, ask: Ask) -> None:
    words = Words("Het kost tijd.", "https://voorbeeld.nl/verhaal", "Geld.")
    stuck = Report(Status.STAAT_STIL, date(2026, 3, 1), Obstacle.TIJD, Evidence.BEVESTIGD, words)
    number = join("Welzijn", stuck)
    (voice,) = ask().voices
    assert (voice.signatory, voice.kind, voice.group, voice.regions) == (
        number,
        Kind.ORGANISATIE,
        3,
        ("GM0344",),
    )
    assert (voice.status, voice.obstacle, voice.confirmed) == (Status.STAAT_STIL, Obstacle.TIJD, True)
    assert (voice.words, voice.link, voice.ask) == (words.words, words.link, words.ask)


def test_a_dangerous_link_is_not_shown(join: Join, ask: Ask) -> None:
    join("Welzijn", said(date(2026, 3, 1), link="javascript:alert(1)"))
    assert ask().voices[0].link == ""


def test_figures_by_group_and_obstacle(join: Join, ask: Ask) -> None:
    stuck = Report(Status.STAAT_STIL, date(2026, 10, 1), Obstacle.GELD)
    join("Een", stuck)
    join("Twee", said(date(2026, 10, 1)), group=4)
    join("Drie", group=4)
    view = ask()
    assert view.tally == Tally(busy=1, stuck=1, never=1)
    assert [group for group, _tally in view.by_group] == list(range(1, 10))
    assert dict(view.by_group)[3] == Tally(stuck=1)
    assert dict(view.by_group)[4] == Tally(busy=1, never=1)
    assert view.obstacles == ((Obstacle.GELD, 1),)


def test_cuts(join: Join, ask: Ask) -> None:
    join("Een", group=3)
    join("Twee", group=4)
    view = ask(group=4, section=8)
    assert [voice.name for voice in view.voices] == ["Twee"]
    assert view.selection == Selection(OP, group=4)
    assert (view.tally.total, dict(view.by_group)[3], dict(view.by_group)[4].total) == (1, Tally(), 1)
    assert ask(province="PV29").voices_total == 0
    assert ask(code="3.1").voices_total == 0


def test_voices_are_limited(store: Store, ask: Ask) -> None:
    with store.write(OPERATOR, "test") as tx:
        for number in range(VOICES_SHOWN + 2):
            wish = SignUp(
                Profile(Kind.PERSOON, 1), f"Naam {number}", START, load_plan().version, show_name=True
            )
            pledge(tx, sign(tx, wish), INDEX, START)
    view = ask()
    assert (len(view.voices), view.voices_total) == (VOICES_SHOWN, VOICES_SHOWN + 2)


def test_there_is_no_such_action(ask: Ask) -> None:
    with pytest.raises(KeyError):
        ask(code="3.99")
