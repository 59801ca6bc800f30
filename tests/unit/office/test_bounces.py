"""Addresses where mail does not arrive: noted, read from what a mail server says, forgotten in the end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dsw import commands
from dsw.__main__ import main
from dsw.access.holders import Holder
from dsw.errors import UnreadableFile
from dsw.office.bounces import note_bounce, returned
from dsw.outbox import Letter, next_due, post, settle_refused
from dsw.people import OPERATOR
from dsw.store import Contact, Desk, Store, shared_mirror
from dsw.store.schema import bounce
from tests.acts import sign

SAM = "sam@voorbeeld.example"
STATUS = """\
Reporting-MTA: dns; mail.voorbeeld.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}> onbekend
"""
REPORT = """\
From: MAILER-DAEMON@voorbeeld.example
To: monitor@movisie.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain

Dit kwam niet aan.
--grens
Content-Type: message/delivery-status

{told}
--grens
Content-Type: message/rfc822

Subject: Hoe staat het?
To: iemand@anders.example

Hallo
--grens--
"""


def notification(address: str = SAM, action: str = "failed", status: str = "5.1.1") -> bytes:
    told = STATUS.format(address=address, action=action, status=status)
    return REPORT.format(told=told).encode()


@pytest.fixture
def register(store: Store) -> Store:
    """Two signatories with the same contact, and one with another."""
    fill(store)
    return store


def fill(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        for name, address in (("Eén", SAM), ("Twee", SAM.upper()), ("Drie", "kim@voorbeeld.example")):
            commands.set_contact(tx, sign(tx, name), Contact("Iemand", address, mail_consent=True))


def refuse(desk: Desk, fault: str) -> None:
    """The letter that is due is refused for good."""
    posted = next_due(desk)
    assert posted is not None
    settle_refused(desk, posted, fault)


def noted(store: Store) -> list[tuple[int, int, str]]:
    with store.read() as db:
        found = db.rows(select(bounce).order_by(bounce.c.signatory_id))
    return [(row.signatory_id, row.contact, row.fault) for row in found]


@pytest.mark.parametrize(
    ("fault", "count"), [("adres 550", 2), ("adres 450", 2), ("adres", 2), ("bericht 554", 0)]
)
def test_a_refused_address_is_noted_where_a_refused_message_is_not(
    register: Store, fault: str, count: int
) -> None:
    with register.desk() as desk:
        post(desk, Letter.LINK, SAM, Holder(1, 1), {"naam": "Eén"})
        refuse(desk, fault)
    assert noted(register) == [(number, 1, fault) for number in (1, 2)][:count]


def test_it_is_noted_with_the_letter_or_not_at_all(register: Store) -> None:
    def refuse_and_fail() -> None:
        with register.desk() as desk:
            post(desk, Letter.LINK, SAM, Holder(1, 1), {"naam": "Eén"})
            refuse(desk, "adres 550")
            raise ValueError("weg")

    with pytest.raises(ValueError, match="weg"):
        refuse_and_fail()
    assert noted(register) == []


def test_another_address_ends_it_and_another_name_does_not(register: Store) -> None:
    with register.desk() as desk:
        assert note_bounce(desk, SAM, "adres 550") == 2
        assert note_bounce(desk, SAM, "adres 551") == 2
        assert note_bounce(desk, "kim@voorbeeld.example", "adres 550") == 1
        assert note_bounce(desk, "vreemd@voorbeeld.example", "adres 550") == 0
    with register.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, 1, Contact("Ander", SAM))
        commands.set_contact(tx, 2, Contact("Iemand", "nieuw@voorbeeld.example"))
        commands.set_contact(tx, 3, Contact("Noor", "noor@voorbeeld.example"), 2)
    with register.write(OPERATOR, "test") as tx:
        commands.drop_contact(tx, 3, 1)
    assert noted(register) == [(1, 1, "adres 550")]


# ------------------------------------------------------------------------------ what a mail server says


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (notification(), {SAM: "adres 5.1.1"}),
        (notification(f"<{SAM}>"), {SAM: "adres 5.1.1"}),
        (notification(status="4.4.7"), {SAM: "adres 4.4.7"}),
        (notification(status="kapot"), {SAM: "adres"}),
        (notification(action="delayed"), {}),
        (notification(action="delivered"), {}),
        (notification("geen adres"), {}),
        (notification("x" * 400 + "@voorbeeld.example"), {}),
        (
            notification("sam@xn--bcher-kva.example"),
            dict.fromkeys(("sam@xn--bcher-kva.example", "sam@bücher.example"), "adres 5.1.1"),
        ),
        (
            notification().replace(
                b"Action:", b"Original-Recipient: rfc822;jo+2Bwerk@voorbeeld.example\nAction:"
            ),
            dict.fromkeys(("jo+2Bwerk@voorbeeld.example", "jo+werk@voorbeeld.example", SAM), "adres 5.1.1"),
        ),
    ],
)
def test_a_notification_names_whom_it_did_not_reach(message: bytes, found: dict[str, str]) -> None:
    assert returned(message) == found


def forwarded() -> bytes:
    """A notification inside another message: somebody sends it on, or made it up."""
    head = b"Subject: Fwd\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head + notification()


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    heads = (f'Content-Type: multipart/report; boundary="{n}"\n\n--{n}\n' for n in range(depth))
    return "".join(heads).encode() + b"\n\ntekst"


@pytest.mark.parametrize(
    "message",
    [b"", b"\x00\xff\xfe", b"Subject: Hallo\n\nGewone mail", forwarded(), nested(3000), b"a" * 2_000_001],
    ids=["empty", "bytes", "plain", "forwarded", "nested", "large"],
)
def test_anything_else_is_refused(message: bytes) -> None:
    with pytest.raises(UnreadableFile):
        returned(message)


@given(st.binary(max_size=200), st.integers(0, 700), st.integers(0, 60))
def test_whatever_stands_in_it_is_read_or_refused(junk: bytes, at: int, gone: int) -> None:
    whole = notification()
    try:
        found = returned(whole[:at] + junk + whole[at + gone :])
    except UnreadableFile:
        return
    assert all("@" in address and fault.startswith("adres") for address, fault in found.items())


@pytest.mark.usefixtures("register_url")
def test_one_hands_it_in_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, file = shared_mirror().store, tmp_path / "terug.eml"
    fill(store)
    file.write_bytes(notification())
    assert main(["bounced", str(file)]) == 0
    assert noted(store) == [(1, 1, "adres 5.1.1"), (2, 1, "adres 5.1.1")]
    out = capsys.readouterr().out
    assert "Genoteerd bij 2 contactpersonen." in out
    assert SAM not in out
    with file.open("rb") as given:
        monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": given}))
        assert main(["bounced", "-"]) == 0
    file.write_bytes(notification("vreemd@voorbeeld.example"))
    assert main(["bounced", str(file)]) == 1
    file.write_bytes(b"Gewone mail")
    assert main(["bounced", str(file)]) == 2
    assert main(["bounced", str(tmp_path / "weg.eml")]) == 2
    assert "Traceback" not in capsys.readouterr().err
