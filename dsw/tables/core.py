"""A table as the accessible twin of a figure: on the page as HTML, to take along as CSV for a Dutch Excel."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from itertools import pairwise
from typing import TypeAlias

from dsw.errors import DataError
from dsw.texts import day_short, decimal, number, percentage, signed, text

#: A spreadsheet would take a text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A count, or a number that grows with it, from which persons were left out: there may be more."""

    count: int | float


Value: TypeAlias = str | int | float | date | AtLeast | None


class ColumnKind(StrEnum):
    """How the values of a column are written."""

    TEXT = "tekst"
    NUMBER = "getal"
    SIGNED = "verschil"
    PERCENT = "procent"
    DECIMAL = "decimaal"
    DAY = "dag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how its values are written."""

    title: str
    kind: ColumnKind = ColumnKind.NUMBER


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a figure. The first column names the row.

    Attributes:
        caption: what the table is about.
        columns: the headings, at least one.
        rows: one tuple of values per row, as many as there are columns; None is "unknown" or "of nothing".
        parts: how many columns besides the first to show at once on the page; empty when they fit together.

    Raises:
        DataError: there is no column, or a row does not fit the columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table in which a value would stand under the wrong heading."""
        fits = not self.parts or 1 + sum(self.parts) == len(self.columns)
        if not self.columns or not fits or any(len(row) != len(self.columns) for row in self.rows):
            raise DataError("tabel.scheef", tabel=self.caption)

    @property
    def note(self) -> str:
        """What the ``+`` behind a count means; "" where there is none."""
        protected = any(isinstance(value, AtLeast) for row in self.rows for value in row)
        return text("onder.plus") if protected else ""


def to_html(table: Table) -> str:
    """The table for the page: caption, headings with a scope, numbers to the right; everything escaped.

    A wide one is shown in parts below each other, each with the first column.
    """
    ends = [1, *(1 + sum(table.parts[: place + 1]) for place in range(len(table.parts)))]
    columns = [range(start, end) for start, end in pairwise(ends)] or [range(1, len(table.columns))]
    return "".join(_part(table, (0, *part)) for part in columns)


def _part(table: Table, chosen: Sequence[int]) -> str:
    columns = [table.columns[place] for place in chosen]
    head = "".join(_heading(column) for column in columns)
    body = "".join(f"<tr>{_row(columns, [row[place] for place in chosen])}</tr>" for row in table.rows)
    if not table.rows:
        body = f'<tr><td colspan="{len(columns)}">{escape(text("tabel.leeg"))}</td></tr>'
    return (
        f'<table class="dsw-table"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def to_csv(table: Table) -> bytes:
    """The table for a Dutch spreadsheet: UTF-8 with BOM, semicolons, decimal commas, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_tame(column.title) for column in table.columns])
    writer.writerows([plain(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def written(value: Value, kind: ColumnKind = ColumnKind.NUMBER) -> str:
    """A value as people read it: ``1.596``, ``12+``, ``36%``, ``23-11-2026``, ``–`` when there is none."""
    match value:
        case None:
            return text("leeg")
        case AtLeast(count=count):
            return text("minstens", n=written(count, kind))
        case int() if kind in _WRITERS:
            return _WRITERS[kind](value)
        case float():
            return decimal(value)
        case date():
            return day_short(value)
    return str(value)


_WRITERS: Mapping[ColumnKind, Callable[[int], str]] = {
    ColumnKind.NUMBER: number,
    ColumnKind.SIGNED: signed,
    ColumnKind.PERCENT: percentage,
    ColumnKind.DECIMAL: decimal,
}


def plain(value: Value) -> str:
    """A value as a spreadsheet reads it: no thousands points, ISO days, nothing that looks like a formula."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.1f}".replace(".", ",")
        case AtLeast(count=count):
            return f"{plain(count)}+"
        case str():
            return _tame(value)
    return str(value)


def _tame(words: str) -> str:
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) or words.startswith(_FORMULA) else words


def _heading(column: Column) -> str:
    return f'<th scope="col"{_aligned(column)}>{escape(column.title)}</th>'


def _row(columns: Sequence[Column], row: Sequence[Value]) -> str:
    first, *others = (escape(written(value, column.kind)) for column, value in zip(columns, row, strict=True))
    cells = (f"<td{_aligned(column)}>{cell}</td>" for column, cell in zip(columns[1:], others, strict=True))
    return f'<th scope="row">{first}</th>{"".join(cells)}'


def _aligned(column: Column) -> str:
    return "" if column.kind in (ColumnKind.TEXT, ColumnKind.DAY) else ' class="dsw-num"'
