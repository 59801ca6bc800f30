"""Filling an empty register with every row of another one."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from dsw.errors import RuleError
from dsw.store.reading import Reader
from dsw.store.schema import clock, metadata


class Refill(Reader):
    """One transaction that takes over a whole register: its clock and its change log too.

    Raises:
        RuleError: the register is not empty.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.execute(update(clock).values(revision=clock.c.revision))  # writers queue here
        if not self.is_empty():
            raise RuleError("herstel.niet_leeg")
        for table in reversed(metadata.sorted_tables):
            if table is not clock:
                connection.execute(table.delete())

    def put(self, table: Table, rows: Sequence[Row[Any]]) -> None:
        """Take over rows as they are; the register itself gets a new identity, so no cache mistakes it."""
        values = [dict(zip(table.c.keys(), row, strict=True)) for row in rows]
        if table is clock:
            self._connection.execute(update(clock).values(values[0] | {"register_id": uuid4().hex}))
        else:
            self._connection.execute(insert(table), values)
            self._count_on(table)

    def _count_on(self, table: Table) -> None:
        """PostgreSQL keeps the next number apart from the rows; without this it would give one out again."""
        column = table.autoincrement_column
        if column is not None and self._connection.dialect.name == "postgresql":
            counter = func.pg_get_serial_sequence(table.name, column.name)
            highest = select(func.max(column)).scalar_subquery()
            self._connection.execute(select(func.setval(counter, highest)))
