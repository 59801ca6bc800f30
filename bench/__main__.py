"""Measures the parts that are named, or all but the soak; prints a table and keeps the figures.

``make bench``, ``make bench ARGS="figures intake"``, ``make bench ARGS="--quick"``.
"""

import argparse
import json
import os
import platform
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from types import MappingProxyType

from bench.outcome import Row, absent, table, verdict
from bench.places import RESULTS, TODAY
from bench.scale import FULL, QUICK, Scale
from dsw.settings import ROOT

#: What can be measured, in this order, and what it answers.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "visits": "how many visitors at once",
        "first": "how soon a first visit shows something",
        "changes": "how soon a choice is answered",
        "figures": "how soon the figures of any day are known",
        "intake": "how fast a register is read in and written out",
        "memory": "how much memory visitors take, and give back",
        "room": "whether a room full of signers can update at once",
        "soak": "whether it lasts: visitors and updates for half an hour",
    }
)
_ON_REQUEST = "soak"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep.

    Returns:
        The exit code: 1 when a part could not be measured to its end. A target that is not met is no failure.
    """
    options = _parser().parse_args(arguments)
    os.environ["DSW_TODAY"] = TODAY
    scale = QUICK if options.quick else FULL
    if options.minutes:
        scale = replace(scale, minutes=options.minutes)
    outcome = Outcome(options.quick)
    _warn(outcome)
    for part in options.parts or [part for part in PARTS if part != _ON_REQUEST]:
        print(f"\n{part}: {PARTS[part]}", flush=True)
        outcome.take(part, _measured(part, scale))
        print(table(outcome.parts[part]), flush=True)
    print(f"\n{verdict(row for rows in outcome.parts.values() for row in rows)}")
    print(f"\nkept in {outcome.path.relative_to(ROOT)}")
    return 1 if outcome.failed else 0


def _parser() -> argparse.ArgumentParser:
    told = "\n".join(f"  {part:10}{question}" for part, question in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=f"{__doc__}\nparts:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help="what to measure")
    parser.add_argument("--quick", action="store_true", help="little of everything: shows that it works")
    parser.add_argument("--minutes", type=float, help="how long the soak lasts (30)")
    return parser


def _measured(part: str, scale: Scale) -> Iterator[Row]:
    measure: Callable[[Scale], Iterator[Row]] = import_module(f"bench.{part}").measure
    return measure(scale)


class Outcome:
    """What was measured so far, kept in a file after every part: a long run may be broken off.

    Attributes:
        parts: the figures by part; path: where they are kept.
        quick: too little was measured to judge by; load: how busy the machine was before.
        failed: a part could not be measured to its end.
    """

    def __init__(self, quick: bool) -> None:
        self._moment = datetime.now(UTC)
        self.parts: dict[str, list[Row]] = {}
        self.path = RESULTS / f"{self._moment:%Y%m%d-%H%M%S}.json"
        self.quick, self.load, self.failed = quick, os.getloadavg()[0], False

    def take(self, part: str, rows: Iterator[Row]) -> None:
        """Measure a part; what goes wrong is told and does not stop the others. A quick run is not judged."""
        known = self.parts[part] = []
        try:
            known.extend(replace(row, target=None) if self.quick else row for row in rows)
        except Exception as error:  # noqa: BLE001 - the other parts can still be measured
            traceback.print_exc()
            known.append(absent(part, f"broke off: {type(error).__name__}"))
            self.failed = True
        self.path.write_text(json.dumps(self._as_dict(), indent=2, ensure_ascii=False), encoding="utf-8")

    def _as_dict(self) -> dict[str, object]:
        return {
            "at": self._moment.isoformat(timespec="seconds"),
            "quick": self.quick,
            "load": self.load,
            "python": platform.python_version(),
            "machine": f"{sys.platform} {platform.machine()}",
            "cores": os.cpu_count(),
            "parts": {part: [row.as_dict() for row in rows] for part, rows in self.parts.items()},
        }


def _warn(outcome: Outcome) -> None:
    """Say what makes figures worthless."""
    if outcome.quick:
        print("quick: too little is measured to judge by")
    if outcome.load > (os.cpu_count() or 1) / 4:
        print(f"this machine is busy (load {outcome.load:.1f}): figures will be off, ratios less so")


if __name__ == "__main__":
    sys.exit(main())
