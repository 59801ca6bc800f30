"""What was recorded, by whom and when: the change log with the facts in it. For the staff alone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dsw.domain import Fact, Obstacle, Status


class Doer(StrEnum):
    """What kind of somebody recorded something."""

    MEDEWERKER = "medewerker"
    ONDERTEKENAAR = "ondertekenaar"
    AANMELDING = "aanmelding"
    INLEZEN = "inlezen"
    SYSTEEM = "systeem"


@dataclass(frozen=True, slots=True)
class LogAsked:
    """Which part of the log is asked for.

    Attributes:
        since, until: the first and the last day on which it was recorded, on the Dutch clock.
        doer: what kind of somebody recorded it.
        fact: what became true; act: the command it came of, "" for all.
        signatory: whom it is about; colleague: number on the staff list of who did it.
    """

    since: date | None = None
    until: date | None = None
    doer: Doer | None = None
    fact: Fact | None = None
    act: str = ""
    signatory: int | None = None
    colleague: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class LogPlace:
    """Where a line stands: its transaction, and its event; 0 when the transaction recorded no fact."""

    revision: int
    event: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One fact, or one act that recorded none. Personal data.

    Attributes:
        at: when it was recorded (UTC).
        doer: what kind of somebody did it; who: their address or name, "" when it is not known any more;
        number: their number, 0 when they have none.
        act: the command; fact: what became true, with the day and what the fact says.
        signatory: whom it is about, 0 for nobody or several; name: "" when it was erased.
        why: what the staff wrote down with it.
    """

    place: LogPlace
    at: datetime
    doer: Doer
    who: str
    number: int
    act: str
    fact: Fact | None = None
    day: date | None = None
    signatory: int = 0
    name: str = ""
    action: str = ""
    status: Status | None = None
    obstacle: Obstacle | None = None
    due: date | None = None
    cancels: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, newest first.

    Attributes:
        older: the place after which the next lines stand; None at the end.
    """

    lines: tuple[LogLine, ...]
    older: LogPlace | None
