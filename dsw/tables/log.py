"""The log of the staff as a table."""

from dsw.sentences.log import act_words, doer_words, done
from dsw.settings import TIME_ZONE
from dsw.tables.core import Column, ColumnKind, Value
from dsw.texts import text
from dsw.views import LogLine

#: The columns; each is explained below ``uitvoer.kolom`` in the texts.
LOG_COLUMNS = (
    *("opgeslagen_op", "opgeslagen_om", "revisie", "gebeurtenis", "wie", "handeling", "wat", "waar_sinds"),
    *("ondertekenaar", "over_wie", "waarom"),
)


def log_columns() -> tuple[Column, ...]:
    """The columns as a table has them."""
    return tuple(
        Column(name, ColumnKind.DAY if name in ("opgeslagen_op", "waar_sinds") else ColumnKind.TEXT)
        for name in LOG_COLUMNS
    )


def log_row(line: LogLine) -> tuple[Value, ...]:
    """One line of the log."""
    local = line.at.astimezone(TIME_ZONE)
    return (
        local.date(),
        f"{local:%H:%M:%S}",
        line.place.revision,
        line.place.event or None,
        doer_words(line),
        act_words(line.act),
        done(line) if line.fact else text("logboek.geen_feit"),
        line.day,
        line.signatory or None,
        line.name,
        line.why,
    )
