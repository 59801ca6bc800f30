"""Addresses of our own pages that keep what the visitor chose."""

from urllib.parse import urlencode

from dsw.queries.address import params_of
from dsw.settings import today
from dsw.views import Selection


def page_address(path: str, selection: Selection | None = None, **chosen: object) -> str:
    """The address of a page.

    Args:
        path: ``/secties``.
        selection: the cuts to keep; its day is left out when it is today.
        chosen: what this link chooses, by the name of the parameter.
    """
    kept = params_of(selection, today()) if selection is not None else {}
    asked = urlencode(kept | {name: str(value) for name, value in chosen.items()})
    return f"{path}?{asked}" if asked else path
