"""Bars, maps and codes on a slide: drawn as the pictures are, in colours that follow the screen's theme."""

from dataclasses import fields
from textwrap import wrap

import segno

from dsw.palette import Palette
from dsw.pictures import bars
from dsw.pictures.canvas import HIDDEN, Canvas, Point, hatches
from dsw.pictures.maps import hexagon, is_hidden, municipality_words
from dsw.regions import load_regions
from dsw.segments import segments
from dsw.sentences import region_name
from dsw.shades import STEPS, Scale, growing_scale
from dsw.texts import label, listing, text
from dsw.views import MunicipalityRow, RegionsView, Tally

#: A bar's own measures (pixels of the drawing); so wide is a municipality.
_WIDTH, _HEIGHT, _HEXAGON = 400, 20, 100.0
#: Of so many municipalities each still has room for its name.
_NAMED = 70


class Themed(Palette):
    """The colours as the stylesheet names them: light, dark and paper each fill in their own."""

    @property
    def on_ramp(self) -> tuple[str, ...]:
        """Text on each step of a map."""
        return tuple(f"var(--dsw-on-ramp-{step})" for step in range(1, STEPS + 1))


THEMED = Themed(**{one.name: f"var(--dsw-{one.name.replace('_', '-')})" for one in fields(Palette)})


def hatches_svg() -> str:
    """What hatched fills point at; stands once on the page, and is never hidden."""
    fills = f"<defs>{hatches(THEMED)}</defs>"
    return f'<svg class="dia-arcering" width="0" height="0" aria-hidden="true">{fills}</svg>'


def bar_svg(tally: Tally) -> str:
    """One stacked bar; counts stand inside where they fit."""
    canvas = Canvas(_WIDTH, THEMED)
    bars.bar(canvas, 0, 0, _WIDTH, tally, _HEIGHT)
    shown = [(segment, count) for segment, count in segments(tally) if count]
    parts = [text("balk.deel", n=count, segment=label(segment)) for segment, count in shown]
    said = listing(parts) if parts else bars.empty_words(tally)
    return canvas.piece((0, 0, _WIDTH, _HEIGHT), said)


def map_svg(view: RegionsView, said: str) -> str:
    """A hexagon per municipality that is shown; names where there is room.

    Args:
        said: what is to be seen, for whoever cannot see it.
    """
    canvas = Canvas(_WIDTH, THEMED)
    scale = scale_of(view)
    centres = [
        _place(canvas, row, scale, named=len(view.municipalities) <= _NAMED) for row in view.municipalities
    ]
    left, top = (min(place) - 0.6 * _HEXAGON for place in zip(*centres, strict=True))
    right, bottom = (max(place) + 0.6 * _HEXAGON for place in zip(*centres, strict=True))
    return canvas.piece((left, top, right - left, bottom - top), said)


def scale_of(view: RegionsView) -> Scale:
    """What the colours of a map mean."""
    return growing_scale([row.signatories.total for row in view.municipalities])


def _place(canvas: Canvas, row: MunicipalityRow, scale: Scale, *, named: bool) -> Point:
    place = load_regions().municipality(row.code)
    x, y = place.x * _HEXAGON, place.y * _HEXAGON
    step = scale.step(row.signatories.total)
    hidden = is_hidden(row)
    fill = HIDDEN if hidden else scale.colour(canvas.palette, step)
    outline = canvas.palette.outline if hidden or not step else canvas.palette.paper
    canvas.polygon([hexagon((x, y), _HEXAGON)], fill, outline, 1.5)
    if named:
        ink = canvas.palette.ink if hidden else scale.ink(canvas.palette, step)
        _write(canvas, (x, y), row, ink)
    return x, y


def _write(canvas: Canvas, centre: Point, row: MunicipalityRow, ink: str) -> None:
    """Its count, and its name below; on hatching they stand on paper."""
    x, y = centre
    if is_hidden(row):
        canvas.rect(x - 40, y - 26, 80, 56, canvas.palette.paper)
    canvas.words(x, y - 6, municipality_words(row), size=24, fill=ink, anchor="middle", bold=True)
    for line, words in enumerate(wrap(region_name(row.code), 12)[:2]):
        canvas.words(x, y + 11 + 13 * line, words, size=13, fill=ink, anchor="middle")


def code_svg(address: str) -> str:
    """An address as a QR code, dark on light whatever the theme: else no phone reads it."""
    drawn = segno.make(address, error="m", micro=False)
    return drawn.svg_inline(
        border=3, dark="#000", light="#fff", svgclass="dia-qr", lineclass=None, omitsize=True, svgversion=None
    )
