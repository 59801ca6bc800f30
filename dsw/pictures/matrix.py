"""A cross-table as coloured cells with their counts in them."""

from collections.abc import Sequence

from dsw.pictures.canvas import HIDDEN, Canvas, room
from dsw.pictures.frame import MARGIN
from dsw.pictures.maps import legend
from dsw.shades import Scale, even_scale
from dsw.tables import AtLeast, written
from dsw.texts import text
from dsw.views import Cell, Matrix

_HEAD = 30
_ROW = 40
_NAMES = 195


def matrix(canvas: Canvas, top: float, shown: Matrix, rows: Sequence[str], columns: Sequence[str]) -> float:
    """Legend, headings and cells; returns where they end.

    Args:
        canvas: the sheet.
        top: where to begin.
        shown: the cross-table.
        rows: what to write beside each row.
        columns: what to write above each column.
    """
    scale = even_scale([cell.count for cells in shown.cells for cell in cells])
    y = (
        legend(
            canvas,
            top,
            scale,
            text("schaal.geen"),
            hidden=any(cell.hidden and not cell.count for cells in shown.cells for cell in cells),
        )
        + _HEAD
    )
    left = MARGIN + _NAMES
    width = (canvas.width - MARGIN - left) / max(len(columns), 1)
    for place, name in enumerate(columns):
        middle = left + width * (place + 0.5)
        size = 13 if room(name, 13) < width else 11
        canvas.words(middle, y - 10, name, size=size, anchor="middle", bold=size > 11)
    for name, cells in zip(rows, shown.cells, strict=True):
        size = 14 if room(name, 14) < _NAMES - 8 else 12
        canvas.words(MARGIN, y + _ROW / 2 + 5, name, size=size)
        for place, cell in enumerate(cells):
            _cell(canvas, left + width * place, y, width, cell, scale)
        y += _ROW
    return y


def _cell(canvas: Canvas, x: float, y: float, width: float, cell: Cell, scale: Scale) -> None:
    step = scale.step(cell.count)
    unknown = cell.hidden and not cell.count
    fill = HIDDEN if unknown else scale.colour(canvas.palette, step)
    stroke = canvas.palette.outline if step < 2 else "none"
    canvas.rect(x + 1, y + 1, width - 2, _ROW - 2, fill, stroke)
    ink = scale.ink(canvas.palette, step)
    if unknown:
        canvas.rect(x + width / 2 - 16, y + 9, 32, _ROW - 18, canvas.palette.paper)
    if cell.count or cell.hidden:
        shown = written(AtLeast(cell.count) if cell.hidden else cell.count)
        canvas.words(x + width / 2, y + _ROW / 2 + 5, shown, size=14, fill=ink, anchor="middle")
