"""The answer objects: one per question, small and frozen.

Page, chart, drawing, table, sentence, export and route all eat the same object, so they cannot disagree.
Every count says what it counts: ``signatories`` are people and organisations, ``pledges`` what they pledged.
"""

from dsw.views.counts import Cell, HeadCount, Matrix, Selection, Stamp, Tally, percent
from dsw.views.meetings import Agreement, Meeting, Responses, SlideKey
from dsw.views.moments import Flow, Move, NewSignatory, TrendPoint, TrendView
from dsw.views.people import DirectoryView, SignatoryCard
from dsw.views.places import (
    GapsView,
    GroupGap,
    MunicipalityRow,
    ProvinceDetail,
    ProvinceRow,
    RegionsView,
    Shading,
    ThinAction,
)
from dsw.views.progress import (
    ActionRow,
    ActionView,
    Changes,
    Gap,
    GapKind,
    GroupRow,
    GroupsView,
    Overview,
    SectionDetail,
    SectionRow,
    SectionsView,
    Voice,
)
from dsw.views.slides import Deck, Said, Talk

__all__ = [
    "ActionRow",
    "ActionView",
    "Agreement",
    "Cell",
    "Changes",
    "Deck",
    "DirectoryView",
    "Flow",
    "Gap",
    "GapKind",
    "GapsView",
    "GroupGap",
    "GroupRow",
    "GroupsView",
    "HeadCount",
    "Matrix",
    "Meeting",
    "Move",
    "MunicipalityRow",
    "NewSignatory",
    "Overview",
    "ProvinceDetail",
    "ProvinceRow",
    "RegionsView",
    "Responses",
    "Said",
    "SectionDetail",
    "SectionRow",
    "SectionsView",
    "Selection",
    "Shading",
    "SignatoryCard",
    "SlideKey",
    "Stamp",
    "Talk",
    "Tally",
    "ThinAction",
    "TrendPoint",
    "TrendView",
    "Voice",
    "percent",
]
