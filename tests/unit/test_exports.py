"""The register as a file for staff: every cell, every day, and names that would like to be formulas."""

import csv
import io
import re
import resource
import stat
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from dsw import commands
from dsw.demo import fill
from dsw.domain import Evidence, Kind, Obstacle, Profile, Status
from dsw.errors import RequestError, RuleError, StoreError
from dsw.exports import COLUMNS, STAFF_SHEETS, CsvForm, Scope, export, register_rows, write_export
from dsw.exports.book import Sheet, write_book
from dsw.figures import FIGURES
from dsw.intake import run_import
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.store import Contact, Store, Words, schema
from dsw.tables import AtLeast, Column, ColumnKind
from dsw.texts import all_texts
from tests.acts import FIRST, PLAN, sign, small_register

REF = "0" * 31 + "a"
#: What somebody may type, with what must stand in a CSV file.
HOSTILE = {
    "=1+1": "'=1+1",
    "+31 6 12345678": "'+31 6 12345678",
    "-Min": "'-Min",
    "@SUM(A1)": "'@SUM(A1)",
    "\tTab": "'\tTab",
    "\rReturn": "'\rReturn",
    "'=1+1": "''=1+1",
    "''@x": "'''@x",
    "'s-Gravenhage": "'s-Gravenhage",
    "'": "'",
    "a=b": "a=b",
    'Quote "and" ; semicolon': 'Quote "and" ; semicolon',
    "Two\nlines": "Two\nlines",
    "Ünïcødé – “Sociëteit” 👍": "Ünïcødé – “Sociëteit” 👍",
    "https://voorbeeld.example": "https://voorbeeld.example",
    "{=cmd|'/c calc'!A1}": "{=cmd|'/c calc'!A1}",
    "_x0041_": "_x0041_",
    "00012": "00012",
}


@pytest.fixture
def told(store: Store) -> Store:
    """One organisation with four pledges: reported, never heard of, stuck, and stopped."""
    wish = commands.SignUp(
        Profile(Kind.ORGANISATIE, 3, ("GM0014", "PV26")),
        "Welzijn Hier",
        FIRST,
        PLAN,
        show_name=True,
        contact=Contact("Jan", "jan@voorbeeld.example", mail_consent=True),
        ref=REF,
    )
    with store.write(OPERATOR, "test") as tx:
        number = commands.sign(tx, wish)
        for action in (9, 3, 5, 1):
            commands.pledge(tx, number, action, date(2025, 6, 2))
        commands.plan_for(tx, number, 3, date(2026, 12, 31), date(2025, 6, 3))
        said = Words("We zijn begonnen.", "https://voorbeeld.example/1", "Wie doet mee?")
        commands.report(
            tx, number, 3, commands.Report(Status.BEZIG, date(2025, 9, 1), None, Evidence.LINK, said)
        )
        commands.confirm(tx, number, 3, date(2025, 11, 1))
        stuck = commands.Report(Status.STAAT_STIL, date(2025, 10, 1), Obstacle.GELD)
        commands.report(tx, number, 5, stuck)
        stopped = commands.Report(Status.GESTOPT, date(2025, 10, 2), words=Words(reason="Het geld is op."))
        commands.report(tx, number, 9, stopped)
        row = {"external_id": "41", "signatory_id": number, "fingerprint": "f", "actions": "1 3"}
        row |= {"seen_revision": tx.revision, "missing_since": None}
        tx.add(schema.origin, [{"source": source, **row} for source in ("b", "a")])
    return store


def cells(store: Store, op: date | None = None) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in register_rows(store, op)]


def read_csv(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(path: Path) -> list[dict[str, Any]]:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Register")
    head, *rows = sheet.to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


# ------------------------------------------------------------------------------------ what is in it


def test_every_column_is_filled(told: Store) -> None:
    rows = {row["actie"]: row for row in cells(told)}
    assert rows["2.2"] == {
        "kenmerk": REF,
        "soort": "organisatie",
        "naam": "Welzijn Hier",
        "doelgroep": 3,
        "regio": "GM0014; PV26",
        "planversie": PLAN,
        "ondertekend_op": FIRST,
        "naam_tonen": "ja",
        "contactpersoon": "Jan",
        "e_mail": "jan@voorbeeld.example",
        "mail_toestemming": "ja",
        "bron": "a",
        "bronnummer": "41",
        "actie": "2.2",
        "toegezegd_op": date(2025, 6, 2),
        "streefdatum": date(2026, 12, 31),
        "status": "bezig",
        "status_sinds": date(2025, 9, 1),
        "laatst_gehoord": date(2025, 11, 1),
        "obstakel": "",
        "bewijs": "link",
        "toelichting": "We zijn begonnen.",
        "link": "https://voorbeeld.example/1",
        "vraag": "Wie doet mee?",
        "reden": "",
    }
    assert (rows["3.1"]["status"], rows["3.1"]["obstakel"]) == ("staat_stil", "geld")
    assert (rows["4.2"]["status"], rows["4.2"]["reden"]) == ("gestopt", "Het geld is op.")


def test_what_was_never_heard_of_has_no_status(told: Store) -> None:
    never = next(row for row in cells(told) if row["actie"] == "1.1")
    about = ("status", "status_sinds", "laatst_gehoord", "obstakel", "bewijs", "toelichting", "streefdatum")
    assert {never[column] for column in about} == {""}


def test_a_report_that_nothing_started_is_written(told: Store) -> None:
    with told.write(OPERATOR, "test") as tx:
        commands.report(tx, 1, 1, commands.Report(Status.NIET_GESTART, date(2026, 1, 1)))
    row = next(row for row in cells(told) if row["actie"] == "1.1")
    assert (row["status"], row["status_sinds"]) == ("niet_gestart", date(2026, 1, 1))


def test_only_confirming_is_hearing_without_a_status(told: Store) -> None:
    with told.write(OPERATOR, "test") as tx:
        commands.confirm(tx, 1, 1, date(2026, 1, 1))
    row = next(row for row in cells(told) if row["actie"] == "1.1")
    assert (row["status"], row["laatst_gehoord"]) == ("", date(2026, 1, 1))


def test_who_pledged_nothing_has_one_row(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.sign(tx, commands.SignUp(Profile(Kind.PERSOON, 1), "Niemand", FIRST, PLAN))
    (row,) = cells(store)
    assert {row[column] for column in COLUMNS[COLUMNS.index("actie") :]} == {""}
    assert (row["regio"], row["e_mail"], row["mail_toestemming"], row["bron"]) == ("", "", "nee", "")


def test_rows_stand_in_order_of_reference_and_action(store: Store) -> None:
    fill(store, 40)
    place = {code: number for number, code in enumerate(("", *load_plan().codes))}
    order = [(row["kenmerk"], place[row["actie"]]) for row in cells(store)]
    assert order == sorted(order)
    assert len(order) > 100


def test_it_tells_how_it_stood_on_a_day(told: Store) -> None:
    assert cells(told, date(2025, 5, 31)) == []
    (signed,) = cells(told, FIRST)
    assert signed["actie"] == ""
    before = {row["actie"]: row for row in cells(told, date(2025, 9, 30))}
    assert before["2.2"]["laatst_gehoord"] == date(2025, 9, 1)
    assert (before["3.1"]["status"], before["4.2"]["reden"]) == ("", "")
    with told.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 1, date(2026, 1, 1))
    assert len(cells(told, date(2025, 12, 31))) == 4
    assert cells(told, date(2026, 1, 1)) == []


def test_what_is_recorded_later_does_not_change_an_earlier_day(store: Store) -> None:
    small_register(store)
    before = cells(store, date(2025, 12, 31))
    with store.write(OPERATOR, "test") as tx:
        commands.report(tx, 1, 9, commands.Report(Status.BEZIG, date(2026, 1, 1)))
    assert cells(store, date(2025, 12, 31)) == before
    assert cells(store) != before


def test_today_is_the_day_when_none_is_given(told: Store, clock: Callable[[str], None]) -> None:
    clock("2025-06-01")
    assert len(cells(told)) == 1


# ------------------------------------------------------------------------------------ as CSV


def test_a_csv_file_holds_the_rows_as_text(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    assert write_export(told, path) == 4
    rows = read_csv(path)
    assert list(rows[0]) == list(COLUMNS)
    assert rows == [{column: str(cell) for column, cell in row.items()} for row in cells(told)]
    assert rows[1]["ondertekend_op"] == "2025-06-01"


@pytest.fixture
def hostile(sqlite_url: str) -> Store:
    store = Store.open(sqlite_url)
    with store.write(OPERATOR, "test") as tx:
        for number, said in enumerate(HOSTILE):
            wish = commands.SignUp(Profile(Kind.PERSOON, 1), "x", FIRST, PLAN, ref=f"{number:032x}")
            one = commands.sign(tx, wish)
            tx.reach(one, Contact(said))
            commands.pledge(tx, one, 1, FIRST)
            words = Words(said, said, said, said)
            commands.report(tx, one, 1, commands.Report(Status.GESTOPT, FIRST, words=words))
    return store


_FREE_TEXT = ("contactpersoon", "toelichting", "link", "vraag", "reden")


def test_nothing_in_a_csv_file_is_a_formula(hostile: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    write_export(hostile, path)
    rows = read_csv(path)
    for column in _FREE_TEXT:
        assert [row[column] for row in rows] == list(HOSTILE.values())
    assert not [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)]


def test_the_apostrophe_can_be_taken_off_again(hostile: Store, tmp_path: Path) -> None:
    from dsw.intake.values import unguarded

    path = tmp_path / "register.csv"
    write_export(hostile, path)
    assert [unguarded(row["vraag"]) for row in read_csv(path)] == list(HOSTILE)


# ------------------------------------------------------------------------------------ as XLSX


def test_an_xlsx_file_holds_the_rows_with_real_dates_and_numbers(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.XLSX"
    assert write_export(told, path) == 4
    assert read_xlsx(path) == cells(told)


def test_nothing_in_an_xlsx_file_is_a_formula_or_a_link(hostile: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_export(hostile, path)
    sheet = openpyxl.load_workbook(path)["Register"]
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s", "n", "d"}
    assert not [cell for cell in filled if cell.hyperlink]
    rows = read_xlsx(path)
    as_read = [said.replace("\r", "_x000D_") if "\r" in said else said for said in HOSTILE]
    for column in _FREE_TEXT:
        assert [row[column].replace("\r", "_x000D_") for row in rows] == as_read


def test_the_sheet_can_be_read_at_once(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_export(told, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Register"]
    assert book.sheetnames == ["Register", "Leeswijzer"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Y5"
    assert isinstance(sheet["G2"].value, datetime)
    assert sheet["G2"].number_format == "dd-mm-yyyy"


def test_the_guide_explains_every_column_and_code(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_export(told, path, date(2026, 3, 1))
    guide = openpyxl.load_workbook(path)["Leeswijzer"]
    told_of = {row[0].value: row[1].value for row in guide.iter_rows() if row[0].value}
    assert told_of["Register van het actieplan"] == "Stand op 1 maart 2026."
    wanted = [*COLUMNS, *load_plan().codes, *(status.value for status in Status), *map(str, range(1, 10))]
    assert [name for name in wanted if not told_of.get(name)] == []


def test_every_column_has_a_text_and_every_text_a_column() -> None:
    explained = {key.rpartition(".")[2] for key in all_texts() if key.startswith("uitvoer.kolom.")}
    others = {column.title for sheet in STAFF_SHEETS.values() for column in sheet.columns}
    assert explained == set(COLUMNS) | others


def test_the_same_register_gives_the_same_bytes(told: Store, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        first, second = tmp_path / f"een.{kind}", tmp_path / f"twee.{kind}"
        write_export(told, first, FIRST)
        write_export(told, second, FIRST)
        assert first.read_bytes() == second.read_bytes()


# ------------------------------------------------------------------------------------ what can go wrong


@pytest.mark.parametrize("name", ["register", "register.xls", "register.pdf", "register.csv.gz"])
def test_another_kind_of_file_is_refused(told: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError) as caught:
        write_export(told, tmp_path / "uit" / name)
    assert caught.value.key == "uitvoer.soort"


def test_a_text_too_long_for_a_cell_stops_the_file_and_not_csv(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    with store.write(OPERATOR, "test") as tx:
        one = commands.sign(tx, commands.SignUp(Profile(Kind.PERSOON, 1), "x", FIRST, PLAN))
        commands.pledge(tx, one, 1, FIRST)
        commands.report(tx, one, 1, commands.Report(Status.BEZIG, FIRST, words=Words("a" * 32_768)))
    with pytest.raises(RuleError) as caught:
        write_export(store, tmp_path / "uit.xlsx")
    assert caught.value.key == "uitvoer.cel_te_lang"
    assert caught.value.values == {"rij": 2, "kolom": "toelichting"}
    assert not list(tmp_path.glob("*uit*"))
    write_export(store, tmp_path / "uit.csv")
    assert len(read_csv(tmp_path / "uit.csv")[0]["toelichting"]) == 32_768
    store.close()


def test_an_earlier_file_is_replaced_and_only_its_owner_may_read_it(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    path.write_text("oud")
    write_export(told, path)
    assert len(read_csv(path)) == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if "uit" in entry.name] == ["uit.csv"]


def test_a_folder_that_is_not_there_says_so(told: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        write_export(told, tmp_path / "nergens" / "uit.csv")
    assert caught.value.key == "bestand.niet_te_schrijven"


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_full_disk_is_told_and_leaves_nothing(
    told: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    drafts = tmp_path / "tijdelijk"
    drafts.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(drafts))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(StoreError) as caught:
            write_export(told, tmp_path / f"uit.{kind}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.key == "bestand.niet_te_schrijven"
    assert [*tmp_path.glob("*uit*"), *drafts.iterdir()] == []


def test_no_room_for_the_sheets_on_their_way_is_told(
    told: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nergens"))
    with pytest.raises(StoreError, match=r"bestand\.niet_te_schrijven"):
        write_export(told, tmp_path / "uit.xlsx")
    assert not list(tmp_path.glob("*uit*"))


# ------------------------------------------------------------------------------ for others, and other tables


def test_a_csv_file_for_excel_has_dutch_days_and_reads_back(told: Store, tmp_path: Path) -> None:
    write_export(told, tmp_path / "uit.csv", csv=CsvForm.EXCEL)
    rows = read_csv(tmp_path / "uit.csv")
    assert {row["ondertekend_op"] for row in rows} == {"01-06-2025"}
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    read = run_import(other, tmp_path / "uit.csv")
    assert (read.rows, read.rejected) == (4, 0)
    assert register_rows(other) == register_rows(told)
    other.close()


def test_a_standard_csv_file_is_as_rfc_4180_says(told: Store, tmp_path: Path) -> None:
    write_export(told, tmp_path / "uit.csv", csv=CsvForm.STANDAARD)
    content = (tmp_path / "uit.csv").read_bytes()
    assert content.startswith(b"kenmerk,soort,naam")
    assert content.count(b"\r\n") == 5
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert rows == [{column: str(cell) for column, cell in row.items()} for row in cells(told)]


@pytest.mark.parametrize("form", CsvForm)
def test_no_kind_of_csv_file_holds_a_formula(hostile: Store, tmp_path: Path, form: CsvForm) -> None:
    for view in ("register", "contactpersonen", "toezeggingen", "gebeurtenissen"):
        export(hostile, tmp_path / "uit.csv", view, csv=form)
        content = (tmp_path / "uit.csv").read_bytes().decode(form.encoding)
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=form.separator)
        assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)]


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    head, *rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_everything_for_the_staff_is_one_workbook_that_agrees_with_itself(
    told: Store, tmp_path: Path
) -> None:
    with told.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Piet", "piet@voorbeeld.example"), 2)
    path = tmp_path / "uit.xlsx"
    assert export(told, path, "alles") == 4
    assert sheet(path, "Register") == cells(told)
    (one,) = sheet(path, "Ondertekenaars")
    assert (one["nummer"], one["naam"], one["bron"], one["toezeggingen"]) == (1, "Welzijn Hier", "a", 4)
    people = sheet(path, "Contactpersonen")
    assert [(row["volgorde"], row["contactpersoon"]) for row in people] == [(1, "Jan"), (2, "Piet")]
    pledges = sheet(path, "Toezeggingen")
    assert [row["actie"] for row in pledges] == [row["actie"] for row in cells(told)]
    assert pledges[0]["actie_titel"] == load_plan().action(pledges[0]["actie"]).title
    events = sheet(path, "Gebeurtenissen")
    assert len(events) == 11
    assert isinstance(events[0]["opgeslagen_op"], date)
    read = run_import(other := Store.open(f"sqlite:///{tmp_path / 'other.db'}"), path)
    assert (read.rows, read.rejected) == (4, 0)
    other.close()


def test_all_tables_for_everybody_are_one_workbook(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    export(told, path, "alles", date(2026, 3, 1), Scope.OPENBAAR)
    book = openpyxl.load_workbook(path)
    tables = {(recipe.question, recipe.table) for recipe in FIGURES.values()}
    assert len(book.sheetnames) == len(tables) + 1
    head, *rows = book["secties"].iter_rows(values_only=True)
    assert (len(rows), head[0]) == (9, "Sectie")
    assert all(isinstance(cell, int | float) for row in rows for cell in row[1:] if cell is not None)
    joined = list(book["actie-stemmen"].iter_rows(values_only=True))
    assert {row[0] for row in joined[1:]} == {"1.1", "2.2", "3.1", "4.2"}
    guide = [row for row in book["Leeswijzer"].iter_rows(values_only=True) if row[0]]
    assert {key for key in book.sheetnames if key != "Leeswijzer"} <= {row[0] for row in guide}
    assert "1 maart 2026" in str(guide[0][1])


def test_a_number_that_may_be_more_is_no_number_in_a_workbook(tmp_path: Path) -> None:
    columns = (Column("wat", ColumnKind.TEXT), Column("n"), Column("groei", ColumnKind.SIGNED))
    rows = (("a", AtLeast(1200), 3), ("b", 7, None))
    write_book(tmp_path / "uit.xlsx", "t", date(2026, 1, 1), [Sheet("blad", columns, rows)], [])
    found = list(openpyxl.load_workbook(tmp_path / "uit.xlsx")["blad"].iter_rows(min_row=2))
    assert [[cell.value for cell in row] for row in found] == [["a", "1.200+", 3], ["b", 7, None]]
    assert found[0][2].number_format == "+#,##0;-#,##0;0"


@pytest.mark.parametrize("name", [key for key, one in FIGURES.items() if one.question != "action"])
def test_every_figure_can_be_written(told: Store, tmp_path: Path, name: str) -> None:
    scope = Scope.OPENBAAR
    export(told, tmp_path / "uit.csv", name, scope=scope, csv=CsvForm.STANDAARD)
    export(told, tmp_path / "uit.xlsx", name, scope=scope)
    rows = list(csv.reader(io.StringIO((tmp_path / "uit.csv").read_text(encoding="utf-8"))))
    book = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert book.sheetnames == [name, "Leeswijzer"]
    assert len(list(book[name].iter_rows())) == len(rows)


@pytest.mark.parametrize(
    ("name", "view", "key"),
    [
        ("uit.csv", "alles", "uitvoer.alleen_xlsx"),
        ("uit.xlsx", "onbekend", "uitvoer.onbekend"),
        ("uit.xlsx", "actie", "uitvoer.onbekend"),
        ("uit.pdf", "secties", "uitvoer.soort"),
        ("uit.pdf", "contactpersonen", "uitvoer.soort"),
    ],
)
def test_what_cannot_be_written_is_refused(
    told: Store, tmp_path: Path, name: str, view: str, key: str
) -> None:
    for scope in Scope if view not in STAFF_SHEETS else [Scope.BEHEER]:
        with pytest.raises(RequestError) as caught:
            export(told, tmp_path / name, view, scope=scope)
        assert caught.value.key == key
    assert list(tmp_path.glob("uit*")) == []


def test_who_could_help_and_sees_the_ask_stays_known_when_an_export_is_read_again(
    store: Store, tmp_path: Path
) -> None:
    words = Words("We wachten.", "", "Een laptop", "", 8, told=True)
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx), 5, FIRST)
        said = commands.Report(Status.STAAT_STIL, date(2025, 9, 1), Obstacle.TIJD, words=words)
        number = commands.report(tx, 1, 5, said)
    write_export(store, tmp_path / "uit.csv", date(2026, 11, 2))
    run_import(store, tmp_path / "uit.csv")
    with store.read() as db:
        assert db.words_of(range(number, number + 9)) == {number: words}
