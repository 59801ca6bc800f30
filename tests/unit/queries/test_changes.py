"""What happened between two days."""

from datetime import date

import pytest

from dsw.domain import Fact, Kind, Obstacle, Profile, Status
from dsw.queries import overview, trend
from dsw.views import Changes, Flow, Selection
from tests.unit.queries.registers import Register

THEN, NOW = date(2026, 8, 1), date(2026, 10, 30)
EARLY, BEFORE, BETWEEN = date(2026, 1, 5), date(2026, 7, 1), date(2026, 9, 1)


def changes(register: Register, **cuts: object) -> Changes:
    return trend(register.snapshot(), Selection(NOW, **cuts), THEN).changes  # type: ignore[arg-type]  # a test says which cuts


@pytest.fixture
def register() -> Register:
    made = Register()
    made.pledge(made.sign(Kind.ORGANISATIE, 3, ["GM0344"], EARLY), "3.1", "3.2", day=EARLY)
    return made


def test_nothing_happened(register: Register) -> None:
    assert changes(register) == Changes(THEN, NOW)


def test_who_came_and_who_left(register: Register) -> None:
    register.pledge(register.sign(Kind.PERSOON, 1, day=BETWEEN), "1.1", day=BETWEEN)
    register.sign(Kind.ORGANISATIE, 4, day=BETWEEN)
    register.add(1, Fact.WITHDRAWN, BETWEEN)
    found = changes(register)
    assert (found.signatories, found.new_signatories, found.gone_signatories) == (1, 2, 1)
    assert (found.organisations, found.pledges, found.new_pledges, found.gone_pledges) == (0, -1, 1, 2)


def test_moving_to_another_group_is_gone_here_and_new_there(register: Register) -> None:
    register.add(1, Fact.REPROFILED, BETWEEN, profile=Profile(Kind.ORGANISATIE, 4, ("GM0344",)))
    assert (changes(register).signatories, changes(register).pledges) == (0, 0)
    assert (changes(register, group=3).gone_signatories, changes(register, group=3).gone_pledges) == (1, 2)
    assert (changes(register, group=4).new_signatories, changes(register, group=4).new_pledges) == (1, 2)


@pytest.mark.parametrize(
    ("before", "after", "counted"),
    [
        (Status.BEZIG, Status.AFGEROND, {"done": 1}),
        (Status.AFGEROND, Status.BEZIG, {"back": 1}),
        (Status.AFGEROND, Status.NIET_GESTART, {"back": 1}),
        (Status.BEZIG, Status.NIET_GESTART, {"back": 1}),
        (Status.NIET_GESTART, Status.BEZIG, {"started": 1}),
        (Status.STAAT_STIL, Status.BEZIG, {}),
        (Status.STAAT_STIL, Status.NIET_GESTART, {}),
        (Status.BEZIG, Status.GESTOPT, {}),
        (Status.AFGEROND, Status.AFGEROND, {}),
    ],
)
def test_moves(register: Register, before: Status, after: Status, counted: dict[str, int]) -> None:
    register.report(1, "3.1", before, BEFORE, Obstacle.TIJD if before is Status.STAAT_STIL else None)
    register.report(1, "3.1", after, BETWEEN)
    assert changes(register) == Changes(THEN, NOW, heard=1, **counted)


def test_what_stands_still_and_why(register: Register) -> None:
    register.report(1, "3.1", Status.STAAT_STIL, BETWEEN, Obstacle.GELD)
    register.report(1, "3.2", Status.STAAT_STIL, BEFORE, Obstacle.TIJD)
    found = changes(register)
    assert (found.stuck, found.stuck_by) == (1, ((Obstacle.GELD, 1),))


def test_obstacles_are_counted_most_frequent_first(register: Register) -> None:
    for number, obstacle in enumerate((Obstacle.TIJD, Obstacle.REGELS, Obstacle.REGELS), 2):
        register.sign(Kind.ORGANISATIE, 3, day=EARLY)
        register.pledge(number, "3.1", day=EARLY)
        register.report(number, "3.1", Status.STAAT_STIL, BETWEEN, obstacle)
    assert changes(register).stuck_by == ((Obstacle.REGELS, 2), (Obstacle.TIJD, 1))


def test_falling_silent(register: Register) -> None:
    register.report(1, "3.1", Status.BEZIG, date(2026, 4, 1))
    assert changes(register).went_silent == 1
    register.add(1, Fact.CONFIRMED, BETWEEN, register.events[1][1].action)
    assert changes(register).went_silent == 0


def test_a_confirmation_is_hearing_and_nothing_else(register: Register) -> None:
    register.report(1, "3.1", Status.BEZIG, BEFORE)
    register.add(1, Fact.CONFIRMED, BETWEEN, register.events[1][1].action)
    assert changes(register) == Changes(THEN, NOW, heard=1)


def test_flows(register: Register) -> None:
    register.report(1, "3.1", Status.BEZIG, BETWEEN)
    register.add(1, Fact.ENDED, BETWEEN, register.events[1][2].action)
    register.pledge(register.sign(Kind.ORGANISATIE, 4, day=BETWEEN), "4.1", day=BETWEEN)
    assert trend(register.snapshot(), Selection(NOW), THEN).flows == (
        Flow(Status.NIET_GESTART, Status.BEZIG, 1),
        Flow(Status.NIET_GESTART, None, 1),
        Flow(None, Status.NIET_GESTART, 1),
    )


def test_the_overview_looks_back_ninety_days(register: Register) -> None:
    register.report(1, "3.1", Status.AFGEROND, date(2026, 8, 1))
    register.report(1, "3.2", Status.AFGEROND, date(2026, 8, 2))
    found = overview(register.snapshot(), Selection(NOW)).changes
    assert (found.since, found.op, found.done) == (THEN, NOW, 1)


@pytest.mark.parametrize("cuts", [{"group": 1}, {"province": "PV26"}, {"section": 1, "group": 1}])
def test_with_a_cut_on_group_or_region_no_change_of_a_person_is_told(
    register: Register, cuts: dict[str, object]
) -> None:
    """However many persons there are: a few that came or moved on among them could be recognised."""
    for number in range(40):
        day = EARLY if number < 38 else BETWEEN
        register.pledge(register.sign(Kind.PERSOON, 1, ["GM0344"], day), "1.1", day=day)
        register.sign(Kind.PERSOON, 2, ["GM0363"], EARLY)
    register.pledge(register.sign(Kind.ORGANISATIE, 1, ["GM0344"], BETWEEN), "1.1", day=BETWEEN)
    register.report(2, "1.1", Status.AFGEROND, BETWEEN)
    found = changes(register, **cuts)
    assert found == Changes(THEN, NOW, 1, 1, new_signatories=1, pledges=1, new_pledges=1, hidden_persons=True)
    flows = trend(register.snapshot(), Selection(NOW, **cuts), THEN).flows  # type: ignore[arg-type]  # a test says which cuts
    assert Flow(None, Status.NIET_GESTART, 1) in flows
    assert sum(flow.count for flow in flows) == 1 + 2 * ("province" in cuts)


def test_without_such_a_cut_changes_count_everybody(register: Register) -> None:
    for number in range(6):
        day = EARLY if number < 3 else BETWEEN
        register.pledge(register.sign(Kind.PERSOON, 1, day=day), "1.1", day=day)
    for found in (changes(register), changes(register, section=1)):
        assert (found.signatories, found.hidden_persons) == (3, False)


def test_where_no_person_is_nothing_is_left_out(register: Register) -> None:
    register.sign(Kind.ORGANISATIE, 4, ["GM0344"], BETWEEN)
    register.sign(Kind.PERSOON, 1, ["GM0363"], BETWEEN)
    assert not changes(register, group=4).hidden_persons
    assert changes(register, group=4).new_signatories == 1
