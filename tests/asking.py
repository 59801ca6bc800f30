"""Asks an ASGI application something without a server: the one way in which tests do that."""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

import brotli
from anyio.from_thread import start_blocking_portal
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What an application answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def words(self) -> str:
        """The answer as text, unpacked."""
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
        return unpack.get(self.headers.get("content-encoding", ""), bytes)(self.body).decode()


def outside(call: Callable[..., Awaitable[T]], *given: object) -> T:
    """What a coroutine function gives, run in a thread of its own: see :func:`ask`."""
    with start_blocking_portal() as portal:
        return portal.call(call, *given)


def ask(app: ASGIApp, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """What the application answers; headers by name, ``_`` for ``-``.

    It runs in a thread of its own: a browser test in this process keeps an event loop in the main one.
    """
    return outside(partial(answered, app, address, method, body, **headers))


async def answered(
    app: ASGIApp, address: str, method: str = "GET", body: bytes = b"", **headers: str
) -> Answer:
    """The same, for who asks several things of one event loop."""
    parts = urlsplit(address)
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": method,
        "scheme": "http",
        "root_path": "",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "server": ("localhost", 80),
        "client": ("localhost", 1),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Message] = []
    coming = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(coming, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *rest = sent
    whole = b"".join(message.get("body", b"") for message in rest)
    return Answer(start["status"], Headers(raw=start["headers"]), whole)
