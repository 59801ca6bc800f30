"""A meeting on paper: tagged, Dutch, of a few pages, and what people typed is never read as markup."""

import json
import re
from functools import cache

import pytest

from dsw.paper import pdf_of
from dsw.paper.blocks import slide_data, table_data
from dsw.paper.letters import FOLDER, readable
from dsw.pictures.bars import range_words
from dsw.segments import segments
from dsw.slides import Agreed, Bars, Numbers, Presentation, RegionMap
from dsw.slides.plain import spaced
from dsw.slides.tabled import counts_beside, counts_of_bars, provinces_of
from dsw.tables import Column, ColumnKind, Table, written
from dsw.tables.parts import counted
from tests.decks import DECKS, full_deck, nasty_deck, shown
from tests.naughty import NAUGHTY

presentations = pytest.mark.parametrize("name", DECKS)

#: What would do something if it were code.
CODE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.4"',
    "#sys.inputs",
    "= Kop *vet* _schuin_ $x^2$ `code`",
    "]\n#panic(1)\n[",
    '" + panic("x") + "',
    "\\u{41} \\ // /* */ <label> @ref ~ -- --- ...",
    '#image("/etc/passwd")',
)


@cache
def made(name: str) -> tuple[Presentation, bytes]:
    """Both are only looked at."""
    presentation = shown(DECKS[name]())
    return presentation, pdf_of(presentation)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@presentations
def test_the_file_is_tagged_dutch_and_has_a_title(name: str) -> None:
    _, pdf = made(name)
    (catalog,) = re.findall(rb"<</Type/Catalog.*?>>\s*endobj", pdf, re.DOTALL)
    assert b"/Lang(nl-NL)" in catalog
    assert b"/StructTreeRoot" in catalog
    assert re.search(rb"/MarkInfo<<[^>]*/Marked true", catalog)
    assert b"/DisplayDocTitle true" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    for part in (b"/S/H1", b"/S/H2", b"/S/TH", b"/S/Figure", b"/Alt"):
        assert part in pdf.replace(b" ", b""), part


@presentations
def test_it_takes_one_to_four_pages(name: str) -> None:
    assert 1 <= pages(made(name)[1]) <= 4


def test_what_does_not_fit_is_counted() -> None:
    presentation = shown(full_deck())
    (slide,) = (one for one in presentation.slides if one.key.value == "afspraken")
    (block,) = slide.blocks
    assert isinstance(block, Agreed)
    lines, more = slide_data(slide)["blocks"]
    assert lines["lines"] == [spaced(one.words) for one in block.lines[: len(lines["lines"])]]
    assert more["words"] == (
        f"En nog {len(block.lines) - len(lines['lines'])} afspraken. Die staan in het verslag."
    )


def test_the_same_meeting_gives_the_same_file() -> None:
    presentation, pdf = made("gewoon")
    assert pdf_of(presentation) == pdf


# -------------------------------------------------------------------------------- the same figures


@presentations
def test_every_figure_is_that_of_the_answers(name: str) -> None:
    presentation, _ = made(name)
    for one in presentation.slides:
        data = slide_data(one)
        assert data["said"] == [readable(words) for words in one.speaker[:-1]]
        assert data["before"] + data["accent"] + data["after"] == readable(one.title.text)
        for block in one.blocks:
            if isinstance(block, Numbers):
                assert [number["figure"] for number in data["blocks"][0]["numbers"]] == [
                    number.figure for number in block.numbers
                ]
            if isinstance(block, RegionMap):
                (drawn,) = data["blocks"]
                assert len(drawn["cells"]) == len(block.view.municipalities)
                assert drawn["table"]["rows"] == rows_of(provinces_of(block.view))
            if isinstance(block, Bars):
                (drawn,) = data["blocks"]
                beside, parts = counts_beside(one, block), counts_of_bars(one, block)
                left = [[row[0], *row[2 : len(beside.columns) + 1]] for row in drawn["rows"]]
                assert left == rows_of(beside)
                assert [[row[0], *row[2:]] for row in drawn["rows"]] == rows_of(parts)


def rows_of(table: Table) -> list[list[str]]:
    return [
        [written(value, column.kind) for column, value in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]


@presentations
def test_the_parts_of_a_bar_are_its_counts_and_add_up(name: str) -> None:
    for one in made(name)[0].slides:
        for block in one.blocks:
            if isinstance(block, Bars):
                table = counts_of_bars(one, block)
                for cells, row, drawn in zip(
                    table.rows, block.rows, slide_data(one)["blocks"][0]["rows"], strict=True
                ):
                    hidden = row.tally.hidden_persons
                    assert cells[-6:] == tuple(
                        counted(count, hidden=hidden) for _, count in segments(row.tally)
                    )
                    assert cells[-7] == range_words(row.tally)
                    widths = [part[1] for part in drawn[1]["parts"]]
                    assert sum(widths) == (pytest.approx(100) if row.tally.total else 0)


def test_an_empty_table_says_so() -> None:
    table = Table("Leeg", (Column("A", ColumnKind.TEXT), Column("B")), ())
    assert table_data(table)["rows"] == [["Er is hier niets te zien.", ""]]


# ------------------------------------------------------------------------------------- hostile words


@pytest.mark.parametrize("words", [*NAUGHTY, *CODE], ids=range(len(NAUGHTY) + len(CODE)))
def test_what_people_type_is_text_and_nothing_else(words: str) -> None:
    presentation = shown(nasty_deck(words))
    assert pages(pdf_of(presentation)) <= 4
    known = set((FOLDER / "tekens.txt").read_text(encoding="utf-8"))
    assert set(readable(words)) <= known
    said = json.dumps([slide_data(one) for one in presentation.slides])
    assert json.dumps(readable(words).strip())[1:-1][:150] in said


def test_a_character_we_have_no_letter_for_loses_its_mark_or_becomes_a_question_mark() -> None:
    assert readable("Ḷāb 田 café 👍 €5") == "Lāb ? café ? €5"
    assert readable(" a ") == " a "
