"""How fast a register is read in and written out, beside the least a database has to do for the same rows.

An import is held against a bare ``executemany`` (SQLite) or ``COPY`` (PostgreSQL) of the very rows it wrote,
into the same empty tables; an export against fetching the rows of the tables it reads. Import and export run
in a process of their own, so that none inherits another's memory.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.databases import (
    NO_POSTGRES,
    Database,
    Plain,
    all_of,
    postgres_copy,
    postgres_empty,
    sqlite_copy,
    sqlite_empty,
)
from bench.memories import most_memory
from bench.outcome import Better, Reference, Row, Target, absent, ratio
from bench.registers import SIZES, Size, kept
from bench.scale import Scale
from bench.timing import seconds_of
from dsw.exports import write_export
from dsw.intake import run_import
from dsw.store import Store
from dsw.store.schema import (
    clock,
    contact,
    event,
    identity,
    metadata,
    origin,
    pledge,
    profile,
    signatory,
    words,
)
from tests import postgres

#: What an export reads, and what an import writes.
_READ = (event, profile, pledge, signatory, identity, contact, origin, words)
_WRITTEN = tuple(table for table in metadata.sorted_tables if table is not clock)
#: At the large register: at least so much of the speed of the bare rows, and so many times the middle one.
_SHARE, _GROWTH = 0.15, 12.0

_Filled = Callable[[Size], AbstractContextManager[Database]]
_Empty = Callable[[], AbstractContextManager[Database]]


@dataclass(frozen=True, slots=True)
class _Cost:
    """Seconds, and the most memory in bytes."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class _Bare:
    """So many rows of tables in so many seconds, by the driver alone."""

    rows: int
    seconds: float


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about import and export."""
    yield from _on(scale, "SQLite", sqlite_copy, sqlite_empty)
    if not postgres.available():
        yield absent("intake on PostgreSQL", NO_POSTGRES)
        return
    with postgres.server() as address:
        server = postgres.Databases(address)
        filled, empty = partial(postgres_copy, server), partial(postgres_empty, server)
        yield from _on(scale, "PostgreSQL", filled, empty)


def _on(scale: Scale, database: str, filled: _Filled, empty: _Empty) -> Iterator[Row]:
    imports: dict[str, float] = {}
    for size in scale.sizes:
        where, file = f"{size.name}, {database}", kept(f"{size.name}.csv")
        with filled(size) as full:
            yield from _rows(f"export, {where}", _apart(_export, full.url, file), _fetching(full), file)
        with empty() as target, empty() as other:
            cost = _apart(_import, target.url, file)
            goal = ratio(_SHARE) if size is SIZES["L"] else None
            yield from _rows(f"import, {where}", cost, _inserting(target, other), file, goal)
        imports[size.name] = cost.seconds
    if {"M", "L"} <= imports.keys():
        middle = Reference("import of M", imports["M"])
        yield Row(f"import of L, {database}", imports["L"], "s", middle, target=ratio(_GROWTH))


def _rows(name: str, cost: _Cost, bare: _Bare, file: Path, goal: Target | None = None) -> Iterator[Row]:
    speed, reference = bare.rows / cost.seconds, Reference("bare rows", bare.rows / bare.seconds)
    yield Row(name, speed, "rows/s", reference, Better.MORE, goal, f"{cost.seconds:.1f} s")
    size = Reference("the file", file.stat().st_size / 1e6)
    yield Row(f"{name}, most memory", cost.memory / 1e6, "MB", size)


# --------------------------------------------------------------------------------- in a process apart


def _apart(work: Callable[[str, Path], _Cost], url: str, file: Path) -> _Cost:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, url, file).result()


def _export(url: str, file: Path) -> _Cost:
    return _cost(url, lambda store: write_export(store, file))


def _import(url: str, file: Path) -> _Cost:
    return _cost(url, lambda store: run_import(store, file))


def _cost(url: str, work: Callable[[Store], object]) -> _Cost:
    store = Store.open(url)
    seconds = seconds_of(lambda: work(store))
    store.close()
    return _Cost(seconds, most_memory())


# -------------------------------------------------------------------------------------- the bare rows


def _fetching(database: Database) -> _Bare:
    """Fetch what an export reads, and do nothing with it."""
    with database.plain() as plain:
        rows: list[int] = []
        seconds = seconds_of(lambda: rows.extend(_fetched(plain)))
    return _Bare(sum(rows), seconds)


def _fetched(plain: Plain) -> Iterator[int]:
    return (len(piece) for table in _READ for piece in plain.pieces(all_of(table)))


def _inserting(source: Database, target: Database) -> _Bare:
    """Put what an import wrote into an empty register; reading it does not count."""
    seconds, rows = 0.0, 0
    with source.plain() as here, ExitStack() as stack:
        there = stack.enter_context(target.plain())
        for table in _WRITTEN:
            for piece in here.pieces(all_of(table)):
                seconds += seconds_of(partial(there.put, table, piece))
                rows += len(piece)
        return _Bare(rows, seconds + seconds_of(stack.close))
