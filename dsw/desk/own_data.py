"""``/mijn/gegevens``: what is kept about a signer, to see, take along, correct, hand over or erase."""

import json

from starlette.requests import Request
from starlette.responses import Response

from dsw import commands
from dsw.access.tokens import new_token
from dsw.desk.counter import go, page, store
from dsw.desk.mine import said_in, signers_get, signers_post
from dsw.domain import Profile
from dsw.filled import Filled
from dsw.forms.joining import places_html
from dsw.forms.own_data import (
    ADDRESS,
    address_html,
    colleague_html,
    contact_html,
    correct_html,
    data_html,
    readable_lines,
    withdraw_html,
)
from dsw.intake.values import is_email
from dsw.joining import Faults, chosen_regions, name_fits, placed
from dsw.mine import Mine
from dsw.own_data import (
    add_address,
    add_colleague,
    correct,
    correctable,
    corrections,
    everything,
    hand_over,
    leave,
    withdraw_and_erase,
)
from dsw.store import Contact, Writer
from dsw.texts import text

_SAVED = f"{ADDRESS}?gezegd=opgeslagen"


def _show(request: Request, mine: Mine) -> Response:
    return page(text("gegevens.kop"), data_html(mine, said_in(request)), done=bool(said_in(request)))


def _json(_request: Request, mine: Mine) -> Response:
    told = json.dumps(_everything(mine), ensure_ascii=False, indent=2)
    return _file(told, "json", "application/json")


def _readable(_request: Request, mine: Mine) -> Response:
    return _file("\n".join(readable_lines(mine)) + "\n", "txt", "text/plain; charset=utf-8")


def _show_correct(_request: Request, mine: Mine) -> Response:
    return _correct(mine, correctable(mine), {})


def _take_correct(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    said = corrections(mine, form)
    wrong = {
        "naam": not name_fits(said["naam"]),
        "contact": bool(said["contact"]) and not name_fits(said["contact"]),
    }
    faults = {name: text(f"gegevens.fout.{name}") for name, bad in wrong.items() if bad}
    if faults:
        return _correct(mine, form, faults, 422)
    return _SAVED if correct(tx, mine, said) else go(ADDRESS)


def _show_where(_request: Request, mine: Mine) -> Response:
    return _where(_seeing(mine, Filled({"regio": mine.profile.regions})), {})


def _take_where(tx: Writer, mine: Mine, sent: Filled) -> Response | str:
    form, candidates, faults = placed(sent)
    if candidates or faults or sent.has("doe"):
        return _where(form, faults, candidates, 422 if faults else 200)
    regions = chosen_regions(form)
    if not regions:
        return _where(form, {"zoek": text("meedoen.fout.regio")}, (), 422)
    drawn = tuple(form.one("was").split())
    if regions in (mine.profile.regions, drawn):
        return go(ADDRESS)
    if drawn != mine.profile.regions:
        return _where(_seeing(mine, form), {"zoek": text("gegevens.net_veranderd")}, (), 409)
    profile = Profile(mine.profile.kind, mine.profile.group, regions)
    commands.reprofile(tx, mine.identity.signatory, profile, tx.today)
    return _SAVED


def _seeing(mine: Mine, form: Filled) -> Filled:
    """The form with what stands in the books as this contact sees it."""
    return form.with_values({"was": (" ".join(mine.profile.regions),)})


def _show_colleague(_request: Request, _mine: Mine) -> Response:
    return _colleague(Filled({"hoe": ("samen",)}), {})


def _take_colleague(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    email = form.one("email")
    wrong = {
        "contact": not name_fits(form.one("contact")),
        "email": not is_email(email),
        "hoe": form.one("hoe") not in ("samen", "overdragen"),
    }
    faults = {name: text(f"gegevens.fout.{name}") for name, bad in wrong.items() if bad}
    if faults:
        return _colleague(form, faults, 422)
    colleague = Contact(form.one("contact"), email, mail_consent=False)
    if form.one("hoe") == "samen":
        add_colleague(tx, mine, colleague)
        return f"{ADDRESS}?gezegd=link"
    hand_over(tx, mine, colleague)
    return "/mijn/overgedragen"


def _show_address(_request: Request, _mine: Mine) -> Response:
    return _address(Filled(), {})


def _take_address(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    email = form.one("email")
    if not is_email(email):
        return _address(form, {"email": text("gegevens.fout.email")}, 422)
    add_address(tx, mine, email)
    return f"{ADDRESS}?gezegd=adres"


def _show_contact(request: Request, mine: Mine) -> Response:
    number = _contact_in(mine, request.query_params.get("nummer", ""))
    if number is None:
        return go(ADDRESS)
    html = contact_html(number, mine.contacts[number], new_token())
    return page(text("gegevens.contact_weg.kop"), html)


def _take_contact(tx: Writer, mine: Mine, form: Filled) -> Response | str:
    number = _contact_in(mine, form.one("nummer"))
    if number is None:
        return go(ADDRESS)
    leave(tx, mine, number)
    return "/mijn/overgedragen" if number == mine.holder.contact else _SAVED


def _contact_in(mine: Mine, said: str) -> int | None:
    """The contact somebody means; None when there is none, or no other to write to."""
    known = {str(number): number for number in mine.contacts} if len(mine.contacts) > 1 else {}
    return known.get(said)


def _show_withdraw(_request: Request, mine: Mine) -> Response:
    return page(text("gegevens.stoppen.kop"), withdraw_html(mine, new_token()))


def _take_withdraw(tx: Writer, mine: Mine, _form: Filled) -> Response | str:
    withdraw_and_erase(tx, mine.identity.signatory)
    return "/mijn/gestopt"


def _everything(mine: Mine) -> dict[str, object]:
    with store().read() as db:
        return everything(db, mine)


def _file(told: str, ending: str, kind: str) -> Response:
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="mijn-gegevens.{ending}"',
    }
    return Response(told, headers=headers, media_type=kind)


def _correct(mine: Mine, form: Filled, faults: Faults, status: int = 200) -> Response:
    html = correct_html(form, faults, new_token(), mine.profile.kind)
    return page(text("gegevens.wijzig.kop"), html, status)


def _address(form: Filled, faults: Faults, status: int = 200) -> Response:
    return page(text("gegevens.adres.kop"), address_html(form, faults, new_token()), status)


def _where(form: Filled, faults: Faults, candidates: tuple[str, ...] = (), status: int = 200) -> Response:
    html = places_html(form, faults, candidates, f"{ADDRESS}/waar", new_token())
    return page(text("gegevens.waar_wijzig.kop"), html, status)


def _colleague(form: Filled, faults: Faults, status: int = 200) -> Response:
    return page(text("gegevens.collega.kop"), colleague_html(form, faults, new_token()), status)


ROUTES = [
    signers_get("/gegevens", _show),
    signers_get("/gegevens/alles.json", _json),
    signers_get("/gegevens/alles.txt", _readable),
    signers_get("/gegevens/wijzig", _show_correct),
    signers_get("/gegevens/waar", _show_where),
    signers_get("/gegevens/collega", _show_colleague),
    signers_get("/gegevens/adres", _show_address),
    signers_get("/gegevens/contact", _show_contact),
    signers_get("/gegevens/stoppen", _show_withdraw),
    signers_post("/gegevens/wijzig", "correct", _take_correct),
    signers_post("/gegevens/waar", "reprofile", _take_where),
    signers_post("/gegevens/collega", "contact", _take_colleague),
    signers_post("/gegevens/adres", "contact", _take_address),
    signers_post("/gegevens/contact", "contact", _take_contact),
    signers_post("/gegevens/stoppen", "withdraw", _take_withdraw),
]
