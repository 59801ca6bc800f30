"""A private PostgreSQL for the tests: a throw-away cluster of our own, or a server somebody points at."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

#: An existing server to use instead: the address of a database whose user may create others.
SERVER_VARIABLE = "DSW_TEST_POSTGRES_URL"
_START_SECONDS = 60
_SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
#: Runs the server until whoever started it closes the pipe, however it came to its end; then cleans up.
_KEEPER = 'server=$1 home=$2; shift; "$server" -D "$@" & read -r _; kill -INT $!; wait $!; rm -rf "$home"'


def binaries() -> Path | None:
    """The newest folder that holds ``initdb`` and ``postgres``; None when PostgreSQL is not installed."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    both = (folder for folder in (*packaged, *on_path) if (folder / "initdb").exists())
    return next((folder for folder in both if (folder / "postgres").exists()), None)


def available() -> bool:
    """Whether the tests can run on PostgreSQL here."""
    return bool(os.environ.get(SERVER_VARIABLE)) or (os.name == "posix" and binaries() is not None)


@contextmanager
def server() -> Iterator[str]:
    """A server's address, with ``%s`` for the database's name; our own cluster lives as long as this."""
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        base, _, query = given.partition("?")
        yield base.rpartition("/")[0].replace("+psycopg", "") + "/%s" + (f"?{query}" if query else "")
        return
    with _cluster() as socket_folder:
        yield f"postgresql://postgres@/%s?host={socket_folder}"


@contextmanager
def _cluster() -> Iterator[Path]:
    folder = binaries()
    assert folder is not None
    home = Path(tempfile.mkdtemp(prefix="dsw-pg-"))
    user = _server_user(home)
    initdb = [
        folder / "initdb",
        "-D",
        home,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
    options = [
        part
        for setting in ("listen_addresses=", f"unix_socket_directories={home}", *_SPEED)
        for part in ("-c", setting)
    ]
    log = (home / "log").open("wb")
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", folder / "postgres", home, *options],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        cwd="/",
        start_new_session=True,
        **user,
    )
    try:
        _await(f"postgresql://postgres@/postgres?host={home}", home / "log")
        yield home
    finally:
        keeper.communicate()
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def _server_user(home: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as Debian's own user for it."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(home, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _await(address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError as trouble:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}") from trouble
            time.sleep(0.05)
        else:
            return


class Databases:
    """Databases on one server: made in a moment as copies of a template, dropped after use.

    Attributes:
        address: the server's, with ``%s`` for the database's name.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._prefix = f"dsw_test_{secrets.token_hex(4)}"
        self._made = 0

    @contextmanager
    def new(self, template: str = "template0") -> Iterator[str]:
        """A fresh database's name."""
        self._made += 1
        name = f"{self._prefix}_{self._made}"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield name
        finally:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.address % "postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
