"""What becomes of each row of a file: a list in which every row stands once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dsw.intake.decisions import mendable
from dsw.intake.findings import Finding, FindingKind
from dsw.intake.headers import Layout
from dsw.intake.mapping import FieldName
from dsw.intake.proposal import Item, Outcome
from dsw.intake.rows import Aside
from dsw.intake.run import Offered, Preview
from dsw.intake.table import Table
from dsw.intake.values import repaired


class Fate(StrEnum):
    """What becomes of a row; the values are those of the report's sum."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    UNCHANGED = "ongewijzigd"
    MERGED = "samengevoegd"
    REJECTED = "afgewezen"
    DRAFT = "concepten"
    BLANK = "leeg"


_OF_OUTCOME = {
    Outcome.NEW: Fate.NEW,
    Outcome.CHANGED: Fate.CHANGED,
    Outcome.UNCHANGED: Fate.UNCHANGED,
    Outcome.REJECTED: Fate.REJECTED,
}
_OF_ASIDE = {Aside.BLANK: Fate.BLANK, Aside.DRAFT: Fate.DRAFT, Aside.REJECTED: Fate.REJECTED}
#: What is told elsewhere than beside its row.
_ELSEWHERE = frozenset({FindingKind.DUBBEL_VOORSTEL})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file.

    Attributes:
        row: its number; fate: what becomes of it.
        name: whom it is about; item: the signatory it is the first row of, or None.
        findings: what to know about it.
    """

    row: int
    fate: Fate
    name: str
    item: Item | None
    findings: tuple[Finding, ...]

    def holds(self, words: str) -> bool:
        """Whether the row is about somebody who is called so, or has this address or number.

        Args:
            words: in small letters.
        """
        said = (self.name, self.item.said.email, self.item.said.contact_name) if self.item else (self.name,)
        return words == str(self.row) or any(words in one.casefold() for one in said)


def lines_of(table: Table, offered: Offered, preview: Preview) -> tuple[Line, ...]:
    """Every row below the header, in order."""
    findings: dict[int, list[Finding]] = defaultdict(list)
    for one in preview.report.findings:
        if one.row and one.kind not in _ELSEWHERE:
            findings[one.row].append(one)
    lines = [*_of_items(preview.proposal.items), *_of_aside(table, offered)]
    return tuple(
        Line(row, fate, name, item, tuple(findings.get(row, ())))
        for row, fate, name, item in sorted(lines, key=lambda line: line[0])
    )


def _of_items(items: Iterable[Item]) -> Iterator[tuple[int, Fate, str, Item | None]]:
    for item in items:
        first, *more = item.said.rows
        fate = _OF_OUTCOME[item.outcome]
        yield first, fate, item.said.name, item
        for row in more:
            yield row, fate if fate is Fate.REJECTED else Fate.MERGED, item.said.name, None


def _of_aside(table: Table, offered: Offered) -> Iterator[tuple[int, Fate, str, Item | None]]:
    for row, why in offered.reading.aside.items():
        yield row, _OF_ASIDE[why], _name_in(table.rows[row - 1], offered.layout), None


def _name_in(cells: Sequence[str], layout: Layout) -> str:
    """Whom a row that does not go in seems to be about."""
    for name in (FieldName.ORGANISATIE, FieldName.NAAM):
        for choice in layout.places.get(name, ()):
            said = " ".join(repaired(cells[at]) for at in choice if at < len(cells)).strip()
            if said:
                return said[:100]
    return ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words in a field that nobody but a person can say the meaning of.

    Attributes:
        field: the field; said: the words; rows: how many rows say so.
    """

    field: FieldName
    said: str
    rows: int


def unclear(offered: Offered) -> tuple[Unclear, ...]:
    """What somebody can say the meaning of, what most rows say first."""
    found = Counter(
        (FieldName(one.about), one.value.strip()) for one in offered.reading.findings if mendable(one)
    )
    return tuple(Unclear(field, said, rows) for (field, said), rows in found.most_common())


def fates(lines: Iterable[Line]) -> Mapping[Fate, int]:
    """How many rows become what."""
    return Counter(line.fate for line in lines)
