"""Invented signatories: who they are and when they sign."""

from datetime import date, timedelta
from random import Random

from dsw.commands import SignUp
from dsw.demo.draws import Lot, Span
from dsw.demo.places import Codes, Places
from dsw.demo.recipe import Group, Recipe, Wave
from dsw.domain import Kind, Profile
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, load_regions
from dsw.store import Contact

#: How often another name is tried before the same one gets a number behind it.
_TRIES = 8


class Fiction:
    """Invents signatories, one after another."""

    def __init__(self, recipe: Recipe, chance: Random, span: Span, places: Places) -> None:
        self._recipe = recipe
        self._chance = chance
        self._span = span
        self._groups = Lot({group: group.share for group in recipe.groups})
        self._waves = Lot({wave: wave.share for wave in recipe.waves if wave.day <= span.days})
        self._places = places
        self._named: dict[str, int] = {}
        self._made = 0

    def signing_days(self, count: int) -> list[date]:
        """The days on which so many sign, in order: in waves."""
        return sorted(self._signing_day(self._waves.draw(self._chance)) for _ in range(count))

    def signatory(self, day: date) -> SignUp:
        """Somebody who signs on a day."""
        self._made += 1
        group = self._groups.draw(self._chance)
        kind = Kind.PERSOON if self._chance.random() < group.persons else Kind.ORGANISATIE
        name, regions = self._somebody(group, kind)
        chances = self._recipe.chances
        named = chances.person_named if kind is Kind.PERSOON else chances.organisation_named
        return SignUp(
            Profile(kind, group.number, regions),
            f"{name} {self._recipe.suffix}",
            day,
            load_plan().version,
            self._chance.random() < named,
            self._contact(name if kind is Kind.PERSOON else self._person()),
            f"{self._chance.getrandbits(128):032x}",
        )

    def _signing_day(self, wave: Wave) -> date:
        day = wave.day + int(self._chance.expovariate(1 / wave.length))
        if day > self._span.days:
            return self._span.any_day(self._chance)
        return self._span.first + timedelta(days=day)

    def _somebody(self, group: Group, kind: Kind) -> tuple[str, Codes]:
        for _ in range(_TRIES):
            regions = self._places.of_group(group.number, self._chance)
            name = self._person() if kind is Kind.PERSOON else self._organisation(group, regions)
            if name not in self._named:
                break
        count = self._named[name] = self._named.get(name, 0) + 1
        return (name if count == 1 else f"{name} {count}"), regions

    def _person(self) -> str:
        parts = self._recipe.first_names
        first = "".join(self._chance.choice(part) for part in (parts.start, parts.middle, parts.end))
        return f"{first} {self._recipe.last_letter}"

    def _organisation(self, group: Group, regions: Codes) -> str:
        local = len(regions) == 1 and regions[0] != LANDELIJK
        template = self._chance.choice(group.local_names if local else group.other_names)
        place = load_regions().name(regions[0]) if local else ""
        return template.format(plaats=place, verzonnen=self._chance.choice(self._recipe.invented))

    def _contact(self, name: str) -> Contact:
        address = self._recipe.email.format(nummer=self._made)
        consent = self._chance.random() < self._recipe.chances.mail_consent
        return Contact(f"{name} {self._recipe.suffix}", address, consent)
