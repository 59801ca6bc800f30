from datetime import date
from pathlib import Path

import pytest

from dsw.errors import MappingError
from dsw.intake.constants import check_constants
from dsw.intake.mapping import FormMapping, all_mappings, load_mapping
from dsw.intake.run import read_offered
from dsw.texts import text
from tests.unit.intake.making import FORM

TODAY = date(2026, 11, 2)


def with_constants(tmp_path: Path, constants: str, row: str = "ondertekenaar") -> FormMapping:
    path = tmp_path / "proef.yaml"
    path.write_text(f"{FORM}rij: {row}\nvast: {{{constants}}}\n", encoding="utf-8")
    return load_mapping(str(path))


WRONG = [
    "doelgroep: 12",
    'doelgroep: ""',
    "soort: robot",
    "regio: Verweggistan",
    "regio: Bergen",
    "gemeente: Nergenshuizen",
    "ondertekend_op: morgen",
    "ondertekend_op: 2031-01-01",
    "naam_tonen: misschien",
    "concept: misschien",
    "e_mail: geen adres",
    "acties: Koffie",
    'bezig_met: "9.9"',
    "link: javascript:alert(1)",
]
WRONG_OF_A_PLEDGE = [
    "actie: Koffie",
    "status: klaar",
    "obstakel: pech",
    "bewijs: geloof me",
    "streefdatum: ooit",
]


@pytest.mark.parametrize(
    ("constant", "row"),
    [*((one, "ondertekenaar") for one in WRONG), *((one, "toezegging") for one in WRONG_OF_A_PLEDGE)],
)
def test_a_wrong_constant_is_named(tmp_path: Path, constant: str, row: str) -> None:
    with pytest.raises(MappingError) as caught:
        check_constants(with_constants(tmp_path, constant, row), TODAY)
    assert caught.value.key == "mapping.vast"
    assert constant.partition(":")[0] in text("fout.mapping.vast", **caught.value.values)


RIGHT = (
    "soort: afleiden, doelgroep: 4, regio: landelijk, naam_tonen: nee, planversie: x, "
    'ondertekend_op: 2026-01-01, acties: "1.1; 2.1", toelichting: Goed, link: "https://voorbeeld.example"'
)
RIGHT_OF_A_PLEDGE = "actie: 1.1, streefdatum: 2031-01-01, obstakel: geld, toelichting: Goed, doelgroep: 4"


def test_constants_that_fit_are_taken(tmp_path: Path) -> None:
    check_constants(with_constants(tmp_path, RIGHT), TODAY)
    check_constants(with_constants(tmp_path, RIGHT_OF_A_PLEDGE, "toezegging"), TODAY)
    for one in all_mappings():
        check_constants(one, TODAY)


def test_a_wrong_constant_is_told_before_the_file_is_read(tmp_path: Path) -> None:
    with_constants(tmp_path, "doelgroep: 12, regio: Verweggistan")
    with pytest.raises(MappingError) as caught:
        read_offered(tmp_path / "weg.csv", str(tmp_path / "proef.yaml"))
    assert caught.value.values["waarden"] == "doelgroep 12; regio Verweggistan"
