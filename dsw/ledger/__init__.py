"""The register in memory: entries as columns, the spans they come to, and counts of any day as cubes.

Nothing here reads a database or a clock.

    entries -> spans (from when to when something stood) -> sums (+1 and −1 per day and cell) -> cubes

A ledger is immutable. What a transaction adds touches a few signatories; of those the spans are made anew,
and the cubes take the difference.
"""

from dsw.ledger.axes import (
    KINDS,
    NEVER,
    ORGANISATION,
    PERSON,
    STATES,
    Axes,
    Counts,
    Flags,
    Integers,
    axes,
    silent_before,
)
from dsw.ledger.columns import Rows
from dsw.ledger.divisions import Division, division_on
from dsw.ledger.profiles import Profiles
from dsw.ledger.register import COLUMNS, Ledger, columns_of, stand_of
from dsw.ledger.spans import presence
from dsw.ledger.stand import Stand

__all__ = [
    "COLUMNS",
    "KINDS",
    "NEVER",
    "ORGANISATION",
    "PERSON",
    "STATES",
    "Axes",
    "Counts",
    "Division",
    "Flags",
    "Integers",
    "Ledger",
    "Profiles",
    "Rows",
    "Stand",
    "axes",
    "columns_of",
    "division_on",
    "presence",
    "silent_before",
    "stand_of",
]
