"""Every command: who may give it, what rule it keeps, what it leaves behind."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from dsw import commands
from dsw.commands import Report, SignUp
from dsw.domain import NEXT_STATUS, Evidence, Fact, Kind, Obstacle, Profile, Status
from dsw.errors import DswError, Refused, RuleError
from dsw.people import MAY, OPERATOR, Actor, Role, Wish
from dsw.plan import load_plan
from dsw.store import Contact, Store, Words, Writer
from tests.acts import FIRST, GRONINGEN, PERSON, PLAN, report, sign

TODAY = date(2026, 11, 2)
LATER = date(2026, 1, 1)
WISH = SignUp(GRONINGEN, "Welzijn Hier", FIRST, PLAN)

Command = Callable[[Writer], object]

#: Every command, what it needs permission for, and a use of it that keeps all rules.
USES: dict[str, tuple[Wish, Command]] = {
    "sign": (Wish.SIGN, lambda tx: commands.sign(tx, WISH)),
    "reprofile": (Wish.UPDATE, lambda tx: commands.reprofile(tx, 1, PERSON, LATER)),
    "rename": (Wish.UPDATE, lambda tx: commands.rename(tx, 1, "Anders", show_name=True)),
    "set_contact": (Wish.UPDATE, lambda tx: commands.set_contact(tx, 1, Contact("Naam"))),
    "drop_contact": (Wish.UPDATE, lambda tx: commands.drop_contact(tx, 1, 2)),
    "pledge": (Wish.UPDATE, lambda tx: commands.pledge(tx, 1, 8, LATER)),
    "plan_for": (Wish.UPDATE, lambda tx: commands.plan_for(tx, 1, 3, None, LATER)),
    "report": (Wish.UPDATE, lambda tx: commands.report(tx, 1, 3, Report(Status.BEZIG, LATER))),
    "confirm": (Wish.UPDATE, lambda tx: commands.confirm(tx, 1, 3, LATER)),
    "end_pledge": (Wish.UPDATE, lambda tx: commands.end_pledge(tx, 1, 3, LATER)),
    "withdraw": (Wish.UPDATE, lambda tx: commands.withdraw(tx, 1, LATER)),
    "annul": (Wish.CORRECT, lambda tx: commands.annul(tx, 1, 2)),
}


@pytest.fixture
def register(sqlite_url: str) -> Iterator[Store]:
    """One signatory (1) with two contacts and a pledge on action 3; event 1 is its signature, 2 its pledge.

    Rules do not know the database; what does is tested on both, in ``test_store``.
    """
    store = Store.open(sqlite_url)
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, sign(tx), 3, FIRST)
        for number in (1, 2):
            commands.set_contact(tx, 1, Contact("Sam", "sam@voorbeeld.example"), number)
    yield store
    store.close()


def do(store: Store, command: Command, actor: Actor = OPERATOR) -> object:
    with store.write(actor, "test") as tx:
        return command(tx)


def refused(store: Store, command: Command, actor: Actor = OPERATOR) -> DswError:
    """The error a command ends in; the register must be as it was."""
    with store.read() as db:
        before = db.head()
    with pytest.raises((RuleError, Refused)) as caught:
        do(store, command, actor)
    with store.read() as db:
        assert db.head() == before
    error: DswError = caught.value
    return error


def test_every_command_is_used_here() -> None:
    public = {
        name
        for name, thing in vars(commands).items()
        if callable(thing) and getattr(thing, "__module__", "") == commands.__name__ and name[0].islower()
    }
    given = {name for name in public if not name.startswith("_")}
    assert given == set(USES)


@pytest.mark.parametrize("name", USES)
def test_every_command_does_what_it_is_for(register: Store, name: str) -> None:
    do(register, USES[name][1])
    with register.read() as db:
        assert db.head().revision == 2


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", USES)
def test_every_command_asks_who_you_are(register: Store, name: str, role: Role) -> None:
    wish, command = USES[name]
    actor = Actor(role, "iemand", signatory=1)
    if role in MAY[wish]:
        do(register, command, actor)
    else:
        error = refused(register, command, actor)
        assert isinstance(error, Refused)
        assert error.values == {"rol": role.value, "wens": wish.value}


@pytest.mark.parametrize("name", [name for name, (wish, _) in USES.items() if wish is Wish.UPDATE])
def test_a_signer_changes_nothing_of_another(register: Store, name: str) -> None:
    error = refused(register, USES[name][1], Actor(Role.ONDERTEKENAAR, "iemand", signatory=2))
    assert isinstance(error, Refused)
    assert error.key == "niet_van_jou"


_DATED: dict[str, Callable[[Writer, date], object]] = {
    "sign": lambda tx, day: commands.sign(tx, SignUp(GRONINGEN, "X", day, PLAN)),
    "reprofile": lambda tx, day: commands.reprofile(tx, 1, PERSON, day),
    "pledge": lambda tx, day: commands.pledge(tx, 1, 8, day),
    "plan_for": lambda tx, day: commands.plan_for(tx, 1, 3, LATER, day),
    "report": lambda tx, day: commands.report(tx, 1, 3, Report(Status.BEZIG, day)),
    "confirm": lambda tx, day: commands.confirm(tx, 1, 3, day),
    "end_pledge": lambda tx, day: commands.end_pledge(tx, 1, 3, day),
    "withdraw": lambda tx, day: commands.withdraw(tx, 1, day),
}


@pytest.mark.parametrize("name", _DATED)
def test_nothing_is_true_before_its_day_comes(register: Store, name: str) -> None:
    error = refused(register, lambda tx: _DATED[name](tx, TODAY + timedelta(days=1)))
    assert error.key == "dag.toekomst"
    do(register, lambda tx: _DATED[name](tx, TODAY))


@pytest.mark.parametrize("name", sorted(set(_DATED) - {"sign"}))
def test_nothing_is_true_before_what_it_builds_on(register: Store, name: str) -> None:
    error = refused(register, lambda tx: _DATED[name](tx, FIRST - timedelta(days=1)))
    assert error.key == "dag.te_vroeg"
    do(register, lambda tx: _DATED[name](tx, FIRST))


@pytest.mark.parametrize(
    "name", sorted(set(USES) - {"sign", "rename", "set_contact", "drop_contact", "annul"})
)
def test_nobody_is_nobody(register: Store, name: str) -> None:
    do(register, lambda tx: commands.withdraw(tx, 1, FIRST))
    error = refused(register, USES[name][1])
    assert error.key in {"ondertekenaar.onbekend", "toezegging.onbekend"}


@pytest.mark.parametrize("blank", ["", "  ", "\n\t"])
def test_a_signatory_has_a_name(register: Store, blank: str) -> None:
    assert (
        refused(register, lambda tx: commands.sign(tx, SignUp(GRONINGEN, blank, FIRST, PLAN))).key
        == "naam.leeg"
    )
    assert refused(register, lambda tx: commands.rename(tx, 1, blank, show_name=True)).key == "naam.leeg"


@pytest.mark.parametrize(
    ("profile", "key"),
    [
        (Profile(Kind.PERSOON, 0), "doelgroep.onbekend"),
        (Profile(Kind.PERSOON, 10), "doelgroep.onbekend"),
        (Profile(Kind.PERSOON, 1, ("GM9999",)), "regio.onbekend"),
        (Profile(Kind.PERSOON, 1, ("onbekend",)), "regio.onbekend"),
        (Profile(Kind.PERSOON, 1, ("PV26", "GM0014")), "regio.volgorde"),
        (Profile(Kind.PERSOON, 1, ("PV26", "PV26")), "regio.volgorde"),
        (Profile(Kind.PERSOON, 1, ("GM0363", "landelijk")), "regio.landelijk_alleen"),
    ],
)
def test_a_profile_names_what_exists(register: Store, profile: Profile, key: str) -> None:
    assert refused(register, lambda tx: commands.sign(tx, SignUp(profile, "X", FIRST, PLAN))).key == key
    assert refused(register, lambda tx: commands.reprofile(tx, 1, profile, LATER)).key == key


@pytest.mark.parametrize("regions", [(), ("landelijk",), ("GM0014",), ("GM0014", "PV26")])
def test_a_profile_may_be_anywhere(register: Store, regions: tuple[str, ...]) -> None:
    number = do(register, lambda tx: sign(tx, profile=Profile(Kind.PERSOON, 9, regions)))
    with register.read() as db:
        assert db.profiles_after(1)[0][1].regions == regions
    assert number == 2


def test_a_pledge_that_stands_is_left_as_it_is(register: Store) -> None:
    assert do(register, lambda tx: commands.pledge(tx, 1, 3, LATER)) == 1
    with register.read() as db:
        assert [event.fact for event in db.all_events()] == [Fact.SIGNED, Fact.PLEDGED]


def test_a_pledge_made_again_keeps_its_number(register: Store) -> None:
    do(register, lambda tx: commands.end_pledge(tx, 1, 3, date(2025, 7, 1)))
    assert do(register, lambda tx: commands.pledge(tx, 1, 3, LATER)) == 1


@pytest.mark.parametrize("action", [0, -1, 28, 1000])
def test_a_pledge_is_on_an_action_of_the_plan(register: Store, action: int) -> None:
    assert len(load_plan().actions) == 27
    assert refused(register, lambda tx: commands.pledge(tx, 1, action, LATER)).key == "actie.onbekend"


@pytest.mark.parametrize("after", Status)
@pytest.mark.parametrize("before", Status)
def test_every_step_the_table_allows_is_taken(register: Store, before: Status, after: Status) -> None:
    assert after in NEXT_STATUS[before]

    def step(tx: Writer) -> Status:
        report(tx, 1, 3, before, LATER)
        report(tx, 1, 3, after, LATER)
        return tx.stance(1).pledges[1].status

    assert do(register, step) is after


@pytest.mark.parametrize("status", Status)
def test_only_standing_still_has_an_obstacle(register: Store, status: Status) -> None:
    stands = status is Status.STAAT_STIL
    said = Report(status, LATER, None if stands else Obstacle.GELD, words=Words(reason="omdat"))
    error = refused(register, lambda tx: commands.report(tx, 1, 3, said))
    assert error.key == ("obstakel.ontbreekt" if stands else "obstakel.past_niet")


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_can_be_in_the_way(register: Store, obstacle: Obstacle) -> None:
    said = Report(Status.STAAT_STIL, LATER, obstacle, Evidence.EIGEN_WOORD)
    do(register, lambda tx: commands.report(tx, 1, 3, said))
    with register.read() as db:
        assert list(db.all_events())[-1].obstacle is obstacle


def test_stopping_needs_a_reason(register: Store) -> None:
    said = Report(Status.GESTOPT, LATER, words=Words(reason="  "))
    assert refused(register, lambda tx: commands.report(tx, 1, 3, said)).key == "reden.ontbreekt"


def test_a_report_is_about_a_pledge(register: Store) -> None:
    said = Report(Status.BEZIG, LATER)
    assert refused(register, lambda tx: commands.report(tx, 1, 4, said)).key == "toezegging.onbekend"
    assert refused(register, lambda tx: commands.report(tx, 99, 3, said)).key == "toezegging.onbekend"


def test_what_another_event_builds_on_cannot_be_undone(register: Store) -> None:
    assert refused(register, lambda tx: commands.annul(tx, 1, 1)).key == "gebeurtenis.zonder_gevolg"
    assert refused(register, lambda tx: commands.annul(tx, 1, 77)).key == "gebeurtenis.onbekend"
    do(register, lambda tx: commands.annul(tx, 1, 2))


def test_one_signatorys_event_cannot_be_undone_through_another(register: Store) -> None:
    do(register, sign)
    assert refused(register, lambda tx: commands.annul(tx, 2, 1)).key == "gebeurtenis.onbekend"


def test_an_event_of_the_same_transaction_can_be_undone(register: Store) -> None:
    def slip(tx: Writer) -> Status:
        commands.annul(tx, 1, report(tx, 1, 3, Status.AFGEROND, LATER))
        return tx.stance(1).pledges[1].status

    assert do(register, slip) is Status.NIET_GESTART


def test_several_commands_succeed_or_fail_together(register: Store) -> None:
    def half(tx: Writer) -> None:
        sign(tx, "Twee")
        commands.pledge(tx, 1, 0, LATER)

    refused(register, half)
    with register.read() as db:
        assert [identity.name for identity in db.identities_after(0)] == ["Welzijn Hier"]
