"""The recipe for the fictional register: ``data/demo.yaml``, read strictly."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dsw.domain import Obstacle, Status
from dsw.plan import DATA_FOLDER, StrictModel, Text, read_strict

RECIPE_FILE = DATA_FOLDER / "demo.yaml"

Weight = Annotated[float, Field(ge=0)]
Chance = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[int, Field(ge=0)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
StatusName = Annotated[Status, Field(strict=False)]
ObstacleName = Annotated[Obstacle, Field(strict=False)]


class Wave(StrictModel):
    """A moment after which many sign: its day from the first, its share, and how long it lasts in days."""

    name: Text = Field(alias="naam")
    day: Days = Field(alias="dag")
    share: Weight = Field(alias="aandeel")
    length: Annotated[int, Field(gt=0)] = Field(alias="duur")


class Reach(StrictModel):
    """Weights of where somebody works: one or several municipalities or provinces, everywhere, unknown."""

    municipality: Weight = Field(alias="gemeente")
    municipalities: Weight = Field(alias="gemeenten")
    province: Weight = Field(alias="provincie")
    provinces: Weight = Field(alias="provincies")
    nationwide: Weight = Field(alias="landelijk")
    unknown: Weight = Field(alias="onbekend")


class Group(StrictModel):
    """One stakeholder group.

    Attributes:
        share: how many of all signatories; persons: chance that one is a person.
        own: chance that a pledge is on the group's own section.
        local_names: what organisations in one municipality or province are called; ``{plaats}`` and
            ``{verzonnen}`` are filled in. other_names: what the others are called.
    """

    number: int = Field(alias="nummer")
    share: Weight = Field(alias="aandeel")
    persons: Chance = Field(alias="personen")
    own: Chance = Field(alias="eigen")
    reach: Reach = Field(alias="bereik")
    local_names: Texts = Field(alias="plaatselijk")
    other_names: Texts = Field(alias="elders")


class Chances(StrictModel):
    """How often things happen, from 0 to 1."""

    organisation_named: Chance = Field(alias="organisatie_met_naam")
    person_named: Chance = Field(alias="persoon_met_naam")
    mail_consent: Chance = Field(alias="mail_toestemming")
    pledges_at_once: Chance = Field(alias="meteen_toezeggen")
    due: Chance = Field(alias="streefdatum")
    silent: Chance = Field(alias="zwijgt")
    last_contact: Chance = Field(alias="laatste_keer")
    tells: Chance = Field(alias="vertelt_over_toezegging")
    reports_again: Chance = Field(alias="opnieuw_melden")
    own_words: Chance = Field(alias="eigen_woorden")
    link: Chance = Field(alias="link")
    confirmed: Chance = Field(alias="bevestigd")
    asks_when_stuck: Chance = Field(alias="hulpvraag_bij_stilstand")
    asks_when_busy: Chance = Field(alias="hulpvraag_bij_bezig")
    ends_pledge: Chance = Field(alias="toezegging_terug")
    withdraws: Chance = Field(alias="handtekening_terug")
    moves: Chance = Field(alias="verhuist")


class Contacts(StrictModel):
    """When a signatory lets hear of itself: days at least, and mean days more, first and then again."""

    first: Days = Field(alias="eerste_na")
    first_more: Days = Field(alias="eerste_spreiding")
    next: Days = Field(alias="volgende_na")
    next_more: Days = Field(alias="volgende_spreiding")


class Syllables(StrictModel):
    """What invented first names are made of."""

    start: Texts = Field(alias="begin")
    middle: Texts = Field(alias="midden")
    end: Texts = Field(alias="einde")


class Standstill(StrictModel):
    """What a signer says when an obstacle is in the way, and what would help."""

    words: Texts = Field(alias="woorden")
    asks: Texts = Field(alias="vragen")


class Recipe(StrictModel):
    """Everything the fictional register is made of; keys as in the file."""

    suffix: Text = Field(alias="achtervoegsel")
    waves: tuple[Wave, ...] = Field(alias="golven", min_length=1)
    pledges: Mapping[int, Weight] = Field(alias="toezeggingen", min_length=1)
    groups: tuple[Group, ...] = Field(alias="groepen")
    thin_provinces: Mapping[str, Weight] = Field(alias="dunne_provincies")
    common_municipality: Weight = Field(alias="gewone_gemeente")
    large_municipalities: Mapping[str, Weight] = Field(alias="grote_gemeenten")
    sections: Mapping[int, Weight] = Field(alias="secties")
    actions: Mapping[str, Weight] = Field(alias="acties")
    chances: Chances = Field(alias="kansen")
    contacts: Contacts = Field(alias="contact")
    course: Mapping[StatusName, Mapping[StatusName, Weight]] = Field(alias="verloop")
    pace: Mapping[int, Mapping[StatusName, Weight]] = Field(alias="tempo")
    obstacles: Mapping[ObstacleName, Weight] = Field(alias="obstakels")
    invented: Texts = Field(alias="verzonnen")
    first_names: Syllables = Field(alias="voornamen")
    last_letter: Text = Field(alias="tussenletter")
    link: Text = Field(alias="adres")
    email: Text = Field(alias="e_mail")
    words: Mapping[int, Mapping[StatusName, Texts]] = Field(alias="woorden")
    standstill: Mapping[ObstacleName, Standstill] = Field(alias="stilstand")
    asks_when_busy: Texts = Field(alias="bij_bezig")
    reasons: Texts = Field(alias="redenen")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for place, wanted, given in (
            ("verloop", set(Status), set(self.course)),
            ("obstakels", set(Obstacle), set(self.obstacles)),
            ("stilstand", set(Obstacle), set(self.standstill)),
            ("secties", {group.number for group in self.groups}, set(self.sections)),
        ):
            if wanted != given:
                context = {"plaats": place, "verwacht": len(wanted), "gevonden": len(given)}
                raise PydanticCustomError("data.nummering", "something is left out", context)
        return self


def load_recipe(path: Path | None = None) -> Recipe:
    """The recipe; the product's own is read once and kept.

    Raises:
        DataError: the file is wrong; the message says where and what.
    """
    return _own_recipe() if path is None else read_strict(path, Recipe)


@functools.cache
def _own_recipe() -> Recipe:
    return read_strict(RECIPE_FILE, Recipe)
