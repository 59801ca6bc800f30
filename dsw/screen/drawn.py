"""Blocks of HTML and charts, each drawn once for everybody who asks the same of the same register."""

import sys
from collections.abc import Callable
from functools import cache, update_wrapper
from typing import Concatenate, ParamSpec

import plotly.graph_objects as go

from dsw.charts import CHARTS
from dsw.palette import DARK, LIGHT
from dsw.screen.asking import Ask
from dsw.screen.kept import Era, Kept
from dsw.screen.sheet import put

Options = ParamSpec("Options")

#: All that is kept, together (bytes).
MOST = 64 * 2**20
#: What a thing costs besides itself; and a chart, as objects, compared to its text.
_ENTRY, _CHART = 1_000, 12


@cache
def kept() -> Kept:
    """What this process drew."""
    return Kept(MOST, _weight)


def block(draw: Callable[Concatenate[Ask, Options], str]) -> Callable[Concatenate[Ask, Options], None]:
    """Make of a function that gives a block's HTML one that shows it, drawn once.

    The HTML may depend on the request, the register and the day; not on the visitor, nor on the palette.
    """

    def shown(ask: Ask, /, *options: Options.args, **named: Options.kwargs) -> None:
        key = (draw.__qualname__, ask.request, ask.today, options)
        put(kept().get(_era(ask), key, lambda: draw(ask, *options, **named)))

    update_wrapper(shown, draw)
    return shown


def chart_of(ask: Ask, question: str, key: str) -> go.Figure:
    """A chart in the colours of the visitor's screen."""
    palette = DARK if ask.dark else LIGHT
    return kept().get(
        _era(ask),
        ("chart", key, ask.request, ask.today, ask.dark),
        lambda: CHARTS[key](ask.answer(question), palette),
    )


def _era(ask: Ask) -> Era:
    return Era(ask.snapshot.head.register_id, ask.snapshot.head.revision)


def _weight(thing: str | go.Figure) -> int:
    if isinstance(thing, str):
        return _ENTRY + sys.getsizeof(thing)
    return _ENTRY + _CHART * len(thing.to_json())
