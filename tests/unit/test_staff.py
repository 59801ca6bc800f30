"""The staff list, and every way in that ends at it; on both databases."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from dsw.access.holders import Holder
from dsw.access.links import LinkState, find_link, make_link, use_link
from dsw.access.openid import vouched_colleague
from dsw.access.sessions import begin_session, find_session
from dsw.access.staff import Colleague, add_staff, all_staff, find_staff, remove_staff, sign_out, staff_member
from dsw.access.tokens import new_token
from dsw.errors import RuleError
from dsw.people import Role
from dsw.settings import now
from dsw.store import Store
from tests.acts import sign
from tests.staffing import enter, hire, signer

Clock = Callable[[str | date], None]
EMAIL = "redacteur@movisie.example"
ISSUER = "https://login.example/tenant/v2.0"


def known(store: Store, token: str) -> Holder | None:
    with store.read() as db:
        return find_session(db, token)


# -------------------------------------------------------------------------------------------- the list


def test_somebody_is_on_the_list_once_with_the_last_role(store: Store) -> None:
    first = hire(store, Role.LEZER, "Naam@Movisie.example ")
    assert hire(store, Role.BEHEERDER, "naam@movisie.example") == first
    with store.read() as db:
        (found,) = all_staff(db)
        assert (found.email, found.role) == ("naam@movisie.example", Role.BEHEERDER)
        assert find_staff(db, "NAAM@movisie.example") == found
        assert found.actor.name == f"medewerker {first.staff}"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEZER, Role.REDACTEUR, Role.BEHEERDER}))
def test_the_list_knows_roles_of_staff_only(store: Store, role: Role) -> None:
    with pytest.raises(RuleError, match="onbekend"):
        hire(store, role)


@pytest.mark.parametrize("email", ["", "geen", "a@b", "een@a.example twee@b.example", "<x>@a.example"])
def test_the_list_holds_addresses_only(store: Store, email: str) -> None:
    with store.desk() as desk, pytest.raises(RuleError, match="geen_email"):
        add_staff(desk, email, Role.LEZER)


def test_who_is_taken_off_the_list_is_out_at_once(store: Store) -> None:
    holder, token = hire(store), new_token()
    session = enter(store, holder)
    with store.desk() as desk:
        make_link(desk, token, holder)
        assert remove_staff(desk, EMAIL)
        assert not remove_staff(desk, EMAIL)
    assert known(store, session) is None
    with store.desk() as desk:
        assert use_link(desk, token) is None
        assert staff_member(desk, holder.staff or 0) is None


def test_what_somebody_did_who_is_off_the_list_stands_under_nobody_else(store: Store) -> None:
    number = hire(store).staff
    with store.read() as db:
        (gone,) = all_staff(db)
    with store.write(gone.actor, "test") as tx:
        sign(tx)
    with store.desk() as desk:
        remove_staff(desk, EMAIL)
    after = hire(store, Role.LEZER, "nieuw@movisie.example")
    assert (number, after.staff) == (1, 2)
    assert hire(store, Role.LEZER, "nog@movisie.example").staff == 3


# --------------------------------------------------------------------------------- links and sessions


def test_a_link_lets_in_once(store: Store) -> None:
    holder, token = hire(store), new_token()
    with store.desk() as desk:
        make_link(desk, token, holder)
    with store.desk() as desk:
        assert find_link(desk, token).state is LinkState.GELDIG
        assert use_link(desk, token) == holder
    with store.desk() as desk:
        assert use_link(desk, token) is None
        assert find_link(desk, token).state is LinkState.GEBRUIKT


def test_an_old_link_and_a_made_up_one_let_nobody_in(store: Store, clock: Clock) -> None:
    token = new_token()
    holder = hire(store)
    with store.desk() as desk:
        make_link(desk, token, holder)
    clock("2026-12-03")
    with store.desk() as desk:
        assert find_link(desk, token).state is LinkState.VERLOPEN
        assert find_link(desk, new_token()).state is LinkState.ONBEKEND
        assert use_link(desk, token) is None
        assert use_link(desk, new_token()) is None


@pytest.mark.parametrize("token", [None, "", "x", "a" * 43])
def test_a_made_up_session_is_nobodys(store: Store, token: str | None) -> None:
    enter(store, hire(store))
    with store.read() as db:
        assert find_session(db, token) is None


def test_a_session_is_over_the_next_day(store: Store, clock: Clock) -> None:
    holder = hire(store)
    session = enter(store, holder)
    assert known(store, session) == holder
    clock("2026-11-03")
    assert known(store, session) is None


def test_signing_out_ends_every_session_and_link_of_one_person(store: Store) -> None:
    mine, other, theirs = hire(store), hire(store, Role.LEZER), signer(store)
    sessions = [enter(store, holder) for holder in (mine, mine, other, theirs)]
    token = new_token()
    with store.desk() as desk:
        make_link(desk, token, mine)
        sign_out(desk, mine.staff or 0)
        assert find_link(desk, token).state is LinkState.INGETROKKEN
    assert [known(store, session) for session in sessions] == [None, None, other, theirs]
    assert known(store, enter(store, mine)) == mine


def test_a_session_from_before_signing_out_stays_worthless(store: Store, clock: Clock) -> None:
    """Also when it is begun by who was just then coming in."""
    holder = hire(store)
    with store.desk() as desk:
        session = begin_session(desk, holder)
    clock("2026-11-03")
    with store.desk() as desk:
        sign_out(desk, holder.staff or 0)
    clock("2026-11-02")
    late = enter(store, holder)
    assert (known(store, session), known(store, late)) == (None, None)


# --------------------------------------------------------------------------------------- another site


def claims(**changed: object) -> Mapping[str, object]:
    """What a site says of somebody, an hour ago; None leaves a claim out."""
    issued = int((now() - timedelta(hours=1)).timestamp())
    plain = {"iss": ISSUER, "email": EMAIL, "email_verified": True, "iat": issued}
    return {name: value for name, value in {**plain, **changed}.items() if value is not None}


def vouched(store: Store, trusted: str = "", **changed: object) -> Colleague | None:
    with store.read() as db:
        return vouched_colleague(db, claims(**changed), trusted)


def test_who_is_on_the_list_comes_in_by_another_site(store: Store) -> None:
    holder = hire(store)
    for found in (vouched(store), vouched(store, ISSUER), vouched(store, email="Redacteur@MOVISIE.example")):
        assert found
        assert found.number == holder.staff


@pytest.mark.parametrize("email", ["ander@movisie.example", "", None, 7, ["redacteur@movisie.example"]])
def test_who_is_not_on_the_list_does_not(store: Store, email: object) -> None:
    hire(store)
    assert vouched(store, email=email) is None


@pytest.mark.parametrize("verified", [False, "false", 0, "", "nee", [True]])
def test_an_address_that_nobody_checked_proves_nothing(store: Store, verified: object) -> None:
    hire(store)
    assert vouched(store, ISSUER, email_verified=verified) is None
    assert vouched(store, ISSUER, email_verified=None, xms_edov=verified) is None
    assert vouched(store, ISSUER, xms_edov=verified) is None


def test_silence_about_the_address_will_do_from_the_trusted_issuer_alone(store: Store) -> None:
    hire(store)
    assert vouched(store, email_verified=None) is None
    assert vouched(store, "", email_verified=None, iss=None) is None
    assert vouched(store, ISSUER, email_verified=None)
    assert vouched(store, ISSUER, email_verified=None, xms_edov="1")
    assert vouched(store, ISSUER, email_verified=None, iss="https://login.example/other/v2.0") is None
    assert vouched(store, ISSUER, iss="https://login.example/other/v2.0") is None


@pytest.mark.parametrize("hours", [12, 13, 24 * 30])
def test_the_word_of_another_site_holds_as_long_as_a_session(store: Store, hours: int) -> None:
    hire(store)
    assert vouched(store, iat=int((now() - timedelta(hours=hours)).timestamp())) is None
    assert vouched(store, iat=int((now() - timedelta(hours=11)).timestamp()))
    assert vouched(store, iat=None) is None


def test_signing_out_makes_earlier_words_worthless(store: Store, clock: Clock) -> None:
    holder = hire(store)
    assert vouched(store)
    with store.desk() as desk:
        sign_out(desk, holder.staff or 0)
    assert vouched(store) is None
    assert vouched(store, iat=int(now().timestamp())) is None
    assert vouched(store, iat=int(now().timestamp()) + 1)


def test_who_is_off_the_list_is_out_whatever_another_site_says(store: Store) -> None:
    hire(store)
    with store.desk() as desk:
        remove_staff(desk, EMAIL)
    assert vouched(store) is None
