"""A form is read in by hand: picked, looked at, decided about, booked and taken back; on both databases."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from dsw import commands
from dsw.audit import check
from dsw.demo import fill
from dsw.domain import Kind, Profile
from dsw.intake import run_import
from dsw.intake.known import read_known
from dsw.people import OPERATOR, Role
from dsw.screen import entering
from dsw.screen.importing.work import WORK
from dsw.store import Store, schema, shared_mirror
from dsw.texts import text
from tests.acts import sign
from tests.forms import PICKS, UNKNOWN, answers, messy_form
from tests.pages.visiting import ROOT, plain, written
from tests.staffing import enter, hire

PAGE = ROOT / "pages" / "beheer" / "inlezen.py"
FILE = "Aanmeldingen voorjaar(1-50).xlsx"
Open = Callable[..., AppTest]


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


@pytest.fixture
def open_page(register: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(role: Role = Role.REDACTEUR, email: str = "") -> AppTest:
        token = enter(register, hire(register, role, email))
        monkeypatch.setattr(entering, "_cookie", lambda: token)
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        return at.switch_page(str(PAGE.relative_to(ROOT))).run()

    return opened


def upload(at: AppTest, data: bytes, name: str = FILE) -> AppTest:
    return calm(at.file_uploader[0].set_value((name, data, "application/octet-stream")).run())


def calm(at: AppTest) -> AppTest:
    assert list(at.exception) == []
    return at


def field(at: AppTest, kind: str, start: str) -> object:
    (found,) = [one for one in at.get(kind) if one.key and one.key.startswith(start)]
    return found


def pick_all(at: AppTest, picks: dict[str, str] | None = None) -> AppTest:
    for name, header in (picks or PICKS).items():
        kind = "multiselect" if name in ("naam", "acties", "bezig_met") else "selectbox"
        one = field(at, kind, f"inlezen-veld-{name}-")
        one.set_value([header] if kind == "multiselect" else header)  # type: ignore[attr-defined]  # a widget
    return press(at, "inlezen-bekijk")


def press(at: AppTest, key: str) -> AppTest:
    (button,) = [one for one in at.button if one.key and one.key.startswith(key)]
    return calm(button.click().run())


def sums(at: AppTest) -> dict[str, int]:
    """The sum on the page; it closes."""
    (table,) = re.findall(r'<div class="dsw-import-sum">(.*?)</table>', written(at), re.DOTALL)
    pairs = re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', table)
    found = {plain(name): int(count.replace(".", "")) for name, count in pairs}
    total = found.pop(text("inlezen.som.totaal"))
    assert sum(found.values()) == total
    return {name: count for name, count in found.items() if count}


def names(store: Store) -> dict[int, str]:
    """Who stands in the register, by number."""
    with store.read() as db:
        known = read_known(db)
    return {number: known.identities[number].name for number in known.profiles}


def revision(store: Store) -> int:
    return store.head().revision


def alert(at: AppTest) -> str:
    (found,) = re.findall(r'<p class="dsw-banner" role="alert">(.*?)</p>', written(at))
    return plain(found)


def said(at: AppTest) -> str:
    (found,) = re.findall(r'<p class="dsw-banner" role="status">(.*?)</p>', written(at))
    return plain(found)


def preview(at: AppTest) -> AppTest:
    return pick_all(upload(at, messy_form()))


def mend(at: AppTest) -> AppTest:
    """Say what each unknown place means."""
    boxes = [one for one in at.selectbox if one.key and one.key.startswith("inlezen-woord-")]
    assert len(boxes) == len(UNKNOWN)
    for box in boxes:
        (place,) = [name for name in UNKNOWN if f"‘{name}’" in box.label]
        box.set_value(UNKNOWN[place])
    return press(at, "inlezen-woorden-")


def judge(at: AppTest, answer: str) -> AppTest:
    """Say the same of every pair."""
    pairs = [one for one in at.radio if one.key and one.key.startswith("inlezen-paar-")]
    assert len(pairs) == 2
    for pair in pairs:
        pair.set_value(answer)
    return press(at, "inlezen-pas_toe-")


# -------------------------------------------------------------------------------------- picking columns


def test_a_form_nobody_knows_is_picked_looked_at_and_booked(register: Store, open_page: Open) -> None:
    at = upload(open_page(), messy_form())
    assert text("inlezen.kolommen.past_niet") in written(at)
    assert 'role="alert"' not in written(at)
    assert field(at, "selectbox", "inlezen-rij-").value == 3  # type: ignore[attr-defined]  # a widget
    assert "10.0.0." not in written(at)
    assert "IP-adres" in plain(written(at))
    pick_all(at)
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    assert revision(register) == 0
    press(at, "inlezen-verwerk")
    assert "7 nieuw en 1 leeg" in said(at)
    assert WORK not in at.session_state
    assert (revision(register), len(names(register))) == (1, 7)
    with register.read() as db:
        assert "10.0.0" not in str([list(row) for row in db.rows(select(schema.form_mapping))])
    assert list(check(register)) == []


def test_what_was_picked_is_used_by_itself_the_next_time(
    register: Store, open_page: Open, tmp_path: object
) -> None:
    press(mend(preview(open_page())), "inlezen-verwerk")
    at = upload(open_page(Role.BEHEERDER), messy_form(), "heel anders.xlsx")
    assert sums(at) == {"ongewijzigd": 7, "leeg": 1}
    assert not [one for one in at.selectbox if one.key and one.key.startswith("inlezen-woord-")]
    press(at, "inlezen-verwerk")
    assert said(at) == text("inlezen.niets_nieuws", bestand="heel anders.xlsx")
    assert revision(register) == 1
    path = tmp_path / "weer.xlsx"  # type: ignore[operator]  # a path
    path.write_bytes(messy_form())
    report = run_import(register, path)
    assert (report.unchanged, report.revision) == (7, None)
    path.write_bytes(
        messy_form([*answers(), [8, "2026-02-01", "Nieuw", "", "n@x.example", "2", "Grunn", "4.1"]])
    )
    assert run_import(register, path).new == 1
    with register.read() as db:
        profiles = {row.regions for row in db.rows(select(schema.profile))}
    assert profiles == {"GM0034", "GM0014", "GM0344", ""}


def test_a_mapping_that_lacks_something_is_told_and_nothing_is_lost(open_page: Open) -> None:
    at = upload(open_page(), messy_form())
    press(at, "inlezen-bekijk")
    assert alert(at) == text("fout.indeling.wie")
    pick_all(at, {name: header for name, header in PICKS.items() if name != "doelgroep"})
    assert alert(at) == text("fout.indeling.doelgroep")
    field(at, "selectbox", "inlezen-groep-").set_value(4)  # type: ignore[attr-defined]  # a widget
    press(at, "inlezen-bekijk")
    assert sums(at) == {"nieuw": 7, "leeg": 1}


def test_a_known_form_is_proposed_and_can_be_adjusted(open_page: Open) -> None:
    at = preview(open_page())
    press(at, "inlezen-kolommen")
    assert field(at, "selectbox", "inlezen-veld-regio-").value == PICKS["regio"]  # type: ignore[attr-defined]
    field(at, "selectbox", "inlezen-veld-regio-").set_value("")  # type: ignore[attr-defined]  # a widget
    press(at, "inlezen-bekijk")
    assert not [one for one in at.selectbox if one.key and one.key.startswith("inlezen-woord-")]
    press(at, "inlezen-kolommen")
    press(at, "inlezen-terug")
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    press(at, "inlezen-stop")
    assert WORK not in at.session_state
    assert len(at.file_uploader) == 1


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"", "leeg"), (b"%PDF-1.4", "geen_tekst"), (b"PK\x03\x04 nee", "beschadigd"), (b"<html>", "html")],
)
def test_what_cannot_be_read_is_told_in_the_intakes_own_words(open_page: Open, data: bytes, key: str) -> None:
    at = upload(open_page(), data, "x.csv")
    assert alert(at) == text(f"fout.bestand.{key}")
    assert WORK not in at.session_state
    assert len(at.file_uploader) == 1


@pytest.mark.parametrize("data", [messy_form(), b"%PDF-1.4"])
def test_the_file_itself_is_let_go_of_as_soon_as_it_is_read(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    left: list[int] = []
    remove = MemoryUploadedFileManager.remove_file

    def removed(self: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
        assert self.get_files(session_id, [file_id])
        remove(self, session_id, file_id)
        left.append(len(self.get_files(session_id, [file_id])))

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", removed)
    upload(open_page(), data)
    assert left == [0]


# ----------------------------------------------------------------------------------------- deciding


def test_places_are_mended_for_all_rows_that_say_so(register: Store, open_page: Open) -> None:
    at = mend(preview(open_page()))
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    assert "Grunn" in written(at)
    press(at, "inlezen-verwerk")
    with register.read() as db:
        regions = sorted(row.regions for row in db.rows(select(schema.profile)))
    assert set(regions) == {"GM0034", "GM0014", "GM0344", ""}


def test_who_is_the_same_becomes_one_and_the_sum_closes(register: Store, open_page: Open) -> None:
    at = judge(preview(open_page()), "dezelfde")
    assert sums(at) == {"nieuw": 5, "samengevoegd": 2, "leeg": 1}
    judge(at, "onbeslist")
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    press(at, "inlezen-dubbel.alle_dezelfde-")
    assert sums(at) == {"nieuw": 5, "samengevoegd": 2, "leeg": 1}
    press(at, "inlezen-verwerk")
    assert len(names(register)) == 5
    at = upload(open_page(Role.BEHEERDER), messy_form())
    assert sums(at) == {"ongewijzigd": 5, "samengevoegd": 2, "leeg": 1}


def test_who_is_not_the_same_is_settled_and_not_proposed_again(register: Store, open_page: Open) -> None:
    at = preview(open_page())
    press(at, "inlezen-dubbel.alle_andere-")
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    press(at, "inlezen-verwerk")
    with register.read() as db:
        settled = [(row.kind, row.subject) for row in db.rows(select(schema.settled))]
    assert sorted(settled) == [("dubbel", "1 2"), ("dubbel", "3 4")]
    at = upload(open_page(Role.BEHEERDER), messy_form())
    assert not [one for one in at.radio if one.key and one.key.startswith("inlezen-paar-")]


def test_somebody_in_the_register_can_be_the_same(register: Store, open_page: Open) -> None:
    with register.write(OPERATOR, "test") as tx:
        number = sign(tx, name="Museum Noorderlichtt", profile=Profile(Kind.ORGANISATIE, 3, ("GM0344",)))
    rows = answers()
    rows[6][6] = "GM0344"
    at = pick_all(upload(open_page(), messy_form(rows)))
    keys = [one.key for one in at.radio if one.key and one.key.startswith("inlezen-paar-")]
    (mine,) = [key for key in keys if key.endswith(f"-{number}")]
    at.radio(key=mine).set_value("dezelfde")
    press(at, "inlezen-pas_toe-")
    assert sums(at) == {"nieuw": 6, "gewijzigd": 1, "leeg": 1}
    changed = written(at)
    assert "<del>Museum Noorderlichtt</del>" in changed
    assert "<ins>Museum Noorderlicht</ins>" in changed
    press(at, "inlezen-verwerk")
    assert names(register)[number] == "Museum Noorderlicht"


# ------------------------------------------------------------------------------------------ the rows


def test_rows_are_found_by_what_becomes_of_them_and_by_name(open_page: Open) -> None:
    at = preview(open_page())
    assert written(at).count("<li><p><strong>") == 8
    field(at, "selectbox", "inlezen-toon-").set_value("leeg").run()  # type: ignore[attr-defined]  # a widget
    assert written(at).count("<li><p><strong>") == 1
    field(at, "selectbox", "inlezen-toon-").set_value("").run()  # type: ignore[attr-defined]  # a widget
    field(at, "text_input", "inlezen-zoek-").set_value("ZUIDWIJC").run()  # type: ignore[attr-defined]
    assert written(at).count("<li><p><strong>") == 1
    assert dict(at.query_params) == {}
    field(at, "text_input", "inlezen-zoek-").set_value("niemand").run()  # type: ignore[attr-defined]
    assert text("inlezen.rijen.niets") in written(at)


def test_many_rows_come_a_page_at_a_time(open_page: Open) -> None:
    rows = [[n, "2026-01-01", "", f"Naam{n} {n}", f"{n}@x{n}.example", "2"] for n in range(1, 61)]
    at = pick_all(upload(open_page(), messy_form(rows)))
    shown = lambda: re.findall(r"Naam(\d+) ", written(at))  # noqa: E731  # asked three times
    assert (shown()[0], len(shown())) == ("1", 25)
    press(at, "inlezen-volgende-rijen")
    assert shown()[0] == "26"
    press(at, "inlezen-volgende-rijen")
    assert (shown()[0], len(shown())) == ("51", 10)
    press(at, "inlezen-vorige-rijen")
    assert shown()[0] == "26"


def test_nothing_a_file_says_becomes_html(open_page: Open) -> None:
    rows = answers()
    rows[0][3] = "<img src=x onerror=alert(1)>"
    rows[1][6] = "<b>dorp</b>"
    rows[2][3] = rows[3][3] = "![Club](http://x.example/a.png)"
    rows[3][6] = "[dorp](http://x.example)"
    at = pick_all(upload(open_page(), messy_form(rows)))
    labels = [box.label for box in (*at.selectbox, *at.radio)]
    assert not [label for label in labels if "](" in label.replace("\\]\\(", "")]
    assert [label for label in labels if "dorp" in label and "\\[" in label]
    assert "<img" not in written(at)
    assert "<b>dorp" not in written(at)
    assert "&lt;img" in written(at)


# ------------------------------------------------------------------------------------ two at once


def test_a_register_that_changed_so_that_it_does_something_else_is_shown_anew(
    register: Store, open_page: Open
) -> None:
    press(preview(open_page()), "inlezen-verwerk")
    rows = answers()
    rows[0][3] = "Stichting Welzijn Westzijde"
    at = upload(open_page(Role.BEHEERDER), messy_form(rows))
    assert sums(at) == {"gewijzigd": 1, "ongewijzigd": 6, "leeg": 1}
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Tussendoor", show_name=True)
    before = revision(register)
    press(at, "inlezen-verwerk")
    assert alert(at) == text("fout.inlezen.veranderd")
    assert revision(register) == before
    assert "<del>Tussendoor</del>" in written(at)
    press(at, "inlezen-verwerk")
    assert names(register)[1] == "Stichting Welzijn Westzijde"


def test_a_register_that_changed_elsewhere_is_no_reason_to_ask_again(
    register: Store, open_page: Open
) -> None:
    at = preview(open_page())
    with register.write(OPERATOR, "test") as tx:
        sign(tx, name="Heel Iemand Anders")
    press(at, "inlezen-verwerk")
    assert "7 nieuw" in said(at)


def test_of_two_who_book_the_same_the_second_is_shown_what_is_left(register: Store, open_page: Open) -> None:
    mine, theirs = preview(open_page()), preview(open_page(Role.BEHEERDER))
    press(theirs, "inlezen-verwerk")
    press(mine, "inlezen-verwerk")
    assert alert(mine) == text("fout.inlezen.veranderd")
    assert sums(mine) == {"ongewijzigd": 7, "leeg": 1}
    assert len(names(register)) == 7


def test_sample_data_make_way_and_it_is_said(register: Store, open_page: Open) -> None:
    fill(register, 20)
    at = preview(open_page())
    assert text("inlezen.voorbeeld") in written(at)
    press(at, "inlezen-verwerk")
    assert "7 nieuw" in said(at)
    assert len(names(register)) == 7
    assert not register.head().demo


# ------------------------------------------------------------------------------------- taking back


def test_an_import_is_taken_back_and_done_again(register: Store, open_page: Open) -> None:
    at = mend(preview(open_page()))
    press(at, "inlezen-dubbel.alle_andere-")
    press(at, "inlezen-verwerk")
    press(at, "inlezen-ongedaan-1")
    assert text("inlezen.eerder.zeker") in written(at)
    press(at, "inlezen-nee")
    assert len(names(register)) == 7
    press(at, "inlezen-ongedaan-1")
    press(at, "inlezen-ja")
    assert "ongedaan gemaakt" in said(at)
    assert text("inlezen.eerder.teruggedraaid") in written(at)
    assert not [one for one in at.button if one.key and one.key.startswith("inlezen-ongedaan-")]
    assert list(check(register)) == []
    upload(at, messy_form())
    assert sums(at) == {"nieuw": 7, "leeg": 1}
    press(at, "inlezen-verwerk")
    with register.read() as db:
        counts = [json.loads(row.counts) for row in db.rows(select(schema.import_run))]
    assert counts[0] == counts[1]
    assert list(check(register)) == []


def test_what_later_depends_on_it_is_named(register: Store, open_page: Open) -> None:
    at = press(preview(open_page()), "inlezen-verwerk")
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, 1, "Later <b>Veranderd</b>", show_name=True)
    press(at, "inlezen-ongedaan-1")
    assert text("inlezen.eerder.kan_niet") in written(at)
    assert "Later &lt;b&gt;Veranderd" in written(at)
    assert not [one for one in at.button if one.key == "inlezen-ja"]


def test_a_form_of_the_command_line_stands_in_the_list(
    register: Store, open_page: Open, tmp_path: object
) -> None:
    press(preview(open_page()), "inlezen-verwerk")
    path = tmp_path / "later.xlsx"  # type: ignore[operator]  # a path
    path.write_bytes(messy_form(answers()[:3]))
    run_import(register, path)
    page = written(open_page(Role.BEHEERDER))
    assert "later.xlsx" in page
    assert text("inlezen.eerder.opdrachtregel") in page
    assert "redacteur@movisie.example" in page
