import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dsw.errors import UnreadableFile
from dsw.intake.reader import read_file, read_table
from dsw.intake.table import CELL_LIMIT, FILE_LIMIT, UNPACKED_LIMIT
from tests.unit.intake.making import delimited, repacked, workbook

ROWS = (("Naam", "Doelgroep", "Regio"), ("Café René", "3", "Súdwest-Fryslân"), ("Ans; Bob", "4", "x, y"))
SHEET = "xl/worksheets/sheet1.xml"


# ------------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", " ", "."])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    data = delimited(ROWS, delimiter).decode().encode(encoding)
    assert read_table(data).rows == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_and_none_at_the_end(end: str) -> None:
    assert read_table(delimited(ROWS, end=end)).rows == ROWS
    assert read_table(delimited(ROWS, end=end).rstrip()).rows == ROWS


def test_line_breaks_inside_cells_stay_and_do_not_count_as_rows() -> None:
    rows = (("Naam", "Woorden"), ("Ans", 'een\r\ntwee "drie"\nvier'), ("Bob", "\u2028 en \x0b"))
    assert read_table(b"\xef\xbb\xbf" + delimited(rows)).rows == rows


def test_answers_with_semicolons_do_not_make_a_semicolon_file() -> None:
    rows = (
        ("ID", "Naam", "Acties"),
        ("1", "Ans", "1.1;2.1;"),
        ("2", "Bob", "1.1;2.2;"),
        ("3", "Cas", "2.1;3.1;"),
    )
    assert read_table(delimited(rows)).rows == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_unequal_length_have_a_delimiter_too(delimiter: str) -> None:
    rows = (
        ("ID", "Je naam", "Je groep", "Je plaats", "Je acties", "Je woorden"),
        ("1", "Noor Bakker", "3"),
        ("2", "Bob de Wit", "4", "Zeist", "1.1"),
        ("3", "Cas Smit", "5", "Epe"),
        ("4", "Dirk Jan van Dam", "6", "Ede", "1.1", "Het gaat. Echt waar: heel goed."),
        ("5", "Els Mol"),
    )
    assert read_table(delimited(rows, delimiter)).rows == rows


def test_a_word_between_angle_brackets_is_no_web_page() -> None:
    assert read_table(b"<naam>;<groep>\nAns;3\n").rows[1] == ("Ans", "3")


def test_excel_may_announce_the_delimiter() -> None:
    table = read_table(b"sep=|\r\nNaam|Groep\r\nAns, en; Bob|3\r\n")
    assert table.rows[1:] == (("Naam", "Groep"), ("Ans, en; Bob", "3"))


def test_a_stray_byte_costs_only_that_byte() -> None:
    data = delimited(ROWS) + "Société É".encode() + b" caf\xe9,5,x\n"
    table = read_table(data)
    assert table.rows[:3] == ROWS
    assert table.rows[3] == ("Société É café", "5", "x")
    assert table.repaired == {4}


def test_a_stray_byte_is_found_below_cells_with_line_breaks() -> None:
    data = (
        delimited([("Naam", "Woorden"), ("Zoë", "a\nb\nc"), ("Bob", "d\ne")]) + b'"caf\xe9","f\ng"\nCas,h\n'
    )
    assert read_table(data).repaired == {4}


def test_a_windows_file_is_no_file_with_stray_bytes() -> None:
    assert read_table(delimited(ROWS).decode().encode("cp1252")).repaired == frozenset()


def test_a_quote_that_never_closes_is_refused_with_its_row() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_table(b'Naam,Groep\nAns,3\n"Bob,4\nCas,5\n')
    assert (caught.value.key, caught.value.values) == ("bestand.aanhalingsteken", {"rij": 3})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "swallowing",
    [
        '1,"Ans,3,Zeist\n2,Bob,4,Epe\n3,"Cas",5,Ede\n',
        '1,"Ans,3,Zeist\n2,"Bob,4,Epe\n',
        '1,Ans,3,"Zeist\n2,Bob,4,"Epe aan zee"\n',
        '1,"Ans,3,Zeist\n2,Bob" ,4,Epe\n',
    ],
)
def test_a_quote_that_swallows_rows_is_refused_with_its_row(delimiter: str, swallowing: str) -> None:
    text = ("Nr,Naam,Groep,Plaats\n0,Ali,1,Ee\n" + swallowing + "9,Zus,2,Oss\n").replace(",", delimiter)
    with pytest.raises(UnreadableFile) as caught:
        read_table(text.encode())
    assert (caught.value.key, caught.value.values) == ("bestand.aanhalingsteken_los", {"rij": 3})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("announced", ["", "sep=,\n"])
def test_a_record_of_lines_that_each_look_like_a_row_is_pointed_out(delimiter: str, announced: str) -> None:
    text = (
        announced + 'Nr,Naam,Groep,Plaats\n1,"Ans,3,Ee\n2,Bob,4,Ee\n3,Cas",5,Ee\n4,"D\nD",5,Ee\n5,E,6,Oss\n'
    )
    table = read_table(text.replace(",", delimiter).encode())
    assert table.swallowed == {2 + bool(announced): 3}


def test_short_rows_between_tabs_are_pointed_out_too() -> None:
    table = read_table(b'Nr\tNaam\tGroep\n1\t"Ans\n2\tBob"\t4\n3\tCas\t5\n4\t"D\nD"\t5\n')
    assert table.swallowed == {2: 2}


def test_lines_within_a_cell_are_no_rows() -> None:
    rows = [
        ("Nr", "Naam", "Groep", "Woorden"),
        ("1", "Ans", "3", 'Ja,\n"nee", en:\neen, twee, drie, vier'),
        ("2", "Bob\n\nde Wit", "", "a, b\nc, d, e, f"),
    ]
    assert read_table(delimited(rows, end="\r\n")).swallowed == {}
    assert read_table(delimited(rows, "\t")).swallowed == {}


def test_a_quote_within_a_line_takes_no_row_away() -> None:
    table = read_table(b'Naam;Groep\n"Bar "De Pool"";3\nDe "Hal";4\n5" buis;5\n')
    assert [row[1] for row in table.rows] == ["Groep", "3", "4", "5"]


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"bestand\.csv"):
        read_table(b"Naam,Groep\n" + b"x" * 2_000_000 + b",3\n")


def test_more_columns_or_cells_than_anybody_has() -> None:
    with pytest.raises(UnreadableFile, match=r"bestand\.te_veel_cellen"):
        read_table(b"," * 3000 + b"\nx")
    with pytest.raises(UnreadableFile, match=r"bestand\.te_veel_cellen"):
        read_table((b"," * 999 + b"\n") * (CELL_LIMIT // 1000 + 2))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \r\n\t", "leeg"),
        (b",,\n,,\n", "leeg"),
        (b"<html><table><tr><td>ID</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>\n<p>", "html"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "html"),
        ("<meta charset=utf-16><table>".encode("utf-16"), "html"),
        (b"<div class=x>" + b" " * 5000 + b"<table>", "html"),
        (b"\r\n<TABLE><tr><td>ID", "html"),
        (b"<!-- uitvoer --><p>", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x", "html"),
        (b"From: <Saved by x>\nMIME-VERSION: 1.0\n\n--x", "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "versleuteld"),
        (b"%PDF-1.7 ...", "geen_tekst"),
        (b"\x89PNG\r\n\x1a\n", "geen_tekst"),
        (bytes(range(256)) * 20, "geen_tekst"),
        (b"Naam\0\0\0,Groep", "geen_tekst"),
        (b"PK\x03\x04 and then nothing", "beschadigd"),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, key: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_table(data)
    assert caught.value.key == f"bestand.{key}"


# -------------------------------------------------------------------------------------------- workbooks


def test_a_workbook_keeps_its_row_numbers_and_plain_text() -> None:
    table = read_table(workbook([["Register"], [], ["Naam", "Groep"], ["=SOM(A1)", 3.0], ["  x \r\n", 3.1]]))
    assert table.rows[2:] == (("Naam", "Groep"), ("=SOM(A1)", "3"), ("  x \r\n", "3.1"))
    assert not table.from_text


def test_the_first_visible_sheet_with_data_is_read() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.append(["geheim"])
    hidden.sheet_state = "hidden"
    book.create_sheet("leeg")
    book.create_sheet("antwoorden").append(["Naam"])
    book.create_sheet("nog een").append(["iets"])
    target = io.BytesIO()
    book.save(target)
    table = read_table(target.getvalue())
    assert (table.sheet, table.rows) == ("antwoorden", (("Naam",),))
    assert [(other.sheet, other.rows) for other in table.others] == [("nog een", (("iets",),))]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert read_table(workbook([["x"]], date_1904=True)).date_1904
    assert not read_table(workbook([["x"]])).date_1904


def pivot(data: bytes, number: int) -> bytes:
    relation = (
        b'<Relationships><Relationship Id="r" Type="http://x/pivotTable" Target="../p.xml"/></Relationships>'
    )
    return repacked(data, {f"xl/worksheets/_rels/sheet{number}.xml.rels": relation})


def test_a_pivot_table_is_no_data() -> None:
    data = workbook([["Som van x", 3]], [["Naam"], ["Ans"]])
    assert read_table(pivot(data, 1)).rows == (("Naam",), ("Ans",))
    with pytest.raises(UnreadableFile, match=r"bestand\.draaitabel"):
        read_table(pivot(workbook([["Som van x", 3]]), 1))


PLAIN = workbook([["Naam", "Groep"], ["Ans", 3]])
FAR = b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'


def with_password() -> bytes:
    data = bytearray(PLAIN)
    for at in (PLAIN.index(b"PK\x03\x04") + 6, PLAIN.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


def document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return target.getvalue()


NASTY: dict[str, tuple[Callable[[], bytes], str]] = {
    "another kind of zip": (document, "geen_werkmap"),
    "no sheets": (lambda: repacked(PLAIN, {SHEET: None}), "leeg"),
    "an empty sheet": (lambda: workbook([]), "leeg"),
    "a part that is far too big": (lambda: repacked(PLAIN, {SHEET: b" " * (3 << 20)}), "bom"),
    "too much in all": (lambda: repacked(PLAIN, {"xl/media/x": b"\0" * (UNPACKED_LIMIT + 1)}), "bom"),
    "entities": (lambda: repacked(PLAIN, {"xl/sharedStrings.xml": ENTITY.encode()}), "bom"),
    "entities in UTF-16": (lambda: repacked(PLAIN, {SHEET: ENTITY.encode("utf-16")}), "beschadigd"),
    "a cell in the far corner": (lambda: repacked(PLAIN, {SHEET: FAR}), "te_veel_cellen"),
    "half a sheet": (lambda: repacked(PLAIN, {SHEET: FAR[:40]}), "beschadigd"),
    "another compression": (lambda: repacked(PLAIN, {}, zipfile.ZIP_LZMA), "beschadigd"),
    "a password on a part": (with_password, "versleuteld"),
    "cut off": (lambda: PLAIN[: len(PLAIN) // 2], "beschadigd"),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_workbook_is_refused(name: str) -> None:
    make, key = NASTY[name]
    with pytest.raises(UnreadableFile) as caught:
        read_table(make())
    assert caught.value.key == f"bestand.{key}"


def test_a_part_that_lies_about_its_size_is_not_unpacked_further() -> None:
    data = repacked(PLAIN, {SHEET: b"<worksheet/>" + b" " * (4 << 20)})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match=r"bestand\.beschadigd"):
        read_table(data.replace(size, (100).to_bytes(4, "little")))


# ------------------------------------------------------------------------------------------------ files


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "groot.csv"
    with big.open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    for path, key in ((tmp_path, "map"), (tmp_path / "weg.csv", "ontbreekt"), (big, "te_groot")):
        with pytest.raises(UnreadableFile) as caught:
            read_file(path)
        assert caught.value.key == f"bestand.{key}"
    with pytest.raises(UnreadableFile, match=r"bestand\.niet_te_openen"):
        read_file(Path("\0"))


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "net.csv"
    path.write_bytes(b"x" * FILE_LIMIT)
    assert len(read_file(path)) == FILE_LIMIT


def test_a_shared_string_cannot_be_repeated_until_memory_is_full() -> None:
    plain = workbook([["a", "b"]])
    long = b"<sst><si><t>" + b"a" * 200_000 + b"</t></si></sst>"
    with pytest.raises(UnreadableFile, match=r"bestand\.bom"):
        read_table(repacked(plain, {"xl/sharedStrings.xml": long}))
    often = b"<sst><si><t>" + b"a" * 30_000 + b"</t></si></sst>"
    sheet = (
        b"<worksheet><sheetData><row>" + b'<c t="s"><v>0</v></c>' * 20_000 + b"</row></sheetData></worksheet>"
    )
    with pytest.raises(UnreadableFile, match=r"bestand\.bom"):
        read_table(repacked(plain, {"xl/sharedStrings.xml": often, "xl/worksheets/sheet1.xml": sheet}))
