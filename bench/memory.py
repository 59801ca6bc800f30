"""How much memory the server takes with many visitors, and whether it gives it back.

"Before" is the server that has read its register and served a few visitors: what it needs anyway. Then many
come, stay, each having seen its page, and leave. Streamlit forgets them after two minutes, when others come:
meanwhile one visitor comes by every quarter of a minute.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from bench import servers
from bench.asked import Asked
from bench.outcome import Reference, Row, ratio, value
from bench.registers import Size, register
from bench.scale import Scale
from bench.servers import Server
from bench.visitors import Page, open_at_once, present

#: Afterwards at most so many times what it was before.
_BACK = 1.10
#: Megabytes with everybody there, by register.
_MOST = {"M": 400.0, "L": 1200.0}
_FIRST, _STAY, _BETWEEN, _EVERY = 20, 3.0, 15.0, 0.2


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about memory."""
    for size in scale.memory_sizes:
        yield from _visited(size, scale)


def _visited(size: Size, scale: Scale) -> Iterator[Row]:
    path = register(size)
    pages = _pages(path) * (scale.stayers // 2)
    with servers.ours(path) as server:
        asyncio.run(open_at_once(server.address, pages[:_FIRST], scale.patience))
        before = asyncio.run(_settled(server, pages[0], scale.settling / 4, goal=0))
        during = asyncio.run(_most_with(server, pages, scale.patience))
        after = asyncio.run(_settled(server, pages[0], scale.settling, before * _BACK))
    name, reference = f"server's memory, {size.name}", Reference("before", before / 1e6)
    most = value(_MOST[size.name]) if size.name in _MOST else None
    yield Row(f"{name}, {len(pages)} visitors there", during / 1e6, "MB", reference, target=most)
    yield Row(f"{name}, after they left", after / 1e6, "MB", reference, target=ratio(_BACK))


def _pages(path: Path) -> list[Page]:
    """What visitors see; the register that was read for it is let go."""
    asked = Asked(path)
    return [asked.overview(), asked.regions()]


async def _most_with(server: Server, pages: list[Page], patience: float) -> int:
    """The most it takes while everybody comes and stays a while."""
    left = asyncio.Event()
    watching = asyncio.create_task(_most(server, left))
    async with present(server.address, pages, patience):
        await asyncio.sleep(_STAY)
    left.set()
    return await watching


async def _most(server: Server, until: asyncio.Event) -> int:
    most = 0
    while not until.is_set():
        most = max(most, server.memory)
        await asyncio.sleep(_EVERY)
    return most


async def _settled(server: Server, page: Page, seconds: float, goal: float) -> int:
    """What it takes after some time in which hardly anybody comes, or once it takes no more than the goal."""
    until = monotonic() + seconds
    while server.memory > goal and monotonic() < until:
        await open_at_once(server.address, [page], seconds)
        await asyncio.sleep(min(_BETWEEN, seconds / 4))
    return server.memory
