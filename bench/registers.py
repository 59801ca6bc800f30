"""Registers of three sizes: made once, proven where that is quick, kept, and copied for whoever changes one.

They lie in ``data/local/bench``; what other code than today's made is thrown away and made again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import TemporaryDirectory

from bench.invention import write
from bench.places import KEPT, TODAY
from dsw.audit import check
from dsw.settings import ROOT
from dsw.store import Store

_SEED = 2025
#: The largest register that is proven after it was made; the proof of L takes longer than making it.
_PROVEN = 20_000
#: What a register follows from.
_SOURCES = (
    "bench/invention.py",
    "data/demo.yaml",
    "dsw/domain.py",
    "dsw/store/schema.py",
    "dsw/store/writing.py",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much a register holds: signatories, four times as many pledges, twelve times as many reports."""

    name: str
    signatories: int

    @property
    def pledges(self) -> int:
        """How many pledges were made."""
        return 4 * self.signatories

    @property
    def reports(self) -> int:
        """How many times a status was reported."""
        return 12 * self.signatories


SIZES = {size.name: size for size in (Size("S", 1_000), Size("M", 20_000), Size("L", 200_000))}


def register(size: Size) -> Path:
    """The SQLite file of a register of this size; made now when it is not kept. Nobody may change it.

    Raises:
        RuntimeError: the books of the new register do not balance.
    """
    path = kept(f"{size.name}.db")
    if not path.exists():
        print(f"  making register {size.name}: {size.signatories:,} signatories", flush=True)
        with TemporaryDirectory(dir=path.parent) as folder:
            draft = Path(folder) / path.name
            _make(draft, size)
            draft.rename(path)
    return path


def kept(name: str) -> Path:
    """Where something that follows from the registers is kept; the folder exists."""
    folder = KEPT / f"made-{_fingerprint()}"
    if not folder.exists():
        for old in KEPT.glob("made-*"):
            rmtree(old)
        folder.mkdir(parents=True)
    return folder / name


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the same disk as the registers, gone afterwards."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=KEPT, prefix="scratch-") as folder:
        yield Path(folder)


@contextmanager
def copy_of(size: Size) -> Iterator[Path]:
    """A copy of a register that may be changed, gone afterwards."""
    with scratch() as folder:
        yield Path(copyfile(register(size), folder / "register.db"))


def url_of(path: Path) -> str:
    """The address of the register in a file."""
    return f"sqlite:///{path}"


def _make(path: Path, size: Size) -> None:
    store = Store.open(url_of(path))
    write(store, size.signatories, date.fromisoformat(TODAY), _SEED)
    findings = check(store) if size.signatories <= _PROVEN else ()
    store.close()
    if findings:
        raise RuntimeError(f"register {size.name} is not in order: {findings[:5]}")


def _fingerprint() -> str:
    """Tells apart the registers of different code."""
    return sha256(b"".join((ROOT / source).read_bytes() for source in _SOURCES)).hexdigest()[:10]
