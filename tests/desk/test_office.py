"""Files for the staff: who gets them, what is in them, and that nobody has to wait for them."""

import csv
import io
import tempfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from starlette.applications import Starlette

from dsw.access.sessions import COOKIE
from dsw.access.staff import STAFF_ROLES
from dsw.desk import office
from dsw.exports import COLUMNS, STAFF_SHEETS
from dsw.people import MAY, Role, Wish
from dsw.store import Store, shared_mirror
from dsw.texts import text
from tests.acts import small_register
from tests.asking import Answer, ask
from tests.staffing import enter, hire, signer

app = Starlette(routes=office.ROUTES)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def register(register_url: str) -> Store:
    store = shared_mirror().store
    small_register(store)
    return store


def get(store: Store, address: str, role: Role = Role.LEZER) -> Answer:
    return ask(app, f"/beheer/uitvoer/{address}", cookie=f"{COOKIE}={enter(store, hire(store, role))}")


def cells(answer: Answer, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_who_is_no_staff_is_told_how_to_come_in(register: Store) -> None:
    for cookie in ("", f"{COOKIE}=verzonnen", f"{COOKIE}={enter(register, signer(register))}"):
        answer = ask(app, "/beheer/uitvoer/register.csv", cookie=cookie)
        assert answer.status == 403
        assert text("melding.geen_medewerker.uitleg") in answer.words
        assert "Eén" not in answer.words


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_decides(register: Store, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    assert get(register, "register.csv", role).status == 200
    monkeypatch.setattr("dsw.people.MAY", {**MAY, Wish.EXPORT: MAY[Wish.EXPORT] - {role}})
    refused = get(register, "register.csv", role)
    assert (refused.status, "Eén" in refused.words) == (403, False)


def test_the_register_comes_as_the_command_writes_it(register: Store) -> None:
    answer = get(register, "register.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="register-2026-11-02.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.body)
    head, *rows = cells(answer)
    assert head == list(COLUMNS)
    assert {row[2] for row in rows} == {"Eén", "Twee B.V."}


def test_a_day_and_a_kind_of_csv_are_kept_to(register: Store) -> None:
    then = cells(get(register, "register.csv?op=2025-06-01&csv=excel"))
    assert {row[COLUMNS.index("ondertekend_op")] for row in then[1:]} == {"01-06-2025"}
    assert len(then) == 5
    standard = get(register, "register.csv?csv=standaard")
    assert not standard.body.startswith(b"\xef\xbb\xbf")
    assert cells(standard, ",")[0] == list(COLUMNS)


@pytest.mark.parametrize("name", STAFF_SHEETS)
def test_every_table_comes_in_every_kind(register: Store, name: str, tmp_path: Path) -> None:
    answer = get(register, f"{name}.xlsx")
    assert (answer.status, answer.headers["content-type"]) == (200, XLSX)
    (tmp_path / "uit.xlsx").write_bytes(answer.body)
    book = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert book.sheetnames == [STAFF_SHEETS[name].title, "Leeswijzer"]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) > 1
    assert len(cells(get(register, f"{name}.csv"))) == len(rows)


def test_everything_comes_in_one_workbook(register: Store, tmp_path: Path) -> None:
    (tmp_path / "uit.xlsx").write_bytes(get(register, "alles.xlsx").body)
    book = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert book.sheetnames == [*(sheet.title for sheet in STAFF_SHEETS.values()), "Leeswijzer"]
    told = [str(row[1]) for row in book["Leeswijzer"].iter_rows(values_only=True)]
    assert text("uitvoer.revisie", revisie=2) in told


def test_the_log_comes_as_it_is_asked_for(register: Store) -> None:
    everything, some = (
        cells(get(register, f"gebeurtenissen.csv{asked}"))
        for asked in ("", "?nummer=2&feit=ondertekend&wie=systeem")
    )
    assert len(everything) > len(some) == 2
    assert some[1][everything[0].index("over_wie")] == "Twee B.V."


def test_the_public_register_names_nobody_who_does_not_want_it(register: Store) -> None:
    answer = get(register, "openbaar.csv")
    assert "Eén" in answer.words
    assert "Twee" not in answer.words
    assert "@" not in answer.words


@pytest.mark.parametrize(
    "address",
    [
        "onbekend.csv",
        "register.exe",
        "alles.csv",
        "register.csv?csv=raar",
        "register.csv?op=morgen",
        "register.csv?op=2027-01-01",
        "gebeurtenissen.csv?nummer=x",
        "..%2fregister.csv",
        "secties.csv",
    ],
)
def test_what_there_is_not_is_told(register: Store, address: str) -> None:
    answer = get(register, address)
    assert answer.status == 404
    assert text("melding.geen_bestand.kop") in answer.words


def test_who_comes_while_others_fetch_is_asked_to_come_back(
    register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_TURNS", office.BoundedSemaphore(1))
    monkeypatch.setattr("dsw.store.opening.BRISK", timedelta(days=1))
    with office._TURNS:
        answer = get(register, "register.csv")
    assert (answer.status, text("fout.uitvoer.bezet") in answer.words) == (503, True)
    assert answer.headers["retry-after"] == "5"
    assert get(register, "register.csv").status == 200


def test_nothing_is_left_of_a_file_that_was_sent(
    register: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    assert get(register, "alles.xlsx").status == 200
    assert set(tmp_path.iterdir()) == before
