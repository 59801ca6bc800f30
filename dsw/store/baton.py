"""The baton: of all processes that could do what must be done once, the one that holds it does it.

Whoever dies lets go of it, also when killed: the database ends the session, or the system unlocks the file.
"""

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from dsw.errors import StoreError

#: PostgreSQL's number of the baton; the one of migrations is another.
_BATON = 20250513
#: A machine that vanished without a word is noticed within a minute, not after two hours.
_WATCHFUL = ("SET tcp_keepalives_idle = 30", "SET tcp_keepalives_interval = 10")


class Baton(Protocol):
    """Held by at most one process at a time."""

    def take(self) -> bool:
        """Whether it is ours from here on; it costs little to ask again and again."""

    def drop(self) -> None:
        """Let go of it, when it is ours."""


class DatabaseBaton:
    """An advisory lock of one PostgreSQL session, on a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Connection | None = None

    def take(self) -> bool:
        """Whether it is ours; a session that was lost took the lock with it."""
        if self._session is not None and not _lives(self._session):
            self.drop()
        if self._session is None:
            self._session = self._locked()
        return self._session is not None

    def drop(self) -> None:
        """Unlock, then end the session: the server notices an end only a moment later."""
        if self._session is not None:
            with suppress(DBAPIError):
                if not self._session.invalidated:  # one that was lost would connect anew
                    self._session.execute(select(func.pg_advisory_unlock(_BATON)))
            with suppress(DBAPIError):
                self._session.close()
            self._session = None

    def _locked(self) -> Connection | None:
        """A session that holds the lock; None when another has it."""
        session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        session.detach()  # closing it must end it: in the pool it would go on holding the lock
        try:
            if session.execute(select(func.pg_try_advisory_lock(_BATON))).scalar_one():
                for setting in _WATCHFUL:
                    session.execute(text(setting))
                return session
        except DBAPIError:
            session.close()
            raise
        session.close()
        return None


class FileBaton:
    """A locked file beside an SQLite database."""

    def __init__(self, path: Path) -> None:
        # Without soft locks: those are files that stay behind when a process is killed.
        self._lock = FileLock(path, blocking=False, thread_local=False, fallback_to_soft=False)

    def take(self) -> bool:
        """Whether it is ours."""
        if not self._lock.is_locked:
            try:
                self._lock.acquire()
            except Timeout:
                return False
            except OSError as error:
                raise StoreError("opslag.niet_te_openen", soort=type(error).__name__) from error
        return True

    def drop(self) -> None:
        """Unlock the file; it stays where it is."""
        self._lock.release()


def _lives(session: Connection) -> bool:
    try:
        session.execute(select(1))
    except DBAPIError:
        return False
    return True
