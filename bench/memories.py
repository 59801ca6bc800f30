"""How much memory processes take, as Linux keeps it."""

import os
from pathlib import Path


def memory_of(process: int) -> int:
    """Resident memory of a process now, in bytes; 0 when it is gone."""
    return _kept(process, "VmRSS:")


def most_memory() -> int:
    """The most resident memory this process ever had, in bytes; what its parent took does not count."""
    return _kept(os.getpid(), "VmHWM:")


def _kept(process: int, name: str) -> int:
    try:
        said = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith(name)), 0)
