"""Secrets that prove who somebody is: 256 random bits. The database holds only what they hash to."""

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from dsw.errors import StoreError

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
        try:
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _whole(path.read_bytes())
        with os.fdopen(made, "wb") as file:
            file.write(key := secrets.token_bytes(_BYTES))
    except OSError as error:
        raise StoreError("opslag.sleutel", soort=type(error).__name__) from error
    return key


def _whole(key: bytes) -> bytes:
    if len(key) != _BYTES:
        raise StoreError("opslag.sleutel", soort="half")
    return key


def _readable(secret: bytes) -> str:
    return urlsafe_b64encode(secret).decode().rstrip("=")
