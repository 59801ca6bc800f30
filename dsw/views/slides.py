"""The answers that the slides of a meeting show: each a page's own answer object, or made like one."""

from dataclasses import dataclass
from datetime import date

from dsw.domain import Kind, Obstacle, Status
from dsw.views.counts import Selection, Stamp, Tally
from dsw.views.meetings import Agreement, Meeting
from dsw.views.moments import TrendView
from dsw.views.places import GapsView, RegionsView
from dsw.views.progress import GroupsView, Overview, SectionsView


@dataclass(frozen=True, slots=True)
class Talk:
    """What keeps pledges from moving, to talk about.

    Attributes:
        tally: the pledges it is about; ``tally.hidden_persons``: those of persons are not counted.
        obstacles: how often each was told, most frequent first.
    """

    tally: Tally
    obstacles: tuple[tuple[Obstacle, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a consenting signatory wrote with its latest report on a pledge. Untrusted text.

    Attributes:
        name: as the signatory wants it shown.
        action: code of the action it is about.
        words: its own words; ask: what would help; helper: the section that could help, 0 when none.
        offers: how many offered help.
    """

    signatory: int
    name: str
    kind: Kind
    group: int
    action: str
    status: Status | None
    heard_on: date | None
    words: str
    ask: str
    helper: int
    offers: int = 0


@dataclass(frozen=True, slots=True)
class Deck:
    """All that a meeting can show, at the revision and on the day its figures are fixed.

    Attributes:
        asks: what would help, the newest first; quotes: own words, the newest first. Only of who consents
            to be named now.
        agreements: what was agreed so far, in order.
    """

    stamp: Stamp
    meeting: Meeting
    selection: Selection
    overview: Overview
    trend: TrendView
    sections: SectionsView
    groups: GroupsView
    regions: RegionsView
    gaps: GapsView
    talk: Talk
    asks: tuple[Said, ...]
    quotes: tuple[Said, ...]
    agreements: tuple[Agreement, ...]
