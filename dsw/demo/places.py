"""Where invented signatories work: mostly where many people live."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from dsw.demo.draws import Lot
from dsw.demo.recipe import RECIPE_FILE, Reach, Recipe
from dsw.errors import DataError
from dsw.regions import LANDELIJK, RegionKind, Regions

Codes = tuple[str, ...]

#: How many regions "several" may be.
_SEVERAL = (2, 2, 2, 3, 3, 4)


class Places:
    """Draws the regions of a signatory.

    Raises:
        DataError: the recipe names a place that is none.
    """

    def __init__(self, recipe: Recipe, regions: Regions, day: date) -> None:
        thin = _by_code(recipe.thin_provinces, regions, "provincie")
        self._provinces = Lot(
            {one.code: one.inhabitants * thin.get(one.code, 1.0) for one in regions.provinces}
        )
        large = _by_code(recipe.large_municipalities, regions, "gemeente")
        weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for one in regions.municipalities_on(day):
            weights[one.province][one.code] = large.get(one.code, recipe.common_municipality)
        self._municipalities = {province: Lot(own) for province, own in weights.items()}
        self._draws: Mapping[str, Callable[[Random], Codes]] = {
            "municipality": self.municipality,
            "municipalities": self._neighbours,
            "province": lambda chance: (self._provinces.draw(chance),),
            "provinces": self._some_provinces,
            "nationwide": lambda _chance: (LANDELIJK,),
            "unknown": lambda _chance: (),
        }
        self._reach = {group.number: Lot(_weights(group.reach)) for group in recipe.groups}

    def of_group(self, group: int, chance: Random) -> Codes:
        """The region codes of somebody of a stakeholder group, sorted."""
        return self._draws[self._reach[group].draw(chance)](chance)

    def municipality(self, chance: Random) -> Codes:
        """One municipality."""
        return (self._municipalities[self._provinces.draw(chance)].draw(chance),)

    def _neighbours(self, chance: Random) -> Codes:
        """Several municipalities of one province."""
        inside = self._municipalities[self._provinces.draw(chance)]
        return tuple(sorted(inside.some(chance, chance.choice(_SEVERAL))))

    def _some_provinces(self, chance: Random) -> Codes:
        return tuple(sorted(self._provinces.some(chance, chance.choice(_SEVERAL))))


def _weights(reach: Reach) -> dict[str, float]:
    weights: dict[str, float] = reach.model_dump()
    return weights


def _by_code(weights: Mapping[str, float], regions: Regions, kind: RegionKind) -> dict[str, float]:
    """Weights by region code instead of name."""
    found: dict[str, float] = {}
    for name, weight in weights.items():
        codes = regions.match(name, kind).codes
        if not codes:
            raise DataError("data.ongeldig", bestand=RECIPE_FILE.name, plaats=kind, waarde=name)
        found[codes[0]] = weight
    return found
