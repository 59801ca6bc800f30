"""Measures the parts that are named, or all but the soak; prints a table and keeps the figures.

``make bench``, ``make bench ARGS="figures intake"``, ``make bench ARGS="--quick"``.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from types import MappingProxyType

from bench.outcome import Row, table, verdict
from bench.places import RESULTS, TODAY
from bench.scale import FULL, QUICK, Scale

#: What can be measured, in this order, and what it answers.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "visits": "how many visitors at once",
        "first": "how soon a first visit shows something",
        "changes": "how soon a choice is answered",
        "figures": "how soon the figures of any day are known",
        "intake": "how fast a register is read in and written out",
        "memory": "how much memory visitors take, and give back",
        "soak": "whether it lasts: visitors and updates for half an hour",
    }
)
_ON_REQUEST = "soak"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep."""
    options = _parser().parse_args(arguments)
    os.environ["DSW_TODAY"] = TODAY
    scale = QUICK if options.quick else FULL
    if options.minutes:
        scale = replace(scale, minutes=options.minutes)
    load = os.getloadavg()[0]
    _warn(options.quick, load)
    parts = options.parts or [part for part in PARTS if part != _ON_REQUEST]
    measured = {part: list(_measured(part, scale)) for part in parts}
    every = [row for rows in measured.values() for row in rows]
    print(f"\n{verdict(every)}")
    _keep(measured, options.quick, load)
    return 0


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
    """The figures of a part; printed as a table when they are all there."""
    print(f"\n{part}: {PARTS[part]}", flush=True)
    measure: Callable[[Scale], Iterator[Row]] = import_module(f"bench.{part}").measure
    rows = list(measure(scale))
    print(table(rows), flush=True)
    yield from rows


def _warn(quick: bool, load: float) -> None:
    """Say what makes figures worthless."""
    if quick:
        print("quick: too little is measured to judge by")
    if load > (os.cpu_count() or 1) / 4:
        print(f"this machine is busy (load {load:.1f}): figures will be off, ratios less so")


def _keep(measured: Mapping[str, Sequence[Row]], quick: bool, load: float) -> None:
    moment = datetime.now(UTC)
    outcome = {
        "at": moment.isoformat(timespec="seconds"),
        "quick": quick,
        "load": load,
        "python": platform.python_version(),
        "machine": f"{sys.platform} {platform.machine()}",
        "cores": os.cpu_count(),
        "parts": {part: [row.as_dict() for row in rows] for part, rows in measured.items()},
    }
    path = RESULTS / f"{moment:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(outcome, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"\nkept in {path.relative_to(RESULTS.parent.parent)}")


if __name__ == "__main__":
    sys.exit(main())
