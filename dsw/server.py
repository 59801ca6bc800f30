"""The web server: Streamlit's pages, our own shell around them, and the plain routes, in one process.

``serve`` runs it; any ASGI server may run ``app`` instead. Either way Streamlit finds
``.streamlit/config.toml`` beside dashboard.py, whatever the working directory is.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from dsw import api, desk, metrics
from dsw.garbage import give_back
from dsw.screen.files import StaticFiles, pack_in_background
from dsw.screen.landing import Landing
from dsw.screen.shell import SecurityHeaders, Shell, check_shells
from dsw.screen.warming import warm
from dsw.settings import ROOT, load_settings
from dsw.texts import text

_LOG = logging.getLogger(__name__)

#: Garbage is collected between visits, not after each run of a page.
_SECONDS_BETWEEN_COLLECTIONS = 30
#: A browser never sends more than this in one message (bytes).
_LARGEST_MESSAGE = 2**20


class LiveLine(WebSocketsSansIOProtocol):
    """The line between a page and the server.

    What goes over it is packed for each visitor anew, so packed quickly: a quarter of the time zlib takes by
    itself, for a fifth more bytes.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn.available_extensions = [
            ServerPerMessageDeflateFactory(
                server_max_window_bits=12,
                client_max_window_bits=12,
                compress_settings={"level": 1, "memLevel": 5},
            )
        ]


def create_app(routes: Sequence[BaseRoute] = (), page: Path = ROOT / "dashboard.py") -> App:
    """The application.

    Args:
        routes: plain routes beside the pages: downloads, health.
        page: what Streamlit runs on every visit.
    """
    # A folder named pages/ makes Streamlit guess, until dashboard.py has run once, that its files are the
    # pages: without this line a deep link as the very first request is told that it does not exist.
    PagesManager.uses_pages_directory = False
    return st.App(
        page,
        routes=routes,
        middleware=[Middleware(one) for one in (SecurityHeaders, Landing, StaticFiles, Shell)],
        lifespan=_lifespan,
        on_script_error=_say_it_failed,
    )


def serve(host: str, port: int, application: App | None = None) -> None:
    """Serve the dashboard until interrupted.

    Args:
        host: the address to listen on; ``0.0.0.0`` for every network.
        port: the port to listen on.
        application: what is served instead of the dashboard.
    """
    config.set_option("server.fileWatcherType", "auto" if load_settings().dev else "none")
    uvicorn.run(
        application or app,
        host=host,
        port=port,
        ws=LiveLine,
        ws_max_size=_LARGEST_MESSAGE,
        access_log=False,
        log_level="info",
    )


def _say_it_failed(error: Exception) -> bool:
    """Tell the visitor in Dutch, and the log what happened; True: Streamlit need not."""
    _LOG.error("page failed", exc_info=error)
    st.error(text("kader.mislukt"))
    return True


@asynccontextmanager
async def _lifespan(_app: App) -> AsyncIterator[None]:
    """What is there before the first visitor is there to stay: it is never searched for garbage."""
    check_shells()
    await to_thread.run_sync(warm)
    gc.collect()
    gc.freeze()
    pack_in_background()
    collecting = asyncio.create_task(_collect())
    try:
        yield
    finally:
        collecting.cancel()
        with suppress(asyncio.CancelledError):
            await collecting


async def _collect() -> None:
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_COLLECTIONS)
        gc.collect()
        await to_thread.run_sync(give_back)


app = create_app((*api.ROUTES, *desk.ROUTES, *metrics.ROUTES))
