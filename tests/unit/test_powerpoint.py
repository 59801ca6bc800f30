"""The slides of a meeting as PowerPoint: whole, with the same figures, and to be read aloud."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.util import Emu

from dsw.palette import LIGHT
from dsw.pictures.maps import municipality_words
from dsw.powerpoint import pptx_of
from dsw.powerpoint.tables import COLUMNS, ROWS, pages_of
from dsw.segments import Segment, segments
from dsw.sentences import region_name
from dsw.slides import Bars, Presentation, RegionMap
from dsw.slides.plain import plain, spaced
from dsw.tables import Column, ColumnKind, Table, written
from dsw.texts import label, text
from tests.decks import DECKS, a_deck, agreements, nasty_deck, shown
from tests.naughty import NAUGHTY

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WIDE, _HIGH = 1280 * 9525, 720 * 9525

presentations = pytest.mark.parametrize("name", DECKS)


def opened(made: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(made))


@cache
def made(name: str) -> tuple[Presentation, bytes]:
    """Both are only looked at."""
    presentation = shown(DECKS[name]())
    return presentation, pptx_of(presentation)


def all_shapes(slide: Any) -> Iterator[Any]:
    return (element for element in slide._element.iter() if element.tag.endswith("}cNvPr"))


def words_of(slide: Any) -> str:
    return " ".join(element.text or "" for element in slide._element.iter(f"{_A}t"))


def slide_with(file: Any, title: str) -> Any:
    (found,) = (slide for slide in file.slides if slide.shapes.title.text_frame.text == plain(title))
    return found


# ------------------------------------------------------------------------------------- a sound file


@presentations
def test_every_part_is_there_and_is_sound(name: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(name)[1]))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == len(set(names))
    for part in names:
        if part.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(part))
    for part in names:
        if part.endswith(".rels"):
            assert dangling(archive, part) == []


def dangling(archive: zipfile.ZipFile, relations: str) -> list[str]:
    """What a part says it needs and is not there, or what it uses without saying so."""
    folder, _, name = relations.partition("_rels/")
    known = {}
    for one in etree.fromstring(archive.read(relations)):
        inside = one.get("TargetMode") != "External"
        target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/")
        known[one.get("Id")] = target if inside else ""
    lost = [target for target in known.values() if target and target not in archive.namelist()]
    owner = folder + name.removesuffix(".rels")
    if owner in archive.namelist() and owner.endswith(".xml"):
        used = re.findall(r'r:(?:id|embed|link)="([^"]+)"', archive.read(owner).decode())
        lost += [key for key in used if key not in known]
    return lost


@presentations
def test_no_two_shapes_of_a_slide_are_the_same(name: str) -> None:
    for slide in opened(made(name)[1]).slides:
        for which in ("id", "name"):
            found = Counter(about.get(which) for about in all_shapes(slide) if about.get("name"))
            assert [one for one, count in found.items() if count > 1] == []


@presentations
def test_nothing_lies_outside_the_slide(name: str) -> None:
    file = opened(made(name)[1])
    assert (file.slide_width, file.slide_height) == (_WIDE, _HIGH)
    for slide in file.slides:
        for shape in slide.shapes:
            right, bottom = Emu(shape.left + shape.width), Emu(shape.top + shape.height)
            assert 0 <= shape.left < right <= _WIDE + 9525
            assert 0 <= shape.top < bottom <= _HIGH + 9525, (shape.name, bottom / 9525)


def test_the_file_brings_nothing_of_another_program_along() -> None:
    archive = zipfile.ZipFile(io.BytesIO(made("gewoon")[1]))
    assert [one for one in archive.namelist() if "printer" in one.lower() or "thumbnail" in one] == []
    assert len([one for one in archive.namelist() if re.search(r"slideLayouts/[^_]*\.xml$", one)]) == 2
    theme = archive.read("ppt/theme/theme1.xml").decode()
    assert LIGHT.accent.lstrip("#") in theme
    assert "Atkinson Hyperlegible Next" in theme
    said = b"".join(archive.read(one) for one in archive.namelist() if one.endswith(".xml")).decode()
    assert re.findall(r"Click to|Master (?:title|text)|Placeholder \d|PowerPoint", said) == []


# -------------------------------------------------------------------------------- to be read aloud


@presentations
def test_every_slide_has_its_title_notes_number_and_foot(name: str) -> None:
    presentation, bytes_ = made(name)
    file = opened(bytes_)
    opening, *slides = file.slides
    assert opening.shapes.title.text_frame.text == plain(presentation.meeting.name)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles)
    position = 0
    for one in presentation.slides:
        position = titles.index(plain(one.title.text), position)
        slide = slides[position]
        notes = slide.notes_slide.notes_text_frame.text
        assert [plain(said) in notes for said in one.speaker] == [True] * len(one.speaker)
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert [kind.name for kind in kinds] == ["TITLE", "FOOTER", "SLIDE_NUMBER", "BODY"]
        first, *_, foot, page = slide.shapes
        assert [first.name, foot.name, page.name] == ["Title 1", "Voettekst", "Dianummer"]
        assert plain(presentation.foot) in words_of(slide)


@presentations
def test_every_picture_chart_and_table_says_what_it_shows(name: str) -> None:
    for slide in opened(made(name)[1]).slides:
        for shape in slide.shapes:
            about = shape._element.xpath(".//p:cNvPr")[0]
            decorative = bool(about.xpath(".//*[local-name()='decorative'][@val='1']"))
            says = bool(about.get("descr"))
            speaks = shape.has_text_frame and bool(shape.text_frame.text)
            assert decorative + says + speaks == 1, shape.name


@presentations
def test_all_of_it_is_said_to_be_dutch(name: str) -> None:
    presentation, bytes_ = made(name)
    file = opened(bytes_)
    for part in file.part.package.iter_parts():
        if re.search(r"/(slides|notesSlides|charts)/[^/]*\.xml$", str(part.partname)):
            root = etree.fromstring(part.blob)
            for run in root.iter(f"{_A}r", f"{_A}fld"):
                assert run.find(f"{_A}rPr").get("lang") == "nl-NL"
    about = file.core_properties
    assert (about.title, about.author, about.language) == (
        plain(presentation.heading),
        "Actieplanmonitor",
        "nl-NL",
    )


# -------------------------------------------------------------------------------- the same figures


@presentations
def test_charts_hold_the_counts_of_the_answers_in_the_colours_of_the_statuses(name: str) -> None:
    presentation, bytes_ = made(name)
    file = opened(bytes_)
    for one in presentation.slides:
        for block in one.blocks:
            if isinstance(block, Bars):
                slide = slide_with(file, one.title.text)
                (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
                held = [tuple(series.values) for series in chart.plots[0].series]
                counts = zip(*(segments(row.tally) for row in block.rows), strict=True)
                assert held == [tuple(float(count) for _, count in parts) for parts in counts]
                assert [series.name for series in chart.plots[0].series] == [label(one) for one in Segment]


def test_silence_is_a_pattern_and_never_a_colour() -> None:
    file = opened(made("gewoon")[1])
    charts = [shape.chart for slide in file.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    for chart in charts:
        *_, never = chart.plots[0].series
        assert never.name == label(Segment.NEVER)
        assert never.format.fill.pattern
        assert str(never.format.fill.back_color.rgb) == LIGHT.never.lstrip("#")
        assert never.format.line.width


@presentations
def test_all_figures_stand_in_tables_behind_the_slides(name: str) -> None:
    presentation, bytes_ = made(name)
    file = opened(bytes_)
    cells: Counter[tuple[str, ...]] = Counter()
    for slide in file.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.table.first_row
                cells.update(tuple(cell.text for cell in row.cells) for row in shape.table.rows)
    for one in presentation.slides:
        if one.table is not None and one.key.value not in ("kaart", "vragen", "woorden"):
            for table in pages_of(one.table):
                for row in table.rows:
                    columns = zip(table.columns, row, strict=True)
                    assert tuple(plain(written(value, column.kind)) for column, value in columns) in cells


@presentations
def test_the_map_names_every_municipality_with_its_count(name: str) -> None:
    presentation, bytes_ = made(name)
    file = opened(bytes_)
    (one,) = (slide for slide in presentation.slides if slide.key.value == "kaart")
    (block,) = one.blocks
    assert isinstance(block, RegionMap)
    slide = slide_with(file, one.title.text)
    (group,) = (shape for shape in slide.shapes if shape.shape_type == 6)
    said = Counter(shape.name for shape in group.shapes)
    rows = block.view.municipalities
    assert said == Counter(f"{region_name(row.code)}: {municipality_words(row)}" for row in rows)


def test_whoever_said_nothing_yet_leaves_room_to_type() -> None:
    file = opened(made("leeg")[1])
    assert any(text("meenemen.ruimte_voor_afspraken") in words_of(slide) for slide in file.slides)


def test_all_that_was_agreed_is_there_however_much_it_is() -> None:
    lines = [f"Afspraak nummer {number}: {'wij doen wat we zeggen ' * 12}" for number in range(30)]
    deck = a_deck()
    file = opened(pptx_of(shown(type(deck)(**{**_fields(deck), "agreements": agreements(*lines)}))))
    said = " ".join(words_of(slide) for slide in file.slides)
    assert [line for line in lines if plain(line) not in said] == []
    assert len(file.slides) > len(opened(made("gewoon")[1]).slides) + 5


def _fields(deck: Any) -> dict[str, Any]:
    return {name: getattr(deck, name) for name in deck.__dataclass_fields__}


# ------------------------------------------------------------------------------------- hostile words


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_what_people_type_is_text_and_nothing_else(words: str) -> None:
    bytes_ = pptx_of(shown(nasty_deck(words)))
    file = opened(bytes_)
    said = " ".join(words_of(slide) for slide in file.slides)
    assert plain(words) in said
    archive = zipfile.ZipFile(io.BytesIO(bytes_))
    outside = [
        one.get("Target")
        for part in archive.namelist()
        if part.endswith(".rels")
        for one in etree.fromstring(archive.read(part))
        if one.get("TargetMode") == "External"
    ]
    assert set(outside) == {"https://monitor.example/link", "https://monitor.example/meedoen"}


def test_what_cannot_be_seen_is_left_out() -> None:
    assert plain("a\x00b\r\nBcc:\u202e c\ud800 \ufeff") == "ab Bcc: c"
    assert spaced(" a\tb ") == " a b "
    assert spaced("") == plain("\x01") == ""


# ------------------------------------------------------------------------------------------- tables


def a_table(columns: int, rows: int, parts: tuple[int, ...] = ()) -> Table:
    heads = (Column("Naam", ColumnKind.TEXT), *(Column(f"K{one}") for one in range(1, columns)))
    return Table("Tabel", heads, tuple((f"R{row}", *range(1, columns)) for row in range(rows)), parts)


@pytest.mark.parametrize(
    ("table", "sizes"),
    [
        (a_table(3, 5), [(3, 5)]),
        (a_table(3, 0), [(3, 0)]),
        (a_table(11, 9), [(8, 9), (4, 9)]),
        (a_table(6, 9, (2, 3)), [(3, 9), (4, 9)]),
        (a_table(2, ROWS + 1), [(2, ROWS), (2, 1)]),
    ],
)
def test_a_table_is_shown_in_parts_that_fit(table: Table, sizes: list[tuple[int, int]]) -> None:
    pages = pages_of(table)
    assert [(len(page.columns), len(page.rows)) for page in pages] == sizes
    assert all(page.columns[0] == table.columns[0] for page in pages)
    assert max(len(page.columns) for page in pages) <= COLUMNS + 1
