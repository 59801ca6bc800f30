"""The figures of a day as lines of plain text, for the command line."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from dsw.domain import Freshness, Kind, Status
from dsw.sentences.names import region_name, section_name
from dsw.texts import day, label, number, text

_NAME_WIDTH, _FIGURE_WIDTH = 44, 18


def stand_lines(figures: Mapping[str, Any]) -> list[str]:
    """What ``python -m dsw stand`` prints.

    Args:
        figures: as ``dsw.queries.stand_figures`` gives them.
    """
    signatories, pledges = figures["ondertekenaars"], figures["toezeggingen"]
    return [
        text("stand.kop", dag=date.fromisoformat(figures["op"]), revisie=figures["revisie"]),
        text("stand.plan", versie=day(date.fromisoformat(figures["planversie"]))),
        "",
        *_counts("stand.ondertekenaars", signatories["totaal"], signatories["per_soort"], Kind),
        *_counts("stand.toezeggingen", pledges["totaal"], pledges["per_status"], Status),
        *_counts("stand.gehoord", pledges["totaal"], figures["gehoord"], Freshness),
        *_table("stand.secties", pledges["per_sectie"], _section),
        *_table("stand.doelgroepen", pledges["per_doelgroep"], _section),
        *_table("stand.regios", pledges["per_provincie"], region_name),
        text("stand.regios_uitleg"),
    ]


def _counts(
    key: str, total: int, counts: Mapping[str, int], names: type[Kind] | type[Status] | type[Freshness]
) -> Iterator[str]:
    parts = ", ".join(f"{label(name)} {number(counts[name.value])}" for name in names)
    yield text(key, totaal=total, delen=parts)


def _section(number_text: str) -> str:
    return f"{number_text} {section_name(int(number_text))}"


def _table(key: str, rows: Mapping[str, Mapping[str, int]], name: Callable[[str], str]) -> Iterator[str]:
    yield ""
    yield _row(text(key), [label(status) for status in Status])
    for code, counts in rows.items():
        yield _row(name(code), [number(counts[status.value]) for status in Status])


def _row(first: str, cells: list[str]) -> str:
    return first.ljust(_NAME_WIDTH) + "".join(cell.rjust(_FIGURE_WIDTH) for cell in cells)
