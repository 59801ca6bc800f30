"""Tables behind the figures about time."""

from datetime import date

from dsw.domain import Status
from dsw.segments import Segment, segments
from dsw.sentences.names import capital
from dsw.tables.core import Column, ColumnKind, Table, Value
from dsw.tables.parts import column, counted, how_many, numbered, people, persons, words
from dsw.tables.progress import changes
from dsw.texts import day_short, label, text
from dsw.views import Move, Tally, TrendView


def signatories_over_time(view: TrendView) -> Table:
    """Signatories at each month's end."""
    rows = tuple(
        (point.day, people(point.heads), point.organisations, persons(point.heads)) for point in view.points
    )
    columns = (_day(), column("ondertekenaars"), column("organisaties"), column("personen"))
    return Table(text("figuur.ondertekenaars_verloop"), columns, rows)


def statuses_over_time(view: TrendView) -> Table:
    """Pledges by status at each month's end."""
    rows = tuple(
        (point.day, *_counts(point.tally), counted(point.tally.total, hidden=point.tally.hidden_persons))
        for point in view.points
    )
    parts = (Column(capital(label(segment))) for segment in Segment)
    return Table(text("figuur.statussen_verloop"), (_day(), *parts, column("toezeggingen")), rows)


def comparison(view: TrendView) -> Table:
    """The nine sections on two days."""
    columns = (
        words("sectie"),
        *_columns_on(view.since),
        *_columns_on(view.selection.op),
        column("verschil", ColumnKind.SIGNED),
    )
    return Table(text("figuur.vergelijking"), columns, tuple(_move(move) for move in view.moves))


def differences(view: TrendView) -> Table:
    """What happened between two days."""
    return changes(text("figuur.verschillen", dag=view.since), view.changes)


def flows(view: TrendView) -> Table:
    """Pledges by their status on two days."""
    rows = tuple(
        (_status(flow.before, "tabel.nieuw"), _status(flow.after, "tabel.beeindigd"), flow.count)
        for flow in view.flows
    )
    days = (day_short(view.since), day_short(view.selection.op))
    number = how_many(hidden=view.changes.hidden_persons)
    return Table(text("figuur.stromen"), (*(words("van_status", dag=day) for day in days), number), rows)


def newcomers(view: TrendView) -> Table:
    """Who joined between two days and shows its name."""
    rows = tuple(
        (person.name, label(person.kind), numbered(person.group), person.signed_on)
        for person in view.newcomers
    )
    columns = (words("naam"), words("soort"), words("doelgroep"), column("sinds", ColumnKind.DAY))
    return Table(text("figuur.nieuwkomers"), columns, rows)


def _day() -> Column:
    return column("dag", ColumnKind.DAY)


def _columns_on(day: date) -> tuple[Column, ...]:
    short = day_short(day)
    return (
        column("toen_totaal", dag=short),
        column("toen_klaar", dag=short),
        column("toen_deel", ColumnKind.PERCENT, dag=short),
        column("toen_nooit", dag=short),
    )


def _move(move: Move) -> tuple[Value, ...]:
    hidden = move.before.hidden_persons or move.after.hidden_persons
    difference = None if hidden else move.after.done - move.before.done
    return numbered(move.section), *_then(move.before), *_then(move.after), difference


def _then(tally: Tally) -> tuple[Value, ...]:
    total, done, never = (
        counted(count, hidden=tally.hidden_persons) for count in (tally.total, tally.done, tally.never)
    )
    return total, done, tally.share(tally.done), never


def _counts(tally: Tally) -> tuple[Value, ...]:
    return tuple(counted(count, hidden=tally.hidden_persons) for _, count in segments(tally))


def _status(status: Status | None, absent: str) -> str:
    return label(status) if status is not None else text(absent)
