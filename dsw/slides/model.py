"""What a slide is made of. Screen, print, PowerPoint and PDF all draw the same objects.

A slide says one thing: its title is a sentence with one number marked. Below it stand blocks; what the
speaker can say and the table hold the same figures in words and in cells. Words may come from signatories:
whoever draws them escapes them.
"""

from dataclasses import dataclass
from typing import TypeAlias

from dsw.segments import Segment
from dsw.sentences import Fact, Headline
from dsw.tables import Table
from dsw.views import Agreement, Meeting, RegionsView, SlideKey, Stamp, Tally


@dataclass(frozen=True, slots=True)
class BigNumber:
    """A number to be read at the back of the room.

    Attributes:
        figure: the number as it is written; words: what it counts; small: its share or range, "" when none.
        tone: the part of a bar whose colour goes with it; None: the accent.
    """

    figure: str
    words: str
    small: str = ""
    tone: Segment | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Big numbers beside each other."""

    numbers: tuple[BigNumber, ...]


@dataclass(frozen=True, slots=True)
class BarRow:
    """A stacked bar with its name, and what stands beside it."""

    number: str
    name: str
    tally: Tally
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of stacked bars, always in the plan's order."""

    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list: each with a figure or a code, and words beside it."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of words; ``lead`` stands heavy before it."""

    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class RegionMap:
    """Municipalities as hexagons: of one province (``view.selection.province``) or of all of them."""

    view: RegionsView


@dataclass(frozen=True, slots=True)
class Quote:
    """What a signatory wrote. Untrusted text.

    Attributes:
        words: what it wrote; who: its name and what it is about; after: who could help, "" when nobody.
    """

    words: str
    who: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    """What signatories wrote themselves."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, line by line. On the screen staff can add to it."""

    lines: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """An address to scan or to type.

    Attributes:
        address: the whole address; shown: as it is typed; words: for whom it is.
    """

    address: str
    shown: str
    words: str


@dataclass(frozen=True, slots=True)
class Codes:
    """Addresses as QR codes. On the screen a count of responses stands beside them."""

    codes: tuple[Code, ...]


Block: TypeAlias = Numbers | Bars | Points | Prose | RegionMap | Quotes | Agreed | Codes


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        key: which one of a meeting.
        title: one sentence or two; ``title.accent`` is the number that matters.
        blocks: what stands below it, in order; may be none.
        speaker: what can be said with it, a paragraph each.
        table: the same figures in cells; None where there are no figures.
        note: why persons were left out, or the like; "" when there is nothing to note.
    """

    key: SlideKey
    title: Headline
    blocks: tuple[Block, ...]
    speaker: tuple[str, ...]
    table: Table | None = None
    note: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What the figures say; without the last of ``speaker``, which is what to ask of the room."""
        return self.speaker[:-1]


@dataclass(frozen=True, slots=True)
class Presentation:
    """A meeting as it is shown.

    Attributes:
        heading: its name and day, above every slide.
        foot: of which day the figures are, below every slide.
        slides: the chosen slides in order.
        agreements: what was agreed, whether a slide shows it or not.
    """

    meeting: Meeting
    stamp: Stamp
    heading: str
    foot: str
    slides: tuple[Slide, ...]
    agreements: tuple[Agreement, ...]
