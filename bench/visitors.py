"""A crowd of visitors, each speaking Streamlit's protocol over a connection of its own, as a browser does.

A visitor counts as served only when the script ended well and everything the page must hold came.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench.timing import percentile

_STREAM, _PROTOCOL = "/_stcore/stream", Subprotocol("streamlit")
#: Visitors who are to be there, and need not come at the same moment, come so many at a time.
_AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Page:
    """What a visitor asks for, and what must come.

    Attributes:
        path: the address without the slash in front; query: what stands behind the question mark.
        texts: all of these must come; charts: as many Plotly charts, at least.
    """

    path: str = ""
    query: str = ""
    texts: tuple[str, ...] = ()
    charts: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page: how long it took, and what was wrong with it ("": nothing)."""

    seconds: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of many visits.

    Attributes:
        visits: all of them; seconds: from the first request to the last answer.
    """

    visits: tuple[Visit, ...]
    seconds: float

    @property
    def served(self) -> list[Visit]:
        """Those that got their page."""
        return [visit for visit in self.visits if not visit.fault]

    @property
    def rate(self) -> float:
        """Pages served in a second."""
        return len(self.served) / self.seconds

    @property
    def p95(self) -> float:
        """Seconds that one in twenty exceeds; whoever was not served waited for as long as it lasted."""
        waited = [self.seconds if visit.fault else visit.seconds for visit in self.visits]
        return percentile(waited, 0.95)

    @property
    def faults(self) -> str:
        """What went wrong, the most frequent first; "" when nothing did."""
        counted = Counter(visit.fault for visit in self.visits if visit.fault)
        return ", ".join(f"{count}× {fault}" for fault, count in counted.most_common(3))


class Visitor:
    """One visitor with a connection of its own: ``async with Visitor(address) as visitor``."""

    def __init__(self, address: str, limit: float) -> None:
        self._url = address.replace("http", "ws", 1) + _STREAM
        self._limit = limit
        self._held: dict[str, bytes] = {}
        self._left = AsyncExitStack()

    async def __aenter__(self) -> Self:
        connecting = connect(
            self._url,
            subprotocols=[_PROTOCOL],
            max_size=None,
            open_timeout=self._limit,
            ping_interval=None,  # a browser does not give up on a server that is busy
        )
        self._socket: ClientConnection = await self._left.enter_async_context(connecting)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._left.aclose()

    async def see(self, page: Page) -> Visit:
        """Ask for a page and wait until all of it came."""
        start = perf_counter()
        try:
            async with asyncio.timeout(self._limit):
                await self._socket.send(self._wish(page))
                fault = await self._watch(page)
        except (OSError, TimeoutError, WebSocketException) as error:
            fault = type(error).__name__
        return Visit(perf_counter() - start, fault)

    def _wish(self, page: Page) -> bytes:
        message = BackMsg()
        wish = message.rerun_script
        wish.query_string, wish.page_name = page.query, page.path
        wish.cached_message_hashes.extend(self._held)
        wish.context_info.timezone = "Europe/Amsterdam"
        wish.context_info.color_scheme = "light"
        wished: bytes = message.SerializeToString()
        return wished

    async def _watch(self, page: Page) -> str:
        """Take in messages until the script is done; says what is wrong with what came."""
        came, charts = bytearray(), 0
        async for raw in self._socket:
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return _verdict(page, message.script_finished, came, charts)
            elif kind == "ref_hash":
                held = self._held[message.ref_hash]
                charts += _is_chart(ForwardMsg.FromString(held))
                came += held
            elif kind == "delta":
                if message.metadata.cacheable:
                    self._held[message.hash] = raw
                charts += _is_chart(message)
                came += raw
        return "connection closed"


def _is_chart(message: ForwardMsg) -> bool:
    return message.delta.new_element.WhichOneof("type") == "plotly_chart"


def _verdict(page: Page, ended: int, came: bytes | bytearray, charts: int) -> str:
    if ended != ForwardMsg.FINISHED_SUCCESSFULLY:
        return "script failed"
    missing = next((text for text in page.texts if text.encode() not in came), "")
    if missing:
        return f"without {missing[:40]!r}"
    return "" if charts >= page.charts else f"{charts} charts"


# --------------------------------------------------------------------------------------- many at once


async def open_at_once(address: str, pages: Sequence[Page], limit: float) -> Crowd:
    """All come at the same moment, one for each page, and leave when they have seen it."""
    visits = await asyncio.gather(*(_come_and_go(address, page, limit) for page in pages))
    return Crowd(tuple(visits), max(visit.seconds for visit in visits))


async def keep_asking(address: str, pages: Sequence[Page], seconds: float, limit: float) -> Crowd:
    """All are there, one for each page, and ask for it again and again without a pause."""
    async with present(address, pages, limit) as visitors:
        start = perf_counter()
        asking = (
            _again(visitor, page, start + seconds) for visitor, page in zip(visitors, pages, strict=True)
        )
        visits = [visit for many in await asyncio.gather(*asking) for visit in many]
        return Crowd(tuple(visits), perf_counter() - start)


@asynccontextmanager
async def present(address: str, pages: Sequence[Page], limit: float) -> AsyncIterator[list[Visitor]]:
    """Visitors that came in a few at a time and have all seen their page.

    Raises:
        RuntimeError: one of them did not get its page.
    """
    async with AsyncExitStack() as stack:
        visitors = []
        for start in range(0, len(pages), _AT_A_TIME):
            some = pages[start : start + _AT_A_TIME]
            new = [await stack.enter_async_context(Visitor(address, limit)) for _ in some]
            seen = await asyncio.gather(*(one.see(page) for one, page in zip(new, some, strict=True)))
            if faults := Crowd(tuple(seen), 1).faults:
                raise RuntimeError(f"visitors were not served: {faults}")
            visitors += new
        yield visitors


async def _come_and_go(address: str, page: Page, limit: float) -> Visit:
    start = perf_counter()
    try:
        async with asyncio.timeout(limit), Visitor(address, limit) as visitor:
            before = perf_counter() - start
            visit = await visitor.see(page)
            return Visit(before + visit.seconds, visit.fault)
    except (OSError, TimeoutError, WebSocketException) as error:
        return Visit(perf_counter() - start, type(error).__name__)


async def _again(visitor: Visitor, page: Page, until: float) -> list[Visit]:
    visits = []
    while perf_counter() < until:
        visits.append(await visitor.see(page))
        if visits[-1].fault:
            break
    return visits
