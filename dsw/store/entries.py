"""Reading the ledger's entries by the million: past SQLAlchemy, in the same transaction, into columns.

SQLite hands over Python numbers, so three for a row instead of eleven; PostgreSQL copies binary rows, which
numpy reads as they are.
"""

import sqlite3
from itertools import chain, islice

import numpy as np
import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from dsw.ledger import COLUMNS, Counts, Integers, Rows

#: The columns of an entry as the table calls them, in the order of ``dsw.ledger.COLUMNS``.
_NAMES = {name: f"{name}_id" if name in ("signatory", "pledge", "profile") else name for name in COLUMNS}
#: How an entry is packed: per number the columns in it, from the left, and how many bits each has.
_PACKED = (
    {"revision": 31, "signatory": 32},
    {"pledge": 28, "profile": 31, "amount": 4},
    {"day": 22, "heard": 22, "action": 6, "status": 4, "obstacle": 5, "evidence": 3},
)
#: Added to an amount, so that a packed number holds no sign.
_MIDDLE = 8
#: Rows that are unpacked at once: as many as a processor keeps at hand.
_PIECE = 1 << 14


def read_entries(connection: Connection, revision: int) -> Rows:
    """All entries booked after a revision, in order of recording.

    Raises:
        DBAPIError: the database cannot be read.
    """
    driver = connection.connection.driver_connection
    try:
        if isinstance(driver, sqlite3.Connection):
            return _from_sqlite(driver, revision)
        assert isinstance(driver, psycopg.Connection)
        return _from_postgres(driver, revision)
    except (sqlite3.Error, psycopg.Error) as error:
        raise DBAPIError("entry", None, error, hide_parameters=True) from error


def _from_sqlite(driver: sqlite3.Connection, revision: int) -> Rows:
    numbers = ", ".join(_packing(columns) for columns in _PACKED)
    query = f"SELECT {numbers} FROM entry WHERE revision > ? ORDER BY id"  # noqa: S608 - names of our own
    packed = chain.from_iterable(driver.execute(query, (revision,)))
    parts = [_unpacked(np.zeros((0, len(_PACKED)), np.int64))]
    while (table := np.fromiter(islice(packed, _PIECE * len(_PACKED)), np.int64)).size:
        parts.append(_unpacked(table.reshape(-1, len(_PACKED))))
    return {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}


def _packing(columns: dict[str, int]) -> str:
    """An expression in SQL for the number that holds these columns."""
    packed = ""
    for name, bits in columns.items():
        value = f"({_NAMES[name]} + {_MIDDLE})" if name == "amount" else _NAMES[name]
        packed = f"(({packed} << {bits}) | {value})" if packed else value
    return packed


def _unpacked(table: Counts) -> dict[str, Integers]:
    found: dict[str, Integers] = {}
    for index, columns in enumerate(_PACKED):
        shift = 0
        for name, bits in reversed(columns.items()):
            value = (table[:, index] >> shift) & ((1 << bits) - 1)
            found[name] = (value - _MIDDLE if name == "amount" else value).astype(COLUMNS[name])
            shift += bits
    return found


def _from_postgres(driver: psycopg.Connection, revision: int) -> Rows:
    names = ", ".join(_NAMES.values())
    rows = f"SELECT {names} FROM entry WHERE revision > {revision:d} ORDER BY id"  # noqa: S608 - a number
    with driver.cursor().copy(f"COPY ({rows}) TO STDOUT (FORMAT binary)".encode()) as copy:
        data = b"".join(copy)
    return _from_binary(data)


#: What stands before the rows of a binary copy, and what stands behind them.
_HEAD, _TAIL = 19, 2


def _from_binary(data: bytes) -> Rows:
    """Each row: the number of fields, then for each field its length and its value, all big-endian."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name, width in COLUMNS.items():
        fields += [(f"length {name}", ">i4"), (name, f">i{np.dtype(width).itemsize}")]
    row = np.dtype(fields)
    count = (len(data) - _HEAD - _TAIL) // row.itemsize
    rows = np.frombuffer(data, row, count, offset=_HEAD)
    return {name: rows[name].astype(width) for name, width in COLUMNS.items()}
