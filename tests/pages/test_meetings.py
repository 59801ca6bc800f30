"""The page of meetings: making, choosing slides, pinning, agreeing, removing; two at once lose nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dsw import meetings
from dsw.meetings import MeetingPlan
from dsw.people import OPERATOR, Role
from dsw.screen import entering
from dsw.store import Store, shared_mirror
from dsw.views import Meeting, SlideKey
from tests.acts import sign
from tests.pages.visiting import ROOT, plain, written
from tests.staffing import enter, hire

PLAN = MeetingPlan("Netwerk <Noord>", date(2026, 11, 26), date(2026, 6, 1), "PV20", 3)
Come = Callable[[str | None], None]


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


@pytest.fixture
def editor(register: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes is an editor."""
    token = enter(register, hire(register))
    monkeypatch.setattr(entering, "_cookie", lambda: token)


def made(store: Store, plan: MeetingPlan = PLAN) -> str:
    with store.write(OPERATOR, "meet") as tx:
        return meetings.make(tx, plan)


def known(store: Store) -> list[Meeting]:
    with store.read() as db:
        return meetings.all_meetings(db)


def agreed(store: Store) -> list[str]:
    with store.read() as db:
        return [line.words for line in meetings.agreements_of(db, meetings.all_meetings(db)[0])]


def opened() -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    return at.switch_page("pages/beheer/bijeenkomsten.py").run()


def press(at: AppTest, said: str) -> AppTest:
    """Press the button that says this."""
    (button,) = (one for one in at.button if one.label == said)
    at = button.click().run()
    assert list(at.exception) == []
    return at


def said(at: AppTest) -> str:
    return plain(written(at))


@pytest.mark.usefixtures("editor")
def test_a_meeting_is_made_and_chosen(register: Store) -> None:
    at = opened()
    assert "Er is nog geen bijeenkomst" in said(at)
    at.text_input(key="bijeenkomst-naam-nieuw").set_value("Netwerk Zuid")
    at.date_input(key="bijeenkomst-dag-nieuw").set_value(date(2026, 12, 3))
    at.selectbox(key="bijeenkomst-regio-nieuw").set_value("PV30")
    at = press(at, "Maak de bijeenkomst")
    (one,) = known(register)
    assert (one.name, one.day, one.region, one.group) == ("Netwerk Zuid", date(2026, 12, 3), "PV30", 0)
    assert "Netwerk Zuid is gemaakt." in said(at)
    assert f"http://localhost:8501/bijeenkomst?id={one.ref}" in said(at)


@pytest.mark.usefixtures("editor")
def test_what_is_not_right_is_said_and_makes_nothing(register: Store) -> None:
    at = press(opened(), "Maak de bijeenkomst")
    assert "Geef een naam van hoogstens 200 tekens." in said(at)
    assert known(register) == []


@pytest.mark.usefixtures("register")
def test_a_reader_sees_meetings_and_changes_nothing(register: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made(register)
    with register.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, meetings.all_meetings(tx)[0], "We <b>bellen</b>.")
    token = enter(register, hire(register, Role.LEZER))
    monkeypatch.setattr(entering, "_cookie", lambda: token)
    at = opened()
    assert list(at.exception) == []
    assert "Netwerk <Noord>" in said(at)
    assert "We <b>bellen</b>." in said(at)
    assert "<b>bellen" not in written(at)
    assert list(at.button) == []
    assert list(at.text_input) == []


@pytest.mark.usefixtures("editor")
def test_slides_are_chosen_by_boxes_and_moved_by_buttons(register: Store) -> None:
    ref = made(register)
    at = opened()
    for key in (SlideKey.KAART, SlideKey.WOORDEN):
        at.checkbox(key=f"dia-{ref}-{key.value}").uncheck()
    at = press(at, "Bewaar deze keuze")
    (one,) = known(register)
    assert set(SlideKey) - set(one.slides) == {SlideKey.KAART, SlideKey.WOORDEN}
    at = press(at, "Omlaag: Waar staan we?")
    assert "Waar staan we? is nu dia 2 van 9." in said(at)
    at = press(at, "Omhoog: Doe mee")
    (one,) = known(register)
    assert one.slides[:2] == (SlideKey.SINDS, SlideKey.STAND)
    assert one.slides[-2:] == (SlideKey.MEEDOEN, SlideKey.AFSPRAKEN)
    at.checkbox(key=f"dia-{ref}-kaart").check()
    press(at, "Bewaar deze keuze")
    assert known(register)[0].slides[-1] is SlideKey.KAART


@pytest.mark.usefixtures("editor")
def test_who_chooses_slides_after_a_colleague_did_is_told(register: Store) -> None:
    ref = made(register)
    mine, theirs = opened(), opened()
    theirs.checkbox(key=f"dia-{ref}-kaart").uncheck()
    press(theirs, "Bewaar deze keuze")
    mine.checkbox(key=f"dia-{ref}-woorden").uncheck()
    mine = press(mine, "Bewaar deze keuze")
    assert "Iemand anders veranderde dit net." in said(mine)
    (one,) = known(register)
    assert SlideKey.WOORDEN in one.slides
    assert SlideKey.KAART not in one.slides
    press(mine, "Bewaar deze keuze")
    assert set(SlideKey) - set(known(register)[0].slides) == {SlideKey.KAART, SlideKey.WOORDEN}


@pytest.mark.usefixtures("editor")
def test_pinned_figures_stand_beside_those_of_now(register: Store) -> None:
    made(register)
    with register.write(OPERATOR, "test") as tx:
        sign(tx)
    at = opened()
    assert "Toen en nu" not in said(at)
    at = press(at, "Zet de cijfers nu vast")
    (one,) = known(register)
    assert (one.pinned_day, one.pinned_revision) == (date(2026, 11, 2), register.head().revision)
    with register.write(OPERATOR, "test") as tx:
        sign(tx, "Later genoteerd")
    at = at.run()
    assert "Ondertekenaars122Toezeggingen000" in said(at)
    assert [button.label for button in at.button if "vast" in button.label] == []


@pytest.mark.usefixtures("editor")
def test_counting_begins_anew(register: Store) -> None:
    made(register)
    press(opened(), "Tel reacties vanaf nu")
    assert known(register)[0].counted_from == register.head().revision


@pytest.mark.usefixtures("editor")
def test_lines_are_added_changed_and_removed(register: Store) -> None:
    ref = made(register)
    at = opened()
    for place, line in enumerate(("We bellen.", "We mailen.")):
        at.text_input(key=f"afspraak-{ref}-{place}").set_value(line)
        at = press(at, "Bewaar de afspraken")
    assert agreed(register) == ["We bellen.", "We mailen."]
    first, second = (one for one in at.text_input if str(one.key).startswith("afspraak-regel"))
    first.set_value("We schrijven.")
    second.set_value("")
    at = press(at, "Bewaar de afspraken")
    assert agreed(register) == ["We schrijven."]
    assert "De afspraken zijn bewaard." in said(at)


@pytest.mark.usefixtures("editor")
def test_of_two_who_type_over_a_line_the_second_is_told_and_keeps_what_was_typed(register: Store) -> None:
    made(register)
    with register.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, meetings.all_meetings(tx)[0], "We bellen.")
    mine, theirs = opened(), opened()

    def line(at: AppTest) -> object:
        (found,) = (one for one in at.text_input if str(one.key).startswith("afspraak-regel"))
        return found

    line(theirs).set_value("We mailen.")  # type: ignore[attr-defined]
    press(theirs, "Bewaar de afspraken")
    line(mine).set_value("We schrijven.")  # type: ignore[attr-defined]
    mine = press(mine, "Bewaar de afspraken")
    assert "Iemand anders veranderde dit net." in said(mine)
    assert agreed(register) == ["We mailen."]
    assert line(mine).value == "We schrijven."  # type: ignore[attr-defined]
    assert line(theirs.run()).value == "We mailen."  # type: ignore[attr-defined]


@pytest.mark.usefixtures("editor")
def test_what_a_colleague_typed_shows_at_the_next_look(register: Store) -> None:
    made(register)
    with register.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, meetings.all_meetings(tx)[0], "We bellen.")
    mine, theirs = opened(), opened()
    (line,) = (one for one in theirs.text_input if str(one.key).startswith("afspraak-regel"))
    line.set_value("We mailen.")
    press(theirs, "Bewaar de afspraken")
    mine = mine.run()
    assert [one.value for one in mine.text_input if str(one.key).startswith("afspraak-regel")] == [
        "We mailen."
    ]


@pytest.mark.usefixtures("editor")
def test_its_name_is_changed(register: Store) -> None:
    ref = made(register)
    at = opened()
    at.text_input(key=f"bijeenkomst-naam-{ref}").set_value("Netwerk Oost")
    at = press(at, "Bewaar")
    assert known(register)[0].name == "Netwerk Oost"
    assert "De bijeenkomst is veranderd." in said(at)


@pytest.mark.usefixtures("editor")
def test_removing_is_asked_once_more(register: Store) -> None:
    made(register)
    at = press(opened(), "Verwijder deze bijeenkomst")
    assert "Weet je het zeker?" in said(at)
    at = press(at, "Nee, bewaar")
    assert "Weet je het zeker?" not in said(at)
    assert len(known(register)) == 1
    at = press(press(at, "Verwijder deze bijeenkomst"), "Ja, verwijder")
    assert known(register) == []
    assert "Netwerk <Noord> is verwijderd." in said(at)
    assert "<Noord>" not in written(at)
