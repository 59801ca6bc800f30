"""Texts: found, filled in and written the Dutch way."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

import dsw.texts
from dsw.domain import Evidence, Fact, Freshness, Kind, Obstacle, Status
from dsw.errors import DataError
from dsw.segments import Segment
from dsw.texts import (
    all_texts,
    day,
    day_short,
    decimal,
    label,
    listing,
    moment,
    month,
    month_short,
    number,
    percentage,
    plural,
    show,
    signed,
    text,
)
from dsw.views import GapKind, Shading

MOMENT = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
PLACEHOLDER = re.compile(r"\{[^}]*\}")


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The only texts there are."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(dsw.texts, "all_texts", lambda: texts)
    return texts


def test_values_are_written_in_dutch(only: dict[str, str]) -> None:
    only["x"] = "{n} op {dag}, {deel} van {wie}"
    said = text("x", n=1596, dag=date(2026, 11, 23), deel=3.4, wie="{n} & co")
    assert said == "1.596 op 23 november 2026, 3,4 van {n} & co"


def test_a_missing_text_is_our_own_mistake() -> None:
    with pytest.raises(DataError, match=r"tekst\.ontbreekt"):
        text("er.is.geen")


@pytest.mark.parametrize("template", ["{ontbreekt}", "{}", "{a.b}", "{"])
def test_a_missing_value_is_our_own_mistake(only: dict[str, str], template: str) -> None:
    only["x"] = template
    with pytest.raises(DataError, match=r"tekst\.waarde_ontbreekt"):
        text("x", n=1)


@pytest.mark.parametrize(("n", "said"), [(0, "geen"), (1, "1 ding"), (2, "2 dingen"), (-1, "-1 dingen")])
def test_a_number_chooses_its_words(only: dict[str, str], n: int, said: str) -> None:
    only.update({"x.geen": "geen", "x.een": "{n} ding", "x.meer": "{n} dingen"})
    assert plural("x", n) == said


def test_nothing_is_plural_without_words_of_its_own(only: dict[str, str]) -> None:
    only.update({"x.een": "{n} ding", "x.meer": "{n} dingen"})
    assert plural("x", 0) == "0 dingen"


@pytest.mark.parametrize("enum", [Status, Obstacle, Evidence, Kind, Freshness, GapKind, Shading, Segment])
def test_every_member_has_a_name_of_its_own(enum: type[StrEnum]) -> None:
    names = [label(member) for member in enum]
    assert len(set(names)) == len(names)


def test_segments_are_called_as_their_status() -> None:
    assert [label(Segment(status.value)) for status in Status] == [label(status) for status in Status]


def test_numbers_and_days() -> None:
    assert (number(1596), number(0), decimal(1234.56), percentage(36)) == ("1.596", "0", "1.234,6", "36%")
    assert (signed(48), signed(-3), signed(0)) == ("+48", "\N{MINUS SIGN}3", "0")
    assert (day(date(2026, 3, 1)), day_short(date(2026, 3, 1))) == ("1 maart 2026", "01-03-2026")
    assert (month(date(2026, 3, 1)), month_short(date(2026, 3, 1))) == ("maart 2026", "mrt 2026")
    assert show(True) == "True"


def test_a_number_that_says_which_one_has_no_point() -> None:
    assert text("intake.plaats.rij", rij=1213) == "rij 1213"
    assert text("stand.kop", dag=date(2026, 11, 23), revisie=1145).endswith("revisie 1145")
    assert text("intake.verslag.nieuw", n=1213) == "nieuw: 1.213"


def test_a_code_reads_as_its_name() -> None:
    said = text("fout.status.volgorde", van=Status.STAAT_STIL, naar=Status.NIET_GESTART)
    assert said == "Van ‘staat stil’ kun je niet naar ‘nog niet gestart’."
    assert "streefdatum_gezet" not in text("fout.gebeurtenis.zonder_gevolg", feit=Fact.PLANNED)


def test_a_number_that_may_be_too_low_says_so() -> None:
    assert plural("zin.provincie", 9, least=True, waar="In Drenthe", met="") == (
        "In Drenthe doen minstens 9 ondertekenaars mee."
    )
    hidden = plural("zin.provincie", 0, least=True, waar="In Drenthe", met="")
    assert hidden == "In Drenthe laten we niet zien hoeveel ondertekenaars meedoen."


def test_a_moment_is_told_on_the_dutch_clock() -> None:
    assert moment(MOMENT) == "23 november 2026 om 14.05 uur"
    assert moment(MOMENT, date(2026, 11, 23)) == "vandaag om 14.05 uur"
    assert moment(MOMENT, date(2026, 11, 24)) == "23 november 2026 om 14.05 uur"
    assert moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 2)) == "vandaag om 00.30 uur"


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_a_listing(words: list[str], said: str) -> None:
    assert listing(words) == said


def test_a_key_stands_once() -> None:
    found = {"a.b": "er al"}
    with pytest.raises(DataError, match=r"tekst\.dubbel"):
        dsw.texts._gather({"a": {"b": "nog een keer"}}, "", found)
    with pytest.raises(DataError, match=r"tekst\.dubbel"):
        dsw.texts._gather({"c": 3}, "", found)


def test_no_text_is_empty_or_padded_by_accident() -> None:
    assert [key for key, words in all_texts().items() if not words.strip() or "  " in words] == []


def test_no_text_ranks_people() -> None:
    ranking = re.compile(r"\b(beste|slechtste|winnaar|koploper|achterblijver|top\s?\d)", re.IGNORECASE)
    assert [key for key, words in all_texts().items() if ranking.search(words)] == []


def test_no_share_stands_alone_in_a_sentence() -> None:
    shares = {
        key: words for key, words in all_texts().items() if key.startswith("zin.") and "({deel})" in words
    }
    assert shares
    assert [key for key, words in shares.items() if "{n}" not in PLACEHOLDER.findall(words)] == []
