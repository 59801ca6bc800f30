"""Sentences that many figures share: how far, what we never heard of, who was left out.

Where persons were left out, a sentence says "minstens" or that we do not show it; never that there is nobody.
"""

from collections.abc import Iterable

from dsw.rules import Rules
from dsw.sentences.names import capital
from dsw.texts import percentage, plural, text
from dsw.views import HeadCount, Matrix, Tally, percent


def joined(*sentences: str) -> str:
    """The sentences that say something, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def counted(key: str, n: int, *, least: bool = False, **values: object) -> str:
    """A sentence that may begin with its number; as ``plural``."""
    return capital(plural(key, n, least=least, **values))


def silence(rules: Rules) -> str:
    """After how long something is silent, in words: ``een half jaar``, ``9 maanden``."""
    named = {6: "half_jaar", 12: "jaar"}.get(rules.silent_months)
    return text(f"termijn.{named}") if named else plural("termijn", rules.silent_months)


def share(part: int, whole: int) -> str:
    """A share in words: ``36%``, ``minder dan 1%``; "" of nothing."""
    if 0 < 100 * part < whole:
        return text("zin.deel.minder", deel=percentage(1))
    return percentage(percent(part, whole)) if whole else ""


def part_of(key: str, n: int, whole: int, **values: object) -> str:
    """The text for ``n`` of ``whole``; of a single one it says "the only one", and whether it is.

    Args:
        key: where the variants stand: those of ``plural``, and ``enige_wel`` and ``enige_niet``.
        n: the part.
        whole: all of them; fills the placeholder ``totaal``.
        values: what fills the other placeholders.
    """
    if whole == 1:
        return text(f"{key}.enige_wel" if n else f"{key}.enige_niet", **values)
    return plural(key, n, least=False, totaal=whole, **values)


def done_sentence(tally: Tally, where: str, about: str = "") -> str:
    """How many pledges are done, with their number and share.

    Args:
        tally: the pledges.
        where: whose they are; begins the sentence.
        about: what they are for; stands behind "toezeggingen".
    """
    if tally.hidden_persons:
        return _done_at_least(tally, where, about)
    if not tally.total:
        return text("zin.klaar.geen_toezeggingen", waar=where, bij=about)
    part = share(tally.done, tally.total)
    return part_of("zin.klaar", tally.done, tally.total, waar=where, bij=about, deel=part)


def _done_at_least(tally: Tally, where: str, about: str) -> str:
    return joined(
        plural("zin.klaar.toezeggingen", tally.total, least=True, waar=where, bij=about),
        plural("zin.klaar.daarvan", tally.done, least=True) if tally.total else "",
    )


def never_sentence(tally: Tally) -> str:
    """Of how many pledges we never heard; "" when there are no pledges."""
    if tally.hidden_persons:
        return plural("zin.gehoord.van", tally.never, least=True) if tally.never else ""
    if not tally.total:
        return ""
    if tally.never == tally.total:
        return text("zin.gehoord.niets")
    return plural("zin.gehoord", tally.never, deel=share(tally.never, tally.total))


def progress(tally: Tally, where: str, about: str = "", also: Iterable[Tally | HeadCount] = ()) -> str:
    """How far pledges are, what we do not know, and whether persons were left out.

    Args:
        tally: the pledges.
        where: whose they are; about: what they are for: as ``done_sentence``.
        also: other counts of the figure from which persons may have been left out.
    """
    hidden = hidden_sentence([tally, *also])
    return joined(done_sentence(tally, where, about), never_sentence(tally), hidden)


def hidden_sentence(counts: Iterable[Tally | HeadCount]) -> str:
    """That persons were left out of at least one of the counts, and why; "" when nobody was."""
    return left_out(any(count.hidden_persons for count in counts))


def left_out(hidden: bool) -> str:
    """That persons were left out, and why; "" when nobody was."""
    return text("zin.verzwegen.personen") if hidden else ""


def hidden_cells_sentence(matrix: Matrix) -> str:
    """From how many cells persons were left out, and why; "" when from none."""
    if not matrix.hidden_cells:
        return ""
    return joined(plural("zin.verzwegen", matrix.hidden_cells), text("zin.verzwegen.waarom"))
