"""The counts beside a timeline, the same in a sketch and in its chart."""

from dsw.shades import round_up

#: About how many there are.
_COUNTS = 5


def ceiling(most: int) -> float:
    """The count at the top of a timeline."""
    return max(most, 1) * 1.05


def counts_beside(most: int) -> list[int]:
    """The round counts that stand beside a timeline."""
    step = max(round_up(max(most, 1) / _COUNTS), 1)
    return [int(step * place) for place in range(_COUNTS + 2) if step * place <= ceiling(most)]
