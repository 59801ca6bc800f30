"""Whom a link or a session is for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_

from dsw.people import SIGNER_MARK, Actor, Role


@dataclass(frozen=True, slots=True)
class Holder:
    """One of these: a contact of a signatory, a sign-up that is under way, or somebody of the staff.

    Attributes:
        signatory, contact: number of the signatory, and of its contact.
        signup: number of the sign-up.
        staff: number on the staff list.
    """

    signatory: int | None = None
    contact: int | None = None
    signup: str | None = None
    staff: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As it stands in the tables of links, sessions and letters."""
        return {
            "signatory_id": self.signatory,
            "contact": self.contact,
            "signup_id": self.signup,
            "staff_id": self.staff,
        }

    @classmethod
    def of(cls, row: Row[Any]) -> "Holder":
        """As it stands in a row."""
        return cls(row.signatory_id, row.contact, row.signup_id, row.staff_id)

    def in_table(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that are for exactly this holder."""
        return and_(*(table.c[name].is_not_distinct_from(value) for name, value in self.columns.items()))


def signer(holder: Holder) -> Actor:
    """A contact as the one who gives commands about its own signatory."""
    assert holder.signatory is not None
    return Actor(Role.ONDERTEKENAAR, f"{SIGNER_MARK}{holder.signatory}/{holder.contact}", holder.signatory)
