"""Tables that stand beside a chart or a map on a slide: a few columns of the ones behind it."""

from collections.abc import Sequence

from dsw.pictures.bars import range_words
from dsw.segments import Segment, segments
from dsw.sentences import region_name
from dsw.sentences.names import capital
from dsw.slides.model import Bars, Slide
from dsw.tables import Column, Table
from dsw.tables.parts import counted
from dsw.tables.places import provinces
from dsw.texts import label, text
from dsw.views import RegionsView


def counts_beside(slide: Slide, block: Bars) -> Table:
    """The name of each row, how many there are, and the range that is done."""
    assert slide.table is not None
    counts = picked(slide.table, (text("tabel.ondertekenaars"), text("tabel.toezeggingen")))
    rows = zip(counts.rows, block.rows, strict=True)
    columns = (*counts.columns, Column(text("meenemen.deel_klaar")))
    named = tuple((f"{row.number} {row.name}", *cells[1:], range_words(row.tally)) for cells, row in rows)
    return Table(counts.caption, columns, named)


def counts_of_bars(slide: Slide, block: Bars) -> Table:
    """All that a chart of bars shows: as :func:`counts_beside`, and the six parts of each bar."""
    beside = counts_beside(slide, block)
    columns = (*beside.columns, *(Column(capital(label(segment))) for segment in Segment))
    rows = tuple(
        (*cells, *(counted(count, hidden=row.tally.hidden_persons) for _, count in segments(row.tally)))
        for cells, row in zip(beside.rows, block.rows, strict=True)
    )
    return Table(beside.caption, columns, rows)


def provinces_of(view: RegionsView) -> Table:
    """How many take part in each province; in the meeting's own region that one alone."""
    titles = [text(f"tabel.{key}") for key in ("ondertekenaars", "gemeenten", "met_iemand")]
    table, chosen = picked(provinces(view), titles), view.selection.province
    rows = [row for row in table.rows if chosen is None or row[0] == region_name(chosen)]
    return Table(table.caption, table.columns, tuple(rows or table.rows))


def picked(table: Table, titles: Sequence[str]) -> Table:
    """Some columns of a table, the first one too."""
    chosen = [0, *(place for place, one in enumerate(table.columns) if place and one.title in titles)]
    rows = tuple(tuple(row[place] for place in chosen) for row in table.rows)
    return Table(table.caption, tuple(table.columns[place] for place in chosen), rows)
