"""Every figure as a file: its table for programs and for spreadsheets, and all tables in one workbook.

It gives what the pages give: small numbers of persons are left out, and names are there with consent.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dsw.exports.book import GuideLine, Sheet, write_book
from dsw.exports.cells import CsvForm, csv_cells, guarded
from dsw.exports.guide import codes
from dsw.figures import FIGURES, FigureRecipe
from dsw.plan import load_plan
from dsw.sentences import stamp_sentence
from dsw.tables import Column, ColumnKind, Table
from dsw.texts import text
from dsw.views import Stamp

#: The name of the workbook with all tables.
ALL = "alles"
#: Gives the answer a recipe's question asks for; of a question about one action, for the action with a code.
Answering = Callable[[FigureRecipe, str], Any]
_WIDTH, _NARROW = 36, 16


def figure_csv(recipe: FigureRecipe, view: Any) -> bytes:
    """A figure's table by RFC 4180: commas, ISO days, decimal points, no mark in front."""
    table, out = recipe.table(view), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    writer.writerows(csv_cells(row, CsvForm.STANDAARD) for row in table.rows)
    return out.getvalue().encode()


def figure_xlsx(recipe: FigureRecipe, view: Any) -> bytes:
    """A figure's table as a workbook with a reading guide."""
    guide = [*_beginning(view.stamp), *_about(recipe, view, recipe.table(view)), *codes(with_evidence=False)]
    sheets = [_sheet(recipe.key, recipe.table(view))]
    return _packed(recipe.title(view), view.stamp, sheets, guide)


def all_xlsx(answering: Answering) -> bytes:
    """Every table in one workbook, with a reading guide; a table that two figures share is there once."""
    sheets: list[Sheet] = []
    about: list[GuideLine] = []
    stamp = None
    for recipe in different_tables():
        views = [answering(recipe, code) for code in _codes(recipe)]
        table = _joined(recipe, views)
        stamp = stamp or views[0].stamp
        sheets.append(_sheet(recipe.key, table))
        about += _about(recipe, views[0], table)
    assert stamp
    guide = [*_beginning(stamp), *about, *codes(with_evidence=False)]
    return _packed(text("uitvoer.figuren"), stamp, sheets, guide)


def different_tables() -> Iterator[FigureRecipe]:
    """One recipe for each table."""
    seen = set()
    for recipe in FIGURES.values():
        if (recipe.question, recipe.table) not in seen:
            seen.add((recipe.question, recipe.table))
            yield recipe


def _codes(recipe: FigureRecipe) -> tuple[str, ...]:
    """The actions a question must be asked about, one by one."""
    return load_plan().codes if _is_of_one_action(recipe) else ("",)


def _is_of_one_action(recipe: FigureRecipe) -> bool:
    return recipe.question == "action"


def _joined(recipe: FigureRecipe, views: list[Any]) -> Table:
    """The tables of all actions below each other, each row with its action in front."""
    tables = [recipe.table(view) for view in views]
    if not _is_of_one_action(recipe):
        return tables[0]
    first = Column(text("tabel.actie"), ColumnKind.TEXT)
    rows = ((view.code, *row) for view, table in zip(views, tables, strict=True) for row in table.rows)
    return replace(tables[0], columns=(first, *tables[0].columns), rows=tuple(rows), parts=())


def _beginning(stamp: Stamp) -> Iterator[GuideLine]:
    yield text("uitvoer.figuren"), stamp_sentence(stamp, date.min), True
    yield "", text("uitvoer.revisie", revisie=stamp.revision), False
    yield "", text("uitvoer.uitleg.cijfers"), False
    if stamp.demo:
        yield "", text("onder.voorbeeld"), False


def _about(recipe: FigureRecipe, view: Any, table: Table) -> Iterator[GuideLine]:
    """What a figure says in words, with how many it is about and what we never heard of; and its columns."""
    yield "", "", False
    if _is_of_one_action(recipe):
        yield recipe.key, text("uitvoer.uitleg.per_actie", titel=table.caption), True
    else:
        yield recipe.key, recipe.title(view), True
        yield "", recipe.sentence(view), False
    if table.note:
        yield "", table.note, False
    yield text("uitvoer.kop.kolommen"), "; ".join(column.title for column in table.columns), False


def _sheet(key: str, table: Table) -> Sheet:
    widths = {column.title: _WIDTH if column.kind is ColumnKind.TEXT else _NARROW for column in table.columns}
    return Sheet(key, table.columns, table.rows, widths)


def _packed(title: str, stamp: Stamp, sheets: list[Sheet], guide: list[GuideLine]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cijfers.xlsx"
        write_book(path, title, stamp.op, sheets, guide)
        return path.read_bytes()
