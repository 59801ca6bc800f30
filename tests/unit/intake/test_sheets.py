from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from dsw.errors import MappingError
from dsw.exports import COLUMNS
from dsw.intake.reader import read_table
from dsw.intake.run import read_offered
from dsw.intake.sheets import laid_out
from dsw.texts import text
from tests.unit.intake.making import FORM, PERSON, workbook

NOTES = [["Toelichting bij dit bestand"], ["Gemaakt op", "1 mei"]]
ANSWERS = [list(PERSON), list(PERSON.values())]
OWN = [list(COLUMNS), ["0" * 32, "persoon", "Ans", 3, "GM0344", "", "2026-01-10"]]


def findings(tmp_path: Path, *sheets: Sequence[Sequence[object]], own: bool = False) -> list[str]:
    """What is told about the file as a whole, sheets first."""
    path, form = tmp_path / "blad.xlsx", tmp_path / "proef.yaml"
    path.write_bytes(workbook(*sheets))
    form.write_text(FORM, encoding="utf-8")
    offered = read_offered(path, None if own else str(form))
    assert len(offered.reading.submissions) == 1
    told = (finding.as_dict()["melding"] for finding in offered.reading.findings)
    return [str(one) for one in told if "blad" in str(one)]


def test_the_first_sheet_that_fits_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    assert findings(tmp_path, ANSWERS) == []
    assert findings(tmp_path, ANSWERS, NOTES, ANSWERS) == [
        "We lezen alleen blad ‘Sheet1’. Deze bladen slaan we over: Sheet2; Sheet3."
    ]


def test_another_sheet_is_read_when_the_first_has_no_header_we_know(tmp_path: Path) -> None:
    assert findings(tmp_path, NOTES, NOTES, ANSWERS) == [
        "We lezen alleen blad ‘Sheet3’. Deze bladen slaan we over: Sheet1; Sheet2."
    ]
    assert len(findings(tmp_path, NOTES, OWN, own=True)) == 1


def test_the_header_decides_on_any_sheet() -> None:
    table, layout = laid_out(read_table(workbook(NOTES, OWN)), None)
    assert (table.sheet, layout.mapping.name) == ("Sheet2", "actieplanmonitor")


def test_several_sheets_that_fit_are_no_choice_of_ours() -> None:
    with pytest.raises(MappingError) as caught:
        laid_out(read_table(workbook(NOTES, OWN, NOTES, OWN)), None)
    assert "Sheet2; Sheet4" in text(f"fout.{caught.value.key}", **caught.value.values)


def test_no_sheet_that_fits_is_told_of_the_first() -> None:
    with pytest.raises(MappingError) as caught:
        laid_out(read_table(workbook([["Schoenmaat"], ["43"]], NOTES)), None)
    assert caught.value.values == {"kolommen": "Schoenmaat"}


def test_a_hidden_sheet_is_never_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Toelichting"])
    hidden = book.create_sheet("verborgen")
    hidden.append(list(COLUMNS))
    hidden.sheet_state = "hidden"
    path = tmp_path / "verborgen.xlsx"
    book.save(path)
    with pytest.raises(MappingError, match=r"mapping\.past_niet"):
        read_offered(path, None)


def test_the_guide_beside_our_own_export_needs_no_word(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in OWN:
        book.active.append(row)
    book.create_sheet("Leeswijzer").append(["Uitleg"])
    path = tmp_path / "register.xlsx"
    book.save(path)
    assert [one.kind.value for one in read_offered(path, None).reading.findings] == []
    book.create_sheet("Nog een").append(["x"])
    book.save(path)
    assert [one.kind.value for one in read_offered(path, None).reading.findings] == ["andere_bladen"]
