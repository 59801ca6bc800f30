"""Any file by its name: the register, a table of the staff, a figure, or all of them in one workbook."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dsw.errors import RequestError
from dsw.exports.cells import CsvForm
from dsw.exports.figures import all_xlsx, figure_csv, figure_xlsx
from dsw.exports.rulings import Scope
from dsw.exports.sheets import STAFF_SHEETS
from dsw.exports.writing import EVERYTHING, write_everything, write_export, write_sheet
from dsw.figures import FIGURES, FigureRecipe
from dsw.files import appearing
from dsw.queries.asking import Request, answer, read_request
from dsw.queries.directory import directory
from dsw.settings import today
from dsw.store import Mirror, Store

#: The name of the register itself.
REGISTER = "register"


def export(
    store: Store,
    path: Path,
    view: str = REGISTER,
    op: date | None = None,
    scope: Scope = Scope.BEHEER,
    csv: CsvForm = CsvForm.REGISTER,
) -> int:
    """Write what is called ``view`` to ``path``.

    Args:
        view: ``register``, ``alles``, a key of ``STAFF_SHEETS`` (for the staff alone) or of ``FIGURES``.
        op: as it stood at the end of this day; without it, today.

    Returns:
        How many rows (of the first table) were written.

    Raises:
        RequestError: there is no such view in this scope, or no such kind of file.
        RuleError, StoreError: as with :func:`dsw.exports.write_export`.
    """
    if view == REGISTER:
        return write_export(store, path, op, scope, csv)
    if view == EVERYTHING and scope is Scope.BEHEER:
        return write_everything(store, path, op)
    if view in STAFF_SHEETS and (scope is Scope.BEHEER or view not in FIGURES):
        _check_scope(view, scope)
        return write_sheet(store, path, STAFF_SHEETS[view], op, csv)
    return _write_figures(store, path, view, op or today(), csv)


def view_names() -> tuple[str, ...]:
    """Everything ``export`` knows by name."""
    return tuple(dict.fromkeys((REGISTER, EVERYTHING, *STAFF_SHEETS, *FIGURES)))


def _check_scope(view: str, scope: Scope) -> None:
    if scope is not Scope.BEHEER:
        raise RequestError("uitvoer.alleen_beheer", naam=view)


def _write_figures(store: Store, path: Path, view: str, op: date, csv: CsvForm) -> int:
    make = _maker(path, view, csv)
    asked, _faults = read_request({"op": op.isoformat()}, today())
    snapshot = Mirror(store).current()

    def answering(recipe: FigureRecipe, code: str) -> Any:
        if recipe.question == "directory":
            return directory(snapshot, asked.selection, size=sys.maxsize)
        about = Request(asked.selection, code or None, asked.since, asked.text, asked.page)
        return answer(recipe.question, snapshot, store, about)

    with appearing(path, overwrite=True) as draft:
        content, count = make(answering)
        draft.write_bytes(content)
    return count


_Make = Callable[[Callable[[FigureRecipe, str], Any]], tuple[bytes, int]]


def _maker(path: Path, view: str, csv: CsvForm) -> _Make:
    """What makes a file of figures.

    Raises:
        RequestError: there is no such figure, it is about one action, or no such kind of file.
    """
    kind, recipe = path.suffix.casefold(), FIGURES.get(view)
    if kind not in (".csv", ".xlsx"):
        raise RequestError("uitvoer.soort", bestand=path.name)
    if view == EVERYTHING:
        if kind != ".xlsx":
            raise RequestError("uitvoer.alleen_xlsx", bestand=path.name)
        return lambda answering: (all_xlsx(answering), len(FIGURES))
    if recipe is None or recipe.question == "action":
        raise RequestError("uitvoer.onbekend", naam=view[:40], bekend=", ".join(view_names()))
    return _one_figure(recipe, kind, csv)


def _one_figure(recipe: FigureRecipe, kind: str, csv: CsvForm) -> _Make:
    def make(answering: Callable[[FigureRecipe, str], Any]) -> tuple[bytes, int]:
        view = answering(recipe, "")
        write = figure_xlsx if kind == ".xlsx" else figure_csv
        if kind == ".csv" and csv is not CsvForm.STANDAARD:
            return recipe.csv(view), len(recipe.table(view).rows)
        return write(recipe, view), len(recipe.table(view).rows)

    return make
