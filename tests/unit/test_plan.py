import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from dsw.errors import DataError
from dsw.plan import PLAN_FILE, REFERENCE_FILE, load_plan, load_reference
from dsw.regions import load_regions

COUNTS = {1: 1, 2: 3, 3: 3, 4: 3, 5: 3, 6: 5, 7: 5, 8: 1, 9: 3}
CODES = [f"{section}.{n}" for section, count in COUNTS.items() for n in range(1, count + 1)]
NAMES = [
    "Inwoners",
    "Sociaal werkers en ervaringsdeskundigen",
    "Sociaalwerkorganisaties",
    "Gemeenten en zorgverzekeraars",
    "Branche- en beroepsorganisaties",
    "Onderwijsinstellingen",
    "Onderzoeksinstellingen en kennisinstituten",
    "Stimuleringsprogramma’s en subsidiegevers",
    "Overheid",
]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def words_to_readers(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from words_to_readers(value)
    elif isinstance(content, list):
        for value in content:
            yield from words_to_readers(value)


# --- the plan as it is ---


def test_the_plan_has_nine_sections_and_the_27_fixed_codes() -> None:
    plan = load_plan()
    assert plan.version == "2025-05-12"
    assert [section.number for section in plan.sections] == list(range(1, 10))
    assert [section.name for section in plan.sections] == NAMES
    assert [action.code for action in plan.actions] == CODES
    assert list(plan.codes) == CODES


def test_the_default_plan_is_read_once() -> None:
    assert load_plan() is load_plan()
    assert load_reference() is load_reference()


@pytest.mark.parametrize("code", CODES)
def test_every_action_is_found_by_code_section_and_index(code: str) -> None:
    plan = load_plan()
    action = plan.action(code)
    assert action.code == code
    assert action in plan.actions_of(action.section)
    assert plan.code_of(plan.action_index(code)) == code
    assert code in plan


def test_the_index_counts_from_1_to_27_in_plan_order() -> None:
    plan = load_plan()
    assert [plan.action_index(code) for code in CODES] == list(range(1, 28))


@pytest.mark.parametrize("wrong", [0, 28, -1])
def test_an_index_outside_the_plan_is_no_action(wrong: int) -> None:
    with pytest.raises(KeyError):
        load_plan().code_of(wrong)


def test_what_is_not_in_the_plan_is_not_found() -> None:
    plan = load_plan()
    assert "1.2" not in plan
    for ask in (lambda: plan.action("1.2"), lambda: plan.action_index("10.1")):
        with pytest.raises(KeyError):
            ask()
    for number in (0, 10, -1):
        with pytest.raises(KeyError):
            plan.section(number)
    for number in (0, 4):
        with pytest.raises(KeyError):
            plan.theme(number)


@pytest.mark.parametrize("code", CODES)
def test_each_action_is_told_short_and_whole(code: str) -> None:
    action = load_plan().action(code)
    assert len(action.title) <= 60
    assert 2 <= len(sentences(action.summary)) <= 4
    assert 1 <= len(action.practice) <= 3
    assert all(len(sentences(example)) == 1 for example in action.practice)
    assert set(action.themes) <= {1, 2, 3}


def test_sections_speak_to_the_reader_and_say_what_is_asked() -> None:
    for section in load_plan().sections:
        assert len(section.short_name) <= 24
        assert section.group.startswith("Je ")
        assert len(sentences(section.group)) == 1
        assert 2 <= len(sentences(section.asked)) <= 3


def test_each_theme_has_actions_and_no_two_actions_share_a_title() -> None:
    plan = load_plan()
    assert [theme.number for theme in plan.themes] == [1, 2, 3]
    assert {theme for action in plan.actions for theme in action.themes} == {1, 2, 3}
    assert len({action.title for action in plan.actions}) == 27


def test_the_only_date_the_plan_names_stands_with_its_action() -> None:
    plan = load_plan()
    dated = {action.code: [one.when for one in action.dates] for action in plan.actions if action.dates}
    assert dated == {"5.2": ["rond de zomer van 2025"]}
    assert plan.presented.isoformat() == plan.version


@pytest.mark.parametrize("path", [PLAN_FILE, REFERENCE_FILE], ids=lambda path: path.name)
def test_no_sentence_is_longer_than_fifteen_words(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = [one for text in words_to_readers(content) for one in sentences(text)]
    assert len(found) > 10
    assert [one for one in found if len(one.split()) > 15] == []


# --- a wrong file stops the start and says where ---

Broken = Callable[[str, str], DataError]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Load the plan with one passage changed, and hand over the error."""

    def load(passage: str, instead: str) -> DataError:
        text = PLAN_FILE.read_text(encoding="utf-8")
        assert passage in text
        path = tmp_path / "plan.yaml"
        path.write_text(text.replace(passage, instead, 1), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            load_plan(path)
        assert caught.value.values["bestand"] == "plan.yaml"
        return caught.value

    return load


def test_an_unknown_key_is_refused(broken: Broken) -> None:
    error = broken("    kort: Technologie\n", "    kort: Technologie\n    kleur: rood\n")
    assert (error.key, error.values["plaats"]) == ("data.onbekende_sleutel", "themas.1.kleur")


def test_a_missing_text_is_refused(broken: Broken) -> None:
    error = broken("        titel: Digitale problemen zien en helpen oplossen\n", "")
    assert (error.key, error.values["plaats"]) == ("data.ontbreekt", "secties.2.acties.2.titel")


def test_an_empty_text_is_refused(broken: Broken) -> None:
    error = broken("titel: Digitale problemen zien en helpen oplossen", 'titel: "  "')
    assert (error.key, error.values["plaats"]) == ("data.leeg", "secties.2.acties.2.titel")


def test_a_long_title_is_refused(broken: Broken) -> None:
    error = broken("titel: Digitale problemen zien en helpen oplossen", f"titel: {'x' * 61}")
    assert (error.key, error.values["plaats"]) == ("data.te_lang", "secties.2.acties.2.titel")
    assert error.values["max_length"] == 60


def test_a_gap_in_the_numbering_is_refused(broken: Broken) -> None:
    error = broken('code: "3.2"', 'code: "3.4"')
    assert (error.key, error.values["plaats"]) == ("data.nummering", "secties.3")
    assert (error.values["verwacht"], error.values["gevonden"]) == ("3.2", "3.4")


def test_a_code_twice_is_refused(broken: Broken) -> None:
    error = broken('code: "3.2"', 'code: "3.1"')
    assert (error.key, error.values["gevonden"]) == ("data.nummering", "3.1")


def test_a_section_out_of_order_is_refused(broken: Broken) -> None:
    error = broken("  - nummer: 1\n    naam: Inwoners", "  - nummer: 2\n    naam: Inwoners")
    assert error.key == "data.nummering"


@pytest.mark.parametrize("themes", ["[4]", "[1, 1]"])
def test_a_wrong_theme_is_refused(broken: Broken, themes: str) -> None:
    error = broken("themas: [2, 3]", f"themas: {themes}")
    assert (error.key, error.values["plaats"]) == ("data.themas", "1.1")


def test_an_action_without_theme_is_refused(broken: Broken) -> None:
    assert broken("themas: [2, 3]", "themas: []").key == "data.leeg"


def test_a_value_of_another_type_is_refused(broken: Broken) -> None:
    error = broken('versie: "2025-05-12"', "versie: 2025-05-12")
    assert (error.key, error.values["plaats"]) == ("data.ongeldig", "versie")


def test_a_key_twice_is_refused_with_its_line(broken: Broken) -> None:
    error = broken("    kort: Technologie\n", "    kort: Technologie\n    kort: Techniek\n")
    assert (error.key, error.values["waarde"]) == ("data.dubbele_sleutel", "kort")
    lines = PLAN_FILE.read_text(encoding="utf-8").splitlines()
    assert error.values["regel"] == lines.index("    kort: Technologie") + 2


def test_no_yaml_is_refused(broken: Broken) -> None:
    assert broken("themas:\n", "themas: [\n").key == "data.onleesbaar"


def test_a_file_that_is_no_plan_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leeg.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_plan(path)
    assert caught.value.key == "data.ongeldig"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_plan(tmp_path / "weg.yaml")
    assert (caught.value.key, caught.value.values) == ("data.bestand_ontbreekt", {"bestand": "weg.yaml"})


# --- reference populations ---


def test_every_group_has_a_population_or_says_that_nobody_counted() -> None:
    reference = load_reference()
    for group in range(1, 10):
        assert reference.of_group(group)
    for population in reference.populations:
        counted = population.source is not None
        assert counted == (population.total is not None) == (population.as_of is not None)


def test_the_counts_agree_with_the_regions() -> None:
    regions, reference = load_regions(), load_reference()
    inhabitants = sum(province.inhabitants for province in regions.provinces)
    assert reference.population("inwoners").total == inhabitants == 17_947_684
    assert reference.population("gemeenten").total == len(regions.municipalities) == 342
    assert reference.population("provincies").total == len(regions.provinces) == 12
    assert reference.population("zorgverzekeraars").total is None


def test_an_unknown_population_is_not_found() -> None:
    with pytest.raises(KeyError):
        load_reference().population("marsmannen")


@pytest.mark.parametrize(
    ("passage", "instead", "key"),
    [
        ("    aantal: 342\n", "", "data.telling"),
        ("    bron: geen\n", "    bron: geen\n    aantal: 5\n", "data.telling"),
        ("    stand: 2024-01-01\n", "", "data.telling"),
        ("    bron: geen\n", "", "data.ontbreekt"),
        ("sleutel: provincies", "sleutel: gemeenten", "data.dubbel"),
        ("doelgroep: 9", "doelgroep: 10", "data.ongeldig"),
    ],
)
def test_a_count_without_its_source_is_refused(tmp_path: Path, passage: str, instead: str, key: str) -> None:
    text = REFERENCE_FILE.read_text(encoding="utf-8")
    assert passage in text
    path = tmp_path / "referentie.yaml"
    path.write_text(text.replace(passage, instead, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_reference(path)
    assert caught.value.key == key
