"""What happened to a signatory, as it is told: who, when, what, from what to what, why; on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from dsw import commands
from dsw.domain import Fact, Profile, Status
from dsw.office import corrections
from dsw.office.mergers import merge
from dsw.office.reversal import undo
from dsw.own_data import withdraw_and_erase
from dsw.people import ADMISSION, OPERATOR, Actor, Role
from dsw.queries.person import read_person
from dsw.queries.story import Chapter, story_of
from dsw.sentences.story import chapter_lines, version_words, who_did
from dsw.store import Contact, Store, Words, Writer
from dsw.store.schema import import_run
from tests.acts import FIRST, GRONINGEN, PLAN, report, sign
from tests.staffing import hire

TODAY = date(2026, 11, 2)
EDITOR = Actor(Role.REDACTEUR, "medewerker 1")


@pytest.fixture
def register(store: Store) -> Store:
    hire(store)
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx, day=TODAY), 3, TODAY)
        commands.set_contact(tx, 1, Contact("Sam", "sam@x.example", mail_consent=True))
    return store


def told(store: Store, number: int = 1) -> tuple[Chapter, ...]:
    with store.read() as db:
        return story_of(db, number)


def after(
    store: Store, change: Callable[[Writer], object], actor: Actor = EDITOR, act: str = "test"
) -> list[str]:
    """What the newest chapter says of a change."""
    with store.write(actor, act) as tx:
        change(tx)
    return chapter_lines(told(store)[0])


def test_the_beginning_is_told(register: Store) -> None:
    (chapter,) = told(register)
    assert who_did(chapter) == "het systeem"
    assert chapter_lines(chapter) == [
        "Ondertekende het actieplan van 12 mei 2025.",
        "Zegde actie 2.2 toe.",
        "Heet ‘Welzijn Hier’.",
        "Contactpersoon erbij: Sam (sam@x.example).",
    ]


LINES: dict[str, tuple[Callable[[Writer], object], list[str]]] = {
    "status": (
        lambda tx: report(tx, 1, 3, Status.BEZIG, TODAY, "Begonnen."),
        ["Actie 2.2 ging van ‘nog niets gehoord’ naar ‘bezig’. Schreef: ‘Begonnen.’"],
    ),
    "stuck": (
        lambda tx: commands.report(
            tx,
            1,
            3,
            commands.Report(
                Status.STAAT_STIL,
                TODAY,
                obstacle=next(iter(commands.Obstacle)),
                words=Words(ask="Geld.", helper=2),
            ),
        ),
        [
            (
                "Actie 2.2 ging van ‘nog niets gehoord’ naar ‘staat stil’. De belemmering is: tijd. "
                "Vroeg: ‘Geld.’ Kan helpen: Sociaal werkers en ervaringsdeskundigen."
            )
        ],
    ),
    "group": (
        lambda tx: commands.reprofile(tx, 1, Profile(GRONINGEN.kind, 5, ("PV26",)), TODAY),
        [
            "De doelgroep ging van ‘{3}’ naar ‘{5}’. De regio ging van ‘Groningen’ naar ‘Utrecht’.",
        ],
    ),
    "hidden": (
        lambda tx: commands.rename(tx, 1, "Welzijn Hier", show_name=False),
        ["De naam is nu verborgen."],
    ),
    "contact": (
        lambda tx: commands.set_contact(tx, 1, Contact("Kim", "kim@x.example", mail_consent=True)),
        ["Contactpersoon Sam (sam@x.example) werd Kim (kim@x.example)."],
    ),
    "mail": (
        lambda tx: commands.set_contact(tx, 1, Contact("Sam", "sam@x.example", mail_consent=False)),
        ["sam@x.example wil geen mail over het plan."],
    ),
    "due": (
        lambda tx: commands.plan_for(tx, 1, 3, date(2027, 1, 1), TODAY),
        ["Wil actie 2.2 klaar hebben op 1 januari 2027."],
    ),
    "no due": (lambda tx: commands.plan_for(tx, 1, 3, None, TODAY), ["Noemt voor actie 2.2 geen dag meer."]),
    "confirmed": (lambda tx: commands.confirm(tx, 1, 3, TODAY), ["Actie 2.2 klopt nog."]),
    "ended": (lambda tx: commands.end_pledge(tx, 1, 3, TODAY), ["Beëindigde de toezegging bij actie 2.2."]),
    "left": (lambda tx: commands.withdraw(tx, 1, TODAY), ["Trok de ondertekening in."]),
}


@pytest.mark.parametrize("name", LINES)
def test_what_became_true_is_told(register: Store, name: str) -> None:
    from dsw.sentences import section_name

    change, lines = LINES[name]
    names = [line.replace("{3}", section_name(3)).replace("{5}", section_name(5)) for line in lines]
    assert after(register, change) == names


def test_who_said_that_nothing_began_was_heard(register: Store) -> None:
    after(register, lambda tx: commands.confirm(tx, 1, 3, TODAY))
    lines = after(register, lambda tx: report(tx, 1, 3, Status.BEZIG, TODAY))
    assert lines == ["Actie 2.2 ging van ‘nog niet gestart’ naar ‘bezig’."]


def test_what_holds_from_another_day_says_so_once(register: Store) -> None:
    def earlier(tx: Writer) -> None:
        number = sign(tx, "Later Ingevoerd", day=FIRST)
        for action in (3, 9):
            commands.pledge(tx, number, action, FIRST)

    with register.write(EDITOR, "test") as tx:
        earlier(tx)
    lines = chapter_lines(told(register, 2)[0])
    assert lines[0] == "Vanaf 1 juni 2025:"
    assert [line for line in lines if line.startswith("Vanaf")] == lines[:1]


def test_a_correction_is_told_as_one(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        wrong = report(tx, 1, 3, Status.AFGEROND, TODAY)
    lines = after(register, lambda tx: commands.annul(tx, 1, wrong))
    assert lines == ["Verbeterd: de status ‘klaar’ van actie 2.2 geldt niet meer."]
    assert "Dit is later verbeterd en geldt niet meer." in chapter_lines(told(register)[1])[0]
    undone = told(register)[0].facts[0].event
    assert undone.fact is Fact.ANNULLED
    assert after(register, lambda tx: commands.annul(tx, 1, undone.id)) == [
        "Hersteld: een verbetering is teruggedraaid."
    ]


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        (EDITOR, "medewerker redacteur@movisie.example"),
        (Actor(Role.REDACTEUR, "medewerker 77"), "een medewerker"),
        (Actor(Role.ONDERTEKENAAR, "ondertekenaar 1/1", 1), "de ondertekenaar (Sam)"),
        (Actor(Role.ONDERTEKENAAR, "ondertekenaar 1/9", 1), "de ondertekenaar"),
        (ADMISSION, "de ondertekenaar"),
        (OPERATOR, "het systeem"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_who_did_it_is_told(register: Store, actor: Actor, who: str) -> None:
    after(register, lambda tx: commands.confirm(tx, 1, 3, TODAY), actor)
    assert who_did(told(register)[0]) == who


def test_a_file_that_was_read_in_is_named(register: Store) -> None:
    def read_in(tx: Writer) -> None:
        commands.confirm(tx, 1, 3, TODAY)
        run = {"file": "mei.csv", "sha256": "0", "source": "proef", "counts": "{}"}
        tx.add(import_run, [{"revision": tx.revision, **run}])

    after(register, read_in)
    assert who_did(told(register)[0]) == "inlezen van bestand mei.csv"


def test_the_reason_stands_beside_it(register: Store) -> None:
    def confirm(tx: Writer) -> None:
        person = read_person(tx, 1)
        assert person
        corrections.confirm(tx, 1, "2.2", person.pledges[0].drawn(), TODAY, "Ze belden.")

    after(register, confirm)
    assert told(register)[0].why == "Ze belden."


def test_put_together_and_taken_apart_is_told_on_both_sides(register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        other = sign(tx, "Ander", day=TODAY)
        commands.pledge(tx, other, 9, TODAY)
    with register.write(EDITOR, "merge") as tx:
        merge(tx, other, 1)
        revision = tx.revision
    assert chapter_lines(told(register)[0])[0] == "‘Ander’ is hierin opgegaan."
    assert chapter_lines(told(register, other)[0]) == ["Is opgegaan in ‘Welzijn Hier’."]
    assert all(chapter.facts for chapter in told(register))
    with register.write(EDITOR, "undo") as tx:
        undo(tx, revision)
    for number in (1, other):
        newest, before, *_rest = told(register, number)
        assert chapter_lines(newest)[0].startswith("Draaide terug wat er was gebeurd op ")
        assert chapter_lines(before)[0] == "Is samengevoegd met een andere ondertekenaar."
        assert chapter_lines(before)[-1] == "Dit is later in zijn geheel teruggedraaid."


def test_of_who_was_erased_nothing_personal_is_told(register: Store) -> None:
    after(register, lambda tx: report(tx, 1, 3, Status.BEZIG, TODAY, "Geheim."))
    assert after(register, lambda tx: withdraw_and_erase(tx, 1))[-1] == "Alle persoonsgegevens zijn gewist."
    lines = " ".join(line for chapter in told(register) for line in chapter_lines(chapter))
    for personal in ("Welzijn Hier", "Sam", "Geheim"):
        assert personal not in lines


def test_nobody_has_no_story(store: Store) -> None:
    assert told(store, 7) == ()
    with store.read() as db:
        assert read_person(db, 7) is None


def test_a_version_reads_as_a_day_where_it_is_one() -> None:
    assert (version_words(PLAN), version_words("concept")) == ("12 mei 2025", "concept")
