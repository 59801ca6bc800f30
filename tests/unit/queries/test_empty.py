"""A register nobody signed, and days before anybody did."""

from datetime import date

import pytest

from dsw.domain import Kind
from dsw.plan import load_plan
from dsw.queries import action, directory, gaps, groups, overview, regions, sections, stand_figures, trend
from dsw.regions import LANDELIJK, ONBEKEND
from dsw.store import Mirror, Snapshot, Store
from dsw.views import Changes, HeadCount, Selection, Tally
from tests.unit.queries.registers import Register

OP = date(2026, 11, 2)
SELECTIONS = [
    Selection(OP),
    Selection(OP, section=3),
    Selection(OP, group=2),
    Selection(OP, province="PV26"),
    Selection(OP, province=LANDELIJK),
    Selection(OP, province=ONBEKEND),
    Selection(OP, 3, 2, "PV26"),
]


def early() -> Snapshot:
    """A register whose first signature is of a later day."""
    register = Register()
    register.pledge(
        register.sign(Kind.PERSOON, 1, ["GM0344"], date(2026, 11, 3), "Ans"), "1.1", day=date(2026, 11, 3)
    )
    return register.snapshot()


@pytest.fixture(params=["empty", "early"])
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return Register().snapshot() if request.param == "empty" else early()


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_overview_is_zeros(snapshot: Snapshot, selection: Selection) -> None:
    view = overview(snapshot, selection)
    assert (view.signatories, view.pledges) == (HeadCount(), Tally())
    assert [(row.number, row.tally) for row in view.sections] == [(n, Tally()) for n in range(1, 10)]
    assert view.changes == Changes(date(2026, 8, 4), OP)
    assert view.gap_total >= len(view.gaps) > 0


@pytest.mark.parametrize("selection", SELECTIONS)
def test_lists_are_complete_and_zero(snapshot: Snapshot, selection: Selection) -> None:
    details = sections(snapshot, selection).sections
    assert [row.code for detail in details for row in detail.actions] == list(load_plan().codes)
    assert {row.tally for detail in details for row in detail.actions} == {Tally()}
    rows = groups(snapshot, selection).groups
    assert [row.group for row in rows] == list(range(1, 10))
    assert {(row.both, row.own, row.others, row.growth) for row in rows} == {(Tally(), Tally(), Tally(), 0)}


@pytest.mark.parametrize("selection", SELECTIONS)
def test_regions_are_complete_and_zero(snapshot: Snapshot, selection: Selection) -> None:
    view = regions(snapshot, selection)
    assert len(view.provinces) == 12
    assert len(view.municipalities) == 342
    assert sum(row.municipalities for row in view.provinces) == 342
    assert not any(row.present for row in view.municipalities)
    assert view.placements == 0
    assert view.matrix.hidden_cells == 0
    assert (view.detail is not None) == (selection.province is not None)


def test_everything_is_a_white_spot(snapshot: Snapshot) -> None:
    view = gaps(snapshot, Selection(OP))
    assert [thin.code for thin in view.actions] == list(load_plan().codes)
    assert len(view.missing) == 9 * 12
    assert sum(len(codes) for _province, codes in view.empty_municipalities) == 342
    assert overview(snapshot, Selection(OP)).gap_total == 27 + 9 * 12 + 342


def test_the_trend_is_one_point_of_zeros(snapshot: Snapshot) -> None:
    view = trend(snapshot, Selection(OP), date(2026, 8, 4))
    assert [(point.day, point.signatories, point.tally) for point in view.points] == [(OP, 0, Tally())]
    assert (view.flows, view.newcomers) == ((), ())


def test_the_directory_is_empty(snapshot: Snapshot) -> None:
    view = directory(snapshot, Selection(OP), "ans", 7)
    assert (view.cards, view.named, view.found, view.page, view.pages) == ((), 0, 0, 1, 1)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2019, 1, 1), OP])
def test_the_stand_is_zeros(snapshot: Snapshot, day: date) -> None:
    figures = stand_figures(snapshot, day)
    assert figures["ondertekenaars"]["totaal"] == figures["toezeggingen"]["totaal"] == 0
    assert list(figures["toezeggingen"]["per_actie"]) == list(load_plan().codes)
    assert figures["gehoord"] == {"recent": 0, "stil": 0, "nooit": 0}


def test_a_new_database_answers(store: Store) -> None:
    snapshot = Mirror(store).current()
    with store.read() as db:
        view = action(snapshot, db, Selection(OP), "8.1")
    assert (view.tally, view.signatories, view.voices, view.voices_total) == (Tally(), HeadCount(), (), 0)
    assert view.stamp.changed_at is None
    assert stand_figures(snapshot, OP)["revisie"] == 0
