"""The sentence under each figure about time, and under the public list."""

from datetime import date

from dsw.sentences.common import hidden_sentence, joined, never_sentence, share, total
from dsw.sentences.names import only
from dsw.sentences.progress import changes
from dsw.texts import plural, text
from dsw.views import DirectoryView, Tally, TrendView


def signatories_over_time(view: TrendView) -> str:
    """Under the line of signatories: from how many to how many."""
    if not view.points:
        return text("zin.verloop.leeg")
    first, last = view.points[0], view.points[-1]
    values = {"dag": first.day, "toen": first.signatories, "nu": last.signatories}
    if len(view.points) == 1:
        return text("zin.verloop.een_punt", **values)
    key = "gelijk" if first.signatories == last.signatories else "anders"
    return joined(
        text(f"zin.verloop.{key}", **values),
        plural("zin.verloop.organisaties", last.organisations),
        only(view.selection, people=True),
    )


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
    before, after = total(move.before for move in view.moves), total(move.after for move in view.moves)
    return joined(
        text("vergelijking.boven_onder", toen=view.since, nu=view.selection.op),
        on_day("toen", view.since, before),
        on_day("nu", view.selection.op, after),
        never_sentence(after),
        only(view.selection),
        hidden_sentence([before, after]),
    )


def on_day(tense: str, day: date, tally: Tally) -> str:
    """How many pledges were done on a day; ``tense`` is ``toen`` or ``nu``."""
    key = f"zin.vergelijking.{tense}"
    if not tally.total:
        return text(f"{key}.niets", dag=day)
    return plural(key, tally.done, dag=day, totaal=tally.total, deel=share(tally.done, tally.total))


def differences(view: TrendView) -> str:
    """Above the facts between two days."""
    return changes(view.changes, view.selection)


def flows(view: TrendView) -> str:
    """Under the table of pledges by their status then and now."""
    both = [flow for flow in view.flows if flow.before is not None and flow.after is not None]
    standing = sum(flow.count for flow in both)
    new = sum(flow.count for flow in view.flows if flow.before is None)
    if not standing + new:
        return text("zin.stromen.leeg")
    moved = sum(flow.count for flow in both if flow.before is not flow.after)
    return joined(
        plural("zin.stromen", moved, dag=view.since, totaal=standing) if standing else "",
        plural("zin.stromen.nieuw", new),
        only(view.selection),
    )


def newcomers(view: TrendView) -> str:
    """Above the list of who joined between two days."""
    count = view.changes.new_signatories
    return joined(
        plural("zin.nieuwkomers", count, dag=view.since),
        plural("zin.nieuwkomers.namen", len(view.newcomers)) if count else "",
        only(view.selection, people=True),
    )


def directory(view: DirectoryView) -> str:
    """Above the public list: how many are named, how many were found."""
    everyone = view.signatories.total
    return joined(
        plural("zin.ondertekenaars", view.named, totaal=everyone),
        text("zin.ondertekenaars.anderen") if view.named < everyone else "",
        plural("zin.ondertekenaars.gevonden", view.found) if view.text else "",
        only(view.selection, people=True),
    )
