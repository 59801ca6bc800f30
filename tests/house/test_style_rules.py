"""What ruff holds for us is switched on, and where it is not, that is meant."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.reading import ROOT


def codes(where: str, source: str) -> set[str]:
    """The rules a piece of code would break at a place in the repository."""
    command = [
        Path(sys.executable).with_name("ruff"),
        "check",
        "--output-format",
        "concise",
        "--stdin-filename",
    ]
    done = subprocess.run(
        [*command, where, "-"], input=source, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {line.split()[1] for line in done.stdout.splitlines() if line.startswith(where)}


UNTOLD = '"""M."""\n\n\ndef f(x: int) -> int:\n    return x\n'
LATER = '"""M."""\n\n# TO' + "DO: later\n"
BARE_SILENCE = '"""M."""\n\nx = 1  # no' + "qa\n"
BARE_TYPE = '"""M."""\n\nx: int = ""  # type: ' + "ignore\n"
STREAMLIT = '"""M."""\n\nimport streamlit as st\n\nst.write(1)\n'
CLOCK = '"""M."""\n\nfrom datetime import date\n\nday = date.today()\n'
SPOKEN = '"""M."""\n\nprint(1)\n'
WIDE = f'"""M."""\n\nx = "{"x" * 120}"\n'
BLIND = '"""M."""\n\ntry:\n    x = 1\nexcept Exception:\n    x = 2\n'


@pytest.mark.parametrize(
    ("where", "source", "rule"),
    [
        ("dsw/queries/probe.py", STREAMLIT, "TID251"),
        ("dsw/charts.py", STREAMLIT, "TID251"),
        ("dsw/store/probe.py", UNTOLD, "D103"),
        ("dsw/store/probe.py", "x = 1\n", "D100"),
        ("dsw/probe.py", LATER, "FIX002"),
        ("tests/unit/test_probe.py", LATER, "FIX002"),
        ("dsw/probe.py", BARE_SILENCE, "PGH004"),
        ("dsw/probe.py", BARE_TYPE, "PGH003"),
        ("dsw/probe.py", CLOCK, "DTZ011"),
        ("tests/unit/test_probe.py", CLOCK, "DTZ011"),
        ("dsw/probe.py", SPOKEN, "T201"),
        ("dsw/probe.py", WIDE, "E501"),
        ("dsw/probe.py", BLIND, "BLE001"),
    ],
)
def test_the_rule_is_on(where: str, source: str, rule: str) -> None:
    assert rule in codes(where, source)


@pytest.mark.parametrize(
    "where",
    ["dsw/screen/probe.py", "dsw/server.py", "dashboard.py", "pages/openbaar/probe.py", "tests/test_x.py"],
)
def test_doors_and_screen_know_streamlit(where: str) -> None:
    assert codes(where, STREAMLIT) == set()


def test_the_command_line_speaks() -> None:
    assert codes("dsw/__main__.py", SPOKEN) == set()
