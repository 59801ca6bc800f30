"""The staff list and the first link from the command line; on both databases."""

import argparse

import pytest

from dsw import commands
from dsw.__main__ import _parser, main
from dsw.access.links import use_link
from dsw.access.staff import find_staff
from dsw.people import OPERATOR, Role
from dsw.store import Contact, Store, shared_mirror
from tests.acts import sign
from tests.staffing import hire

Output = pytest.CaptureFixture[str]
EMAIL = "redacteur@movisie.example"
#: Commands that let somebody in, and so ask for who is on the list; the others need no person.
LETS_IN = {"link"}
#: Whoever has the command line of the machine has the register: these ask nobody's role.
FOR_THE_OPERATOR = {
    *("init", "demo", "import", "export", "stand", "check", "backup", "restore", "serve", "worker"),
    *("remind", "bounced", "slides"),
    *("staff add", "staff remove", "staff list"),
}

pytestmark = pytest.mark.usefixtures("register_url")


@pytest.fixture
def register() -> Store:
    return shared_mirror().store


def said(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def commands_of(parser: argparse.ArgumentParser) -> set[str]:
    """Every command by its whole name."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return {
        f"{name} {rest}".strip()
        for action in below
        for name, sub in action.choices.items()
        for rest in commands_of(sub) or {""}
    }


def test_of_every_command_is_known_whether_it_lets_somebody_in() -> None:
    assert commands_of(_parser()) == LETS_IN | FOR_THE_OPERATOR


def test_the_list_is_kept(capsys: Output) -> None:
    assert said(capsys, "staff", "list") == (0, "Er staat nog niemand op de lijst.\n", "")
    added = said(capsys, "staff", "add", "Naam@Movisie.example", "--role", "lezer")
    assert added == (0, "naam@movisie.example staat op de lijst als lezer.\n", "")
    assert said(capsys, "staff", "add", "naam@movisie.example", "--role", "beheerder")[0] == 0
    assert said(capsys, "staff", "list") == (0, "naam@movisie.example (beheerder)\n", "")
    assert said(capsys, "staff", "remove", "naam@movisie.example")[0] == 0
    code, out, err = said(capsys, "staff", "remove", "naam@movisie.example")
    assert (code, out, err) == (2, "", "Dit adres staat niet op de lijst van medewerkers.\n")


@pytest.mark.parametrize("role", ["systeem", "ondertekenaar", "publiek"])
def test_nobody_gets_a_role_that_is_not_of_staff(capsys: Output, role: str) -> None:
    code, out, err = said(capsys, "staff", "add", EMAIL, "--role", role)
    assert (code, out) == (2, "")
    assert "Kies beheerder, redacteur of lezer." in err


@pytest.mark.parametrize(
    "arguments", [["staff"], ["staff", "add", EMAIL], ["staff", "add", EMAIL, "--role", "baas"], ["link"]]
)
def test_half_a_command_is_explained_in_dutch(capsys: Output, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "Deze opdracht klopt niet." in capsys.readouterr().err


def test_a_link_lets_its_colleague_in_once(
    capsys: Output, register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSW_SITE_URL", "https://monitor.example/")
    holder = hire(register)
    code, out, err = said(capsys, "link", EMAIL.upper())
    address, _, token = out.strip().rpartition("/")
    assert (code, address, err) == (0, "https://monitor.example/s", "")
    with register.desk() as desk:
        assert [use_link(desk, token), use_link(desk, token)] == [holder, None]


def test_there_is_no_link_for_who_is_not_on_the_list(capsys: Output, register: Store) -> None:
    hire(register, Role.LEZER)
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, sign(tx), Contact("Iemand", "iemand@elders.example", mail_consent=True))
    for email in ("vreemd@elders.example", "iemand@elders.example", ""):
        assert said(capsys, "link", email) == (2, "", "Dit adres staat niet op de lijst van medewerkers.\n")
    with register.read() as db:
        assert find_staff(db, "iemand@elders.example") is None
