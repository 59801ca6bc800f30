"""What each ready mapping makes of a realistic file, quirks and all: the report, and the figures."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from dsw.intake import Report, run_import
from dsw.queries import stand_figures
from dsw.store import Mirror, Store
from dsw.store.reading import Words
from tests.unit.intake.making import SAMPLES

OP = date(2026, 11, 2)


def imported(store: Store, name: str) -> Report:
    return run_import(store, SAMPLES / name)


def counts(report: Report) -> dict[str, int]:
    return {name: count for name, count in report.counts().items() if count}


def found(report: Report) -> list[tuple[int | None, str]]:
    return [(finding.row, finding.kind.value) for finding in report.findings]


def figures(store: Store) -> dict[str, Any]:
    return stand_figures(Mirror(store).current(), OP)


def some(numbers: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in numbers.items() if count}


def names(store: Store) -> set[str]:
    with store.read() as db:
        return {identity.name for identity in db.identities_after(0)}


def everything_stored(store: Store) -> str:
    from sqlalchemy import select

    from dsw.store.schema import metadata

    with store.read() as db:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in db.rows(select(table)))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_twice_changes_nothing(store: Store, name: str) -> None:
    first, again = imported(store, name), imported(store, name)
    assert first.revision == 1
    assert again.revision is None
    assert again.new + again.changed == 0
    assert again.unchanged == first.new


def test_drupal_webform(store: Store) -> None:
    report = imported(store, "drupal-webform.csv")
    closing = {"rijen": 16, "nieuw": 11, "afgewezen": 3, "concepten": 1, "leeg": 1}
    assert (counts(report), report.exit_code) == (closing, 1)
    assert found(report) == [
        (6, "tekst_hersteld"),
        (6, "regio_dubbelzinnig"),
        (9, "dubbel_voorstel"),
        (10, "dubbel_voorstel"),
        (11, "doelgroep_onbekend"),
        (12, "naam_ontbreekt"),
        (13, "toelichting_zonder_plek"),
        (13, "actie_onbekend"),
        (14, "datum_toekomst"),
        (14, "datum_toekomst"),
        (16, "verkeerde_tekens"),
        (17, "naam_ontbreekt"),
        (17, "doelgroep_ontbreekt"),
    ]
    assert {"Sociëteit Vooruit", "Café De Brug", "=SOM(A1) Advies", "Fatima el Amrani"} < names(store)


def test_the_figures_of_drupal_webform(store: Store) -> None:
    imported(store, "drupal-webform.csv")
    stand = figures(store)
    signed, pledged = stand["ondertekenaars"], stand["toezeggingen"]
    assert (signed["totaal"], signed["per_soort"]) == (11, {"persoon": 2, "organisatie": 9})
    assert some(signed["per_doelgroep"]) == {"1": 1, "2": 2, "3": 3, "4": 1, "6": 1, "7": 1, "8": 1, "9": 1}
    assert some(signed["per_provincie"]) == {
        "PV20": 2,
        "PV23": 1,
        "PV26": 2,
        "PV27": 3,
        "PV28": 1,
        "PV30": 1,
        "PV31": 1,
        "landelijk": 1,
    }
    assert some(pledged["per_status"]) == {"niet_gestart": 14, "bezig": 4}
    assert {code: sum(row.values()) for code, row in pledged["per_actie"].items() if any(row.values())} == {
        "1.1": 1,
        "2.1": 2,
        "2.2": 1,
        "2.3": 1,
        "3.1": 1,
        "3.2": 2,
        "3.3": 1,
        "4.1": 1,
        "4.2": 1,
        "6.1": 1,
        "6.2": 1,
        "6.3": 1,
        "7.1": 1,
        "7.3": 1,
        "8.1": 1,
        "9.1": 1,
    }
    assert stand["gehoord"] == {"recent": 0, "stil": 4, "nooit": 14}


def test_what_must_never_be_stored_is_nowhere(store: Store) -> None:
    imported(store, "drupal-webform.csv")
    stored = everything_stored(store)
    assert "Sociëteit" in stored
    for secret in ("192.0.2", "/submissions/", "Anonymous", "anonymous"):
        assert secret not in stored


def test_a_dutch_excel_on_the_way_changes_nothing(store: Store) -> None:
    """The same answers with semicolons, windows-1252, dd-mm-jjjj and a title above the header."""
    imported(store, "drupal-webform.csv")
    before = figures(store)
    report = imported(store, "drupal-webform-excel.csv")
    closing = {"rijen": 16, "ongewijzigd": 11, "afgewezen": 3, "concepten": 1, "leeg": 1}
    assert counts(report) == closing
    assert figures(store) | {"revisie": 1} == before


def test_one_column_per_option_says_the_same(store: Store) -> None:
    imported(store, "drupal-webform.csv")
    report = imported(store, "drupal-webform-losse-opties.csv")
    assert counts(report) == {"rijen": 3, "ongewijzigd": 3, "verdwenen": 8}


@pytest.mark.parametrize("name", ["microsoft-forms.xlsx", "microsoft-forms.csv"])
def test_microsoft_forms(store: Store, name: str) -> None:
    report = imported(store, name)
    workbook = name.endswith("xlsx")
    closing = {"rijen": 7 + workbook, "nieuw": 6, "afgewezen": 1} | ({"leeg": 1} if workbook else {})
    assert counts(report) == closing
    nameless = [(1, "kolom_zonder_naam")] if workbook else []
    assert found(report) == [
        *nameless,
        (4, "regio_dubbelzinnig"),
        (7, "regio_onbekend"),
        (7, "ja_nee_onbekend"),
        (8 + workbook, "naam_ontbreekt"),
    ]
    stand = figures(store)
    signed = stand["ondertekenaars"]
    assert (signed["totaal"], signed["per_soort"]) == (6, {"persoon": 3, "organisatie": 3})
    assert some(signed["per_provincie"]) == {"PV20": 1, "PV23": 1, "PV24": 1, "PV28": 1, "onbekend": 2}
    assert some(stand["toezeggingen"]["per_status"]) == {"niet_gestart": 6, "bezig": 2}
    assert names(store) == {
        *("Bibliotheek Almere", "Bibliotheek Almelo", "Hogeschool Leidse Regio"),
        *("J. de Vries", "Jan de Vries", "Wil Smits"),
    }


def test_microsoft_forms_as_csv_after_xlsx_changes_nothing(store: Store) -> None:
    imported(store, "microsoft-forms.xlsx")
    assert imported(store, "microsoft-forms.csv").revision is None


def test_american_days_are_read_as_such(store: Store) -> None:
    imported(store, "microsoft-forms.csv")
    with store.read() as db:
        days = Counter(event.day for event in db.all_events() if event.fact.value == "ondertekend")
    assert days == {date(2026, 2, 7): 2} | {date(2026, 2, day): 1 for day in (9, 10, 11, 12)}


def test_google_forms(store: Store) -> None:
    report = imported(store, "google-forms.csv")
    assert counts(report) == {"rijen": 7, "nieuw": 4, "samengevoegd": 1, "afgewezen": 1, "leeg": 1}
    assert found(report) == [(4, "samengevoegd"), (8, "doelgroep_onbekend")]
    stand = figures(store)
    signed = stand["ondertekenaars"]
    assert some(signed["per_doelgroep"]) == {"1": 1, "2": 1, "5": 1, "7": 1}
    assert some(signed["per_provincie"]) == {"PV23": 1, "PV26": 1, "PV30": 1, "PV31": 1, "landelijk": 1}
    assert some(stand["toezeggingen"]["per_status"]) == {"niet_gestart": 4, "bezig": 2}
    with store.read() as db:
        signed_on = {event.day for event in db.all_events() if event.fact.value == "ondertekend"}
    assert signed_on == {date(2025, 12, 3), date(2025, 11, 30), date(2025, 12, 4), date(2025, 12, 6)}


def test_our_own_export(store: Store) -> None:
    report = imported(store, "actieplanmonitor.csv")
    assert (counts(report), found(report)) == ({"rijen": 7, "nieuw": 3, "samengevoegd": 4}, [])
    stand = figures(store)
    assert some(stand["toezeggingen"]["per_status"]) == {
        "niet_gestart": 2,
        "bezig": 1,
        "afgerond": 1,
        "staat_stil": 1,
        "gestopt": 1,
    }
    assert stand["gehoord"] == {"recent": 2, "stil": 3, "nooit": 1}
    assert names(store) == {"=Samen Digitaal", "-Ans", "GGD Voorbeeld"}
    with store.read() as db:
        told = list(db.words_of(range(50)).values())
    assert Words("+2 mensen nodig", "https://samen.example") in told
    assert Words(reason="Geen budget meer") in told
