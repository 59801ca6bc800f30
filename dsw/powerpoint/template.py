"""Our own template: 16:9, the product's colours and letters as the theme, two layouts. Made anew each time.

The parts are written in ``parts/``; python-pptx's own empty file is only where they are put into.
"""

from collections.abc import Iterable
from importlib.resources import files
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pptx
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.oxml import parse_xml
from pptx.util import Emu

from dsw.palette import LIGHT
from dsw.texts import text

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation
    from pptx.shapes.base import BaseShape

#: A slide is so many pixels of the sketch wide and high, and each is so many EMU.
WIDTH, HEIGHT, PIXEL = 1280, 720, 9525
LETTERS = "Atkinson Hyperlegible Next"
LANGUAGE = "nl-NL"
_OPENING, _SLIDE = 0, 5
_KINDS = MappingProxyType({_OPENING: ("opening", "title"), _SLIDE: ("slide", "titleOnly")})
_PROMPTS = ("titel", "tekst", "zin", "bijeenkomst", "naam", "ondertitel", "voet")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ABOUT_FILE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats'
    '.org/officeDocument/2006/extended-properties"><Application>Actieplanmonitor</Application></Properties>'
)


def blank() -> "Presentation":
    """A presentation without slides; its first layout opens it, its second is for all other slides."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Emu(WIDTH * PIXEL), Emu(HEIGHT * PIXEL)
    master = made.slide_master
    _theme_of(master.part)
    layouts = list(made.slide_layouts)
    for place, layout in enumerate(layouts):
        if place in _KINDS:
            part, kind = _KINDS[place]
            _put(layout._element, part)  # noqa: SLF001 - python-pptx has no other way to change a layout
            layout._element.set("type", kind)  # noqa: SLF001
        else:
            made.slide_layouts.remove(layout)
    _put(master._element, "master")  # noqa: SLF001
    _put(master._element, "styles", -1)  # noqa: SLF001
    _bare(made)
    return made


def speak_dutch(root: "etree._Element") -> None:
    """Say of every piece of text below ``root`` that it is Dutch."""
    for run in root.iter(f"{_DRAWING}r", f"{_DRAWING}fld"):
        if run.find(f"{_DRAWING}rPr") is None:
            run.insert(0, etree.Element(f"{_DRAWING}rPr"))
    for properties in root.iter(*(f"{_DRAWING}{name}" for name in ("rPr", "endParaRPr", "defRPr"))):
        properties.set("lang", LANGUAGE)


def _filled(part: str) -> bytes:
    colours = {
        name: getattr(LIGHT, name).lstrip("#")
        for name in (
            *("ink", "paper", "quiet", "surface", "accent", "outline"),
            *("done", "busy", "stuck", "stopped", "not_started"),
        )
    }
    prompts = {name: escape(text(f"meenemen.sjabloon.{name}")) for name in _PROMPTS}
    source = files(__package__).joinpath("parts", f"{part}.xml").read_text(encoding="utf-8")
    return Template(source).substitute(colours, letters=LETTERS, **prompts).encode()


def _put(element: "etree._Element", part: str, place: int = 0) -> None:
    """Put one of our parts in the place of what is there."""
    element.replace(element[place], parse_xml(_filled(part)))


def _theme_of(part: "Part") -> None:
    theme = part.part_related_by(RELATION.THEME)
    theme._blob = _filled("theme")  # noqa: SLF001 - a theme is bytes to python-pptx


def name_places(shapes: Iterable["BaseShape"]) -> None:
    """Names for the places of a layout, in the stead of those of another program."""
    for place, shape in enumerate(shapes, 1):
        if "Placeholder" in shape.name:
            shape.name = f"Vak {place}"


def theme_notes(made: "Presentation") -> None:
    """Give the notes our theme, and say what stands in their master in Dutch."""
    master = made.notes_master
    _theme_of(master.part)
    for shape in master.placeholders:
        if shape.has_text_frame and len(shape.text_frame.paragraphs) > 1:
            shape.text_frame.text = text("meenemen.sjabloon.tekst")
    name_places(master.placeholders)
    speak_dutch(master._element)  # noqa: SLF001


def _bare(made: "Presentation") -> None:
    """Without what an empty file of another program brings along: its printer, its picture, its name."""
    parts = made.part, made.part.package
    for holder in parts:
        relations = holder._rels  # noqa: SLF001
        for key in [key for key, one in relations.items() if one.reltype.endswith(("Settings", "thumbnail"))]:
            relations.pop(key)
    about = made.part.package.part_related_by(RELATION.EXTENDED_PROPERTIES)
    about._blob = _ABOUT_FILE.encode()  # noqa: SLF001
