"""``/bijeenkomst``: a meeting on the big screen and as a hand-out, the count in the room, and what is agreed.

Whoever has the address may look: a meeting shows figures as the public pages do, and names of who consents.
"""

import re
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dsw.access.receipts import handled, keep_receipt
from dsw.access.staff import Colleague, staff_member
from dsw.access.tokens import new_token
from dsw.desk.counter import go, note, private, showing, store, taking, who
from dsw.errors import Refused, RuleError, StoreError
from dsw.filled import Filled
from dsw.meetings import agree, agreements_of, find_meeting, is_due, pin_due
from dsw.people import Wish, may
from dsw.queries.base import figures_of
from dsw.queries.room import responses
from dsw.queries.slides import deck, snapshot_of
from dsw.screen.answering import ASK_AGAIN, is_known
from dsw.screen.shell import slides_page
from dsw.settings import load_settings, today
from dsw.slides import Presentation, presentation
from dsw.slides.html import Room, counts_of, presentation_html
from dsw.slides.links import ADDRESS
from dsw.store import Reader, shared_mirror
from dsw.texts import text
from dsw.views import Meeting, SlideKey

_REF = re.compile(r"[0-9a-f]{32}", re.ASCII)
#: So many presentations are kept with a register.
_KEPT = 8


def _show(request: Request) -> Response:
    """The slides; of a meeting whose day has come its figures are pinned first."""
    meeting = opened(request.query_params.get("id", ""))
    if meeting is None:
        return note("bijeenkomst_onbekend", 404)
    with store().read() as db:
        colleague = _colleague(db, request)
        shown = presented(db, meeting)
        room = Room(responses(db, meeting), new_token() if colleague else "")
    return private(slides_page(shown.heading, presentation_html(shown, room)))


def opened(ref: str) -> Meeting | None:
    """The meeting with this public reference; when its day has come its figures are pinned first."""
    with store().read() as db:
        found = _meeting(db, ref)
    if found is None or not is_due(found):
        return found
    with suppress(StoreError):
        pin_due(store())
    with store().read() as db:
        return find_meeting(db, ref) or found


def presented(db: Reader, meeting: Meeting) -> Presentation:
    """What is shown, kept for whoever asks for the same: a room full of phones does."""
    mirror, agreements = shared_mirror(), agreements_of(db, meeting)
    snapshot = snapshot_of(mirror, meeting)
    key = (meeting, agreements, today(), mirror.current().head.revision)

    def present() -> Presentation:
        return presentation(deck(snapshot, db, meeting, agreements, today()), load_settings().site_url)

    return figures_of(snapshot).keep("presentation", key, present, _KEPT)


def _stand(request: Request) -> Response:
    """What came in, and what was agreed; costs one small query when nothing changed."""
    head, ref = store().head(), request.query_params.get("id", "")
    tag = f'"{head.register_id}-{head.revision}-{today().toordinal()}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
    if is_known(request.headers, tag):
        return Response(status_code=304, headers=headers)
    with store().read() as db:
        meeting = _meeting(db, ref)
        if meeting is None:
            return JSONResponse({"melding": text("fout.bijeenkomst.onbekend")}, 404)
        lines = [line.words for line in agreements_of(db, meeting)]
        told = counts_of(responses(db, meeting))
    return JSONResponse({"teller": told, "afspraken": lines}, headers=headers)


def _take_agreement(request: Request, form: Filled) -> Response:
    """A line that is agreed: taken once, from staff, however often it is sent."""
    with store().read() as db:
        colleague, meeting = _colleague(db, request), _meeting(db, form.one("id"))
    if colleague is None:
        raise Refused("mag_niet", wens=Wish.MEET.value)
    if meeting is None:
        raise RuleError("bijeenkomst.onbekend")
    once = f"afspraak {colleague.number} {form.one('formulier')}"
    with store().write(colleague.actor, "agree") as tx:
        if not handled(tx, once):
            agree(tx, meeting, form.one("afspraak"))
            keep_receipt(tx, once, meeting.ref)
    return go(f"{ADDRESS}?id={meeting.ref}#{_place(meeting)}")


def _place(meeting: Meeting) -> int:
    """Where the slide with what is agreed stands; the first one when it is not shown."""
    shown = meeting.slides
    return shown.index(SlideKey.AFSPRAKEN) + 1 if SlideKey.AFSPRAKEN in shown else 1


def _meeting(db: Reader, ref: str) -> Meeting | None:
    return find_meeting(db, ref) if _REF.fullmatch(ref) else None


def _colleague(db: Reader, request: Request) -> Colleague | None:
    """Who of the staff looks, if they may put a meeting together."""
    holder = who(db, request)
    found = staff_member(db, holder.staff) if holder and holder.staff else None
    return found if found and may(found.actor, Wish.MEET) else None


ROUTES = [
    Route(ADDRESS, showing(_show), methods=["GET"]),
    Route(f"{ADDRESS}/stand", showing(_stand), methods=["GET"]),
    Route(f"{ADDRESS}/afspraak", taking(_take_agreement), methods=["POST"]),
]
