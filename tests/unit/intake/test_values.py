import pytest

from dsw.intake.days import SlashOrder, read_moment
from dsw.intake.options import action_options, group_keys
from dsw.intake.values import MISSING, is_missing, key_of, read_email, read_yes, repaired, unguarded
from dsw.plan import load_plan

D, M = SlashOrder.DAY_FIRST, SlashOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2025-09-01 14:03:22", D, "2025-09-01 14:03:22"),
        ("2025-09-01", D, "2025-09-01 00:00:00"),
        ("2025-09-01T14:03:22.123", D, "2025-09-01 14:03:22"),
        ("2024/12/03 8:48:17 p.m. CET", D, "2024-12-03 20:48:17"),
        ("2022/11/30 10:39:41 PM GMT+1", D, "2022-11-30 22:39:41"),
        ("2025/12/06 12:01:00 a.m. CET", D, "2025-12-06 00:01:00"),
        ("2025-09-01T23:30:00Z", D, "2025-09-02 01:30:00"),
        ("2025-09-01 20:00:00 GMT-5", D, "2025-09-02 03:00:00"),
        ("2025-09-01 00:30+02:00", D, "2025-09-01 00:30:00"),
        ("7/2/20 11:00:22", M, "2020-07-02 11:00:22"),
        ("7/2/20 11:00:22", D, "2020-02-07 11:00:22"),
        ("23/11/2025", M, "2025-11-23 00:00:00"),
        ("11/23/2025", D, "2025-11-23 00:00:00"),
        ("01-09-2025 9:05", M, "2025-09-01 09:05:00"),
        ("1.9.25", M, "2025-09-01 00:00:00"),
        ("1 september 2025", D, "2025-09-01 00:00:00"),
        ("ma 1 sep. 2025 om 14:05 uur", D, "2025-09-01 14:05:00"),
        ("45901.5", D, "2025-09-01 12:00:00"),
    ],
)
def test_a_day_in_any_dress(text: str, order: SlashOrder, moment: str) -> None:
    assert str(read_moment(f" {text} ", order)) == moment


def test_serial_numbers_from_1904() -> None:
    assert str(read_moment("44439", D, date_1904=True)) == "2025-09-01 00:00:00"


@pytest.mark.parametrize(
    "text", ["", "gisteren", "31-02-2025", "0001-01-01", "12:00", "1970-01-01", "9" * 40]
)
def test_what_is_no_day(text: str) -> None:
    assert read_moment(text, D) is None


def test_double_encoded_letters_are_put_right() -> None:
    assert repaired("SociÃ«teit") == "Sociëteit"
    assert repaired("  a\u200bb\x01c\u202ed\xa0e\r\nf ") == "abcd e\nf"
    assert repaired("Café ’t Hoekje 👩‍🏫") == "Café ’t Hoekje 👩‍🏫"


@pytest.mark.parametrize("text", sorted(MISSING))
def test_every_way_to_say_nothing(text: str) -> None:
    assert is_missing(f" {text.upper()} ")


def test_a_name_is_not_missing() -> None:
    assert not is_missing("Nan Bakker")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ja", True),
        ("x", True),
        ("Ja, dat mag", True),
        ("✓", True),
        ("NEE", False),
        ("0", False),
        ("Ik twijfel", None),
    ],
)
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert read_yes(text) is answer


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Noor <noor@voorbeeld.nl>", "noor@voorbeeld.nl"),
        ("noor@voorbeeld.nl", "noor@voorbeeld.nl"),
        ("noor@voorbeeld.nl, ans@voorbeeld.nl", None),
        ("noor@localhost", None),
        ("noor at voorbeeld.nl", None),
    ],
)
def test_one_address_or_none(text: str, address: str | None) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    ("text", "meant"),
    [("'=1", "=1"), ("''=1", "'=1"), ("'s-Gravenhage", "'s-Gravenhage"), ("'\tx", "\tx"), ("'", "'")],
)
def test_one_guarding_apostrophe_goes_off(text: str, meant: str) -> None:
    assert unguarded(text) == meant


def test_two_spellings_have_one_key() -> None:
    assert key_of("  Zórg & Welzijn, Noord-Oost! ") == key_of("zorg en welzijn noord oost")


# --------------------------------------------------------------------------------------------- options


@pytest.mark.parametrize("index", range(1, 28))
def test_every_action_is_known_by_code_and_title(index: int) -> None:
    action = load_plan().actions[index - 1]
    for text in (
        "{0}",
        "{1}",
        "{0} {1}",
        "{0}: {1}",
        "Actie {0}: {1}",
        "actie {0}",
        "{0} - iets anders, heel anders",
    ):
        assert action_options().split(text.format(action.code, action.title)) == ((index,), ())


@pytest.mark.parametrize("joint", [";", "; ", ", ", "\n", "\r\n", "|"])
@pytest.mark.parametrize("shape", ["{0}", "{1}", "{0} {1}", "Actie {0}: {1}"])
def test_all_actions_in_one_answer(joint: str, shape: str) -> None:
    answer = joint.join(shape.format(action.code, action.title) for action in load_plan().actions)
    assert action_options().split(answer) == (tuple(range(1, 28)), ())
    assert action_options().split(answer + joint) == (tuple(range(1, 28)), ())


def test_options_with_commas_are_not_split() -> None:
    options = action_options({"Praten, denken, doen": "3.1", "Praten": "3.2"})
    assert options.split("Praten, Praten, denken, doen, 4.1") == ((6, 5, 8), ())


def test_what_is_no_option_is_kept_apart_as_it_was_written() -> None:
    said = action_options().split("Anders, namelijk Koffie, 3.1;9.9 Onzin;3.10;1.1")
    assert said == ((5, 1), ("Anders, namelijk Koffie", "9.9 Onzin", "3.10"))


def test_every_group_is_known_by_number_and_name() -> None:
    for section in load_plan().sections:
        for text in (
            str(section.number),
            section.name,
            section.short_name.upper(),
            f"{section.number}. {section.name}",
        ):
            assert group_keys()[key_of(text)] == section.number


@pytest.mark.parametrize("answer", ["actie 3.1 en 3.2", "3.1/3.2", "3.1 & actie 3.2", "3.1 3.2", "3.1+3.2"])
def test_codes_joined_by_a_word_are_both_actions(answer: str) -> None:
    assert action_options().split(answer) == ((5, 6), ())


def test_a_code_within_an_answer_is_told() -> None:
    assert action_options().split("3.1 en later misschien 3.2") == ((5,), ("3.2",))


def test_a_long_text_is_searched_for_no_address() -> None:
    assert read_email("a@" + "b." * 100_000) is None


def test_characters_that_are_none_go_out() -> None:
    assert repaired("No\ufffeor\ufdd0") == "Noor"
