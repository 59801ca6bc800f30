"""Answer objects made by hand: a realistic register, an empty one, huge numbers, hidden persons."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from dsw.calendar import month_ends
from dsw.domain import Kind, Obstacle, Status
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, ONBEKEND, load_regions
from dsw.views import (
    ActionRow,
    ActionView,
    Cell,
    Changes,
    DirectoryView,
    Flow,
    Gap,
    GapKind,
    GapsView,
    GroupGap,
    GroupRow,
    GroupsView,
    HeadCount,
    Matrix,
    Move,
    MunicipalityRow,
    NewSignatory,
    Overview,
    ProvinceDetail,
    ProvinceRow,
    RegionsView,
    SectionDetail,
    SectionRow,
    SectionsView,
    Selection,
    SignatoryCard,
    Stamp,
    Tally,
    ThinAction,
    TrendPoint,
    TrendView,
    Voice,
)

OP = date(2026, 11, 23)
SINCE = date(2026, 8, 25)
STAMP = Stamp(OP, 42, datetime(2026, 11, 23, 13, 5, tzinfo=UTC), False)
EMPTY_STAMP = Stamp(OP, 0, None, False)
WHOLE = Selection(OP)
NASTY = '<script>alert("x")</script> & "Co" =1+1'

#: afgerond, bezig, staat stil, gestopt, nog niet gestart, nog niets gehoord: as on the sketch.
NINE = (
    (22, 48, 8, 3, 13, 66),
    (8, 16, 3, 1, 7, 15),
    (28, 38, 11, 3, 22, 51),
    (21, 57, 13, 3, 25, 55),
    (21, 43, 11, 3, 24, 77),
    (22, 65, 15, 3, 28, 97),
    (16, 31, 11, 2, 19, 52),
    (79, 64, 12, 6, 43, 116),
    (49, 53, 9, 3, 25, 60),
)


def tally(*counts: int, silent: int = 0, hidden: bool = False) -> Tally:
    """A tally from its six parts in display order; missing parts are zero."""
    done, busy, stuck, stopped, not_started, never = (*counts, *(0,) * (6 - len(counts)))
    return Tally(done, busy, stuck, stopped, not_started, never, silent, hidden)


def tallies(size: float = 1) -> tuple[Tally, ...]:
    """One tally per section."""
    return tuple(tally(*(round(count * size) for count in counts)) for counts in NINE)


def added(parts: Sequence[Tally]) -> Tally:
    """All pledges together."""
    names = ("done", "busy", "stuck", "stopped", "not_started", "never")
    return Tally(**{name: sum(getattr(part, name) for part in parts) for name in names})


def changes() -> Changes:
    """As on the sketch."""
    return Changes(
        SINCE,
        OP,
        signatories=48,
        organisations=21,
        new_signatories=51,
        gone_signatories=3,
        pledges=120,
        new_pledges=128,
        gone_pledges=8,
        done=63,
        started=40,
        stuck=17,
        stuck_by=((Obstacle.TIJD, 9), (Obstacle.GELD, 5), (Obstacle.KENNIS, 3)),
        back=9,
        heard=310,
        went_silent=12,
    )


def gaps() -> tuple[Gap, ...]:
    """One of each kind."""
    return (
        Gap(GapKind.ACTION, action="8.1"),
        Gap(GapKind.ACTION, action="7.4"),
        Gap(GapKind.GROUP_IN_PROVINCE, group=6, province="PV29"),
        Gap(GapKind.MUNICIPALITY, province="PV26", municipality="GM0312"),
    )


def overview(size: float = 1, selection: Selection = WHOLE) -> Overview:
    """The first page; ``size`` multiplies all pledges."""
    parts = tallies(size)
    return Overview(
        STAMP,
        selection,
        HeadCount(round(240 * size), round(372 * size)),
        added(parts),
        tuple(SectionRow(number, part) for number, part in enumerate(parts, 1)),
        changes(),
        gaps(),
        131,
    )


def empty_overview(selection: Selection = WHOLE) -> Overview:
    """The first page of an empty register."""
    rows = tuple(SectionRow(number, Tally()) for number in range(1, 10))
    return Overview(EMPTY_STAMP, selection, HeadCount(), Tally(), rows, Changes(SINCE, OP), (), 0)


def sections(selection: Selection = WHOLE, size: float = 1) -> SectionsView:
    """All actions; the second action of each section has no takers."""
    rng = random.Random(7)
    details = []
    for section in load_plan().sections:
        rows = []
        for place, action in enumerate(section.actions):
            part = Tally() if place == 1 else tally(*(round(size * rng.randint(0, 30)) for _ in range(6)))
            rows.append(
                ActionRow(action.code, part, HeadCount(part.total // 2, part.total - part.total // 2))
            )
        whole = added([row.tally for row in rows])
        details.append(SectionDetail(section.number, whole, tally(whole.done), tuple(rows)))
    chosen = [detail.tally for detail in details if selection.section in (None, detail.number)]
    return SectionsView(STAMP, selection, tuple(details), added(chosen))


def empty_sections() -> SectionsView:
    """Nobody pledged anything."""
    return SectionsView(
        EMPTY_STAMP,
        WHOLE,
        tuple(
            SectionDetail(
                section.number,
                Tally(),
                Tally(),
                tuple(ActionRow(action.code, Tally(), HeadCount()) for action in section.actions),
            )
            for section in load_plan().sections
        ),
        Tally(),
    )


def voice(**changed: object) -> Voice:
    """One signatory with hostile words."""
    plain = Voice(
        1,
        "Welzijn Voorbeeldstad",
        Kind.ORGANISATIE,
        3,
        ("GM0344",),
        Status.STAAT_STIL,
        OP,
        Obstacle.TIJD,
        "We begonnen met een keukentafel.",
        "https://voorbeeld.nl/verhaal",
        "Iemand die meedenkt.",
        True,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # a test says what it changes


def action(selection: Selection = WHOLE) -> ActionView:
    """One action with voices, some hostile."""
    parts = tuple((group, tally(*(count // 4 for count in NINE[group - 1]))) for group in range(1, 10))
    hostile = voice(name=NASTY, words=NASTY, link="javascript:alert(1)", ask=NASTY, confirmed=False)
    silent = voice(status=None, heard_on=None, obstacle=None, words="", link="", ask="", regions=())
    return ActionView(
        STAMP,
        selection,
        "3.2",
        added([part for _, part in parts]),
        HeadCount(150, 210),
        parts,
        ((Obstacle.TIJD, 12), (Obstacle.GELD, 12), (Obstacle.KENNIS, 2)),
        (voice(), hostile, silent),
        88,
    )


def empty_action() -> ActionView:
    """An action nobody chose."""
    parts = tuple((group, Tally()) for group in range(1, 10))
    return ActionView(EMPTY_STAMP, WHOLE, "8.1", Tally(), HeadCount(), parts, (), (), 0)


def groups(selection: Selection = WHOLE) -> GroupsView:
    """The nine groups; from the second persons were left out."""
    rows = tuple(
        GroupRow(
            number,
            HeadCount(10 * number, 5, hidden_persons=number == 2),
            tally(part.done, part.busy),
            tally(0, 0, part.stuck, part.stopped, part.not_started, part.never),
            part,
            None if number == 2 else number - 3,
        )
        for number, part in enumerate(tallies(), 1)
    )
    chosen = [row for row in rows if selection.group in (None, row.group)]
    people = HeadCount(sum(row.signatories.organisations for row in chosen), 5 * len(chosen))
    return GroupsView(STAMP, selection, SINCE, rows, people, added([row.both for row in chosen]))


def empty_groups() -> GroupsView:
    """Nobody in any group."""
    nothing = (Tally(), Tally(), Tally(), 0)
    rows = tuple(GroupRow(number, HeadCount(), *nothing) for number in range(1, 10))
    return GroupsView(EMPTY_STAMP, WHOLE, SINCE, rows, HeadCount(), Tally())


def matrix(rows: int = 9, size: int = 1, hidden: bool = True) -> Matrix:
    """A cross-table of provinces with empty and protected cells."""
    rng = random.Random(3)
    columns = (*(province.code for province in load_regions().provinces), LANDELIJK, ONBEKEND)
    cells = tuple(
        tuple(Cell(max(rng.randint(-6, 40), 0) * size, hidden and rng.random() < 0.06) for _ in columns)
        for _ in range(rows)
    )
    count = sum(cell.hidden for row in cells for cell in row)
    return Matrix(tuple(str(number) for number in range(1, rows + 1)), columns, cells, count)


def regions(selection: Selection = WHOLE, size: int = 1) -> RegionsView:
    """The regions; Zeeland is empty, one municipality is protected."""
    rng = random.Random(5)
    catalogue = load_regions()
    municipalities = tuple(
        _municipality(place.code, place.province, rng, size) for place in catalogue.municipalities_on(OP)
    )
    provinces = tuple(_province(province.code, municipalities) for province in catalogue.provinces)
    detail = None
    if selection.province in (LANDELIJK, ONBEKEND):
        row = ProvinceRow(selection.province, HeadCount(60, 11), 0.0, 0, 0, tally(20, 60, 9, 4, 30, 70))
        detail = ProvinceDetail(row, (), (), ((Obstacle.TIJD, 6), (Obstacle.GELD, 3)))
    if selection.province in {province.code for province in catalogue.provinces}:
        detail = ProvinceDetail(
            next(row for row in provinces if row.code == selection.province),
            (8,),
            tuple(
                row.code for row in municipalities if row.province == selection.province and not row.present
            ),
            ((Obstacle.TIJD, 5), (Obstacle.GELD, 4), (Obstacle.KENNIS, 2)),
        )
    return RegionsView(
        STAMP,
        selection,
        HeadCount(240, 372),
        HeadCount(60, 11),
        HeadCount(0, 1),
        700,
        provinces,
        municipalities,
        matrix(),
        detail,
    )


def _municipality(code: str, province: str, rng: random.Random, size: int) -> MunicipalityRow:
    if code == "GM0344":
        return MunicipalityRow(code, province, HeadCount(0, 0, hidden_persons=True), present=True)
    count = 0 if province == "PV29" else max(int(rng.gauss(3, 5)), 0) * size
    return MunicipalityRow(code, province, HeadCount(count), present=count > 0)


def _province(code: str, municipalities: Sequence[MunicipalityRow]) -> ProvinceRow:
    inside = [row for row in municipalities if row.province == code]
    count = HeadCount(sum(row.signatories.total for row in inside), 0)
    inhabitants = load_regions().province(code).inhabitants
    covered = sum(1 for row in inside if row.present)
    part = tally(*(counts * count.total // 100 for counts in (20, 60, 9, 4, 30, 70)))
    return ProvinceRow(code, count, 100_000 * count.total / inhabitants, len(inside), covered, part)


def empty_regions() -> RegionsView:
    """Nobody anywhere."""
    full = regions()
    return replace(
        full,
        stamp=EMPTY_STAMP,
        signatories=HeadCount(),
        nationwide=HeadCount(),
        unknown=HeadCount(),
        placements=0,
        provinces=tuple(
            replace(row, signatories=HeadCount(), per_100k=0.0, covered=0, tally=Tally())
            for row in full.provinces
        ),
        municipalities=tuple(
            replace(row, signatories=HeadCount(), present=False) for row in full.municipalities
        ),
        matrix=replace(
            full.matrix, cells=tuple(tuple(Cell(0) for _ in row) for row in full.matrix.cells), hidden_cells=0
        ),
    )


def trend(selection: Selection = WHOLE, size: int = 1) -> TrendView:
    """Eighteen months of growth."""
    days = month_ends(date(2025, 5, 31), OP)
    points = tuple(
        TrendPoint(
            day,
            size * 612 * place // len(days),
            size * 240 * place // len(days),
            tally(*(size * count * place // len(days) for count in (266, 415, 93, 27, 206, 589))),
        )
        for place, day in enumerate(days, 1)
    )
    moves = tuple(
        Move(number, before, after)
        for number, (before, after) in enumerate(zip(tallies(0.8), tallies(), strict=True), 1)
    )
    flows = (
        Flow(Status.NIET_GESTART, Status.BEZIG, 40),
        Flow(Status.BEZIG, Status.AFGEROND, 63),
        Flow(Status.BEZIG, Status.BEZIG, 300),
        Flow(Status.AFGEROND, Status.BEZIG, 4),
        Flow(None, Status.NIET_GESTART, 120),
        Flow(Status.GESTOPT, None, 8),
    )
    newcomers = (
        NewSignatory("Welzijn Voorbeeldstad", Kind.ORGANISATIE, 3, date(2026, 11, 2)),
        NewSignatory(NASTY, Kind.PERSOON, 1, date(2026, 10, 2)),
    )
    before, after = (added([getattr(move, when) for move in moves]) for when in ("before", "after"))
    return TrendView(STAMP, selection, points, SINCE, changes(), before, after, moves, flows, newcomers)


def empty_trend() -> TrendView:
    """Nothing ever happened."""
    moves = tuple(Move(number, Tally(), Tally()) for number in range(1, 10))
    nothing = (Changes(SINCE, OP), Tally(), Tally(), moves, (), ())
    return TrendView(EMPTY_STAMP, WHOLE, (), SINCE, *nothing)


def gaps_view(selection: Selection = WHOLE) -> GapsView:
    """White spots of every kind."""
    codes = load_plan().codes
    order = sorted(range(len(codes)), key=lambda place: (place * 7) % 27)
    actions = tuple(ThinAction(codes[place], rank // 2 * 5) for rank, place in enumerate(order))
    full = regions()
    empty = {
        row.code: tuple(m.code for m in full.municipalities if m.province == row.code and not m.present)
        for row in full.provinces
    }
    return GapsView(
        STAMP,
        selection,
        actions,
        matrix(),
        ((6, "PV29"), (8, "PV29"), (8, "PV22")),
        tuple(sorted(empty.items(), key=lambda item: -len(item[1]))),
        len(full.municipalities),
        (GroupGap(4, 74, 342, kind=Kind.ORGANISATIE), GroupGap(1, 120, None)),
    )


def empty_gaps() -> GapsView:
    """Everything is a white spot."""
    full = gaps_view()
    provinces = load_regions().provinces
    return replace(
        full,
        stamp=EMPTY_STAMP,
        actions=tuple(ThinAction(code, 0) for code in load_plan().codes),
        presence=replace(
            full.presence,
            cells=tuple(tuple(Cell(0) for _ in row) for row in full.presence.cells),
            hidden_cells=0,
        ),
        missing=tuple((group, province.code) for province in provinces for group in range(1, 10)),
        empty_municipalities=tuple((province.code, province.municipalities) for province in provinces),
        references=(GroupGap(4, 0, 342), GroupGap(1, 0, None)),
    )


def directory(text: str = "", selection: Selection = WHOLE) -> DirectoryView:
    """A page of names, one hostile."""
    cards = (
        SignatoryCard(
            1, "Welzijn Voorbeeldstad", Kind.ORGANISATIE, 3, ("GM0344", "PV29"), OP, ("3.1", "3.2")
        ),
        SignatoryCard(2, NASTY, Kind.PERSOON, 1, (), OP, ()),
    )
    return DirectoryView(STAMP, selection, text, HeadCount(240, 372), 312, 2, 1, 1, cards)


def empty_directory() -> DirectoryView:
    """Nobody lets a name be seen."""
    return DirectoryView(EMPTY_STAMP, WHOLE, "", HeadCount(), 0, 0, 1, 1, ())


#: For each question: answers as they come, from nothing to far too much.
ANSWERS = {
    "overview": (overview(), empty_overview(), overview(1000)),
    "sections": (sections(), empty_sections(), sections(size=1000)),
    "action": (action(), empty_action()),
    "groups": (groups(), empty_groups()),
    "regions": (regions(), empty_regions(), regions(size=3000), regions(Selection(OP, province="PV26"))),
    "trend": (trend(), empty_trend(), trend(size=5000)),
    "gaps": (gaps_view(), empty_gaps()),
    "directory": (directory(), empty_directory(), directory("zorg")),
}

#: Cuts a page can be about.
CUTS = (
    WHOLE,
    Selection(OP, section=3),
    Selection(OP, group=2),
    Selection(OP, province="PV29"),
    Selection(OP, province=LANDELIJK),
    Selection(OP, province=ONBEKEND),
    Selection(OP, section=3, group=2, province="PV30"),
    Selection(OP, group=2, province="PV30"),
)
