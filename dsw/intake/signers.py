"""What one row says about who signs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dsw.domain import Kind
from dsw.intake.cells import Cells
from dsw.intake.findings import FindingKind
from dsw.intake.mapping import OWN_SOURCE, FieldName
from dsw.intake.options import group_keys
from dsw.intake.places import literal_codes, region_codes, settled
from dsw.intake.promises import read_pledges
from dsw.intake.submission import Submission
from dsw.intake.values import key_of, read_email
from dsw.regions import LANDELIJK, RegionKind

_REF = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 300
_LONGEST_SOURCE, _LONGEST_NUMBER = 40, 100
#: A mapping's way to say that a name of an organisation makes the signer one.
_INFER = "afleiden"
_PLACES: Mapping[FieldName, RegionKind | None] = MappingProxyType(
    {FieldName.REGIO: None, FieldName.GEMEENTE: "gemeente", FieldName.PROVINCIE: "provincie"}
)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who signs: the name to be counted under, and the person behind it."""

    kind: Kind
    name: str
    contact: str


def read_signer(cells: Cells, number: str) -> Submission | None:
    """What a row says; None when it cannot go in, with the reason among the row's notes.

    Args:
        number: the row's number at its source; "" when it has none.
    """
    who, group = _who(cells), _group(cells)
    if who is None or group is None:
        return None
    changed = cells.moment(FieldName.GEWIJZIGD_OP)
    signed = cells.moment(FieldName.ONDERTEKEND_OP) or changed
    if signed is None:
        cells.notes.add(FindingKind.DATUM_ONTBREEKT, FieldName.ONDERTEKEND_OP.value, vandaag=cells.today)
    regions, doubtful = _regions(cells)
    return Submission(
        rows=(cells.notes.row,),
        source=cells.layout.mapping.source,
        kind=who.kind,
        name=who.name,
        group=group,
        external_id=number,
        ref=_ref(cells),
        origins=_origins(cells),
        regions=regions,
        doubtful=doubtful,
        contact_name=who.contact,
        email=_email(cells),
        plan_version=cells.text(FieldName.PLANVERSIE)[:10],
        signed_on=signed.date() if signed else None,
        changed_on=changed.date() if changed else None,
        show_name=cells.yes(FieldName.NAAM_TONEN),
        mail_consent=cells.yes(FieldName.MAIL_TOESTEMMING),
        pledges=read_pledges(cells, signed, changed),
        moment=max((moment for moment in (signed, changed) if moment), default=None),
        asks_actions=not cells.layout.unasked,
    )


def _who(cells: Cells) -> _Who | None:
    person, organisation = cells.text(FieldName.NAAM), cells.text(FieldName.ORGANISATIE)
    if not person.strip() and not organisation.strip():
        asked = FieldName.NAAM if cells.layout.has(FieldName.NAAM) else FieldName.ORGANISATIE
        cells.notes.add(FindingKind.NAAM_ONTBREEKT, asked.value)
        return None
    kind = _kind(cells, bool(organisation))
    contact = cells.text(FieldName.CONTACTPERSOON)
    apart = kind is Kind.ORGANISATIE and cells.layout.has(FieldName.ORGANISATIE)
    field = FieldName.ORGANISATIE if apart else FieldName.NAAM
    name = organisation if apart else person
    if not name.strip():
        cells.notes.add(FindingKind.NAAM_ONTBREEKT, field.value)
        return None
    behind = FieldName.CONTACTPERSOON if contact else FieldName.NAAM
    return _Who(
        kind,
        _short(cells, field, name.strip()),
        _short(cells, behind, contact or (person if apart else "")),
    )


def _kind(cells: Cells, has_organisation: bool) -> Kind:
    text = cells.text(FieldName.SOORT)
    if text in (Kind.PERSOON, Kind.ORGANISATIE):
        return Kind(text)
    inferred = Kind.ORGANISATIE if has_organisation else Kind.PERSOON
    if text != _INFER:
        cells.notes.add(FindingKind.SOORT_ONBEKEND, FieldName.SOORT.value, text, gekozen=inferred.value)
    return inferred


def _short(cells: Cells, field: FieldName, text: str) -> str:
    if len(text) <= _LONGEST_NAME:
        return text
    cells.notes.add(FindingKind.TE_LANG, field.value, text, tekens=_LONGEST_NAME)
    return text[:_LONGEST_NAME]


def _group(cells: Cells) -> int | None:
    text = cells.text(FieldName.DOELGROEP)
    if not text.strip():
        cells.notes.add(FindingKind.DOELGROEP_ONTBREEKT, FieldName.DOELGROEP.value)
        return None
    group = group_keys().get(key_of(text))
    if group is None:
        cells.notes.add(FindingKind.DOELGROEP_ONBEKEND, FieldName.DOELGROEP.value, text)
    return group


def _regions(cells: Cells) -> tuple[tuple[str, ...], bool]:
    """The regions that are certain, and whether something else was named."""
    before = len(cells.notes.found)
    codes: set[str] = set()
    named = FieldName.REGIO
    for field, hint in _PLACES.items():
        text, words = cells.text(field), cells.layout.mapping.words.get(field, {})
        if text and cells.layout.mapping.literal:
            found = literal_codes(cells.notes, field.value, text, words)
        else:
            found = region_codes(cells.notes, field.value, text, hint, words)
        named = field if found - {LANDELIJK} else named
        codes |= found
    doubtful = len(cells.notes.found) > before
    if LANDELIJK in codes and len(codes) > 1:
        cells.notes.add(FindingKind.REGIO_LANDELIJK, named.value, "; ".join(sorted(codes)))
    return settled(codes), doubtful


def _email(cells: Cells) -> str:
    text = cells.text(FieldName.E_MAIL)
    if not text or (cells.layout.mapping.literal and len(text) <= 320 and "@" in text):
        return text
    found = read_email(text)
    if found is None:
        cells.notes.add(FindingKind.E_MAIL_ONGELDIG, FieldName.E_MAIL.value, text)
    return found or ""


def _ref(cells: Cells) -> str:
    text = cells.text(FieldName.KENMERK).strip().lower().replace("-", "")
    if text and not _REF.fullmatch(text):
        cells.notes.add(FindingKind.KENMERK_ONGELDIG, FieldName.KENMERK.value, text)
        return ""
    return text


def _origins(cells: Cells) -> tuple[tuple[str, str], ...]:
    """Where the register that wrote our own export had a signatory from: as many numbers as sources."""
    sources = cells.text(FieldName.BRON).split("; ")
    numbers = cells.text(FieldName.BRONNUMMER).split("; ")
    return tuple(
        (source[:_LONGEST_SOURCE], number[:_LONGEST_NUMBER])
        for source, number in zip(sources, numbers, strict=False)
        if source and number and source != OWN_SOURCE
    )
