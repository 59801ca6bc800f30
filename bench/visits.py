"""How many visitors the server takes at once, beside the page written the usual way and one that says hello.

The usual page is compared at the small register. At the middle one each of its visitors takes 170 MB while
the page is made: a hundred of them at once would not fit on the machines this runs on.
"""

import asyncio
from collections.abc import Iterator

from bench import servers
from bench.asked import HELLO, USUAL_OVERVIEW, USUAL_REGIONS, Asked
from bench.outcome import Better, Reference, Row, Target, ratio, value
from bench.registers import register
from bench.scale import Scale
from bench.servers import Server
from bench.visitors import Crowd, Page, keep_asking, open_at_once

_USUAL, _HELLO = "usual page", "hello page"
#: With the smaller crowd, pages a second: at least so many times the usual page, and the hello page.
_TIMES_USUAL, _TIMES_HELLO = 40.0, 0.6
#: Of the larger crowd all but one in twenty have their page within so many seconds.
_SECONDS = 2.0

#: What came of crowds, by page and number of visitors.
_Crowds = dict[tuple[str, int], Crowd]


def measure(scale: Scale) -> Iterator[Row]:
    """Every figure about visitors."""
    yield from _opening(scale)
    yield from _staying(scale)


def _opening(scale: Scale) -> Iterator[Row]:
    """Everybody comes at the same moment, at the small register."""
    path = register(scale.peer_size)
    asked = Asked(path)
    with servers.ours(path) as server:
        own = _crowds(server, scale, asked.overview(), asked.regions())
        varied = asyncio.run(open_at_once(server.address, asked.varied(scale.crowds[0]), scale.patience))
    with servers.hello(path) as server:
        hello = _crowds(server, scale, HELLO)
    with servers.usual(path) as server:
        usual = _crowds(server, scale, USUAL_OVERVIEW, USUAL_REGIONS)
    few, many = scale.crowds[0], scale.crowds[-1]
    for (page, count), crowd in own.items():
        name = f"{count} opening /{page} at once, {scale.peer_size.name}"
        plain, first = hello["", count], count == few
        yield _rate(name, crowd, _USUAL, usual[page, count], ratio(_TIMES_USUAL) if first else None)
        yield _rate(name, crowd, _HELLO, plain, ratio(_TIMES_HELLO) if first and not page else None)
        yield _wait(name, crowd, _HELLO, plain, value(_SECONDS) if count == many else None)
        yield _served(name, crowd)
    name = f"{few} opening different pages at once, {scale.peer_size.name}"
    yield _rate(name, varied, _HELLO, hello["", few])
    yield _served(name, varied)


def _crowds(server: Server, scale: Scale, *pages: Page) -> _Crowds:
    """Each page opened by each number of visitors, after somebody saw it first."""
    found: _Crowds = {}
    for page in pages:
        asyncio.run(open_at_once(server.address, [page], scale.patience))
        for count in scale.crowds:
            found[page.path, count] = asyncio.run(
                open_at_once(server.address, [page] * count, scale.patience)
            )
    return found


def _staying(scale: Scale) -> Iterator[Row]:
    """Everybody is there and asks for page after page, at the middle register."""
    path = register(scale.crowd_size)
    asked = Asked(path)
    with servers.ours(path) as server:
        own = _asking(server, scale, asked.overview(), asked.regions())
    with servers.hello(path) as server:
        hello = _asking(server, scale, HELLO)
    for (page, count), crowd in own.items():
        name = f"{count} asking for /{page} again and again, {scale.crowd_size.name}"
        judged = count == scale.crowds[0] and not page
        yield _rate(name, crowd, _HELLO, hello["", count], ratio(_TIMES_HELLO) if judged else None)
        yield _wait(name, crowd, _HELLO, hello["", count])


def _asking(server: Server, scale: Scale, *pages: Page) -> _Crowds:
    return {
        (page.path, count): asyncio.run(
            keep_asking(server.address, [page] * count, scale.asking, scale.patience)
        )
        for page in pages
        for count in scale.crowds
    }


def _rate(name: str, crowd: Crowd, peer: str, other: Crowd, target: Target | None = None) -> Row:
    reference = Reference(peer, other.rate)
    return Row(name, crowd.rate, "pages/s", reference, Better.MORE, target, _faults(crowd, peer, other))


def _wait(name: str, crowd: Crowd, peer: str, other: Crowd, target: Target | None = None) -> Row:
    return Row(f"{name}, p95", crowd.p95, "s", Reference(peer, other.p95), target=target)


def _served(name: str, crowd: Crowd) -> Row:
    came, served = len(crowd.visits), len(crowd.served)
    reference = Reference("who came", came)
    return Row(f"{name}, served", served, "", reference, Better.MORE, ratio(1), crowd.faults)


def _faults(crowd: Crowd, peer: str, other: Crowd) -> str:
    said = [crowd.faults, f"{peer}: {other.faults}" if other.faults else ""]
    return "; ".join(part for part in said if part)
