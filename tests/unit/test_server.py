"""What the server puts around Streamlit, tried on Streamlit's own files without starting it."""

import re
import socket
import tomllib
from threading import Thread
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.sync.client import connect

from dsw.palette import DARK, LIGHT, Palette
from dsw.screen import files, frame, frontend
from dsw.screen.files import StaticFiles
from dsw.screen.landing import Landing
from dsw.screen.shell import SecurityHeaders, Shell
from dsw.server import LiveLine
from dsw.settings import ROOT
from dsw.store import shared_mirror
from dsw.texts import text
from tests.asking import ask


def plain(_request: object) -> PlainTextResponse:
    return PlainTextResponse("gezond")


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    """Streamlit's own files behind what we put before them."""
    return Starlette(
        routes=[Route("/gezond", plain), *create_streamlit_static_assets_routes("")],
        middleware=[Middleware(SecurityHeaders), Middleware(StaticFiles), Middleware(Shell)],
    )


@pytest.mark.parametrize("place", frame.PLACES, ids=lambda place: place.key)
def test_every_page_has_a_dutch_shell_of_its_own(app: ASGIApp, place: frame.Place) -> None:
    answer = ask(app, f"/{place.path}")
    assert answer.status == 200
    assert '<html lang="nl">' in answer.words
    assert f"<title>{place.title} · Actieplanmonitor</title>" in answer.words
    assert f'content="{place.description}"' in answer.words
    assert answer.words.count('aria-current="page"') == 1
    assert (ROOT / place.script).is_file()


def test_the_shell_starts_streamlit(app: ASGIApp) -> None:
    page = ask(app, "/regios").words
    asked = re.findall(r'(?:src|href)="(/static/[^"]+|/kader/[^"]+)"', page)
    assert '<div id="root">' in page
    assert len(asked) > 20
    for address in asked:
        assert ask(app, address.partition("?")[0]).status == 200, address


def test_without_a_register_the_visitor_still_gets_a_page(app: ASGIApp) -> None:
    shared_mirror.cache_clear()
    page = ask(app, "/").words
    assert text("kader.wachten") in page
    assert 'id="dsw-sight"' not in page
    assert 'href="#stMain"' in page


def test_what_was_chosen_goes_along_in_the_menu(app: ASGIApp) -> None:
    page = ask(app, "/secties?op=2026-01-05&provincie=%22%3E%3Cb%3E&actie=3.2&utm=x").words
    assert 'href="/regios?op=2026-01-05&amp;provincie=%22%3E%3Cb%3E"' in page
    assert "<b>" not in page
    assert "utm" not in page


@pytest.mark.parametrize("path", ["/zomaar", "/secties/diep", "/index.html", "/Secties", "/pages/openbaar"])
def test_an_unknown_address_is_not_found(app: ASGIApp, path: str) -> None:
    answer = ask(app, path)
    assert answer.status == 404
    assert "Deze pagina bestaat niet" in answer.words
    assert '<html lang="nl">' in answer.words
    assert 'id="root"' not in answer.words


def test_plain_routes_pass(app: ASGIApp) -> None:
    answer = ask(app, "/gezond")
    assert (answer.status, answer.body) == (200, b"gezond")


def test_a_page_is_never_kept_and_a_file_for_ever(app: ASGIApp) -> None:
    assert ask(app, "/").headers["cache-control"] == "no-cache"
    assert "immutable" in ask(app, "/kader/kader.css").headers["cache-control"]
    assert files.own("kader.css") in ask(app, "/").words


@pytest.mark.parametrize("path", ["/", "/zomaar", "/gezond", "/kader/kader.js"])
def test_every_answer_is_guarded(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("https://www.movisie.nl https://*.zorg.nl", "https://www.movisie.nl https://*.zorg.nl"),
        ("https://www.movisie.nl; script-src *", ""),
        ("*", ""),
    ],
)
def test_other_sites_may_show_public_pages_when_the_operator_says_so(
    monkeypatch: pytest.MonkeyPatch, said: str, sent: str
) -> None:
    monkeypatch.setenv("DSW_FRAME_ANCESTORS", said)
    page = Starlette(routes=[Route("/gezond", plain)], middleware=[Middleware(SecurityHeaders)])
    policy = ask(page, "/gezond").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {sent}".rstrip())
    assert policy.count("script-src") == 1


@pytest.mark.parametrize("path", ["/", "/kader/kader.css", "/kader/merk.svg"])
def test_text_goes_out_packed_to_who_takes_it(app: ASGIApp, path: str) -> None:
    loose = ask(app, path)
    assert "content-encoding" not in loose.headers
    assert loose.headers["vary"] == "Accept-Encoding"
    for encoding in ("br", "gzip"):
        packed = ask(app, path, accept_encoding=encoding)
        assert packed.headers["content-encoding"] == encoding
        assert packed.headers["vary"] == "Accept-Encoding"
        assert packed.headers["content-length"] == str(len(packed.body))
        assert packed.words == loose.words
        assert len(packed.body) < len(loose.body)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", ""),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("identity, br;q=0.5", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("BR", "br"),
        ("brotli, xgzip", ""),
        ("br;q=nonsense, gzip", "gzip"),
        ("", ""),
    ],
)
def test_an_answer_is_packed_as_the_visitor_wants_it(app: ASGIApp, accepted: str, encoding: str) -> None:
    answer = ask(app, "/kader/kader.js", accept_encoding=accepted)
    assert answer.headers.get("content-encoding", "") == encoding


@pytest.mark.parametrize("path", ["/", "/kader/kader.css", "/kader/letters/atkinson-latin.woff2"])
@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_who_has_it_already_gets_no_body(app: ASGIApp, path: str, accepted: str) -> None:
    first = ask(app, path, accept_encoding=accepted)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask(app, path, accept_encoding=accepted, if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == "Accept-Encoding"
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert "content-type" not in again.headers
    assert ask(app, path, accept_encoding=accepted, if_none_match='"other"').body == first.body


def test_a_tag_is_that_of_the_very_bytes(app: ASGIApp) -> None:
    tags = {
        ask(app, "/kader/kader.js", accept_encoding=accepted).headers["etag"]
        for accepted in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/", "/kader/kader.css", "/zomaar"])
def test_head_is_told_the_same_without_a_body(app: ASGIApp, path: str) -> None:
    whole, head = (ask(app, path, method=method, accept_encoding="br") for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (whole.status, b"")
    assert head.headers == whole.headers


def test_a_part_of_a_file_is_answered_with_all_of_it(app: ASGIApp) -> None:
    whole, part = ask(app, "/kader/kader.css"), ask(app, "/kader/kader.css", range="bytes=0-99")
    assert (part.status, part.body) == (200, whole.body)
    assert "content-range" not in part.headers


def test_letters_are_packed_already(app: ASGIApp) -> None:
    answer = ask(app, "/kader/letters/atkinson-latin.woff2", accept_encoding="br")
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.body.startswith(b"wOF2")


@pytest.mark.parametrize("path", ["/kader/../frame.py", "/static/../../config.py", "/kader/letters"])
def test_no_other_file_gets_out(app: ASGIApp, path: str) -> None:
    assert ask(app, path).status in {400, 404}


def test_another_build_of_streamlit_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    monkeypatch.setattr(frontend, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(RuntimeError, match="module script"):
        frontend.start_html.__wrapped__()


# ------------------------------------------------------------------------------- what comes when


def places(page: str, *pieces: str) -> list[int]:
    return [page.index(piece) for piece in pieces]


def test_nothing_stands_before_what_is_to_be_seen_first(app: ASGIApp) -> None:
    page = ask(app, "/regios").words
    order = places(page, "kader.css", "kader.js", "</head>", '<div id="root">', "</footer>", 'type="module"')
    assert order == sorted(order)
    assert page.count("modulepreload") > 50


def test_what_a_script_imports_is_named_ahead_and_once() -> None:
    page = frontend.start_html() + frontend.ahead_html(charts=True)
    named = re.findall(r'(?:src|href)="/static/js/([^"]+)"', page)
    assert len(named) == len(set(named))
    for name in named:
        if name in {address.rpartition("/")[2] for address in frontend.streamlit_files()}:
            assert set(frontend._imports(name)) <= set(named)


def test_the_library_of_charts_is_named_only_where_there_are_charts() -> None:
    assert "PlotlyChart" not in frontend.start_html() + frontend.ahead_html(charts=False)
    assert frontend.ahead_html(charts=True).count("PlotlyChart") == 2


def test_the_library_of_charts_waits_behind_a_gate(app: ASGIApp) -> None:
    ((gate, (_, behind)),) = frontend.gates().items()
    assert "await window.dswDrawn" in ask(app, gate).words
    assert f'import("./{behind.rpartition("/")[2]}")' in ask(app, gate).words
    assert ask(app, gate).headers["cache-control"] == "no-cache"
    library = ask(app, behind)
    assert library.body == frontend.streamlit_files()[gate].read_bytes()
    assert "immutable" in library.headers["cache-control"]


def test_every_file_in_use_is_served() -> None:
    in_use = frontend.files_in_use()
    assert len(in_use) > 80
    assert set(in_use) <= set(files.static_files())


def test_letters_are_in_the_stylesheet_itself() -> None:
    sheet = files.stylesheet().decode()
    assert 'src: url("data:font/woff2;base64,d09GMg' in sheet
    assert "atkinson-latin.woff2" not in sheet


def test_the_stylesheet_uses_no_colour_that_does_not_exist() -> None:
    sheet = files.stylesheet().decode()
    defined = set(re.findall(r"(--dsw-[\w-]+):", sheet))
    assert set(re.findall(r"var\((--dsw-[\w-]+)", sheet)) - defined == set()


def test_paper_is_light() -> None:
    assert "@media screen and (prefers-color-scheme: dark){:root{--dsw-paper: #10191D;" in (
        files.stylesheet().decode()
    )


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_streamlit_has_the_same_colours(name: str, palette: Palette) -> None:
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][name]
    assert theme == {
        "primaryColor": palette.accent,
        "backgroundColor": palette.paper,
        "secondaryBackgroundColor": palette.surface,
        "textColor": palette.ink,
        "linkColor": palette.accent,
        "borderColor": palette.outline,
        "dataframeBorderColor": palette.rule,
    }


async def say_all(scope: Scope, receive: Receive, send: Send) -> None:
    """Accepts whoever comes over the live line and says something long."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "woord " * 10_000})
        await send({"type": "websocket.close"})


def test_what_goes_over_the_live_line_is_packed() -> None:
    server = uvicorn.Server(uvicorn.Config(say_all, port=0, ws=LiveLine, lifespan="off", log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        try:
            with connect(f"ws://127.0.0.1:{listening.getsockname()[1]}", compression="deflate") as line:
                (packing,) = line.protocol.extensions
                assert isinstance(packing, PerMessageDeflate)
                assert line.recv() == "woord " * 10_000
        finally:
            server.should_exit = True
            serving.join(30)
    assert not serving.is_alive()


# ------------------------------------------------------------------------------------------- the staff


@pytest.mark.parametrize("place", frame.STAFF_PLACES, ids=lambda place: place.key)
def test_a_page_of_the_staff_is_kept_nowhere_and_found_by_no_search(app: ASGIApp, place: frame.Place) -> None:
    answer = ask(app, f"/{place.path}")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert f"<title>{place.title} · Actieplanmonitor</title>" in answer.words
    assert '<meta name="robots" content="noindex">' in answer.words
    assert "aria-current" not in answer.words
    assert 'id="dsw-sight"' not in answer.words
    assert '<div id="root">' in answer.words


def test_whoever_comes_back_from_another_site_lands_with_the_staff() -> None:
    def back(_request: object) -> RedirectResponse:
        return RedirectResponse("/", 302)

    paths = [Route(path, back) for path in ("/oauth2callback", "/elders")]
    app = Starlette(routes=paths, middleware=[Middleware(Landing)])
    assert ask(app, "/oauth2callback?code=x").headers["location"] == "/beheer"
    assert ask(app, "/elders").headers["location"] == "/"
