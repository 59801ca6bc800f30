"""Files to offer to the intake, made by hand."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from dsw.intake.headers import Layout, choose_layout
from dsw.intake.rows import Reading, read_rows
from dsw.intake.table import Table
from dsw.settings import today

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

#: The least a form can ask: everything else is left out.
FORM = """
naam: proef
omschrijving: Een formulier voor een test
bron: proef
herken: [Nummer, Wie]
kolommen:
  extern_nummer: Nummer
  naam: Wie
  organisatie: Organisatie
  soort: Soort
  e_mail: Mail
  doelgroep: Groep
  regio: Regio
  ondertekend_op: Dag
  gewijzigd_op: Gewijzigd
  naam_tonen: Tonen
  mail_toestemming: Mailen
  acties: Acties
  bezig_met: Bezig
  toelichting: Toelichting
"""
PERSON = {
    "Nummer": "1",
    "Wie": "Noor Bakker",
    "Soort": "persoon",
    "Mail": "noor@voorbeeld.example",
    "Groep": "2",
    "Regio": "GM0344",
    "Dag": "2026-01-10",
    "Acties": "",
    "Bezig": "",
}


def delimited(rows: Iterable[Sequence[object]], delimiter: str = ",", end: str = "\n") -> bytes:
    """A CSV file in UTF-8."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue().encode()


def table_of(*records: Mapping[str, str]) -> bytes:
    """A CSV file with the columns these records need."""
    columns = list(dict.fromkeys(name for record in records for name in record))
    return delimited([columns, *([record.get(name, "") for name in columns] for record in records)])


def workbook(*sheets: Sequence[Sequence[object]], **options: object) -> bytes:
    """An XLSX file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, **options}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def repacked(data: bytes, change: Mapping[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with some parts changed, added, or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", method) as new:
        parts = {name: old.read(name) for name in old.namelist()} | dict(change)
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def read(table: Table, layout: Layout | None = None) -> Reading:
    """What a table says."""
    return read_rows(table, layout or choose_layout(table), today())
