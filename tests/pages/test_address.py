"""The address says everything a page is about; widgets follow it and write to it."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dsw.screen.frame import PLACES, Place
from tests.pages.visiting import faults, headline, place, plain, table, visit, written

pytestmark = pytest.mark.usefixtures("shared")

WRONG = {
    "op=morgen": "is geen dag",
    "op=2026-1-1": "is geen dag",
    "op=1999-12-31": "is geen dag",
    "op=2999-01-01": "is nog niet geweest",
    "sectie=77": "Sectie ‘77’ bestaat niet",
    "sectie=0": "Sectie ‘0’ bestaat niet",
    "doelgroep=drie": "Doelgroep ‘drie’ bestaat niet",
    "provincie=<script>": "kennen we niet",
    "provincie=GM0344": "kennen we niet",
    "actie=9.9": "staat niet in het plan",
    "pagina=-1": "bestaat niet",
    "pagina=99999999999": "bestaat niet",
    "sinds=gisteren": "moet voor de dag van de stand liggen",
    "sinds=2026-11-02": "moet voor de dag van de stand liggen",
}
WIDGETS = ("kies_sectie_filter", "kies_doelgroep_filter", "kies_provincie_filter")


def address(at: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def choose(at: AppTest, key: str, value: str) -> AppTest:
    return at.selectbox(key=key).set_value(value).run()


def part(at: AppTest) -> str:
    """What the page says that it is about; "" when that is everything."""
    return "".join(map(plain, re.findall(r'<p class="dsw-part">(.*?)</p>', written(at))))


def chosen(at: AppTest) -> list[object]:
    return [at.date_input(key="kies_op").value, *(at.selectbox(key=key).value for key in WIDGETS)]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_means_nothing_is_said_and_left_out(wrong: str) -> None:
    at = visit(address=wrong)
    assert list(at.exception) == []
    (said,) = faults(at)
    assert WRONG[wrong] in said
    assert headline(at) == headline(visit())


@pytest.mark.parametrize("where", PLACES, ids=lambda where: where.key)
def test_every_page_says_what_means_nothing(where: Place) -> None:
    at = visit(where, "op=morgen&sectie=77&provincie=<script>alert(1)</script>")
    assert list(at.exception) == []
    assert len(faults(at)) == 3
    assert "<script" not in written(at)
    assert headline(at) == headline(visit(where))


def test_what_is_not_an_action_shows_all_sections() -> None:
    at = visit(place("secties"), "actie=9.9")
    assert headline(at) == headline(visit(place("secties")))


def test_the_address_sets_the_widgets() -> None:
    at = visit(address="op=2026-03-31&sectie=3&doelgroep=2&provincie=landelijk")
    assert chosen(at) == [date(2026, 3, 31), "3", "2", "landelijk"]
    assert part(at) == "Je ziet nu: bij doelgroep 2 (landelijk) voor sectie 3, op 31 maart 2026."


def test_what_is_folded_away_is_not_made() -> None:
    at = visit(address="sectie=3", unfolded=False)
    assert (len(at.selectbox), len(at.date_input), len(at.button)) == (0, 0, 0)
    assert part(at) == "Je ziet nu: voor sectie 3."


def test_the_widgets_set_the_address() -> None:
    at = visit()
    choose(at, "kies_sectie_filter", "3")
    choose(at, "kies_doelgroep_filter", "2")
    choose(at, "kies_provincie_filter", "PV26")
    at.date_input(key="kies_op").set_value(date(2026, 3, 31)).run()
    assert address(at) == {"op": "2026-03-31", "sectie": "3", "doelgroep": "2", "provincie": "PV26"}
    assert headline(at) == headline(visit(address="op=2026-03-31&sectie=3&doelgroep=2&provincie=PV26"))


def test_today_needs_no_day_in_the_address() -> None:
    at = visit(address="op=2026-03-31")
    at.date_input(key="kies_op").set_value(None).run()
    assert address(at) == {}
    assert chosen(at)[0] == date(2026, 11, 2)


def test_everything_again_leaves_the_address() -> None:
    at = visit(address="provincie=PV26&sectie=3")
    choose(at, "kies_provincie_filter", "")
    assert address(at) == {"sectie": "3"}


def test_one_button_clears_all_choices_and_is_there_when_something_is_chosen() -> None:
    at = visit(place("ondertekenaars"), "op=2026-03-31&provincie=PV26&zoek=a&pagina=2")
    (button,) = at.button
    assert button.label == "Toon weer alles"
    button.click().run()
    assert address(at) == {"zoek": "a"}
    assert len(at.button) == 0
    assert part(at) == ""


def test_a_choice_is_kept_on_the_next_page() -> None:
    at = visit(address="provincie=PV26&op=2026-03-31")
    at.switch_page(place("doelgroepen").script).run()
    assert chosen(at) == [date(2026, 3, 31), "", "", "PV26"]
    assert headline(at) == headline(visit(place("doelgroepen"), "provincie=PV26&op=2026-03-31"))


def test_a_region_can_be_chosen_beside_the_map() -> None:
    at = choose(visit(place("regios")), "kies_provincie_naast_kaart", "PV26")
    assert address(at) == {"provincie": "PV26"}
    assert at.selectbox(key="kies_provincie_filter").value == "PV26"
    assert headline(at).startswith("In Utrecht")


def test_the_map_takes_its_form_from_the_address_and_writes_it() -> None:
    at = visit(place("regios"), "kaart=omtrek&kleur=dekking")
    assert (at.radio(key="kies_kaart").value, at.radio(key="kies_kleur").value) == ("omtrek", "dekking")
    assert 'id="tabel-omtrek-dekking"' in written(at)
    at.radio(key="kies_kaart").set_value("tegels").run()
    assert address(at)["kaart"] == "tegels"
    assert 'id="tabel-tegels-dekking"' in written(at)


def test_an_unknown_form_of_map_is_the_usual_one() -> None:
    at = visit(place("regios"), "kaart=<b>&kleur=roze")
    assert list(at.exception) == []
    assert at.radio(key="kies_kaart").value == "zeshoeken"


def test_a_day_to_compare_with_goes_into_the_address() -> None:
    at = visit(place("ontwikkeling"))
    field = at.date_input(key="kies_sinds")
    assert (field.value, field.max) == (date(2026, 8, 4), date(2026, 11, 1))
    field.set_value(date(2026, 1, 1)).run()
    assert address(at) == {"sinds": "2026-01-01"}
    assert "1 januari 2026" in headline(at)


def test_searching_starts_at_page_one() -> None:
    at = visit(place("ondertekenaars"), "pagina=2")
    at.text_input(key="kies_zoek").set_value("  voorbeeld ").run()
    assert address(at) == {"zoek": "voorbeeld"}
    names = [row["Naam"] for row in table(at, "ondertekenaars")]
    assert names
    assert all("voorbeeld" in name for name in names)


def test_a_search_for_nobody_finds_nobody() -> None:
    at = visit(place("ondertekenaars"), "zoek=<img src=x>qq")
    assert headline(at).startswith("We vinden niemand")
    assert "<img" not in written(at)


def test_pages_are_turned_by_links_that_keep_the_choices() -> None:
    first = written(visit(place("ondertekenaars"), "op=2026-10-30&zoek=o"))
    assert 'href="/ondertekenaars?op=2026-10-30&amp;zoek=o&amp;pagina=2#kop-ondertekenaars"' in first
    assert "Vorige bladzijde" not in first
    second = written(visit(place("ondertekenaars"), "op=2026-10-30&zoek=o&pagina=2"))
    assert "Vorige bladzijde" in second
    assert "Bladzijde 2 van" in plain(second)


def test_a_page_beyond_the_last_is_the_last() -> None:
    at = visit(place("ondertekenaars"), "pagina=99")
    assert faults(at) == []
    assert "Volgende bladzijde" not in written(at)
    assert table(at, "ondertekenaars")
