"""The page that answers in one glance."""

from dsw.queries.base import figures_of, stamp_of
from dsw.queries.changes import recent_changes
from dsw.queries.counting import Cut, head_count, tallies_by_section, tally
from dsw.queries.gaps import white_spots
from dsw.store import Snapshot
from dsw.views import Overview, SectionRow, Selection

#: How many white spots the overview names.
GAPS_SHOWN = 6


def overview(snapshot: Snapshot, selection: Selection) -> Overview:
    """How many signed, how many pledges, how far, who we heard from, what changed, where the gaps are."""
    figures, cut = figures_of(snapshot), Cut.of(selection)
    day = figures.day(selection.op)
    spots = white_spots(figures, day, cut)
    return Overview(
        stamp_of(snapshot, selection),
        selection,
        signatories=head_count(day, cut),
        pledges=tally(day, cut),
        sections=tuple(SectionRow(n, row) for n, row in enumerate(tallies_by_section(day, cut), 1)),
        changes=recent_changes(figures, cut, selection.op),
        gaps=spots[:GAPS_SHOWN],
        gap_total=len(spots),
    )
