"""Two days beside each other: each section then and now, what went up and down, which status became which."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from dsw.drawings.bars import bar_html, legend_html, words_html
from dsw.drawings.blocks import columns_html, facts_html, figure_html, link_html
from dsw.drawings.links import page_address
from dsw.drawings.people import newcomers_html
from dsw.figures import figure
from dsw.sentences import Fact, change_facts, section_name
from dsw.texts import day_short, label, number, text
from dsw.views import Changes, Flow, Move, Tally, TrendView


def comparison_rows_html(view: TrendView) -> str:
    """A row per section with two bars in it, each with its day."""
    rows = "".join(_move(move, view) for move in view.moves)
    return f'{legend_html()}<ol class="dsw-rows">{rows}</ol>'


def differences_html(view: TrendView) -> str:
    """What went up and what went down, beside who is new; below it from which status to which."""
    up, down = up_and_down(view.changes)
    body = _part("verschil.vooruit", up) + _part("verschil.achteruit", down)
    return columns_html(
        figure_html(figure("verschillen", view), body),
        figure_html(figure("nieuwkomers", view), newcomers_html(view)),
    ) + figure_html(figure("stromen", view), facts_html(flow_facts(view.flows), empty="leeg_omdat.stromen"))


def up_and_down(changes: Changes) -> tuple[list[Fact], list[Fact]]:
    """The news that is progress, and the news that is not."""
    better = change_facts(replace(changes, gone_signatories=0, stuck=0, stuck_by=(), back=0, went_silent=0))
    falls = changes.signatories < 0
    up = list(better[1:] if falls else better)
    return up, [fact for fact in change_facts(changes) if fact not in up]


def flow_facts(flows: Sequence[Flow]) -> list[Fact]:
    """From which status to which, most frequent first; what stayed as it was is left out."""
    moved = (flow for flow in flows if flow.before is not flow.after and flow.count)
    ordered = sorted(moved, key=lambda flow: -flow.count)
    return [Fact(number(flow.count), _flow(flow)) for flow in ordered]


def _flow(flow: Flow) -> str:
    if flow.before is None:
        return text("stroom.nieuw", naar=label(flow.after)) if flow.after else text("tabel.nieuw")
    if flow.after is None:
        return text("stroom.weg", van=label(flow.before))
    return text("stroom.van_naar", van=label(flow.before), naar=label(flow.after))


def _part(key: str, facts: Sequence[Fact]) -> str:
    return f"<h3>{escape(text(key))}</h3>{facts_html(facts, empty='leeg_omdat.veranderingen')}"


def _move(move: Move, view: TrendView) -> str:
    name = link_html(
        page_address("/secties", view.selection, sectie=move.section), section_name(move.section)
    )
    days = ((day_short(view.since), move.before), (day_short(view.selection.op), move.after))
    bars = "".join(_then(day, tally) for day, tally in days)
    return (
        f'<li class="dsw-row dsw-row-two"><span class="dsw-row-number">{move.section}</span>'
        f'<span class="dsw-row-name">{name}</span>{bars}</li>'
    )


def _then(day: str, tally: Tally) -> str:
    return (
        f'<div class="dsw-then"><span class="dsw-when">{escape(day)}</span>'
        f"{bar_html(tally)}{words_html(tally)}</div>"
    )
