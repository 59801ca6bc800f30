"""Plain routes for the staff: files that hold more than a page of Streamlit can hand over.

Every route of the staff is made by :func:`staff_get`, which asks who this is before anything else.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Send
from starlette.types import Scope as ASGIScope

from dsw.access.staff import Colleague, staff_member
from dsw.calendar import read_day
from dsw.desk.counter import note, showing, store, who
from dsw.errors import RequestError
from dsw.exports import EVERYTHING, STAFF_SHEETS, CsvForm, Scope, export, log_sheet, write_sheet
from dsw.people import Wish, require
from dsw.queries.log_asked import read_log_asked
from dsw.screen.answering import NEVER_KEPT, turn
from dsw.settings import today
from dsw.store import Reader

#: Shows somebody of the staff something.
ShowStaff = Callable[[Request, Colleague], Response]

#: What is asked for: the public part of the register, and the log.
PUBLIC, LOG = "openbaar", "gebeurtenissen"
#: Writing a large file takes a while: so many at a time leave the machine to visitors.
_TURNS = BoundedSemaphore(2)
_PIECE = 2**16
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def staff_get(path: str, wish: Wish, show: ShowStaff) -> Route:
    """A route for the staff that only looks.

    Args:
        wish: what somebody must be allowed to do.
    """
    return Route(path, showing(partial(for_staff, wish, show)), methods=["GET"])


def for_staff(wish: Wish, show: ShowStaff, request: Request) -> Response:
    """Something for who of the staff may see it; anybody else is told how to come in.

    Raises:
        Refused: this colleague's role does not allow it.
    """
    with store().read() as db:
        colleague = _inside(db, request)
    if colleague is None:
        return note("geen_medewerker", 403)
    require(colleague.actor, wish)
    return show(request, colleague)


def _inside(db: Reader, request: Request) -> Colleague | None:
    holder = who(db, request)
    return staff_member(db, holder.staff) if holder and holder.staff else None


def _file(request: Request, _colleague: Colleague) -> Response:
    """A file of the register, written before it is sent: half a file is never taken for a whole one."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    try:
        write = _writer(request, name, ending)
    except RequestError:
        return note("geen_bestand", 404)
    day = _day(request)
    with turn(_TURNS), TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{name}-{day}.{ending}"
        write(path)
        size, file = path.stat().st_size, path.open("rb")
    headers = {
        "Content-Disposition": f'attachment; filename="{path.name}"',
        "Content-Length": str(size),
        "Cache-Control": NEVER_KEPT,
    }
    return _Sent(file, headers, _MEDIA_TYPES[ending])


class _Sent(StreamingResponse):
    """A file that has no name any more, in pieces; closed also when the visitor goes away halfway."""

    def __init__(self, file: IO[bytes], headers: dict[str, str], media_type: str) -> None:
        super().__init__(_pieces(file), headers=headers, media_type=media_type)
        self._file = file

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _day(request: Request) -> date:
    given = request.query_params.get("op")
    return read_day(given) if given else today()


def _writer(request: Request, name: str, ending: str) -> Callable[[Path], int]:
    """What writes the file that is asked for.

    Raises:
        RequestError: there is none of that name.
    """
    day, form = _day(request), _form(request)
    if ending not in _MEDIA_TYPES or (name == EVERYTHING and ending != "xlsx") or day > today():
        raise RequestError("uitvoer.onbekend", naam=name[:40], bekend="")
    if name == LOG:
        sheet = log_sheet(read_log_asked(request.query_params))
        return lambda path: write_sheet(store(), path, sheet, day, form)
    if name == PUBLIC:
        return lambda path: export(store(), path, op=day, scope=Scope.OPENBAAR, csv=form)
    if name not in (EVERYTHING, *STAFF_SHEETS):
        raise RequestError("uitvoer.onbekend", naam=name[:40], bekend="")
    return lambda path: export(store(), path, name, day, Scope.BEHEER, form)


def _form(request: Request) -> CsvForm:
    given = request.query_params.get("csv", CsvForm.REGISTER)
    if given not in set(CsvForm):
        raise RequestError("keuze.onbekend", waarde=given[:40], bekend="")
    return CsvForm(given)


ROUTES = [staff_get("/beheer/uitvoer/{name}.{ending}", Wish.EXPORT, _file)]
