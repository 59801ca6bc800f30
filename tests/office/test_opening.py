"""What we make opens in a program of others: LibreOffice reads every slide, poppler every page."""

import re
from pathlib import Path

import pptx
import pytest

from dsw.paper import pdf_of
from dsw.powerpoint import pptx_of
from dsw.segments import Segment
from dsw.slides import Bars, Numbers, Presentation
from dsw.slides.tabled import counts_of_bars
from dsw.tables import written
from dsw.texts import label
from tests.decks import DECKS, nasty_deck, shown
from tests.libreoffice import as_pdf, read, structure
from tests.naughty import NAUGHTY

presentations = pytest.mark.parametrize("name", DECKS)


def figures(presentation: Presentation) -> list[list[str]]:
    """Every number of every slide with numbers or bars, as it is written."""
    found = []
    for one in presentation.slides:
        for block in one.blocks:
            if isinstance(block, Numbers):
                found.append([number.figure for number in block.numbers])
            if isinstance(block, Bars):
                table = counts_of_bars(one, block)
                found += [[written(value) for value in row[1:]] for row in table.rows]
    return found


@presentations
def test_libreoffice_opens_every_slide_with_its_words(name: str, tmp_path: Path) -> None:
    presentation = shown(DECKS[name]())
    path = tmp_path / "dias.pptx"
    path.write_bytes(pptx_of(presentation))
    pages = read(as_pdf(path))
    slides = pptx.Presentation(str(path)).slides
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        said = " ".join(page.split()).replace(" ", "")
        title = slide.shapes.title.text_frame.text.replace(" ", "")
        assert title[:40] in said
    one = next(one for one in presentation.slides if any(isinstance(block, Bars) for block in one.blocks))
    page = next(page for page in pages if page.replace(" ", "").find(one.title.text.replace(" ", "")) >= 0)
    assert [label(segment) for segment in Segment if label(segment) not in page] == []


@presentations
def test_every_number_on_paper_is_that_of_the_answers(name: str, tmp_path: Path) -> None:
    presentation = shown(DECKS[name]())
    path = tmp_path / "bijeenkomst.pdf"
    path.write_bytes(pdf_of(presentation))
    pages = read(path)
    assert 1 <= len(pages) <= 4
    words = " ".join(pages).split()
    for row in figures(presentation):
        assert [number for number in row if not set(number.split()) <= set(words)] == []
    for place, page in enumerate(pages, 1):
        assert f"Bladzijde {place} van {len(pages)}" in page
        assert f"wijziging {presentation.stamp.revision}" in page


def test_a_pdf_is_read_aloud_in_order_with_headings_tables_and_pictures(tmp_path: Path) -> None:
    presentation = shown(DECKS["gewoon"]())
    path = tmp_path / "bijeenkomst.pdf"
    path.write_bytes(pdf_of(presentation))
    tags = structure(path)
    assert tags.count("H1 ") == 1
    headings = re.findall(r'H2 "(.*?)" \(block\)', tags)
    assert headings == [one.title.text for one in presentation.slides]
    assert tags.count("TH ") >= 20
    assert "Table" in tags
    assert "Figure" in tags


def test_what_people_type_stands_on_paper_as_they_typed_it(tmp_path: Path) -> None:
    typed = [one for one in (*NAUGHTY, '#read("/etc/passwd")', "= Kop *vet* $x$ #panic(1)") if one.isascii()]
    typed = [one for one in typed if one.isprintable() and len(one) < 60]
    path = tmp_path / "bijeenkomst.pdf"
    assert len(typed) > 25
    for words in typed:
        path.write_bytes(pdf_of(shown(nasty_deck(words))))
        said = "".join(read(path)).replace(" ", "")
        assert words.replace(" ", "") in said
