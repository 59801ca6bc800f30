"""What booking a file keeps of how its rows were remembered before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dsw.intake import run_import
from dsw.store import Store, schema
from tests.unit.intake.making import FORM, PERSON, table_of

ANS = PERSON | {"Nummer": "2", "Wie": "Ans", "Mail": "ans@voorbeeld.example", "Acties": "3.2;2.1"}
Rows = dict[tuple[str, str], dict[str, Any]]
Offer = Callable[..., int | None]


@pytest.fixture
def offer(store: Store, tmp_path: Path) -> Offer:
    form, path = tmp_path / "proef.yaml", tmp_path / "aanmeldingen.csv"
    form.write_text(FORM, encoding="utf-8")

    def run(*records: dict[str, str]) -> int | None:
        path.write_bytes(table_of(*records))
        return run_import(store, path, str(form)).revision

    return run


def remembered(store: Store) -> Rows:
    with store.read() as db:
        rows = [dict(row._mapping) for row in db.rows(select(schema.origin))]
    return {(row["source"], row["external_id"]): row for row in rows}


def turned_back(store: Store, revision: int | None) -> Rows:
    """The rows remembered now, where this import touched them as it found them."""
    before = schema.origin_before
    with store.read() as db:
        touched = [dict(row._mapping) for row in db.rows(select(before).where(before.c.revision == revision))]
    rows = remembered(store)
    for row in touched:
        key = (row["source"], row["external_id"])
        del row["revision"]
        rows[key] = row
    return {key: row for key, row in rows.items() if row["signatory_id"] is not None}


def test_a_row_that_was_not_known_leaves_that_it_was_not(store: Store, offer: Offer) -> None:
    revision = offer(PERSON, ANS)
    assert (len(remembered(store)), turned_back(store, revision)) == (2, {})


@pytest.mark.parametrize(
    "second",
    [
        (PERSON, ANS | {"Acties": "4.1"}, PERSON | {"Nummer": "3", "Wie": "Bob"}),  # changed and new
        (PERSON,),  # gone
        (PERSON | {"Nummer": "9"}, ANS),  # another number for somebody known
    ],
)
def test_what_an_import_touched_can_be_laid_back(store: Store, offer: Offer, second: Any) -> None:
    offer(PERSON, ANS)
    before = remembered(store)
    revision = offer(*second)
    assert remembered(store) != before
    assert turned_back(store, revision) == before


@pytest.mark.parametrize("acts", ["3.2;2.1", "4.1"])
def test_who_comes_back_was_gone(store: Store, offer: Offer, acts: str) -> None:
    offer(PERSON, ANS)
    gone = offer(PERSON)
    before = remembered(store)
    assert before["proef", "2"]["missing_since"] == gone
    revision = offer(PERSON, ANS | {"Acties": acts})
    assert remembered(store)["proef", "2"]["missing_since"] is None
    assert turned_back(store, revision) == before
