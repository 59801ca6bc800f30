"""Registers that pages find by themselves."""

from collections.abc import Iterator

import pytest

from dsw.demo import fill
from dsw.store import Store, shared_mirror

SIGNATORIES = 40


@pytest.fixture
def filled(register_url: str) -> Store:
    """A register with fictional signatories, of this test's own; it runs once on each kind of database."""
    store = shared_mirror().store
    fill(store, SIGNATORIES)
    return store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register with fictional signatories that the tests of a module only look at."""
    url = f"sqlite:///{tmp_path_factory.mktemp('shared') / 'register.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DSW_DATABASE_URL", url)
        shared_mirror.cache_clear()
        store = shared_mirror().store
        fill(store, SIGNATORIES)
        yield store
        store.close()
    shared_mirror.cache_clear()
