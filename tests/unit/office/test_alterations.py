"""One change to many signatories: looked at first, then all of it or nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.audit import check
from dsw.domain import Obstacle, Status
from dsw.errors import Refused, RuleError
from dsw.office.alterations import MOST, Alteration, Foreseen, What, alter, foresee
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.person import Person, read_person
from dsw.store import Store
from dsw.store.schema import change, remark
from tests.acts import FIRST, PERSON, report, sign

EDITOR = Actor(Role.REDACTEUR, "medewerker 1")
DAY = date(2026, 1, 5)
MANY = 200


@pytest.fixture
def register(store: Store) -> Store:
    """Two hundred signatories: each third a person, each second promised action 3, the last one withdrew."""
    with store.write(OPERATOR, "test") as tx:
        for place in range(MANY):
            number = sign(tx, f"Nummer {place}", *([PERSON] if place % 3 == 0 else []))
            if place % 2 == 0:
                commands.pledge(tx, number, 3, FIRST)
        report(tx, 1, 3, Status.BEZIG, DAY)
        commands.withdraw(tx, MANY, DAY)
    return store


EVERYBODY = tuple(range(1, MANY + 1))


def look(store: Store, alteration: Alteration, numbers: tuple[int, ...] = EVERYBODY) -> Foreseen:
    with store.read() as db:
        return foresee(db, alteration, numbers)


def make(store: Store, seen: Foreseen, why: str = "Daarom.", actor: Actor = EDITOR) -> int:
    with store.write(actor, "alter") as tx:
        return alter(tx, seen, why)


def person(store: Store, number: int) -> Person:
    with store.read() as db:
        found = read_person(db, number)
    assert found
    return found


def test_a_look_says_how_many_change_and_from_what(register: Store) -> None:
    seen = look(register, Alteration(What.GROUP, "3", DAY))
    people = len(range(0, MANY, 3))
    assert dict(seen.before) == {"2": people}
    assert (len(seen.changing), seen.alike, seen.absent) == (people, MANY - people - 1, 1)


@pytest.mark.parametrize(
    ("alteration", "is_so"),
    [
        (Alteration(What.GROUP, "9", DAY), lambda one: one.profile.group == 9),
        (Alteration(What.REGION, "PV20", DAY), lambda one: one.profile.regions == ("PV20",)),
        (Alteration(What.REGION, "landelijk", DAY), lambda one: one.profile.regions == ("landelijk",)),
        (Alteration(What.SHOWN, "nee", DAY), lambda one: not one.identity.show_name),
    ],
    ids=lambda value: getattr(value, "what", ""),
)
def test_all_of_them_change_in_one_transaction(
    register: Store, alteration: Alteration, is_so: Callable[[Person], bool]
) -> None:
    seen = look(register, alteration)
    assert make(register, seen) == len(seen.changing) == MANY - 1
    assert all(is_so(person(register, number)) for number in (1, 2, 3, MANY - 1))
    assert not is_so(person(register, MANY))
    with register.read() as db:
        assert db.count(select(remark)) == MANY - 1
        assert len({row.revision for row in db.rows(select(remark.c.revision))}) == 1
        assert [row.act for row in db.rows(select(change.c.act))] == ["test", "alter"]
    assert look(register, alteration).changing == ()
    assert not check(register)


def test_a_status_is_reported_where_it_was_promised(register: Store) -> None:
    stuck = Alteration(What.STATUS, "staat_stil", DAY, 3, Obstacle.GELD)
    seen = look(register, stuck)
    assert dict(seen.before) == {"bezig": 1, "nooit": MANY // 2 - 1}
    assert seen.absent == MANY // 2
    make(register, seen)
    (pledge,) = person(register, 3).pledges
    assert (pledge.stance.status, pledge.stance.obstacle) == (Status.STAAT_STIL, Obstacle.GELD)
    assert look(register, stuck).changing == ()
    assert (
        len(look(register, Alteration(What.STATUS, "staat_stil", DAY, 3, Obstacle.TIJD)).changing)
        == MANY // 2
    )


@pytest.mark.parametrize(
    ("alteration", "why"),
    [
        (Alteration(What.GROUP, "9", date(2025, 1, 1)), r"dag\.te_vroeg"),
        (Alteration(What.GROUP, "9", date(2027, 1, 1)), r"dag\.toekomst"),
        (Alteration(What.GROUP, "77", DAY), r"doelgroep\.onbekend"),
        (Alteration(What.REGION, "GM9999", DAY), r"regio\.onbekend"),
        (Alteration(What.STATUS, "gestopt", DAY, 3), r"reden\.ontbreekt"),
        (Alteration(What.STATUS, "staat_stil", DAY, 3), r"obstakel\.ontbreekt"),
    ],
)
def test_where_one_cannot_nobody_is_changed(register: Store, alteration: Alteration, why: str) -> None:
    with register.read() as db:
        before = db.head()
    with pytest.raises(RuleError, match=why):
        make(register, look(register, alteration))
    with register.read() as db:
        assert db.head() == before


def test_one_of_many_too_early_stops_all(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        late = sign(tx, "Laat", day=date(2026, 6, 1))
    with pytest.raises(RuleError, match=r"dag\.te_vroeg"):
        make(register, look(register, Alteration(What.GROUP, "9", DAY), (*EVERYBODY, late)))
    assert person(register, 1).profile.group == PERSON.group


def test_what_changed_since_the_look_is_looked_at_again(register: Store) -> None:
    seen = look(register, Alteration(What.GROUP, "9", DAY))
    with register.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 5, DAY)
    with pytest.raises(RuleError, match=r"tegelijk\.veranderd"):
        make(register, seen)
    assert person(register, 6).profile.group != 9


def test_what_is_wrong_is_said(register: Store) -> None:
    group = Alteration(What.GROUP, "9", DAY)
    with pytest.raises(RuleError, match=r"tegelijk\.niemand"):
        look(register, group, ())
    with pytest.raises(RuleError, match=r"tegelijk\.te_veel"):
        look(register, group, tuple(range(1, MOST + 2)))
    with pytest.raises(RuleError, match=r"tegelijk\.waarom"):
        make(register, look(register, group), "  ")
    with pytest.raises(Refused):
        make(register, look(register, group), actor=Actor(Role.LEZER, "medewerker 2"))
    assert look(register, group, (1, 9999)).absent == 1
