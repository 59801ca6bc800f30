"""Rows into a table, many at once, the way each database takes them fastest.

The statement is made once and each row goes to the driver as a plain tuple, inside the transaction of the
connection: PostgreSQL reads them as ``COPY``, SQLite runs one prepared ``INSERT`` over them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError

#: Values for every column of a table, in the table's order.
Values: TypeAlias = Sequence[Any]

#: Rows given to the driver at once: however many there are, they need not stand in memory together.
_PIECE = 10_000


def append_rows(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Add rows to a table.

    Args:
        rows: each a value for every column, as Python knows it.

    Raises:
        DBAPIError: the database does not take them; it never repeats a value.
    """
    stored = _as_stored(table, rows, connection.dialect)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, stored)
    else:
        _insert(connection, table, stored)


def _as_stored(table: Table, rows: Iterable[Values], dialect: Dialect) -> Iterator[Values]:
    """The rows as this database keeps them: the types of their columns know how."""
    converters = _converters(table, dialect)
    return (_converted(row, converters) for row in rows) if converters else iter(rows)


def _converters(table: Table, dialect: Dialect) -> list[tuple[int, Callable[[Any], Any]]]:
    """The columns whose values this database keeps in another form. Days and the like are few: remembered."""
    types = [column.type.dialect_impl(dialect) for column in table.columns]
    found = ((at, kind.bind_processor(dialect)) for at, kind in enumerate(types))
    return [(at, lru_cache(maxsize=10_000)(convert)) for at, convert in found if convert]


def _converted(row: Values, converters: Sequence[tuple[int, Callable[[Any], Any]]]) -> Values:
    values = list(row)
    for at, convert in converters:
        values[at] = convert(values[at])
    return tuple(values)


def _insert(connection: Connection, table: Table, rows: Iterator[Values]) -> None:
    statement = str(insert(table).compile(dialect=connection.dialect))
    while piece := list(islice(rows, _PIECE)):
        connection.exec_driver_sql(statement, piece)


def _copy(connection: Connection, table: Table, rows: Iterator[Values]) -> None:
    names = ", ".join(map(connection.dialect.identifier_preparer.format_column, table.columns))
    statement = f"COPY {connection.dialect.identifier_preparer.format_table(table)} ({names}) FROM STDIN"
    first = next(rows, None)
    if first is None:
        return
    raw: Any = connection.connection.driver_connection
    driver: Any = connection.dialect.loaded_dbapi
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write_row(first)
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        raise DBAPIError(statement, None, _discreet(error), hide_parameters=True) from None


def _discreet(error: Any) -> Exception:
    """What the database says, without the row it says it of."""
    told: Exception = type(error)(error.diag.message_primary or str(error))
    return told
