"""What a visitor can choose, as plain forms: they stand where Streamlit's fields come, and need no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlencode

from dsw.texts import text


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from a list.

    Attributes:
        name: its parameter in the address.
        label: what it is called.
        value: what is chosen now.
        options: what an option is called, by its value.
    """

    name: str
    label: str
    value: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day to choose.

    Attributes:
        name: its parameter in the address.
        label: what it is called.
        value: the day now.
        span: the first and the last day there is.
    """

    name: str
    label: str
    value: date
    span: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Words:
    """Something to type.

    Attributes:
        name: its parameter in the address.
        label: what it is called.
        value: what it says now.
        longest: how many characters fit.
    """

    name: str
    label: str
    value: str
    longest: int


Field = Choice | DayChoice | Words


def folded_html(title: str, columns: Sequence[Sequence[Field]], params: Mapping[str, str]) -> str:
    """Fields in columns, folded away.

    Args:
        title: what they are for.
        columns: the fields.
        params: the address' parameters; those of no field here are kept.
    """
    sides = "".join(f"<div>{''.join(map(_field, fields))}</div>" for fields in columns)
    names = {field.name for fields in columns for field in fields}
    return (
        f'<details class="dsw-choose"><summary><span>{escape(title)}</span></summary>'
        f'<form method="get">{_others(params, names)}<div class="dsw-choose-sides">{sides}</div>'
        f"<button>{escape(text('kiezen.toon'))}</button></form></details>"
    )


def field_html(field: Field, params: Mapping[str, str]) -> str:
    """One field that stands by itself; its button is there for who has no script."""
    return (
        f'<form method="get" class="dsw-field-alone">{_others(params, {field.name})}{_field(field)}'
        f"<noscript><button>{escape(text('kiezen.toon'))}</button></noscript></form>"
    )


def links_html(choice: Choice, params: Mapping[str, str]) -> str:
    """A few ways to look, each a link."""
    items = "".join(_way(choice, params, value) for value in choice.options)
    return f'<div class="dsw-ways"><p>{escape(choice.label)}</p><ul>{items}</ul></div>'


def _way(choice: Choice, params: Mapping[str, str], value: str) -> str:
    address = escape("?" + urlencode({**params, choice.name: value}))
    current = ' aria-current="true"' if value == choice.value else ""
    return f'<li><a href="{address}"{current}>{escape(choice.options[value])}</a></li>'


def _field(field: Field) -> str:
    return f'<label class="dsw-field"><span>{escape(field.label)}</span>{_control(field)}</label>'


def _control(field: Field) -> str:
    name = f'name="{escape(field.name)}"'
    match field:
        case Choice():
            return f"<select {name}>{_options(field)}</select>"
        case DayChoice():
            first, last = field.span
            return f'<input type="date" {name} value="{field.value}" min="{first}" max="{last}">'
        case Words():
            return f'<input type="text" {name} value="{escape(field.value)}" maxlength="{field.longest}">'


def _options(choice: Choice) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == choice.value else ""}>'
        f"{escape(name)}</option>"
        for value, name in choice.options.items()
    )


def _others(params: Mapping[str, str], named: set[str]) -> str:
    """What the address says besides, so that it is not lost."""
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in params.items()
        if name not in named and value
    )
