"""Tables behind the figures about how far pledges are."""

from dsw.segments import Segment
from dsw.sentences.common import silence
from dsw.sentences.names import action_title, region_name
from dsw.tables.core import ColumnKind, Table, Value
from dsw.tables.parts import (
    column,
    counted,
    how_many,
    numbered,
    people,
    persons,
    tally_cells,
    tally_columns,
    tally_rows,
    words,
)
from dsw.texts import label, text
from dsw.views import (
    ActionView,
    Changes,
    DirectoryView,
    Gap,
    GapKind,
    GroupsView,
    Overview,
    SectionsView,
    SignatoryCard,
    Voice,
)


def sections(view: Overview) -> Table:
    """The nine rows."""
    rows = tuple((numbered(row.number), *tally_cells(row.tally)) for row in view.sections)
    return Table(text("figuur.secties"), (words("sectie"), *tally_columns()), rows)


def overview_changes(view: Overview) -> Table:
    """What happened lately."""
    return changes(text("figuur.veranderingen", dag=view.changes.since), view.changes)


def changes(caption: str, happened: Changes) -> Table:
    """What happened in a period: a row for each kind of news, zeros too."""
    counts = {
        "ondertekenaars": happened.signatories,
        "organisaties": happened.organisations,
        "nieuwe_ondertekenaars": happened.new_signatories,
        "vertrokken_ondertekenaars": happened.gone_signatories,
        "toezeggingen": happened.pledges,
        "nieuwe_toezeggingen": happened.new_pledges,
        "beeindigde_toezeggingen": happened.gone_pledges,
        "klaar": happened.done,
        "gestart": happened.started,
        "stil": happened.stuck,
        "terug": happened.back,
        "gehoord": happened.heard,
        "vielen_stil": happened.went_silent,
    }
    rows: list[tuple[Value, ...]] = [
        (text(f"tabel.gebeurtenis_van.{key}"), count) for key, count in counts.items()
    ]
    rows += [
        (text("tabel.gebeurtenis_van.stil_door", belemmering=label(obstacle)), count)
        for obstacle, count in happened.stuck_by
    ]
    return Table(caption, (words("gebeurtenis"), how_many(hidden=happened.hidden_persons)), tuple(rows))


def overview_gaps(view: Overview) -> Table:
    """The first few white spots."""
    columns = (words("soort"), words("wat"), words("waar"))
    return Table(text("figuur.witte_vlekken"), columns, tuple(_gap(gap) for gap in view.gaps))


def actions(view: SectionsView) -> Table:
    """The actions that are shown, with who took them up and how far they are."""
    rows = tuple(
        (row.code, action_title(row.code), people(row.signatories), *tally_cells(row.tally))
        for detail in view.sections
        if view.selection.section in (None, detail.number)
        for row in detail.actions
    )
    columns = (words("actie"), words("titel"), column("ondertekenaars"), *tally_columns())
    return Table(text("figuur.acties"), columns, rows)


def action(view: ActionView) -> Table:
    """One action's bar."""
    return tally_rows(text("figuur.actie", code=view.code), view.tally)


def action_groups(view: ActionView) -> Table:
    """One action's pledges per stakeholder group."""
    rows = tuple((numbered(group), *tally_cells(tally)) for group, tally in view.by_group)
    caption = text("figuur.actie_doelgroepen", code=view.code)
    return Table(caption, (words("doelgroep"), *tally_columns()), rows)


def action_obstacles(view: ActionView) -> Table:
    """What holds back one action's pledges."""
    hidden = view.tally.hidden_persons
    rows = tuple((label(obstacle), counted(count, hidden=hidden)) for obstacle, count in view.obstacles)
    return Table(text("figuur.actie_belemmeringen"), (words("belemmering"), column("aantal")), rows)


def action_voices(view: ActionView) -> Table:
    """The names on one action, with what they reported."""
    columns = (
        *(words(key) for key in ("naam", "doelgroep", "regios", "status")),
        column("gemeld", ColumnKind.DAY),
        words("belemmering"),
    )
    return Table(text("figuur.actie_stemmen"), columns, tuple(_voice(voice) for voice in view.voices))


def _voice(voice: Voice) -> tuple[Value, ...]:
    heard = voice.status is not None and voice.heard_on is not None
    status = label(voice.status) if heard and voice.status else label(Segment.NEVER)
    regions = ", ".join(region_name(code) for code in voice.regions) or text("onbekend")
    obstacle = label(voice.obstacle) if voice.obstacle else None
    return voice.name, numbered(voice.group), regions, status, voice.heard_on, obstacle


def groups(view: GroupsView) -> Table:
    """The nine stakeholder groups: who, what, how far, how fresh, how fast."""
    columns = (
        words("doelgroep"),
        column("ondertekenaars"),
        column("organisaties"),
        column("personen"),
        column("groei", ColumnKind.SIGNED, dagen=(view.selection.op - view.since).days),
        column("eigen"),
        column("anders"),
        *tally_columns(),
        column("recent"),
        column("stil", termijn=silence(view.stamp.rules)),
    )
    rows = tuple(
        (
            numbered(row.group),
            people(row.signatories),
            row.signatories.organisations,
            persons(row.signatories),
            row.growth,
            counted(row.own.total, hidden=row.own.hidden_persons),
            counted(row.others.total, hidden=row.others.hidden_persons),
            *tally_cells(row.both),
            counted(row.both.recent, hidden=row.both.hidden_persons),
            counted(row.both.silent, hidden=row.both.hidden_persons),
        )
        for row in view.groups
    )
    return Table(text("figuur.doelgroepen"), columns, rows, parts=(6, 7, len(columns) - 14))


def directory(view: DirectoryView) -> Table:
    """One page of the public list."""
    columns = (
        words("naam"),
        words("soort"),
        words("doelgroep"),
        words("regios"),
        column("sinds", ColumnKind.DAY),
        words("acties"),
    )
    return Table(text("figuur.ondertekenaars"), columns, tuple(_card(card) for card in view.cards))


def _card(card: SignatoryCard) -> tuple[Value, ...]:
    regions = ", ".join(region_name(code) for code in card.regions) or text("onbekend")
    kind, actions = label(card.kind), ", ".join(card.actions)
    return card.name, kind, numbered(card.group), regions, card.signed_on, actions


def _gap(gap: Gap) -> tuple[Value, ...]:
    place = region_name(gap.province) if gap.province else None
    match gap.kind:
        case GapKind.ACTION:
            what = f"{gap.action} {action_title(gap.action or '')}"
        case GapKind.GROUP_IN_PROVINCE:
            what = numbered(gap.group or 0)
        case GapKind.MUNICIPALITY:
            what = region_name(gap.municipality or "")
    return label(gap.kind), what, place
