"""One set-up for all of these tests; each finds it whole."""

from collections.abc import Iterator

import pytest

from dsw.store import Store
from tests import postgres
from tests.acts import small_register
from tests.deploy.site import Site, standing


@pytest.fixture(scope="session")
def shared_register(_postgres_databases: postgres.Databases) -> Iterator[Store]:
    """The register that all processes share."""
    with _postgres_databases.new() as name:
        store = Store.open(_postgres_databases.address % name)
        small_register(store)
        yield store
        store.close()


@pytest.fixture(scope="session")
def _site(
    shared_register: Store, _postgres_databases: postgres.Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    url = shared_register._engine.url.render_as_string(hide_password=False)
    with standing(url, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(_site: Site) -> Site:
    """The set-up: two processes and nginx, all in order."""
    _site.make_whole()
    return _site
