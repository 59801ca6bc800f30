"""The sentence under each figure about time, and under the public list."""

from collections.abc import Sequence
from datetime import date

from dsw.sentences.common import hidden_sentence, joined, left_out, never_sentence, part_of, share
from dsw.sentences.names import only
from dsw.sentences.progress import changes, whose, without_persons
from dsw.texts import plural, text
from dsw.views import DirectoryView, Tally, TrendPoint, TrendView


def signatories_over_time(view: TrendView) -> str:
    """Under the line of signatories: from how many to how many."""
    if not view.points:
        return text("zin.verloop.leeg")
    hidden = any(point.heads.hidden_persons for point in view.points)
    return joined(
        _grown(view.points),
        _organisations(view.points[-1]),
        only(view.selection),
        text("zin.verloop.onderbroken") if hidden else "",
        left_out(hidden),
    )


def _organisations(last: TrendPoint) -> str:
    """How many of them are organisations; "" where there is nobody."""
    if not last.signatories and not last.heads.hidden_persons:
        return ""
    return plural("zin.verloop.organisaties", last.organisations)


def _grown(points: Sequence[TrendPoint]) -> str:
    first, last = points[0], points[-1]
    if first.heads.hidden_persons or last.heads.hidden_persons:
        least = last.heads.hidden_persons
        return plural("zin.verloop.nu", last.signatories, least=least, dag=last.day)
    values = {"dag": first.day, "toen": first.signatories, "nu": last.signatories}
    if len(points) == 1:
        return plural("zin.verloop.een_punt", last.signatories, dag=first.day)
    key = "gelijk" if first.signatories == last.signatories else "anders"
    return text(f"zin.verloop.{key}", **values)


def statuses_over_time(view: TrendView) -> str:
    """Under the statuses over time: how many were done then and now, and what we do not know."""
    if not view.points:
        return text("zin.verloop.leeg")
    first, last = view.points[0], view.points[-1]
    then = on_day("toen", first.day, first.tally) if len(view.points) > 1 else ""
    tallies = [point.tally for point in view.points]
    return joined(
        then,
        on_day("nu", last.day, last.tally),
        never_sentence(last.tally),
        only(view.selection),
        hidden_sentence(tallies),
    )


def comparison(view: TrendView) -> str:
    """Under the sections on two days."""
    rows = [tally for move in view.moves for tally in (move.before, move.after)]
    return joined(
        text("vergelijking.boven_onder", toen=view.since, nu=view.selection.op),
        on_day("toen", view.since, view.before),
        on_day("nu", view.selection.op, view.after),
        never_sentence(view.after),
        only(view.selection),
        hidden_sentence([view.before, view.after, *rows]),
    )


def on_day(tense: str, day: date, tally: Tally) -> str:
    """How many pledges were done on a day; ``tense`` is ``toen`` or ``nu``."""
    key = f"zin.vergelijking.{tense}"
    if tally.hidden_persons:
        done = plural(f"{key}.daarvan", tally.done, least=True) if tally.total else ""
        return joined(plural(f"{key}.toezeggingen", tally.total, least=True, dag=day), done)
    if not tally.total:
        return text(f"{key}.niets", dag=day)
    return part_of(key, tally.done, tally.total, dag=day, deel=share(tally.done, tally.total))


def differences(view: TrendView) -> str:
    """Above the facts between two days."""
    return changes(view.changes, view.selection)


def flows(view: TrendView) -> str:
    """Under the table of pledges by their status then and now."""
    both = [flow for flow in view.flows if flow.before is not None and flow.after is not None]
    standing = sum(flow.count for flow in both)
    new = sum(flow.count for flow in view.flows if flow.before is None)
    who = whose(view.changes)
    moved = sum(flow.count for flow in both if flow.before is not flow.after)
    told = (
        part_of(f"zin.stromen.{who}", moved, standing, dag=view.since) if standing else "",
        plural(f"zin.stromen.{who}.nieuw", new),
    )
    return joined(
        *(told if standing + new else (text(f"zin.stromen.{who}.leeg"),)),
        only(view.selection),
        without_persons(view.changes),
    )


def newcomers(view: TrendView) -> str:
    """Above the list of who joined between two days; it names persons too, where they agree to that."""
    hidden, named = view.changes.hidden_persons, len(view.newcomers)
    count = max(view.changes.new_signatories, named) if hidden else view.changes.new_signatories
    return joined(
        plural("zin.nieuwkomers", count, least=hidden, dag=view.since),
        _newcomers_named(named, count, hidden=hidden),
        only(view.selection),
        left_out(hidden),
    )


def _newcomers_named(named: int, count: int, *, hidden: bool) -> str:
    if count == 1 and not named and not hidden:
        return text("zin.nieuwkomers.namen.enige_niet")
    return plural("zin.nieuwkomers.namen", named) if count else ""


def directory(view: DirectoryView) -> str:
    """Above the public list: how many are named, how many were found."""
    everyone = view.signatories
    return joined(
        _named(view),
        plural("zin.ondertekenaars.gevonden", view.found) if view.text else "",
        only(view.selection),
        hidden_sentence([everyone]),
    )


def _named(view: DirectoryView) -> str:
    """How many show a name. Names count persons that a protected total may leave out."""
    everyone = view.signatories
    if everyone.hidden_persons:
        return plural("zin.ondertekenaars.namen", view.named)
    if not everyone.total:
        return text("zin.ondertekenaars.geen")
    others = everyone.total - view.named
    return joined(
        part_of("zin.ondertekenaars", view.named, everyone.total),
        plural("zin.ondertekenaars.anderen", others) if view.named and others else "",
    )
