"""A browser's side of the monitor: cookies, plain requests, and Streamlit's live connection."""

import http.client
import ssl
from contextlib import ExitStack
from http.cookies import SimpleCookie
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

_PATIENCE = 60
_LARGEST = 2**26
#: The cookie in which nginx remembers the process.
PLACE = "dsw_proces"


class Answer(NamedTuple):
    """What a plain request got."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Visitor:
    """Somebody with a browser.

    Attributes:
        cookies: what the site asked to remember; session: Streamlit's number of the open page.
        come_from: the address plain requests come from.
    """

    def __init__(self, origin: str, trust: ssl.SSLContext | None = None) -> None:
        self.cookies: dict[str, str] = {}
        self.session = ""
        self.come_from = "127.0.0.1"
        self._address = urlsplit(origin)
        self._trust = trust
        self._line: ClientConnection | None = None
        self._open = ExitStack()

    @property
    def place(self) -> str:
        """The process that nginx remembers for this visitor."""
        return self.cookies.get(PLACE, "")

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask for something; cookies go along and are kept."""
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        server = self._server()
        try:
            server.request(method, path, body, self._cookie_header() | asked)
            got = server.getresponse()
            answer = Answer(got.status, got.headers, got.read())
        finally:
            server.close()
        self._remember(answer.headers.get_all("Set-Cookie") or [])
        return answer

    def open(self, path: str = "/") -> Self:
        """Open a page as a browser does: first its HTML, then the live connection."""
        assert self.get(path).status == 200
        self.connect()
        return self

    def connect(self) -> None:
        """Open the live connection, with the number of the page that was open before."""
        self.leave()
        scheme = "wss" if self._address.scheme == "https" else "ws"
        line = connect(
            f"{scheme}://{self._address.netloc}/_stcore/stream",
            ssl=_for_threads(self._trust),
            origin=f"{self._address.scheme}://{self._address.netloc}",
            subprotocols=["streamlit", "unset", *([self.session] if self.session else [])],
            additional_headers=self._cookie_header(),
            max_size=_LARGEST,
            open_timeout=_PATIENCE,
            proxy=None,
        )
        self._line = self._open.enter_context(line)
        assert self._line.response is not None
        self._remember(self._line.response.headers.get_all("Set-Cookie"))

    def look(self, page: str = "") -> str:
        """Run the page anew, as any click does; everything that then stands on it."""
        assert self._line is not None
        wish = BackMsg()
        wish.rerun_script.page_name = page
        self._line.send(wish.SerializeToString())
        shown: list[str] = []
        while True:
            said = ForwardMsg()
            said.ParseFromString(self._line.recv(timeout=_PATIENCE, decode=False))
            match said.WhichOneof("type"):
                case "new_session":
                    self.session = said.new_session.initialize.session_id
                case "delta":
                    shown.append(said.delta.new_element.html.body)
                case "script_finished":
                    return "\n".join(shown)

    def upload(self, content: bytes) -> int:
        """Send a file for the open page, as its file widget does; the status of the answer."""
        self.get("/_stcore/health")
        head = "Content-Disposition: form-data; name=file; filename=antwoorden.csv"
        body = b"\r\n".join((b"--grens", head.encode(), b"", content, b"--grens--", b""))
        headers = {
            "Content_Type": "multipart/form-data; boundary=grens",
            "X_Xsrftoken": self.cookies["_streamlit_xsrf"],
        }
        return self.get(f"/_stcore/upload_file/{self.session}/bestand", "PUT", body, **headers).status

    def is_cut_off(self) -> bool:
        """Wait until the live connection breaks."""
        assert self._line is not None
        try:
            while True:
                self._line.recv(timeout=_PATIENCE)
        except ConnectionClosed:
            return True

    def leave(self) -> None:
        """Close the live connection."""
        self._open.close()
        self._line = None

    def _server(self) -> http.client.HTTPConnection:
        netloc, source = self._address.netloc, (self.come_from, 0)
        if self._address.scheme != "https":
            return http.client.HTTPConnection(netloc, timeout=_PATIENCE, source_address=source)
        return http.client.HTTPSConnection(
            netloc, timeout=_PATIENCE, source_address=source, context=self._trust
        )

    def _cookie_header(self) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": kept} if kept else {}

    def _remember(self, set_cookies: list[str]) -> None:
        for said in set_cookies:
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(said).items()}


def _for_threads(trust: ssl.SSLContext | None) -> ssl.SSLContext | None:
    """The same trust for a connection that one thread reads and another writes.

    Behind the greeting a server of TLS 1.3 sends something more. When it comes while the other thread writes,
    what was written may get lost: about one connection in a thousand then waits for ever.
    """
    if trust is None:
        return None
    context = ssl.create_default_context(cadata=b"".join(trust.get_ca_certs(binary_form=True)))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context
