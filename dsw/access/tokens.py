"""Secrets that prove who somebody is: 256 random bits. The database holds only what they hash to."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from dsw.errors import StoreError
from dsw.files import appearing

_BYTES = 32


def new_token() -> str:
    """A secret nobody can guess, fit for an address or a cookie."""
    return _readable(secrets.token_bytes(_BYTES))


def digest(token: str) -> str:
    """What is kept of a secret. It needs no salt: nobody can try all secrets of this length."""
    return sha256(token.encode()).hexdigest()


def token_for(key: bytes, purpose: str) -> str:
    """The secret that belongs to a purpose: the same each time, and not to be guessed without the key."""
    return _readable(hmac.digest(key, purpose.encode(), "sha256"))


def own_key(folder: Path) -> bytes:
    """This machine's key; made the first time, readable for its own user alone.

    Raises:
        StoreError: it cannot be made or read.
    """
    path = folder / "sleutel.bin"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_key(path)
        return _whole(path.read_bytes())
    except OSError as error:
        raise StoreError("opslag.sleutel", soort=type(error).__name__) from error


def _make_key(path: Path) -> None:
    """Make it once, whoever else does so now; whole, or not at all."""
    with FileLock(path.with_suffix(".slot")):
        if not path.exists():
            with appearing(path, overwrite=False) as draft:
                draft.write_bytes(secrets.token_bytes(_BYTES))


def _whole(key: bytes) -> bytes:
    if len(key) != _BYTES:
        raise StoreError("opslag.sleutel", soort="half")
    return key


def _readable(secret: bytes) -> str:
    return urlsafe_b64encode(secret).decode().rstrip("=")
