"""The register for the staff: searched, looked at, corrected; by two at once; on both databases."""

from collections.abc import Callable
from datetime import date
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from dsw import commands
from dsw.audit import check
from dsw.domain import Status
from dsw.drawings.register import person_address
from dsw.people import OPERATOR, Role
from dsw.queries.person import Person, read_person
from dsw.screen import entering
from dsw.screen.editing import region_options
from dsw.store import Contact, Store, shared_mirror
from dsw.texts import plural, text
from tests.acts import FIRST, GRONINGEN, PERSON, report, sign
from tests.naughty import NAUGHTY
from tests.pages.visiting import ROOT, headline, plain, written
from tests.staffing import enter, hire

PAGE = "pages/beheer/register.py"
Come = Callable[[Role], None]
Buttons = ("knop", "weg", "klopt", "stop")


@pytest.fixture
def register(register_url: str) -> Store:
    """Three signatories; the first has a contact and a pledge on action 3."""
    store = shared_mirror().store
    with store.write(OPERATOR, "test") as tx:
        for name, profile in (("Welzijn Één", GRONINGEN), ("Buurthuis Twee", GRONINGEN), ("Piet", PERSON)):
            sign(tx, name, profile)
        commands.pledge(tx, 1, 3, FIRST)
        commands.set_contact(tx, 1, Contact("Sam", "sam@voorbeeld.example", mail_consent=True))
    return store


@pytest.fixture
def come(register: Store, monkeypatch: pytest.MonkeyPatch) -> Come:
    """Somebody of the staff comes in."""

    def comes(role: Role) -> None:
        token = enter(register, hire(register, role))
        monkeypatch.setattr(entering, "_cookie", lambda: token)

    return comes


def opened(**asked: int) -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in asked.items():
        at.query_params[name] = str(value)
    at.run()
    at.switch_page(PAGE).run()
    assert list(at.exception) == []
    return at


def field(at: AppTest, ends: str) -> object:
    """The one field or button whose key ends like this."""
    kinds = (
        *at.text_input,
        *at.text_area,
        *at.checkbox,
        *at.selectbox,
        *at.multiselect,
        *at.date_input,
        *at.button,
    )
    (found,) = (one for one in kinds if one.key and one.key.endswith(ends))
    return found


def within(at: AppTest, form: str, name: str) -> object:
    """A field or button of a form of :class:`dsw.screen.drafting.Draft`."""
    kinds = (
        *at.text_input,
        *at.text_area,
        *at.checkbox,
        *at.selectbox,
        *at.multiselect,
        *at.date_input,
        *at.button,
    )
    begins = f"register.vorm.{form}."
    (found,) = (
        one for one in kinds if one.key and one.key.startswith(begins) and one.key.split(".")[-1] == name
    )
    return found


def fill(at: AppTest, form: str, **said: object) -> None:
    for name, value in said.items():
        within(at, form, name).set_value(value)  # type: ignore[attr-defined]


def press(at: AppTest, form: str, button: str = "knop") -> None:
    within(at, form, button).click().run()  # type: ignore[attr-defined]
    assert list(at.exception) == []


def now(store: Store, number: int = 1) -> Person:
    with store.read() as db:
        found = read_person(db, number)
    assert found
    return found


def names(at: AppTest) -> list[str]:
    """Who stands in the list."""
    return [one for one in ("Welzijn Één", "Buurthuis Twee", "Piet") if one in written(at)]


# ------------------------------------------------------------------------------------------------ the list


def test_everybody_stands_in_the_list_with_a_way_to_each(come: Come) -> None:
    come(Role.LEZER)
    at = opened()
    assert plural("register.gevonden", 3) in plain(written(at))
    for number in (1, 2, 3):
        assert f'href="{escape(person_address(number))}"' in written(at)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("een", ["Welzijn Één"]),
        ("BUURT", ["Buurthuis Twee"]),
        ("groningen", ["Welzijn Één", "Buurthuis Twee", "Piet"]),
        ("sam@voorbeeld", ["Welzijn Één"]),
        ("niemand zo", []),
        ("%", ["Welzijn Één", "Buurthuis Twee", "Piet"]),
    ],
)
def test_one_searches_by_name_place_and_contact(come: Come, typed: str, found: list[str]) -> None:
    come(Role.LEZER)
    at = opened()
    at.text_input(key="register-tekst-0").set_value(typed).run()
    assert names(at) == found
    assert typed not in str(dict(at.query_params))


def test_choices_sift_and_are_emptied(come: Come) -> None:
    come(Role.LEZER)
    at = opened()
    at.selectbox(key="register-soort-0").set_value("persoon").run()
    assert names(at) == ["Piet"]
    at.button(key="register-leeg").click().run()
    assert len(names(at)) == 3
    at.selectbox(key="register-actie-1").set_value("3").run()
    assert names(at) == ["Welzijn Één"]


def test_the_way_back_keeps_what_was_searched(come: Come) -> None:
    come(Role.LEZER)
    at = opened()
    at.text_input(key="register-tekst-0").set_value("piet").run()
    at.query_params["ondertekenaar"] = "3"
    at.run()
    assert headline(at) == "Piet"
    del at.query_params["ondertekenaar"]
    at.run()
    assert names(at) == ["Piet"]


def test_pages_are_turned_and_come_back(come: Come, register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for place in range(40):
            sign(tx, f"Zo {place:02}")
    come(Role.LEZER)
    at = opened()
    assert "Zo 30" not in written(at)
    at.button(key="blad-volgende").click().run()
    assert "Zo 30" in written(at)
    at.query_params["ondertekenaar"] = "3"
    at.run()
    del at.query_params["ondertekenaar"]
    at.run()
    assert "Zo 30" in written(at)


# -------------------------------------------------------------------------------------------- one of them


def test_a_reader_sees_everything_and_no_button(come: Come) -> None:
    come(Role.LEZER)
    at = opened(ondertekenaar=1)
    said = plain(written(at))
    for piece in ("Welzijn Één", "Sam", "sam@voorbeeld.example", "Groningen", "Ondertekende het actieplan"):
        assert piece in said
    assert list(at.button) == []
    assert list(at.text_input) == []


@pytest.mark.parametrize("asked", ["99", "0", "x", "-1", "1" * 30, "²"])
def test_a_number_that_means_nothing_is_said(come: Come, asked: str) -> None:
    come(Role.REDACTEUR)
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at.query_params["ondertekenaar"] = asked
    at.run()
    at.switch_page(PAGE).run()
    assert list(at.exception) == []
    assert text("register.niet_gevonden") in written(at)


def test_a_name_is_corrected_and_the_story_says_by_whom_and_why(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "gegevens-1", naam="Welzijn Nieuw", zichtbaar=False, doelgroep=5, waarom="Ze belden.")
    press(at, "gegevens-1")
    found = now(register)
    assert (found.identity.name, found.identity.show_name, found.profile.group) == ("Welzijn Nieuw", False, 5)
    said = plain(written(at))
    assert "De naam ging van ‘Welzijn Één’ naar ‘Welzijn Nieuw’." in said
    assert "medewerker redacteur@movisie.example" in said
    assert "Waarom: Ze belden." in said
    assert text("register.bewaard") in said
    assert headline(at) == "Welzijn Nieuw"


def test_two_at_once_lose_nothing(come: Come, register: Store) -> None:
    """The second one's own fields go through; where both changed the same, it is asked."""
    come(Role.REDACTEUR)
    mine, theirs = opened(ondertekenaar=1), opened(ondertekenaar=1)
    fill(theirs, "gegevens-1", naam="Van Hen")
    press(theirs, "gegevens-1")
    fill(mine, "gegevens-1", naam="Van Mij", doelgroep=7)
    press(mine, "gegevens-1")
    found = now(register)
    assert (found.identity.name, found.profile.group) == ("Van Hen", 7)
    said = plain(written(mine))
    assert "Naam: er staat nu ‘Van Hen’. Jij koos ‘Van Mij’." in said
    assert text("register.botsing.rest") in said
    assert within(mine, "gegevens-1", "naam").value == "Van Mij"  # type: ignore[attr-defined]
    press(mine, "gegevens-1")
    assert now(register).identity.name == "Van Mij"
    assert text("register.botsing.kop") not in written(mine)


def test_what_another_changed_is_not_undone_by_who_left_it_alone(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    mine, theirs = opened(ondertekenaar=1), opened(ondertekenaar=1)
    fill(theirs, "gegevens-1", naam="Van Hen")
    press(theirs, "gegevens-1")
    fill(mine, "gegevens-1", zichtbaar=False)
    press(mine, "gegevens-1")
    found = now(register).identity
    assert (found.name, found.show_name) == ("Van Hen", False)
    assert text("register.botsing.kop") not in written(mine)


def test_nothing_changed_is_said_and_nothing_recorded(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    with register.read() as db:
        before = db.head().revision
    for form in ("gegevens-1", "contact-1-1", "belofte-1-2.2"):
        press(at, form)
        assert text("register.niets_anders") in written(at)
    with register.read() as db:
        assert db.head().revision == before


def test_contacts_are_changed_added_and_taken_away(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "contact-1-1", naam="Kim", mail="kim@voorbeeld.example")
    press(at, "contact-1-1")
    fill(at, "contact-1", naam="Bo", mail="bo@voorbeeld.example")
    press(at, "contact-1")
    assert {place: one.email for place, one in now(register).contacts.items()} == {
        1: "kim@voorbeeld.example",
        2: "bo@voorbeeld.example",
    }
    press(at, "contact-1-1", "weg")
    assert list(now(register).contacts) == [2]
    press(at, "contact-1-2", "weg")
    assert text("fout.contact.laatste") in written(at)
    assert list(now(register).contacts) == [2]


@pytest.mark.parametrize("mail", ["", "geen adres", "SAM@voorbeeld.example"])
def test_a_contact_needs_an_address_of_its_own(come: Come, register: Store, mail: str) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "contact-1", naam="Bo", mail=mail)
    press(at, "contact-1")
    known = mail.lower().startswith("sam")
    assert text("fout.contact.bekend" if known else "fout.adres.geen_email") in written(at)
    assert list(now(register).contacts) == [1]


def test_a_status_is_reported_for_it(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(
        at,
        "belofte-1-2.2",
        status="staat_stil",
        obstakel="geld",
        hulp="Een fonds.",
        dag=date(2026, 9, 1),
        waarom="Gebeld.",
    )
    press(at, "belofte-1-2.2")
    (pledge,) = now(register).pledges
    assert (pledge.stance.status, pledge.stance.heard_on) == (Status.STAAT_STIL, date(2026, 9, 1))
    assert pledge.words.ask == "Een fonds."
    said = plain(written(at))
    told = "Actie 2.2 ging van ‘nog niets gehoord’ naar ‘staat stil’. De belemmering is: geld."
    assert f"Vanaf 1 september 2026:{told}" in said


@pytest.mark.parametrize(
    ("filled", "fault"),
    [
        ({"status": "staat_stil"}, "mijn.fout.obstakel"),
        ({"status": "gestopt"}, "mijn.fout.reden"),
        ({"bewijs": "javascript:alert(1)"}, "mijn.fout.bewijs"),
    ],
)
def test_a_wrong_report_is_explained(come: Come, register: Store, filled: dict[str, str], fault: str) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "belofte-1-2.2", **filled)
    press(at, "belofte-1-2.2")
    assert text(fault) in written(at)
    assert now(register).pledges[0].stance.report == 0


def test_of_two_who_report_the_second_is_asked(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    mine = opened(ondertekenaar=1)
    with register.write(OPERATOR, "test") as tx:
        report(tx, 1, 3, Status.BEZIG, tx.today, "Van de ondertekenaar zelf.")
    fill(mine, "belofte-1-2.2", status="afgerond")
    press(mine, "belofte-1-2.2")
    assert now(register).pledges[0].stance.status is Status.BEZIG
    assert "er staat nu ‘bezig’. Jij koos ‘klaar’." in plain(written(mine))
    press(mine, "belofte-1-2.2")
    assert now(register).pledges[0].stance.status is Status.AFGEROND


@pytest.mark.parametrize("way", ["klopt", "stop"])
def test_who_confirms_or_ends_what_changed_is_asked(come: Come, register: Store, way: str) -> None:
    come(Role.REDACTEUR)
    mine = opened(ondertekenaar=1)
    with register.write(OPERATOR, "test") as tx:
        report(tx, 1, 3, Status.BEZIG, date(2026, 10, 1), "Van de ondertekenaar zelf.")
    before = now(register).pledges
    press(mine, "belofte-1-2.2", way)
    assert now(register).pledges == before
    wanted = text(f"register.beloftes.{way}")
    assert f"er staat nu ‘bezig’. Jij koos ‘{wanted}’." in plain(written(mine))
    press(mine, "belofte-1-2.2", way)
    assert now(register).pledges != before


@pytest.mark.parametrize("gone", ["pledge", "contact", "everything"])
def test_what_is_gone_by_now_is_said_with_what_was_typed(come: Come, register: Store, gone: str) -> None:
    come(Role.REDACTEUR)
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example"), 2)
    at = opened(ondertekenaar=1)
    form = "contact-1-2" if gone == "contact" else "belofte-1-2.2"
    fill(at, form, **({"naam": "Kim <b>Nieuw</b>"} if gone == "contact" else {"hulp": "Kim <b>Nieuw</b>"}))
    with register.write(OPERATOR, "test") as tx:
        if gone == "pledge":
            commands.end_pledge(tx, 1, 3, tx.today)
        elif gone == "contact":
            commands.drop_contact(tx, 1, 2)
        else:
            commands.withdraw(tx, 1, tx.today)
    before = now(register)
    press(at, form)
    assert text("register.botsing.verdwenen") in written(at)
    assert "Kim &lt;b&gt;Nieuw&lt;/b&gt;" in written(at)
    assert now(register) == before
    assert text("register.botsing.verdwenen") not in written(at.run())


def test_a_pledge_is_added_confirmed_and_ended(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "erbij-1", actie="1.1", woorden="Met een spreekuur.")
    press(at, "erbij-1")
    assert [one.code for one in now(register).pledges] == ["1.1", "2.2"]
    press(at, "belofte-1-2.2", "klopt")
    assert now(register).pledges[1].stance.heard_on == date(2026, 11, 2)
    press(at, "belofte-1-2.2", "stop")
    assert [one.code for one in now(register).pledges] == ["1.1"]
    assert not check(register)


def test_withdrawing_asks_once_more(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    press(at, "terug-1")
    assert text("register.weg.vink") in written(at)
    assert now(register).stands
    fill(at, "terug-1", zeker=True, waarom="Opgeheven.")
    press(at, "terug-1")
    assert not now(register).stands
    assert text("register.een.weg") in written(at)
    assert list(at.button) == []
    at = opened()
    assert "Welzijn Één" not in written(at)
    at.selectbox(key="register-meedoen-0").set_value("nee").run()
    assert names(at) == ["Welzijn Één"]


def test_only_who_may_erase_can_and_is_asked_once_more(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    assert not [one for one in opened(ondertekenaar=1).button if "wis-1" in str(one.key)]
    come(Role.BEHEERDER)
    at = opened(ondertekenaar=1)
    press(at, "wis-1")
    assert now(register).identity.name == "Welzijn Één"
    fill(at, "wis-1", zeker=True)
    press(at, "wis-1")
    assert now(register).identity.name == ""
    assert headline(at) == text("register.een.naamloos")
    assert "sam@voorbeeld" not in written(at)
    assert text("register.een.gewist") in written(at)
    assert "Welzijn Één" not in written(opened())
    assert not check(register)


@pytest.mark.parametrize("change", ["withdrawn", "reader"])
def test_a_form_from_before_does_nothing_for_who_or_what_is_gone(
    come: Come, register: Store, change: str
) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    fill(at, "gegevens-1", naam="Te Laat")
    if change == "reader":
        hire(register, Role.LEZER, "redacteur@movisie.example")
    else:
        with register.write(OPERATOR, "test") as tx:
            commands.withdraw(tx, 1, tx.today)
    within(at, "gegevens-1", "knop").click().run()  # type: ignore[attr-defined]
    assert list(at.exception) == []
    assert now(register).identity.name == "Welzijn Één"


@pytest.mark.parametrize("name", NAUGHTY[::6])
def test_a_hostile_name_is_only_text(come: Come, register: Store, name: str) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, name, show_name=True)
        commands.set_contact(tx, 1, Contact(name, "sam@voorbeeld.example", mail_consent=True))
        report(tx, 1, 3, Status.BEZIG, tx.today, name)
    come(Role.BEHEERDER)
    for at in (opened(), opened(ondertekenaar=1), opened(ondertekenaar=1, samen=2)):
        assert list(at.exception) == []
        if "<" in name:
            assert name.strip() not in written(at)
        assert escape(name.strip()) in written(at)


# ------------------------------------------------------------------------------------------------ together


@pytest.mark.parametrize(("one", "other"), [(True, False), (False, True), (True, True), (False, False)])
def test_a_look_says_when_a_name_goes_from_the_site(
    come: Come, register: Store, one: bool, other: bool
) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Welzijn Één", show_name=one)
        commands.rename(tx, 2, "Buurthuis <Twee>", show_name=other)
    come(Role.REDACTEUR)
    wants, asked = ("Welzijn Één", "Buurthuis <Twee>") if one else ("Buurthuis <Twee>", "Welzijn Één")
    said = escape(text("register.samen.zonder_naam", wil=wants, ander=asked))
    assert (said in written(opened(ondertekenaar=1, samen=2))) is (one != other)
    assert ("Samen staan ze er zonder naam." in written(opened(ondertekenaar=1, samen=2))) is (one != other)


def test_two_are_put_together_and_taken_apart(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1)
    at.text_input(key="register-samen-1").set_value("twee").run()
    assert f'href="{escape(person_address(1, 2))}"' in written(at)
    at = opened(ondertekenaar=1, samen=2)
    assert "‘Buurthuis Twee’ gaat op in ‘Welzijn Één’" in headline(at)
    fill(at, "samen-2-1", waarom="Zelfde club.")
    press(at, "samen-2-1")
    assert headline(at) == "Welzijn Één"
    assert text("register.een.samen_met", naam="Buurthuis Twee") in written(at)
    assert names(opened()) == ["Welzijn Één", "Piet"]
    gone = opened(ondertekenaar=2)
    assert text("register.een.op_in") in written(gone)
    assert list(gone.button) == []
    press(at, "apart-2")
    assert text("register.samen.uit_elkaar_gedaan", naam="Buurthuis Twee") in written(at)
    assert text("register.botsing.verdwenen") not in written(at)
    assert names(opened()) == ["Welzijn Één", "Buurthuis Twee", "Piet"]
    assert text("register.een.samen_met", naam="Buurthuis Twee") not in written(at)
    assert not check(register)


def test_they_stay_apart_when_something_changed_since_it_was_looked_at(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1, samen=2)
    with register.write(OPERATOR, "test") as tx:
        commands.pledge(tx, 2, 9, tx.today)
    press(at, "samen-2-1")
    assert text("fout.samenvoegen.veranderd") in written(at)
    assert now(register, 2).stands


def test_what_came_later_keeps_them_together(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=1, samen=2)
    press(at, "samen-2-1")
    with register.write(OPERATOR, "test") as tx:
        commands.confirm(tx, 1, 3, tx.today)
    at = opened(ondertekenaar=1)
    assert text("register.samen.kan_niet") in written(at)
    assert not [one for one in at.button if "apart-" in str(one.key)]


@pytest.mark.parametrize(
    ("one", "other", "why"), [(1, 1, "zelfde"), (1, 3, "soort"), (1, 99, "doet_niet_mee")]
)
def test_who_cannot_be_put_together_is_said(come: Come, one: int, other: int, why: str) -> None:
    come(Role.REDACTEUR)
    at = opened(ondertekenaar=one, samen=other)
    assert text(f"fout.samenvoegen.{why}") in written(at)
    assert list(at.button) == []


def test_a_reader_sees_what_would_happen_without_a_button(come: Come) -> None:
    come(Role.LEZER)
    at = opened(ondertekenaar=1, samen=2)
    assert text("register.samen.wat") in written(at)
    assert list(at.button) == []


# ------------------------------------------------------------------------------------------- many at once


def many(at: AppTest) -> AppTest:
    at.toggle(key="register-tegelijk").set_value(True).run()
    assert list(at.exception) == []
    return at


def test_who_is_ticked_is_changed_after_a_look(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = many(opened())
    for number in (1, 3):
        at.checkbox(key=f"kies-{number}").set_value(True).run()
    at.selectbox(key="register-tegelijk-doelgroep").set_value("9").run()
    at.button(key="register-bekijk").click().run()
    assert plural("register.tegelijk.verandert", 2) in written(at)
    at.button(key="register-tegelijk-knop").click().run()
    assert text("fout.tegelijk.waarom") in written(at)
    assert now(register).profile.group == 3
    at.text_input(key="register-tegelijk-waarom").set_value("Verkeerd ingedeeld.")
    at.button(key="register-tegelijk-knop").click().run()
    assert list(at.exception) == []
    assert plural("register.tegelijk.gedaan", 2) in written(at)
    assert [now(register, number).profile.group for number in (1, 2, 3)] == [9, 3, 9]
    assert "Waarom: Verkeerd ingedeeld." in plain(written(opened(ondertekenaar=3)))


def test_everything_that_was_found_is_changed(come: Come, register: Store) -> None:
    come(Role.REDACTEUR)
    at = many(opened())
    at.selectbox(key="register-soort-0").set_value("organisatie").run()
    at.radio(key="register-wie").set_value("gevonden").run()
    at.selectbox(key="register-tegelijk-wat").set_value("zichtbaar").run()
    at.selectbox(key="register-tegelijk-zichtbaar").set_value("nee").run()
    at.button(key="register-bekijk").click().run()
    at.text_input(key="register-tegelijk-waarom").set_value("Gevraagd.")
    at.button(key="register-tegelijk-knop").click().run()
    assert [now(register, number).identity.show_name for number in (1, 2, 3)] == [False, False, True]


def test_nobody_ticked_is_said(come: Come) -> None:
    come(Role.REDACTEUR)
    at = many(opened())
    at.button(key="register-bekijk").click().run()
    assert text("fout.tegelijk.niemand") in written(at)


def test_a_reader_changes_nothing_at_once(come: Come) -> None:
    come(Role.LEZER)
    assert list(opened().toggle) == []


def test_no_two_places_read_alike() -> None:
    """Streamlit tells options apart by what they read: Groningen is a municipality and a province."""
    said = list(region_options().values())
    assert len(set(said)) == len(said)
