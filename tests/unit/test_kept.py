"""What is drawn once: for all who ask at once, within bounds, and never for another revision."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from dsw.screen.kept import Era, Kept

NOW = Era("register", 7)
NEXT = Era("register", 8)
SECONDS = 30


@pytest.fixture
def kept() -> Kept:
    return Kept(100, len)


def fail() -> str:
    raise ValueError("drawn again")


def test_a_thing_is_drawn_once(kept: Kept) -> None:
    assert kept.get(NOW, "a", lambda: "drawn") == "drawn"
    assert kept.get(NOW, "a", fail) == "drawn"


def test_another_question_is_drawn_by_itself(kept: Kept) -> None:
    kept.get(NOW, "a", lambda: "one")
    assert kept.get(NOW, "b", lambda: "two") == "two"
    assert len(kept) == 2


def test_who_asks_at_the_same_moment_waits_for_one_drawing(kept: Kept) -> None:
    begun, go = Event(), Event()

    def slowly() -> str:
        begun.set()
        assert go.wait(SECONDS)
        return "drawn"

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(kept.get, NOW, "a", slowly)
        assert begun.wait(SECONDS)
        others = [threads.submit(kept.get, NOW, "a", fail) for _ in range(3)]
        assert not any(other.done() for other in others)
        go.set()
        assert [one.result(SECONDS) for one in (first, *others)] == ["drawn"] * 4


def test_a_drawing_that_fails_is_tried_again(kept: Kept) -> None:
    with pytest.raises(ValueError, match="drawn again"):
        kept.get(NOW, "a", fail)
    assert kept.get(NOW, "a", lambda: "drawn") == "drawn"


@pytest.mark.parametrize("later", [NEXT, Era("another", 1)])
def test_a_change_forgets_everything_older(kept: Kept, later: Era) -> None:
    kept.get(NOW, "a", lambda: "old")
    assert kept.get(later, "a", lambda: "new") == "new"
    assert (len(kept), kept.weight) == (1, 3)


def test_a_run_that_holds_an_older_revision_keeps_nothing(kept: Kept) -> None:
    kept.get(NEXT, "a", lambda: "new")
    assert kept.get(NOW, "a", lambda: "old") == "old"
    assert kept.get(NEXT, "a", fail) == "new"
    assert len(kept) == 1


def test_what_was_asked_longest_ago_goes_first(kept: Kept) -> None:
    for name in ("a", "b", "c"):
        kept.get(NOW, name, lambda: "x" * 30)
    kept.get(NOW, "a", fail)
    kept.get(NOW, "d", lambda: "x" * 30)
    assert kept.get(NOW, "a", fail)
    assert kept.get(NOW, "b", lambda: "again") == "again"


def test_it_never_holds_more_than_it_may(kept: Kept) -> None:
    for size in (60, 50, 30, 120, 10):
        kept.get(NOW, size, lambda size=size: "x" * size)
        assert kept.weight <= kept.most
    assert kept.get(NOW, 10, fail) == "x" * 10
