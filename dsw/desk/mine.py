"""``/mijn``: a signer's own pledges. Nobody sees or changes those of another."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dsw import commands
from dsw.access.holders import Holder, signer
from dsw.access.receipts import handled, keep_receipt
from dsw.access.sessions import COOKIE
from dsw.access.tokens import new_token
from dsw.desk.counter import forget, go, note, page, showing, store, taking, who
from dsw.filled import Filled
from dsw.forms.doors import ask_link_html
from dsw.forms.mine import ADDRESS, add_html, difference, end_html, mine_html, thanks_html
from dsw.joining import Faults, chosen_actions
from dsw.mine import (
    Mine,
    changed_since,
    changes_of,
    confirm_all,
    faults_of,
    form_of,
    read_mine,
    save,
    undo_last,
)
from dsw.plan import load_plan
from dsw.settings import today
from dsw.store import Reader, Writer
from dsw.texts import text

#: Shows a signer a page; says what is to be recorded of a form, and where its sender goes from there.
ShowMine = Callable[[Request, Mine], Response]
TakeMine = Callable[[Writer, Mine, Filled], Response | str]

_DONE = f"{ADDRESS}/bedankt"


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
        mine, before = inside(db, request), handled(db, form.one("formulier"))
    if mine is None:
        return outside()
    if before:
        return go(before)
    try:
        with store().write(signer(mine.holder), act) as tx:
            return go(_taken(tx, mine.holder, take, form))
    except _AnswerError as error:
        return error.answer


def outside() -> Response:
    """Whoever is not in."""
    return page(text("link.kop"), ask_link_html(Filled(), {}, outside=True), 403)


def _taken(tx: Writer, holder: Holder, take: TakeMine, form: Filled) -> str:
    """What stands in the books now counts, not what stood there when the page was asked for."""
    mine, before = read_mine(tx, holder), handled(tx, form.one("formulier"))
    if mine is None:
        raise _AnswerError(outside())
    if before:
        raise _AnswerError(go(before))
    answer = take(tx, mine, form)
    if isinstance(answer, Response):
        raise _AnswerError(answer)
    keep_receipt(tx, form.one("formulier"), answer)
    return answer


def _show(_request: Request, mine: Mine) -> Response:
    return _page(mine, form_of(mine), {}, {})


def _thanks(_request: Request, mine: Mine) -> Response:
    return page(text("mijn.bedankt"), thanks_html(mine, new_token()))


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
    if met:
        return _page(mine, form, {}, met, 409)
    if not changes:
        return go(ADDRESS)
    save(tx, mine, changes)
    return _DONE


def _confirm(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    """Everything is still so: what this signer saw, that is."""
    seen = form.one("gezien")
    theirs = changed_since(mine, int(seen) if seen.isdecimal() else 0)
    if theirs:
        return _page(mine, form_of(mine), {}, {one.code: difference(one) for one in theirs}, 409)
    confirm_all(tx, mine)
    return _DONE


def _undo(tx: Writer, mine: Mine, _form: Filled) -> Response | str:
    undo_last(tx, mine)
    return ADDRESS


def _add(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    chosen = chosen_actions(form)
    if not chosen:
        faults = {"actie": text("meedoen.fout.actie")}
        return page(text("mijn.erbij.kop"), add_html(mine, form, faults, new_token()), 422)
    for code in chosen:
        commands.pledge(tx, mine.identity.signatory, load_plan().action_index(code), tx.today)
    return _DONE


def _end(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    asked = form.one("actie")
    if asked in {one.code for one in mine.pledges}:
        commands.end_pledge(tx, mine.identity.signatory, load_plan().action_index(asked), tx.today)
    return _DONE


def _page(
    mine: Mine, form: Filled, faults: Faults, differences: Mapping[str, str], status: int = 200
) -> Response:
    wrong = text("formulier.fout_tab") if faults or differences else ""
    html = mine_html(mine, form, faults, new_token(), differences)
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


def _left(key: str, request: Request) -> Response:
    """The last page of who handed over or stopped, and so is no longer in."""
    answer = note(key)
    forget(request, answer, COOKIE)
    return answer


ROUTES = [
    Route(f"{ADDRESS}/overgedragen", showing(partial(_left, "overgedragen")), methods=["GET"]),
    Route(f"{ADDRESS}/gestopt", showing(partial(_left, "gestopt")), methods=["GET"]),
    signers_get("", _show),
    signers_get("/bedankt", _thanks),
    signers_get("/erbij", _show_add),
    signers_get("/weg", _show_end),
    signers_post("/opslaan", "report", _save),
    signers_post("/klopt", "confirm", _confirm),
    signers_post("/ongedaan", "undo", _undo),
    signers_post("/erbij", "pledge", _add),
    signers_post("/weg", "end_pledge", _end),
]
