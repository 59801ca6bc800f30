"""The body of every picture, each from the answer object its figure is about."""

from dsw.domain import Status
from dsw.pictures import bars, lists, maps, timeline
from dsw.pictures.canvas import Canvas
from dsw.pictures.matrix import matrix
from dsw.sentences import (
    action_title,
    change_facts,
    empty_municipality_facts,
    gap_facts,
    missing_group_facts,
    obstacle_facts,
    province_gap_facts,
    reach_facts,
    region_short,
    section_name,
    section_short,
    thin_action_facts,
)
from dsw.texts import day_short, label, text
from dsw.views import (
    ActionView,
    Cell,
    GapsView,
    GroupsView,
    Matrix,
    Overview,
    RegionsView,
    SectionsView,
    TrendView,
)

tiles = maps.tiles
outlines = maps.outlines
hexagons = maps.hexagons
signatories_over_time = timeline.signatories
statuses_over_time = timeline.statuses


def sections(canvas: Canvas, top: float, view: Overview) -> float:
    """The nine rows."""
    shown = [bars.Row(str(row.number), section_name(row.number), (row.tally,)) for row in view.sections]
    return bars.rows(canvas, top, shown)


def overview_changes(canvas: Canvas, top: float, view: Overview) -> float:
    """What changed lately."""
    return lists.facts(canvas, top, change_facts(view.changes))


def overview_gaps(canvas: Canvas, top: float, view: Overview) -> float:
    """The first few white spots."""
    return lists.facts(canvas, top, gap_facts(view.gaps))


def actions(canvas: Canvas, top: float, view: SectionsView) -> float:
    """A row per action that is shown."""
    shown = [
        bars.Row(row.code, action_title(row.code), (row.tally,))
        for detail in view.sections
        if view.selection.section in (None, detail.number)
        for row in detail.actions
    ]
    return bars.rows(canvas, top, shown)


def action(canvas: Canvas, top: float, view: ActionView) -> float:
    """One action's bar."""
    return bars.single(canvas, top, view.tally)


def action_groups(canvas: Canvas, top: float, view: ActionView) -> float:
    """One action's pledges per group."""
    shown = [bars.Row(str(group), section_name(group), (tally,)) for group, tally in view.by_group]
    return bars.rows(canvas, top, shown)


def action_obstacles(canvas: Canvas, top: float, view: ActionView) -> float:
    """What holds back one action's pledges."""
    hidden = view.tally.hidden_persons
    return lists.facts(canvas, top, obstacle_facts(view.obstacles, hidden=hidden))


def groups(canvas: Canvas, top: float, view: GroupsView) -> float:
    """A row per group."""
    shown = [bars.Row(str(row.group), section_name(row.group), (row.both,)) for row in view.groups]
    return bars.rows(canvas, top, shown)


def section_province(canvas: Canvas, top: float, view: RegionsView) -> float:
    """Pledges per section and province."""
    return _crossed(canvas, top, view.matrix)


def province(canvas: Canvas, top: float, view: RegionsView) -> float:
    """One province's bar, who is missing and what holds back."""
    if view.detail is None:
        return lists.facts(canvas, top, ())
    tally = view.detail.row.tally
    y = bars.single(canvas, top, tally)
    obstacles = obstacle_facts(view.detail.obstacles, hidden=tally.hidden_persons)
    return lists.facts(canvas, y, (*province_gap_facts(view.detail), *obstacles))


def comparison(canvas: Canvas, top: float, view: TrendView) -> float:
    """Two bars per section: then above, now below."""
    days = (day_short(view.since), day_short(view.selection.op))
    shown = [
        bars.Row(str(move.section), section_name(move.section), (move.before, move.after), days)
        for move in view.moves
    ]
    return bars.rows(canvas, top, shown)


def differences(canvas: Canvas, top: float, view: TrendView) -> float:
    """What happened between two days."""
    return lists.facts(canvas, top, change_facts(view.changes))


def flows(canvas: Canvas, top: float, view: TrendView) -> float:
    """Pledges by their status then (down) and now (across)."""
    before: tuple[Status | None, ...] = (*Status, None)
    after: tuple[Status | None, ...] = (*Status, None)
    counts = {(flow.before, flow.after): flow.count for flow in view.flows}
    cells = tuple(tuple(Cell(counts.get((then, now), 0)) for now in after) for then in before)
    rows = [label(status) if status else text("tabel.nieuw") for status in before]
    columns = [label(status) if status else text("tabel.beeindigd") for status in after]
    return matrix(canvas, top, Matrix(tuple(rows), tuple(columns), cells, 0), rows, columns)


def thin_actions(canvas: Canvas, top: float, view: GapsView) -> float:
    """A plain bar per action, fewest takers first."""
    shown = [
        (action.code, action_title(action.code), action.signatories, fact.figure)
        for action, fact in zip(view.actions, thin_action_facts(view), strict=True)
    ]
    return bars.counts(canvas, top, shown)


def presence(canvas: Canvas, top: float, view: GapsView) -> float:
    """Signatories per group and province."""
    return _crossed(canvas, top, view.presence)


def missing_groups(canvas: Canvas, top: float, view: GapsView) -> float:
    """A row per province with the groups that are missing there."""
    return lists.facts(canvas, top, missing_group_facts(view))


def empty_municipalities(canvas: Canvas, top: float, view: GapsView) -> float:
    """A row per province with how many municipalities are empty, and the first of them."""
    return lists.facts(canvas, top, empty_municipality_facts(view))


def reach(canvas: Canvas, top: float, view: GapsView) -> float:
    """A row per group: how many signed of how many there are."""
    return lists.facts(canvas, top, reach_facts(view))


def _crossed(canvas: Canvas, top: float, shown: Matrix) -> float:
    rows = [f"{code} {section_short(code)}" for code in shown.rows]
    columns = [region_short(code) for code in shown.columns]
    return matrix(canvas, top, shown, rows, columns)
