"""A meeting's figures then and now, beside each other: what was corrected since, and how it went on."""

from dsw.tables import Column, ColumnKind, Table
from dsw.tables.core import Value
from dsw.tables.parts import counted, people
from dsw.texts import day_short, text
from dsw.views import Overview

_PARTS = ("toezeggingen", "klaar", "bezig", "staat_stil", "gestopt", "niet_gestart", "nooit")


def then_and_now(then: Overview, corrected: Overview, now: Overview) -> Table:
    """The main figures three times.

    Args:
        then: as they were pinned.
        corrected: of that same day, as the register knows it now.
        now: as they are now.
    """
    views = {"toen": then, "die_dag": corrected, "nu": now}
    days = [_column(key, view) for key, view in views.items()]
    columns = (Column(text("bijeenkomst.vergelijk.cijfer"), ColumnKind.TEXT), *days)
    rows: list[tuple[Value, ...]] = [
        (text("bijeenkomst.vergelijk.ondertekenaars"), *(people(view.signatories) for view in views.values()))
    ]
    cells = zip(*map(_cells, views.values()), strict=True)
    rows += [(text(f"bijeenkomst.vergelijk.{key}"), *row) for key, row in zip(_PARTS, cells, strict=True)]
    return Table(text("bijeenkomst.vergelijk.titel"), columns, tuple(rows))


def _column(key: str, view: Overview) -> Column:
    return Column(text(f"bijeenkomst.vergelijk.{key}", dag=day_short(view.selection.op)))


def _cells(view: Overview) -> tuple[Value, ...]:
    tally = view.pledges
    counts = (
        *(tally.total, tally.done, tally.busy, tally.stuck),
        *(tally.stopped, tally.not_started, tally.never),
    )
    return tuple(counted(count, hidden=tally.hidden_persons) for count in counts)
