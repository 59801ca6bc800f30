"""A signer's own data: what is kept, correcting it, letting a colleague in, and leaving."""

from collections.abc import Iterable
from html import escape

from dsw.domain import Kind
from dsw.filled import Filled
from dsw.forms.fields import FormHtml, Option, form_html, small_form_html
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
        f'<dl class="dsw-pairs">{told}</dl><ul class="dsw-more">{_ways()}</ul>'
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


def _consequences(mine: Mine) -> Iterable[str]:
    for name in ("handtekening", "naam", "cijfers", "definitief"):
        yield text(f"gegevens.stoppen.{name}")
    if mine.profile.kind is Kind.ORGANISATIE:
        yield text("gegevens.stoppen.collegas")


def _back() -> str:
    return f'<p><a href="{ADDRESS}">{escape(text("gegevens.terug"))}</a></p>'
