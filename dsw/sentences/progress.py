"""The sentence under each figure about how far pledges are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dsw.domain import Obstacle
from dsw.sentences.common import (
    counted,
    done_sentence,
    hidden_sentence,
    joined,
    left_out,
    never_sentence,
    progress,
)
from dsw.sentences.facts import why
from dsw.sentences.names import only, people_scope, pledge_scope, with_section
from dsw.texts import listing, plural, text
from dsw.views import ActionView, Changes, GapKind, GroupsView, Overview, SectionsView, Selection


def sections(view: Overview) -> str:
    """Under the nine rows: how far all pledges are, and what white with stripes means."""
    told = progress(view.pledges, *pledge_scope(view.selection), [row.tally for row in view.sections])
    return joined(told, text("zin.secties.gearceerd") if view.pledges.never else "")


def overview_changes(view: Overview) -> str:
    """Above the facts of the last 90 days."""
    return changes(view.changes, view.selection)


def changes(happened: Changes, selection: Selection) -> str:
    """What happened in a period: who came, what was finished, what came to a halt."""
    who = whose(happened)
    return joined(
        growth(happened.signatories, happened.since, who),
        plural(f"zin.veranderingen.{who}.klaar", happened.done),
        plural(f"zin.veranderingen.{who}.stil", happened.stuck),
        only(selection),
        without_persons(happened),
    )


def growth(net: int, since: date, who: str = "iedereen") -> str:
    """By how many the signatories grew or shrank since a day; ``who`` as ``whose`` gives it."""
    if not net:
        return text(f"zin.veranderingen.{who}.gelijk", dag=since)
    return plural(f"zin.veranderingen.{who}.{'erbij' if net > 0 else 'eraf'}", abs(net), dag=since)


def whose(happened: Changes) -> str:
    """The key of texts about whom changes count: everybody, or organisations only."""
    return "organisaties" if happened.hidden_persons else "iedereen"


def without_persons(happened: Changes) -> str:
    """That changes are about organisations only, and why; "" when everybody is counted."""
    return text("zin.verzwegen.veranderingen") if happened.hidden_persons else ""


def overview_gaps(view: Overview) -> str:
    """Above the first few white spots: how many there are in all."""
    return joined(
        plural("zin.witte_vlekken", view.gap_total, least=view.unsure),
        _gaps_shown(view) if len(view.gaps) > 1 else "",
        only(view.selection),
        left_out(view.unsure),
    )


def _gaps_shown(view: Overview) -> str:
    """What is named, by kind: rows may share several white spots of one province."""
    kinds = Counter(gap.kind for gap in view.gaps)
    told = [plural(f"zin.witte_vlekken.soort.{kind.value}", kinds[kind]) for kind in GapKind if kinds[kind]]
    key = "alle"
    if view.gap_total > len(view.gaps):
        key = "eerste" if len(told) > 1 else "eerste_van_een_soort"
    return text(f"zin.witte_vlekken.{key}", n=len(view.gaps), wat=listing(told))


def actions(view: SectionsView) -> str:
    """Under the rows per action: how many were taken up, and how far they are."""
    shown = [detail for detail in view.sections if view.selection.section in (None, detail.number)]
    rows = [row.tally for detail in shown for row in detail.actions]
    taken, unsure = sum(1 for row in rows if row.total), any(row.unsure for row in rows)
    told = plural("zin.acties", taken, least=unsure, totaal=len(rows))
    if len(rows) == 1:
        told = "" if unsure else text("zin.acties.enige_wel" if taken else "zin.acties.enige_niet")
    return joined(told, progress(view.pledges, *pledge_scope(view.selection), rows))


def action(view: ActionView) -> str:
    """Under the bar of one action."""
    return progress(view.tally, *pledge_scope(view.selection, view.code))


def action_groups(view: ActionView) -> str:
    """Under the bars per group of one action."""
    tallies = [tally for _, tally in view.by_group]
    present, unsure = sum(1 for tally in tallies if tally.total), any(tally.unsure for tally in tallies)
    return joined(
        plural("zin.actie_doelgroepen", present, least=unsure),
        never_sentence(view.tally),
        only(view.selection),
        hidden_sentence([view.tally, *tallies]),
    )


def action_obstacles(view: ActionView) -> str:
    """Above the obstacles of one action."""
    told = obstacles(view.tally.stuck, view.obstacles, hidden=view.tally.hidden_persons)
    return joined(told, only(view.selection), hidden_sentence([view.tally]))


def obstacles(stuck: int, reasons: Sequence[tuple[Obstacle, int]], *, hidden: bool = False) -> str:
    """How many pledges stand still, and mostly why; not why when persons were left out."""
    told = plural("zin.belemmeringen", stuck, least=hidden)
    if hidden or not stuck:
        return told
    return joined(told, why(reasons, "zin.belemmeringen") or text("zin.belemmeringen.niet_verteld"))


def groups(view: GroupsView) -> str:
    """Under the rows per stakeholder group; about the chosen one if one was chosen."""
    shown = [row for row in view.groups if view.selection.group in (None, row.group)]
    counts = [row.signatories for row in shown]
    present, unsure = sum(1 for count in counts if count.total), any(count.unsure for count in counts)
    where = people_scope(view.selection, short=True) or text("waar.overal")
    values = {"waar": where, "met": with_section(view.selection)}
    return joined(
        counted("zin.doelgroepen", present, least=unsure, **values) if len(shown) > 1 else "",
        done_sentence(view.pledges, *pledge_scope(view.selection)),
        never_sentence(view.pledges),
        text("zin.doelgroepen.groei") if any(row.growth is None for row in shown) else "",
        hidden_sentence([view.pledges, *counts, *(row.both for row in shown)]),
    )


def action_voices(view: ActionView) -> str:
    """Above the names on one action: how many of those who show theirs."""
    if not view.voices:
        return text("leeg_omdat.stemmen")
    shown = len(view.voices)
    if shown == view.voices_total:
        return plural("stem.allemaal", shown)
    return text("stem.hoeveel", n=shown, totaal=view.voices_total)
