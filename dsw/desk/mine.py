"""``/mijn``: a signer's own pledges. Nobody sees or changes those of another."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dsw import commands
from dsw.access.holders import Holder, signer
from dsw.access.receipts import handled, keep_receipt
from dsw.access.tokens import new_token
from dsw.desk.counter import go, note, page, showing, store, taking, who
from dsw.domain import Status
from dsw.filled import Filled
from dsw.forms.asks import asks_html, offers_html
from dsw.forms.doors import ask_link_html, typed_html
from dsw.forms.mine import ADDRESS, add_html, difference, end_html, ended, mine_html, thanks_html
from dsw.joining import Faults, chosen_actions
from dsw.mine import (
    Mine,
    changed_since,
    changes_of,
    confirm_all,
    faults_of,
    form_of,
    lost_words,
    read_mine,
    save,
    undo_last,
)
from dsw.office.helping import offer_help
from dsw.plan import load_plan
from dsw.queries.asks import asks_for, offers_on
from dsw.settings import today
from dsw.store import Reader, Writer, shared_mirror
from dsw.texts import text

#: Shows a signer a page; says what is to be recorded of a form, and where its sender goes from there.
ShowMine = Callable[[Request, Mine], Response]
TakeMine = Callable[[Writer, Mine, Filled], Response | str]

_DONE = f"{ADDRESS}/bedankt"
_NOTHING = Filled()


class _AnswerError(Exception):
    """Nothing is recorded; the form comes back with what is wrong."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


def inside(db: Reader, request: Request) -> Mine | None:
    """What this visitor may see; None when it is no signer, or nobody who came in."""
    holder = who(db, request)
    return read_mine(db, holder) if holder and holder.signatory else None


def for_signers(show: ShowMine, request: Request) -> Response:
    """A page for who came in as a signer; whoever did not is asked for an address to send a link to."""
    with store().read() as db:
        mine = inside(db, request)
    return show(request, mine) if mine else outside()


def from_signers(act: str, take: TakeMine, request: Request, form: Filled) -> Response:
    """A form of a signer: checked and recorded in one transaction, and once, however often it is sent."""
    with store().read() as db:
        mine = inside(db, request)
        before = _handled(db, mine.holder, form) if mine else None
    if mine is None:
        return outside(form)
    if before:
        return go(before)
    try:
        with store().write(signer(mine.holder), act) as tx:
            return go(_taken(tx, mine.holder, take, form))
    except _AnswerError as error:
        return error.answer


def outside(form: Filled = _NOTHING) -> Response:
    """Whoever is not in; what they typed is not lost."""
    words = [form.one(name) for name in form.values if name.startswith(("woorden-", "hulp-", "reden-"))]
    html = ask_link_html(Filled(), {}, outside=True) + typed_html([one for one in words if one])
    return page(text("link.kop"), html, 403)


def _once(holder: Holder, form: Filled) -> str:
    """A form's own key, of this contact's alone; "" when it has none."""
    key = form.one("formulier")
    return f"{holder.signatory}/{holder.contact} {key}" if key else ""


def _handled(db: Reader, holder: Holder, form: Filled) -> str | None:
    once = _once(holder, form)
    return handled(db, once) if once else None


def _taken(tx: Writer, holder: Holder, take: TakeMine, form: Filled) -> str:
    """What stands in the books now counts, not what stood there when the page was asked for."""
    mine, before = read_mine(tx, holder), _handled(tx, holder, form)
    if mine is None:
        raise _AnswerError(outside(form))
    if before:
        raise _AnswerError(go(before))
    answer = take(tx, mine, form)
    if isinstance(answer, Response):
        raise _AnswerError(answer)
    if once := _once(holder, form):
        keep_receipt(tx, once, answer)
    return answer


def _show(request: Request, mine: Mine) -> Response:
    return _page(mine, form_of(mine), {}, {}, said=said_in(request), helping=(_offers(mine), _asks(mine)))


def _thanks(request: Request, mine: Mine) -> Response:
    html = thanks_html(mine, new_token(), said_in(request), _asks(mine))
    return page(text("mijn.bedankt"), html, done=True)


def _asks(mine: Mine) -> str:
    """Others who ask for help that this signer could give."""
    snapshot = shared_mirror().current()
    with store().read() as db:
        found = asks_for(db, snapshot, today(), mine.identity.signatory, mine.profile)
    return asks_html(found, new_token())


def _offers(mine: Mine) -> str:
    """Who can help with what this signer asked."""
    asked = {one.stance.report: one.code for one in mine.pledges if one.stance.status is Status.STAAT_STIL}
    if not asked:
        return ""
    snapshot = shared_mirror().current()
    with store().read() as db:
        found = offers_on(db, snapshot, asked)
    return offers_html((asked[number], one) for number, some in found.items() for one in some)


def said_in(request: Request) -> str:
    """What the address says has just come of something."""
    return request.query_params.get("gezegd", "")


def _show_add(_request: Request, mine: Mine) -> Response:
    return page(text("mijn.erbij.kop"), add_html(mine, Filled(), {}, new_token()))


def _show_end(request: Request, mine: Mine) -> Response:
    asked = request.query_params.get("actie", "")
    found = next((one for one in mine.pledges if one.code == asked), None)
    return page(text("mijn.weg.kop"), end_html(found, new_token())) if found else go(ADDRESS)


def _save(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    faults = faults_of(mine, form, today())
    if faults:
        return _page(mine, form, faults, {}, 422)
    changes = changes_of(mine, form, today())
    now = {one.code: one for one in mine.pledges}
    met = {one.code: difference(now[one.code], one) for one in changes if one.met}
    met |= {code: ended(words) for code, words in lost_words(mine, form).items()}
    if met:
        return _page(mine, form, {}, met, 409)
    if not changes:
        return go(f"{ADDRESS}?gezegd=ongewijzigd")
    save(tx, mine, changes)
    return _DONE


def _confirm(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    """Everything is still so: what this signer saw, that is."""
    theirs = changed_since(mine, _revision(form))
    if theirs:
        return _page(mine, form_of(mine), {}, {one.code: difference(one) for one in theirs}, 409)
    confirm_all(tx, mine)
    return _DONE


def _undo(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    undo_last(tx, mine, _revision(form))
    return f"{ADDRESS}?gezegd=ongedaan"


def _add(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    chosen = chosen_actions(form)
    if not chosen:
        faults = {"actie": text("meedoen.fout.actie")}
        return page(text("mijn.erbij.kop"), add_html(mine, form, faults, new_token()), 422)
    new = [code for code in chosen if code not in {one.code for one in mine.pledges}]
    if not new:
        return go(ADDRESS)
    for code in new:
        commands.pledge(tx, mine.identity.signatory, load_plan().action_index(code), tx.today)
    return f"{_DONE}?gezegd=erbij"


def _end(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    asked = form.one("actie")
    if asked not in {one.code for one in mine.pledges}:
        return go(ADDRESS)
    commands.end_pledge(tx, mine.identity.signatory, load_plan().action_index(asked), tx.today)
    return f"{_DONE}?gezegd=weg"


def _help(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    offer_help(tx, shared_mirror().current(), mine, _number(form.one("vraag")))
    return f"{ADDRESS}?gezegd=hulp"


def _revision(form: Filled) -> int:
    """Up to where the books were seen."""
    return _number(form.one("gezien"))


def _number(said: str) -> int:
    """A number in a form; 0 for what is none, or no number of ours."""
    return int(said) if re.fullmatch(r"\d{1,9}", said, re.ASCII) else 0


def _page(
    mine: Mine,
    form: Filled,
    faults: Faults,
    differences: Mapping[str, str],
    status: int = 200,
    said: str = "",
    helping: tuple[str, str] = ("", ""),
) -> Response:
    wrong = text("formulier.fout_tab") if faults or differences else ""
    html = mine_html(mine, form, faults, new_token(), differences, said, helping)
    return page(f"{wrong}{text('mijn.tab')}", html, status)


def signers_get(path: str, show: ShowMine) -> Route:
    """A page for signers, below ``/mijn``."""
    return Route(f"{ADDRESS}{path}", showing(partial(for_signers, show)), methods=["GET"])


def signers_post(path: str, act: str, take: TakeMine) -> Route:
    """A form of signers, below ``/mijn``.

    Args:
        act: what the change log calls it.
    """
    return Route(f"{ADDRESS}{path}", taking(partial(from_signers, act, take)), methods=["POST"])


def _back_from(path: str) -> Route:
    """Whoever comes to the address of a form without one, by a reload, goes to the page it stands on."""
    return Route(f"{ADDRESS}{path}", showing(lambda _request: go(ADDRESS)), methods=["GET"])


def _left(key: str, _request: Request) -> Response:
    """The last page of who handed over or stopped, and so is no longer in."""
    return note(key, done=True)


ROUTES = [
    Route(f"{ADDRESS}/overgedragen", showing(partial(_left, "overgedragen")), methods=["GET"]),
    Route(f"{ADDRESS}/gestopt", showing(partial(_left, "gestopt")), methods=["GET"]),
    signers_get("", _show),
    signers_get("/bedankt", _thanks),
    signers_get("/erbij", _show_add),
    signers_get("/weg", _show_end),
    *(_back_from(path) for path in ("/opslaan", "/klopt", "/ongedaan", "/help")),
    signers_post("/opslaan", "report", _save),
    signers_post("/klopt", "confirm", _confirm),
    signers_post("/ongedaan", "undo", _undo),
    signers_post("/erbij", "pledge", _add),
    signers_post("/weg", "end_pledge", _end),
    signers_post("/help", "offer", _help),
]
