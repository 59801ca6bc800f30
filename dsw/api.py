"""Routes beside the pages: every figure's cells and picture as the address asks for it, and our health."""

import sys
from collections.abc import Callable
from dataclasses import replace
from threading import BoundedSemaphore

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dsw.errors import DswError, RequestError, StoreError
from dsw.exports import CsvForm
from dsw.exports.figures import ALL, all_xlsx, figure_csv, figure_xlsx
from dsw.figures import FIGURES, FigureRecipe
from dsw.queries.asking import Request as Asked
from dsw.queries.asking import View, answer, read_request
from dsw.queries.base import figures_of
from dsw.queries.directory import directory
from dsw.screen.answering import COME_BACK, turn
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import text

#: What a figure can be downloaded as: by ending, its media type and how it is made.
FORMATS: dict[str, tuple[str, Callable[[FigureRecipe, View], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", FigureRecipe.csv),
    "svg": ("image/svg+xml; charset=utf-8", FigureRecipe.svg),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", figure_xlsx),
}
#: Which kind of CSV is asked for: by itself for a Dutch spreadsheet, or else for programs.
_CSV = "csv"
#: So many workbooks of all tables are kept with a register: making one takes a second or two.
_BOOKS_KEPT = 4
#: One is made at a time, whoever asks: the machine is there for pages.
_TURN = BoundedSemaphore(1)


def download(request: Request) -> Response:
    """One figure as a file; ``304`` when the visitor has it already, ``404`` when there is no such file.

    Starlette runs this in a thread, so drawing holds nobody up.
    """
    try:
        snapshot = shared_mirror().current()
        tag = _tag(snapshot)
        if _has(request, tag):
            return Response(status_code=304, headers=_headers(tag))
        return _file(request, snapshot, tag)
    except DswError as error:
        status = 404 if isinstance(error, RequestError) else 503
        headers = COME_BACK if status == 503 else None
        return PlainTextResponse(text(f"fout.{error.key}", **error.values), status, headers)


def _has(request: Request, tag: str) -> bool:
    """The visitor holds this version; a proxy that packs an answer on its way marks the tag as weak."""
    known = request.headers.get("if-none-match", "").split(",")
    return tag in {one.strip().removeprefix("W/") for one in known}


def _file(request: Request, snapshot: Snapshot, tag: str) -> Response:
    key, ending = request.path_params["key"], request.path_params["ending"]
    params = dict(request.query_params)
    media_type, make = _maker(key, ending, params.pop(_CSV, ""))
    asked, faults = read_request(params, today(), snapshot.rules)
    if faults:
        raise RequestError("figuur.adres")
    name = f"{key}-{asked.selection.op.isoformat()}.{ending}"
    headers = _headers(tag) | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(make(snapshot, asked), headers=headers, media_type=media_type)


_Make = Callable[[Snapshot, Asked], str | bytes]


def _maker(key: str, ending: str, kind: str) -> tuple[str, _Make]:
    """The media type of a file, and what makes it.

    Raises:
        RequestError: there is no such file.
    """
    form = FORMATS.get(ending)
    if form and (key, ending) == (ALL, "xlsx"):
        return form[0], _all_tables
    recipe = FIGURES.get(key)
    if recipe is None or form is None or kind not in ("", CsvForm.EXCEL, CsvForm.STANDAARD):
        raise RequestError("figuur.onbekend", figuur=key[:40])
    media_type, make = form
    if ending == "csv" and kind == CsvForm.STANDAARD:
        make = figure_csv
    return media_type, lambda snapshot, asked: make(recipe, _answer(recipe, snapshot, asked))


def _all_tables(snapshot: Snapshot, asked: Asked) -> bytes:
    """Every table in one workbook, of all actions; it is never about a search."""
    whole = replace(asked, action=None, page=1, text="")

    def answering(recipe: FigureRecipe, code: str) -> View:
        return _answer(recipe, snapshot, replace(whole, action=code or None))

    figures = figures_of(snapshot)
    found: bytes | None = figures.known("workbooks", whole)
    if found is not None:
        return found
    with turn(_TURN):
        return figures.keep("workbooks", whole, lambda: all_xlsx(answering), _BOOKS_KEPT)


def _answer(recipe: FigureRecipe, snapshot: Snapshot, asked: Asked) -> View:
    """The answer to take along: of the list of names all that was found, not a page of it."""
    if recipe.question == "directory":
        return directory(snapshot, asked.selection, asked.text, size=sys.maxsize)
    return answer(recipe.question, snapshot, shared_mirror().store, asked)


def _tag(snapshot: Snapshot) -> str:
    """Changes with the register and with the day: a figure without ``op`` is about today."""
    return f'"{snapshot.head.register_id}-{snapshot.head.revision}-{today().toordinal()}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache"}


def health(_request: Request) -> Response:
    """Whether this process can answer visitors: ``200`` when it reads the register, else ``503``."""
    kept = {"Cache-Control": "no-store"}
    try:
        with shared_mirror().store.read() as db:
            revision = db.head().revision
    except StoreError as error:
        said = text(f"fout.{error.key}", **error.values)
        return JSONResponse({"gezond": False, "database": False, "melding": said}, 503, kept)
    return JSONResponse({"gezond": True, "database": True, "revisie": revision}, 200, kept)


ROUTES = [
    Route("/download/{key}.{ending}", download, methods=["GET"]),
    Route("/gezond", health, methods=["GET"]),
]
