"""Files packed for the road in brotli and gzip: quickly for whoever waits, at their best once, kept on disk.

The best that brotli can do takes seconds for a large file. So it is done beside the visitors, and what comes
of it lies in a folder for the next start, named for what is in it: nothing there is ever out of date.
"""

import gzip
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import brotli

from dsw.errors import StoreError
from dsw.files import appearing

if sys.platform != "win32":
    import fcntl

BROTLI, GZIP, PLAIN = "br", "gzip", ""

_LOCK = ".bezig"
#: Gives the bytes of a file.
Read = Callable[[], bytes]


def _brotli(content: bytes, quality: int) -> bytes:
    packed: bytes = brotli.compress(content, quality=quality)
    return packed


def _gzip(content: bytes, level: int) -> bytes:
    return gzip.compress(content, level, mtime=0)


#: How each is packed while somebody waits, and at its best.
_QUICK: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {PLAIN: bytes, BROTLI: lambda content: _brotli(content, 5), GZIP: lambda content: _gzip(content, 6)}
)
_BEST: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {BROTLI: lambda content: _brotli(content, 11), GZIP: lambda content: _gzip(content, 9)}
)
_UNPACK: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {BROTLI: brotli.decompress, GZIP: gzip.decompress}
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes over the line.

    Attributes:
        body: the bytes as they are sent.
        encoding: how they are packed; "" when they are not.
        tag: tells these very bytes from any others.
    """

    body: bytes
    encoding: str
    tag: str


def parcel(body: bytes, encoding: str = PLAIN) -> Parcel:
    """Bytes, packed already, with their tag."""
    return Parcel(body, encoding, f'"{sha256(body).hexdigest()[:24]}"')


def packed(content: bytes, encoding: str) -> Parcel:
    """Something that is made anew each time: packed quickly."""
    return parcel(_QUICK[encoding](content), encoding)


class Shelf:
    """Packed files, in memory and in a folder. Safe to share between threads and between processes.

    Args:
        folder: where the best ones are kept; it need not be there yet, and may vanish.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, str], Parcel] = {}

    def known(self, name: str, encoding: str) -> Parcel | None:
        """A file that was asked for before; None when making it would take a while."""
        return self._known.get((name, encoding))

    def fetch(self, name: str, encoding: str, read: Read) -> Parcel:
        """A file: the best there is now."""
        found = self.known(name, encoding)
        if found is None:
            content = read()
            kept = self._kept(content, encoding)
            found = parcel(kept, encoding) if kept is not None else packed(content, encoding)
            self._known[name, encoding] = found
        return found

    def pack_best(self, files: Iterable[tuple[str, Read]]) -> None:
        """Pack files at their best and keep just these; takes seconds for each megabyte, once.

        Where the folder cannot be written they are packed again after the next start.
        """
        with ExitStack() as alone:
            with suppress(OSError):
                alone.enter_context(_one_process(self.folder))
            kept = {self._pack_best(*file, encoding) for file in files for encoding in _BEST}
            with suppress(OSError):
                _tidy(self.folder, kept)

    def _pack_best(self, name: str, read: Read, encoding: str) -> Path:
        content = read()
        place = self._place(content, encoding)
        best = self._kept(content, encoding)
        if best is None:
            best = _BEST[encoding](content)
            with suppress(OSError, StoreError), appearing(place, overwrite=True) as draft:
                draft.write_bytes(best)
        self._known[name, encoding] = parcel(best, encoding)
        return place

    def _kept(self, content: bytes, encoding: str) -> bytes | None:
        """What lies in the folder, if it is whole."""
        if encoding not in _BEST:
            return None
        with suppress(OSError, EOFError, zlib.error, brotli.error):
            body = self._place(content, encoding).read_bytes()
            return body if _UNPACK[encoding](body) == content else None
        return None

    def _place(self, content: bytes, encoding: str) -> Path:
        return self.folder / f"{sha256(content).hexdigest()[:32]}.{encoding}"


@contextmanager
def _one_process(folder: Path) -> Iterator[None]:
    """What others are packing at this moment is waited for, and then found."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("wb") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tidy(folder: Path, kept: Collection[Path]) -> None:
    """Remove what an earlier version left."""
    for path in folder.iterdir():
        if path not in kept and not path.name.startswith("."):
            path.unlink(missing_ok=True)
