"""Letters as they are read: a subject, a plain text and a page of HTML, from the words in ``brieven.toml``.

What somebody filled in stands in them as plain words: it is escaped, it is short, and no mail program makes
a link of it. Otherwise a form would send a stranger's words, with a stranger's link, in our name. A subject
holds no value at all.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from dsw.access.links import LIFETIME
from dsw.intake.values import is_email
from dsw.outbox import Letter
from dsw.palette import LIGHT
from dsw.plan import load_plan
from dsw.texts import filled, plural, text

#: Letters in which nobody is let in.
_WITHOUT_LINK = frozenset({Letter.AFGEWEZEN, Letter.GEWIST})
#: Letters that can be stopped with one press.
_WITH_STOP = frozenset({Letter.HERINNERING})
#: More actions than this are counted, not named.
_MOST_NAMED = 6
#: More of a name is not shown.
_LONGEST_VALUE = 120
#: What a mail program may make a link, an address or a telephone number of; and what keeps it from doing so.
_JOINT = re.compile(r"(?<=[.:/@])(?=\S)")
_WORD_JOINER = "\N{WORD JOINER}"
#: Marks that turn the direction of what follows.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# No ground and no colour but the button's: the mail program's own are right in the light and in the dark.
_PAGE = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="margin:0;padding:24px 16px">
<div style="max-width:34em;margin:0 auto;font:17px/1.5 Verdana,Arial,sans-serif">
{blocks}
</div>
</body>
</html>
"""
_LIST = '<ul style="margin:0 0 1em;padding-left:1.2em">{}</ul>'
_LINK = '<p style="margin:0 0 1em;font-size:15px"><a href="{address}">{words}</a></p>'
_PARAGRAPH = '<p style="margin:0 0 1em">{}</p>'
_SMALL = '<p style="margin:0 0 1em;font-size:15px;overflow-wrap:anywhere">{}</p>'
_BUTTON = (
    '<p style="margin:1.5em 0"><a href="{address}" style="display:inline-block;padding:14px 22px;'
    f"border-radius:6px;background:{LIGHT.accent};color:{LIGHT.on_accent};border:2px solid {LIGHT.on_accent};"
    'font-weight:bold;text-decoration:none">{words}</a></p>'
)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it is read. Personal data."""

    subject: str
    plain: str
    html: str


def holds_link(letter: Letter) -> bool:
    """Whether a letter lets its reader in."""
    return letter not in _WITHOUT_LINK


def stop_address(letter: Letter, address: str) -> str:
    """Where a letter's reader ends letters like it; "" when that is not by a link.

    Args:
        address: that of the secret for it, which is not the one that lets its reader in.
    """
    return f"{address}/stop" if letter in _WITH_STOP else ""


def write(
    letter: Letter,
    values: Mapping[str, str],
    address: str = "",
    stop: str = "",
    others: Mapping[str, str] = MappingProxyType({}),
) -> Written:
    """Write a letter.

    Args:
        letter: which one.
        values: what its words ask for; hostile.
        address: where its button leads; a letter without a link has none.
        stop: where its reader ends letters like it, if it can be stopped.
        others: words that stand there instead of the usual ones, by part.

    Raises:
        DataError: the words ask for a value that is not there.
    """
    words = _Words(letter, values, stop, others)
    return Written(
        words("onderwerp"),
        "\n\n".join(_plain(words, address)) + "\n",
        _PAGE.format(subject=escape(words("onderwerp")), blocks="\n".join(_blocks(words, address))),
    )


def inert(value: str) -> str:
    """A value as words alone, on one line."""
    plain = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign
        for sign in value
        if sign not in _TURNS
    )
    line = " ".join(plain.split())
    short = line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE]}…"
    return _JOINT.sub(_WORD_JOINER, short)


class _Words:
    """The words of one letter, filled in.

    Attributes:
        holds_link: it lets its reader in; stop: where its reader ends letters like it.
        named: the actions it is about, as they are named in a list.
    """

    def __init__(
        self, letter: Letter, values: Mapping[str, str], stop: str, others: Mapping[str, str]
    ) -> None:
        self._others = others
        self.holds_link, self.stop = holds_link(letter), stop
        codes = [code for code in values.get("acties", "").split() if code in load_plan()]
        self.named = tuple(_named(codes))
        self._letter = letter.value
        plain = {
            name: value if name == "email" and is_email(value) else inert(value)
            for name, value in values.items()
        }
        self._values = {**plain, "dagen": LIFETIME.days}
        if reason := values.get("reden"):
            self._values["reden"] = plural(f"brief.herinnering.reden.{reason}", len(codes))

    def __call__(self, part: str) -> str:
        if part in self._others:
            return filled(self._others[part], part, **self._values).strip()
        return text(f"brief.{self._letter}.{part}", **self._values).strip()

    def paragraphs(self) -> list[str]:
        return self("tekst").split("\n\n")

    def after(self) -> list[str]:
        """What stands below the list of actions; nothing where there is none."""
        return self("vervolg").split("\n\n") if self.named else []


def _named(codes: Sequence[str]) -> Iterator[str]:
    for code in codes[:_MOST_NAMED]:
        yield text("actie.naam", code=code, naam=load_plan().action(code).title)
    if len(codes) > _MOST_NAMED:
        yield plural("brief.herinnering.meer", len(codes) - _MOST_NAMED)


def _plain(words: _Words, address: str) -> Iterator[str]:
    yield text("brief.aanhef")
    yield from words.paragraphs()
    if words.named:
        yield "\n".join(f"- {one}" for one in words.named)
    yield from words.after()
    if words.holds_link:
        yield f"{words('knop')}:\n{address}"
        yield text("brief.geldig", dagen=LIFETIME.days)
    yield text("brief.groet")
    yield f"-- \n{words('waarom')}"
    if words.stop:
        yield f"{words('stop')}:\n{words.stop}"


def _blocks(words: _Words, address: str) -> Iterator[str]:
    for paragraph in (text("brief.aanhef"), *words.paragraphs()):
        yield _PARAGRAPH.format(escape(paragraph))
    if words.named:
        yield _LIST.format("".join(f"<li>{escape(one)}</li>" for one in words.named))
    for paragraph in words.after():
        yield _PARAGRAPH.format(escape(paragraph))
    if words.holds_link:
        yield _BUTTON.format(address=escape(address), words=escape(words("knop")))
        yield _PARAGRAPH.format(escape(text("brief.geldig", dagen=LIFETIME.days)))
    yield _PARAGRAPH.format(escape(text("brief.groet")))
    if words.holds_link:
        yield _SMALL.format(f"{escape(text('brief.adres'))}<br>{escape(address)}")
    yield _SMALL.format(escape(words("waarom")))
    if words.stop:
        yield _LINK.format(address=escape(words.stop), words=escape(words("stop")))
