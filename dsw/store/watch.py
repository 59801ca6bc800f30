"""Asking where a register is over one connection that stays open: one statement, no transaction around it."""

from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from dsw.store.reading import Head, Reader


class Watch:
    """Safe to share between threads.

    Args:
        engine: the register's.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._lock = Lock()

    def head(self) -> Head:
        """Where the register is now. A database that was restarted no longer knows us: it is asked anew once.

        Raises:
            DBAPIError: the database cannot be read.
        """
        with self._lock:
            try:
                return self._ask()
            except DBAPIError:
                self._hang_up()
                return self._ask()

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._hang_up()

    def _ask(self) -> Head:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return Reader(self._connection).head()

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
