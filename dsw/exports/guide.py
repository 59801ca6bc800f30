"""Reading guides: what a file is, of which day, what its columns mean and what its codes stand for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dsw.domain import Evidence, Obstacle, Status
from dsw.exports.book import GuideLine
from dsw.exports.rulings import Scope
from dsw.plan import load_plan
from dsw.store import Head
from dsw.texts import label, text


def register_guide(day: date, columns: Sequence[str], scope: Scope = Scope.BEHEER) -> Iterator[GuideLine]:
    """The reading guide of the register by itself."""
    yield text("uitvoer.titel"), text("uitvoer.stand", dag=day), True
    lines = ("wat", "privacy", "terug") if scope is Scope.BEHEER else ("wat", "openbaar")
    for line in lines:
        yield "", text(f"uitvoer.uitleg.{line}"), False
    yield from _explained("kolommen", columns)
    yield from codes(with_evidence="bewijs" in columns)


def book_guide(day: date, head: Head, sheets: Iterable[tuple[str, Sequence[str]]]) -> Iterator[GuideLine]:
    """The reading guide of everything.

    Args:
        sheets: for each sheet its key and its columns.
    """
    yield text("uitvoer.alles"), text("uitvoer.stand", dag=day), True
    yield "", text("uitvoer.revisie", revisie=head.revision), False
    yield "", text("uitvoer.uitleg.privacy"), False
    for key, columns in sheets:
        yield "", "", False
        yield text(f"uitvoer.blad.{key}"), text(f"uitvoer.uitleg_blad.{key}"), True
        yield from ((column, column_words(column), False) for column in columns)
    yield from codes(with_evidence=True)


def codes(*, with_evidence: bool) -> Iterator[GuideLine]:
    """What numbers and short words stand for."""
    plan = load_plan()
    yield from _table("doelgroepen", ((str(section.number), section.name) for section in plan.sections))
    yield from _table("acties", ((action.code, action.title) for action in plan.actions))
    yield from _table("statussen", ((status.value, label(status)) for status in Status))
    yield from _table("obstakels", ((obstacle.value, label(obstacle)) for obstacle in Obstacle))
    if with_evidence:
        yield from _table("bewijzen", ((evidence.value, label(evidence)) for evidence in Evidence))


def column_words(column: str) -> str:
    """What a column of the register, of the staff's tables or of the log means."""
    return text(f"uitvoer.kolom.{column}")


def _explained(heading: str, columns: Iterable[str]) -> Iterator[GuideLine]:
    yield from _table(heading, ((column, column_words(column)) for column in columns))


def _table(heading: str, lines: Iterable[tuple[str, str]]) -> Iterator[GuideLine]:
    yield "", "", False
    yield text(f"uitvoer.kop.{heading}"), "", True
    yield from ((code, told, False) for code, told in lines)
