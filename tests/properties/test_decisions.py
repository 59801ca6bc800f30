"""Whatever is decided about a file: the sum closes, nothing is dropped, and a second time changes nothing."""

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dsw.audit import check
from dsw.intake import run_import
from dsw.intake.decisions import Decisions, Pair
from dsw.intake.mapping import FieldName
from dsw.office.reversal import undo
from dsw.people import OPERATOR
from dsw.store import Store, schema
from tests.unit.intake.making import FORM, PERSON, table_of

ROW = st.fixed_dictionaries(
    {
        "Nummer": st.sampled_from(["", "1", "2", "3", "4", "5"]),
        "Wie": st.sampled_from(["Noor Bakker", "Noor Backer", "Ans de Wit", ""]),
        "Mail": st.sampled_from(["", "noor@voorbeeld.example", "ans@voorbeeld.example"]),
        "Groep": st.sampled_from(["2", "3", "De buurt"]),
        "Regio": st.sampled_from(["", "GM0344", "Grunn", "Almere; Grunn", "Utrecht"]),
        "Dag": st.sampled_from(["2026-01-10", "2026-02-10", ""]),
        "Acties": st.sampled_from(["", "2.1", "2.1;3.1"]),
    }
)
ROWS = st.lists(ROW.map(lambda row: PERSON | row), min_size=1, max_size=6)
PAIRS = st.frozensets(
    st.one_of(
        st.builds(Pair, st.integers(2, 8), other=st.integers(2, 8)),
        st.builds(Pair, st.integers(2, 8), signatory=st.integers(1, 4)),
    ),
    max_size=5,
)
WORDS = st.fixed_dictionaries(
    {},
    optional={
        FieldName.REGIO: st.dictionaries(
            st.sampled_from(["Grunn", "Utrecht"]), st.sampled_from(["GM0014", "landelijk", "onbekend"])
        ),
        FieldName.DOELGROEP: st.just({"De buurt": "4"}),
    },
)
DECISIONS = st.builds(Decisions, PAIRS, PAIRS, WORDS)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "register.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@settings(max_examples=30, deadline=None)
@given(ROWS, ROWS, DECISIONS)
def test_whatever_is_decided_the_sum_closes_and_nothing_is_dropped(
    empty: Path, before: list[dict[str, str]], rows: list[dict[str, str]], decisions: Decisions
) -> None:
    with TemporaryDirectory() as folder:
        copyfile(empty, f"{folder}/register.db")
        store, path = Store.open(f"sqlite:///{folder}/register.db"), Path(folder) / "a.csv"
        form = Path(folder) / "proef.yaml"
        form.write_text(FORM, encoding="utf-8")
        path.write_bytes(table_of(*before))
        run_import(store, path, str(form))
        path.write_bytes(table_of(*rows))
        tried = run_import(store, path, str(form), dry_run=True, decisions=decisions)
        report = run_import(store, path, str(form), decisions=decisions)
        assert report.counts() == tried.counts()
        assert report.findings == tried.findings
        assert report.rows == len(rows)
        again = run_import(store, path, str(form), decisions=decisions)
        assert again.new == 0
        assert again.revision is None
        if report.revision:
            origins = remembered(store)
            with store.write(OPERATOR, "undo") as tx:
                undo(tx, report.revision)
            redone = run_import(store, path, str(form), decisions=decisions)
            assert redone.rows == len(rows)
            assert set(remembered(store)) == set(origins)
        assert list(check(store)) == []
        store.close()


def remembered(store: Store) -> list[str]:
    with store.read() as db:
        return [row.external_id for row in db.rows(select(schema.origin.c.external_id))]
