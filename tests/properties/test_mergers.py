"""Whatever two signatories did: together they count as one on every day, and apart again as before."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw import commands
from dsw.audit import check
from dsw.domain import Booking, Event, Status, entries_of, replay
from dsw.office.mergers import merge, preview
from dsw.office.reversal import undo
from dsw.people import OPERATOR
from dsw.store import Store, Writer
from tests.acts import FIRST, report, sign

ACTIONS, DAYS = (3, 9, 14), 12


class Act(NamedTuple):
    """What one of the two does on a day since both could first sign."""

    day: int
    who: int
    what: str
    action: int
    status: Status


ACTS = st.builds(
    Act,
    st.integers(0, DAYS),
    st.integers(0, 1),
    st.sampled_from(["pledge", "report", "report", "confirm", "plan", "end"]),
    st.sampled_from(ACTIONS),
    st.sampled_from(Status),
)


def day_of(place: int) -> date:
    return FIRST + timedelta(days=place)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One register for all examples: each signs two of its own."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('mergers') / 'register.db'}")
    yield store
    store.close()


def do(tx: Writer, numbers: tuple[int, int], act: Act) -> None:
    """Do it when it can be done."""
    number, day = numbers[act.who], day_of(act.day)
    stance = tx.stance(number)
    pledge = stance.pledge_on(act.action)
    if stance.signed_on is None or day < stance.signed_on:
        return
    if act.what == "pledge":
        commands.pledge(tx, number, act.action, day, words=f"Van {number}.")
    elif pledge and act.what == "report":
        report(tx, number, act.action, act.status, day)
    elif pledge and act.what == "confirm":
        commands.confirm(tx, number, act.action, day)
    elif pledge and act.what == "plan":
        commands.plan_for(tx, number, act.action, date(2027, 1, 1), day)
    elif pledge:
        commands.end_pledge(tx, number, act.action, day)


def two(store: Store, signed: tuple[int, int], acts: list[Act]) -> tuple[int, int]:
    with store.write(OPERATOR, "test") as tx:
        numbers = (sign(tx, "Een", day=day_of(signed[0])), sign(tx, "Ander", day=day_of(signed[1])))
        for act in sorted(acts, key=lambda one: one.day):
            do(tx, numbers, act)
    return numbers


def events(store: Store, numbers: tuple[int, int]) -> tuple[list[Event], list[Event]]:
    with store.read() as db:
        one, other = (list(db.events_of([number])) for number in numbers)
    return one, other


def books(store: Store, numbers: tuple[int, int]) -> list[dict[Booking, int]]:
    return [dict(entries_of(some)) for some in events(store, numbers)]


def standing(some: list[Event], day: date) -> set[int]:
    """The actions promised on a day; 0 for the signature."""
    stance, _idle = replay(one for one in some if one.day <= day)
    return {pledge.action for pledge in stance.pledges.values()} | ({0} if stance.profile else set())


@settings(max_examples=60)
@given(st.tuples(st.integers(0, DAYS), st.integers(0, DAYS)), st.lists(ACTS, max_size=14))
def test_together_they_are_one_and_apart_they_are_two(
    register: Store, signed: tuple[int, int], acts: list[Act]
) -> None:
    source, into = numbers = two(register, signed, acts)
    apart, before = events(register, numbers), books(register, numbers)
    with register.read() as db:
        seen = preview(db, source, into)
    with register.write(OPERATOR, "merge") as tx:
        merge(tx, source, into)
        revision = tx.revision
    gone, one = events(register, numbers)
    for place in range(-1, DAYS + 1):
        day = day_of(place)
        assert standing(one, day) == standing(apart[0], day) | standing(apart[1], day)
        assert standing(gone, day) == set()
    together = books(register, numbers)
    stance, _idle = replay(one)
    for both in seen.both:
        pledge = stance.pledge_on(both.action)
        assert pledge
        assert (pledge.status, pledge.heard_on) == (both.wins.status, both.wins.heard_on)
    with register.write(OPERATOR, "undo") as tx:
        undo(tx, revision)
    assert books(register, numbers) == before
    with register.write(OPERATOR, "merge") as tx:
        merge(tx, source, into)
    assert books(register, numbers) == together


def test_the_books_of_all_examples_are_in_order(register: Store) -> None:
    numbers = two(
        register, (2, 0), [Act(3, 0, "pledge", 3, Status.BEZIG), Act(4, 0, "report", 3, Status.BEZIG)]
    )
    with register.write(OPERATOR, "merge") as tx:
        merge(tx, *numbers)
    assert not check(register)
