"""Routes beside the pages: every figure's cells and picture as the address asks for it, and our health."""

import sys
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dsw.errors import DswError, RequestError, StoreError
from dsw.figures import FIGURES, FigureRecipe
from dsw.queries.asking import Request as Asked
from dsw.queries.asking import View, answer, read_request
from dsw.queries.directory import directory
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import text

#: What a figure can be downloaded as: by ending, its media type and how it is made.
FORMATS: dict[str, tuple[str, Callable[[FigureRecipe, View], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", FigureRecipe.csv),
    "svg": ("image/svg+xml; charset=utf-8", FigureRecipe.svg),
}


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
        return PlainTextResponse(text(f"fout.{error.key}", **error.values), status)


def _has(request: Request, tag: str) -> bool:
    """The visitor holds this version; a proxy that packs an answer on its way marks the tag as weak."""
    known = request.headers.get("if-none-match", "").split(",")
    return tag in {one.strip().removeprefix("W/") for one in known}


def _file(request: Request, snapshot: Snapshot, tag: str) -> Response:
    key, ending = request.path_params["key"], request.path_params["ending"]
    recipe, form = FIGURES.get(key), FORMATS.get(ending)
    if recipe is None or form is None:
        raise RequestError("figuur.onbekend", figuur=key[:40])
    asked, faults = read_request(dict(request.query_params), today(), snapshot.rules)
    if faults:
        raise RequestError("figuur.adres")
    view = _answer(recipe, snapshot, asked)
    media_type, make = form
    name = f"{key}-{asked.selection.op.isoformat()}.{ending}"
    headers = _headers(tag) | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(make(recipe, view), headers=headers, media_type=media_type)


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
