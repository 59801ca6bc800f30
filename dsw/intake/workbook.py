"""XLSX, unpacked with care: what cannot be trusted is refused before any library sees it."""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from dsw.errors import UnreadableFile
from dsw.intake.faults import Rows, marked, unmarked
from dsw.intake.table import COLUMN_LIMIT, SHEET_LIMIT, TEXT_LIMIT, UNPACKED_LIMIT, Table, checked, is_blank

#: A part this much bigger than it was packed is a bomb; small parts may be what they like.
_RATIO_LIMIT = 200
_RATIO_FROM = 1024 * 1024
_MAIN = "xl/workbook.xml"
#: The parts that hold cells and what they need; pictures, macros, pivots and queries are never unpacked.
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/(?:_rels/)?[^/]+\.(?:xml|rels)",
    re.IGNORECASE,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,9})([0-9]{1,18})""")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""", re.IGNORECASE)

_STRINGS = "xl/sharedstrings.xml"
_ITEM = re.compile(rb"<(?:[A-Za-z]\w*:)?si\b")
_LETTERS = re.compile(rb">([^<]*)<")
_POINTER = re.compile(rb"<(?:[A-Za-z]\w*:)?v\b[^>]*>\s*(?:<!\[CDATA\[)?\s*(\d{1,9})")
#: Most characters of a cell in Excel, and bytes of a character.
_LONGEST_STRING, _MOST_BYTES = 32_767, 4

Parts = Mapping[str, bytes]


def read_workbook(data: bytes) -> Table:
    """Read the visible sheets that hold data of their own: the first one, with the others beside it.

    Args:
        data: the file, a zip.

    Raises:
        UnreadableFile: it is no workbook, is damaged, hides a bomb, or holds no data of its own.
    """
    parts = _unpack(data)
    for name, content in parts.items():
        _check_part(name, content)
    _check_strings(parts)
    pivots = {name for name in parts if _is_pivot(name, parts)}
    safe = _packed({name: _readable(name, content) for name, content in parts.items() if name not in pivots})
    sheets = _sheets(safe)
    if not sheets:
        raise UnreadableFile("bestand.draaitabel" if pivots else "bestand.leeg")
    date_1904 = bool(_DATE_1904.search(parts[_MAIN]))
    first, *others = (_table(name, rows, date_1904) for name, rows in sheets)
    return replace(first, others=tuple(others))


def _readable(name: str, content: bytes) -> bytes:
    return marked(content) if _SHEET.fullmatch(name) else content


def _table(name: str, marked_rows: Rows, date_1904: bool) -> Table:
    rows, faults = unmarked(marked_rows)
    return checked(Table(rows, from_text=False, date_1904=date_1904, faults=faults, sheet=name), SHEET_LIMIT)


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if sum(info.file_size for info in listed) > UNPACKED_LIMIT:
                raise UnreadableFile("bestand.bom")
            if _MAIN not in archive.namelist():
                raise UnreadableFile("bestand.geen_werkmap")
            wanted = [info for info in listed if _WANTED.fullmatch(info.filename)]
            return {info.filename: _part(archive, info) for info in wanted}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError) as error:
        raise UnreadableFile("bestand.beschadigd") from error
    except RuntimeError as error:  # what zipfile says of a part with a password
        raise UnreadableFile("bestand.versleuteld") from error


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part; ``zipfile`` never unpacks more than the size that was just added up."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFile("bestand.beschadigd")
    if info.file_size > _RATIO_FROM and info.file_size > _RATIO_LIMIT * max(info.compress_size, 1):
        raise UnreadableFile("bestand.bom")
    return archive.read(info)


def _check_part(name: str, content: bytes) -> None:
    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("bestand.beschadigd")  # UTF-16 would hide what is looked for below
    if _DECLARATION.search(content):
        raise UnreadableFile("bestand.bom")
    if _SHEET.fullmatch(name):
        _check_extent(content)


def _check_extent(content: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that the table between them would fill the memory."""
    columns: set[bytes] = set()
    last = 0
    for letters, digits in _PLACE.findall(content):
        columns.add(letters)
        last = max(last, int(digits))
    width = max((_column(letters) for letters in columns), default=0)
    if width > COLUMN_LIMIT or width * last > SHEET_LIMIT:
        raise UnreadableFile("bestand.te_veel_cellen", kolommen=width, rijen=last)


def _check_strings(parts: Parts) -> None:
    """Refuse shared strings that cells repeat until they fill the memory."""
    shared = next((content for name, content in parts.items() if name.casefold() == _STRINGS), b"")
    lengths = [sum(map(len, _LETTERS.findall(item))) for item in _ITEM.split(shared)[1:]]
    if max(lengths, default=0) > _LONGEST_STRING * _MOST_BYTES:
        raise UnreadableFile("bestand.bom")
    total = 0
    for name, content in parts.items():
        if _SHEET.fullmatch(name):
            told = Counter(_POINTER.findall(content))
            total += sum(n * lengths[int(at)] for at, n in told.items() if int(at) < len(lengths))
    if total > TEXT_LIMIT:
        raise UnreadableFile("bestand.bom")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _is_pivot(name: str, parts: Parts) -> bool:
    """Whether a sheet shows a pivot table: figures about data that lie elsewhere."""
    folder, _, file = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels", b"")
    return bool(_SHEET.fullmatch(name)) and b"/pivotTable" in relations


def _packed(parts: Parts) -> bytes:
    """A workbook of exactly these parts, so that the library reads what was checked and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _sheets(data: bytes) -> list[tuple[str, Rows]]:
    """The visible sheets that hold something."""
    found = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                    rows = _rows(workbook, sheet.name)
                    if rows and not all(map(is_blank, rows)):
                        found.append((sheet.name, rows))
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise UnreadableFile("bestand.beschadigd") from error
    except BaseException as error:  # a panic inside the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile("bestand.beschadigd") from error
    return found


def _rows(workbook: CalamineWorkbook, name: str) -> Rows:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except WorksheetNotFound:  # a pivot, left out above
        return ()
    return tuple(tuple(map(_text, row)) for row in sheet.to_python(skip_empty_area=False))


def _text(value: str | float | bool | date | time | timedelta) -> str:
    """A cell as text; days as ISO writes them."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return str(value)
