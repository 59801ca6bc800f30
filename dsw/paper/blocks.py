"""What the hand-out holds, as plain data for the sheet: a slide's words, numbers, tables and map."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from dsw.palette import LIGHT
from dsw.paper.letters import readable
from dsw.pictures.bars import parts_said
from dsw.pictures.maps import hexagon, hexagon_cells, hexagon_scale
from dsw.segments import Segment, segments
from dsw.slides import (
    Agreed,
    Bars,
    Block,
    Codes,
    Numbers,
    Points,
    Prose,
    Quotes,
    RegionMap,
    Slide,
)
from dsw.slides.shapes import code_svg
from dsw.slides.tabled import counts_beside, provinces_of
from dsw.tables import ColumnKind, Table, written
from dsw.tables.parts import counted
from dsw.texts import label, plural, text
from dsw.views import SlideKey, Tally

Data: TypeAlias = dict[str, Any]

#: So wide is the map (points), and so wide a municipality at most.
_MAP, _LARGEST = 215.0, 26.0
#: About so many letters of what was agreed fit; the report holds all of it.
_AGREED = 2_400
#: A line takes room beyond its letters.
_LINE = 60


def slide_data(slide: Slide) -> Data:
    """One slide for the sheet: its title, what can be said with it, and its blocks."""
    title = slide.title
    return {
        "before": readable(title.before),
        "accent": readable(title.accent),
        "after": readable(title.after),
        "said": [readable(words) for words in slide.told],
        "blocks": [one for block in slide.blocks for one in _DRAW[type(block)](slide, block)],
        "note": readable(slide.note) if slide.note not in " ".join(slide.told) else "",
    }


def table_data(table: Table, widths: Sequence[float] = ()) -> Data:
    """A table for the sheet."""
    texts = [column.kind in (ColumnKind.TEXT, ColumnKind.DAY) for column in table.columns]
    return {
        "kind": "table",
        "widths": list(widths) or [2.4 if one else 1 for one in texts],
        "words": texts,
        "head": [_head(column.title) for column in table.columns],
        "rows": [
            [readable(written(value, column.kind)) for column, value in zip(table.columns, row, strict=True)]
            for row in table.rows
        ]
        or [[text("tabel.leeg"), *[""] * (len(texts) - 1)]],
    }


def _head(words: str, swatch: str = "") -> Data:
    return {"words": readable(words), "swatch": swatch}


def _numbers(slide: Slide, block: Numbers) -> list[Data]:
    numbers = [
        {
            "figure": one.figure,
            "words": readable(one.words),
            "small": one.small,
            "tone": one.tone.value if one.tone else "accent",
        }
        for one in block.numbers
    ]
    shown: list[Data] = [{"kind": "numbers", "numbers": numbers}]
    if slide.key is SlideKey.STAND and slide.table is not None:
        shown.append(table_data(slide.table, (3, 1, 1)))
    return shown


def _bars(slide: Slide, block: Bars) -> list[Data]:
    """A table with a bar in each row, and the counts of its parts below what its colours mean."""
    beside = counts_beside(slide, block)
    first, *counts = (_head(column.title) for column in beside.columns)
    parts = [_head(label(segment), segment.value) for segment in Segment]
    rows = [
        [
            readable(written(cells[0])),
            _bar(row.tally),
            *(
                written(value, column.kind)
                for column, value in zip(beside.columns[1:], cells[1:], strict=True)
            ),
            *_parts(row.tally),
        ]
        for cells, row in zip(beside.rows, block.rows, strict=True)
    ]
    return [
        {
            "kind": "table",
            "widths": [2.9, 2.4, *(1.3,) * (len(counts) - 1), 1.7, *(1.08,) * len(parts)],
            "words": [True, True, *(False,) * (len(counts) + len(parts))],
            "head": [first, _head(text("meenemen.beeld")), *counts, *parts],
            "rows": rows,
        }
    ]


def _parts(tally: Tally) -> list[str]:
    return [written(counted(count, hidden=tally.hidden_persons)) for _, count in segments(tally)]


def _bar(tally: Tally) -> Data:
    """A bar in whole parts of a hundred, and what it shows."""
    shown = [(segment, count) for segment, count in segments(tally) if count]
    parts = [[segment.value, 100 * count / tally.total] for segment, count in shown]
    return {"alt": parts_said(tally), "parts": parts or [["nooit" if tally.unsure else "accent", 0]]}


def _points(_slide: Slide, block: Points) -> list[Data]:
    rows = [{"figure": readable(row.figure), "words": readable(row.words)} for row in block.rows]
    return [{"kind": "points", "rows": rows}]


def _prose(_slide: Slide, block: Prose) -> list[Data]:
    return [{"kind": "prose", "lead": readable(block.lead), "words": readable(block.words)}]


def _map(slide: Slide, block: RegionMap) -> list[Data]:
    """The hexagons as points on the page, and the provinces beside them."""
    cells, scale = hexagon_cells(block.view), hexagon_scale(block.view)
    xs, ys = ([cell.centre[axis] for cell in cells] for axis in (0, 1))
    size = min(_MAP / (max(xs) - min(xs) + 1), _LARGEST)
    steps = [{"fill": LIGHT.nobody, "words": scale.nobody}]
    steps += [
        {"fill": scale.colour(LIGHT, step), "words": words} for step, words in enumerate(scale.words, 1)
    ]
    if any(cell.hidden for cell in cells):
        steps.append({"fill": "verborgen", "words": text("schaal.verborgen")})
    return [
        {
            "kind": "map",
            "alt": readable(" ".join(slide.told)),
            "size": size,
            "width": _MAP,
            "height": (max(ys) - min(ys) + 1.3) * size,
            "corners": hexagon((size / 2, size / 2), size),
            "cells": [
                [
                    (cell.centre[0] - min(xs)) * size,
                    (cell.centre[1] - min(ys)) * size,
                    "verborgen" if cell.hidden else scale.colour(LIGHT, cell.step),
                ]
                for cell in cells
            ],
            "steps": steps,
            "table": table_data(provinces_of(block.view), (2.2, 1.9, 1.5, 2)),
        }
    ]


def _quotes(_slide: Slide, block: Quotes) -> list[Data]:
    quotes = [
        {
            "words": text("meenemen.citaat", woorden=readable(one.words)),
            "who": " ".join(filter(None, (f"{readable(one.who)}.", readable(one.after)))),
        }
        for one in block.quotes
    ]
    return [{"kind": "quotes", "quotes": quotes}]


def _agreed(_slide: Slide, block: Agreed) -> list[Data]:
    """What was agreed, as much of it as fits; how much more there is."""
    lines: list[str] = []
    for one in block.lines:
        words = readable(one.words)
        if sum(len(line) + _LINE for line in lines) + len(words) > _AGREED:
            break
        lines.append(words)
    shown: list[Data] = [{"kind": "list", "lines": lines}] if lines else []
    more = len(block.lines) - len(lines)
    told = plural("meenemen.meer_afspraken", more) if more else ""
    empty = "" if block.lines else text("meenemen.geen_afspraken")
    return [*shown, *_words(told or empty)]


def _words(said: str) -> list[Data]:
    return [{"kind": "prose", "lead": "", "words": said}] if said else []


def _codes(_slide: Slide, block: Codes) -> list[Data]:
    codes = [
        {
            "svg": code_svg(code.address),
            "alt": text("meenemen.qr", adres=code.shown),
            "words": code.words,
            "address": code.address,
            "shown": code.shown,
        }
        for code in block.codes
    ]
    return [{"kind": "codes", "codes": codes}]


_DRAW: Mapping[type[Block], Callable[[Slide, Any], list[Data]]] = MappingProxyType(
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
