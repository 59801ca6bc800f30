"""The action plan and the reference populations as data, read strictly.

Sources: ``data/actieplan-2025.yaml`` (the plan in our own words) and ``data/referentie.yaml`` (how many there
are in reality, and who counted them). A mistake in either stops the start with a `DataError` that says in
which file, at which place and what is wrong.
"""

import functools
from collections.abc import Hashable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from dsw.domain import Kind
from dsw.errors import DataError

DATA_FOLDER = Path(__file__).resolve().parents[1] / "data"
PLAN_FILE = DATA_FOLDER / "actieplan-2025.yaml"
REFERENCE_FILE = DATA_FOLDER / "referentie.yaml"

#: Most characters in an action's title and in a section's short name.
TITLE_LENGTH = 60
SHORT_NAME_LENGTH = 24

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_LENGTH)]
ShortName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT_NAME_LENGTH)
]
KindName = Annotated[Kind, Field(strict=False)]
Source = Annotated[Text | None, BeforeValidator(lambda text: None if text == "geen" else text)]


class StrictModel(BaseModel):
    """A frozen piece of one of our own data files: no unknown key, no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Theme(StrictModel):
    """One of the three tasks of digital craftsmanship.

    Attributes:
        number: 1, 2 or 3.
        name: the task in a few words.
        short_name: the task in at most 24 characters.
        text: what it means.
    """

    number: int = Field(alias="nummer")
    name: Title = Field(alias="naam")
    short_name: ShortName = Field(alias="kort")
    text: Text = Field(alias="tekst")


class PlanDate(StrictModel):
    """A moment the plan names, in the plan's own precision ("rond de zomer van 2025")."""

    when: Text = Field(alias="wanneer")
    what: Text = Field(alias="wat")


class Action(StrictModel):
    """One action of the plan.

    Attributes:
        code: ``S.n``, the n-th action of section S.
        title: at most 60 characters.
        summary: what is asked, in two to four sentences.
        practice: what it may look like, one to three examples.
        themes: numbers of the tasks it serves, one to three.
        dates: moments the plan names with it.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[1-9]\.[1-9]$")]
    title: Title = Field(alias="titel")
    summary: Text = Field(alias="samenvatting")
    practice: tuple[Text, ...] = Field(alias="praktijk", min_length=1, max_length=3)
    themes: tuple[int, ...] = Field(alias="themas", min_length=1, max_length=3)
    dates: tuple[PlanDate, ...] = Field((), alias="data")

    @property
    def section(self) -> int:
        """Number of the section the action belongs to."""
        return int(self.code.partition(".")[0])


class Section(StrictModel):
    """One of the nine sections: a stakeholder group and what it is asked.

    Attributes:
        number: 1 to 9; also the number of the stakeholder group.
        name: the group's name.
        short_name: the name in at most 24 characters, for phones and heatmaps.
        group: one line to the reader that says who belongs to the group.
        asked: what the group is asked, in two or three sentences.
        actions: the section's actions in the plan's order.
    """

    number: int = Field(alias="nummer")
    name: Title = Field(alias="naam")
    short_name: ShortName = Field(alias="korte_naam")
    group: Text = Field(alias="doelgroep")
    asked: Text = Field(alias="gevraagd")
    actions: tuple[Action, ...] = Field(alias="acties", min_length=1)

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        expected = [f"{self.number}.{position}" for position in range(1, len(self.actions) + 1)]
        _expect(expected, [action.code for action in self.actions])
        return self


class Plan(StrictModel):
    """The whole plan.

    Attributes:
        version: what a signature refers to.
        title: the plan's name.
        presented: the day it was presented.
        source: address where it can be read and signed.
        themes: the three tasks.
        sections: the nine sections in order.
    """

    version: Text = Field(alias="versie")
    title: Title = Field(alias="titel")
    presented: date = Field(alias="gepresenteerd")
    source: Text = Field(alias="bron")
    themes: tuple[Theme, ...] = Field(alias="themas", min_length=1)
    sections: tuple[Section, ...] = Field(alias="secties", min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _expect(range(1, len(self.themes) + 1), [theme.number for theme in self.themes])
        _expect(range(1, len(self.sections) + 1), [section.number for section in self.sections])
        known = {theme.number for theme in self.themes}
        for action in self.actions:
            if not known.issuperset(action.themes) or len(set(action.themes)) < len(action.themes):
                context = {"plaats": action.code, "waarde": list(action.themes)}
                raise PydanticCustomError("data.themas", "themes of an action", context)
        return self

    @functools.cached_property
    def actions(self) -> tuple[Action, ...]:
        """All actions in the plan's order."""
        return tuple(action for section in self.sections for action in section.actions)

    @functools.cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all actions in the plan's order: ``"1.1"`` first."""
        return tuple(action.code for action in self.actions)

    @functools.cached_property
    def _index(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes, 1)}

    def __contains__(self, code: object) -> bool:
        """Whether the plan has an action with this code."""
        return code in self._index

    def action(self, code: str) -> Action:
        """The action with this code; KeyError when there is none."""
        return self.actions[self._index[code] - 1]

    def section(self, number: int) -> Section:
        """The section with this number (1 to 9); KeyError when there is none."""
        if not 1 <= number <= len(self.sections):
            raise KeyError(number)
        return self.sections[number - 1]

    def theme(self, number: int) -> Theme:
        """The theme with this number (1 to 3); KeyError when there is none."""
        if not 1 <= number <= len(self.themes):
            raise KeyError(number)
        return self.themes[number - 1]

    def actions_of(self, section: int) -> tuple[Action, ...]:
        """The actions of a section (1 to 9); KeyError when there is none."""
        return self.section(section).actions

    def action_index(self, code: str) -> int:
        """The action's place in the plan, from 1 (27 in all); KeyError when there is none."""
        return self._index[code]

    def code_of(self, index: int) -> str:
        """The code of the action at a place in the plan, from 1; KeyError when there is none."""
        if not 1 <= index <= len(self.codes):
            raise KeyError(index)
        return self.codes[index - 1]


class Population(StrictModel):
    """How many there are in reality of (part of) a stakeholder group.

    Attributes:
        key: a short fixed name.
        group: number of the stakeholder group (1 to 9).
        name: whom it counts.
        kind: persons or organisations; None when it counts both or we cannot tell.
        total: how many; None when nobody we know of counted them.
        as_of: the day they were counted.
        source: who counted them; ``geen`` in the file is None here.
        url: where the count can be read.
        note: what to know about it.
    """

    key: Text = Field(alias="sleutel")
    group: int = Field(alias="doelgroep", ge=1, le=9)
    name: Text = Field(alias="naam")
    kind: KindName | None = Field(None, alias="soort")
    total: int | None = Field(None, alias="aantal", gt=0)
    as_of: date | None = Field(None, alias="stand")
    source: Source = Field(alias="bron")
    url: Text | None = Field(None, alias="adres")
    note: Text = Field(alias="uitleg")

    @model_validator(mode="after")
    def _counted_with_source(self) -> Self:
        if len({self.total is None, self.as_of is None, self.source is None}) > 1:
            raise PydanticCustomError(
                "data.telling", "a count needs a source and a day", {"waarde": self.key}
            )
        return self


class Reference(StrictModel):
    """The reference populations of all stakeholder groups.

    Attributes:
        populations: in the order of the groups; a group may have several.
    """

    populations: tuple[Population, ...] = Field(alias="populaties", min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        keys = [population.key for population in self.populations]
        if len(set(keys)) < len(keys):
            raise PydanticCustomError("data.dubbel", "a key twice", {"plaats": "populaties", "waarde": keys})
        return self

    def of_group(self, group: int) -> tuple[Population, ...]:
        """The populations of a stakeholder group (1 to 9); those without a source too."""
        return tuple(one for one in self.populations if one.group == group)

    def population(self, key: str) -> Population:
        """The population with this key (``"gemeenten"``); KeyError when there is none."""
        found = [one for one in self.populations if one.key == key]
        if not found:
            raise KeyError(key)
        return found[0]


def _expect(expected: Iterable[object], found: Iterable[object]) -> None:
    for wanted, given in zip(expected, found, strict=True):
        if wanted != given:
            raise PydanticCustomError(
                "data.nummering", "a gap or a double", {"verwacht": wanted, "gevonden": given}
            )


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml when it is there
    """YAML in which a list is a tuple and a key occurs once."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, object]:
    found: dict[Hashable, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            line = key_node.start_mark.line + 1
            raise DataError("data.dubbele_sleutel", bestand="", regel=line, waarde=key)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _sequence(loader: Any, node: yaml.SequenceNode) -> tuple[object, ...]:
    return tuple(loader.construct_object(child, deep=True) for child in node.value)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:seq", _sequence)

M = TypeVar("M", bound=BaseModel)


def read_strict(path: Path, model: type[M]) -> M:
    """Read one of our own YAML files as a model; lists arrive as tuples.

    Raises:
        DataError: the file is missing, no YAML, or does not fit; says file, place and what is wrong.
    """
    try:
        return parse_strict(path.read_text(encoding="utf-8"), path.name, model)
    except OSError as error:
        raise DataError("data.bestand_ontbreekt", bestand=path.name) from error
    except UnicodeDecodeError as error:
        raise DataError("data.onleesbaar", bestand=path.name, melding=str(error)) from error


def parse_strict(content: str, name: str, model: type[M]) -> M:
    """The same of YAML that is at hand.

    Args:
        name: where it comes from, for whoever has to mend it.

    Raises:
        DataError: it is no YAML, or does not fit; says place and what is wrong.
    """
    try:
        return model.model_validate(yaml.load(content, Loader=_StrictLoader))  # noqa: S506  # a safe loader with two rules more
    except DataError as error:
        raise DataError(error.key, **{**error.values, "bestand": name}) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError("data.onleesbaar", bestand=name, melding=str(error)) from error
    except ValidationError as error:
        raise as_data_error(name, error) from error


_KEY_OF_TYPE = {
    "missing": "data.ontbreekt",
    "extra_forbidden": "data.onbekende_sleutel",
    "string_too_long": "data.te_lang",
    "string_too_short": "data.leeg",
    "too_short": "data.leeg",
}


def as_data_error(file: str, error: ValidationError) -> DataError:
    """The first mistake pydantic found under our own key; positions in a list count from 1."""
    mistake = error.errors()[0]
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in mistake["loc"])
    kind = mistake["type"]
    key = _KEY_OF_TYPE.get(kind, kind if kind.startswith("data.") else "data.ongeldig")
    values = {"plaats": place or "-", "waarde": str(mistake["input"])[:60], **mistake.get("ctx", {})}
    return DataError(key, bestand=file, **values)


def load_plan(path: Path | None = None) -> Plan:
    """The plan; the product's own is read once and kept.

    Args:
        path: another plan file.

    Raises:
        DataError: the file is wrong; the message says where and what.
    """
    return _own_plan() if path is None else read_strict(path, Plan)


@functools.cache
def _own_plan() -> Plan:
    return read_strict(PLAN_FILE, Plan)


def load_reference(path: Path | None = None) -> Reference:
    """The reference populations; the product's own are read once and kept.

    Raises:
        DataError: the file is wrong; the message says where and what.
    """
    return _own_reference() if path is None else read_strict(path, Reference)


@functools.cache
def _own_reference() -> Reference:
    return read_strict(REFERENCE_FILE, Reference)
