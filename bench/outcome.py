"""What was measured: each figure beside the reference it was measured with, and the target it has, if any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Better(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"


class Of(StrEnum):
    """What a target is about: the figure itself, or how many times the reference it is."""

    VALUE = "value"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Target:
    """What must hold on a machine with two cores: at least the bound, or at most, whichever is better."""

    of: Of
    bound: float


@dataclass(frozen=True, slots=True)
class Reference:
    """What a figure is held against, measured in the same run, in the same unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        name: what was measured, in which circumstances; unit: what it counts.
        value: the figure; None when it could not be measured, and ``note`` says why.
        note: what one has to know to read it.
    """

    name: str
    value: float | None
    unit: str = ""
    reference: Reference | None = None
    better: Better = Better.LESS
    target: Target | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the reference the figure is."""
        if self.value is None or self.reference is None or not self.reference.value:
            return None
        return self.value / self.reference.value

    @property
    def met(self) -> bool | None:
        """Whether the target holds; None when there is none, or nothing to judge."""
        if self.target is None:
            return None
        judged = self.value if self.target.of is Of.VALUE else self.ratio
        if judged is None:
            return None
        return judged >= self.target.bound if self.better is Better.MORE else judged <= self.target.bound

    def as_dict(self) -> dict[str, Any]:
        """The row as it is kept."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "better": self.better.value,
            "reference": self.reference and {"name": self.reference.name, "value": self.reference.value},
            "ratio": self.ratio,
            "target": self.target and {"of": self.target.of.value, "bound": self.target.bound},
            "met": self.met,
            "note": self.note,
        }


def ratio(bound: float) -> Target:
    """A target for how many times the reference a figure is."""
    return Target(Of.RATIO, bound)


def value(bound: float) -> Target:
    """A target for a figure itself."""
    return Target(Of.VALUE, bound)


def absent(name: str, why: str) -> Row:
    """A figure that could not be measured here."""
    return Row(name, None, note=why)


# --------------------------------------------------------------------------------------------- the table

_HEAD = ("", "measured", "held against", "", "ratio", "target", "")


def table(rows: Sequence[Row]) -> str:
    """The figures for a reader, a line each."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def verdict(rows: Iterable[Row]) -> str:
    """How many targets were met, which were not, and how much could not be measured."""
    known = list(rows)
    judged = [row for row in known if row.met is not None]
    missed = [row for row in judged if not row.met]
    unmeasured = sum(row.value is None for row in known)
    said = f"{len(judged) - len(missed)} of {len(judged)} targets met, {unmeasured} figures not measured"
    return "\n".join([said, *(f"  not met: {_judged(row)} ({_bound(row)})" for row in missed)])


def _judged(row: Row) -> str:
    """What a target was about: a ratio needs its reference."""
    of_ratio = row.reference and row.target and row.target.of is Of.RATIO
    return f"{row.name}, beside {row.reference.name}" if row.reference and of_ratio else row.name


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = {0, 2, 6}
    placed = (
        cell.ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(placed).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    if row.value is None:
        return (row.name, "–", row.note, "", "", "", "")
    against = row.reference
    said = {True: "met", False: "NOT MET", None: ""}[row.met]
    return (
        row.name,
        _amount(row.value, row.unit),
        against.name if against else "",
        _amount(against.value, row.unit) if against else "",
        f"{_figure(row.ratio)}×" if row.ratio is not None else "",
        _bound(row),
        "; ".join(part for part in (said, row.note) if part),
    )


def _bound(row: Row) -> str:
    if row.target is None:
        return ""
    sign = "≥" if row.better is Better.MORE else "≤"
    if row.target.of is Of.RATIO:
        return f"{sign} {_figure(row.target.bound)}×"
    return f"{sign} {_amount(row.target.bound, row.unit)}"


def _amount(amount: float, unit: str) -> str:
    return f"{_figure(amount)} {unit}".rstrip()


def _figure(amount: float) -> str:
    """Three digits that mean something."""
    if amount == 0 or abs(amount) >= 100:
        return f"{amount:,.0f}"
    return f"{amount:.3g}"
