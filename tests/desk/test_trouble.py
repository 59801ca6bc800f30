"""What went wrong once at the counter, or could: each must stay mended."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dsw import commands, signups
from dsw.access import entering
from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.access.links import make_link, use_link
from dsw.access.staff import add_staff
from dsw.access.tokens import new_token
from dsw.domain import Status, replay
from dsw.errors import RuleError
from dsw.people import OPERATOR, Role
from dsw.settings import today
from dsw.store import Contact, Store, Words, schema
from tests.desk.conftest import EMAIL, SIGNER
from tests.desk.test_joining import NEW, PERSON, WHO, filled, letters, only_signup, prove, signatories, signed
from tests.desk.test_mine import pledges, revision
from tests.desk.visiting import Visitor

Clock = Callable[[object], None]


@pytest.fixture
def colleague(register: Store) -> Visitor:
    """Another contact of the first organisation, who came in as well."""
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example"), 2)
    visitor = Visitor()
    visitor.enter(register, Holder(1, 2))
    return visitor


# --------------------------------------------------------------------------------- coming in, and staying out


def test_one_visitor_cannot_use_up_the_new_links_of_all(register: Store) -> None:
    with register.desk() as counter:
        for number in range(70):
            entering.ask_link(counter, f"iemand{number}@elders.example", "1.2.3.4")
    visitor = Visitor()
    visitor.enter(register, SIGNER)
    visitor.cookies.pop("dsw_sessie")
    old = new_token()
    with register.desk() as counter:
        make_link(counter, old, SIGNER)
        use_link(counter, old)
    visitor.get(f"/s/{old}")
    visitor.press("/s/nieuw")
    assert letters(register) == [("link", EMAIL)]


def test_asking_too_often_keeps_nobody_out_for_longer(store: Store, clock: Clock) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    with store.desk() as counter:
        asked = [may_knock(counter, "deur", "iemand", 3, hour) for _ in range(6)]
        marks = counter.count(select(schema.knock.c.id))
    assert asked == [True] * 3 + [False] * 3
    assert marks == 3
    clock(today() + day)
    with store.desk() as counter:
        assert may_knock(counter, "deur", "iemand", 3, hour)


def test_who_is_no_contact_any_more_is_out(register: Store, signer: Visitor) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Kim", "kim@voorbeeld.example"), 2)
        tx.settle()
    with register.write(OPERATOR, "test") as tx:
        commands.drop_contact(tx, 1, 1)
    assert signer.get("/mijn").status == 403
    signer.press("/link", email="x@y.example")
    assert "Welzijn Hier" not in signer.words


def test_a_button_that_was_pressed_lets_nobody_back_in_after_leaving(register: Store) -> None:
    signed(PERSON)
    visitor = Visitor()
    waits = only_signup(register)
    token = new_token()
    with register.desk() as counter:
        make_link(counter, token, Holder(signup=waits.number))
    visitor.get(f"/s/{token}")
    form, kept = visitor.form("/s"), dict(visitor.cookies)
    visitor.post("/s", form)
    assert visitor.path == "/mijn"
    visitor.press("/uit")
    visitor.cookies = kept
    visitor.post("/s", form)
    assert visitor.answer.status == 410


def test_who_withdrew_gets_no_link_to_a_closed_door(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, 1, today())
    Visitor().post("/link", {"email": EMAIL})
    assert letters(register) == []


@pytest.mark.parametrize("token", ["€", "a%20b", "x" * 5_000, "kort"])
def test_what_can_be_no_secret_is_told_so(register: Store, token: str) -> None:
    visitor = Visitor()
    assert visitor.get(f"/s/{token}").status == 410


def test_a_reload_of_a_form_that_was_sent_ends_on_its_page(signer: Visitor) -> None:
    for path in ("/mijn/opslaan", "/mijn/klopt", "/mijn/ongedaan"):
        signer.get(path)
        assert signer.path == "/mijn"
    signer.get("/uit")
    assert signer.at == "/"


# ------------------------------------------------------------------------------------------------- signing


def test_who_fills_in_twice_before_opening_the_mail_counts_once(register: Store) -> None:
    before = signatories(register)
    signed(PERSON)
    first = only_signup(register).number
    signed({**PERSON, "naam": "Kees nog eens"})
    with register.read() as db:
        numbers = [row.id for row in db.rows(select(schema.signup))]
    for number in (first, *(one for one in numbers if one != first)):
        assert "Kees" in prove(register, number).words
    assert signatories(register) == before + 1


def test_of_two_who_decide_one_decides(register: Store) -> None:
    signed()
    waits = only_signup(register)
    prove(register, waits.number)
    with register.desk() as counter:
        editor = add_staff(counter, "redactie@movisie.example", Role.REDACTEUR).actor
    with register.write(editor, "approve") as tx:
        signups.approve(tx, waits.number)
    with pytest.raises(RuleError), register.desk() as counter:
        signups.turn_down(counter, waits.number, editor)
    assert only_signup(register).stage == "ondertekend"


def test_a_sign_up_after_a_lost_answer_is_not_swallowed(register: Store) -> None:
    visitor = filled(PERSON)
    kept = dict(visitor.cookies)
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    prove(register, only_signup(register).number)
    visitor.cookies = dict(kept)
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    assert visitor.at.startswith("/meedoen/wie")
    visitor.post("/meedoen/wie", {**PERSON, "email": "ander@nieuw.example"})
    visitor.post("/meedoen/waar", {"regio": "GM0014"})
    visitor.post("/meedoen/wat", {"actie": "1.1"})
    visitor.post("/meedoen/hoe", {"steun": "ja"})
    assert letters(register)[-1] == ("bevestig", "ander@nieuw.example")


def test_an_organisation_that_is_let_in_is_in(register: Store) -> None:
    signed()
    waits = only_signup(register)
    visitor = prove(register, waits.number)
    with register.desk() as counter:
        editor = add_staff(counter, "redactie@movisie.example", Role.REDACTEUR).actor
    with register.write(editor, "approve") as tx:
        signups.approve(tx, waits.number)
    assert visitor.get("/mijn").status == 200


def test_one_mailbox_is_not_flooded_by_signing(register: Store) -> None:
    statuses = [signed(WHO).answer.status for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    assert letters(register) == [("bevestig", NEW)] * 5


def test_without_cookies_it_is_said(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/meedoen/wie", WHO)
    visitor.cookies.clear()
    answer = visitor._ask("/meedoen/waar", referer="https://monitor.example/meedoen/wie")
    assert answer.status == 400
    assert "Zet cookies aan voor deze site." in visitor.words


def test_who_begins_anew_finds_nothing_back(register: Store) -> None:
    visitor = Visitor()
    visitor.post("/meedoen/wie", {**WHO, "email": "geen adres"})
    visitor.get("/meedoen/opnieuw")
    visitor.press("/meedoen/opnieuw")
    visitor.get("/meedoen/wie")
    assert "Nieuw" not in visitor.words
    with register.read() as db:
        assert db.rows(select(schema.draft)) == []


def test_a_form_that_is_far_too_long_is_not_kept(register: Store) -> None:
    visitor = Visitor()
    assert (
        visitor.post("/meedoen/wat", {"actie": [f"{number}" + "x" * 4_000 for number in range(40)]}).status
        == 413
    )
    with register.read() as db:
        assert db.rows(select(schema.draft)) == []


# ----------------------------------------------------------------------------------------------- my pledges


def written(store: Store, words: str) -> None:
    with store.write(OPERATOR, "import") as tx:
        for action in (5, 7):
            told = commands.Report(Status.BEZIG, date(2026, 1, 1), words=Words(words))
            commands.report(tx, 1, action, told)


def test_lines_that_end_otherwise_are_no_change(register: Store) -> None:
    written(register, "Regel een\nregel twee")
    signer = Visitor()
    signer.enter(register, SIGNER)
    before = revision(register)
    form = {**signer.form("/mijn/opslaan"), "woorden-3.1": "Regel een\r\nregel twee"}
    signer.post("/mijn/opslaan", form)
    assert revision(register) == before


def test_long_words_of_an_import_keep_nobody_from_saving(register: Store) -> None:
    written(register, "x" * 700)
    signer = Visitor()
    signer.enter(register, SIGNER)
    signer.press("/mijn/opslaan", **{"status-3.1": "afgerond"})
    assert signer.path == "/mijn/bedankt"
    assert [status for status, _ in pledges(register).values()] == [Status.AFGEROND, Status.BEZIG]


def test_words_about_a_pledge_that_a_colleague_ended_are_not_lost(
    register: Store, signer: Visitor, colleague: Visitor
) -> None:
    colleague.get("/mijn/weg?actie=3.1")
    colleague.press("/mijn/weg")
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig", "woorden-3.1": "Een mooi verhaal."})
    assert signer.answer.status == 409
    assert "Deze toezegging is net weggehaald. Jij schreef: Een mooi verhaal." in signer.words


def test_undoing_undoes_what_was_seen(register: Store, signer: Visitor) -> None:
    elsewhere = Visitor()
    elsewhere.enter(register, SIGNER)
    signer.press("/mijn/opslaan", **{"status-3.1": "bezig"})
    thanks = signer.form("/mijn/ongedaan")
    elsewhere.get("/mijn")
    elsewhere.press("/mijn/opslaan", **{"status-3.3": "afgerond"})
    signer.post("/mijn/ongedaan", thanks)
    assert signer.answer.status == 409
    assert [status for status, _ in pledges(register).values()] == [Status.BEZIG, Status.AFGEROND]


def test_what_was_typed_comes_along_when_the_session_is_over(signer: Visitor, clock: Clock) -> None:
    form = {**signer.form("/mijn/opslaan"), "status-3.1": "bezig", "woorden-3.1": "Lang verhaal."}
    clock(today() + timedelta(days=1))
    signer.post("/mijn/opslaan", form)
    assert signer.answer.status == 403
    assert "plak het straks weer. Lang verhaal." in signer.words


def test_a_form_without_a_key_is_taken_each_time(register: Store, signer: Visitor) -> None:
    other = Visitor()
    other.enter(register, Holder(2, 1))
    for visitor in (signer, other):
        visitor.post("/mijn/klopt", {**visitor.form("/mijn/klopt"), "formulier": ""})
        assert visitor.path == "/mijn/bedankt"
    assert {heard for _, heard in pledges(register, 2).values()} == {today()}


def test_nothing_new_takes_no_revision(register: Store, signer: Visitor) -> None:
    before = revision(register)
    signer.get("/mijn/gegevens/wijzig")
    signer.press("/mijn/gegevens/wijzig")
    signer.get("/mijn/gegevens/waar")
    signer.press("/mijn/gegevens/waar")
    signer.post("/mijn/weg", {"actie": "9.3", "formulier": "a"})
    signer.post("/mijn/erbij", {"actie": "3.1", "formulier": "b"})
    assert revision(register) == before


@pytest.mark.parametrize(
    "forged",
    [
        {"gezien": "9" * 4_500},
        {"was-3.1": "abc", "wanneer-3.1": "abc"},
        {"was-3.1": '["a"]'},
        {"was-3.1": "{}", "was-9.9": "[]", "status-9.9": "bezig"},
        {"wie-3.1": "99", "status-3.1": "staat_stil", "obstakel-3.1": "geld"},
    ],
)
def test_a_forged_form_breaks_nothing(signer: Visitor, forged: dict[str, str]) -> None:
    for path in ("/mijn/opslaan", "/mijn/klopt"):
        signer.get("/mijn")
        signer.press(path, **forged)
        assert signer.answer.status in (200, 409, 422)


@pytest.mark.parametrize("origin", ["https://[x", "", "monitor.example", "https://monitor.example/pad"])
def test_an_origin_that_is_none_is_not_ours(signer: Visitor, origin: str) -> None:
    form = signer.form("/mijn/klopt")
    assert signer.post("/mijn/klopt", form, origin=origin).status == 403


# --------------------------------------------------------------------------------------------------- my data


def test_an_old_page_puts_no_name_back_on_the_site(
    register: Store, signer: Visitor, colleague: Visitor
) -> None:
    signer.get("/mijn/gegevens/wijzig")
    colleague.get("/mijn/gegevens/wijzig")
    colleague.press("/mijn/gegevens/wijzig", tonen=[])
    signer.press("/mijn/gegevens/wijzig", contact="Sam Jansen")
    with register.read() as db:
        assert not db.names_of([1])[1].show_name
        assert db.all_contacts_of(1)[1].name == "Sam Jansen"


def test_an_old_page_moves_nobody_unseen(register: Store, signer: Visitor, colleague: Visitor) -> None:
    for visitor in (signer, colleague):
        visitor.get("/mijn/gegevens/waar")
    colleague.press("/mijn/gegevens/waar", regio=["PV26"])
    signer.press("/mijn/gegevens/waar", regio=["GM0014", "GM0363"])
    assert signer.answer.status == 409
    assert "Dit is net veranderd." in signer.words
    signer.press("/mijn/gegevens/waar", regio=["GM0014", "GM0363"])
    with register.read() as db:
        profile = replay(db.events_of([1]))[0].profile
    assert profile
    assert profile.regions == ("GM0014", "GM0363")


def test_colleagues_are_asked_once_and_not_without_end(register: Store, signer: Visitor) -> None:
    for number in range(12):
        signer.get("/mijn/gegevens/collega")
        email = f"collega{number}@voorbeeld.example"
        signer.press("/mijn/gegevens/collega", contact="Kim", email=email, hoe="samen")
    assert "Er zijn al 10 mensen." in signer.words
    assert len(letters(register)) == 9
    signer.get("/mijn/gegevens/collega")
    signer.press("/mijn/gegevens/collega", contact="Kim", email="collega1@voorbeeld.example", hoe="samen")
    assert "Dit adres hoort al bij jullie." in signer.words


@pytest.mark.parametrize("name", ["x" * 400, "regel\nregel"])
def test_a_name_that_fits_nowhere_is_refused(signer: Visitor, name: str) -> None:
    signer.get("/mijn/gegevens/wijzig")
    signer.press("/mijn/gegevens/wijzig", contact=name)
    assert signer.answer.status == 422


def test_stopping_erases_what_was_filled_in_elsewhere_as_well(register: Store, signer: Visitor) -> None:
    signed({**WHO, "naam": "Een ander huis", "email": EMAIL})
    signed({**WHO, "naam": "Welzijn Hier", "email": EMAIL})
    signer.get("/mijn/gegevens/stoppen")
    signer.press("/mijn/gegevens/stoppen")
    with register.read() as db:
        assert db.rows(select(schema.signup)) == []
        assert letters(register) == [("gewist", EMAIL)]


def test_what_stood_there_before_is_told_too(register: Store, signer: Visitor) -> None:
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Welzijn Nu", show_name=True)
    assert "Welzijn Hier" in signer.get("/mijn/gegevens/alles.json").body.decode()
