"""A signer's own data: what is kept, correcting it, letting a colleague in, and leaving."""

from collections.abc import Iterable
from html import escape

from dsw.domain import Kind
from dsw.filled import Filled
from dsw.forms.fields import FormHtml, Option, form_html, hidden_html, small_form_html
from dsw.forms.mine import history_lines, said_html
from dsw.joining import Faults
from dsw.mine import Mine
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.store import Contact
from dsw.texts import text

ADDRESS = "/mijn/gegevens"


def data_html(mine: Mine, said: str = "") -> str:
    """Everything that is kept, with a way to change each thing.

    Args:
        said: what has just come of something, a key below ``mijn.gezegd``.
    """
    told = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{'<br>'.join(map(escape, answers))}</dd></div>"
        for term, answers in _pairs(mine)
    )
    return (
        f'{said_html(said)}<p><a href="/mijn">{escape(text("mijn.terug"))}</a></p>'
        f"<h1>{escape(text('gegevens.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("gegevens.uitleg"))}</p>'
        f'<dl class="dsw-pairs">{told}</dl><ul class="dsw-more">{_ways(mine)}</ul>'
    )


def readable_lines(mine: Mine) -> Iterable[str]:
    """The same and all pledges and what happened, to read: a line each."""
    for term, answers in _pairs(mine):
        yield f"{term}: {'; '.join(answers)}"
    yield from ("", text("mijn.tab"))
    for one in mine.pledges:
        status = text(f"mijn.status.{one.stance.status}.naam")
        named = text("actie.naam", code=one.code, naam=load_plan().action(one.code).title)
        yield f"- {named}: {status}"
        yield from (f"  {said}" for said in (one.words.words, one.words.link, one.words.ask) if said)
    yield from ("", text("mijn.geschiedenis"))
    yield from (f"- {line}" for line in history_lines(mine))


def _pairs(mine: Mine) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What is kept, and what of it."""
    own = mine.contacts[mine.holder.contact or 0]
    shown = "gegevens.wel_zichtbaar" if mine.identity.show_name else "gegevens.niet_zichtbaar"
    regions = tuple(load_regions().name(code) for code in mine.profile.regions)
    yield text("gegevens.naam"), (mine.identity.name,)
    yield text("gegevens.zichtbaar"), (text(shown),)
    yield text("gegevens.doelgroep"), (load_plan().section(mine.profile.group).name,)
    yield text("gegevens.waar"), regions or (text("gegevens.nergens"),)
    yield text("gegevens.contact"), tuple(_contact(one) for one in mine.contacts.values())
    yield text("gegevens.mail"), (text("gegevens.wel_mail" if own.mail_consent else "gegevens.geen_mail"),)


def correct_html(form: Filled, faults: Faults, key: str, kind: Kind) -> str:
    """Correcting a name and what one consents to; a person has one name."""
    drawn = FormHtml(form, faults)
    own_name = drawn.line("contact", text("meedoen.contact"), complete="name")
    fields = (
        f"{drawn.line('naam', text('gegevens.naam'))}"
        f"{drawn.tick('tonen', text('meedoen.hoe.tonen'), text('meedoen.hoe.tonen_uitleg'))}"
        f"{own_name if kind is Kind.ORGANISATIE else ''}"
        f"{drawn.tick('mail', text('meedoen.hoe.mail'), text('meedoen.hoe.mail_uitleg'))}"
        f"{''.join(drawn.hidden(f'was-{name}') for name in ('naam', 'tonen', 'contact', 'mail'))}"
    )
    return _form("wijzig", drawn, fields, key)


def colleague_html(form: Filled, faults: Faults, key: str) -> str:
    """Letting a colleague in, beside oneself or instead."""
    drawn = FormHtml(form, faults)
    ways = [
        Option(way, text(f"gegevens.collega.{way}"), text(f"gegevens.collega.{way}_uitleg"))
        for way in ("samen", "overdragen")
    ]
    fields = (
        f"{drawn.line('contact', text('gegevens.collega.naam'))}"
        f"{drawn.line('email', text('gegevens.collega.email'), kind='email')}"
        f"{drawn.choices('hoe', text('gegevens.collega.hoe'), ways)}"
    )
    return _form("collega", drawn, fields, key)


def address_html(form: Filled, faults: Faults, key: str) -> str:
    """One more address of one's own."""
    drawn = FormHtml(form, faults)
    field = drawn.line("email", text("meedoen.email"), text("gegevens.adres.uitleg"), "email", "email")
    return _form("adres", drawn, field, key)


def contact_html(number: int, one: Contact, key: str) -> str:
    """Whether somebody may go from the list of contacts."""
    which = hidden_html("nummer", number)
    button = small_form_html(
        f"{ADDRESS}/contact", text("gegevens.contact_weg.knop"), key=key, fields=which, loud=True
    )
    return (
        f"{_back()}<h1>{escape(text('gegevens.contact_weg.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(_contact(one))}</p>'
        f"<p>{escape(text('gegevens.contact_weg.uitleg'))}</p>{button}"
    )


def withdraw_html(mine: Mine, key: str) -> str:
    """What leaving means, with the button that does it."""
    points = "".join(f"<li>{escape(said)}</li>" for said in _consequences(mine))
    button = small_form_html(f"{ADDRESS}/stoppen", text("gegevens.stoppen.knop"), key=key, loud=True)
    return (
        f"{_back()}<h1>{escape(text('gegevens.stoppen.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(mine.identity.name)}</p><ul>{points}</ul>'
        f'<div class="dsw-final">{button}</div><p><a class="dsw-button dsw-button-quiet" href="/mijn">'
        f"{escape(text('gegevens.stoppen.nee'))}</a></p>"
    )


def _form(name: str, drawn: FormHtml, fields: str, key: str) -> str:
    return (
        f"{_back()}<h1>{escape(text(f'gegevens.{name}.kop'))}</h1>{drawn.summary()}"
        f"{form_html(f'{ADDRESS}/{name}', fields, text(f'gegevens.{name}.knop'), key=key)}"
    )


def _ways(mine: Mine) -> str:
    ways = [
        ("wijzig", text("gegevens.wijzig.link")),
        ("waar", text("gegevens.waar_wijzig.link")),
        ("adres", text("gegevens.adres.link")),
    ]
    if mine.profile.kind is Kind.ORGANISATIE:
        ways.append(("collega", text("gegevens.collega.link")))
    if len(mine.contacts) > 1:
        ways += [
            (f"contact?nummer={number}", text("gegevens.contact_weg.link", adres=one.email))
            for number, one in mine.contacts.items()
        ]
    ways += [
        ("alles.txt", text("gegevens.alles_txt")),
        ("alles.json", text("gegevens.alles_json")),
        ("stoppen", text("gegevens.stoppen.link")),
    ]
    return "".join(f'<li><a href="{ADDRESS}/{path}">{escape(said)}</a></li>' for path, said in ways)


def _contact(one: Contact) -> str:
    return f"{one.name}, {one.email}" if one.name else one.email


def _consequences(mine: Mine) -> Iterable[str]:
    for name in ("handtekening", "naam", "cijfers", "definitief"):
        yield text(f"gegevens.stoppen.{name}")
    if mine.profile.kind is Kind.ORGANISATIE:
        yield text("gegevens.stoppen.collegas")


def _back() -> str:
    return f'<p><a href="{ADDRESS}">{escape(text("gegevens.terug"))}</a></p>'
