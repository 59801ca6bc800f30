"""Blocks of HTML and charts, each drawn once for everybody who asks the same of the same register."""

import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from dsw.charts import CHARTS, Chart
from dsw.figures import figure
from dsw.palette import DARK, LIGHT
from dsw.screen.asking import Ask
from dsw.screen.kept import Era, Kept
from dsw.screen.sheet import put

Options = ParamSpec("Options")
T = TypeVar("T")

#: All that is kept, together (bytes).
MOST = 64 * 2**20
#: What keeping a thing costs besides the thing, a chart besides its data, and its data compared to its text.
_ENTRY, _CHART, _DATA = 1_000, 120_000, 4


@cache
def kept() -> Kept:
    """What this process drew."""
    return Kept(MOST, _weight)


def once(ask: Ask, key: tuple[Hashable, ...], draw: Callable[[], T]) -> T:
    """What ``draw`` gives for this question about the register, drawn once for everybody.

    Args:
        key: what else it depends on.
    """
    era = Era(ask.snapshot.head.register_id, ask.snapshot.head.revision)
    return kept().get(era, (*key, ask.request, ask.today), draw)


def block(draw: Callable[Concatenate[Ask, Options], str]) -> Callable[Concatenate[Ask, Options], None]:
    """Make of a function that gives a block's HTML one that shows it, drawn once.

    The HTML may depend on the request, the register and the day; not on the visitor, nor on the palette.
    """

    def shown(ask: Ask, /, *options: Options.args, **named: Options.kwargs) -> None:
        put(once(ask, (draw.__qualname__, options), lambda: draw(ask, *options, **named)))

    update_wrapper(shown, draw)
    return shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with what it says in words."""

    chart: Chart
    sentence: str


def chart_of(ask: Ask, question: str, key: str) -> Shown:
    """A chart in the colours of the visitor's screen."""

    def draw() -> Shown:
        view = ask.answer(question)
        chart = CHARTS[key](view, DARK if ask.dark else LIGHT)
        chart.seal()
        return Shown(chart, figure(key, view).sentence)

    return once(ask, ("chart", key, ask.dark), draw)


def _weight(thing: str | Shown | bool) -> int:
    if isinstance(thing, bool):
        return _ENTRY
    if isinstance(thing, str):
        return _ENTRY + sys.getsizeof(thing)
    return _ENTRY + _CHART + _DATA * len(thing.chart.to_json())
