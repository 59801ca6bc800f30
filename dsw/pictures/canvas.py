"""A sheet to draw on: collects shapes and words, and writes them down as one SVG that needs nothing else.

Lengths are in pixels from the top left. Everything that goes in as words is escaped here, once.
"""

import textwrap
from collections.abc import Iterable, Sequence
from html import escape

from dsw.palette import LIGHT, Palette

FONT = "'Atkinson Hyperlegible Next','Atkinson Hyperlegible',Verdana,sans-serif"
#: The name of the whole sheet: an address that ends in it shows the picture on white.
WHITE = "wit"
#: The mean width of a letter, as a share of its size: an SVG cannot measure.
_LETTER = 0.52
_LINE = 1.4

Point = tuple[float, float]


class Canvas:
    """A sheet.

    Args:
        width: in pixels.
        palette: the colours; pictures to take along are light.
    """

    def __init__(self, width: int, palette: Palette = LIGHT) -> None:
        self.width = width
        self.palette = palette
        self._parts: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> None:
        """A box; a stroke lies inside it."""
        inset = 0.0 if stroke == "none" else 0.5
        self._parts.append(
            f'<rect x="{_n(x + inset)}" y="{_n(y + inset)}" width="{_n(max(width - 2 * inset, 0))}" '
            f'height="{_n(max(height - 2 * inset, 0))}" fill="{fill}" stroke="{stroke}"/>'
        )

    def polygon(self, rings: Iterable[Sequence[Point]], fill: str, stroke: str, width: float = 1) -> None:
        """A closed shape of one or more rings."""
        path = "".join(f"M{' '.join(f'{_n(x)},{_n(y)}' for x, y in ring)}Z" for ring in rings)
        self._parts.append(
            f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{stroke}" '
            f'stroke-width="{_n(width)}"/>'
        )

    def curve(self, points: Sequence[Point], stroke: str, *, dash: str = "none") -> None:
        """A line through points."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="2.5" '
            f'stroke-dasharray="{dash}" stroke-linejoin="round"/>'
        )

    def rule(self, x: float, y: float, width: float) -> None:
        """A thin line from left to right."""
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="1" fill="{self.palette.rule}"/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>')

    def words(
        self,
        x: float,
        y: float,
        line: str,
        *,
        size: int = 15,
        fill: str = "",
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """One line of words; ``y`` is its base line.

        Args:
            x: where the line begins, has its middle or ends; see ``anchor``.
            y: the base line.
            line: any text.
            size: of the letters.
            fill: colour; ink without it.
            anchor: ``start``, ``middle`` or ``end``.
            bold: heavy letters.
        """
        weight = ' font-weight="700"' if bold else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" fill="{fill or self.palette.ink}" '
            f'text-anchor="{anchor}"{weight}>{escape(line)}</text>'
        )

    def paragraph(
        self,
        x: float,
        y: float,
        prose: str,
        width: float,
        *,
        size: int = 15,
        fill: str = "",
        bold: bool = False,
    ) -> float:
        """Words over as many lines as they need, the first with its top at ``y``; returns where they end."""
        for line in lines(prose, width, size):
            y += size * _LINE
            self.words(x, y - size * 0.3, line, size=size, fill=fill, bold=bold)
        return y

    def svg(self, height: float, title: str, description: str) -> str:
        """The whole sheet as a document of its own.

        Args:
            height: where the drawing ends.
            title: what it shows.
            description: what is to be seen on it, for whoever cannot see it.
        """
        size = f'width="{self.width}" height="{_n(height)}" viewBox="0 0 {self.width} {_n(height)}"'
        about = f'<title id="titel">{escape(title)}</title><desc id="uitleg">{escape(description)}</desc>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{WHITE}" role="img" lang="nl" {size} '
            f'aria-labelledby="titel uitleg" font-family="{escape(FONT)}">{about}'
            f"<style>:target>.papier{{fill:#fff}}</style><defs>{hatches(self.palette)}</defs>"
            f'<rect class="papier" width="100%" height="100%" fill="{self.palette.paper}"/>'
            f"{''.join(self._parts)}</svg>"
        )

    def piece(self, box: tuple[float, float, float, float], said: str) -> str:
        """What was drawn as a part of a page of ours, which holds the ``hatches``.

        Args:
            box: what is shown of the sheet: left, top, width, height.
            said: what is to be seen, for whoever cannot see it.
        """
        view = " ".join(map(_n, box))
        return f'<svg viewBox="{view}" role="img" aria-label="{escape(said)}">{"".join(self._parts)}</svg>'


#: Fills that are hatched: what stands still, what we do not know, and a count persons were left out of.
STUCK, NEVER, HIDDEN = "url(#staat-stil)", "url(#nooit)", "url(#verborgen)"


def lines(prose: str, width: float, size: int) -> list[str]:
    """The prose broken into lines that fit a width, by estimate."""
    return textwrap.wrap(prose, max(int(width / (size * _LETTER)), 8)) or [""]


def room(line: str, size: int) -> float:
    """About how wide a line is."""
    return len(line) * size * _LETTER


def hatches(palette: Palette) -> str:
    """The hatched fills; they stand once on a page."""
    return "".join(
        f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({angle})">'
        f'<rect width="7" height="7" fill="{ground}"/><rect width="1.4" height="7" fill="{line}"/></pattern>'
        for name, angle, ground, line in (
            ("staat-stil", -45, palette.stuck, palette.stuck_hatch),
            ("nooit", 45, palette.never, palette.never_hatch),
            ("verborgen", 45, palette.ramp_1, palette.outline),
        )
    )


def _n(value: float) -> str:
    """A length with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
