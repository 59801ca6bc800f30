"""Short rows of a figure with words beside it: what changed, who is missing, what holds things back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dsw.domain import Kind, Obstacle
from dsw.regions import load_regions
from dsw.sentences.names import action_title, region_name, region_short, section_name
from dsw.texts import label, listing, number, plural, signed, text
from dsw.views import Changes, Gap, GapKind, GapsView, GroupGap, ProvinceDetail, ProvinceRow, RegionsView

#: How many municipalities a row names before it counts the rest.
NAMES_SHOWN = 5

Link: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: a figure or a code, and the words beside it. The words may hold names: escape them.

    Attributes:
        figure: what stands large.
        words: what stands beside it.
        link: the page and the choice that tell more, as (path, parameter, value); None when there is none.
    """

    figure: str
    words: str
    link: Link | None = None


def change_facts(changes: Changes) -> tuple[Fact, ...]:
    """What happened in a period; rows without news are left out, growth stays."""
    rows = [
        Fact(signed(changes.signatories), _signatories(changes)),
        Fact(signed(changes.done), plural("feit.klaar", changes.done)),
        _row(changes.gone_signatories, "feit.weg_organisaties" if changes.hidden_persons else "feit.weg"),
        _row(changes.started, "feit.gestart"),
        Fact(number(changes.stuck), _stuck(changes)) if changes.stuck else None,
        _row(changes.back, "feit.terug"),
        _row(changes.went_silent, "feit.vielen_stil"),
    ]
    return tuple(row for row in rows if row)


def gap_facts(gaps: Sequence[Gap]) -> tuple[Fact, ...]:
    """The white spots, one row each; the groups that are missing in one province share a row."""
    together: dict[tuple[GapKind, str | None, str | None], list[Gap]] = {}
    for gap in gaps:
        together.setdefault((gap.kind, gap.action or gap.municipality, gap.province), []).append(gap)
    return tuple(_gap_facts(same) for same in together.values())


def _gap_facts(same: Sequence[Gap]) -> Fact:
    if len(same) == 1:
        return gap_fact(same[0])
    province = same[0].province or ""
    names = listing([section_name(gap.group or 0) for gap in same])
    words = text("plek.groepen", provincie=region_name(province), namen=names)
    return Fact(region_short(province), words, _province(province))


def gap_fact(gap: Gap) -> Fact:
    """One white spot in a row."""
    match gap.kind:
        case GapKind.ACTION:
            return _action(gap.action or "", gap.action or "")
        case GapKind.GROUP_IN_PROVINCE:
            province, group = gap.province or "", gap.group or 0
            words = text(
                "feit.groep_ontbreekt", provincie=region_name(province), doelgroep=section_name(group)
            )
            return Fact(region_short(province), words, _province(province))
        case GapKind.MUNICIPALITY:
            words = text("feit.gemeente_ontbreekt", gemeente=region_name(gap.municipality or ""))
            return Fact(region_short(gap.province or ""), words, _province(gap.province or ""))


def obstacle_facts(obstacles: Sequence[tuple[Obstacle, int]], *, hidden: bool = False) -> tuple[Fact, ...]:
    """What keeps pledges from moving, most frequent first: ``5×  tijd``.

    Args:
        obstacles: how often each was told.
        hidden: persons were left out of the counts.
    """
    return tuple(
        Fact(f"{at_least(count, hidden=hidden)}\N{MULTIPLICATION SIGN}", label(obstacle))
        for obstacle, count in obstacles
    )


def province_gap_facts(detail: ProvinceDetail) -> tuple[Fact, ...]:
    """Who is missing in a province: each group has nobody there, then the municipalities without anybody."""
    rows = [
        Fact(number(0), text("feit.groep_ontbreekt_hier", doelgroep=section_name(group)))
        for group in detail.missing_groups
    ]
    if empty := detail.empty_municipalities:
        words = plural("feit.lege_gemeenten", len(empty), namen=some_names(empty))
        rows.append(Fact(number(len(empty)), words))
    return tuple(rows)


def province_facts(view: RegionsView) -> tuple[Fact, ...]:
    """Per province how many signatories work there, and in how many of its municipalities."""
    return tuple(
        Fact(at_least(count.total, hidden=count.hidden_persons), _covered(row), _province(row.code))
        for row in view.provinces
        for count in (row.signatories,)
    )


def _covered(row: ProvinceRow) -> str:
    if row.unsure and not row.covered:
        return text("feit.provincie_verborgen", naam=region_name(row.code))
    return text(
        "feit.provincie",
        naam=region_name(row.code),
        gemeenten=at_least(row.covered, hidden=row.unsure > 0),
        totaal=row.municipalities,
    )


def thin_action_facts(view: GapsView) -> tuple[Fact, ...]:
    """Actions in order of fewest takers: how many, and which."""
    return tuple(
        _action(
            at_least(thin.signatories, hidden=thin.hidden_persons),
            thin.code,
            f"{thin.code} {action_title(thin.code)}",
        )
        for thin in view.actions
    )


def missing_group_facts(view: GapsView) -> tuple[Fact, ...]:
    """Per province the groups without anybody."""
    missing: dict[str, list[str]] = {}
    for group, province in view.missing:
        missing.setdefault(province, []).append(section_name(group))
    return tuple(
        Fact(region_short(province), f"{region_name(province)}: {', '.join(names)}", _province(province))
        for province, names in missing.items()
    )


def empty_municipality_facts(view: GapsView) -> tuple[Fact, ...]:
    """Per province how many of its municipalities have nobody, and the first of them."""
    day = view.selection.op
    existing = Counter(place.province for place in load_regions().municipalities if place.valid_on(day))
    return tuple(
        Fact(
            text("plek.deel", n=len(codes), totaal=existing[province]),
            f"{region_name(province)}: {some_names(codes)}",
            _province(province),
        )
        for province, codes in view.empty_municipalities
        if codes
    )


def reach_facts(view: GapsView) -> tuple[Fact, ...]:
    """Per group how many signed, and of how many."""
    return tuple(
        Fact(
            at_least(gap.signatories, hidden=gap.hidden_persons),
            _of_how_many(gap),
            ("/doelgroepen", "doelgroep", str(gap.group)),
        )
        for gap in view.references
    )


def _of_how_many(gap: GroupGap) -> str:
    name = section_name(gap.group)
    if not gap.size:
        return text("feit.omvang_onbekend", doelgroep=name)
    total = at_least(gap.size, hidden=gap.partial)
    return text("feit.van_hoeveel", doelgroep=name, wie=who_counts(gap.kind), totaal=total)


def who_counts(kind: Kind | None) -> str:
    """Whom a count is about: ``personen``, ``organisaties``, ``ondertekenaars``."""
    return text(f"tabel.wie.{kind.value if kind else 'allebei'}")


def some_names(codes: Sequence[str]) -> str:
    """The names of the first few regions, and how many there are besides."""
    names = sorted(region_name(code) for code in codes)
    shown, rest = ", ".join(names[:NAMES_SHOWN]), len(names) - NAMES_SHOWN
    return text("feit.en_meer", namen=shown, n=rest) if rest > 0 else shown


def at_least(count: int, *, hidden: bool) -> str:
    """A count, with a ``+`` when there may be more."""
    return text("minstens", n=count) if hidden else number(count)


def why(obstacles: Sequence[tuple[Obstacle, int]], key: str) -> str:
    """The two most frequent obstacles in words; "" when nobody told.

    Args:
        obstacles: most frequent first.
        key: where the variants ``steeds``, ``even`` and ``meestal`` stand.
    """
    if not obstacles:
        return ""
    first = label(obstacles[0][0])
    if len(obstacles) == 1:
        return text(f"{key}.steeds", eerste=first)
    variant = "even" if obstacles[0][1] == obstacles[1][1] else "meestal"
    return text(f"{key}.{variant}", eerste=first, tweede=label(obstacles[1][0]))


def _action(figure: str, code: str, words: str = "") -> Fact:
    return Fact(figure, words or action_title(code), ("/secties", "actie", code))


def _province(code: str) -> Link:
    return "/regios", "provincie", code


def _row(count: int, key: str) -> Fact | None:
    return Fact(number(count), plural(key, count)) if count else None


def _signatories(changes: Changes) -> str:
    if changes.hidden_persons:
        return plural("feit.organisatie", abs(changes.organisations))
    word = plural("woord.ondertekenaar", abs(changes.signatories))
    if changes.signatories <= 0 or changes.organisations <= 0:
        return word
    organisations = plural("woord.organisatie", changes.organisations)
    return text("feit.waarvan", woord=word, organisaties=organisations)


def _stuck(changes: Changes) -> str:
    words = plural("feit.stil", changes.stuck)
    reason = why(changes.stuck_by, "feit")
    return text("feit.waardoor", woorden=words, waardoor=reason) if reason else words
