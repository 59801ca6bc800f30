"""A register behind the counter."""

import pytest

from dsw import commands
from dsw.access.holders import Holder
from dsw.people import OPERATOR
from dsw.store import Contact, Store, shared_mirror
from tests.acts import FIRST, sign
from tests.desk.visiting import Visitor

EMAIL = "sam@voorbeeld.example"
#: The first contact of the organisation that every test here knows.
SIGNER = Holder(1, 1)


@pytest.fixture
def register(register_url: str) -> Store:
    """An organisation with two pledges and a contact, and another one with a pledge and a contact."""
    store = shared_mirror().store
    with store.write(OPERATOR, "test") as tx:
        for name, email in (("Welzijn Hier", EMAIL), ("Welzijn Daar", "kim@elders.example")):
            number = sign(tx, name)
            commands.set_contact(tx, number, Contact("Sam", email, mail_consent=True))
            for action in (5, 7):
                commands.pledge(tx, number, action, FIRST)
    return store


@pytest.fixture
def signer(register: Store) -> Visitor:
    """The contact of the first organisation, who came in."""
    visitor = Visitor()
    visitor.enter(register, SIGNER)
    return visitor
