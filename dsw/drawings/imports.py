"""Reading a form in: its sum, its rows, what is there beside what comes. All its words are escaped."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from html import escape

from dsw.domain import Profile
from dsw.intake.findings import Finding
from dsw.intake.overview import Fate, Line
from dsw.intake.picking import Column
from dsw.intake.proposal import Duplicate, Item
from dsw.intake.report import Report
from dsw.intake.telling import Difference
from dsw.office.reversal import Later
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.queries.imports import EarlierImport
from dsw.sentences import region_name, section_name
from dsw.store import Identity
from dsw.texts import listing, moment, plural, show, text

_MOST_GONE = 20
_LONGEST = 300


def import_opening_html(report: Report, lead: Iterable[str]) -> str:
    """The answer first: how many signatories change.

    Args:
        lead: sentences below it, plain text.
    """
    answer = plural("inlezen.opening", report.new + report.changed)
    parts = "".join(f'<p class="dsw-lead">{escape(one)}</p>' for one in lead)
    return f'<div class="dsw-import-answer"><h2>{_accented(answer)}</h2>{parts}</div>'


def _accented(answer: str) -> str:
    """A text of ours in which one figure stands out."""
    return answer.replace("<b>", '<span class="dsw-accent">').replace("</b>", "</span>")


def import_sum_html(report: Report) -> str:
    """The sum, which closes: each row once, and who is gone aside."""
    counts = report.counts()
    rows = "".join(_counted(f"som.{fate.value}", counts[fate.value]) for fate in Fate)
    total = _counted("som.totaal", report.rows)
    gone = f"<p>{_said('som.naast', n=report.vanished)}</p>" if report.vanished else ""
    return (
        f'<div class="dsw-import-sum"><table class="dsw-table"><caption>{_said("som.kop")}</caption>'
        f"<tbody>{rows}</tbody><tfoot>{total}</tfoot></table>{gone}</div>"
    )


def _counted(key: str, count: int) -> str:
    return f'<tr><th scope="row">{_said(key)}</th><td class="dsw-num">{show(count)}</td></tr>'


def import_lines_html(lines: Sequence[Line]) -> str:
    """Rows, one below the other."""
    if not lines:
        return f'<p class="dsw-note">{_said("rijen.niets")}</p>'
    return f'<ol class="dsw-import-rows">{"".join(map(_line, lines))}</ol>'


def _line(line: Line) -> str:
    name = escape(line.name or text("inlezen.rijen.zonder_naam"))
    head = (
        f"<p><strong>{name}</strong> <span>{_said('rijen.rij', rij=line.row)} · "
        f"{_said(f'som.{line.fate.value}')}</span></p>"
    )
    return f"<li>{head}{_body(line)}{_findings(line.findings)}</li>"


def _body(line: Line) -> str:
    if line.fate is Fate.MERGED:
        return f'<p class="dsw-meta">{_said("rijen.hoort_bij")}</p>'
    if line.item is None:
        return ""
    return f'<p class="dsw-meta">{_facts(line.item)}</p>{_differences(line.item.differences)}'


def _facts(item: Item) -> str:
    said = item.said
    actions = plural("inlezen.rijen.acties", len(said.pledges))
    places = _value_of("regio", said.regions) if said.regions else ""
    parts = (show(said.kind), section_name(said.group), places, actions, said.email)
    return escape(" · ".join(filter(None, parts)))


def _differences(differences: Sequence[Difference]) -> str:
    if not differences:
        return ""
    pairs = "".join(map(_difference, differences))
    return f'<dl class="dsw-pairs dsw-import-changes">{pairs}</dl>'


def _difference(one: Difference) -> str:
    field = text(f"inlezen.veld.{one.about}")
    if one.action:
        code = load_plan().code_of(one.action)
        field = f"{text('inlezen.rijen.actie', code=code)}, {field[:1].lower()}{field[1:]}"
    old, new = (escape(_value_of(one.about, value)) for value in (one.old, one.new))
    return (
        f"<div><dt>{escape(field)}</dt><dd>"
        f'<span class="dsw-hidden">{_said("rijen.was")} </span><del>{old}</del> '
        f'<span class="dsw-hidden">{_said("rijen.wordt")} </span><ins>{new}</ins></dd></div>'
    )


def _value_of(about: str, value: object) -> str:
    """A value of a field, as mappings call it, as a person reads it."""
    match value:
        case None | "" | ():
            return text("leeg")
        case bool():
            return text(f"intake.antwoord.{'ja' if value else 'nee'}")
        case tuple():
            return listing([region_name(code) for code in value])
        case StrEnum():
            return show(value)
        case int() if about == "doelgroep":
            return section_name(value)
        case str():
            return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    return show(value)


def _profile_words(profile: Profile) -> str:
    """Who this is, in a few words."""
    places = _value_of("regio", profile.regions) if profile.regions else ""
    return " · ".join(filter(None, (show(profile.kind), section_name(profile.group), places)))


def _findings(findings: Sequence[Finding]) -> str:
    items = "".join(f"<li>{escape(str(one.as_dict()['melding']))}</li>" for one in findings)
    return f'<ul class="dsw-import-findings">{items}</ul>' if items else ""


def import_file_html(findings: Sequence[Finding]) -> str:
    """What there is to know about the file as a whole."""
    return f'<div class="dsw-import-part"><h2>{_said("over_bestand.kop")}</h2>{_findings(findings)}</div>'


def import_gone_html(names: Sequence[str]) -> str:
    """Who is no longer in the file."""
    items = "".join(
        f"<li>{escape(name or text('inlezen.verdwenen.zonder_naam'))}</li>" for name in names[:_MOST_GONE]
    )
    more = len(names) - _MOST_GONE
    rest = f"<p>{_said('verdwenen.meer', n=more)}</p>" if more > 0 else ""
    return (
        f'<div class="dsw-import-part"><h2>{_said("verdwenen.kop")}</h2>'
        f'<p class="dsw-meta">{_said("som.verdwenen_uitleg")}</p><ul>{items}</ul>{rest}</div>'
    )


def import_head_html(title: str, *lead: str) -> str:
    """The beginning of a part of the page.

    Args:
        title: key of its heading; lead: sentences below it, plain text.
    """
    parts = "".join(f'<p class="dsw-meta">{escape(one)}</p>' for one in lead if one)
    return f'<div class="dsw-import-part"><h2>{_said(title)}</h2>{parts}</div>'


def samples_html(columns: Sequence[Column]) -> str:
    """What stands in the columns that were picked."""
    parts = []
    for column in columns:
        told = "; ".join(column.samples)
        said = text("inlezen.kolommen.voorbeelden", tekst=told) if told else text("inlezen.kolommen.leeg")
        parts.append(f"<p>{escape(said)}</p>")
    return f'<div class="dsw-import-samples">{"".join(parts)}</div>'


def sum_words(counts: Mapping[str, int]) -> str:
    """A sum in one sentence; what is none is left out."""
    some = [fate.value for fate in Fate if counts[fate.value]]
    told = [f"{show(counts[name])} {text(f'inlezen.som.{name}')}" for name in some]
    return listing(told) or text("leeg")


def earlier_html(one: EarlierImport) -> str:
    """A file that was booked before."""
    who = one.email or text(f"inlezen.eerder.{'opdrachtregel' if one.actor == OPERATOR.name else 'iemand'}")
    gone = f"<p>{_said('eerder.teruggedraaid')}</p>" if one.undone else ""
    told = text("inlezen.eerder.som", n=one.counts["rijen"], som=sum_words(one.counts))
    return (
        f'<div class="dsw-import-run"><h3>{escape(one.file)}</h3>'
        f'<p class="dsw-meta">{_said("eerder.wanneer", moment=moment(one.at), wie=who)}</p>'
        f"<p>{escape(told)}.</p>{gone}</div>"
    )


def take_back_html(later: Sequence[Later], names: Mapping[int, Identity], total: int) -> str:
    """What taking an import back means, or what is in the way.

    Args:
        later: the first things that depend on it; names: of whom they are about.
        total: how many there are.
    """
    if not later:
        return f'<p class="dsw-import-sure">{_said("eerder.zeker")}</p>'
    items = "".join(f"<li>{_reason(one, names)}</li>" for one in later)
    more = total - len(later)
    rest = f"<p>{_said('eerder.meer', n=more)}</p>" if more else ""
    return f'<div class="dsw-import-sure"><p>{_said("eerder.kan_niet")}</p><ul>{items}</ul>{rest}</div>'


def _reason(one: Later, names: Mapping[int, Identity]) -> str:
    identity = names.get(one.signatory)
    name = identity.name if identity and identity.name else text("inlezen.eerder.onbekende")
    return _said("eerder.later", naam=name, moment=moment(one.at), revisie=one.revision)


def duplicate_html(one: Duplicate) -> str:
    """Two who may be one, and why."""
    other = one.likeness.other
    reason = listing([text(f"intake.reden.{why}") for why in one.likeness.reasons])
    key = "dubbel.lijkt_rij" if one.pair.other else "dubbel.lijkt_register"
    who = _said("dubbel.vraag", rij=one.pair.row, naam=one.name)
    alike = _said(key, naam=other.name, rij=one.pair.other, reden=reason)
    return (
        f'<div class="dsw-import-pair"><p><strong>{who}</strong></p>'
        f"<p>{alike} {escape(_profile_words(other.profile))}</p></div>"
    )


def import_note_html(said: str) -> str:
    """A remark, plain text."""
    return f'<p class="dsw-note">{escape(said)}</p>'


def _said(key: str, **values: object) -> str:
    return escape(text(f"inlezen.{key}", **values))
