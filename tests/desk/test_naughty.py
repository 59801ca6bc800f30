"""Whatever somebody is called or writes stays words: on every page, in no log, in no address."""

import logging
from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from dsw import commands
from dsw.access.holders import Holder
from dsw.domain import Evidence, Obstacle, Status
from dsw.people import OPERATOR
from dsw.screen.shell import Shell
from dsw.store import Contact, Store, Words, shared_mirror
from tests.asking import ask
from tests.desk.conftest import EMAIL, SIGNER
from tests.desk.visiting import HERE, Visitor
from tests.naughty import NAUGHTY

PLAIN = "Gewone woorden"
#: So many are tried at a time: each page is made anew for them.
_TOGETHER = 4
OWN = ("/mijn", "/mijn/bedankt", "/mijn/erbij", "/mijn/weg?actie=3.1", "/mijn/gegevens")
OWN += tuple(f"/mijn/gegevens/{name}" for name in ("wijzig", "waar", "adres", "collega", "stoppen"))
PUBLIC = ("/ondertekenaars", "/secties?actie=3.1", "/ontwikkeling", "/")
public: ASGIApp = Shell(Starlette())


class Bones(HTMLParser):
    """What a page is made of: its elements and the names of their attributes, and every address in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, tuple(sorted(name for name, _ in attrs if name != "selected"))))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def called(store: Store, words: str) -> None:
    """The first organisation is called this, and says this; a name has at most 300 characters."""
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, words[:300], show_name=True)
        commands.set_contact(tx, 1, Contact(words[:300], EMAIL, mail_consent=True))
        told = Words(words, "https://voorbeeld.example/", words, "", 8)
        stuck = commands.Report(Status.STAAT_STIL, tx.today, Obstacle.GELD, Evidence.LINK, told)
        commands.report(tx, 1, 5, stuck)
        commands.report(tx, 1, 7, commands.Report(Status.GESTOPT, tx.today, words=Words(reason=words)))


def pages(visitor: Visitor) -> dict[str, Bones]:
    own = {path: Bones(visitor.get(path).words) for path in OWN}
    return own | {path: Bones(ask(public, path, **HERE).words) for path in PUBLIC}


@pytest.fixture
def plain(register: Store) -> tuple[Visitor, dict[str, Bones]]:
    """The pages as they are when everybody has ordinary names."""
    visitor = Visitor()
    visitor.enter(register, SIGNER)
    called(register, PLAIN)
    return visitor, pages(visitor)


def test_words_stay_words(register: Store, plain: tuple[Visitor, dict[str, Bones]]) -> None:
    visitor, ordinary = plain
    for start in range(0, len(NAUGHTY), _TOGETHER):
        words = " ".join(NAUGHTY[start : start + _TOGETHER])
        called(register, words)
        for path, bones in pages(visitor).items():
            assert set(bones.parts) <= set(ordinary[path].parts), (path, words)
            assert set(bones.addresses) <= set(ordinary[path].addresses), (path, words)


def test_what_is_typed_wrong_stays_words(register: Store) -> None:
    known: set[object] = set()
    for words in (PLAIN, ""):
        visitor = Visitor()
        visitor.post("/meedoen/wie", {"naam": words, "email": words, "contact": words})
        known |= set(Bones(visitor.answer.words).parts)
    for words in NAUGHTY:
        visitor = Visitor()
        visitor.post("/meedoen/wie", {"naam": words, "email": words, "contact": words})
        assert set(Bones(visitor.answer.words).parts) <= known, words
        visitor.post("/link", {"email": words})
        assert visitor.answer.status == 422, words
        assert set(Bones(visitor.answer.words).parts) <= known, words


def test_no_log_and_no_address_says_who_it_is(
    register: Store, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = {"naam": "Geheime Naam", "contact": "Geheime Sam", "email": "geheim@voorbeeld.example"}
    asked: list[str] = []
    visitor = Visitor()
    for step, fields in {
        "wie": {**secret, "soort": "organisatie", "doelgroep": "3", "namens": "ja"},
        "waar": {"regio": "GM0014"},
        "wat": {"actie": "3.1"},
        "hoe": {"steun": "ja", "woorden-3.1": "Geheime woorden"},
    }.items():
        visitor.post(f"/meedoen/{step}", fields)  # type: ignore[arg-type]
        asked.append(visitor.at)
    signer = Visitor()
    signer.enter(register, Holder(1, 1))
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig", "woorden-3.1": "Geheime woorden"})
    signer.post("/mijn/gegevens/collega", {**secret, "hoe": "overdragen", "formulier": "x"})
    asked += [signer.at]
    Visitor().post("/link", {"email": secret["email"]})
    shared_mirror().current()
    said = caplog.text + "".join(capfd.readouterr()) + " ".join(asked)
    hidden = ("geheim", "Geheim", EMAIL, *signer.cookies.values())
    assert [one for one in hidden if one in said] == []
