"""The files that browsers ask for, ours and Streamlit's: packed, kept for ever, and never another file."""

import threading
from base64 import b64encode
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from dsw.palette import DARK, LIGHT
from dsw.screen.answering import ASK_AGAIN, FOREVER, encoding_for, is_read, respond
from dsw.screen.frontend import files_in_use, gates, streamlit_files
from dsw.screen.packing import PLAIN, Read, Shelf
from dsw.settings import load_settings

#: Where our own files are served; a name with a fingerprint in its query may be kept for ever.
OWN = "/kader"
_OWN_FILES = Path(__file__).parent / "static"
_LETTERS = "letters/atkinson-latin.woff2"


class StaticFiles:
    """Serves our own files and those of Streamlit's front end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = static_files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        name = scope.get("path", "")
        if not is_read(scope) or name not in self._files:
            await self.app(scope, receive, send)
            return
        encoding = encoding_for(scope) if _is_worth_packing(name) else PLAIN
        found = shelf().known(name, encoding)
        if found is None:
            found = await to_thread.run_sync(shelf().fetch, name, encoding, self._files[name])
        keep = ASK_AGAIN if name in gates() else FOREVER
        await respond(scope, found, _kind(name), keep)(scope, receive, send)


@cache
def static_files() -> Mapping[str, Read]:
    """Every file served as it is, by its address. Nothing outside this list is ever read."""
    theirs = {name: path.read_bytes for name, path in streamlit_files().items()}
    waiting = {behind: theirs[name] for name, (_, behind) in gates().items()}
    standing = {name: partial(str.encode, gate) for name, (gate, _) in gates().items()}
    ours = {
        f"{OWN}/{path.relative_to(_OWN_FILES).as_posix()}": path.read_bytes
        for path in _OWN_FILES.rglob("*.*")
    }
    return {**theirs, **waiting, **standing, **ours, f"{OWN}/kader.css": stylesheet}


@cache
def shelf() -> Shelf:
    """What this process packed; its best lies below the folder for local files."""
    return Shelf(load_settings().data_dir / "static")


def pack_in_background() -> threading.Thread:
    """Pack what every visitor asks for at its best, beside the visitors; at a next start it is there."""
    thread = threading.Thread(target=_pack_in_use, name="packing", daemon=True)
    thread.start()
    return thread


def own(name: str) -> str:
    """The address of one of our own files, with its fingerprint."""
    return f"{OWN}/{name}?v={_fingerprint(name)}"


def stylesheet() -> bytes:
    """The colours of ``dsw.palette``, light and dark, and the stylesheet. Paper is always light."""
    colours = (
        f":root{{{LIGHT.css()}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{DARK.css()}}}}}\n"
    )
    sheet = (_OWN_FILES / "kader.css").read_text(encoding="utf-8")
    return (colours + sheet.replace(f'url("{_LETTERS}")', f'url("{_as_data(_LETTERS)}")')).encode()


def _as_data(name: str) -> str:
    """A file in the stylesheet itself: letters that come later would make the lines jump."""
    return f"data:{_kind(name)};base64,{b64encode((_OWN_FILES / name).read_bytes()).decode()}"


def _pack_in_use() -> None:
    ours = (name for name in static_files() if name.startswith(f"{OWN}/"))
    waiting = (behind for _, behind in gates().values())
    packable = filter(_is_worth_packing, (*ours, *files_in_use(), *waiting))
    shelf().pack_best((name, static_files()[name]) for name in packable)


@cache
def _fingerprint(name: str) -> str:
    return sha256(static_files()[f"{OWN}/{name}"]()).hexdigest()[:12]


def _is_worth_packing(name: str) -> bool:
    return name.endswith((".js", ".css", ".svg"))


def _kind(name: str) -> str:
    known = {"js": "text/javascript", "woff2": "font/woff2"}
    return known.get(name.rpartition(".")[2]) or guess_type(name)[0] or "application/octet-stream"
