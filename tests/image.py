"""What is in the container's image: the files that the Containerfile copies, laid out in a folder."""

import shlex
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTAINERFILE = ROOT / "deploy" / "Containerfile"


def lay_out(folder: Path) -> Path:
    """Copy into a folder what the image gets of this repository, and nothing else."""
    for *sources, target in _copies(CONTAINERFILE.read_text(encoding="utf-8")):
        for source in sources:
            _copy(ROOT / source, folder / target if target != "./" else folder / source)
    return folder


def ignored() -> list[str]:
    """The names that never go into the image, from ``.dockerignore``; none of its lines hold a space."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "!")) and line != "*"]


def allowed() -> set[str]:
    """The names at the top of the repository that may go into the image."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def _copies(containerfile: str) -> list[list[str]]:
    """The arguments of each COPY from the repository in the last stage."""
    last = containerfile.rpartition("\nFROM ")[2]
    copies = [line for line in last.splitlines() if line.startswith("COPY ") and "--from=" not in line]
    return [shlex.split(line)[1:] for line in copies]


def _copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder without what is ignored."""
    if source.is_file():
        shutil.copyfile(source, target)
        return
    left_out = {str(ROOT / name) for name in ignored()}
    shutil.copytree(
        source,
        target,
        ignore=lambda folder, names: {
            name for name in names if name == "__pycache__" or f"{folder}/{name}" in left_out
        },
    )
