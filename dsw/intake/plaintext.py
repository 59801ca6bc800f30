"""CSV of any make: which encoding, which delimiter, which rows."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import NamedTuple

from dsw.errors import UnreadableFile
from dsw.intake.quotes import Span, swallowed
from dsw.intake.table import CELL_LIMIT, Table, checked

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What Excel and Drupal may put between cells; the usual ones win where half of the records agree.
_USUAL, _UNUSUAL = ",;\t|", ": ."
_STEADY, _SAMPLE = 0.5, 60
_LONGEST_CELL = 1_000_000
#: Control characters no text has; more than one in this many characters is no text.
_CONTROL = bytes({*range(32)} - {9, 10, 11, 12, 13})
_CONTROL_SHARE = 200
_PIECE = 1024 * 1024
#: How a web page begins, and one in an archive (MHTML), with or without a line about who saved it.
_WEB_PAGE = re.compile(
    rb"<(?:!--|!doctype|\?xml"
    rb"|(?:html|head|meta|title|style|script|body|div|table|center|span|font|form|h[1-6]|p|br)\b)"
)
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+: .*\r?\n){0,9}mime-version:")
_STRAY = "dsw-stray"
_END = "\N{OBJECT REPLACEMENT CHARACTER}eof"


def read_text(data: bytes) -> Table:
    """Read delimited text.

    Args:
        data: the file; UTF-8 with or without BOM, UTF-16 with BOM, or windows-1252, also line by line mixed.

    Raises:
        UnreadableFile: it is no text, holds no row, or a quote is never closed, or within a cell.
    """
    text = _written(data)
    delimiter, skipped = _announced(next(text.lines(), ""))
    if delimiter is None:
        delimiter = _detect(text)
    rows: list[tuple[str, ...]] = [()] * skipped
    repaired: set[int] = set()
    spans: list[Span] = []
    start = cells = 0
    for line, row in _records(islice(text.lines(), skipped, None), delimiter):
        rows.append(tuple(row))
        if text.strange and not text.strange.isdisjoint(range(start + skipped, line + skipped)):
            repaired.add(len(rows))
        if line - start > 1:
            spans.append(Span(len(rows), start + skipped, line + skipped))
        start, cells = line, cells + len(row)
        if cells > CELL_LIMIT:
            break
    table = checked(Table(tuple(rows), repaired=frozenset(repaired)))
    return replace(table, swallowed=swallowed(text.lines(), spans, rows, delimiter))


def looks_like_html(data: bytes) -> bool:
    """Whether a file is a web page or an XML spreadsheet, whatever it is called."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return bool(_WEB_PAGE.match(head) or _WEB_ARCHIVE.match(head))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is decoded while it is read, as often as it is read.

    Attributes:
        data: the file; encoding: how it was written.
        errors: what becomes of bytes the encoding does not know; strange: the indices of lines with those.
    """

    data: bytes
    encoding: str
    errors: str = "strict"
    strange: frozenset[int] = frozenset()

    def lines(self) -> Iterator[str]:
        """The lines, with their ends."""
        return io.TextIOWrapper(io.BytesIO(self.data), self.encoding, self.errors, newline="")


def _written(data: bytes) -> _Text:
    """The text in a file: UTF-8 where that is what it is, windows-1252 elsewhere.

    Raises:
        UnreadableFile: no text editor wrote this; well-formed UTF-8 may hold odd characters, but no NUL.
    """
    wide = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if wide:
        data = data.decode(wide, "replace").encode()
    sound = _is_utf8(data)
    controls = data.count(0) if sound else len(data) - len(data.translate(None, _CONTROL))
    if _CONTROL_SHARE * controls > len(data):
        raise UnreadableFile("bestand.geen_tekst")
    return _Text(data, "utf-8-sig") if sound else _mixed(data)


def _is_utf8(data: bytes) -> bool:
    """Whether all of a file is UTF-8; looked at in pieces, since a text may take four times the room."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mixed(data: bytes) -> _Text:
    """A file with bytes that are no UTF-8: some lines strayed, or all of it is windows-1252."""
    utf8 = data.startswith(codecs.BOM_UTF8)
    broken: set[int] = set()
    for index, line in enumerate(data.splitlines(keepends=True)):
        try:
            line.decode()
            utf8 = utf8 or not line.isascii()
        except UnicodeDecodeError:
            broken.add(index)
    return _Text(data, "utf-8-sig", _STRAY, frozenset(broken)) if utf8 else _Text(data, "cp1252", "ignore")


def _western(line: bytes) -> str:
    """Windows-1252; the five bytes it does not know are left out."""
    return line.decode("cp1252", "ignore")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252, and go on behind them."""
    assert isinstance(error, UnicodeDecodeError)
    return _western(error.object[error.start : error.end]), error.end


codecs.register_error(_STRAY, _stray)


def _announced(line: str) -> tuple[str | None, int]:
    """The delimiter that Excel's first line ``sep=;`` announces, and how many lines that takes."""
    first = line.rstrip("\r\n")
    if len(first) == len("sep=;") and first.lower().startswith("sep="):
        return first[-1], 1
    return None, 0


class _Score(NamedTuple):
    """How well a delimiter fits: most steady first, then most cells.

    Attributes:
        steady: the share of records with the same number of cells, more than one; width: that number.
        held: the share of records that hold the delimiter at all.
    """

    steady: float = 0.0
    width: int = 0
    held: float = 0.0


def _detect(text: _Text) -> str:
    """The delimiter under which most records have the same number of cells, more than one.

    Where rows break off at their last answer none may have that; then it is the one that most records hold.
    """
    scores = {delimiter: _score(text.lines(), delimiter) for delimiter in _USUAL + _UNUSUAL}
    usual = max(_USUAL, key=scores.__getitem__)
    if scores[usual].steady >= _STEADY:
        return usual
    best = max(scores, key=scores.__getitem__)
    held = max(_USUAL, key=lambda delimiter: (scores[delimiter].held, scores[delimiter]))
    return held if scores[held].held >= max(_STEADY, scores[best].steady) else best


def _score(lines: Iterator[str], delimiter: str) -> _Score:
    reader = csv.reader(lines, delimiter=delimiter)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # the records before it tell enough; the reading itself will say where
        widths.update(len(row) for row in islice(reader, _SAMPLE) if row)
    steady = [(count, width) for width, count in widths.items() if width > 1]
    if not steady:
        return _Score()
    (count, width), total = max(steady), widths.total()
    return _Score(round(count / total, 1), width, sum(count for count, _width in steady) / total)


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of lines read so far; a quote that stays open is refused."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            if row == [_END]:
                return
            if row and _END in row[-1]:
                break
            yield reader.line_num, row
            number += 1
    except csv.Error as error:
        raise UnreadableFile("bestand.csv", rij=number) from error
    raise UnreadableFile("bestand.aanhalingsteken", rij=number)
