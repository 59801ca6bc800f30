"""Streamlit's own files in the browser: which there are, and which of them our pages need, and when.

Its page names the scripts it begins with. What draws a block it asks for only when the first one comes, and
then what that needs: at 40 ms a question that is half a second of waiting. So all of it is named ahead, the
largest first: a browser asks for six files at a time, and the small ones pass beside it.

The library of charts keeps a browser busy for most of a second. At its address stands a gate, which lets it
begin when the page has been drawn; the library itself stands beside it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from streamlit.file_util import get_static_dir

#: What every page is drawn with, what draws the choices, and the library of charts: the first part of the
#: names Streamlit gave its files.
_DRAWING, _CHOOSING, _CHARTS = (
    ("Html",),
    ("Radio", "Selectbox", "DateInput", "TextInput", "Button"),
    ("PlotlyChart",),
)

_SCRIPT = re.compile(r'<script type="module"[^>]*\ssrc="\./static/js/([^"]+)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*\shref="\./static/css/([^"]+)"')
_IMPORT = re.compile(r'(?:from|\bimport)\s*["\']\./([^"\']+\.js)["\']')
_JS = "/static/js/"
#: What is behind a gate, by a name of its own.
_BEHIND = "later-"
_GATE = 'await window.dswDrawn;\nexport default (await import("./{name}")).default;\n'


@cache
def streamlit_files() -> Mapping[str, Path]:
    """Every file of Streamlit's: its address and where it lies."""
    top = Path(get_static_dir())
    return {f"/{path.relative_to(top).as_posix()}": path for path in sorted(top.glob("static/**/*.*"))}


@cache
def gates() -> Mapping[str, tuple[str, str]]:
    """The scripts that wait: for each address the script that stands there, and the address of what waits."""
    return {_JS + name: (_GATE.format(name=_BEHIND + name), _JS + _BEHIND + name) for name in _named(_CHARTS)}


@cache
def style_html() -> str:
    """The style of Streamlit's page."""
    return "".join(
        f'<link rel="stylesheet" crossorigin href="/static/css/{name}">' for name in _found(_STYLE)
    )


@cache
def start_html() -> str:
    """What starts Streamlit: its script, and all that asks for before it draws a first block.

    Raises:
        RuntimeError: this version of Streamlit builds its page in another way.
    """
    script = f'<script type="module" crossorigin src="{_JS}{_entry()}"></script>'
    return script + _links(_first() - {_entry()})


@cache
def ahead_html(*, charts: bool) -> str:
    """What Streamlit will ask for later: comes when nothing more urgent does.

    Args:
        charts: the page has charts.
    """
    names = _with_imports(_CHOOSING + (_CHARTS if charts else ())) - _first()
    waiting = {_BEHIND + name for name in names & _named(_CHARTS)}
    return _links(names | waiting, ' fetchpriority="low"')


@cache
def files_in_use() -> tuple[str, ...]:
    """The addresses of all scripts and styles that our pages ask for, from Streamlit's own files."""
    scripts = _first() | _with_imports(_CHOOSING + _CHARTS)
    return (*(f"/static/css/{name}" for name in _found(_STYLE)), *(_JS + name for name in _by_size(scripts)))


def _found(tag: re.Pattern[str]) -> list[str]:
    return tag.findall((Path(get_static_dir()) / "index.html").read_text(encoding="utf-8"))


def _entry() -> str:
    scripts = _found(_SCRIPT)
    if not scripts:
        raise RuntimeError("Streamlit's index.html holds no module script")
    return scripts[0]


@cache
def _first() -> frozenset[str]:
    return _with_imports(_DRAWING) | _closure([_entry()])


def _with_imports(parts: Iterable[str]) -> frozenset[str]:
    """The files with these names, and all that those import."""
    return _closure(_named(parts))


def _named(parts: Iterable[str]) -> frozenset[str]:
    names = (address.removeprefix(_JS) for address in streamlit_files() if address.startswith(_JS))
    return frozenset(name for name in names if name.partition(".")[0] in parts)


def _closure(names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += _imports(name)
    return frozenset(found)


@cache
def _imports(name: str) -> list[str]:
    """What a script asks for before it can run."""
    script = streamlit_files()[_JS + name].read_text(encoding="utf-8")
    return [found for found in _IMPORT.findall(script) if _JS + found in streamlit_files()]


def _by_size(names: Iterable[str]) -> list[str]:
    def size(name: str) -> int:
        path = streamlit_files()[_JS + name.removeprefix(_BEHIND)]
        return path.stat().st_size if name.startswith(_BEHIND) or _JS + name not in gates() else 0

    return sorted(names, key=lambda name: (-size(name), name))


def _links(names: Iterable[str], how: str = "") -> str:
    return "".join(
        f'<link rel="modulepreload" crossorigin{how} href="{_JS}{name}">' for name in _by_size(names)
    )
