"""The blocks pages are made of. Each takes what the visitor asks, and draws it."""

from functools import lru_cache
from typing import cast

from markdown_it import MarkdownIt

from dsw import drawings
from dsw.figures import figure
from dsw.rules import Rules
from dsw.screen.asking import Ask
from dsw.screen.drawn import block, once
from dsw.screen.sheet import put
from dsw.sentences import (
    change_facts,
    chosen_sentence,
    empty_municipality_facts,
    gap_facts,
    headline,
    meta,
    missing_group_facts,
    reach_facts,
    silence,
    thin_action_facts,
)
from dsw.texts import text
from dsw.views import (
    ActionView,
    DirectoryView,
    GapsView,
    GroupsView,
    Overview,
    RegionsView,
    SectionsView,
    TrendView,
)

#: Actions with few takers that are named before the table tells the rest.
FEWEST_SHOWN = 8
#: What the page about the product itself tells, in order; each is a key below ``over`` and an anchor.
ABOUT = ("wat", "tellen", "tijd", "klein", "bronnen", "meenemen", "privacy", "toegankelijkheid")


def opening(ask: Ask, question: str, first_figure: str) -> None:
    """The answer in a sentence, of which day it is, and a way to its figures as a table."""
    put(ask.beginning + once(ask, ("opening", question), lambda: _opening(ask, question, first_figure)))


def _opening(ask: Ask, question: str, first_figure: str) -> str:
    view = ask.answer(question)
    table, chosen = f"#tabel-{first_figure}", chosen_sentence(ask.request.selection, ask.today)
    return drawings.headline_html(headline(view), meta(view, ask.today), table, chosen)


@block
def overview(ask: Ask) -> str:
    """The nine rows; below them what changed lately, beside where nobody is."""
    view = cast(Overview, ask.answer("overview"))
    rows = drawings.figure_html(figure("secties", view), drawings.section_rows_html(view))
    news = drawings.facts_html(change_facts(view.changes), view.selection)
    gaps = drawings.facts_html(gap_facts(view.gaps), view.selection, empty="leeg_omdat.witte-vlekken")
    return rows + drawings.columns_html(
        drawings.figure_html(figure("veranderingen", view), news),
        drawings.figure_html(figure("witte-vlekken", view), gaps),
    )


@block
def sections(ask: Ask) -> str:
    """Each section beside what its party was asked, with its actions."""
    return drawings.sections_html(cast(SectionsView, ask.answer("sections")))


@block
def action(ask: Ask) -> str:
    """One action: what it is, how far it is, who is on it."""
    return drawings.action_html(cast(ActionView, ask.answer("action")))


@block
def groups(ask: Ask) -> str:
    """The nine stakeholder groups."""
    view = cast(GroupsView, ask.answer("groups"))
    return drawings.figure_html(figure("doelgroepen", view), drawings.group_rows_html(view))


@block
def region(ask: Ask) -> str:
    """The chosen region by itself, or all of them."""
    return drawings.region_html(cast(RegionsView, ask.answer("regions")))


@block
def comparison(ask: Ask) -> str:
    """Each section on two days."""
    view = cast(TrendView, ask.answer("trend"))
    return drawings.figure_html(figure("vergelijking", view), drawings.comparison_rows_html(view))


@block
def differences(ask: Ask) -> str:
    """What happened between two days, pledge by pledge, and who is new."""
    view = cast(TrendView, ask.answer("trend"))
    return drawings.differences_html(view)


@block
def thin_actions(ask: Ask) -> str:
    """Actions with the fewest takers."""
    view = cast(GapsView, ask.answer("gaps"))
    fewest = drawings.facts_html(thin_action_facts(view)[:FEWEST_SHOWN], view.selection)
    return drawings.figure_html(figure("dunne-acties", view), fewest)


@block
def white_spots(ask: Ask) -> str:
    """Groups and municipalities without anybody, and what share of a group takes part."""
    view = cast(GapsView, ask.answer("gaps"))
    rows = {
        "ontbrekende-doelgroepen": missing_group_facts(view),
        "lege-gemeenten": empty_municipality_facts(view),
        "bereik": reach_facts(view),
    }
    return "".join(
        drawings.figure_html(
            figure(key, view), drawings.facts_html(facts, view.selection, empty=f"leeg_omdat.{key}")
        )
        for key, facts in rows.items()
    )


@block
def directory(ask: Ask) -> str:
    """One page of the list of names, and the way to the others."""
    view = cast(DirectoryView, ask.answer("directory"))
    body = drawings.cards_html(view) + drawings.pages_html(view)
    return drawings.figure_html(figure("ondertekenaars", view), body)


def about(ask: Ask) -> None:
    """How the product counts, where its data comes from, privacy and accessibility."""
    put(
        f'{ask.beginning}<div class="dsw-opening"><h1 class="dsw-answer">{text("over.kop")}</h1>'
        f'<p class="dsw-lead">{text("over.intro")}</p></div>'
    )
    put(_about(ask.snapshot.rules))


@lru_cache(maxsize=8)
def _about(rules: Rules) -> str:
    marked = MarkdownIt()
    told = {"termijn": silence(rules), "dagen": rules.recent_days, "vakje": rules.smallest_cell}
    parts = (
        f'<h2 id="{part}">{text(f"over.{part}.kop")}</h2>{marked.render(text(f"over.{part}.tekst", **told))}'
        for part in ABOUT
    )
    return f'<div class="dsw-text">{"".join(parts)}</div>'
