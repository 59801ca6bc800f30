"""Answers over HTTP to who asks for bytes: packed as the visitor can take them, and not sent twice."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from dsw.errors import StoreError
from dsw.screen.packing import BROTLI, GZIP, PLAIN, Parcel

#: An address that names what is in it may be kept for ever; any other is asked for again each time. What
#: is for one person alone is kept nowhere.
FOREVER, ASK_AGAIN, NEVER_KEPT = "public, max-age=31536000, immutable", "no-cache", "no-store"

#: Goes with an answer that says we are too busy: in so many seconds it may be otherwise.
COME_BACK = MappingProxyType({"Retry-After": "5"})
#: Whoever waits for a turn to make a file holds a thread that pages need: so many seconds at most.
_SOON = 0.2

_WEIGHT = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q=([01](?:\.\d*)?)\s*)?$", re.IGNORECASE)


def is_read(scope: Scope) -> bool:
    """Whether a request only looks."""
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}


def encoding_for(scope: Scope) -> str:
    """How to pack an answer: what the visitor likes best, and of equals what is smallest."""
    weights = _weights(Headers(scope=scope).get("accept-encoding", ""))
    others = weights.get("*", 0.0)
    liked = {name: weights.get(name, others) for name in (BROTLI, GZIP)}
    best = max(liked, key=lambda name: liked[name])
    return best if liked[best] > 0 and liked[best] >= weights.get("identity", 0.0) else PLAIN


def respond(scope: Scope, parcel: Parcel, media_type: str, keep: str, status: int = 200) -> Response:
    """The answer, or ``304`` without a body to who has these very bytes.

    Args:
        scope: the request.
        parcel: what is asked for.
        media_type: what kind of thing it is.
        keep: how long it may be kept: ``FOREVER``, ``ASK_AGAIN`` or ``NEVER_KEPT``.
        status: of the answer.
    """
    headers = {"Cache-Control": keep, "ETag": parcel.tag, "Vary": "Accept-Encoding"}
    if status == 200 and is_known(Headers(scope=scope), parcel.tag):
        return Response(status_code=304, headers=headers)
    if parcel.encoding:
        headers["Content-Encoding"] = parcel.encoding
    if scope["method"] == "HEAD":
        headers["Content-Length"] = str(len(parcel.body))
    body = b"" if scope["method"] == "HEAD" else parcel.body
    return Response(body, status, headers, media_type)


@contextmanager
def turn(turns: BoundedSemaphore) -> Iterator[None]:
    """A turn to make a large file.

    Raises:
        StoreError: others are at it, and it is not soon our turn.
    """
    if not turns.acquire(timeout=_SOON):
        raise StoreError("uitvoer.bezet")
    try:
        yield
    finally:
        turns.release()


def _weights(accepted: str) -> Mapping[str, float]:
    """How much each way of packing is liked; 0: not at all. What cannot be read is left out."""
    found = (_WEIGHT.match(part) for part in accepted.split(","))
    return {match[1].lower(): float(match[2] or 1) for match in found if match}


def is_known(headers: Headers, tag: str) -> bool:
    """Whether the visitor holds this version; a proxy that packs an answer on its way marks it as weak."""
    known = [one.strip().removeprefix("W/") for one in headers.get("if-none-match", "").split(",")]
    return tag in known or known == ["*"]
