"""An organisation that waits for the staff, with all that is needed to decide. All its words are escaped."""

from html import escape
from urllib.parse import quote

from dsw.drawings.blocks import link_html
from dsw.intake.duplicates import Likeness
from dsw.plan import load_plan
from dsw.queries.waiting import Waiting
from dsw.sentences import region_name, section_name
from dsw.signups import Intention, Wishes
from dsw.texts import listing, moment, text


def waiting_html(one: Waiting) -> str:
    """Who it is, what it wants, and whom it may already be."""
    wishes, key = one.wishes, f"kop-{escape(one.number)}"
    return (
        f'<section class="dsw-waits" aria-labelledby="{key}"><h3 id="{key}">{escape(wishes.name)}</h3>'
        f'<p class="dsw-meta">{_said("sinds", moment=moment(one.since))}</p>{_alike(one.alike)}'
        f'<dl class="dsw-pairs">{_about(wishes)}</dl>{_intentions(wishes)}</section>'
    )


def _about(wishes: Wishes) -> str:
    profile = wishes.profile
    asked = link_html(f"mailto:{quote(wishes.email)}", wishes.email)
    pairs = {
        "doelgroep": escape(section_name(profile.group)),
        "regios": escape(listing([region_name(code) for code in profile.regions])),
        "wie": f"{escape(wishes.contact_name)}<br>{asked}",
        "genoemd": _yes_or_no(wishes.show_name),
        "mail": _yes_or_no(wishes.mail_consent),
    }
    return "".join(f"<div><dt>{_said(key)}</dt><dd>{said}</dd></div>" for key, said in pairs.items())


def _intentions(wishes: Wishes) -> str:
    if not wishes.intentions:
        return f"<p>{escape(text('stem.geen_acties'))}</p>"
    items = "".join(f"<li>{_intention(one)}</li>" for one in wishes.intentions)
    return f'<h4>{_said("acties")}</h4><ul class="dsw-wants">{items}</ul>'


def _intention(one: Intention) -> str:
    code = load_plan().code_of(one.action)
    name = escape(text("actie.naam", code=code, naam=load_plan().action(code).title))
    due = f'<p class="dsw-meta">{_said("klaar_op", dag=one.due)}</p>' if one.due else ""
    words = f'<blockquote class="dsw-quote"><p>{escape(one.words)}</p></blockquote>' if one.words else ""
    return f"{name}{due}{words}"


def _alike(found: tuple[Likeness, ...]) -> str:
    """Whom it may be; nothing where nobody is like it."""
    if not found:
        return ""
    items = "".join(f"<li>{_likeness(one)}</li>" for one in found)
    return f'<div class="dsw-alike"><p>{_said("lijkt")}</p><ul>{items}</ul></div>'


def _likeness(one: Likeness) -> str:
    where = listing([region_name(code) for code in one.other.profile.regions])
    place = text("beheer.wachten.register" if one.other.row == 0 else "beheer.wachten.wacht_ook")
    why = listing([text(f"intake.reden.{reason}") for reason in one.reasons])
    return f"<strong>{escape(one.other.name)}</strong> ({escape(where)}), {escape(place)}: {escape(why)}"


def _yes_or_no(value: bool) -> str:
    return _said("ja" if value else "nee")


def _said(key: str, **values: object) -> str:
    return escape(text(f"beheer.wachten.{key}", **values))
