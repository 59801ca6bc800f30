"""Tables: the same figures as the figure, for the eye, the ear and the spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsw.domain import Kind
from dsw.errors import DataError
from dsw.figures import FIGURES
from dsw.tables import AtLeast, Column, ColumnKind, Table, moments, places, progress, to_csv, to_html, written
from dsw.views import GroupGap, HeadCount
from tests import builders
from tests.builders import ANSWERS, NASTY

EVERY = [
    pytest.param(recipe, view, id=f"{recipe.key}-{place}")
    for recipe in FIGURES.values()
    for place, view in enumerate(ANSWERS[recipe.question])
]


class Reader(HTMLParser):
    """Reads a table back, and notes every tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def cells(table: Table) -> list[list[str]]:
    """What a spreadsheet reads."""
    return list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig")), delimiter=";"))


def table(*rows: tuple[Any, ...], kind: ColumnKind = ColumnKind.NUMBER) -> Table:
    return Table("Over iets", (Column("Naam", ColumnKind.TEXT), Column("Aantal", kind)), rows)


# ----------------------------------------------------------------------------------------- any table


def test_a_row_must_fit_its_headings() -> None:
    with pytest.raises(DataError, match=r"tabel\.scheef"):
        table(("a", 1, 2))
    with pytest.raises(DataError, match=r"tabel\.scheef"):
        Table("Over niets", (), ())


@pytest.mark.parametrize(
    ("value", "kind", "said", "read"),
    [
        (1596, ColumnKind.NUMBER, "1.596", "1596"),
        (-3, ColumnKind.SIGNED, "\N{MINUS SIGN}3", "-3"),
        (48, ColumnKind.SIGNED, "+48", "48"),
        (36, ColumnKind.PERCENT, "36%", "36"),
        (1234.56, ColumnKind.DECIMAL, "1.234,6", "1234,6"),
        (date(2026, 11, 2), ColumnKind.DAY, "02-11-2026", "2026-11-02"),
        (None, ColumnKind.PERCENT, "–", ""),
        (AtLeast(12), ColumnKind.NUMBER, "12+", "12+"),
        ("tekst", ColumnKind.TEXT, "tekst", "tekst"),
    ],
)
def test_values_for_people_and_for_spreadsheets(value: Any, kind: ColumnKind, said: str, read: str) -> None:
    assert written(value, kind) == said
    assert cells(table(("x", value), kind=kind))[1][1] == read


def test_html_has_a_caption_and_scopes_and_aligns_numbers() -> None:
    html = to_html(table(("a", 1596), ("b", None)))
    assert html.startswith('<table class="dsw-table"><caption>Over iets</caption>')
    assert '<th scope="col">Naam</th><th scope="col" class="dsw-num">Aantal</th>' in html
    assert '<th scope="row">a</th><td class="dsw-num">1.596</td>' in html


def test_an_empty_table_says_so() -> None:
    assert '<td colspan="2">Er is hier niets te zien.</td>' in to_html(table())
    assert cells(table()) == [["Naam", "Aantal"]]


def test_csv_is_what_a_dutch_excel_opens() -> None:
    assert to_csv(table(("é", 1))) == b"\xef\xbb\xbfNaam;Aantal\r\n\xc3\xa9;1\r\n"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_a_text_is_never_a_formula(begin: str) -> None:
    out = io.StringIO(to_csv(table((f"{begin}1+1", 1))).decode("utf-8-sig"), newline="")
    assert list(csv.reader(out, delimiter=";"))[1][0] == f"'{begin}1+1"


@given(st.text())
def test_any_name_is_only_text(name: str) -> None:
    shown = Reader(
        to_html(
            table((name, 1)),
        )
    )
    assert [tag for tag, _ in shown.tags].count("td") == 1
    assert {tag for tag, _ in shown.tags} <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    first = to_csv(table((name, 1))).decode("utf-8-sig").splitlines()[1:]
    assert not first or not first[0].lstrip('" ').startswith(("=", "+", "-", "@", "\t"))


def test_only_a_protected_count_brings_its_note() -> None:
    assert table(("a", 1)).note == ""
    assert table(("a", AtLeast(0))).note.startswith("Een + betekent")


# ------------------------------------------------------------------------------------- every figure


@pytest.mark.parametrize(("recipe", "view"), EVERY)
def test_every_figure_has_its_table(recipe: Any, view: Any) -> None:
    made = recipe.table(view)
    shown = Reader(to_html(made))
    first, *others = [column.title for column in made.columns]
    heads = [row for row in shown.rows if row[0] == first]
    assert [title for head in heads for title in head[1:]] == others
    assert len(set(others)) == len(others)
    assert len(cells(made)) == 1 + len(made.rows)
    assert "script" not in {tag for tag, _ in shown.tags}


def test_hostile_names_come_out_as_text() -> None:
    made = progress.directory(builders.directory())
    assert Reader(to_html(made)).rows[2][0] == NASTY
    assert cells(made)[2][0] == NASTY


def test_sections_add_up_to_the_bar() -> None:
    made = progress.sections(builders.overview())
    assert made.rows[0] == ("1 Inwoners", 160, 22, 48, 8, 3, 13, 66, 14, 55, 41)
    assert all(sum(row[2:8]) == row[1] for row in made.rows)  # type: ignore[arg-type]  # all are numbers


def test_an_empty_section_has_no_shares() -> None:
    assert progress.sections(builders.empty_overview()).rows[0][-3:] == (None, None, None)


def test_a_chosen_section_shows_only_its_actions() -> None:
    chosen = progress.actions(builders.sections(builders.Selection(builders.OP, section=8)))
    assert [row[0] for row in chosen.rows] == ["8.1"]


def test_all_news_is_there_zeros_too() -> None:
    rows = dict(progress.overview_changes(builders.overview()).rows)  # type: ignore[arg-type]  # pairs
    assert rows["Nieuwe ondertekenaars"] == 51
    assert rows["Kwam stil te staan door geld"] == 5
    empty = progress.overview_changes(builders.empty_overview())
    assert {row[1] for row in empty.rows} == {0}


def test_nationwide_and_unknown_stand_beside_the_provinces() -> None:
    rows = places.provinces(builders.regions()).rows
    assert len(rows) == 14
    assert [row[:3] for row in rows[-2:]] == [("Landelijk", 71, None), ("Onbekend", 1, None)]


def test_a_protected_municipality_has_at_least_one() -> None:
    rows = {row[0]: row[2] for row in places.municipalities(builders.regions()).rows}
    assert rows["Utrecht"] == AtLeast(1)
    assert rows["Borsele"] == 0
    assert len(rows) == 342


def test_protected_cells_are_marked() -> None:
    view = builders.regions()
    marked = [
        value for row in places.section_province(view).rows for value in row if isinstance(value, AtLeast)
    ]
    assert len(marked) == view.matrix.hidden_cells


def test_a_population_nobody_counted_has_no_share() -> None:
    rows = places.reach(builders.gaps_view()).rows
    assert rows == (
        ("4 Gemeenten en zorgverzekeraars", "organisaties", 74, 342, "22%"),
        ("1 Inwoners", "ondertekenaars", 120, None, None),
    )


def test_a_tiny_share_is_not_rounded_up() -> None:
    gap = GroupGap(1, 46, 17_947_684, kind=Kind.PERSOON)
    view = replace(builders.gaps_view(), references=(gap,))
    assert places.reach(view).rows == (("1 Inwoners", "personen", 46, 17_947_684, "minder dan 1%"),)


def test_where_persons_are_left_out_no_share_is_a_bound() -> None:
    full = builders.overview()
    hidden = replace(full.sections[0], tally=replace(full.sections[0].tally, hidden_persons=True))
    row = progress.sections(replace(full, sections=(hidden,))).rows[0]
    assert row[1:3] == (AtLeast(160), AtLeast(22))
    assert row[-3:] == (None, None, None)


def test_lines_over_time_mark_what_leaves_persons_out() -> None:
    full = builders.trend()
    hidden = replace(full.points[-1], tally=replace(full.points[-1].tally, hidden_persons=True))
    row = moments.signatories_over_time(replace(full, points=(hidden,))).rows[0]
    assert row == (builders.OP, AtLeast(612), 240, AtLeast(372))


def test_changes_without_persons_say_so_above_the_column() -> None:
    full = builders.trend()
    view = replace(full, changes=replace(full.changes, hidden_persons=True))
    for made in (moments.differences(view), moments.flows(view)):
        assert made.columns[-1].title == "Aantal zonder personen"
    assert moments.differences(full).columns[-1].title == "Aantal"


def test_numbers_per_inhabitant_and_per_municipality_are_marked_too() -> None:
    full = builders.regions()
    row = replace(full.provinces[0], signatories=HeadCount(9, 0, hidden_persons=True), unsure=2, per_100k=1.8)
    cells = places.provinces(replace(full, provinces=(row,))).rows[0]
    assert cells[1:3] == (AtLeast(9), AtLeast(1.8))
    assert cells[4] == AtLeast(row.covered)
    assert (written(AtLeast(1.8), ColumnKind.DECIMAL), written(AtLeast(4), ColumnKind.PERCENT)) == (
        "1,8+",
        "4%+",
    )


def test_obstacles_of_a_protected_action_are_marked() -> None:
    full = builders.action()
    view = replace(full, tally=replace(full.tally, hidden_persons=True))
    assert progress.action_obstacles(view).rows[0] == ("tijd", AtLeast(12))


def test_growth_we_do_not_show_is_no_number() -> None:
    assert [row[4] for row in progress.groups(builders.groups()).rows][:3] == [-2, None, 0]


def test_two_days_beside_each_other() -> None:
    row = moments.comparison(builders.trend()).rows[0]
    assert row == ("1 Inwoners", 127, 18, 14, 53, 160, 22, 14, 66, 4)


def test_flows_name_what_did_not_exist() -> None:
    rows = moments.flows(builders.trend()).rows
    assert ("bestond nog niet", "nog niet gestart", 120) in rows
    assert ("gestopt", "beëindigd", 8) in rows


def test_a_wide_table_is_shown_in_parts_that_each_name_their_rows() -> None:
    columns = tuple(Column(name) for name in "abcd")
    html = to_html(Table("x", columns, ((1, 2, 3, 4),), parts=(2, 1)))
    assert html.count("<table") == html.count('<th scope="row">1</th>') == 2
    assert all(html.count(f">{name}</th>") == (2 if name == "a" else 1) for name in "abcd")
    with pytest.raises(DataError):
        Table("x", columns, (), parts=(2, 2))
