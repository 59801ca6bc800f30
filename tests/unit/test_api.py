"""The cells and the picture of every figure, at the address of the view they belong to."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from starlette.applications import Starlette

from dsw import api
from dsw.api import FORMATS, ROUTES
from dsw.exports.figures import all_xlsx
from dsw.figures import FIGURES
from dsw.people import OPERATOR
from dsw.queries.directory import PAGE_SIZE
from dsw.store import Store, shared_mirror
from dsw.texts import text
from tests.acts import sign, small_register
from tests.asking import Answer, ask

BOM = b"\xef\xbb\xbf"
DRAWN = [key for key, recipe in FIGURES.items() if recipe.draw is not None]
app = Starlette(routes=ROUTES)


def get(address: str, method: str = "GET", **headers: str) -> Answer:
    return ask(app, address, method, **headers)


def cells(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def register(register_url: str) -> Store:
    """A register with three signatories that the routes find by themselves."""
    store = shared_mirror().store
    small_register(store)
    return store


def address(key: str, ending: str = "csv", query: str = "") -> str:
    needed = "actie=2.2" if FIGURES[key].question == "action" else ""
    return f"/download/{key}.{ending}?{'&'.join(filter(None, (needed, query)))}"


@pytest.mark.usefixtures("register")
def test_every_figure_gives_its_cells() -> None:
    for key in FIGURES:
        answer = get(address(key))
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="{key}-2026-11-02.csv"'
        assert answer.body.startswith(BOM)
        head, *rows = cells(answer)
        assert all(len(row) == len(head) > 1 for row in rows)


@pytest.mark.usefixtures("register")
def test_every_figure_that_is_drawn_gives_its_picture() -> None:
    for key in DRAWN:
        answer = get(address(key, "svg"))
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
        assert ET.fromstring(answer.body).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.usefixtures("register")
def test_every_figure_gives_a_workbook_and_a_file_for_programs() -> None:
    for key in FIGURES:
        book = get(address(key, "xlsx"))
        assert (book.status, book.headers["content-type"]) == (200, FORMATS["xlsx"][0])
        sheet = openpyxl.load_workbook(io.BytesIO(book.body))[key]
        dutch, standard = get(address(key)), get(address(key, query="csv=standaard"))
        rows = list(csv.reader(io.StringIO(standard.body.decode())))
        assert not standard.body.startswith(BOM)
        assert len(rows) == len(cells(dutch)) == sheet.max_row
        assert get(address(key, query="csv=excel")).body == dutch.body


@pytest.mark.usefixtures("register")
def test_all_tables_come_in_one_workbook_of_the_day_that_is_asked_for() -> None:
    now, then = get("/download/alles.xlsx"), get("/download/alles.xlsx?op=2025-08-01")
    assert then.headers["content-disposition"].endswith('"alles-2025-08-01.xlsx"')
    ours, theirs = (openpyxl.load_workbook(io.BytesIO(one.body)) for one in (now, then))
    assert ours.sheetnames == theirs.sheetnames
    assert [*ours["secties"].values] != [*theirs["secties"].values]
    assert get("/download/alles.xlsx").body == now.body


@pytest.mark.usefixtures("register")
def test_workbooks_of_all_tables_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot have a turn holds no thread: not even where somebody may wait for ever for a writer."""
    monkeypatch.setattr("dsw.store.opening.BRISK", timedelta(days=1))
    with api._TURN:
        answer = get("/download/alles.xlsx")
        assert get(address("secties")).status == 200
    assert (answer.status, answer.words) == (503, text("fout.uitvoer.bezet"))
    assert answer.headers["retry-after"] == "5"
    assert get("/download/alles.xlsx").status == 200
    with api._TURN:
        assert get("/download/alles.xlsx").status == 200
        assert get("/download/alles.xlsx?op=2025-08-01").status == 503


@pytest.mark.usefixtures("register")
def test_a_workbook_of_all_tables_is_not_about_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def making(answering: Any) -> bytes:
        made.append(answering)
        return all_xlsx(answering)

    monkeypatch.setattr(api, "all_xlsx", making)
    bodies = {get(f"/download/alles.xlsx{query}").body for query in ("?zoek=a", "?zoek=b&pagina=2", "")}
    assert (len(bodies), len(made)) == (1, 1)
    names = openpyxl.load_workbook(io.BytesIO(bodies.pop()))["ondertekenaars"]
    assert names.max_row > 1


@pytest.mark.usefixtures("register_url")
def test_an_empty_register_gives_every_figure() -> None:
    assert {get(address(key)).status for key in FIGURES} == {200}
    assert {get(address(key, "svg")).status for key in DRAWN} == {200}


@pytest.mark.usefixtures("register")
def test_the_address_says_what_the_figures_are_about() -> None:
    now, then = (get(address("secties", query=query)) for query in ("", "op=2025-08-01"))
    assert cells(now)[0] == cells(then)[0]
    assert cells(now) != cells(then)
    assert then.headers["content-disposition"].endswith('"secties-2025-08-01.csv"')
    nowhere = cells(get(address("secties", query="provincie=PV29")))
    assert {row[1] for row in nowhere[1:]} == {"0"}


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "wrong",
    [
        "/download/onbekend.csv",
        "/download/secties.exe",
        "/download/secties.CSV",
        "/download/..%2fregister.csv",
        "/download/nieuwkomers.svg",
        "/download/actie.csv",
        "/download/actie.csv?actie=9.9",
        "/download/secties.csv?op=morgen",
        "/download/secties.csv?op=2999-01-01",
        "/download/secties.csv?sectie=77",
        "/download/tegels.svg?provincie=<script>",
        "/download/secties.csv?csv=raar",
        "/download/secties.csv?csv=register",
        "/download/alles.csv",
        "/download/alles.xlsx?op=morgen",
    ],
)
def test_what_there_is_not_is_told_in_dutch(wrong: str) -> None:
    answer = get(wrong)
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "etag" not in answer.headers
    assert "Er is geen figuur" in answer.words or any(
        said in answer.words for said in ("geen plaatje", "staat niet in het plan", "Dit adres klopt niet")
    )


@pytest.mark.usefixtures("register")
def test_who_has_a_file_already_does_not_get_it_again() -> None:
    tag = get(address("secties")).headers["etag"]
    for known in (tag, f"W/{tag}", f'"anders", {tag}'):
        again = get(address("secties"), if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert get(address("secties"), if_none_match='"anders"').status == 200


def test_a_change_in_the_register_gives_another_tag(register: Store) -> None:
    before = get(address("ondertekenaars"))
    with register.write(OPERATOR, "test") as tx:
        sign(tx, "Erbijgekomen")
    after = get(address("ondertekenaars"), if_none_match=before.headers["etag"])
    assert after.status == 200
    assert "Erbijgekomen" in after.words
    assert "Erbijgekomen" not in before.words


def test_another_day_gives_another_tag(register: Store, clock: Callable[[str | date], None]) -> None:
    before = get(address("secties")).headers["etag"]
    clock("2026-11-03")
    assert get(address("secties"), if_none_match=before).status == 200


@pytest.mark.usefixtures("register")
def test_a_browser_asks_first_whether_a_kept_file_is_still_right() -> None:
    assert get(address("secties")).headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("register")
def test_only_the_head_is_sent_when_asked() -> None:
    answer = get(address("secties"), method="HEAD")
    assert answer.status == 200
    assert "etag" in answer.headers
    assert get(address("secties"), method="POST").status == 405


def test_a_name_that_looks_like_a_formula_stays_text(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        sign(tx, '=HYPERLINK("http://kwaad.example")')
    names = [row[0] for row in cells(get(address("ondertekenaars")))[1:]]
    assert not [name for name in names if name.startswith(("=", "+", "-", "@"))]
    assert [name for name in names if "HYPERLINK" in name]


def test_the_list_of_names_comes_whole(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for place in range(PAGE_SIZE + 5):
            sign(tx, f"Stichting Nummer {place}")
    names = {row[0] for row in cells(get(address("ondertekenaars", query="zoek=nummer&pagina=2")))[1:]}
    assert names == {f"Stichting Nummer {place}" for place in range(PAGE_SIZE + 5)}


def test_a_database_that_is_gone_is_told_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", "mysql://ergens/register")
    shared_mirror.cache_clear()
    answer = get(address("secties"))
    assert answer.status == 503
    assert answer.words == text("fout.opslag.soort_onbekend", soort="mysql")


# ----------------------------------------------------------------------------------------------- health


def test_a_process_that_reads_the_register_is_healthy(register: Store) -> None:
    answer = get("/gezond")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert json.loads(answer.body) == {"gezond": True, "database": True, "revisie": 2}
    with register.write(OPERATOR, "test") as tx:
        sign(tx)
    assert json.loads(get("/gezond").body)["revisie"] == 3
    assert get("/gezond", method="HEAD").status == 200


@pytest.mark.usefixtures("fresh_mirror")
def test_a_process_that_cannot_be_told_where_the_register_is_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", "mysql://ergens/register")
    answer = get("/gezond")
    assert answer.status == 503
    said = text("fout.opslag.soort_onbekend", soort="mysql")
    assert json.loads(answer.body) == {"gezond": False, "database": False, "melding": said}


@pytest.mark.usefixtures("fresh_mirror")
def test_a_database_that_goes_and_comes_back_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", f"sqlite:///{tmp_path / 'map' / 'register.db'}")
    assert get("/gezond").status == 200
    shared_mirror().store.close()
    (tmp_path / "map").rename(tmp_path / "weg")
    assert get("/gezond").status == 503
    (tmp_path / "weg").rename(tmp_path / "map")
    assert get("/gezond").status == 200


@pytest.fixture
def fresh_mirror() -> Iterator[None]:
    """No register is known yet, and none is after."""
    shared_mirror.cache_clear()
    yield
    if shared_mirror.cache_info().currsize:
        shared_mirror().store.close()
    shared_mirror.cache_clear()


def test_every_form_has_a_media_type_with_its_letters() -> None:
    words = [media_type for media_type, _ in FORMATS.values() if not media_type.endswith("sheet")]
    assert len(words) == 2
    assert all(media_type.endswith("; charset=utf-8") for media_type in words)
