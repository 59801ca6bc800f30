"""Whether it lasts: visitors come and go while a writer reports statuses, minute after minute.

Nobody may be left without a page, and memory may not grow: the last quarter of the time is held against the
second, for in the first the caches fill up.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench import servers
from bench.asked import Asked, whatever_the_answer
from bench.outcome import Better, Reference, Row, ratio
from bench.places import TODAY
from bench.registers import copy_of, url_of
from bench.scale import Scale
from bench.servers import Server
from bench.visitors import Crowd, Page, open_at_once
from dsw.commands import Report, report
from dsw.domain import Status
from dsw.people import OPERATOR
from dsw.store import Store
from dsw.store.schema import pledge

#: How many visitors come at a time; seconds until the next come, and until the next update.
_TOGETHER, _PAUSE, _WRITING = 10, 0.2, 2.0
#: Memory in the last quarter: at most so many times that in the second.
_GROWTH = 1.10

#: A group of visitors, and the server's memory when they had left.
_Wave = tuple[Crowd, int]


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about lasting."""
    seconds = scale.minutes * 60
    with copy_of(scale.crowd_size) as path, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        asked = Asked(path)
        pages = [asked.overview(), asked.regions(), *asked.varied(40)]
        with servers.ours(path) as server:
            writing = pool.submit(_write, path, seconds)
            waves = asyncio.run(
                _visiting(server, [whatever_the_answer(page) for page in pages], scale, writing)
            )
        updates = writing.result()
    yield from _told(waves, f"{scale.minutes:g} minutes, {updates} updates")


async def _visiting(server: Server, pages: Sequence[Page], scale: Scale, writing: Future[int]) -> list[_Wave]:
    """Some visitors after others, for as long as somebody writes."""
    chance, waves = Random(1), []
    while not writing.done():
        crowd = await open_at_once(server.address, chance.choices(pages, k=_TOGETHER), scale.patience)
        waves.append((crowd, server.memory))
        await asyncio.sleep(_PAUSE)
    return waves


def _write(path: Path, seconds: float) -> int:
    """Report something now and then, in a process apart; how many times."""
    chance, until, updates = Random(2), time.monotonic() + seconds, 0
    store = Store.open(url_of(path))
    with store.read() as db:
        pledges = db.rows(select(pledge.c.signatory_id, pledge.c.action))
    while time.monotonic() < until:
        row, status = chance.choice(pledges), chance.choice((Status.BEZIG, Status.AFGEROND))
        with store.write(OPERATOR, "report") as tx:
            report(tx, row.signatory_id, row.action, Report(status, date.fromisoformat(TODAY)))
        updates += 1
        time.sleep(_WRITING)
    return updates


def _told(waves: Sequence[_Wave], note: str) -> Iterator[Row]:
    every = Crowd(tuple(visit for crowd, _ in waves for visit in crowd.visits), 1)
    came = Reference("who came", len(every.visits))
    said = "; ".join(part for part in (note, every.faults) if part)
    yield Row("soak, visitors served", len(every.served), "", came, Better.MORE, ratio(1), said)
    quarter = max(1, len(waves) // 4)
    early, late = waves[quarter : 2 * quarter] or waves, waves[-quarter:]
    reference = Reference("second quarter", _memory(early))
    yield Row("soak, memory in the last quarter", _memory(late), "MB", reference, target=ratio(_GROWTH))
    reference = Reference("second quarter", _wait(early))
    yield Row("soak, p95 in the last quarter", _wait(late), "s", reference)


def _memory(waves: Sequence[_Wave]) -> float:
    return statistics.median(memory for _, memory in waves) / 1e6


def _wait(waves: Sequence[_Wave]) -> float:
    return statistics.median(crowd.p95 for crowd, _ in waves)
