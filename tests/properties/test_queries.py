"""The answers equal a recount, one by one, from the raw events."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dsw.domain import Fact, Kind, Obstacle, Profile, Status
from dsw.plan import load_plan
from dsw.queries import gaps, groups, overview, regions, sections, stand_figures, trend
from dsw.queries.address import params_of, read_selection
from dsw.queries.base import Figures
from dsw.queries.changes import compare, recent_changes
from dsw.queries.counting import Cut
from dsw.regions import LANDELIJK
from dsw.rules import Rules
from dsw.views import HeadCount, Selection, Tally
from tests.unit.queries.registers import (
    PLACES,
    Promise,
    Register,
    Signer,
    by_status,
    heard_state,
    recount,
    signers_on,
)

FIRST, LAST = date(2025, 5, 12), date(2026, 11, 2)
#: Few actions, groups and regions, so that registers are dense enough to meet each other.
ACTIONS, GROUPS = (1, 2, 4, 10), (1, 2, 4)
REGIONS = ((), (LANDELIJK,), ("GM0344",), ("PV26",), ("GM0344", "GM0363"), ("GM0307", "GM0344", "PV29"))
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days))


def profiles(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[Profile]:
    return st.builds(Profile, kinds, st.sampled_from(GROUPS), st.sampled_from(REGIONS))


@st.composite
def registers(draw: st.DrawFn, kinds: st.SearchStrategy[Kind], most: int = 8) -> Register:
    """Signatories that sign, pledge, report, confirm, move, stop and leave, in any order of days."""
    register = Register()
    for number in range(1, draw(st.integers(0, most)) + 1):
        signed = draw(DAYS)
        register.add(number, Fact.SIGNED, signed, profile=draw(profiles(kinds)))
        later = st.integers(0, (LAST - signed).days).map(lambda days, signed=signed: signed + timedelta(days))
        for action in draw(st.lists(st.sampled_from(ACTIONS), unique=True)):
            pledged = draw(later)
            register.add(number, Fact.PLEDGED, pledged, action)
            for _ in range(draw(st.integers(0, 3))):
                _say(draw, register, number, action, pledged)
        if draw(st.booleans()):
            register.add(number, Fact.REPROFILED, draw(later), profile=draw(profiles(kinds)))
        if draw(st.integers(0, 4)) == 0:
            register.add(number, Fact.WITHDRAWN, draw(later))
    return register


def _say(draw: st.DrawFn, register: Register, number: int, action: int, pledged: date) -> None:
    day = pledged + timedelta(draw(st.integers(0, (LAST - pledged).days)))
    fact = draw(st.sampled_from([Fact.REPORTED, Fact.REPORTED, Fact.CONFIRMED, Fact.ENDED]))
    status = draw(st.sampled_from(Status))
    obstacle = draw(st.sampled_from(Obstacle)) if status is Status.STAAT_STIL else None
    more = {"status": status, "obstacle": obstacle} if fact is Fact.REPORTED else {}
    register.add(number, fact, day, action, **more)


ANYBODY = registers(st.sampled_from(Kind))
ORGANISATIONS = registers(st.just(Kind.ORGANISATIE))
CUTS = {
    "section": st.sampled_from([None, 1, 2]),
    "group": st.sampled_from([None, 1, 4]),
    "province": st.sampled_from([None, "PV26", "PV29", "landelijk", "onbekend"]),
}
SELECTIONS = st.builds(Selection, DAYS, **CUTS)
#: What the staff may have set: as usual, the least and the most of each, and something else.
RULES = st.sampled_from(
    [
        Rules(),
        Rules(silent_months=1, recent_days=7, smallest_cell=3),
        Rules(silent_months=36, recent_days=365, smallest_cell=20),
        Rules(silent_months=3, recent_days=31),
    ]
)

#: A register is long to draw and long to recount.
FEWER = settings(max_examples=40)


# -------------------------------------------------------------------------------------------- stand


@given(ANYBODY, DAYS, RULES)
def test_the_stand_is_a_recount(register: Register, day: date, rules: Rules) -> None:
    assert stand_figures(register.snapshot(rules=rules), day) == recount(register, day, rules)


@FEWER
@given(ANYBODY, DAYS, st.data())
def test_what_is_dated_later_changes_nothing(register: Register, day: date, data: st.DataObject) -> None:
    before = stand_figures(register.snapshot(), day)
    for number, signer in signers_on(register, LAST).items():
        later = data.draw(st.dates(day + timedelta(1), date(2027, 6, 1)))
        register.add(number, Fact.REPROFILED, later, profile=Profile(Kind.PERSOON, 2, ("PV20",)))
        for promise in signer.promises.values():
            register.add(number, Fact.REPORTED, later, promise.action, status=Status.AFGEROND)
    assert stand_figures(register.snapshot(), day) == before


@FEWER
@given(ANYBODY, st.data())
def test_the_order_of_recording_makes_no_difference(register: Register, data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(register.events)))
    selection = data.draw(SELECTIONS)
    one, other = register.snapshot(), register.snapshot(order)
    assert stand_figures(one, selection.op) == stand_figures(other, selection.op)
    assert overview(one, selection).pledges == overview(other, selection).pledges
    assert overview(one, selection).changes == overview(other, selection).changes
    assert regions(one, selection).provinces == regions(other, selection).provinces


@FEWER
@given(ANYBODY, SELECTIONS, RULES)
def test_what_is_looked_up_is_what_is_compared(
    register: Register, selection: Selection, rules: Rules
) -> None:
    figures, cut = Figures(register.snapshot(rules=rules)), Cut.of(selection)
    since = selection.op - timedelta(rules.recent_days)
    compared = compare(figures, cut, since, selection.op).changes()
    assert recent_changes(figures, cut, selection.op) == compared


@FEWER
@given(ANYBODY, SELECTIONS, RULES, RULES)
def test_other_rules_are_as_if_they_had_always_been(
    register: Register, selection: Selection, before: Rules, rules: Rules
) -> None:
    old, fresh = register.snapshot(rules=before), register.snapshot(rules=rules)
    turned = replace(fresh, ledger=old.ledger.under(rules))
    assert turned.rules == rules
    for question in (overview, groups, regions, gaps, sections):
        assert question(turned, selection) == question(fresh, selection)


# -------------------------------------------------------------------------- views, organisations only


def head_count(signers: list[Signer]) -> HeadCount:
    return HeadCount(len(signers))


def tally(promises: list[Promise], day: date) -> Tally:
    heard = [promise for promise in promises if promise.heard]
    counted = by_status(heard)
    return Tally(
        done=counted["afgerond"],
        busy=counted["bezig"],
        stuck=counted["staat_stil"],
        stopped=counted["gestopt"],
        not_started=counted["niet_gestart"],
        never=len(promises) - len(heard),
        silent=sum(heard_state(promise, day) == "stil" for promise in promises),
    )


def bare(answer: Any) -> Any:
    """A tally or head count without the note that persons might have been left out: here there are none."""
    kept = {name: getattr(answer, name) for name in answer.__slots__ if name != "hidden_persons"}
    return type(answer)(**kept)


class Counted:
    """What a selection comes to."""

    def __init__(self, register: Register, selection: Selection) -> None:
        self.selection = selection
        everyone = signers_on(register, selection.op).values()
        self.signers = [
            one
            for one in everyone
            if one.inside(selection) and (selection.section is None or one.within(selection))
        ]
        self.promises = [promise for signer in self.signers for promise in signer.within(selection)]

    @property
    def tally(self) -> Tally:
        return tally(self.promises, self.selection.op)

    @property
    def heads(self) -> HeadCount:
        return head_count(self.signers)


def uncut(selection: Selection, **changes: Any) -> Selection:
    kept = {name: getattr(selection, name) for name in selection.__slots__}
    return Selection(**{**kept, **changes})


@FEWER
@given(ORGANISATIONS, SELECTIONS)
def test_the_overview_is_a_recount(register: Register, selection: Selection) -> None:
    view, counted = overview(register.snapshot(), selection), Counted(register, selection)
    assert bare(view.signatories) == counted.heads
    assert bare(view.pledges) == counted.tally
    for row in view.sections:
        assert bare(row.tally) == Counted(register, uncut(selection, section=row.number)).tally


@FEWER
@given(ORGANISATIONS, SELECTIONS)
def test_sections_and_actions_are_a_recount(register: Register, selection: Selection) -> None:
    view = sections(register.snapshot(), selection)
    for detail in view.sections:
        counted = Counted(register, uncut(selection, section=detail.number))
        own = [p for s in counted.signers if s.group == detail.number for p in s.within(counted.selection)]
        assert bare(detail.tally) == counted.tally
        assert bare(detail.own_group) == tally(own, selection.op)
        for row in detail.actions:
            index = load_plan().action_index(row.code)
            promises = [promise for promise in counted.promises if promise.action == index]
            assert bare(row.tally) == tally(promises, selection.op)
            assert bare(row.signatories) == HeadCount(len(promises))


@FEWER
@given(ORGANISATIONS, SELECTIONS)
def test_groups_are_a_recount(register: Register, selection: Selection) -> None:
    view = groups(register.snapshot(), selection)
    for row in view.groups:
        now = Counted(register, uncut(selection, group=row.group))
        then = Counted(register, uncut(selection, group=row.group, op=view.since))
        assert bare(row.signatories) == now.heads
        assert bare(row.both) == now.tally
        assert bare(row.own) == tally([p for p in now.promises if p.section == row.group], selection.op)
        assert bare(row.others) == tally([p for p in now.promises if p.section != row.group], selection.op)
        assert row.growth == len(now.signers) - len(then.signers)


@FEWER
@given(ORGANISATIONS, SELECTIONS)
def test_regions_are_a_recount(register: Register, selection: Selection) -> None:
    view = regions(register.snapshot(), selection)
    everywhere = Counted(register, uncut(selection, province=None))
    per = {place: Counted(register, uncut(selection, province=place)) for place in PLACES}
    assert bare(view.signatories) == everywhere.heads
    assert bare(view.nationwide) == per["landelijk"].heads
    assert bare(view.unknown) == per["onbekend"].heads
    assert view.placements == sum(len(counted.signers) for counted in per.values())
    for row in view.provinces:
        assert bare(row.signatories) == per[row.code].heads
        assert bare(row.tally) == per[row.code].tally
        assert row.covered == sum(one.present for one in view.municipalities if one.province == row.code)
    for one in view.municipalities:
        there = [signer for signer in everywhere.signers if one.code in signer.regions]
        assert bare(one.signatories) == head_count(there)
        assert one.present == bool(there)
    for number, line in zip(view.matrix.rows, view.matrix.cells, strict=True):
        for place, cell in zip(view.matrix.columns, line, strict=True):
            cut = uncut(selection, section=int(number), province=place)
            assert cell.count == len(Counted(register, cut).promises)


@FEWER
@given(ORGANISATIONS, SELECTIONS)
def test_white_spots_are_where_nobody_is(register: Register, selection: Selection) -> None:
    view = gaps(register.snapshot(), selection)
    counted = Counted(register, selection)
    takers = Counter(load_plan().code_of(promise.action) for promise in counted.promises)
    assert all(thin.signatories == takers[thin.code] for thin in view.actions)
    assert [thin.signatories for thin in view.actions] == sorted(thin.signatories for thin in view.actions)
    for group, province in view.missing:
        assert not Counted(register, uncut(selection, group=group, province=province)).signers
    for province, codes in view.empty_municipalities:
        assert selection.province in (None, province)
        assert not {code for signer in counted.signers for code in signer.regions} & set(codes)


@FEWER
@given(ORGANISATIONS, SELECTIONS, DAYS)
def test_the_trend_is_a_recount(register: Register, selection: Selection, other: date) -> None:
    since, op = sorted((selection.op, other))
    selection = uncut(selection, op=op)
    view = trend(register.snapshot(), selection, since)
    for point in view.points:
        counted = Counted(register, uncut(selection, op=point.day))
        assert (point.signatories, point.organisations) == (len(counted.signers),) * 2
        assert bare(point.tally) == counted.tally
    for move in view.moves:
        cut = uncut(selection, section=move.section)
        assert bare(move.before) == Counted(register, uncut(cut, op=since)).tally
        assert bare(move.after) == Counted(register, cut).tally


@FEWER
@given(ORGANISATIONS, SELECTIONS, DAYS)
def test_changes_are_the_difference_pledge_by_pledge(
    register: Register, selection: Selection, other: date
) -> None:
    since, op = sorted((selection.op, other))
    selection = uncut(selection, op=op)
    view = trend(register.snapshot(), selection, since)
    then, now = standing(register, uncut(selection, op=since)), standing(register, selection)
    flows = Counter((then.get(key, (None,))[0], now.get(key, (None,))[0]) for key in {*then, *now})
    assert {(flow.before, flow.after): flow.count for flow in view.flows} == flows
    changes = view.changes
    signed, signs = (
        {one.number for one in Counted(register, uncut(selection, op=day)).signers} for day in (since, op)
    )
    assert changes.signatories == changes.organisations == len(signs) - len(signed)
    assert (changes.new_signatories, changes.gone_signatories) == (len(signs - signed), len(signed - signs))
    was = {key: then.get(key, (None, "niets", None)) for key in now}
    assert changes.new_pledges == len(now.keys() - then.keys())
    assert changes.gone_pledges == len(then.keys() - now.keys())
    assert changes.pledges == len(now) - len(then)
    assert changes.done == sum(now[key][0] == "afgerond" != was[key][0] for key in now)
    assert changes.started == sum(now[key][0] == "bezig" and was[key][0] == "niet_gestart" for key in now)
    assert changes.stuck == sum(now[key][0] == "staat_stil" != was[key][0] for key in now)
    assert sum(count for _obstacle, count in changes.stuck_by) == changes.stuck
    assert changes.back == sum(moved_back(was[key][0], now[key][0]) for key in now)
    assert changes.heard == sum(
        heard is not None and heard > since for _status, _state, heard in now.values()
    )
    assert changes.went_silent == sum(now[key][1] == "stil" != was[key][1] for key in now)


def standing(register: Register, selection: Selection) -> dict[tuple[int, int], tuple[Any, str, date | None]]:
    return {
        (signer.number, promise.action): (promise.status, heard_state(promise, selection.op), promise.heard)
        for signer in Counted(register, selection).signers
        for promise in signer.within(selection)
    }


def moved_back(before: str | None, after: str) -> bool:
    return (before, after) in {
        ("afgerond", "bezig"),
        ("afgerond", "staat_stil"),
        ("afgerond", "niet_gestart"),
        ("bezig", "niet_gestart"),
    }


# ------------------------------------------------------------------------------------ with persons


@FEWER
@given(registers(st.sampled_from(Kind), most=14), SELECTIONS)
def test_persons_are_counted_all_or_not_at_all(register: Register, selection: Selection) -> None:
    view, counted = overview(register.snapshot(), selection), Counted(register, selection)
    organisations = [one for one in counted.signers if one.kind == "organisatie"]
    persons = len(counted.signers) - len(organisations)
    assert view.signatories.organisations == len(organisations)
    assert view.signatories.persons == (0 if view.signatories.hidden_persons else persons)
    who_or_where = selection.group is not None or selection.province is not None
    assert view.signatories.hidden_persons or not who_or_where or persons == 0 or persons >= 5
    assert view.pledges.hidden_persons == view.signatories.hidden_persons
    if not view.pledges.hidden_persons:
        assert bare(view.pledges) == counted.tally
    else:
        promises = [promise for one in organisations for promise in one.within(selection)]
        assert bare(view.pledges) == tally(promises, selection.op)


@FEWER
@given(registers(st.sampled_from(Kind), most=14), SELECTIONS)
def test_no_row_counts_one_to_four_persons_of_a_group_or_region(
    register: Register, selection: Selection
) -> None:
    snapshot = register.snapshot()
    where = regions(snapshot, selection)
    heads = [row.signatories for row in groups(snapshot, selection).groups]
    heads += [row.signatories for row in (*where.provinces, *where.municipalities)]
    heads += [where.nationwide, where.unknown]
    assert not [head for head in heads if 0 < head.persons < 5]
    assert not [head for head in heads if head.hidden_persons and head.persons]


@FEWER
@given(registers(st.sampled_from(Kind), most=14), SELECTIONS)
def test_no_cell_of_a_cross_table_counts_one_to_four_persons(
    register: Register, selection: Selection
) -> None:
    snapshot = register.snapshot()
    tables = {
        "section": regions(snapshot, uncut(selection, province=None)).matrix,
        "group": gaps(snapshot, selection).presence,
    }
    for axis, table in tables.items():
        for row, line in zip(table.rows, table.cells, strict=True):
            for place, cell in zip(table.columns, line, strict=True):
                cut = uncut(selection, province=place, **{axis: int(row)})
                signers = Counted(register, cut).signers
                persons = sum(one.kind == "persoon" for one in signers)
                assert cell.hidden or persons == 0 or persons >= 5
    for detail in sections(snapshot, selection).sections if selection.group or selection.province else ():
        for action in detail.actions:
            assert action.signatories.persons == 0 or action.signatories.persons >= 5


# ---------------------------------------------------------------------------------------- addresses

ANY_SELECTION = st.builds(
    Selection,
    st.dates(date(2000, 1, 1), LAST),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
    st.none() | st.sampled_from(PLACES),
)


@given(ANY_SELECTION)
def test_an_address_says_the_selection_it_came_from(selection: Selection) -> None:
    assert read_selection(params_of(selection, LAST), LAST) == (selection, ())


@given(st.dictionaries(st.sampled_from(["op", "sectie", "doelgroep", "provincie", "x"]), st.text()))
def test_any_address_at_all_has_an_answer(params: dict[str, str]) -> None:
    selection, errors = read_selection(params, LAST)
    assert read_selection(params_of(selection, LAST), LAST) == (selection, ())
    assert len(errors) <= len(params)
    assert all(error.key.startswith("adres.") for error in errors)
