"""Rows of a figure with words beside it."""

from collections.abc import Sequence

from dsw.pictures.canvas import Canvas
from dsw.pictures.frame import MARGIN
from dsw.sentences import Fact
from dsw.texts import plural, text

#: More rows than this do not fit a picture; the table has them all.
ROWS_SHOWN = 40


def facts(canvas: Canvas, top: float, shown: Sequence[Fact]) -> float:
    """A row per fact, its figure large; returns where they end."""
    y, left = top, MARGIN + 110
    for fact in shown[:ROWS_SHOWN]:
        canvas.rule(MARGIN, y, canvas.width - 2 * MARGIN)
        canvas.words(left - 16, y + 31, fact.figure, size=22, anchor="end", bold=True)
        y = max(
            canvas.paragraph(left, y + 10, fact.words, canvas.width - MARGIN - left, size=16) + 10, y + 46
        )
    if (rest := len(shown) - ROWS_SHOWN) > 0:
        canvas.rule(MARGIN, y, canvas.width - 2 * MARGIN)
        y = canvas.paragraph(left, y + 10, plural("feit.rest", rest), 600, fill=canvas.palette.quiet)
    if not shown:
        y = canvas.paragraph(MARGIN, y, text("tabel.leeg"), 600, fill=canvas.palette.quiet)
    return y
