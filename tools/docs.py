"""The documentation that follows from the code: ``python -m tools.docs`` (``make docs``) writes it anew.

A test compares what stands in ``docs/`` with what would be written now.
"""

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout, suppress
from itertools import combinations
from pathlib import Path

from dsw.__main__ import main
from dsw.domain import NEXT_STATUS, Status
from dsw.texts import all_texts, label

ROOT = Path(__file__).resolve().parent.parent
_WIDTH = "100"
_MADE = "<!-- Gemaakt met `make docs`: verander de code, niet deze pagina. -->"


def documents() -> dict[Path, str]:
    """Every generated page with its whole text, by its path in the repository."""
    return {Path("docs/statussen.md"): _statuses(), Path("docs/opdrachten.md"): _commands()}


def write(root: Path = ROOT) -> list[Path]:
    """Write the pages that changed.

    Returns:
        The paths that were written.
    """
    changed = [
        (root / path, text) for path, text in documents().items() if not _is_current(root / path, text)
    ]
    for path, text in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [path for path, _ in changed]


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def _statuses() -> str:
    """The statuses of a pledge and the ways between them, from ``NEXT_STATUS``."""
    return _page(
        "# De statussen van een toezegging",
        "Een toezegging begint waar de lege cirkel staat. Een pijl met twee punten gaat heen en terug.",
        "```mermaid\nflowchart LR\n" + "\n".join(f"    {line}" for line in _diagram()) + "\n```",
        "| van | naar |\n|---|---|\n" + "\n".join(_table()),
    )


def _diagram() -> Iterator[str]:
    yield f"begin(( )) --> {Status.NIET_GESTART.value}"
    yield from (f'{status.value}["{label(status)}"]' for status in Status)
    for one, other in combinations(Status, 2):
        there, back = other in NEXT_STATUS[one], one in NEXT_STATUS[other]
        if there or back:
            first, second = (one, other) if there else (other, one)
            yield f"{first.value} {'<-->' if there and back else '-->'} {second.value}"


def _table() -> Iterator[str]:
    for status in Status:
        following = (label(other) for other in Status if other in NEXT_STATUS[status] and other is not status)
        yield f"| {label(status)} | {', '.join(following) or '–'} |"


def _commands() -> str:
    """What ``python -m dsw`` says about itself and each of its commands."""
    keys = [key.split(".") for key in all_texts() if key.startswith("opdracht.") and key.endswith(".wat")]
    names = [name for _, *name, _ in keys if name]
    sections = (f"## {' '.join(name)}\n\n{_quoted(_help(name))}" for name in names)
    return _page("# De opdrachten", _quoted(_help([])), *sections)


def _help(arguments: list[str]) -> str:
    said = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _WIDTH
    try:
        with redirect_stdout(said), suppress(SystemExit):
            main([*arguments, "--help"])
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    return said.getvalue().rstrip()


def _quoted(text: str) -> str:
    return f"```text\n{text}\n```"


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((title, _MADE, *parts)) + "\n"


def _report(paths: Iterable[Path]) -> None:
    for path in paths:
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    _report(write())
