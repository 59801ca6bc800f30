"""Who would get which reminder, for the screen of the operator. Personal data."""

from collections.abc import Iterable, Iterator, Mapping

from dsw.letters import inert, write
from dsw.outbox import Letter
from dsw.reminders import LetterDue
from dsw.store import Identity
from dsw.texts import text


def reminder_lines(letters: Iterable[LetterDue], names: Mapping[int, Identity]) -> Iterator[str]:
    """A line with who and why for each letter, and below it the letter itself.

    Args:
        names: what signatories are called.
    """
    for one in letters:
        name, why = names[one.signatory].name, text(f"opvolging.reden.{one.reason}")
        to = inert(one.to.name or name), "".join(filter(str.isprintable, one.to.email))
        yield text("opdracht.remind.regel", naam=to[0], adres=to[1], reden=why)
        written = write(
            Letter.HERINNERING, one.values(name), text("opvolging.knop_hier"), text("opvolging.stop_hier")
        )
        yield from (f"    {line}".rstrip() for line in (written.subject, "", *written.plain.splitlines()))
