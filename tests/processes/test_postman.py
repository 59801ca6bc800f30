"""Workers that send mail: killed in the middle, the letter still arrives, and lets in once."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

import pytest

from dsw.access.holders import Holder
from dsw.access.links import use_link
from dsw.access.staff import add_staff
from dsw.outbox import Letter, post
from dsw.people import Role
from dsw.store import Store
from dsw.texts import text
from tests.mailserver import SAID, TAKEN, Mailroom, body, free_port, serving
from tests.workers import Worker, wait_until

TO = "iemand@voorbeeld.example"
NAME = "Welzijn Hier"

Start = Callable[..., Worker]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workers put local files."""
    return tmp_path / "lokaal"


@pytest.fixture
def start(database_url: str, folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker that thinks it is this day; with a port, there is a mail server."""
    started: list[Worker] = []

    def worker(day: str, port: int | None = None, *command: str) -> Worker:
        settings = {"DSW_DATABASE_URL": database_url, "DSW_DATA_DIR": str(folder), "DSW_TODAY": day}
        if port:
            settings["DSW_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        started.append(Worker(tmp_path / f"worker-{len(started)}.log", *command, **settings))
        return started[-1]

    yield worker
    for known in started:
        known.kill()


def put(store: Store, *addresses: str) -> Holder:
    """A letter to each address, and whom their links let in."""
    with store.desk() as desk:
        holder = Holder(staff=add_staff(desk, "collega@voorbeeld.example", Role.LEZER).number)
        for address in addresses:
            post(desk, Letter.LINK, address, holder, {"naam": NAME})
    return holder


def token(message: EmailMessage) -> str:
    found = re.search(r"/s/(\S+)", body(message, "plain"))
    assert found
    return found[1]


def is_serving(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/gezond", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def test_a_worker_killed_in_the_middle_sends_the_same_letter_again(store: Store, start: Start) -> None:
    holder, room, port = put(store, TO), Mailroom(), free_port()
    room.hangs = True
    with serving(room, port):
        first = start("2026-11-02", port)
        wait_until(room.reached.is_set)
        first.end(signal.SIGKILL)
        room.hangs = False
        second = start("2026-11-03", port)
        wait_until(lambda: room.taken)
        wait_until(lambda: second.has_said("dienst.gedaan", taak=text("dienst.naam.post")))
        assert second.end(signal.SIGTERM) == 0
    heard, taken = room.heard
    assert room.taken == [taken]
    assert (heard["To"], heard["Message-ID"], token(heard)) == (TO, taken["Message-ID"], token(taken))
    with store.desk() as desk:
        assert use_link(desk, token(taken)) == holder
        assert use_link(desk, token(heard)) is None


def test_a_letter_that_arrives_twice_is_one_letter(store: Store, start: Start) -> None:
    """The server took it, and the worker died before it heard so."""
    holder, room, port = put(store, TO), Mailroom(), free_port()
    with serving(room, port):
        room.content = lambda _: first.end(signal.SIGKILL) and TAKEN
        first = start("2026-11-02", port)
        wait_until(lambda: room.taken)
        room.content = lambda _: TAKEN
        start("2026-11-03", port)
        wait_until(lambda: len(room.taken) == 2)
    assert len({message["Message-ID"] for message in room.taken}) == 1
    assert len({token(message) for message in room.taken}) == 1
    with store.desk() as desk:
        assert [use_link(desk, token(message)) for message in room.taken] == [holder, None]


def test_two_workers_send_one_and_the_log_is_about_nobody(store: Store, start: Start) -> None:
    put(store, *(f"{number}@voorbeeld.example" for number in range(9)), "weg@voorbeeld.example")
    room, port = Mailroom(), free_port()
    room.to = lambda address: SAID.format(550) if address.startswith("weg") else TAKEN
    with serving(room, port):
        workers = [start("2026-11-02", port) for _ in range(2)]
        wait_until(lambda: any("adres 550" in worker.log for worker in workers))
        wait_until(lambda: all("vaste werk" in worker.log for worker in workers))
        assert [worker.end(signal.SIGTERM) for worker in workers] == [0, 0]
    assert sorted(message["To"] for message in room.heard) == [f"{n}@voorbeeld.example" for n in range(9)]
    told = "".join(worker.log for worker in workers)
    for secret in ("voorbeeld.example", "nergens", NAME, *(token(message) for message in room.taken)):
        assert secret not in told


def test_a_mail_server_that_is_away_is_waited_for(store: Store, start: Start) -> None:
    put(store, TO)
    worker = start("2026-11-02", free_port())
    wait_until(lambda: "mailserver is niet te bereiken" in worker.log)
    wait_until(lambda: worker.has_said("dienst.gedaan", taak=text("dienst.naam.reservekopie")))
    assert worker.log.count("mailserver is niet te bereiken") == 1
    assert "Traceback" not in worker.log


def test_a_server_that_works_besides_serving_keeps_mail_as_files(
    store: Store, start: Start, folder: Path
) -> None:
    holder = put(store, TO)
    port = free_port()
    server = start("2026-11-02", None, "serve", "--worker", "--port", str(port))
    wait_until(lambda: list(folder.glob("outbox/*.eml")))
    wait_until(lambda: is_serving(port))
    assert text("dienst.post.map", map=folder / "outbox") in server.log
    assert server.end(signal.SIGTERM) == 0
    assert "Traceback" not in server.log
    (file,) = (folder / "outbox").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    with store.desk() as desk:
        assert use_link(desk, token(message)) == holder
    with closing(Store.open(store._engine.url)) as another:
        assert another.take_baton()
