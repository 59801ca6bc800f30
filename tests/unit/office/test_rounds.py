"""Sending a round: all of it or nothing, nobody twice, only who may; on both databases."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Row, select

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.links import find_stop, make_link, make_stop
from dsw.errors import Refused, RuleError
from dsw.office import rounds
from dsw.office.reminders import LetterDue, Reason
from dsw.office.rounds import send_round, stop_mail
from dsw.outbox import Letter, next_due, post, settle_sent
from dsw.own_data import erase
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.followup import due_letters
from dsw.store import Contact, Mirror, Store
from dsw.store.schema import letter_round, outbox, reminder
from tests.acts import sign

DAY = date(2026, 11, 2)
FIRST = date(2026, 1, 5)
EDITOR = Actor(Role.REDACTEUR, "medewerker 1")


@pytest.fixture
def register(store: Store) -> Store:
    """Three signatories who are due."""
    with store.write(OPERATOR, "test") as tx:
        for name in ("a", "b", "c"):
            number = sign(tx, name.upper(), day=FIRST)
            commands.set_contact(tx, number, Contact("Sam", f"{name}@voorbeeld.example", mail_consent=True))
            for action in (5, 7):
                commands.pledge(tx, number, action, FIRST)
    return store


def rows(store: Store, table: Any) -> Sequence[Row[Any]]:
    with store.read() as db:
        return db.rows(select(table))


def due(mirror: Mirror) -> tuple[LetterDue, ...]:
    with mirror.store.read() as db:
        return due_letters(db, mirror.current(), DAY)


def revision(store: Store) -> int:
    return store.head().revision


def test_a_round_is_remembered_with_its_letters(register: Store) -> None:
    before = revision(register)
    letters = send_round(Mirror(register), EDITOR, DAY)
    (one,) = rows(register, letter_round)
    assert (one.letter, one.day, one.actor, one.revision) == ("herinnering", DAY, EDITOR.name, before + 1)
    kept = [(row.round_id, row.signatory_id, row.contact, row.reason) for row in rows(register, reminder)]
    assert kept == [(one.id, number, 1, "nooit") for number in (1, 2, 3)]
    posted = rows(register, outbox)
    assert [(row.letter, row.address, row.signatory_id, row.contact) for row in posted] == [
        ("herinnering", letter.to.email, *letter.key) for letter in letters
    ]
    assert json.loads(posted[0].filling) == {"naam": "A", "reden": "nooit", "acties": "3.1 3.3"}


@pytest.mark.parametrize("role", [Role.LEZER, Role.ONDERTEKENAAR, Role.PUBLIEK])
def test_who_may_only_look_sends_nothing(register: Store, role: Role) -> None:
    with pytest.raises(Refused):
        send_round(Mirror(register), Actor(role, "iemand", 1), DAY)
    assert rows(register, outbox) == []


def test_only_whom_somebody_chose_and_who_is_still_due(register: Store) -> None:
    mirror = Mirror(register)
    gone = LetterDue(9, 1, Contact(), Reason.NOOIT, (5,))
    seen = [one.seen for one in (*due(mirror)[:2], gone)]
    with register.write(OPERATOR, "test") as tx:
        commands.confirm(tx, 2, 5, DAY)
    assert [one.key for one in send_round(mirror, EDITOR, DAY, chosen=seen)] == [(1, 1)]
    assert [one.key for one in send_round(mirror, EDITOR, DAY)] == [(3, 1)]
    before = revision(register)
    with pytest.raises(RuleError, match=r"herinnering\.niemand"):
        send_round(mirror, EDITOR, DAY)
    assert revision(register) == before
    assert len(rows(register, letter_round)) == 2


def test_looking_at_another_day_opens_no_way_to_a_second_letter(register: Store) -> None:
    mirror = Mirror(register)
    assert len(send_round(mirror, EDITOR, date(2026, 6, 1))) == 3
    for day in (DAY, date(2026, 6, 1), date(2026, 12, 1)):
        with pytest.raises(RuleError):
            send_round(mirror, EDITOR, day)


def test_of_two_who_send_at_once_one_does(register: Store, database_url: str) -> None:
    begin, sent = Barrier(3), []

    def send() -> None:
        with closing(Store.open(database_url)) as own:
            mirror = Mirror(own)
            mirror.current()
            begin.wait()
            try:
                sent.append(len(send_round(mirror, EDITOR, DAY)))
            except RuleError:
                sent.append(0)

    with ThreadPoolExecutor(3) as pool:
        for sending in [pool.submit(send) for _ in range(3)]:
            sending.result(60)
    assert sorted(sent) == [0, 0, 3]
    assert len(rows(register, outbox)) == 3


def test_a_round_cut_off_half_way_leaves_nothing(register: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = []

    def cut_off(*given: Any) -> None:
        posted.append(given)
        if len(posted) == 2:
            raise KeyboardInterrupt

    mirror, before = Mirror(register), revision(register)
    monkeypatch.setattr(rounds, "post", cut_off)
    with pytest.raises(KeyboardInterrupt):
        send_round(mirror, EDITOR, DAY)
    assert (rows(register, letter_round), rows(register, reminder), rows(register, outbox)) == ([], [], [])
    assert revision(register) == before
    monkeypatch.undo()
    assert len(send_round(mirror, EDITOR, DAY)) == 3


def test_whoever_was_erased_leaves_no_reminder_behind(register: Store) -> None:
    send_round(Mirror(register), EDITOR, DAY)
    with register.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 1, DAY)
        erase(tx, 1)
    assert {row.signatory_id for row in rows(register, reminder)} == {2, 3}
    assert {row.signatory_id for row in rows(register, outbox)} == {2, 3}


# --------------------------------------------------------------------------------------- no more of them


def linked(store: Store, holder: Holder, token: str = "t" * 40) -> str:
    """A secret in a reminder that ends them."""
    with store.desk() as desk:
        make_stop(desk, token, holder)
    return token


def test_one_press_ends_mail_to_one_contact(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example", mail_consent=True), 2)
    mirror, token = Mirror(register), linked(register, Holder(1, 1))
    send_round(mirror, EDITOR, DAY)
    assert stop_mail(register, token)
    with register.read() as db:
        contacts = db.all_contacts_of(1)
    assert contacts[1] == Contact("Sam", "a@voorbeeld.example", mail_consent=False)
    assert contacts[2].mail_consent
    assert {row.signatory_id for row in rows(register, outbox)} == {2, 3}
    before = revision(register)
    assert stop_mail(register, token)
    assert revision(register) == before


def test_who_said_no_is_not_due_any_more(register: Store) -> None:
    assert stop_mail(register, linked(register, Holder(2, 1)))
    with register.read() as db:
        found = due_letters(db, Mirror(register).current(), DAY)
    assert [one.signatory for one in found] == [1, 3]


def test_whoever_takes_consent_back_gets_no_reminder_that_waits(register: Store) -> None:
    send_round(Mirror(register), EDITOR, DAY)
    with register.desk() as desk:
        post(desk, Letter.LINK, "a@voorbeeld.example", Holder(1, 1))
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Sam", "a@voorbeeld.example", mail_consent=False))
        commands.set_contact(tx, 2, Contact("Kim", "b@voorbeeld.example", mail_consent=True))
    left = sorted((row.signatory_id, row.letter) for row in rows(register, outbox))
    assert left == [(1, "link"), (2, "herinnering"), (3, "herinnering")]


def test_a_reminder_that_waits_goes_also_when_there_was_no_consent_any_more(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Sam", "a@voorbeeld.example", mail_consent=False))
    with register.desk() as desk:
        post(desk, Letter.HERINNERING, "a@voorbeeld.example", Holder(1, 1), {"naam": "A"})
    assert stop_mail(register, linked(register, Holder(1, 1)))
    assert rows(register, outbox) == []


def test_who_stops_gets_no_mail_at_another_address_either(register: Store) -> None:
    others = {
        2: Contact(" sam", "sam@elders.example", mail_consent=True),
        3: Contact("S. Jansen", "A@Voorbeeld.example", mail_consent=True),
        4: Contact("Kim", "kim@voorbeeld.example", mail_consent=True),
        5: Contact("", "balie@voorbeeld.example", mail_consent=True),
    }
    with register.write(OPERATOR, "test") as tx:
        for number, one in others.items():
            commands.set_contact(tx, 1, one, number)
    with register.desk() as desk:
        for number, one in others.items():
            post(desk, Letter.HERINNERING, one.email, Holder(1, number), {"naam": "A"})
    assert stop_mail(register, linked(register, Holder(1, 1)))
    with register.read() as db:
        contacts = db.all_contacts_of(1)
        found = due_letters(db, Mirror(register).current(), DAY)
    assert {number for number, one in contacts.items() if one.mail_consent} == {4, 5}
    assert [row.contact for row in rows(register, outbox)] == [4, 5]
    assert [one.to.email for one in found if one.signatory == 1] == [others[4].email]


def test_who_stopped_before_is_heard_again_when_mail_goes_to_another_address(register: Store) -> None:
    token = linked(register, Holder(1, 1))
    assert stop_mail(register, token)
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Sam", "sam@elders.example", mail_consent=True), 2)
    assert stop_mail(register, token)
    with register.read() as db:
        assert not any(one.mail_consent for one in db.all_contacts_of(1).values())


def test_without_a_name_nobody_is_the_same_person(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("", "a@voorbeeld.example", mail_consent=True))
        commands.set_contact(tx, 1, Contact("", "b@voorbeeld.example", mail_consent=True), 2)
    assert stop_mail(register, linked(register, Holder(1, 1)))
    with register.read() as db:
        consents = {number: one.mail_consent for number, one in db.all_contacts_of(1).items()}
    assert consents == {1: False, 2: True}


def test_a_reminder_that_was_sent_stays_known_as_sent(register: Store) -> None:
    send_round(Mirror(register), EDITOR, DAY)
    with register.desk() as desk:
        first = next_due(desk)
        assert first
        settle_sent(desk, first)
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Sam", "a@voorbeeld.example", mail_consent=False))
    assert [row.signatory_id for row in rows(register, outbox) if row.sent_at] == [1]


def test_a_link_of_nobody_stops_nothing(register: Store) -> None:
    before = revision(register)
    with register.desk() as desk:
        make_link(desk, lets_in := "i" * 40, Holder(1, 1))
    for unknown in ("verzonnen", "", lets_in):
        assert not stop_mail(register, unknown)
    token = linked(register, Holder(1, 1))
    with register.write(OPERATOR, "test") as tx:
        known = tx.all_contacts_of(1)[1]
        commands.set_contact(tx, 1, replace(known, email="ander@voorbeeld.example"))
    with register.read() as db:
        assert find_stop(db, token) == Holder()
    assert not stop_mail(register, token)
    assert revision(register) == before + 1
