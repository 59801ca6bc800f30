"""The page with the list of the staff: who comes, changes and goes, by who may; on both databases."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dsw.access.sessions import find_session
from dsw.access.staff import all_staff
from dsw.people import Role
from dsw.screen import entering
from dsw.store import Store, shared_mirror
from dsw.texts import text
from tests.pages.visiting import ROOT, plain, written
from tests.staffing import enter, hire

PAGE = "pages/beheer/medewerkers.py"
ME, THEM = "beheerder@movisie.example", "redacteur@movisie.example"
Come = Callable[[str | None], None]


@pytest.fixture
def register(register_url: str) -> Store:
    return shared_mirror().store


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    return lambda token: monkeypatch.setattr(entering, "_cookie", lambda: token)


def opened() -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    return at.run().switch_page(PAGE).run()


def said(at: AppTest) -> list[str]:
    assert list(at.exception) == []
    return [plain(one) for one in re.findall(r'<p [^>]*role="status"[^>]*>(.*?)</p>', written(at))]


def listed(store: Store) -> dict[str, Role]:
    with store.read() as db:
        return {one.email: one.role for one in all_staff(db)}


def test_somebody_comes_changes_and_goes(register: Store, come: Come) -> None:
    come(enter(register, hire(register, Role.BEHEERDER)))
    at = opened()
    at.text_input(key="adres-erbij").set_value(" Nieuw@movisie.example")
    at.selectbox(key="rol-erbij").set_value(Role.REDACTEUR)
    at.button(key="bewaren-erbij").click().run()
    assert said(at) == ["nieuw@movisie.example staat op de lijst als redacteur."]
    with register.read() as db:
        (number,) = [one.number for one in all_staff(db) if one.role is Role.REDACTEUR]
    at.button(key=f"wijzig-{number}").click().run()
    at.selectbox(key=f"rol-{number}").set_value(Role.LEZER)
    at.button(key=f"bewaren-{number}").click().run()
    assert said(at) == ["nieuw@movisie.example is nu lezer."]
    assert listed(register)["nieuw@movisie.example"] is Role.LEZER
    at.button(key=f"weg-{number}").click().run()
    assert listed(register)["nieuw@movisie.example"] is Role.LEZER
    at.button(key=f"bewaren-{number}").click().run()
    assert said(at) == ["nieuw@movisie.example is van de lijst."]
    assert listed(register) == {ME: Role.BEHEERDER}
    assert said(at.run()) == []


def test_who_is_taken_off_is_out_and_it_can_be_called_off(register: Store, come: Come) -> None:
    theirs = hire(register)
    session = enter(register, theirs)
    come(enter(register, hire(register, Role.BEHEERDER)))
    at = opened()
    at.button(key=f"weg-{theirs.staff}").click().run()
    assert text("medewerkers.zeker", adres=THEM) in plain(written(at))
    at.button(key=f"toch-{theirs.staff}").click().run()
    assert THEM in listed(register)
    at.button(key=f"weg-{theirs.staff}").click().run()
    at.button(key=f"bewaren-{theirs.staff}").click().run()
    with register.read() as db:
        assert find_session(db, session) is None


def test_what_may_not_be_is_said(register: Store, come: Come) -> None:
    me = hire(register, Role.BEHEERDER)
    come(enter(register, me))
    at = opened()
    assert text("medewerkers.jij") in written(at)
    at.button(key=f"weg-{me.staff}").click().run()
    at.button(key=f"bewaren-{me.staff}").click().run()
    assert said(at) == [text("fout.medewerker.jezelf")]
    at.text_input(key="adres-erbij").set_value("<b>geen</b>")
    at.button(key="bewaren-erbij").click().run()
    assert said(at) == [text("fout.adres.geen_email")]
    assert listed(register) == {ME: Role.BEHEERDER}


def test_of_two_at_once_the_second_is_told(register: Store, come: Come) -> None:
    theirs = hire(register)
    come(enter(register, hire(register, Role.BEHEERDER)))
    mine, other = opened(), opened()
    for at in (mine, other):
        at.button(key=f"weg-{theirs.staff}").click().run()
    other.button(key=f"bewaren-{theirs.staff}").click().run()
    assert said(other) == [f"{THEM} is van de lijst."]
    mine.button(key=f"bewaren-{theirs.staff}").click().run()
    assert list(mine.exception) == []
    assert f"{THEM} is van de lijst." not in written(mine)


def test_each_role_is_explained(register: Store, come: Come) -> None:
    come(enter(register, hire(register, Role.BEHEERDER)))
    html = written(opened())
    for role in (Role.LEZER, Role.REDACTEUR, Role.BEHEERDER):
        assert text(f"medewerkers.mag.{role.value}") in html
