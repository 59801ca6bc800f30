"""What facts come to, without a database."""

from collections import Counter
from datetime import date, timedelta

import pytest

from dsw import domain
from dsw.domain import (
    NEXT_STATUS,
    PLEDGE_FACTS,
    Booking,
    Event,
    Evidence,
    Fact,
    Kind,
    Obstacle,
    Profile,
    Status,
    differences,
    entries_of,
    in_order,
    replay,
)

START = date(2026, 1, 1)
HERE = Profile(Kind.ORGANISATIE, 3, ("GM0014",))
THERE = Profile(Kind.ORGANISATIE, 4, ("PV20",))


def day(number: int) -> date:
    return START + timedelta(days=number)


def story(*events: Event) -> list[Event]:
    """The events, numbered in this order of recording."""
    return [
        Event(**{name: getattr(event, name) for name in Event.__slots__} | {"id": number})
        for number, event in enumerate(events, 1)
    ]


def signed(on: int = 0) -> Event:
    return Event(Fact.SIGNED, day(on), 1, profile=HERE, plan_version="2025-05-12")


def pledged(on: int = 0, number: int = 7, action: int = 5) -> Event:
    return Event(Fact.PLEDGED, day(on), 1, pledge=number, action=action)


def reported(on: int, status: Status, obstacle: Obstacle | None = None) -> Event:
    return Event(
        Fact.REPORTED, day(on), 1, pledge=7, status=status, obstacle=obstacle, evidence=Evidence.EIGEN_WOORD
    )


def about(fact: Fact, on: int) -> Event:
    return Event(fact, day(on), 1, pledge=7)


def standing(entries: Counter[Booking], on: int) -> dict[int, list[tuple[int, ...]]]:
    """The accounts each pledge stands on at the end of a day, without the profile."""
    sums: Counter[tuple[int, domain.Account]] = Counter()
    for booking, amount in entries.items():
        if booking.day <= day(on).toordinal():
            sums[booking.pledge, booking.account] += amount
    found: dict[int, list[tuple[int, ...]]] = {}
    for (pledge, account), amount in sums.items():
        if amount:
            found.setdefault(pledge, []).append(account[1:])
    return found


def test_every_status_has_successors_and_a_code() -> None:
    assert set(NEXT_STATUS) == set(domain.STATUS_CODE) == set(Status)
    assert set(domain.OBSTACLE_CODE) == set(Obstacle)
    assert set(domain.EVIDENCE_CODE) == set(Evidence)
    for codes in (domain.STATUS_CODE, domain.OBSTACLE_CODE, domain.EVIDENCE_CODE):
        assert sorted(codes.values()) == list(range(1, len(codes) + 1))


@pytest.mark.parametrize("before", Status)
def test_every_step_is_legal_backward_ones_too(before: Status) -> None:
    assert NEXT_STATUS[before] == set(Status)


def test_a_pledge_moves_from_account_to_account() -> None:
    entries = entries_of(story(signed(), pledged(1), reported(5, Status.BEZIG)))
    assert standing(entries, 0) == {0: [(0, 0, 0, 0, 0)]}
    assert standing(entries, 4)[7] == [(5, 5, 0, 0, 0)]
    assert standing(entries, 5)[7] == [(5, 2, 0, 1, day(5).toordinal())]


def test_a_report_dated_earlier_books_its_successors_correction() -> None:
    first = story(signed(), pledged(0), reported(20, Status.AFGEROND))
    both = story(signed(), pledged(0), reported(20, Status.AFGEROND), reported(10, Status.BEZIG))
    change = differences(entries_of(first), entries_of(both))
    assert {day_ for day_, _pledge, _account in change} == {day(10).toordinal(), day(20).toordinal()}
    assert standing(entries_of(both), 15)[7][0][1] == domain.STATUS_CODE[Status.BEZIG]
    assert standing(entries_of(both), 20) == standing(entries_of(first), 20)


def test_status_since_stays_while_the_status_stays() -> None:
    stance, _ = replay(story(signed(), pledged(), reported(3, Status.BEZIG), reported(9, Status.BEZIG)))
    pledge = stance.pledges[7]
    assert (pledge.status_since, pledge.heard_on, pledge.report) == (day(3), day(9), 4)


def test_reporting_that_nothing_started_is_hearing() -> None:
    stance, _ = replay(story(signed(), pledged(), reported(3, Status.NIET_GESTART)))
    assert (stance.pledges[7].status_since, stance.pledges[7].heard_on) == (day(3), day(3))


def test_a_confirmation_only_changes_when_it_was_heard() -> None:
    before, _ = replay(story(signed(), pledged(), reported(3, Status.STAAT_STIL, Obstacle.GELD)))
    after, _ = replay(
        story(signed(), pledged(), reported(3, Status.STAAT_STIL, Obstacle.GELD), about(Fact.CONFIRMED, 8))
    )
    old, new = before.pledges[7], after.pledges[7]
    assert new.heard_on == day(8)
    assert (new.status, new.obstacle, new.status_since) == (old.status, old.obstacle, old.status_since)


def test_an_aim_can_be_set_and_dropped_and_books_nothing() -> None:
    aim = Event(Fact.PLANNED, day(2), 1, pledge=7, due=day(90))
    drop = Event(Fact.PLANNED, day(4), 1, pledge=7)
    assert replay(story(signed(), pledged(), aim))[0].pledges[7].due == day(90)
    assert replay(story(signed(), pledged(), aim, drop))[0].pledges[7].due is None
    assert entries_of(story(signed(), pledged(), aim, drop)) == entries_of(story(signed(), pledged()))


def test_another_profile_takes_the_pledges_along() -> None:
    moved = Event(Fact.REPROFILED, day(6), 1, profile=THERE)
    entries = entries_of(story(signed(), pledged(), moved))
    on_six = [booking for booking, amount in entries.items() if booking.day == day(6).toordinal()]
    assert {(booking.pledge, booking.account.profile) for booking in on_six} == {
        (0, HERE),
        (0, THERE),
        (7, HERE),
        (7, THERE),
    }


def test_withdrawing_closes_everything_and_signing_again_opens_anew() -> None:
    events = story(signed(), pledged(), Event(Fact.WITHDRAWN, day(3), 1), signed(9))
    entries = entries_of(events)
    assert standing(entries, 3) == {}
    assert standing(entries, 9) == {0: [(0, 0, 0, 0, 0)]}


def test_an_ended_pledge_may_be_made_again_and_begins_anew() -> None:
    events = story(
        signed(),
        pledged(),
        reported(2, Status.BEZIG),
        about(Fact.ENDED, 4),
        pledged(8),
        reported(9, Status.GESTOPT),
    )
    stance, idle = replay(events)
    assert not idle
    assert standing(entries_of(events), 5).keys() == {0}
    assert (stance.pledges[7].pledged_on, stance.pledges[7].status) == (day(8), Status.GESTOPT)


@pytest.mark.parametrize("fact", sorted(PLEDGE_FACTS - {Fact.PLEDGED}))
def test_a_fact_about_a_pledge_that_does_not_stand_is_idle(fact: Fact) -> None:
    event = reported(2, Status.BEZIG) if fact is Fact.REPORTED else about(fact, 2)
    _stance, idle = replay(story(signed(), event))
    assert [one.fact for one in idle] == [fact]


@pytest.mark.parametrize("fact", sorted(set(Fact) - {Fact.SIGNED, Fact.ANNULLED}))
def test_nothing_happens_to_who_never_signed(fact: Fact) -> None:
    event = Event(fact, day(1), 1, pledge=7, action=5, profile=HERE, status=Status.BEZIG)
    stance, idle = replay(story(event))
    assert not stance.entries
    assert len(idle) == 1


def test_pledging_or_signing_twice_is_idle() -> None:
    _stance, idle = replay(story(signed(), signed(1), pledged(), pledged(2)))
    assert [event.id for event in idle] == [2, 4]


def test_an_undone_event_never_happened_and_its_undoing_can_be_undone() -> None:
    told = story(signed(), pledged(), reported(3, Status.BEZIG), Event(Fact.ANNULLED, day(3), 1, cancels=3))
    assert entries_of(told) == entries_of(told[:2])
    restored = story(*told, Event(Fact.ANNULLED, day(3), 1, cancels=4))
    assert entries_of(restored) == entries_of(told[:3])


def test_events_count_by_day_then_by_recording() -> None:
    told = story(
        signed(),
        pledged(),
        reported(5, Status.BEZIG),
        reported(5, Status.AFGEROND),
        reported(2, Status.GESTOPT),
    )
    assert [event.id for event in in_order(reversed(told))] == [1, 2, 5, 3, 4]
    assert replay(told)[0].pledges[7].status is Status.AFGEROND


def test_entries_that_cancel_out_are_left_out() -> None:
    told = story(signed(), pledged(), reported(5, Status.BEZIG), reported(5, Status.AFGEROND))
    assert all(entries_of(told).values())
    assert differences(entries_of(told), entries_of(told)) == Counter()


def test_a_pledge_is_found_by_its_action() -> None:
    stance, _ = replay(story(signed(), pledged()))
    found = stance.pledge_on(5)
    assert found
    assert found.pledge == 7
    assert stance.pledge_on(6) is None
