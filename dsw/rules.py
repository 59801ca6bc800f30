"""What the staff can set about how the product counts: numbers with bounds, the same for every page.

They are read with the register, at one revision, and go along with what is counted by them. So no figure is
ever counted by other rules than it says.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

#: The least and the most each may be.
BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "silent_months": (1, 36),
        "recent_days": (7, 365),
        "reminder_gap_days": (14, 365),
        "smallest_cell": (3, 20),
    }
)


def _between(name: str, usual: int) -> int:
    least, most = BOUNDS[name]
    number: int = Field(usual, ge=least, le=most, strict=True)
    return number


class Rules(BaseModel):
    """The rules in force.

    Attributes:
        silent_months: a pledge is silent when it was last heard of longer ago than this many months.
        recent_days: "what changed lately" looks back this many days.
        reminder_gap_days: nobody is reminded twice within this many days.
        smallest_cell: counts of persons below this size are not shown in a cross-table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    silent_months: int = _between("silent_months", 6)
    recent_days: int = _between("recent_days", 90)
    reminder_gap_days: int = _between("reminder_gap_days", 60)
    smallest_cell: int = _between("smallest_cell", 5)


#: As long as nobody set anything else.
USUAL = Rules()


def rules_of(settings: Mapping[str, object]) -> Rules:
    """The rules that these settings come to; what is no rule, or means nothing here, is as usual."""
    found: dict[str, object] = {}
    for name in BOUNDS.keys() & settings.keys():
        try:
            Rules.model_validate({name: settings[name]})
        except ValidationError:
            continue
        found[name] = settings[name]
    return Rules.model_validate(found)
