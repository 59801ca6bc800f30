"""A visitor's browser talks to our own origin alone."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.reading import ROOT, repository_files, shown

#: What makes a browser fetch by itself; a link to follow is no fetch.
_FETCHES = re.compile(
    r"""(
      \b(?:src|srcset|poster|action)\s*=\s*\\?["']?\s*(?:https?:)?//
    | <link\b[^>]*\bhref\s*=\s*\\?["']?\s*(?:https?:)?//
    | \burl\(\s*\\?["']?\s*(?:https?:)?//
    | @import\s+\\?["']\s*(?:https?:)?//
    | \b(?:fetch|import|EventSource|WebSocket|sendBeacon)\(\s*["'](?:https?:|wss?:)?//
    | \bfrom\s+["']https?://
    | ^\s*(?:font|icon|logo)\w*\s*=\s*["']https?://
    )""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_SERVED = {".py", ".css", ".html", ".js", ".svg", ".toml"}


def fetches(paths: Iterable[Path]) -> list[str]:
    return [
        f"{shown(path, text.count(chr(10), 0, match.start()) + 1)} {match.group().strip()}"
        for path in paths
        for text in [path.read_text(encoding="utf-8")]
        for match in _FETCHES.finditer(text)
    ]


def served_files() -> list[Path]:
    places = (ROOT / "dsw", ROOT / "pages", ROOT / ".streamlit", ROOT / "dashboard.py")
    return [
        path
        for path in repository_files()
        if path.suffix in _SERVED and any(path.is_relative_to(place) for place in places)
    ]


def test_nothing_is_fetched_elsewhere() -> None:
    assert fetches(served_files()) == []


@pytest.mark.parametrize(
    "source",
    [
        '<script src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//fonts.example/x.css">',
        "src: url(https://fonts.example/x.woff2)",
        "@import 'https://fonts.example/x.css';",
        'fetch("https://example.org/count")',
        'fontFaces = "https://fonts.example"',
        'icon = "<img src=\\"http://example.org/x.png\\">"',
    ],
)
def test_a_fetch_is_found(tmp_path: Path, source: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(source)
    assert len(fetches([path])) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<a href="https://www.movisie.nl/">Movisie</a>',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "src: url('/static/letters.woff2')",
        'from "./drawing.js"',
    ],
)
def test_a_link_and_our_own_files_are_fine(tmp_path: Path, source: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(source)
    assert fetches([path]) == []
