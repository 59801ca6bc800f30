"""Municipalities and provinces, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from dsw.regions.names import LANDELIJK, ONBEKEND, Index, Names, RegionKind, RegionMatch

Ring: TypeAlias = tuple[tuple[float, float], ...]
Outline: TypeAlias = tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and its hexagon.

    Attributes:
        code: CBS code (``GM0344``).
        name: name to show; carries CBS's addition only where two would be the same.
        cbs_name: name as CBS spells it.
        province: code of its province.
        column, row: its hexagon in odd-r offset coordinates.
        x, y: centre of the hexagon in hexagon widths; y runs down.
        valid_from: first day; None when it existed before 2019.
        valid_until: first day it no longer existed; None while it exists.
        successor: code of the municipality it went into.
    """

    code: str
    name: str
    cbs_name: str
    province: str
    column: int
    row: int
    x: float
    y: float
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the municipality exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Province:
    """A province, its place on the tile grid and its outline.

    Attributes:
        code: CBS code (``PV26``).
        abbreviation: two letters.
        name: name as CBS spells it.
        suffixes: what people write behind a place name to say which province it lies in.
        tile_row, tile_column: place on the tile grid, from 1.
        inhabitants: on 1 January 2024 (CBS table 70072ned, provisional).
        municipalities: codes of all its municipalities, ended ones too.
        outline: polygons of rings of (x, y) in drawing pixels; y runs up.
    """

    code: str
    abbreviation: str
    name: str
    suffixes: tuple[str, ...]
    tile_row: int
    tile_column: int
    inhabitants: int
    municipalities: tuple[str, ...]
    outline: Outline = field(repr=False)


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions, and the names they go by.

    Attributes:
        provinces: in code order (``PV20`` to ``PV31``).
        municipalities: in code order, ended ones too.
    """

    provinces: tuple[Province, ...]
    municipalities: tuple[Municipality, ...]
    _by_code: Mapping[str, Province | Municipality] = field(repr=False)
    _names: Names = field(repr=False)

    def __contains__(self, code: object) -> bool:
        """Whether this is a region code, `LANDELIJK` and `ONBEKEND` included."""
        return code in self._by_code or code in (LANDELIJK, ONBEKEND)

    def province(self, code: str) -> Province:
        """The province with this code; KeyError when there is none."""
        found = self._by_code[code]
        if not isinstance(found, Province):
            raise KeyError(code)
        return found

    def municipality(self, code: str) -> Municipality:
        """The municipality with this code; KeyError when there is none."""
        found = self._by_code[code]
        if not isinstance(found, Municipality):
            raise KeyError(code)
        return found

    def municipalities_on(self, day: date) -> tuple[Municipality, ...]:
        """The municipalities that exist on a day."""
        return tuple(one for one in self.municipalities if one.valid_on(day))

    def province_of(self, code: str) -> str:
        """The province a region counts in; `LANDELIJK`, `ONBEKEND` and a province are themselves.

        Raises:
            KeyError: this is not a region code.
        """
        if code in (LANDELIJK, ONBEKEND):
            return code
        found = self._by_code[code]
        return found.province if isinstance(found, Municipality) else found.code

    def name(self, code: str) -> str:
        """The name to show for any region code; KeyError when it is not one."""
        return code.capitalize() if code in (LANDELIJK, ONBEKEND) else self._by_code[code].name

    @property
    def tables(self) -> tuple[Index, ...]:
        """Codes by name as `key_of` writes it: official names, what people call them, places."""
        return self._names.exact, self._names.aliases, self._names.places

    def match(self, text: str, kind_hint: RegionKind | None = None) -> RegionMatch:
        """Read a text as one region; see `Names.match`."""
        return self._names.match(text, kind_hint)
