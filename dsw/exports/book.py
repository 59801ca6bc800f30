"""Workbooks: a sheet per table, with real days and numbers, written while they are read."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import IO, Any, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from dsw.errors import RuleError
from dsw.exports.cells import Row, at_least
from dsw.tables import AtLeast, Column, ColumnKind
from dsw.texts import text

#: A line of a reading guide: two cells, and whether the first is a heading.
GuideLine: TypeAlias = tuple[str, str, bool]

_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_575
_WIDTH = 14
_FORMATS = MappingProxyType(
    {
        ColumnKind.NUMBER: "#,##0",
        ColumnKind.SIGNED: "+#,##0;-#,##0;0",
        ColumnKind.PERCENT: '0"%"',
        ColumnKind.DECIMAL: "0.0",
    }
)


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: on its tab, at most 31 letters.
        columns: the headings; the kind of each says how its numbers look.
        rows: read once, while they are written.
        widths: of columns that need more or less room, by heading.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    widths: Mapping[str, int] = field(default_factory=dict)


def write_book(path: Path, title: str, day: date, sheets: Iterable[Sheet], guide: Iterable[GuideLine]) -> int:
    """Write a workbook with these sheets, and a reading guide behind them.

    Returns:
        How many rows the first sheet has.

    Raises:
        RuleError: a sheet has no room for all rows, or a cell none for its text.
        OSError: the disk is full.
    """
    with TemporaryDirectory() as folder, path.open("wb") as file:
        try:
            return _write(file, folder, title, day, sheets, guide)
        except FileCreateError as error:  # no OSError, though that is what it tells of
            trouble = str(error)
            _let_go_of(file)
    raise OSError(trouble)


def _write(
    file: IO[bytes],
    folder: str,
    title: str,
    day: date,
    sheets: Iterable[Sheet],
    guide: Iterable[GuideLine],
) -> int:
    """The workbook; ``folder`` holds its sheets until they are packed."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {**options, "tmpdir": folder}) as book:
        book.set_properties({"title": title, "created": datetime.combine(day, time())})
        counts = [_Page(book, sheet).write() for sheet in sheets]
        _guide_sheet(book, guide)
    return counts[0]


def _let_go_of(file: IO[bytes]) -> None:
    """An archive that failed still tries to write its end when it is forgotten: let that go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)


class _Page:
    """A sheet that is being written."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._sheet, self._page = sheet, book.add_worksheet(sheet.name)
        self._head, self._day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        self._numbers = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}

    def write(self) -> int:
        """The rows, each put away as the next one comes; how many there were."""
        sheet, page = self._sheet, self._page
        titles = [column.title for column in sheet.columns]
        for at, title in enumerate(titles):
            page.set_column(at, at, sheet.widths.get(title, _WIDTH))
        page.freeze_panes(1, 0)
        page.write_row(0, 0, titles, self._head)
        count = 0
        for count, row in enumerate(sheet.rows, 1):
            if count <= _MOST_ROWS:
                self._row(count, row)
        if count > _MOST_ROWS:
            raise RuleError("uitvoer.te_veel_rijen", aantal=count, hoogstens=_MOST_ROWS)
        page.autofilter(0, 0, count, len(titles) - 1)
        return count

    def _row(self, at: int, row: Row) -> None:
        for number, (column, cell) in enumerate(zip(self._sheet.columns, row, strict=True)):
            if isinstance(cell, date):
                self._page.write_datetime(at, number, cell, self._day)
            elif isinstance(cell, int | float):
                self._page.write_number(at, number, cell, self._numbers.get(column.kind))
            elif isinstance(cell, AtLeast):
                self._page.write_string(at, number, at_least(cell, column.kind))
            elif cell and len(cell) > _LONGEST_CELL:
                raise RuleError("uitvoer.cel_te_lang", rij=at + 1, kolom=column.title)
            elif cell:
                self._page.write_string(at, number, cell)


def _guide_sheet(book: Any, guide: Iterable[GuideLine]) -> None:
    """What the file is, what each column means, and what the codes stand for."""
    sheet = book.add_worksheet(text("uitvoer.blad.leeswijzer"))
    head, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for at, (first, second, heading) in enumerate(guide):
        sheet.write_string(at, 0, first, head if heading else wrapped)
        sheet.write_string(at, 1, second, wrapped)
