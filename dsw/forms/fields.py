"""The fields of a form: each with its label, its explanation and what is wrong with it, tied together.

Plain HTML that works without a script, by keyboard, at any size. Everything typed is escaped here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from dsw.filled import Filled
from dsw.joining import Faults
from dsw.texts import text


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose.

    Attributes:
        value: what is sent; label: what it is called; meaning: what it means, beside it.
    """

    value: str
    label: str
    meaning: str = ""


class FormHtml:
    """Draws the fields of one form with what is filled in and what is wrong.

    Args:
        form: what is filled in; faults: what is wrong, by field.
    """

    def __init__(self, form: Filled, faults: Faults) -> None:
        self.form = form
        self.faults = faults

    def line(self, name: str, label: str, hint: str = "", kind: str = "text", complete: str = "off") -> str:
        """A line to type on.

        Args:
            kind: of the ``input``; complete: what a browser may fill in by itself.
        """
        field = (
            f'<input class="dsw-input" type="{kind}" id="{name}" name="{name}"'
            f' value="{escape(self.form.one(name))}" autocomplete="{complete}"{self._told(name, hint)}>'
        )
        return self._field(name, label, hint, field)

    def area(self, name: str, label: str, hint: str = "") -> str:
        """Room for a few sentences."""
        field = (
            f'<textarea class="dsw-input" id="{name}" name="{name}" rows="3"{self._told(name, hint)}>'
            f"{escape(self.form.one(name))}</textarea>"
        )
        return self._field(name, label, hint, field)

    def day(self, name: str, label: str, hint: str = "") -> str:
        """A day to choose or to type."""
        return self.line(name, label, hint, kind="date")

    def pick(self, name: str, label: str, options: Sequence[Option], hint: str = "") -> str:
        """A list that folds open."""
        now = self.form.one(name)
        items = "".join(
            f'<option value="{escape(one.value)}"{" selected" if one.value == now else ""}>'
            f"{escape(one.label)}</option>"
            for one in options
        )
        field = (
            f'<select class="dsw-input" id="{name}" name="{name}"{self._told(name, hint)}>{items}</select>'
        )
        return self._field(name, label, hint, field)

    def choices(self, name: str, legend: str, options: Iterable[Option], look: str = "options") -> str:
        """One thing to choose: from rows (``options``), or from short words beside each other (``picks``)."""
        rows = "".join(self.row(name, one) for one in options)
        return self.group(name, legend, f'<div class="dsw-{look}">{rows}</div>')

    def group(self, name: str, legend: str, rows: str, hint: str = "") -> str:
        """Rows that belong together, under one heading."""
        about = f'<p class="dsw-hint" id="{name}-uitleg">{escape(hint)}</p>' if hint else ""
        told = self._described(name, hint)
        return (
            f'<fieldset class="dsw-group{self._bad(name)}" id="{name}" tabindex="-1"{told}>'
            f"<legend>{escape(legend)}</legend>{about}{self._fault(name)}{rows}</fieldset>"
        )

    def row(self, name: str, option: Option, *, many: bool = False, told: str = "") -> str:
        """One row to choose, as wide as the page, with its meaning beside it.

        Args:
            many: others may be chosen as well; told: more attributes of its box.
        """
        kind = "checkbox" if many else "radio"
        chosen = self.form.many(name) if many else (self.form.one(name),)
        meaning = f'<span class="dsw-meaning">{escape(option.meaning)}</span>' if option.meaning else ""
        return (
            f'<label class="dsw-option"><input type="{kind}" name="{name}" value="{escape(option.value)}"'
            f"{' checked' if option.value in chosen else ''}{told}>"
            f'<span class="dsw-option-said"><b>{escape(option.label)}</b>{meaning}</span></label>'
        )

    def tick(self, name: str, label: str, meaning: str = "") -> str:
        """One box to tick, with its own fault above it."""
        told = f' id="{name}"{self._told(name, "")}'
        box = self.row(name, Option("ja", label, meaning), many=True, told=told)
        return f'<div class="dsw-tick{self._bad(name)}">{self._fault(name)}{box}</div>'

    def hidden(self, name: str) -> str:
        """What stood in a field of another step, sent along."""
        return "".join(hidden_html(name, value) for value in self.form.many(name))

    def summary(self) -> str:
        """What is wrong, above the form, each a link to its field; a reader's eyes and ears begin here."""
        if not self.faults:
            return ""
        items = "".join(
            f'<li><a href="#{name}">{escape(said)}</a></li>' for name, said in self.faults.items()
        )
        return (
            '<div class="dsw-wrong" role="alert" tabindex="-1" id="fout">'
            f"<h2>{escape(text('formulier.fout'))}</h2><ul>{items}</ul></div>"
        )

    def _field(self, name: str, label: str, hint: str, field: str) -> str:
        about = f'<p class="dsw-hint" id="{name}-uitleg">{escape(hint)}</p>' if hint else ""
        return (
            f'<div class="dsw-ask{self._bad(name)}"><label for="{name}">{escape(label)}</label>'
            f"{about}{self._fault(name)}{field}</div>"
        )

    def _fault(self, name: str) -> str:
        said = self.faults.get(name)
        return f'<p class="dsw-fault-said" id="{name}-fout">{escape(said)}</p>' if said else ""

    def _bad(self, name: str) -> str:
        return " dsw-bad" if name in self.faults else ""

    def _told(self, name: str, hint: str) -> str:
        wrong = ' aria-invalid="true"' if name in self.faults else ""
        return self._described(name, hint) + wrong

    def _described(self, name: str, hint: str) -> str:
        parts = [f"{name}-uitleg"] if hint else []
        parts += [f"{name}-fout"] if name in self.faults else []
        return f' aria-describedby="{" ".join(parts)}"' if parts else ""


def hidden_html(name: str, value: str | int) -> str:
    """What goes along with a form, unseen."""
    return f'<input type="hidden" name="{name}" value="{escape(str(value))}">'


def form_html(address: str, fields: str, button: str, *, key: str = "", extra: str = "") -> str:
    """A form that is sent to an address.

    Args:
        address: where it goes; fields: HTML that is safe already.
        button: what its button says; extra: what stands beside the button.
        key: tells this form from another, so that it is handled once.
    """
    once = hidden_html("formulier", key) if key else ""
    return (
        f'<form method="post" action="{escape(address)}" class="dsw-form" novalidate>{once}{fields}'
        f'<p class="dsw-send"><button class="dsw-button" type="submit">{escape(button)}</button>{extra}</p>'
        "</form>"
    )


def small_form_html(address: str, button: str, *, key: str = "", fields: str = "", loud: bool = False) -> str:
    """One button that does one thing."""
    once = hidden_html("formulier", key) if key else ""
    kind = "dsw-button" if loud else "dsw-button dsw-button-quiet"
    return (
        f'<form method="post" action="{escape(address)}" class="dsw-one">{once}{fields}'
        f'<button class="{kind}" type="submit">{escape(button)}</button></form>'
    )
