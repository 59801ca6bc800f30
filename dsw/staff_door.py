"""How the staff come in by e-mail, and out: plain pages, so that no script is needed for it.

Who asks always hears the same, on the list or not. The letter holds a link; what that does is not told here.
"""

from collections.abc import Callable
from datetime import timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.access.sessions import COOKIE, end_sessions, find_session
from dsw.access.staff import find_staff, sign_out
from dsw.errors import DswError
from dsw.intake.values import read_email
from dsw.outbox import Letter, post
from dsw.screen.shell import plain_page
from dsw.store import Desk, shared_mirror
from dsw.store.reading import mailbox
from dsw.texts import text

#: Where staff land.
_STAFF_PAGE = "/beheer"
#: By these Streamlit knows who came in by way of another site.
_ELSEWHERE = ("_streamlit_user", "_streamlit_user_tokens")
_WITHIN = timedelta(hours=1)
_MOST_BY_ADDRESS, _MOST_BY_ORIGIN = 5, 20
#: No form here is longer (bytes).
_LONGEST_FORM = 4096
_NOT_KEPT = {"Cache-Control": "no-store"}


def come_in(_request: Request) -> Response:
    """The page that asks for an e-mail address."""
    return _page(_form())


async def ask_for_link(request: Request) -> Response:
    """Somebody gave an address: whoever is on the list gets a letter, and everybody the same answer."""
    if not comes_from_us(request):
        return _told("elders", 403)
    form = await _read(request)
    return await to_thread.run_sync(_safely, _answered, _origin(request), form.get("adres", ""))


async def go_out(request: Request) -> Response:
    """Somebody leaves: every session of theirs ends, on every device."""
    if not comes_from_us(request):
        return _told("elders", 403)
    return await to_thread.run_sync(_safely, _let_out, request)


def comes_from_us(request: Request) -> bool:
    """Whether a form was sent by a page of ours: a browser says so, and another site cannot make it lie."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def _safely(answer: Callable[..., Response], *given: object) -> Response:
    """An answer; when the register cannot be reached, a page that says so."""
    try:
        return answer(*given)
    except DswError as error:
        return _page(_form(text(f"fout.{error.key}", **error.values)), 503)


def _answered(origin: str, given: str) -> Response:
    address = mailbox(given)
    if read_email(address) != address:
        return _page(_form(text("fout.adres.geen_email"), given), 400)
    with shared_mirror().store.desk() as desk:
        asks_little = _asks_little(desk, origin, address)
        colleague = find_staff(desk, address)
        if asks_little and colleague:
            post(desk, Letter.MEDEWERKER, colleague.email, Holder(staff=colleague.number))
    return _told("verstuurd") if asks_little else _told("te_vaak", 429)


def _asks_little(desk: Desk, origin: str, address: str) -> bool:
    """Whether this address, and whoever asks for it, did not ask too often."""
    by_address = may_knock(desk, "binnen-adres", address, _MOST_BY_ADDRESS, _WITHIN)
    by_origin = may_knock(desk, "binnen-herkomst", origin, _MOST_BY_ORIGIN, _WITHIN)
    return by_address and by_origin


def _let_out(request: Request) -> Response:
    with shared_mirror().store.desk() as desk:
        holder = find_session(desk, request.cookies.get(COOKIE))
        if holder and holder.staff:
            sign_out(desk, holder.staff)
        elif holder:
            end_sessions(desk, holder)
    response = RedirectResponse(_STAFF_PAGE, 303, _NOT_KEPT)
    for cookie in (COOKIE, *_ELSEWHERE):
        response.delete_cookie(cookie, httponly=True, samesite="lax")
    return response


async def _read(request: Request) -> dict[str, str]:
    """The fields of a form; of a form that is too long nothing."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode(errors="replace")).items()}


def _origin(request: Request) -> str:
    return request.client.host if request.client else ""


# ------------------------------------------------------------------------------------------------ as HTML


def _form(fault: str = "", given: str = "") -> str:
    said = f'<p class="dsw-banner dsw-fault" role="alert" id="fout">{escape(fault)}</p>' if fault else ""
    wrong = ' aria-invalid="true" aria-describedby="fout"' if fault else ""
    return (
        f'{said}<h1 class="dsw-answer">{_said("titel")}</h1><p class="dsw-lead">{_said("uitleg")}</p>'
        f'<form class="dsw-form" method="post"><label class="dsw-field"><span>{_said("adres")}</span>'
        f'<input type="email" name="adres" value="{escape(given)}" autocomplete="email" required{wrong}>'
        f'</label><button type="submit">{_said("vraag")}</button></form>'
    )


def _told(key: str, status: int = 200) -> Response:
    body = (
        f'<h1 class="dsw-answer">{_said(f"{key}.titel")}</h1><p class="dsw-lead">{_said(f"{key}.uitleg")}</p>'
    )
    again = f'<p class="dsw-text"><a href="/binnen">{_said("opnieuw")}</a></p>'
    return _page(body + again, status)


def _page(body: str, status: int = 200) -> Response:
    return HTMLResponse(plain_page(text("binnen.titel"), body), status, _NOT_KEPT)


def _said(key: str) -> str:
    return escape(text(f"binnen.{key}"))


ROUTES = [
    Route("/binnen", come_in, methods=["GET"]),
    Route("/binnen", ask_for_link, methods=["POST"]),
    Route("/uit", go_out, methods=["POST"]),
]
