"""A mapping's constants, tried before any file is read: one that is wrong would be wrong in every row."""

from datetime import date

from dsw.domain import Obstacle, Status
from dsw.errors import MappingError
from dsw.intake.cells import Cells
from dsw.intake.findings import SHOWN, Notes
from dsw.intake.headers import Layout
from dsw.intake.mapping import FieldName, FormMapping
from dsw.intake.signers import read_signer
from dsw.intake.table import Table
from dsw.plan import load_plan


def check_constants(mapping: FormMapping, today: date) -> None:
    """Refuse a mapping with a constant that a row could not hold.

    Raises:
        MappingError: names the constants that mean nothing.
    """
    named = mapping.constants.items()
    wrong = [
        f"{field} {value[:SHOWN]}" for field, value in named if not _means_something(field, mapping, today)
    ]
    if wrong:
        raise MappingError("mapping.vast", mapping=mapping.name, waarden="; ".join(wrong))


def _means_something(field: FieldName, mapping: FormMapping, today: date) -> bool:
    """Whether nothing is found about a field when a row holds its constant, and all else fits."""
    alone = mapping.model_copy(update={"constants": {field: mapping.constants[field]}})
    notes, fitting = Notes(0), _fitting_cells()
    places = {name: ((at,),) for at, name in enumerate(fitting)}
    layout = Layout(alone, 0, places, {}, (), (), frozenset())
    cells = Cells(Table(()), layout, tuple(fitting.values()), notes, today)
    read_signer(cells, "")
    cells.yes(FieldName.CONCEPT)
    return all(finding.about != field.value for finding in notes.found)


def _fitting_cells() -> dict[FieldName, str]:
    """A row in which each constant has its place: without a status, say, nobody reads the obstacle."""
    action = load_plan().codes[0]
    return {
        FieldName.NAAM: "x",
        FieldName.ORGANISATIE: "x",
        FieldName.DOELGROEP: "1",
        FieldName.BEZIG_MET: action,
        FieldName.ACTIE: action,
        FieldName.STATUS: Status.STAAT_STIL.value,
        FieldName.OBSTAKEL: next(iter(Obstacle)).value,
    }
