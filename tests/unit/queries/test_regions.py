"""One region seen alone, also those that stand on no map."""

from datetime import date

import pytest

from dsw.domain import Kind, Obstacle, Status
from dsw.queries import overview, regions
from dsw.store import Snapshot
from dsw.views import Selection
from tests.unit.queries.registers import Register

OP = date(2026, 11, 2)
WHERE = {"landelijk": ["landelijk"], "onbekend": [], "PV26": ["GM0344"]}
HELD = {"landelijk": Obstacle.GELD, "onbekend": Obstacle.KENNIS, "PV26": Obstacle.TIJD}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    made = Register()
    for place, codes in WHERE.items():
        number = made.sign(Kind.ORGANISATIE, 3, codes)
        made.pledge(number, "3.2", "8.1")
        made.report(number, "3.2", Status.STAAT_STIL, date(2026, 10, 1), HELD[place])
    return made.snapshot()


@pytest.mark.parametrize("place", WHERE)
def test_what_holds_back_is_told_of_every_region(snapshot: Snapshot, place: str) -> None:
    detail = regions(snapshot, Selection(OP, province=place)).detail
    assert detail is not None
    assert detail.row.code == place
    assert detail.obstacles == ((HELD[place], 1),)


@pytest.mark.parametrize("place", WHERE)
@pytest.mark.parametrize("section", [None, 3, 8, 9])
def test_a_region_alone_counts_as_the_overview_does(
    snapshot: Snapshot, place: str, section: int | None
) -> None:
    chosen = Selection(OP, section=section, province=place)
    detail, whole = regions(snapshot, chosen).detail, overview(snapshot, chosen)
    assert detail is not None
    assert (detail.row.tally, detail.row.signatories) == (whole.pledges, whole.signatories)


@pytest.mark.parametrize("place", ["landelijk", "onbekend"])
def test_who_stands_on_no_map_misses_nobody_there(snapshot: Snapshot, place: str) -> None:
    detail = regions(snapshot, Selection(OP, province=place)).detail
    assert detail is not None
    assert (detail.row.municipalities, detail.missing_groups, detail.empty_municipalities) == (0, (), ())
    assert not detail.unsure
