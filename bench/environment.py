"""An environment of its own for the Dash page, made once and kept beside the registers."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from bench.places import KEPT, PEERS

_REQUIREMENTS = PEERS / "requirements.txt"


def dash_python() -> Path | None:
    """The interpreter that has Dash; None where its packages cannot be fetched."""
    folder = KEPT / f"dash-{sha256(_REQUIREMENTS.read_bytes()).hexdigest()[:10]}"
    python, complete = folder / "bin" / "python", folder / "complete"
    if not complete.exists():
        print("  making an environment with Dash", flush=True)
        if not _made(folder, python):
            rmtree(folder, ignore_errors=True)
            return None
        complete.touch()
    return python


def _made(folder: Path, python: Path) -> bool:
    installing = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    commands = ([sys.executable, "-m", "venv", str(folder)], [*installing, "-r", str(_REQUIREMENTS)])
    return all(subprocess.run(command, check=False).returncode == 0 for command in commands)
