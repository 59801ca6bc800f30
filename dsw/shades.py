"""Six steps of colour for numbers on a map or in a cross-table, with words for each step.

Step 0 is nobody: paper with an outline. The bounds are round numbers, so a legend can be read aloud.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dsw.palette import Palette
from dsw.texts import decimal, number, text
from dsw.views import ProvinceRow, RegionsView, Shading, percent

STEPS = 6
_ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps of colour.

    Attributes:
        bounds: where each step begins, rising; at most six.
        words: what each step means, one per bound.
        nobody: what step 0 means.
    """

    bounds: tuple[float, ...]
    words: tuple[str, ...]
    nobody: str

    def step(self, value: float) -> int:
        """The step of a value: 0 for nothing, else 1 up to the number of steps."""
        return max(bisect_right(self.bounds, value), 1) if value > 0 else 0

    def tone(self, step: int) -> int:
        """Which of the six colours (1 to 6) a step takes: few steps are spread over all colours."""
        last = len(self.bounds)
        return STEPS if last == 1 else 1 + round((step - 1) * (STEPS - 1) / (last - 1))

    def colour(self, palette: Palette, step: int) -> str:
        """The fill of a step; step 0 needs an outline."""
        return palette.ramp[self.tone(step) - 1] if step else palette.nobody

    def ink(self, palette: Palette, step: int) -> str:
        """The colour of text on a step."""
        return palette.on_ramp[self.tone(step) - 1] if step else palette.ink


def even_scale(values: Iterable[int]) -> Scale:
    """Equal steps, for a dozen numbers of one size."""
    top = max(values, default=0)
    if top <= STEPS:
        return _counts([float(bound) for bound in range(1, max(top, 1) + 1)])
    size = round_up(top / STEPS)
    return _counts([1.0, *(size * step for step in range(1, STEPS) if size * step <= top)])


def growing_scale(values: Iterable[int]) -> Scale:
    """Steps that each hold about as many of the places where somebody is: round numbers near the sixths.

    Where most places hold the same few, growing steps above them tell the large ones apart.
    """
    counts = sorted(value for value in values if value > 0)
    top = counts[-1] if counts else 0
    if top <= STEPS:
        return even_scale([top])
    sixths = [counts[len(counts) * part // STEPS] for part in range(1, STEPS)]
    bounds = {1.0, *(_round_down(value) for value in sixths)}
    rounds = [float(base * 10**power) for power in range(10) for base in _ROUND]
    higher = [bound for bound in rounds if max(bounds) < bound <= top]
    missing = STEPS - len(bounds)
    return _counts([*sorted(bounds), *(higher[-missing:] if missing else ())])


def density_scale(values: Iterable[float]) -> Scale:
    """Equal steps of a number with decimals."""
    top = max(values, default=0.0)
    size = round_up(top / STEPS) if top > 0 else 1.0
    inner = [size * step for step in range(1, STEPS) if size * step < top]
    edges = [_decimal(bound) for bound in inner]
    middle = [text("schaal.tussen", van=low, tot=high) for low, high in pairwise(edges)]
    words = (
        [text("schaal.minder", tot=edges[0]), *middle, text("schaal.vanaf", van=edges[-1])] if inner else []
    )
    alone = [text("schaal.vanaf", van=0)]
    return Scale((0.0, *inner), tuple(words or alone), text("schaal.niemand"))


def coverage_scale() -> Scale:
    """Whole percents, in fifths, with "everywhere" as a step of its own."""
    words = [text("schaal.procent", van=low, tot=low + 19) for low in (20, 40, 60)]
    return Scale(
        (0.0, 20.0, 40.0, 60.0, 80.0, 100.0),
        (
            text("schaal.procent", van=1, tot=19),
            *words,
            text("schaal.procent", van=80, tot=99),
            text("schaal.overal"),
        ),
        text("schaal.niemand"),
    )


def province_value(row: ProvinceRow, shading: Shading) -> float:
    """The number a province's colour shows."""
    if shading is Shading.COUNT:
        return row.signatories.total
    if shading is Shading.PER_100K:
        return row.per_100k
    return percent(row.covered, row.municipalities) if row.municipalities else 0


def province_scale(view: RegionsView, shading: Shading) -> Scale:
    """The steps of a map of provinces."""
    if shading is Shading.COVERAGE:
        return coverage_scale()
    if shading is Shading.PER_100K:
        return density_scale([row.per_100k for row in view.provinces])
    return even_scale([row.signatories.total for row in view.provinces])


def round_up(value: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is not below the value."""
    power = -3
    while True:
        for base in _ROUND:
            if (candidate := base * 10.0**power) >= value:
                return candidate
        power += 1


def _round_down(value: float) -> float:
    """The largest round number that is not above a count of at least one."""
    power = 10.0 ** (len(str(int(value))) - 1)
    return max(
        base * power for base in (1, 1.5, 2, 3, 4, 5, 7) if base * power <= value and base * power % 1 == 0
    )


def _counts(bounds: list[float]) -> Scale:
    inner = [_between(int(low), int(high) - 1) for low, high in pairwise(bounds)]
    last = text("schaal.vanaf", van=number(int(bounds[-1])))
    return Scale(tuple(bounds), (*inner, last), text("schaal.niemand"))


def _between(low: int, high: int) -> str:
    return number(low) if low == high else text("schaal.van_tot", van=low, tot=high)


def _decimal(bound: float) -> str:
    return number(int(bound)) if bound == int(bound) else decimal(bound)
