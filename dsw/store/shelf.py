"""The ledger as this machine knew it last, in a file: a start maps it into memory and reads on from there.

The file holds what the database told before, and no names. It is used only while the database still knows
that same revision of that same register, and this same code reads it; else it is as if it were not there.
"""

import logging
import mmap
import os
import pickle
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from struct import Struct
from struct import error as StructError  # noqa: N812 - its own name says too little
from tempfile import NamedTemporaryFile

from dsw.ledger import Ledger
from dsw.settings import ROOT
from dsw.store.reading import Head, Reader

_LOG = logging.getLogger(__name__)

#: Fewer entries are read sooner than a file is written.
_LEAST = 100_000
#: What a ledger in memory follows from, besides the database.
_SOURCES = ("data/*.yaml", "data/regio/*", "dsw/*.py", "dsw/ledger/*.py", "dsw/regions/*.py")
#: Arrays begin at a multiple of this many bytes, as they do in memory.
_ALIGNED = 64
_NUMBER = Struct("<Q")


class Shelf:
    """Where a machine keeps the ledger it knows.

    Args:
        folder: for local files.
        least: how many entries a ledger must have to be kept.
    """

    def __init__(self, folder: Path, least: int = _LEAST) -> None:
        self._path = folder / "grootboek.bin"
        self._least = least

    def known(self, db: Reader, register_id: str) -> tuple[Head, Ledger] | None:
        """The ledger of a register that was kept, and where it was then; None when it is of no use."""
        try:
            head, ledger = _read(self._path)
        except (OSError, ValueError, StructError):
            return None
        if (head.register_id, head.changed_at) != (register_id, db.moment_of(head.revision)):
            return None
        return head, ledger

    def keep(self, head: Head, ledger: Ledger) -> None:
        """Keep a ledger for the next start, instead of the one before. Nothing is lost when that fails."""
        if len(ledger.entries) < self._least:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            for unfinished in self._path.parent.glob(f"{self._path.name}?*"):
                unfinished.unlink(missing_ok=True)
            _write(self._path, (head, ledger))
        except OSError as error:
            _LOG.warning("the ledger was not kept for the next start: %s", type(error).__name__)


def _write(path: Path, kept: tuple[Head, Ledger]) -> None:
    """Numbers first: sizes of all parts; then the parts: what it is made of, and the arrays as they are."""
    arrays: list[pickle.PickleBuffer] = []
    frame = pickle.dumps(kept, protocol=5, buffer_callback=arrays.append)
    parts: list[bytes | memoryview] = [frame, *(array.raw() for array in arrays)]
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(_mark() + b"".join(map(_NUMBER.pack, (len(parts), *map(len, parts)))))
            for part in parts:
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _read(path: Path) -> tuple[Head, Ledger]:
    """Maps the file, so that an array is read when it is first looked at; who changes one changes its own.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: another version of this code wrote it, or it was cut off.
        struct.error: it was cut off.
    """
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    mark = _mark()
    if data[: len(mark)] != mark:
        raise ValueError(path.name)
    frame, *arrays = _parts(data, len(mark))
    kept: tuple[Head, Ledger] = pickle.loads(frame, buffers=arrays)  # noqa: S301 - we wrote it ourselves
    return kept


def _parts(data: memoryview, at: int) -> Sequence[memoryview]:
    (count,) = _NUMBER.unpack_from(data, at)
    sizes = [size for (size,) in _NUMBER.iter_unpack(data[at + _NUMBER.size :][: count * _NUMBER.size])]
    first = at + (count + 1) * _NUMBER.size
    ends = list(accumulate(sizes, lambda end, size: end + -end % _ALIGNED + size, initial=first))
    if ends[-1] != len(data):
        raise ValueError(len(data))
    return [data[end - size : end] for end, size in zip(ends[1:], sizes, strict=True)]


@cache
def _mark() -> bytes:
    """Differs for every version of what a ledger in memory follows from."""
    files = [path for one in _SOURCES for path in sorted(ROOT.glob(one))]
    return sha256(b"".join(path.read_bytes() for path in files)).digest()
