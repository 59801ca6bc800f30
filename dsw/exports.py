"""The register as a file for staff: everything, personal data too, as the intake reads it back unchanged."""

import csv
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import IO, Any, TypeAlias

import xlsxwriter
from sqlalchemy import select
from xlsxwriter.exceptions import FileCreateError

from dsw.domain import Obstacle, PledgeStance, Profile, Stance, Status, replay
from dsw.errors import RequestError, RuleError
from dsw.files import appearing
from dsw.garbage import uncollected
from dsw.plan import load_plan
from dsw.settings import today
from dsw.store import Contact, Identity, Reader, Store, Words
from dsw.store.reading import chunks
from dsw.store.schema import origin, signatory
from dsw.texts import label, text

Cell: TypeAlias = str | int | date
Row: TypeAlias = tuple[Cell, ...]

#: The columns, in this order; each is explained below ``uitvoer.kolom`` in the texts.
COLUMNS = (
    *("kenmerk", "soort", "naam", "doelgroep", "regio", "planversie", "ondertekend_op", "naam_tonen"),
    *("contactpersoon", "e_mail", "mail_toestemming", "bron", "bronnummer"),
    *("actie", "toegezegd_op", "streefdatum", "status", "status_sinds", "laatst_gehoord"),
    *("obstakel", "bewijs", "toelichting", "link", "vraag", "reden"),
)
_NO_PLEDGE: Row = ("",) * (len(COLUMNS) - COLUMNS.index("actie"))
#: What a spreadsheet would run as a formula; an apostrophe in front makes it text again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_RISKY = frozenset("'=+-@\t\r")
_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_575
#: Signatories that stand in memory together.
_TOGETHER = 2_000
_SILENCE = Words()
_WIDTHS = MappingProxyType({"kenmerk": 34, "naam": 36, "toelichting": 50, "vraag": 40, "reden": 40})


@uncollected()
def register_rows(store: Store, op: date | None = None) -> list[Row]:
    """One row per standing pledge, or one row for a signatory without pledges; by reference, then action.

    Args:
        store: the register.
        op: as everything stood at the end of this day; without it, today. Names and contacts are the latest.

    Raises:
        StoreError: the database cannot be read.
    """
    with store.read() as db:
        return list(_rows(db, op or today()))


@uncollected()
def write_export(store: Store, path: Path, op: date | None = None) -> int:
    """Write the register to ``path``: ``.csv`` for a Dutch spreadsheet, or ``.xlsx``.

    It is written while it is read, so a large register takes no more memory than a small one.

    Returns:
        How many rows were written.

    Raises:
        RequestError: another kind of file is asked for.
        RuleError: the register does not fit an ``.xlsx`` file.
        StoreError: the database cannot be read, or the file cannot be written.
    """
    write = _WRITERS.get(path.suffix.casefold())
    if write is None:
        raise RequestError("uitvoer.soort", bestand=path.name)
    day = op or today()
    with appearing(path, overwrite=True) as draft, store.read() as db:
        return write(draft, _rows(db, day), day)


def _rows(db: Reader, op: date) -> Iterator[Row]:
    """The rows as ``register_rows`` gives them, some signatories at a time."""
    refs = {row.id: row.ref for row in db.rows(select(signatory.c.id, signatory.c.ref))}
    numbers = sorted(refs, key=refs.__getitem__)
    for start in range(0, len(numbers), _TOGETHER):
        stances = dict(_stances(db, numbers[start : start + _TOGETHER], op))
        people = _People.read(db, refs, stances)
        reports = (pledge.report for stance in stances.values() for pledge in stance.pledges.values())
        words = db.words_of(number for number in reports if number)
        for number, stance in stances.items():
            whom = people.cells(number, stance)
            pledges = sorted(stance.pledges.values(), key=lambda pledge: pledge.action)
            for pledge in pledges:
                yield whom + _pledge_cells(pledge, words.get(pledge.report, _SILENCE))
            if not pledges:
                yield whom + _NO_PLEDGE


@dataclass(frozen=True)
class _People:
    """Who signatories are, by number."""

    refs: Mapping[int, str]
    names: Mapping[int, Identity]
    contacts: Mapping[int, Contact]
    origins: Mapping[int, tuple[str, str]]

    @classmethod
    def read(cls, db: Reader, refs: Mapping[int, str], signatories: Collection[int]) -> "_People":
        origins: dict[int, tuple[str, str]] = {}
        columns = (origin.c.signatory_id, origin.c.source, origin.c.external_id)
        for some in chunks(signatories):
            query = select(*columns).where(origin.c.signatory_id.in_(some))
            for row in db.rows(query.order_by(origin.c.source.desc(), origin.c.external_id.desc())):
                origins[row.signatory_id] = (row.source, row.external_id)
        return cls(refs, db.names_of(signatories), db.contacts_of(signatories), origins)

    def cells(self, number: int, stance: Stance) -> Row:
        """The cells about one signatory."""
        assert stance.profile
        assert stance.signed_on
        identity = self.names.get(number, Identity(number, "", show_name=False))
        contact = self.contacts.get(number, Contact())
        return (
            self.refs[number],
            *_profile_cells(stance.profile, identity.name),
            stance.plan_version or "",
            stance.signed_on,
            _yes(identity.show_name),
            contact.name,
            contact.email,
            _yes(contact.mail_consent),
            *self.origins.get(number, ("", "")),
        )


def _profile_cells(profile: Profile, name: str) -> Row:
    return profile.kind.value, name, profile.group, "; ".join(profile.regions)


def _pledge_cells(pledge: PledgeStance, words: Words) -> Row:
    """The cells about one pledge; what nobody ever reported stays empty."""
    return (
        load_plan().code_of(pledge.action),
        pledge.pledged_on,
        pledge.due or "",
        pledge.status.value if pledge.status_since else "",
        pledge.status_since or "",
        pledge.heard_on or "",
        pledge.obstacle.value if pledge.obstacle else "",
        pledge.evidence.value if pledge.evidence else "",
        words.words,
        words.link,
        words.ask,
        words.reason,
    )


def _yes(answer: bool) -> str:
    return "ja" if answer else "nee"


def _stances(db: Reader, signatories: Sequence[int], op: date) -> Iterator[tuple[int, Stance]]:
    """How those of these signatories that stand at the end of a day stand then."""
    histories = db.histories(signatories)
    for number in signatories:
        stance, _idle = replay(event for event in histories.get(number, ()) if event.day <= op)
        if stance.profile:
            yield number, stance


def _write_csv(path: Path, rows: Iterable[Row], _day: date) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(map(_guarded, row))
            count += 1
    return count


def _guarded(cell: Cell) -> Cell:
    """Text a spreadsheet must not run gets one apostrophe in front, which the intake takes off again."""
    risky = isinstance(cell, str) and cell[:1] in _RISKY and _FORMULA.match(cell)
    return f"'{cell}" if risky else cell


def _write_xlsx(path: Path, rows: Iterable[Row], day: date) -> int:
    with TemporaryDirectory() as folder, path.open("wb") as file:
        try:
            return _write_book(file, folder, rows, day)
        except FileCreateError as error:  # no OSError, though that is what it tells of
            trouble = str(error)
            _let_go_of(file)
    raise OSError(trouble)


def _write_book(file: IO[bytes], folder: str, rows: Iterable[Row], day: date) -> int:
    """The workbook; ``folder`` holds its sheets until they are packed."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {**options, "tmpdir": folder}) as book:
        book.set_properties({"title": text("uitvoer.titel"), "created": datetime.combine(day, time())})
        count = _register_sheet(book, rows)
        _guide_sheet(book, day)
    return count


def _let_go_of(file: IO[bytes]) -> None:
    """An archive that failed still tries to write its end when it is forgotten: let that go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)


def _register_sheet(book: Any, rows: Iterable[Row]) -> int:
    """The rows, each put away as the next one comes; how many there were."""
    sheet = book.add_worksheet(text("uitvoer.blad.register"))
    head, dated = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, _WIDTHS.get(column, 14))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, COLUMNS, head)
    count = 0
    for count, row in enumerate(rows, 1):
        if count <= _MOST_ROWS:
            _write_row(sheet, count, row, dated)
    if count > _MOST_ROWS:
        raise RuleError("uitvoer.te_veel_rijen", aantal=count, hoogstens=_MOST_ROWS)
    sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
    return count


def _write_row(sheet: Any, at: int, row: Row, dated: Any) -> None:
    for number, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(at, number, cell, dated)
        elif isinstance(cell, int):
            sheet.write_number(at, number, cell)
        elif len(cell) > _LONGEST_CELL:
            raise RuleError("uitvoer.cel_te_lang", rij=at + 1, kolom=COLUMNS[number])
        elif cell:
            sheet.write_string(at, number, cell)


def _guide_sheet(book: Any, day: date) -> None:
    """What the file is, what each column means, and what the codes stand for."""
    sheet = book.add_worksheet(text("uitvoer.blad.leeswijzer"))
    head, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for at, (first, second, heading) in enumerate(_guide(day)):
        sheet.write_string(at, 0, first, head if heading else wrapped)
        sheet.write_string(at, 1, second, wrapped)


def _guide(day: date) -> Iterator[tuple[str, str, bool]]:
    """The lines of the reading guide: two cells each, and whether the first is a heading."""
    plan = load_plan()
    yield text("uitvoer.titel"), text("uitvoer.stand", dag=day), True
    for line in ("wat", "privacy", "terug"):
        yield "", text(f"uitvoer.uitleg.{line}"), False
    tables: tuple[tuple[str, Iterable[tuple[str, str]]], ...] = (
        ("kolommen", ((column, text(f"uitvoer.kolom.{column}")) for column in COLUMNS)),
        ("doelgroepen", ((str(section.number), section.name) for section in plan.sections)),
        ("acties", ((action.code, action.title) for action in plan.actions)),
        ("statussen", ((status.value, label(status)) for status in Status)),
        ("obstakels", ((obstacle.value, label(obstacle)) for obstacle in Obstacle)),
    )
    for name, lines in tables:
        yield "", "", False
        yield text(f"uitvoer.kop.{name}"), "", True
        yield from ((code, told, False) for code, told in lines)


_WRITERS: Mapping[str, Callable[[Path, Iterable[Row], date], int]] = MappingProxyType(
    {".csv": _write_csv, ".xlsx": _write_xlsx}
)
