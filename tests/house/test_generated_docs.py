"""The generated pages say what the code says now."""

from pathlib import Path

from dsw.domain import NEXT_STATUS, Status
from tests.house.reading import ROOT
from tools import docs


def test_generated_pages_are_current() -> None:
    assert {path: (ROOT / path).read_text(encoding="utf-8") for path in docs.documents()} == docs.documents()


def test_every_way_between_statuses_is_drawn() -> None:
    page = docs.documents()[Path("docs/statussen.md")]
    for status in Status:
        for following in NEXT_STATUS[status] - {status}:
            ways = (f"{status} --> {following}", f"{status} <--> {following}", f"{following} <--> {status}")
            assert any(way in page for way in ways)


def test_a_page_that_fell_behind_is_written(tmp_path: Path) -> None:
    everything = docs.write(tmp_path)
    assert docs.write(tmp_path) == []
    everything[0].write_text("old")
    assert docs.write(tmp_path) == [everything[0]]
