"""Files to take along: the register for the staff and for the public, the log, and every figure."""

from dsw.exports.cells import CsvForm, Row
from dsw.exports.choosing import export, view_names
from dsw.exports.register import COLUMNS, register_rows
from dsw.exports.rulings import RULINGS, Scope
from dsw.exports.sheets import STAFF_SHEETS, log_sheet
from dsw.exports.writing import EVERYTHING, write_everything, write_export, write_sheet

__all__ = [
    "COLUMNS",
    "EVERYTHING",
    "RULINGS",
    "STAFF_SHEETS",
    "CsvForm",
    "Row",
    "Scope",
    "export",
    "log_sheet",
    "register_rows",
    "view_names",
    "write_everything",
    "write_export",
    "write_sheet",
]
