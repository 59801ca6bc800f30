"""Measures a small and a large register on SQLite and prints how the time grows with the size.

``growth`` is the large time divided by the small one, divided by how much larger the register is: 1.0 is
proportional, below 1.0 is better, and well above 1.0 means something grows faster than the data.
"""

import argparse
import json
import platform
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from dsw import queries
from dsw.demo import fill
from dsw.exports import write_export
from dsw.intake import run_import
from dsw.settings import today
from dsw.store import Mirror, Store
from dsw.views import Selection

RESULTS = Path(__file__).resolve().parent / "results"
SMALL = 600
_ROUNDS = 5

Times = dict[str, float]


def measure(signatories: int, folder: Path) -> Times:
    """Seconds for each step, on a fictional register of this size."""
    store = Store.open(f"sqlite:///{folder / 'register.db'}")
    other = Store.open(f"sqlite:///{folder / 'other.db'}")
    file, mirror = folder / "export.csv", Mirror(store)
    times = {
        "fill": _once(lambda: fill(store, signatories)),
        "export": _once(lambda: write_export(store, file, today())),
        "import": _once(lambda: run_import(other, file, None, False)),
        "import again": _once(lambda: run_import(other, file, None, False)),
        "load": _median(lambda: Mirror(store).current()),
        "unchanged": _median(mirror.current),
        **_questions(store),
    }
    store.close()
    other.close()
    return times


def _questions(store: Store) -> Times:
    """The first page after a change, and the same page in another cut once the day's figures are known."""
    times = {"stand": _first(store, lambda mirror: queries.stand_figures(mirror.current(), today()))}
    for name in ("overview", "sections", "regions", "gaps"):
        ask = getattr(queries, name)
        times[name] = _first(store, lambda mirror, ask=ask: ask(mirror.current(), Selection(today())))
    mirror = Mirror(store)
    queries.overview(mirror.current(), Selection(today()))
    cuts = iter(range(1, 10))
    times["overview, another cut"] = _median(
        lambda: queries.overview(mirror.current(), Selection(today(), section=next(cuts)))
    )
    return times


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_once(work) for _ in range(_ROUNDS))


def _first(store: Store, ask: Callable[[Mirror], object]) -> float:
    """A question to a mirror that has just read the register and answered nothing yet."""
    rounds = []
    for _ in range(_ROUNDS):
        mirror = Mirror(store)
        mirror.current()
        rounds.append(_once(lambda mirror=mirror: ask(mirror)))
    return statistics.median(rounds)


def main() -> None:
    """Measure both sizes, print the table and keep the outcome."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--signatories", type=int, default=6000, help="size of the large register")
    size = parser.parse_args().signatories
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        small, large = measure(SMALL, Path(one)), measure(size, Path(two))
    rows = [(name, small[name], large[name], large[name] / small[name] / (size / SMALL)) for name in small]
    print(f"{'':24}{SMALL:>10}{size:>10}    growth")
    for name, first, second, growth in rows:
        print(f"{name:24}{first * 1000:>7.1f} ms{second * 1000:>7.1f} ms{growth:>10.2f}")
    _keep(size, rows)


def _keep(size: int, rows: list[tuple[str, float, float, float]]) -> None:
    moment = datetime.now(UTC)
    outcome = {
        "at": moment.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{sys.platform} {platform.machine()}",
        "signatories": [SMALL, size],
        "seconds": {name: [first, second] for name, first, second, _ in rows},
        "growth": {name: growth for name, _, _, growth in rows},
    }
    path = RESULTS / f"{moment:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(outcome, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
