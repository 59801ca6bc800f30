"""What is kept between questions."""

from datetime import date, timedelta

from dsw.commands import SignUp, pledge, sign
from dsw.domain import Kind, Profile, Status
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.queries import overview, stand_figures
from dsw.queries.base import Figures, figures_of
from dsw.store import Mirror, Store
from dsw.views import Selection
from tests.unit.queries.registers import Register

OP = date(2026, 11, 2)


def lively() -> Register:
    register = Register()
    for number in range(1, 7):
        day = date(2026, number, 15)
        register.pledge(
            register.sign(Kind.PERSOON, number, ["GM0344", "GM0363"], day), "3.1", "3.2", "1.1", day=day
        )
        register.report(number, "3.1", Status.BEZIG, day + timedelta(40))
    return register


def test_a_day_is_counted_once() -> None:
    figures = figures_of(lively().snapshot())
    first = figures.day(OP)
    assert figures.day(OP) is first


def test_no_more_is_kept_than_said() -> None:
    figures = Figures(Register().snapshot())
    made = [figures.keep("x", number, lambda number=number: number, 3) for number in (1, 2, 3, 1, 4)]
    assert made == [1, 2, 3, 1, 4]
    assert figures.keep("x", 1, lambda: -1, 3) == 1
    assert figures.keep("x", 2, lambda: -1, 3) == -1


def test_a_snapshot_keeps_its_own_figures() -> None:
    snapshot = lively().snapshot()
    assert figures_of(snapshot) is figures_of(snapshot)
    assert figures_of(snapshot) is not figures_of(lively().snapshot())


def test_a_change_is_seen_at_once(store: Store) -> None:
    mirror = Mirror(store)
    before = mirror.current()
    assert overview(before, Selection(OP)).signatories.total == 0
    with store.write(OPERATOR, "test") as tx:
        profile = Profile(Kind.ORGANISATIE, 3, ("GM0344",))
        number = sign(tx, SignUp(profile, "Welzijn", date(2026, 5, 1), load_plan().version))
        pledge(tx, number, load_plan().action_index("3.1"), date(2026, 5, 1))
    after = overview(mirror.current(), Selection(OP))
    assert (after.signatories.organisations, after.pledges.never, after.stamp.revision) == (1, 1, 1)
    assert after.stamp.changed_at is not None
    assert overview(before, Selection(OP)).signatories.total == 0
    assert stand_figures(mirror.current(), OP)["ondertekenaars"]["per_provincie"]["PV26"] == 1
