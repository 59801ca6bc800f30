import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dsw.errors import DataError
from dsw.regions import LANDELIJK, ONBEKEND, REGION_FOLDER, Reason, RegionKind, Regions, load_regions


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions()


def rows(name: str) -> list[dict[str, str]]:
    with (REGION_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- what there is ---


def test_there_are_12_provinces_and_342_municipalities(regions: Regions) -> None:
    assert [province.code for province in regions.provinces] == [f"PV{number}" for number in range(20, 32)]
    assert len(regions.municipalities) == 342
    assert len({one.code for one in regions.municipalities}) == 342
    assert regions.municipalities_on(date(2026, 1, 1)) == regions.municipalities


def test_the_regions_are_read_once() -> None:
    assert load_regions() is load_regions()


def test_each_municipality_lies_in_the_province_that_lists_it(regions: Regions) -> None:
    listed = {code: province.code for province in regions.provinces for code in province.municipalities}
    assert listed == {one.code: one.province for one in regions.municipalities}
    assert len(regions.province("PV30").municipalities) == 56
    assert len(regions.province("PV24").municipalities) == 6


def test_inhabitants_add_up_to_the_country(regions: Regions) -> None:
    assert sum(province.inhabitants for province in regions.provinces) == 17_947_684
    assert max(regions.provinces, key=lambda province: province.inhabitants).name == "Zuid-Holland"


def test_display_names_are_unique_and_keep_an_addition_only_where_needed(regions: Regions) -> None:
    names = [one.name for one in regions.municipalities]
    assert len(set(names)) == 342
    assert [name for name in names if "(" in name] == ["Bergen (NH.)", "Bergen (L.)"]
    assert regions.name("GM0164") == "Hengelo"
    assert regions.municipality("GM0164").cbs_name == "Hengelo (O.)"


def test_tiles_and_hexagons_do_not_overlap(regions: Regions) -> None:
    assert len({(one.tile_row, one.tile_column) for one in regions.provinces}) == 12
    assert len({(one.column, one.row) for one in regions.municipalities}) == 342
    assert len({(one.x, one.y) for one in regions.municipalities}) == 342


def test_a_hexagon_stands_where_its_offset_coordinates_say(regions: Regions) -> None:
    for one in regions.municipalities:
        assert one.x == one.column + (one.row % 2) / 2
        assert one.y == pytest.approx(one.row * 3**0.5 / 2, abs=1e-3)


def test_outlines_are_closed_rings(regions: Regions) -> None:
    for province in regions.provinces:
        rings = [ring for polygon in province.outline for ring in polygon]
        assert rings
        assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
    assert len(regions.province("PV21").outline) == 8


@pytest.mark.parametrize(
    ("code", "province"),
    [("GM0344", "PV26"), ("PV26", "PV26"), (LANDELIJK, LANDELIJK), (ONBEKEND, ONBEKEND)],
)
def test_every_code_counts_in_one_province_bucket(regions: Regions, code: str, province: str) -> None:
    assert code in regions
    assert regions.province_of(code) == province


def test_names_to_show(regions: Regions) -> None:
    codes = ("GM0893", "PV21", LANDELIJK, ONBEKEND)
    assert [regions.name(code) for code in codes] == ["Bergen (L.)", "Fryslân", "Landelijk", "Onbekend"]


def test_what_is_no_region_is_not_found(regions: Regions) -> None:
    assert "GM9999" not in regions
    for ask in (regions.province_of, regions.name, regions.province, regions.municipality):
        with pytest.raises(KeyError):
            ask("GM9999")
    with pytest.raises(KeyError):
        regions.province("GM0344")
    with pytest.raises(KeyError):
        regions.municipality("PV26")


def test_a_merged_municipality_begins_on_its_day(regions: Regions) -> None:
    before, after = (regions.municipalities_on(day) for day in (date(2022, 12, 31), date(2023, 1, 1)))
    assert {one.name for one in after} - {one.name for one in before} == {"Voorne aan Zee"}


# --- reading what people type ---


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("Almere", "GM0034", Reason.EXACT),
        ("  aLMERE. ", "GM0034", Reason.EXACT),
        ("gemeente Utrecht", "GM0344", Reason.EXACT),
        ("Gem. Utrecht", "GM0344", Reason.EXACT),
        ("Utrecht (gemeente)", "GM0344", Reason.EXACT),
        ("Provincie Utrecht", "PV26", Reason.EXACT),
        ("prov. Groningen", "PV20", Reason.EXACT),
        ("Groningen stad", "GM0014", Reason.ALIAS),
        ("GM0344", "GM0344", Reason.EXACT),
        ("pv26", "PV26", Reason.EXACT),
        ("Hengelo", "GM0164", Reason.EXACT),
        ("Hengelo (O.)", "GM0164", Reason.EXACT),
        ("Hengelo (Gld)", "GM1876", Reason.ALIAS),
        ("Rijswijk (NB)", "GM1959", Reason.ALIAS),
        ("Zwolle, Overijssel", "GM0193", Reason.ALIAS),
        ("Amsterdam, Noord-Holland", "GM0363", Reason.ALIAS),
        ("Bergen (L)", "GM0893", Reason.EXACT),
        ("Bergen NH", "GM0373", Reason.EXACT),
        ("Bergen Limburg", "GM0893", Reason.ALIAS),
        ("Sudwest Fryslan", "GM1900", Reason.EXACT),
        ("Friesland", "PV21", Reason.ALIAS),
        ("N.H.", "PV27", Reason.ALIAS),
        ("noordholland", "PV27", Reason.EXACT),
        ("Den Haag", "GM0518", Reason.ALIAS),
        ("’s-Hertogenbosch", "GM0796", Reason.EXACT),
        ("'s Hertogenbosch", "GM0796", Reason.EXACT),
        ("Son & Breugel", "GM0848", Reason.EXACT),
        ("St. Michielsgestel", "GM0845", Reason.EXACT),
        ("Weesp", "GM0363", Reason.ALIAS),
        ("Scheveningen", "GM0518", Reason.PLACE),
        ("Hoofddorp", "GM0394", Reason.PLACE),
        ("landelijk", LANDELIJK, Reason.NATIONWIDE),
        ("Heel Nederland!", LANDELIJK, Reason.NATIONWIDE),
        ("Nederland", LANDELIJK, Reason.NATIONWIDE),
        ("nationaal", LANDELIJK, Reason.NATIONWIDE),
    ],
)
def test_one_region_is_meant(regions: Regions, text: str, code: str, reason: Reason) -> None:
    match = regions.match(text)
    assert (match.codes, match.candidates, match.reason) == ((code,), (code,), reason)
    assert not match.doubtful


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Utrecht", ("GM0344", "PV26")),
        ("Groningen", ("GM0014", "PV20")),
        ("Bergen", ("GM0373", "GM0893")),
        ("gemeente Bergen", ("GM0373", "GM0893")),
        ("Alphen", ("GM0484", "GM0668", "GM1723")),
        ("Valkenburg", ("GM0537", "GM0994")),
        ("Rossum", ("GM0263", "GM1774")),
        ("Elst", ("GM0340", "GM1734")),
        ("Amersfoort, Utrecht", ("GM0307", "GM0344", "PV26")),
        ("Utrecht, Utrecht", ("GM0344", "PV26")),
        ("gemeente Drenthe", ("PV22",)),
        ("provincie Stein", ("GM0971",)),
    ],
)
def test_a_doubt_is_a_question_with_candidates(
    regions: Regions, text: str, candidates: tuple[str, ...]
) -> None:
    match = regions.match(text)
    assert (match.codes, match.candidates, match.reason) == ((), candidates, Reason.AMBIGUOUS)
    assert match.doubtful


@pytest.mark.parametrize(
    ("text", "province", "candidates"),
    [
        ("Haaren", "PV30", ("GM0757", "GM0824", "GM0855", "GM0865")),
        ("Berg", "PV31", ("GM0971", "GM0994")),
        ("Beek (Gld)", "PV25", ("GM1945", "GM1955")),
    ],
)
def test_sometimes_only_the_province_is_certain(
    regions: Regions, text: str, province: str, candidates: tuple[str, ...]
) -> None:
    match = regions.match(text)
    assert (match.codes, match.candidates, match.reason) == ((province,), candidates, Reason.PROVINCE_ONLY)
    assert match.doubtful


@pytest.mark.parametrize(
    ("text", "hint", "code"),
    [
        ("Utrecht", "gemeente", "GM0344"),
        ("Utrecht", "provincie", "PV26"),
        ("Groningen", "gemeente", "GM0014"),
        ("provincie Groningen", "gemeente", "PV20"),
        ("Drenthe", "gemeente", "PV22"),
        ("Almere", "provincie", "GM0034"),
        ("landelijk", "provincie", LANDELIJK),
    ],
)
def test_what_the_form_asked_settles_a_doubt_and_no_more(
    regions: Regions, text: str, hint: RegionKind, code: str
) -> None:
    assert regions.match(text, hint).codes == (code,)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Amsterdm", "GM0363"),
        ("Gronigen", "PV20"),
        ("Regio Utrecht", "PV26"),
        ("Amsterdam en omstreken", "GM0363"),
        ("Wierden en Almelo", "GM0141"),
        ("Drentse", "PV22"),
    ],
)
def test_a_slip_of_the_pen_is_never_filled_in_but_helped(regions: Regions, text: str, candidate: str) -> None:
    match = regions.match(text)
    assert (match.codes, match.reason) == ((), Reason.UNKNOWN)
    assert candidate in match.candidates
    assert len(match.candidates) <= 5


@pytest.mark.parametrize(
    "text", ["", "  ", "?!", "gemeente", "onbekend", "xyz", "GM9999", "\ud800", "x" * 400]
)
def test_nothing_is_made_of_nothing(regions: Regions, text: str) -> None:
    match = regions.match(text)
    assert (match.codes, match.candidates, match.reason) == ((), (), Reason.UNKNOWN)


def test_every_alias_leads_to_its_region(regions: Regions) -> None:
    for row in rows("aliassen.csv"):
        match = regions.match(row["alias"])
        assert row["code"] in match.candidates, row
        assert match.reason is not Reason.UNKNOWN


def test_every_place_leads_to_its_municipality_unless_the_name_is_taken(regions: Regions) -> None:
    led = 0
    for row in rows("plaatsen.csv"):
        match = regions.match(row["plaats"])
        assert match.reason is not Reason.UNKNOWN
        led += row["gemeente"] in match.candidates
        if match.reason is Reason.PLACE:
            assert match.codes == (row["gemeente"],)
    assert led > 1550


# --- wrong files ---

Spoiled = Callable[[str, str, str], DataError]


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    """Load the regions with one passage of one file changed, and hand over the error."""

    def load(name: str, passage: str, instead: str) -> DataError:
        folder = tmp_path / "regio"
        shutil.copytree(REGION_FOLDER, folder)
        text = (folder / name).read_text(encoding="utf-8")
        assert passage in text
        (folder / name).write_text(text.replace(passage, instead, 1), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            load_regions(folder)
        assert caught.value.values["bestand"] == name
        return caught.value

    return load


@pytest.mark.parametrize(
    ("name", "passage", "instead", "key"),
    [
        ("gemeenten.csv", "code,naam", "code,name", "data.kolommen"),
        ("gemeenten.csv", "GM0034,Almere", "GM0034,extra,Almere", "data.rij"),
        ("gemeenten.csv", "Almere,Almere,PV24,,", "Almere,Almere,PV24,vroeger,", "data.ongeldig"),
        ("gemeenten.csv", "Almere,Almere,PV24", "Almere,Almere,PV99", "data.ongeldig"),
        ("gemeenten.csv", "GM0034,Almere,Almere,PV24,,,", "GM0034,Almere,Almere,PV24,,,GM9", "data.ongeldig"),
        ("gemeenten.csv", "GM0034,Almere", "GM0014,Almere", "data.dubbele_code"),
        ("gemeenten.csv", "GM0034,Almere", "GM9034,Almere", "data.ongeldig"),
        ("provincies.csv", "450920", "veel", "data.ongeldig"),
        ("aliassen.csv", "Weesp,GM0363", "Weesp,GM9999", "data.ongeldig"),
        ("plaatsen.csv", "Scheveningen,GM0518", "Scheveningen,GM9999", "data.ongeldig"),
        ("omtrekken.json", "PV31", "PV31\n", "data.onleesbaar"),
    ],
)
def test_a_wrong_file_is_refused(spoiled: Spoiled, name: str, passage: str, instead: str, key: str) -> None:
    assert spoiled(name, passage, instead).key == key


@pytest.mark.parametrize("name", ["gemeenten.csv", "plaatsen.csv", "omtrekken.json"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "regio"
    shutil.copytree(REGION_FOLDER, folder)
    (folder / name).unlink()
    with pytest.raises(DataError) as caught:
        load_regions(folder)
    assert (caught.value.key, caught.value.values) == ("data.bestand_ontbreekt", {"bestand": name})


def test_a_municipality_that_ends_hands_its_name_to_its_successor(tmp_path: Path) -> None:
    folder = tmp_path / "regio"
    shutil.copytree(REGION_FOLDER, folder)
    path = folder / "gemeenten.csv"
    line = "GM1696,Wijdemeren,Wijdemeren,PV27,,"
    text = path.read_text(encoding="utf-8")
    assert f"{line},\n" in text
    path.write_text(text.replace(f"{line},\n", f"{line}2027-01-01,GM0402\n"), encoding="utf-8")
    later = load_regions(folder)
    assert later.match("Wijdemeren").codes == ("GM0402",)
    assert later.province_of("GM1696") == "PV27"
    assert len(later.municipalities_on(date(2026, 12, 31))) == 342
    assert len(later.municipalities_on(date(2027, 1, 1))) == 341
