"""Which part of the log an address asks for; it holds numbers, days and codes, and no names."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from dsw.calendar import read_day
from dsw.domain import Fact
from dsw.errors import RequestError
from dsw.views import Doer, LogAsked

SINCE, UNTIL, DOER, FACT, ACT, SIGNATORY = "van", "tot", "wie", "feit", "daad", "nummer"
COLLEAGUE = "medewerker"
M = TypeVar("M", Doer, Fact)
#: No number of a signatory has more digits.
_DIGITS = 9


def read_log_asked(params: Mapping[str, str]) -> LogAsked:
    """What an address asks for.

    Raises:
        RequestError: a day, a number or a word in it is none.
    """
    return LogAsked(
        _day(params, SINCE),
        _day(params, UNTIL),
        _member(Doer, params, DOER),
        _member(Fact, params, FACT),
        params.get(ACT, "")[:40],
        read_number(params.get(SIGNATORY, "")),
        read_number(params.get(COLLEAGUE, "")),
    )


def log_params(asked: LogAsked) -> dict[str, str]:
    """What stands in an address that asks for this."""
    told = {
        SINCE: asked.since.isoformat() if asked.since else "",
        UNTIL: asked.until.isoformat() if asked.until else "",
        DOER: asked.doer.value if asked.doer else "",
        FACT: asked.fact.value if asked.fact else "",
        ACT: asked.act,
        SIGNATORY: "" if asked.signatory is None else str(asked.signatory),
        COLLEAGUE: "" if asked.colleague is None else str(asked.colleague),
    }
    return {name: value for name, value in told.items() if value}


def read_number(given: str) -> int | None:
    """The number of somebody as somebody types it; None for nothing.

    Raises:
        RequestError: it is no number.
    """
    typed = given.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > _DIGITS:
        raise RequestError("logboek.nummer")
    return int(typed)


def _day(params: Mapping[str, str], name: str) -> date | None:
    return read_day(params[name]) if params.get(name) else None


def _member(kind: type[M], params: Mapping[str, str], name: str) -> M | None:
    given = params.get(name, "")
    if given and given not in set(kind):
        raise RequestError("logboek.keuze")
    return kind(given) if given else None
