import pytest

from dsw.intake.findings import FindingKind, Notes
from dsw.intake.places import literal_codes, region_codes, settled
from dsw.regions import RegionKind


def codes(text: str, hint: RegionKind | None = None) -> tuple[set[str], list[tuple[FindingKind, str]]]:
    notes = Notes(1)
    found = region_codes(notes, "regio", text, hint)
    return found, [(finding.kind, finding.value) for finding in notes.found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alkmaar", {"GM0361"}),
        ("Den Haag/Rotterdam", {"GM0518", "GM0599"}),
        ("Haarlem en Zandvoort; Súdwest-Fryslân", {"GM0392", "GM0473", "GM1900"}),
        ("Leiden, Den Haag en Delft", {"GM0546", "GM0518", "GM0503"}),
        ("Zwolle, Overijssel", {"GM0193"}),
        ("Mill en Sint Hubert", {"GM1982"}),
        ("Capelle a/d IJssel", {"GM0502"}),
        ("heel Nederland", {"landelijk"}),
        ("provincie Groningen\nGemeente Groningen", {"PV20", "GM0014"}),
        ("onbekend", set()),
    ],
)
def test_one_region_or_several(text: str, found: set[str]) -> None:
    assert codes(text) == (found, [])


def test_a_doubt_is_a_finding_and_never_a_guess() -> None:
    assert codes("Groningen; Almere") == ({"GM0034"}, [(FindingKind.REGIO_DUBBELZINNIG, "Groningen")])
    assert codes("Amsterdam en omgeving") == ({"GM0363"}, [(FindingKind.REGIO_ONBEKEND, "omgeving")])
    assert codes("xyz, abc") == (set(), [(FindingKind.REGIO_ONBEKEND, "xyz, abc")])


def test_what_the_form_asked_settles_a_doubt() -> None:
    assert codes("Groningen", "gemeente") == ({"GM0014"}, [])
    assert codes("Utrecht, Groningen", "provincie") == ({"PV26", "PV20"}, [])


def test_a_finding_names_the_candidates() -> None:
    notes = Notes(1)
    region_codes(notes, "regio", "Groningen")
    told = str(notes.found[0].as_dict()["melding"])
    assert "GM0014" in told
    assert "PV20" in told


def test_our_own_codes_are_taken_as_they_are() -> None:
    notes = Notes(1)
    assert literal_codes(notes, "regio", "GM0344; PV29; Alkmaar") == {"GM0344", "PV29", "GM0361"}
    assert notes.found == []


def test_the_whole_country_stands_alone() -> None:
    assert settled({"GM0344", "landelijk"}) == ("landelijk",)
    assert settled({"PV20", "GM0344"}) == ("GM0344", "PV20")
