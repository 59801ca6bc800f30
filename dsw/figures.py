"""Every figure of the product: its sentence, its table and its picture, all from one answer object.

``FIGURES`` is what pages draw and what ``/download/<key>.csv``, ``.xlsx`` and ``.svg`` give.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlencode

from dsw.errors import DataError, RequestError
from dsw.pictures import Canvas, bodies, framed
from dsw.queries.address import ACTION, OP, PAGE, SEARCH, SINCE, params_of
from dsw.sentences import moments, places, progress, region_name
from dsw.tables import Table, to_csv
from dsw.tables import moments as moment_tables
from dsw.tables import places as place_tables
from dsw.tables import progress as progress_tables
from dsw.texts import text
from dsw.views import (
    ActionView,
    DirectoryView,
    Overview,
    RegionsView,
    SectionsView,
    Shading,
    Stamp,
    TrendView,
)

#: The answer object a recipe's question gives; the pairing is what the tests of this module prove.
Answer: TypeAlias = Any
#: Draws a picture's body on a sheet from a height down and returns where it ends.
Draw: TypeAlias = Callable[[Canvas, float, Answer], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page must hold to show a figure: no chart without its sentence and its table.

    Attributes:
        key: its name in addresses.
        title: the heading above it.
        sentence: what it says, in words.
        table: the figures behind it.
        stamp: of which day it is, and when the register last changed.
        query: what comes behind the ``?`` to ask for this very figure.
        picture: there is a picture to take along.
        credit: whose material it rests on; "" when only the register.

    Raises:
        DataError: title, sentence or table is missing.
    """

    key: str
    title: str
    sentence: str
    table: Table
    stamp: Stamp
    query: str = ""
    picture: bool = True
    credit: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure that cannot be read."""
        if not self.title.strip() or not self.sentence.strip():
            raise DataError("figuur.zonder_zin", figuur=self.key)
        if not isinstance(self.table, Table):
            raise DataError("figuur.zonder_tabel", figuur=self.key)

    @property
    def csv_address(self) -> str:
        """Where its figures can be downloaded."""
        return f"/download/{self.key}.csv?{self.query}"

    @property
    def xlsx_address(self) -> str:
        """Where its figures can be downloaded as a workbook."""
        return f"/download/{self.key}.xlsx?{self.query}"

    @property
    def svg_address(self) -> str | None:
        """Where its picture can be downloaded; None when there is none."""
        return f"/download/{self.key}.svg?{self.query}" if self.picture else None


@dataclass(frozen=True, slots=True)
class FigureRecipe:
    """How one figure is made.

    Attributes:
        key: its name in addresses.
        question: the query whose answer it shows.
        title: the heading, from the answer.
        sentence: the sentence, from the answer.
        table: the table, from the answer.
        draw: draws the picture's body; None when there is no picture.
        credit: key of the text that names whose material it rests on.
    """

    key: str
    question: str
    title: Callable[[Answer], str]
    sentence: Callable[[Answer], str]
    table: Callable[[Answer], Table]
    draw: Draw | None
    credit: str = ""

    def figure(self, view: Answer) -> Figure:
        """The figure for an answer."""
        return Figure(
            self.key,
            self.title(view),
            self.sentence(view),
            self.table(view),
            view.stamp,
            urlencode(parameters(view)),
            self.draw is not None,
            text(self.credit) if self.credit else "",
        )

    def csv(self, view: Answer) -> bytes:
        """The figures as a file for a Dutch spreadsheet."""
        return to_csv(self.table(view))

    def svg(self, view: Answer) -> str:
        """The picture as an SVG document.

        Raises:
            RequestError: this figure has no picture.
        """
        draw = self.draw
        if draw is None:
            raise RequestError("figuur.geen_plaatje", figuur=self.key)
        shown = self.figure(view)
        return framed(
            shown.title,
            shown.sentence,
            shown.stamp,
            lambda canvas, top: draw(canvas, top, view),
            credit=shown.credit,
        )


def figure(key: str, view: Answer) -> Figure:
    """The figure with this key for an answer.

    Raises:
        RequestError: there is no such figure.
    """
    recipe = FIGURES.get(key)
    if recipe is None:
        raise RequestError("figuur.onbekend", figuur=key[:40])
    return recipe.figure(view)


def parameters(view: Answer) -> dict[str, str]:
    """What an address must hold to ask for this very answer again, its day always included."""
    found = {OP: view.selection.op.isoformat(), **params_of(view.selection, view.selection.op)}
    match view:
        case ActionView(code=code):
            found[ACTION] = code
        case TrendView(since=since):
            found[SINCE] = since.isoformat()
        case DirectoryView(text=words, page=page):
            found |= {SEARCH: words} if words else {}
            found |= {PAGE: str(page)} if page > 1 else {}
    return found


def _changes_title(view: Overview) -> str:
    return text("figuur.veranderingen", dag=view.changes.since)


def _actions_title(view: SectionsView) -> str:
    section = view.selection.section
    return text("figuur.acties") if section is None else text("figuur.acties_sectie", nummer=section)


def _action_title(view: ActionView) -> str:
    return text("figuur.actie", code=view.code)


def _action_groups_title(view: ActionView) -> str:
    return text("figuur.actie_doelgroepen", code=view.code)


def _province_title(view: RegionsView) -> str:
    if view.detail is None:
        return text("figuur.tegels")
    return text("figuur.provincie", naam=region_name(view.detail.row.code))


def _differences_title(view: TrendView) -> str:
    return text("figuur.verschillen", dag=view.since)


def _recipe(
    key: str,
    question: str,
    sentence: Callable[[Answer], str],
    table: Callable[[Answer], Table],
    draw: Draw | None,
    title: Callable[[Answer], str] | None = None,
    credit: str = "",
) -> FigureRecipe:
    """A recipe; without a title of its own it takes the text ``figuur.<key>``."""
    plain = f"figuur.{key.replace('-', '_')}"
    return FigureRecipe(key, question, title or (lambda _view: text(plain)), sentence, table, draw, credit)


def _map_recipe(form: str, shading: Shading) -> FigureRecipe:
    suffix = "" if shading is Shading.COUNT else f"-{shading.value.replace('_', '-')}"
    draw = {"tegels": bodies.tiles, "omtrek": bodies.outlines}[form]
    return _recipe(
        f"{form}{suffix}",
        "regions",
        lambda view: places.province_map(view, shading),
        place_tables.provinces,
        lambda canvas, top, view: draw(canvas, top, view, shading),
        credit="onder.grenzen" if form == "omtrek" else "",
    )


def _recipes() -> Iterator[FigureRecipe]:
    say, tab = progress, progress_tables
    yield _recipe("secties", "overview", say.sections, tab.sections, bodies.sections)
    changed = (say.overview_changes, tab.overview_changes, bodies.overview_changes)
    yield _recipe("veranderingen", "overview", *changed, _changes_title)
    yield _recipe("witte-vlekken", "overview", say.overview_gaps, tab.overview_gaps, bodies.overview_gaps)
    yield _recipe("acties", "sections", say.actions, tab.actions, bodies.actions, _actions_title)
    yield _recipe("actie", "action", say.action, tab.action, bodies.action, _action_title)
    groups = (say.action_groups, tab.action_groups, bodies.action_groups)
    yield _recipe("actie-doelgroepen", "action", *groups, _action_groups_title)
    obstacles = (say.action_obstacles, tab.action_obstacles, bodies.action_obstacles)
    yield _recipe("actie-belemmeringen", "action", *obstacles)
    yield _recipe("actie-stemmen", "action", say.action_voices, tab.action_voices, None)
    yield _recipe("doelgroepen", "groups", say.groups, tab.groups, bodies.groups)
    yield from _place_recipes()
    yield from _moment_recipes()


def _place_recipes() -> Iterator[FigureRecipe]:
    say, tab = places, place_tables
    for form in ("tegels", "omtrek"):
        yield from (_map_recipe(form, shading) for shading in Shading)
    yield _recipe("zeshoeken", "regions", say.municipality_map, tab.municipalities, bodies.hexagons)
    crossed = (say.section_province, tab.section_province, bodies.section_province)
    yield _recipe("secties-provincies", "regions", *crossed)
    yield _recipe("provincie", "regions", say.province, tab.province, bodies.province, _province_title)
    yield _recipe("dunne-acties", "gaps", say.thin_actions, tab.thin_actions, bodies.thin_actions)
    yield _recipe("doelgroepen-provincies", "gaps", say.presence, tab.presence, bodies.presence)
    missing = (say.missing_groups, tab.missing_groups, bodies.missing_groups)
    yield _recipe("ontbrekende-doelgroepen", "gaps", *missing)
    empty = (say.empty_municipalities, tab.empty_municipalities, bodies.empty_municipalities)
    yield _recipe("lege-gemeenten", "gaps", *empty)
    yield _recipe("bereik", "gaps", say.reach, tab.reach, bodies.reach)


def _moment_recipes() -> Iterator[FigureRecipe]:
    say, tab = moments, moment_tables
    people = (say.signatories_over_time, tab.signatories_over_time, bodies.signatories_over_time)
    yield _recipe("ondertekenaars-verloop", "trend", *people)
    statuses = (say.statuses_over_time, tab.statuses_over_time, bodies.statuses_over_time)
    yield _recipe("statussen-verloop", "trend", *statuses)
    yield _recipe("vergelijking", "trend", say.comparison, tab.comparison, bodies.comparison)
    different = (say.differences, tab.differences, bodies.differences)
    yield _recipe("verschillen", "trend", *different, _differences_title)
    yield _recipe("stromen", "trend", say.flows, tab.flows, bodies.flows)
    yield _recipe("nieuwkomers", "trend", say.newcomers, tab.newcomers, None)
    yield _recipe("ondertekenaars", "directory", say.directory, progress_tables.directory, None)


#: Every figure by its key.
FIGURES: Mapping[str, FigureRecipe] = MappingProxyType({recipe.key: recipe for recipe in _recipes()})
