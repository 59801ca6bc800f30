"""A presentation as one page: slides below each other; the script shows them one at a time.

Everything a signatory or staff member typed is escaped here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dsw.drawings.bars import legend_html
from dsw.sentences import Headline
from dsw.sentences import places as told_places
from dsw.slides.links import ADDRESS, links_html
from dsw.slides.model import (
    Agreed,
    BarRow,
    Bars,
    BigNumber,
    Block,
    Code,
    Codes,
    Numbers,
    Points,
    Presentation,
    Prose,
    Quote,
    Quotes,
    RegionMap,
    Slide,
)
from dsw.slides.shapes import bar_svg, code_svg, hatches_svg, map_svg, scale_of
from dsw.tables import to_html
from dsw.texts import number, plural, text
from dsw.views import RegionsView, Responses

#: Which keys do what, as the help shows them.
_KEYS = ("verder", "terug", "begin", "tabel", "spreker", "scherm", "wijze", "hulp")


@dataclass(frozen=True, slots=True)
class Room:
    """What is alive on the page.

    Attributes:
        responses: what came in so far.
        form: the key of a form to agree with; "" for who may not.
    """

    responses: Responses
    form: str = ""


def presentation_html(shown: Presentation, room: Room) -> str:
    """The whole page, without its head."""
    many = len(shown.slides)
    slides = "".join(_slide(one, place, many, shown, room) for place, one in enumerate(shown.slides, 1))
    live = f"{ADDRESS}/stand?id={shown.meeting.ref}"
    return (
        f'{hatches_svg()}<header class="dia-kop"><h1>{escape(shown.heading)}</h1></header>'
        f'<main id="stMain" class="dias" tabindex="-1" data-stand="{escape(live)}">{slides}</main>'
        f'<footer class="dia-voet"><p>{escape(shown.foot)}</p>{links_html(shown.meeting.ref, "dias")}'
        f"{_controls(many)}</footer>"
        f'<p class="dsw-hidden" id="gezegd" role="status"></p>{_help(shown.meeting.ref)}'
    )


def counts_of(responses: Responses) -> Mapping[str, str]:
    """What the counter says, in words: the same on the page and in what the page asks for."""
    parts = (
        ("bijgewerkt", responses.updates),
        ("bevestigd", responses.confirmations),
        ("ondertekend", responses.signatures),
    )
    told = " · ".join(plural(f"bijeenkomst.teller.{key}", count) for key, count in parts)
    return {
        "aantal": number(responses.total),
        "woorden": plural("bijeenkomst.teller.reacties", responses.total),
        "delen": told,
    }


def _slide(one: Slide, place: int, many: int, shown: Presentation, room: Room) -> str:
    blocks = "".join(_block(block, shown, room) for block in one.blocks)
    note = f'<p class="dia-noot">{escape(one.note)}</p>' if one.note else ""
    where = text("bijeenkomst.scherm.waar", n=place, totaal=many)
    return (
        f'<section class="dia dia-{one.key.value}" id="{place}" aria-labelledby="kop-{place}" tabindex="-1"'
        f' data-waar="{escape(where)}"><h2 id="kop-{place}">{_title(one.title)}</h2>'
        f'<div class="dia-lijf">{blocks}</div>{note}{_table(one)}{_speaker(one)}</section>'
    )


def _title(title: Headline) -> str:
    accent = f'<span class="dsw-accent">{escape(title.accent)}</span>'
    return f"{escape(title.before)}{accent}{escape(title.after)}"


def _table(one: Slide) -> str:
    if one.table is None:
        return ""
    name = escape(one.table.caption)
    return (
        f'<details class="dia-tabel"><summary>{_said("tabel")}</summary><div class="dsw-scroll" role="region"'
        f' tabindex="0" aria-label="{name}">{to_html(one.table)}</div></details>'
    )


def _speaker(one: Slide) -> str:
    said = "".join(f"<p>{escape(words)}</p>" for words in one.speaker if words)
    return f'<details class="dia-spreker"><summary>{_said("spreker")}</summary>{said}</details>'


def _block(block: Block, shown: Presentation, room: Room) -> str:
    match block:
        case Numbers(numbers=numbers):
            return f'<ul class="dia-getallen">{"".join(map(_number, numbers))}</ul>'
        case Bars(rows=rows):
            return f'{legend_html()}<ol class="dia-rijen">{"".join(map(_bar, rows))}</ol>'
        case Points(rows=rows):
            points = "".join(
                f"<li><b>{escape(row.figure)}</b> <span>{escape(row.words)}</span></li>" for row in rows
            )
            return f'<ul class="dia-punten">{points}</ul>'
        case Prose(words=words, lead=lead):
            heavy = f"<b>{escape(lead)}</b> " if lead else ""
            return f'<p class="dia-zin">{heavy}{escape(words)}</p>'
        case RegionMap(view=view):
            return _map(view)
        case Quotes(quotes=quotes):
            return f'<ul class="dia-citaten">{"".join(map(_quote, quotes))}</ul>'
        case Agreed():
            return _agreed(block, shown, room)
        case Codes(codes=codes):
            return f'<ul class="dia-codes">{"".join(map(_code, codes))}</ul>{_counter(room.responses)}'


def _number(one: BigNumber) -> str:
    tone = f" dsw-{one.tone.value}" if one.tone else ""
    small = f"<small>{escape(one.small)}</small>" if one.small else ""
    words = f"<b>{escape(one.figure)}</b> <span>{escape(one.words)}</span>"
    return f'<li><i class="dia-streep{tone}"></i>{words}{small}</li>'


def _bar(row: BarRow) -> str:
    words = "".join(f"<span>{escape(one)}</span> " for one in row.words)
    return (
        f'<li><b>{escape(row.number)}</b> <span class="dia-naam">{escape(row.name)}</span>'
        f'{bar_svg(row.tally)}<span class="dia-erbij">{words}</span></li>'
    )


def _map(view: RegionsView) -> str:
    scale = scale_of(view)
    steps = [("dsw-nobody", scale.nobody)]
    steps += [(f"dsw-ramp-{scale.tone(step)}", words) for step, words in enumerate(scale.words, 1)]
    if any(row.signatories.hidden_persons for row in view.municipalities):
        steps.append(("dsw-hatched", text("schaal.verborgen")))
    items = "".join(
        f'<li><span class="dsw-swatch {name}"></span>{escape(words)}</li>' for name, words in steps
    )
    drawn = map_svg(view, told_places.covered(view))
    return f'<ul class="dsw-legend">{items}</ul><div class="dia-kaartje">{drawn}</div>'


def _quote(one: Quote) -> str:
    after = f"<p>{escape(one.after)}</p>" if one.after else ""
    return (
        f"<li><blockquote><p>{escape(one.words)}</p></blockquote>"
        f'<p class="dia-wie">{escape(one.who)}</p>{after}</li>'
    )


def _agreed(block: Agreed, shown: Presentation, room: Room) -> str:
    lines = "".join(f"<li>{escape(line.words)}</li>" for line in block.lines)
    listed = f'<ol class="dia-afgesproken" data-afspraken>{lines}</ol>'
    return listed + (_agree_form(shown.meeting.ref, room.form) if room.form else "")


def _agree_form(ref: str, form: str) -> str:
    return (
        f'<form class="dia-formulier" method="post" action="{ADDRESS}/afspraak"'
        f' data-mislukt="{_said("mislukt")}">'
        f'<input type="hidden" name="id" value="{escape(ref)}">'
        f'<input type="hidden" name="formulier" value="{escape(form)}">'
        f'<label for="afspraak">{_said("afspraak")}</label>'
        f'<p id="afspraak-uitleg">{_said("afspraak_uitleg")}</p><div>'
        '<input class="dsw-input" id="afspraak" name="afspraak" maxlength="500" autocomplete="off"'
        ' aria-describedby="afspraak-uitleg" required>'
        f'<button class="dsw-button">{_said("zet_erbij")}</button></div>'
        '<p class="dia-fout" role="alert"></p></form>'
    )


def _code(one: Code) -> str:
    shown = escape(one.shown).replace("/", "<wbr>/")
    return (
        f"<li>{code_svg(one.address)}<div><p>{escape(one.words)}</p>"
        f'<p><a href="{escape(one.address)}">{shown}</a></p></div></li>'
    )


def _counter(responses: Responses) -> str:
    told = counts_of(responses)
    return (
        f'<div class="dia-teller"><p><b data-teller="aantal">{escape(told["aantal"])}</b> '
        f'<span data-teller="woorden">{escape(told["woorden"])}</span></p>'
        f'<p data-teller="delen">{escape(told["delen"])}</p></div>'
    )


def _controls(many: int) -> str:
    """Buttons for who has no keys; they are there only with a script."""
    names = ("terug", "verder", "tabel", "spreker", "scherm", "wijze", "hulp")
    buttons = {
        name: f'<button type="button" data-doe="{name}">{_said(f"knop.{name}")}</button>' for name in names
    }
    return (
        f'<div class="dia-knoppen" role="group" aria-label="{_said("knoppen")}" hidden>{buttons["terug"]}'
        f'<span class="dia-nummer">1 / {many}</span>{buttons["verder"]}'
        f"{''.join(buttons[name] for name in names[2:])}</div>"
    )


def _help(ref: str) -> str:
    keys = "".join(
        f"<dt>{_said(f'toets.{key}.toets')}</dt><dd>{_said(f'toets.{key}.doet')}</dd>" for key in _KEYS
    )
    return (
        f'<dialog id="hulp" aria-labelledby="hulp-kop"><h2 id="hulp-kop">{_said("hulp")}</h2><dl>{keys}</dl>'
        f"<h3>{_said('meenemen')}</h3>{links_html(ref, 'dias')}"
        f'<form method="dialog"><button class="dsw-button" autofocus>{_said("sluit")}</button></form>'
        "</dialog>"
    )


def _said(key: str) -> str:
    return escape(text(f"bijeenkomst.scherm.{key}"))
