"""What a meeting takes away: ``/bijeenkomst/meenemen.pptx`` and ``.pdf``, and its report.

As open as the meeting's own page: whoever has the address.
"""

from datetime import timedelta
from threading import BoundedSemaphore
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dsw.desk.counter import note, page, showing, store
from dsw.desk.meetings import opened, presented
from dsw.queries.base import figures_of
from dsw.queries.overview import overview
from dsw.queries.slides import snapshot_of
from dsw.queries.trend import trend
from dsw.screen.answering import ASK_AGAIN, is_known, turn
from dsw.settings import today
from dsw.slides.links import ADDRESS
from dsw.slides.report import report_html, since_html
from dsw.store import shared_mirror
from dsw.takeaways import FORMATS, format_of
from dsw.texts import text
from dsw.views import Meeting

#: So many files are kept with a register: a room full of people asks for the same.
_KEPT = 4
#: Of each kind one is made at a time: whoever comes next finds it made, or is asked to come back.
_TURNS = MappingProxyType({ending: BoundedSemaphore(1) for ending in FORMATS})


def _file(request: Request) -> Response:
    """The file; ``304`` to who has it already, ``404`` when there is no such meeting or kind of file."""
    ending = request.path_params["ending"]
    meeting = opened(request.query_params.get("id", ""))
    if meeting is None or ending not in FORMATS:
        return _unknown(ending, known=meeting is not None)
    head = shared_mirror().current().head
    tag = f'"{head.register_id}-{head.revision}-{today().toordinal()}-{ending}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, "X-Robots-Tag": "noindex"}
    if is_known(request.headers, tag):
        return Response(status_code=304, headers=headers)
    name = f"bijeenkomst-{meeting.day.isoformat()}.{ending}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(_made(meeting, ending), headers=headers, media_type=format_of(ending).media_type)


def _unknown(ending: str, *, known: bool) -> Response:
    if not known:
        return note("bijeenkomst_onbekend", 404)
    return PlainTextResponse(text("fout.meenemen.soort", bestand=ending[:20]), 404)


def _made(meeting: Meeting, ending: str) -> bytes:
    with store().read() as db:
        shown = presented(db, meeting)
    kept = figures_of(snapshot_of(shared_mirror(), meeting))
    kind = f"meenemen {ending}"
    found: bytes | None = kept.known(kind, shown)
    if found is not None:
        return found
    with turn(_TURNS[ending]):
        return kept.keep(kind, shown, lambda: format_of(ending).make(shown), _KEPT)


def _report(request: Request) -> Response:
    meeting = opened(request.query_params.get("id", ""))
    if meeting is None:
        return note("bijeenkomst_onbekend", 404)
    with store().read() as db:
        shown = presented(db, meeting)
    since = _since(meeting) if meeting.pinned_revision is not None else ""
    return page(text("verslag.tab", naam=meeting.name), report_html(shown, since))


def _since(meeting: Meeting) -> str:
    """Then beside now: the same questions, asked of the register as it was and as it is."""
    then_day, day = meeting.pinned_day or today(), today()
    now = shared_mirror().current()
    selection = meeting.selection(then_day)
    later = trend(now, meeting.selection(day), then_day) if day - then_day >= timedelta(days=1) else None
    return since_html(
        overview(snapshot_of(shared_mirror(), meeting), selection),
        overview(now, selection),
        overview(now, meeting.selection(day)),
        later,
    )


ROUTES = [
    Route(f"{ADDRESS}/meenemen.{{ending}}", showing(_file), methods=["GET"]),
    Route(f"{ADDRESS}/verslag", showing(_report), methods=["GET"]),
]
