"""The slides of a meeting, from the answers of its deck. One object a slide: every way to show it eats that.

deck (dsw.queries.slides) -> presentation -> screen, print, PowerPoint, PDF
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dsw.slides import figures, talking
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
from dsw.texts import text
from dsw.views import Deck, SlideKey, Stamp

_SLIDES: Mapping[SlideKey, Callable[[Deck, str], Slide]] = MappingProxyType(
    {
        SlideKey.STAND: lambda deck, _site: figures.stand(deck),
        SlideKey.SINDS: lambda deck, _site: figures.since(deck),
        SlideKey.SECTIES: lambda deck, _site: figures.sections(deck),
        SlideKey.DOELGROEPEN: lambda deck, _site: figures.groups(deck),
        SlideKey.KAART: lambda deck, _site: figures.region_map(deck),
        SlideKey.WITTE_VLEKKEN: lambda deck, _site: figures.white_spots(deck),
        SlideKey.BESPREKEN: lambda deck, _site: talking.to_discuss(deck),
        SlideKey.VRAGEN: lambda deck, _site: talking.asks(deck),
        SlideKey.WOORDEN: lambda deck, _site: talking.own_words(deck),
        SlideKey.AFSPRAKEN: lambda deck, _site: talking.agreements(deck),
        SlideKey.MEEDOEN: lambda _deck, site: talking.join_in(site),
    }
)


def presentation(deck: Deck, site: str) -> Presentation:
    """A meeting as it is shown.

    Args:
        deck: its answers.
        site: the site's own address, without a slash at its end.
    """
    meeting = deck.meeting
    heading = text("bijeenkomst.kop", naam=meeting.name, dag=meeting.day)
    slides = tuple(_SLIDES[key](deck, site) for key in meeting.slides)
    return Presentation(meeting, deck.stamp, heading, _foot(deck.stamp), slides, deck.agreements)


def _foot(stamp: Stamp) -> str:
    parts = (
        text("onder.stand", dag=stamp.op),
        text("onder.bron"),
        text("onder.voorbeeld") if stamp.demo else "",
    )
    return " · ".join(part for part in parts if part)


__all__ = [
    "Agreed",
    "BarRow",
    "Bars",
    "BigNumber",
    "Block",
    "Code",
    "Codes",
    "Numbers",
    "Points",
    "Presentation",
    "Prose",
    "Quote",
    "Quotes",
    "RegionMap",
    "Slide",
    "presentation",
]
