"""Who would get which reminder, for the screen of the operator. Personal data."""

from collections.abc import Iterable, Iterator, Mapping

from dsw.letters import Written, inert, write
from dsw.office.reminders import LetterDue
from dsw.outbox import Letter
from dsw.store import Identity
from dsw.texts import text


def reminder_preview(one: LetterDue, name: str, others: Mapping[str, str]) -> Written:
    """A reminder as it would be read; its links say where they will stand.

    Args:
        name: what its signatory is called; others: the words the staff wrote for it, by part.
    """
    here, stop = text("opvolging.knop_hier"), text("opvolging.stop_hier")
    return write(Letter.HERINNERING, one.values(name), here, stop, others)


def reminder_lines(
    letters: Iterable[LetterDue], names: Mapping[int, Identity], others: Mapping[str, str]
) -> Iterator[str]:
    """A line with who and why for each letter, and below it the letter itself.

    Args:
        names: what signatories are called; others: as with :func:`reminder_preview`.
    """
    for one in letters:
        name, why = names[one.signatory].name, text(f"opvolging.reden.{one.reason}")
        to = inert(one.to.name or name), "".join(filter(str.isprintable, one.to.email))
        yield text("opdracht.remind.regel", naam=to[0], adres=to[1], reden=why)
        written = reminder_preview(one, name, others)
        yield from (f"    {line}".rstrip() for line in (written.subject, "", *written.plain.splitlines()))
