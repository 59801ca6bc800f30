"""One row through the eyes of a mapping: fields instead of columns, with a note of what was wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TypeVar

from dsw.intake.days import SlashOrder, read_moment
from dsw.intake.findings import FindingKind, Notes
from dsw.intake.headers import Layout
from dsw.intake.mapping import FieldName
from dsw.intake.table import Table
from dsw.intake.values import is_missing, key_of, read_yes, repaired, unguarded, words_of

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Cells:
    """The fields of one row.

    Attributes:
        table, layout: where the row comes from.
        cells: its text; where a mapping takes cells literally, as ``literal_cells`` gives them.
        notes: what was found so far.
        today: the day it is; no later day can be true.
        slashes: what days with slashes mean in a field, where not what the mapping says.
    """

    table: Table
    layout: Layout
    cells: Sequence[str]
    notes: Notes
    today: date
    slashes: Mapping[FieldName, SlashOrder] = data_field(default_factory=dict)

    def text(self, field: FieldName) -> str:
        """The text of a field, translated; "" when it is missing."""
        at = self.layout.direct.get(field)
        return self._composed(field) if at is None else self._clean(field, at)

    def _composed(self, field: FieldName) -> str:
        """The text of a field that is more, or less, than one column."""
        mapping = self.layout.mapping
        constant = mapping.constants.get(field)
        if constant is not None:
            return constant
        words = mapping.words.get(field, {})
        ticked = [words.get(key_of(option) or option, option) for option in self._ticked(field)]
        if any(ticked):
            return "; ".join(filter(None, ticked))
        for choice in self.layout.places.get(field, ()):
            found = " ".join(part for at in choice if (part := self._clean(field, at)))
            if found:
                return words.get(key_of(found) or found, found) if words else found
        return ""

    def raw(self, at: int) -> str:
        """The text of a column; "" where the row is too short."""
        return self.cells[at] if at < len(self.cells) else ""

    def _clean(self, field: FieldName, at: int) -> str:
        raw = self.cells[at] if at < len(self.cells) else ""
        if not raw or self.layout.mapping.literal:
            return raw
        clean = repaired(raw)
        if is_missing(clean):
            return ""
        if not clean.isascii() and not _same_letters(clean, raw):
            self.notes.add(FindingKind.TEKST_HERSTELD, field.value, raw, hersteld=clean)
        return clean

    def yes(self, field: FieldName) -> bool | None:
        """Whether a field says yes; an empty cell says no; None when the file does not ask."""
        if not self.layout.has(field):
            return None
        text = self.text(field)
        said = read_yes(text) if text else False
        if said is None:
            self.notes.add(FindingKind.JA_NEE_ONBEKEND, field.value, text)
        return bool(said)

    def moment(self, field: FieldName, future: bool = False) -> datetime | None:
        """The moment a field names; None when it is missing or no day.

        Args:
            future: a day after today makes sense.
        """
        text = self.text(field)
        if not text:
            return None
        found = read_moment(text, self.slashes.get(field, self.layout.mapping.slashes), self.table.date_1904)
        if found is None:
            self.notes.add(FindingKind.DATUM_ONLEESBAAR, field.value, text)
        elif found.date() > self.today and not future:
            self.notes.add(FindingKind.DATUM_TOEKOMST, field.value, text, vandaag=self.today)
        return found

    def day(self, field: FieldName, future: bool = False) -> date | None:
        """The day a field names, as ``moment``."""
        found = self.moment(field, future)
        return found.date() if found else None

    def member(self, field: FieldName, kind: type[E], unknown: FindingKind) -> E | None:
        """The member of an enum a field names; None when it is missing or unknown."""
        text = self.text(field)
        if not text:
            return None
        found = _members(kind).get("_".join(words_of(text)))
        if found is None:
            self.notes.add(unknown, field.value, text)
        return found

    def actions(self, field: FieldName) -> tuple[int, ...]:
        """The actions a field names, as indices in the plan, in the plan's order."""
        options = self.layout.mapping.actions[field]
        found: set[int] = set()
        for answer in self._answers(field):
            values, unknown = options.split(answer)
            found.update(values)
            for piece in unknown:
                self.notes.add(FindingKind.ACTIE_ONBEKEND, field.value, piece)
        return tuple(sorted(found))

    def _answers(self, field: FieldName) -> Iterator[str]:
        """The text of a question about actions, or the options that have a column of their own and a tick."""
        mapping = self.layout.mapping
        if field in mapping.constants:
            yield mapping.constants[field]
        for choice in self.layout.places.get(field, ()):
            yield from (self._clean(field, at) for at in choice)
        yield from self._ticked(field)

    def _ticked(self, field: FieldName) -> Iterator[str]:
        """The options that have a column of their own and a tick."""
        for at, option in self.layout.options.get(field, ()):
            tick = self._clean(field, at)
            if tick and read_yes(tick) is not False:
                yield option


def literal_cells(row: tuple[str, ...], from_text: bool) -> tuple[str, ...]:
    """The cells of a row that holds exactly what is meant, but for a guarding apostrophe.

    Args:
        from_text: it comes from a text file, so cells may carry one.
    """
    together = "".join(row)
    if from_text and "'" in together:
        row = tuple(map(unguarded, row))
    return tuple(cell.replace("\0", "") for cell in row) if "\0" in together else row


@cache
def _members(kind: type[E]) -> Mapping[str, E]:
    return {member.value: member for member in kind}


def _same_letters(clean: str, raw: str) -> bool:
    """Whether only invisible characters went out."""
    return all(letter in raw for letter in clean if letter != " ")
