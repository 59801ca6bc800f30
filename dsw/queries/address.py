"""What an address says, and the address of a selection. A value that means nothing is told and left out."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from dsw.calendar import read_day
from dsw.errors import RequestError
from dsw.ledger import axes
from dsw.plan import load_plan
from dsw.rules import USUAL, Rules
from dsw.views import Selection

OP, SECTION, GROUP, PROVINCE = "op", "sectie", "doelgroep", "provincie"
ACTION, SINCE, PAGE, SEARCH = "actie", "sinds", "pagina", "zoek"

#: No page is about an earlier day: the plan did not exist, and stepping back must stay within the calendar.
EARLIEST = date(2000, 1, 1)
#: Most characters of a search, and the highest page number that is read.
SEARCH_LENGTH, LAST_PAGE = 100, 99_999
#: How much of a wrong value is repeated in the message.
_SHOWN = 20

T = TypeVar("T")


def read_selection(params: Mapping[str, str], today: date) -> tuple[Selection, tuple[RequestError, ...]]:
    """The selection an address asks for.

    Args:
        params: the address' parameters; others than a selection's are left alone.
        today: the day it is; also the day when the address names none.

    Returns:
        A selection that can always be answered, and what was wrong with the address.
    """
    errors: list[RequestError] = []
    section = _chosen(params, SECTION, _numbers(), errors)
    group = _chosen(params, GROUP, _numbers(), errors)
    province = _chosen(params, PROVINCE, {code: code for code in axes().places}, errors)
    return Selection(_op(params, today, errors), section, group, province), tuple(errors)


def params_of(selection: Selection, today: date) -> dict[str, str]:
    """The parameters an address needs to ask for this selection; what goes without saying is left out."""
    values = {
        OP: selection.op.isoformat() if selection.op != today else None,
        SECTION: selection.section,
        GROUP: selection.group,
        PROVINCE: selection.province,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def read_since(
    params: Mapping[str, str], op: date, rules: Rules = USUAL
) -> tuple[date, tuple[RequestError, ...]]:
    """The earlier of two days to compare; ``recent_days`` before ``op`` unless the address names another."""
    usual = op - timedelta(days=rules.recent_days)
    given = params.get(SINCE, "")
    if not given:
        return usual, ()
    try:
        since = read_day(given)
    except RequestError:
        since = op
    if EARLIEST <= since < op:
        return since, ()
    return usual, (RequestError("adres.sinds", waarde=given[:_SHOWN]),)


def read_action(params: Mapping[str, str]) -> tuple[str | None, tuple[RequestError, ...]]:
    """The code of the action to see alone; None when the address names none."""
    errors: list[RequestError] = []
    return _chosen(params, ACTION, {code: code for code in load_plan().codes}, errors), tuple(errors)


def read_page(params: Mapping[str, str]) -> tuple[int, tuple[RequestError, ...]]:
    """The page of a list, from 1."""
    given = params.get(PAGE, "")
    if not given:
        return 1, ()
    if given.isascii() and given.isdecimal() and len(given) <= len(str(LAST_PAGE)) and int(given) > 0:
        return int(given), ()
    return 1, (RequestError("adres.pagina", waarde=given[:_SHOWN]),)


def read_search(params: Mapping[str, str]) -> str:
    """What is searched for: one line of printable text, cut to ``SEARCH_LENGTH``."""
    printable = "".join(letter if letter.isprintable() else " " for letter in params.get(SEARCH, ""))
    return " ".join(printable.split())[:SEARCH_LENGTH].strip()


@cache
def _numbers() -> dict[str, int]:
    return {str(section.number): section.number for section in load_plan().sections}


def _op(params: Mapping[str, str], today: date, errors: list[RequestError]) -> date:
    given = params.get(OP, "")
    if not given:
        return today
    try:
        day = read_day(given)
    except RequestError:
        day = date.min
    if EARLIEST <= day <= today:
        return day
    key = "adres.toekomst" if day > today else "adres.datum"
    errors.append(RequestError(key, waarde=given[:_SHOWN]))
    return today


def _chosen(
    params: Mapping[str, str], name: str, known: Mapping[str, T], errors: list[RequestError]
) -> T | None:
    given = params.get(name, "")
    if given and given not in known:
        errors.append(RequestError(f"adres.{name}", waarde=given[:_SHOWN]))
    return known.get(given)
