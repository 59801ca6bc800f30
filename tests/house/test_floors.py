"""A module imports only from floors below its own; the lowest floor stands on Python alone."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.reading import ROOT, imported_modules, parsed, python_files, shown

CELLAR = ("dsw/domain.py", "dsw/errors.py", "dsw/calendar.py")
_ALLOWED_IN_CELLAR = {"dsw.domain", "dsw.errors", "dsw.calendar"}


def contracts_hold(root: Path) -> tuple[bool, str]:
    """Whether the floors of the ``dsw`` package below ``root`` are in order, and what import-linter says."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def imports_beyond_the_cellar(paths: Iterable[Path]) -> list[str]:
    return [
        f"{shown(path, line)} {module}"
        for path in paths
        for module, line in imported_modules(parsed(path))
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not any(module == own or module.startswith(f"{own}.") for own in _ALLOWED_IN_CELLAR)
    ]


def test_the_floors_hold() -> None:
    held, said = contracts_hold(ROOT)
    assert held, said


def test_the_cellar_needs_nothing_but_python() -> None:
    assert imports_beyond_the_cellar(python_files(*CELLAR)) == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house under the same contract."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    for path in python_files("dsw"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("")
    return tmp_path


def test_an_empty_house_is_in_order(house: Path) -> None:
    held, said = contracts_hold(house)
    assert held, said


@pytest.mark.parametrize(
    ("below", "above"),
    [("domain", "store"), ("settings", "views"), ("views", "charts"), ("charts", "screen")],
)
def test_an_import_from_above_is_found(house: Path, below: str, above: str) -> None:
    for name in (below, above):
        if not (house / "dsw" / name).is_dir():
            (house / "dsw" / f"{name}.py").write_text("")
    (house / "dsw" / f"{below}.py").write_text(f"import dsw.{above}\n")
    held, said = contracts_hold(house)
    assert not held
    assert f"dsw.{below} is not allowed to import dsw.{above}" in " ".join(said.split())


def test_a_module_without_a_floor_is_found(house: Path) -> None:
    (house / "dsw" / "attic.py").write_text("")
    held, said = contracts_hold(house)
    assert not held
    assert "dsw.attic" in said


def test_a_database_in_the_cellar_is_found(tmp_path: Path) -> None:
    path = tmp_path / "domain.py"
    path.write_text(
        "import datetime\nimport sqlalchemy\nfrom dsw.store import Store\nfrom dsw.errors import DswError\n"
    )
    found = imports_beyond_the_cellar([path])
    assert [line.split()[-1] for line in found] == ["sqlalchemy", "dsw.store", "dsw.store.Store"]
