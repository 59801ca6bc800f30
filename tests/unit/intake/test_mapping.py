from pathlib import Path

import pytest

from dsw.errors import MappingError
from dsw.intake.headers import choose_layout, layout_for
from dsw.intake.mapping import MAPPING_FOLDER, FieldName, FormMapping, all_mappings, load_mapping
from dsw.intake.table import Table
from dsw.texts import text
from tests.unit.intake.making import FORM


def table(*rows: tuple[str, ...]) -> Table:
    return Table(rows)


def mapping(tmp_path: Path, extra: str = "", form: str = FORM) -> FormMapping:
    path = tmp_path / "proef.yaml"
    path.write_text(form + extra, encoding="utf-8")
    return load_mapping(str(path))


def test_the_product_has_four_mappings() -> None:
    names = {one.name for one in all_mappings()}
    assert names == {"actieplanmonitor", "drupal-webform", "google-forms", "microsoft-forms"}
    assert {load_mapping(name).name for name in names} == names


def test_an_unknown_mapping_says_which_there_are() -> None:
    with pytest.raises(MappingError) as caught:
        load_mapping("survey")
    assert "google-forms" in text(f"fout.{caught.value.key}", **caught.value.values)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("bron: proef", "bron: proef\nkleur: rood", "kleur"),
        ("bron: proef", "bron: " + "x" * 41, "bron"),
        ("bron: proef", 'bron: " "', "bron"),
        ("naam: proef", "naam: Proef Een", "naam"),
        ("  soort: Soort\n", "", "kolommen"),
        ("  naam: Wie\n  organisatie: Organisatie\n", "", "kolommen"),
        ("  regio: Regio", "  streek: Regio", "streek"),
        ("herken: [Nummer, Wie]", "herken: []", "herken"),
        ("herken: [Nummer, Wie]", "herken: [Wie]\nnooit: [mail]", "nooit"),
        ("herken: [Nummer, Wie]", "herken: [Wie]\nper_optie: {naam: Wie}", "per_optie"),
        ("herken: [Nummer, Wie]", "herken: [Wie]\nschuine_streep: soms", "schuine_streep"),
    ],
)
def test_a_wrong_mapping_says_where(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in FORM
    with pytest.raises(MappingError) as caught:
        mapping(tmp_path, form=FORM.replace(old, new))
    assert place in text(f"fout.{caught.value.key}", **caught.value.values)


@pytest.mark.parametrize("source", ["actieplanmonitor", " Actieplanmonitor "])
def test_the_register_is_the_source_of_no_other_form(tmp_path: Path, source: str) -> None:
    with pytest.raises(MappingError, match=r"mapping\.bron"):
        mapping(tmp_path, form=FORM.replace("bron: proef", f'bron: "{source}"'))


def test_our_own_mapping_may_be_given_by_its_path() -> None:
    assert load_mapping(str(MAPPING_FOLDER / "actieplanmonitor.yaml")).source == "actieplanmonitor"


def test_a_mapping_cannot_name_an_action_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"mapping\.actie"):
        mapping(tmp_path, "vertaal: {acties: {Koffie: 9.9}}")


def test_a_file_that_is_not_there_or_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"data\.bestand_ontbreekt"):
        load_mapping(str(tmp_path / "weg.yaml"))
    with pytest.raises(MappingError, match=r"data\.onleesbaar"):
        mapping(tmp_path, form="naam: [")


# --------------------------------------------------------------------------------------------- headers


def places(rows: Table, form: FormMapping) -> dict[str, tuple[tuple[int, ...], ...]]:
    return {field.value: found for field, found in layout_for(rows, form).places.items()}


def test_headers_with_line_breaks_and_marks_are_the_same_headers(tmp_path: Path) -> None:
    rows = table(("NUMMER", " Wie \n", "Groep\xa0*", "Organi\xadsatie", "dag:"))
    found = places(rows, mapping(tmp_path))
    assert {"extern_nummer", "naam", "doelgroep", "ondertekend_op"} <= set(found)


def test_the_header_may_stand_below_a_title(tmp_path: Path) -> None:
    rows = table(("Alle aanmeldingen", "", ""), (), ("Wie", "Groep", "Nummer"), ("Ans", "3", "1"))
    layout = layout_for(rows, mapping(tmp_path))
    assert (layout.header, layout.places[FieldName.NAAM]) == (3, ((0,),))


def test_merged_cells_lend_their_text_to_the_cells_they_cover(tmp_path: Path) -> None:
    form = FORM.replace("naam: Wie", 'naam: "Gegevens: Naam"').replace(
        "e_mail: Mail", 'e_mail: "Gegevens: Mail"'
    )
    rows = table(("Nummer", "Gegevens", "", "Groep"), ("", "Naam", "Mail", ""), ("1", "Ans", "a@b.nl", "3"))
    layout = layout_for(rows, mapping(tmp_path, form=form))
    found = {field.value: where for field, where in layout.places.items()}
    assert layout.header == 2
    assert found == {"extern_nummer": ((0,),), "naam": ((1,),), "e_mail": ((2,),), "doelgroep": ((3,),)}


def test_the_beginning_of_a_long_header_is_enough(tmp_path: Path) -> None:
    form = FORM.replace("acties: Acties", "acties: Met welke acties*")
    rows = table(("Wie", "Groep", "Met welke acties " + "ga je aan de slag " * 25))
    assert places(rows, mapping(tmp_path, form=form))["acties"] == ((2,),)


def test_several_columns_for_one_field_are_tried_in_order(tmp_path: Path) -> None:
    form = FORM.replace("naam: Wie", "naam: [Wie, Wie2]").replace(
        "doelgroep: Groep", "doelgroep: {samen: [G, H]}"
    )
    rows = table(("Wie2", "Wie", "G", "H"))
    found = places(rows, mapping(tmp_path, form=form))
    assert (found["naam"], found["doelgroep"]) == (((1,), (0,)), ((2, 3),))


def test_one_column_per_option(tmp_path: Path) -> None:
    rows = table(("Wie", "Groep", "Acties: 1.1 Melden, helpen", "Acties:", "ACTIES:\n2.1"))
    layout = layout_for(rows, mapping(tmp_path, 'per_optie: {acties: "Acties:"}'))
    assert layout.options == {FieldName.ACTIES: ((2, "1.1 Melden, helpen"), (4, "2.1"))}


def test_what_no_mapping_names_is_listed() -> None:
    with pytest.raises(MappingError) as caught:
        choose_layout(table(("Schoenmaat", "Lievelings\nkleur " + "x" * 400), ("43", "rood")))
    told = text(f"fout.{caught.value.key}", **caught.value.values)
    assert "Schoenmaat; Lievelings kleur" in told
    assert len(told) < 250


def test_a_chosen_mapping_says_what_it_misses(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        layout_for(table(("Naam", "Groep")), mapping(tmp_path))
    assert "naam" in str(caught.value.values["velden"])
    with pytest.raises(MappingError) as caught:
        layout_for(table(("Wie", "Groep")), mapping(tmp_path, "kies: {Land: [NL]}"))
    assert "Land" in str(caught.value.values["velden"])


def test_the_mapping_that_asks_most_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = mapping(tmp_path)
    strict = mapping(
        tmp_path,
        form=FORM.replace("naam: proef", "naam: streng").replace("[Nummer, Wie]", "[Nummer, Wie, Dag]"),
    )
    monkeypatch.setattr("dsw.intake.headers.all_mappings", lambda: (strict, loose))
    assert choose_layout(table(("Nummer", "Wie", "Groep"))).mapping.name == "proef"
    assert choose_layout(table(("Nummer", "Wie", "Groep", "Dag"))).mapping.name == "streng"


def test_the_manual_names_every_key_and_field() -> None:
    manual = (MAPPING_FOLDER / "LEESMIJ.md").read_text(encoding="utf-8")
    keys = {info.alias for info in FormMapping.model_fields.values()}
    assert [name for name in (*keys, *FieldName) if f"`{name}`" not in manual] == []
