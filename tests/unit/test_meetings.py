"""Meetings: who may make them, what is refused, what two at once may not lose, and when they are pinned."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from dsw import commands, meetings
from dsw.access.holders import Holder, signer
from dsw.domain import Status
from dsw.errors import Refused, RuleError
from dsw.meetings import CALENDAR, LONGEST_LINE, MeetingPlan
from dsw.office.configuring import set_rule
from dsw.people import ADMISSION, MAY, OPERATOR, Actor, Role, Wish
from dsw.queries import stand_figures
from dsw.queries.room import responses
from dsw.queries.slides import day_of, snapshot_of
from dsw.rules import USUAL
from dsw.store import Mirror, Store
from dsw.store.schema import agreement, change
from dsw.views import Agreement, Meeting, Responses, SlideKey
from tests.acts import FIRST, report, sign

#: The day of every test is 2 November 2026.
TODAY, LATER, BEFORE = date(2026, 11, 2), date(2026, 11, 26), date(2026, 6, 1)
PLAN = MeetingPlan("Netwerk Noord", LATER, BEFORE, "PV20", 3)
EDITOR = Actor(Role.REDACTEUR, "medewerker 1")

Clock = Callable[[str | date], None]


def made(store: Store, plan: MeetingPlan = PLAN) -> Meeting:
    with store.write(EDITOR, "meet") as tx:
        ref = meetings.make(tx, plan)
    return found(store, ref)


def found(store: Store, ref: str) -> Meeting:
    with store.read() as db:
        one = meetings.find_meeting(db, ref)
    assert one
    return one


def lines(store: Store, one: Meeting) -> tuple[Agreement, ...]:
    with store.read() as db:
        return meetings.agreements_of(db, one)


def revision(store: Store) -> int:
    return store.head().revision


# ------------------------------------------------------------------------------------- making, changing


def test_a_meeting_is_kept_as_it_was_made(store: Store) -> None:
    one = made(store, replace(PLAN, name="  Netwerk \n Noord "))
    assert meetings.plan_of(one) == PLAN
    assert (len(one.ref), int(one.ref, 16) > 0) == (32, True)
    assert one.slides == tuple(SlideKey)
    assert (one.pinned_day, one.pinned_revision, one.counted_from) == (None, None, None)
    with store.read() as db:
        assert meetings.all_meetings(db) == [one]
        assert meetings.find_meeting(db, "0" * 32) is None


def test_the_latest_meeting_comes_first(store: Store) -> None:
    days = (date(2026, 12, 1), date(2027, 1, 1), LATER)
    for day in days:
        made(store, replace(PLAN, day=day))
    with store.read() as db:
        assert [one.day for one in meetings.all_meetings(db)] == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"name": " \n "}, "bijeenkomst.naam"),
        ({"name": "a" * 201}, "bijeenkomst.naam"),
        ({"since": LATER}, "bijeenkomst.sinds"),
        ({"since": date(1999, 1, 1)}, "bijeenkomst.sinds"),
        ({"region": "GM0014"}, "bijeenkomst.regio"),
        ({"region": "landelijk"}, "bijeenkomst.regio"),
        ({"group": 10}, "bijeenkomst.doelgroep"),
        ({"group": -1}, "bijeenkomst.doelgroep"),
    ],
    ids=str,
)
def test_what_is_not_right_changes_nothing(store: Store, changed: dict[str, object], key: str) -> None:
    one = made(store)
    before = revision(store)
    wrong = replace(PLAN, **changed)  # type: ignore[arg-type]  # a test says what it changes
    for command in (lambda tx: meetings.make(tx, wrong), lambda tx: meetings.change(tx, one, wrong)):
        with pytest.raises(RuleError, match=key), store.write(EDITOR, "meet") as tx:
            command(tx)
    assert revision(store) == before
    assert found(store, one.ref) == one


@pytest.mark.parametrize("role", Role)
def test_only_who_may_meet_changes_anything(store: Store, role: Role) -> None:
    one = made(store)
    with store.write(EDITOR, "agree") as tx:
        meetings.agree(tx, one, "We delen een app.")
    (line,) = lines(store, one)
    actor = Actor(role, "iemand", signatory=1 if role is Role.ONDERTEKENAAR else 0)
    commands_given: list[Callable[..., object]] = [
        lambda tx: meetings.make(tx, PLAN),
        lambda tx: meetings.change(tx, one, PLAN),
        lambda tx: meetings.choose(tx, one, (SlideKey.STAND,)),
        lambda tx: meetings.pin(tx, one),
        lambda tx: meetings.count_anew(tx, one),
        lambda tx: meetings.agree(tx, one, "Nog iets."),
        lambda tx: meetings.change_agreement(tx, line, "Iets anders."),
        lambda tx: meetings.remove(tx, one),
    ]
    if role in MAY[Wish.MEET]:
        with store.write(actor, "meet") as tx:
            commands_given[5](tx)
        assert len(lines(store, one)) == 2
        return
    for command in commands_given:
        with pytest.raises(Refused), store.write(actor, "meet") as tx:
            command(tx)
    assert found(store, one.ref) == one
    assert lines(store, one) == (line,)


def test_slides_are_chosen_in_order(store: Store) -> None:
    one = made(store)
    order = (SlideKey.MEEDOEN, SlideKey.STAND)
    with store.write(EDITOR, "meet") as tx:
        meetings.choose(tx, one, order)
    assert found(store, one.ref).slides == order


@pytest.mark.parametrize("order", [(), (SlideKey.STAND, SlideKey.STAND)])
def test_no_slides_and_twice_the_same_are_refused(store: Store, order: tuple[SlideKey, ...]) -> None:
    one = made(store)
    with pytest.raises(RuleError, match=r"bijeenkomst\.dias"), store.write(EDITOR, "meet") as tx:
        meetings.choose(tx, one, order)
    assert found(store, one.ref).slides == tuple(SlideKey)


def test_of_two_who_change_it_at_once_the_second_is_told(store: Store) -> None:
    one = made(store)
    with store.write(EDITOR, "meet") as tx:
        meetings.choose(tx, one, (SlideKey.STAND,))
    late: list[Callable[..., object]] = [
        lambda tx: meetings.change(tx, one, replace(PLAN, name="Anders")),
        lambda tx: meetings.choose(tx, one, (SlideKey.KAART,)),
        lambda tx: meetings.pin(tx, one),
        lambda tx: meetings.count_anew(tx, one),
        lambda tx: meetings.remove(tx, one),
    ]
    for command in late:
        with pytest.raises(RuleError, match=r"bijeenkomst\.net_veranderd"), store.write(EDITOR, "meet") as tx:
            command(tx)
    assert found(store, one.ref).slides == (SlideKey.STAND,)


def test_a_removed_meeting_leaves_nothing_behind(store: Store) -> None:
    one, other = made(store), made(store)
    for each in (one, other):
        with store.write(EDITOR, "agree") as tx:
            meetings.agree(tx, each, "Anna belt Bert.")
    with store.write(EDITOR, "meet") as tx:
        meetings.remove(tx, one)
    with store.read() as db:
        assert meetings.all_meetings(db) == [other]
        assert [row.meeting_id for row in db.rows(select(agreement))] == [other.number]


# --------------------------------------------------------------------------------------- what is agreed


def test_numbers_of_what_was_removed_are_not_given_out_again(store: Store) -> None:
    """A page that is still open about a line, or a meeting, that is gone is about nothing else."""
    one, other = made(store), made(store)
    with store.write(EDITOR, "agree") as tx:
        meetings.agree(tx, one, "Weg.")
    (line,) = lines(store, one)
    with store.write(EDITOR, "agree") as tx:
        meetings.change_agreement(tx, line, "")
        meetings.agree(tx, one, "Nieuw.")
    assert lines(store, one)[0].number > line.number
    with store.write(EDITOR, "meet") as tx:
        meetings.remove(tx, other)
    assert made(store).number > other.number


def test_lines_stand_in_the_order_in_which_they_came(store: Store) -> None:
    one = made(store)
    for said in ("  Eerst\ndit. ", "Dan <b>dat</b>."):
        with store.write(EDITOR, "agree") as tx:
            meetings.agree(tx, one, said)
    assert [line.words for line in lines(store, one)] == ["Eerst dit.", "Dan <b>dat</b>."]


@pytest.mark.parametrize(
    ("said", "key"), [(" \n ", "afspraak_leeg"), ("a" * (LONGEST_LINE + 1), "afspraak_lang")]
)
def test_an_empty_and_an_endless_line_are_refused(store: Store, said: str, key: str) -> None:
    one = made(store)
    with pytest.raises(RuleError, match=f"bijeenkomst.{key}"), store.write(EDITOR, "agree") as tx:
        meetings.agree(tx, one, said)
    assert lines(store, one) == ()


def test_nothing_is_lost_when_many_type_at_once(store: Store) -> None:
    one, together = made(store), Barrier(5)

    def type_one(place: int) -> None:
        together.wait()
        with store.write(Actor(Role.REDACTEUR, f"medewerker {place}"), "agree") as tx:
            meetings.agree(tx, one, f"Afspraak {place}")

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(type_one, range(5)))
    assert {line.words for line in lines(store, one)} == {f"Afspraak {place}" for place in range(5)}


def test_a_line_is_changed_and_removed_unless_somebody_was_sooner(store: Store) -> None:
    one = made(store)
    with store.write(EDITOR, "agree") as tx:
        meetings.agree(tx, one, "We bellen.")
    (line,) = lines(store, one)
    with store.write(EDITOR, "agree") as tx:
        meetings.change_agreement(tx, line, "We mailen.")
    for said in ("We schrijven.", ""):
        with pytest.raises(RuleError, match=r"bijeenkomst\.net_veranderd"), store.write(EDITOR, "x") as tx:
            meetings.change_agreement(tx, line, said)
    (changed,) = lines(store, one)
    assert changed.words == "We mailen."
    with store.write(EDITOR, "agree") as tx:
        meetings.change_agreement(tx, changed, " ")
    assert lines(store, one) == ()


# ---------------------------------------------------------------------------------------------- pinning


def pinned(store: Store, one: Meeting) -> Meeting:
    with store.write(EDITOR, "pin") as tx:
        meetings.pin(tx, one)
    return found(store, one.ref)


def test_until_it_is_pinned_a_meeting_follows_the_register(store: Store) -> None:
    mirror, one = Mirror(store), made(store)
    assert snapshot_of(mirror, one) is mirror.current()
    assert (day_of(one, TODAY), day_of(one, date(2027, 1, 1))) == (TODAY, LATER)


def test_a_pinned_meeting_keeps_its_figures_whatever_is_corrected(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx)
        commands.pledge(tx, number, 3, FIRST)
        wrong = report(tx, number, 3, Status.AFGEROND, date(2026, 10, 1))
    one = pinned(store, made(store))
    assert (one.pinned_day, one.pinned_revision) == (TODAY, revision(store))
    mirror = Mirror(store)
    before = stand_figures(snapshot_of(mirror, one), TODAY)
    with store.write(OPERATOR, "test") as tx:
        commands.annul(tx, number, wrong)
        report(tx, number, 3, Status.STAAT_STIL, date(2026, 9, 1))
        sign(tx, "Later genoteerd", day=date(2026, 1, 1))
    assert stand_figures(snapshot_of(mirror, one), TODAY) == before
    assert before["toezeggingen"]["per_status"]["afgerond"] == 1
    now = stand_figures(mirror.current(), TODAY)
    assert now["toezeggingen"]["per_status"] != before["toezeggingen"]["per_status"]
    assert now["ondertekenaars"]["totaal"] == 2


def test_a_mirror_that_begins_later_gives_the_same_pinned_figures(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    one = pinned(store, made(store))
    before = stand_figures(Mirror(store).current(), TODAY)
    with store.write(OPERATOR, "test") as tx:
        sign(tx, "Nieuw", day=TODAY)
    assert stand_figures(snapshot_of(Mirror(store), one), TODAY) == before


def test_earlier_revisions_are_kept_and_told_apart(store: Store) -> None:
    mirror = Mirror(store)
    for place in range(6):
        with store.write(OPERATOR, "test") as tx:
            sign(tx, f"Nummer {place}")
    counts = [stand_figures(mirror.at(at), TODAY)["ondertekenaars"]["totaal"] for at in (5, 1, 3, 2, 4, 0, 5)]
    assert counts == [5, 1, 3, 2, 4, 0, 5]
    assert mirror.at(5) is mirror.at(5)
    assert mirror.at(6) is mirror.current()
    assert mirror.at(3).head.changed_at is not None


def test_names_at_an_earlier_revision_are_those_of_now(store: Store) -> None:
    mirror = Mirror(store)
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx, "Toen")
    with store.write(OPERATOR, "test") as tx:
        sign(tx, "Ander")
    assert mirror.at(1).names[number].show_name
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, number, "Nu", show_name=False)
    assert (mirror.at(1).names[number].name, mirror.at(1).names[number].show_name) == ("Nu", False)


def test_once_pinned_only_its_name_changes(store: Store) -> None:
    one = pinned(store, made(store))
    for wish in (replace(PLAN, day=date(2026, 12, 1)), replace(PLAN, region=""), replace(PLAN, group=0)):
        with pytest.raises(RuleError, match=r"bijeenkomst\.staat_vast"), store.write(EDITOR, "meet") as tx:
            meetings.change(tx, one, wish)
    with pytest.raises(RuleError, match=r"bijeenkomst\.staat_vast"), store.write(EDITOR, "pin") as tx:
        meetings.pin(tx, one)
    with store.write(EDITOR, "meet") as tx:
        meetings.change(tx, one, replace(PLAN, name="Anders"))
    assert (found(store, one.ref).name, found(store, one.ref).pinned_revision) == (
        "Anders",
        one.pinned_revision,
    )


def test_a_meeting_is_pinned_when_its_day_comes(store: Store, clock: Clock) -> None:
    one, past = made(store), made(store, replace(PLAN, day=date(2026, 9, 1)))
    assert meetings.pin_due(store)
    assert found(store, past.ref).pinned_day == date(2026, 9, 1)
    assert found(store, one.ref) == one
    assert not meetings.pin_due(store)
    clock(LATER)
    assert meetings.pin_due(store)
    assert (found(store, one.ref).pinned_day, found(store, one.ref).pinned_revision) == (
        LATER,
        revision(store),
    )
    with store.read() as db:
        actors = db.rows(select(change.c.actor).where(change.c.act == "pin"))
    assert {row.actor for row in actors} == {CALENDAR.name}


def test_of_two_who_pin_at_once_one_does(store: Store) -> None:
    one, together = made(store, replace(PLAN, day=TODAY)), Barrier(3)

    def pin(_place: int) -> bool:
        together.wait()
        return meetings.pin_due(store)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(pin, range(3)))
    after = found(store, one.ref)
    assert after.pinned_day == TODAY
    assert after.version == one.version + 1


# --------------------------------------------------------------------------------- as it was counted then


def test_a_pinned_meeting_is_counted_by_the_rules_of_then(store: Store) -> None:
    mirror, at = Mirror(store), {}
    for months in (2, 12, None):
        with store.write(OPERATOR, "settings") as tx:
            set_rule(tx, "silent_months", months)
        at[revision(store)] = months or USUAL.silent_months
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    assert {number: mirror.at(number).rules.silent_months for number in at} == at
    assert {number: Mirror(store).at(number).rules.silent_months for number in at} == at


def test_a_cell_that_is_too_small_now_is_too_small_in_what_was_pinned(store: Store) -> None:
    mirror = Mirror(store)
    with store.write(OPERATOR, "settings") as tx:
        set_rule(tx, "smallest_cell", 8)
    pinned = revision(store)
    for cell, counts in ((15, 15), (4, 8)):
        with store.write(OPERATOR, "settings") as tx:
            set_rule(tx, "smallest_cell", cell, "Gevraagd.")
        assert mirror.at(pinned).rules.smallest_cell == counts


def test_only_what_signers_say_is_a_response(store: Store) -> None:
    one = made(store, replace(PLAN, day=TODAY))
    with store.write(ADMISSION, "sign") as tx:
        number = sign(tx)
        commands.pledge(tx, number, 3, FIRST)
    with store.write(signer(Holder(number, 1)), "report") as tx:
        report(tx, number, 3, Status.BEZIG, TODAY)
    for actor, act in ((EDITOR, "alter"), (EDITOR, "merge"), (OPERATOR, "import"), (OPERATOR, "demo")):
        with store.write(actor, act) as tx:
            report(tx, number, 3, Status.AFGEROND, TODAY)
            sign(tx)
    with store.read() as db:
        assert responses(db, one) == Responses(1, 0, 1)
