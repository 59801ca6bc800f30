"""What a newcomer reads is true, and the repository speaks of itself alone."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.reading import ROOT, repository_files, shown

COMMANDS = ["setup", "run", "demo", "test", "check", "fix", "bench", "docs", "backup"]
_LEFT = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
_ELSEWHERE = re.compile(r"(?<![\w-])share" + r"d/|\biss" + r"ue #?\d", re.IGNORECASE)
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_MAKE = re.compile(r"\bmake ([a-z]+)")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==\S+(?: ; .+)?$")


def lines_with(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    return [
        f"{shown(path, number)} {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def manuals() -> list[Path]:
    return [path for path in repository_files() if path.suffix == ".md"]


def broken_links(path: Path) -> list[str]:
    """Links in a manual to files that are not there, or to headings that are not in them."""
    prose = _CODE.sub("", path.read_text(encoding="utf-8"))
    return [f"{shown(path)} {link}" for link in _LINK.findall(prose) if not _resolves(path, link)]


def _resolves(path: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, heading = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists() or not heading:
        return target.exists()
    found = re.findall(r"^#+ +(.+?)\s*$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return heading in {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


def unknown_commands(path: Path) -> list[str]:
    """Make commands a manual names in code that the Makefile does not have."""
    code = " ".join(_CODE.findall(path.read_text(encoding="utf-8")))
    return [f"{shown(path)} make {name}" for name in _MAKE.findall(code) if name not in {*COMMANDS, "help"}]


def unpinned(text: str) -> list[str]:
    """Lines of a requirements file that do not name one exact version."""
    stated = (line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))
    return [line for line in stated if not _PIN.match(line)]


def pins(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {line for line in text.splitlines() if line and not line.lstrip().startswith("#")}


def test_make_help_lists_the_commands() -> None:
    # Under another make (as in `make check`) make itself would add lines about entering the directory.
    asked = ["make", "--no-print-directory", "help"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == COMMANDS


def test_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "bench/peers/requirements.txt"):
        assert unpinned((ROOT / name).read_text(encoding="utf-8")) == []


def test_developers_run_what_visitors_get() -> None:
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_manuals_name_commands_that_exist() -> None:
    assert [found for path in manuals() for found in unknown_commands(path)] == []


def test_links_in_manuals_resolve() -> None:
    assert [found for path in manuals() for found in broken_links(path)] == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(_LEFT, repository_files()) == []


def test_the_repository_speaks_of_itself() -> None:
    assert lines_with(_ELSEWHERE, repository_files()) == []


def test_missing_pins_are_found() -> None:
    assert unpinned("# why\nnumpy==2.4.6 ; python_full_version < '3.12'\npandas>=3\nplotly\n") == [
        "pandas>=3",
        "plotly",
    ]


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("# TO" + "DO: later", _LEFT),
        ("see ../share" + "d/design", _ELSEWHERE),
        ("from share" + "d/regio", _ELSEWHERE),
        ("as iss" + "ue #3 asks", _ELSEWHERE),
        ("as iss" + "ue 3 asks", _ELSEWHERE),
    ],
)
def test_loose_ends_are_found(tmp_path: Path, line: str, pattern: re.Pattern[str]) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"fine\n{line}\n")
    assert len(lines_with(pattern, [path])) == 1


def test_a_wrong_manual_is_found(tmp_path: Path) -> None:
    path = tmp_path / "manual.md"
    path.write_text(
        "# Hello there\n`make run`, `make tea`, make do\n"
        "[a](#hello-there) [b](manual.md) [c](gone.md) [d](#nowhere) [e](https://example.org)\n"
    )
    assert [found.split()[-1] for found in unknown_commands(path)] == ["tea"]
    assert [found.split()[-1] for found in broken_links(path)] == ["gone.md", "#nowhere"]
