"""From a file to a table: what it is decides, not what it is called."""

from pathlib import Path

from dsw.errors import UnreadableFile
from dsw.intake.plaintext import looks_like_html, read_text
from dsw.intake.table import FILE_LIMIT, TEXT_LIMIT, Table
from dsw.intake.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_START = 4096
#: PDF, RTF, pictures, other archives, an empty zip.
_NO_TABLES = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"PK\x05\x06",
)


def read_file(path: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        UnreadableFile: there is no such file, it may not be read, or it is larger than 50 MB (text: 512 MB).
    """
    try:
        if path.is_dir():
            raise UnreadableFile("bestand.map", bestand=path.name)
        with path.open("rb") as file:
            most = TEXT_LIMIT if _may_be_text(file.peek(_START)[:_START]) else FILE_LIMIT
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise UnreadableFile("bestand.ontbreekt", bestand=path.name) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile("bestand.niet_te_openen", bestand=path.name) from error
    if len(data) > most:
        raise UnreadableFile("bestand.te_groot", megabyte=most // 1024**2)
    return data


def _may_be_text(start: bytes) -> bool:
    """Whether a file that begins so may be read as text, which takes no more room than it has bytes."""
    return b"\0" not in start and not start.startswith((_ZIP, _OLE, *_NO_TABLES))


def read_table(data: bytes) -> Table:
    """Read a CSV file or an XLSX workbook.

    Raises:
        UnreadableFile: it is neither, or cannot be trusted; the key says why.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile("bestand.leeg")
    if data.startswith(_ZIP):
        return read_workbook(data)
    if data.startswith(_OLE):
        raise UnreadableFile("bestand.versleuteld" if _ENCRYPTED in data else "bestand.xls")
    if data.startswith(_NO_TABLES):
        raise UnreadableFile("bestand.geen_tekst")
    if looks_like_html(data):
        raise UnreadableFile("bestand.html")
    return read_text(data)
