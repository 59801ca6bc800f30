"""No public file holds anything of who did not agree to it: column by column, in every kind of file."""

import csv
import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw import commands
from dsw.access.staff import add_staff
from dsw.domain import Evidence, Kind, Profile, Status
from dsw.errors import RequestError
from dsw.exports import COLUMNS, RULINGS, STAFF_SHEETS, CsvForm, Scope, export
from dsw.exports.figures import figure_csv, figure_xlsx
from dsw.exports.register import columns_in
from dsw.exports.rulings import Ruling, allowed
from dsw.figures import FIGURES
from dsw.people import OPERATOR, Role
from dsw.plan import load_plan
from dsw.queries import action
from dsw.store import Contact, Mirror, Store, Words, Writer, schema
from dsw.views import Selection

OP = date(2026, 11, 2)
#: Columns that hold a word from a list, or a day on which much else happened: no text can be planted there.
CODED = frozenset(
    (
        *("soort", "doelgroep", "regio", "ondertekend_op", "naam_tonen", "mail_toestemming", "actie"),
        *("toegezegd_op", "status", "status_sinds", "laatst_gehoord", "obstakel", "bewijs"),
    )
)
PLANTED = tuple(column for column in COLUMNS if column not in CODED)
#: What the register holds of somebody besides the columns.
BESIDES = ("eerder", "oudcontact", "waarom", "collega", "mapping", "instelling")


def mark(what: str, who: int) -> str:
    """A text that stands nowhere else, as the column takes it."""
    word = f"zq{what.replace('_', '')}{who}qz"
    special = {
        "kenmerk": md5(word.encode(), usedforsecurity=False).hexdigest(),
        "planversie": f"zqp{who}qz",
        "e_mail": f"{word}@voorbeeld.example",
        "link": f"https://voorbeeld.example/{word}",
        "streefdatum": (date(2041, 1, 1) + timedelta(days=who)).isoformat(),
    }
    return special.get(what, word)


@dataclass(frozen=True)
class Somebody:
    """A signatory: whether it wants to be named, what it is, and the actions it pledged and told of."""

    consents: bool
    kind: Kind
    group: int
    actions: tuple[int, ...]


SOMEBODY = st.builds(
    Somebody,
    st.booleans(),
    st.sampled_from(Kind),
    st.integers(1, 9),
    st.lists(st.sampled_from((1, 3, 9, 27)), max_size=3, unique=True).map(tuple),
)


def plant(tx: Writer, who: int, one: Somebody) -> None:
    """Somebody signs and tells, with a mark in every column that takes a text."""

    def said(column: str) -> str:
        return mark(column, who)

    profile, day = Profile(one.kind, one.group, ("GM0344",)), date(2025, 6, 1)
    wish = commands.SignUp(profile, said("eerder"), day, said("planversie"), True, ref=said("kenmerk"))
    number = commands.sign(tx, wish)
    commands.rename(tx, number, said("naam"), one.consents)
    tx.explain(number, said("waarom"))
    commands.set_contact(tx, number, Contact(said("contactpersoon"), said("e_mail")))
    commands.set_contact(
        tx, number, Contact(said("oudcontact"), f"{said('oudcontact')}@voorbeeld.example"), 2
    )
    row = {"source": said("bron"), "external_id": said("bronnummer"), "signatory_id": number}
    row |= {"fingerprint": "f", "actions": "", "seen_revision": tx.revision, "missing_since": None}
    tx.add(schema.origin, [row])
    due = date.fromisoformat(said("streefdatum"))
    for index in one.actions:
        commands.pledge(tx, number, index, day, due)
        words = Words(said("toelichting"), said("link"), said("vraag"), said("reden"))
        status = Status.GESTOPT
        report = commands.Report(status, date(2026, 1, 1), None, Evidence.EIGEN_WOORD, words)
        commands.report(tx, number, index, report)


def registered(store: Store, people: Sequence[Somebody]) -> None:
    with store.write(OPERATOR, "test") as tx:
        for who, one in enumerate(people):
            plant(tx, who, one)
        setting = {"name": mark("instelling", 0), "revision": tx.revision, "value": mark("instelling", 1)}
        mapping = {"name": mark("mapping", 0), "revision": tx.revision, "header": "h", "mapping": "m"}
        tx.add(schema.setting, [setting])
        tx.add(schema.form_mapping, [mapping])
    with store.desk() as desk:
        add_staff(desk, f"{mark('collega', 0)}@movisie.example", Role.LEZER)


def public_files(store: Store, folder: Path) -> Iterator[tuple[str, str]]:
    """Everything anybody can fetch, and the public register: the name of a file, and all it holds."""
    for form in CsvForm:
        path = folder / f"{form}.csv"
        export(store, path, scope=Scope.OPENBAAR, op=OP, csv=form)
        yield path.name, path.read_text(encoding="utf-8-sig")
    for view in ("register", "alles"):
        path = folder / f"{view}.xlsx"
        export(store, path, view, OP, Scope.OPENBAAR)
        yield path.name, unpacked(path)
    snapshot = Mirror(store).current()
    with store.read() as db:
        view = action(snapshot, db, Selection(OP), load_plan().code_of(3))
    for key, recipe in FIGURES.items():
        if recipe.question == "action":
            (folder / f"{key}.xlsx").write_bytes(figure_xlsx(recipe, view))
            yield f"{key}.xlsx", unpacked(folder / f"{key}.xlsx")
            yield f"{key}.csv", recipe.csv(view).decode() + figure_csv(recipe, view).decode()
        else:
            export(store, folder / f"{key}.csv", key, OP, Scope.OPENBAAR)
            yield f"{key}.csv", (folder / f"{key}.csv").read_text(encoding="utf-8-sig")


def unpacked(path: Path) -> str:
    with ZipFile(path) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def found_in(marked: str, words: str) -> bool:
    """Whether a mark stands somewhere; a day also as Dutch files, and as workbooks, write it."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", marked):
        return marked in words
    day = date.fromisoformat(marked)
    serial = (day - date(1899, 12, 30)).days
    return marked in words or f"{day:%d-%m-%Y}" in words or f"<v>{serial}</v>" in words


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "register.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@settings(max_examples=max(settings.default.max_examples // 10, 3))
@given(people=st.lists(SOMEBODY, min_size=1, max_size=6))
def test_no_column_tells_of_who_does_not_consent(empty: Path, people: list[Somebody]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(empty, folder / "register.db")
        store = Store.open(f"sqlite:///{folder / 'register.db'}")
        registered(store, people)
        files = dict(public_files(store, folder))
        store.close()
    for column in (*PLANTED, *BESIDES):
        for who, one in enumerate(people):
            if not one.consents or column in BESIDES or RULINGS[column] is Ruling.STAFF_ONLY:
                leaks = [file for file, words in files.items() if found_in(mark(column, who), words)]
                assert leaks == [], (column, who)
            elif column == "naam" or one.actions:
                assert found_in(mark(column, who), files["register.csv"]), (column, who)
                assert found_in(mark(column, who), files["register.xlsx"]), (column, who)


def test_the_public_register_has_rows_of_those_who_consent_alone(store: Store, tmp_path: Path) -> None:
    registered(
        store, [Somebody(who % 2 == 0, Kind.PERSOON, 1, (1, 3) if who < 4 else ()) for who in range(6)]
    )
    export(store, tmp_path / "uit.csv", scope=Scope.OPENBAAR, op=OP, csv=CsvForm.STANDAARD)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "uit.csv").read_text())))
    assert sorted(row["naam"] for row in rows) == sorted(
        [mark("naam", 0), mark("naam", 0), mark("naam", 2), mark("naam", 2), mark("naam", 4)]
    )
    assert tuple(rows[0]) == columns_in(Scope.OPENBAAR)


def test_a_link_that_is_no_address_on_the_web_is_not_public(store: Store, tmp_path: Path) -> None:
    with store.write(OPERATOR, "test") as tx:
        wish = commands.SignUp(Profile(Kind.PERSOON, 1), "Iemand", date(2025, 6, 1), "p", True)
        number = commands.sign(tx, wish)
        commands.pledge(tx, number, 3, date(2025, 6, 1))
        words = Words("Kijk", "javascript:alert(1)")
        commands.report(tx, number, 3, commands.Report(Status.BEZIG, date(2025, 7, 1), words=words))
    export(store, tmp_path / "uit.csv", scope=Scope.OPENBAAR, op=OP)
    said = (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    assert "Kijk" in said
    assert "javascript" not in said


# ------------------------------------------------------------------------------------------------ rulings


def test_every_column_has_a_ruling_and_every_ruling_a_column() -> None:
    assert set(RULINGS) == set(COLUMNS)
    assert [column for column in COLUMNS if not allowed(column, Scope.BEHEER)] == []


def test_a_column_without_a_ruling_stands_in_no_file(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dsw.exports.register.COLUMNS", (*COLUMNS, "nieuw"))
    store = Store.open(sqlite_url)
    for scope in Scope:
        with pytest.raises(KeyError, match="nieuw"):
            export(store, tmp_path / "uit.csv", scope=scope)
    store.close()


@pytest.mark.parametrize(
    "view", [name for name in STAFF_SHEETS if name not in ("register", "ondertekenaars")]
)
def test_what_is_for_the_staff_has_no_public_file(store: Store, tmp_path: Path, view: str) -> None:
    with pytest.raises(RequestError, match=r"uitvoer\.alleen_beheer"):
        export(store, tmp_path / "uit.csv", view, scope=Scope.OPENBAAR)
    assert list(tmp_path.glob("uit*")) == []


def test_a_mark_is_found_however_it_is_written() -> None:
    day = mark("streefdatum", 3)
    assert all(found_in(day, words) for words in ("2041-01-04", "04-01-2041", "<v>51505</v>"))
    assert not found_in(day, "2041-01-05")
