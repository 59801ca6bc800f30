"""``/privacy`` and the page of who waits for staff: nothing is asked there."""

from markdown_it import MarkdownIt
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dsw.desk.counter import note, page, showing
from dsw.texts import text


def _privacy(_request: Request) -> Response:
    html = MarkdownIt().render(text("privacy.tekst"))
    return page(text("privacy.kop"), f"<h1>{text('privacy.kop')}</h1>{html}")


def _waits(_request: Request) -> Response:
    return note("wacht")


ROUTES = [
    Route("/privacy", showing(_privacy), methods=["GET"]),
    Route("/meedoen/wacht", showing(_waits), methods=["GET"]),
]
