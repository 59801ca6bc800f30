"""Mappings: how the columns of a form become the fields of the register. Data, read strictly."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from dsw.errors import DataError, MappingError
from dsw.intake.days import SlashOrder
from dsw.intake.options import Options, action_options
from dsw.intake.values import key_of
from dsw.plan import StrictModel, read_strict
from dsw.settings import DATA

MAPPING_FOLDER = DATA / "mappings"
#: The source under which our own export is read; it never gets an origin of its own.
OWN_SOURCE = "actieplanmonitor"

Header: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Value: TypeAlias = Annotated[str, BeforeValidator(lambda value: _plain(value))]


def _plain(value: object) -> object:
    """Numbers, days and yes or no in a mapping are meant as the text a cell would hold."""
    return str(value) if isinstance(value, int | float | date) else value


class FieldName(StrEnum):
    """What a column can hold."""

    EXTERN_NUMMER = "extern_nummer"
    KENMERK = "kenmerk"
    CONCEPT = "concept"
    SOORT = "soort"
    NAAM = "naam"
    ORGANISATIE = "organisatie"
    CONTACTPERSOON = "contactpersoon"
    E_MAIL = "e_mail"
    DOELGROEP = "doelgroep"
    REGIO = "regio"
    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"
    PLANVERSIE = "planversie"
    ONDERTEKEND_OP = "ondertekend_op"
    GEWIJZIGD_OP = "gewijzigd_op"
    NAAM_TONEN = "naam_tonen"
    MAIL_TOESTEMMING = "mail_toestemming"
    BRON = "bron"
    BRONNUMMER = "bronnummer"
    ACTIES = "acties"
    BEZIG_MET = "bezig_met"
    ACTIE = "actie"
    TOEGEZEGD_OP = "toegezegd_op"
    STREEFDATUM = "streefdatum"
    STATUS = "status"
    STATUS_SINDS = "status_sinds"
    LAATST_GEHOORD = "laatst_gehoord"
    OBSTAKEL = "obstakel"
    BEWIJS = "bewijs"
    TOELICHTING = "toelichting"
    LINK = "link"
    VRAAG = "vraag"
    REDEN = "reden"


#: The fields with one or more actions in a cell.
ACTION_FIELDS = frozenset({FieldName.ACTIES, FieldName.BEZIG_MET, FieldName.ACTIE})
#: The fields whose options may have a column each.
OPTION_FIELDS = ACTION_FIELDS | {
    *(FieldName.REGIO, FieldName.GEMEENTE, FieldName.PROVINCIE, FieldName.DOELGROEP, FieldName.SOORT),
}
#: The fields about one pledge, where a row is one.
PLEDGE_FIELDS = frozenset(list(FieldName)[list(FieldName).index(FieldName.ACTIE) :])
_FieldKey: TypeAlias = Annotated[FieldName, Field(strict=False)]


class Together(StrictModel):
    """Columns that make one value together, with a space between: first name and last name."""

    columns: tuple[Header, ...] = Field(alias="samen", min_length=1)


Columns: TypeAlias = Header | tuple[Header, ...] | Together


class FormMapping(StrictModel):
    """One mapping; ``data/mappings/LEESMIJ.md`` explains every key.

    Attributes:
        name: what ``--mapping`` calls it; about: what form it is for.
        source: names where the rows come from; row numbers are unique within it.
        per_pledge: a row is one pledge instead of one signatory.
        literal: cells hold exactly what is meant: nothing is repaired and only blank is missing.
        slashes: what ``7/2/20`` means.
        recognise: headers a file must have; of each group one.
        columns: the headers a field may stand under, the first with a value counts.
        per_option: the beginning of headers that end in an option, one column per option.
        constants: values that hold for every row.
        translations: per field what a cell's text stands for.
        only: rows count where this column has one of these values.
        never, ignore: headers whose cells are thrown away; the first because they must not be stored.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")] = Field(alias="naam")
    about: Header = Field(alias="omschrijving")
    source: Annotated[Header, StringConstraints(max_length=40)] = Field(alias="bron")
    row: Literal["ondertekenaar", "toezegging"] = Field("ondertekenaar", alias="rij")
    literal: bool = Field(False, alias="letterlijk")
    slashes: Annotated[SlashOrder, Field(strict=False)] = Field(SlashOrder.DAY_FIRST, alias="schuine_streep")
    recognise: tuple[Header | tuple[Header, ...], ...] = Field(alias="herken", min_length=1)
    columns: Mapping[_FieldKey, Columns] = Field(alias="kolommen")
    per_option: Mapping[_FieldKey, Header | tuple[Header, ...]] = Field({}, alias="per_optie")
    constants: Mapping[_FieldKey, Value] = Field({}, alias="vast")
    translations: Mapping[_FieldKey, Mapping[Value, Value]] = Field({}, alias="vertaal")
    only: Mapping[Header, tuple[Value, ...]] = Field({}, alias="kies")
    never: tuple[Header, ...] = Field((), alias="nooit")
    ignore: tuple[Header, ...] = Field((), alias="negeren")

    @property
    def per_pledge(self) -> bool:
        """Whether a row is one pledge instead of one signatory."""
        return self.row == "toezegging"

    @property
    def asked(self) -> frozenset[FieldName]:
        """The fields the mapping says anything about."""
        return frozenset((*self.columns, *self.per_option, *self.constants))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        known = {*self.columns, *self.constants}
        needed = {FieldName.SOORT, FieldName.DOELGROEP}
        if not needed <= known or not known & {FieldName.NAAM, FieldName.ORGANISATIE}:
            lacking = ", ".join(sorted(needed - known)) or "naam"
            raise PydanticCustomError("data.ontbreekt", "a field", {"plaats": "kolommen", "waarde": lacking})
        if not set(self.per_option) <= OPTION_FIELDS:
            raise PydanticCustomError("data.ongeldig", "no options", {"plaats": "per_optie"})
        stored = {header_key(header) for columns in self.columns.values() for header in headers_of(columns)}
        forbidden = stored & {header_key(header) for header in self.never}
        if forbidden:
            raise PydanticCustomError("data.ongeldig", "both", {"plaats": "nooit", "waarde": min(forbidden)})
        return self

    def saying(self, words: Mapping[FieldName, Mapping[str, str]]) -> "FormMapping":
        """The same mapping, with these translations besides its own."""
        told = {name: {**self.translations.get(name, {}), **more} for name, more in words.items()}
        return FormMapping.model_validate(
            {**self.model_dump(by_alias=True), "vertaal": {**self.translations, **told}}
        )

    @functools.cached_property
    def words(self) -> Mapping[FieldName, Mapping[str, str]]:
        """The translations, by the key of what a cell holds."""
        return {
            field: {key_of(text) or text: value for text, value in told.items()}
            for field, told in self.translations.items()
        }

    @functools.cached_property
    def actions(self) -> Mapping[FieldName, Options]:
        """The options of each question about actions.

        Raises:
            MappingError: a translation names an action the plan does not have.
        """
        try:
            return {field: action_options(self.translations.get(field)) for field in ACTION_FIELDS}
        except KeyError as error:
            raise MappingError("mapping.actie", mapping=self.name, actie=error.args[0]) from error


def headers_of(columns: Columns) -> tuple[str, ...]:
    """The headers a field may stand under."""
    if isinstance(columns, Together):
        return columns.columns
    return (columns,) if isinstance(columns, str) else columns


@functools.lru_cache(maxsize=8192)
def header_key(header: str) -> str:
    """A header without capitals, line breaks, double spaces, and the mark of a required question."""
    return " ".join(header.replace("\N{NO-BREAK SPACE}", " ").split()).casefold().rstrip(" *:")


def load_mapping(name: str, chosen: Iterable[str] = ()) -> FormMapping:
    """A mapping by name, or from a file.

    Args:
        name: one of ``data/mappings/``, or the path of a YAML file.
        chosen: what else somebody may choose from, to name it where there is no such mapping.

    Raises:
        MappingError: there is no such mapping, or it is wrong.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return _read(path)
    known = {mapping.name: mapping for mapping in all_mappings()}
    if name not in known:
        raise MappingError("mapping.onbekend", naam=name[:80], bekend=", ".join(sorted({*known, *chosen})))
    return known[name]


@functools.cache
def all_mappings() -> tuple[FormMapping, ...]:
    """The mappings that come with the product.

    Raises:
        MappingError: one of them is wrong.
    """
    return tuple(_own_mappings())


def _own_mappings() -> Iterator[FormMapping]:
    for path in sorted(MAPPING_FOLDER.glob("*.yaml")):
        yield _read(path)


def _read(path: Path) -> FormMapping:
    try:
        mapping = read_strict(path, FormMapping)
    except DataError as error:
        raise MappingError(error.key, **error.values) from error
    if mapping.source.casefold() == OWN_SOURCE and path.resolve().parent != MAPPING_FOLDER:
        raise MappingError("mapping.bron", mapping=mapping.name, bron=mapping.source)
    assert mapping.actions  # a wrong code must show now, not at the first row that has it
    return mapping
