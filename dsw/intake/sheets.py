"""Which sheet of a workbook is read: the first one, unless only another one has a header we know."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from dsw.errors import MappingError
from dsw.intake.headers import Layout, choose_layout, layout_for
from dsw.intake.mapping import FormMapping
from dsw.intake.remembered import NO_FORMS, Forms
from dsw.intake.table import Table


def laid_out(table: Table, mapping: FormMapping | None, forms: Forms = NO_FORMS) -> tuple[Table, Layout]:
    """The sheet to read, and the layout of its header.

    Args:
        table: the first sheet, or a file without sheets.
        mapping: how to read it; None: the header decides.
        forms: what the staff chose before.

    Raises:
        MappingError: no mapping fits any sheet, or one fits several sheets but not the first.
    """
    try:
        return table, _layout(table, mapping, forms)
    except MappingError:
        fitting = list(_fitting(table.others, mapping, forms))
        if not fitting:
            raise
    if len(fitting) > 1:
        names = "; ".join(sheet.sheet for sheet, _layout in fitting)
        raise MappingError("mapping.meer_bladen", bladen=names)
    ((sheet, layout),) = fitting
    return in_front(table, sheet), layout


def in_front(table: Table, sheet: Table) -> Table:
    """A sheet of a workbook, with the others beside it.

    Args:
        table: the first one; sheet: the one to read.
    """
    others = tuple(replace(one, others=()) for one in (table, *table.others) if one is not sheet)
    return sheet if sheet is table else replace(sheet, first=False, others=others)


def _layout(table: Table, mapping: FormMapping | None, forms: Forms) -> Layout:
    return layout_for(table, mapping) if mapping else choose_layout(table, forms)


def _fitting(
    sheets: Iterable[Table], mapping: FormMapping | None, forms: Forms
) -> Iterator[tuple[Table, Layout]]:
    for sheet in sheets:
        with suppress(MappingError):
            yield sheet, _layout(sheet, mapping, forms)
