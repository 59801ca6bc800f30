"""From a table to submissions: which rows count, and what each of them says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter

from dsw.intake.cells import Cells, literal_cells
from dsw.intake.days import SlashOrder, slash_orders_of
from dsw.intake.findings import Finding, FindingKind, Notes
from dsw.intake.headers import Layout, nameless_columns
from dsw.intake.mapping import PLEDGE_FIELDS, FieldName
from dsw.intake.promises import read_pledges
from dsw.intake.signers import read_signer
from dsw.intake.submission import Submission
from dsw.intake.table import EVERY, Progress, Table, is_blank
from dsw.intake.values import read_yes
from dsw.texts import text

#: The fields with a day that a form writes.
_DAYS = (FieldName.ONDERTEKEND_OP, FieldName.GEWIJZIGD_OP, FieldName.TOEGEZEGD_OP, FieldName.STREEFDATUM)


class Aside(StrEnum):
    """Why a row says nothing about a signatory."""

    BLANK = "leeg"
    DRAFT = "concept"
    REJECTED = "afgewezen"


@dataclass(slots=True)
class Reading:
    """What a file says.

    Attributes:
        submissions: one per row that goes in.
        findings: about the file, then by row.
        total: how many rows there are below the header; aside: the ones that do not go in.
        seen: the numbers of all rows that have one, also of those that do not go in.
    """

    submissions: list[Submission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    total: int = 0
    aside: dict[int, Aside] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def count(self, why: Aside) -> int:
        """How many rows do not go in for a reason."""
        return sum(one is why for one in self.aside.values())


def read_rows(table: Table, layout: Layout, today: date, progress: Progress | None = None) -> Reading:
    """Read every row below the header.

    Args:
        today: the day it is; no later day can be true.
        progress: told how many rows are read, of how many.
    """
    reading = Reading(findings=list(_about_file(table, layout)))
    previous = _Previous(_columns_of(layout, PLEDGE_FIELDS))
    slashes = _slashes(table, layout, reading.findings)
    for number, row in table.numbered(layout.header):
        reading.total += 1
        if progress and not number % EVERY:
            progress(number, len(table.rows))
        if is_blank(row):
            reading.aside[number] = Aside.BLANK
            continue
        notes = Notes(number)
        cells = literal_cells(row, table.from_text) if layout.mapping.literal else row
        _take(reading, Cells(table, layout, cells, notes, today, slashes), previous)
        reading.findings += [layout.pointed(finding, cells) for finding in notes.found]
    return reading


@dataclass(slots=True)
class _Previous:
    """The signer of the row before, where each row is a pledge: most rows repeat it.

    Attributes:
        pledge: the columns about the pledge; cells: the other cells of that row.
        said: what they said; None while there was no such row.
        width: of that row; others: takes the other cells out of a row of that width.
    """

    pledge: frozenset[int]
    cells: tuple[str, ...] = ()
    said: Submission | None = None
    width: int = -1
    others: Callable[[Sequence[str]], tuple[str, ...]] = tuple

    def read(self, cells: Cells, number: str) -> Submission | None:
        """What a row says, without reading its signer again."""
        if not cells.layout.mapping.per_pledge:
            return read_signer(cells, number)
        about = self._other_cells(cells.cells)
        if self.said is None or about != self.cells:
            self.cells, self.said = about, read_signer(cells, number)
            return self.said
        return self.said.with_pledges((cells.notes.row,), read_pledges(cells, None, None))

    def _other_cells(self, row: Sequence[str]) -> tuple[str, ...]:
        """The cells that are not about the pledge."""
        if len(row) != self.width:
            others = [at for at in range(len(row)) if at not in self.pledge]
            self.width, self.others = len(row), itemgetter(*others) if len(others) > 1 else tuple
        return self.others(row)


def _columns_of(layout: Layout, fields: frozenset[FieldName]) -> frozenset[int]:
    places = (layout.places.get(field, ()) for field in fields)
    return frozenset(at for choices in places for choice in choices for at in choice)


def _take(reading: Reading, cells: Cells, previous: _Previous) -> None:
    """Put one row where it belongs."""
    number = external_id(cells)
    if number:
        reading.seen.add(number)
    if read_yes(cells.text(FieldName.CONCEPT)):
        reading.aside[cells.notes.row] = Aside.DRAFT
        return
    if _holds_rows(cells) or _lacks_values(cells):
        reading.aside[cells.notes.row] = Aside.REJECTED
        return
    if not _chosen(cells):
        cells.notes.add(FindingKind.NIET_GEKOZEN, "")
        reading.aside[cells.notes.row] = Aside.REJECTED
        return
    if cells.notes.row in cells.table.repaired:
        cells.notes.add(FindingKind.VERKEERDE_TEKENS, "")
    submission = previous.read(cells, number)
    if submission is None:
        reading.aside[cells.notes.row] = Aside.REJECTED
    else:
        reading.submissions.append(submission)


def _holds_rows(cells: Cells) -> bool:
    """Whether a quote seems to have swallowed the rows below."""
    lines = cells.table.swallowed.get(cells.notes.row)
    if lines:
        cells.notes.add(FindingKind.RIJEN_IN_EEN, "", regels=lines)
    return bool(lines)


def _lacks_values(cells: Cells) -> bool:
    """Whether a cell that is read holds an error or an unfinished formula: nobody knows what was meant."""
    row, layout = cells.notes.row, cells.layout
    faulty = {at: layout.field_at(at) for at in cells.table.faults.get(row, ())}
    found = [
        Finding(row, field, cells.raw(at), FindingKind.CEL_ZONDER_WAARDE, column=layout.titles[at])
        for at, field in faulty.items()
        if field is not None
    ]
    cells.notes.found += found
    return bool(found)


def external_id(cells: Cells) -> str:
    """The row's number at its source, cut to what a register keeps; "" when it has none."""
    return cells.text(FieldName.EXTERN_NUMMER)[:100]


def _chosen(cells: Cells) -> bool:
    only = cells.layout.only
    return not only or all(cells.raw(at).strip().casefold() in wanted for at, wanted in only)


def _slashes(table: Table, layout: Layout, findings: list[Finding]) -> dict[FieldName, SlashOrder]:
    """What days with slashes mean, per column as its own days prove."""
    orders = {}
    for name in () if layout.mapping.literal else _DAYS:
        columns = [at for choice in layout.places.get(name, ()) for at in choice]
        rows = (row for _number, row in table.numbered(layout.header))
        proved = slash_orders_of(row[at] for row in rows for at in columns if at < len(row))
        if len(proved) == 1:
            (orders[name],) = proved
        elif proved:
            told = layout.mapping.slashes.value
            torn = Finding(None, name.value, "", FindingKind.DATUM_TWEE_KANTEN, {"gekozen": told})
            findings.append(layout.pointed(torn))
    return orders


def _about_file(table: Table, layout: Layout) -> Iterator[Finding]:
    for header in layout.unknown:
        yield Finding(layout.header, "", header, FindingKind.KOLOM_ONBEKEND)
    for at in nameless_columns(table, layout):
        yield Finding(layout.header, "", str(at + 1), FindingKind.KOLOM_ZONDER_NAAM)
    for name in layout.unasked:
        yield Finding(layout.header, name.value, "", FindingKind.VRAAG_ONTBREEKT)
    others = [sheet.sheet for sheet in table.others]
    if others and not (
        table.first and layout.mapping.literal and others == [text("uitvoer.blad.leeswijzer")]
    ):
        yield Finding(None, "", "; ".join(others), FindingKind.ANDERE_BLADEN, {"gelezen": table.sheet})
