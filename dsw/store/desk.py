"""Writing at the counter: who may come in, letters under way, forms half filled in. It takes no revision.

The books and whoever they name change through :class:`dsw.store.writing.Writer` alone. That is a desk as
well, so what belongs together (a signature, and the letter that says so) stands in one transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Delete, Row, Table, Update
from sqlalchemy.dialects import postgresql, sqlite

from dsw.store.reading import Reader

_INSERTS: Mapping[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = MappingProxyType(
    {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
)


class Desk(Reader):
    """One transaction on the tables of the counter (``schema.COUNTER``)."""

    def put(self, table: Table, **values: Any) -> bool:
        """Add a row, unless there is one with its key.

        Returns:
            Whether it was added. Of two who do so at once, one adds it.
        """
        adding = _INSERTS[self._connection.dialect.name](table).values(**values).on_conflict_do_nothing()
        return self._connection.execute(adding.returning(*table.primary_key)).first() is not None

    def alter(self, statement: Update | Delete) -> int:
        """Change or remove rows.

        Returns:
            How many there were. A change that names what must still be so tells that way whether it was.
        """
        return self._connection.execute(statement).rowcount

    def alter_each(self, statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
        """Change many rows, each by the values for the statement's own parameters."""
        if rows:
            self._connection.execute(statement, rows)

    def take(self, statement: Update) -> Row[Any] | None:
        """Change one row that must still be so, and see it; None when it is no longer so."""
        return self._connection.execute(statement).first()
