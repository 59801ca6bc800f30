import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsw.regions import LANDELIJK, ONBEKEND, Reason, load_regions

REGIONS = load_regions()
NAMED = [*REGIONS.municipalities, *REGIONS.provinces]
HINTS = st.sampled_from([None, "gemeente", "provincie"])
PIECES = st.sampled_from(
    [
        *(one.name for one in NAMED),
        "gemeente",
        "prov.",
        "(NH)",
        "(Gld)",
        "landelijk",
        "en",
        ",",
        "Bergen",
        "Elst",
    ]
)
TYPED = st.one_of(st.text(), st.lists(PIECES, max_size=5).map(" ".join))


@given(TYPED, HINTS)
def test_any_text_gets_an_answer_of_known_codes_and_the_same_one_again(text: str, hint: str | None) -> None:
    match = REGIONS.match(text, hint)
    assert match == REGIONS.match(text, hint)
    assert len(match.codes) <= 1
    assert len(set(match.candidates)) == len(match.candidates)
    assert all(code in REGIONS for code in (*match.codes, *match.candidates))
    assert ONBEKEND not in match.codes


@given(TYPED, HINTS)
def test_a_doubt_is_never_settled_by_guess(text: str, hint: str | None) -> None:
    match = REGIONS.match(text, hint)
    if match.reason in {Reason.AMBIGUOUS, Reason.UNKNOWN}:
        assert match.codes == ()
    elif match.reason is Reason.PROVINCE_ONLY:
        assert {REGIONS.province_of(code) for code in match.candidates} == set(match.codes)
        assert len(match.candidates) > 1
    else:
        assert match.codes == match.candidates
        assert (match.reason is Reason.NATIONWIDE) == (match.codes == (LANDELIJK,))


@given(TYPED, HINTS)
def test_the_name_of_an_answer_leads_back_to_it(text: str, hint: str | None) -> None:
    for code in REGIONS.match(text, hint).codes:
        assert code in REGIONS.match(REGIONS.name(code)).candidates
        assert REGIONS.match(code).codes == (code,)


@given(st.sampled_from(NAMED), st.sampled_from([str.upper, str.lower, str.title, lambda text: f" {text}. "]))
def test_spelling_it_loudly_changes_nothing(one, written) -> None:
    assert REGIONS.match(written(one.name)) == REGIONS.match(one.name)


@pytest.mark.parametrize("one", NAMED, ids=lambda one: one.code)
def test_every_region_answers_to_its_own_name(one) -> None:
    match = REGIONS.match(one.name)
    assert match.codes == (one.code,) or (match.reason is Reason.AMBIGUOUS and one.code in match.candidates)
    kind = "provincie" if one.code.startswith("PV") else "gemeente"
    assert REGIONS.match(one.name, kind).codes == (one.code,)
    assert REGIONS.match(f"{kind} {one.name}").codes == (one.code,)
