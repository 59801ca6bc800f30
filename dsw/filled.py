"""A form as somebody filled it in: texts by name of the field, kept whole so that nothing typed is lost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: More than anybody types in a form, in characters and in values of one field.
_LONGEST, _MOST = 5_000, 400


def plain_lines(text: str) -> str:
    """The text with its lines ended one way: browsers, spreadsheets and files each have their own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form. Hostile until it has been read.

    Attributes:
        values: each field's values; a field that holds one thing has one.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, object]]) -> "Filled":
        """From names with values; only texts count, cut off at what anybody types."""
        found: dict[str, list[str]] = {}
        for name, value in pairs:
            if isinstance(value, str):
                found.setdefault(name, []).append(plain_lines(value[:_LONGEST].replace("\x00", "")))
        return cls({name: tuple(values[:_MOST]) for name, values in found.items()})

    def one(self, name: str) -> str:
        """What stands in a field, without room around it; "" when nothing does."""
        values = self.values.get(name, ())
        return values[-1].strip() if values else ""

    def many(self, name: str) -> tuple[str, ...]:
        """Everything that was chosen in a field, each thing once."""
        return tuple(dict.fromkeys(value.strip() for value in self.values.get(name, ()) if value.strip()))

    def has(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.one(name))

    def with_values(self, values: Mapping[str, Iterable[str]], instead_of: Iterable[str] = ()) -> "Filled":
        """The same form with these fields filled in, after those others were emptied."""
        emptied = set(instead_of)
        kept = {name: told for name, told in self.values.items() if name not in emptied}
        return Filled({**kept, **{name: tuple(told) for name, told in values.items()}})

    def written(self) -> str:
        """As JSON."""
        return json.dumps(self.values, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Filled":
        """From that JSON."""
        return cls({name: tuple(told) for name, told in json.loads(text).items()})
