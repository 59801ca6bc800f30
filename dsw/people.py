"""Who may do what. Permission is about the person; what the register allows is the command's own rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from dsw.errors import Refused


class Role(StrEnum):
    """What somebody is to the register."""

    PUBLIEK = "publiek"
    ONDERTEKENAAR = "ondertekenaar"
    LEZER = "lezer"
    REDACTEUR = "redacteur"
    BEHEERDER = "beheerder"
    SYSTEEM = "systeem"


#: How the change log names a contact of a signatory: this, and which one.
SIGNER_MARK = f"{Role.ONDERTEKENAAR.value} "
#: How it names somebody of the staff: this, and their number on the list.
STAFF_MARK = "medewerker "


class Wish(StrEnum):
    """What somebody may want to do to the register."""

    SIGN = "ondertekenen"
    UPDATE = "bijwerken"
    SEE = "inzien"
    APPROVE = "goedkeuren"
    CORRECT = "verbeteren"
    IMPORT = "inlezen"
    EXPORT = "uitvoeren"
    KEEP_SAFE = "bewaren"
    REMIND = "herinneren"
    MEET = "bijeenkomen"
    HIRE = "medewerkers"
    CONFIGURE = "instellen"
    ERASE = "wissen"


_EDITORS = frozenset({Role.REDACTEUR, Role.BEHEERDER, Role.SYSTEEM})
_KEEPERS = frozenset({Role.BEHEERDER, Role.SYSTEEM})

#: Which roles may do what. Taking a whole file back asks CORRECT, not ERASE, though it erases whoever came in
#: by it alone: an editor may take back what was just read in, while nothing later depends on it.
MAY: Mapping[Wish, frozenset[Role]] = MappingProxyType(
    {
        Wish.SIGN: frozenset({Role.PUBLIEK, Role.ONDERTEKENAAR}) | _EDITORS,
        Wish.UPDATE: frozenset({Role.ONDERTEKENAAR}) | _EDITORS,
        Wish.SEE: frozenset({Role.LEZER}) | _EDITORS,
        Wish.APPROVE: _EDITORS,
        Wish.CORRECT: _EDITORS,
        Wish.IMPORT: _EDITORS,
        Wish.EXPORT: frozenset({Role.LEZER}) | _EDITORS,
        Wish.KEEP_SAFE: _KEEPERS,
        Wish.REMIND: _EDITORS,
        Wish.MEET: _EDITORS,
        Wish.HIRE: _KEEPERS,
        Wish.CONFIGURE: _KEEPERS,
        Wish.ERASE: _KEEPERS,
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or something, that gives commands.

    Attributes:
        role: decides what is allowed.
        name: what the change log shows; a reference, never a person's name or address.
        signatory: with ``ONDERTEKENAAR`` the one signatory it may change; 0 for who may change them all.
    """

    role: Role
    name: str
    signatory: int = 0


#: Whoever has the command line of the machine has the register.
OPERATOR = Actor(Role.SYSTEEM, "opdrachtregel")


#: Signs and pledges for who proved their address.
ADMISSION = Actor(Role.SYSTEEM, "aanmelding")


#: Whoever comes by; may sign, and nothing else.
VISITOR = Actor(Role.PUBLIEK, "bezoeker")


def may(actor: Actor, wish: Wish) -> bool:
    """Whether somebody's role allows a wish."""
    return actor.role in MAY[wish]


def require(actor: Actor, wish: Wish, signatory: int | None = None) -> None:
    """Stop whoever may not.

    Args:
        signatory: whom it is about, when the wish is about one signatory.

    Raises:
        Refused: the actor's role does not allow the wish, or not for this signatory.
    """
    if not may(actor, wish):
        raise Refused("mag_niet", rol=actor.role.value, wens=wish.value)
    if actor.role is Role.ONDERTEKENAAR and signatory is not None and signatory != actor.signatory:
        raise Refused("niet_van_jou")
