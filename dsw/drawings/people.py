"""Those who let their name be seen: on one action, in the list, who is new. All their words are escaped."""

from dataclasses import replace
from html import escape

from dsw.drawings.blocks import empty_html, figure_html, link_html
from dsw.drawings.links import page_address
from dsw.figures import figure
from dsw.plan import load_plan
from dsw.queries.address import PAGE, SEARCH
from dsw.segments import Segment
from dsw.sentences import region_name, section_name
from dsw.texts import label, number, text
from dsw.views import ActionView, DirectoryView, Selection, SignatoryCard, TrendView, Voice
from dsw.weblinks import web_address


def voices_html(view: ActionView) -> str:
    """Who is on an action, with what they say themselves."""
    if not view.voices:
        return figure_html(figure("actie-stemmen", view), "")
    cards = "".join(_voice(voice) for voice in view.voices)
    section = load_plan().action(view.code).section
    address = page_address("/ondertekenaars", replace(view.selection, section=section))
    more = link_html(address, text("stem.alle", nummer=section))
    return figure_html(figure("actie-stemmen", view), f'<p>{more}</p><ul class="dsw-cards">{cards}</ul>')


def cards_html(view: DirectoryView) -> str:
    """One page of the public list."""
    if not view.cards:
        return empty_html("leeg_omdat.zoeken" if view.text else "tabel.leeg")
    cards = "".join(_card(card, view.selection) for card in view.cards)
    return f'<ul class="dsw-cards">{cards}</ul>'


def pages_html(view: DirectoryView) -> str:
    """The way to the first, the last and the nearest pages of the public list; "" where there is only one."""
    if view.pages == 1:
        return ""
    around = range(view.page - 1, view.page + 2)
    near = sorted({1, view.pages, *(page for page in around if 1 <= page <= view.pages)})
    items = (
        _page(view, view.page - 1, text("zoeken.vorige")),
        *(_numbered(view, page) for page in near),
        _page(view, view.page + 1, text("zoeken.volgende")),
    )
    name = escape(text("zoeken.bladzijden"))
    return f'<nav aria-label="{name}"><ul class="dsw-links">{"".join(items)}</ul></nav>'


def newcomers_html(view: TrendView) -> str:
    """Who joined between two days."""
    if not view.newcomers:
        return empty_html("leeg_omdat.nieuwkomers")
    cards = "".join(
        f'<li class="dsw-card"><h3>{escape(person.name)}</h3>'
        f'<p class="dsw-meta">{escape(_joined(label(person.kind), section_name(person.group)))}</p>'
        f"<p>{escape(text('stem.sinds', dag=person.signed_on))}</p></li>"
        for person in view.newcomers
    )
    return f'<ul class="dsw-cards">{cards}</ul>'


def _numbered(view: DirectoryView, page: int) -> str:
    """One page by its number; the one that is shown is no link."""
    name = escape(text("zoeken.bladzijde", nummer=page, totaal=view.pages))
    if page == view.page:
        return f'<li><strong aria-current="page">{name}</strong></li>'
    return _page(view, page, number(page), name)


def _page(view: DirectoryView, page: int, words: str, name: str = "") -> str:
    if not 1 <= page <= view.pages:
        return ""
    searched = {SEARCH: view.text} if view.text else {}
    address = page_address("/ondertekenaars", view.selection, **searched, **{PAGE: page})
    spoken = f' aria-label="{name}"' if name else ""
    return f'<li><a href="{escape(address)}#kop-ondertekenaars"{spoken}>{escape(words)}</a></li>'


def _voice(voice: Voice) -> str:
    meta = _joined(section_name(voice.group), _regions(voice.regions))
    words = f'<blockquote class="dsw-quote"><p>{escape(voice.words)}</p></blockquote>' if voice.words else ""
    return (
        f'<li class="dsw-card"><h3>{escape(voice.name)}</h3><p class="dsw-meta">{escape(meta)}</p>'
        f"{_status(voice)}{words}{_evidence(voice)}</li>"
    )


def _status(voice: Voice) -> str:
    said = Segment(voice.status.value) if voice.status is not None and voice.heard_on else Segment.NEVER
    when = text("stem.gehoord", dag=voice.heard_on) if voice.heard_on else ""
    how = label(said)
    if voice.obstacle:
        how = text("stem.belemmering", status=how, belemmering=label(voice.obstacle))
    words = _joined(how, when)
    return f'<p class="dsw-status"><span class="dsw-swatch dsw-{said}"></span>{escape(words)}</p>'


def _evidence(voice: Voice) -> str:
    parts = []
    if voice.ask:
        parts.append(f"<p>{escape(text('stem.vraag', vraag=voice.ask))}</p>")
    if address := web_address(voice.link):
        words = escape(text("stem.link", naam=voice.name))
        parts.append(f'<p><a href="{escape(address)}" rel="nofollow ugc noopener">{words}</a></p>')
    if voice.confirmed:
        parts.append(f'<p class="dsw-note">{escape(text("stem.bevestigd"))}</p>')
    return "".join(parts)


def _card(card: SignatoryCard, selection: Selection) -> str:
    meta = _joined(label(card.kind), section_name(card.group), _regions(card.regions))
    links = "".join(
        f'<li><a class="dsw-chip" href="{escape(page_address("/secties", selection, actie=code))}">'
        f"{escape(text('stem.actie', code=code))}</a></li>"
        for code in card.actions
    )
    chips = f'<ul class="dsw-chips">{links}</ul>' if links else f"<p>{escape(text('stem.geen_acties'))}</p>"
    return (
        f'<li class="dsw-card"><h3>{escape(card.name)}</h3><p class="dsw-meta">{escape(meta)}</p>'
        f"<p>{escape(text('stem.sinds', dag=card.signed_on))}</p>{chips}</li>"
    )


def _regions(codes: tuple[str, ...]) -> str:
    return ", ".join(region_name(code) for code in codes)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
