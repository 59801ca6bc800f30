"""A mail server with TLS and a certificate of its own: trusted, or not spoken to."""

import ssl
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from dsw.errors import PostError
from dsw.postman.address import Cover, MailServer
from dsw.postman.carriers import SmtpCarrier
from tests.mailserver import Mailroom, free_port, serving
from tests.webserver import _make_certificate

#: How each cover is switched on at the server.
COVERS: dict[Cover, Callable[[ssl.SSLContext], dict[str, Any]]] = {
    Cover.TLS: lambda context: {"ssl_context": context},
    Cover.STARTTLS: lambda context: {"tls_context": context, "require_starttls": True},
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for this machine."""
    folder = tmp_path_factory.mktemp("certificaat") / "tls"
    _make_certificate(folder)
    return folder


def settings(cover: Cover, certificate: Path) -> dict[str, Any]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "keten.pem", certificate / "sleutel.pem")
    return COVERS[cover](context) | {
        "auth_required": cover is Cover.STARTTLS,  # aiosmtpd does not see that the other is covered too
        "authenticator": lambda _s, _n, _e, _m, who: AuthResult(success=who.password == b"geheim"),
    }


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "a@voorbeeld.example", "b@voorbeeld.example"
    made.set_content("dag")
    return made


@pytest.mark.parametrize("cover", COVERS)
def test_mail_goes_covered(cover: Cover, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "keten.pem"))
    room, port = Mailroom(), free_port()
    name = "ik" if cover is Cover.STARTTLS else ""
    with (
        serving(room, port, **settings(cover, certificate)),
        closing(SmtpCarrier(MailServer("127.0.0.1", port, cover, name, "geheim"))) as carrier,
    ):
        carrier.make_ready()
        assert carrier.carry(1, message()) is None
    assert [known["To"] for known in room.taken] == ["b@voorbeeld.example"]


@pytest.mark.parametrize("cover", COVERS)
def test_a_server_nobody_vouches_for_gets_nothing(cover: Cover, certificate: Path) -> None:
    room, port = Mailroom(), free_port()
    carrier = SmtpCarrier(MailServer("127.0.0.1", port, cover, "ik", "geheim"))
    with (
        serving(room, port, **settings(cover, certificate)),
        pytest.raises(PostError, match="SSLCertVerificationError"),
    ):
        carrier.make_ready()
    assert room.heard == []
