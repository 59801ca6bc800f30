"""How the counter is spoken to: plain requests, pages that nobody keeps, cookies no script can read.

A form is taken only from our own pages: a page of somebody else can send one, but not say that it is ours.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from urllib.parse import parse_qsl

from anyio import CancelScope, CapacityLimiter, current_time, move_on_after, to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dsw.access.holders import Holder
from dsw.access.sessions import COOKIE, find_session
from dsw.errors import DswError, Refused, RuleError, StoreError
from dsw.filled import Filled
from dsw.forms.notes import note_html
from dsw.screen.answering import COME_BACK, NEVER_KEPT
from dsw.screen.shell import plain_page
from dsw.store import Reader, Store, opening, shared_mirror
from dsw.texts import text

#: Shows a page; takes a form.
Show = Callable[[Request], Response]
Take = Callable[[Request, Filled], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

#: So many forms are taken at a time: fewer than there are connections to the register, and than threads.
_FORMS = 4
#: From here on an answer says that the trouble is ours.
_TROUBLE = 500
#: Nobody fills in more than this (bytes).
_LARGEST = 200_000
_FORM = "application/x-www-form-urlencoded"
#: Nothing but our own files, nothing written in the page itself, and in no frame at all.
_POLICY = "; ".join(
    (
        *("default-src 'self'", "img-src 'self' data:", "font-src 'self' data:", "object-src 'none'"),
        *("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"),
    )
)
_PRIVATE = {
    "Cache-Control": NEVER_KEPT,
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": _POLICY,
}


def store() -> Store:
    """The register."""
    return shared_mirror().store


def page(title: str, html: str, status: int = 200, *, done: bool = False) -> Response:
    """A page for this visitor alone.

    Args:
        done: what was typed before has been handled: the browser need not keep it any longer.
    """
    return private(plain_page(title, html, done=done), status)


def private(html: str, status: int = 200) -> Response:
    """A whole page that nobody keeps."""
    return HTMLResponse(html, status, _PRIVATE)


def note(key: str, status: int = 200, *, done: bool = False, **values: object) -> Response:
    """A page that only says something: ``melding.<key>``."""
    return page(text(f"melding.{key}.kop"), note_html(key, **values), status, done=done)


def go(address: str) -> RedirectResponse:
    """On to another page of ours, which the visitor sees instead of the form that was sent."""
    return RedirectResponse(address, 303, _PRIVATE)


def showing(show: Show) -> Endpoint:
    """An endpoint that looks, in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        return await to_thread.run_sync(_answered, lambda: show(request))

    return endpoint


def taking(take: Take) -> Endpoint:
    """An endpoint that takes a form of our own, in a thread of its own, when it is its turn."""

    async def endpoint(request: Request) -> Response:
        if not comes_from_us(request):
            return note("vreemd", 403)
        if request.headers.get("content-type", "").partition(";")[0] != _FORM:
            return note("onleesbaar", 400)
        body = await _body(request)
        if body is None:
            return note("te_groot", 413)
        form = Filled.of(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        turns, served = _turns(), False
        if not await turns.come():
            return _answered(_busy)
        try:
            answer = await to_thread.run_sync(_answered, lambda: take(request, form))
            served = answer.status_code < _TROUBLE
            return answer
        finally:
            turns.go(served=served)

    return endpoint


async def _body(request: Request) -> bytes | None:
    """What was sent; None when it is more than anybody fills in."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return None
    return body


class _Turns:
    """Forms of this process, a few at a time: they may wait for a writer, and pages need threads then.

    Whoever waits for a turn waits as long as others get served: a room full of people that send their forms
    at once is served in order. Behind a long writer nobody is served, and then nobody waits long.
    """

    def __init__(self) -> None:
        self._free = CapacityLimiter(_FORMS)
        self._waiting: set[CancelScope] = set()

    async def come(self) -> bool:
        """Wait for a turn; whether it came."""
        with move_on_after(opening.BRISK.total_seconds()) as wait:
            self._waiting.add(wait)
            try:
                await self._free.acquire()
            finally:
                self._waiting.discard(wait)
        return not wait.cancelled_caught

    def go(self, *, served: bool) -> None:
        """The turn is over; when it came to something, those who wait can hope again."""
        self._free.release()
        if served:
            for wait in self._waiting:
                wait.deadline = current_time() + opening.BRISK.total_seconds()


_TURNS: RunVar[_Turns] = RunVar("forms")


def _turns() -> _Turns:
    try:
        return _TURNS.get()
    except LookupError:
        _TURNS.set(turns := _Turns())
        return turns


def _busy() -> Response:
    raise StoreError("opslag.bezet")


def comes_from_us(request: Request) -> bool:
    """Whether a page of ours sent a form, as the browser says; who says nothing is not believed."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if origin is None or site not in (None, "same-origin"):
        return site == "same-origin"
    host = request.headers.get("host", "")
    return bool(host) and origin in (f"https://{host}", f"http://{host}")


def remember(request: Request, answer: Response, cookie: str, value: str, seconds: int) -> None:
    """Let a browser keep something that goes to us alone, and that no script can read."""
    answer.set_cookie(
        cookie, value, max_age=seconds, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def forget(request: Request, answer: Response, cookie: str) -> None:
    """Let a browser forget what it kept for us."""
    answer.delete_cookie(cookie, httponly=True, samesite="lax", secure=request.url.scheme == "https")


def who(db: Reader, request: Request) -> Holder | None:
    """Who came in, in this browser."""
    return find_session(db, request.cookies.get(COOKIE))


def place_of(request: Request) -> str:
    """Where a request comes from, as far as we can tell; only ever kept as what it hashes to.

    Of a long address (IPv6) the half that says which network: the other half anybody chooses as they like.
    """
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _answered(answer: Callable[[], Response]) -> Response:
    """What went wrong is said in Dutch, and never shows what happened inside."""
    try:
        return answer()
    except Refused:
        return note("geweigerd", 403)
    except RuleError as error:
        return note("kan_niet", 409, reden=text(f"fout.{error.key}", **error.values))
    except DswError as error:
        busy = note("mislukt", 503, reden=text(f"fout.{error.key}", **error.values))
        busy.headers.update(COME_BACK)
        return busy
