"""Settling what is on the work list: what each way leaves behind, and what comes back; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.commands import Report
from dsw.domain import Kind, Obstacle, Profile, Status, replay
from dsw.errors import DswError, Refused, RuleError
from dsw.office import settling
from dsw.people import MAY, OPERATOR, Actor, Role, Wish
from dsw.queries.worklist import Cut
from dsw.store import Store, Words, Writer
from dsw.store.schema import bounce, change, remark, words
from dsw.views.worklist import Item, Task
from tests.acts import PERSON, sign
from tests.working import (
    ALL,
    ASK,
    DAY,
    GONE_BY,
    LATELY,
    LOST,
    ONE,
    OTHER,
    SILENT,
    come_back,
    counts,
    work_of,
    work_to_do,
)

SOON = DAY + timedelta(days=30)
EDITOR = Actor(Role.REDACTEUR, "medewerker 1")
Way = Callable[[Writer, Any], object]

#: Every way to settle something: of which kind, and a use of it.
WAYS: dict[str, tuple[Task, Way]] = {
    "not_the_same": (Task.DUBBEL, settling.not_the_same),
    "choose_regions": (Task.REGIO, lambda tx, one: settling.choose_regions(tx, one, ["PV26", "GM0014"])),
    "stays_unknown": (Task.REGIO, settling.stays_unknown),
    "new_address": (Task.MAIL, lambda tx, one: settling.new_address(tx, one, " nieuw@voorbeeld.example ")),
    "drop_bounced": (Task.MAIL, settling.drop_bounced),
    "leave_bounced": (Task.MAIL, settling.leave_bounced),
    "still_correct": (Task.STIL, settling.still_correct),
    "new_status": (
        Task.STIL,
        lambda tx, one: settling.new_status(tx, one, one.pledges[0], Status.BEZIG, None, ""),
    ),
    "rest": (Task.STIL, lambda tx, one: settling.rest(tx, one, SOON, "Op vakantie")),
    "new_day": (Task.DATUM, lambda tx, one: settling.new_day(tx, one, SOON)),
    "no_day": (Task.DATUM, settling.no_day),
    "ready": (Task.DATUM, settling.ready),
    "handled": (Task.HULP, lambda tx, one: settling.handled(tx, one, "Gekoppeld")),
}


@pytest.fixture
def register(store: Store) -> Store:
    work_to_do(store)
    return store


def item(store: Store, task: Task) -> Item:
    (found,) = work_of(store).shown[task]
    return found


def do(store: Store, way: Way, one: Item, actor: Actor = EDITOR) -> None:
    with store.write(actor, "settle") as tx:
        way(tx, one)


def refused(store: Store, way: Way, one: Item, actor: Actor = EDITOR) -> DswError:
    """The error a way ends in; the register must be as it was."""
    with store.read() as db:
        before = db.head()
    with pytest.raises((RuleError, Refused)) as caught:
        do(store, way, one, actor)
    with store.read() as db:
        assert db.head() == before
    error: DswError = caught.value
    return error


def remarks(store: Store) -> list[tuple[int, str]]:
    with store.read() as db:
        return [(row.signatory_id, row.why) for row in db.rows(select(remark))]


def test_one_thing_of_each_kind_is_to_be_done(register: Store) -> None:
    assert counts(register) == ALL


def test_every_way_is_used_here() -> None:
    public = {
        name
        for name, thing in vars(settling).items()
        if callable(thing) and getattr(thing, "__module__", "") == settling.__name__ and name[0].islower()
    }
    assert public == set(WAYS)


@pytest.mark.parametrize("name", WAYS)
def test_what_is_settled_is_gone_and_nothing_else(name: str, register: Store) -> None:
    task, way = WAYS[name]
    do(register, way, item(register, task))
    assert counts(register) == {one: 1 for one in ALL if one is not task}
    with register.read() as db:
        assert db.rows(select(change.c.actor, change.c.act))[-1] == ("medewerker 1", "settle")


@pytest.mark.parametrize("name", WAYS)
def test_who_may_not_correct_settles_nothing(name: str, register: Store) -> None:
    task, way = WAYS[name]
    one = item(register, task)
    for role in set(Role) - MAY[Wish.CORRECT]:
        assert refused(register, way, one, Actor(role, "x", SILENT)).key == "mag_niet"
    assert counts(register) == ALL


@pytest.mark.parametrize("name", sorted(WAYS.keys() - {"not_the_same"}))
def test_who_comes_second_changes_nothing(name: str, register: Store) -> None:
    task, way = WAYS[name]
    one, returned = item(register, task), item(register, Task.MAIL)
    with register.write(EDITOR, "test") as tx:
        commands.reprofile(tx, LOST, PERSON, DAY)
        for action in (3, 8, 9):
            commands.report(tx, SILENT, action, Report(Status.AFGEROND, DAY))
        settling.drop_bounced(tx, returned)  # type: ignore[arg-type]  # of this kind there is this one
    assert refused(register, way, one).key == "werk.al_gedaan"


def test_what_the_staff_hear_becomes_what_is_so(register: Store) -> None:
    for name in ("choose_regions", "new_address", "still_correct", "new_day", "handled"):
        task, way = WAYS[name]
        do(register, way, item(register, task))
    with register.read() as db:
        stance = replay(db.events_of([SILENT]))[0]
        pledges = {one.action: one for one in stance.pledges.values()}
        assert pledges[3].heard_on == DAY
        assert (pledges[9].due, pledges[9].status) == (SOON, Status.BEZIG)
        lost = replay(db.events_of([LOST]))[0].profile
        assert lost == Profile(Kind.ORGANISATIE, 2, ("GM0014", "PV26"))
        contact = db.all_contacts_of(SILENT)[2]
        assert (contact.name, contact.email, contact.mail_consent) == (
            "Sam de Wit",
            "nieuw@voorbeeld.example",
            True,
        )
        assert db.rows(select(bounce)) == []
    assert remarks(register) == [(SILENT, "Gekoppeld")]


def test_a_contact_that_is_dropped_is_forgotten(register: Store) -> None:
    do(register, settling.drop_bounced, item(register, Task.MAIL))
    with register.read() as db:
        assert list(db.all_contacts_of(SILENT)) == [1]


def test_the_last_contact_stays(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.drop_contact(tx, SILENT, 1)
    assert refused(register, settling.drop_bounced, item(register, Task.MAIL)).key == "contact.laatste"


@pytest.mark.parametrize(
    ("task", "way", "key"),
    [
        (Task.REGIO, lambda tx, one: settling.choose_regions(tx, one, []), "werk.regio"),
        (
            Task.REGIO,
            lambda tx, one: settling.choose_regions(tx, one, ["landelijk", "PV26"]),
            "regio.landelijk_alleen",
        ),
        (Task.REGIO, lambda tx, one: settling.choose_regions(tx, one, ["GM9999"]), "regio.onbekend"),
        (Task.MAIL, lambda tx, one: settling.new_address(tx, one, "geen adres"), "adres.geen_email"),
        (
            Task.MAIL,
            lambda tx, one: settling.new_address(tx, one, "SAM@voorbeeld.example"),
            "contact.bekend",
        ),
        (
            Task.STIL,
            lambda tx, one: settling.new_status(tx, one, one.pledges[0], None, None, ""),
            "werk.status",
        ),
        (
            Task.STIL,
            lambda tx, one: settling.new_status(tx, one, one.pledges[0], Status.STAAT_STIL, None, ""),
            "obstakel.ontbreekt",
        ),
        (
            Task.STIL,
            lambda tx, one: settling.new_status(tx, one, one.pledges[0], Status.GESTOPT, None, " "),
            "reden.ontbreekt",
        ),
        (
            Task.STIL,
            lambda tx, one: settling.new_status(tx, one, one.pledges[0], Status.BEZIG, Obstacle.GELD, ""),
            "obstakel.past_niet",
        ),
        (Task.STIL, lambda tx, one: settling.rest(tx, one, DAY, ""), "dag.voorbij"),
        (Task.STIL, lambda tx, one: settling.rest(tx, one, SOON, "x" * 601), "werk.te_lang"),
        (Task.DATUM, lambda tx, one: settling.new_day(tx, one, DAY), "dag.voorbij"),
    ],
)
def test_what_does_not_fit_is_refused(task: Task, way: Way, key: str, register: Store) -> None:
    assert refused(register, way, item(register, task)).key == key


# ---------------------------------------------------------------------------------------- what comes back


def test_who_rests_comes_back_after_that_day(register: Store) -> None:
    task, way = WAYS["rest"]
    do(register, way, item(register, task))
    assert Task.STIL not in counts(register, today=SOON)
    assert counts(register, today=SOON + timedelta(days=1))[Task.STIL] == 1


def test_a_later_silence_comes_back_whatever_was_settled(register: Store) -> None:
    silent = item(register, Task.STIL)
    with register.write(EDITOR, "test") as tx:
        settling.rest(tx, silent, date(2099, 1, 1), "")  # type: ignore[arg-type]
    with register.write(OPERATOR, "test") as tx:
        commands.confirm(tx, SILENT, 3, DAY)
    assert Task.STIL not in counts(register, today=DAY + timedelta(days=150))
    assert counts(register, today=DAY + timedelta(days=200))[Task.STIL] == 1


def test_mail_that_comes_back_once_more_does_too(register: Store) -> None:
    do(register, settling.leave_bounced, item(register, Task.MAIL))
    with register.desk() as desk:
        desk.alter(bounce.delete())
    come_back(register, datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert counts(register)[Task.MAIL] == 1


def test_a_new_question_comes_back(register: Store) -> None:
    do(register, WAYS["handled"][1], item(register, Task.HULP))
    with register.write(OPERATOR, "test") as tx:
        asked = Report(Status.STAAT_STIL, DAY, Obstacle.GELD, words=Words(ask="En wie betaalt?"))
        commands.report(tx, SILENT, 8, asked)
    assert counts(register)[Task.HULP] == 1


def test_who_moves_into_the_unknown_again_comes_back(register: Store) -> None:
    do(register, settling.stays_unknown, item(register, Task.REGIO))
    with register.write(OPERATOR, "test") as tx:
        commands.reprofile(tx, LOST, Profile(Kind.ORGANISATIE, 5, ()), DAY)
    assert counts(register)[Task.REGIO] == 1


# ------------------------------------------------------------------------------------- what is on the list


def test_what_is_shown_is_what_the_register_holds(register: Store) -> None:
    shown = work_of(register).shown
    (double,), (late,), (asked,) = shown[Task.DUBBEL], shown[Task.DATUM], shown[Task.HULP]
    assert (double.signatory, double.other) == (ONE, OTHER)  # type: ignore[union-attr]
    assert (late.action, late.due, late.status) == (9, GONE_BY, Status.BEZIG)  # type: ignore[union-attr]
    assert (asked.ask, asked.helper, asked.said_on) == (ASK, 4, LATELY)  # type: ignore[union-attr]


def test_what_is_ready_or_given_up_is_not_on_the_list(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for action in (3, 9):
            said = Report(Status.GESTOPT, date(2025, 7, 1), words=Words(reason="Geen tijd"))
            commands.report(tx, SILENT, action, said)
        commands.report(tx, SILENT, 9, Report(Status.AFGEROND, LATELY))
    assert {Task.STIL, Task.DATUM}.isdisjoint(counts(register))


def test_who_withdraws_leaves_nothing_to_do(register: Store) -> None:
    assert counts(register) == ALL
    with register.write(OPERATOR, "test") as tx:
        for signatory in (SILENT, LOST, ONE):
            commands.withdraw(tx, signatory, DAY)
    assert counts(register) == {}


def test_a_pledge_made_anew_has_no_day_of_before(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.end_pledge(tx, SILENT, 9, LATELY)
        commands.pledge(tx, SILENT, 9, LATELY)
    assert Task.DATUM not in counts(register)


def test_an_aim_that_was_undone_does_not_count(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        aims = [one for one in tx.history(SILENT) if one.due]
        commands.annul(tx, SILENT, aims[-1].id)
    assert Task.DATUM not in counts(register)


def test_moving_does_not_make_a_silence_shorter(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.reprofile(tx, SILENT, PERSON, LATELY)
    assert counts(register)[Task.STIL] == 1


def test_a_choice_leaves_out_who_does_not_fit(register: Store) -> None:
    assert counts(register, Cut(group=2)) == {Task.REGIO: 1}
    assert counts(register, Cut(place="onbekend")) == {Task.REGIO: 1}
    everything_else = {task: 1 for task in Task if task is not Task.REGIO}
    assert counts(register, Cut(3, "PV20")) == everything_else
    assert counts(register, Cut(3, "PV26")) == {}


def test_no_more_is_shown_than_was_asked(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for _ in range(4):
            sign(tx, "Nergens", Profile(Kind.PERSOON, 2, ()))
    work = work_of(register, most=2)
    assert (work.counts[Task.REGIO], len(work.shown[Task.REGIO])) == (5, 2)


def test_names_change_and_doubles_follow(register: Store) -> None:
    """What was compared before is gone on from; it must come to what comparing everybody comes to."""
    assert counts(register)[Task.DUBBEL] == 1
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, OTHER, "Theater De Maan", show_name=True)
        commands.rename(tx, LOST, "Theater De Maan", show_name=True)
        commands.reprofile(tx, LOST, replace(PERSON, kind=Kind.ORGANISATIE), DAY)
    (double,) = work_of(register).shown[Task.DUBBEL]
    assert (double.signatory, double.other) == (LOST, OTHER)  # type: ignore[union-attr]


def test_words_that_were_erased_are_not_shown(register: Store) -> None:
    assert work_of(register).shown[Task.HULP]
    with register.desk() as desk:
        desk.alter(words.delete())
    assert work_of(register).shown[Task.HULP] == ()
