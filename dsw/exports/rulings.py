"""Which column may be in which file, and who must have agreed to that. A column without a ruling is in none.

A public file has rows of those alone who want to be named; of them it tells what the pages tell: the list of
names, and what is said beside an action (``SignatoryCard`` and ``Voice`` in ``dsw.views``).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Scope(StrEnum):
    """For whom a file is."""

    BEHEER = "beheer"
    OPENBAAR = "openbaar"


class Consent(StrEnum):
    """What somebody must have agreed to before a column about them is public."""

    NAME = "naam_tonen"


class Ruling(StrEnum):
    """Where a column of the register may be."""

    STAFF_ONLY = "beheer"
    WITH_NAME = "openbaar met naam"

    @property
    def consent(self) -> Consent | None:
        """What makes it public; None: nothing does."""
        return Consent.NAME if self is Ruling.WITH_NAME else None


_PUBLIC = (
    *("soort", "naam", "doelgroep", "regio", "ondertekend_op"),
    *("actie", "status", "laatst_gehoord", "obstakel", "toelichting", "link", "vraag"),
)
_STAFF_ONLY = (
    *("kenmerk", "planversie", "naam_tonen", "contactpersoon", "e_mail", "mail_toestemming"),
    *("bron", "bronnummer", "toegezegd_op", "streefdatum", "status_sinds", "bewijs", "reden"),
)
#: The ruling on each column of the register.
RULINGS: Mapping[str, Ruling] = MappingProxyType(
    dict.fromkeys(_PUBLIC, Ruling.WITH_NAME) | dict.fromkeys(_STAFF_ONLY, Ruling.STAFF_ONLY)
)


def allowed(column: str, scope: Scope) -> bool:
    """Whether a column may be in a file.

    Raises:
        KeyError: nobody ruled on it.
    """
    return RULINGS[column].consent is not None or scope is Scope.BEHEER
