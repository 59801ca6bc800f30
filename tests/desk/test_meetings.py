"""A meeting in the room: who sees it, what staff type, and a count that follows what comes in."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from dsw import commands, meetings
from dsw.access.holders import Holder
from dsw.meetings import MeetingPlan
from dsw.people import OPERATOR, Role
from dsw.store import Contact, Store
from dsw.views import Meeting, SlideKey
from tests.acts import FIRST, sign
from tests.desk.visiting import Visitor
from tests.staffing import hire

TODAY = date(2026, 11, 2)
FORM = "/bijeenkomst/afspraak"


def made(store: Store, day: date = TODAY) -> str:
    with store.write(OPERATOR, "meet") as tx:
        return meetings.make(tx, MeetingPlan("Netwerk <Noord>", day, date(2026, 6, 1)))


def found(store: Store, ref: str) -> Meeting:
    with store.read() as db:
        one = meetings.find_meeting(db, ref)
    assert one
    return one


def agreed(store: Store, ref: str) -> list[str]:
    with store.read() as db:
        return [line.words for line in meetings.agreements_of(db, found(store, ref))]


@pytest.fixture
def ref(register: Store) -> str:
    """The public reference of a meeting that is today."""
    return made(register)


@pytest.fixture
def staff(register: Store) -> Visitor:
    """An editor who came in."""
    visitor = Visitor()
    visitor.enter(register, hire(register))
    return visitor


def stand(visitor: Visitor, ref: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(visitor.get(f"/bijeenkomst/stand?id={ref}").words)
    return told


# ------------------------------------------------------------------------------------------- looking


@pytest.mark.parametrize("asked", ["", "?id=", f"?id={'0' * 32}", "?id=../x", "?id=<b>"])
def test_a_meeting_that_is_not_there_is_not_shown(ref: str, asked: str) -> None:
    assert ref
    visitor = Visitor()
    assert visitor.get(f"/bijeenkomst{asked}").status == 404
    assert "Deze bijeenkomst is er niet" in visitor.words
    answer = visitor.get(f"/bijeenkomst/stand{asked}")
    assert (answer.status, json.loads(answer.words)) == (
        404,
        {"melding": "Deze bijeenkomst is er niet meer."},
    )


def test_whoever_has_the_address_sees_every_slide_and_no_form(ref: str) -> None:
    visitor = Visitor()
    answer = visitor.get(f"/bijeenkomst?id={ref}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert "Netwerk &lt;Noord&gt; · 2 november 2026" in answer.words
    assert answer.words.count('<section class="dia ') == len(SlideKey)
    assert FORM not in answer.words
    assert 'lang="nl"' in answer.words


def test_what_comes_later_is_not_on_the_slides(register: Store, ref: str) -> None:
    visitor = Visitor()
    visitor.get(f"/bijeenkomst?id={ref}")
    before = visitor.words.partition("tot nu toe")[0]
    with register.write(OPERATOR, "test") as tx:
        sign(tx, "Later", day=TODAY)
    visitor.get(f"/bijeenkomst?id={ref}")
    assert visitor.words.partition("1 reactie")[0].startswith(before[:400])
    assert "2 mensen en organisaties doen mee" in visitor.words


def test_a_meeting_is_pinned_when_it_is_opened_on_its_day(
    register: Store, clock: Callable[[str | date], None]
) -> None:
    ref = made(register, date(2026, 11, 26))
    Visitor().get(f"/bijeenkomst?id={ref}")
    assert found(register, ref).pinned_revision is None
    clock("2026-11-26")
    Visitor().get(f"/bijeenkomst?id={ref}")
    pinned = found(register, ref)
    assert (pinned.pinned_day, pinned.pinned_revision) == (date(2026, 11, 26), register.head().revision)
    Visitor().get(f"/bijeenkomst?id={ref}")
    assert found(register, ref) == pinned


# ----------------------------------------------------------------------------------- what is agreed


def test_staff_type_what_is_agreed_and_come_back_to_that_slide(
    register: Store, ref: str, staff: Visitor
) -> None:
    staff.get(f"/bijeenkomst?id={ref}")
    staff.press(FORM, afspraak="We delen <b>de app</b>.")
    place = list(SlideKey).index(SlideKey.AFSPRAKEN) + 1
    assert staff.at == f"/bijeenkomst?id={ref}#{place}"
    assert agreed(register, ref) == ["We delen <b>de app</b>."]
    assert "We delen &lt;b&gt;de app&lt;/b&gt;." in staff.answer.words
    assert "<b>de app" not in staff.answer.words


def test_a_line_that_is_sent_twice_stands_there_once(register: Store, ref: str, staff: Visitor) -> None:
    staff.get(f"/bijeenkomst?id={ref}")
    form = {**staff.form(FORM), "afspraak": "We bellen."}
    for _ in range(2):
        staff.post(FORM, form)
    assert agreed(register, ref) == ["We bellen."]
    staff.press(FORM, afspraak="We bellen.")
    assert agreed(register, ref) == ["We bellen.", "We bellen."]


def test_two_who_type_at_once_both_keep_their_line(register: Store, ref: str) -> None:
    colleagues = []
    for place in range(4):
        visitor = Visitor()
        visitor.enter(register, hire(register, email=f"{place}@movisie.example"))
        visitor.get(f"/bijeenkomst?id={ref}")
        colleagues.append(visitor)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: one[1].press(FORM, afspraak=f"Regel {one[0]}"), enumerate(colleagues)))
    assert sorted(agreed(register, ref)) == [f"Regel {place}" for place in range(4)]


def test_an_empty_line_and_a_meeting_that_is_gone_are_said(register: Store, ref: str, staff: Visitor) -> None:
    staff.get(f"/bijeenkomst?id={ref}")
    assert staff.press(FORM, afspraak="  ").status == 409
    assert "Typ eerst wat jullie afspreken." in staff.words
    staff.get(f"/bijeenkomst?id={ref}")
    form = {**staff.form(FORM), "afspraak": "We bellen."}
    with register.write(OPERATOR, "meet") as tx:
        meetings.remove(tx, found(register, ref))
    assert staff.post(FORM, form).status == 409
    assert "Deze bijeenkomst is er niet meer." in staff.words


@pytest.mark.parametrize("who", ["nobody", "signer", "reader"])
def test_nobody_else_types_what_is_agreed(register: Store, ref: str, who: str) -> None:
    visitor = Visitor()
    if who == "signer":
        visitor.enter(register, Holder(1, 1))
    if who == "reader":
        visitor.enter(register, hire(register, Role.LEZER))
    visitor.get(f"/bijeenkomst?id={ref}")
    assert FORM not in visitor.answer.words
    assert visitor.post(FORM, {"id": ref, "formulier": "x", "afspraak": "Zomaar."}).status == 403
    assert agreed(register, ref) == []


# ------------------------------------------------------------------------------------------ the count


def test_who_knows_the_stand_is_told_that_nothing_changed(register: Store, ref: str) -> None:
    visitor = Visitor()
    answer = visitor.get(f"/bijeenkomst/stand?id={ref}")
    tag = answer.headers["etag"]
    known = Visitor(headers={"host": "monitor.example", "if-none-match": f"W/{tag}"})
    again = known.get(f"/bijeenkomst/stand?id={ref}")
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    with register.write(OPERATOR, "test") as tx:
        meetings.agree(tx, found(register, ref), "We bellen.")
    changed = known.get(f"/bijeenkomst/stand?id={ref}")
    assert changed.status == 200
    assert json.loads(changed.words)["afspraken"] == ["We bellen."]


def test_the_count_follows_and_no_update_is_lost(register: Store, ref: str) -> None:
    people = 6
    numbers = []
    with register.write(OPERATOR, "test") as tx:
        for place in range(people):
            numbers.append(number := sign(tx, f"Zaal {place}"))
            commands.set_contact(tx, number, Contact("Iemand", f"{place}@zaal.example"))
            commands.pledge(tx, number, 5, FIRST)
    with register.write(OPERATOR, "meet") as tx:
        meetings.count_anew(tx, found(register, ref))
    visitors = []
    for number in numbers:
        visitor = Visitor()
        visitor.enter(register, Holder(number, 1))
        visitors.append(visitor)
    presenter = Visitor()
    assert stand(presenter, ref)["teller"] == {
        "aantal": "0",
        "woorden": "reacties tot nu toe",
        "delen": "0 bijgewerkt · 0 kloppen nog · 0 nieuwe ondertekenaars",
    }
    with ThreadPoolExecutor(people) as pool:
        counting = pool.map(lambda one: one.press("/mijn/opslaan", **{"status-3.1": "bezig"}), visitors[1:])
        assert all(answer.status == 200 for answer in counting)
    assert stand(presenter, ref)["teller"]["aantal"] == str(people - 1)  # type: ignore[index]
    visitors[0].press("/mijn/klopt")
    told = stand(presenter, ref)
    assert told["teller"]["delen"] == f"{people - 1} bijgewerkt · 1 klopt nog · 0 nieuwe ondertekenaars"  # type: ignore[index]
    assert "Zaal" not in json.dumps(told)
    assert {visitor.path for visitor in visitors} == {"/mijn/bedankt"}
