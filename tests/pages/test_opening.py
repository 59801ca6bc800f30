"""Every page opens with its answer, on an empty register and on a full one."""

from datetime import date

import pytest

from dsw.people import OPERATOR
from dsw.queries.address import EARLIEST
from dsw.queries.asking import answer, read_request
from dsw.screen.frame import PLACES, Place
from dsw.sentences import headline as sentence
from dsw.store import Store, shared_mirror
from dsw.texts import text
from tests.conftest import TODAY
from tests.pages.visiting import faults, headline, place, plain, visit, written

#: The question each page answers first.
QUESTIONS = {
    "overzicht": "overview",
    "secties": "sections",
    "doelgroepen": "groups",
    "regios": "regions",
    "ontwikkeling": "trend",
    "witte-vlekken": "gaps",
    "ondertekenaars": "directory",
}
ADDRESSES = (
    "",
    "op=2026-03-31&sectie=3&doelgroep=2&provincie=landelijk",
    "sinds=2026-01-01&zoek=zorg&doelgroep=4&provincie=PV26",
)
ANSWERING = [place(key) for key in QUESTIONS]


def shown_sentence(key: str, address: str) -> str:
    """What the page must open with, asked without a page."""
    params = dict(pair.split("=") for pair in address.split("&") if pair)
    request, faults = read_request(params, date.fromisoformat(TODAY))
    assert faults == ()
    mirror = shared_mirror()
    said = sentence(answer(QUESTIONS[key], mirror.current(), mirror.store, request))
    return f"{said.before}{said.accent}{said.after}"


def test_every_page_answers_a_question_or_tells_about_the_product() -> None:
    assert {place.key for place in PLACES} == {*QUESTIONS, "over"}


@pytest.mark.usefixtures("register_url")
@pytest.mark.parametrize("where", ANSWERING, ids=lambda where: where.key)
def test_a_page_opens_on_an_empty_register(where: Place) -> None:
    at = visit(where)
    assert list(at.exception) == []
    assert faults(at) == []
    assert headline(at) == shown_sentence(where.key, "")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("where", ANSWERING, ids=lambda where: where.key)
def test_a_page_opens_with_the_answer_to_its_address(where: Place) -> None:
    said = set()
    for address in ADDRESSES:
        at = visit(where, address)
        assert list(at.exception) == []
        assert faults(at) == []
        assert headline(at) == shown_sentence(where.key, address)
        said.add(headline(at))
    assert len(said) > 1


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("where", PLACES, ids=lambda where: where.key)
def test_a_page_opens_on_the_first_day_there_is(where: Place) -> None:
    at = visit(where, f"op={EARLIEST}")
    assert list(at.exception) == []
    assert headline(at)


@pytest.mark.usefixtures("register_url")
def test_what_the_product_is_about_is_told_on_an_empty_register() -> None:
    at = visit(place("over"))
    assert list(at.exception) == []
    assert headline(at) == text("over.kop")
    for part in ("tellen", "bronnen", "privacy", "toegankelijkheid"):
        assert f'<h2 id="{part}">' in written(at)


@pytest.mark.usefixtures("shared")
def test_one_action_has_a_page_of_its_own() -> None:
    at = visit(place("secties"), "actie=3.2")
    assert list(at.exception) == []
    assert "actie 3.2" in headline(at)
    assert "Hoe ver is actie 3.2?" in written(at)


def test_fictional_data_is_announced_and_real_data_is_not(filled: Store) -> None:
    banner = text("kader.voorbeeld")
    assert banner in plain(written(visit()))
    with filled.write(OPERATOR, "test") as tx:
        tx.mark_demo(False)
    assert banner not in plain(written(visit()))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("where", PLACES, ids=lambda where: where.key)
def test_a_page_has_a_heading_for_every_part(where: Place) -> None:
    html = written(visit(where))
    assert html.count("<h1") == 1
    for part in html.split('aria-labelledby="')[1:]:
        heading = part.partition('"')[0]
        assert f'id="{heading}"' in html
