import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from dsw.intake import run_import
from dsw.intake.headers import layout_for
from dsw.intake.mapping import load_mapping
from dsw.intake.reader import read_table
from dsw.intake.rows import Aside, Reading
from dsw.intake.table import Table
from dsw.store import Store
from tests.unit.intake.making import FORM, PERSON, read, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"


def with_cells(*cells: str) -> Table:
    """A workbook whose only row holds these cells, as a program wrote them."""
    row = "".join(cells).encode()
    sheet = b'<worksheet><sheetData><row r="1">%b</row></sheetData></worksheet>' % row
    return read_table(repacked(workbook([["x"]]), {SHEET: sheet}))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" s="3" t="e"><f>B1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ("<c r='A1' t='e'><v>#N/A</v></c>", "#N/A"),
        ('<c t="e" r="A1"/>', ""),
        ('<c r="A1" t="e"></c>', "#"),
        ('<c r="A1"><f>B1&amp;"&lt;x"</f></c>', '=B1&"<x"'),
        ('<c r="A1"><f>SUM(B1:B2)</f><v></v></c>', "=SUM(B1:B2)"),
        ('<c r="A1"><f>SUM(B1:B2)</f><v /></c>', "=SUM(B1:B2)"),
        ('<c r="A1" t="str"><f>B1</f></c>', "=B1"),
        ('<c r="A1"><f t="shared" si="0"/></c>', "="),
    ],
)
def test_a_cell_without_its_value_shows_what_a_person_finds_there(cell: str, shown: str) -> None:
    table = with_cells(cell, '<c r="B1"><v>7</v></c>')
    assert table.rows == ((shown, "7"),)
    assert table.faults == ({1: (0,)} if shown else {})


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>7x</v></c>', "7x"),
        ('<c r="A1" t="str"><f>IF(B1=7,"","x")</f><v></v></c>', ""),
        ('<c r="A1" t="b"><f>B1=7</f><v>1</v></c>', "True"),
        ('<c r="A1" t="inlineStr"><is><t>#REF!</t></is></c>', "#REF!"),
        ('<c r="A1"/>', ""),
    ],
)
def test_a_formula_with_its_value_and_any_text_are_what_they_say(cell: str, said: str) -> None:
    table = with_cells(cell, '<c r="B1"><v>7</v></c>', '<c r="C1" t="e"><v>#NAME?</v></c>')
    assert table.rows == ((said, "7", "#NAME?"),)
    assert table.faults == {1: (2,)}


def test_a_sheet_with_a_prefix_is_read_alike() -> None:
    sheet = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    table = read_table(repacked(workbook([["x"]]), {SHEET: sheet}))
    assert (table.rows, table.faults) == ((("#REF!", "7"),), {1: (0,)})


def test_what_programs_write_that_work_nothing_out() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Wie", "=1+1", "#N/A"])
    target = io.BytesIO()
    book.save(target)
    assert read_table(target.getvalue()).faults == {1: (1, 2)}
    worked_out = io.BytesIO()
    with xlsxwriter.Workbook(worked_out) as made:
        made.add_worksheet().write_formula(0, 0, "=1+1", None, 2)
    assert read_table(worked_out.getvalue()) == Table((("2",),), from_text=False, sheet="Sheet1")


# ------------------------------------------------------------------------------------- what becomes of it


def book_of(*records: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    columns = list(dict.fromkeys(name for record in records for name in record))
    book.active.append(columns)
    for record in records:
        book.active.append([record.get(name, "") for name in columns])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "proef.yaml"
    path.write_text(FORM + "kies: {Land: [NL]}\nnegeren: [Som]\n", encoding="utf-8")
    return path


def reading(form: Path, *records: dict[str, str]) -> Reading:
    table = read_table(book_of(*({"Land": "NL"} | record for record in records)))
    return read(table, layout_for(table, load_mapping(str(form))))


@pytest.mark.parametrize(
    ("change", "column", "field"),
    [
        ({"Acties": "=B2"}, "Acties", "acties"),
        ({"Wie": "#REF!"}, "Wie", "naam"),
        ({"Land": "#N/A"}, "Land", ""),
    ],
)
def test_a_row_that_lacks_a_value_waits_until_it_is_mended(
    form: Path, change: dict[str, str], column: str, field: str
) -> None:
    found = reading(form, PERSON, PERSON | {"Nummer": "2"} | change)
    assert (found.total, len(found.submissions), found.count(Aside.REJECTED)) == (2, 1, 1)
    (finding,) = found.findings
    assert (finding.row, finding.column, finding.about) == (3, column, field)
    assert finding.value == next(iter(change.values()))
    assert found.seen == {"1", "2"}


def test_a_row_of_nothing_but_errors_is_not_blank(form: Path) -> None:
    found = reading(form, PERSON, {"Wie": "#REF!", "Land": ""})
    assert list(found.aside.values()) == [Aside.REJECTED]


def test_a_column_nobody_reads_may_hold_anything(form: Path) -> None:
    found = reading(form, PERSON | {"Som": "=1+1"})
    assert (len(found.submissions), found.findings) == (1, [])


def test_an_answer_that_is_an_error_ends_no_pledge(store: Store, form: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    said = PERSON | {"Land": "NL", "Acties": "2.1"}
    path.write_bytes(book_of(said))
    run_import(store, path, str(form))
    path.write_bytes(book_of(said | {"Acties": "=ANTWOORD!A1"}))
    report = run_import(store, path, str(form))
    assert (report.exit_code, report.rejected, report.vanished, report.revision) == (1, 1, 0, None)
    assert [finding.kind.value for finding in report.findings] == ["cel_zonder_waarde"]
