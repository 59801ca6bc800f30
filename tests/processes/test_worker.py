"""Workers as processes of their own: one works, the other waits, and being killed breaks nothing."""

import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dsw.audit import check
from dsw.queries import stand_figures
from dsw.safekeeping import restore
from dsw.settings import today
from dsw.store import Mirror, Store
from dsw.texts import text
from tests.acts import small_register
from tests.workers import Worker, wait_until

Start = Callable[[str], Worker]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workers put their back-ups."""
    return tmp_path / "kopieën"


@pytest.fixture
def start(database_url: str, folder: Path) -> Iterator[Start]:
    """Starts a worker that thinks it is this day."""
    with closing(Store.open(database_url)) as store:
        small_register(store)
    started: list[Worker] = []

    def worker(day: str) -> Worker:
        settings = {"DSW_DATABASE_URL": database_url, "DSW_BACKUP_DIR": str(folder), "DSW_TODAY": day}
        started.append(Worker(folder.parent / f"worker-{day}.log", **settings))
        return started[-1]

    yield worker
    for known in started:
        known.kill()


def test_one_works_and_the_other_takes_over_when_it_is_killed(
    start: Start, folder: Path, database_url: str, tmp_path: Path
) -> None:
    first = start("2026-11-02")
    wait_until(lambda: first.has_said("dienst.gedaan", taak=text("dienst.naam.reservekopie")))
    second = start("2026-11-03")
    wait_until(lambda: second.has_said("dienst.beurt.ander"))
    assert [path.name for path in folder.iterdir()] == ["register-2026-11-02.db"]

    first.end(signal.SIGKILL)
    wait_until(lambda: second.has_said("dienst.gedaan", taak=text("dienst.naam.reservekopie")))
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["register-2026-11-02.db", "register-2026-11-03.db"]
    assert second.end(signal.SIGTERM) == 0

    with (
        closing(Store.open(database_url)) as store,
        closing(Store.open(f"sqlite:///{tmp_path / 'terug.db'}")) as again,
    ):
        restore(again, folder / "register-2026-11-03.db")
        before, after = (stand_figures(Mirror(known).current(), today()) for known in (store, again))
        assert after == before
        assert check(again) == ()


def test_a_worker_killed_halfway_leaves_nothing_that_counts(start: Start, folder: Path) -> None:
    first = start("2026-11-02")
    wait_until(lambda: list(folder.glob(".register-*")), pause=0.001)
    first.end(signal.SIGKILL)
    assert list(folder.glob("register-*")) == []
    assert list(folder.glob(".register-*"))

    second = start("2026-11-02")
    wait_until(lambda: second.has_said("dienst.gedaan", taak=text("dienst.naam.reservekopie")))
    assert [path.name for path in folder.iterdir()] == ["register-2026-11-02.db"]


def test_what_the_log_says_is_about_nobody(start: Start, folder: Path) -> None:
    folder.write_text("a file where the folder must come")
    worker = start("2026-11-02")
    wait_until(lambda: "mislukt" in worker.log)
    assert worker.process.poll() is None
    assert "ERROR" in worker.log
    assert "Traceback" not in worker.log
    assert "iemand@" not in worker.log
    assert "postgres" not in worker.log
