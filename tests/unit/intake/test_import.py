"""From a file to the register, and what a second file does."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw import commands
from dsw.commands import SignUp
from dsw.domain import Kind, Obstacle, Profile, Stance, Status, replay
from dsw.errors import Refused, UnreadableFile
from dsw.intake import Report, report_lines, run_import
from dsw.people import OPERATOR, Actor, Role
from dsw.store import Contact, Identity, Store, schema
from tests.unit.intake.making import FORM, PERSON, table_of

Importer = Callable[..., Report]
OWN = ["kenmerk", "soort", "naam", "doelgroep", "regio", "ondertekend_op", "e_mail", "actie"]


@pytest.fixture
def form(tmp_path: Path) -> str:
    path = tmp_path / "proef.yaml"
    path.write_text(FORM, encoding="utf-8")
    return str(path)


@pytest.fixture
def offer(store: Store, tmp_path: Path, form: str) -> Importer:
    """Imports records as a file of the test's form, or of our own (``own=True``)."""

    def run(*records: dict[str, str], own: bool = False, **options: bool) -> Report:
        path = tmp_path / "aanmeldingen.csv"
        rows = [dict.fromkeys(OWN, "") | record for record in records] if own else records
        path.write_bytes(table_of(*rows))
        return run_import(store, path, None if own else form, **options)

    return run


def stances(store: Store) -> dict[str, Stance]:
    with store.read() as db:
        names = {one.signatory: one.name for one in db.identities_after(0)}
        events = list(db.all_events())
    return {
        name: replay(one for one in events if one.signatory == number)[0] for number, name in names.items()
    }


def stance(store: Store, name: str = "Noor Bakker") -> Stance:
    return stances(store)[name]


def statuses(store: Store, name: str = "Noor Bakker") -> dict[int, Status | None]:
    pledges = stance(store, name).pledges.values()
    return {one.action: one.status if one.status_since else None for one in pledges}


def contact(store: Store) -> Contact:
    with store.read() as db:
        return next(iter(db.contacts().values()))


def counts(report: Report) -> dict[str, int]:
    return {name: count for name, count in report.counts().items() if count}


def kinds(report: Report) -> list[str]:
    return [finding.kind.value for finding in report.findings]


def sign_by_hand(store: Store, name: str = "Noor Bakker", email: str = PERSON["Mail"]) -> int:
    profile = Profile(Kind.PERSOON, 2, ("GM0344",))
    with store.write(OPERATOR, "sign") as tx:
        wish = SignUp(profile, name, date(2025, 12, 1), "2025-05-12", False, Contact("", email, False))
        return commands.sign(tx, wish)


def update(store: Store, wish: Callable[..., object], *args: object, **named: object) -> None:
    with store.write(OPERATOR, "test") as tx:
        wish(tx, *args, **named)


# ----------------------------------------------------------------------------------- the first time


def test_a_row_becomes_a_signatory_with_pledges(store: Store, offer: Importer) -> None:
    report = offer(
        PERSON | {"Acties": "2.1;3.1", "Bezig": "3.1", "Toelichting": "Goed.", "Mailen": "ja", "Tonen": "ja"}
    )
    assert (counts(report), report.revision, report.exit_code) == ({"rijen": 1, "nieuw": 1}, 1, 0)
    now = stance(store)
    assert (now.profile, now.signed_on) == (Profile(Kind.PERSOON, 2, ("GM0344",)), date(2026, 1, 10))
    assert statuses(store) == {2: None, 5: Status.BEZIG}
    assert contact(store) == Contact("", PERSON["Mail"], True)
    with store.read() as db:
        assert [words.words for words in db.words_of(range(20)).values()] == ["Goed."]
        run = db.rows(select(schema.import_run))[0]
    assert (run.source, run.file, json.loads(run.counts)["nieuw"]) == ("proef", "aanmeldingen.csv", 1)


def test_the_same_file_twice_changes_nothing(store: Store, offer: Importer) -> None:
    rows = (
        PERSON | {"Acties": "2.1"},
        PERSON | {"Nummer": "", "Wie": "Ans", "Mail": ""},
        PERSON | {"Nummer": "3", "Groep": ""},
    )
    first = offer(*rows)
    again = offer(*rows)
    assert counts(first) == {"rijen": 3, "nieuw": 2, "afgewezen": 1}
    assert counts(again) == {"rijen": 3, "ongewijzigd": 2, "afgewezen": 1}
    assert (again.revision, again.exit_code) == (None, 1)
    with store.read() as db:
        assert db.head().revision == 1


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, offer: Importer) -> None:
    tried = offer(PERSON, dry_run=True)
    with store.read() as db:
        assert db.head().revision == 0
    assert (tried.counts(), tried.revision) == (offer(PERSON).counts(), None)


def test_a_future_day_becomes_today(store: Store, offer: Importer) -> None:
    report = offer(PERSON | {"Dag": "2031-01-01", "Acties": "2.1", "Bezig": "2.1"})
    assert kinds(report) == ["datum_toekomst"]
    assert stance(store).signed_on == date(2026, 11, 2)
    assert offer(PERSON | {"Dag": "2031-01-01", "Acties": "2.1", "Bezig": "2.1"}).revision is None


def test_nothing_goes_in_when_a_command_fails(
    store: Store, offer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dsw.errors import RuleError

    def refuse(*_args: object, **_named: object) -> None:
        raise RuleError("actie.onbekend", actie=99)

    monkeypatch.setattr(commands, "pledge", refuse)
    with pytest.raises(RuleError):
        offer(PERSON, PERSON | {"Nummer": "2", "Wie": "Ans", "Acties": "2.1"})
    assert stances(store) == {}


def test_who_may_not_import_changes_nothing(store: Store, tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table_of(PERSON))
    with pytest.raises(Refused):
        run_import(store, path, form, actor=Actor(Role.LEZER, "lezer"))
    assert stances(store) == {}


def test_a_file_without_answers_would_make_everybody_vanish(store: Store, offer: Importer) -> None:
    offer(PERSON)
    with pytest.raises(UnreadableFile, match=r"bestand\.geen_rijen"):
        offer(dict.fromkeys(PERSON, ""))
    with store.read() as db:
        assert db.head().revision == 1


def test_progress_is_told_to_the_end(store: Store, tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table_of(*(PERSON | {"Nummer": str(n), "Wie": f"Naam {n}"} for n in range(1, 251))))
    told: list[tuple[int, int]] = []
    run_import(store, path, form, progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 250), (200, 250), (250, 250)]


def test_somebody_else_writing_in_between_is_seen(
    store: Store, offer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dsw.intake import run

    def interrupted(*args: object) -> object:
        if not stances(store):
            sign_by_hand(store)
        return made(*args)

    made = run.make_proposal
    monkeypatch.setattr(run, "make_proposal", interrupted)
    report = offer(PERSON | {"Acties": "2.1"})
    assert (counts(report), report.revision) == ({"rijen": 1, "gewijzigd": 1}, 2)
    assert len(stances(store)) == 1


def test_of_two_imports_of_one_file_at_once_the_second_books_nothing(
    store: Store, offer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dsw.intake import run

    def interrupted(*args: object) -> object:
        proposal = made(*args)
        monkeypatch.setattr(run, "make_proposal", made)
        assert offer(PERSON).revision == 1
        return proposal

    made = run.make_proposal
    monkeypatch.setattr(run, "make_proposal", interrupted)
    report = offer(PERSON)
    assert (counts(report), report.revision) == ({"rijen": 1, "ongewijzigd": 1}, None)
    with store.read() as db:
        assert db.head().revision == 1
        assert len(db.rows(select(schema.import_run))) == 1


# -------------------------------------------------------------------------------- who is who


def test_a_form_sent_twice_is_one_signatory_as_said_last(store: Store, offer: Importer) -> None:
    first = PERSON | {"Nummer": "", "Acties": "2.1;2.2", "Dag": "2026-01-10"}
    last = first | {"Wie": "noor  bakker", "Mail": "NOOR@voorbeeld.example", "Acties": "2.3"}
    last["Dag"] = "2026-02-01"
    report = offer(last, first)
    assert counts(report) == {"rijen": 2, "nieuw": 1, "samengevoegd": 1}
    assert [(one.row, one.kind.value) for one in report.findings] == [(3, "samengevoegd")]
    assert set(statuses(store, "noor  bakker")) == {4}
    assert stance(store, "noor  bakker").signed_on == date(2026, 1, 10)
    assert offer(last, first).revision is None


def test_rows_with_other_numbers_are_never_one_signatory(store: Store, offer: Importer) -> None:
    rows = PERSON | {"Acties": "2.1"}, PERSON | {"Nummer": "2", "Regio": "Zeist", "Acties": "2.2"}
    report = offer(*rows)
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert kinds(report) == ["dubbel_voorstel"]
    assert offer(*rows).revision is None
    assert kinds(offer(*rows, PERSON | {"Nummer": "3"}))[:1] == ["dubbel_voorstel"]
    assert counts(offer(*rows, PERSON | {"Nummer": "3"})) == {"rijen": 3, "ongewijzigd": 3}


def test_of_two_numbers_the_first_is_somebody_known_by_name_and_address(
    store: Store, offer: Importer
) -> None:
    sign_by_hand(store)
    rows = PERSON | {"Groep": "3"}, PERSON | {"Nummer": "2", "Groep": "4"}
    assert counts(offer(*rows)) == {"rijen": 2, "nieuw": 1, "gewijzigd": 1}
    assert offer(*rows).revision is None


def test_who_withdrew_stays_out_also_without_number(store: Store, offer: Importer) -> None:
    nameless = PERSON | {"Nummer": ""}
    offer(nameless)
    update(store, commands.withdraw, 1, date(2026, 3, 1))
    assert offer(nameless).revision is None
    assert kinds(offer(nameless | {"Groep": "3"})) == ["ingetrokken"]


@pytest.mark.parametrize("mail", ["", PERSON["Mail"]])
def test_a_correction_makes_no_second_signatory(store: Store, offer: Importer, mail: str) -> None:
    nameless = PERSON | {"Nummer": "", "Mail": mail}
    offer(nameless)
    update(store, commands.rename, 1, "Noor de Bakker", show_name=False)
    update(store, commands.set_contact, 1, Contact("", "noor@elders.example", False))
    assert offer(nameless).revision is None
    assert counts(offer(nameless | {"Groep": "3"})) == {"rijen": 1, "gewijzigd": 1}


def test_without_number_address_and_name_decide(store: Store, offer: Importer) -> None:
    nameless = PERSON | {"Nummer": ""}
    offer(nameless)
    assert counts(offer(nameless | {"Acties": "2.1", "Gewijzigd": "2026-03-01"})) == {
        "rijen": 1,
        "gewijzigd": 1,
    }
    assert counts(offer(nameless | {"Wie": "Bas Bakker"}))["nieuw"] == 1
    assert len(stances(store)) == 2


def test_without_address_name_and_region_decide(offer: Importer) -> None:
    bare = PERSON | {"Nummer": "", "Mail": ""}
    offer(bare)
    assert counts(offer(bare | {"Groep": "1"})) == {"rijen": 1, "gewijzigd": 1}
    assert counts(offer(bare | {"Regio": "Zeist"}))["nieuw"] == 1


def test_one_name_with_other_numbers_and_no_address_is_two_signatories(offer: Importer) -> None:
    bare = PERSON | {"Mail": "anonymous"}
    report = offer(bare, bare | {"Nummer": "2"})
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert kinds(report) == ["dubbel_voorstel"]


def test_an_organisation_is_never_the_person(offer: Importer) -> None:
    report = offer(PERSON, PERSON | {"Nummer": "2", "Soort": "organisatie", "Organisatie": "Noor Bakker"})
    assert counts(report) == {"rijen": 2, "nieuw": 2}


def test_a_new_row_about_somebody_known_is_a_change(store: Store, offer: Importer) -> None:
    sign_by_hand(store)
    report = offer(PERSON | {"Acties": "2.1"})
    assert counts(report) == {"rijen": 1, "gewijzigd": 1}
    assert len(stances(store)) == 1


def test_who_looks_alike_is_proposed_with_score_and_reason(store: Store, offer: Importer) -> None:
    sign_by_hand(store, "Noor Bakkers")
    report = offer(PERSON)
    told = str(report.as_dict()["bevindingen"])
    assert counts(report) == {"rijen": 1, "nieuw": 1}
    assert kinds(report) == ["dubbel_voorstel"]
    assert "Noor Bakkers" in told
    assert "in het register" in told
    assert "zelfde e-mailadres" in told


def test_one_number_with_two_names_is_told_with_both_rows(store: Store, offer: Importer) -> None:
    report = offer(PERSON, PERSON | {"Wie": "Ans Smit"})
    assert counts(report) == {"rijen": 2, "nieuw": 1, "samengevoegd": 1}
    assert [(one.row, one.kind.value, one.more["telt"]) for one in report.findings] == [
        (2, "zelfde_nummer", 3)
    ]
    assert set(stances(store)) == {"Ans Smit"}


def test_another_form_with_the_same_numbers_overwrites_nobody(store: Store, offer: Importer) -> None:
    offer(PERSON)
    report = offer(PERSON | {"Wie": "Bert Vos", "Mail": "bert@elders.example", "Groep": "3"})
    assert (counts(report), report.exit_code) == ({"rijen": 1, "afgewezen": 1}, 1)
    assert (kinds(report), report.revision) == (["andere_ondertekenaar"], None)
    assert stance(store).profile == Profile(Kind.PERSOON, 2, ("GM0344",))


def test_another_name_under_one_number_is_told_with_the_old_one(offer: Importer) -> None:
    offer(PERSON)
    report = offer(PERSON | {"Wie": "Noor Smit"})
    assert kinds(report) == ["andere_naam"]
    assert "Noor Bakker" in str(report.as_dict()["bevindingen"])


def test_an_older_file_changes_nothing(store: Store, offer: Importer) -> None:
    newer = PERSON | {"Groep": "3", "Gewijzigd": "2026-06-01 10:00"}
    offer(newer)
    report = offer(PERSON | {"Gewijzigd": "2026-05-01 10:00"})
    assert (counts(report), kinds(report)) == ({"rijen": 1, "ongewijzigd": 1}, ["ouder_bestand"])
    assert offer(newer).revision is None
    assert stance(store).profile == Profile(Kind.PERSOON, 3, ("GM0344",))


# ------------------------------------------------------------------------------ a newer file


def test_only_what_differs_is_booked(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1;2.2", "Tonen": "ja"})
    report = offer(
        PERSON
        | {
            "Wie": "Noor Bakker-Smit",
            "Acties": "2.1;3.1",
            "Regio": "Zeist",
            "Gewijzigd": "2026-05-01",
            "Tonen": "nee",
        }
    )
    assert counts(report) == {"rijen": 1, "gewijzigd": 1}
    now = stance(store, "Noor Bakker-Smit")
    assert set(statuses(store, "Noor Bakker-Smit")) == {2, 5}
    assert now.profile == Profile(Kind.PERSOON, 2, ("GM0355",))
    assert now.pledge_on(5)
    with store.read() as db:
        booked = [(event.fact.value, event.day) for event in db.all_events() if event.revision == 2]
        names = [(one.name, one.show_name) for one in db.identities_after(0)]
    changed = date(2026, 5, 1)
    assert booked == [
        ("gegevens_gewijzigd", changed),
        ("toegezegd", changed),
        ("toezegging_beeindigd", changed),
    ]
    assert names == [("Noor Bakker", True), ("Noor Bakker-Smit", False)]


def test_an_empty_cell_takes_nothing_away(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Mailen": "ja"})
    report = offer(PERSON | {"Mail": "", "Regio": "", "Groep": "3"} | {"Mailen": "ja"})
    assert counts(report)["gewijzigd"] == 1
    assert contact(store) == Contact("", PERSON["Mail"], True)
    assert stance(store).profile == Profile(Kind.PERSOON, 3, ("GM0344",))


def test_consent_taken_back_is_taken_back(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Mailen": "ja"})
    offer(PERSON | {"Mailen": ""})
    assert contact(store).mail_consent is False


def test_a_doubtful_region_does_not_replace_what_staff_found_out(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Regio": "Bergen; Zeist"})
    update(store, commands.reprofile, 1, Profile(Kind.PERSOON, 2, ("GM0355", "GM0373")), date(2026, 2, 1))
    offer(PERSON | {"Regio": "Bergen; Zeist", "Groep": "3"})
    assert stance(store).profile == Profile(Kind.PERSOON, 3, ("GM0355", "GM0373"))


def test_an_unticked_action_ends_only_what_the_row_had_named(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1;2.2"})
    update(store, commands.pledge, 1, 9, date(2026, 3, 1))
    offer(PERSON | {"Acties": "2.1"})
    assert set(statuses(store)) == {2, 9}
    assert offer(PERSON | {"Acties": "2.1"}).revision is None


def test_each_ended_pledge_is_told(offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1;2.2"})
    report = offer(PERSON | {"Acties": "2.1"})
    assert kinds(report) == ["toezegging_eindigt"]
    assert "2.2" in str(report.as_dict()["bevindingen"])


@pytest.mark.parametrize("renamed", ["Acties", "Bezig"])
def test_a_missing_question_about_actions_ends_nothing(store: Store, offer: Importer, renamed: str) -> None:
    ticked = PERSON | {"Acties": "2.1;2.2", "Bezig": "2.3"}
    offer(ticked)
    other = {name: value for name, value in ticked.items() if name != renamed} | {"Anders": "2.1"}
    report = offer(other)
    assert kinds(report) == ["kolom_onbekend", "vraag_ontbreekt"]
    assert set(statuses(store)) == {2, 3, 4}
    assert offer(other).revision is None
    offer(PERSON | {"Acties": "2.1"})
    assert set(statuses(store)) == {2}


def test_an_action_is_not_ended_before_what_was_said_of_it(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1"})
    update(store, commands.confirm, 1, 2, date(2026, 6, 1))
    offer(PERSON | {"Acties": "", "Gewijzigd": "2026-03-01"})
    with store.read() as db:
        ended = [event.day for event in db.all_events() if event.fact.value == "toezegging_beeindigd"]
    assert ended == [date(2026, 6, 1)]


def test_a_pledge_that_was_taken_back_elsewhere_stays_so(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1"})
    update(store, commands.end_pledge, 1, 2, date(2026, 4, 1))
    report = offer(PERSON | {"Acties": "2.1", "Groep": "3"})
    assert kinds(report) == ["toezegging_beeindigd"]
    assert statuses(store) == {}


def test_an_action_ticked_again_is_pledged_again(store: Store, offer: Importer) -> None:
    for ticks, changed in (("2.1", ""), ("", "2026-03-01"), ("2.1", "2026-04-01")):
        offer(PERSON | {"Acties": ticks, "Gewijzigd": changed})
    assert stance(store).pledges[1].pledged_on == date(2026, 4, 1)


def test_who_withdrew_is_not_signed_again(store: Store, offer: Importer) -> None:
    offer(PERSON)
    update(store, commands.withdraw, 1, date(2026, 3, 1))
    report = offer(PERSON | {"Groep": "3"})
    assert (counts(report), kinds(report)) == ({"rijen": 1, "ongewijzigd": 1}, ["ingetrokken"])
    assert stance(store).profile is None


def test_an_older_file_does_not_turn_back_the_register(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Bezig": "2.1"})
    update(store, commands.report, 1, 2, commands.Report(Status.AFGEROND, date(2026, 6, 1)))
    report = offer(PERSON | {"Bezig": "2.1", "Groep": "3"})
    assert kinds(report) == ["ouder_bericht"]
    assert statuses(store) == {2: Status.AFGEROND}


def test_what_was_said_again_is_a_confirmation(store: Store, offer: Importer) -> None:
    offer(PERSON | {"Bezig": "2.1"})
    offer(PERSON | {"Bezig": "2.1", "Gewijzigd": "2026-06-01"})
    pledge = stance(store).pledges[1]
    assert (pledge.status_since, pledge.heard_on) == (date(2026, 1, 10), date(2026, 6, 1))


def test_a_name_that_was_erased_does_not_come_back(store: Store, offer: Importer) -> None:
    offer(PERSON)
    update(store, lambda tx: tx.name(Identity(1, "", False)))
    offer(PERSON | {"Groep": "3"})
    with store.read() as db:
        assert [one.name for one in db.identities_after(1)] == [""]


# -------------------------------------------------------------------------------- vanished


def test_vanished_rows_are_marked_and_never_deleted(store: Store, offer: Importer) -> None:
    other = PERSON | {"Nummer": "2", "Wie": "Ans", "Mail": "ans@x.example"}
    offer(PERSON, other)
    report = offer(PERSON)
    assert (counts(report), report.revision) == ({"rijen": 1, "ongewijzigd": 1, "verdwenen": 1}, 2)
    assert kinds(report) == ["verdwenen"]
    assert len(stances(store)) == 2
    again = offer(PERSON)
    assert (counts(again)["verdwenen"], again.revision, kinds(again)) == (1, None, [])
    back = offer(PERSON, other)
    assert (counts(back), back.revision) == ({"rijen": 2, "ongewijzigd": 2}, 3)
    with store.read() as db:
        assert [row.missing_since for row in db.rows(select(schema.origin))] == [None, None]


def test_a_row_that_cannot_go_in_has_not_vanished(offer: Importer) -> None:
    offer(PERSON)
    assert "verdwenen" not in counts(offer(PERSON | {"Groep": ""}))


def test_a_row_without_number_vanishes_too(offer: Importer) -> None:
    nameless = PERSON | {"Nummer": ""}
    offer(nameless, nameless | {"Wie": "Ans", "Mail": "ans@x.example"})
    assert counts(offer(nameless))["verdwenen"] == 1


def test_who_has_one_row_left_has_not_vanished(offer: Importer) -> None:
    nameless = PERSON | {"Nummer": ""}
    offer(PERSON, nameless)
    assert kinds(offer(PERSON)) == []


def test_rows_of_another_form_are_left_alone(store: Store, offer: Importer) -> None:
    offer(PERSON)
    own = {"kenmerk": "a" * 32, "soort": "persoon", "naam": "Ans", "doelgroep": "1"}
    assert counts(offer(own, own=True)) == {"rijen": 1, "nieuw": 1}


# ------------------------------------------------------------------------------ our own export


def own_row(action: str = "", **cells: str) -> dict[str, str]:
    base = {
        "kenmerk": "b" * 32,
        "soort": "persoon",
        "naam": "Noor Bakker",
        "doelgroep": "2",
        "regio": "GM0344",
    }
    return base | {"ondertekend_op": "2026-01-10", "actie": action} | cells


def test_rows_of_one_kenmerk_are_one_signatory(store: Store, offer: Importer) -> None:
    said = {
        "toegezegd_op": "2026-01-12",
        "status": "bezig",
        "status_sinds": "2026-02-01",
        "laatst_gehoord": "2026-03-01",
    }
    report = offer(own_row("2.1", **said), own_row("2.2"), own=True)
    assert counts(report) == {"rijen": 2, "nieuw": 1, "samengevoegd": 1}
    pledge = stance(store).pledge_on(2)
    assert pledge
    assert (pledge.pledged_on, pledge.status_since, pledge.heard_on) == tuple(
        date(2026, month, day) for month, day in ((1, 12), (2, 1), (3, 1))
    )
    with store.read() as db:
        assert db.rows(select(schema.signatory.c.ref))[0].ref == "b" * 32
        assert db.rows(select(schema.origin)) == []


def test_two_kenmerken_are_two_signatories_whatever_their_names(offer: Importer) -> None:
    mail = {"e_mail": "noor@voorbeeld.example"}
    report = offer(own_row(**mail), own_row(**mail, kenmerk="c" * 32), own=True)
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert kinds(report) == ["dubbel_voorstel"]


def test_a_row_that_is_gone_from_our_own_export_ends_nothing(store: Store, offer: Importer) -> None:
    offer(own_row("2.1"), own_row("2.2"), own=True)
    assert offer(own_row("2.1"), own=True).revision is None
    assert set(statuses(store)) == {2, 3}


def test_where_an_export_had_its_rows_from_is_kept(store: Store, offer: Importer) -> None:
    offer(own_row(bron="proef", bronnummer="1", e_mail="noor@voorbeeld.example"), own=True)
    assert counts(offer(PERSON)) == {"rijen": 1, "ongewijzigd": 1}
    assert len(stances(store)) == 1


def test_a_status_changed_by_hand_in_the_file_is_booked(store: Store, offer: Importer) -> None:
    said = {"toegezegd_op": "2026-01-10", "status_sinds": "2026-02-01", "laatst_gehoord": "2026-03-01"}
    offer(own_row("2.1", **said, status="bezig", bewijs="eigen_woord"), own=True)
    stuck = own_row(
        "2.1",
        **said | {"laatst_gehoord": "2026-04-01"},
        status="staat_stil",
        obstakel="geld",
        toelichting="Op.",
    )
    assert counts(offer(stuck, own=True)) == {"rijen": 1, "gewijzigd": 1}
    pledge = stance(store).pledges[1]
    assert (pledge.status, pledge.obstacle, pledge.heard_on) == (
        Status.STAAT_STIL,
        Obstacle.GELD,
        date(2026, 4, 1),
    )
    assert offer(stuck, own=True).revision is None
    told = stuck | {"toelichting": "Het geld is op.", "streefdatum": "2027-01-01"}
    assert counts(offer(told, own=True)) == {"rijen": 1, "gewijzigd": 1}
    assert offer(told, own=True).revision is None
    with store.read() as db:
        assert [words.words for words in db.words_of(range(20)).values()] == ["Op.", "Het geld is op."]
    assert stance(store).pledges[1].due == date(2027, 1, 1)


def test_a_second_action_in_one_row_of_our_own_export_is_told(store: Store, offer: Importer) -> None:
    assert kinds(offer(own_row("3.1;3.2"), own=True)) == ["actie_te_veel"]
    assert set(statuses(store)) == {5}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_differs_in_any_row_of_our_own_export_is_booked(store: Store, offer: Importer, at: int) -> None:
    rows = [own_row(action) for action in ("2.1", "2.2", "2.3")]
    offer(*rows, own=True)
    rows[at] = rows[at] | {"regio": "GM0355", "naam": "Noor Smit"}
    report = offer(*rows, own=True)
    assert (counts(report)["gewijzigd"], kinds(report)) == (1, [])
    assert stance(store, "Noor Smit").profile == Profile(Kind.PERSOON, 2, ("GM0355",))


def test_rows_that_contradict_each_other_change_nothing_and_are_told(store: Store, offer: Importer) -> None:
    rows = [own_row(action) for action in ("2.1", "2.2", "2.3")]
    offer(*rows, own=True)
    rows[0]["regio"], rows[1]["regio"] = "GM0355", "GM0363"
    report = offer(*rows, own=True)
    assert (kinds(report), report.revision) == (["rijen_spreken_tegen"], None)


def test_another_day_of_signing_is_told(offer: Importer) -> None:
    offer(PERSON)
    report = offer(PERSON | {"Dag": "2026-02-10"})
    assert (kinds(report), counts(report)) == (["niet_overgenomen"], {"rijen": 1, "ongewijzigd": 1})


def test_the_whole_country_stands_alone(store: Store, offer: Importer) -> None:
    assert kinds(offer(PERSON | {"Regio": "landelijk; Zeist"})) == ["regio_landelijk"]
    assert stance(store).profile == Profile(Kind.PERSOON, 2, ("landelijk",))


def test_days_that_lie_fast_are_told_not_changed(store: Store, offer: Importer) -> None:
    offer(own_row("2.1", toegezegd_op="2026-01-12"), own=True)
    report = offer(own_row("2.1", toegezegd_op="2026-01-15", ondertekend_op="2026-01-09"), own=True)
    assert (kinds(report), report.revision) == (["niet_overgenomen", "niet_overgenomen"], None)


def test_an_old_export_does_not_bring_back_a_pledge(store: Store, offer: Importer) -> None:
    row = own_row("2.1", toegezegd_op="2026-01-12")
    offer(row, own=True)
    update(store, commands.end_pledge, 1, 2, date(2026, 4, 1))
    assert kinds(offer(row, own=True)) == ["toezegging_beeindigd"]
    assert counts(offer(row | {"toegezegd_op": "2026-05-01"}, own=True))["gewijzigd"] == 1


# -------------------------------------------------------------------------------- sample data


def test_sample_data_make_way_for_the_first_real_file(store: Store, offer: Importer) -> None:
    update(store, lambda tx: tx.mark_demo(True))
    sign_by_hand(store)
    report = offer(PERSON)
    assert (counts(report), kinds(report)) == ({"rijen": 1, "nieuw": 1}, ["voorbeeld_vervangen"])
    with store.read() as db:
        assert not db.head().demo
    assert len(stances(store)) == 1


def test_an_export_of_the_sample_is_no_real_file(store: Store, offer: Importer) -> None:
    offer(own_row(), own=True)
    update(store, lambda tx: tx.mark_demo(True))
    assert counts(offer(own_row(), own=True)) == {"rijen": 1, "ongewijzigd": 1}
    with store.read() as db:
        assert db.head().demo


# -------------------------------------------------------------------------------- the report


def test_the_report_has_exactly_the_named_fields(offer: Importer) -> None:
    said = offer(PERSON, PERSON | {"Nummer": "2", "Groep": "99"}).as_dict()
    assert list(said) == [
        *("bestand", "revisie", "rijen", "nieuw", "gewijzigd", "ongewijzigd", "samengevoegd"),
        *("afgewezen", "concepten", "leeg", "verdwenen", "bevindingen"),
    ]
    assert said["bevindingen"] == [
        {
            "rij": 3,
            "veld": "doelgroep",
            "waarde": "99",
            "soort": "doelgroep_onbekend",
            "melding": "Doelgroep ‘99’ kennen we niet. Deze rij gaat niet mee. Kies 1 tot en met 9.",
        }
    ]
    assert json.loads(json.dumps(said)) == said


def test_a_finding_of_the_comparison_names_its_column_where_it_can_be_known(offer: Importer) -> None:
    offer(PERSON | {"Acties": "2.1"})
    report = offer(PERSON | {"Dag": "2026-01-11"}, PERSON | {"Nummer": "2", "Mail": "noor@elders.example"})
    assert [(one.kind.value, one.column) for one in report.findings] == [
        ("niet_overgenomen", "Dag"),
        ("toezegging_eindigt", "Acties"),
        ("dubbel_voorstel", "Wie"),
    ]
    firm = PERSON | {"Nummer": "3", "Soort": "organisatie", "Organisatie": "De Krijtlijn"}
    report = offer(firm, firm | {"Nummer": "4"})
    assert [(one.column) for one in report.findings if one.kind.value == "dubbel_voorstel"] == [""]


def test_a_sum_that_does_not_close_is_no_report() -> None:
    with pytest.raises(AssertionError):
        Report("x", None, False, 3, 1, 0, 0, 0, 0, 0, 0, 0, ())


def test_rows_a_mapping_leaves_out_are_no_failure(offer: Importer, form: str) -> None:
    Path(form).write_text(FORM + "kies: {Land: [NL]}\n", encoding="utf-8")
    report = offer(PERSON | {"Land": "NL"}, PERSON | {"Nummer": "2", "Land": "BE"})
    assert (counts(report)["afgewezen"], report.exit_code) == (1, 0)


def test_the_report_in_words(offer: Importer) -> None:
    many = [PERSON | {"Nummer": str(number), "Groep": "99"} for number in range(2, 62)]
    lines = list(report_lines(offer(PERSON, *many)))
    assert lines[0] == "aanmeldingen.csv: 61 rijen."
    assert lines[1:3] == ["  nieuw: 1", "  afgewezen of niet gekozen: 60"]
    assert lines[3].startswith("rij 3, kolom ‘Groep’: Doelgroep ‘99’ kennen we niet.")
    assert lines[-2:] == [
        "Er zijn nog 10 bevindingen. Met --json zie je ze allemaal.",
        "Alles is geboekt in revisie 1.",
    ]
    assert list(report_lines(offer(PERSON)))[-1] == "Er was niets nieuws. Het register is niet veranderd."
    assert list(report_lines(offer(PERSON, dry_run=True)))[-1] == "Dit was een proef. Er is niets veranderd."
