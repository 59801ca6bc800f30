"""Visiting a page without a browser, and reading what it says."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from dsw.screen.frame import PLACES, Place

ROOT = Path(__file__).resolve().parents[2]
HOME = PLACES[0]
#: A run takes parts of a second; this is for a machine that is busy.
_SECONDS = 60

_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)


def place(key: str) -> Place:
    """The page with this key."""
    return next(place for place in PLACES if place.key == key)


def visit(where: Place = HOME, address: str = "", *, unfolded: bool = True) -> AppTest:
    """A visitor opens a page at an address, and unfolds the choices.

    ``visit(place("regios"), "op=2026-10-01")``
    """
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=_SECONDS)
    at.session_state["kiezen"] = unfolded
    for name, value in parse_qsl(address):
        at.query_params[name] = value
    at.run()
    return at if where is HOME else at.switch_page(where.script).run()


def written(at: AppTest) -> str:
    """All HTML we wrote on the page."""
    return "\n".join(element.proto.body for element in at.get("html"))


def headline(at: AppTest) -> str:
    """The answer the page opens with."""
    (found,) = re.findall(r"<h1\b[^>]*>(.*?)</h1>", written(at), re.DOTALL)
    return plain(found)


def faults(at: AppTest) -> list[str]:
    """What the page says is wrong with its address."""
    return [plain(said) for said in re.findall(r'<p [^>]*role="alert">(.*?)</p>', written(at))]


def table(at: AppTest, key: str) -> list[dict[str, str]]:
    """The table under a figure: a dictionary by heading for each row of its body."""
    _, _, rest = written(at).partition(f'id="tabel-{key}"')
    head, body = re.findall(r"<thead>(.*?)</thead>\s*<tbody>(.*?)</tbody>", rest, re.DOTALL)[0]
    names = _cells(head)
    return [dict(zip(names, _cells(row), strict=True)) for row in _ROW.findall(body)]


def plain(html: str) -> str:
    """HTML as it reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _cells(row: str) -> list[str]:
    return [plain(cell) for cell in _CELL.findall(row)]
