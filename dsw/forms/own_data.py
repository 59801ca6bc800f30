"""A signer's own data: what is kept, correcting it, letting a colleague in, and leaving."""

from collections.abc import Iterable
from html import escape

from dsw.filled import Filled
from dsw.forms.fields import FormHtml, Option, form_html, small_form_html
from dsw.joining import Faults
from dsw.mine import Mine
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.store import Contact
from dsw.texts import text

ADDRESS = "/mijn/gegevens"


def data_html(mine: Mine) -> str:
    """Everything that is kept, with a way to change each thing."""
    regions = ", ".join(load_regions().name(code) for code in mine.profile.regions)
    shown = text("gegevens.wel_zichtbaar" if mine.identity.show_name else "gegevens.niet_zichtbaar")
    pairs = (
        (text("gegevens.naam"), mine.identity.name),
        (text("gegevens.zichtbaar"), shown),
        (text("gegevens.doelgroep"), load_plan().section(mine.profile.group).name),
        (text("gegevens.waar"), regions or text("gegevens.nergens")),
        (text("gegevens.contact"), "; ".join(_contact(one) for one in mine.contacts.values())),
    )
    told = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(said)}</dd></div>" for term, said in pairs)
    return (
        f'<p><a href="/mijn">{escape(text("mijn.terug"))}</a></p>'
        f"<h1>{escape(text('gegevens.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(text("gegevens.uitleg"))}</p>'
        f'<dl class="dsw-pairs">{told}</dl><ul class="dsw-more">{_ways()}</ul>'
    )


def correct_html(form: Filled, faults: Faults, key: str) -> str:
    """Correcting a name, an address and what one consents to."""
    drawn = FormHtml(form, faults)
    fields = (
        f"{drawn.line('naam', text('gegevens.naam'))}"
        f"{drawn.tick('tonen', text('meedoen.hoe.tonen'), text('meedoen.hoe.tonen_uitleg'))}"
        f"{drawn.line('contact', text('meedoen.contact'), complete='name')}"
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


def withdraw_html(mine: Mine, key: str) -> str:
    """What leaving means, with the button that does it."""
    points = "".join(f"<li>{escape(said)}</li>" for said in _consequences())
    button = small_form_html(f"{ADDRESS}/stoppen", text("gegevens.stoppen.knop"), key=key, loud=True)
    return (
        f"{_back()}<h1>{escape(text('gegevens.stoppen.kop'))}</h1>"
        f'<p class="dsw-intro">{escape(mine.identity.name)}</p><ul>{points}</ul>{button}'
    )


def _form(name: str, drawn: FormHtml, fields: str, key: str) -> str:
    return (
        f"{_back()}<h1>{escape(text(f'gegevens.{name}.kop'))}</h1>{drawn.summary()}"
        f"{form_html(f'{ADDRESS}/{name}', fields, text(f'gegevens.{name}.knop'), key=key)}"
    )


def _ways() -> str:
    ways = (
        (f"{ADDRESS}/wijzig", text("gegevens.wijzig.link")),
        (f"{ADDRESS}/waar", text("gegevens.waar_wijzig.link")),
        (f"{ADDRESS}/collega", text("gegevens.collega.link")),
        (f"{ADDRESS}/alles.txt", text("gegevens.alles_txt")),
        (f"{ADDRESS}/alles.json", text("gegevens.alles_json")),
        (f"{ADDRESS}/stoppen", text("gegevens.stoppen.link")),
    )
    return "".join(f'<li><a href="{address}">{escape(said)}</a></li>' for address, said in ways)


def _contact(one: Contact) -> str:
    return f"{one.name}, {one.email}" if one.name else one.email


def _consequences() -> Iterable[str]:
    for name in ("handtekening", "naam", "cijfers", "definitief"):
        yield text(f"gegevens.stoppen.{name}")


def _back() -> str:
    return f'<p><a href="{ADDRESS}">{escape(text("gegevens.terug"))}</a></p>'
