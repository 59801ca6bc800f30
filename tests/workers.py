"""Our own commands as processes that a test can watch and end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dsw.texts import text

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 60


class Worker:
    """One ``python -m dsw`` with a command and settings of its own; a worker unless told otherwise."""

    def __init__(self, log: Path, *command: str, **settings: str) -> None:
        self._log = log
        with self._log.open("ab") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dsw", *(command or ["worker"])],
                cwd=ROOT,
                env=os.environ | settings,
                stdout=told,
                stderr=subprocess.STDOUT,
            )

    def has_said(self, key: str, **values: object) -> bool:
        assert self.process.poll() is None, self.log
        return text(key, **values) in self.log

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=_PATIENCE)

    def kill(self) -> None:
        """End it by force, if it still runs."""
        if self.process.poll() is None:
            self.end(signal.SIGKILL)


def wait_until(holds: Callable[[], object], pause: float = 0.05) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(pause)
