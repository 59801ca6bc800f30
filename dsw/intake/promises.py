"""What one row says about actions."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from dsw.domain import Evidence, Obstacle, Status
from dsw.intake.cells import Cells
from dsw.intake.findings import FindingKind
from dsw.intake.mapping import FieldName
from dsw.intake.submission import PledgeRow
from dsw.intake.values import LONGEST_LINK, is_link
from dsw.plan import load_plan
from dsw.store import Words

#: The fields of ``Words``, in its order.
_WORDS = (FieldName.TOELICHTING, FieldName.LINK, FieldName.VRAAG, FieldName.REDEN)


_OBSTACLES: Mapping[str, Obstacle] = MappingProxyType({member.value: member for member in Obstacle})
_SILENCE = Words()
_LONGEST_TEXT = 32_767


def read_pledges(cells: Cells, signed: datetime | None, changed: datetime | None) -> tuple[PledgeRow, ...]:
    """The pledges of a row: one, or as many as were ticked.

    Args:
        signed, changed: the moments the row was first and last sent.
    """
    if cells.layout.mapping.per_pledge:
        actions = cells.actions(FieldName.ACTIE)
        for action in actions[1:]:
            first, other = map(load_plan().code_of, (actions[0], action))
            cells.notes.add(FindingKind.ACTIE_TE_VEEL, FieldName.ACTIE.value, other, eerste=first)
        return tuple(_reported(cells, action) for action in actions[:1])
    return _ticked(cells, changed or signed)


def _ticked(cells: Cells, sent: datetime | None) -> tuple[PledgeRow, ...]:
    """Pledges from tick boxes: all under way or not yet begun."""
    busy = cells.actions(FieldName.BEZIG_MET)
    told = _words(cells)
    if not busy:
        _homeless(cells, told)
    said = PledgeRow(
        0,
        status=Status.BEZIG,
        heard_on=sent.date() if sent else None,
        evidence=Evidence.LINK if told.link else Evidence.EIGEN_WOORD,
        words=told,
    )
    pledges = {action: PledgeRow(action) for action in cells.actions(FieldName.ACTIES)}
    pledges |= {action: _about(said, action) for action in busy}
    return tuple(pledges[action] for action in sorted(pledges))


def _homeless(cells: Cells, told: Words) -> None:
    for name, said in zip(_WORDS, (told.words, told.link, told.ask, told.reason), strict=True):
        if said:
            cells.notes.add(FindingKind.TOELICHTING_ZONDER_PLEK, name.value, said)


def _about(said: PledgeRow, action: int) -> PledgeRow:
    return PledgeRow(
        action, status=said.status, heard_on=said.heard_on, evidence=said.evidence, words=said.words
    )


def _reported(cells: Cells, action: int) -> PledgeRow:
    """A pledge with its status, as our own export writes it."""
    pledged = cells.day(FieldName.TOEGEZEGD_OP)
    since = _not_before(cells, FieldName.STATUS_SINDS, pledged)
    heard = _not_before(cells, FieldName.LAATST_GEHOORD, since or pledged)
    told = _words(cells)
    status = _status(cells, told, since)
    return PledgeRow(
        action,
        pledged_on=pledged,
        due=cells.day(FieldName.STREEFDATUM, future=True),
        status=status,
        status_since=since if status else None,
        heard_on=heard,
        obstacle=_obstacle(cells) if status is Status.STAAT_STIL else None,
        evidence=cells.member(FieldName.BEWIJS, Evidence, FindingKind.BEWIJS_ONBEKEND) if status else None,
        words=told if status else _SILENCE,
    )


def _not_before(cells: Cells, field: FieldName, earlier: date | None) -> date | None:
    day = cells.day(field)
    if day and earlier and day < earlier:
        cells.notes.add(FindingKind.DATUM_VOLGORDE, field.value, str(day), vanaf=earlier)
        return earlier
    return day


def _status(cells: Cells, told: Words, since: date | None) -> Status | None:
    """The status a row reports; None when it says nothing, or lacks what must go with it."""
    status = cells.member(FieldName.STATUS, Status, FindingKind.STATUS_ONBEKEND)
    if status is None or (status is Status.NIET_GESTART and since is None):
        return None
    obstacle = cells.text(FieldName.OBSTAKEL)
    if obstacle and status is not Status.STAAT_STIL:
        cells.notes.add(FindingKind.OBSTAKEL_OVERBODIG, FieldName.OBSTAKEL.value, obstacle)
    if status is Status.STAAT_STIL and _obstacle(cells) is None:
        cells.notes.add(FindingKind.OBSTAKEL_ONTBREEKT, FieldName.OBSTAKEL.value, obstacle)
        return None
    if status is Status.GESTOPT and not told.reason.strip():
        cells.notes.add(FindingKind.REDEN_ONTBREEKT, FieldName.REDEN.value)
        return None
    return status


def _obstacle(cells: Cells) -> Obstacle | None:
    return _OBSTACLES.get(cells.text(FieldName.OBSTAKEL).strip().casefold())


def _cut(cells: Cells, name: FieldName) -> str:
    """A free text, as much of it as a cell of a spreadsheet can hold again."""
    said = cells.text(name)
    if len(said) > _LONGEST_TEXT:
        cells.notes.add(FindingKind.TE_LANG, name.value, said, tekens=_LONGEST_TEXT)
    return said[:_LONGEST_TEXT]


def _words(cells: Cells) -> Words:
    words, link, ask, reason = (_cut(cells, name) for name in _WORDS)
    if link and not is_link(link):
        cells.notes.add(FindingKind.LINK_ONGELDIG, FieldName.LINK.value, link, tekens=LONGEST_LINK)
        link = ""
    return Words(words, link, ask, reason) if words or link or ask or reason else _SILENCE
