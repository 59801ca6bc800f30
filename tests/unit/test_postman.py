"""The postman: what goes over the line, whose fault it is when it does not, and what the log hears."""

import logging
import re
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import Row, select

from dsw.access.holders import Holder
from dsw.access.links import find_link, find_stop, forget_links, revoke_links, use_link
from dsw.access.staff import add_staff, remove_staff
from dsw.access.tokens import digest, own_key
from dsw.errors import DswError, PostError
from dsw.letters import holds_link, stop_address, write
from dsw.office.configuring import set_letter, usual_words
from dsw.outbox import Letter, post
from dsw.people import OPERATOR, Role
from dsw.postman import send_due
from dsw.postman.address import Cover, MailServer, read_mail_server
from dsw.postman.carriers import SmtpCarrier, _say_once
from dsw.postman.envelope import read_recipient, read_sender
from dsw.settings import load_settings, now
from dsw.store import Store
from dsw.store.schema import bounce, link, outbox
from dsw.texts import text
from tests.acts import small_register
from tests.mailserver import SAID, TAKEN, Mailroom, body, free_port, serving
from tests.unit.test_letters import BESIDES

TO = "iemand@voorbeeld.example"
NAME = "Welzijn <b>Hier</b>"
SITE = "https://monitor.example"
SENDER = "monitor@movisie.example"

Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where local files go; the site and the sender are known, a mail server is not."""
    monkeypatch.setenv("DSW_DATA_DIR", str(tmp_path / "lokaal"))
    monkeypatch.setenv("DSW_SITE_URL", f"{SITE}/")
    monkeypatch.setenv("DSW_MAIL_FROM", f"De monitor <{SENDER}>")
    monkeypatch.delenv("DSW_SMTP_URL", raising=False)
    _say_once.cache_clear()
    return tmp_path / "lokaal"


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "dsw")
    return caplog


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    """Where the settings say that the mail server is."""
    number = free_port()
    monkeypatch.setenv("DSW_SMTP_URL", f"smtp://127.0.0.1:{number}")
    return number


@pytest.fixture
def room(port: int) -> Iterator[Mailroom]:
    """A mail server that takes all."""
    made = Mailroom()
    with serving(made, port):
        yield made


def put(store: Store, letter: Letter, to: str = TO, holder: Holder | None = None) -> Holder:
    """A letter in the outbox, and whom its link lets in: somebody of the staff, unless told otherwise."""
    with store.desk() as desk:
        known = holder or Holder(staff=add_staff(desk, "collega@voorbeeld.example", Role.LEZER).number)
        post(desk, letter, to, known, values(letter))
    return known


def values(letter: Letter) -> dict[str, str]:
    """What fills a letter."""
    return {"naam": NAME, **BESIDES.get(letter, {})}


def rows(store: Store) -> list[Row[Any]]:
    with store.read() as db:
        return db.rows(select(outbox).order_by(outbox.c.id))


def token(message: EmailMessage) -> str:
    """The secret in a message."""
    _, _, after = body(message, "plain").partition(f"{SITE}/s/")
    return after.split()[0]


def stop_token(message: EmailMessage) -> str:
    """The secret in a message that only ends mail; "" where there is none."""
    found = re.search(rf"{SITE}/s/(\S+)/stop", body(message, "plain"))
    return found[1] if found else ""


# ----------------------------------------------------------------------------------- over the line


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_arrives_in_both_forms(store: Store, room: Mailroom, letter: Letter) -> None:
    put(store, letter)
    assert send_due(store)
    (message,) = room.taken
    address = f"{SITE}/s/{token(message)}" if holds_link(letter) else ""
    stop = stop_address(letter, f"{SITE}/s/{stop_token(message)}")
    known = write(letter, values(letter), address, stop)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert body(message, "plain").replace("\r", "") == known.plain
    assert body(message, "html").replace("\r", "") == known.html
    assert not send_due(store)


def test_a_letter_goes_in_the_words_that_were_set(store: Store, room: Mailroom) -> None:
    own = {
        "onderwerp": "Hier is je link",
        "tekst": "Dag {naam}.\n\nTot zo.",
        "waarom": usual_words(Letter.LINK)["waarom"],
    }
    with store.write(OPERATOR, "settings") as tx:
        set_letter(tx, Letter.LINK, own)
    put(store, Letter.LINK)
    send_due(store)
    with store.write(OPERATOR, "settings") as tx:
        set_letter(tx, Letter.LINK, None)
    put(store, Letter.LINK)
    send_due(store)
    mine, usual = room.taken
    assert mine["Subject"] == "Hier is je link"
    assert "Tot zo." in body(mine, "plain")
    assert f"{SITE}/s/" in body(mine, "plain")
    assert usual["Subject"] == text("brief.link.onderwerp")


def test_what_stands_outside_a_letter(store: Store, room: Mailroom) -> None:
    put(store, Letter.LINK)
    send_due(store)
    (message,) = room.taken
    assert message["From"] == f"De monitor <{SENDER}>"
    assert message["To"] == TO
    assert message["Subject"] == text("brief.link.onderwerp")
    assert parsedate_to_datetime(message["Date"]) == now()
    assert message["Message-ID"].endswith("@movisie.example>")
    assert token(message) not in message["Message-ID"]
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "nl")
    assert all(ord(sign) < 128 for sign in room.heard[0].as_string())


def test_who_is_in_the_register_can_ask_for_no_more(store: Store, room: Mailroom) -> None:
    small_register(store)
    put(store, Letter.WELKOM, holder=Holder(1, 1))
    put(store, Letter.MEDEWERKER)
    send_due(store)
    first, second = room.taken
    assert first["List-Unsubscribe"] == f"<mailto:{SENDER}?subject=Afmelden>"
    assert second["List-Unsubscribe"] is None


def test_a_reminder_says_how_to_stop_to_mail_programs_too(store: Store, room: Mailroom) -> None:
    small_register(store)
    put(store, Letter.HERINNERING, holder=Holder(1, 1))
    send_due(store)
    (message,) = room.taken
    address = f"{SITE}/s/{stop_token(message)}/stop"
    assert message["List-Unsubscribe"] == f"<{address}>, <mailto:{SENDER}?subject=Afmelden>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in body(message, "plain")


def test_the_secret_that_ends_reminders_lets_nobody_in(store: Store, room: Mailroom) -> None:
    small_register(store)
    put(store, Letter.HERINNERING, holder=Holder(1, 1))
    put(store, Letter.LINK, holder=Holder(1, 1))
    send_due(store)
    message, other = room.taken
    secret = stop_token(message)
    assert token(message) not in message["List-Unsubscribe"]
    with store.desk() as desk:
        kept = [row.digest for row in desk.rows(select(link))]
        for tried in (secret, f"stop {secret}", f"stop {digest(secret)}", digest(secret), *kept):
            assert use_link(desk, tried) is None
            assert find_link(desk, tried).state.value == "onbekend"
        assert find_stop(desk, secret) == Holder(1, 1)
        for lets_in in (token(message), token(other), ""):
            assert find_stop(desk, lets_in) == Holder()
        assert use_link(desk, token(message)) == Holder(1, 1)


def test_mail_can_be_ended_for_sixty_days(store: Store, room: Mailroom, clock: Clock) -> None:
    small_register(store)
    put(store, Letter.HERINNERING, holder=Holder(1, 1))
    send_due(store)
    secret, sent = stop_token(room.taken[0]), now().date()
    for days, holder in ((59, Holder(1, 1)), (61, Holder())):
        clock((sent + timedelta(days=days)).isoformat())
        with store.desk() as desk:
            revoke_links(desk, Holder(1, 1))
            forget_links(desk)
            assert find_stop(desk, secret) == holder


def test_a_long_address_to_stop_stays_whole(
    store: Store, room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = f"https://{'.'.join(['actieplanmonitor'] * 8)}.example"
    monkeypatch.setenv("DSW_SITE_URL", site)
    small_register(store)
    put(store, Letter.HERINNERING, holder=Holder(1, 1))
    send_due(store)
    (message,) = room.taken
    assert message["List-Unsubscribe"].startswith(f"<{site}/s/")
    assert "=?" not in message["List-Unsubscribe"]


def test_without_https_no_mail_program_stops_by_itself(
    store: Store, room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSW_SITE_URL", "http://monitor.example")
    small_register(store)
    put(store, Letter.HERINNERING, holder=Holder(1, 1))
    send_due(store)
    (message,) = room.taken
    assert message["List-Unsubscribe"].startswith("<http://monitor.example/s/")
    assert message["List-Unsubscribe-Post"] is None


def test_who_answers_an_offer_writes_to_who_offered(store: Store, room: Mailroom) -> None:
    put(store, Letter.HULP)
    put(store, Letter.LINK)
    send_due(store)
    offered, other = room.taken
    assert (offered["Reply-To"], other["Reply-To"]) == ("kim@voorbeeld.example", None)


def test_an_address_that_is_refused_for_good_is_noted(store: Store, room: Mailroom) -> None:
    small_register(store)
    room.to = lambda _address: SAID.format(550)
    put(store, Letter.WELKOM, holder=Holder(1, 1))
    send_due(store)
    with store.read() as db:
        (found,) = db.rows(select(bounce))
    assert (found.signatory_id, found.contact, found.fault) == (1, 1, "adres 550")


def test_a_link_lets_its_holder_in_once(store: Store, room: Mailroom) -> None:
    holder = put(store, Letter.MEDEWERKER)
    send_due(store)
    secret = token(room.taken[0])
    with store.desk() as desk:
        assert use_link(desk, secret) == holder
        assert use_link(desk, secret) is None


def test_a_sent_letter_leaves_no_address_and_no_words(store: Store, room: Mailroom) -> None:
    put(store, Letter.WELKOM)
    send_due(store)
    (row,) = rows(store)
    assert len(room.taken) == 1
    assert (row.address, row.filling, row.due_at, row.sent_at) == ("", "", None, now())


def test_letters_share_a_connection(store: Store, room: Mailroom) -> None:
    for number in range(5):
        put(store, Letter.LINK, f"{number}@voorbeeld.example")
    assert send_due(store)
    assert [message["To"] for message in room.taken] == [f"{n}@voorbeeld.example" for n in range(5)]
    assert room.visits == 1


def test_a_hostile_name_brings_no_header(store: Store, room: Mailroom) -> None:
    with store.desk() as desk:
        post(desk, Letter.WELKOM, TO, Holder(), {"naam": "x\r\nBcc: ander@kwaad.example\r\n\r\nNieuw"})
    send_due(store)
    assert (room.taken[0]["Bcc"], room.taken[0]["To"]) == (None, TO)


@pytest.mark.parametrize(
    ("address", "arrives_at"),
    [
        ("o'brien+a@sub.voorbeeld.example", "o'brien+a@sub.voorbeeld.example"),
        ("info@café.example", "info@xn--caf-dma.example"),
        ("josé@voorbeeld.example", "josé@voorbeeld.example"),
    ],
)
def test_an_unusual_address_is_reached(store: Store, room: Mailroom, address: str, arrives_at: str) -> None:
    asked = []
    room.to = lambda to: asked.append(to) or TAKEN  # type: ignore[func-returns-value]
    put(store, Letter.LINK, address)
    send_due(store)
    assert (asked, len(room.taken)) == ([arrives_at], 1)


@pytest.mark.parametrize(
    "address",
    ["", "niemand", "a@", "@b.example", "a\r\nBcc: c@d.example@b.example", "a\x01@b.example", "a@..example"],
)
def test_an_impossible_address_is_given_up(store: Store, room: Mailroom, address: str) -> None:
    put(store, Letter.LINK, address)
    put(store, Letter.WELKOM)
    send_due(store)
    assert [message["To"] for message in room.heard] == [TO]
    assert [(row.fault, row.due_at) for row in rows(store)] == [("adres", None), (None, None)]


# --------------------------------------------------------------------------------- whose fault it is


def test_an_address_refused_for_good_is_given_up(store: Store, room: Mailroom) -> None:
    room.to = lambda _: SAID.format(550)
    put(store, Letter.LINK)
    send_due(store)
    (row,) = rows(store)
    assert (row.fault, row.due_at, row.sent_at) == ("adres 550", None, None)


def test_an_address_refused_for_now_is_tried_later(store: Store, room: Mailroom, clock: Clock) -> None:
    room.to = lambda _: SAID.format(451)
    put(store, Letter.LINK)
    send_due(store)
    (row,) = rows(store)
    assert (row.fault, row.due_at > now(), row.address) == ("adres 451", True, TO)
    assert not send_due(store)

    room.to = lambda _: TAKEN
    clock("2026-11-03")
    send_due(store)
    assert [message["To"] for message in room.taken] == [TO]
    assert rows(store)[0].fault is None


@pytest.mark.parametrize(("code", "given_up"), [(452, False), (554, True)])
def test_a_refused_message_is_as_its_code_says(
    store: Store, room: Mailroom, code: int, given_up: bool
) -> None:
    room.content = lambda _: SAID.format(code)
    put(store, Letter.LINK)
    send_due(store)
    (row,) = rows(store)
    assert (row.fault, row.due_at is None) == (f"bericht {code}", given_up)


def test_one_that_fails_holds_up_no_other(store: Store, room: Mailroom) -> None:
    room.to = lambda address: {"a": SAID.format(550), "b": SAID.format(421)}.get(address[0], TAKEN)
    for name in "abcd":
        put(store, Letter.LINK, f"{name}@voorbeeld.example")
    send_due(store)
    assert [message["To"][0] for message in room.taken] == ["c", "d"]
    assert [row.fault for row in rows(store)] == ["adres 550", "adres 421", None, None]


def test_no_server_is_no_letter_s_fault(store: Store, port: int) -> None:
    put(store, Letter.LINK)
    with pytest.raises(PostError, match="onbereikbaar"):
        send_due(store)
    (row,) = rows(store)
    assert (row.tries, row.due_at) == (0, now())
    room = Mailroom()
    with serving(room, port):
        assert send_due(store)
    assert len(room.taken) == 1


def test_words_that_ask_for_more_than_they_get_wait_for_better(store: Store, room: Mailroom) -> None:
    with store.desk() as desk:
        post(desk, Letter.WELKOM, TO, Holder())
    put(store, Letter.LINK)
    send_due(store)
    assert [row.fault for row in rows(store)] == ["woorden", None]
    assert rows(store)[0].due_at > now()
    assert len(room.taken) == 1


# ------------------------------------------------------------------------------------ once in effect


def test_a_second_try_is_the_same_letter(store: Store, room: Mailroom, clock: Clock) -> None:
    room.content = lambda _: SAID.format(451)
    holder = put(store, Letter.MEDEWERKER)
    send_due(store)
    clock("2026-11-03")
    room.content = lambda _: TAKEN
    send_due(store)
    first, second = room.heard
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert token(first) == token(second)
    with store.desk() as desk:
        assert use_link(desk, token(second)) == holder
        assert use_link(desk, token(first)) is None


@pytest.mark.parametrize("end", [use_link, lambda desk, _: revoke_links(desk, Holder(staff=1))])
def test_a_link_that_ended_is_not_revived(
    store: Store, room: Mailroom, clock: Clock, end: Callable[..., Any]
) -> None:
    room.content = lambda _: SAID.format(451)
    put(store, Letter.MEDEWERKER)
    send_due(store)
    with store.desk() as desk:
        assert end(desk, token(room.heard[0]))
    state = find_state(store, token(room.heard[0]))
    clock("2026-11-03")
    send_due(store)
    assert len(room.heard) == 2
    assert find_state(store, token(room.heard[1])) == state != "geldig"


def find_state(store: Store, secret: str) -> str:
    with store.read() as db:
        return find_link(db, secret).state.value


def test_each_letter_has_a_secret_and_a_name_of_its_own(store: Store, room: Mailroom) -> None:
    for _ in range(3):
        put(store, Letter.MEDEWERKER)
    send_due(store)
    assert len({token(message) for message in room.taken}) == 3
    assert len({message["Message-ID"] for message in room.taken}) == 3


def test_a_number_that_comes_back_brings_another_secret(store: Store, room: Mailroom, clock: Clock) -> None:
    put(store, Letter.MEDEWERKER)
    send_due(store)
    with store.desk() as desk:
        assert remove_staff(desk, "collega@voorbeeld.example")
    clock("2026-11-03")
    put(store, Letter.MEDEWERKER)
    send_due(store)
    first, second = room.taken
    assert token(first) != token(second)
    assert first["Message-ID"] != second["Message-ID"]
    assert find_state(store, token(first)) == "onbekend"


def test_another_machine_s_key_makes_other_secrets(
    store: Store, room: Mailroom, clock: Clock, folder: Path
) -> None:
    room.content = lambda _: SAID.format(451)
    put(store, Letter.MEDEWERKER)
    send_due(store)
    assert stat.S_IMODE((folder / "sleutel.bin").stat().st_mode) == 0o600
    (folder / "sleutel.bin").unlink()
    clock("2026-11-03")
    send_due(store)
    assert token(room.heard[0]) != token(room.heard[1])


def test_who_makes_the_key_at_once_makes_one_whole(folder: Path) -> None:
    begin = Barrier(8)

    def make(_turn: int) -> bytes:
        begin.wait()
        return own_key(folder)

    with ThreadPoolExecutor(8) as makers:
        keys = set(makers.map(make, range(8)))
    assert keys == {(folder / "sleutel.bin").read_bytes()}
    assert len(keys.pop()) == 32


def test_two_at_once_send_one(store: Store, room: Mailroom, database_url: str) -> None:
    for number in range(10):
        put(store, Letter.LINK, f"{number}@voorbeeld.example")
    begin = Barrier(2)

    def go() -> None:
        with closing(Store.open(database_url)) as own:
            begin.wait()
            while send_due(own):
                pass

    with ThreadPoolExecutor(2) as postmen:
        for going in [postmen.submit(go) for _ in range(2)]:
            going.result(60)
    assert sorted(message["To"] for message in room.heard) == [f"{n}@voorbeeld.example" for n in range(10)]


# ------------------------------------------------------------------------------- without a mail server


def test_without_a_server_a_letter_is_a_file(store: Store, folder: Path) -> None:
    holder = put(store, Letter.MEDEWERKER)
    put(store, Letter.GEWIST)
    assert send_due(store)
    files = sorted((folder / "outbox").iterdir())
    assert [file.name for file in files] == [f"{row.id}.eml" for row in rows(store)]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((folder / "outbox").stat().st_mode) == 0o700
    message = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    with store.desk() as desk:
        assert use_link(desk, token(message)) == holder
    assert [row.address for row in rows(store)] == ["", ""]


def test_that_nothing_leaves_is_said_once(store: Store, folder: Path, log: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        put(store, Letter.LINK)
        send_due(store)
    assert log.messages.count(text("dienst.post.map", map=folder / "outbox")) == 1


def test_a_folder_that_cannot_be_written_is_told(store: Store, folder: Path) -> None:
    folder.mkdir()
    (folder / "outbox").write_text("in the way")
    put(store, Letter.LINK)
    with pytest.raises(DswError, match="niet_te_schrijven"):
        send_due(store)
    assert rows(store)[0].tries == 0


# ------------------------------------------------------------------------------------------ the log


def test_the_log_hears_of_nobody(store: Store, room: Mailroom, log: pytest.LogCaptureFixture) -> None:
    room.to = lambda address: SAID.format(550) if address.startswith("weg") else TAKEN
    put(store, Letter.LINK)
    put(store, Letter.LINK, "weg@voorbeeld.example")
    send_due(store)
    assert text("dienst.post.niet_gelukt", nummer=rows(store)[1].id, fout="adres 550") in log.messages
    ours = "\n".join(record.getMessage() for record in log.records if not record.name.startswith("mail"))
    for secret in ("voorbeeld.example", "nergens", "Welzijn", token(room.taken[0]), SENDER):
        assert secret not in ours


# ------------------------------------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, Cover.STARTTLS)),
        ("smtp://a:b@mail.example:25", MailServer("mail.example", 25, Cover.STARTTLS, "a", "b")),
        ("smtps://mail.example/", MailServer("mail.example", 465, Cover.TLS)),
        (
            "smtps://ik%40x.example:p%3A%2F%40%25w%C3%A9@mail.example:4650",
            MailServer("mail.example", 4650, Cover.TLS, "ik@x.example", "p:/@%wé"),
        ),
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, Cover.NONE)),
        ("smtp://[::1]:1025", MailServer("::1", 1025, Cover.NONE)),
        ("smtp://a:b@localhost", MailServer("localhost", 587, Cover.NONE, "a", "b")),
        ("smtp+plain://mail:1025", MailServer("mail", 1025, Cover.NONE)),
    ],
)
def test_an_address_of_a_server_is_read(url: str, server: MailServer) -> None:
    assert read_mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example:poort",
        "smtp://mail.example:99999",
        "smtp://ik:geheim#1@mail.example",
        "smtp://ik:ge/heim@mail.example",
        "smtp://ik:geheim@mail.example?tls=nee",
        "smtp://[::1:25",
        "smtp+plain://ik:geheim@mail.example",
    ],
)
def test_a_wrong_address_is_told_without_its_secret(
    store: Store, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DSW_SMTP_URL", url)
    with pytest.raises(PostError) as told:
        send_due(store)
    sentence = text(f"fout.{told.value.key}", **told.value.values)
    assert "heim" not in f"{sentence}{told.value}{told.value.__cause__}"
    assert sentence.endswith(".")


def test_no_password_is_shown() -> None:
    assert "geheim" not in repr(read_mail_server("smtps://ik:geheim@mail.example"))


def test_the_settings_show_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSW_SMTP_URL", "smtps://ik:geheim@mail.example")
    assert "geheim" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("DSW_MAIL_FROM", "niemand", "post.afzender"),
        ("DSW_MAIL_FROM", "a\r\nBcc: b@c.example <d@e.example>", "post.afzender"),
        ("DSW_SITE_URL", "monitor.example", "post.site"),
        ("DSW_SITE_URL", "javascript:alert(1)", "post.site"),
    ],
)
def test_another_wrong_setting_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(name, value)
    put(store, Letter.LINK)
    with pytest.raises(PostError) as told:
        send_due(store)
    assert told.value.key == key
    assert rows(store)[0].tries == 0


def test_an_address_alone_can_be_the_sender() -> None:
    assert str(read_sender("a@b.example")) == "a@b.example"
    assert str(read_sender("Zoë, de monitor <a@b.example>").display_name) == "Zoë, de monitor"
    assert read_recipient("A@b.example").addr_spec == "A@b.example"


# ------------------------------------------------------------------------------------- being let in


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, who: Any) -> AuthResult:
    return AuthResult(success=(who.login, who.password) == (b"ik", b"ge:heim"), handled=False)


@pytest.mark.parametrize(("password", "is_let_in"), [("ge:heim", True), ("fout", False), ("fouté", False)])
def test_a_server_is_told_who_we_are(password: str, is_let_in: bool) -> None:
    room, port = Mailroom(), free_port()
    carrier = SmtpCarrier(MailServer("127.0.0.1", port, Cover.NONE, "ik", password))
    with serving(room, port, authenticator=authenticate, auth_require_tls=False), closing(carrier):
        if is_let_in:
            carrier.make_ready()
        else:
            with pytest.raises(PostError, match="aanmelden"):
                carrier.make_ready()
    assert room.visits


def test_a_server_that_cannot_cover_up_gets_no_password() -> None:
    room, port = Mailroom(), free_port()
    asked: list[object] = []
    settings = {"authenticator": lambda *given: asked.append(given), "auth_require_tls": False}
    carrier = SmtpCarrier(MailServer("127.0.0.1", port, Cover.STARTTLS, "ik", "geheim"))
    with serving(room, port, **settings), pytest.raises(PostError, match="onbereikbaar"):
        carrier.make_ready()
    assert asked == []
