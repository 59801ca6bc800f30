"""Coming back from another site that said who somebody is; Streamlit would bring everybody home."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dsw.screen.frame import STAFF_PLACES

_BACK = "/oauth2callback"


class Landing:
    """Brings who comes back to the first of the staff's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["path"] != _BACK:
            await self.app(scope, receive, send)
            return

        async def landed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["location"] = f"/{STAFF_PLACES[0].path}"
            await send(message)

        await self.app(scope, receive, landed)
