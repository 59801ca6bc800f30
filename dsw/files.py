"""Files that appear whole or not at all, whatever happens to the process or the power."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from secrets import token_hex

from dsw.errors import RuleError, StoreError


@contextmanager
def appearing(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file to write to that takes its real name when the block ends well, and vanishes when it does not.

    Only its owner may read it: what we write holds personal data.

    Args:
        path: where the file must come.
        overwrite: whether it may replace a file of that name.

    Raises:
        RuleError: there is such a file already.
        StoreError: the folder cannot be written, or the disk is full.
    """
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        soort = type(error).__name__
        raise StoreError("bestand.niet_te_schrijven", bestand=path.name, soort=soort) from error
    if there and not overwrite:
        raise RuleError("bestand.bestaat", bestand=path.name)
    draft = path.with_name(f".{path.name}.{token_hex(4)}.deel")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
        _to_disk(draft)
        draft.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        soort = type(error).__name__
        raise StoreError("bestand.niet_te_schrijven", bestand=path.name, soort=soort) from error
    finally:
        for left in path.parent.glob(f"{escape(draft.name)}*"):
            left.unlink()


def _to_disk(path: Path) -> None:
    """Have a file's content, or a folder's names, written for good before going on."""
    if path.is_dir() and os.name == "nt":
        return  # Windows keeps a folder's names by itself, and opens no folder
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
