"""What stands around every picture: title and sentence above, the day and the source below."""

from collections.abc import Callable

from dsw.pictures.canvas import Canvas
from dsw.texts import moment, text
from dsw.views import Stamp

MARGIN = 40
WIDTH = 960

#: Draws a figure's body from ``top`` down and returns where it ends.
Draw = Callable[[Canvas, float], float]


def framed(title: str, sentence: str, stamp: Stamp, draw: Draw, *, credit: str = "") -> str:
    """One picture as an SVG document.

    Args:
        title: the figure's heading.
        sentence: the figure's sentence; also the description for whoever cannot see the picture.
        stamp: of which day the figures are.
        draw: draws the body.
        credit: whose material the drawing rests on.
    """
    canvas = Canvas(WIDTH)
    inner = WIDTH - 2 * MARGIN
    bottom = canvas.paragraph(MARGIN, MARGIN - 10, title, inner, size=28, bold=True)
    bottom = canvas.paragraph(MARGIN, bottom + 6, sentence, inner * 0.85, size=17)
    bottom = draw(canvas, bottom + 24)
    canvas.rule(MARGIN, bottom + 20, inner)
    quiet = canvas.palette.quiet
    bottom = canvas.paragraph(MARGIN, bottom + 30, foot(stamp, credit), inner, size=14, fill=quiet)
    return canvas.svg(bottom + 24, title, sentence)


def foot(stamp: Stamp, credit: str = "") -> str:
    """The line under a figure, on a page and in its picture: the day, the last change, the source."""
    changed = (
        text("onder.gewijzigd", moment=moment(stamp.changed_at))
        if stamp.changed_at is not None
        else text("onder.nooit_gewijzigd")
    )
    example = text("onder.voorbeeld") if stamp.demo else ""
    parts = (text("onder.stand", dag=stamp.op), changed, text("onder.bron"), credit, example)
    return " · ".join(part for part in parts if part)
