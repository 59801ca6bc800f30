"""Stacked bars in HTML, and the rows they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from dsw.drawings.blocks import link_html
from dsw.drawings.links import page_address
from dsw.pictures.bars import done_words, empty_words, parts_said
from dsw.rules import Rules
from dsw.segments import Segment, segments
from dsw.sentences import action_title, at_least, section_name, silence
from dsw.texts import label, number, plural, signed, text
from dsw.views import ActionRow, ActionView, GroupRow, GroupsView, HeadCount, Overview, Selection, Tally

#: How many letters of 1 rem fit beside each other in the widest bar there is.
_WIDEST = 60
#: Hatched segments hold no count: it could not be read.
_HATCHED = (Segment.STUCK, Segment.NEVER)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: section, group or action.
        name: its name.
        address: where the name leads.
        tally: its pledges.
        small: a second line under the name.
        state: ``now`` when it is the chosen one, ``dim`` when another is chosen.
        below: small words under the bar.
    """

    number: str
    name: str
    address: str
    tally: Tally
    small: str = ""
    state: str = ""
    below: tuple[str, ...] = ()


def legend_html() -> str:
    """What the colours mean."""
    items = "".join(
        f'<li><span class="dsw-swatch dsw-{segment}"></span>{escape(label(segment))}</li>'
        for segment in Segment
    )
    return f'<ul class="dsw-legend" aria-label="{escape(text("balk.legenda"))}">{items}</ul>'


def bar_html(tally: Tally) -> str:
    """One stacked bar; counts stand inside where they fit: the stylesheet knows how wide it came out."""
    shown = [(segment, count) for segment, count in segments(tally) if count]
    if not shown:
        kind, said = "hidden" if tally.hidden_persons else "empty", escape(empty_words(tally))
        return f'<div class="dsw-bar dsw-bar-{kind}" role="img" aria-label="{said}"></div>'
    parts = "".join(
        f'<span class="dsw-seg dsw-{segment}" style="--n:{count}">'
        f"{_count(segment, count, tally.total)}</span>"
        for segment, count in shown
    )
    return f'<div class="dsw-bar" role="img" aria-label="{escape(parts_said(tally))}">{parts}</div>'


def rows_html(rows: Iterable[Row]) -> str:
    """Rows below each other."""
    return f'<ol class="dsw-rows">{"".join(map(_row, rows))}</ol>'


def section_rows_html(view: Overview) -> str:
    """The nine rows, with what their colours mean."""
    rows = (
        Row(
            str(row.number),
            section_name(row.number),
            page_address("/secties", view.selection, sectie=row.number),
            row.tally,
            state=_state(row.number, view.selection.section),
        )
        for row in view.sections
    )
    return legend_html() + rows_html(rows)


def action_rows_html(actions: Iterable[ActionRow], selection: Selection) -> str:
    """A row per action; each signatory pledges an action once, so its pledges are its signatories."""
    return rows_html(
        Row(row.code, action_title(row.code), page_address("/secties", selection, actie=row.code), row.tally)
        for row in actions
    )


def group_rows_html(view: GroupsView) -> str:
    """A row per stakeholder group, with who signed and how fast it grows."""
    rows = (
        Row(
            str(row.group),
            section_name(row.group),
            page_address("/doelgroepen", view.selection, doelgroep=row.group),
            row.both,
            _group_words(row, (view.selection.op - view.since).days),
            _state(row.group, view.selection.group),
            _group_parts(row, view.stamp.rules),
        )
        for row in view.groups
    )
    return legend_html() + rows_html(rows)


def action_group_rows_html(view: ActionView) -> str:
    """A row per stakeholder group for one action."""
    rows = (
        Row(
            str(group),
            section_name(group),
            page_address("/doelgroepen", view.selection, doelgroep=group),
            tally,
            state=_state(group, view.selection.group),
        )
        for group, tally in view.by_group
    )
    return rows_html(rows)


def signatories_words(count: HeadCount) -> str:
    """How many signatories, with a ``+`` when persons were left out."""
    words = at_least(count.total, hidden=count.hidden_persons)
    return f"{words} {plural('woord.ondertekenaar', count.total)}"


def _group_words(row: GroupRow, days: int) -> str:
    people = signatories_words(row.signatories)
    if row.growth is None:
        return text("rij.doelgroep_verborgen", mensen=people)
    return text("rij.doelgroep", mensen=people, groei=signed(row.growth), dagen=days)


def _group_parts(row: GroupRow, rules: Rules) -> tuple[str, ...]:
    """For whose section its pledges are, and how fresh what we know of them is."""
    both, hidden = row.both, row.both.hidden_persons
    if not both.total:
        return ()
    own, others = (at_least(part.total, hidden=part.hidden_persons) for part in (row.own, row.others))
    recent, silent = (at_least(count, hidden=hidden) for count in (both.recent, both.silent))
    return (
        text("rij.voor_wie", eigen=own, anders=others),
        text("rij.hoe_vers", recent=recent, stil=silent, termijn=silence(rules)),
    )


def _state(number: int, chosen: int | None) -> str:
    if chosen is None:
        return ""
    return "now" if number == chosen else "dim"


def words_html(tally: Tally) -> str:
    """What stands beside a bar: how many pledges, and the range that is done."""
    total = at_least(tally.total, hidden=tally.hidden_persons)
    reach = f"<br>{escape(done_words(tally))}" if tally.total else ""
    return (
        f'<p class="dsw-row-words"><strong>{total}</strong> '
        f"{escape(plural('woord.toezegging', tally.total))}{reach}</p>"
    )


def _count(segment: Segment, count: int, total: int) -> str:
    """The count, with how many figures it has, unless no screen is wide enough for it."""
    words = number(count)
    fits = _WIDEST * count / total >= 0.5 * len(words) + 0.3
    return f'<b class="dsw-n{min(len(words), 6)}">{words}</b>' if fits and segment not in _HATCHED else ""


def _row(row: Row) -> str:
    state = f" dsw-row-{row.state}" if row.state else ""
    small = f"<small>{escape(row.small)}</small>" if row.small else ""
    below = "".join(f"<span>{escape(words)}</span>" for words in row.below)
    bar = bar_html(row.tally)
    if below:
        bar = f'<div class="dsw-row-bar">{bar}<small>{below}</small></div>'
    return (
        f'<li class="dsw-row{state}"><span class="dsw-row-number">{escape(row.number)}</span>'
        f'<span class="dsw-row-name">{link_html(row.address, row.name)}{small}</span>'
        f"{bar}{words_html(row.tally)}</li>"
    )
