"""Quotes that do not come in pairs: one that opens a cell too many swallows the rows below it."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from dsw.errors import UnreadableFile

#: Of fewer columns than this a line says too little: prose may hold as many commas.
_FEWEST = 4


class Span(NamedTuple):
    """A record of more than one line.

    Attributes:
        row: the record's number; start, end: its lines, counted from 0, the last not included.
    """

    row: int
    start: int
    end: int


def swallowed(
    lines: Iterator[str], spans: Iterable[Span], rows: Sequence[Sequence[str]], delimiter: str
) -> Mapping[int, int]:
    """The records whose lines look like rows, with the number of lines.

    Args:
        lines: all lines of the file; spans: the records of more than one, in order.
        rows: all records as they were read.

    Raises:
        UnreadableFile: a quote in such a record ends within a cell: what follows may be rows.
    """
    found, at, width = {}, 0, 0
    for span in spans:
        width = width or _usual_width(rows)
        own = list(islice(lines, span.start - at, span.end - at))
        at = span.end
        if not _paired(own, delimiter):
            raise UnreadableFile("bestand.aanhalingsteken_los", rij=span.row)
        if _are_rows(own, delimiter, width) or _holds_tabs(rows[span.row - 1], delimiter):
            found[span.row] = len(own)
    return found


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    ((width, _count),) = Counter(map(len, rows)).most_common(1)
    return width


def _are_rows(lines: Iterable[str], delimiter: str, width: int) -> bool:
    """Whether each line, quotes left aside, has as many cells as most rows have."""
    return width >= _FEWEST and {line.count(delimiter) for line in lines} == {width - 1}


def _holds_tabs(cells: Iterable[str], delimiter: str) -> bool:
    """Whether a cell of several lines holds the tab that parts cells: nobody types that into a form."""
    return delimiter == "\t" and any("\t" in cell and len(cell.splitlines()) > 1 for cell in cells)


def _paired(lines: Iterable[str], delimiter: str) -> bool:
    """Whether each quote that closes stands at the end of its cell."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
