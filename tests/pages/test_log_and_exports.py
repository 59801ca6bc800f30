"""The pages Uitvoer and Logboek, as each role sees them; on both databases."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dsw import commands
from dsw.access.staff import STAFF_ROLES, add_staff
from dsw.backups import kept_backups
from dsw.exports import STAFF_SHEETS
from dsw.people import OPERATOR, Role
from dsw.queries.log import PAGE_SIZE
from dsw.screen import entering, exporting
from dsw.store import Contact, Store, shared_mirror
from dsw.texts import text
from tests.acts import sign, small_register
from tests.pages.visiting import ROOT, headline, plain, written
from tests.staffing import enter, hire

EXPORTS, LOG = (ROOT / "pages" / "beheer" / f"{name}.py" for name in ("uitvoer", "logboek"))
NASTY = "<img src=x onerror=alert(1)> & Co"
Come = Callable[..., AppTest]


@pytest.fixture
def register(register_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("DSW_BACKUP_DIR", str(tmp_path / "kopieën"))
    store = shared_mirror().store
    small_register(store)
    return store


@pytest.fixture
def come(register: Store, monkeypatch: pytest.MonkeyPatch) -> Come:
    """Opens a page as somebody with a role."""

    def opened(path: Path, role: Role = Role.BEHEERDER) -> AppTest:
        token = enter(register, hire(register, role))
        monkeypatch.setattr(entering, "_cookie", lambda: token)
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        at = at.switch_page(str(path.relative_to(ROOT))).run()
        assert list(at.exception) == []
        return at

    return opened


def links(at: AppTest) -> list[str]:
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', written(at))]


def lines(at: AppTest) -> list[str]:
    """The lines of the log, as they read."""
    return [plain(line) for line in re.findall(r"<li><time.*?</li>", written(at), re.DOTALL)]


def act(at: AppTest, key: str) -> AppTest:
    at = at.button(key=key).click().run()
    assert list(at.exception) == []
    return at


# ------------------------------------------------------------------------------------------------ Uitvoer


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_everybody_of_the_staff_finds_every_file(come: Come, role: Role) -> None:
    at = come(EXPORTS, role)
    assert headline(at) == text("kader.pagina.uitvoer")
    found = set(links(at))
    assert "/beheer/uitvoer/alles.xlsx" in found
    for name in (*STAFF_SHEETS, "openbaar"):
        assert f"/beheer/uitvoer/{name}.xlsx" in found
        assert f"/beheer/uitvoer/{name}.csv?csv=excel" in found
        assert f"/beheer/uitvoer/{name}.csv?csv=standaard" in found
    assert {"/download/alles.xlsx", "/download/secties.xlsx", "/download/secties.csv?csv=standaard"} <= found


def test_every_link_leads_to_a_file(come: Come) -> None:
    from starlette.applications import Starlette

    from dsw.api import ROUTES
    from dsw.desk import office
    from tests.asking import ask

    app = Starlette(routes=[*ROUTES, *office.ROUTES])
    found = [link for link in links(come(EXPORTS)) if link.startswith(("/download/", "/beheer/uitvoer/"))]
    cookie = f"dsw_sessie={entering._cookie()}"
    answers = {link: ask(app, link, cookie=cookie) for link in found}
    assert len(found) > 60
    assert {link: answer.status for link, answer in answers.items() if answer.status != 200} == {}
    assert [link for link, answer in answers.items() if not answer.body] == []


def test_a_day_goes_along_with_every_link(come: Come) -> None:
    at = come(EXPORTS)
    at = at.date_input(key="uitvoer.dag").set_value("2026-03-01").run()
    found = [link for link in links(at) if link.startswith(("/download/", "/beheer/uitvoer/"))]
    assert found
    assert [link for link in found if "op=2026-03-01" not in link] == []


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_only_a_keeper_sees_and_makes_back_ups(come: Come, role: Role, tmp_path: Path) -> None:
    at = come(EXPORTS, role)
    keeper = role is Role.BEHEERDER
    assert [button.key for button in at.button] == (["kopie"] if keeper else [])
    assert (text("uitvoer.kopie.geen") in written(at)) is keeper


def test_a_back_up_is_made_and_shown(come: Come, tmp_path: Path) -> None:
    at = act(come(EXPORTS), "kopie")
    (made,) = kept_backups(tmp_path / "kopieën")
    assert text("uitvoer.kopie.klaar", bestand=made.name) in written(at)
    assert text("uitvoer.kopie.met_de_hand") in written(at)


def test_what_goes_wrong_with_a_back_up_is_said(come: Come, tmp_path: Path) -> None:
    (tmp_path / "kopieën").write_text("geen map")
    at = act(come(EXPORTS), "kopie")
    said = text("fout.bestand.niet_te_schrijven", bestand="kopieën", soort="FileExistsError")
    assert said in unescape(written(at))


def test_who_may_no_longer_keep_makes_none(come: Come, register: Store, tmp_path: Path) -> None:
    at = come(EXPORTS)
    with register.desk() as desk:
        add_staff(desk, "beheerder@movisie.example", Role.LEZER)
    act(at, "kopie")
    assert kept_backups(tmp_path / "kopieën") == []


def test_of_two_moments_the_command_has_the_last_word(
    come: Come, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "may", lambda *_: True)
    at = act(come(EXPORTS, Role.LEZER), "kopie")
    assert text("fout.mag_niet", rol="lezer", wens="bewaren") in unescape(written(at))
    assert kept_backups(tmp_path / "kopieën") == []


def test_who_came_in_elsewhere_is_told_to_ask_for_a_link(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text("uitvoer.pagina.eerst_link") not in written(come(EXPORTS))
    monkeypatch.setattr("dsw.screen.entering.came_by_link", lambda: False)
    assert text("uitvoer.pagina.eerst_link") in written(come(EXPORTS))


# ------------------------------------------------------------------------------------------------ Logboek


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_everybody_of_the_staff_sees_the_log(come: Come, role: Role) -> None:
    at = come(LOG, role)
    assert headline(at) == text("kader.pagina.logboek")
    assert len(lines(at)) == 16
    assert "Handtekening ingetrokken" in " ".join(lines(at))
    assert "/beheer/uitvoer/gebeurtenissen.xlsx" in links(at)


def test_a_line_says_who_what_whom_and_why(come: Come, register: Store) -> None:
    with register.desk() as desk:
        colleague = add_staff(desk, "collega@movisie.example", Role.REDACTEUR).actor
    with register.write(colleague, "contact") as tx:
        commands.rename(tx, 1, NASTY, show_name=False)
        commands.set_contact(tx, 1, Contact("Sam", "sam@voorbeeld.example"))
        tx.explain(1, "Ze <b>belden</b>.")
    at = come(LOG)
    assert "<img" not in written(at)
    assert "<b>belden" not in written(at)
    said = lines(at)[0]
    for part in ("12.00", "Contactpersoon gewijzigd", NASTY, "(nummer 1)", "collega@movisie.example"):
        assert part in said
    assert said.count("Contactpersoon gewijzigd") == 1
    assert "Reden: Ze <b>belden</b>." in said
    assert "sam@voorbeeld.example" not in written(at)


def test_pages_are_turned_there_and_back(come: Come, register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for number in range(PAGE_SIZE):
            sign(tx, f"Stichting {number}")
    at = come(LOG)
    first = lines(at)
    assert len(first) == PAGE_SIZE
    assert [button.key for button in at.button] == ["logboek.ouder"]
    at = act(at, "logboek.ouder")
    assert len(lines(at)) == 16
    assert not set(lines(at)) & set(first)
    assert [button.key for button in at.button] == ["logboek.nieuwer"]
    assert lines(act(at, "logboek.nieuwer")) == first


def test_what_is_asked_for_is_shown_and_goes_along(come: Come) -> None:
    at = come(LOG)
    at = at.text_input(key="logboek.nummer").set_value("2").run()
    two = lines(at)
    assert two
    assert all("nummer 2" in line for line in two)
    at = at.selectbox(key="logboek.wat").set_value("feit:ondertekend").run()
    assert len(lines(at)) == 1
    found = [link for link in links(at) if link.startswith("/beheer/uitvoer/gebeurtenissen")]
    assert all("feit=ondertekend&nummer=2" in link for link in found)
    at = at.selectbox(key="logboek.wie").set_value("inlezen").run()
    assert lines(at) == []
    assert text("logboek.niets") in written(at)


def test_what_one_colleague_did_can_be_seen(come: Come, register: Store) -> None:
    with register.desk() as desk:
        colleague = add_staff(desk, "collega@movisie.example", Role.REDACTEUR)
    with register.write(colleague.actor, "correct") as tx:
        commands.rename(tx, 1, "Anders", show_name=False)
    at = come(LOG).selectbox(key="logboek.wie").set_value(f"collega:{colleague.number}").run()
    assert list(at.exception) == []
    (line,) = lines(at)
    assert "collega@movisie.example" in line
    assert any(f"medewerker={colleague.number}" in link for link in links(at))


def test_another_question_begins_at_the_newest(come: Come, register: Store) -> None:
    with register.write(OPERATOR, "test") as tx:
        for number in range(PAGE_SIZE):
            sign(tx, f"Stichting {number}")
    at = act(come(LOG), "logboek.ouder")
    at = at.date_input(key="logboek.tot").set_value("2026-11-02").run()
    assert len(lines(at)) == PAGE_SIZE


def test_what_is_no_number_is_said(come: Come) -> None:
    at = come(LOG).text_input(key="logboek.nummer").set_value("=1+1").run()
    assert list(at.exception) == []
    assert text("fout.logboek.nummer") in written(at)
    assert len(lines(at)) == 16
