"""Sentences that many figures share: how far, what we never heard of, who was left out."""

from collections.abc import Iterable

from dsw.texts import percentage, plural, text
from dsw.views import Changes, HeadCount, Matrix, Tally, percent


def joined(*sentences: str) -> str:
    """The sentences that say something, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def share(part: int, whole: int) -> str:
    """A share in words: ``36%``, ``minder dan 1%``; "" of nothing."""
    if 0 < 100 * part < whole:
        return text("zin.deel.minder", deel=percentage(1))
    return percentage(percent(part, whole)) if whole else ""


def done_sentence(tally: Tally, where: str) -> str:
    """How many pledges are done, with their number and share."""
    if not tally.total:
        return text("zin.klaar.geen_toezeggingen", waar=where)
    if tally.total == 1:
        return text("zin.klaar.enige_wel" if tally.done else "zin.klaar.enige_niet", waar=where)
    return plural(
        "zin.klaar", tally.done, waar=where, totaal=tally.total, deel=share(tally.done, tally.total)
    )


def never_sentence(tally: Tally) -> str:
    """Of how many pledges we never heard; "" when there are no pledges."""
    if not tally.total:
        return ""
    if tally.never == tally.total:
        return text("zin.gehoord.niets")
    return plural("zin.gehoord", tally.never, deel=share(tally.never, tally.total))


def progress(tally: Tally, where: str) -> str:
    """How far pledges are, what we do not know, and whether persons were left out."""
    return joined(done_sentence(tally, where), never_sentence(tally), hidden_sentence([tally]))


def hidden_sentence(counts: Iterable[Tally | HeadCount | Changes]) -> str:
    """That persons were left out of at least one of the counts, and why; "" when nobody was."""
    return text("zin.verzwegen.personen") if any(count.hidden_persons for count in counts) else ""


def hidden_cells_sentence(matrix: Matrix) -> str:
    """From how many cells persons were left out, and why; "" when from none."""
    if not matrix.hidden_cells:
        return ""
    return joined(plural("zin.verzwegen", matrix.hidden_cells), text("zin.verzwegen.waarom"))


def total(tallies: Iterable[Tally]) -> Tally:
    """Several tallies taken together."""
    every = tuple(tallies)
    return Tally(
        done=sum(tally.done for tally in every),
        busy=sum(tally.busy for tally in every),
        stuck=sum(tally.stuck for tally in every),
        stopped=sum(tally.stopped for tally in every),
        not_started=sum(tally.not_started for tally in every),
        never=sum(tally.never for tally in every),
        silent=sum(tally.silent for tally in every),
        hidden_persons=any(tally.hidden_persons for tally in every),
    )
