"""What the server puts around Streamlit, tried on Streamlit's own files without starting it."""

import re
import tomllib
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from dsw.palette import DARK, LIGHT, Palette
from dsw.screen import frame, shell
from dsw.screen.shell import SecurityHeaders, Shell, StaticFiles
from dsw.settings import ROOT
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
    assert shell.own("kader.css") in ask(app, "/").words


@pytest.mark.parametrize("path", ["/", "/zomaar", "/gezond", "/kader/kader.js"])
def test_every_answer_is_guarded(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/kader/kader.css", "/kader/merk.svg"])
def test_text_goes_out_packed_to_who_takes_it(app: ASGIApp, path: str) -> None:
    packed = ask(app, path, accept_encoding="gzip, br;q=0.9")
    loose = ask(app, path, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "br"
    assert "content-encoding" not in loose.headers
    assert packed.words == loose.words
    assert len(packed.body) < len(loose.body)
    assert packed.headers["vary"] == "Accept-Encoding"


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
    monkeypatch.setattr(shell, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(RuntimeError, match="module script"):
        shell.streamlit_head.__wrapped__()


def test_the_stylesheet_uses_no_colour_that_does_not_exist() -> None:
    sheet = shell.stylesheet().decode()
    defined = set(re.findall(r"(--dsw-[\w-]+):", sheet))
    assert set(re.findall(r"var\((--dsw-[\w-]+)", sheet)) - defined == set()


def test_paper_is_light() -> None:
    assert "@media screen and (prefers-color-scheme: dark){:root{--dsw-paper: #10191D;" in (
        shell.stylesheet().decode()
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
