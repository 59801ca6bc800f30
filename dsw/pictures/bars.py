"""Stacked bars: the nine rows, actions, groups, two days beside each other, and plain counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from dsw.palette import Palette
from dsw.pictures.canvas import HIDDEN, NEVER, STUCK, Canvas, lines, room
from dsw.pictures.frame import MARGIN
from dsw.segments import Segment, segments
from dsw.sentences import at_least
from dsw.texts import label, listing, number, percentage, plural, text
from dsw.views import Tally

_GAP = 2.0
_LEAST = 3.0
_BAR = 24
_NAME = 260
_WORDS = 170
_DAY = 86
#: From the middle of a bar to the middle of the next in its row.
_BETWEEN = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a number or code, a name, and the bars in it, each with its day when there are several."""

    number: str
    name: str
    bars: tuple[Tally, ...]
    days: tuple[str, ...] = ()


def fills(palette: Palette) -> dict[Segment, tuple[str, str, str]]:
    """Fill, stroke and the colour of a count in each segment ("" where none may stand)."""
    return {
        Segment.DONE: (palette.done, "none", palette.on_done),
        Segment.BUSY: (palette.busy, "none", palette.on_busy),
        Segment.STUCK: (STUCK, palette.outline, ""),
        Segment.STOPPED: (palette.stopped, "none", palette.on_stopped),
        Segment.NOT_STARTED: (palette.not_started, palette.outline, palette.on_not_started),
        Segment.NEVER: (NEVER, palette.outline, ""),
    }


def bar(canvas: Canvas, x: float, y: float, width: float, tally: Tally, height: float = _BAR) -> None:
    """One stacked bar; counts stand inside where they fit."""
    shown = [(segment, count) for segment, count in segments(tally) if count]
    if not shown:
        _nothing(canvas, (x, y, width, height), tally)
        return
    style = fills(canvas.palette)
    for (segment, count), part in zip(shown, _widths([count for _, count in shown], width), strict=True):
        fill, stroke, ink = style[segment]
        canvas.rect(x, y, part, height, fill, stroke)
        if ink and room(number(count), 13) + 8 < part:
            canvas.words(
                x + part / 2,
                y + height / 2 + 4.5,
                number(count),
                size=13,
                fill=ink,
                anchor="middle",
                bold=True,
            )
        x += part + _GAP


def legend(canvas: Canvas, top: float) -> float:
    """What the colours mean, on one line where it fits; returns where it ends."""
    x, y = float(MARGIN), top
    for segment, (fill, stroke, _) in fills(canvas.palette).items():
        width = 24 + room(label(segment), 15) + 20
        if x + width > canvas.width - MARGIN:
            x, y = float(MARGIN), y + 26
        canvas.rect(x, y, 16, 16, fill, stroke)
        canvas.words(x + 22, y + 13, label(segment))
        x += width
    return y + 30


def rows(canvas: Canvas, top: float, shown: Sequence[Row]) -> float:
    """Legend and rows, with thin rules between them; returns where they end."""
    y = legend(canvas, top)
    for row in shown:
        canvas.rule(MARGIN, y, canvas.width - 2 * MARGIN)
        y = _row(canvas, y + 1, row)
    return y


def single(canvas: Canvas, top: float, tally: Tally) -> float:
    """Legend and one wide bar, with its words below."""
    y = legend(canvas, top)
    bar(canvas, MARGIN, y + 4, canvas.width - 2 * MARGIN, tally, 40)
    for words in bar_words(tally):
        y += 24
        canvas.words(MARGIN, y + 44, words, size=16)
    return y + 66


def counts(canvas: Canvas, top: float, shown: Sequence[tuple[str, str, int, str]]) -> float:
    """Plain bars: code, name, a count and how it is written; nothing is drawn as emptiness."""
    y, most = top, max((count for _, _, count, _ in shown), default=0) or 1
    left, width = MARGIN + 500, canvas.width - 2 * MARGIN - 500 - 60
    for code, name, count, said in shown:
        canvas.rule(MARGIN, y, canvas.width - 2 * MARGIN)
        canvas.words(MARGIN, y + 22, code, size=16, bold=True, fill=canvas.palette.accent)
        canvas.words(MARGIN + 48, y + 22, name, size=14)
        fill, stroke = (canvas.palette.busy, "none") if count else (NEVER, canvas.palette.outline)
        canvas.rect(left, y + 8, max(width * count / most, 4) if count else width * 0.25, 18, fill, stroke)
        end = canvas.width - MARGIN
        canvas.words(end, y + 22, said, size=16, anchor="end", bold=True)
        y += 34
    return y


def bar_words(tally: Tally) -> tuple[str, ...]:
    """What stands beside a bar: how many pledges, and the range that is done."""
    count = at_least(tally.total, hidden=tally.hidden_persons)
    words = f"{count} {plural('woord.toezegging', tally.total)}"
    reach = done_words(tally)
    return (words, reach) if reach else (words,)


def empty_words(tally: Tally) -> str:
    """What a bar without parts means."""
    return text("balk.verborgen" if tally.hidden_persons else "balk.leeg")


def parts_said(tally: Tally) -> str:
    """What a bar shows, for whoever cannot see it: its parts with their counts."""
    shown = [(segment, count) for segment, count in segments(tally) if count]
    if not shown:
        return empty_words(tally)
    return listing([text("balk.deel", n=count, segment=label(segment)) for segment, count in shown])


def range_words(tally: Tally) -> str:
    """The range that is done in figures, for a cell: ``13% tot 55%``; a dash where none can be told."""
    if tally.done_range is None:
        return text("leeg")
    least, most = tally.done_range
    return percentage(least) if least == most else text("balk.van_tot", van=least, tot=most)


def done_words(tally: Tally) -> str:
    """The range that is done in words: ``13% tot 55% klaar``; "" where no range can be told."""
    if tally.done_range is None:
        return ""
    least, most = tally.done_range
    return text("balk.precies", van=least) if least == most else text("balk.bereik", van=least, tot=most)


def _row(canvas: Canvas, top: float, row: Row) -> float:
    height = 50 + _BETWEEN * (len(row.bars) - 1)
    name = lines(row.name, _NAME - 20, 15)[:2]
    height = max(height, 24 + 20 * len(name))
    middle = top + height / 2
    canvas.words(MARGIN, middle + 6, row.number, size=17, bold=True, fill=canvas.palette.accent)
    for place, line in enumerate(name):
        canvas.words(MARGIN + 44, middle + 5 + (place - (len(name) - 1) / 2) * 20, line)
    left = MARGIN + 44 + _NAME
    middles = [middle + _BETWEEN * (place - (len(row.bars) - 1) / 2) for place in range(len(row.bars))]
    for day, y in zip(row.days, middles, strict=False):
        canvas.words(left, y + 5, day, size=13, fill=canvas.palette.quiet)
    left += _DAY if row.days else 0
    width = canvas.width - MARGIN - _WORDS - left
    for tally, y in zip(row.bars, middles, strict=True):
        bar(canvas, left, y - _BAR / 2, width, tally)
        for place, words in enumerate(bar_words(tally)):
            canvas.words(canvas.width - MARGIN, y - 3 + 17 * place, words, size=14, anchor="end")
    return top + height


def _nothing(canvas: Canvas, box: tuple[float, float, float, float], tally: Tally) -> None:
    """The box of a bar without pledges, or of one whose pledges are all left out."""
    x, y, width, height = box
    quiet, outline = canvas.palette.quiet, canvas.palette.outline
    canvas.rect(x, y, width, height, HIDDEN if tally.hidden_persons else "none", outline)
    said = empty_words(tally)
    if tally.hidden_persons:
        canvas.rect(x + 6, y + 3, room(said, 13) + 8, height - 6, canvas.palette.paper)
    canvas.words(x + 10, y + height / 2 + 5, said, size=13, fill=quiet)


def _widths(counts: Sequence[int], width: float) -> list[float]:
    """Widths in proportion, with gaps between, none too thin to see."""
    free = width - _GAP * (len(counts) - 1) - _LEAST * len(counts)
    whole = sum(counts)
    return [_LEAST + free * count / whole for count in counts]
