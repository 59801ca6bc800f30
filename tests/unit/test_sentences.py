"""Sentences: right in number, short, neutral, and never without what we do not know."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from dsw.domain import Obstacle
from dsw.figures import FIGURES
from dsw.sentences import (
    change_facts,
    empty_municipality_facts,
    gap_facts,
    headline,
    meta,
    missing_group_facts,
    moments,
    names,
    obstacle_facts,
    people_scope,
    places,
    pledge_scope,
    progress,
    province_gap_facts,
    reach_facts,
    scope,
    thin_action_facts,
)
from dsw.sentences.common import done_sentence, never_sentence
from dsw.sentences.facts import why
from dsw.views import Changes, HeadCount, Selection, Shading, Tally
from tests import builders
from tests.builders import ANSWERS, CUTS, NASTY, OP, SINCE, tally

WHERE = "In heel Nederland"
SPLIT = re.compile(r"(?<=[.!?])\s+")


def every_answer() -> list[Any]:
    """Each hand-made answer about each cut."""
    views = [view for answers in ANSWERS.values() for view in answers]
    return [replace(view, selection=cut) for view, cut in product(views, CUTS)]


def every_sentence() -> list[str]:
    """All headings, lines below them and sentences of figures, for all answers about all cuts."""
    said = []
    for view in every_answer():
        recipes = [recipe for recipe in FIGURES.values() if view in _about(recipe.question, view)]
        said += [headline(view).text, meta(view, OP), *(recipe.sentence(view) for recipe in recipes)]
    return said


def _about(question: str, view: Any) -> list[Any]:
    return [view] if type(view) is type(ANSWERS[question][0]) else []


def words(sentence: str) -> int:
    """Words of a sentence; the words of a name in it are counted too."""
    return len([word for word in sentence.split() if re.search(r"\w", word)])


def test_no_sentence_is_longer_than_fifteen_words() -> None:
    long = {one for said in every_sentence() for one in SPLIT.split(said) if words(one) > 15}
    assert long == set()


def test_the_white_spots_that_are_shown_are_named_by_kind() -> None:
    view = builders.overview()
    actions, groups = view.gaps[:2], (view.gaps[2],) * 3
    for gaps, total, said in (
        (view.gaps, 131, "Dit zijn de eerste 4: 2 acties, 1 doelgroep in een provincie en 1 gemeente."),
        (actions, 131, "Dit zijn de eerste 2 acties."),
        ((*actions, *groups), 5, "Hier zie je 2 acties en 3 doelgroepen in een provincie."),
    ):
        assert said in progress.overview_gaps(replace(view, gaps=gaps, gap_total=total))
    alone = replace(view, gaps=actions[:1], gap_total=1)
    assert progress.overview_gaps(alone) == "We zien 1 witte vlek."


def test_of_a_single_one_it_is_told_that_it_is_the_only_one() -> None:
    day = "1 november 2026"
    assert (
        moments.on_day("nu", date(2026, 11, 1), tally(1)) == f"Op {day} is er 1 toezegging, en die is klaar."
    )
    assert moments.on_day("toen", date(2026, 11, 1), tally(0, 1)) == (
        f"Op {day} was er 1 toezegging, en die was nog niet klaar."
    )
    assert moments.on_day("nu", date(2026, 11, 1), tally(1, 1)).startswith(
        f"Op {day} is 1 van 2 toezeggingen"
    )
    alone = replace(builders.directory(), signatories=HeadCount(1), named=1, text="")
    assert moments.directory(alone) == "De enige ondertekenaar laat een naam zien."
    assert "De ander telt mee" in moments.directory(replace(alone, signatories=HeadCount(2)))
    voices = replace(builders.action(), voices=builders.action().voices[:1], voices_total=1)
    assert progress.action_voices(voices) == "Je ziet de enige ondertekenaar die een naam laat zien."


def test_sentences_are_whole() -> None:
    odd = {said for said in every_sentence() if not re.fullmatch(r"[A-Z0-9‘].*[.]", said) or "  " in said}
    assert odd == set()


def test_every_share_stands_beside_its_number() -> None:
    shares = {one for said in every_sentence() for one in SPLIT.split(said) if "%" in one}
    assert shares
    assert {one for one in shares if not re.search(r"\d+ .*\([^()]*\d+%\)", one)} == set()


def test_a_share_that_is_done_never_comes_without_what_we_do_not_know() -> None:
    for said in every_sentence():
        if re.search(r"toezeggingen klaar \([^()]*\d+%\)", said):
            assert re.search(r"hoorden we (nog niets|al iets)", said), said


# ---------------------------------------------------------------------------------------- how far


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Tally(), "In heel Nederland zijn er nog geen toezeggingen."),
        (tally(1), "In heel Nederland is er 1 toezegging, en die is klaar."),
        (tally(0, 1), "In heel Nederland is er 1 toezegging. Die is nog niet klaar."),
        (tally(0, 3), "In heel Nederland is nog geen van 3 toezeggingen klaar."),
        (tally(1, 3), "In heel Nederland is 1 van 4 toezeggingen klaar (25%)."),
        (tally(266, 1330), "In heel Nederland zijn 266 van 1.596 toezeggingen klaar (17%)."),
        (tally(1, 999), "In heel Nederland is 1 van 1.000 toezeggingen klaar (minder dan 1%)."),
    ],
)
def test_how_many_are_done(counted: Tally, said: str) -> None:
    assert done_sentence(counted, WHERE) == said


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Tally(), ""),
        (tally(3), "Van alle toezeggingen hoorden we al iets."),
        (tally(3, 0, 0, 0, 0, 1), "Van 1 toezegging (25%) hoorden we nog niets."),
        (tally(0, 0, 0, 0, 0, 4), "Van geen enkele toezegging hoorden we al iets."),
    ],
)
def test_what_we_never_heard(counted: Tally, said: str) -> None:
    assert never_sentence(counted) == said


def test_left_out_persons_are_told_with_the_reason() -> None:
    told = "Zo is niet te zien wie het is."
    assert told in progress.groups(builders.groups())
    assert told not in progress.groups(builders.empty_groups())
    assert "In 9 vakjes lieten we personen weg" in places.section_province(builders.regions())
    assert "weg" not in places.section_province(builders.empty_regions())


# -------------------------------------------------------------------------------------------- cuts


@pytest.mark.parametrize(
    ("selection", "where"),
    [
        (Selection(OP), "In heel Nederland"),
        (Selection(OP, province="PV29"), "In Zeeland"),
        (Selection(OP, province="landelijk"), "Landelijk"),
        (Selection(OP, province="onbekend"), "Zonder bekende regio"),
        (Selection(OP, group=4), "Bij de gemeenten en zorgverzekeraars"),
        (Selection(OP, section=3), "Voor sectie 3"),
        (Selection(OP, group=9, province="PV29"), "Bij de overheid in Zeeland"),
        (Selection(OP, group=1, province="landelijk"), "Bij de inwoners (landelijk)"),
        (Selection(OP, group=1, province="onbekend"), "Bij de inwoners (regio onbekend)"),
        (Selection(OP, 3, 2, "PV30"), "Bij doelgroep 2 in Noord-Brabant voor sectie 3"),
    ],
)
def test_the_cut_is_named(selection: Selection, where: str) -> None:
    assert scope(selection) == where


def test_a_section_does_not_choose_people() -> None:
    assert people_scope(Selection(OP, section=3)) == ""
    assert scope(Selection(OP, section=3), "3.2") == "Voor actie 3.2"


def test_the_subject_stands_behind_the_pledges_when_a_sentence_begins_with_whose_they_are() -> None:
    where, about = pledge_scope(Selection(OP, province="PV22"), "8.1")
    assert done_sentence(Tally(), where, about) == "In Drenthe zijn er nog geen toezeggingen voor actie 8.1."
    where, about = pledge_scope(Selection(OP, section=3))
    assert done_sentence(tally(0, 1), where, about) == (
        "Voor sectie 3 is er 1 toezegging. Die is nog niet klaar."
    )


# ---------------------------------------------------------------------------------------- headings


def test_the_overview_opens_with_its_answer() -> None:
    said = headline(builders.overview())
    assert (said.before, said.accent) == ("", "612 mensen en organisaties")
    assert said.text == "612 mensen en organisaties doen mee. Van 1.596 toezeggingen zijn er 266 klaar."


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (builders.empty_overview(), "Nog niemand doet mee. Er zijn nog geen toezeggingen."),
        (
            builders.overview(selection=Selection(OP, section=3, province="PV29")),
            "In Zeeland doen 612 ondertekenaars mee met sectie 3. Van 1.596 toezeggingen zijn er 266 klaar.",
        ),
        (
            builders.overview(selection=Selection(OP, section=3)),
            "612 mensen en organisaties doen mee met sectie 3. Van 1.596 toezeggingen zijn er 266 klaar.",
        ),
        (
            builders.empty_overview(Selection(OP, province="PV29")),
            "In Zeeland doet nog niemand mee. Er zijn nog geen toezeggingen.",
        ),
        (builders.empty_sections(), "Geen van de 27 acties heeft een toezegging."),
        (
            builders.sections(Selection(OP, section=8)),
            "De enige actie van sectie 8 heeft een toezegging. Van 85 toezeggingen zijn er 13 klaar.",
        ),
        (
            replace(builders.empty_sections(), selection=Selection(OP, section=8)),
            "De enige actie van sectie 8 heeft nog geen toezegging.",
        ),
        (
            builders.sections(Selection(OP, section=3, province="PV29")),
            (
                "In Zeeland hebben 2 van de 3 acties een toezegging. "
                "Van 145 toezeggingen zijn er 26 klaar. Dit geldt alleen voor sectie 3."
            ),
        ),
        (builders.action(), "360 ondertekenaars kozen actie 3.2. Van 377 toezeggingen zijn er 64 klaar."),
        (builders.empty_action(), "Nog niemand koos actie 8.1."),
        (
            builders.groups(),
            "9 van de 9 doelgroepen doen mee. Van 1.596 toezeggingen zijn er 266 klaar.",
        ),
        (
            builders.groups(Selection(OP, section=3, province="PV29")),
            (
                "In Zeeland doen 9 van de 9 doelgroepen mee met sectie 3. "
                "Van 1.596 toezeggingen zijn er 266 klaar."
            ),
        ),
        (builders.empty_groups(), "Nog niemand doet mee."),
        (
            builders.groups(Selection(OP, group=4)),
            (
                "Bij de gemeenten en zorgverzekeraars doen 45 ondertekenaars mee. "
                "Van 174 toezeggingen zijn er 21 klaar."
            ),
        ),
        (builders.regions(), "In 212 van de 342 gemeenten doet al iemand mee."),
        (builders.empty_regions(), "Nog in geen enkele gemeente doet iemand mee."),
        (
            builders.regions(Selection(OP, section=3, group=9)),
            "In 212 van de 342 gemeenten doet al iemand mee met sectie 3. Dit geldt alleen bij de overheid.",
        ),
        (
            builders.regions(Selection(OP, province="PV26")),
            "In Utrecht doen 84 ondertekenaars mee. In 19 van de 26 gemeenten doet al iemand mee.",
        ),
        (
            builders.regions(Selection(OP, province="landelijk")),
            "Landelijk doen 71 ondertekenaars mee.",
        ),
        (
            builders.trend(),
            (
                "Sinds 25 augustus 2026 zijn 63 toezeggingen klaargemeld. "
                "Er kwamen 17 toezeggingen stil te staan."
            ),
        ),
        (
            builders.trend(Selection(OP, 3, 2, "PV29")),
            (
                "Sinds 25 augustus 2026 zijn bij doelgroep 2 in Zeeland 63 toezeggingen klaargemeld. "
                "Er kwamen 17 toezeggingen stil te staan. Dit geldt alleen voor sectie 3."
            ),
        ),
        (
            builders.empty_trend(),
            "Sinds 25 augustus 2026 is geen toezegging klaargemeld. Er kwam geen toezegging stil te staan.",
        ),
        (
            builders.gaps_view(),
            (
                "2 van de 27 acties hebben nog geen ondertekenaar. "
                "In 130 van de 342 gemeenten doet nog niemand mee."
            ),
        ),
        (
            builders.gaps_view(Selection(OP, section=3, province="PV29")),
            (
                "In Zeeland hebben 2 van de 27 acties nog geen ondertekenaar. "
                "In 130 van de 342 gemeenten doet nog niemand mee. Dit geldt alleen voor sectie 3."
            ),
        ),
        (builders.directory(), "312 ondertekenaars laten een naam zien. Er doen 612 ondertekenaars mee."),
        (builders.directory("zorg"), "We vinden 2 namen."),
        (
            builders.directory("zorg", Selection(OP, province="PV29")),
            "We vinden 2 namen. Dit geldt alleen in Zeeland.",
        ),
        (builders.empty_directory(), "Nog niemand laat een naam zien. Er doet nog niemand mee."),
    ],
)
def test_every_page_opens_with_its_answer(view: object, said: str) -> None:
    assert headline(view).text == said


def test_every_heading_has_one_accent() -> None:
    assert all(headline(view).accent.strip() for view in every_answer())


def test_only_an_answer_has_a_heading() -> None:
    with pytest.raises(TypeError):
        headline("geen antwoord")
    with pytest.raises(TypeError):
        meta("geen antwoord", OP)


def test_the_line_below_the_heading() -> None:
    assert meta(builders.overview(), OP) == (
        "Van 589 toezeggingen (37%) hoorden we nog niets. "
        "Stand op 23 november 2026, laatste wijziging vandaag om 14.05 uur."
    )
    assert "wijziging 23 november 2026 om 14.05 uur" in meta(builders.overview(), OP + timedelta(1))
    assert meta(builders.empty_overview(), OP) == (
        "Stand op 23 november 2026. Er staan nog geen gegevens in het register."
    )
    assert meta(builders.regions(), OP).startswith("71 ondertekenaars werken landelijk en staan niet")


# ----------------------------------------------------------------------------------------- figures


def test_changes_grow_shrink_and_stand_still() -> None:
    def said(net: int) -> str:
        return progress.growth(net, SINCE)

    assert said(1) == "Er kwam 1 ondertekenaar bij sinds 25 augustus 2026."
    assert said(-2) == "Er gingen 2 ondertekenaars weg sinds 25 augustus 2026."
    assert said(0) == "Het aantal ondertekenaars bleef gelijk sinds 25 augustus 2026."


def test_growth_and_newcomers_are_not_told_alike() -> None:
    """Who left in the same days makes the two numbers differ."""
    assert "Er kwamen 48 ondertekenaars bij" in moments.differences(builders.trend())
    assert "Er zijn 51 nieuwe ondertekenaars" in moments.newcomers(builders.trend())


def test_the_map_explains_itself() -> None:
    said = places.province_map(builders.regions(), Shading.COUNT)
    assert "Samen is dat 700, bij 612 ondertekenaars." in said
    assert "71 ondertekenaars werken landelijk en staan niet op de kaart." in said
    assert "Van 1 ondertekenaar weten we de regio niet." in said
    assert places.province_map(builders.empty_regions(), Shading.PER_100K).count(".") == 2


def test_obstacles_are_not_ranked_when_even() -> None:
    both = ((Obstacle.TIJD, 3), (Obstacle.GELD, 3))
    assert why(both, "feit") == "even vaak tijd als geld"
    assert why(((Obstacle.TIJD, 4), (Obstacle.GELD, 3)), "feit") == "meestal tijd, daarna geld"
    assert why(((Obstacle.TIJD, 4),), "feit") == "steeds tijd"
    assert why((), "feit") == ""


def test_a_halt_without_a_reason_is_told() -> None:
    assert progress.obstacles(2, ()) == "Er staan 2 toezeggingen stil. Waardoor, is niet verteld."
    assert progress.obstacles(0, ()) == "Er staat geen toezegging stil."


def test_time_with_one_point_and_with_none() -> None:
    full = builders.trend()
    one = replace(full, points=full.points[-1:])
    assert moments.signatories_over_time(one).startswith(
        "Er is nog maar één meting: op 23 november 2026 waren er 612 ondertekenaars."
    )
    assert moments.statuses_over_time(one).startswith("Op 23 november 2026 zijn 266 van 1.596")
    flat = replace(full, points=(full.points[-1], full.points[-1]))
    assert "gelijk: 612" in moments.signatories_over_time(flat)


def test_reach_tells_the_share_of_a_chosen_group_that_was_counted_whole() -> None:
    full = builders.gaps_view(Selection(OP, group=4))
    assert "74 van de 342 mee (22%)" in places.reach(full)
    for odd in (replace(full.references[0], size=10), replace(full.references[0], partial=True)):
        assert "%" not in places.reach(replace(full, references=(odd,)))
    assert "%" not in places.reach(builders.gaps_view())


def test_an_action_with_hidden_persons_is_no_white_spot() -> None:
    full = builders.gaps_view()
    hidden = replace(full, actions=tuple(replace(one, hidden_persons=True) for one in full.actions))
    assert headline(hidden).text.startswith("We laten niet zien of 2 acties een ondertekenaar hebben.")
    assert places.thin_actions(hidden).startswith("Van 2 acties laten we niet zien of er een")
    assert thin_action_facts(hidden)[0].figure == "0+"


def test_hidden_persons_in_what_changed_are_told() -> None:
    told = progress.changes(replace(builders.changes(), hidden_persons=True), builders.WHOLE)
    assert "Organisaties meldden 63 toezeggingen klaar." in told
    assert told.endswith("Personen tellen we hier niet mee. Zo is niet te zien wie het is.")


# ------------------------------------------------------------------------- persons that are left out

DRENTHE = Selection(OP, province="PV22")
FEW, NONE = HeadCount(9, 0, hidden_persons=True), HeadCount(0, 0, hidden_persons=True)


def without_persons(heads: HeadCount, counted: Tally) -> Any:
    """The first page about a province where persons are left out."""
    return replace(builders.overview(selection=DRENTHE), signatories=heads, pledges=counted)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            without_persons(FEW, tally(5, 14, 0, 0, 0, 23, hidden=True)),
            (
                "In Drenthe doen minstens 9 ondertekenaars mee. "
                "Er zijn minstens 42 toezeggingen. Daarvan zijn er minstens 5 klaar."
            ),
        ),
        (
            without_persons(FEW, tally(hidden=True)),
            "In Drenthe doen minstens 9 ondertekenaars mee.",
        ),
        (
            without_persons(NONE, tally(hidden=True)),
            "In Drenthe laten we niet zien hoeveel ondertekenaars meedoen.",
        ),
        (
            replace(builders.action(DRENTHE), signatories=NONE, tally=tally(hidden=True)),
            "In Drenthe laten we niet zien hoeveel ondertekenaars actie 3.2 kozen.",
        ),
        (
            replace(builders.directory(selection=DRENTHE), signatories=FEW, named=10),
            "In Drenthe laten 10 ondertekenaars een naam zien. Er doen minstens 10 ondertekenaars mee.",
        ),
        (
            replace(builders.gaps_view(DRENTHE), unsure_municipalities=3),
            (
                "In Drenthe hebben 2 van de 27 acties nog geen ondertekenaar. "
                "In minstens 130 van de 342 gemeenten doet nog niemand mee."
            ),
        ),
        (
            replace(builders.trend(DRENTHE), changes=replace(builders.changes(), hidden_persons=True)),
            (
                "Sinds 25 augustus 2026 meldden organisaties in Drenthe 63 toezeggingen klaar. "
                "Bij organisaties kwamen 17 toezeggingen stil te staan."
            ),
        ),
    ],
)
def test_a_heading_never_says_more_than_we_show(view: object, said: str) -> None:
    assert headline(view).text == said


def test_where_no_municipality_is_named_the_whole_province_is() -> None:
    view = builders.regions(Selection(OP, province="PV26"))
    assert view.detail is not None
    row = replace(view.detail.row, covered=0, signatories=HeadCount(3))
    assert headline(replace(view, detail=replace(view.detail, row=row))).text == (
        "In Utrecht doen 3 ondertekenaars mee. Zij werken in de hele provincie."
    )
    unsure = replace(view, detail=replace(view.detail, row=replace(row, unsure=2)))
    assert headline(unsure).text == "In Utrecht doen 3 ondertekenaars mee."


@pytest.mark.parametrize("province", ["landelijk", "onbekend"])
def test_outside_provinces_nothing_is_missing_and_nothing_is_complete(province: str) -> None:
    full = builders.gaps_view(Selection(OP, province=province))
    view = replace(full, missing=(), empty_municipalities=(), municipalities_total=0)
    assert "gemeente" not in headline(view).text
    for said in (places.missing_groups(view), places.empty_municipalities(view)):
        assert said == "Kies heel Nederland of een provincie om dit te zien."


def test_shares_and_reasons_are_left_out_with_persons() -> None:
    hidden = tally(5, 3, 2, 0, 0, 9, hidden=True)
    assert done_sentence(hidden, "In Drenthe") == (
        "In Drenthe zijn er minstens 19 toezeggingen. Daarvan zijn er minstens 5 klaar."
    )
    assert never_sentence(hidden) == "Van minstens 9 toezeggingen hoorden we nog niets."
    assert never_sentence(tally(1, hidden=True)) == ""
    view = replace(builders.action(DRENTHE), tally=hidden)
    assert progress.action_obstacles(view).startswith("Er staan minstens 2 toezeggingen stil. Dit geldt")
    assert obstacle_facts(view.obstacles, hidden=True)[0].figure == "12+×"


def test_the_reason_why_is_told_once() -> None:
    view = builders.regions(Selection(OP, province="PV26"))
    assert view.detail is not None
    row = replace(view.detail.row, signatories=FEW, tally=tally(1, 2, hidden=True))
    told = places.province(replace(view, detail=replace(view.detail, row=row)))
    assert told.count("Personen in kleine groepen laten we weg.") == 1


def test_lines_over_time_say_where_persons_are_left_out() -> None:
    full = builders.trend(DRENTHE)
    points = tuple(replace(point, tally=replace(point.tally, hidden_persons=True)) for point in full.points)
    said = moments.signatories_over_time(replace(full, points=points))
    assert said.startswith("Op 23 november 2026 doen minstens 612 ondertekenaars mee.")
    assert "Waar we personen weglaten, is de lijn onderbroken. Personen in kleine groepen" in said


def test_newcomers_with_a_name_are_never_more_than_newcomers() -> None:
    full = builders.trend(DRENTHE)
    few = replace(full.changes, new_signatories=1, hidden_persons=True)
    assert moments.newcomers(replace(full, changes=few)).startswith(
        "Er zijn minstens 2 nieuwe ondertekenaars sinds 25 augustus 2026. Hier zie je 2 namen."
    )


def test_a_chosen_group_is_told_alone() -> None:
    said = progress.groups(builders.groups(Selection(OP, group=1)))
    assert said.startswith("Bij de inwoners zijn 22 van 160 toezeggingen klaar (14%).")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(OP), ""),
        (Selection(OP, province="PV29"), "Dit geldt alleen in Zeeland."),
        (Selection(OP, section=3), "Dit geldt alleen voor sectie 3."),
        (Selection(OP, section=3, province="landelijk"), "Dit geldt alleen landelijk voor sectie 3."),
    ],
)
def test_a_cut_that_is_not_named_is_told_apart(selection: Selection, said: str) -> None:
    assert names.only(selection) == said


# ------------------------------------------------------------------------------------------- facts


def test_news_in_rows() -> None:
    rows = {fact.words: fact.figure for fact in change_facts(builders.changes())}
    assert rows["ondertekenaars, waarvan 21 organisaties"] == "+48"
    assert rows["toezeggingen kwamen stil te staan: meestal tijd, daarna geld"] == "17"
    assert rows["toezeggingen gingen terug naar een eerdere stap"] == "9"


def test_no_news_keeps_only_growth() -> None:
    quiet = change_facts(Changes(date(2026, 8, 25), OP))
    assert [fact.figure for fact in quiet] == ["0", "0"]


def test_white_spots_lead_to_their_page() -> None:
    facts = gap_facts(builders.gaps())
    assert [fact.figure for fact in facts] == ["8.1", "7.4", "ZE", "UT"]
    assert facts[0].link == ("/secties", "actie", "8.1")
    assert facts[2].link == ("/regios", "provincie", "PV29")
    assert facts[2].words == "Zeeland: nog niemand uit de doelgroep Onderwijsinstellingen"


def test_what_is_missing_in_a_province() -> None:
    detail = builders.regions(Selection(OP, province="PV26")).detail
    assert detail is not None
    group, empty = province_gap_facts(detail)
    assert (group.figure, empty.figure) == ("0", "7")
    assert empty.words.endswith("Veenendaal en nog 2")
    assert province_gap_facts(replace(detail, missing_groups=(), empty_municipalities=())) == ()


def test_lists_of_white_spots() -> None:
    view = builders.gaps_view()
    assert thin_action_facts(view)[0].figure == "0"
    assert [fact.figure for fact in missing_group_facts(view)] == ["ZE", "DR"]
    shown = [fact.figure.split(" van de ") for fact in empty_municipality_facts(view)]
    assert sum(int(empty) for empty, _ in shown) == 130
    assert all(int(empty) <= int(existing) for empty, existing in shown)
    assert reach_facts(view)[1].words == "Inwoners: hoe groot deze groep is, weten we niet"
    assert obstacle_facts(((Obstacle.TIJD, 5),))[0].figure == "5×"


def test_nobody_is_singular_and_names_are_not_touched() -> None:
    assert headline(replace(builders.overview(), signatories=HeadCount(1))).accent == "1 mens of organisatie"
    assert NASTY not in headline(builders.directory(NASTY)).text
