"""One clock: ``dsw.settings``."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.house.reading import ROOT, called_name, calls, parsed, product_files, shown

THE_CLOCK = ROOT / "dsw" / "settings.py"
_MOMENTS = {"now", "today", "utcnow"}
_CLOCKS = {"date", "datetime", "Timestamp", "dt"}


def clock_readings(paths: Iterable[Path]) -> list[str]:
    return [
        f"{shown(path, call.lineno)} {ast.unparse(call)}"
        for path in paths
        for call in calls(parsed(path))
        if _reads_a_clock(call)
    ]


def _reads_a_clock(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(ast.Name("time"), "time" | "localtime" | "gmtime"):
            return True
        case ast.Attribute(ast.Name(base) | ast.Attribute(attr=base)):
            return called_name(call) in _MOMENTS and base in _CLOCKS
    return False


def test_only_the_settings_read_the_clock() -> None:
    assert clock_readings(path for path in product_files() if path != THE_CLOCK) == []


def test_the_settings_read_the_clock_once() -> None:
    assert len(clock_readings([THE_CLOCK])) == 1


def test_another_clock_is_found(tmp_path: Path) -> None:
    path = tmp_path / "clocks.py"
    path.write_text(
        "a = datetime.now(UTC)\nb = dt.date.today()\nc = time.time()\nd = settings.today()\ne = today()\n"
    )
    assert [found.split()[-1] for found in clock_readings([path])] == [
        "datetime.now(UTC)",
        "dt.date.today()",
        "time.time()",
    ]
