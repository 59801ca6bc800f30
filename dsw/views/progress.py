"""How far it is: the overview, the sections and their actions, the groups."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dsw.domain import Kind, Obstacle, Status
from dsw.views.counts import HeadCount, Selection, Stamp, Tally


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One of the nine rows: the pledges on a section's actions."""

    number: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened after ``since`` up to and including ``op``.

    Attributes:
        signatories, organisations: net growth in signatories, and in organisations among them.
        new_signatories, gone_signatories: who came, who withdrew.
        pledges: net growth in pledges; new_pledges, gone_pledges: made, ended.
        done: pledges that stand at afgerond now and did not then.
        started: pledges that stand at bezig now and were niet_gestart then.
        stuck: pledges that stand still now and did not then.
        stuck_by: the obstacles of those, most frequent first.
        back: pledges that moved back (afgerond or bezig to an earlier step).
        heard: pledges heard of in the period; went_silent: pledges that are silent now and were not then.
        hidden_persons: persons are not counted: everything is about organisations only. So it is in a
            selection of a group or region with persons in it, where a few changes would point at somebody.
    """

    since: date
    op: date
    signatories: int = 0
    organisations: int = 0
    new_signatories: int = 0
    gone_signatories: int = 0
    pledges: int = 0
    new_pledges: int = 0
    gone_pledges: int = 0
    done: int = 0
    started: int = 0
    stuck: int = 0
    stuck_by: tuple[tuple[Obstacle, int], ...] = ()
    back: int = 0
    heard: int = 0
    went_silent: int = 0
    hidden_persons: bool = False


class GapKind(StrEnum):
    """What kind of white spot."""

    ACTION = "actie"
    GROUP_IN_PROVINCE = "doelgroep_in_provincie"
    MUNICIPALITY = "gemeente"


@dataclass(frozen=True, slots=True)
class Gap:
    """One white spot: an action nobody pledged, or a group missing in a province.

    Attributes:
        kind: what is missing.
        action: the action's code, for ACTION.
        group: the group that is missing, for GROUP_IN_PROVINCE.
        province: where, for GROUP_IN_PROVINCE and MUNICIPALITY.
        municipality: which, for MUNICIPALITY.
    """

    kind: GapKind
    action: str | None = None
    group: int | None = None
    province: str | None = None
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """How many signed, how many pledges, how far, who we heard from, what changed, where the gaps are.

    Attributes:
        sections: always nine rows, in the plan's order (a chosen section leaves the other rows in place).
        changes: the last 90 days.
        gaps: the first few, worst first; ``gap_total`` counts them all.
        unsure: there may be more, persons being left out.
    """

    stamp: Stamp
    selection: Selection
    signatories: HeadCount
    pledges: Tally
    sections: tuple[SectionRow, ...]
    changes: Changes
    gaps: tuple[Gap, ...]
    gap_total: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action: how many signatories pledged it and how far they are."""

    code: str
    tally: Tally
    signatories: HeadCount


@dataclass(frozen=True, slots=True)
class SectionDetail:
    """One section: what was asked, and how each of its actions stands."""

    number: int
    tally: Tally
    own_group: Tally
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class SectionsView:
    """The nine sections and their actions.

    Attributes:
        pledges: all pledges of the selection; where rows leave persons out it is more than their sum.
    """

    stamp: Stamp
    selection: Selection
    sections: tuple[SectionDetail, ...]
    pledges: Tally


@dataclass(frozen=True, slots=True)
class Voice:
    """One consenting signatory on one action, with what it says itself.

    Attributes:
        name: as the signatory wants it shown.
        words: its own words; "" when none. Untrusted text.
        link: evidence, an http(s) address; "" when none. Untrusted text.
        ask: what would help; "" when none. Untrusted text.
        confirmed: another signatory confirmed the report.
    """

    signatory: int
    name: str
    kind: Kind
    group: int
    regions: tuple[str, ...]
    status: Status | None
    heard_on: date | None
    obstacle: Obstacle | None
    words: str
    link: str
    ask: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action's own view.

    Attributes:
        by_group: pledges per stakeholder group, nine rows.
        obstacles: what keeps pledges that stand still, most frequent first.
        voices: consenting signatories, at most ``VOICES_SHOWN``, those with words first.
        voices_total: how many consenting signatories there are; the rest of the signatories is not named.
    """

    stamp: Stamp
    selection: Selection
    code: str
    tally: Tally
    signatories: HeadCount
    by_group: tuple[tuple[int, Tally], ...]
    obstacles: tuple[tuple[Obstacle, int], ...]
    voices: tuple[Voice, ...]
    voices_total: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One stakeholder group: who signed, and their pledges on their own section's and on others' actions.

    Attributes:
        growth: net growth in signatories over the last 90 days; None where one of the days hides persons.
    """

    group: int
    signatories: HeadCount
    own: Tally
    others: Tally
    both: Tally
    growth: int | None


@dataclass(frozen=True, slots=True)
class GroupsView:
    """The nine stakeholder groups.

    Attributes:
        signatories, pledges: all of the selection; where rows leave persons out it is more than their sum.
    """

    stamp: Stamp
    selection: Selection
    since: date
    groups: tuple[GroupRow, ...]
    signatories: HeadCount
    pledges: Tally
