"""The six parts of every bar: the five reported statuses, and what we never heard of."""

from enum import StrEnum

from dsw.views import Tally


class Segment(StrEnum):
    """A part of a bar, in the order the product always shows. The first five carry a status' own value."""

    DONE = "afgerond"
    BUSY = "bezig"
    STUCK = "staat_stil"
    STOPPED = "gestopt"
    NOT_STARTED = "niet_gestart"
    NEVER = "nooit"


def segments(tally: Tally) -> tuple[tuple[Segment, int], ...]:
    """All six parts of a tally with their counts, zeros too; they add up to ``tally.total``."""
    counts = (tally.done, tally.busy, tally.stuck, tally.stopped, tally.not_started, tally.never)
    return tuple(zip(Segment, counts, strict=True))
