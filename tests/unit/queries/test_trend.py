"""Lines over time, and who is new."""

from datetime import date

from dsw.domain import Fact, Kind, Status
from dsw.queries import overview, trend
from dsw.queries.trend import NEWCOMERS_SHOWN, POINTS_SHOWN
from dsw.views import NewSignatory, Selection
from tests.unit.queries.registers import Register

OP, SINCE = date(2026, 11, 2), date(2026, 8, 4)


def test_points_are_month_ends_and_the_day_itself() -> None:
    register = Register()
    register.sign(Kind.ORGANISATIE, 3, day=date(2026, 8, 20))
    points = trend(register.snapshot(), Selection(OP), SINCE).points
    assert [point.day for point in points] == [
        date(2026, 8, 31),
        date(2026, 9, 30),
        date(2026, 10, 31),
        OP,
    ]
    assert [point.signatories for point in points] == [1, 1, 1, 1]


def test_a_long_line_keeps_its_last_points() -> None:
    register = Register()
    register.sign(Kind.ORGANISATIE, 3, day=date(2019, 1, 1))
    points = trend(register.snapshot(), Selection(OP), SINCE).points
    assert len(points) == POINTS_SHOWN
    assert points[-1].day == OP
    assert points[-2].day == date(2026, 10, 31)


def test_a_point_is_what_the_overview_of_that_day_says() -> None:
    register = Register()
    for number in range(1, 9):
        kind = Kind.PERSOON if number % 2 else Kind.ORGANISATIE
        register.pledge(
            register.sign(kind, 3, ["GM0344"], date(2026, number, 9)), "3.1", "1.1", day=date(2026, number, 9)
        )
        register.report(number, "3.1", Status.BEZIG, date(2026, number, 28))
    snapshot = register.snapshot()
    for selection in (Selection(OP), Selection(OP, group=3), Selection(OP, 3, 3, "PV26")):
        for point in trend(snapshot, selection, SINCE).points:
            cuts = (selection.section, selection.group, selection.province)
            page = overview(register.snapshot(), Selection(point.day, *cuts))
            assert point.tally == page.pledges
            assert (point.signatories, point.organisations) == (
                page.signatories.total,
                page.signatories.organisations,
            )


def test_newcomers_consent_and_come_newest_first() -> None:
    register = Register()
    register.sign(Kind.ORGANISATIE, 3, day=date(2026, 8, 4), name="Was er al")
    register.sign(Kind.ORGANISATIE, 3, day=date(2026, 8, 5), name="Eerst")
    register.sign(Kind.PERSOON, 1, day=date(2026, 10, 1), name="Laatst")
    register.sign(Kind.PERSOON, 1, day=date(2026, 10, 1))
    register.sign(Kind.ORGANISATIE, 3, day=date(2026, 11, 3), name="Nog niet")
    register.sign(Kind.ORGANISATIE, 3, day=date(2026, 9, 1), name="Weer weg")
    register.add(6, Fact.WITHDRAWN, date(2026, 9, 2))
    view = trend(register.snapshot(), Selection(OP), SINCE)
    assert view.newcomers == (
        NewSignatory("Laatst", Kind.PERSOON, 1, date(2026, 10, 1)),
        NewSignatory("Eerst", Kind.ORGANISATIE, 3, date(2026, 8, 5)),
    )
    assert view.changes.new_signatories == 3


def test_newcomers_are_limited() -> None:
    register = Register()
    for _ in range(NEWCOMERS_SHOWN + 1):
        register.sign(Kind.ORGANISATIE, 3, day=date(2026, 9, 1), name="Naam")
    view = trend(register.snapshot(), Selection(OP), SINCE)
    assert (len(view.newcomers), view.changes.new_signatories) == (NEWCOMERS_SHOWN, NEWCOMERS_SHOWN + 1)
