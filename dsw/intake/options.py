"""Answers to a closed question: which of the known options a cell names, also where options hold commas."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dsw.intake.values import key_of
from dsw.plan import Plan, load_plan

#: What may stand between two answers. A comma only counts where a known option ends before it.
_BETWEEN = r"\s*(?:[;|\n,]\s*|$)"
_PIECE = re.compile(r"[^;|\n]*")
_COMMA_PIECE = re.compile(r"[^;|\n,]*")
_SPACES = re.compile(r"[^\S\n]+")
_TYPOGRAPHY = str.maketrans("‘’“”–—\N{NO-BREAK SPACE}", "''\"\"-- ")
_CODED = r"(?:actie\s*)?(?P<code>\d\.\d)(?![\d.])\s*[:.)–-]?\s*"


_CODE = re.compile(r"(?<![\d.])\d\.\d(?![\d.])")
#: What joins two codes: "3.1 en 3.2", "3.1/3.2".
_ALSO_CODE = re.compile(r"\s*(?:en\b|&|\+|/)?\s*(?:actie\s*)?(?=\d\.\d(?![\d.]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a question.

    Attributes:
        by_spelling: the value of each spelling, in lower case.
    """

    by_spelling: Mapping[str, int]
    _pattern: re.Pattern[str]
    _coded: re.Pattern[str] | None = None

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, int]], coded: bool = False) -> "Options":
        """The options under all their spellings.

        Args:
            spellings: pairs of a spelling and its value; of equal spellings the last one counts.
            coded: an answer that begins with an action's code is that action, whatever the form calls it.
        """
        known = {_plain(text).casefold(): value for text, value in spellings if _plain(text)}
        either = "|".join(re.escape(text) for text in sorted(known, key=len, reverse=True)) or r"(?!)"
        next_one = f"{_CODED.replace('?P<code>', '?:')}|(?:{either}){_BETWEEN}"
        after = rf"[^;|\n]*?(?=\s*(?:[;|\n]|$|,\s*(?:{next_one})))"
        tagged = re.compile(_CODED + after + _BETWEEN, re.IGNORECASE) if coded else None
        return cls(known, re.compile(rf"(?P<option>{either}){_BETWEEN}", re.IGNORECASE), tagged)

    def split(self, answer: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The values an answer names, in order, and the pieces that are no known option."""
        only = self.by_spelling.get(answer)
        if only is not None:
            return (only,), ()
        text, at = _plain(answer), 0
        values: list[int] = []
        unknown: list[str] = []
        while at < len(text):
            value, end = self._next(text, at)
            if value is not None:
                unknown += self._hidden(text[at:end])
            if value is None:
                end = self._skip(text, at)
                unknown.append(text[at:end].strip())
                end += 1
            elif value not in values:
                values.append(value)
            at = _after_space(text, end)
        return tuple(values), tuple(piece for piece in unknown if piece)

    def one(self, answer: str) -> int | None:
        """The value of an answer that names exactly one option, else None."""
        values, unknown = self.split(answer)
        return values[0] if len(values) == 1 and not unknown else None

    def _next(self, text: str, at: int) -> tuple[int | None, int]:
        known = self._pattern.match(text, at)
        if known:
            return self.by_spelling[known["option"].casefold()], known.end()
        coded = self._coded.match(text, at) if self._coded else None
        if coded and coded["code"] in self.by_spelling:
            more = _ALSO_CODE.match(text, coded.end("code"))
            return self.by_spelling[coded["code"]], more.end() if more else coded.end()
        return None, at

    def _hidden(self, answer: str) -> list[str]:
        """Further codes within one answer: nobody can tell whether they are answers too."""
        if not self._coded or _plain(answer).casefold() in self.by_spelling:
            return []
        return [code for code in _CODE.findall(answer)[1:] if code in self.by_spelling]

    def _skip(self, text: str, at: int) -> int:
        """Where an unknown piece ends: at a comma only when a known option follows it."""
        piece = _PIECE.match(text, at)
        end = piece.end() if piece else len(text)
        comma = text.find(",", at, end)
        while comma >= 0:
            if self._next(text, _after_space(text, comma + 1))[0] is not None:
                return comma
            comma = text.find(",", comma + 1, end)
        return end


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=65_536)
def _plain(text: str) -> str:
    """Straight quotes, single spaces; line breaks stay, they part answers."""
    return _SPACES.sub(" ", text.translate(_TYPOGRAPHY).replace("\r\n", "\n")).strip(" ;,|\n")


def action_options(extra: Mapping[str, str] | None = None) -> Options:
    """The plan's actions by code, by title, by both.

    Args:
        extra: what a form calls them, with their codes.

    Raises:
        KeyError: a code the plan does not have.
    """
    plan = load_plan()
    own = [(text, plan.action_index(code)) for text, code in (extra or {}).items()]
    return Options.of([*_action_spellings(plan), *own], coded=True)


def _action_spellings(plan: Plan) -> Iterable[tuple[str, int]]:
    for index, action in enumerate(plan.actions, 1):
        code, title = action.code, action.title
        yield from ((code, index), (title, index))
        for label in (code, f"actie {code}"):
            yield from ((f"{label}{mark}{title}", index) for mark in (" ", ": ", ". ", " - "))


@cache
def group_keys() -> Mapping[str, int]:
    """The stakeholder groups by number, by name, by both; keys as ``key_of`` writes them."""
    found: dict[str, int] = {}
    for section in load_plan().sections:
        for name in ("", section.name, section.short_name):
            found[key_of(name) or str(section.number)] = section.number
            found[key_of(f"{section.number} {name}")] = section.number
            found[key_of(f"doelgroep {section.number} {name}")] = section.number
    return found
