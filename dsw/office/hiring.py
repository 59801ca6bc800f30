"""Who of the staff may come in, and as what: it stands in the change log who changed that.

Somebody always stays who can change it: nobody takes themselves or the last administrator off the list.
Whoever has the command line of the machine can put people on it again, so is not kept from anything.
"""

from dsw.access.staff import Colleague, add_staff, all_staff, remove_staff, staff_member
from dsw.errors import RuleError
from dsw.people import Role, Wish, require
from dsw.store import Writer


def hire(tx: Writer, email: str, role: Role) -> Colleague:
    """Put somebody on the list, or change what they are.

    Raises:
        Refused, RuleError: this person may not, see ``add_staff``, or nobody would be left to manage it.
    """
    require(tx.actor, Wish.HIRE)
    found = add_staff(tx, email, role)
    if role is not Role.BEHEERDER and found.actor.name == tx.actor.name:
        raise RuleError("medewerker.jezelf")
    _check_kept(tx)
    return found


def change_role(tx: Writer, number: int, role: Role) -> Colleague:
    """Change what somebody on the list is.

    Raises:
        Refused, RuleError: as ``hire``, or they are not on it any more.
    """
    require(tx.actor, Wish.HIRE)
    return hire(tx, _known(tx, number).email, role)


def dismiss(tx: Writer, number: int) -> None:
    """Take somebody off the list, and let them out everywhere.

    Raises:
        Refused, RuleError: this person may not, it is themselves, nobody would be left, or they are off it.
    """
    require(tx.actor, Wish.HIRE)
    leaving = _known(tx, number)
    if leaving.actor.name == tx.actor.name:
        raise RuleError("medewerker.jezelf")
    remove_staff(tx, leaving.email)
    _check_kept(tx)


def _known(tx: Writer, number: int) -> Colleague:
    found = staff_member(tx, number)
    if found is None:
        raise RuleError("medewerker.onbekend")
    return found


def _check_kept(tx: Writer) -> None:
    if tx.actor.role is not Role.SYSTEEM and all(one.role is not Role.BEHEERDER for one in all_staff(tx)):
        raise RuleError("medewerker.laatste")
