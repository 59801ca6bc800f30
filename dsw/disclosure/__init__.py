"""Who may not be recognised: which counts of persons a page may show.

Organisations are always counted exactly. Persons are left out of a cell when one to four of them are in it,
and out of some more cells, so that nobody can compute what was left out. That is certain when another
register exists with another number in the cell and for the rest the very same published figures of that day:
totals, rows by status, where somebody works, and all organisations. Such a register is made by an exchange:

    somebody of group i pledged this; in the same place somebody of group j pledged that, in the same state;
    were it the other way round, no total would differ: only the four cells where i and j meet this and that.

Every small cell gets an exchange that changes it, and all cells that exchange changes are hidden. What cannot
be exchanged with anybody is in a group or place that is hidden whole, with another one.

Guarded is who somebody is and where somebody works: stakeholder groups, places (provinces, landelijk,
onbekend) and municipalities, alone or crossed with each other or with what was pledged. Pledges by section,
action, status or day alone are no cross-table of persons. With three cuts persons are not counted: it is
only said that nobody is there, where two of the cuts say so.

    cells       what is small, and what hiding costs
    lines       groups, places and municipalities that are hidden whole
    sets        what is alike in a state, place or group, as bits
    twins       who could have made the same pledges
    movers      who could give, take, leave or join what
    exchanges   what two persons could exchange
    fourways    what four persons could exchange
    crossing    a table being guarded: for each cell the exchange that hides least
    guarding    a day, from lines to cells
    protection  the gate that all pages ask
"""

from dsw.disclosure.cells import ALL, At, Counts, Flags, small
from dsw.disclosure.guarding import People
from dsw.disclosure.lines import has_choice, hidden_lines
from dsw.disclosure.protection import Protection

__all__ = [
    "ALL",
    "At",
    "Counts",
    "Flags",
    "People",
    "Protection",
    "has_choice",
    "hidden_lines",
    "small",
]
