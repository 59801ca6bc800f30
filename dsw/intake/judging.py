"""Whether what a file says about a signatory may be followed, and what a person must know about it."""

from dsw.intake.findings import Finding, FindingKind, Notes
from dsw.intake.grouping import Group
from dsw.intake.known import Known
from dsw.intake.mapping import OWN_SOURCE

#: What mappings call the fields of a submission.
_FIELDS = {
    "kind": "soort",
    "name": "naam",
    "group": "doelgroep",
    "regions": "regio",
    "contact_name": "contactpersoon",
    "email": "e_mail",
    "signed_on": "ondertekend_op",
    "show_name": "naam_tonen",
    "mail_consent": "mail_toestemming",
}


def merged(group: Group) -> list[Finding]:
    """Every row that does not count because another one about the same signatory does.

    In our own export rows of one signatory are as it should be.
    """
    counts = group.counts
    if len(group.parts) == 1 or counts.source == OWN_SOURCE:
        return []
    told = []
    for part in group.parts:
        other_name = part.name_key != counts.name_key
        kind = FindingKind.ZELFDE_NUMMER if other_name else FindingKind.SAMENGEVOEGD
        more = {"telt": counts.rows[0], "ander": counts.name}
        told += [Finding(row, "naam", part.name, kind, more) for row in part.rows if row not in counts.rows]
    return told


def contradictions(group: Group) -> list[Finding]:
    """Where the rows of one signatory in our own export say different things."""
    kind = FindingKind.RIJEN_SPREKEN_TEGEN
    told = []
    for name in group.torn:
        chosen = getattr(group.said, name)
        other = next(one for one in group.parts if getattr(one, name) not in (chosen, "", (), None))
        field = _FIELDS.get(name, name)
        told.append(
            Finding(other.rows[0], field, _shown(getattr(other, name)), kind, {"gekozen": _shown(chosen)})
        )
    return told


def _shown(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def is_somebody_else(group: Group, known: Known, notes: Notes) -> bool:
    """Whether a row's number belongs to somebody with another name and another address."""
    said, number = group.said, group.counts.external_id
    identity = known.identities.get(group.target or 0)
    if group.same or said.ref or not number or identity is None or not identity.name:
        return False
    whose = identity.signatory
    if known.recall(group.counts) != group.target or said.name_key == known.name_key(whose):
        return False
    if known.renamed_itself(whose, said.name_key):
        return False
    email = known.contact(whose).email
    if not email or not said.email or email.casefold() == said.email.casefold():
        if whose not in known.own.names:
            notes.add(FindingKind.ANDERE_NAAM, "naam", said.name, bekend=identity.name)
        return False
    for row in said.rows:
        more = {"nummer": number, "bekend": identity.name}
        notes.found.append(Finding(row, "naam", said.name, FindingKind.ANDERE_ONDERTEKENAAR, more))
    return True


def is_older(group: Group, known: Known, notes: Notes) -> bool:
    """Whether a later version of the row was read before."""
    until, moment = known.read_until(group.parts), group.counts.moment
    if group.same or until is None or moment is None or moment >= until:
        return False
    notes.add(FindingKind.OUDER_BESTAND, "", group.said.name, gelezen=until)
    return True
