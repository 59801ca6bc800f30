"""``/metrics``: figures about this process and its register, as Prometheus reads them.

There are totals alone: how many signatories and pledges in all, never of a group or a place, and no names.
When the register cannot be read it says so (``dsw_up 0``) and tells the rest.
"""

from collections.abc import Iterator
from functools import cache

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime import exists, get_instance

from dsw.backups import kept_backups
from dsw.domain import STATUS_CODE
from dsw.errors import StoreError
from dsw.ledger import Stand
from dsw.queries.base import figures_of
from dsw.queries.operating import Post, read_post
from dsw.settings import load_settings, now, today
from dsw.store import Snapshot, Store, shared_mirror

_SESSIONS = "active_sessions"


def metrics(_request: Request) -> Response:
    """Everything, also when the database is gone: that is when somebody wants to know."""
    headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
    return Response(generate_latest(_registry()), headers=headers)


@cache
def _registry() -> CollectorRegistry:
    """A registry of our own: that of the library is shared with whatever else runs here."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Register())
    return registry


class _Register(Collector):
    """Looks at the register anew each time it is asked."""

    def collect(self) -> Iterator[Metric]:
        """All figures of ours."""
        try:
            snapshot = shared_mirror().current()
            with shared_mirror().store.read() as db:
                post = read_post(db)
            told = [*_register(snapshot), *_post(post), _version(shared_mirror().store)]
        except StoreError:
            told = []
        yield _gauge("up", "1 when the register can be read", 1 if told else 0)
        yield from told
        yield from _backups()
        yield from _sessions()

    def describe(self) -> list[Metric]:
        """Nothing beforehand: the register need not be there when a process starts."""
        return []


def _register(snapshot: Snapshot) -> Iterator[Metric]:
    head, stand = snapshot.head, figures_of(snapshot).stand(today())
    yield _gauge("revision", "transactions since the register began", head.revision)
    yield _gauge("signatories", "signatories as of today", len(stand.signatory))
    yield _pledges(stand)
    if head.changed_at:
        age = max((now() - head.changed_at).total_seconds(), 0)
        yield _gauge("last_change_age_seconds", "time since the register changed", age)


def _pledges(stand: Stand) -> Metric:
    """Every status, also those no pledge has; ``heard`` tells those never heard of from the rest."""
    family = GaugeMetricFamily("dsw_pledges", "pledges as of today", labels=("status", "heard"))
    for status, code in STATUS_CODE.items():
        for heard in (True, False):
            count = int(((stand.status == code) & ((stand.heard > 0) == heard)).sum())
            family.add_metric((status.value, "yes" if heard else "no"), count)
    return family


def _post(post: Post) -> Iterator[Metric]:
    letters = GaugeMetricFamily("dsw_letters", "letters in the outbox", labels=("state",))
    for state in ("waiting", "failed", "sent"):
        letters.add_metric((state,), getattr(post, state))
    yield letters
    age = max((now() - post.oldest).total_seconds(), 0) if post.oldest else 0
    yield _gauge("oldest_letter_age_seconds", "time the oldest waiting letter waits; 0: none waits", age)
    yield _gauge("bounces", "contacts whose mail came back", post.bounces)


def _version(store: Store) -> Metric:
    family = InfoMetricFamily("dsw_schema", "the version of the tables")
    family.add_metric((), {"migration": store.version()})
    return family


def _backups() -> Iterator[Metric]:
    """The newest back-up this machine can see; nothing where it sees none."""
    kept = kept_backups(load_settings().backup_dir)
    if kept:
        age = max((now() - kept[0].made_at).total_seconds(), 0)
        yield _gauge("backup_age_seconds", "time since the newest back-up was made", age)
        yield _gauge("backup_bytes", "size of the newest back-up", kept[0].size)
    yield _gauge("backups", "back-ups this machine can see", len(kept))


def _sessions() -> Iterator[Metric]:
    """Visitors whose page is open now, as Streamlit counts them; nothing where it does not run."""
    stats = get_instance().stats_mgr.get_stats([_SESSIONS]).get(_SESSIONS, ()) if exists() else ()
    for stat in stats:
        yield _gauge("sessions", "visitors whose page is open", getattr(stat, "value", 0))


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"dsw_{name}", about, value)


ROUTES = [Route("/metrics", metrics, methods=["GET"])]
