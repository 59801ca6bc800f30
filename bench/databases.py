"""The two kinds of database a register may live in, and plain connections to measure against.

A plain connection knows the driver and nothing of the product: what it does is the least that must be done.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.engine import make_url

from bench.registers import Size, copy_of, register, scratch, url_of
from dsw.store import Store
from dsw.store.schema import metadata
from tests import postgres

#: What a table says where PostgreSQL is missing.
NO_POSTGRES = "PostgreSQL is not installed"
#: Rows that are held in memory at once.
PIECE = 100_000

_Rows = list[tuple[Any, ...]]


class Plain(Protocol):
    """A connection by the driver alone."""

    def rows(self, query: str, *values: object) -> _Rows:
        """Every row of a query; values are named ``?`` in it."""

    def pieces(self, query: str) -> Iterator[_Rows]:
        """Every row of a query, so many at a time that they fit in memory."""

    def put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows the quickest way the database has."""

    def do(self, statement: str) -> None:
        """Something that has no answer."""


@dataclass(frozen=True)
class Database:
    """A register in a database.

    Attributes:
        name: what kind of database; url: its address.
    """

    name: str
    url: str

    @contextmanager
    def plain(self) -> Iterator[Plain]:
        """A connection of its own, in one transaction that is committed at the end."""
        kind = _SQLite if self.name == "SQLite" else _Postgres
        connection = kind(self.url)
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()


class _SQLite:
    def __init__(self, url: str) -> None:
        self._connection = sqlite3.connect(make_url(url).database or "")

    def rows(self, query: str, *values: object) -> _Rows:
        return self._connection.execute(query, values).fetchall()

    def pieces(self, query: str) -> Iterator[_Rows]:
        cursor = self._connection.execute(query)
        while piece := cursor.fetchmany(PIECE):
            yield piece

    def do(self, statement: str) -> None:
        self._connection.execute(statement)

    def put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(table.c))
        names = ", ".join(table.c.keys())
        self._connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


class _Postgres:
    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url)
        self._connection.execute("SET work_mem = '512MB'")  # a sort must not suffer from a cautious default

    def rows(self, query: str, *values: object) -> _Rows:
        return self._connection.execute(query.replace("?", "%s"), values).fetchall()

    def pieces(self, query: str) -> Iterator[_Rows]:
        with self._connection.cursor("pieces") as cursor:
            cursor.execute(query)
            while piece := cursor.fetchmany(PIECE):
                yield piece

    def do(self, statement: str) -> None:
        self._connection.execute(statement)

    def put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, table.c.keys()))
        copying = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
        with self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(row)

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


@contextmanager
def sqlite_empty() -> Iterator[Database]:
    """An empty register in a file."""
    with scratch() as folder:
        yield _opened(Database("SQLite", url_of(folder / "register.db")))


@contextmanager
def sqlite_copy(size: Size) -> Iterator[Database]:
    """A register of this size in a file that may be changed."""
    with copy_of(size) as path:
        yield Database("SQLite", url_of(path))


@contextmanager
def postgres_empty(server: postgres.Databases) -> Iterator[Database]:
    """An empty register on a PostgreSQL server."""
    with server.new() as name:
        yield _opened(Database("PostgreSQL", server.address % name))


@contextmanager
def postgres_copy(server: postgres.Databases, size: Size) -> Iterator[Database]:
    """A register of this size on a PostgreSQL server."""
    kept = Database("SQLite", url_of(register(size)))
    with postgres_empty(server) as database:
        refill(database, kept)
        yield database


def refill(database: Database, source: Database) -> None:
    """Put every row of another register into an empty one."""
    with database.plain() as there, source.plain() as here:
        there.do("DELETE FROM clock")
        for table in metadata.sorted_tables:
            for piece in here.pieces(all_of(table)):
                there.put(table, piece)
        there.do("ANALYZE")


def all_of(table: Table) -> str:
    """The query that gives every row of a table."""
    return f"SELECT {', '.join(table.c.keys())} FROM {table.name}"


def _opened(database: Database) -> Database:
    Store.open(database.url).close()
    return database
