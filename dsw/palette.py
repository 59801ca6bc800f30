"""The colours of the product, in light and dark: the one place where they stand.

Stylesheet, chart template and drawings all take their colours from here, so they cannot disagree. Every text
reaches 4.5:1 and every shape 3:1 on its ground, by itself or by its outline.
"""

from dataclasses import dataclass, fields
from functools import cache

from dsw.domain import Status

#: Contrast text needs, and the colours of last resort in the middle of a ramp.
_READABLE = 4.5
_EXTREMES = ("#FFFFFF", "#000000")


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, each as ``#RRGGBB``.

    Attributes:
        paper: the ground of every page.
        surface: a ground that stands out a little: the chosen row, a note, a field.
        ink, quiet: text, and text that steps back.
        accent: the one number that matters, links, the current page.
        on_accent: text on a ground of ``accent``.
        rule: thin lines that part blocks; decoration only.
        outline: the line around what is pale, hatched or empty; reaches 3:1.
        done, busy, stuck, stopped, not_started: the five statuses as they are drawn.
        on_done, on_busy, on_stopped, on_not_started: text in such a segment; on a hatched one stands none.
        stuck_hatch: the lines over ``stuck``.
        never: what is filled in behind the hatching of "nog niets gehoord".
        never_hatch: the lines over ``never``.
        nobody: the fill of a place without anyone, always outlined.
        ramp_1 .. ramp_6: the six steps of a map, few to many.
        error, error_ground: a message that something is wrong.
    """

    paper: str
    surface: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    rule: str
    outline: str
    done: str
    on_done: str
    busy: str
    on_busy: str
    stuck: str
    stuck_hatch: str
    stopped: str
    on_stopped: str
    not_started: str
    on_not_started: str
    never: str
    never_hatch: str
    nobody: str
    ramp_1: str
    ramp_2: str
    ramp_3: str
    ramp_4: str
    ramp_5: str
    ramp_6: str
    error: str
    error_ground: str

    @property
    def ramp(self) -> tuple[str, str, str, str, str, str]:
        """The six steps of a map, few to many."""
        return (self.ramp_1, self.ramp_2, self.ramp_3, self.ramp_4, self.ramp_5, self.ramp_6)

    @property
    def status(self) -> dict[Status, str]:
        """The fill of each status, in the fixed order in which they are drawn."""
        return {
            Status.AFGEROND: self.done,
            Status.BEZIG: self.busy,
            Status.STAAT_STIL: self.stuck,
            Status.GESTOPT: self.stopped,
            Status.NIET_GESTART: self.not_started,
        }

    @property
    def on_ramp(self) -> tuple[str, ...]:
        """Text on each step of a map: ink or paper, and where neither can be read white or black."""
        return _on_ramp(self)

    def css(self) -> str:
        """The colours as CSS custom properties: ``--dsw-on-accent: #FFFFFF;`` and so on."""
        pairs = [(field.name.replace("_", "-"), getattr(self, field.name)) for field in fields(self)]
        pairs += [(f"on-ramp-{step}", colour) for step, colour in enumerate(self.on_ramp, 1)]
        return "".join(f"--dsw-{name}: {colour};" for name, colour in pairs)


LIGHT = Palette(
    paper="#FAF8F4",
    surface="#F1EEE7",
    ink="#16242B",
    quiet="#44545B",
    accent="#0A4B57",
    on_accent="#FFFFFF",
    rule="#E2DED6",
    outline="#6B7A80",
    done="#0A4B57",
    on_done="#FFFFFF",
    busy="#2B7C89",
    on_busy="#FFFFFF",
    stuck="#D98A1F",
    stuck_hatch="#8A5200",
    stopped="#7A4B66",
    on_stopped="#FFFFFF",
    not_started="#B9D6D8",
    on_not_started="#16242B",
    never="#FFFFFF",
    never_hatch="#6B7A80",
    nobody="#FFFFFF",
    ramp_1="#D3E6E7",
    ramp_2="#B3D3D6",
    ramp_3="#7FB5BD",
    ramp_4="#2B7C89",
    ramp_5="#15616E",
    ramp_6="#0A4B57",
    error="#8C2F1B",
    error_ground="#F8E9E3",
)

DARK = Palette(
    paper="#10191D",
    surface="#1A272D",
    ink="#E8EFF0",
    quiet="#A9B9BE",
    accent="#8FD6E0",
    on_accent="#10191D",
    rule="#2B3A41",
    outline="#84969D",
    done="#8FD6E0",
    on_done="#10191D",
    busy="#4F9FAD",
    on_busy="#10191D",
    stuck="#E2A03F",
    stuck_hatch="#6B4000",
    stopped="#B98CA8",
    on_stopped="#10191D",
    not_started="#2F5560",
    on_not_started="#E8EFF0",
    never="#10191D",
    never_hatch="#84969D",
    nobody="#10191D",
    ramp_1="#2B525D",
    ramp_2="#386A76",
    ramp_3="#4A8391",
    ramp_4="#67A5B1",
    ramp_5="#95CDD6",
    ramp_6="#C6E9ED",
    error="#F2A48F",
    error_ground="#3A211B",
)


def contrast(one: str, other: str) -> float:
    """How far two colours (``#RRGGBB``) are apart, as WCAG counts: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def _on_ramp(palette: Palette) -> tuple[str, ...]:
    return tuple(_readable(palette, step) for step in palette.ramp)


def _readable(palette: Palette, ground: str) -> str:
    first = max((palette.ink, palette.paper), key=lambda ink: contrast(ink, ground))
    return (
        first
        if contrast(first, ground) >= _READABLE
        else max(_EXTREMES, key=lambda ink: contrast(ink, ground))
    )


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
