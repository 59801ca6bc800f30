"""Staff, signers and organisations that wait, for tests of who may come in."""

from datetime import date

from dsw.access.holders import Holder
from dsw.access.sessions import begin_session
from dsw.access.staff import add_staff
from dsw.access.tokens import digest
from dsw.domain import Kind, Profile
from dsw.people import OPERATOR, Role
from dsw.signups import Intention, Wishes, prove_address, submit
from dsw.store import Store
from tests.acts import sign

WHERE = Profile(Kind.ORGANISATIE, 3, ("GM0014",))


def wishes(name: str = "Welzijn Nieuw", **changed: object) -> Wishes:
    """What an organisation fills in."""
    plain = {
        "profile": WHERE,
        "name": name,
        "contact_name": "Iemand",
        "email": "iemand@nieuw.example",
        "intentions": (Intention(3, "Met een spreekuur.", date(2027, 1, 31)), Intention(9)),
        "show_name": True,
        "mail_consent": False,
        "day": date(2026, 1, 5),
    }
    return Wishes(**{**plain, **changed})  # type: ignore[arg-type]  # a test says what it changes


def apply(store: Store, name: str = "Welzijn Nieuw", **changed: object) -> str:
    """An organisation signs up and proves its address; the number of its sign-up."""
    with store.desk() as desk:
        submit(desk, name, wishes(name, **changed))
        assert prove_address(desk, digest(name)[:32])
    return digest(name)[:32]


def hire(store: Store, role: Role = Role.REDACTEUR, email: str = "") -> Holder:
    """Somebody comes on the list."""
    with store.desk() as desk:
        return Holder(staff=add_staff(desk, email or f"{role.value}@movisie.example", role).number)


def enter(store: Store, holder: Holder) -> str:
    """Somebody comes in; the secret of their session."""
    with store.desk() as desk:
        return begin_session(desk, holder)


def signer(store: Store) -> Holder:
    """A contact of somebody who signed."""
    with store.write(OPERATOR, "test") as tx:
        return Holder(sign(tx), 1)
