"""Whatever is offered: a table or a refusal, a sum that closes, and a second time that changes nothing."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw.errors import MappingError, UnreadableFile
from dsw.exports import COLUMNS, register_rows, write_export
from dsw.intake import Report, run_import
from dsw.intake.days import SlashOrder, read_moment
from dsw.intake.options import action_options
from dsw.intake.places import read_places
from dsw.intake.reader import read_table
from dsw.intake.table import Table
from dsw.intake.values import repaired, unguarded
from dsw.plan import load_plan
from dsw.store import Store
from tests.unit.intake.making import FORM, SAMPLES, delimited, table_of, workbook

SIGNS = st.sampled_from(
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"<html", b'"', b";"]
)
ANY_BYTES = st.one_of(st.binary(max_size=400), st.builds(bytes.__add__, SIGNS, st.binary(max_size=400)))
WORKBOOK = workbook([["Naam", "Doelgroep", "Dag"], ["Ans", 3, "2026-01-01"], ["Bob", 4.5, ""]], [["x"]])
PARTS = sorted(zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist())


def outcome(data: bytes) -> Table | None:
    """The table in these bytes, or None when they were refused; anything else is a fault."""
    try:
        return read_table(data)
    except UnreadableFile:
        return None


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "register.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@contextmanager
def register(empty: Path) -> Iterator[tuple[Store, Path]]:
    """An empty register, and a folder for files."""
    with TemporaryDirectory() as folder:
        copyfile(empty, f"{folder}/register.db")
        store = Store.open(f"sqlite:///{folder}/register.db")
        yield store, Path(folder)
        store.close()


def offered(store: Store, folder: Path, data: bytes, name: str = "bestand.csv") -> Report:
    path = folder / name
    path.write_bytes(data)
    return run_import(store, path)


# ------------------------------------------------------------------------------------------- reading


@settings(max_examples=400)
@given(ANY_BYTES)
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    table = outcome(data)
    assert table is None or all(isinstance(cell, str) for row in table.rows for cell in row)


@settings(max_examples=200)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_a_table_or_refused(at: int, damage: bytes) -> None:
    table = outcome(WORKBOOK[:at] + damage + WORKBOOK[at + len(damage) :])
    assert table is None or not table.from_text


@settings(max_examples=200)
@given(st.sampled_from(PARTS), st.data())
def test_a_workbook_with_a_damaged_part_is_a_table_or_refused(part: str, draw: st.DataObject) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                at = draw.draw(st.integers(0, len(content)))
                content = (
                    content[:at]
                    + draw.draw(st.binary(max_size=20))
                    + content[at + draw.draw(st.integers(0, 20)) :]
                )
            new.writestr(name, content)
    table = outcome(target.getvalue())
    assert table is None or not table.from_text


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
GRID = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(GRID, st.sampled_from([",", ";", "\t", "|"]))
def test_what_a_spreadsheet_writes_is_read_back(grid: list[list[str]], delimiter: str) -> None:
    header = [f"kolom {number}" for number in range(len(grid[0]))]
    written = f"sep={delimiter}\r\n" + delimited([header, *grid], delimiter, "\r\n").decode()
    table = read_table(b"\xef\xbb\xbf" + written.encode())
    assert [list(row) for row in table.rows[2:]] == grid


@given(st.text())
def test_reading_a_value_never_fails(text: str) -> None:
    for order in SlashOrder:
        read_moment(text, order)
    values, unknown = action_options().split(text)
    assert len(values) <= 27
    assert all(piece.strip() for piece in unknown)
    assert repaired(repaired(text)) == repaired(text)
    assert len(unguarded(text)) in (len(text), len(text) - 1)


@given(st.text(max_size=40))
def test_a_region_is_never_made_up(text: str) -> None:
    for _piece, match in read_places(text):
        assert len(match.codes) <= 1
        assert set(match.codes) <= set(match.candidates) or match.doubtful


@given(st.lists(st.sampled_from(load_plan().codes), unique=True), st.sampled_from([";", ", ", "\n"]))
def test_ticked_actions_come_back_in_order(codes: list[str], joint: str) -> None:
    plan = load_plan()
    answer = joint.join(f"{code} {plan.action(code).title}" for code in codes)
    assert action_options().split(answer) == (tuple(map(plan.action_index, codes)), ())


# ----------------------------------------------------------------------------- into the register

NAMES = st.sampled_from(["Ans", "Bob", "Welzijn Oost", "=1+1", "", "-", "x" * 320, "Noor\nBakker"])
SIGNED = st.fixed_dictionaries(
    {
        "kenmerk": st.sampled_from(["", "a" * 32, "b" * 32, "nee"]),
        "soort": st.sampled_from(["persoon", "organisatie", "robot", ""]),
        "naam": NAMES,
        "doelgroep": st.sampled_from(["1", "3", "9", "10", "", "Overheid"]),
        "regio": st.sampled_from(["", "GM0344", "landelijk", "Bergen", "PV26; GM0344", "nergens"]),
        "ondertekend_op": st.sampled_from(["", "2026-01-01", "2031-01-01", "gisteren"]),
        "e_mail": st.sampled_from(["", "ans@voorbeeld.example", "anonymous"]),
        "bron": st.sampled_from(["", "oud"]),
        "bronnummer": st.sampled_from(["", "1", "2"]),
        "actie": st.sampled_from(["", "1.1", "3.1", "3.2", "9.9"]),
        "toegezegd_op": st.sampled_from(["", "2025-12-01", "2026-03-01"]),
        "streefdatum": st.sampled_from(["", "2027-01-01"]),
        "status": st.sampled_from(
            ["", "bezig", "afgerond", "staat_stil", "gestopt", "niet_gestart", "kapot"]
        ),
        "status_sinds": st.sampled_from(["", "2026-02-01", "2026-05-01", "2040-01-01"]),
        "laatst_gehoord": st.sampled_from(["", "2026-04-01", "2026-10-01"]),
        "obstakel": st.sampled_from(["", "geld", "pech"]),
        "reden": st.sampled_from(["", "klaar mee"]),
        "toelichting": st.sampled_from(["", "+1", "tekst"]),
    }
)
BLANK = st.just(dict.fromkeys(["naam"], ""))
FILES = st.lists(st.one_of(SIGNED, BLANK), min_size=1, max_size=6)


def own_file(rows: list[dict[str, str]]) -> bytes:
    return delimited([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)], ";", "\r\n")


def or_nothing(store: Store, folder: Path, rows: list[dict[str, str]]) -> Report | None:
    try:
        return offered(store, folder, own_file(rows))
    except UnreadableFile:
        return None


@settings(max_examples=25)
@given(FILES, FILES)
def test_the_sum_closes_and_the_same_file_twice_changes_nothing(
    empty: Path, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    """A report's sum is asserted when it is made; here also against the rows that were offered."""
    with register(empty) as (store, folder):
        for rows in (first, second):
            report = or_nothing(store, folder, rows)
            assert (report is None) is not any(any(row.values()) for row in rows)
            assert report is None or report.rows == len(rows)
            again = or_nothing(store, folder, rows)
            if report and again:
                assert again.revision is None
                assert (again.new, again.changed) == (0, 0)
                assert again.unchanged == report.new + report.changed + report.unchanged


ANSWERS = st.fixed_dictionaries(
    {
        "Nummer": st.sampled_from(["", "1", "2", "3"]),
        "Wie": st.sampled_from(["Ans", "ANS", "Bob", "-"]),
        "Soort": st.sampled_from(["persoon", "organisatie", ""]),
        "Organisatie": st.sampled_from(["", "Welzijn Oost", "Welzijn Oost, st."]),
        "Mail": st.sampled_from(["", "ans@voorbeeld.example", "Ans@Voorbeeld.example", "anonymous"]),
        "Groep": st.sampled_from(["1", "3", ""]),
        "Regio": st.sampled_from(["", "Zeist", "Bergen", "Zeist; Bergen"]),
        "Dag": st.sampled_from(["", "2026-01-01", "2026-02-01", "2031-01-01"]),
        "Gewijzigd": st.sampled_from(["", "2026-01-15", "2026-03-01"]),
        "Tonen": st.sampled_from(["", "ja"]),
        "Acties": st.sampled_from(["", "1.1", "1.1;3.1", "3.1;Koffie"]),
        "Bezig": st.sampled_from(["", "1.1", "3.1"]),
        "Toelichting": st.sampled_from(["", "Het gaat."]),
    }
)
FORMS = st.lists(ANSWERS, min_size=1, max_size=6)


@settings(max_examples=25)
@given(FORMS, FORMS)
def test_a_form_and_its_newer_export_twice(
    empty: Path, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    with register(empty) as (store, folder):
        (folder / "proef.yaml").write_text(FORM, encoding="utf-8")
        for answers in (first, second):
            (folder / "antwoorden.csv").write_bytes(table_of(*answers))
            report, again = (
                run_import(store, folder / "antwoorden.csv", str(folder / "proef.yaml")) for _time in range(2)
            )
            assert report.rows == len(answers)
            assert again.revision is None
            assert (again.new, again.changed, again.vanished) == (0, 0, report.vanished)
            assert again.unchanged == report.new + report.changed + report.unchanged


@settings(max_examples=25)
@given(FILES)
def test_out_and_in_again_is_the_same_register(empty: Path, rows: list[dict[str, str]]) -> None:
    with register(empty) as (store, folder), register(empty) as (other, elsewhere):
        or_nothing(store, folder, rows)
        said = register_rows(store)
        for name in ("uit.csv", "uit.xlsx") if said else ():
            write_export(store, elsewhere / name)
            report = run_import(other, elsewhere / name)
            assert report.findings == tuple(
                one for one in report.findings if one.kind.value == "dubbel_voorstel"
            )
            assert register_rows(other) == said


@settings(max_examples=30)
@given(st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())), st.data())
def test_a_sample_cut_and_shuffled_still_closes(empty: Path, name: str, draw: st.DataObject) -> None:
    data = (SAMPLES / name).read_bytes()
    if name.endswith(".csv"):
        header, *lines = data.splitlines(keepends=True)
        data = header + b"".join(draw.draw(st.permutations(lines))[: draw.draw(st.integers(1, len(lines)))])
    with register(empty) as (store, folder):
        try:
            report = offered(store, folder, data, name)
        except (UnreadableFile, MappingError):
            assert name.endswith(".csv")
            return
        assert offered(store, folder, data, name).revision is None
        assert report.rows >= report.new
