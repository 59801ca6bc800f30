"""Writing the register to a file: everything or a table for the staff, or what is public."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dsw.errors import RequestError
from dsw.exports.book import Sheet, write_book
from dsw.exports.cells import CsvForm, write_csv
from dsw.exports.guide import book_guide, register_guide
from dsw.exports.register import WIDTHS, columns_in, plain_columns, read_rows
from dsw.exports.rulings import Scope
from dsw.exports.sheets import REGISTER, SHEET_WIDTHS, STAFF_SHEETS, StaffSheet
from dsw.files import appearing
from dsw.garbage import uncollected
from dsw.settings import today
from dsw.store import Reader, Store
from dsw.texts import text

#: The name of the workbook with every table of the staff.
EVERYTHING = "alles"


@dataclass(frozen=True)
class _Job:
    """A table to write, from one reading of the register."""

    db: Reader
    day: date
    path: Path
    csv: CsvForm


@uncollected()
def write_export(
    store: Store,
    path: Path,
    op: date | None = None,
    scope: Scope = Scope.BEHEER,
    csv: CsvForm = CsvForm.REGISTER,
) -> int:
    """Write the register to ``path``: ``.csv``, or ``.xlsx``.

    It is written while it is read, so a large register takes no more memory than a small one.

    Args:
        op: as everything stood at the end of this day; without it, today.
        scope: for the public: who wants to be named, and what pages tell of them.
        csv: how a CSV file is written; as it is by itself, the intake reads it back.

    Returns:
        How many rows were written.

    Raises:
        RequestError: another kind of file is asked for.
        RuleError: the register does not fit an ``.xlsx`` file.
        StoreError: the database cannot be read, or the file cannot be written.
    """
    columns = columns_in(scope)
    rows = StaffSheet("register", plain_columns(columns), lambda db, day: read_rows(db, day, scope))
    title, write = text("uitvoer.titel"), _writer(path)

    def job(work: _Job) -> int:
        guide = register_guide(work.day, columns, scope)
        return write(work, rows, title, guide)

    return _written(store, path, op, csv, job)


@uncollected()
def write_sheet(
    store: Store, path: Path, sheet: StaffSheet, op: date | None = None, csv: CsvForm = CsvForm.REGISTER
) -> int:
    """Write one table of the staff to ``path``; as :func:`write_export`."""
    write = _writer(path)

    def job(work: _Job) -> int:
        titles = [column.title for column in sheet.columns]
        guide = book_guide(work.day, work.db.head(), [(sheet.name, titles)])
        return write(work, sheet, sheet.title, guide)

    return _written(store, path, op, csv, job)


@uncollected()
def write_everything(store: Store, path: Path, op: date | None = None) -> int:
    """Write every table of the staff to one workbook; as :func:`write_export`."""
    if path.suffix.casefold() != ".xlsx":
        raise RequestError("uitvoer.alleen_xlsx", bestand=path.name)

    def job(work: _Job) -> int:
        sheets = [_sheet(work, one) for one in STAFF_SHEETS.values()]
        told = [(one.name, [column.title for column in one.columns]) for one in STAFF_SHEETS.values()]
        guide = book_guide(work.day, work.db.head(), told)
        return write_book(work.path, text("uitvoer.alles"), work.day, sheets, guide)

    return _written(store, path, op, CsvForm.REGISTER, job)


def _written(store: Store, path: Path, op: date | None, csv: CsvForm, job: Callable[[_Job], int]) -> int:
    with appearing(path, overwrite=True) as draft, store.read() as db:
        return job(_Job(db, op or today(), draft, csv))


_Write = Callable[..., int]


def _writer(path: Path) -> _Write:
    write = _WRITERS.get(path.suffix.casefold())
    if write is None:
        raise RequestError("uitvoer.soort", bestand=path.name)
    return write


def _to_csv(work: _Job, sheet: StaffSheet, _title: str, _guide: object) -> int:
    titles = [column.title for column in sheet.columns]
    return write_csv(work.path, titles, sheet.read(work.db, work.day), work.csv)


def _to_xlsx(work: _Job, sheet: StaffSheet, title: str, guide: object) -> int:
    return write_book(work.path, title, work.day, [_sheet(work, sheet)], guide)  # type: ignore[arg-type]


def _sheet(work: _Job, sheet: StaffSheet) -> Sheet:
    widths = WIDTHS if sheet is REGISTER else SHEET_WIDTHS
    return Sheet(sheet.title, sheet.columns, sheet.read(work.db, work.day), widths)


_WRITERS: Mapping[str, _Write] = MappingProxyType({".csv": _to_csv, ".xlsx": _to_xlsx})
