"""Settings as data: how the product counts, and the words of its letters; who changed what is kept.

A setting has a name and holds JSON; the newest revision counts. As usual is a value too: none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from sqlalchemy import select

from dsw.errors import RuleError
from dsw.outbox import Letter
from dsw.people import Wish, require
from dsw.rules import BOUNDS, USUAL, Rules, rules_of
from dsw.store import RULES, Reader, Writer
from dsw.store.schema import change, setting
from dsw.texts import all_texts, text

#: What the names of settings begin with that are the words of a letter.
LETTERS = "brief."
#: The words of a letter that may be others, and how long those may be.
PARTS: Mapping[str, int] = {"onderwerp": 90, "tekst": 2000, "waarom": 600}
#: From here on a sentence is hard to read.
LONG_SENTENCE = 15
_LONGEST_WHY = 600

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PARTS["onderwerp"])]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PARTS["tekst"])]
_Foot = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PARTS["waarom"])]


class LetterWords(BaseModel):
    """The words of a letter; its button and its link are not among them, and stay."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    onderwerp: _Line
    tekst: _Text
    waarom: _Foot


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a setting.

    Attributes:
        revision: when, among all changes; at, actor: as in the change log.
        name: of the setting; before, after: its values, None for as usual; why: as whoever changed it said.
    """

    revision: int
    at: datetime
    actor: str
    name: str
    before: Any
    after: Any
    why: str


def set_rule(tx: Writer, name: str, value: int | None, why: str = "") -> None:
    """Count by another number from now on, or (None) by the usual one.

    Raises:
        Refused: this person may not.
        RuleError: the number lies outside its bounds, it is so already, or a smaller cell has no reason.
    """
    require(tx.actor, Wish.CONFIGURE)
    if name not in BOUNDS:
        raise RuleError("instelling.onbekend")
    least, most = BOUNDS[name]
    if value is not None and not _fits(name, value):
        raise RuleError("instelling.grenzen", minst=least, meest=most)
    if name == "smallest_cell" and value is not None and value < USUAL.smallest_cell and not why.strip():
        raise RuleError("instelling.reden")
    usual = getattr(USUAL, name)
    _set(tx, RULES + name, None if value == usual else value, why)


def set_letter(tx: Writer, letter: Letter, words: Mapping[str, str] | None) -> None:
    """Write a letter with other words from now on, or (None) with the usual ones.

    Raises:
        Refused: this person may not.
        RuleError: words are missing, too long, or ask for what the letter does not know.
    """
    require(tx.actor, Wish.CONFIGURE)
    if words is None:
        _set(tx, LETTERS + letter.value, None, "")
        return
    lines = {part: said.replace("\r\n", "\n") for part, said in words.items()}
    try:
        known = LetterWords.model_validate(lines).model_dump()
    except ValidationError as error:
        raise RuleError("instelling.lengte", deel=_part_of(error)) from error
    for part, said in known.items():
        _check_placeholders(letter, part, said)
    if "\n" in known["onderwerp"] or "\r" in known["onderwerp"]:
        raise RuleError("instelling.onderwerp")
    usual = usual_words(letter)
    _set(tx, LETTERS + letter.value, None if known == usual else known, "")


def usual_words(letter: Letter) -> dict[str, str]:
    """The words of a letter as they stand in the texts."""
    return {part: all_texts()[f"brief.{letter.value}.{part}"].strip() for part in PARTS}


def placeholders_of(letter: Letter, part: str) -> list[str]:
    """What a part of a letter is filled in with."""
    return sorted(_placeholders(usual_words(letter)[part]))


def letter_words(db: Reader) -> dict[Letter, dict[str, str]]:
    """The words of the letters that have others than the usual; what does not fit any more is as usual."""
    found = {}
    for name, words in db.settings_now(LETTERS).items():
        try:
            letter = Letter(name)
            known = LetterWords.model_validate(words).model_dump()
            for part, said in known.items():
                _check_placeholders(letter, part, said)
        except (ValueError, RuleError):
            continue
        found[letter] = known
    return found


def rules_now(db: Reader) -> Rules:
    """The rules in force."""
    return rules_of(db.settings_now(RULES))


def history(db: Reader) -> list[Changed]:
    """Every change of a setting, the newest first."""
    rows = db.rows(
        select(setting, change.c.at, change.c.actor)
        .join(change, change.c.revision == setting.c.revision)
        .order_by(setting.c.revision, setting.c.name)
    )
    before: dict[str, Any] = {}
    found = []
    for row in rows:
        kept = json.loads(row.value)
        after = kept["value"]
        found.append(
            Changed(
                row.revision, row.at, row.actor, row.name, before.get(row.name), after, kept.get("why", "")
            )
        )
        before[row.name] = after
    return found[::-1]


def long_sentences(words: str) -> list[str]:
    """Sentences that are hard to read: a hint, no fault."""
    sentences = (one.strip() for line in words.splitlines() for one in line.replace("!", ".").split(". "))
    return [one for one in sentences if len(one.split()) > LONG_SENTENCE]


def _set(tx: Writer, name: str, value: Any, why: str) -> None:
    if len(why) > _LONGEST_WHY:
        raise RuleError("werk.te_lang", hoogstens=_LONGEST_WHY)
    if tx.settings_now(name).get("") == value:
        raise RuleError("instelling.al_zo")
    kept = json.dumps({"value": value, "why": why.strip()}, ensure_ascii=False)
    tx.add(setting, [{"name": name, "revision": tx.revision, "value": kept}])


def _fits(name: str, value: int) -> bool:
    try:
        Rules.model_validate({name: value})
    except ValidationError:
        return False
    return True


def _part_of(error: ValidationError) -> str:
    part = next((str(place) for one in error.errors() for place in one["loc"] if place in PARTS), "tekst")
    return text(f"instellingen.deel.{part}").lower()


def _check_placeholders(letter: Letter, part: str, said: str) -> None:
    """Words may ask for what the usual ones of that part ask for; what a letter needs must stay in it."""
    usual = _placeholders(usual_words(letter)[part])
    try:
        asked = _placeholders(said)
    except ValueError as error:
        raise RuleError("instelling.accolade") from error
    if strange := asked - usual:
        raise RuleError("instelling.vreemd", woord=min(strange))
    if lacking := usual - asked:
        raise RuleError("instelling.ontbreekt", woord=min(lacking))


def _placeholders(said: str) -> set[str]:
    """What stands in braces, plain names only.

    Raises:
        ValueError: the braces do not fit, or hold more than a name.
    """
    found = set()
    for _before, name, form, conversion in Formatter().parse(said):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        found.add(name)
    return found
