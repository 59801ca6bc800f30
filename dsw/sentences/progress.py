"""The sentence under each figure about how far pledges are."""

from collections.abc import Sequence
from datetime import date

from dsw.domain import Obstacle
from dsw.sentences.common import done_sentence, hidden_sentence, joined, never_sentence, progress, total
from dsw.sentences.facts import why
from dsw.sentences.names import capital, only, people_scope, scope
from dsw.texts import plural, text
from dsw.views import ActionView, Changes, GroupsView, Overview, SectionsView, Selection


def sections(view: Overview) -> str:
    """Under the nine rows: how far all pledges are, and what a hatched bar means."""
    where = scope(view.selection)
    hatched = text("zin.secties.gearceerd") if view.pledges.never else ""
    return joined(progress(view.pledges, where), hatched)


def overview_changes(view: Overview) -> str:
    """Above the facts of the last 90 days."""
    return changes(view.changes, view.selection)


def changes(happened: Changes, selection: Selection) -> str:
    """What happened in a period: who came, what was finished, what came to a halt."""
    return joined(
        growth(happened.signatories, happened.since, selection),
        plural("zin.veranderingen.klaar", happened.done),
        plural("zin.veranderingen.stil", happened.stuck),
        hidden_sentence([happened]),
    )


def growth(net: int, since: date, selection: Selection) -> str:
    """By how many the signatories grew or shrank since a day."""
    where = _people_where(selection)
    if not net:
        return text("zin.veranderingen.gelijk", waar=where, dag=since)
    key = "zin.veranderingen.erbij" if net > 0 else "zin.veranderingen.eraf"
    return plural(key, abs(net), waar=where, dag=since)


def overview_gaps(view: Overview) -> str:
    """Above the first few white spots: how many there are in all."""
    more = view.gap_total > len(view.gaps) > 0
    return joined(
        plural("zin.witte_vlekken", view.gap_total),
        text("zin.witte_vlekken.eerste", n=len(view.gaps)) if more else "",
        only(view.selection),
    )


def actions(view: SectionsView) -> str:
    """Under the rows per action: how many were taken up, and how far they are."""
    shown = [detail for detail in view.sections if view.selection.section in (None, detail.number)]
    rows = [row for detail in shown for row in detail.actions]
    taken = sum(1 for row in rows if row.tally.total)
    key = "zin.acties.opgepakt" if taken else "zin.acties.geen"
    tally = total(detail.tally for detail in shown)
    return joined(text(key, n=taken, totaal=len(rows)), progress(tally, scope(view.selection)))


def action(view: ActionView) -> str:
    """Under the bar of one action."""
    return progress(view.tally, scope(view.selection, view.code))


def action_groups(view: ActionView) -> str:
    """Under the bars per group of one action."""
    tallies = [tally for _, tally in view.by_group]
    present = sum(1 for tally in tallies if tally.total)
    return joined(
        plural("zin.actie_doelgroepen", present),
        never_sentence(view.tally),
        only(view.selection, people=True),
        hidden_sentence(tallies),
    )


def action_obstacles(view: ActionView) -> str:
    """Above the obstacles of one action."""
    told = obstacles(view.tally.stuck, view.obstacles)
    return joined(told, only(view.selection, people=True))


def obstacles(stuck: int, reasons: Sequence[tuple[Obstacle, int]]) -> str:
    """How many pledges stand still, and mostly why."""
    if not stuck:
        return plural("zin.belemmeringen", stuck)
    reason = why(reasons, "zin.belemmeringen") or text("zin.belemmeringen.niet_verteld")
    return joined(plural("zin.belemmeringen", stuck), reason)


def groups(view: GroupsView) -> str:
    """Under the rows per stakeholder group; about the chosen one if one was chosen."""
    shown = [row for row in view.groups if view.selection.group in (None, row.group)]
    tally, counts = total(row.both for row in shown), [row.signatories for row in shown]
    present = sum(1 for count in counts if count.total)
    who = plural("zin.doelgroepen", present, waar=_people_where(view.selection)) if len(shown) > 1 else ""
    return joined(
        who,
        done_sentence(tally, scope(view.selection)),
        never_sentence(tally),
        hidden_sentence([tally, *counts]),
    )


def _people_where(selection: Selection) -> str:
    return capital(people_scope(selection, short=True)) or text("waar.overal")


def action_voices(view: ActionView) -> str:
    """Above the names on one action: how many of those who show theirs."""
    if not view.voices:
        return text("leeg_omdat.stemmen")
    return text("stem.hoeveel", n=len(view.voices), totaal=view.voices_total)
