"""Following up: who gets which letter and why, what came of a round, who asks for help. All is escaped."""

from collections.abc import Mapping, Sequence
from html import escape

from dsw.office.reminders import LetterDue
from dsw.plan import load_plan
from dsw.queries.asks import Ask, Offer
from dsw.queries.followup import RoundResponse
from dsw.regions import ONBEKEND
from dsw.sentences import region_name, section_name
from dsw.sentences.reminders import reminder_preview
from dsw.tables.core import Column, ColumnKind, Table, to_html
from dsw.texts import day_short, listing, plural, text
from dsw.views import percent


def letter_html(one: LetterDue, place: int, name: str, others: Mapping[str, str]) -> str:
    """One letter that is due: for whom, why, and its full text.

    Args:
        place: its number in the list; name: what the signatory is called.
        others: the words the staff wrote for it, by part.
    """
    written = reminder_preview(one, name, others)
    to = text("opvolging.naar", naam=one.to.name, adres=one.to.email) if one.to.name else one.to.email
    codes = listing([load_plan().code_of(action) for action in one.actions])
    about = plural("opvolging.over", len(one.actions), acties=codes)
    return (
        f'<section class="dsw-letter" aria-labelledby="brief-{place}">'
        f'<h3 id="brief-{place}">{place}. {escape(name)}</h3>'
        f"<p>{_said(f'reden.{one.reason}')}. {escape(about)}</p>"
        f'<p class="dsw-meta">{escape(to)}</p>'
        f'<details class="dsw-details"><summary>{_said("brief")}'
        f'<span class="dsw-hidden"> {place}</span></summary>'
        f"<h4>{escape(written.subject)}</h4><pre>{escape(written.plain)}</pre></details></section>"
    )


def responses_html(rounds: Sequence[RoundResponse]) -> str:
    """What came of the rounds: the last one in words, all of them in a table."""
    head = f'<h2 id="respons">{_said("respons.kop")}</h2>'
    if not rounds:
        return f'{head}<p class="dsw-text">{_said("respons.niets")}</p>'
    lines = escape(" ".join(_lines(rounds[0])))
    around = '<div class="dsw-scroll" role="region" aria-labelledby="respons" tabindex="0">'
    return f'{head}<p class="dsw-lead">{lines}</p>{around}{to_html(_table(rounds))}</div>'


def asks_html(asks: Sequence[Ask], offers: dict[int, tuple[Offer, ...]]) -> str:
    """Who asks for help, each with who offered it."""
    return "".join(_ask_html(one, offers.get(one.event, ())) for one in asks)


def _lines(one: RoundResponse) -> list[str]:
    silent, answered = (_share(count, one.addressed) for count in (one.silent, one.answered))
    return [
        plural("opvolging.respons.verstuurd", one.addressed, dag=one.day),
        plural("opvolging.respons.antwoorden", one.answered, deel=answered),
        *([plural("opvolging.respons.teruggekomen", one.bounced)] if one.bounced else []),
        plural("opvolging.respons.stille", one.silent, deel=silent),
    ]


def _share(part: int, whole: int) -> str:
    return f"{percent(part, whole)}%"


def _table(rounds: Sequence[RoundResponse]) -> Table:
    columns = (
        Column(text("opvolging.respons.dag"), ColumnKind.DAY),
        *(Column(text(f"opvolging.respons.{key}")) for key in ("aangeschreven", "antwoord", "terug", "stil")),
        Column(text("opvolging.respons.deel_stil"), ColumnKind.PERCENT),
    )
    rows = tuple(
        (one.day, one.addressed, one.answered, one.bounced, one.silent, percent(one.silent, one.addressed))
        for one in rounds
    )
    return Table(text("opvolging.respons.tabel"), columns, rows)


def _ask_html(ask: Ask, offers: Sequence[Offer]) -> str:
    title = text("actie.naam", code=ask.code, naam=load_plan().action(ask.code).title)
    places = dict.fromkeys(region_name(code) for code in ask.profile.regions or (ONBEKEND,))
    names = listing([one.name for one in offers])
    offered = text("opvolging.vragen.aanbod", namen=names) if names else text("opvolging.vragen.geen_aanbod")
    about = text("opvolging.vragen.sinds", waar=listing(list(places)), dag=day_short(ask.day))
    return (
        f'<section class="dsw-letter" aria-labelledby="vraag-{ask.event}">'
        f'<h3 id="vraag-{ask.event}">{escape(ask.name)}</h3>'
        f'<p class="dsw-meta">{escape(about)}</p><p>{escape(title)}</p>'
        f'<blockquote class="dsw-quote"><p>{escape(ask.words)}</p></blockquote>'
        f"<p>{_said('vragen.helpt', sectie=section_name(ask.section))}</p><p>{escape(offered)}</p></section>"
    )


def _said(key: str, **values: object) -> str:
    return escape(text(f"opvolging.{key}", **values))
