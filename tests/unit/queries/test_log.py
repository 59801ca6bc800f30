"""The log: every fact and every act, in order, by whom and why; on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from dsw import commands
from dsw.access.staff import add_staff, find_staff, remove_staff
from dsw.demo import fill
from dsw.domain import Fact, Obstacle, Status
from dsw.errors import RequestError
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.log import PAGE_SIZE, doer_of, log_acts, log_colleagues, log_lines, log_page
from dsw.queries.log_asked import log_params, read_log_asked, read_number
from dsw.store import Contact, Store
from dsw.texts import all_texts
from dsw.views import Doer, LogAsked, LogLine, LogPlace
from tests.acts import FIRST, report, sign, small_register
from tests.house.reading import called_name, calls, parsed, product_files

EVERYTHING = LogAsked()
SIGNER = Actor(Role.ONDERTEKENAAR, "ondertekenaar 1/1", 1)


def lines(store: Store, asked: LogAsked = EVERYTHING) -> list[LogLine]:
    with store.read() as db:
        return list(log_lines(db, asked))


@pytest.fixture
def told(store: Store) -> Store:
    """Two signatories, with acts of the operator, a colleague, a signer, and an import."""
    with store.desk() as desk:
        colleague = add_staff(desk, "redacteur@movisie.example", Role.REDACTEUR).actor
    with store.write(OPERATOR, "import") as tx:
        one, two = sign(tx, "Eén"), sign(tx, "Twee")
        commands.pledge(tx, one, 3, FIRST, due=date(2026, 12, 31))
    with store.write(SIGNER, "report") as tx:
        report(tx, one, 3, Status.STAAT_STIL, date(2025, 9, 1))
    with store.write(colleague, "contact") as tx:
        commands.set_contact(tx, two, Contact("Iemand", "iemand@voorbeeld.example"))
        tx.explain(two, "Gebeld met de organisatie.")
    with store.write(OPERATOR, "settings"):
        pass
    return store


def test_every_fact_and_act_stands_in_it_newest_first(told: Store) -> None:
    found = lines(told)
    assert [line.place for line in found] == [
        LogPlace(4, 0),
        LogPlace(3, 0),
        LogPlace(2, 5),
        LogPlace(1, 4),
        LogPlace(1, 3),
        LogPlace(1, 2),
        LogPlace(1, 1),
    ]
    assert [line.act for line in found] == ["settings", "contact", "report", *["import"] * 4]
    assert found[0].at.tzinfo is not None


def test_it_tells_who_did_it_about_whom_and_why(told: Store) -> None:
    setting, contact, said, *read_in = lines(told)
    with told.read() as db:
        assert log_colleagues(db) == {1: "redacteur@movisie.example"}
    assert (setting.doer, setting.who, setting.signatory) == (Doer.SYSTEEM, "", 0)
    assert (contact.doer, contact.who, contact.fact) == (Doer.MEDEWERKER, "redacteur@movisie.example", None)
    assert (contact.signatory, contact.name, contact.why) == (2, "Twee", "Gebeld met de organisatie.")
    assert (said.doer, said.who, said.number) == (Doer.ONDERTEKENAAR, "Eén", 1)
    assert (said.fact, said.day, said.action) == (Fact.REPORTED, date(2025, 9, 1), "2.2")
    assert (said.status, said.obstacle, said.why) == (Status.STAAT_STIL, Obstacle.TIJD, "")
    assert {line.doer for line in read_in} == {Doer.INLEZEN}
    assert (read_in[0].fact, read_in[0].due) == (Fact.PLANNED, date(2026, 12, 31))


def test_a_colleague_who_left_keeps_a_number(told: Store) -> None:
    with told.desk() as desk:
        number = getattr(find_staff(desk, "redacteur@movisie.example"), "number", 0)
        assert remove_staff(desk, "redacteur@movisie.example")
    line = lines(told)[1]
    assert (line.doer, line.who, line.number) == (Doer.MEDEWERKER, "", number)
    with told.read() as db:
        assert log_colleagues(db) == {number: ""}


def test_who_several_were_changed_by_one_act_is_not_told(told: Store) -> None:
    with told.write(OPERATOR, "correct") as tx:
        for number in (1, 2):
            commands.rename(tx, number, f"Anders {number}", show_name=False)
    assert lines(told)[0].signatory == 0
    assert [line.place.revision for line in lines(told, LogAsked(signatory=1))] == [5, 2, 1, 1, 1]
    assert lines(told, LogAsked(signatory=1))[0].name == "Anders 1"


ASKED: dict[str, tuple[LogAsked, list[int]]] = {
    "one signatory": (LogAsked(signatory=2), [3, 1]),
    "nobody": (LogAsked(signatory=99), []),
    "facts of a kind": (LogAsked(fact=Fact.SIGNED), [1, 1]),
    "an act": (LogAsked(act="import"), [1, 1, 1, 1]),
    "an act without facts": (LogAsked(act="settings"), [4]),
    "the staff": (LogAsked(doer=Doer.MEDEWERKER), [3]),
    "signers": (LogAsked(doer=Doer.ONDERTEKENAAR), [2]),
    "files": (LogAsked(doer=Doer.INLEZEN), [1, 1, 1, 1]),
    "the rest": (LogAsked(doer=Doer.SYSTEEM), [4]),
    "sign-ups": (LogAsked(doer=Doer.AANMELDING), []),
    "one colleague": (LogAsked(colleague=1), [3]),
    "another colleague": (LogAsked(colleague=2), []),
    "two at once": (LogAsked(doer=Doer.INLEZEN, signatory=2), [1]),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_for_is_found(told: Store, name: str) -> None:
    asked, revisions = ASKED[name]
    assert [line.place.revision for line in lines(told, asked)] == revisions


def test_a_period_is_of_days_on_the_dutch_clock(store: Store, clock: Callable[[str | date], None]) -> None:
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        clock(day)
        with store.write(OPERATOR, "test") as tx:
            sign(tx, day)
    second = date(2026, 3, 2)

    def names(asked: LogAsked) -> list[str]:
        return [line.name[-1] for line in lines(store, asked)]

    assert names(LogAsked(since=second)) == ["3", "2"]
    assert names(LogAsked(until=second)) == ["2", "1"]
    assert names(LogAsked(second, second)) == ["2"]
    assert names(LogAsked(since=date(2026, 4, 1))) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pages_together_are_the_whole_log_each_line_once(store: Store, size: int) -> None:
    small_register(store)
    with store.write(OPERATOR, "settings"):
        pass
    fill_more = [("settings", 0), ("import", 3), ("settings", 0), ("settings", 0), ("sign", 1)]
    for act, count in fill_more:
        with store.write(OPERATOR, act) as tx:
            for number in range(count):
                sign(tx, f"{act} {number}")
    whole, found, after = lines(store), [], None
    with store.read() as db:
        while True:
            page = log_page(db, EVERYTHING, after, size)
            assert len(page.lines) == min(size, len(whole) - len(found))
            found += page.lines
            if page.older is None:
                break
            after = page.older
    assert found == whole
    assert len({line.place for line in found}) == len(found) > 20
    assert sorted(found, key=lambda line: line.place, reverse=True) == found


def test_nothing_is_left_out(store: Store) -> None:
    fill(store, 40)
    with store.read() as db:
        assert len(list(log_lines(db))) == sum(1 for _ in db.all_events()) > PAGE_SIZE
        assert log_acts(db) == ("demo",)


def test_an_empty_register_has_an_empty_log(store: Store) -> None:
    with store.read() as db:
        assert (log_page(db).lines, log_page(db).older) == ((), None)


@pytest.mark.parametrize(
    ("actor", "act", "doer"),
    [
        ("medewerker 3", "approve", Doer.MEDEWERKER),
        ("medewerker 3", "import", Doer.INLEZEN),
        ("ondertekenaar 12/1", "report", Doer.ONDERTEKENAAR),
        ("aanmelding", "sign", Doer.AANMELDING),
        ("opdrachtregel", "demo", Doer.SYSTEEM),
    ],
)
def test_everybody_is_somebody(actor: str, act: str, doer: Doer) -> None:
    assert doer_of(actor, act) is doer


# -------------------------------------------------------------------------------------- as an address asks


def test_an_address_says_what_is_asked_for() -> None:
    asked = LogAsked(date(2026, 1, 1), date(2026, 2, 1), Doer.SYSTEEM, Fact.SIGNED, "sign", 12, 3)
    assert read_log_asked(log_params(asked)) == asked
    assert log_params(EVERYTHING) == {}
    assert read_log_asked({}) == EVERYTHING


@pytest.mark.parametrize(
    "wrong",
    [
        {"van": "morgen"},
        {"tot": "2026-13-01"},
        {"wie": "ik"},
        {"feit": "x"},
        {"nummer": "een"},
        {"nummer": "-1"},
    ],
)
def test_what_cannot_be_asked_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(RequestError):
        read_log_asked(wrong)


@pytest.mark.parametrize("typed", ["9999999999", "٣", "1.5", "1 2", "0x1"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(RequestError):
        read_number(typed)


# ------------------------------------------------------------------------------------------------- words


#: What takes the name of an act as its second argument.
_DOERS = ("write", "signers_post", "attempt", "succeeds", "act")


def acts() -> set[str]:
    """What the code calls what it does, as the change log will."""
    found = set()
    for path in product_files():
        for call in calls(parsed(path)):
            if called_name(call) in _DOERS and len(call.args) > 1:
                value = getattr(call.args[1], "value", None)
                found |= {value} if isinstance(value, str) else set()
    return found


def test_every_act_and_fact_has_words() -> None:
    assert acts() >= {"import", "approve", "sign", "report", "withdraw", "alter", "set_contact", "meet"}
    wanted = [f"logboek.daad.{act}" for act in acts()] + [f"logboek.feit.{fact.value}" for fact in Fact]
    assert [key for key in sorted(wanted) if key not in all_texts()] == []
