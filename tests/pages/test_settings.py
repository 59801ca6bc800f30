"""The page with settings: a number, a way back, words of a letter, and what was before; on both databases."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dsw.office.configuring import letter_words, rules_now, usual_words
from dsw.outbox import Letter
from dsw.people import Role
from dsw.rules import BOUNDS, Rules
from dsw.screen import entering
from dsw.store import Store, shared_mirror
from dsw.texts import text
from tests.pages.visiting import ROOT, place, plain, visit, written
from tests.staffing import enter, hire

PAGE = "pages/beheer/instellingen.py"
Come = Callable[[str | None], None]


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    return lambda token: monkeypatch.setattr(entering, "_cookie", lambda: token)


@pytest.fixture
def at(register: Store, come: Come) -> AppTest:
    come(enter(register, hire(register, Role.BEHEERDER)))
    found = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    return found.run().switch_page(PAGE).run()


def said(at: AppTest) -> list[str]:
    assert list(at.exception) == []
    return [plain(one) for one in re.findall(r'<p [^>]*role="status"[^>]*>(.*?)</p>', written(at))]


def rules(store: Store) -> Rules:
    with store.read() as db:
        return rules_now(db)


def number(at: AppTest, name: str, value: int) -> AppTest:
    """Fill a number in and send it."""
    (field,) = [one for one in at.number_input if str(one.key).startswith(f"getal-{name}-")]
    field.set_value(value)
    return at.button(key=f"bewaren-{name}").click().run()


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_is_set_shown_and_set_back(name: str, at: AppTest, register: Store) -> None:
    assert text("instellingen.gewoon") in written(at)
    number(at, name, BOUNDS[name][1])
    (told,) = said(at)
    assert told == text("instellingen.bewaard", naam=text(f"instellingen.regel.{name}.naam"))
    assert getattr(rules(register), name) == BOUNDS[name][1]
    assert "1 instelling is anders dan gebruikelijk." in written(at)
    assert "beheerder@movisie.example" in written(at).partition("<tbody>")[2]
    at.button(key=f"terug-{name}").click().run()
    assert rules(register) == Rules()
    assert [button.key for button in at.button if button.key == f"terug-{name}"] == []
    assert written(at).partition("<tbody>")[2].count("<tr>") == 2


def test_a_smaller_cell_asks_why(at: AppTest, register: Store) -> None:
    number(at, "smallest_cell", 4)
    assert said(at) == [text("fout.instelling.reden")]
    at.text_area(key="reden-smallest_cell-5").set_value("Besluit <b>MT</b>")
    number(at, "smallest_cell", 4)
    assert rules(register).smallest_cell == 4
    assert "Besluit &lt;b&gt;MT&lt;/b&gt;" in written(at)


def test_of_two_at_once_the_second_is_told(at: AppTest, register: Store) -> None:
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    other.run().switch_page(PAGE).run()
    number(other, "recent_days", 30)
    number(at, "recent_days", 30)
    assert said(at) == [text("fout.instelling.al_zo")]
    with register.read() as db:
        assert db.head().revision == 1


def test_letters_have_other_words_and_the_usual_ones_again(at: AppTest, register: Store) -> None:
    usual = usual_words(Letter.LINK)
    at.selectbox(key="brief").set_value(Letter.LINK).run()
    (field,) = [one for one in at.text_area if str(one.key).startswith("tekst-link-")]
    assert field.value == usual["tekst"]
    long = "Hallo {naam}. " + " ".join(["woord"] * 20)
    field.set_value(long)
    at.button(key="bewaren-brief").click().run()
    assert "maak er twee van" in said(at)[0]
    with register.read() as db:
        assert letter_words(db)[Letter.LINK] == {**usual, "tekst": long}
    at.button(key="terug-brief").click().run()
    with register.read() as db:
        assert letter_words(db) == {}


def test_words_that_do_not_fit_are_said(at: AppTest, register: Store) -> None:
    at.selectbox(key="brief").set_value(Letter.LINK).run()
    (field,) = [one for one in at.text_area if str(one.key).startswith("tekst-link-")]
    field.set_value("{geheim} {naam}")
    at.button(key="bewaren-brief").click().run()
    assert said(at) == [text("fout.instelling.vreemd", woord="geheim")]
    with register.read() as db:
        assert letter_words(db) == {}


def test_the_public_pages_say_what_is_in_force(at: AppTest, register: Store) -> None:
    before = written(visit(place("over")))
    assert "een half jaar" in before
    for name, value in (("silent_months", 9), ("recent_days", 45), ("smallest_cell", 11)):
        number(at, name, value)
    after = written(visit(place("over")))
    for words in ("Langer dan 9 maanden", "laatste 45 dagen", "minder dan 11"):
        assert words in plain(after)
        assert words not in plain(before)
    assert "in 45 dagen" in plain(written(visit(place("doelgroepen"))))
