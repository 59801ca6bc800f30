"""Addresses on the web that people give as evidence: hostile until they have been looked at."""

from urllib.parse import urlsplit


def web_address(text: str) -> str:
    """The text when it is an address on the web, with a host, that a reader may follow; otherwise nothing."""
    address = text.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    safe = (
        parts.scheme in ("http", "https") and parts.hostname and address.isprintable() and " " not in address
    )
    return address if safe else ""
