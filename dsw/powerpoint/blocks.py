"""The blocks of a slide, each drawn with native shapes that can be changed in PowerPoint."""

import io
from collections.abc import Callable, Mapping
from textwrap import shorten, wrap
from types import MappingProxyType
from typing import Any

import segno
from pptx.util import Emu

from dsw.palette import LIGHT
from dsw.pictures.bars import parts_said
from dsw.powerpoint.charts import draw_bars
from dsw.powerpoint.maps import draw_map, draw_steps
from dsw.powerpoint.sheet import FILLS, Box, Fill, Line, Run, Sheet, tell
from dsw.powerpoint.tables import draw_table
from dsw.powerpoint.template import PIXEL
from dsw.slides import (
    Agreed,
    Bars,
    Block,
    Code,
    Codes,
    Numbers,
    Points,
    Prose,
    Quote,
    Quotes,
    RegionMap,
    Slide,
)
from dsw.slides.tabled import counts_beside, provinces_of
from dsw.texts import label, text

#: So many numbers have room for words of a good size; no number is larger (points).
_FEW, _LARGE = 4, 54
#: How wide a figure is, as a share of its size: wide enough for letters that come in the place of ours.
_DIGIT = 0.72
#: A sign is so much wider than a digit, in the letters of whoever lacks ours.
_SIGN = 0.5
#: About so many letters of a point of agreement stand on a line, and so many lines on a slide.
_ON_A_LINE, _LINES = 86, 9
#: So much is said of who wrote something.
_WHO = 90
#: How high the headings beside a chart stand.
_HEADS = 34


def draw_block(sheet: Sheet, box: Box, slide: Slide, block: Block) -> float:
    """Draw one block of a slide into a box; returns where it ends."""
    return _DRAW[type(block)](sheet, box, slide, block)


def chunks(slide: Slide) -> list[Slide]:
    """A slide as the slides it takes: more than one where more was agreed than fits on one."""
    agreed = [block for block in slide.blocks if isinstance(block, Agreed)]
    return [slide] if not agreed else [_with(slide, part) for part in _parts(agreed[0])]


def _parts(agreed: Agreed) -> list[Agreed]:
    parts: list[list[Any]] = [[]]
    lines = 0
    for one in agreed.lines:
        taken = max(len(wrap(one.words, _ON_A_LINE)), 1)
        if parts[-1] and lines + taken > _LINES:
            parts.append([])
            lines = 0
        parts[-1].append(one)
        lines += taken
    return [Agreed(tuple(part)) for part in parts]


def _with(slide: Slide, block: Block) -> Slide:
    return Slide(slide.key, slide.title, (block,), slide.speaker, slide.table, slide.note)


# -------------------------------------------------------------------------------------- the blocks


def _numbers(sheet: Sheet, box: Box, _slide: Slide, block: Numbers) -> float:
    many, gap = len(block.numbers), 28
    width = (box.width - gap * (many - 1)) / many
    beside = 18 if many <= _FEW else 15
    longest = max(
        len(one.figure) + _SIGN * one.figure.startswith(("+", "\N{MINUS SIGN}")) for one in block.numbers
    )
    size = min(_LARGE, 0.75 * width / (_DIGIT * longest))
    for place, one in enumerate(block.numbers):
        x = box.x + place * (width + gap)
        sheet.block(Box(x, box.y, width, 6), FILLS[one.tone] if one.tone else Fill(LIGHT.accent))
        lines: list[Line] = [
            (Run(one.figure, size, bold=True),),
            (Run(one.words, beside),),
        ]
        lines += [(Run(one.small, 15, LIGHT.quiet),)] if one.small else []
        sheet.words(Box(x, box.y + 18, width, 210), one.words, lines, after=2)
    return box.y + 240


def _bars(sheet: Sheet, box: Box, slide: Slide, block: Bars) -> float:
    """A table with the name of each row, and beside it the chart with its bars at the same heights."""
    table = counts_beside(slide, block)
    widths = (264, *(142,) * (len(table.columns) - 2), 128)
    y, height = box.y - 14, box.height - 14
    chart = Box(box.x + sum(widths) + 16, y + _HEADS, box.width - sum(widths) - 16, height - _HEADS)
    place = Box(box.x, y, sum(widths), height)
    draw_table(sheet, place, table, widths=widths, size=13, heads=_HEADS)
    said = "; ".join(f"{row.number} {row.name}: {parts_said(row.tally)}" for row in block.rows)
    draw_bars(sheet, chart, block.rows, table.caption, f"{slide.speaker[0]} {said}.")
    _legend(sheet, Box(box.x, y + height + 8, box.width, 24))
    return box.y + box.height


def _legend(sheet: Sheet, box: Box) -> None:
    """What the colours of the bars mean."""
    width = box.width / len(FILLS)
    for place, (segment, how) in enumerate(FILLS.items()):
        x = box.x + place * width
        sheet.block(Box(x, box.y + 3, 16, 16), how)
        sheet.words(Box(x + 24, box.y, width - 28, 24), label(segment), [(Run(label(segment), 13),)])


def _points(sheet: Sheet, box: Box, _slide: Slide, block: Points) -> float:
    step = min(box.height / max(len(block.rows), 1), 84)
    for place, fact in enumerate(block.rows):
        y = box.y + place * step
        figure: Line = (Run(fact.figure, 26, LIGHT.accent, bold=True),)
        sheet.words(Box(box.x, y, 110, step), fact.figure, [figure])
        sheet.words(Box(box.x + 126, y + 2, box.width - 126, step), fact.words, [(Run(fact.words, 21),)])
    return box.y + step * len(block.rows)


def _prose(sheet: Sheet, box: Box, _slide: Slide, block: Prose) -> float:
    lead = (Run(f"{block.lead} ", 20, bold=True),) if block.lead else ()
    sheet.words(Box(box.x, box.y, box.width, 80), block.lead or block.words, [(*lead, Run(block.words, 20))])
    return box.y + 90


def _map(sheet: Sheet, box: Box, slide: Slide, block: RegionMap) -> float:
    """What the colours mean, the map, and beside it the provinces in a table."""
    view, table = block.view, provinces_of(block.view)
    draw_steps(sheet, Box(box.x, box.y, 190, box.height), view)
    draw_map(sheet, Box(box.x + 190, box.y - 10, 370, box.height + 6), view, slide.speaker[0])
    height = min(25 * len(table.rows) + 40, box.height)
    place = Box(box.x + 590, box.y - 10, box.width - 590, height)
    draw_table(sheet, place, table, widths=(2.4, 2.7, 2.2, 2.8), size=12, heads=40)
    return box.y + box.height


def _quotes(sheet: Sheet, box: Box, _slide: Slide, block: Quotes) -> float:
    step = box.height / 3
    for place, quote in enumerate(block.quotes):
        y = box.y + place * step
        lines = len(wrap(quote.words, _ON_A_LINE)) or 1
        sheet.block(Box(box.x, y + 4, 4, 28 + 33 * lines), Fill(LIGHT.busy))
        sheet.words(Box(box.x + 22, y, box.width - 22, step - 8), quote.who, _quote(quote), after=2)
    return box.y + box.height


def _quote(quote: Quote) -> list[Line]:
    after = f" {quote.after}" if quote.after else ""
    who = shorten(quote.who, _WHO, placeholder="…")
    size = 20 if len(quote.words) <= _ON_A_LINE else 17
    said: Line = (Run(text("meenemen.citaat", woorden=quote.words), size),)
    return [said, (Run(f"{who}.{after}", 14, LIGHT.quiet),)]


def _agreed(sheet: Sheet, box: Box, _slide: Slide, block: Agreed) -> float:
    lines: list[Line] = [(Run(one.words, 20),) for one in block.lines]
    empty: list[Line] = [(Run(text("meenemen.ruimte_voor_afspraken"), 20, LIGHT.quiet),)]
    sheet.words(box, text("label.slidekey.afspraken"), lines or empty, after=8, listed=True)
    return box.y + box.height


def _codes(sheet: Sheet, box: Box, _slide: Slide, block: Codes) -> float:
    width = box.width / max(len(block.codes), 1)
    for place, code in enumerate(block.codes):
        x = box.x + place * width
        size = 250 * PIXEL
        picture = sheet.slide.shapes.add_picture(
            _qr(code), Emu(round(x * PIXEL)), Emu(round(box.y * PIXEL)), Emu(size), Emu(size)
        )
        tell(picture, sheet.named(code.shown), text("meenemen.qr", adres=code.shown))
        link = Run(code.shown, 20, LIGHT.accent, bold=True, address=code.address)
        sheet.words(Box(x, box.y + 266, width - 30, 110), code.words, [(Run(code.words, 20),), (link,)])
    return box.y + box.height


def _qr(code: Code) -> io.BytesIO:
    out = io.BytesIO()
    segno.make(code.address, micro=False).save(out, kind="png", scale=12, border=2, dark=LIGHT.ink)
    out.seek(0)
    return out


_DRAW: Mapping[type[Block], Callable[[Sheet, Box, Slide, Any], float]] = MappingProxyType(
    {
        Numbers: _numbers,
        Bars: _bars,
        Points: _points,
        Prose: _prose,
        RegionMap: _map,
        Quotes: _quotes,
        Agreed: _agreed,
        Codes: _codes,
    }
)
