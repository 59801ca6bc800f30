"""Daily back-ups: one a day, whole or not there, and the right ones stay."""

import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsw.backups import KEPT, daily_backups, keep_daily, surplus
from dsw.errors import StoreError
from dsw.queries import stand_figures
from dsw.safekeeping import restore
from dsw.store import Mirror, Store
from tests.acts import small_register
from tests.conftest import ENGINES

DAY = date(2026, 11, 2)
MOST = sum(count for count, _ in KEPT)


def kept_after(first: date, runs: int) -> list[date]:
    """What is left when a back-up was made on each of so many days."""
    there: set[date] = set()
    for number in range(runs):
        there.add(first + timedelta(number))
        there -= surplus(there)
    return sorted(there)


# ------------------------------------------------------------------------------------------ which stay


def test_after_two_years_a_week_of_days_a_month_of_weeks_and_a_year_of_months_are_left() -> None:
    left = kept_after(date(2024, 11, 1), 732)
    assert left[-1] == DAY
    assert left[-7:] == [DAY - timedelta(number) for number in reversed(range(7))]
    sundays = [date(2026, 10, 11), date(2026, 10, 18), date(2026, 10, 25), date(2026, 11, 1)]
    assert set(sundays) < set(left)
    ends = [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
        date(2026, 7, 31),
        date(2026, 8, 31),
        date(2026, 9, 30),
        date(2026, 10, 31),
    ]
    assert left == sorted({*left[-7:], *sundays, *ends})


def test_who_made_none_for_a_long_time_keeps_the_old_ones() -> None:
    old = kept_after(date(2024, 1, 1), 200)
    assert len(old) == 15
    assert len(surplus([*old, DAY])) <= len(KEPT)


days = st.sets(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=120)


@given(days)
def test_the_newest_stay_and_there_are_never_too_many(there: set[date]) -> None:
    left = there - surplus(there)
    assert sorted(left)[-7:] == sorted(there)[-7:]
    assert min(len(there), 7) <= len(left) <= MOST
    assert surplus(left) == set()


@given(days)
def test_each_of_the_last_months_keeps_its_last_day(there: set[date]) -> None:
    left = there - surplus(there)
    months = sorted({(day.year, day.month) for day in there})[-12:]
    assert {max(day for day in there if (day.year, day.month) == month) for month in months} <= left


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 500))
def test_what_is_kept_from_day_to_day_is_what_would_be_kept_at_once(first: date, runs: int) -> None:
    every_day = {first + timedelta(number) for number in range(runs)}
    assert set(kept_after(first, runs)) == every_day - surplus(every_day)


# ----------------------------------------------------------------------------------------------- making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the back-ups go; it is not there yet."""
    return tmp_path / "kopieën" / "hier"


def test_a_day_has_one_back_up(store: Store, folder: Path) -> None:
    assert keep_daily(store, folder, DAY)
    before = (folder / "register-2026-11-02.db").read_bytes()
    assert not keep_daily(store, folder, DAY)
    assert (folder / "register-2026-11-02.db").read_bytes() == before
    assert keep_daily(store, folder, DAY + timedelta(1))
    assert list(daily_backups(folder)) == [DAY, DAY + timedelta(1)]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.fixture(params=ENGINES)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A second empty register, on each kind of database."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'other.db'}"
        if request.param == "postgresql":
            databases = request.getfixturevalue("_postgres_databases")
            url = databases.address % stack.enter_context(databases.new())
        yield stack.enter_context(closing(Store.open(url)))


def test_a_back_up_gives_the_same_figures_again(store: Store, other: Store, folder: Path) -> None:
    small_register(store)
    keep_daily(store, folder, DAY)
    restore(other, folder / "register-2026-11-02.db")
    assert stand_figures(Mirror(other).current(), DAY) == stand_figures(Mirror(store).current(), DAY)
    assert stand_figures(Mirror(other).current(), DAY)["toezeggingen"]["totaal"] > 0


def test_what_is_too_old_goes_and_what_is_not_ours_stays(store: Store, folder: Path) -> None:
    folder.mkdir(parents=True)
    strange = [
        "register.db",
        "register-2026-13-40.db",
        "register-2026-W01-1.db",
        "register-2025-01-01.db.oud",
    ]
    strange += ["kopie-2025-01-01.db", ".kopie.db.0a1b2c3d.deel"]
    ours = [DAY - timedelta(number) for number in range(1, 400)]
    for name in [*strange, *(f"register-{day}.db" for day in ours)]:
        (folder / name).write_text("oud")
    keep_daily(store, folder, DAY)
    assert set(daily_backups(folder)) == {DAY, *ours} - surplus([DAY, *ours])
    assert {path.name for path in folder.iterdir() if path.name in strange} == set(strange)


def test_what_a_killed_process_left_is_cleared_away(store: Store, folder: Path) -> None:
    folder.mkdir(parents=True)
    for end in ("", "-wal", "-shm"):
        (folder / f".register-2026-11-01.db.0a1b2c3d.deel{end}").write_text("half")
    keep_daily(store, folder, DAY)
    assert [path.name for path in folder.iterdir()] == ["register-2026-11-02.db"]


def test_a_folder_that_cannot_be_made_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(StoreError) as caught:
        keep_daily(store, tmp_path / "bestand" / "kopieën", DAY)
    assert caught.value.key == "bestand.niet_te_schrijven"


def test_when_making_one_fails_the_old_ones_stay(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(parents=True)
    for number in range(1, 30):
        (folder / f"register-{DAY - timedelta(number)}.db").write_text("oud")

    def full(_store: Store, file: Path) -> None:
        raise StoreError("opslag.vol", bestand=file.name)

    monkeypatch.setattr("dsw.backups.backup", full)
    with pytest.raises(StoreError):
        keep_daily(store, folder, DAY)
    assert len(daily_backups(folder)) == 29
