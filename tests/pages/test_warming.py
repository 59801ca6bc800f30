"""Who comes first waits for nothing that could have been done before: the server is warm when it listens."""

import logging
from typing import NoReturn

import pytest

from dsw import drawings, server
from dsw.screen import warming
from dsw.screen.drawn import kept
from dsw.screen.frame import PLACES, Place
from dsw.screen.shell import first_sight
from dsw.store import Store, shared_mirror
from dsw.store.reading import Reader
from tests.asking import outside
from tests.pages.visiting import headline, visit


def refuse(*_given: object) -> NoReturn:
    raise AssertionError("done again")


@pytest.fixture
def warm(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is ready; from here on it may not read the register anew, nor draw what it drew."""
    warming.warm()
    for name in ("entries_after", "profiles_after", "identities_after"):
        monkeypatch.setattr(Reader, name, refuse)
    for name in ("headline_html", "section_rows_html", "group_rows_html", "figure_html"):
        monkeypatch.setattr(drawings, name, refuse)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("where", PLACES, ids=lambda where: where.key)
def test_a_first_visit_reads_and_draws_nothing_anew(where: Place) -> None:
    before = len(kept())
    assert first_sight(where, {}) is not None
    at = visit(where)
    assert list(at.exception) == []
    assert headline(at)
    assert len(kept()) == before


def test_a_register_that_cannot_be_read_does_not_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DSW_DATABASE_URL", "sqlite:////dev/null/register.db")
    shared_mirror.cache_clear()
    with caplog.at_level(logging.WARNING):
        warming.warm()
    assert "nothing is warm" in caplog.text
    shared_mirror.cache_clear()


def test_the_server_says_it_is_ready_when_it_is_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("check_shells", "warm", "pack_in_background"):
        monkeypatch.setattr(server, name, lambda name=name: done.append(name))
    monkeypatch.setattr(server.gc, "freeze", lambda: done.append("freeze"))

    async def start() -> list[str]:
        async with server._lifespan(server.app):
            return list(done)

    assert outside(start) == ["check_shells", "warm", "freeze", "pack_in_background"]
