"""What somebody decided about a file: the same file with the same decisions gives the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from dsw.intake import Report, run_import
from dsw.intake.decisions import Decisions, Pair
from dsw.intake.mapping import FieldName
from dsw.intake.remembered import remembered_forms
from dsw.store import Store, schema
from tests.unit.intake.making import FORM, PERSON, table_of

OOST = PERSON | {"Organisatie": "Kansrijk Ommeland", "Soort": "organisatie", "Mail": "a@oost.example"}
OOSST = OOST | {"Nummer": "2", "Organisatie": "Kansrijk Ommelant", "Mail": "b@oost.example"}
UNDECIDED = Decisions()
Offer = Callable[..., Report]


@pytest.fixture
def offer(store: Store, tmp_path: Path) -> Offer:
    form, path = tmp_path / "proef.yaml", tmp_path / "aanmeldingen.csv"
    form.write_text(FORM, encoding="utf-8")

    def run(*records: dict[str, str], decisions: Decisions = UNDECIDED, dry_run: bool = False) -> Report:
        path.write_bytes(table_of(*records))
        return run_import(store, path, str(form), dry_run, decisions=decisions)

    return run


def counts(report: Report) -> dict[str, int]:
    return {name: count for name, count in report.counts().items() if count}


def proposed(report: Report) -> list[str]:
    return [one.value for one in report.findings if one.kind.value == "dubbel_voorstel"]


def signatories(store: Store) -> dict[str, int]:
    with store.read() as db:
        return {row.external_id: row.signatory_id for row in db.rows(select(schema.origin))}


def test_two_rows_become_one_signatory_that_both_are_known_by(store: Store, offer: Offer) -> None:
    same = Decisions(same=frozenset({Pair(3, 2)}))
    report = offer(OOST, OOSST, decisions=same)
    assert (counts(report), proposed(report)) == ({"rijen": 2, "nieuw": 1, "samengevoegd": 1}, [])
    assert signatories(store) == {"1": 1, "2": 1}
    again = offer(OOST, OOSST)
    assert (counts(again), again.revision) == ({"rijen": 2, "ongewijzigd": 1, "samengevoegd": 1}, None)


def test_a_row_becomes_somebody_in_the_register(store: Store, offer: Offer) -> None:
    offer(OOST)
    report = offer(OOST, OOSST, decisions=Decisions(same=frozenset({Pair(3, signatory=1)})))
    assert counts(report) == {"rijen": 2, "gewijzigd": 1, "samengevoegd": 1}
    assert signatories(store) == {"1": 1, "2": 1}


def test_a_row_without_number_becomes_somebody_in_the_register(store: Store, offer: Offer) -> None:
    offer(OOST)
    nameless = OOSST | {"Nummer": ""}
    report = offer(nameless, decisions=Decisions(same=frozenset({Pair(2, signatory=1)})))
    assert counts(report) == {"rijen": 1, "gewijzigd": 1}
    assert set(signatories(store).values()) == {1}
    assert offer(nameless).revision is None


def test_all_that_is_said_to_be_the_same_hangs_together(store: Store, offer: Offer) -> None:
    offer(OOST)
    third = OOSST | {"Nummer": "3", "Organisatie": "Omland kansrijk", "Mail": "c@oost.example"}
    same = Decisions(same=frozenset({Pair(3, 2), Pair(2, signatory=1)}))
    report = offer(OOSST, third, decisions=same)
    assert counts(report) == {"rijen": 2, "gewijzigd": 1, "samengevoegd": 1}
    assert signatories(store) == {"1": 1, "2": 1, "3": 1}


def test_who_is_not_the_same_is_no_longer_proposed_and_settled(store: Store, offer: Offer) -> None:
    assert proposed(offer(OOST, OOSST, dry_run=True)) == ["Kansrijk Ommelant"]
    report = offer(OOST, OOSST, decisions=Decisions(different=frozenset({Pair(3, 2)})))
    assert (counts(report), proposed(report)) == ({"rijen": 2, "nieuw": 2}, [])
    with store.read() as db:
        rows = db.rows(select(schema.settled.c.kind, schema.settled.c.subject, schema.settled.c.revision))
    assert [tuple(row) for row in rows] == [("dubbel", "1 2", 1)]


def test_words_are_translated_wherever_they_stand(store: Store, offer: Offer) -> None:
    rows = (
        PERSON | {"Regio": "Grunn"},
        PERSON | {"Nummer": "2", "Regio": "Almere; GRUNN"},
        PERSON | {"Nummer": "3", "Regio": "Almere, Grunn"},
        PERSON | {"Nummer": "4", "Regio": "Verweg", "Groep": "De buurt"},
    )
    assert counts(offer(*rows, dry_run=True)) == {"rijen": 4, "nieuw": 3, "afgewezen": 1}
    told = (
        Decisions()
        .saying(FieldName.REGIO, "Grunn", "GM0014")
        .saying(FieldName.REGIO, "Verweg", "onbekend")
        .saying(FieldName.DOELGROEP, "De buurt", "4")
    )
    report = offer(*rows, decisions=told)
    assert counts(report) == {"rijen": 4, "nieuw": 4}
    assert {one.kind.value for one in report.findings} == {"dubbel_voorstel"}
    with store.read() as db:
        profiles = {(row.group_no, row.regions) for row in db.rows(select(schema.profile))}
        assert profiles == {(2, "GM0014"), (2, "GM0014 GM0034"), (4, "")}
        assert remembered_forms(db).rows == ()


def test_a_decision_can_be_taken_back() -> None:
    pair = Pair(3, 2)
    same = Decisions().judged([pair], same=True)
    assert (same.same, same.different) == (frozenset({pair}), frozenset())
    different = same.judged([pair], same=False)
    assert (different.same, different.different) == (frozenset(), frozenset({pair}))
    assert different.judged([pair], same=None) == Decisions()


def test_a_decision_about_rows_that_are_not_there_changes_nothing(offer: Offer) -> None:
    odd = Decisions(same=frozenset({Pair(99, 98), Pair(2, signatory=77)}), different=frozenset({Pair(50, 2)}))
    assert counts(offer(OOST, dry_run=True)) == counts(offer(OOST, decisions=odd, dry_run=True))
