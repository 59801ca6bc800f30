"""Days without a clock: reading them, stepping by months. The clock itself is ``settings.today``."""

import calendar
import re
from datetime import date

from dsw.errors import RequestError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date:
    """The day in ``JJJJ-MM-DD``.

    Raises:
        RequestError: the text is no such day.
    """
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError("dag.ongeldig", waarde=text[:20]) from None


def months_before(day: date, months: int) -> date:
    """The same day of the month, ``months`` months earlier (the last day where that month is shorter)."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_ends(first: date, last: date) -> tuple[date, ...]:
    """The last day of each month from ``first``'s month on, ending with ``last`` itself."""
    ends = []
    year, month = first.year, first.month
    while (end := date(year, month, calendar.monthrange(year, month)[1])) < last:
        ends.append(end)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return (*ends, last)
