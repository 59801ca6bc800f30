"""A file as rows of text, whatever it was before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from dsw.errors import UnreadableFile

#: Most bytes of a file, of a text, and of a workbook once unpacked.
FILE_LIMIT = 50 * 1024 * 1024
TEXT_LIMIT = 512 * 1024 * 1024
UNPACKED_LIMIT = 200 * 1024 * 1024
#: Most cells of a table, empty ones included; of a sheet, where nobody wrote the empty ones; most columns.
CELL_LIMIT = 25_000_000
SHEET_LIMIT = 5_000_000
COLUMN_LIMIT = 2_000


#: Told how much is done, of how much; and after how much each time.
Progress: TypeAlias = Callable[[int, int], None]
EVERY = 100


@dataclass(frozen=True, slots=True)
class Table:
    """Every row of a file.

    Attributes:
        rows: cells as text, in order; row ``n`` stands at ``rows[n - 1]``, as a spreadsheet counts.
        from_text: read from a text file, so cells may carry a guarding apostrophe.
        date_1904: numbers that are days count from 1904.
        repaired: numbers of the rows that held bytes of another encoding.
        swallowed: the rows whose lines look like rows of their own, with the number of lines.
        faults: the rows with cells that lack their value, and which cells, counted from 0.
        sheet: the name of the sheet, in a workbook; first: it is the first visible one with data.
        others: the other visible sheets with data, in order.
    """

    rows: tuple[tuple[str, ...], ...]
    from_text: bool = True
    date_1904: bool = False
    repaired: frozenset[int] = frozenset()
    swallowed: Mapping[int, int] = field(default_factory=dict)
    faults: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    sheet: str = ""
    first: bool = True
    others: tuple["Table", ...] = ()

    def numbered(self, after: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows below row ``after``, with their numbers."""
        return ((number, self.rows[number - 1]) for number in range(after + 1, len(self.rows) + 1))


def is_blank(cells: tuple[str, ...]) -> bool:
    """Whether a row holds nothing but white space."""
    return not any(cell and not cell.isspace() for cell in cells)


def checked(table: Table, most: int = CELL_LIMIT) -> Table:
    """The table, when it holds something and not too much.

    Args:
        most: the number of cells that is still not too much.

    Raises:
        UnreadableFile: it does not.
    """
    width = max((len(row) for row in table.rows), default=0)
    if width > COLUMN_LIMIT or sum(map(len, table.rows)) > most:
        raise UnreadableFile("bestand.te_veel_cellen", kolommen=width, rijen=len(table.rows))
    if all(map(is_blank, table.rows)):
        raise UnreadableFile("bestand.leeg")
    return table
