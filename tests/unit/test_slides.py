"""The slides of a meeting: the same figures as the pages, and no name of who does not consent now."""

from dataclasses import replace
from datetime import date
from html import escape

import pytest

from dsw import commands
from dsw.domain import Kind, Obstacle, Profile, Status
from dsw.own_data import erase
from dsw.people import OPERATOR
from dsw.queries import overview, trend
from dsw.queries.slides import SAID_SHOWN, deck
from dsw.segments import segments
from dsw.sentences import headline
from dsw.slides import (
    Agreed,
    Bars,
    Codes,
    Numbers,
    Points,
    Presentation,
    Prose,
    Quotes,
    RegionMap,
    Slide,
    presentation,
)
from dsw.slides.comparing import then_and_now
from dsw.slides.html import Room, counts_of, presentation_html
from dsw.slides.shapes import THEMED, bar_svg, code_svg
from dsw.store import Mirror, Store, Words
from dsw.tables import AtLeast
from dsw.views import Agreement, Meeting, Responses, SlideKey, Tally
from tests.acts import FIRST, PERSON, report, sign

TODAY = date(2026, 11, 2)
SITE = "https://monitor.example"
MEETING = Meeting(
    1, "a" * 32, "Netwerk <Noord>", TODAY, "", 0, date(2026, 6, 1), tuple(SlideKey), None, None, None, 1
)


def shown(store: Store, meeting: Meeting = MEETING, agreements: tuple[Agreement, ...] = ()) -> Presentation:
    mirror = Mirror(store)
    snapshot = mirror.current() if meeting.pinned_revision is None else mirror.at(meeting.pinned_revision)
    with store.read() as db:
        return presentation(deck(snapshot, db, meeting, agreements, TODAY), SITE)


def slide(store: Store, key: SlideKey, meeting: Meeting = MEETING) -> Slide:
    (found,) = (one for one in shown(store, meeting).slides if one.key is key)
    return found


def page(store: Store, meeting: Meeting = MEETING, agreements: tuple[Agreement, ...] = ()) -> str:
    return presentation_html(shown(store, meeting, agreements), Room(Responses(), "sleutel"))


def words_of(one: Slide) -> list[str]:
    """Everything that is quoted on a slide."""
    return [quote.words for block in one.blocks if isinstance(block, Quotes) for quote in block.quotes]


@pytest.fixture
def number(store: Store) -> int:
    """An organisation with a pledge that stands still, an ask and own words; and another that is done."""
    with store.write(OPERATOR, "test") as tx:
        one, other = sign(tx, "Welzijn <b>Hier</b>"), sign(tx, "Welzijn Daar")
        for whose in (one, other):
            commands.pledge(tx, whose, 3, FIRST)
        said = Words("Het <i>lukt</i> niet.", ask="Wie helpt?", helper=8)
        stuck = commands.Report(Status.STAAT_STIL, date(2026, 9, 1), Obstacle.GELD, words=said)
        commands.report(tx, one, 3, stuck)
        report(tx, other, 3, Status.AFGEROND, date(2026, 10, 1))
    return one


# ------------------------------------------------------------------------------------- every slide


@pytest.mark.parametrize("region", ["", "PV20", "PV26"])
@pytest.mark.parametrize("group", [0, 3])
def test_every_slide_says_something_in_any_register(store: Store, region: str, group: int) -> None:
    for filled in (False, True):
        if filled:
            with store.write(OPERATOR, "test") as tx:
                commands.pledge(tx, sign(tx), 3, FIRST)
        slides = shown(store, replace(MEETING, region=region, group=group)).slides
        assert [one.key for one in slides] == list(SlideKey)
        for one in slides:
            assert one.title.text.strip().endswith((".", "?"))
            assert one.title.accent
            assert any(one.speaker)


def test_only_the_chosen_slides_are_shown_and_in_that_order(store: Store) -> None:
    order = (SlideKey.MEEDOEN, SlideKey.STAND)
    assert [one.key for one in shown(store, replace(MEETING, slides=order)).slides] == list(order)


def test_a_slide_holds_the_figures_of_the_page(store: Store, number: int) -> None:
    assert number
    snapshot = Mirror(store).current()
    selection = MEETING.selection(TODAY)
    here, went = overview(snapshot, selection), trend(snapshot, selection, MEETING.since)
    stand, since = slide(store, SlideKey.STAND), slide(store, SlideKey.SINDS)
    assert stand.title == headline(here)
    assert since.title == headline(went)
    (counts,) = (block for block in stand.blocks if isinstance(block, Numbers))
    assert [one.figure for one in counts.numbers] == ["2", "2", "1", "0"]
    assert counts.numbers[2].small == "50% klaar, van 2"
    assert stand.table
    assert [row[1] for row in stand.table.rows] == [count for _, count in segments(here.pledges)]
    (news, held) = since.blocks
    assert isinstance(news, Numbers)
    assert [one.figure for one in news.numbers] == ["0", "1", "0", "1", "0"]
    assert isinstance(held, Prose)
    assert held.words == "geld 1"
    (bars,) = (block for block in slide(store, SlideKey.SECTIES).blocks if isinstance(block, Bars))
    assert [row.tally for row in bars.rows] == [row.tally for row in here.sections]


def test_obstacles_become_something_to_talk_about(store: Store, number: int) -> None:
    assert number
    (points,) = slide(store, SlideKey.BESPREKEN).blocks
    assert isinstance(points, Points)
    assert [(row.figure, row.words.partition(":")[0]) for row in points.rows] == [("1×", "geld")]


def test_the_map_shows_the_own_region(store: Store, number: int) -> None:
    assert number
    everywhere, own = (
        block.view.municipalities
        for region in ("", "PV20")
        for block in slide(store, SlideKey.KAART, replace(MEETING, region=region)).blocks
        if isinstance(block, RegionMap)
    )
    assert len(everywhere) > 300
    assert {row.province for row in own} == {"PV20"}


def test_persons_are_left_out_as_on_the_pages(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx, "Iemand", PERSON), 3, FIRST)
        commands.pledge(tx, sign(tx, "Organisatie", Profile(Kind.ORGANISATIE, 2, ("PV26",))), 3, FIRST)
    local = replace(MEETING, region="PV26")
    stand = slide(store, SlideKey.STAND, local)
    (counts,) = (block for block in stand.blocks if isinstance(block, Numbers))
    assert [one.figure for one in counts.numbers[:2]] == ["1+", "1+"]
    assert "Personen in kleine groepen" in stand.note
    assert stand.table
    assert isinstance(stand.table.rows[0][1], AtLeast)
    assert "%" not in " ".join(one.small for one in counts.numbers)


def test_joining_in_points_at_the_own_site(store: Store) -> None:
    (codes,) = slide(store, SlideKey.MEEDOEN).blocks
    assert isinstance(codes, Codes)
    assert [one.address for one in codes.codes] == [f"{SITE}/link", f"{SITE}/meedoen"]
    assert [one.shown for one in codes.codes] == ["monitor.example/link", "monitor.example/meedoen"]


# ----------------------------------------------------------------------------------------- own words


def test_words_are_shown_of_who_consents(store: Store, number: int) -> None:
    assert number
    assert words_of(slide(store, SlideKey.WOORDEN)) == ["Het <i>lukt</i> niet."]
    (quotes,) = slide(store, SlideKey.VRAGEN).blocks
    assert isinstance(quotes, Quotes)
    (ask,) = quotes.quotes
    assert (ask.words, ask.who) == ("Wie helpt?", "Welzijn <b>Hier</b>, over actie 2.2")
    assert "Stimulering" in ask.after


def test_who_no_longer_consents_is_gone_also_where_it_is_pinned(store: Store, number: int) -> None:
    pinned = replace(MEETING, pinned_day=TODAY, pinned_revision=store.head().revision)
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, number, "Welzijn Hier", show_name=False)
    for meeting in (MEETING, pinned):
        assert words_of(slide(store, SlideKey.WOORDEN, meeting)) == []
        assert "Welzijn" not in page(store, meeting)


def test_who_was_erased_is_gone_also_where_it_is_pinned(store: Store, number: int) -> None:
    pinned = replace(MEETING, pinned_day=TODAY, pinned_revision=store.head().revision)
    before = slide(store, SlideKey.STAND, pinned)
    with store.write(OPERATOR, "erase") as tx:
        commands.withdraw(tx, number, TODAY)
        erase(tx, number)
    assert words_of(slide(store, SlideKey.WOORDEN, pinned)) == []
    assert slide(store, SlideKey.STAND, pinned).blocks == before.blocks


def test_what_was_taken_back_is_not_quoted_any_more(store: Store, number: int) -> None:
    pinned = replace(MEETING, pinned_day=TODAY, pinned_revision=store.head().revision)
    with store.read() as db:
        wrong = [fact.id for fact in db.events_of([number]) if fact.status is Status.STAAT_STIL]
    with store.write(OPERATOR, "annul") as tx:
        commands.annul(tx, number, wrong[0])
    for meeting in (MEETING, pinned):
        assert words_of(slide(store, SlideKey.WOORDEN, meeting)) == []


def test_only_what_was_said_last_is_quoted(store: Store, number: int) -> None:
    pinned = replace(MEETING, pinned_day=TODAY, pinned_revision=store.head().revision)
    with store.write(OPERATOR, "report") as tx:
        report(tx, number, 3, Status.BEZIG, date(2026, 10, 5), "Nu wel.")
    assert words_of(slide(store, SlideKey.WOORDEN)) == ["Nu wel."]
    assert words_of(slide(store, SlideKey.WOORDEN, pinned)) == ["Het <i>lukt</i> niet."]


def test_words_of_elsewhere_are_not_shown_in_a_region(store: Store, number: int) -> None:
    assert number
    for region, said in (("PV20", 1), ("PV26", 0)):
        assert len(words_of(slide(store, SlideKey.WOORDEN, replace(MEETING, region=region)))) == said


def test_of_many_words_the_newest_are_shown_and_one_of_each(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        for place in range(SAID_SHOWN + 3):
            whose = sign(tx, f"Nummer {place}")
            for action in (3, 9):
                commands.pledge(tx, whose, action, FIRST)
                report(tx, whose, action, Status.BEZIG, date(2026, 9, 1), f"{place} over {action}")
    with store.read() as db:
        said = deck(Mirror(store).current(), db, MEETING, (), TODAY).quotes
    assert [one.words for one in said] == [f"{8 - place} over 9" for place in range(SAID_SHOWN)]


def test_a_long_quote_is_cut_off_where_it_still_can_be_read(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx)
        commands.pledge(tx, number, 3, FIRST)
        report(tx, number, 3, Status.BEZIG, date(2026, 9, 1), "woord " * 100)
    (quote,) = words_of(slide(store, SlideKey.WOORDEN))
    assert quote.endswith("…")
    assert len(quote) <= 180


# ------------------------------------------------------------------------------------------ as a page


def test_nothing_that_was_typed_becomes_markup(store: Store, number: int) -> None:
    assert number
    agreed = (Agreement(1, "<script>alert(1)</script>", 1, None),)  # type: ignore[arg-type]  # not shown
    html = page(store, agreements=agreed)
    for typed in ("<script>", "<b>Hier", "<i>lukt", "<Noord>"):
        assert typed not in html
        assert escape(typed) in html


def test_the_page_needs_no_style_or_script_of_its_own(store: Store, number: int) -> None:
    assert number
    html = page(store)
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert html.count('<section class="dia ') == len(SlideKey)


def test_only_staff_get_a_form(store: Store) -> None:
    meeting = shown(store)
    assert "<form" in presentation_html(meeting, Room(Responses(), "sleutel")).partition("<dialog")[0]
    assert "<form" not in presentation_html(meeting, Room(Responses())).partition("<dialog")[0]


def test_the_counter_says_what_came_in() -> None:
    told = counts_of(Responses(updates=1_200, confirmations=1, signatures=2))
    assert told == {
        "aantal": "1.203",
        "woorden": "reacties tot nu toe",
        "delen": "1.200 bijgewerkt · 1 klopt nog · 2 nieuwe ondertekenaars",
    }


def test_drawings_take_the_colours_of_the_screen() -> None:
    drawn = bar_svg(Tally(done=3, busy=2, never=1))
    assert "var(--dsw-done)" in drawn
    assert "#" not in drawn.replace("url(#", "")
    assert THEMED.on_ramp[0] == "var(--dsw-on-ramp-1)"
    assert 'aria-label="' in bar_svg(Tally())


def test_a_code_is_dark_on_light_in_any_theme() -> None:
    drawn = code_svg("https://monitor.example/meedoen")
    assert 'stroke="#000"' in drawn
    assert 'fill="#fff"' in drawn


def test_then_and_now_stand_beside_each_other(store: Store, number: int) -> None:
    before = Mirror(store)
    selection = MEETING.selection(TODAY)
    then = overview(before.current(), selection)
    with store.write(OPERATOR, "report") as tx:
        report(tx, number, 3, Status.AFGEROND, date(2026, 10, 1))
    now = overview(Mirror(store).current(), selection)
    table = then_and_now(then, now, now)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Klaar"] == (1, 2, 2)
    assert rows["Staat stil"] == (1, 0, 0)
    assert rows["Ondertekenaars"] == (2, 2, 2)


def test_what_was_agreed_stands_on_its_slide(store: Store) -> None:
    agreed = (Agreement(1, "We bellen.", 1, None),)  # type: ignore[arg-type]  # not shown
    (block,) = (one for one in shown(store, agreements=agreed).slides if one.key is SlideKey.AFSPRAKEN)
    assert block.blocks == (Agreed(agreed),)
    assert block.title.text == "We spraken 1 ding af."
