"""Back-ups: the whole register in one SQLite file, whatever database it lives in, and back again.

A back-up is a register by itself, with one table more: a seal over all its rows. A file whose seal is absent
or broken is not restored.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete
from sqlalchemy.engine import URL

from dsw.erasures import erase_again, noted_refs
from dsw.errors import RuleError, StoreError, UnreadableFile
from dsw.files import appearing
from dsw.store import PATIENT, Store
from dsw.store.schema import knock, link, metadata, receipt, session

#: The form of the seal; another number is another way of computing it.
_FORM = 1


def backup(store: Store, file: Path) -> None:
    """Keep the whole register in ``file``, as it is at one moment, while others go on working.

    Raises:
        RuleError: there is such a file already.
        StoreError: the register cannot be read, or the file cannot be written.
    """
    with appearing(file, overwrite=False) as draft:
        with _opened(draft) as copy:
            _copy(store, copy)
        try:
            _seal(draft)
        except sqlite3.Error as error:
            values = {"bestand": file.name, "soort": type(error).__name__}
            raise StoreError("bestand.niet_te_schrijven", **values) from error


def restore(store: Store, file: Path) -> None:
    """Put a back-up into an empty register; it all goes in, or nothing does.

    Whoever was erased since stays erased (:mod:`dsw.erasures`), and whoever was in has to come in again.

    Raises:
        RuleError: the register is not empty.
        UnreadableFile: this is not one of our back-ups, it is damaged, or a newer version made it.
        StoreError: the register cannot be written.
    """
    with store.read() as db:
        if not db.is_empty():
            raise RuleError("herstel.niet_leeg")
    erased = noted_refs(file.parent)
    with TemporaryDirectory() as folder, _opened(_proved(file, Path(folder))) as copy:
        erase_again(copy, erased)
        _let_out(copy)
        _copy(copy, store)


def _let_out(copy: Store) -> None:
    """Links and sessions may have ended since the back-up was made: none of them is good any more."""
    with copy.desk(PATIENT) as desk:
        for table in (link, session, receipt, knock):
            desk.alter(delete(table))


def _copy(source: Store, target: Store) -> None:
    with source.read() as db, target.refill() as register:
        for table in metadata.sorted_tables:
            for rows in db.table_rows(table):
                register.put(table, rows)


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    """The register in a file, its tables brought up to date."""
    store = Store.open(URL.create("sqlite", database=str(path)))
    try:
        yield store
    finally:
        store.close()


def _seal(path: Path) -> None:
    """Make the back-up one file, and write down what is in it."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("CREATE TABLE seal (form INTEGER NOT NULL, digest TEXT NOT NULL)")
        raw.execute("INSERT INTO seal VALUES (?, ?)", (_FORM, _digest(raw)))


def _proved(file: Path, folder: Path) -> Path:
    """A copy of a back-up that is whole, its tables brought up to date.

    Raises:
        UnreadableFile: it is not.
    """
    copy = folder / "register.db"
    try:
        shutil.copyfile(file, copy)
    except OSError as error:
        raise UnreadableFile("herstel.onleesbaar", bestand=file.name, soort=type(error).__name__) from error
    try:
        with closing(sqlite3.connect(copy)) as raw:
            sealed = raw.execute("SELECT form, digest FROM seal").fetchall()
            whole = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not whole or sealed != [(_FORM, _digest(raw))]:
                raise UnreadableFile("herstel.beschadigd", bestand=file.name)
        with _opened(copy):
            return copy
    except sqlite3.Error as error:
        raise UnreadableFile("herstel.geen_reservekopie", bestand=file.name) from error
    except StoreError as error:
        raise UnreadableFile("herstel.andere_versie", bestand=file.name) from error


def _digest(raw: sqlite3.Connection) -> str:
    """A number over every row of every table but the seal itself."""
    known = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'seal' ORDER BY name"
    total = sha256()
    for (table,) in raw.execute(known).fetchall():
        total.update(table.encode())
        for row in raw.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 - a name it gave us
            total.update(repr(row).encode())
    return total.hexdigest()
