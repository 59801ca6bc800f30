"""The slides that make a room talk: obstacles, asks, own words, what is agreed, and joining in."""

from collections.abc import Callable
from textwrap import shorten

from dsw.domain import Obstacle
from dsw.sentences import Fact, Headline, at_least, section_name
from dsw.sentences import progress as told_progress
from dsw.sentences.common import left_out
from dsw.slides.model import Agreed, Code, Codes, Points, Prose, Quote, Quotes, Slide
from dsw.tables import Column, ColumnKind, Table
from dsw.tables.parts import column, counted, words
from dsw.texts import all_texts, label, plural, text
from dsw.views import Deck, Said, SlideKey, Talk

#: So many obstacles are talked about, and so many quotes fit; so long a quote can be read in a room.
_TALKED, _QUOTED, _LONGEST = 3, 3, 180


def to_discuss(deck: Deck) -> Slide:
    """Three things to talk about, from the obstacles that were told."""
    talk = deck.talk
    rows = tuple(Fact(_count(talk, count), _question(one)) for one, count in talk.obstacles[:_TALKED])
    stuck = told_progress.obstacles(talk.tally.stuck, talk.obstacles, hidden=talk.tally.hidden_persons)
    return Slide(
        SlideKey.BESPREKEN,
        _discuss_title(talk),
        (Points(rows),) if rows else (Prose(text("bijeenkomst.bespreken.niets")),),
        (stuck, text("bijeenkomst.spreker.bespreken")),
        _obstacle_table(talk),
        left_out(talk.tally.hidden_persons),
    )


def _discuss_title(talk: Talk) -> Headline:
    stuck = talk.tally.stuck
    accent = plural("bijeenkomst.bespreken.kern", stuck, least=talk.tally.hidden_persons)
    after = plural("bijeenkomst.bespreken.na", stuck)
    return Headline("", accent, after)


def _question(obstacle: Obstacle) -> str:
    return f"{label(obstacle)}: {text(f'bijeenkomst.vraag_bij.{obstacle.value}')}"


def _count(talk: Talk, count: int) -> str:
    return f"{at_least(count, hidden=talk.tally.hidden_persons)}\N{MULTIPLICATION SIGN}"


def _obstacle_table(talk: Talk) -> Table:
    hidden = talk.tally.hidden_persons
    rows = tuple((label(one), counted(count, hidden=hidden)) for one, count in talk.obstacles)
    columns = (words("belemmering"), column("aantal"))
    return Table(text("figuur.actie_belemmeringen"), columns, rows)


def asks(deck: Deck) -> Slide:
    """What signatories ask for, and who could offer it."""
    said = deck.asks
    quotes = tuple(Quote(_short(one.ask), _who(one), _helper(one)) for one in said[:_QUOTED])
    return Slide(
        SlideKey.VRAGEN,
        _counted_title("vragen", len(said)),
        (Quotes(quotes),) if quotes else (Prose(text("bijeenkomst.vragen.niets")),),
        (text("bijeenkomst.spreker.vragen"),),
        _said_table("vragen", said, lambda one: one.ask),
    )


def own_words(deck: Deck) -> Slide:
    """What signatories say themselves."""
    said = deck.quotes
    quotes = tuple(Quote(_short(one.words), _who(one)) for one in said[:_QUOTED])
    return Slide(
        SlideKey.WOORDEN,
        _counted_title("woorden", len(said)),
        (Quotes(quotes),) if quotes else (Prose(text("bijeenkomst.woorden.niets")),),
        (text("bijeenkomst.spreker.woorden"),),
        _said_table("woorden", said, lambda one: one.words),
    )


def agreements(deck: Deck) -> Slide:
    """What is agreed in the room."""
    lines = deck.agreements
    return Slide(
        SlideKey.AFSPRAKEN,
        _counted_title("afspraken", len(lines)),
        (Agreed(lines),),
        (text("bijeenkomst.spreker.afspraken"),),
    )


def join_in(site: str) -> Slide:
    """Joining in, or saying how it stands: now, in the room.

    Args:
        site: the site's own address.
    """
    shown = site.partition("://")[2]
    codes = tuple(
        Code(f"{site}{path}", f"{shown}{path}", text(f"bijeenkomst.meedoen.{key}"))
        for path, key in (("/link", "bijwerken"), ("/meedoen", "ondertekenen"))
    )
    title = Headline(*(text(f"bijeenkomst.meedoen.{part}") for part in ("voor", "kern", "na")))
    return Slide(SlideKey.MEEDOEN, title, (Codes(codes),), (text("bijeenkomst.spreker.meedoen"),))


def _counted_title(key: str, count: int) -> Headline:
    before = all_texts().get(f"bijeenkomst.{key}.voor", "") if count else ""
    return Headline(before, plural(f"bijeenkomst.{key}.kern", count), plural(f"bijeenkomst.{key}.na", count))


def _short(said: str) -> str:
    return shorten(said, _LONGEST, placeholder="…")


def _who(one: Said) -> str:
    return text("bijeenkomst.wie", naam=one.name, actie=one.action)


def _helper(one: Said) -> str:
    """Who could help, and how often somebody offered to."""
    helper = text("bijeenkomst.vragen.helper", naam=section_name(one.helper)) if one.helper else ""
    offered = plural("bijeenkomst.vragen.aanbod", one.offers) if one.offers else ""
    return " · ".join(filter(None, (helper, offered)))


def _said_table(key: str, said: tuple[Said, ...], told: Callable[[Said], str]) -> Table:
    rows = tuple((one.name, one.action, told(one)) for one in said)
    columns = (words("naam"), words("actie"), Column(text(f"bijeenkomst.tabel.{key}"), ColumnKind.TEXT))
    return Table(text(f"label.slidekey.{key}"), columns, rows)
