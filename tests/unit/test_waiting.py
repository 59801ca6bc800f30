"""What staff see of an organisation that waits; on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dsw import commands
from dsw.access.staff import staff_member
from dsw.domain import Kind, Profile
from dsw.drawings import waiting_html
from dsw.errors import Refused, RuleError
from dsw.people import OPERATOR, Role
from dsw.queries.waiting import Waiting, waiting_organisations
from dsw.signups import approve, turn_down
from dsw.store import Contact, Mirror, Store
from tests.acts import PERSON, sign
from tests.conftest import TODAY
from tests.staffing import WHERE, apply, hire, wishes

NASTY = "<img src=x onerror=alert(1)>\"'&"
DAY = date.fromisoformat(TODAY)


def found(store: Store) -> tuple[Waiting, ...]:
    with store.read() as db:
        return waiting_organisations(db, Mirror(store).current(), DAY)


def alike(store: Store) -> list[tuple[str, str, bool]]:
    """Who waits, whom it may be, and whether that is in the register."""
    return [
        (one.wishes.name, likeness.other.name, likeness.other.row == 0)
        for one in found(store)
        for likeness in one.alike
    ]


def test_nothing_waits(store: Store) -> None:
    assert found(store) == ()


def test_who_waited_longest_comes_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(store, "Tweede")
    monkeypatch.setenv("DSW_TODAY", "2026-11-01")
    apply(store, "Eerste")
    monkeypatch.setenv("DSW_TODAY", TODAY)
    assert [one.wishes.name for one in found(store)] == ["Eerste", "Tweede"]


def test_who_is_decided_about_waits_no_longer(store: Store) -> None:
    first, second = apply(store, "Buurthuis Oost"), apply(store, "Museum West")
    with store.write(OPERATOR, "approve") as tx:
        approve(tx, first)
    with store.desk() as desk:
        turn_down(desk, second, OPERATOR)
    assert found(store) == ()


def test_an_organisation_with_the_same_name_is_pointed_at(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        sign(tx, "Stichting Welzijn Nieuwland", WHERE)
        sign(tx, "Museum West", WHERE)
        sign(tx, "Welzijn Nieuwland", PERSON)
    apply(store, "Welzijn Nieuwland")
    assert alike(store) == [("Welzijn Nieuwland", "Stichting Welzijn Nieuwland", True)]


def test_an_organisation_at_the_same_address_is_pointed_at(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        there = sign(tx, "Bibliotheek Rivierenwijk", Profile(Kind.ORGANISATIE, 3, ("GM0344",)))
        commands.set_contact(tx, there, Contact("Iemand", "Iemand@Nieuw.example", mail_consent=True))
    apply(store, "Bibliotheken Rivierwijken")
    assert [name for _, name, _ in alike(store)] == ["Bibliotheek Rivierenwijk"]


def test_who_withdrew_is_not_pointed_at(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, sign(tx, "Welzijn Nieuwland", WHERE), date(2026, 1, 1))
    apply(store, "Welzijn Nieuwland")
    assert alike(store) == []


def test_two_that_wait_are_pointed_at_each_other(store: Store) -> None:
    apply(store, "Welzijn Nieuwland")
    apply(store, "Stichting Welzijn Nieuwland", email="ander@nieuw.example")
    (pair,) = alike(store)
    assert {pair[0], pair[1]} == {"Welzijn Nieuwland", "Stichting Welzijn Nieuwland"}
    assert not pair[2]


@pytest.mark.parametrize("role", [Role.LEZER, Role.REDACTEUR, Role.BEHEERDER])
def test_a_reader_decides_nothing(store: Store, role: Role) -> None:
    first, second, holder = apply(store, "Buurthuis Oost"), apply(store, "Museum West"), hire(store, role)
    with store.read() as db:
        colleague = staff_member(db, holder.staff or 0)
    assert colleague
    if role is Role.LEZER:
        with pytest.raises(Refused), store.write(colleague.actor, "approve") as tx:
            approve(tx, first)
        with pytest.raises(Refused), store.desk() as desk:
            turn_down(desk, second, colleague.actor)
        assert len(found(store)) == 2
    else:
        with store.write(colleague.actor, "approve") as tx:
            approve(tx, first)
        with store.desk() as desk:
            turn_down(desk, second, colleague.actor)
        assert found(store) == ()


def test_what_was_decided_is_not_decided_again(store: Store) -> None:
    number = apply(store)
    with store.desk() as desk:
        turn_down(desk, number, OPERATOR)
    with pytest.raises(RuleError), store.write(OPERATOR, "approve") as tx:
        approve(tx, number)
    with pytest.raises(RuleError), store.desk() as desk:
        turn_down(desk, number, OPERATOR)


# -------------------------------------------------------------------------------------------- the drawing


def drawn(**changed: object) -> str:
    since = datetime(2026, 11, 1, 13, 5, tzinfo=UTC)
    return waiting_html(Waiting("a" * 32, since, wishes(**changed), ()))  # type: ignore[arg-type]


def test_all_that_is_needed_to_decide_is_there() -> None:
    html = drawn()
    for said in (
        *("Welzijn Nieuw", "1 november 2026 om 14.05 uur", "Sociaalwerkorganisaties", "Groningen", "Iemand"),
        *("mailto:iemand%40nieuw.example", "Met een spreekuur.", "Klaar op 31 januari 2027", "Actie 4.2"),
    ):
        assert said in html


def test_who_wants_nothing_yet_is_shown_so() -> None:
    assert "Nog geen acties gekozen" in drawn(intentions=())


def test_hostile_words_do_nothing() -> None:
    intentions = tuple(replace(one, words=NASTY) for one in wishes().intentions)
    html = drawn(name=NASTY, contact_name=NASTY, email=f'"{NASTY}@x.example', intentions=intentions)
    assert "<img" not in html
    assert html.count("&lt;img") >= 4
