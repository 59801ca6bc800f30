"""All Dutch words, keyed: ``text("fout.dag.ongeldig", waarde="x")``. The rest of the code holds no sentence.

The texts stand in the ``*.toml`` files of this folder and are read as one tree; a key may stand in one file
only. A text is a template for ``str.format``; numbers and days among its values are written the Dutch way. A
text that changes with a number is a table: ``een``, ``meer``, and ``geen`` where nothing needs its own words;
``verborgen`` is for nothing where there may be something.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from babel.dates import format_date
from babel.numbers import format_decimal

from dsw.errors import DataError
from dsw.settings import TIME_ZONE

_LOCALE = "nl_NL"
#: Under these names a number says which one, not how many: it has no thousands point.
_WHICH = frozenset(
    (
        *("rij", "regel", "revisie", "nummer", "gebeurtenis", "ondertekenaar", "toezegging"),
        *("klok", "logboek", "hoogste", "verwacht"),
    )
)


def text(key: str, /, **values: object) -> str:
    """The text under a dotted key, filled in.

    Args:
        key: where the text stands, e.g. ``label.status.bezig``.
        values: what fills the placeholders; whole numbers, decimals and days are written the Dutch way.

    Raises:
        DataError: there is no such text, or the text asks for a value that was not given.
    """
    template = all_texts().get(key)
    if template is None:
        raise DataError("tekst.ontbreekt", sleutel=key)
    return filled(template, key, **values)


def filled(template: str, key: str, /, **values: object) -> str:
    """A text from elsewhere, filled in as :func:`text` does.

    Args:
        template: as in the ``*.toml`` files; key: what to call it when it asks for too much.

    Raises:
        DataError: it asks for a value that was not given.
    """
    try:
        return template.format_map({name: _shown(name, value) for name, value in values.items()})
    except (KeyError, IndexError, ValueError) as error:
        raise DataError("tekst.waarde_ontbreekt", sleutel=key, waarde=str(error)) from error


def plural(key: str, n: int, /, *, least: bool = False, **values: object) -> str:
    """The text for ``n`` of something: ``geen`` for 0 where it exists, ``een`` for 1, else ``meer``.

    Args:
        key: the table that holds the variants.
        n: the number that decides; fills the placeholder ``n``.
        least: there may be more: the number reads "minstens 9", and 0 takes the variant ``verborgen``.
        values: what fills the other placeholders.

    Raises:
        DataError: as ``text``.
    """
    form = {0: "verborgen" if least else "geen", 1: "een"}.get(n, "meer")
    if form == "geen" and f"{key}.geen" not in all_texts():
        form = "meer"
    return text(f"{key}.{form}", n=text("zin.minstens", n=n) if least else n, **values)


def label(member: StrEnum) -> str:
    """What an enum's member is called in the product, from ``label.<enum>.<value>``.

    Raises:
        DataError: the member has no name yet.
    """
    return text(f"label.{type(member).__name__.lower()}.{member.value}")


def _shown(name: str, value: object) -> str:
    return str(value) if name in _WHICH and isinstance(value, int) else show(value)


def show(value: object) -> str:
    """A value as it is read in a sentence: ``1.596``, ``3,4``, ``23 november 2026``, a text as it is.

    A member of an enum reads as its name in the product (``label``), never as its code.
    """
    match value:
        case bool():
            return str(value)
        case StrEnum():
            return label(value)
        case int():
            return number(value)
        case float():
            return decimal(value)
        case date():
            return day(value)
    return str(value)


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """A whole number with Dutch thousands: ``1.596``."""
    return format_decimal(value, "#,##0", locale=_LOCALE)


@lru_cache(maxsize=4096)
def decimal(value: float) -> str:
    """A number with one decimal: ``3,4``."""
    return format_decimal(value, "#,##0.0", locale=_LOCALE)


def signed(value: int) -> str:
    """A change: ``+48``, ``−3`` (with a real minus), ``0``."""
    return ("+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "") + number(abs(value))


def percentage(value: int) -> str:
    """A share in whole percents: ``36%``."""
    return f"{number(value)}%"


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """A day in words: ``23 november 2026``."""
    return format_date(value, "d MMMM yyyy", locale=_LOCALE)


@lru_cache(maxsize=4096)
def day_short(value: date) -> str:
    """A day in figures: ``23-11-2026``."""
    return format_date(value, "dd-MM-yyyy", locale=_LOCALE)


@lru_cache(maxsize=4096)
def month(value: date) -> str:
    """A month: ``november 2026``."""
    return format_date(value, "MMMM yyyy", locale=_LOCALE)


@lru_cache(maxsize=4096)
def month_short(value: date) -> str:
    """A month in a few letters: ``nov 2026``."""
    return format_date(value, "MMM yyyy", locale=_LOCALE).replace(".", "")


def moment(value: datetime, today: date | None = None) -> str:
    """A moment on the Dutch clock: ``23 november 2026 om 14.05 uur``, or ``vandaag om 14.05 uur``.

    Args:
        value: the moment, with its time zone.
        today: the day that may be called "vandaag"; without it the day is always written out.
    """
    local = value.astimezone(TIME_ZONE)
    key = "tijd.vandaag" if local.date() == today else "tijd.op"
    return text(key, dag=local.date(), uur=f"{local:%H.%M}")


def listing(words: tuple[str, ...] | list[str]) -> str:
    """Words in a row: ``tijd, geld en kennis``."""
    if len(words) < 2:
        return "".join(words)
    return text("lijst", begin=", ".join(words[:-1]), laatste=words[-1])


@cache
def all_texts() -> Mapping[str, str]:
    """Every text by its dotted key.

    Raises:
        DataError: two files hold the same key, or a value is not a text.
    """
    found: dict[str, str] = {}
    folder = files(__name__)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            _gather(tomllib.loads(entry.read_text(encoding="utf-8")), "", found)
    return MappingProxyType(found)


def _gather(tree: Mapping[str, object], prefix: str, found: dict[str, str]) -> None:
    """Add the texts of a tree under their dotted keys."""
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            _gather(value, f"{key}.", found)
        elif not isinstance(value, str) or key in found:
            raise DataError("tekst.dubbel", sleutel=key)
        else:
            found[key] = value
