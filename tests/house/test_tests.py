"""Tests can fail, all run, and measure no time."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.reading import called_name, calls, parsed, python_files, shown

_LEFT_OUT = {"skip", "skipif", "xfail", "importorskip"}
_TIMED = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "timeit"}
_JUDGES = ("assert", "check", "expect", "raises", "warns", "fail")


def toothless(paths: Iterable[Path]) -> list[str]:
    """Tests that judge nothing: no assert, no ``raises``, and no call to what is named for judging."""
    return [
        f"{shown(path, node.lineno)} {node.name}"
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _judges(node)
    ]


def _judges(test: ast.FunctionDef) -> bool:
    if any(isinstance(node, ast.Assert) for node in ast.walk(test)):
        return True
    return any(called_name(call).lstrip("_").startswith(_JUDGES) for call in calls(test))


def uses_of(names: set[str], paths: Iterable[Path]) -> list[str]:
    """Where tests use something by one of these names, called or not."""
    return [
        f"{shown(path, line)} {name}"
        for path in paths
        for name, line in _names(parsed(path))
        if name in names
    ]


def _names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno


def test_every_test_can_fail() -> None:
    assert toothless(python_files("tests")) == []


def test_no_test_is_left_out() -> None:
    assert uses_of(_LEFT_OUT, python_files("tests")) == []


def test_no_test_measures_time() -> None:
    assert uses_of(_TIMED, python_files("tests")) == []


def test_a_test_that_cannot_fail_is_found(tmp_path: Path) -> None:
    path = tmp_path / "test_weak.py"
    path.write_text(
        "def test_nothing():\n    run()\n\n"
        "def test_raises():\n    with pytest.raises(ValueError):\n        run()\n\n"
        "def test_page(page):\n    expect(page).to_have_title('x')\n"
    )
    assert [found.split()[-1] for found in toothless([path])] == ["test_nothing"]


@pytest.mark.parametrize(
    ("name", "barred"), [("skip", _LEFT_OUT), ("xfail", _LEFT_OUT), ("perf_counter", _TIMED)]
)
def test_a_barred_name_is_found(tmp_path: Path, name: str, barred: set[str]) -> None:
    path = tmp_path / "test_barred.py"
    path.write_text(f"@pytest.mark.{name}\ndef test_x():\n    assert time.{name}()\n")
    assert len(uses_of(barred, [path])) == 2
