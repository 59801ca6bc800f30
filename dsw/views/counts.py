"""What every answer is made of: the question's cuts, when it was true, and how many."""

from dataclasses import dataclass
from datetime import date, datetime

from dsw.domain import Status
from dsw.rules import USUAL, Rules


@dataclass(frozen=True, slots=True)
class Selection:
    """What a page is about: a day and up to three cuts. Hashable: with the revision it is the cache key.

    Attributes:
        op: the figures are as they were at the end of this day.
        section: only pledges on this section's actions (1 to 9).
        group: only signatories of this stakeholder group (1 to 9).
        province: only signatories who work in this province (``PV26``), ``landelijk`` or ``onbekend``.
    """

    op: date
    section: int | None = None
    group: int | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands under every figure.

    Attributes:
        op: the day the figures are about ("stand op").
        revision: the data revision they were read at.
        changed_at: when the register last changed (UTC); None while it is empty.
        demo: True while the register holds fictional data.
        rules: what the figures are counted by.
    """

    op: date
    revision: int
    changed_at: datetime | None
    demo: bool
    rules: Rules = USUAL


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Signatories by kind. ``hidden_persons`` says that persons were left out of this count."""

    organisations: int = 0
    persons: int = 0
    hidden_persons: bool = False

    @property
    def total(self) -> int:
        """Organisations and shown persons together."""
        return self.organisations + self.persons

    @property
    def unsure(self) -> bool:
        """Nobody is counted, but somebody may be there."""
        return self.hidden_persons and not self.total


@dataclass(frozen=True, slots=True)
class Tally:
    """Pledges by status, with those never heard of kept apart.

    Attributes:
        done, busy, stuck, stopped: pledges reported as afgerond, bezig, staat_stil, gestopt.
        not_started: pledges REPORTED as niet_gestart.
        never: pledges we never heard of since they were made (the register holds them as niet_gestart).
        silent: part of the five reported counts above: last heard of more than six months ago.
        hidden_persons: True when pledges of persons were left out to protect a small cell.
    """

    done: int = 0
    busy: int = 0
    stuck: int = 0
    stopped: int = 0
    not_started: int = 0
    never: int = 0
    silent: int = 0
    hidden_persons: bool = False

    @property
    def total(self) -> int:
        """All pledges."""
        return self.heard + self.never

    @property
    def unsure(self) -> bool:
        """No pledge is counted, but there may be some."""
        return self.hidden_persons and not self.total

    @property
    def heard(self) -> int:
        """Pledges we heard of at least once."""
        return self.done + self.busy + self.stuck + self.stopped + self.not_started

    @property
    def recent(self) -> int:
        """Pledges we heard of within six months."""
        return self.heard - self.silent

    @property
    def by_status(self) -> dict[Status, int]:
        """The five statuses as the register holds them: adds up to the total."""
        return {
            Status.AFGEROND: self.done,
            Status.BEZIG: self.busy,
            Status.STAAT_STIL: self.stuck,
            Status.GESTOPT: self.stopped,
            Status.NIET_GESTART: self.not_started + self.never,
        }

    @property
    def done_range(self) -> tuple[int, int] | None:
        """Share done in whole percents: at least, and at most (all never heard of are done).

        None where there are no pledges, and where persons were left out: then neither is a bound.
        """
        if not self.total or self.hidden_persons:
            return None
        return percent(self.done, self.total), percent(self.done + self.never, self.total)

    @property
    def never_share(self) -> int | None:
        """Share never heard of, in whole percents; None as for ``done_range``."""
        return self.share(self.never)

    def share(self, part: int) -> int | None:
        """A part of the pledges in whole percents; None as for ``done_range``."""
        return percent(part, self.total) if self.total and not self.hidden_persons else None


def percent(part: int, whole: int) -> int:
    """Whole percents, rounded half up, but 0 and 100 only when nothing or everything."""
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(rounded, 1), 99)
    return rounded


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a cross-table. ``hidden``: persons were left out, so the count may be too low."""

    count: int
    hidden: bool = False

    @property
    def unsure(self) -> bool:
        """Nobody is counted here, but somebody may be there."""
        return self.hidden and not self.count


@dataclass(frozen=True, slots=True)
class Matrix:
    """A protected cross-table.

    Attributes:
        rows, columns: codes in display order.
        cells: one tuple of cells per row.
        hidden_cells: how many cells leave persons out.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    hidden_cells: int
