"""What is written out reads back without change, whatever stands in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw import commands
from dsw.audit import check
from dsw.demo import fill
from dsw.domain import Evidence, Kind, Obstacle, Profile, Status
from dsw.exports import Row, register_rows, write_export
from dsw.intake import run_import
from dsw.people import OPERATOR
from dsw.regions import LANDELIJK
from dsw.store import Contact, Mirror, Store, Words, Writer
from tests.acts import PLAN

START = date(2026, 1, 1)
KINDS = ("csv", "xlsx")
#: Anything a form or a keyboard can give: of the control characters only line ends and tabs.
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t'=+-@\";,_x\u00a0\ufeff"
)
SAID = st.text(LETTERS, max_size=20).map(str.strip)
NAMED = SAID.filter(bool)
LINKS = st.sampled_from(["", "https://voorbeeld.example/verhaal?a=1;b=2", "http://voorbeeld.example/é"])


def day(offset: int) -> date:
    return START + timedelta(days=offset)


@st.composite
def reports(draw: st.DrawFn) -> commands.Report:
    status = draw(st.sampled_from(Status))
    return commands.Report(
        status,
        day(draw(st.integers(20, 200))),
        draw(st.sampled_from(Obstacle)) if status is Status.STAAT_STIL else None,
        draw(st.sampled_from(Evidence)),
        Words(draw(SAID), draw(LINKS), draw(SAID), draw(NAMED) if status is Status.GESTOPT else ""),
    )


PROFILES = st.builds(
    Profile,
    st.sampled_from(Kind),
    st.integers(1, 9),
    st.sampled_from([(), (LANDELIJK,), ("GM0014",), ("GM0014", "GM0344", "PV26")]),
)
CONTACTS = st.builds(
    Contact, SAID, st.sampled_from(["", "a@voorbeeld.example", "B.C+d@voorbeeld.example"]), st.booleans()
)
PLEDGES = st.lists(
    st.tuples(
        st.integers(1, 27),
        st.integers(1, 19),
        st.none() | st.integers(30, 900),
        st.lists(reports(), max_size=3),
        st.none() | st.integers(20, 300),
    ),
    max_size=3,
)
SIGNATORIES = st.lists(st.tuples(PROFILES, NAMED, CONTACTS, st.booleans(), PLEDGES), max_size=3)


def live(tx: Writer, signatories: list[tuple[object, ...]]) -> None:
    """Give the commands these signatories would give."""
    for profile, name, contact, shown, pledges in signatories:
        number = commands.sign(tx, commands.SignUp(profile, name, day(0), PLAN, shown, contact))
        for action, made, due, told, confirmed in pledges:
            commands.pledge(tx, number, action, day(made), day(due) if due else None)
            for said in told:
                commands.report(tx, number, action, said)
            if confirmed:
                commands.confirm(tx, number, action, day(confirmed))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "register.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@contextmanager
def two_registers(empty: Path) -> Iterator[tuple[Store, Store, Path]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        stores = []
        for copy in ("one.db", "other.db"):
            shutil.copyfile(empty, folder / copy)
            stores.append(Store.open(f"sqlite:///{folder / copy}"))
        yield stores[0], stores[1], folder
        for store in stores:
            store.close()


def said_again(store: Store, other: Store, file: Path) -> list[Row]:
    """Out of one register and into another, where a second time changes nothing; what the other says then."""
    count = write_export(store, file)
    first = run_import(other, file)
    assert (first.rows, first.rejected, first.exit_code) == (count, 0, 0)
    assert check(other) == ()
    assert run_import(other, file).revision is None
    back = file.with_stem("terug")
    write_export(other, back)
    assert back.read_bytes() == file.read_bytes()
    return register_rows(other)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=settings.default.max_examples // 3)
@given(signatories=SIGNATORIES.filter(bool))
def test_any_register_reads_back_without_change(
    empty: Path, kind: str, signatories: list[tuple[object, ...]]
) -> None:
    with two_registers(empty) as (store, other, folder):
        with store.write(OPERATOR, "test") as tx:
            live(tx, signatories)
        assert said_again(store, other, folder / f"uit.{kind}") == register_rows(store)


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_reads_back_without_change(store: Store, tmp_path: Path, kind: str) -> None:
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    fill(store, 60)
    assert said_again(store, other, tmp_path / f"uit.{kind}") == register_rows(store)
    assert run_import(store, tmp_path / f"uit.{kind}").revision is None
    today = date(2026, 11, 2)
    ours, theirs = (Mirror(one).current().ledger.stand(today) for one in (store, other))
    for column in ("action", "status", "obstacle", "evidence", "heard"):
        assert sorted(getattr(ours, column).tolist()) == sorted(getattr(theirs, column).tolist())
    other.close()


def test_an_earlier_day_reads_back_as_it_stood_then(store: Store, tmp_path: Path) -> None:
    fill(store, 60)
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    then = date(2026, 2, 1)
    write_export(store, tmp_path / "toen.csv", then)
    run_import(other, tmp_path / "toen.csv")
    assert register_rows(other) == register_rows(store, then)
    other.close()
