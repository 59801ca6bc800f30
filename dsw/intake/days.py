"""Days as forms write them: ISO, Dutch, American, Excel's serial numbers, Google's time stamps."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from dsw.settings import TIME_ZONE


class SlashOrder(StrEnum):
    """What ``7/2/20`` means in a file."""

    DAY_FIRST = "dag-maand"
    MONTH_FIRST = "maand-dag"


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tues?|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = (
    r"(?:[T\s,]+(?:om\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*uur)?\s*(?P<zone>Z|CES?T|(?:GMT|UTC)?\s*(?:[+-]\d{1,2}(?::?\d\d)?)?"
    r"|[a-z][a-z .-]{0,60})?)?"
)
_SHAPES = tuple(
    re.compile(_WEEKDAY + day + _TIME, re.IGNORECASE)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_part>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})[\s-]+(?P<name>[a-z]{3,9})\.?[\s-]+(?P<year>\d{4})",
    )
)
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d\d")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_ZONES = {"CET": 60, "CEST": 120, "Z": 0}
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")
_EXCEL_DAY_0 = {False: datetime(1899, 12, 30, tzinfo=UTC), True: datetime(1904, 1, 1, tzinfo=UTC)}
#: A day before this is a typing error, or a program's way to say it has none.
EARLIEST = date(2000, 1, 1)


@lru_cache(maxsize=65_536)
def read_moment(text: str, slashes: SlashOrder, date_1904: bool = False) -> datetime | None:
    """The moment a text stands for, on the Dutch clock and without zone; midnight when it names only a day.

    Args:
        text: what stood in the cell; surrounding white space does not matter.
        slashes: what comes first in ``7/2/20``; a day above 12 in the other place is understood too.
        date_1904: serial numbers count from 1904.

    Returns:
        None when it is no day, or an impossible or implausible one (before 2000).
    """
    text = " ".join(text.split())
    try:
        if _SERIAL.fullmatch(text):
            found = _EXCEL_DAY_0[date_1904] + timedelta(days=float(text.replace(",", ".")))
            moment = found.replace(tzinfo=None, microsecond=0)
        else:
            moment = _shaped(text, slashes)
    except (ValueError, OverflowError, LookupError):
        return None
    return moment if moment.date() >= EARLIEST else None


def slash_orders_of(texts: Iterable[str]) -> frozenset[SlashOrder]:
    """The orders that days with slashes in one column prove: a part above 12 is no month."""
    found = set()
    for said in texts:
        match = _SLASHED.match(said)
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            found.add(SlashOrder.DAY_FIRST if int(match[1]) > 12 else SlashOrder.MONTH_FIRST)
    return frozenset(found)


def _shaped(text: str, slashes: SlashOrder) -> datetime:
    match = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if match is None:
        raise ValueError(text)
    parts = match.groupdict("")
    moment = datetime(*_day_of(parts, slashes), *_clock_of(parts))  # noqa: DTZ001  # the zone comes next
    zone = _zone_of(parts["zone"])
    return moment.replace(tzinfo=zone).astimezone(TIME_ZONE).replace(tzinfo=None) if zone else moment


def _day_of(parts: dict[str, str], slashes: SlashOrder) -> tuple[int, int, int]:
    year = int(parts["year"])
    if "name" in parts:
        return year, _MONTHS[parts["name"].lower()], int(parts["day"])
    if "month" in parts:
        return year, int(parts["month"]), int(parts["day"])
    first, second = int(parts["first"]), int(parts["second_part"])
    month_first = parts["mark"] == "/" and slashes is SlashOrder.MONTH_FIRST
    month, day = (first, second) if month_first else (second, first)
    if month > 12 and parts["mark"] == "/":
        month, day = day, month
    return (year + 2000 if year < 100 else year), month, day


def _clock_of(parts: dict[str, str]) -> tuple[int, int, int]:
    if not parts["hour"]:
        return 0, 0, 0
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    return hour, int(parts["minute"]), int(parts["second"] or 0)


def _zone_of(text: str) -> timezone | None:
    name = text.upper().strip()
    if not name:
        return None
    if name in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name]))
    offset = _OFFSET.search(name)
    if not offset:  # a zone nobody knows leaves the clock as it is: the day is what matters
        return UTC if name in ("GMT", "UTC") else None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
