"""Somebody at the counter: a browser without a screen, with its cookies, that follows where it is sent."""

import re
from collections.abc import Mapping
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from starlette.applications import Starlette

from dsw import desk
from dsw.access.holders import Holder
from dsw.access.links import make_link
from dsw.access.tokens import new_token
from dsw.store import Store
from tests.asking import Answer, ask

APP = Starlette(routes=desk.ROUTES)
HOST = "monitor.example"
HERE = {"host": HOST, "origin": f"https://{HOST}"}

Fields = dict[str, str | list[str]]


class Visitor:
    """One browser.

    Attributes:
        cookies: what it was asked to keep; at: the address it shows; answer: what it shows.
    """

    def __init__(self, headers: Mapping[str, str] = HERE) -> None:
        self.cookies: dict[str, str] = {}
        self.at = ""
        self.answer: Answer
        self._headers = headers

    @property
    def path(self) -> str:
        """The address without what it says besides."""
        return self.at.partition("?")[0]

    @property
    def words(self) -> str:
        """The page as it is read: without marks."""
        body = self.answer.words.partition("<main")[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    def get(self, address: str) -> Answer:
        """Go to an address, and on to where it sends."""
        return self._ask(address)

    def post(self, address: str, fields: Fields | None = None, **headers: str) -> Answer:
        """Send a form, and go on to where that sends."""
        body = urlencode(fields or {}, doseq=True).encode()
        about = {"content_type": "application/x-www-form-urlencoded", "content_length": str(len(body))}
        return self._ask(address, "POST", body, **(about | headers))

    def press(self, address: str, **fields: str | list[str]) -> Answer:
        """Send the form on this page with that address, as it stands there but for these fields."""
        return self.post(address, {**self.form(address), **fields})

    def form(self, address: str) -> Fields:
        """What stands in the form with this address."""
        found = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', self.answer.words, re.DOTALL)
        assert found, f"no form to {address} on {self.at}"
        fields: Fields = {}
        for tag in re.findall(r"<input[^>]*>", found[0]):
            named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            loose = named.get("type") in ("radio", "checkbox")
            if "name" in named and (not loose or " checked" in tag):
                fields.setdefault(named["name"], [])
                fields[named["name"]] += [unescape(named.get("value", "on"))]  # type: ignore[operator]
        for name, value in re.findall(
            r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', found[0], re.DOTALL
        ):
            fields[name] = unescape(value)
        return fields

    def enter(self, store: Store, holder: Holder) -> None:
        """Come in with a link."""
        token = new_token()
        with store.desk() as counter:
            make_link(counter, token, holder)
        self.get(f"/s/{token}")
        self.press("/s")

    def _ask(self, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        cookies = {"cookie": kept} if kept else {}
        self.at = address
        self.answer = ask(APP, address, method, body=body, **{**self._headers, **cookies, **headers})
        self._keep(self.answer)
        if self.answer.status == 303:
            return self._ask(self.answer.headers["location"])
        return self.answer

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.getlist("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
