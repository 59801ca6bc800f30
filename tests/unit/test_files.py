"""A file appears whole, on the disk for good, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from dsw.errors import StoreError
from dsw.files import appearing


def test_the_content_is_on_the_disk_before_the_name_and_the_name_before_we_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []

    def noted(number: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(number).st_mode)
        seen.append((is_folder, (tmp_path / "brief.txt").exists()))

    monkeypatch.setattr(os, "fsync", noted)
    with appearing(tmp_path / "brief.txt", overwrite=False) as draft:
        draft.write_text("hallo")
    assert seen == [(False, False), (True, True)]


def test_a_disk_that_refuses_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_number: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StoreError), appearing(tmp_path / "brief.txt", overwrite=False) as draft:
        draft.write_text("hallo")
    assert list(tmp_path.iterdir()) == []
