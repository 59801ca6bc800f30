"""Where persons are left out of a page, a row or a cell, and that all pages agree on it."""

from dataclasses import replace
from datetime import date

import pytest

from dsw.domain import Kind, Status
from dsw.queries import gaps, groups, overview, regions, sections, trend
from dsw.store import Snapshot
from dsw.views import HeadCount, Selection
from tests.unit.queries.registers import Register

OP = date(2026, 11, 2)


def crowd(register: Register, count: int, group: int, regions: list[str], *actions: str) -> None:
    for _ in range(count):
        register.pledge(register.sign(Kind.PERSOON, group, regions), *actions)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """Groups 1, 2 and 6 in two provinces; three persons of group 6 work in Utrecht, with an organisation."""
    register = Register()
    crowd(register, 20, 1, ["GM0344"], "1.1")
    crowd(register, 20, 1, ["GM0363"], "1.1", "6.1")
    crowd(register, 8, 2, ["GM0344"], "2.1", "6.1")
    crowd(register, 9, 2, ["GM0363"], "2.1", "1.1")
    crowd(register, 3, 6, ["GM0307"], "6.1")
    crowd(register, 12, 6, ["GM0363"], "6.1", "2.1")
    register.pledge(register.sign(Kind.ORGANISATIE, 6, ["GM0307"]), "6.1")
    register.report(1, "1.1", Status.AFGEROND, date(2026, 10, 1))
    return register.snapshot()


def test_everybody_and_single_large_groups_are_shown(snapshot: Snapshot) -> None:
    assert overview(snapshot, Selection(OP)).signatories == HeadCount(1, 72)
    assert overview(snapshot, Selection(OP, group=6)).signatories == HeadCount(1, 15)
    assert overview(snapshot, Selection(OP, province="PV26")).signatories == HeadCount(1, 31)


def test_a_small_cell_is_left_out_of_every_page_about_it(snapshot: Snapshot) -> None:
    cell = Selection(OP, group=6, province="PV26")
    assert overview(snapshot, cell).signatories == HeadCount(1, 0, hidden_persons=True)
    assert overview(snapshot, cell).pledges.hidden_persons
    assert overview(snapshot, cell).pledges.total == 1
    assert overview(snapshot, cell).changes.hidden_persons
    point = trend(snapshot, cell, date(2026, 8, 4)).points[-1]
    assert (point.signatories, point.tally.total, point.tally.hidden_persons) == (1, 1, True)
    row = groups(snapshot, Selection(OP, province="PV26")).groups[5]
    assert (row.signatories, row.both.hidden_persons) == (HeadCount(1, 0, True), True)
    province = next(row for row in regions(snapshot, Selection(OP, group=6)).provinces if row.code == "PV26")
    assert (province.signatories, province.tally.total) == (HeadCount(1, 0, True), 1)


def test_a_cross_table_hides_the_box_around_a_small_cell(snapshot: Snapshot) -> None:
    table = gaps(snapshot, Selection(OP)).presence
    hidden = {
        (row, column)
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
        if cell.hidden
    }
    assert {("6", "PV26"), ("6", "PV27"), ("2", "PV26"), ("2", "PV27")} <= hidden
    assert table.hidden_cells == len(hidden)


def test_the_hidden_number_is_no_difference_of_totals(snapshot: Snapshot) -> None:
    """The province's persons less those of the groups that are shown leave more than one possibility."""
    in_utrecht = overview(snapshot, Selection(OP, province="PV26")).signatories.persons
    rows = groups(snapshot, Selection(OP, province="PV26")).groups
    rest = in_utrecht - sum(row.signatories.persons for row in rows)
    assert rest == 8 + 3
    assert sum(row.signatories.hidden_persons for row in rows) >= 2


def test_own_and_others_are_sums_of_shown_cells(snapshot: Snapshot) -> None:
    for row in groups(snapshot, Selection(OP)).groups:
        cells = overview(snapshot, Selection(OP, group=row.group)).sections
        own = [cell.tally for cell in cells if cell.number == row.group]
        others = [cell.tally for cell in cells if cell.number != row.group]
        assert row.own.total == sum(tally.total for tally in own)
        assert row.others.total == sum(tally.total for tally in others)
        assert row.others.hidden_persons == any(tally.hidden_persons for tally in others)


def test_a_section_says_the_same_on_every_page(snapshot: Snapshot) -> None:
    for number in range(1, 10):
        for cuts in ({"group": 6}, {"province": "PV26"}, {"group": 2, "province": "PV27"}):
            page = overview(snapshot, Selection(OP, section=number, **cuts)).pledges
            row = overview(snapshot, Selection(OP, **cuts)).sections[number - 1].tally
            detail = sections(snapshot, Selection(OP, **cuts)).sections[number - 1].tally
            assert page == row == detail


def test_a_municipality_with_few_persons_is_present_but_not_counted(snapshot: Snapshot) -> None:
    rows = {row.code: row for row in regions(snapshot, Selection(OP)).municipalities}
    assert rows["GM0307"].signatories == HeadCount(1, 0, hidden_persons=True)
    assert rows["GM0344"].signatories == HeadCount(0, 0, hidden_persons=True)
    assert rows["GM0344"].present
    assert rows["GM0363"].signatories == HeadCount(0, 41)


def test_what_hides_persons_is_no_white_spot() -> None:
    register = Register()
    crowd(register, 30, 1, ["GM0344"])
    crowd(register, 30, 1, ["GM0363"])
    crowd(register, 2, 2, ["GM0363"])
    view = gaps(register.snapshot(), Selection(OP))
    assert (2, "PV27") not in view.missing
    assert (9, "PV27") in view.missing
    assert (9, "PV20") in view.missing
    assert [one.group for one in view.references if one.hidden_persons] == [2, 3]


def test_a_few_persons_in_all_are_counted_together_only() -> None:
    register = Register()
    crowd(register, 2, 1, ["GM0344"], "1.1")
    snapshot = register.snapshot()
    assert overview(snapshot, Selection(OP)).signatories == HeadCount(0, 2)
    assert overview(snapshot, Selection(OP)).pledges.total == 2
    assert sum(row.signatories.persons for row in groups(snapshot, Selection(OP)).groups) == 0
    assert sum(row.signatories.persons for row in regions(snapshot, Selection(OP)).provinces) == 0


def test_organisations_are_always_counted() -> None:
    register = Register()
    register.pledge(register.sign(Kind.ORGANISATIE, 8, ["GM0344"]), "8.1")
    view = overview(register.snapshot(), Selection(OP, 8, 8, "PV26"))
    assert (view.signatories, view.pledges.total, view.pledges.hidden_persons) == (HeadCount(1), 1, False)


# -------------------------------------------------------------------------------- totals and changes


def test_groups_and_sections_know_the_total_their_rows_leave_persons_out_of(snapshot: Snapshot) -> None:
    for cuts in ({}, {"province": "PV26"}, {"section": 6}, {"group": 2}, {"group": 6, "province": "PV26"}):
        first = overview(snapshot, Selection(OP, **cuts))  # type: ignore[arg-type]  # a test says which cuts
        rows = groups(snapshot, first.selection)
        assert (rows.signatories, rows.pledges) == (first.signatories, first.pledges)
        assert sections(snapshot, first.selection).pledges == first.pledges
        view = trend(snapshot, first.selection, date(2026, 8, 4))
        assert view.after == first.pledges
        assert view.before == overview(snapshot, replace(first.selection, op=date(2026, 8, 4))).pledges
    uncut = groups(snapshot, Selection(OP, province="PV26"))
    assert uncut.pledges.total > sum(row.both.total for row in uncut.groups)


def test_growth_is_no_number_where_one_of_the_days_hides_persons() -> None:
    register = Register()
    for group in (1, 2):
        crowd(register, 3, group, ["GM0344"])
        for _ in range(4):
            register.sign(Kind.PERSOON, group, ["GM0344"], date(2026, 10, 1))
    rows = groups(register.snapshot(), Selection(OP)).groups
    assert [row.growth for row in rows] == [None, None, *[0] * 7]


def test_what_hides_persons_is_unsure(snapshot: Snapshot) -> None:
    cell = regions(snapshot, Selection(OP, group=6, province="PV26"))
    assert cell.detail is not None
    assert cell.detail.unsure
    assert regions(snapshot, Selection(OP, province="PV20")).detail.unsure is False  # type: ignore[union-attr]  # a province was chosen
    view = gaps(snapshot, Selection(OP, group=6, province="PV26"))
    assert (view.unsure_groups, view.unsure_municipalities) == (0, 1)
    assert gaps(snapshot, Selection(OP, section=6)).unsure_groups > 0
    assert overview(snapshot, Selection(OP, group=6, province="PV26")).unsure
    assert not overview(snapshot, Selection(OP, province="PV20")).unsure


def test_reach_compares_like_with_like() -> None:
    """Inhabitants are persons; municipalities and provinces are organisations."""
    register = Register()
    for group in (1, 4, 2):
        crowd(register, 6, group, ["GM0344"])
        register.sign(Kind.ORGANISATIE, group, ["GM0344"])
    reached = {one.group: one for one in gaps(register.snapshot(), Selection(OP)).references}
    assert (reached[1].kind, reached[1].signatories) == (Kind.PERSOON, 6)
    assert (reached[4].kind, reached[4].signatories) == (Kind.ORGANISATIE, 1)
    assert (reached[2].kind, reached[2].signatories) == (None, 7)


# --------------------------------------------------------------------------- what cannot be computed


def test_a_status_tells_no_hidden_number() -> None:
    """Every row is told by status: a number hides behind another only where somebody has the same status."""
    register = Register()
    for group, code, count, status in (
        (1, "2.1", 2, Status.BEZIG),
        (1, "2.2", 6, Status.AFGEROND),
        (2, "2.1", 7, None),
        (2, "2.2", 8, Status.GESTOPT),
    ):
        for _ in range(count):
            number = register.sign(Kind.PERSOON, group, ["GM0344"])
            register.pledge(number, code)
            if status:
                register.report(number, code, status, date(2026, 10, 1))
    rows = sections(register.snapshot(), Selection(OP, group=1)).sections[1]
    assert rows.actions[0].signatories.hidden_persons
    assert rows.tally.hidden_persons


def test_where_it_is_told_that_somebody_is_two_of_one_need_a_third() -> None:
    register = Register()
    crowd(register, 6, 2, ["GM0363"])
    crowd(register, 6, 2, ["GM0344"])
    crowd(register, 1, 2, ["GM0114"])
    crowd(register, 1, 2, ["GM0687"])
    view = regions(register.snapshot(), Selection(OP))
    hidden = [row for row in view.provinces if row.signatories.hidden_persons]
    assert [row.covered for row in hidden] == [1, 1, 1]
    assert view.placements == 6


def test_municipalities_of_one_person_each_do_not_tell_where_they_are() -> None:
    register = Register()
    for code in ("GM0344", "GM0307", "GM0312", "GM0310", "GM0355", "GM0356"):
        crowd(register, 1, 1, [code])
    crowd(register, 9, 1, ["GM0363"])
    rows = [
        row for row in regions(register.snapshot(), Selection(OP)).municipalities if row.province == "PV26"
    ]
    hidden = [row for row in rows if row.signatories.hidden_persons]
    assert len(hidden) == 7
    assert not any(row.present for row in hidden)


def test_an_action_alone_in_its_section_agrees_with_it(snapshot: Snapshot) -> None:
    for selection in (Selection(OP, group=2), Selection(OP, group=6), Selection(OP, province="PV26")):
        view = sections(snapshot, selection)
        for detail in view.sections:
            if len(detail.actions) == 1:
                assert detail.actions[0].tally == detail.tally


def test_where_nobody_is_there_is_no_plus(snapshot: Snapshot) -> None:
    for group in (3, 4, 5, 7, 8, 9):
        view = sections(snapshot, Selection(OP, group=group))
        assert not any(row.tally.hidden_persons for detail in view.sections for row in detail.actions)
    own = groups(snapshot, Selection(OP)).groups[0].own
    assert (own.total, own.hidden_persons) == (40, False)
