"""One slide to draw on: words, shapes and patterns, each with what it means, or that it means nothing.

Lengths are in pixels of a slide of 1280 by 720, from the top left.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dsw.palette import LIGHT
from dsw.powerpoint.template import PIXEL
from dsw.segments import Segment
from dsw.slides.plain import plain, spaced

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

_INDENT = 285_750
_DASH = '<a:buChar xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" char="\N{EN DASH}"/>'
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same for python-pptx: left, top, width and height."""
        left, top, width, height = (
            Emu(round(length * PIXEL)) for length in (self.x, self.y, self.width, self.height)
        )
        return left, top, width, height


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look the same. A line ends with the last of its runs.

    Attributes:
        words: any text, also of a signatory; size: in points; colour: ``#RRGGBB``.
        address: where a link leads; "" when it is none.
    """

    words: str
    size: float = 20
    colour: str = LIGHT.ink
    bold: bool = False
    address: str = ""

    def marked(self) -> "Run":
        """The same in the colour of what matters."""
        return replace(self, colour=LIGHT.accent)


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """How a shape is filled: a colour, and a pattern of lines on it where ``line`` has a colour too."""

    colour: str
    line: str = ""
    outline: str = ""
    rising: bool = True


#: The parts of a bar; silence is emptiness with lines, never a colour.
FILLS = {
    Segment.DONE: Fill(LIGHT.done),
    Segment.BUSY: Fill(LIGHT.busy),
    Segment.STUCK: Fill(LIGHT.stuck, LIGHT.stuck_hatch, LIGHT.outline, rising=False),
    Segment.STOPPED: Fill(LIGHT.stopped),
    Segment.NOT_STARTED: Fill(LIGHT.not_started, "", LIGHT.outline),
    Segment.NEVER: Fill(LIGHT.never, LIGHT.never_hatch, LIGHT.outline),
}
#: What can be said of nobody, and what persons were left out of.
NOBODY = Fill(LIGHT.nobody, "", LIGHT.outline)
UNTOLD = Fill(LIGHT.ramp_1, LIGHT.outline, LIGHT.outline)


def rgb(colour: str) -> RGBColor:
    """A colour of the palette for python-pptx."""
    made: RGBColor = RGBColor.from_string(colour.lstrip("#"))
    return made


def fill(format_: Any, how: Fill) -> None:
    """Fill a shape, or a part of a chart: whatever has ``fill`` and ``line``."""
    if how.line:
        format_.fill.patterned()
        rising, falling = MSO_PATTERN.WIDE_UPWARD_DIAGONAL, MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL
        format_.fill.pattern = rising if how.rising else falling
        format_.fill.fore_color.rgb, format_.fill.back_color.rgb = rgb(how.line), rgb(how.colour)
    else:
        format_.fill.solid()
        format_.fill.fore_color.rgb = rgb(how.colour)
    if how.outline:
        format_.line.color.rgb = rgb(how.outline)
        format_.line.width = Pt(0.75)
    else:
        format_.line.fill.background()


def tell(shape: Any, name: str, said: str) -> None:
    """Say what a shape means; without words it is for decoration only."""
    about = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx knows no alternative texts
    about.set("name", name)
    if said:
        about.set("descr", plain(said))
    else:
        about.append(etree.fromstring(_DECORATIVE))


def write(
    frame: "TextFrame", lines: Iterable[Line], *, align: str = "l", after: float = 0, listed: bool = False
) -> None:
    """Write lines into a frame that has none.

    Args:
        align: ``l`` or ``r``.
        after: room below each line, in points.
        listed: each line is an item of a list.
    """
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.alignment = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT}[align]
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(after)
        if listed:
            _as_item(paragraph)
        for one in line:
            run = paragraph.add_run()
            run.text = spaced(one.words)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(one.size), one.bold, rgb(one.colour)
            if one.address:
                run.hyperlink.address = one.address


def _as_item(paragraph: Any) -> None:
    """An item of a list, its lines below each other."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-pptx makes no lists
    properties.set("marL", str(_INDENT))
    properties.set("indent", str(-_INDENT))
    properties.append(etree.fromstring(_DASH))


class Sheet:
    """A slide to draw on.

    Args:
        slide: of python-pptx.
    """

    def __init__(self, slide: "Slide") -> None:
        self.slide = slide
        self._made = 0

    def words(
        self, box: Box, name: str, lines: Iterable[Line], *, after: float = 0, listed: bool = False
    ) -> None:
        """Words in a box of their own; they wrap. See ``write``."""
        shape = self.slide.shapes.add_textbox(*box.emu)
        shape.name = self.named(name)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
        write(frame, lines, after=after, listed=listed)

    def block(self, box: Box, how: Fill) -> None:
        """A filled box that says nothing by itself."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
        shape.shadow.inherit = False
        fill(shape, how)
        tell(shape, self.named("vlak"), "")

    def named(self, name: str) -> str:
        """A name that no other shape of this slide has."""
        self._made += 1
        return f"{plain(name)[:60]} {self._made}"

    def last_number(self) -> int:
        """The highest number that a shape of this slide has."""
        return max(int(one) for one in self.slide.shapes._spTree.xpath(".//p:cNvPr/@id"))  # noqa: SLF001
