"""What is more than one figure: the sections beside what they were asked, one action, one region."""

from html import escape

from dsw.drawings.bars import action_group_rows_html, action_rows_html, bar_html, legend_html
from dsw.drawings.blocks import facts_html, figure_html, link_html
from dsw.drawings.links import page_address
from dsw.drawings.people import voices_html
from dsw.figures import figure
from dsw.plan import Action, load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.sentences import (
    Fact,
    at_least,
    obstacle_facts,
    province_facts,
    province_gap_facts,
    region_short,
)
from dsw.sentences.common import counted, part_of
from dsw.texts import listing, plural, text
from dsw.views import (
    ActionView,
    ProvinceDetail,
    RegionsView,
    SectionDetail,
    SectionsView,
    Selection,
)


def sections_html(view: SectionsView) -> str:
    """Each section beside what its party was asked, with its actions; only the chosen one if any."""
    parts = (
        _section(detail, view.selection)
        for detail in view.sections
        if view.selection.section in (None, detail.number)
    )
    return figure_html(figure("acties", view), legend_html() + "".join(parts))


def action_html(view: ActionView) -> str:
    """One action: what it is, how far it is, who takes part, what holds back, who says what."""
    bar = f"{legend_html()}{bar_html(view.tally)}"
    return "".join(
        (
            _about(load_plan().action(view.code), view.selection),
            figure_html(figure("actie", view), bar),
            figure_html(figure("actie-doelgroepen", view), legend_html() + action_group_rows_html(view)),
            figure_html(
                figure("actie-belemmeringen", view),
                facts_html(_obstacles(view), empty="leeg_omdat.belemmeringen"),
            ),
            voices_html(view),
            _others(view),
        )
    )


def region_html(view: RegionsView) -> str:
    """The chosen region: its bar, who is missing, what holds back; all regions when none was chosen."""
    if view.detail is None:
        return (
            f'<div class="dsw-block"><h2>{escape(text("regio.lijst"))}</h2>'
            f'<p class="dsw-lead">{escape(text("regio.kies"))}</p>'
            f"{facts_html((*province_facts(view), *_elsewhere(view)), view.selection)}</div>"
        )
    tally = view.detail.row.tally
    obstacles = obstacle_facts(view.detail.obstacles, hidden=tally.hidden_persons)
    held = facts_html(obstacles, empty="leeg_omdat.belemmeringen")
    body = (
        f"{legend_html()}{bar_html(tally)}{_missing(view.detail)}"
        f"<h3>{escape(text('regio.houdt_tegen'))}</h3>{held}"
    )
    return figure_html(figure("provincie", view), body)


def numbers_html() -> str:
    """What the numbers and letters along a cross-table stand for."""
    numbers = listing([f"{one.number} {one.short_name}" for one in load_plan().sections])
    places = listing([f"{one.abbreviation} {one.name}" for one in load_regions().provinces])
    elsewhere = listing(
        [f"{region_short(code)} {text(f'kaart.{code}.meer')}" for code in (LANDELIJK, ONBEKEND)]
    )
    return f'<p class="dsw-note">{escape(f"{numbers}. {places}. {elsewhere}.")}</p>'


def _elsewhere(view: RegionsView) -> tuple[Fact, ...]:
    """Who stands on no map."""
    counts = ((LANDELIJK, view.nationwide), (ONBEKEND, view.unknown))
    return tuple(
        Fact(
            at_least(count.total, hidden=count.hidden_persons),
            plural(f"kaart.{code}", count.total),
            ("/regios", "provincie", code),
        )
        for code, count in counts
    )


def _missing(detail: ProvinceDetail) -> str:
    """Who is missing in a province; that nobody is only where we can tell."""
    if detail.row.code in (LANDELIJK, ONBEKEND):
        return ""
    facts = province_gap_facts(detail)
    told = facts_html(facts) if facts else "" if detail.unsure else _said("regio.compleet")
    unsure = _said("regio.onzeker") if detail.unsure else ""
    return f"<h3>{escape(text('regio.ontbreekt'))}</h3>{told}{unsure}"


def _obstacles(view: ActionView) -> tuple[Fact, ...]:
    return obstacle_facts(view.obstacles, hidden=view.tally.hidden_persons)


def _said(key: str) -> str:
    return f"<p>{escape(text(key))}</p>"


def _section(detail: SectionDetail, selection: Selection) -> str:
    section = load_plan().section(detail.number)
    address = page_address("/secties", selection, sectie=detail.number)
    heading = link_html(address, text("sectie.naam", nummer=detail.number, naam=section.name))
    return (
        f"<h3>{heading}</h3><p>{escape(section.asked)}</p>"
        f"{action_rows_html(detail.actions, selection)}{_own_group(detail, selection)}"
    )


def _own_group(detail: SectionDetail, selection: Selection) -> str:
    """How many pledges come from whom the section was written for; of another group nothing is told."""
    if selection.group not in (None, detail.number) or not detail.tally.total:
        return ""
    own, everyone = detail.own_group, detail.tally
    if own.hidden_persons or everyone.hidden_persons:
        told = counted("sectie.eigen_minstens", own.total, least=own.hidden_persons)
    else:
        told = part_of("sectie.eigen", own.total, everyone.total)
    return f'<p class="dsw-note">{escape(told)}</p>'


def _about(action: Action, selection: Selection) -> str:
    """What the plan says of an action, in our words."""
    title = text("actie.naam", code=action.code, naam=action.title)
    practice = "".join(f"<li>{escape(example)}</li>" for example in action.practice)
    themes = ", ".join(load_plan().theme(number).name for number in action.themes)
    pairs = _pair(text("actie.themas"), themes) + "".join(
        _pair(date.when, date.what) for date in action.dates
    )
    back = link_html(page_address("/secties", selection), text("actie.terug"))
    return (
        f'<section class="dsw-block" aria-labelledby="kop-plan"><h2 id="kop-plan">{escape(title)}</h2>'
        f'<div class="dsw-text"><p>{escape(action.summary)}</p><h3>{escape(text("actie.praktijk"))}</h3>'
        f'<ul>{practice}</ul></div><dl class="dsw-pairs">{pairs}</dl><p>{back}</p></section>'
    )


def _pair(term: str, words: str) -> str:
    return f"<div><dt>{escape(term)}</dt><dd>{escape(words)}</dd></div>"


def _action_link(action: Action, selection: Selection) -> str:
    address = page_address("/secties", selection, actie=action.code)
    return link_html(address, f"{action.code} {action.title}")


def _others(view: ActionView) -> str:
    """Links to the other actions of the section."""
    section = load_plan().action(view.code).section
    links = "".join(
        f"<li>{_action_link(other, view.selection)}</li>"
        for other in load_plan().actions_of(section)
        if other.code != view.code
    )
    if not links:
        return ""
    title = escape(text("actie.andere"))
    return (
        f'<section class="dsw-block" aria-labelledby="kop-andere"><h2 id="kop-andere">{title}</h2>'
        f'<ul class="dsw-links">{links}</ul></section>'
    )
