"""The figures on a page are those of the register, however they are asked for."""

import re
from datetime import date
from typing import Any

import pytest

from dsw.figures import FIGURES
from dsw.queries import stand_figures
from dsw.queries.asking import answer, read_request
from dsw.screen.frame import PLACES, Place
from dsw.store import Store, shared_mirror
from dsw.tables import to_html
from tests.conftest import TODAY
from tests.pages.visiting import headline, place, table, visit, written

pytestmark = pytest.mark.usefixtures("shared")

STATUSES = {
    "afgerond": ("Klaar",),
    "bezig": ("Bezig",),
    "staat_stil": ("Staat stil",),
    "gestopt": ("Gestopt",),
    "niet_gestart": ("Nog niet gestart", "Nog niets gehoord"),
}
DAYS = ("", "op=2026-03-31")
MAPS = ("kaart=tegels", "kaart=omtrek&kleur=dekking")


def stand(address: str = "") -> dict[str, Any]:
    day = address.removeprefix("op=") or TODAY
    return stand_figures(shared_mirror().current(), date.fromisoformat(day))


def number(cell: str) -> int:
    return int(cell.replace(".", ""))


def by_status(row: dict[str, str]) -> dict[str, int]:
    return {status: sum(number(row[name]) for name in names) for status, names in STATUSES.items()}


@pytest.mark.parametrize("address", DAYS)
def test_the_nine_rows_are_those_of_the_register(address: str) -> None:
    at = visit(address=address)
    pledges = stand(address)["toezeggingen"]
    shown = [by_status(row) for row in table(at, "secties")]
    assert shown == [pledges["per_sectie"][str(section)] for section in range(1, 10)]


@pytest.mark.parametrize("address", DAYS)
def test_the_answer_counts_signatories_pledges_and_what_is_done(address: str) -> None:
    figures = stand(address)
    pledges = figures["toezeggingen"]
    assert [number(found) for found in re.findall(r"[\d.]*\d", headline(visit(address=address)))] == [
        figures["ondertekenaars"]["totaal"],
        pledges["totaal"],
        pledges["per_status"]["afgerond"],
    ]


@pytest.mark.parametrize("address", DAYS)
def test_every_action_counts_as_in_the_register(address: str) -> None:
    rows = table(visit(place("secties"), address), "acties")
    assert {row["Actie"]: by_status(row) for row in rows} == stand(address)["toezeggingen"]["per_actie"]


@pytest.mark.parametrize(
    ("where", "key", "heading", "cut"),
    [
        ("doelgroepen", "doelgroepen", "Doelgroep", "per_doelgroep"),
        ("regios", "tegels", "Provincie", "per_provincie"),
    ],
)
def test_signatories_are_never_more_than_there_are(where: str, key: str, heading: str, cut: str) -> None:
    """A count with a plus leaves out persons; without one it is exact."""
    rows = table(visit(place(where), "kaart=tegels"), key)
    exact = list(stand()["ondertekenaars"][cut].values())
    assert len(rows) == len({row[heading] for row in rows}) >= 9
    for row, there in zip(rows, exact, strict=False):
        shown = row["Ondertekenaars"]
        assert number(shown.removesuffix("+")) <= there
        assert shown.endswith("+") or number(shown) == there


def asked(address: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in address.split("&") if pair)


@pytest.mark.parametrize("where", PLACES[:-1], ids=lambda where: where.key)
@pytest.mark.parametrize("address", ["", "op=2026-05-31&provincie=PV27", "doelgroep=3&sectie=2"])
def test_every_table_on_a_page_is_the_answer_to_its_address(
    where: Place, address: str, shared: Store
) -> None:
    for extra in MAPS if where.key == "regios" else ("actie=3.2", ""):
        params = asked("&".join(filter(None, (address, extra))))
        at = visit(where, "&".join(f"{name}={value}" for name, value in params.items()))
        html = written(at)
        keys = re.findall(r'<details[^>]* id="tabel-([^"]+)"', html)
        request, _ = read_request(params, date.fromisoformat(TODAY))
        for key in keys:
            recipe = FIGURES[key]
            view = answer(recipe.question, shared_mirror().current(), shared, request)
            assert to_html(recipe.table(view)) in html
            assert recipe.figure(view).csv_address.replace("&", "&amp;") in html
        assert len(keys) == len(set(keys)) > 0
