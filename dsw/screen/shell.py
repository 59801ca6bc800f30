"""The page shell: the HTML a browser gets first.

Streamlit ships one English, empty page. Here each address gets a shell of its own: Dutch, with title and
menu, and with the page's own answer, rows and charts on paper. So the first paint is the page; Streamlit then
takes its place. Who has no JavaScript keeps what is on paper. An unknown address gets a 404.
"""

import logging
from collections.abc import Mapping
from functools import cache, partial
from html import escape

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dsw.palette import DARK, LIGHT
from dsw.screen import frame, frontend
from dsw.screen.answering import ASK_AGAIN, NEVER_KEPT, encoding_for, is_read, respond
from dsw.screen.files import own
from dsw.screen.packing import Parcel, packed
from dsw.screen.sheet import Sheet, run_page, written
from dsw.settings import load_settings
from dsw.texts import text

_LOG = logging.getLogger(__name__)
_HTML = "text/html"
#: What keeps a page out of search engines.
_NOT_SEARCHED = '<meta name="robots" content="noindex">'

#: Everything comes from our own origin. Streamlit sets styles from script, hence the one exception.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        policy = f"{_POLICY} {load_settings().frame_ancestors}".rstrip()
        self._headers = {**_SECURITY, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secured)


class Shell:
    """Answers every page address with its shell, and every address that is no page with a Dutch 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        place = frame.place_at(scope["path"]) if is_read(scope) else None
        if place is None:
            await self.app(scope, receive, _Lost(scope, receive, send))
            return
        page = await to_thread.run_sync(_page, scope, place)
        keep = NEVER_KEPT if place in frame.STAFF_PLACES else ASK_AGAIN
        await respond(scope, page, _HTML, keep)(scope, receive, send)


class _Lost:
    """Sends an answer on, except when it is Streamlit's stock page: that means there is no such address."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._lost = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_stock_page(message):
            self._lost = True
            page = _packed(self._scope, shell(None, {}))
            response = respond(self._scope, page, _HTML, ASK_AGAIN, 404)
            await response(self._scope, self._receive, self._send)
        elif not self._lost:
            await self._send(message)


def shell(place: frame.Place | None, chosen: Mapping[str, str], sight: Sheet | None = None) -> str:
    """The HTML of a page before Streamlit fills it.

    Args:
        place: the page; None for the page that does not exist, which Streamlit does not fill.
        chosen: the address' parameters; what the visitor chose goes along in the menu.
        sight: the page on paper; without it there stands that the figures are on their way.
    """
    return (
        f"{_head(_about(place))}{_script('kader.js')}{frontend.style_html()}</head><body>"
        f"{frame.top(place, dict(chosen), own('merk.svg'), sight)}"
        f"{frame.content(place, sight)}{frame.bottom()}"
        f'<script type="application/json" id="dsw-kader">{frame.script_settings()}</script>'
        f"{_streamlit(sight) if place else ''}</body></html>"
    )


def plain_page(title: str, html: str, *, done: bool = False) -> str:
    """A page that is all there: plain HTML, for forms and messages. Streamlit has no part in it.

    Args:
        title: what it is called in the browser's tab.
        html: what it holds, safe already.
        done: ``balie.js`` forgets what was typed before.
    """
    mark = " data-done" if done else ""
    tab = escape(text("kader.tab", pagina=title))
    return (
        f'{_head(f"<title>{tab}</title>{_NOT_SEARCHED}")}<link rel="stylesheet" href="{own("balie.css")}">'
        f"{_script('balie.js')}</head><body>{frame.plain_top(own('merk.svg'))}"
        f'<main id="stMain" class="dsw-desk" tabindex="-1"{mark}>{html}</main>{frame.bottom()}</body></html>'
    )


def slides_page(title: str, html: str) -> str:
    """A meeting's own page: no menu and no foot of ours around it.

    Args:
        title: what it is called in the browser's tab.
        html: what it holds, safe already.
    """
    tab = escape(text("kader.tab", pagina=title))
    looks = "".join(
        f'<link rel="stylesheet" href="{own(name)}">' for name in ("balie.css", "bijeenkomst.css")
    )
    return (
        f"{_head(f'<title>{tab}</title>{_NOT_SEARCHED}')}{looks}{_script('bijeenkomst.js')}</head>"
        f'<body class="dsw-zaal">{html}</body></html>'
    )


def first_sight(place: frame.Place, chosen: Mapping[str, str]) -> Sheet | None:
    """The page on paper; None when it cannot be written, and then Streamlit will say why."""
    try:
        return written(chosen, partial(run_page, place.script))
    except Exception:  # noqa: BLE001 - the visitor gets a page, and this one is in the log
        _LOG.exception("no first sight of %s", place.script)
        return None


def check_shells() -> None:
    """Make every shell once, so that what is missing stops the start and not a visitor.

    Raises:
        DataError: a text is missing.
        RuntimeError: this version of Streamlit builds its page in another way.
    """
    for place in (*frame.PLACES, *frame.STAFF_PLACES, None):
        shell(place, {})


def _head(about: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{about}{_own_head()}'
    )


def _script(name: str) -> str:
    return f'<script defer fetchpriority="high" src="{own(name)}"></script>'


def _about(place: frame.Place | None) -> str:
    if place is None:
        return f"<title>{escape(frame.lost_tab())}</title>"
    if place in frame.STAFF_PLACES:
        look = f'<link rel="stylesheet" href="{own("beheer.css")}">'
        return f"<title>{escape(place.tab)}</title>{_NOT_SEARCHED}{look}"
    return (
        f'<title>{escape(place.tab)}</title><meta name="description" content="{escape(place.description)}">'
        f'<meta property="og:title" content="{escape(place.tab)}">'
        f'<meta property="og:description" content="{escape(place.description)}">'
    )


@cache
def _own_head() -> str:
    return (
        f'<meta name="theme-color" media="(prefers-color-scheme: light)" content="{LIGHT.paper}">'
        f'<meta name="theme-color" media="(prefers-color-scheme: dark)" content="{DARK.paper}">'
        f'<link rel="icon" type="image/svg+xml" href="{own("merk.svg")}">'
        f'<link rel="stylesheet" href="{own("kader.css")}">'
    )


def _streamlit(sight: Sheet | None) -> str:
    """At the end of the page: nothing that is to be seen first waits for it."""
    return frontend.start_html() + frontend.ahead_html(charts=sight is not None and sight.charts)


def _page(scope: Scope, place: frame.Place) -> Parcel:
    chosen = dict(QueryParams(scope["query_string"]))
    sight = None if place in frame.STAFF_PLACES else first_sight(place, chosen)
    return _packed(scope, shell(place, chosen, sight))


def _packed(scope: Scope, page: str) -> Parcel:
    return packed(page.encode(), encoding_for(scope))


def _is_stock_page(message: Message) -> bool:
    """Streamlit answers any address with its page; a page of our own that comes here is kept nowhere."""
    headers = Headers(raw=message["headers"])
    html = headers.get("content-type", "").startswith("text/html")
    return message["status"] == 200 and html and headers.get("cache-control") != NEVER_KEPT
