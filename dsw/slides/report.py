"""The report of a meeting as one plain page: what was shown, what was agreed, and what changed since.

Everything a signatory or staff member typed is escaped here.
"""

from html import escape

from dsw.sentences import Headline
from dsw.sentences import moments as told_moments
from dsw.slides.comparing import then_and_now
from dsw.slides.links import links_html
from dsw.slides.model import Bars, Block, Points, Presentation, Quote, Quotes, RegionMap, Slide
from dsw.slides.tabled import counts_of_bars, provinces_of
from dsw.tables import Table, to_html
from dsw.texts import text
from dsw.views import Overview, SlideKey, TrendView

#: What asks something of the room is no part of a report, and what was agreed has a place of its own.
_LEFT_OUT = (SlideKey.AFSPRAKEN, SlideKey.MEEDOEN)
#: What these show stands in a shorter table, or in words.
_TABLED = (
    *(SlideKey.SECTIES, SlideKey.DOELGROEPEN, SlideKey.KAART, SlideKey.WITTE_VLEKKEN),
    *(SlideKey.VRAGEN, SlideKey.WOORDEN),
)


def report_html(shown: Presentation, since: str) -> str:
    """The whole report.

    Args:
        shown: the meeting, as its figures were fixed.
        since: what changed since, as :func:`since_html` gives it; "" when nothing can have changed.
    """
    pinned = shown.meeting.pinned_revision is not None
    lead = text("verslag.vast" if pinned else "verslag.niet_vast", dag=shown.stamp.op)
    slides = "".join(_slide(one) for one in shown.slides if one.key not in _LEFT_OUT)
    return (
        f'<div class="dsw-report"><p class="dsw-over">{_said("boven")}</p><h1>{escape(shown.heading)}</h1>'
        f'<p class="dsw-intro">{escape(lead)}</p>{links_html(shown.meeting.ref, "verslag")}'
        f"<h2>{_said('afgesproken')}</h2>{_agreed(shown)}{since}"
        f"<h2>{_said('getoond')}</h2>{slides}"
        f'<p class="dsw-hint">{escape(text("meenemen.voet", voet=shown.foot, revisie=shown.stamp.revision))}'
        "</p></div>"
    )


def since_html(then: Overview, corrected: Overview, now: Overview, went_on: TrendView | None) -> str:
    """What changed since the figures were fixed.

    Args:
        then, corrected, now: as ``then_and_now`` compares them.
        went_on: what happened between that day and today; None when it is still that day.
    """
    table = then_and_now(then, corrected, now)
    told = told_moments.differences(went_on) if went_on else text("verslag.nog_die_dag")
    same = all(told == known for _name, told, known, _now in table.rows)
    known = text("verslag.niet_verbeterd" if same else "verslag.verbeterd", dag=then.selection.op)
    return f"<h2>{_said('sindsdien')}</h2><p>{escape(told)}</p><p>{escape(known)}</p>{_table(table)}"


def _slide(one: Slide) -> str:
    said = "".join(f"<p>{escape(words)}</p>" for words in one.told)
    body = "".join(_block(one, block) for block in one.blocks)
    table = _table(one.table) if one.table is not None and one.key not in _TABLED else ""
    return f"<section><h3>{_title(one.title)}</h3>{said}{body}{table}</section>"


def _title(title: Headline) -> str:
    return escape(title.text)


def _block(slide: Slide, block: Block) -> str:
    match block:
        case Points(rows=rows):
            items = "".join(f"<li><b>{escape(row.figure)}</b> {escape(row.words)}</li>" for row in rows)
            return f"<ul>{items}</ul>"
        case Quotes(quotes=quotes):
            return "".join(map(_quote, quotes))
        case Bars():
            return _table(counts_of_bars(slide, block))
        case RegionMap(view=view):
            return _table(provinces_of(view))
    return ""


def _quote(one: Quote) -> str:
    after = f" {escape(one.after)}." if one.after else ""
    return (
        f'<blockquote class="dsw-quote"><p>{escape(one.words)}</p></blockquote>'
        f'<p class="dsw-hint">{escape(one.who)}.{after}</p>'
    )


def _agreed(shown: Presentation) -> str:
    if not shown.agreements:
        return f"<p>{escape(text('meenemen.geen_afspraken'))}</p>"
    return f"<ol>{''.join(f'<li>{escape(line.words)}</li>' for line in shown.agreements)}</ol>"


def _table(table: Table) -> str:
    note = f'<p class="dsw-hint">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<div class="dsw-scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f"{to_html(table)}</div>{note}"
    )


def _said(key: str) -> str:
    return escape(text(f"verslag.{key}"))
