"""Figures for who works the machine: totals, nothing about anybody, and also when the database is gone."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from dsw import metrics
from dsw.access.holders import Holder
from dsw.backups import keep_daily, keep_now
from dsw.domain import Status
from dsw.outbox import Letter, next_due, post, settle_refused
from dsw.people import OPERATOR
from dsw.settings import ROOT, load_settings, now
from dsw.store import Store, schema, shared_mirror
from tests.acts import sign, small_register
from tests.asking import ask

app = Starlette(routes=metrics.ROUTES)
Values = dict[str, float]


def read() -> Values:
    """Every figure, by name and labels."""
    answer = ask(app, "/metrics")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        "/".join((sample.name, *(sample.labels[name] for name in sorted(sample.labels)))): sample.value
        for family in text_string_to_metric_families(answer.words)
        for sample in family.samples
    }


@pytest.fixture
def register(register_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    monkeypatch.setenv("DSW_BACKUP_DIR", str(tmp_path / "kopieën"))
    store = shared_mirror().store
    small_register(store)
    return store


def test_the_register_is_told_in_totals(register: Store) -> None:
    found = read()
    assert (found["dsw_up"], found["dsw_revision"], found["dsw_signatories"]) == (1, 2, 2)
    pledges = {key: value for key, value in found.items() if key.startswith("dsw_pledges/")}
    assert len(pledges) == 2 * len(Status)
    assert sum(pledges.values()) == 3
    assert (pledges["dsw_pledges/yes/afgerond"], pledges["dsw_pledges/no/niet_gestart"]) == (1, 1)
    with register.write(OPERATOR, "test") as tx:
        sign(tx)
    assert (read()["dsw_revision"], read()["dsw_signatories"]) == (3, 3)


def test_it_tells_how_long_ago_the_register_changed(
    register: Store, clock: Callable[[str | date], None]
) -> None:
    before = read()["dsw_last_change_age_seconds"]
    clock("2026-11-05")
    assert read()["dsw_last_change_age_seconds"] - before == 3 * 86_400


def test_letters_are_counted_by_how_they_fare(register: Store) -> None:
    assert (read()["dsw_letters/waiting"], read()["dsw_oldest_letter_age_seconds"]) == (0, 0)
    with register.desk() as desk:
        for address in ("een@voorbeeld.example", "twee@voorbeeld.example", "drie@voorbeeld.example"):
            post(desk, Letter.GEWIST, address, Holder())
        taken = next_due(desk)
        assert taken
        settle_refused(desk, taken, "550")
        desk.put(schema.bounce, signatory_id=1, contact=1, at=now(), fault="550")
    found = read()
    assert [found[f"dsw_letters/{state}"] for state in ("waiting", "failed", "sent")] == [2, 1, 0]
    assert found["dsw_bounces"] == 1


def test_a_letter_that_waits_long_is_seen(register: Store, clock: Callable[[str | date], None]) -> None:
    with register.desk() as desk:
        post(desk, Letter.GEWIST, "een@voorbeeld.example", Holder())
    clock("2026-11-03")
    assert read()["dsw_oldest_letter_age_seconds"] == 86_400


def test_the_newest_back_up_is_told_once_there_is_one(register: Store) -> None:
    found = read()
    assert found["dsw_backups"] == 0
    assert "dsw_backup_bytes" not in found
    folder = load_settings().backup_dir
    keep_daily(register, folder, date(2026, 11, 2))
    file = keep_now(register, folder, OPERATOR, datetime(2026, 11, 2, 12, tzinfo=UTC))
    found = read()
    assert (found["dsw_backups"], found["dsw_backup_bytes"]) == (2, file.stat().st_size)
    assert found["dsw_backup_age_seconds"] >= 0


def test_nothing_about_anybody_is_told(register: Store) -> None:
    words = ask(app, "/metrics").words
    assert not [said for said in ("Eén", "Twee", "@", "GM0014", "medewerker") if said in words]


@pytest.mark.usefixtures("register")
def test_the_process_and_the_tables_are_told() -> None:
    found = read()
    assert found["process_resident_memory_bytes"] > 1_000_000
    assert "process_cpu_seconds_total" in found
    newest = max(path.name[:4] for path in (ROOT / "dsw" / "migrations" / "versions").glob("[0-9]*.py"))
    assert found[f"dsw_schema_info/{newest}"] == 1


@pytest.fixture
def fresh_mirror() -> Iterator[None]:
    shared_mirror.cache_clear()
    yield
    if shared_mirror.cache_info().currsize:
        shared_mirror().store.close()
    shared_mirror.cache_clear()


@pytest.mark.usefixtures("fresh_mirror")
def test_without_a_database_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", "mysql://ergens/register")
    found = read()
    assert found["dsw_up"] == 0
    assert "dsw_signatories" not in found
    assert found["process_resident_memory_bytes"] > 0
    monkeypatch.setenv("DSW_DATABASE_URL", f"sqlite:///{tmp_path / 'register.db'}")
    assert read()["dsw_up"] == 1


class _Stats:
    """A Streamlit that counts visitors."""

    def __init__(self, count: int) -> None:
        self.stats_mgr, self.value = self, count

    def get_stats(self, families: list[str]) -> dict[str, list["_Stats"]]:
        return {family: [self] for family in families if family == "active_sessions"}


@pytest.mark.usefixtures("register")
def test_visitors_are_counted_where_streamlit_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dsw_sessions" not in read()
    monkeypatch.setattr(metrics, "exists", lambda: True)
    monkeypatch.setattr(metrics, "get_instance", lambda: _Stats(7))
    assert read()["dsw_sessions"] == 7
