"""Opening a register: one engine for SQLite and PostgreSQL, migrated before first use."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from dsw.errors import StoreError
from dsw.people import OPERATOR, Actor
from dsw.settings import ROOT
from dsw.store.baton import Baton, DatabaseBaton, FileBaton
from dsw.store.desk import Desk
from dsw.store.reading import Head, Reader
from dsw.store.refilling import Refill
from dsw.store.watch import Watch
from dsw.store.writing import Writer

#: Keeps two processes that start together from migrating at once (PostgreSQL advisory lock).
_MIGRATION_LOCK = 20250512
#: Whoever works the machine waits for a large import to end. Somebody who looks at a screen does not.
PATIENT, BRISK = timedelta(minutes=5), timedelta(seconds=4)
#: So many at most have one of the pool's fifteen connections to write: the others are for whoever reads.
_WRITERS = 5
#: How long an SQLite connection waits for what nobody holds for long.
_WAITS = "busy_timeout=30000"
#: What a database says of a common trouble, or the kind of its error, and the text that explains it.
_TROUBLES = (
    ("disk is full", "opslag.vol"),
    ("no space left", "opslag.vol"),
    ("database is locked", "opslag.bezet"),
    ("locknotavailable", "opslag.bezet"),  # PostgreSQL says it in the language of its machine
    ("readonly database", "opslag.alleen_lezen"),
    ("unable to open", "opslag.niet_te_openen"),
    ("not a database", "opslag.geen_database"),
    ("disk i/o error", "opslag.niet_te_openen"),
    ("malformed", "opslag.beschadigd"),
    ("connection", "opslag.onbereikbaar"),
)


class Store:
    """A register in a database.

    Use :meth:`open`; one store serves a whole process and all its threads.

    Readers wait for no writer. A writer that waits for another one holds a connection meanwhile, so only a
    few may have one; the others wait before they take one. A gate before the one pool is less than a second
    pool: a process has no more connections, and they are set up in one place.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watch = Watch(engine)
        self._turns = BoundedSemaphore(_WRITERS)

    @classmethod
    def open(cls, url: str | URL) -> "Store":
        """Open the register at ``url`` and bring its tables up to date.

        Args:
            url: SQLAlchemy address: ``sqlite:///path`` or ``postgresql://user@host/name``.

        Raises:
            StoreError: no such kind of database, or it cannot be reached or written.
        """
        store = cls(_engine(_address(url)))
        with store._translated():
            store._migrate()
        return store

    def close(self) -> None:
        """Let go of all connections, and of the baton."""
        self._baton.drop()
        self._watch.close()
        self._engine.dispose()

    def head(self) -> Head:
        """Where the register is now; the least that can be asked.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._translated():
            return self._watch.head()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent view of the register, however long it takes.

        Raises:
            StoreError: the database cannot be read.
        """
        options = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._translated(), self._begin(**options) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self, actor: Actor, act: str, patience: timedelta | None = None) -> Iterator[Writer]:
        """One transaction. It takes the next revision first; an exception leaves everything as it was.

        Args:
            actor: who changes the register.
            act: the command's name, for the change log.
            patience: how long it may wait for others; None: the operator's is long, anybody else's short.

        Raises:
            RuleError: an appended event has nothing to act on.
            StoreError: the database cannot be written (full, locked, gone).
        """
        patience = patience or (PATIENT if actor == OPERATOR else BRISK)
        with self._translated(), self._writing(patience) as connection:
            writer = Writer(connection, actor, act)
            yield writer
            writer.flush()

    @contextmanager
    def desk(self, patience: timedelta | None = None) -> Iterator[Desk]:
        """One transaction at the counter: it takes no revision, so no figure is drawn anew for it.

        Args:
            patience: how long it may wait for others; None: not long.

        Raises:
            StoreError: the database cannot be written (full, locked, gone).
        """
        with self._translated(), self._writing(patience or BRISK) as connection:
            yield Desk(connection)

    @contextmanager
    def refill(self) -> Iterator[Refill]:
        """One transaction that fills this empty register with every row of another one.

        Raises:
            RuleError: the register is not empty.
            StoreError: the database cannot be written.
        """
        with self._translated(), self._writing(PATIENT) as connection:
            yield Refill(connection)

    def version(self) -> str:
        """Which migration the tables are at.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._translated(), self._begin() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""

    def take_baton(self) -> bool:
        """Whether this process holds the register's baton from here on: of all processes, one at a time does.

        It is held until :meth:`close`, or until this process or its connection comes to an end.

        Raises:
            StoreError: the database cannot be reached.
        """
        with self._translated():
            return self._baton.take()

    @cached_property
    def _baton(self) -> Baton:
        if self._is_sqlite:
            return FileBaton(Path(f"{self._engine.url.database}.werker"))
        return DatabaseBaton(self._engine)

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def _writing(self, patience: timedelta) -> Iterator[Connection]:
        """A transaction that writes, once it is its turn: first in this process, then in the database."""
        until = monotonic() + patience.total_seconds()
        if not self._turns.acquire(timeout=patience.total_seconds()):
            raise StoreError("opslag.bezet")
        try:
            with self._begin(writes=True, waits=_milliseconds(until - monotonic())) as connection:
                if not self._is_sqlite:
                    waits = connection.get_execution_options()["waits"]
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waits}")
                yield connection
        finally:
            self._turns.release()

    @contextmanager
    def _begin(self, **options: object) -> Iterator[Connection]:
        with self._engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(ROOT / "dsw" / "migrations"))
        with self._begin() as connection:
            newest = ScriptDirectory.from_config(config).get_current_head()
            if MigrationContext.configure(connection).get_current_revision() == newest:
                return
        with self._begin(writes=True) as connection:
            if not self._is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise StoreError("opslag.andere_versie") from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn a failing database into one of our own errors, without its address or values."""
        try:
            yield
        except PoolTimeoutError as error:
            raise StoreError("opslag.bezet") from error
        except DBAPIError as error:
            kind = type(error.orig).__name__
            raise StoreError(_trouble(f"{kind} {error.orig}"), soort=kind) from error


def _trouble(said: str) -> str:
    lowered = said.casefold()
    return next((key for sign, key in _TROUBLES if sign in lowered), "opslag.fout")


def _milliseconds(seconds: float) -> int:
    """As both databases take it; at least one, for to PostgreSQL none at all is without end."""
    return max(int(seconds * 1000), 1)


def _address(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("opslag.adres_onleesbaar") from None
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite" and address.database:
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError("opslag.niet_te_openen", soort=type(error).__name__) from error
    return address


def _engine(address: URL) -> Engine:
    try:
        # A database that was restarted is asked first whether it still knows us: no visitor notices.
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True)
    except (NoSuchModuleError, ImportError):
        raise StoreError("opslag.soort_onbekend", soort=address.drivername) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(raw, sqlite3.Connection)
    raw.isolation_level = None  # the driver's own BEGIN comes too late for a consistent read
    for pragma in (_WAITS, "foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        waits = f"busy_timeout={options['waits']}" if "waits" in options else _WAITS
        connection.exec_driver_sql(f"PRAGMA {waits}")  # the one who had this connection before set its own
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
