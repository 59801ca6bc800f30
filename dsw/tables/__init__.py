"""Tables: the accessible twin of every figure, made from the same answer object."""

from dsw.tables.core import AtLeast, Column, ColumnKind, Table, Value, to_csv, to_html, written

__all__ = ["AtLeast", "Column", "ColumnKind", "Table", "Value", "to_csv", "to_html", "written"]
