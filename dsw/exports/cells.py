"""Cells of files: what a spreadsheet takes for a number, a day or a text, and never for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from dsw.tables import AtLeast, ColumnKind, written
from dsw.texts import day_short

Cell: TypeAlias = str | int | float | date | AtLeast | None
Row: TypeAlias = tuple[Cell, ...]

#: What a spreadsheet would run as a formula; an apostrophe in front makes it text again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_RISKY = frozenset("'=+-@\t\r")


class CsvForm(StrEnum):
    """How a CSV file is written.

    ``REGISTER``: for a Dutch spreadsheet, with ISO days; ``EXCEL``: the same, with days as people in the
    Netherlands write them; ``STANDAARD``: RFC 4180, for programs.
    """

    REGISTER = "register"
    EXCEL = "excel"
    STANDAARD = "standaard"

    @property
    def encoding(self) -> str:
        """A Dutch spreadsheet knows UTF-8 by its mark; a program wants none."""
        return "utf-8" if self is CsvForm.STANDAARD else "utf-8-sig"

    @property
    def separator(self) -> str:
        """What stands between cells."""
        return "," if self is CsvForm.STANDAARD else ";"


def write_csv(path: Path, titles: Sequence[str], rows: Iterable[Row], form: CsvForm) -> int:
    """Write rows as they come; how many there were."""
    count = 0
    with path.open("w", encoding=form.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=form.separator, lineterminator="\r\n")
        writer.writerow(map(guarded, titles))
        for row in rows:
            writer.writerow(csv_cells(row, form))
            count += 1
    return count


def csv_cells(row: Row, form: CsvForm) -> list[Any]:
    """A row as a CSV file of this form has it."""
    return [_csv_cell(cell, form) for cell in row]


def _csv_cell(cell: Cell, form: CsvForm) -> Any:
    match cell:
        case str():
            return guarded(cell)
        case date() if form is CsvForm.EXCEL:
            return day_short(cell)
        case float():
            return f"{cell:.1f}" if form is CsvForm.STANDAARD else f"{cell:.1f}".replace(".", ",")
        case AtLeast(count=count):
            return f"{_csv_cell(count, form)}+"
    return cell


def guarded(cell: str) -> str:
    """Text a spreadsheet must not run gets one apostrophe in front, which the intake takes off again."""
    return f"'{cell}" if cell[:1] in _RISKY and _FORMULA.match(cell) else cell


def at_least(cell: AtLeast, kind: ColumnKind) -> str:
    """A number that may be more, in a workbook: a text, so that nobody adds it up by mistake."""
    return written(cell, kind)
