"""The address of a mail server, as ``DSW_SMTP_URL`` has it.

    smtps://name:password@host           TLS from the first byte (port 465)
    smtp://name:password@host            TLS after the greeting, or no mail at all (STARTTLS, port 587);
                                         to this machine itself: no TLS
    smtp+plain://host                    no TLS, for a network that can be trusted (port 25); no password

Name and password are percent-encoded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from dsw.errors import PostError


class Cover(Enum):
    """What keeps others from reading along."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


#: Kinds of address: the cover, and the port where the address names none.
_KINDS: Mapping[str, tuple[Cover, int]] = MappingProxyType(
    {"smtps": (Cover.TLS, 465), "smtp": (Cover.STARTTLS, 587), "smtp+plain": (Cover.NONE, 25)}
)


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, and as whom we come; without a name as nobody."""

    host: str
    port: int
    cover: Cover
    name: str = ""
    password: str = field(default="", repr=False)


def read_mail_server(url: str) -> MailServer:
    """Read the address of a mail server.

    Raises:
        PostError: it cannot be read, or it would send a password that others can read.
    """
    try:
        parts = urlsplit(url)
        cover, usual = _KINDS[parts.scheme]
        host, port = parts.hostname or "", parts.port or usual
    except (KeyError, ValueError):
        raise PostError("post.adres") from None  # its own message would hold the password
    if not host or _has_more(parts):
        raise PostError("post.adres")
    if _is_this_machine(host) and cover is Cover.STARTTLS:
        cover = Cover.NONE
    name, password = unquote(parts.username or ""), unquote(parts.password or "")
    if password and cover is Cover.NONE and not _is_this_machine(host):
        raise PostError("post.wachtwoord")
    return MailServer(host, port, cover, name, password)


def _has_more(parts: SplitResult) -> bool:
    """A sign that a password was not encoded, or that something is expected of us that we do not know."""
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
