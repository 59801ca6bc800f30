"""What the staff have to do: each thing by itself, with the numbers that say what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from dsw.domain import Obstacle, Status
from dsw.store import Contact


class Task(StrEnum):
    """The kinds of things to do, in the order of the page; what is settled is kept under these."""

    DUBBEL = "dubbel"
    REGIO = "regio"
    MAIL = "mail"
    STIL = "stil"
    DATUM = "datum"
    HULP = "hulp"


def pair_subject(one: int, other: int) -> str:
    """What is settled about two signatories that look alike and are not the same."""
    return f"{min(one, other)} {max(one, other)}"


@dataclass(frozen=True, slots=True)
class Double:
    """Two signatories that may be the same.

    Attributes:
        signatory: the one that stays; other: the one that would go into it.
        score: 0 to 100; reasons: keys of texts, the name first.
    """

    signatory: int
    other: int
    score: int
    reasons: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What is settled about these two; it does not come back."""
        return pair_subject(self.signatory, self.other)


@dataclass(frozen=True, slots=True)
class Regionless:
    """A signatory of whom no region is known; profile: the number of what it counts under now."""

    signatory: int
    profile: int

    @property
    def subject(self) -> str:
        """What is settled about this profile; under another one it comes back."""
        return f"{self.signatory} {self.profile}"


@dataclass(frozen=True, slots=True)
class Bounced:
    """Mail to a contact came back.

    Attributes:
        contact: which of the signatory's contacts; at: when it came back last; fault: what was said of it.
    """

    signatory: int
    contact: int
    at: datetime
    fault: str

    @property
    def subject(self) -> str:
        """What is settled about this time; a later one comes back."""
        return f"{self.signatory} {self.contact} {self.at:%Y%m%d%H%M%S}"


@dataclass(frozen=True, slots=True)
class Quiet:
    """A pledge that nothing was heard of for long.

    Attributes:
        action: its index in the plan; since: the day it was last heard of, or made.
        heard: whether it ever was.
    """

    pledge: int
    action: int
    status: Status
    since: date
    heard: bool

    @property
    def subject(self) -> str:
        """What is settled about this silence; a later one comes back."""
        return f"{self.pledge} {self.since.toordinal()}"


@dataclass(frozen=True, slots=True)
class Silent:
    """A signatory to call: its pledges that nothing was heard of, the longest first."""

    signatory: int
    pledges: tuple[Quiet, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A pledge whose day went by."""

    signatory: int
    pledge: int
    action: int
    status: Status
    due: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A pledge that stands still, and what would help.

    Attributes:
        report: number of the event that says so; said_on: its day.
        ask: in the signer's own words, personal data; helper: the section that could help, 0 for none.
    """

    signatory: int
    pledge: int
    action: int
    report: int
    obstacle: Obstacle
    said_on: date
    ask: str = ""
    helper: int = 0

    @property
    def subject(self) -> str:
        """What is settled about this report; a later one comes back."""
        return f"{self.pledge} {self.report}"


Item: TypeAlias = Double | Regionless | Bounced | Silent | Overdue | Asked


@dataclass(frozen=True, slots=True)
class WorkList:
    """All there is to do.

    Attributes:
        counts: how many there are of each kind, whatever is shown.
        shown: the first of each kind.
        names, contacts: of whom is shown, by signatory; personal data.
    """

    counts: Mapping[Task, int]
    shown: Mapping[Task, tuple[Item, ...]]
    names: Mapping[int, str]
    contacts: Mapping[int, Mapping[int, Contact]]
