"""``/link``, ``/s/<token>`` and ``/uit``: coming in with a link from the mail, and leaving.

The secret leaves the address at once: it goes into a cookie for the one button behind it. A mail scanner that
follows the link gets that page as well, and has used nothing up.
"""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dsw.access.drafts import COOKIE as DRAFT
from dsw.access.drafts import drop_draft
from dsw.access.entering import ask_link, enter, renew_link
from dsw.access.holders import Holder
from dsw.access.links import KnownLink, LinkState, find_link
from dsw.access.sessions import COOKIE, LIFETIME, end_sessions
from dsw.access.staff import sign_out
from dsw.access.tokens import new_token
from dsw.desk.counter import forget, go, note, page, place_of, remember, showing, store, taking, who
from dsw.errors import Refused
from dsw.filled import Filled
from dsw.forms.doors import ask_link_html, door_html, stop_html
from dsw.intake.values import is_email
from dsw.office.rounds import stop_mail
from dsw.store import Reader
from dsw.texts import text

#: Holds the secret between the link and its button (seconds).
_HELD, _HELD_FOR = "dsw_link", 15 * 60
#: Holds the secret between the link that ends reminders and its button; a secret is never longer.
_STOPS, _LONGEST = "dsw_stop", 100
_SECRET = re.compile(r"[\w-]{20,100}", re.ASCII)
#: By these Streamlit knows who came in by way of another site.
_ELSEWHERE = ("_streamlit_user", "_streamlit_user_tokens")


def _ask(_request: Request) -> Response:
    return page(text("link.kop"), ask_link_html(Filled(), {}))


def _take_ask(request: Request, form: Filled) -> Response:
    """The answer is the same whether the address is known or not."""
    email = form.one("email")
    if not is_email(email):
        faults = {"email": text("meedoen.fout.email")}
        return page(text("link.kop"), ask_link_html(form, faults), 422)
    with store().desk() as desk:
        ask_link(desk, email, place_of(request))
    return note("link_gevraagd")


def _arrive(request: Request) -> Response:
    """Take the secret out of the address; what cannot be one goes nowhere."""
    token, answer = request.path_params["token"], go("/s")
    if _SECRET.fullmatch(token):
        remember(request, answer, _HELD, token, _HELD_FOR)
    else:
        forget(request, answer, _HELD)
    return answer


def _door(request: Request) -> Response:
    token = request.cookies.get(_HELD, "")
    with store().read() as db:
        known, inside = find_link(db, token), who(db, request)
        name = _name_behind(db, known)
    if known.state is LinkState.GEBRUIKT and inside and inside == known.holder:
        return go(_target(inside))
    status = 200 if known.state is LinkState.GELDIG else 410
    return page(text(f"deur.tab.{known.state}"), door_html(known, name, new_token()), status)


def _take_door(request: Request, form: Filled) -> Response:
    token = request.cookies.get(_HELD, "")
    with store().read() as db:
        signs = find_link(db, token).holder.signup is not None
    try:
        holder, session = enter(store(), token, form.one("formulier"))
    except Refused:
        return _door(request)
    answer = go(f"{_target(holder)}?gezegd=welkom" if signs and holder.signatory else _target(holder))
    remember(request, answer, COOKIE, session, int(LIFETIME.total_seconds()))
    forget(request, answer, _HELD)
    return answer


def _renew(request: Request, _form: Filled) -> Response:
    with store().desk() as desk:
        renew_link(desk, request.cookies.get(_HELD, ""), place_of(request))
    answer = note("link_gevraagd")
    forget(request, answer, _HELD)
    return answer


def _arrive_to_stop(request: Request) -> Response:
    """As with coming in: the secret goes out of the address at once."""
    answer = go("/stop")
    remember(request, answer, _STOPS, request.path_params["token"][:_LONGEST], _HELD_FOR)
    return answer


def _stop_at_once(request: Request) -> Response:
    """What a mail program sends for its reader (RFC 8058): it has the secret, and no page of ours."""
    known = stop_mail(store(), request.path_params["token"])
    return note("stop_klaar") if known else note("stop_onbekend", 404)


def _show_stop(_request: Request) -> Response:
    return page(text("stop.kop"), stop_html(new_token()))


def _take_stop(request: Request, _form: Filled) -> Response:
    known = stop_mail(store(), request.cookies.get(_STOPS, ""))
    answer = note("stop_klaar", done=True) if known else note("stop_onbekend", 410)
    forget(request, answer, _STOPS)
    return answer


def _leave(request: Request, _form: Filled) -> Response:
    """Out here means out everywhere."""
    with store().desk() as desk:
        holder = who(desk, request)
        if holder and holder.staff:
            sign_out(desk, holder.staff)
        elif holder:
            end_sessions(desk, holder)
        if draft := request.cookies.get(DRAFT):
            drop_draft(desk, draft)
    answer = note("uit", done=True)
    for cookie in (COOKIE, _HELD, _STOPS, DRAFT, *_ELSEWHERE):
        forget(request, answer, cookie)
    return answer


def _name_behind(db: Reader, known: KnownLink) -> str:
    holder = known.holder
    if known.state is not LinkState.GELDIG or holder.signatory is None:
        return ""
    named = db.names_of([holder.signatory]).get(holder.signatory)
    return named.name if named else ""


def _target(holder: Holder) -> str:
    if holder.staff:
        return "/beheer"
    return "/mijn" if holder.signatory else "/meedoen/wacht"


ROUTES = [
    Route("/link", showing(_ask), methods=["GET"]),
    Route("/link", taking(_take_ask), methods=["POST"]),
    Route("/s", showing(_door), methods=["GET"]),
    Route("/s", taking(_take_door), methods=["POST"]),
    Route("/s/nieuw", taking(_renew), methods=["POST"]),
    Route("/s/nieuw", showing(lambda _request: go("/link")), methods=["GET"]),
    Route("/s/{token}", showing(_arrive), methods=["GET"]),
    Route("/s/{token}/stop", showing(_arrive_to_stop), methods=["GET"]),
    Route("/s/{token}/stop", showing(_stop_at_once), methods=["POST"]),
    Route("/stop", showing(_show_stop), methods=["GET"]),
    Route("/stop", taking(_take_stop), methods=["POST"]),
    Route("/uit", taking(_leave), methods=["POST"]),
    Route("/uit", showing(lambda _request: go("/")), methods=["GET"]),
]
