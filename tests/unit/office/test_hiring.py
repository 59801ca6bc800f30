"""Managing the list of the staff: it is logged, and somebody always stays who can; on both databases."""

import pytest
from sqlalchemy import select

from dsw.access.staff import STAFF_ROLES, all_staff
from dsw.errors import Refused, RuleError
from dsw.office.hiring import change_role, dismiss, hire
from dsw.people import MAY, OPERATOR, Actor, Role, Wish
from dsw.store import Store
from dsw.store.schema import change
from tests import staffing

FIRST, OTHER = "eerste@movisie.example", "ander@movisie.example"


@pytest.fixture
def keeper(store: Store) -> Actor:
    """The only administrator, as who gives commands."""
    return Actor(Role.BEHEERDER, f"medewerker {staffing.hire(store, Role.BEHEERDER, FIRST).staff}")


def listed(store: Store) -> dict[str, Role]:
    with store.read() as db:
        return {one.email: one.role for one in all_staff(db)}


def log(store: Store) -> list[tuple[str, str]]:
    with store.read() as db:
        return [(row.actor, row.act) for row in db.rows(select(change).order_by(change.c.revision))]


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_somebody_comes_changes_and_goes_and_it_is_in_the_log(
    store: Store, keeper: Actor, role: Role
) -> None:
    with store.write(keeper, "staff") as tx:
        number = hire(tx, OTHER, Role.LEZER).number
    assert listed(store) == {FIRST: Role.BEHEERDER, OTHER: Role.LEZER}
    with store.write(keeper, "staff") as tx:
        assert change_role(tx, number, role).number == number
    assert listed(store)[OTHER] is role
    with store.write(keeper, "staff") as tx:
        dismiss(tx, number)
    assert listed(store) == {FIRST: Role.BEHEERDER}
    assert log(store) == 3 * [(keeper.name, "staff")]


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Wish.HIRE]))
def test_who_may_not_hire_changes_nothing(store: Store, keeper: Actor, role: Role) -> None:
    number = int(keeper.name.split()[1])
    for wish in (
        lambda tx: hire(tx, OTHER, Role.LEZER),
        lambda tx: change_role(tx, number, Role.LEZER),
        lambda tx: dismiss(tx, number),
    ):
        with pytest.raises(Refused, match="mag_niet"), store.write(Actor(role, "x"), "staff") as tx:
            wish(tx)
    assert listed(store) == {FIRST: Role.BEHEERDER}
    assert log(store) == []


@pytest.mark.parametrize("others", [0, 1])
def test_nobody_takes_themselves_off_or_down(store: Store, keeper: Actor, others: int) -> None:
    number = int(keeper.name.split()[1])
    for _ in range(others):
        staffing.hire(store, Role.BEHEERDER, OTHER)
    for wish in (
        lambda tx: hire(tx, FIRST.upper(), Role.REDACTEUR),
        lambda tx: change_role(tx, number, Role.LEZER),
        lambda tx: dismiss(tx, number),
    ):
        with pytest.raises(RuleError, match="jezelf"), store.write(keeper, "staff") as tx:
            wish(tx)
    assert listed(store)[FIRST] is Role.BEHEERDER


def test_of_two_who_take_each_other_off_one_stays(store: Store, keeper: Actor) -> None:
    """The second one's session lasts until the next click; the rule is kept all the same."""
    other = staffing.hire(store, Role.BEHEERDER, OTHER).staff or 0
    with store.write(keeper, "staff") as tx:
        dismiss(tx, other)
    late = Actor(Role.BEHEERDER, f"medewerker {other}")
    for wish in (
        lambda tx: dismiss(tx, int(keeper.name.split()[1])),
        lambda tx: change_role(tx, int(keeper.name.split()[1]), Role.LEZER),
    ):
        with pytest.raises(RuleError, match="laatste"), store.write(late, "staff") as tx:
            wish(tx)
    assert listed(store) == {FIRST: Role.BEHEERDER}


def test_who_is_off_the_list_is_not_found(store: Store, keeper: Actor) -> None:
    for wish in (lambda tx: dismiss(tx, 99), lambda tx: change_role(tx, 99, Role.LEZER)):
        with pytest.raises(RuleError, match="onbekend"), store.write(keeper, "staff") as tx:
            wish(tx)


def test_the_machine_s_operator_can_do_it_all(store: Store, keeper: Actor) -> None:
    with store.write(OPERATOR, "staff") as tx:
        dismiss(tx, int(keeper.name.split()[1]))
    assert listed(store) == {}
