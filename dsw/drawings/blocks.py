"""The blocks every page is made of: the answer, a figure with all that belongs to it, rows of facts."""

from collections.abc import Sequence
from html import escape

from dsw.drawings.links import page_address
from dsw.figures import Figure
from dsw.pictures.canvas import WHITE
from dsw.pictures.frame import foot
from dsw.sentences import Fact, Headline
from dsw.tables import to_html
from dsw.texts import text
from dsw.views import Selection


def headline_html(headline: Headline, meta: str, table_address: str | None = None, chosen: str = "") -> str:
    """The answer a page opens with, and the lines below it.

    Args:
        headline: the answer.
        meta: what we do not know, and how fresh this is.
        table_address: where the figures stand as a table.
        chosen: which part of the register this is about; "" when it is all of it.
    """
    link = f' <a href="{escape(table_address)}">{escape(text("onder.tabel"))}</a>' if table_address else ""
    part = f'<p class="dsw-part">{escape(chosen)}</p>' if chosen else ""
    return (
        f'<div class="dsw-opening"><h1 class="dsw-answer">{escape(headline.before)}'
        f'<span class="dsw-accent">{escape(headline.accent)}</span>{escape(headline.after)}</h1>'
        f'<p class="dsw-meta">{escape(meta)}{link}</p>{part}</div>'
    )


def beginning_html(stand: str, faults: Sequence[str], *, demo: bool) -> str:
    """What comes before the answer.

    Args:
        stand: which day the page is about; ``kader.js`` puts it in the top.
        faults: what was wrong with the address, read out at once to who listens.
        demo: whether to warn that the data is fictional.
    """
    banner = f'<p class="dsw-banner">{escape(text("kader.voorbeeld"))}</p>' if demo else ""
    said = "".join(f'<p class="dsw-banner dsw-fault" role="alert">{escape(words)}</p>' for words in faults)
    return f'<p id="dsw-state" hidden>{escape(stand)}</p>{banner}{said}'


def figure_html(figure: Figure, body: str) -> str:
    """A whole figure: heading, sentence, body, table, day, source and downloads.

    Args:
        figure: what must stand around the body.
        body: HTML that is safe already.
    """
    return (
        f'<section class="dsw-block" aria-labelledby="kop-{escape(figure.key)}">{_heading(figure)}'
        f"{body}{figure_foot_html(figure)}</section>"
    )


def figure_head_html(figure: Figure, legend: str) -> str:
    """What stands above a chart, and the picture that takes its place on paper.

    Args:
        figure: what the chart shows.
        legend: HTML that tells what its colours mean.
    """
    address = f"{escape(figure.svg_address)}#{WHITE}" if figure.svg_address else ""
    picture = f'<img class="dsw-picture" src="{address}" alt="" loading="lazy">' if address else ""
    return f'<div class="dsw-head">{_heading(figure)}{legend}{picture}</div>'


def place_html(figure: Figure) -> str:
    """Where the sketch of a chart may stand until the chart itself has come."""
    return f'<div class="dsw-place" data-sketch="{_sketch_of(figure)}"></div>'


def sketch_html(figure: Figure, sketch: str) -> str:
    """A sketch that knows which figure it is of."""
    return f'<div data-sketched="{_sketch_of(figure)}">{sketch}</div>'


def figure_foot_html(figure: Figure) -> str:
    """What stands under every figure: the table, the day, the last change, the source, the downloads."""
    title, key = escape(text("onder.tabel_naam", titel=figure.title)), escape(figure.key)
    note = f'<p class="dsw-note">{escape(figure.table.note)}</p>' if figure.table.note else ""
    return (
        f'<details class="dsw-details" id="tabel-{key}"><summary>{escape(text("onder.tabel"))}'
        f'{_hidden(figure)}</summary><div class="dsw-scroll" role="region" tabindex="0" aria-label="{title}">'
        f"{to_html(figure.table)}</div>{note}</details>"
        f'<div class="dsw-foot"><p>{escape(foot(figure.stamp, figure.credit))}</p>'
        f'<ul class="dsw-actions">{_download(figure, "csv", figure.csv_address)}'
        f"{_download(figure, 'xlsx', figure.xlsx_address)}"
        f"{_download(figure, 'svg', figure.svg_address)}</ul></div>"
    )


def columns_html(*blocks: str) -> str:
    """Blocks beside each other, below each other on a phone."""
    return f'<div class="dsw-columns">{"".join(blocks)}</div>'


def facts_html(
    facts: Sequence[Fact], selection: Selection | None = None, *, empty: str = "tabel.leeg"
) -> str:
    """Rows of a large figure with words beside it.

    Args:
        facts: what to say; a fact with a link leads there.
        selection: the cuts the links keep.
        empty: key of what is said where there is nothing to say.
    """
    if not facts:
        return empty_html(empty)
    return f'<ul class="dsw-facts">{"".join(_fact(fact, selection) for fact in facts)}</ul>'


def empty_html(key: str = "tabel.leeg") -> str:
    """What stands where there is nothing."""
    return f'<p class="dsw-empty"><span>{escape(text(key))}</span></p>'


def link_html(address: str, words: str) -> str:
    """A link; both are escaped here."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _heading(figure: Figure) -> str:
    return (
        f'<h2 id="kop-{escape(figure.key)}">{escape(figure.title)}</h2>'
        f'<p class="dsw-lead">{escape(figure.sentence)}</p>'
    )


def _sketch_of(figure: Figure) -> str:
    return escape(f"{figure.key}?{figure.query}")


def _hidden(figure: Figure) -> str:
    """The title for whoever hears the link without seeing where it stands."""
    return f'<span class="dsw-hidden">: {escape(figure.title)}</span>'


def _download(figure: Figure, form: str, address: str | None) -> str:
    if address is None:
        return ""
    words = escape(text(f"onder.{form}"))
    return f'<li><a href="{escape(address)}" download>{words}{_hidden(figure)}</a></li>'


def _fact(fact: Fact, selection: Selection | None) -> str:
    words = escape(fact.words)
    if fact.link is not None:
        path, name, value = fact.link
        words = link_html(page_address(path, selection, **{name: value}), fact.words)
    return f"<li><b>{escape(fact.figure)}</b> <span>{words}</span></li>"
