"""Reading the repository: its files, and its Python as trees."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Folders that are no part of the repository.
_OUTSIDE = {".git", ".venv", "__pycache__", "local", "results", "test-results", "build", "dist"}
_TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".css",
    ".html",
    ".js",
    ".svg",
    ".txt",
    ".in",
    ".sh",
    ".ini",
    "",
}


def repository_files(root: Path = ROOT) -> list[Path]:
    """Every text file of the repository."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix in _TEXT and not _is_outside(path.relative_to(root)) and path.is_file()
    )


def _is_outside(path: Path) -> bool:
    return any(part in _OUTSIDE or part.endswith("_cache") or part == ".hypothesis" for part in path.parts)


def python_files(*places: str, root: Path = ROOT) -> list[Path]:
    """The Python files at these places: files, or folders with all below. What does not exist holds none."""
    found: list[Path] = []
    for place in places:
        path = root / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


def product_files() -> list[Path]:
    """All Python of the product itself: the package, the pages and the doors."""
    return python_files("dsw", "pages", "dashboard.py")


@cache
def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path, line: int | None = None) -> str:
    """A place as an editor understands it."""
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{name}:{line}" if line else str(name)


def called_name(call: ast.Call) -> str:
    """The last part of what is called: ``raises`` in ``pytest.raises(...)``."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imported_modules(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module with its line; a name imported from a module also as ``module.name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def strings(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every string that is no docstring, with its line; in an f-string each value reads as ``{}``."""
    left_out = set(_documentation(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in ast.walk(node) if part is not node and _is_text(part)}
            yield template(node), node.lineno
            yield from (found for value in _values(node) for found in strings(value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.value, node.lineno


def template(node: ast.JoinedStr) -> str:
    """An f-string with ``{}`` for each value."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _values(node: ast.JoinedStr) -> Iterable[ast.expr]:
    return (part.value for part in node.values if isinstance(part, ast.FormattedValue))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _documentation(tree: ast.AST) -> Iterator[int]:
    """Strings that stand alone as a statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
