"""Cells of a sheet that hold no value where one was meant: an error, or a formula nobody worked out.

The library reads both as blank, and a blank answer may end a pledge. So before it sees a sheet these cells
become text: a mark, and behind it what a person finds in the cell.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

#: A character that Unicode keeps for programs among themselves.
MARK = "\ufdd0"
_REFERENCE = b"&#xFDD0;"
_PREFIX = rb"(?:[A-Za-z]\w*:)?"
_SUSPECT = re.compile(rb"<" + _PREFIX + rb"f\b|\st\s*=\s*[\"']e[\"']")
_CELL = re.compile(rb"<(" + _PREFIX + rb")c((?:\s[^<>]*)?)>")
_TYPE = re.compile(rb"\st\s*=\s*[\"'](\w*)[\"']")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f\b[^<>]*>([^<]*)")
_VALUE = re.compile(rb"<" + _PREFIX + rb"v\b[^<>/]*>([^<]*)")

#: The rows with such cells, by number, with the columns of those cells, counted from 0.
Faults = Mapping[int, tuple[int, ...]]
Rows = tuple[tuple[str, ...], ...]


def marked(sheet: bytes) -> bytes:
    """The XML of a sheet in which each cell without its value is a text that begins with the mark."""
    return b"".join(_pieces(sheet)) if _SUSPECT.search(sheet) else sheet


def _pieces(sheet: bytes) -> Iterator[bytes]:
    """The sheet in pieces; no cell is looked for beyond where the next one begins."""
    done = 0
    for cell, following in pairwise(chain(_CELL.finditer(sheet), (None,))):
        assert cell
        prefix, attributes = cell.groups()
        end = sheet.find(b"</" + prefix + b"c>", cell.end(), following.start() if following else len(sheet))
        if end >= 0 and (told := _told(attributes, sheet[cell.end() : end])):
            plain = _TYPE.sub(b"", attributes)
            yield sheet[done : cell.start()]
            yield b'<%bc%b t="inlineStr"><%bis><%bt>' % (prefix, plain, prefix, prefix)
            yield b"%b%b</%bt></%bis>" % (_REFERENCE, told, prefix, prefix)
            done = end
    yield sheet[done:]


def _told(attributes: bytes, inside: bytes) -> bytes:
    """What a person finds in a cell without its value; nothing for any other cell."""
    kind, formula, value = _TYPE.search(attributes), _FORMULA.search(inside), _VALUE.search(inside)
    if kind and kind[1] == b"e":
        return value[1] if value else b"#"
    is_text = kind and kind[1] == b"str"  # a formula may well come to an empty text
    if not formula or (value and (value[1] or is_text)):
        return b""
    return b"=" + formula[1]


def unmarked(rows: Rows) -> tuple[Rows, Faults]:
    """The rows as a person sees them, and which of their cells were marked."""
    faults = {
        number: tuple(at for at, cell in enumerate(row) if cell.startswith(MARK))
        for number, row in enumerate(rows, 1)
        if MARK in "".join(row)
    }
    if not faults:
        return rows, faults
    return tuple(tuple(cell.removeprefix(MARK) for cell in row) for row in rows), faults
