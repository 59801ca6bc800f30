"""The nine sections and their actions."""

from dsw.ledger import axes
from dsw.plan import Section, load_plan
from dsw.queries.base import figures_of, stamp_of
from dsw.queries.counting import Cut, tallies, tallies_by_action, tallies_by_section
from dsw.queries.tables import Day
from dsw.store import Snapshot
from dsw.views import ActionRow, SectionDetail, SectionsView, Selection, Tally


def sections(snapshot: Snapshot, selection: Selection) -> SectionsView:
    """How far each section and each of its actions is. A chosen section leaves the others in place."""
    cut, day = Cut.of(selection), figures_of(snapshot).day(selection.op)
    takers = zip(load_plan().codes, tallies_by_action(day, cut), strict=True)
    rows = [ActionRow(code, tally, heads) for code, (tally, heads) in takers]
    details = [
        SectionDetail(section.number, tally, _own_group(day, cut, section), tuple(rows[_actions(section)]))
        for section, tally in zip(load_plan().sections, tallies_by_section(day, cut), strict=True)
    ]
    return SectionsView(stamp_of(snapshot, selection), selection, tuple(details))


def _actions(section: Section) -> slice:
    return axes().actions_of(section.number - 1)


def _own_group(day: Day, cut: Cut, section: Section) -> Tally:
    """The pledges of the group the section was written for; none where the cut leaves that group out."""
    group = section.number - 1
    if cut.group not in (None, group):
        return Tally()
    counts = day.pledges[:, group, cut.where, _actions(section)].sum(axis=1)
    return tallies(counts[:, None], day.protection.shows(slice(group, group + 1), group, cut.place))[0]
