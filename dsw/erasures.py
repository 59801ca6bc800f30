"""The note of erasures: who was erased stays erased when an older back-up is put back.

A back-up from before still holds what was erased since. Beside the back-ups lies a note with the public
references of whoever was erased, and no names. What is put back is erased again before anybody sees it.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from dsw import commands
from dsw.errors import StoreError
from dsw.files import appearing
from dsw.own_data import erase, erased_refs
from dsw.people import OPERATOR
from dsw.store import Store
from dsw.store.reading import CHUNK
from dsw.store.schema import signatory

NOTE = "gewist.txt"


def keep_note(store: Store, folder: Path) -> bool:
    """Note whoever was erased; who stands in the note stays there.

    Args:
        folder: where the back-ups are.

    Returns:
        Whether somebody was not noted yet.

    Raises:
        StoreError: the register or the note cannot be read, or the note cannot be written.
    """
    with store.read() as db:
        erased = set(erased_refs(db))
    noted = set(noted_refs(folder))
    if erased <= noted:
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        values = {"bestand": NOTE, "soort": type(error).__name__}
        raise StoreError("bestand.niet_te_schrijven", **values) from error
    with appearing(folder / NOTE, overwrite=True) as draft:
        draft.write_text("".join(f"{ref}\n" for ref in sorted(erased | noted)), encoding="ascii")
    return True


def noted_refs(folder: Path) -> list[str]:
    """Who stands in the note; nobody when there is none.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        return (folder / NOTE).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise StoreError("herstel.wisnotitie", bestand=NOTE, soort=type(error).__name__) from error


def erase_again(store: Store, refs: Iterable[str]) -> int:
    """Erase whoever has one of these references and is not erased; says how many there were."""
    known = sorted(set(refs))
    with store.read() as db:
        pieces = (known[start : start + CHUNK] for start in range(0, len(known), CHUNK))
        queries = (select(signatory.c.id).where(signatory.c.ref.in_(piece)) for piece in pieces)
        numbers = [row.id for query in queries for row in db.rows(query)]
        named = [number for number, one in db.names_of(numbers).items() if one.name]
    if named:
        with store.write(OPERATOR, "erase") as tx:
            for number in named:
                if tx.stance(number).signed_on:
                    commands.withdraw(tx, number, tx.today)
                erase(tx, number)
    return len(named)
