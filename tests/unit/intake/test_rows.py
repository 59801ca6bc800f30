from datetime import date
from pathlib import Path

import pytest

from dsw.domain import Evidence, Kind, Obstacle, Status
from dsw.intake.findings import REJECTS, FindingKind
from dsw.intake.headers import layout_for
from dsw.intake.mapping import load_mapping
from dsw.intake.reader import read_table
from dsw.intake.rows import Aside, Reading
from dsw.intake.submission import PledgeRow, Submission
from dsw.store import Words
from dsw.texts import all_texts
from tests.unit.intake.making import FORM, PERSON, read, table_of

OWN = {
    "kenmerk": "0" * 31 + "1",
    "soort": "organisatie",
    "naam": "X",
    "doelgroep": "3",
    "regio": "GM0344",
    "ondertekend_op": "2026-01-10",
}
PLEDGE = {"actie": "3.1", "toegezegd_op": "2026-01-10"}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "proef.yaml"
    path.write_text(FORM, encoding="utf-8")
    return path


def reading(form: Path, *records: dict[str, str], extra: str = "") -> Reading:
    form.write_text(FORM + extra, encoding="utf-8")
    table = read_table(table_of(*records))
    return read(table, layout_for(table, load_mapping(str(form))))


def own(**cells: str) -> Reading:
    columns = ["kenmerk", "soort", "naam", "doelgroep", "regio", "actie"]
    return read(read_table(table_of(dict.fromkeys(columns, "") | OWN | PLEDGE | cells)))


def one(found: Reading) -> Submission:
    assert len(found.submissions) == 1
    return found.submissions[0]


def kinds(found: Reading) -> list[str]:
    return [finding.kind.value for finding in found.findings]


def test_every_kind_of_finding_has_its_text() -> None:
    assert {f"intake.bevinding.{kind.value}" for kind in FindingKind} <= set(all_texts())


def test_a_plain_row(form: Path) -> None:
    found = reading(
        form, PERSON | {"Tonen": "Ja", "Acties": "2.1;2.2", "Bezig": "2.2", "Toelichting": "Het gaat."}
    )
    said = one(found)
    assert found.findings == []
    assert (said.kind, said.name, said.group, said.regions) == (Kind.PERSOON, "Noor Bakker", 2, ("GM0344",))
    assert (said.show_name, said.mail_consent) == (True, None)
    assert said.signed_on == date(2026, 1, 10)
    busy = PledgeRow(
        3, None, None, Status.BEZIG, None, date(2026, 1, 10), None, Evidence.EIGEN_WOORD, Words("Het gaat.")
    )
    assert said.pledges == (PledgeRow(2), busy)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"Wie": " - "}, "naam_ontbreekt"),
        ({"Wie": "N.v.t."}, "naam_ontbreekt"),
        ({"Soort": "organisatie", "Organisatie": ""}, "naam_ontbreekt"),
        ({"Groep": ""}, "doelgroep_ontbreekt"),
        ({"Groep": "10"}, "doelgroep_onbekend"),
        ({"Groep": "3; 4"}, "doelgroep_onbekend"),
    ],
)
def test_a_row_without_name_or_group_is_refused(form: Path, change: dict[str, str], kind: str) -> None:
    found = reading(form, PERSON | change)
    assert (found.submissions, found.count(Aside.REJECTED), found.total) == ([], 1, 1)
    assert FindingKind(kind) in REJECTS
    assert kind in kinds(found)


@pytest.mark.parametrize(
    ("change", "kind", "value"),
    [
        ({"Soort": "robot"}, "soort_onbekend", "robot"),
        ({"Regio": "Verweggistan"}, "regio_onbekend", "Verweggistan"),
        ({"Regio": "Bergen"}, "regio_dubbelzinnig", "Bergen"),
        ({"Mail": "niet@thuis"}, "e_mail_ongeldig", "niet@thuis"),
        ({"Dag": "morgen"}, "datum_onleesbaar", "morgen"),
        ({"Dag": ""}, "datum_ontbreekt", ""),
        ({"Dag": "2031-01-01"}, "datum_toekomst", "2031-01-01"),
        ({"Acties": "2.1;Koffie"}, "actie_onbekend", "Koffie"),
        ({"Tonen": "misschien"}, "ja_nee_onbekend", "misschien"),
        ({"Toelichting": "Mooi plan"}, "toelichting_zonder_plek", "Mooi plan"),
        ({"Wie": "n" * 301}, "te_lang", "n" * 301),
        ({"Wie": "RenÃ©"}, "tekst_hersteld", "RenÃ©"),
    ],
)
def test_the_rest_of_a_row_goes_in(form: Path, change: dict[str, str], kind: str, value: str) -> None:
    found = reading(form, PERSON | change)
    assert len(found.submissions) == 1
    assert kind in kinds(found)
    assert value in [finding.value for finding in found.findings]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Dag": "morgen"}, "Dag"),
        ({"Dag": ""}, "Dag"),
        ({"Tonen": "misschien"}, "Tonen"),
        ({"Acties": "2.1;Koffie"}, "Acties"),
        ({"Bezig": "Koffie"}, "Bezig"),
        ({"Wie": "n" * 301, "Soort": "organisatie", "Organisatie": "X"}, "Wie"),
        ({"Organisatie": "n" * 301, "Soort": "organisatie"}, "Organisatie"),
        ({"Regio": "landelijk", "In welke plaats?": "Zeist"}, "In welke plaats?"),
        ({"Regio": "", "In welke plaats?": "Nergenshuizen"}, "In welke plaats?"),
        ({"Acties: 9.9 Koffie": "X"}, "Acties: 9.9 Koffie"),
        ({"E-mail\n 2": "geen adres", "Mail": ""}, "E-mail 2"),
        ({"Link": "www.x.nl", "Bezig": "2.1"}, "Link"),
        ({"Link": "https://voorbeeld.example"}, "Link"),
    ],
)
def test_a_finding_names_the_column_as_the_file_does(form: Path, change: dict[str, str], column: str) -> None:
    shape = FORM.replace("e_mail: Mail", "e_mail: [Mail, E-mail 2]")
    shape += '  gemeente: In welke plaats?\n  link: Link\nper_optie: {acties: "Acties: "}\n'
    form.write_text(shape, encoding="utf-8")
    table = read_table(table_of(PERSON | change))
    found = read(table, layout_for(table, load_mapping(str(form))))
    assert {finding.column for finding in found.findings} == {column}


def test_a_message_calls_a_field_as_the_file_does(form: Path) -> None:
    (finding,) = reading(form, PERSON | {"Dag": "morgen of later"}).findings[:1]
    assert "‘Dag’" in str(finding.as_dict()["melding"])


def test_a_row_that_swallowed_others_does_not_go_in(form: Path) -> None:
    plain, *others = (PERSON | {"Nummer": str(number)} for number in range(1, 5))
    lines = table_of(plain, *others).decode().splitlines()
    lines[2] = lines[2].replace("Noor Bakker", '"Noor Bakker')
    lines[3] = lines[3].replace("Noor Bakker", 'Noor Bakker"')
    table = read_table("\n".join(lines).encode())
    found = read(table, layout_for(table, load_mapping(str(form))))
    assert (found.total, len(found.submissions), found.count(Aside.REJECTED)) == (3, 2, 1)
    assert [(finding.row, finding.kind.value) for finding in found.findings] == [(3, "rijen_in_een")]
    assert found.findings[0].kind in REJECTS
    assert "2 regels" in str(found.findings[0].as_dict()["melding"])


def test_no_name_is_longer_than_the_register_holds(form: Path) -> None:
    assert one(reading(form, PERSON | {"Wie": "n" * 400})).name == "n" * 300


def test_anonymous_is_no_address_and_no_name(form: Path) -> None:
    said = one(reading(form, PERSON | {"Mail": "anonymous"}))
    assert (said.email, said.keys) == ("", said.tokens)


def test_an_organisation_has_a_person_to_write_to(form: Path) -> None:
    said = one(reading(form, PERSON | {"Soort": "organisatie", "Organisatie": "=HYPERLINK(1)"}))
    assert (said.name, said.contact_name, said.kind) == ("=HYPERLINK(1)", "Noor Bakker", Kind.ORGANISATIE)


def test_the_kind_may_follow_from_the_organisation(form: Path) -> None:
    form_text = "\nvast: {soort: afleiden}\n"
    found = reading(form, PERSON | {"Organisatie": "Zorg X"}, PERSON | {"Nummer": "2"}, extra=form_text)
    assert [said.kind for said in found.submissions] == [Kind.ORGANISATIE, Kind.PERSOON]
    assert found.findings == []


def test_constants_translations_and_chosen_rows(form: Path) -> None:
    extra = "vast: {doelgroep: 4}\nvertaal: {soort: {Ik alleen: persoon}}\nkies: {Land: [NL, Nederland]}\n"
    rows = [PERSON | {"Soort": "ik alleen!", "Land": land} for land in ("nl", "BE", "Nederland")]
    found = reading(form, *rows, extra=extra)
    assert [said.group for said in found.submissions] == [4, 4]
    assert (found.count(Aside.REJECTED), kinds(found)) == (1, ["niet_gekozen"])


def test_drafts_and_blank_rows_are_counted_apart(form: Path) -> None:
    draft = PERSON | {"Nummer": "9", "Concept": "Yes"}
    extra = ""
    form_with = FORM.replace("  naam: Wie", "  concept: Concept\n  naam: Wie")
    form.write_text(form_with + extra, encoding="utf-8")
    table = read_table(table_of(PERSON, draft, {"Nummer": " "}, PERSON | {"Concept": "No"}))
    found = read(table, layout_for(table, load_mapping(str(form))))
    assert (found.total, found.count(Aside.DRAFT), found.count(Aside.BLANK), len(found.submissions)) == (
        4,
        1,
        1,
        2,
    )
    assert found.seen == {"1", "9"}


def test_columns_nobody_named_are_told_and_never_kept(form: Path) -> None:
    extra = "nooit: [IP]\nnegeren: [Taal]\n"
    found = reading(
        form, PERSON | {"IP": "192.0.2.1", "Taal": "nl", "Schoenmaat": "43", "": "los"}, extra=extra
    )
    assert [(finding.kind.value, finding.value) for finding in found.findings] == [
        ("kolom_onbekend", "Schoenmaat"),
        ("kolom_zonder_naam", "13"),
    ]
    assert "192.0.2.1" not in repr(found.submissions)


def test_a_fingerprint_does_not_depend_on_the_row(form: Path) -> None:
    first, second, third = reading(form, PERSON, PERSON, PERSON | {"Groep": "3"}).submissions
    assert first.rows != second.rows
    assert first.fingerprint == second.fingerprint != third.fingerprint


# ------------------------------------------------------------------------------------ our own export


def test_a_row_of_our_own_export() -> None:
    cells = {
        "status": "staat_stil",
        "status_sinds": "2026-02-01",
        "laatst_gehoord": "2026-03-01",
        "streefdatum": "2030-01-01",
        "obstakel": "geld",
        "bewijs": "link",
        "toelichting": " '=tekst ",
        "link": "https://voorbeeld.example",
        "naam": "'=X",
        "bron": "oud-formulier",
        "bronnummer": "17",
        "naam_tonen": "ja",
    }
    found = own(**cells)
    said = one(found)
    assert found.findings == []
    assert (said.name, said.ref, said.origins) == ("=X", OWN["kenmerk"], (("oud-formulier", "17"),))
    pledge = said.pledges[0]
    assert (pledge.status, pledge.obstacle, pledge.evidence) == (
        Status.STAAT_STIL,
        Obstacle.GELD,
        Evidence.LINK,
    )
    assert (pledge.pledged_on, pledge.status_since) == (date(2026, 1, 10), date(2026, 2, 1))
    assert (pledge.heard_on, pledge.due) == (date(2026, 3, 1), date(2030, 1, 1))
    assert pledge.words == Words(" '=tekst ", "https://voorbeeld.example")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"kenmerk": "abc"}, "kenmerk_ongeldig"),
        ({"status": "klaar"}, "status_onbekend"),
        ({"status": "staat_stil", "status_sinds": "2026-02-01"}, "obstakel_ontbreekt"),
        ({"status": "staat_stil", "status_sinds": "2026-02-01", "obstakel": "pech"}, "obstakel_ontbreekt"),
        ({"status": "gestopt", "status_sinds": "2026-02-01"}, "reden_ontbreekt"),
    ],
)
def test_a_status_that_lacks_something_does_not_go_in(cells: dict[str, str], kind: str) -> None:
    found = own(**cells)
    assert kinds(found) == [kind]
    assert one(found).pledges[0].status is None


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"status": "bezig", "obstakel": "geld"}, "obstakel_overbodig"),
        ({"status": "bezig", "bewijs": "geloof me"}, "bewijs_onbekend"),
        ({"status": "bezig", "link": "javascript:alert(1)"}, "link_ongeldig"),
        ({"status": "bezig", "status_sinds": "2026-01-01"}, "datum_volgorde"),
        ({"actie": "9.9"}, "actie_onbekend"),
        ({"e_mail": "geen adres"}, "e_mail_ongeldig"),
    ],
)
def test_the_rest_of_our_own_row_goes_in(cells: dict[str, str], kind: str) -> None:
    found = own(**cells)
    assert kinds(found) == [kind]
    assert [pledge.status for pledge in one(found).pledges] in ([Status.BEZIG], [None], [])
    assert "javascript" not in repr(found.submissions)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://voorbeeld.example/pad?a=b#c", True),
        ("HTTP://voorbeeld.example", True),
        ("https://café.example/é", True),
        ("https://voorbeeld.example/" + "a" * 1970, True),
        ("https://voorbeeld.example/" + "a" * 2000, False),
        ("https://", False),
        ("https:///pad", False),
        ("http://[::1", False),
        ("https://voorbeeld.example/een twee", False),
        ('https://voorbeeld.example/"><script>', False),
        ("ftp://voorbeeld.example", False),
        ("www.voorbeeld.example", False),
    ],
)
def test_only_an_address_that_can_be_followed_is_kept(link: str, kept: bool) -> None:
    found = own(status="bezig", link=link)
    assert one(found).pledges[0].words.link == (link if kept else "")
    assert kinds(found) == ([] if kept else ["link_ongeldig"])


def test_nothing_but_blank_is_missing_in_our_own_export() -> None:
    assert one(own(naam="NA")).name == "NA"


def test_rows_of_one_signer_are_read_alike() -> None:
    columns = dict.fromkeys(["kenmerk", "soort", "naam", "doelgroep", "regio", "actie"], "")
    rows = [columns | OWN | {"actie": code} for code in ("3.1", "3.2")] + [
        columns | OWN | {"naam": "Y", "actie": "3.3"}
    ]
    found = read(read_table(table_of(*rows)))
    assert [(said.name, said.rows, said.actions) for said in found.submissions] == [
        ("X", (2,), (5,)),
        ("X", (3,), (6,)),
        ("Y", (4,), (7,)),
    ]


def test_never_goes_before_any_star(form: Path) -> None:
    extra = 'nooit: [Mail]\nper_optie: {gemeente: ["Plaats: ", plaats__]}\n'
    form.write_text(FORM.replace("e_mail: Mail", "e_mail: Ma*") + extra, encoding="utf-8")
    table = read_table(table_of(PERSON | {"Plaats: Zeist": "X", "plaats__Utrecht": "X", "Plaatsing": "X"}))
    found = read(table, layout_for(table, load_mapping(str(form))))
    (said,) = found.submissions
    assert (said.email, said.regions) == ("", ("GM0344", "GM0355"))
    assert [finding.value for finding in found.findings] == ["Plaatsing"]


def test_days_with_slashes_mean_in_one_column_the_same(form: Path) -> None:
    dated = [PERSON | {"Nummer": day, "Dag": day} for day in ("2/1/2026", "1/31/2026")]
    found = reading(form, *dated)
    assert [one.signed_on for one in found.submissions] == [date(2026, 2, 1), date(2026, 1, 31)]
    torn = reading(form, *dated, PERSON | {"Dag": "31/1/2026"})
    assert [finding.kind.value for finding in torn.findings] == ["datum_twee_kanten"]


def test_a_zone_nobody_knows_leaves_the_day(form: Path) -> None:
    (said,) = reading(form, PERSON | {"Dag": "2026-01-10 8:48 Midden-Europese standaardtijd"}).submissions
    assert said.signed_on == date(2026, 1, 10)


def test_a_text_longer_than_a_cell_is_cut(form: Path) -> None:
    found = reading(form, PERSON | {"Bezig": "2.1", "Toelichting": "a" * 40_000})
    assert len(found.submissions[0].pledges[0].words.words) == 32_767
    assert [finding.kind.value for finding in found.findings] == ["te_lang"]
