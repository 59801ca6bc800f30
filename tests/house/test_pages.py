"""A page is a request, one query, and blocks."""

import ast
from pathlib import Path

import pytest

from tests.house.reading import ROOT, imported_modules, parsed, python_files, shown, strings

TOO_LONG = 60
_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_NOT_FOR_PAGES = ("pandas", "numpy", "plotly", "sqlalchemy", "sqlite3", "psycopg", "dsw.store", "dsw.domain")


def page_breaches(path: Path) -> list[str]:
    """What makes this page more than a page."""
    tree = parsed(path)
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return [
        *([f"{shown(path)} {lines} lines"] if lines >= TOO_LONG else []),
        *(
            f"{shown(path, node.lineno)} definition"
            for node in ast.walk(tree)
            if isinstance(node, _DEFINITIONS)
        ),
        *(f"{shown(path, line)} imports {name}" for name, line in imported_modules(tree) if _is_barred(name)),
        *(f"{shown(path, line)} sentence: {value}" for value, line in strings(tree) if " " in value.strip()),
    ]


def _is_barred(module: str) -> bool:
    return any(module == barred or module.startswith(f"{barred}.") for barred in _NOT_FOR_PAGES)


def found_too_early(root: Path) -> list[str]:
    """Files directly in ``pages/``: Streamlit would run those before ``dashboard.py`` has run."""
    return [path.name for path in (root / "pages").glob("*") if path.is_file()]


def test_pages_are_only_pages() -> None:
    pages = python_files("pages")
    assert pages
    assert [breach for path in pages for breach in page_breaches(path)] == []


def test_pages_stand_in_folders() -> None:
    assert found_too_early(ROOT) == []


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("x = 1\n" * TOO_LONG, "60 lines"),
        ("def f():\n    pass\n", "definition"),
        ("f = lambda: 1\n", "definition"),
        ("import pandas as pd\n", "imports pandas"),
        ("from dsw import store\n", "imports dsw.store"),
        ("x = 'SELECT 1 FROM t'\n", "sentence: SELECT 1 FROM t"),
        ("x = f'Er zijn {n}'\n", "sentence: Er zijn {}"),
    ],
)
def test_more_than_a_page_is_found(tmp_path: Path, source: str, breach: str) -> None:
    path = tmp_path / "page.py"
    path.write_text(source)
    assert any(found.endswith(breach) for found in page_breaches(path))


def test_a_plain_page_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text('"""The page about it."""\n\nfrom dsw.screen import blocks\n\nblocks.figure("secties")\n')
    assert page_breaches(path) == []


def test_a_page_outside_a_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "pages" / "openbaar").mkdir(parents=True)
    (tmp_path / "pages" / "loose.py").write_text("")
    assert found_too_early(tmp_path) == ["loose.py"]
