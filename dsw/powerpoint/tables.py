"""Native tables: with a row of headings, numbers to the right, thin rules and no boxes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dsw.palette import LIGHT
from dsw.powerpoint.sheet import Box, Run, Sheet, tell, write
from dsw.powerpoint.template import PIXEL
from dsw.tables import Column, ColumnKind, Table, written
from dsw.texts import text

if TYPE_CHECKING:
    from pptx.table import _Cell

#: So many rows and columns of figures fit on a slide that holds nothing else.
ROWS, COLUMNS = 14, 7
_WIDE = 2.2
#: The table style of PowerPoint that draws nothing by itself.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_RULE = (
    '<a:{side} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="9525"><a:solidFill>'
    '<a:srgbClr val="{colour}"/></a:solidFill></a:{side}>'
)


def draw_table(
    sheet: Sheet,
    box: Box,
    table: Table,
    *,
    widths: Sequence[float] = (),
    size: float = 14,
    heads: float | None = None,
) -> None:
    """A table.

    Args:
        sheet: where it comes.
        box: where it stands; its rows share what is left of its height.
        table: what it holds.
        widths: of its columns, in proportion; without them those of words are wider.
        size: of its letters, in points.
        heads: how high the row of headings is, in pixels; as high as the others without it.
    """
    rows, columns = max(len(table.rows), 1) + 1, len(table.columns)
    frame = sheet.slide.shapes.add_table(rows, columns, *box.emu)
    tell(frame, sheet.named(table.caption), table.caption)
    drawn = frame.table
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001
    drawn.first_row, drawn.first_col, drawn.horz_banding = True, True, False
    _measure(
        drawn, box, widths or [_WIDE if one.kind is ColumnKind.TEXT else 1 for one in table.columns], heads
    )
    for place, column in enumerate(table.columns):
        _cell(drawn.cell(0, place), column.title, column, size - 2, bold=True)
    for down, row in enumerate(table.rows, 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _cell(drawn.cell(down, place), written(value, column.kind), column, size, bold=False)
    if not table.rows:
        _cell(drawn.cell(1, 0), text("tabel.leeg"), table.columns[0], size, bold=False)


def pages_of(table: Table) -> list[Table]:
    """A table in parts that each fit on a slide: wide ones by their parts, long ones by their rows."""
    ends = [1]
    for many in table.parts or _halves(len(table.columns) - 1):
        ends.append(ends[-1] + many)
    starts = range(0, max(len(table.rows), 1), ROWS)
    return [
        Table(
            table.caption,
            (table.columns[0], *table.columns[low:high]),
            tuple((row[0], *row[low:high]) for row in table.rows[start : start + ROWS]),
        )
        for low, high in pairwise(ends)
        for start in starts
    ]


def _halves(columns: int) -> tuple[int, ...]:
    """How many columns stand on each slide."""
    return (columns,) if columns <= COLUMNS else (COLUMNS, columns - COLUMNS)


def _measure(drawn: Any, box: Box, widths: Sequence[float], heads: float | None) -> None:
    whole = sum(widths)
    for column, part in zip(drawn.columns, widths, strict=True):
        column.width = Emu(round(box.width * part / whole * PIXEL))
    first, *others = drawn.rows
    first_high = box.height / (len(others) + 1) if heads is None else heads
    first.height = Emu(round(first_high * PIXEL))
    for row in others:
        row.height = Emu(round((box.height - first_high) / len(others) * PIXEL))


def _cell(cell: "_Cell", words: str, column: Column, size: float, *, bold: bool) -> None:
    cell.margin_left = cell.margin_right = Emu(4 * PIXEL)
    cell.margin_top = cell.margin_bottom = Emu(PIXEL)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if bold else MSO_ANCHOR.MIDDLE
    align = "l" if column.kind in (ColumnKind.TEXT, ColumnKind.DAY) else "r"
    colour = LIGHT.quiet if bold else LIGHT.ink
    write(cell.text_frame, [(Run(words, size, colour, bold),)], align=align)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx draws no borders
    ground = LIGHT.outline if bold else LIGHT.rule
    properties.insert(0, etree.fromstring(_RULE.format(side="lnB", colour=ground.lstrip("#"))))
    cell.text_frame.paragraphs[0].font.size = Pt(size)
