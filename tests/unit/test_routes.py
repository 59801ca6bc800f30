"""Every plain route is open to all or for somebody, and takes forms from our own pages only."""

from collections.abc import Sequence

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from dsw import server
from dsw.access.sessions import COOKIE
from dsw.joining import Step
from dsw.people import Role
from dsw.store import Store, shared_mirror
from tests.asking import ask
from tests.staffing import enter, hire, signer

#: Routes that are for everybody. A route that is not named here must refuse whoever is not of the staff, and
#: below ``/mijn`` whoever is no signer.
OPEN = {
    *("/download/{key}.{ending}", "/gezond", "/metrics", "/privacy"),
    *("/link", "/s", "/s/nieuw", "/s/{token}", "/uit"),
    *("/s/{token}/stop", "/stop"),
    *(
        "/meedoen",
        "/meedoen/opnieuw",
        "/meedoen/plaatsen",
        "/meedoen/wacht",
        *(f"/meedoen/{step}" for step in Step),
    ),
    *("/mijn/overgedragen", "/mijn/gestopt"),
    *("/bijeenkomst", "/bijeenkomst/stand", "/bijeenkomst/verslag", "/bijeenkomst/meenemen.{ending}"),
}
#: Takes what a mail program sends for its reader (RFC 8058): the secret in its address is all it goes by.
FROM_ANYWHERE = {"/s/{token}/stop"}
#: What a refusal looks like: not allowed, or on to where somebody can come in.
_REFUSALS = {303, 401, 403}


def routes() -> list[BaseRoute]:
    return list(server.app._user_routes)


def unguarded(paths: Sequence[BaseRoute], store: Store) -> list[str]:
    """Routes for somebody that let in who may not: a stranger, an invented session, the wrong kind."""
    app = Starlette(routes=paths)
    strangers = ["", f"{COOKIE}=verzonnen"]
    no_staff = [*strangers, f"{COOKIE}={enter(store, signer(store))}"]
    no_signers = [*strangers, f"{COOKIE}={enter(store, hire(store, Role.BEHEERDER))}"]
    return [
        f"{method} {route.path}"
        for route in paths
        if isinstance(route, Route) and route.path not in OPEN
        for method in sorted(route.methods or ())
        for cookie in (no_signers if route.path.startswith("/mijn") else no_staff)
        if ask(app, route.path, method, **OURS, cookie=cookie).status not in _REFUSALS
    ]


def careless(paths: Sequence[BaseRoute]) -> list[str]:
    """Routes that take a form of another site, or of who does not say where it comes from."""
    app: ASGIApp = Starlette(routes=paths)
    foreign: list[dict[str, str]] = [
        {"host": "monitor.example"},
        {"host": "monitor.example", "origin": "null"},
        {"host": "monitor.example", "origin": "https://elders.example"},
        {"host": "monitor.example", "origin": "https://monitor.example.elders.example"},
        {**OURS, "sec_fetch_site": "cross-site"},
        {**OURS, "sec_fetch_site": "same-site"},
    ]
    return [
        f"{route.path} {headers}"
        for route in paths
        if isinstance(route, Route) and "POST" in (route.methods or ())
        for headers in foreign
        if ask(app, route.path, "POST", b"adres=a@b.example", **headers).status != 403
    ]


OURS = {
    "host": "monitor.example",
    "origin": "https://monitor.example",
    "content_type": "application/x-www-form-urlencoded",
}


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


def anything(_request: Request) -> Response:
    return PlainTextResponse("geheim")


def test_every_route_is_open_to_all_or_guarded(register: Store) -> None:
    paths = {route.path for route in routes() if isinstance(route, Route)}
    assert paths >= OPEN
    assert len(routes()) == len([route for route in routes() if isinstance(route, Route)])
    assert unguarded(routes(), register) == []


def test_a_route_without_a_guard_is_found(register: Store) -> None:
    for path in ("/beheer/alles", "/mijn/alles"):
        assert set(unguarded([Route(path, anything)], register)) == {f"GET {path}", f"HEAD {path}"}


@pytest.mark.usefixtures("register_url")
def test_every_form_is_taken_from_our_own_pages_only() -> None:
    ours = [route for route in routes() if isinstance(route, Route) and route.path not in FROM_ANYWHERE]
    assert careless(ours) == []


def test_a_route_that_takes_any_form_is_found() -> None:
    assert careless([Route("/bewaar", anything, methods=["POST"])]) != []
