"""Finding the header in a table, and the mapping that fits it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dsw.errors import MappingError
from dsw.intake.findings import Finding
from dsw.intake.mapping import FieldName, FormMapping, Together, all_mappings, header_key, headers_of
from dsw.intake.remembered import NO_FORMS, Forms, header_digest
from dsw.intake.table import Table
from dsw.intake.values import repaired

#: A header is looked for in the first rows only.
DEEPEST = 30
_MERGED_ROWS = 2
_NAMELESS = re.compile(r"\(kolom ([1-9]\d{0,3})\)")

_SHOWN = 60

#: Where a form asks what is not asked by itself: a name of an organisation, actions all together.
_ELSEWHERE = {
    FieldName.NAAM.value: FieldName.ORGANISATIE.value,
    FieldName.ACTIE.value: FieldName.ACTIES.value,
}

#: What a column may be called: its own text, the text of the merged cell above it, both.
Names = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a mapping's fields stand in a table.

    Attributes:
        mapping: the mapping that fits.
        header: number of the header's last row; the data begin below it.
        places: per field its columns, counted from 0; each element is a choice of columns to be joined.
        options: per field the columns that stand for one option each, with the option's text.
        only: columns that decide whether a row counts, with the values that do.
        unknown: headers that no part of the mapping names.
        named: the columns that have a header.
        unasked: the questions about actions the mapping names and the table lacks.
        direct: the column of each field that is simply the text of one column.
        titles: per column its header as the file has it, on one line and cut to a readable length.
    """

    mapping: FormMapping
    header: int
    places: Mapping[FieldName, tuple[tuple[int, ...], ...]]
    options: Mapping[FieldName, tuple[tuple[int, str], ...]]
    only: tuple[tuple[int, frozenset[str]], ...]
    unknown: tuple[str, ...]
    named: frozenset[int]
    titles: tuple[str, ...] = ()
    unasked: tuple[FieldName, ...] = field(init=False)
    direct: Mapping[FieldName, int] = field(init=False)

    def __post_init__(self) -> None:
        asked = (name for name in (FieldName.ACTIES, FieldName.BEZIG_MET) if name in self.mapping.asked)
        object.__setattr__(self, "unasked", tuple(name for name in asked if not self.has(name)))
        object.__setattr__(self, "direct", dict(self._direct()))

    def _direct(self) -> Iterator[tuple[FieldName, int]]:
        for name, choices in self.places.items():
            plain = name not in self.mapping.constants and name not in self.mapping.words
            if plain and len(choices) == 1 and len(choices[0]) == 1:
                yield name, choices[0][0]

    def pointed(self, finding: Finding, row: Sequence[str] | None = None) -> Finding:
        """A finding about a field with the header of its column: the first that holds what was found.

        Args:
            row: the row it is about, where that is at hand.
        """
        if finding.column:
            return finding
        about = finding.about if self._asks(finding.about) else _ELSEWHERE.get(finding.about, "")
        if not self._asks(about) or (row is None and self._asks(_ELSEWHERE.get(about, ""))):
            return finding
        columns = list(self._columns_of(FieldName(about)))
        holding = (
            at
            for at, told in columns
            if finding.value in told or finding.value in "".join((row or ())[at : at + 1])
        )
        return replace(finding, column=self.titles[next(holding, columns[0][0])])

    def field_at(self, at: int) -> str | None:
        """The name of the field a column is read for; "" when it only decides which rows count; else None."""
        named = (*self.places, *self.options)
        fields = (name.value for name in named if at in dict(self._columns_of(name)))
        return next(fields, "" if any(at == column for column, _told in self.only) else None)

    def _asks(self, about: str) -> bool:
        """Whether a field of this name has a column."""
        return about in self.places or about in self.options

    def _columns_of(self, field: FieldName) -> Iterator[tuple[int, str]]:
        """The columns of a field, each with the option it stands for, or nothing."""
        yield from self.options.get(field, ())
        yield from ((at, "") for choice in self.places.get(field, ()) for at in choice)

    def has(self, field: FieldName) -> bool:
        """Whether the file or the mapping says anything about a field."""
        return field in self.places or field in self.options or field in self.mapping.constants


def choose_layout(table: Table, forms: Forms = NO_FORMS) -> Layout:
    """The layout of the mapping that fits a table best: one the staff chose for this very header, or else the
    one that asks most of it.

    Args:
        forms: what the staff chose before.

    Raises:
        MappingError: none fits; names the headers of the file that could not be placed.
    """
    chosen = _chosen_before(table, forms)
    if chosen:
        return chosen
    fitting = [layout for mapping in all_mappings() if (layout := _best(table, mapping, strict=True))]
    if not fitting:
        nearest = max(
            (_best(table, mapping, strict=False) for mapping in all_mappings()),
            key=lambda layout: len(layout.places) if layout else -1,
        )
        raise MappingError("mapping.past_niet", kolommen=_listed(nearest.unknown if nearest else ()))
    return max(fitting, key=lambda layout: (len(layout.mapping.recognise), len(layout.places)))


def _chosen_before(table: Table, forms: Forms) -> Layout | None:
    for number, row in first_rows(table) if forms.rows else ():
        known = forms.by_header.get(header_digest(row))
        if known:
            return layout_at(table, known.read(), number)
    return None


def first_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows among which a header may stand, with their numbers."""
    return islice(table.numbered(), DEEPEST)


def layout_at(table: Table, mapping: FormMapping, number: int) -> Layout:
    """The layout of a mapping on a certain row.

    Args:
        number: the row's.
    """
    return _layout(table, mapping, number, _names(table.rows, number))


def layout_for(table: Table, mapping: FormMapping) -> Layout:
    """The layout of a mapping somebody chose.

    Raises:
        MappingError: the table lacks a column the mapping cannot do without.
    """
    layout = _best(table, mapping, strict=False)
    lacking = _lacking(layout, mapping)
    if lacking or layout is None:
        unknown = _listed(layout.unknown if layout else ())
        raise MappingError(
            "mapping.kolom_ontbreekt", mapping=mapping.name, velden=_listed(lacking), kolommen=unknown
        )
    return layout


def _lacking(layout: Layout | None, mapping: FormMapping) -> list[str]:
    """Fields without which no row can go in."""
    if layout is None:
        return [FieldName.NAAM.value]
    named = layout.has(FieldName.NAAM) or layout.has(FieldName.ORGANISATIE)
    lacking = [] if named else [FieldName.NAAM.value]
    lacking += [] if layout.has(FieldName.DOELGROEP) else [FieldName.DOELGROEP.value]
    return lacking + [header for header in mapping.only if len(layout.only) < len(mapping.only)]


def _best(table: Table, mapping: FormMapping, strict: bool) -> Layout | None:
    """The layout at the row where most fields are found; the first of equals."""
    found: list[Layout] = []
    for number, row in first_rows(table):
        names = _names(table.rows, number)
        if any(map(bool, row)) and (not strict or _recognised(mapping, names)):
            found.append(_layout(table, mapping, number, names))
    return max(found, key=lambda layout: len(layout.places) + len(layout.options), default=None)


def _names(rows: Sequence[tuple[str, ...]], number: int) -> Names:
    above = rows[max(0, number - 1 - _MERGED_ROWS) : number - 1]
    group = _filled(above[-1]) if above else ()
    return tuple(
        _called(text, [row[index] for row in above if index < len(row)], group[index : index + 1])
        for index, text in enumerate(rows[number - 1])
    )


def _filled(row: Iterable[str]) -> tuple[str, ...]:
    """A row in which a merged cell's text stands in each column it covers."""
    last, filled = "", []
    for text in row:
        last = text.strip() or last
        filled.append(last)
    return tuple(filled)


def _called(text: str, above: Sequence[str], group: Sequence[str]) -> frozenset[str]:
    if not text.strip():
        text = next((upper for upper in reversed(above) if upper.strip()), "")
        return frozenset({header_key(repaired(text))} - {""})
    own = header_key(repaired(text))
    return frozenset({own, *(header_key(f"{repaired(upper)}: {own}") for upper in group if upper)})


def _recognised(mapping: FormMapping, names: Names) -> bool:
    present = frozenset().union(*names)
    return all(
        any(_columns(header, names, present) for header in ((one,) if isinstance(one, str) else one))
        for one in mapping.recognise
    )


def _columns(header: str, names: Names, present: frozenset[str]) -> tuple[int, ...]:
    """The columns under a header; ``*`` at its end stands for anything, ``(kolom 3)`` for a nameless one."""
    if header.endswith("*"):
        start = header_key(header[:-1])
        return tuple(i for i, called in enumerate(names) if any(name.startswith(start) for name in called))
    key = header_key(header)
    if nameless := _NAMELESS.fullmatch(key):
        at = int(nameless[1]) - 1
        return (at,) if at < len(names) and not names[at] else ()
    return tuple(i for i, called in enumerate(names) if key in called) if key in present else ()


def _layout(table: Table, mapping: FormMapping, number: int, names: Names) -> Layout:
    present = frozenset().union(*names)

    def find(header: str) -> tuple[int, ...]:
        return _columns(header, names, present)

    def find_kept(header: str) -> tuple[int, ...]:
        return tuple(at for at in find(header) if at not in kept_out)

    kept_out = {at for header in mapping.never for at in find(header)}
    options = {
        field: _options(headers_of(starts), table.rows[number - 1], kept_out)
        for field, starts in mapping.per_option.items()
    }
    places = {field: _places(spec, find_kept) for field, spec in mapping.columns.items()}
    only = tuple(
        (at, frozenset(map(str.casefold, told)))
        for key, told in mapping.only.items()
        for at in find_kept(key)
    )
    used = {at for choices in places.values() for choice in choices for at in choice}
    used |= {at for columns in options.values() for at, _option in columns} | {at for at, _told in only}
    used |= kept_out | {at for header in mapping.ignore for at in find(header)}
    header = table.rows[number - 1]
    unknown = [header[at].strip() for at in range(len(names)) if at not in used and header[at].strip()]
    return Layout(
        mapping,
        number,
        {field: found for field, found in places.items() if found and not options.get(field)},
        {field: found for field, found in options.items() if found},
        only,
        tuple(unknown),
        frozenset(at for at, called in enumerate(names) if called or at in used),
        tuple(_titles(table.rows, number)),
    )


def _titles(rows: Sequence[tuple[str, ...]], number: int) -> Iterator[str]:
    """What stands in the header's last row, or above it where that cell was merged."""
    deep = rows[max(0, number - 1 - _MERGED_ROWS) : number]
    for at in range(len(rows[number - 1])):
        told = (row[at] for row in reversed(deep) if row[at : at + 1] and row[at].strip())
        yield _short(repaired(next(told, ""))) or nameless_header(at)


def _places(
    spec: str | tuple[str, ...] | Together, find: Callable[[str], tuple[int, ...]]
) -> tuple[tuple[int, ...], ...]:
    if isinstance(spec, Together):
        together = tuple(at for header in spec.columns for at in find(header)[:1])
        return (together,) if together else ()
    return tuple(dict.fromkeys((at,) for header in headers_of(spec) for at in find(header)))


def _options(
    starts: Sequence[str], header: Sequence[str], kept_out: Container[int]
) -> tuple[tuple[int, str], ...]:
    """The columns whose header begins with a question and goes on with an option."""
    found = []
    for at, text in enumerate(header):
        plain = " ".join(repaired(text).split())
        rest = next((rest for start in starts if (rest := _after(plain, start))), "")
        if at not in kept_out:
            found.append((at, rest.lstrip(" :*")))
    return tuple((at, option) for at, option in found if option)


def _after(header: str, start: str) -> str:
    """What a header says after a question; nothing when it asks something else."""
    key = header_key(start)
    rest = header[len(key) :].lstrip(" *") if header.casefold().startswith(key) else ""
    return rest if rest.startswith(":") or not start.rstrip().endswith(":") else ""


def nameless_header(at: int) -> str:
    """What a mapping calls a column without a header.

    Args:
        at: its place, counted from 0.
    """
    return f"(kolom {at + 1})"


def nameless_columns(table: Table, layout: Layout) -> tuple[int, ...]:
    """The columns, counted from 0, that hold something below no header at all."""
    filled = {
        at
        for _number, row in table.numbered(layout.header)
        for at in range(len(row))
        if at not in layout.named and row[at] and not row[at].isspace()
    }
    return tuple(sorted(filled))


def _listed(headers: Sequence[str]) -> str:
    return "; ".join(map(_short, headers)) or "–"


def _short(header: str) -> str:
    """A header on one line, cut where it is very long."""
    return " ".join((header if len(header) <= _SHOWN else header[:_SHOWN] + "…").split())
