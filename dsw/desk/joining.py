"""``/meedoen``: signing in four steps. What is typed is kept after each press, whatever is wrong with it."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dsw.access.drafts import COOKIE, LIFETIME, drop_draft, find_draft, keep_draft
from dsw.access.knocking import may_knock
from dsw.access.tokens import new_token
from dsw.desk.counter import forget, go, note, page, place_of, remember, showing, store, taking
from dsw.domain import Kind
from dsw.filled import Filled
from dsw.forms.joining import ADDRESS, again_html, known_html, region_meaning, sent_html, step_html
from dsw.joining import Step, faults_of, fields_of, first_open_step, placed, wishes_of
from dsw.regions import load_regions
from dsw.regions.suggesting import suggestions
from dsw.settings import today
from dsw.signups import find_signup, is_public_name, sent_in, submit
from dsw.store import Desk
from dsw.store.reading import mailbox
from dsw.texts import text

#: From one place: a library or a meeting room with many people behind one address must fit.
_MOST, _WITHIN = 200, timedelta(hours=1)
#: To one address.
_MOST_LETTERS = 5
#: Forms that are begun from one place.
_MOST_FORMS = 1_000

#: Which form was just sent in, for its last page (seconds).
_SENT, _SENT_FOR = "dsw_verstuurd", 15 * 60
#: In the address of a step that was sent in and is not right yet.
_WRONG = "fout"


def _begin(_request: Request) -> Response:
    return go(f"{ADDRESS}/{Step.WIE}")


def _show(step: Step, request: Request) -> Response:
    """A step as it was kept; with what is wrong when it was just sent in (``?fout``)."""
    if step is not Step.WIE and COOKIE not in request.cookies and _came_from_a_step(request):
        return go(f"{ADDRESS}/klaar") if _SENT in request.cookies else note("cookies", 400)
    with store().read() as db:
        form = find_draft(db, request.cookies.get(COOKIE))
    open_step = first_open_step(form, today(), step)
    if open_step is not step:
        return go(f"{ADDRESS}/{open_step}")
    _form, candidates, unclear = placed(form) if step is Step.WAAR else (form, (), {})
    faults = unclear or (faults_of(step, form, today()) if _WRONG in request.query_params else {})
    wrong = text("formulier.fout_tab") if faults else ""
    return page(f"{wrong}{text(f'meedoen.{step}.kop')}", step_html(step, form, faults, candidates))


def _take(step: Step, request: Request, sent: Filled) -> Response:
    """Keep what was typed, whatever is wrong with it; then on, or back to what is wrong."""
    token = request.cookies.get(COOKIE) or new_token()
    with store().desk() as desk:
        if before := sent_in(desk, token):
            if step is Step.HOE and before.wishes:
                return _sent(request, before.number)
            token = new_token()
        if not _may_begin(desk, request):
            return note("te_vaak", 429)
        form = find_draft(desk, token)
        names = fields_of(step, form)
        form = form.with_values({name: sent.many(name) for name in names}, names)
        form, _candidates, unclear = placed(form) if step is Step.WAAR else (form, (), {})
        if not keep_draft(desk, token, form):
            return note("te_groot", 413)
    stays = sent.has("doe") or unclear
    if stays or faults_of(step, form, today()):
        answer: Response = go(f"{ADDRESS}/{step}" + ("" if stays else f"?{_WRONG}"))
    elif step is Step.WIE and not sent.has("toch") and _stands_already(form):
        answer = page(text("meedoen.bekend.kop"), known_html(form))
    elif step.next:
        answer = go(f"{ADDRESS}/{step.next}")
    else:
        return _send(request, token, form)
    remember(request, answer, COOKIE, token, int(LIFETIME.total_seconds()))
    return answer


def _ask_again(_request: Request) -> Response:
    return page(text("meedoen.wissen.kop"), again_html())


def _begin_again(request: Request, _sent: Filled) -> Response:
    """Forget what was filled in: on a computer that others use too, or to begin anew."""
    token = request.cookies.get(COOKIE)
    with store().desk() as desk:
        if token:
            drop_draft(desk, token)
    answer = note("opnieuw", done=True)
    forget(request, answer, COOKIE)
    return answer


def _came_from_a_step(request: Request) -> bool:
    return urlsplit(request.headers.get("referer", "")).path.startswith(ADDRESS)


def _may_begin(desk: Desk, request: Request) -> bool:
    """Whether a new form may be begun from this place; going on with one always may."""
    known = COOKIE in request.cookies
    return known or may_knock(desk, "formulier", place_of(request), _MOST_FORMS, _WITHIN)


def _stands_already(form: Filled) -> bool:
    """Whether a colleague may have signed for this organisation; only names that everybody may see tell."""
    if form.one("soort") != Kind.ORGANISATIE:
        return False
    with store().read() as db:
        return is_public_name(db, form.one("naam"))


def _send(request: Request, token: str, form: Filled) -> Response:
    """Everything is there: take it in, and forget the form."""
    day = today()
    open_step = first_open_step(form, day, Step.HOE)
    if open_step is not Step.HOE:
        return go(f"{ADDRESS}/{open_step}")
    wishes = wishes_of(form, day)
    with store().desk() as desk:
        by_place = may_knock(desk, "meedoen", place_of(request), _MOST, _WITHIN)
        if not (by_place and may_knock(desk, "meedoen-adres", mailbox(wishes.email), _MOST_LETTERS, _WITHIN)):
            return note("te_vaak", 429)
        number = submit(desk, token, wishes)
        drop_draft(desk, token)
    return _sent(request, number)


def _sent(request: Request, number: str) -> Response:
    """On to the last page, which a reload and a way back find again for a while."""
    answer = go(f"{ADDRESS}/klaar")
    forget(request, answer, COOKIE)
    remember(request, answer, _SENT, number, _SENT_FOR)
    return answer


def _done(request: Request) -> Response:
    """The last page: what happens next."""
    with store().read() as db:
        known = find_signup(db, request.cookies.get(_SENT, ""))
    if known is None or known.wishes is None:
        return go(f"{ADDRESS}/{Step.WIE}")
    return page(text("meedoen.klaar.kop"), sent_html(known.wishes), done=True)


def _places(request: Request) -> Response:
    """What somebody may mean who is typing a region, for the list below the field."""
    found = suggestions(request.query_params.get("q", "")[:80])
    told = [
        {"code": code, "naam": load_regions().name(code), "uitleg": region_meaning(code)} for code in found
    ]
    return JSONResponse(told, headers={"Cache-Control": "max-age=3600"})


ROUTES = [
    Route(ADDRESS, showing(_begin), methods=["GET"]),
    Route(f"{ADDRESS}/klaar", showing(_done), methods=["GET"]),
    Route(f"{ADDRESS}/plaatsen", showing(_places), methods=["GET"]),
    Route(f"{ADDRESS}/opnieuw", taking(_begin_again), methods=["POST"]),
    Route(f"{ADDRESS}/opnieuw", showing(_ask_again), methods=["GET"]),
    *(Route(f"{ADDRESS}/{step}", showing(partial(_show, step)), methods=["GET"]) for step in Step),
    *(Route(f"{ADDRESS}/{step}", taking(partial(_take, step)), methods=["POST"]) for step in Step),
]
