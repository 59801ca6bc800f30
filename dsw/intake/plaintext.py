"""CSV of any make: which encoding, which delimiter, which rows."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from dsw.errors import UnreadableFile
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
_STRAY = "dsw-stray"
_END = "\N{OBJECT REPLACEMENT CHARACTER}eof"


def read_text(data: bytes) -> Table:
    """Read delimited text.

    Args:
        data: the file; UTF-8 with or without BOM, UTF-16 with BOM, or windows-1252, also line by line mixed.

    Raises:
        UnreadableFile: it is no text, holds no row, or a quote is never closed.
    """
    lines, strange = _decode(data)
    delimiter, skipped = _announced(lines)
    if delimiter is None:
        delimiter = _detect(lines)
    rows: list[tuple[str, ...]] = [()] * skipped
    repaired: set[int] = set()
    start = cells = 0
    for line, row in _records(lines[skipped:], delimiter):
        rows.append(tuple(row))
        if strange and not strange.isdisjoint(range(start + skipped, line + skipped)):
            repaired.add(len(rows))
        start, cells = line, cells + len(row)
        if cells > CELL_LIMIT:
            break
    return checked(Table(tuple(rows), repaired=frozenset(repaired)))


def looks_like_html(data: bytes) -> bool:
    """Whether a file is a web page or an XML spreadsheet, whatever it is called."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(b"<") and any(
        sign in head for sign in (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
    )


def _decode(data: bytes) -> tuple[list[str], set[int]]:
    """The lines as text, and the indices of lines with bytes of another encoding than the rest."""
    marked = data.startswith(codecs.BOM_UTF8)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            data = data.decode(encoding, "replace").encode()
            break
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
    _refuse_binary(data)
    return _decode_lines(data.splitlines(keepends=True), marked)


def _decode_lines(raw: Sequence[bytes], utf8: bool) -> tuple[list[str], set[int]]:
    """UTF-8 where that is what the file is, windows-1252 elsewhere."""
    lines: list[str] = []
    broken: set[int] = set()
    for index, line in enumerate(raw):
        try:
            lines.append(line.decode())
            utf8 = utf8 or not line.isascii()
        except UnicodeDecodeError:
            lines.append("")
            broken.add(index)
    for index in broken:
        lines[index] = raw[index].decode("utf-8", _STRAY) if utf8 else _western(raw[index])
    return lines, broken if utf8 else set()


def _western(line: bytes) -> str:
    """Windows-1252; the five bytes it does not know are left out."""
    return line.decode("cp1252", "ignore")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252, and go on behind them."""
    assert isinstance(error, UnicodeDecodeError)
    return _western(error.object[error.start : error.end]), error.end


codecs.register_error(_STRAY, _stray)


def _refuse_binary(data: bytes) -> None:
    """Refuse what no text editor wrote; well-formed UTF-8 may hold odd characters, but no NUL."""
    try:
        data.decode()
        controls = _CONTROL_SHARE * data.count(0)
    except UnicodeDecodeError:
        controls = _CONTROL_SHARE * (len(data) - len(data.translate(None, _CONTROL)))
    if controls > len(data):
        raise UnreadableFile("bestand.geen_tekst")


def _announced(lines: Sequence[str]) -> tuple[str | None, int]:
    """The delimiter that Excel's first line ``sep=;`` announces, and how many lines that takes."""
    first = lines[0].rstrip("\r\n") if lines else ""
    if len(first) == len("sep=;") and first.lower().startswith("sep="):
        return first[-1], 1
    return None, 0


def _detect(lines: Sequence[str]) -> str:
    """The delimiter under which most records have the same number of cells, more than one."""
    scores = {delimiter: _steadiness(lines, delimiter) for delimiter in _USUAL + _UNUSUAL}
    usual = max(_USUAL, key=scores.__getitem__)
    return usual if scores[usual][0] >= _STEADY else max(scores, key=scores.__getitem__)


def _steadiness(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    reader = csv.reader(lines, delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in islice(reader, _SAMPLE) if row)
    except csv.Error:
        return 0.0, 0
    steady = [(count, width) for width, count in widths.items() if width > 1]
    if not steady:
        return 0.0, 0
    count, width = max(steady)
    return round(count / widths.total(), 1), width


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of lines read so far; a quote that stays open is refused."""
    csv.field_size_limit(_LONGEST_CELL)
    closing = [*lines[:-1], lines[-1].rstrip("\r\n") + "\n", _END] if lines else [_END]
    reader = csv.reader(closing, delimiter=delimiter)
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
