"""How long something takes, often enough to say what is usual and what is rare."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, of the same work again and again."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """What is usual."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """What one in twenty exceeds."""
        return percentile(self.seconds, 0.95)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def times_of(works: Iterable[Callable[[], object]], budget: float, least: int = 3) -> Times:
    """How long each takes, until the budget of seconds is spent; ``least`` of them whatever it takes."""
    measured: list[float] = []
    for work in works:
        measured.append(seconds_of(work))
        if len(measured) >= least and sum(measured) > budget:
            break
    return Times(tuple(measured))
