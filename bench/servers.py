"""Starting what is measured, each in a process of its own: our server, and the pages it is compared with."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.memories import memory_of
from bench.places import PEERS, TODAY
from bench.registers import kept, scratch, url_of
from dsw.plan import load_plan
from dsw.regions import load_regions
from dsw.settings import ROOT

_SECONDS_TO_START, _SECONDS_TO_STOP = 90, 20


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        address: where it answers, without a slash at the end.
        process: itself.
    """

    address: str
    process: subprocess.Popen[bytes]

    @property
    def memory(self) -> int:
        """Its resident memory in bytes; 0 when it is gone."""
        return memory_of(self.process.pid)


@contextmanager
def ours(register: Path) -> Iterator[Server]:
    """The product, as it is served to visitors."""
    with _running(
        [sys.executable, "-m", "dsw", "serve", "--port"], "/_stcore/health", _product(register)
    ) as it:
        yield it


@contextmanager
def hello(register: Path) -> Iterator[Server]:
    """A page that says hello, in the server the product has."""
    with _running(
        [sys.executable, "-m", "bench.peers.serve_hello"], "/_stcore/health", _product(register)
    ) as it:
        yield it


@contextmanager
def usual(register: Path) -> Iterator[Server]:
    """The same pages written the usual way, served by ``streamlit run`` as it comes."""
    command = [sys.executable, "-m", "streamlit", "run", str(PEERS / "usual.py"), "--server.headless=true"]
    command += ["--browser.gatherUsageStats=false", "--server.port"]
    with _running(command, "/_stcore/health", _peer(register)) as it:
        yield it


@contextmanager
def dash(python: Path, register: Path) -> Iterator[Server]:
    """The same pages as a Plotly Dash app.

    Args:
        python: the interpreter of an environment that has Dash.
    """
    with _running([str(python), str(PEERS / "dash_page.py")], "/", _peer(register)) as it:
        yield it


def _product(register: Path) -> dict[str, str]:
    return {"DSW_DATABASE_URL": url_of(register), "PYTHONPATH": str(ROOT)}


def _peer(register: Path) -> dict[str, str]:
    """What a peer is told; it knows nothing of the product's code."""
    return {"BENCH_REGISTER": str(register), "BENCH_PLAN": str(plan_file())}


@contextmanager
def _running(command: Sequence[str], health: str, told: Mapping[str, str]) -> Iterator[Server]:
    """Run a command, with a free port behind it, in a folder without any settings; stop it afterwards."""
    port = _free_port()
    with scratch() as folder, (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, str(port)],
            cwd=folder,
            env={**os.environ, "DSW_TODAY": TODAY, **told},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://127.0.0.1:{port}", process)
        try:
            _await(server, health, folder / "log")
            yield server
        finally:
            _stop(process)


def _await(server: Server, health: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(server.address + health, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
    raise RuntimeError(f"a server did not start:\n{said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def plan_file() -> Path:
    """What the peers have to know of the plan and the regions, as JSON."""
    plan, regions = load_plan(), load_regions()
    places = regions.municipalities_on(date.fromisoformat(TODAY))
    told = {
        "today": TODAY,
        "sections": [section.short_name for section in plan.sections],
        "section_of": [action.section for action in plan.actions],
        "provinces": {province.code: province.name for province in regions.provinces},
        "municipalities": [
            {"code": place.code, "name": place.name, "province": place.province, "x": place.x, "y": place.y}
            for place in places
        ],
    }
    path = kept("plan.json")
    path.write_text(json.dumps(told), encoding="utf-8")
    return path
