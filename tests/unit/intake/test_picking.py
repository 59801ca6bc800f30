"""Columns picked by hand become a mapping, as strict as one that was written."""

from datetime import date

import pytest

from dsw.errors import MappingError
from dsw.intake.days import SlashOrder
from dsw.intake.headers import choose_layout, layout_at
from dsw.intake.mapping import FieldName, all_mappings
from dsw.intake.picking import (
    PICKED,
    Choice,
    as_chosen,
    chosen_mapping,
    columns_of,
    guessed,
    likely_header,
    slug_of,
)
from dsw.intake.reader import read_table
from dsw.intake.remembered import NO_FORMS, Forms, Remembered, as_yaml, header_digest
from dsw.intake.rows import read_rows
from dsw.intake.table import Table
from dsw.plan import parse_strict
from dsw.screen.importing.picking import PARTS
from tests.forms import PICKS, messy_form
from tests.unit.intake.making import SAMPLES

TABLE = read_table(messy_form())
COLUMNS = columns_of(TABLE, 3)
CHOICE = Choice({FieldName(name): (header,) for name, header in PICKS.items()})


def test_the_header_is_found_below_a_title() -> None:
    assert likely_header(TABLE) == 3
    assert likely_header(Table((("Naam", "Mail"), ("Ans", "a@b.example")))) == 1


def test_columns_show_what_stands_in_them_but_never_what_may_not_be_kept() -> None:
    shown = {column.header: column for column in COLUMNS}
    assert shown["Hoe heet jij?"].samples == ("Persoon 1", "Persoon 2", "Persoon 3")
    assert shown["Hoe heet jij?"].letters == "C"
    assert shown["(kolom 10)"].samples == ("zomaar iets",)
    assert (shown["IP-adres"].never, shown["IP-adres"].samples) == (True, ())


@pytest.mark.parametrize(
    ("header", "cell", "never"),
    [
        ("Waarvandaan", "192.168.2.1", True),
        ("Waarvandaan", "2001:db8::1", True),
        ("Remote IP address", "", True),
        ("Wachtwoord", "geheim", True),
        ("Nummer", "12", False),
        ("Tip", "ip", False),
    ],
)
def test_what_may_not_be_kept_is_known_by_its_header_or_by_what_it_holds(
    header: str, cell: str, never: bool
) -> None:
    table = Table((("Naam", header), ("Ans", cell)))
    assert columns_of(table, 1)[1].never is never


def test_a_choice_reads_what_it_says() -> None:
    mapping = chosen_mapping("Voorjaar", CHOICE, COLUMNS, NO_FORMS)
    assert (mapping.name, mapping.source, mapping.about) == ("voorjaar", "voorjaar", "Voorjaar")
    assert mapping.never == ("IP-adres",)
    assert mapping.ignore == ("(kolom 10)",)
    reading = read_rows(TABLE, layout_at(TABLE, mapping, 3), date(2026, 11, 2))
    assert len(reading.submissions) == 7
    one = reading.submissions[0]
    assert (one.name, one.contact_name, one.external_id) == ("Stichting Kansrijk Ommeland", "Persoon 1", "1")
    assert one.signed_on == date(2026, 1, 1)
    assert "10.0.0" not in repr(reading)


def test_a_column_without_a_name_can_be_picked() -> None:
    choice = Choice({**CHOICE.columns, FieldName.TOELICHTING: ("(kolom 10)",), FieldName.BEZIG_MET: ()})
    layout = layout_at(TABLE, chosen_mapping("x", choice, COLUMNS, NO_FORMS), 3)
    assert layout.direct[FieldName.TOELICHTING] == 9
    assert layout.titles[9] == "(kolom 10)"
    kinds = [one.kind.value for one in read_rows(TABLE, layout, date(2026, 11, 2)).findings]
    assert "kolom_zonder_naam" not in kinds


def test_two_columns_make_one_name() -> None:
    table = Table((("Voornaam", "Achternaam", "Groep"), ("Ans", "de Wit", "2")))
    choice = Choice({FieldName.NAAM: ("Voornaam", "Achternaam"), FieldName.DOELGROEP: ("Groep",)})
    mapping = chosen_mapping("x", choice, columns_of(table, 1), NO_FORMS)
    (one,) = read_rows(table, layout_at(table, mapping, 1), date(2026, 11, 2)).submissions
    assert one.name == "Ans de Wit"


@pytest.mark.parametrize(
    ("choice", "name", "key"),
    [
        (Choice(), "x", "wie"),
        (Choice({FieldName.NAAM: ("ID",)}), "x", "doelgroep"),
        (Choice({FieldName.NAAM: ("ID",), FieldName.REGIO: ("id",)}, group=1), "x", "twee_keer"),
        (CHOICE, "Actieplanmonitor", "naam"),
        (CHOICE, " - ", "naam"),
    ],
)
def test_a_choice_that_cannot_be_is_told(choice: Choice, name: str, key: str) -> None:
    with pytest.raises(MappingError) as told:
        chosen_mapping(name, choice, COLUMNS, NO_FORMS)
    assert told.value.key == f"indeling.{key}"


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.*")))
def test_a_known_form_that_is_left_as_it_is_reads_the_same(sample: str) -> None:
    table = read_table((SAMPLES / sample).read_bytes())
    try:
        layout = choose_layout(table)
    except MappingError:
        return
    if layout.mapping.literal:
        return
    columns = columns_of(table, layout.header)
    mapping = chosen_mapping(layout.mapping.name, as_chosen(layout, columns), columns, NO_FORMS, layout)
    today = date(2026, 11, 2)
    again = read_rows(table, layout_at(table, mapping, layout.header), today)
    assert again.submissions == read_rows(table, layout, today).submissions


def test_a_mapping_is_remembered_as_it_is_and_used_for_its_own_header() -> None:
    mapping = chosen_mapping("Voorjaar", CHOICE, COLUMNS, NO_FORMS).saying(
        {FieldName.REGIO: {"Grunn": "GM0014"}}
    )
    assert parse_strict(as_yaml(mapping), "x", type(mapping)) == mapping
    form = Remembered("voorjaar", header_digest(TABLE.rows[2]), as_yaml(mapping))
    assert choose_layout(TABLE, Forms((form,))).mapping == mapping
    other = Table((TABLE.rows[0], TABLE.rows[1], (*TABLE.rows[2], "Nog een vraag"), *TABLE.rows[3:]))
    with pytest.raises(MappingError):
        choose_layout(other, Forms((form,)))


def test_every_mapping_of_the_product_can_be_remembered() -> None:
    for mapping in all_mappings():
        assert parse_strict(as_yaml(mapping), "x", type(mapping)) == mapping


def test_a_form_with_a_known_name_keeps_its_source() -> None:
    shipped = chosen_mapping("Microsoft Forms", CHOICE, COLUMNS, NO_FORMS)
    assert shipped.source == "microsoft-forms"
    named = shipped.model_copy(update={"name": "voorjaar", "source": "eerder"})
    forms = Forms((Remembered("voorjaar", "x", as_yaml(named)),))
    assert chosen_mapping("Voorjaar", CHOICE, COLUMNS, forms).source == "eerder"
    assert guessed(COLUMNS, forms).columns[FieldName.REGIO] == (PICKS["regio"],)


def test_a_form_that_no_longer_fits_stops_nothing_else() -> None:
    forms = Forms((Remembered("oud", "x", "naam: oud"),))
    assert FieldName.EXTERN_NUMMER in guessed(COLUMNS, forms).columns
    with pytest.raises(MappingError):
        forms.by_name["oud"].read()


def test_names_of_downloads_become_names_of_forms() -> None:
    assert slug_of("Aanmeldingen Één(1-50)") == "aanmeldingen-een"
    assert len(slug_of("x" * 90)) == 40


def test_a_header_is_known_however_it_is_spaced() -> None:
    assert header_digest(["Naam *", "E-mail", ""]) == header_digest(["naam", " E-MAIL: "])
    assert header_digest(["Naam", "E-mail"]) != header_digest(["E-mail", "Naam"])
    assert header_digest(["", " "]) == ""


def test_every_field_is_asked_once_and_slashes_are_kept() -> None:
    assert sorted(name for names in PARTS.values() for name in names) == sorted(PICKED)
    choice = Choice(CHOICE.columns, slashes=SlashOrder.MONTH_FIRST)
    assert chosen_mapping("x", choice, COLUMNS, NO_FORMS).slashes is SlashOrder.MONTH_FIRST
