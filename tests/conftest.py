"""What all tests share: registers on both databases, a clock that stands still, nothing left out unseen."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from tests import browsers, libreoffice, postgres, webserver

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from dsw.store import Store

#: The day it is in every test that does not say otherwise.
TODAY = "2026-11-02"
COMPLETE = os.environ.get("CI") == "true" or os.environ.get("DSW_ALLES") == "1"
HAS_POSTGRES = postgres.available()
HAS_BROWSER = browsers.chromium() is not None
HAS_NGINX = webserver.available()
HAS_OFFICE = libreoffice.available()
ENGINES = ["sqlite", "postgresql"] if HAS_POSTGRES else ["sqlite"]

_ABSENT = [
    name
    for name, found in (
        (
            "PostgreSQL: elke test met een register draait alleen op SQLite, en tests/deploy niet",
            HAS_POSTGRES,
        ),
        ("Chromium: tests/browser draait niet", HAS_BROWSER),
        ("nginx of openssl: tests/deploy draait niet", HAS_NGINX),
        ("LibreOffice of poppler-utils: tests/office draait niet", HAS_OFFICE),
    )
    if not found
]

collect_ignore = [
    place
    for place, can_run in (
        ("browser", HAS_BROWSER),
        ("deploy", HAS_NGINX and HAS_POSTGRES),
        ("deploy/test_browser.py", HAS_BROWSER),
        ("office", HAS_OFFICE),
    )
    if not can_run
]

settings.register_profile(
    "vast",  # the same examples each time: a suite that passed, passes
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("zoeken", settings.get_profile("vast"), derandomize=False, max_examples=1000)
settings.load_profile("vast")


# ------------------------------------------------------------------------------- the session as a whole


def pytest_configure(config: pytest.Config) -> None:
    """No test sees the real day, a real register or a real mail server, not even by accident."""
    if COMPLETE and _ABSENT:
        raise pytest.UsageError("Hier mag niets ontbreken, maar dit ontbreekt: " + "; ".join(_ABSENT))
    os.environ["DSW_TODAY"] = TODAY
    os.environ.pop("DSW_SMTP_URL", None)
    os.environ["DSW_DATABASE_URL"] = "sqlite:////dev/null/no-test-chose-this/register.db"


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run, a skipped test fails the whole."""
    if COMPLETE and _left_out(session.config) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly what did not run."""
    absent = [] if hasattr(config, "workerinput") else _ABSENT
    for line in absent:
        terminalreporter.write_line(f"NIET GEDRAAID — {line}", red=True, bold=True)
    if COMPLETE and (count := _left_out(config)):
        terminalreporter.write_line(f"MISLUKT — {count} tests overgeslagen", red=True, bold=True)


def _left_out(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return 0
    return sum(len(reporter.stats.get(outcome, [])) for outcome in ("skipped", "xfailed"))


# ------------------------------------------------------------------------------------------ registers


def _opened(url: str) -> "Store":
    from dsw.store import Store  # here: a test without a register does not wait for SQLAlchemy

    return Store.open(url)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "register.db"
    _opened(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def _postgres_databases() -> Iterator[postgres.Databases]:
    with postgres.server() as address:
        yield postgres.Databases(address)


@pytest.fixture(scope="session")
def _postgres_template(_postgres_databases: postgres.Databases) -> Iterator[str]:
    with _postgres_databases.new() as name:
        _opened(_postgres_databases.address % name).close()
        yield name


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty register in an SQLite file of this test's own."""
    path = tmp_path / "register.db"
    shutil.copyfile(_sqlite_template, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE clock SET register_id = ?", (secrets.token_hex(16),))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(_postgres_databases: postgres.Databases, _postgres_template: str) -> Iterator[str]:
    """The address of an empty register in a PostgreSQL database of this test's own."""
    with _postgres_databases.new(_postgres_template) as name:
        address = _postgres_databases.address % name
        with psycopg.connect(address) as connection:
            connection.execute("UPDATE clock SET register_id = %s", (secrets.token_hex(16),))
        yield address


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty register; the test runs once on each kind of database."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url


@pytest.fixture
def store(database_url: str) -> Iterator["Store"]:
    """An empty, open register; the test runs once on each kind of database."""
    opened = _opened(database_url)
    yield opened
    opened.close()


@pytest.fixture
def register_url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty register that commands and pages in this process find by themselves."""
    from dsw.store import shared_mirror

    monkeypatch.setenv("DSW_DATABASE_URL", database_url)
    shared_mirror.cache_clear()
    yield database_url
    if shared_mirror.cache_info().currsize:
        shared_mirror().store.close()
    shared_mirror.cache_clear()


# ----------------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, talking to nobody of its own accord; a process can hold only one Playwright."""
    from playwright.sync_api import expect, sync_playwright  # here: a test without a browser needs none

    expect.set_options(timeout=browsers.MILLISECONDS_TO_APPEAR)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.chromium(), args=list(browsers.FLAGS))
        yield chromium
        chromium.close()


# --------------------------------------------------------------------------------------------- the day


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | date], None]:
    """Sets the day it is: ``clock("2026-03-01")``. Until then it is ``TODAY``."""
    return lambda day: monkeypatch.setenv("DSW_TODAY", str(day))
