"""Which sheet of a workbook is read: the first one, unless only another one has a header we know."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from dsw.errors import MappingError
from dsw.intake.headers import Layout, choose_layout, layout_for
from dsw.intake.mapping import FormMapping
from dsw.intake.table import Table


def laid_out(table: Table, mapping: FormMapping | None) -> tuple[Table, Layout]:
    """The sheet to read, and the layout of its header.

    Args:
        table: the first sheet, or a file without sheets.
        mapping: how to read it; None: the header decides.

    Raises:
        MappingError: no mapping fits any sheet, or one fits several sheets but not the first.
    """
    try:
        return table, _layout(table, mapping)
    except MappingError:
        fitting = list(_fitting(table.others, mapping))
        if not fitting:
            raise
    if len(fitting) > 1:
        names = "; ".join(sheet.sheet for sheet, _layout in fitting)
        raise MappingError("mapping.meer_bladen", bladen=names)
    ((sheet, layout),) = fitting
    others = tuple(one for one in (table, *table.others) if one is not sheet)
    return replace(sheet, first=False, others=others), layout


def _layout(table: Table, mapping: FormMapping | None) -> Layout:
    return layout_for(table, mapping) if mapping else choose_layout(table)


def _fitting(sheets: Iterable[Table], mapping: FormMapping | None) -> Iterator[tuple[Table, Layout]]:
    for sheet in sheets:
        with suppress(MappingError):
            yield sheet, _layout(sheet, mapping)
