"""What the staff have to do, thing by thing. All that comes from outside is escaped."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from dsw.drawings.blocks import link_html
from dsw.plan import load_plan
from dsw.sentences import section_name
from dsw.store import Contact
from dsw.texts import label, listing, moment, number, plural, text
from dsw.views.worklist import Asked, Bounced, Double, Item, Overdue, Quiet, Regionless, Silent, WorkList

_REGISTER = "/beheer-register?ondertekenaar="


def work_opening_html(counts: Mapping[str, int], lead: str) -> str:
    """How much there is to do, and a way to each kind of it."""
    total = sum(counts.values())
    title = plural("vandaag.hoeveel", total) if total else text("vandaag.niets")
    items = "".join(
        f'<li><b>{escape(number(n))}</b> <span><a href="#groep-{kind}">'
        f"{escape(plural(f'vandaag.feit.{kind}', n))}</a></span></li>"
        for kind, n in counts.items()
        if n
    )
    list_name = escape(text("vandaag.samen"))
    listed = f'<ul class="dsw-facts dsw-work" aria-label="{list_name}">{items}</ul>' if items else ""
    return (
        f'<div class="dsw-opening"><h1 class="dsw-answer">{escape(title)}</h1>'
        f'<p class="dsw-lead">{escape(lead)}</p>{listed}</div>'
    )


def work_group_html(kind: str, title: str, about: str) -> str:
    """The head of a kind of things."""
    return (
        f'<div class="dsw-work-group"><h2 id="groep-{kind}">{escape(title)}</h2>'
        f'<p class="dsw-lead">{escape(about)}</p></div>'
    )


def work_item_html(item: Item, work: WorkList, *, may_change: bool) -> str:
    """One thing to do: about whom, and what somebody must know to settle it.

    Args:
        may_change: whether to show a way to other pages that change something.
    """
    match item:
        case Double():
            return _part(_pair(item, work), _double(item, may_change=may_change))
        case Regionless():
            return _part(_named(item.signatory, work), "")
        case Bounced():
            said = _said("terug", moment=moment(item.at), fout=item.fault)
            return _part(_named(item.signatory, work), _line(said) + _who(item.signatory, work, item.contact))
        case Silent():
            pledges = "".join(f"<li>{_quiet(one)}</li>" for one in item.pledges)
            body = f'<ul class="dsw-wants">{pledges}</ul>'
            return _part(_named(item.signatory, work), _who(item.signatory, work) + body)
        case Overdue():
            said = _said("streefdag", status=label(item.status), dag=item.due)
            body = f"<p>{_action(item.action)}</p>{_line(said)}{_who(item.signatory, work)}"
            return _part(_named(item.signatory, work), body)
    return _part(_named(item.signatory, work), _asked(item) + _who(item.signatory, work))


def work_name(item: Item, work: WorkList) -> str:
    """What a thing is called in a sentence; personal data, not escaped."""
    name = _name_of(item.signatory, work)
    return _said("paar", naam=name, ander=_name_of(item.other, work)) if isinstance(item, Double) else name


def pledge_name(one: Quiet) -> str:
    """What a pledge is called where somebody chooses one."""
    return text("vandaag.item.actie", **_named_action(one.action))


def _part(title: str, body: str) -> str:
    return f'<div class="dsw-waits dsw-task"><h3>{title}</h3>{body}</div>'


def _named(signatory: int, work: WorkList) -> str:
    return link_html(f"{_REGISTER}{signatory}", _name_of(signatory, work))


def _pair(one: Double, work: WorkList) -> str:
    return _said("paar", naam=_named(one.signatory, work), ander=_named(one.other, work))


def _double(one: Double, *, may_change: bool) -> str:
    why = listing([text(f"intake.reden.{reason}") for reason in one.reasons])
    address = f"{_REGISTER}{one.signatory}&samen={one.other}"
    link = f"<p>{link_html(address, _said('samenvoegen'))}</p>" if may_change else ""
    return _line(_said("lijken", reden=why)) + link


def _quiet(one: Quiet) -> str:
    said = (
        _said("gehoord", status=label(one.status), dag=one.since)
        if one.heard
        else _said("nooit", dag=one.since)
    )
    return f"{_action(one.action)}{_line(said)}"


def _asked(one: Asked) -> str:
    helper = _line(_said("helper", naam=section_name(one.helper))) if one.helper else ""
    return (
        f"<p>{_action(one.action)}</p>{_line(_said('door', belemmering=label(one.obstacle)))}"
        f'<blockquote class="dsw-quote"><p>{escape(one.ask)}</p></blockquote>{helper}'
    )


def _who(signatory: int, work: WorkList, contact: int | None = None) -> str:
    """Whom to call or to write to; one contact alone where it is about that one."""
    known = work.contacts.get(signatory, {})
    some = [one for place, one in sorted(known.items()) if contact in (None, place)]
    said = "".join(f"<dd>{_reached(one)}</dd>" for one in some) or f"<dd>{escape(_said('geen_contact'))}</dd>"
    return f'<dl class="dsw-pairs"><div><dt>{escape(_said("contact"))}</dt>{said}</div></dl>'


def _reached(one: Contact) -> str:
    mail = link_html(f"mailto:{quote(one.email)}", one.email)
    return f"{escape(one.name)}<br>{mail}" if one.name else mail


def _action(action: int) -> str:
    return escape(_said("actie", **_named_action(action)))


def _named_action(action: int) -> dict[str, str]:
    code = load_plan().code_of(action)
    return {"code": code, "naam": load_plan().action(code).title}


def _name_of(signatory: int, work: WorkList) -> str:
    return work.names.get(signatory) or text("onbekend")


def _line(said: str) -> str:
    return f'<p class="dsw-meta">{escape(said)}</p>'


def _said(key: str, **values: object) -> str:
    return text(f"vandaag.item.{key}", **values)
