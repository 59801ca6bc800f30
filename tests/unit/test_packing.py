"""Files packed for the road: the same bytes come out, the best is made once, and nothing damaged is sent."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from dsw.screen import packing
from dsw.screen.files import pack_in_background
from dsw.screen.packing import BROTLI, GZIP, PLAIN, Shelf, packed

SCRIPT = b"export const answer = 42; // " + b"again and again " * 500
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    BROTLI: brotli.decompress,
    GZIP: gzip.decompress,
    PLAIN: bytes,
}


def read() -> bytes:
    return SCRIPT


def refuse() -> bytes:
    raise AssertionError("read again")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.mark.parametrize("encoding", UNPACK)
def test_what_is_packed_comes_out_the_same(shelf: Shelf, encoding: str) -> None:
    found = shelf.fetch("a.js", encoding, read)
    assert found.encoding == encoding
    assert UNPACK[encoding](found.body) == SCRIPT


def test_each_way_of_packing_has_a_tag_of_its_own(shelf: Shelf) -> None:
    tags = {shelf.fetch("a.js", encoding, read).tag for encoding in UNPACK}
    assert len(tags) == 3
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)
    assert packed(b"x", PLAIN).tag != packed(b"y", PLAIN).tag


def test_a_file_is_read_and_packed_once(shelf: Shelf) -> None:
    assert shelf.known("a.js", BROTLI) is None
    first = shelf.fetch("a.js", BROTLI, read)
    assert shelf.fetch("a.js", BROTLI, refuse) is first
    assert shelf.known("a.js", BROTLI) is first


def test_the_best_takes_the_place_of_what_was_packed_quickly(shelf: Shelf) -> None:
    quick = shelf.fetch("a.js", BROTLI, read)
    shelf.pack_best([("a.js", read)])
    best = shelf.known("a.js", BROTLI)
    assert best is not None
    assert len(best.body) <= len(quick.body)
    assert brotli.decompress(best.body) == SCRIPT


def test_the_best_is_there_after_a_restart(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.pack_best([("a.js", read)])
    best = shelf.known("a.js", BROTLI)
    monkeypatch.setattr(packing, "_brotli", refuse)
    assert Shelf(shelf.folder).fetch("a.js", BROTLI, read) == best


def test_what_an_earlier_version_left_goes(shelf: Shelf) -> None:
    shelf.pack_best([("a.js", read), ("b.js", lambda: b"old")])
    before = {path.name for path in shelf.folder.iterdir()}
    Shelf(shelf.folder).pack_best([("a.js", read), ("b.js", lambda: b"new")])
    after = {path.name for path in shelf.folder.iterdir()}
    assert len(after) == len(before)
    assert len(after - before) == 2


@pytest.mark.parametrize("damage", [b"", b"not packed", packed(b"another file", BROTLI).body])
def test_a_damaged_file_is_never_sent(shelf: Shelf, damage: bytes) -> None:
    shelf.pack_best([("a.js", read)])
    for path in shelf.folder.glob("*.*"):
        path.write_bytes(damage)
    fresh = Shelf(shelf.folder)
    for encoding in (BROTLI, GZIP):
        assert UNPACK[encoding](fresh.fetch("a.js", encoding, read).body) == SCRIPT


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shelf = Shelf(tmp_path / "file" / "shelf")
    shelf.pack_best([("a.js", read)])
    found = shelf.known("a.js", BROTLI)
    assert found is not None
    assert brotli.decompress(found.body) == SCRIPT


def test_packing_is_no_less_urgent_than_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits long for a turn, and then holds what all threads need, makes every visitor wait as long."""
    priority: list[int] = []
    monkeypatch.setattr(Shelf, "pack_best", lambda *_: priority.append(os.nice(0)))
    pack_in_background().join(30)
    assert priority == [os.nice(0)]
