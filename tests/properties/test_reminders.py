"""Reminders, for all registers: the gap holds, who said no gets none, every letter has a reason."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dsw.domain import Status
from dsw.office.reminders import ENDED, Known, LetterDue, Promise, Reason, letters_due
from dsw.store import Contact

DAY = date(2026, 11, 2)
DAYS = st.dates(DAY - timedelta(days=900), DAY + timedelta(days=5))
GAPS = st.integers(0, 400)
CONTACTS = st.builds(
    Contact, st.just("Sam"), st.sampled_from(["", "sam@voorbeeld.example", "kim@b.example"]), st.booleans()
)
PROMISES = st.builds(
    Promise,
    st.integers(1, 27),
    st.sampled_from(Status),
    DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.dates(DAY - timedelta(days=90), DAY + timedelta(days=90)),
)
KNOWN = st.builds(
    Known,
    st.integers(1, 1000),
    st.lists(PROMISES, max_size=4, unique_by=lambda one: one.action).map(tuple),
    st.dictionaries(st.integers(1, 3), CONTACTS, max_size=3),
    st.frozensets(st.integers(1, 3), max_size=2),
    st.none() | DAYS,
)
REGISTERS = st.lists(KNOWN, max_size=8, unique_by=lambda one: one.signatory)


def why(letter: LetterDue, promise: Promise) -> bool:
    """Whether a letter's reason holds for one of the pledges it names."""
    heard = promise.heard_on
    return {
        Reason.NOOIT: heard is None,
        Reason.STIL: heard is not None and heard < date(2026, 5, 2),
        Reason.STREEFDATUM: promise.due is not None and promise.due <= DAY + timedelta(days=30),
        Reason.STAAT_STIL: promise.status is Status.STAAT_STIL
        and promise.since is not None
        and promise.since <= DAY - timedelta(days=90),
    }[letter.reason]


@given(REGISTERS, GAPS)
def test_every_letter_may_go_and_has_a_reason(register: list[Known], gap: int) -> None:
    known = {one.signatory: one for one in register}
    letters = letters_due(register, DAY, gap)
    assert len({letter.signatory for letter in letters}) == len(letters)
    for letter in letters:
        one = known[letter.signatory]
        assert letter.to == one.contacts[letter.contact]
        assert letter.to.mail_consent
        assert letter.to.email
        assert letter.contact not in one.bounced
        signs = [sign for promise in one.promises for sign in (promise.pledged_on, promise.heard_on)]
        last = max(sign for sign in (*signs, one.reminded_on) if sign)
        assert (DAY - last).days >= max(gap, 1)
        named = [promise for promise in one.promises if promise.action in letter.actions]
        assert named
        assert all(promise.status not in ENDED and why(letter, promise) for promise in named)


@given(REGISTERS, GAPS, st.randoms())
def test_the_order_in_which_signatories_come_does_not_matter(
    register: list[Known], gap: int, chance: object
) -> None:
    shuffled = list(register)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' own chance
    assert letters_due(shuffled, DAY, gap) == letters_due(register, DAY, gap)


@given(REGISTERS, GAPS)
def test_who_was_just_written_to_is_not_written_to_again(register: list[Known], gap: int) -> None:
    written = {letter.signatory for letter in letters_due(register, DAY, gap)}
    after = [
        Known(one.signatory, one.promises, one.contacts, one.bounced, DAY)
        if one.signatory in written
        else one
        for one in register
    ]
    assert letters_due(after, DAY, gap) == ()


@given(REGISTERS, GAPS)
def test_a_wider_gap_writes_to_nobody_more(register: list[Known], gap: int) -> None:
    narrow, wide = (letters_due(register, DAY, some) for some in (gap, gap + 30))
    assert set(wide) <= set(narrow)
