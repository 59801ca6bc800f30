"""What a signatory said of itself at the counter stays, whatever a file says afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.access.entering import ask_link
from dsw.access.holders import Holder, signer
from dsw.access.links import make_link
from dsw.access.sessions import begin_session
from dsw.access.tokens import new_token
from dsw.domain import Kind, Profile, replay
from dsw.intake import Report, report_lines, run_import
from dsw.mine import Mine, read_mine
from dsw.outbox import Letter, post
from dsw.own_data import add_colleague, hand_over
from dsw.people import OPERATOR, Actor, Role
from dsw.store import Contact, Identity, Store, Writer, schema
from tests.unit.intake.making import FORM, PERSON, table_of

SAM = PERSON | {"Mail": "sam@voorbeeld.example", "Mailen": "ja", "Tonen": "ja"}
KIM = Contact("Kim", "kim@voorbeeld.example")
FIRST = Holder(1, 1)
NUMBERLESS = {"Nummer": ""}

Importer = Callable[..., Report]


@pytest.fixture
def offer(store: Store, tmp_path: Path) -> Importer:
    """Imports records as a file of the test's form."""
    (tmp_path / "proef.yaml").write_text(FORM, encoding="utf-8")

    def run(*records: dict[str, str]) -> Report:
        path = tmp_path / "aanmeldingen.csv"
        path.write_bytes(table_of(*records))
        return run_import(store, path, str(tmp_path / "proef.yaml"))

    return run


def at_counter(store: Store, do: Callable[..., object], *given: object, holder: Holder = FIRST) -> None:
    """A contact does something with what is its own."""
    with store.write(signer(holder), "test") as tx:
        do(tx, _mine(tx, holder), *given)


def _mine(tx: Writer, holder: Holder) -> Mine:
    mine = read_mine(tx, holder)
    assert mine
    return mine


def rename(tx: Writer, mine: Mine, name: str, show_name: bool) -> None:
    commands.rename(tx, mine.identity.signatory, name, show_name)


def reach(tx: Writer, mine: Mine, contact: Contact) -> None:
    commands.set_contact(tx, mine.identity.signatory, contact)


def identity(store: Store) -> Identity:
    with store.read() as db:
        return db.names_of([1])[1]


def contacts(store: Store) -> dict[int, Contact]:
    with store.read() as db:
        return db.all_contacts_of(1)


def kept(report: Report) -> dict[str, str]:
    """What the report says a signatory changed itself: the value in the file, by field."""
    return {one.about: one.value for one in report.findings if one.kind.value == "zelf_gewijzigd"}


def others(report: Report) -> list[str]:
    return [one.kind.value for one in report.findings if one.kind.value != "zelf_gewijzigd"]


def everything(store: Store) -> str:
    with store.read() as db:
        return " ".join(str(row) for table in schema.metadata.sorted_tables for row in db.rows(select(table)))


# ------------------------------------------------------------------------------------ handing over


@pytest.mark.parametrize("number", [{}, NUMBERLESS])
def test_who_handed_over_stays_gone(store: Store, offer: Importer, number: dict[str, str]) -> None:
    row = SAM | number
    offer(row)
    at_counter(store, hand_over, KIM)
    assert "sam@" not in everything(store)
    report = offer(row | {"Acties": "2.1"})
    assert (report.changed, others(report)) == (1, [])
    assert kept(report) == {"e_mail": "sam@voorbeeld.example", "mail_toestemming": "ja"}
    assert contacts(store) == {2: KIM}
    with store.desk() as desk:
        ask_link(desk, "sam@voorbeeld.example", "1.2.3.4")
    with store.read() as db:
        assert [one.address for one in db.rows(select(schema.outbox))] == [KIM.email]
    assert "sam@" not in everything(store)


def test_handing_over_again_and_with_another_name_as_well(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, rename, "Noor de Vries", False)
    at_counter(store, hand_over, KIM)
    at_counter(store, hand_over, Contact("Lou", "lou@voorbeeld.example"), holder=Holder(1, 2))
    report = offer(SAM | {"Acties": "2.1", "Regio": "GM0355"})
    assert (report.changed, report.rejected, others(report)) == (1, 0, [])
    assert list(kept(report)) == ["naam", "naam_tonen", "e_mail", "mail_toestemming"]
    assert identity(store) == Identity(1, "Noor de Vries", show_name=False)
    assert list(contacts(store)) == [3]


def test_another_name_nobody_had_and_another_address_is_somebody_else(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, rename, "Noor de Vries", False)
    report = offer(SAM | {"Wie": "Iemand Anders", "Mail": "anders@voorbeeld.example"})
    assert (report.rejected, others(report)) == (1, ["andere_ondertekenaar"])


def test_an_address_that_was_taken_away_does_not_come_back(store: Store, offer: Importer) -> None:
    offer(SAM)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact())
    assert kept(offer(SAM | {"Acties": "2.1"}))["e_mail"] == "sam@voorbeeld.example"
    assert contacts(store) == {}


def test_beside_a_colleague_a_file_still_says_who_is_first(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, add_colleague, KIM)
    report = offer(SAM | {"Mail": "sam@elders.example"})
    assert (kept(report), others(report)) == ({}, [])
    assert {number: one.email for number, one in contacts(store).items()} == {
        1: "sam@elders.example",
        2: KIM.email,
    }


# ------------------------------------------------------------------------------------ name and contact


@pytest.mark.parametrize("number", [{}, NUMBERLESS])
def test_a_name_taken_at_the_counter_stays(store: Store, offer: Importer, number: dict[str, str]) -> None:
    row = SAM | number
    offer(row)
    at_counter(store, rename, "Noor de Vries", False)
    older = row | {"Acties": "2.1"}
    report = offer(older)
    assert identity(store) == Identity(1, "Noor de Vries", show_name=False)
    assert kept(report) == {"naam": "Noor Bakker", "naam_tonen": "ja"}
    assert others(report) == []
    assert "Dit is met de hand ingevuld. Dat blijft zo." in "".join(report_lines(report))
    assert (report.changed, report.revision) == (1, 3)
    assert (offer(older).revision, offer(older).findings) == (None, ())
    assert identity(store).name == "Noor de Vries"


def test_a_changed_name_in_a_file_is_told_and_not_followed(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, rename, "Noor de Vries", False)
    report = offer(SAM | {"Wie": "N. Bakker"})
    assert (kept(report)["naam"], others(report), report.unchanged) == ("N. Bakker", [], 1)
    assert identity(store).name == "Noor de Vries"


def test_a_file_that_says_the_same_needs_no_telling(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, rename, "Noor de Vries", False)
    report = offer(SAM | {"Wie": "Noor de Vries", "Tonen": "nee"})
    assert report.findings == ()


def test_consent_and_name_of_a_contact_stay(store: Store, offer: Importer) -> None:
    offer(SAM)
    own = Contact("Sam", "sam@voorbeeld.example", mail_consent=False)
    at_counter(store, reach, own)
    report = offer(SAM | {"Mail": "sam@elders.example"})
    assert kept(report) == {"e_mail": "sam@elders.example", "mail_toestemming": "ja"}
    assert contacts(store) == {1: own}


def test_what_the_command_line_said_last_a_file_says_anew(store: Store, offer: Importer) -> None:
    offer(SAM)
    at_counter(store, rename, "Noor de Vries", False)
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Noor Bakker", show_name=False)
    report = offer(SAM | {"Wie": "Noor Bakker-Smit", "Mail": "noor@elders.example"})
    assert others(report) == ["andere_ondertekenaar"]
    report = offer(SAM | {"Wie": "Noor Bakker-Smit"})
    assert (kept(report), others(report)) == ({}, ["andere_naam"])
    assert identity(store) == Identity(1, "Noor Bakker-Smit", show_name=True)
    offer(SAM | {"Wie": "Noor Bakker-Smit", "Mail": "noor@elders.example", "Mailen": "nee"})
    assert contacts(store) == {1: Contact("", "noor@elders.example", mail_consent=False)}


@pytest.mark.parametrize(
    "who", [signer(FIRST), Actor(Role.REDACTEUR, "medewerker 7")], ids=["signer", "staff"]
)
def test_where_and_as_what_somebody_counts_stays(store: Store, offer: Importer, who: Actor) -> None:
    offer(SAM)
    found = Profile(Kind.PERSOON, 4, ("GM0363",))
    with store.write(who, "reprofile") as tx:
        commands.reprofile(tx, 1, found, tx.today)
    report = offer(SAM | {"Groep": "5", "Regio": "Zeist"})
    assert (kept(report), report.changed) == ({"doelgroep": "5", "regio": "GM0355"}, 0)
    with store.read() as db:
        assert replay(db.events_of([1]))[0].profile == found


def test_a_file_that_staff_read_in_says_anew(store: Store, offer: Importer) -> None:
    offer(SAM)
    with store.write(Actor(Role.REDACTEUR, "medewerker 7"), "import") as tx:
        commands.rename(tx, 1, "Noor Bakker", show_name=False)
    offer(SAM | {"Wie": "Noor Bakker-Smit"})
    assert identity(store).name == "Noor Bakker-Smit"


# ------------------------------------------------------------------------------------ another address


def _let_in(store: Store, holder: Holder) -> None:
    with store.desk() as desk:
        make_link(desk, new_token(), holder)
        begin_session(desk, holder)
        post(desk, Letter.LINK, "sam@voorbeeld.example", holder, {"naam": "x"})


def let_in(store: Store) -> set[tuple[str, int, int]]:
    with store.read() as db:
        return {
            (table.name, row.signatory_id, row.contact)
            for table in (schema.link, schema.session, schema.outbox)
            for row in db.rows(select(table))
        }


def test_whoever_had_another_address_is_out(store: Store, offer: Importer) -> None:
    offer(SAM, SAM | {"Nummer": "2", "Wie": "Bo", "Mail": "bo@voorbeeld.example"})
    at_counter(store, add_colleague, KIM)
    for holder in (FIRST, Holder(1, 2), Holder(2, 1)):
        _let_in(store, holder)
    everybody = let_in(store)
    offer(SAM | {"Mail": "SAM@Voorbeeld.example", "Acties": "2.1"})
    assert contacts(store)[1].email == "SAM@Voorbeeld.example"
    assert let_in(store) == everybody
    offer(SAM | {"Mail": "noor@elders.example", "Acties": "2.1"})
    assert contacts(store)[1].email == "noor@elders.example"
    assert everybody - let_in(store) == {(name, 1, 1) for name in ("link", "session", "outbox")}


def test_whoever_had_another_address_is_out_when_staff_changes_it(store: Store, offer: Importer) -> None:
    offer(SAM)
    _let_in(store, FIRST)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Sam", "sam@voorbeeld.example"))
    assert len(let_in(store)) == 3
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", KIM.email))
    assert let_in(store) == set()
