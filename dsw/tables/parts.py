"""Columns and cells that many tables share."""

from collections.abc import Callable
from typing import TypeVar

from dsw.segments import Segment, segments
from dsw.sentences.names import capital, region_name, section_name
from dsw.tables.core import AtLeast, Column, ColumnKind, Table, Value
from dsw.texts import label, text
from dsw.views import HeadCount, Matrix, Tally

Number = TypeVar("Number", int, float)


def column(key: str, kind: ColumnKind = ColumnKind.NUMBER, **values: object) -> Column:
    """A column with the heading ``tabel.<key>``."""
    return Column(text(f"tabel.{key}", **values), kind)


def words(key: str, **values: object) -> Column:
    """A column of words with the heading ``tabel.<key>``."""
    return column(key, ColumnKind.TEXT, **values)


def counted(count: Number, *, hidden: bool) -> Number | AtLeast:
    """A count, or the least it can be when persons were left out of it."""
    return AtLeast(count) if hidden else count


def people(count: HeadCount) -> int | AtLeast:
    """All signatories of a count."""
    return counted(count.total, hidden=count.hidden_persons)


def persons(count: HeadCount) -> int | AtLeast:
    """The persons of a count."""
    return counted(count.persons, hidden=count.hidden_persons)


def how_many(*, hidden: bool) -> Column:
    """A column of counts; where persons are not counted its heading says so."""
    return column("aantal_zonder_personen" if hidden else "aantal")


def tally_columns() -> tuple[Column, ...]:
    """The columns ``tally_cells`` fills."""
    return (
        column("toezeggingen"),
        *(Column(capital(label(segment))) for segment in Segment),
        column("klaar_van", ColumnKind.PERCENT),
        column("klaar_tot", ColumnKind.PERCENT),
        column("nooit_deel", ColumnKind.PERCENT),
    )


def tally_cells(tally: Tally) -> tuple[Value, ...]:
    """Pledges, the six parts, the range that is done, and the share never heard of.

    Where persons were left out no share can be told.
    """
    least, most = tally.done_range or (None, None)
    counts = (tally.total, *(count for _, count in segments(tally)))
    shown = (counted(count, hidden=tally.hidden_persons) for count in counts)
    return (*shown, least, most, tally.never_share)


def tally_rows(caption: str, tally: Tally) -> Table:
    """One tally as a table of its own: a row per part of the bar."""
    rows = tuple(
        (
            label(segment),
            counted(count, hidden=tally.hidden_persons),
            tally.share(count),
        )
        for segment, count in segments(tally)
    )
    return Table(caption, (words("status"), column("aantal"), column("deel", ColumnKind.PERCENT)), rows)


def matrix_table(caption: str, first: Column, matrix: Matrix, naming: Callable[[str], str]) -> Table:
    """A cross-table of regions.

    Args:
        caption: what it counts.
        first: heading of the column that names the rows.
        matrix: its columns are region codes.
        naming: the name of a row from its code.
    """
    columns = (first, *(Column(region_name(code)) for code in matrix.columns))
    rows = tuple(
        (naming(code), *(counted(cell.count, hidden=cell.hidden) for cell in cells))
        for code, cells in zip(matrix.rows, matrix.cells, strict=True)
    )
    return Table(caption, columns, rows)


def numbered(number: int | str) -> str:
    """A section or group with its number: ``3 Sociaalwerkorganisaties``."""
    return f"{number} {section_name(int(number))}"
