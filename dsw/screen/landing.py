"""Coming back from another site that said who somebody is: to the staff's page, and as one Streamlit knows.

Streamlit would bring everybody to the first page. And it takes who somebody is from its cookies only together
with a token that its own page asks for first; ours does not ask, to be quicker (``kader.js``).
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from dsw.screen.frame import STAFF_PLACES

_BACK = "/oauth2callback"
#: The cookie that holds the token.
_COOKIE = "_streamlit_xsrf"


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
                headers = MutableHeaders(scope=message)
                headers["location"] = f"/{STAFF_PLACES[0].path}"
                headers.append(
                    "set-cookie", f"{_COOKIE}={generate_xsrf_token_string()}; Path=/; SameSite=Lax"
                )
            await send(message)

        await self.app(scope, receive, landed)
