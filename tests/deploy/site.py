"""The whole set-up on this machine: PostgreSQL, some processes of the monitor, and nginx before them."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import image, webserver
from tests.deploy.visiting import Visitor

_PATIENCE = 90


class Process:
    """One process of the monitor, on a port of its own, from the files that the container's image holds."""

    def __init__(self, port: int, database_url: str, program: Path) -> None:
        self.port = port
        self._environment = {**os.environ, "DSW_DATABASE_URL": database_url, "PYTHONPATH": ""}
        self._program = program
        self._log = program.parent / f"{port}.log"
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def direct(self) -> Visitor:
        """A visitor who comes to this process without nginx."""
        return Visitor(f"http://127.0.0.1:{self.port}")

    def start(self) -> bool:
        """Start it; whether that was needed."""
        if self._running is not None:
            return False
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "dsw", "serve", "--port", str(self.port)],
                cwd=self._program,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return True

    def end(self, number: signal.Signals) -> None:
        """End it with a signal."""
        if self._running is not None:
            self._running.send_signal(number)
            self._running.wait(timeout=20)
            self._running = None

    def is_healthy(self) -> bool:
        """Whether it answers, and says it is fine."""
        assert self._running is not None
        assert self._running.poll() is None, self._log.read_text(encoding="utf-8")
        try:
            return self.direct.get("/gezond").status == 200
        except OSError:
            return False


@dataclass(frozen=True)
class Site:
    """Where it all is.

    Attributes:
        origin: nginx' address; plain: its address without TLS; trust: accepts its certificate.
        processes: the monitor's processes by the name nginx gives them; log: nginx' own.
    """

    origin: str
    plain: str
    trust: ssl.SSLContext
    processes: dict[str, Process]
    log: Path
    _nginx: subprocess.Popen[bytes]

    def visitor(self) -> Visitor:
        """Somebody who was never here before."""
        return Visitor(self.origin, self.trust)

    def make_whole(self) -> None:
        """Every process runs, and nginx holds nothing against any."""
        started = [process.start() for process in self.processes.values()]
        if any(started):
            for process in self.processes.values():
                wait_until(process.is_healthy)
            before = self._accepting()
            self._nginx.send_signal(signal.SIGHUP)
            wait_until(lambda: self._accepting().isdisjoint(before))
            wait_until(self._serves_all)

    def _accepting(self) -> set[str]:
        """The workers of nginx that take new visitors; those of before may stay for who is there."""
        master = self._nginx.pid
        workers = set()
        with suppress(OSError):
            workers.update(Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split())
        return {worker for worker in workers if _accepts(worker)}

    def _serves_all(self) -> bool:
        try:
            found = {self._place_of_a_newcomer() for _ in self.processes}
        except OSError:
            return False
        return found == set(self.processes)

    def _place_of_a_newcomer(self) -> str:
        newcomer = self.visitor()
        newcomer.get("/gezond")
        return newcomer.place


@contextmanager
def standing(database_url: str, folder: Path) -> Iterator[Site]:
    """The set-up, with nginx' shipped configuration, until the block ends."""
    first, second, http, https = free_ports(4)
    (folder / "program").mkdir()
    program = image.lay_out(folder / "program")
    processes = {str(port): Process(port, database_url, program) for port in (first, second)}
    main = webserver.render(folder / "nginx", (first, second), http, https)
    trust = ssl.create_default_context(cafile=str(main.parent / "actieplanmonitor/tls/keten.pem"))
    try:
        with webserver.serving(main) as nginx:
            origin, plain = f"https://127.0.0.1:{https}", f"http://127.0.0.1:{http}"
            site = Site(origin, plain, trust, processes, main.parent, nginx)
            site.make_whole()
            yield site
    finally:
        for process in processes.values():
            process.end(signal.SIGKILL)


def _accepts(worker: str) -> bool:
    with suppress(OSError):
        return b"shutting down" not in Path(f"/proc/{worker}/cmdline").read_bytes()
    return False


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, holds
        time.sleep(0.1)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
