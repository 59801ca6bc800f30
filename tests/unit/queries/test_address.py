"""What an address says."""

from datetime import date

import pytest

from dsw.queries.address import (
    EARLIEST,
    SEARCH_LENGTH,
    params_of,
    read_action,
    read_page,
    read_search,
    read_selection,
    read_since,
)
from dsw.regions import LANDELIJK, ONBEKEND
from dsw.views import Selection

TODAY = date(2026, 11, 2)


def test_no_parameters_is_everything_today() -> None:
    assert read_selection({}, TODAY) == (Selection(TODAY), ())


def test_all_parameters() -> None:
    params = {"op": "2026-03-01", "sectie": "3", "doelgroep": "9", "provincie": "PV26", "actie": "3.1"}
    assert read_selection(params, TODAY) == (Selection(date(2026, 3, 1), 3, 9, "PV26"), ())


@pytest.mark.parametrize("code", [LANDELIJK, ONBEKEND, "PV20", "PV31"])
def test_places(code: str) -> None:
    assert read_selection({"provincie": code}, TODAY)[0].province == code


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("op", "gisteren", "adres.datum"),
        ("op", "2026-02-30", "adres.datum"),
        ("op", "20260201", "adres.datum"),
        ("op", "0001-01-01", "adres.datum"),
        ("op", "1999-12-31", "adres.datum"),
        ("op", "2026-11-03", "adres.toekomst"),
        ("op", "9999-12-31", "adres.toekomst"),
        ("sectie", "0", "adres.sectie"),
        ("sectie", "10", "adres.sectie"),
        ("sectie", "\uff13", "adres.sectie"),
        ("sectie", "3.1", "adres.sectie"),
        ("doelgroep", "-1", "adres.doelgroep"),
        ("doelgroep", "<script>", "adres.doelgroep"),
        ("provincie", "Utrecht", "adres.provincie"),
        ("provincie", "PV32", "adres.provincie"),
        ("provincie", "GM0344", "adres.provincie"),
    ],
)
def test_a_wrong_value_is_told_and_left_out(name: str, value: str, key: str) -> None:
    selection, errors = read_selection({name: value, "sinds": "x"}, TODAY)
    assert selection == Selection(TODAY)
    assert [(error.key, error.values["waarde"]) for error in errors] == [(key, value)]


def test_each_wrong_value_is_told() -> None:
    _, errors = read_selection({"op": "x", "sectie": "x", "doelgroep": "x", "provincie": "x"}, TODAY)
    assert len(errors) == 4


def test_only_the_beginning_of_a_wrong_value_is_repeated() -> None:
    _, (error,) = read_selection({"sectie": "x" * 10_000}, TODAY)
    assert error.values["waarde"] == "x" * 20


def test_the_first_day_that_is_read() -> None:
    assert read_selection({"op": EARLIEST.isoformat()}, TODAY) == (Selection(EARLIEST), ())


def test_what_goes_without_saying_is_left_out() -> None:
    assert params_of(Selection(TODAY), TODAY) == {}
    assert params_of(Selection(TODAY, 3, 2, LANDELIJK), date(2026, 11, 3)) == {
        "op": "2026-11-02",
        "sectie": "3",
        "doelgroep": "2",
        "provincie": LANDELIJK,
    }


def test_since() -> None:
    assert read_since({}, TODAY) == (date(2026, 8, 4), ())
    assert read_since({"sinds": "2025-06-01"}, TODAY) == (date(2025, 6, 1), ())


@pytest.mark.parametrize("value", ["x", "2026-11-02", "2027-01-01", "1999-01-01"])
def test_a_wrong_since_is_told(value: str) -> None:
    since, (error,) = read_since({"sinds": value}, TODAY)
    assert (since, error.key, error.values["waarde"]) == (date(2026, 8, 4), "adres.sinds", value)


def test_action() -> None:
    assert read_action({}) == (None, ())
    assert read_action({"actie": "3.2"}) == ("3.2", ())
    code, (error,) = read_action({"actie": "3.9"})
    assert (code, error.key) == (None, "adres.actie")


@pytest.mark.parametrize("value", ["0", "-1", "1e3", "²", "٣", "9" * 400, "x"])
def test_a_wrong_page_is_told(value: str) -> None:
    page, (error,) = read_page({"pagina": value})
    assert (page, error.key) == (1, "adres.pagina")


def test_page() -> None:
    assert read_page({}) == (1, ())
    assert read_page({"pagina": "12"}) == (12, ())


def test_a_search_is_one_short_line() -> None:
    assert read_search({}) == ""
    assert read_search({"zoek": "  welzijn\x00\n  &  zorg "}) == "welzijn & zorg"
    assert len(read_search({"zoek": "ab " * 10_000})) <= SEARCH_LENGTH
