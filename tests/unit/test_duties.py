"""The duties: each in its turn, one that fails keeps no other from being done."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from dsw.backups import daily_backups
from dsw.duties import DUTIES, Duty, Rota, perform, retry_after, work
from dsw.errors import StoreError
from dsw.store import Store
from dsw.texts import text

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def register(sqlite_url: str) -> Iterator[Store]:
    with closing(Store.open(sqlite_url)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "dsw")
    return caplog


def duty(run: Callable[[Store], bool], every: timedelta = HOUR) -> Duty:
    return Duty("reservekopie", every, run)


def test_everything_is_due_at_the_start_and_then_each_after_its_own_time() -> None:
    often, seldom = Duty("a", MINUTE, bool), Duty("b", HOUR, bool)
    rota = Rota([often, seldom])
    done = []
    for moment in range(0, 2 * 3600, 30):
        while found := rota.due(moment):
            done.append((moment, found.name))
            rota.postpone(found, moment, found.every)
    assert [moment for moment, name in done if name == "a"] == list(range(0, 7200, 60))
    assert [moment for moment, name in done if name == "b"] == [0, 3600]


def test_who_waited_longest_comes_first() -> None:
    first, second = Duty("a", MINUTE, bool), Duty("b", MINUTE, bool)
    rota = Rota([first, second])
    rota.postpone(first, 100, MINUTE)
    rota.postpone(second, 50, MINUTE)
    assert [rota.due(moment) for moment in (109, 110, 159, 170)] == [None, second, second, second]


def test_a_failure_is_tried_again_soon() -> None:
    assert retry_after(duty(bool, HOUR)) == 5 * MINUTE
    assert retry_after(duty(bool, MINUTE)) == MINUTE
    assert retry_after(duty(bool, timedelta(seconds=2))) == MINUTE


def test_a_minute_is_one_minute(register: Store, log: pytest.LogCaptureFixture) -> None:
    def full(_store: Store) -> bool:
        raise StoreError("opslag.vol")

    perform(duty(full, MINUTE), register)
    assert "Over een minuut proberen" in log.messages[0]


def test_something_done_is_told_and_nothing_to_do_is_not(
    register: Store, log: pytest.LogCaptureFixture
) -> None:
    assert perform(duty(lambda _: False), register)
    assert log.messages == []
    assert perform(duty(lambda _: True), register)
    assert log.messages == ["Reservekopie: gedaan."]


def test_what_goes_wrong_on_purpose_is_told_in_dutch(register: Store, log: pytest.LogCaptureFixture) -> None:
    def full(_store: Store) -> bool:
        raise StoreError("opslag.vol")

    assert not perform(duty(full), register)
    assert log.messages == [
        f"Reservekopie: mislukt. Over 5 minuten proberen we het opnieuw. {text('fout.opslag.vol')}"
    ]


def test_a_mistake_is_told_without_what_it_was_about(register: Store, log: pytest.LogCaptureFixture) -> None:
    address = "@".join(("iemand", "voorbeeld.example"))

    def wrong(_store: Store) -> bool:
        raise ValueError(address)

    assert not perform(duty(wrong), register)
    assert "(ValueError)" in log.text
    assert "in wrong" in log.text
    assert "iemand@" not in log.text


def test_one_that_fails_keeps_no_other_from_being_done(register: Store) -> None:
    stop, done = Event(), []

    def wrong(_store: Store) -> bool:
        done.append("wrong")
        raise ValueError

    def last(_store: Store) -> bool:
        done.append("last")
        stop.set()
        return False

    work(register, stop, [Duty("reservekopie", HOUR, wrong), Duty("andere", HOUR, last)])
    assert done == ["wrong", "last"]


class OneLook(Event):
    """Says to stop after one look for work."""

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout
        self.set()
        return True


def test_who_has_not_the_baton_does_nothing(sqlite_url: str, log: pytest.LogCaptureFixture) -> None:
    done: list[bool] = []
    with closing(Store.open(sqlite_url)) as holder, closing(Store.open(sqlite_url)) as waiter:
        assert holder.take_baton()
        work(waiter, OneLook(), [duty(lambda _: bool(done.append(True)))])
        assert (done, log.messages) == ([], [text("dienst.beurt.ander")])
        work(holder, OneLook(), [duty(lambda _: bool(done.append(True)))])
    assert (done, log.messages[1:]) == ([True], [text("dienst.beurt.mijn")])


def test_a_database_that_is_gone_is_waited_for(
    register: Store, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_store: Store) -> bool:
        raise StoreError("opslag.onbereikbaar")

    monkeypatch.setattr(Store, "take_baton", gone)
    work(register, OneLook(), [duty(lambda _: True)])
    assert log.messages == [text("dienst.beurt.onbekend")]


def test_every_duty_has_a_name() -> None:
    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
    assert all(text(f"dienst.naam.{duty.name}") for duty in DUTIES)


def test_the_back_up_goes_where_the_operator_says(
    register: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSW_BACKUP_DIR", str(tmp_path / "elders"))
    assert all(perform(known, register) for known in DUTIES)
    assert list(daily_backups(tmp_path / "elders")) == [date(2026, 11, 2)]
