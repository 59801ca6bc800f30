"""The slides of a meeting as a PowerPoint file that can be changed, read aloud and opened anywhere.

presentation (dsw.slides) -> template + a slide for each -> the bytes of a ``.pptx``
"""

import io
from copy import deepcopy
from datetime import UTC, datetime
from textwrap import shorten
from typing import TYPE_CHECKING

from pptx.util import Pt

from dsw.palette import LIGHT
from dsw.powerpoint.blocks import chunks, draw_block
from dsw.powerpoint.sheet import Box, Fill, Run, Sheet, rgb, write
from dsw.powerpoint.tables import draw_table, pages_of
from dsw.powerpoint.template import LANGUAGE, blank, name_places, speak_dutch, theme_notes
from dsw.sentences import Headline
from dsw.slides import Presentation, Slide
from dsw.slides.plain import plain, spaced
from dsw.tables import ColumnKind, Table
from dsw.texts import text
from dsw.views import SlideKey

if TYPE_CHECKING:
    from pptx.presentation import Presentation as File

#: What is left of a slide below its heading and its title.
_BODY = Box(72, 232, 1136, 404)
_NOTE = Box(72, 640, 1136, 24)
#: A title of up to so many letters stands at this size (points).
_TITLES = ((46, 36), (72, 32), (92, 27))
_SMALLEST_TITLE = 23
#: These slides need no table of their own behind them: all of it stands on the slide, or it is words.
_TOLD = (SlideKey.KAART, SlideKey.VRAGEN, SlideKey.WOORDEN)
#: A name of so many letters may stand large; so many stand on one line above a slide.
_SHORT, _ONE_LINE = 60, 84
#: No property of a file is longer (characters).
_LONGEST = 255
_HEADING, _FOOT, _NUMBER = 13, 11, 12
#: A table of so few columns is not as wide as the slide.
_NARROW = 3


def pptx_of(shown: Presentation) -> bytes:
    """The presentation as a file: an opening, its slides, and behind them the figures in tables."""
    made = blank()
    _about(made, shown)
    _open(made, shown)
    for whole in shown.slides:
        for slide in chunks(whole):
            _slide(made, shown, slide)
    for slide in shown.slides:
        if slide.table is not None and slide.key not in _TOLD:
            for table in pages_of(slide.table):
                _figures(made, shown, slide, table)
    theme_notes(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _about(made: "File", shown: Presentation) -> None:
    about = made.core_properties
    about.title = shorten(plain(shown.heading), _LONGEST, placeholder="…")
    about.author = about.last_modified_by = text("meenemen.maker")
    about.subject = shorten(plain(shown.foot), _LONGEST, placeholder="…")
    about.language = LANGUAGE
    about.created = about.modified = (shown.stamp.changed_at or datetime(2025, 1, 1, tzinfo=UTC)).replace(
        tzinfo=None
    )


def _open(made: "File", shown: Presentation) -> None:
    slide = made.slides.add_slide(made.slide_layouts[0])
    name = plain(shown.meeting.name)
    _title(slide.shapes.title, Headline(name, "", ""), 48 if len(name) <= _SHORT else _SMALLEST_TITLE)
    lines = [(Run(text("meenemen.op_dag", dag=shown.meeting.day), 24, LIGHT.quiet),)]
    lines += [(Run(shown.foot, 16, LIGHT.quiet),)]
    write(slide.placeholders[1].text_frame, lines, after=8)
    Sheet(slide).block(Box(72, 392, 120, 6), Fill(LIGHT.accent))
    name_places(slide.placeholders)
    speak_dutch(slide._element)  # noqa: SLF001 - python-pptx knows no languages


def _slide(made: "File", shown: Presentation, slide: Slide) -> None:
    sheet = _begin(made, shown, slide.title)
    y = _BODY.y
    for block in slide.blocks:
        y = draw_block(sheet, Box(_BODY.x, y, _BODY.width, _BODY.y + _BODY.height - y), slide, block)
    if slide.note:
        sheet.words(_NOTE, slide.note, [(Run(slide.note, 13, LIGHT.quiet),)])
    _end(sheet, shown, "\n".join((*slide.speaker, slide.note)))


def _figures(made: "File", shown: Presentation, slide: Slide, table: Table) -> None:
    """The figures behind a slide, all of them."""
    title = text("meenemen.cijfers_achter", naam=text(f"label.slidekey.{slide.key.value}"))
    sheet = _begin(made, shown, Headline(title, "", ""))
    rows = len(table.rows) + 1
    narrow = len(table.columns) <= _NARROW and table.columns[1].kind is not ColumnKind.TEXT
    width = _BODY.width * (0.7 if narrow else 1)
    top = Box(_BODY.x, _BODY.y - 60, width, min(26 * rows + 24, 440))
    draw_table(sheet, top, table, size=12, heads=50)
    if table.note:
        sheet.words(_NOTE, table.note, [(Run(table.note, 13, LIGHT.quiet),)])
    _end(sheet, shown, f"{table.caption}. {table.note}")


def _begin(made: "File", shown: Presentation, title: Headline) -> Sheet:
    slide = made.slides.add_slide(made.slide_layouts[1])
    length = len(title.text)
    size = next((size for most, size in _TITLES if length <= most), _SMALLEST_TITLE)
    _title(slide.shapes.title, title, size)
    slide.placeholders[_HEADING].text = shorten(plain(shown.heading), _ONE_LINE, placeholder="…")
    return Sheet(slide)


def _title(shape: object, title: Headline, size: int) -> None:
    """The title in the placeholder that every program reads as such."""
    frame = shape.text_frame  # type: ignore[attr-defined]
    for words, marked in ((title.before, False), (title.accent, True), (title.after, False)):
        if not words:
            continue
        run = frame.paragraphs[0].add_run()
        run.text = spaced(words)
        if size:
            run.font.size = Pt(size)
        if marked:
            run.font.color.rgb = rgb(LIGHT.accent)


def _end(sheet: Sheet, shown: Presentation, notes: str) -> None:
    """Foot, number, notes and language, after all that must be read before them."""
    tree, layout = sheet.slide.shapes._spTree, sheet.slide.slide_layout  # noqa: SLF001
    for shape in layout.placeholders:
        if shape.placeholder_format.idx in (_FOOT, _NUMBER):
            copied = deepcopy(shape._element)  # noqa: SLF001 - python-pptx leaves these out
            copied.nvSpPr.cNvPr.set("id", str(sheet.last_number() + 1))
            tree.append(copied)
    for shape in sheet.slide.placeholders:
        if shape.placeholder_format.idx == _FOOT:
            shape.text_frame.text = plain(shown.foot)
    sheet.slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, map(plain, notes.split("\n"))))
    for shapes in (sheet.slide.placeholders, sheet.slide.notes_slide.placeholders):
        name_places(shapes)
    for element in (sheet.slide._element, sheet.slide.notes_slide._element):  # noqa: SLF001
        speak_dutch(element)
    for shape in sheet.slide.shapes:
        if shape.has_chart:
            speak_dutch(shape.chart._chartSpace)  # noqa: SLF001
