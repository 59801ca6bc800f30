"""A block is drawn once for everybody, and never shown again when the register changed."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from dsw import drawings
from dsw.people import OPERATOR
from dsw.store import Store
from tests.acts import sign
from tests.pages.visiting import headline, place, visit, written


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each drawing was made."""
    found: Counter[str] = Counter()

    def counting(name: str, draw: Callable[..., str]) -> Callable[..., str]:
        def one(*given: object, **named: object) -> str:
            found[name] += 1
            return draw(*given, **named)

        return one

    for name in ("headline_html", "section_rows_html", "group_rows_html"):
        monkeypatch.setattr(drawings, name, counting(name, getattr(drawings, name)))
    return found


def test_two_visitors_with_the_same_question_share_a_drawing(filled: Store, counted: Counter[str]) -> None:
    assert written(visit()) == written(visit())
    assert counted == {"headline_html": 1, "section_rows_html": 1}


def test_another_question_is_drawn_anew(filled: Store, counted: Counter[str]) -> None:
    first = headline(visit())
    assert headline(visit(address="provincie=PV26")) != first
    assert headline(visit(address="op=2026-03-31")) != first
    assert headline(visit()) == first
    assert counted["headline_html"] == 3


def test_another_day_is_drawn_anew(
    filled: Store, counted: Counter[str], clock: Callable[[str | date], None]
) -> None:
    today = written(visit())
    clock("2026-11-03")
    assert written(visit()) != today
    assert counted["section_rows_html"] == 2


def test_a_change_in_the_register_shows_at_the_next_run(filled: Store, counted: Counter[str]) -> None:
    at = visit(place("doelgroepen"))
    before = written(at)
    at.run()
    assert written(at) == before
    with filled.write(OPERATOR, "test") as tx:
        sign(tx, "Iemand erbij", day=date(2026, 11, 1))
    at.run()
    assert written(at) != before
    assert counted["group_rows_html"] == 2


def test_a_new_name_is_found_at_the_next_run(filled: Store) -> None:
    at = visit(place("ondertekenaars"), "zoek=Erbijgekomen")
    assert headline(at).startswith("We vinden niemand")
    with filled.write(OPERATOR, "test") as tx:
        sign(tx, "Erbijgekomen Zorg", day=date(2026, 11, 1))
    assert headline(at.run()).startswith("We vinden 1 naam")


def test_what_is_drawn_for_one_register_is_not_shown_for_another(register_url: str) -> None:
    assert "Nog niemand" in headline(visit())
