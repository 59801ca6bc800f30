"""What holds for every register, whatever happened in it: the promises of the ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dsw import commands
from dsw.audit import check
from dsw.domain import (
    EVIDENCE_CODE,
    OBSTACLE_CODE,
    STATUS_CODE,
    Event,
    Evidence,
    Fact,
    Kind,
    Obstacle,
    Profile,
    Status,
)
from dsw.errors import RuleError
from dsw.ledger import Ledger, Profiles, columns_of
from dsw.people import OPERATOR
from dsw.regions import load_regions
from dsw.store import Mirror, Store, Words, Writer
from dsw.store.dossier import Dossier
from tests.ledgers import CUBES, entries

START = date(2026, 9, 1)
DAYS = 12
PROFILES = (
    Profile(Kind.ORGANISATIE, 3, ("GM0014",)),
    Profile(Kind.PERSOON, 2, ("GM0014", "PV26")),
    Profile(Kind.PERSOON, 9),
)
NUMBERS = {profile: number for number, profile in enumerate(PROFILES, 1)}
_EXAMPLES = settings.default.max_examples
#: A history holds much in itself.
fewer = settings(max_examples=_EXAMPLES // 2)
SIGNATORIES, ACTIONS = (1, 2, 3), (1, 2, 3)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


# ------------------------------------------------------------------------------------ what may happen


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Anything that may be recorded, sensible or not; ``cancels`` counts back among the signatory's own."""
    fact = draw(
        st.sampled_from([*Fact, Fact.REPORTED, Fact.PLEDGED, Fact.PLEDGED, Fact.ANNULLED, Fact.ANNULLED])
    )
    signatory, action = draw(st.sampled_from(SIGNATORIES)), draw(st.sampled_from(ACTIONS))
    about = fact in (Fact.PLEDGED, Fact.PLANNED, Fact.REPORTED, Fact.CONFIRMED, Fact.ENDED)
    status = draw(st.sampled_from(Status)) if fact is Fact.REPORTED else None
    return Event(
        fact,
        day(draw(st.integers(0, DAYS))),
        signatory,
        pledge=10 * signatory + action if about else None,
        action=action if about else None,
        profile=draw(st.sampled_from(PROFILES)) if fact in (Fact.SIGNED, Fact.REPROFILED) else None,
        status=status,
        obstacle=draw(st.sampled_from(Obstacle)) if status is Status.STAAT_STIL else None,
        evidence=draw(st.sampled_from([None, *Evidence])) if status else None,
        cancels=draw(st.integers(1, 3)) if fact is Fact.ANNULLED else None,
    )


#: What is recorded together: usually one thing. Many are refused, so there are many.
transactions = st.one_of(events().map(lambda event: [event]), st.lists(events(), min_size=2, max_size=3))
histories = st.lists(transactions, min_size=12, max_size=30)
BEGINNING = [[Event(Fact.SIGNED, day(0), number, profile=PROFILES[0])] for number in SIGNATORIES] + [
    [Event(Fact.PLEDGED, day(0), number, pledge=10 * number + action, action=action)]
    for number in SIGNATORIES
    for action in (1, 2)
]


@dataclass
class Register:
    """A register without a database: transactions that break a rule leave it as it was."""

    events: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    rows: list[tuple[int, ...]] = field(default_factory=list)
    revision: int = 0
    last: int = 0

    def record(self, wanted: Sequence[Event]) -> bool:
        """One transaction, as the store does it."""
        numbered = [replace(event, id=self.last + n) for n, event in enumerate(self._aimed(wanted), 1)]
        dossiers = {event.signatory: Dossier() for event in numbered}
        for signatory, dossier in dossiers.items():
            for event in self.events[signatory]:
                dossier.remember(event)
            dossier.stance()
        for event in numbered:
            dossiers[event.signatory].append(event)
        try:
            changes = {number: dossier.change() for number, dossier in dossiers.items()}
        except RuleError:
            return False
        self.revision, self.last = self.revision + 1, self.last + len(numbered)
        for event in numbered:
            self.events[event.signatory].append(event)
        self.rows += [
            (self.revision, number, on, pledge, NUMBERS[account.profile], *account[1:], amount)
            for number, change in changes.items()
            for (on, pledge, account), amount in change.items()
        ]
        return True

    def _aimed(self, wanted: Iterable[Event]) -> Iterable[Event]:
        """Corrections that point at a real earlier event; those that cannot are left out."""
        for event in wanted:
            if event.fact is not Fact.ANNULLED:
                yield event
            elif len(self.events[event.signatory]) >= (event.cancels or 0):
                known = self.events[event.signatory][-(event.cancels or 0)]
                yield replace(event, day=known.day, pledge=known.pledge, cancels=known.id)

    @property
    def ledger(self) -> Ledger:
        profiles = Profiles.empty().extended([(n, one) for one, n in NUMBERS.items()], load_regions())
        return Ledger.empty().extended(self.revision, columns_of(self.rows), profiles)

    def grown(self) -> Ledger:
        """The ledger, read one transaction at a time."""
        profiles = self.ledger.profiles
        grown = Ledger.empty().extended(0, columns_of([]), profiles)
        for revision in range(1, self.revision + 1):
            rows = [row for row in self.rows if row[0] == revision]
            grown = grown.extended(revision, columns_of(rows), profiles)
        return grown

    @property
    def told(self) -> list[Event]:
        return [event for known in self.events.values() for event in known]


def lived(history: Iterable[Sequence[Event]]) -> Register:
    register = Register()
    for transaction in [*BEGINNING, *history]:
        register.record(transaction)
    return register


# ------------------------------------------------------------------------------------ a second opinion

Stands = tuple[set[tuple[int, ...]], set[tuple[int, ...]]]


def recount(told: Sequence[Event], on: date, numbers: dict[Profile, int]) -> Stands:
    """How everything stood on a day, by telling the story again from the raw events and nothing else."""

    def happened(event: Event) -> bool:
        return not any(other.cancels == event.id and happened(other) for other in told)

    facts = [event for event in told if event.day <= on and happened(event)]
    profiles: dict[int, Profile] = {}
    pledges: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    for event in sorted(facts, key=lambda event: (event.day, event.id)):
        mine, number = pledges[event.signatory], event.pledge or 0
        match event.fact:
            case Fact.SIGNED | Fact.REPROFILED:
                assert event.profile
                profiles[event.signatory] = event.profile
            case Fact.WITHDRAWN:
                del profiles[event.signatory], pledges[event.signatory]
            case Fact.PLEDGED:
                mine[number] = (event.action or 0, STATUS_CODE[Status.NIET_GESTART], 0, 0, 0)
            case Fact.ENDED:
                del mine[number]
            case Fact.CONFIRMED:
                mine[number] = (*mine[number][:4], event.day.toordinal())
            case Fact.REPORTED:
                assert event.status
                obstacle = OBSTACLE_CODE[event.obstacle] if event.obstacle else 0
                evidence = EVIDENCE_CODE[event.evidence] if event.evidence else 0
                account = (STATUS_CODE[event.status], obstacle, evidence, event.day.toordinal())
                mine[number] = (mine[number][0], *account)
    signed = {(number, numbers[profile]) for number, profile in profiles.items()}
    pledged = {
        (pledge, number, numbers[profile], *account)
        for number, profile in profiles.items()
        for pledge, account in pledges[number].items()
    }
    return signed, pledged


def stands(ledger: Ledger, on: date, revision: int | None = None) -> Stands:
    """How everything stood on a day, as the ledger says."""
    stand = ledger.stand(on, revision)
    signed = zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True)
    columns = ("pledge", "owner", "pledge_profile", "action", "status", "obstacle", "evidence", "heard")
    pledged = zip(*(getattr(stand, name).tolist() for name in columns), strict=True)
    return set(signed), set(pledged)


def sums(register: Register) -> Counter[tuple[int, ...]]:
    """What is booked in all, without when and in which order."""
    total: Counter[tuple[int, ...]] = Counter()
    for _revision, *key, amount in register.rows:
        total[tuple(key)] += amount
    return Counter({key: amount for key, amount in total.items() if amount})


# ------------------------------------------------------------------------------------ the promises


def test_enough_happens_to_prove_something() -> None:
    """The histories below are not mostly refused: every fact is booked, back-dated and undone too."""
    seen: Counter[Fact] = Counter()
    backdated: list[Event] = []

    @fewer
    @given(histories)
    def look(history: list[list[Event]]) -> None:
        for known in lived(history).events.values():
            seen.update(event.fact for event in known)
            backdated.extend(later for earlier, later in pairwise(known) if later.day < earlier.day)

    look()
    assert set(seen) == set(Fact)
    assert min(seen.values()) > 3
    assert len(backdated) > 60


@fewer
@given(histories)
def test_the_stand_of_any_day_is_a_recount_of_the_events(history: list[list[Event]]) -> None:
    register = lived(history)
    ledger = register.ledger
    for offset in range(-1, DAYS + 2):
        assert stands(ledger, day(offset)) == recount(register.told, day(offset), NUMBERS)


@fewer
@given(histories)
def test_the_books_balance_on_every_day(history: list[list[Event]]) -> None:
    booked: dict[tuple[int, int], dict[int, Counter[tuple[int, ...]]]] = {}
    for _revision, signatory, on, pledge, *account, amount in lived(history).rows:
        days = booked.setdefault((signatory, pledge), defaultdict(Counter))
        days[on][tuple(account)] += amount
    for days in booked.values():
        standing: Counter[tuple[int, ...]] = Counter()
        for on in sorted(days):
            standing.update(days[on])
            assert set(standing.values()) <= {0, 1}
            assert standing.total() in {0, 1}


@fewer
@given(histories, transactions)
def test_what_happens_after_a_day_never_changes_its_stand(
    history: list[list[Event]], later: list[Event]
) -> None:
    register = lived(history)
    before, last = register.ledger, register.last
    register.record(later)
    first = min((event.day for event in register.told if event.id > last), default=day(DAYS))
    for offset in range(-1, (first - START).days):
        assert stands(register.ledger, day(offset)) == stands(before, day(offset))


@fewer
@given(histories)
def test_the_register_as_it_was_known_can_be_seen_again(history: list[list[Event]]) -> None:
    register, known = Register(), {}
    for transaction in [*BEGINNING, *history]:
        register.record(transaction)
        known[register.revision] = [stands(register.ledger, day(offset)) for offset in (0, 5, DAYS)]
    for revision, wanted in known.items():
        assert [stands(register.ledger, day(offset), revision) for offset in (0, 5, DAYS)] == wanted


@fewer
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter_across_signatories(
    history: list[list[Event]], chance: Random
) -> None:
    apart = [[event] for transaction in history for event in transaction]
    queues = {number: [one for one in apart if one[0].signatory == number] for number in SIGNATORIES}
    turns = [number for number, queue in queues.items() for _ in queue]
    chance.shuffle(turns)
    mixed = [queues[number].pop(0) for number in turns]
    assert sums(lived(mixed)) == sums(lived(apart))


@fewer
@given(histories)
def test_together_or_apart_books_the_same(history: list[list[Event]]) -> None:
    apart = Register()
    accepted = [event for transaction in [*BEGINNING, *history] for event in transaction]
    accepted = [event for event in accepted if event.fact is not Fact.ANNULLED and apart.record([event])]
    together = Register()
    assert together.record(accepted)
    assert sums(together) == sums(apart)


@fewer
@given(histories)
def test_a_ledger_that_grows_is_the_ledger_read_at_once(history: list[list[Event]]) -> None:
    register = lived(history)
    grown = register.grown()
    assert entries(grown) == entries(register.ledger)
    assert grown.revision == register.revision
    for offset in (-1, *range(DAYS + 1), 100, 200):
        assert stands(grown, day(offset)) == stands(register.ledger, day(offset))
        for cube in CUBES:
            one, other = (getattr(ledger.cubes, cube)(day(offset)) for ledger in (grown, register.ledger))
            assert np.array_equal(one, other), cube


@fewer
@given(histories)
def test_persons_who_work_in_several_places_are_kept_apart(history: list[list[Event]]) -> None:
    grown = lived(history).grown()
    for offset in range(-1, DAYS + 2):
        signatures, pledges = (spans.on(day(offset).toordinal()) for spans in grown.several)
        signed, pledged = stands(grown, day(offset))
        assert set(signatures["signatory"].tolist()) == {who for who, profile in signed if profile == 2}
        assert set(pledges["thing"].tolist()) == {
            pledge for pledge, _who, profile, *_ in pledged if profile == 2
        }


@fewer
@given(histories)
def test_a_timeline_is_a_running_sum(history: list[list[Event]]) -> None:
    ledger = lived(history).ledger
    per_day = Counter()
    for row in entries(ledger):
        if not row[3]:
            per_day[row[2]] += row[-1]
    running = list(accumulate(per_day[day(offset).toordinal()] for offset in range(DAYS + 1)))
    assert running == [len(ledger.stand(day(offset)).signatory) for offset in range(DAYS + 1)]


# ------------------------------------------------------------------------------------ on both databases


def obey(tx: Writer, event: Event) -> None:
    """Give the command that would record this event."""
    number, action = event.signatory, event.action or 1
    words = Words("woorden", reason="reden")
    match event.fact:
        case Fact.SIGNED if tx.stance(number).profile is None:
            tx.append(replace(event, plan_version="2025-05-12"))
        case Fact.REPROFILED if event.profile:
            commands.reprofile(tx, number, event.profile, event.day)
        case Fact.PLEDGED:
            commands.pledge(tx, number, action, event.day)
        case Fact.PLANNED:
            commands.plan_for(tx, number, action, day(99), event.day)
        case Fact.REPORTED if event.status:
            said = commands.Report(event.status, event.day, event.obstacle, event.evidence, words)
            commands.report(tx, number, action, said)
        case Fact.CONFIRMED:
            commands.confirm(tx, number, action, event.day)
        case Fact.ENDED:
            commands.end_pledge(tx, number, action, event.day)
        case Fact.WITHDRAWN:
            commands.withdraw(tx, number, event.day)
        case Fact.ANNULLED:
            known = tx.history(number)
            commands.annul(tx, number, known[-min(event.cancels or 1, len(known))].id)


def begin_anew(store: Store) -> None:
    """An empty register with three signatories, as the examples expect."""
    with store.write(OPERATOR, "test") as tx:
        tx.mark_demo(True)
    with store.write(OPERATOR, "legen") as tx:
        tx.empty()
        for number in SIGNATORIES:
            wish = commands.SignUp(PROFILES[0], f"Nummer {number}", day(0), "2025-05-12")
            assert commands.sign(tx, wish) == number
            commands.pledge(tx, number, 1, day(0))


@settings(max_examples=_EXAMPLES // 8)
@given(history=histories)
def test_every_history_of_commands_is_proven_by_the_audit(store: Store, history: list[list[Event]]) -> None:
    begin_anew(store)
    mirror = Mirror(store)
    for transaction in history:
        mirror.current()
        try:
            with store.write(OPERATOR, "test") as tx:
                for event in transaction:
                    obey(tx, event)
        except RuleError:
            continue
    assert check(store) == ()
    snapshot = mirror.current()
    with store.read() as db:
        told = list(db.all_events())
    numbers = {profile: n for n, profile in enumerate(snapshot.ledger.profiles.known) if profile}
    for offset in range(-1, DAYS + 2, 2):
        assert stands(snapshot.ledger, day(offset)) == recount(told, day(offset), numbers)
