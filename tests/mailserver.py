"""A mail server on this machine that takes, refuses or never answers, as a test wants it."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

TAKEN = "250 OK"
#: What a server says of an address may hold that address.
SAID = "{} 5.0.0 ik ken niemand@nergens.example niet"


class Mailroom:
    """What the server does, and what it got.

    Attributes:
        to: what it answers on an address; content: what it answers on a message; set them as wanted.
        heard: every message it was told, also one that it did not take.
        taken: the messages it took.
        hangs: it never answers on a message; reached: somebody waits for that answer.
        visits: how often somebody connected.
    """

    def __init__(self) -> None:
        self.to: Callable[[str], str] = lambda _address: TAKEN
        self.content: Callable[[EmailMessage], str] = lambda _message: TAKEN
        self.heard: list[EmailMessage] = []
        self.taken: list[EmailMessage] = []
        self.hangs = False
        self.reached = Event()
        self.visits = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: Any, session: Any, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.visits += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to(address)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.heard.append(message)
        if self.hangs:
            self.reached.set()
            await asyncio.Event().wait()
        answer = self.content(message)
        if answer == TAKEN:
            self.taken.append(message)
        return answer


@contextmanager
def serving(room: Mailroom, port: int, **settings: Any) -> Iterator[None]:
    """The server, until the block ends."""
    controller = Controller(room, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        number: int = probe.getsockname()[1]
    return number


def body(message: EmailMessage, kind: str) -> str:
    """The words of a message: ``plain`` or ``html``."""
    part = message.get_body((kind,))
    assert part is not None
    words = part.get_content()
    assert isinstance(words, str)
    return words
