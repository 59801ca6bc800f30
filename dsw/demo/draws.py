"""Chance with weights, and the days the fictional register runs."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Lot(Generic[T]):
    """Draws one of several things, each as often as its weight says; what weighs nothing is never drawn."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = tuple(thing for thing, weight in weights.items() if weight > 0)
        self._bounds = tuple(accumulate(weights[thing] for thing in self._things))

    def draw(self, chance: Random) -> T:
        """One of them."""
        return chance.choices(self._things, cum_weights=self._bounds)[0]

    def some(self, chance: Random, count: int) -> list[T]:
        """Different ones, at most ``count``, in the order drawn."""
        drawn: dict[T, None] = {}
        while len(drawn) < min(count, len(self._things)):
            drawn[self.draw(chance)] = None
        return list(drawn)


@dataclass(frozen=True, slots=True)
class Span:
    """The days the register runs, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Days after the first."""
        return (self.last - self.first).days

    def any_day(self, chance: Random) -> date:
        """One of its days."""
        return self.first + timedelta(days=chance.randint(0, self.days))


def later(day: date, least: int, more: int, chance: Random) -> date:
    """A day at least so many days later, and on average ``more`` days after that."""
    return day + timedelta(days=least + int(chance.expovariate(1 / more)))
