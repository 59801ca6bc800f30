"""What is forgotten in time, and what stays; on both databases."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from dsw.access.holders import Holder
from dsw.access.knocking import may_knock
from dsw.access.links import make_link
from dsw.access.sessions import begin_session
from dsw.duties import DUTIES, perform
from dsw.outbox import Letter, next_due, post, settle_refused
from dsw.settings import now
from dsw.signups import Stage
from dsw.store import Desk, Store
from dsw.store.schema import COUNTER, signup

(TIDY,) = (duty for duty in DUTIES if duty.name == "opruimen")


def fill(desk: Desk, number: str, stage: Stage) -> None:
    """Everything there can be about a sign-up."""
    holder = Holder(signup=number)
    desk.put(signup, id=number, stage=stage.value, made_at=now(), form="{}", mailbox="")
    make_link(desk, f"geheim {number}", holder)
    begin_session(desk, holder)
    post(desk, Letter.BEVESTIG, "iemand@voorbeeld.example", holder)
    may_knock(desk, "aanmelden", number, 5, timedelta(hours=1))


def counts(store: Store) -> dict[str, int]:
    with store.read() as db:
        return {table.name: db.count(select(*table.primary_key)) for table in COUNTER}


def kept(**numbers: int) -> dict[str, int]:
    return {table.name: 0 for table in COUNTER} | numbers


def test_who_never_proved_an_address_is_forgotten_with_all_that_points_there(
    store: Store, clock: Callable[[str], None]
) -> None:
    with store.desk() as desk:
        fill(desk, "een", Stage.WACHT_OP_MAIL)
    whole = kept(signup=1, link=1, session=1, outbox=1, knock=1)
    for day, left in (
        ("2026-11-02", whole),
        ("2026-11-03", whole | {"session": 0, "knock": 0}),
        ("2026-12-01", whole | {"session": 0, "knock": 0}),
        ("2026-12-02", kept()),
    ):
        clock(day)
        assert perform(TIDY, store)
        assert counts(store) == left, day


def test_who_proved_it_stays_and_only_the_rest_goes(store: Store, clock: Callable[[str], None]) -> None:
    with store.desk() as desk:
        fill(desk, "een", Stage.WACHT_OP_MOVISIE)
        posted = next_due(desk)
        assert posted is not None
        settle_refused(desk, posted, "adres 550")
    clock("2026-12-02")
    assert perform(TIDY, store)
    assert counts(store) == kept(signup=1, link=1)
    clock("2027-01-01")
    assert perform(TIDY, store)
    assert counts(store) == kept(signup=1)


def test_what_waits_to_be_sent_is_not_forgotten(store: Store, clock: Callable[[str], None]) -> None:
    with store.desk() as desk:
        post(desk, Letter.GEWIST, "iemand@voorbeeld.example", Holder())
    clock("2027-11-02")
    assert perform(TIDY, store)
    assert counts(store) == kept(outbox=1)
