"""Asking and offering: whom a signer could help, and who can help this signer."""

from collections.abc import Iterable
from html import escape

from dsw.forms.fields import hidden_html, small_form_html
from dsw.plan import load_plan
from dsw.queries.asks import Ask, Offer
from dsw.regions import LANDELIJK, load_regions
from dsw.settings import TIME_ZONE
from dsw.texts import day, listing, text

ADDRESS = "/mijn/help"


def asks_html(asks: Iterable[Ask], key: str) -> str:
    """Others who ask for help that this signer could give; nothing when there are none.

    Args:
        key: tells the forms on this page from those on another.
    """
    found = "".join(_ask_html(one, f"{key}h{one.event}") for one in asks)
    if not found:
        return ""
    return (
        f'<section class="dsw-asks" aria-labelledby="hulp"><h2 id="hulp">{escape(text("hulp.kop"))}</h2>'
        f'<p class="dsw-hint">{escape(text("hulp.uitleg"))}</p>{found}</section>'
    )


def offers_html(offers: Iterable[tuple[str, Offer]]) -> str:
    """Who can help this signer, each with the code of the action; nothing when nobody said so."""
    lines = [
        text("hulp.aangeboden", naam=one.name, actie=code, dag=day(one.at.astimezone(TIME_ZONE).date()))
        for code, one in offers
    ]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<section class="dsw-offers" aria-labelledby="aanbod"><h2 id="aanbod">'
        f"{escape(text('hulp.aanbod'))}</h2><ul>{items}</ul>"
        f'<p class="dsw-hint">{escape(text("hulp.in_je_mail"))}</p></section>'
    )


def asker(ask: Ask) -> str:
    """Who asks, as others may know: by name, or by where it is."""
    return ask.name if ask.show_name else text(f"hulp.wie.{ask.profile.kind}", waar=_where(ask))


def _where(ask: Ask) -> str:
    if LANDELIJK in ask.provinces or not ask.provinces:
        return text("hulp.overal")
    return listing([load_regions().name(code) for code in ask.provinces])


def _ask_html(ask: Ask, key: str) -> str:
    title = text("actie.naam", code=ask.code, naam=load_plan().action(ask.code).title)
    which = hidden_html("vraag", ask.event)
    return (
        f'<article class="dsw-asked"><p class="dsw-over">{escape(title)}</p><h3>{escape(asker(ask))}</h3>'
        f'<blockquote class="dsw-quote">{escape(ask.words)}</blockquote>'
        f"{small_form_html(ADDRESS, text('hulp.knop'), key=key, fields=which)}</article>"
    )
