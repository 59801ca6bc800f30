"""The files below ``data/regio/``: read strictly, once."""

import csv
import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from dsw.errors import DataError
from dsw.regions.areas import Municipality, Outline, Province, Regions
from dsw.regions.names import LANDELIJK, Names, index_of, key_of

REGION_FOLDER = Path(__file__).resolve().parents[2] / "data" / "regio"


def load_regions(folder: Path | None = None) -> Regions:
    """The regions; the product's own are read once and kept.

    Args:
        folder: another folder with the same files.

    Raises:
        DataError: a file is missing or wrong.
    """
    return _own_regions() if folder is None else _read(folder)


@functools.cache
def _own_regions() -> Regions:
    return _read(REGION_FOLDER)


def _read(folder: Path) -> Regions:
    municipalities = tuple(_municipalities(folder))
    provinces = tuple(_provinces(folder, municipalities))
    by_code = _by_code(provinces, municipalities)
    names = Names(
        exact=index_of(_official(provinces, municipalities)),
        aliases=index_of((*_aliases(folder, by_code), *_short(provinces))),
        places=index_of(_places(folder, by_code)),
        qualifiers=_qualifiers(provinces),
        provinces={one.code: one.province for one in municipalities},
    )
    return Regions(provinces, municipalities, by_code, names)


def _by_code(
    provinces: Sequence[Province], municipalities: Sequence[Municipality]
) -> dict[str, Province | Municipality]:
    found: dict[str, Province | Municipality] = {}
    for province in provinces:
        found[province.code] = province
    for one in municipalities:
        found[one.code] = one
    for one in municipalities:
        _known(one.province, found, "gemeenten.csv", one.code)
        _known(one.successor or one.code, found, "gemeenten.csv", one.code)
    if len(found) != len(provinces) + len(municipalities):
        raise DataError("data.dubbele_code", bestand="gemeenten.csv")
    return found


def _official(
    provinces: Iterable[Province], municipalities: Iterable[Municipality]
) -> Iterator[tuple[str, str]]:
    """Names and codes; a municipality that went into another answers to its successor's code."""
    for province in provinces:
        yield from ((province.name, province.code), (province.code, province.code))
    for one in municipalities:
        yield from ((text, one.successor or one.code) for text in (one.name, one.cbs_name, one.code))


def _short(provinces: Iterable[Province]) -> Iterator[tuple[str, str]]:
    for province in provinces:
        texts = (province.abbreviation, *province.suffixes)
        yield from ((text, province.code) for text in texts if len(text) > 1)


def _qualifiers(provinces: Iterable[Province]) -> dict[str, str]:
    texts = ((text, one) for one in provinces for text in (one.name, one.abbreviation, *one.suffixes))
    return {key_of(text): province.code for text, province in texts}


def _aliases(folder: Path, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for row in _rows(folder / "aliassen.csv", ("alias", "code", "soort", "opgeheven_per")):
        yield row["alias"], _known(row["code"], (LANDELIJK, *known), "aliassen.csv", row["alias"])


def _places(folder: Path, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for row in _rows(folder / "plaatsen.csv", ("plaats", "gemeente", "bron")):
        yield row["plaats"], _known(row["gemeente"], known, "plaatsen.csv", row["plaats"])


def _known(code: str, known: Iterable[str], file: str, place: str) -> str:
    if code not in known:
        raise DataError("data.ongeldig", bestand=file, plaats=place, waarde=code)
    return code


def _municipalities(folder: Path) -> Iterator[Municipality]:
    columns = ("code", "naam", "cbs_naam", "provincie", "geldig_van", "geldig_tot", "opvolger")
    hexagons = {
        row["code"]: row for row in _rows(folder / "hexagonen.csv", ("code", "kolom", "rij", "x", "y"))
    }
    for row in _rows(folder / "gemeenten.csv", columns):
        try:
            yield _municipality(row, hexagons[row["code"]])
        except (KeyError, ValueError) as error:
            place, value = row["code"], error.args[0]
            raise DataError("data.ongeldig", bestand="gemeenten.csv", plaats=place, waarde=value) from error


def _municipality(row: Mapping[str, str], hexagon: Mapping[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["naam"],
        cbs_name=row["cbs_naam"],
        province=row["provincie"],
        column=int(hexagon["kolom"]),
        row=int(hexagon["rij"]),
        x=float(hexagon["x"]),
        y=float(hexagon["y"]),
        valid_from=_day(row["geldig_van"]),
        valid_until=_day(row["geldig_tot"]),
        successor=row["opvolger"] or None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _provinces(folder: Path, municipalities: Sequence[Municipality]) -> Iterator[Province]:
    columns = ("code", "afkorting", "naam", "toevoegingen", "tegel_rij", "tegel_kolom", "inwoners")
    outlines = _outlines(folder / "omtrekken.json")
    for row in _rows(folder / "provincies.csv", columns):
        inside = tuple(one.code for one in municipalities if one.province == row["code"])
        try:
            yield _province(row, inside, outlines[row["code"]])
        except (KeyError, ValueError) as error:
            place, value = row["code"], error.args[0]
            raise DataError("data.ongeldig", bestand="provincies.csv", plaats=place, waarde=value) from error


def _province(row: Mapping[str, str], municipalities: tuple[str, ...], outline: Outline) -> Province:
    return Province(
        code=row["code"],
        abbreviation=row["afkorting"],
        name=row["naam"],
        suffixes=tuple(row["toevoegingen"].split()),
        tile_row=int(row["tegel_rij"]),
        tile_column=int(row["tegel_kolom"]),
        inhabitants=int(row["inwoners"]),
        municipalities=municipalities,
        outline=outline,
    )


def _outlines(path: Path) -> dict[str, Outline]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {one["id"]: _outline(one["geometry"]) for one in features}
    except FileNotFoundError as error:
        raise DataError("data.bestand_ontbreekt", bestand=path.name) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("data.onleesbaar", bestand=path.name, melding=str(error)) from error


def _outline(geometry: Mapping[str, object]) -> Outline:
    shape = cast("list[list[list[list[float]]]]", geometry["coordinates"])
    polygons = shape if geometry["type"] == "MultiPolygon" else [cast("list[list[list[float]]]", shape)]
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in polygons)


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of one of our own CSV files, with exactly these columns and no empty first cell."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except FileNotFoundError as error:
        raise DataError("data.bestand_ontbreekt", bestand=path.name) from error
    except (csv.Error, ValueError) as error:
        raise DataError("data.onleesbaar", bestand=path.name, melding=str(error)) from error
    if tuple(header) != columns:
        raise DataError("data.kolommen", bestand=path.name, gevonden=header, verwacht=columns)
    for number, row in enumerate(rows, 2):
        if len(row) != len(columns) or not row[0]:
            raise DataError("data.rij", bestand=path.name, rij=number)
    return [dict(zip(columns, row, strict=True)) for row in rows]
