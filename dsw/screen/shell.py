"""The page shell: the HTML a browser gets first, and the files it then asks for.

Streamlit ships one English, empty page. Here each address gets a shell of its own: Dutch, with title, menu
and style in it, so that the first paint already looks like the product; an unknown address gets a 404.
Scripts and styles go out in brotli, each compressed once, when it is first asked for.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from html import escape
from mimetypes import guess_type
from pathlib import Path

import brotli
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from dsw.palette import DARK, LIGHT
from dsw.screen import frame

#: Where our own files are served; a name with a fingerprint in its query may be kept for ever.
OWN = "/kader"
_OWN_FILES = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
#: Fast enough to do while someone waits, and within 5% of the best that brotli can do.
_EFFORT = 5
_WORTH_PACKING = frozenset({".js", ".css", ".svg"})

_STREAMLIT_TAG = re.compile(
    r'<script type="module"[^>]*></script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>'
)

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
    "Content-Security-Policy": _POLICY,
}


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secured)


class StaticFiles:
    """Serves our own files and those of Streamlit's front end, in brotli where the browser takes it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = static_files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = self._files.get(scope.get("path", "")) if _reads(scope) else None
        if path is None:
            await self.app(scope, receive, send)
            return
        response = await to_thread.run_sync(_file_response, path, _takes_brotli(scope))
        await response(scope, receive, send)


class Shell:
    """Answers every page address with its shell, and every address that is no page with a Dutch 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        place = frame.place_at(scope["path"]) if _reads(scope) else None
        if place is None:
            await self.app(scope, receive, _Lost(scope, receive, send))
            return
        page = shell(place, dict(QueryParams(scope["query_string"])))
        await _page_response(page, 200, scope)(scope, receive, send)


class _Lost:
    """Sends an answer on, except when it is Streamlit's stock page: that means there is no such address."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._lost = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_stock_page(message):
            self._lost = True
            response = _page_response(shell(None, {}), 404, self._scope)
            await response(self._scope, self._receive, self._send)
        elif not self._lost:
            await self._send(message)


def shell(place: frame.Place | None, chosen: Mapping[str, str]) -> str:
    """The HTML of a page before Streamlit fills it.

    Args:
        place: the page; None for the page that does not exist, which Streamlit does not fill.
        chosen: the address' parameters; what the visitor chose goes along in the menu.
    """
    body = f'<div id="root">{frame.waiting()}</div>' if place else frame.not_found()
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{_about(place)}{_own_head()}{streamlit_head() if place else ''}</head><body>"
        f"{frame.top(place, dict(chosen), own('merk.svg'))}<noscript>{frame.without_script()}</noscript>"
        f"{body}{frame.bottom()}"
        f'<script type="application/json" id="dsw-kader">{frame.script_settings()}</script></body></html>'
    )


def check_shells() -> None:
    """Make every shell once, so that what is missing stops the start and not a visitor.

    Raises:
        DataError: a text is missing.
        RuntimeError: this version of Streamlit builds its page in another way.
    """
    for place in (*frame.PLACES, None):
        shell(place, {})


def own(name: str) -> str:
    """The address of one of our own files, with its fingerprint."""
    return f"{OWN}/{name}?v={_fingerprint(name)}"


def stylesheet() -> bytes:
    """The colours of ``dsw.palette``, light and dark, and the stylesheet. Paper is always light."""
    colours = (
        f":root{{{LIGHT.css()}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{DARK.css()}}}}}\n"
    )
    return colours.encode() + (_OWN_FILES / "kader.css").read_bytes()


@cache
def static_files() -> Mapping[str, Path]:
    """Every file served as it is: its address and where it lies. Nothing outside this list is ever read."""
    theirs = Path(get_static_dir())
    found = {f"/{path.relative_to(theirs).as_posix()}": path for path in theirs.glob("static/**/*.*")}
    return found | {
        f"{OWN}/{path.relative_to(_OWN_FILES).as_posix()}": path for path in _OWN_FILES.rglob("*.*")
    }


@cache
def streamlit_head() -> str:
    """The scripts and styles Streamlit's own page asks for, from the root of the site.

    Raises:
        RuntimeError: this version of Streamlit builds its page in another way.
    """
    stock = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    tags = _STREAMLIT_TAG.findall(stock)
    if not any(tag.startswith("<script") for tag in tags):
        raise RuntimeError("Streamlit's index.html holds no module script")
    ahead = (f'<link rel="modulepreload" crossorigin href="{address}">' for address in _loaded_late())
    return "".join(tags).replace('="./static/', '="/static/') + "".join(ahead)


def _loaded_late() -> list[str]:
    """What draws our blocks: Streamlit asks for it only when the first block comes, and the page jumps."""
    return [
        address
        for address in static_files()
        if address.startswith(("/static/js/Html.", "/static/js/purify."))
    ]


def _about(place: frame.Place | None) -> str:
    if place is None:
        return f"<title>{escape(frame.lost_tab())}</title>"
    return (
        f'<title>{escape(place.tab)}</title><meta name="description" content="{escape(place.description)}">'
        f'<meta property="og:title" content="{escape(place.tab)}">'
        f'<meta property="og:description" content="{escape(place.description)}">'
    )


@cache
def _own_head() -> str:
    letters = f"{OWN}/letters/atkinson-latin.woff2"
    return (
        f'<meta name="theme-color" media="(prefers-color-scheme: light)" content="{LIGHT.paper}">'
        f'<meta name="theme-color" media="(prefers-color-scheme: dark)" content="{DARK.paper}">'
        f'<link rel="icon" type="image/svg+xml" href="{own("merk.svg")}">'
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{letters}">'
        f'<link rel="stylesheet" href="{own("kader.css")}"><script defer src="{own("kader.js")}"></script>'
    )


@cache
def _fingerprint(name: str) -> str:
    return sha256(_content(_OWN_FILES / name)).hexdigest()[:12]


def _content(path: Path) -> bytes:
    return stylesheet() if path == _OWN_FILES / "kader.css" else path.read_bytes()


@lru_cache(maxsize=512)
def _packed(path: Path) -> bytes:
    return _brotli(_content(path))


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=_EFFORT)
    return packed


def _file_response(path: Path, packed: bool) -> Response:
    packed = packed and path.suffix in _WORTH_PACKING
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "br"
    body = _packed(path) if packed else _content(path)
    return Response(body, media_type=_kind(path), headers=headers)


def _page_response(page: str, status: int, scope: Scope) -> Response:
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    body = page.encode()
    if _takes_brotli(scope):
        body, headers["Content-Encoding"] = _brotli(body), "br"
    return Response(body, status, headers, "text/html")


def _kind(path: Path) -> str:
    known = {".js": "text/javascript", ".woff2": "font/woff2"}
    return known.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"


def _reads(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}


def _takes_brotli(scope: Scope) -> bool:
    return "br" in re.split(r"[\s,;]+", Headers(scope=scope).get("accept-encoding", ""))


def _is_stock_page(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 200 and kind.startswith("text/html")
