"""What the staff can take along besides the register itself: each a table of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from dsw.exports.cells import Row
from dsw.exports.register import COLUMNS, WIDTHS, plain_columns, read_rows, standing, yes
from dsw.plan import load_plan
from dsw.queries.log import log_lines
from dsw.store import Reader
from dsw.store.schema import signatory
from dsw.tables import Column
from dsw.tables.log import log_columns, log_row
from dsw.texts import text
from dsw.views import LogAsked

#: Everything of the log.
_WHOLE_LOG = LogAsked()
_SIGNER = COLUMNS[: COLUMNS.index("contactpersoon")]
_SOURCE = ("bron", "bronnummer")
_PLEDGE = COLUMNS[COLUMNS.index("actie") :]


@dataclass(frozen=True)
class StaffSheet:
    """A table for the staff.

    Attributes:
        name: its key in the texts and in addresses.
        columns: its headings.
        read: gives its rows as they stood at the end of a day, some at a time.
    """

    name: str
    columns: tuple[Column, ...]
    read: Callable[[Reader, date], Iterator[Row]]

    @property
    def title(self) -> str:
        """What its tab is called."""
        return text(f"uitvoer.blad.{self.name}")


def _signatories(db: Reader, op: date) -> Iterator[Row]:
    first, source = len(_SIGNER), COLUMNS.index("bron")
    for stances, people in standing(db, op):
        for number, stance in stances.items():
            cells = people.cells(number, stance)
            yield number, *cells[:first], *cells[source:], len(stance.pledges)


def _contacts(db: Reader, op: date) -> Iterator[Row]:
    for stances, people in standing(db, op):
        everybody = db.everybody_of(stances)
        for number, stance in stances.items():
            ref, _kind, name, *_rest = people.cells(number, stance)
            for place, one in everybody.get(number, {}).items():
                yield number, ref, name, place, one.name, one.email, yes(one.mail_consent)


def _pledges(db: Reader, op: date) -> Iterator[Row]:
    known = {row.ref: row.id for row in db.rows(select(signatory.c.id, signatory.c.ref))}
    skipped, titles = COLUMNS.index("actie"), {one.code: one.title for one in load_plan().actions}
    for row in read_rows(db, op):
        if code := str(row[skipped]):
            yield known[str(row[0])], row[0], row[2], code, titles[code], *row[skipped + 1 :]


def log_sheet(asked: LogAsked) -> StaffSheet:
    """A part of the log as a table; it has no day of its own."""
    return StaffSheet(
        "gebeurtenissen", log_columns(), lambda db, _op: (log_row(line) for line in log_lines(db, asked))
    )


#: The register itself, as the intake reads it back.
REGISTER = StaffSheet("register", plain_columns(COLUMNS), read_rows)

#: Every table for the staff, in the order of the workbook.
STAFF_SHEETS: Mapping[str, StaffSheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            REGISTER,
            StaffSheet(
                "ondertekenaars",
                plain_columns(("nummer", *_SIGNER, *_SOURCE, "toezeggingen")),
                _signatories,
            ),
            StaffSheet(
                "contactpersonen",
                plain_columns(
                    ("nummer", "kenmerk", "naam", "volgorde", "contactpersoon", "e_mail", "mail_toestemming")
                ),
                _contacts,
            ),
            StaffSheet(
                "toezeggingen",
                plain_columns(("nummer", "kenmerk", "naam", "actie", "actie_titel", *_PLEDGE[1:])),
                _pledges,
            ),
            log_sheet(_WHOLE_LOG),
        )
    }
)
SHEET_WIDTHS = MappingProxyType(
    {**WIDTHS, "actie_titel": 60, "wie": 40, "wat": 50, "over_wie": 36, "waarom": 50}
)
