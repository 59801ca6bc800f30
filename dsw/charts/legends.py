"""What the colours and lines of a chart mean, in plain HTML above it: on a phone it flows as words do."""

from collections.abc import Iterable
from html import escape

from dsw.charts.mosaic import Mosaic
from dsw.segments import Segment
from dsw.texts import label, text

_LINES = ("samen", "organisaties", "personen")


def mosaic_legend(shown: Mosaic) -> str:
    """Of a map or a cross-table: every step of colour, and the hatching where something is left out."""
    steps = [(look(shown, step), words) for step, words in shown.steps]
    hidden = any(shape.hidden for shape in shown.shapes)
    return _legend([*steps, *([("dsw-hatched", text("schaal.verborgen"))] if hidden else [])])


def signatories_legend() -> str:
    """Of the three lines."""
    return _legend((f"dsw-line dsw-line-{key}", text(f"lijn.{key}")) for key in _LINES)


def statuses_legend() -> str:
    """Of the six parts."""
    return _legend((f"dsw-{segment}", label(segment)) for segment in Segment)


def look(shown: Mosaic, step: int) -> str:
    """The class of a step of colour."""
    return f"dsw-ramp-{shown.scale.tone(step)}" if step else "dsw-nobody"


def _legend(swatches: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f'<li><span class="dsw-swatch {kind}"></span>{escape(words)}</li>' for kind, words in swatches
    )
    return f'<ul class="dsw-legend" aria-label="{escape(text("balk.legenda"))}">{items}</ul>'
