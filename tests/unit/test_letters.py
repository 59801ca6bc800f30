"""Letters: every one can be read in every mail program, and a stranger's words in it are only words."""

import re
from html.parser import HTMLParser

import pytest

from dsw.access.links import LIFETIME
from dsw.errors import DataError
from dsw.letters import Written, holds_link, inert, stop_address, write
from dsw.office.reminders import Reason
from dsw.outbox import Letter
from dsw.plan import load_plan
from dsw.texts import all_texts, text

ADDRESS = "https://monitor.example/s/" + "A-_z" * 11
STOP = f"{ADDRESS}/stop"
#: What some letters need besides a name.
BESIDES = {
    Letter.HERINNERING: {"reden": "nooit", "acties": "3.1 9.3"},
    Letter.HULP: {"wie": "Kim", "email": "kim@voorbeeld.example", "actie": "3.1"},
}
NAME = "Welzijn Hier"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</p></div></body></html><p>",
    "&lt;b&gt; &amp; 'O’Brien' \"quote\"",
    "Kijk op https://kwaad.example/?a=1 of www.kwaad.example",
    "mail naar kwaad@kwaad.example of tel:+31201234567",
    "naam\r\nBcc: ander@kwaad.example\r\n\r\nNieuwe tekst",
    "naam\x00\x0b\x85\u2028\u2029weg",
    "{naam} {0} {dagen} %s %(x)s",
    "\u202eomgekeerd\u2066 \u200f",
    "\ud800 half",
    "社會科學院語學研究所 😀 Z̮̞̠͙͔",
    "a" * 5000,
    "",
]


def written(letter: Letter, name: str = NAME) -> Written:
    return write(letter, {"naam": name, **BESIDES.get(letter, {})}, ADDRESS, stop_address(letter, ADDRESS))


class Page(HTMLParser):
    """A page's tags in order, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attributes)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_says_what_and_why_in_both_forms(letter: Letter) -> None:
    known = written(letter)
    why = text(f"brief.{letter.value}.waarom", dagen=LIFETIME.days).strip()
    page = Page(known.html)
    assert known.subject.strip() == known.subject
    assert 10 < len(known.subject) < 60
    assert why in known.plain
    assert why in page.words
    assert why.startswith("Je krijgt deze mail omdat")
    assert re.search(r"Antwoord dan|antwoord op|Doe dan niets|hoef je niets|beheerder", why)


@pytest.mark.parametrize("letter", Letter)
def test_a_page_is_in_dutch_and_fetches_nothing(letter: Letter) -> None:
    html = written(letter).html
    tags = [tag for tag, _ in Page(html).tags]
    assert html.startswith('<!doctype html>\n<html lang="nl">')
    assert set(tags) <= {"html", "head", "meta", "title", "body", "div", "p", "a", "br", "ul", "li"}
    assert not re.search(r"\bsrc\b|url\(|@import|<link", html)
    assert 'content="light dark"' in html


@pytest.mark.parametrize("letter", [letter for letter in Letter if holds_link(letter)])
def test_a_letter_that_lets_in_has_one_button_and_says_how_long(letter: Letter) -> None:
    known = written(letter)
    buttons = [dict(told)["href"] for tag, told in Page(known.html).tags if tag == "a"]
    assert buttons == [ADDRESS] + ([STOP] if letter is Letter.HERINNERING else [])
    assert f"\n{ADDRESS}\n" in known.plain
    assert ADDRESS in Page(known.html).words
    for words in (known.plain, Page(known.html).words):
        assert "één keer" in words
        assert f"{LIFETIME.days} dagen" in words


@pytest.mark.parametrize("letter", [Letter.AFGEWEZEN, Letter.GEWIST])
def test_a_letter_that_lets_nobody_in_has_no_link(letter: Letter) -> None:
    known = written(letter)
    assert not holds_link(letter)
    assert "/s/" not in known.plain + known.html
    assert f"brief.{letter.value}.knop" not in all_texts()


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("letter", Letter)
def test_a_hostile_name_is_only_words(letter: Letter, name: str) -> None:
    plain, hostile = written(letter), written(letter, name)
    assert hostile.subject == plain.subject
    assert Page(hostile.html).tags == Page(plain.html).tags
    assert len(hostile.plain.splitlines()) == len(plain.plain.splitlines())
    assert len(hostile.html) < len(plain.html) + 1000
    hostile.plain.encode()
    hostile.html.encode()
    if "{naam}" in all_texts()[f"brief.{letter.value}.tekst"]:
        assert inert(name) in hostile.plain
        assert inert(name) in Page(hostile.html).words


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_mail_program_makes_a_link_of_a_name(name: str) -> None:
    assert not re.search(r"\w(?:://|@|\.)\w", inert(name))
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x1f]", inert(name))


def test_a_plain_name_stays_as_it_is() -> None:
    for name in (NAME, "Café ’t Hoekje & Zn", "Stichting Ouderen Nu, afd. Goes"):
        assert inert(name) == name


def test_a_value_that_is_missing_is_told() -> None:
    with pytest.raises(DataError):
        write(Letter.WELKOM, {}, ADDRESS)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("codes", ["3.1", "3.1 9.3", " ".join(load_plan().codes)])
def test_a_reminder_names_its_pledges_and_how_to_stop(reason: Reason, codes: str) -> None:
    known = write(Letter.HERINNERING, {"naam": NAME, "reden": reason, "acties": codes}, ADDRESS, STOP)
    named, words = codes.split()[:6], Page(known.html).words
    for code in named:
        line = text("actie.naam", code=code, naam=load_plan().action(code).title)
        assert f"- {line}\n" in known.plain
        assert line in words
    assert ("en nog 21 andere" in known.plain) is (len(codes.split()) == 27)
    assert text(f"brief.herinnering.reden.{reason}.{'een' if ' ' not in codes else 'meer'}") in words
    assert known.plain.endswith(f"Ik wil geen herinneringen meer:\n{STOP}\n")


def test_a_reminder_names_no_action_that_the_plan_does_not_have() -> None:
    values = {"naam": NAME, "reden": "nooit", "acties": "3.1 99.9 <b>"}
    known = write(Letter.HERINNERING, values, ADDRESS, STOP)
    assert "99" not in known.plain
    assert "<b>" not in known.html


@pytest.mark.parametrize("email", ["kim@voorbeeld.example", "kim@kwaad.example, of https://kwaad.example/x"])
def test_only_what_is_an_address_stays_one(email: str) -> None:
    values = {"naam": NAME, **BESIDES[Letter.HULP], "email": email}
    known = write(Letter.HULP, values, ADDRESS)
    assert (email in known.plain) is (" " not in email)
