"""How soon the figures of any day are known, beside a query with a window function over the events.

Days are asked of a process that has read the register, and were never asked before. Both ways must give the
same figures, or nothing is measured.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import cycle, repeat
from random import Random

from sqlalchemy import select

from bench.databases import NO_POSTGRES, Database, Plain, all_of, postgres_copy, sqlite_copy
from bench.outcome import Reference, Row, absent, value
from bench.places import TODAY
from bench.registers import SIZES, Size, scratch
from bench.scale import Scale
from bench.timing import Times, seconds_of, times_of
from dsw import queries
from dsw.commands import Report, report
from dsw.domain import Status
from dsw.ledger import PERSON, axes
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.queries.tables import count_day
from dsw.rules import USUAL
from dsw.store import Mirror, Snapshot, Store
from dsw.store.schema import entry, pledge
from dsw.store.shelf import Shelf
from dsw.views import Overview, Selection
from tests import postgres

_WINDOW = """
WITH latest AS (
    SELECT pledge_id, COALESCE(status, 'niet_gestart') AS status,
        ROW_NUMBER() OVER (PARTITION BY pledge_id ORDER BY day DESC, id DESC) AS place
    FROM event
    WHERE fact IN ('toegezegd', 'gemeld') AND day <= ?
)
SELECT pledge.action, latest.status, COUNT(*)
FROM latest JOIN pledge ON pledge.id = latest.pledge_id
WHERE latest.place = 1
GROUP BY pledge.action, latest.status
"""
_BY_WINDOW, _BY_FETCHING = "window function", "fetching all entries"
_HELD_AGAINST = {"start": _BY_FETCHING, "refresh": _BY_FETCHING, "guard": "overview of a new day"}
#: At the large register, in seconds: any day, what an update costs, and from nothing to the first answer.
_ANY_DAY, _REFRESH, _START = 0.001, 0.020, 5.0
_STARTS, _UPDATES = 5, 12

#: Pledges by section and status.
_Figures = Counter[tuple[int, Status]]


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about figures."""
    for size in scale.sizes:
        with sqlite_copy(size) as database:
            yield from _on(database, size, scale)
    if not postgres.available():
        yield absent("figures on PostgreSQL", NO_POSTGRES)
        return
    with postgres.server() as address:
        server = postgres.Databases(address)
        for size in scale.sizes:
            with postgres_copy(server, size) as database:
                yield from _on(database, size, scale)


def _on(database: Database, size: Size, scale: Scale) -> Iterator[Row]:
    store, where = Store.open(database.url), f"{size.name}, {database.name}"
    large = size is SIZES["L"]
    with database.plain() as plain:
        fetching = seconds_of(lambda: [len(piece) for piece in plain.pieces(all_of(entry))])
        first, starting = _starting(store, scale)
        mirror, days = Mirror(store), _new_days(scale.days)
        new = _asking(mirror, days, scale.budget)
        again = _asking(mirror, days[: len(new.seconds)], scale.budget)
        window = times_of((partial(_by_window, plain, day) for day in days), scale.budget)
        for day in days[: len(window.seconds)]:
            _check(mirror.current(), day, _by_window(plain, day))
        guarding = _guarding(mirror.current(), days, scale.budget)
    refreshing, renewing = _updating(store, mirror)
    snapshot = mirror.current()
    store.close()
    yield from (
        _row(f"overview of a new day, {where}", new.median, window.median, _ANY_DAY if large else None),
        _row(f"overview of a new day, p95, {where}", new.p95, window.p95),
        _row(f"overview of the same day again, {where}", again.median, window.median),
        _row(f"overview after an update, {where}", renewing.median, window.median),
        _row(f"refresh after an update, {where}", refreshing.median, fetching, _REFRESH if large else None),
        _row(f"start, {where}", starting.median, fetching, _START if large else None),
        _row(f"start with nothing kept, {where}", first, fetching),
        _row(f"guard of small numbers of a new day, {where}", guarding.median, new.median),
    )
    if database.name == "SQLite":
        yield from _price(snapshot, size)


def _starting(store: Store, scale: Scale) -> tuple[float, Times]:
    """Seconds from nothing to the first answer, where no process started before; and where one did."""
    today = date.fromisoformat(TODAY)
    with scratch() as folder:
        mirror, shelf = Mirror(store), Shelf(folder)
        first = seconds_of(partial(_ask, mirror, today))
        shelf.keep(mirror.current().head, mirror.current().ledger)
        starts = repeat(lambda: _ask(Mirror(store, shelf), today), _STARTS)
        return first, times_of(starts, scale.budget / 4, least=1)


def _guarding(snapshot: Snapshot, days: Sequence[date], budget: float) -> Times:
    """What working out costs which numbers of persons may be shown."""
    counted = (count_day(snapshot.ledger, day) for day in days)
    return times_of((partial(getattr, day.protection, "guarded") for day in counted), budget)


def _price(snapshot: Snapshot, size: Size) -> Iterator[Row]:
    """What is left out of the table of actions by groups, and what a start finds kept."""
    day = count_day(snapshot.ledger, date.fromisoformat(TODAY))
    pledges = day.pledges[PERSON, :, axes().anywhere].sum(axis=-1).T
    hidden = int(pledges[~day.protection.actions_groups].sum())
    everything = Reference("all of persons", int(pledges.sum()))
    yield Row(f"pledges left out of actions by groups, {size.name}", hidden, "", everything)
    with scratch() as folder:
        Shelf(folder, least=0).keep(snapshot.head, snapshot.ledger)
        kept = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    entries = sum(column.nbytes for column in snapshot.ledger.entries.rows().values()) / 1e6
    yield Row(f"kept for the next start, {size.name}", kept, "MB", Reference("entries alone", entries))


def _new_days(count: int) -> list[date]:
    """Days of which neither the figures nor those to compare with were asked before."""
    first, last, back = load_plan().presented, date.fromisoformat(TODAY), timedelta(days=USUAL.recent_days)
    every = [first + timedelta(days=number) for number in range((last - first).days)]
    asked = {last, last - back}
    days = []
    for day in Random(count).sample(every, len(every)):
        if not {day, day - back} & asked:
            days.append(day)
            asked |= {day, day - back}
    return days[:count]


def _asking(mirror: Mirror, days: Sequence[date], budget: float) -> Times:
    """A visitor's question on each day, the look at the register's head included."""
    mirror.current()
    return times_of((partial(_ask, mirror, day) for day in days), budget)


def _ask(mirror: Mirror, day: date) -> Overview:
    request, _faults = queries.read_request({"op": day.isoformat()}, date.fromisoformat(TODAY))
    view = queries.answer("overview", mirror.current(), mirror.store, request)
    assert isinstance(view, Overview)
    return view


def _by_window(plain: Plain, day: date) -> _Figures:
    """Pledges per section and status, as the database counts them."""
    counts: _Figures = Counter()
    for action, status, count in plain.rows(_WINDOW, day.isoformat()):
        counts[load_plan().actions[action - 1].section, Status(status)] += count
    return counts


def _check(snapshot: Snapshot, day: date, wanted: _Figures) -> None:
    """Whether the product says the same: exactly to staff, and to visitors where no person is left out.

    Raises:
        RuntimeError: it does not.
    """
    exact = queries.stand_figures(snapshot, day)["toezeggingen"]["per_sectie"]
    told = Counter({(int(n), Status(name)): count for n, row in exact.items() for name, count in row.items()})
    shown = queries.overview(snapshot, Selection(day)).sections
    seen = [(row.number, row.tally.by_status) for row in shown if not row.tally.hidden_persons]
    same = all(wanted[n, status] == count for n, counts in seen for status, count in counts.items())
    if told != wanted or not same:
        raise RuntimeError(f"the figures of {day} differ from those of the window function")


def _updating(store: Store, mirror: Mirror) -> tuple[Times, Times]:
    """After an update: what the mirror needs to know it, and the first answer from then on."""
    day = date.fromisoformat(TODAY)
    with store.read() as db:
        pledges = db.rows(select(pledge.c.signatory_id, pledge.c.action).limit(_UPDATES))
    refreshing, renewing = [], []
    for row, status in zip(pledges, cycle((Status.BEZIG, Status.AFGEROND)), strict=False):
        with store.write(OPERATOR, "report") as tx:
            report(tx, row.signatory_id, row.action, Report(status, day))
        refreshing.append(seconds_of(mirror.current))
        snapshot = mirror.current()
        renewing.append(seconds_of(partial(queries.overview, snapshot, Selection(day))))
    return Times(tuple(refreshing)), Times(tuple(renewing))


def _row(name: str, seconds: float, reference: float, target: float | None = None) -> Row:
    by = next((by for start, by in _HELD_AGAINST.items() if name.startswith(start)), _BY_WINDOW)
    bound = value(target * 1000) if target else None
    return Row(name, seconds * 1000, "ms", Reference(by, reference * 1000), target=bound)
