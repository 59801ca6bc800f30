"""Small functions, small modules."""

import ast
import statistics
from collections.abc import Iterable
from pathlib import Path

from tests.house.reading import parsed, python_files, shown

MEDIAN, NINE_IN_TEN, LONGEST, MODULE = 8, 25, 50, 400


def measured_files() -> list[Path]:
    """Everything but migrations: those are lists of tables, and history."""
    return [path for path in python_files("dsw", "tools", "bench") if "versions" not in path.parts]


def lengths(paths: Iterable[Path]) -> dict[str, int]:
    """Lines of each function, from ``def`` to its end, its docstring left out."""
    return {
        f"{shown(path, node.lineno)} {node.name}": _length(node)
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is None:
        return whole
    told = node.body[0]
    return whole - ((told.end_lineno or told.lineno) - told.lineno + 1)


def too_long_modules(paths: Iterable[Path]) -> list[str]:
    counted = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{name}: {count}" for name, count in counted.items() if count > MODULE]


def test_functions_are_short() -> None:
    measured = lengths(measured_files())
    ordered = sorted(measured.values())
    assert [name for name, lines in measured.items() if lines > LONGEST] == []
    assert statistics.median(ordered) <= MEDIAN
    assert ordered[int(len(ordered) * 0.9)] <= NINE_IN_TEN


def test_modules_are_short() -> None:
    assert too_long_modules(measured_files()) == []


def test_a_docstring_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "told.py"
    path.write_text('def f(x):\n    """One.\n\n    Two.\n    """\n    return x\n')
    assert list(lengths([path]).values()) == [2]


def test_a_long_function_and_a_long_module_are_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f(x):\n" + "    x += 1\n" * MODULE)
    assert list(lengths([path]).values()) == [MODULE + 1]
    assert too_long_modules([path]) == [f"{path}: {MODULE + 1}"]
