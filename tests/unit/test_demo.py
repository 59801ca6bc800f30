"""The fictional register: labelled, repeatable, believable, and made by the write side."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from dsw.audit import check
from dsw.calendar import months_before
from dsw.demo import DemoSummary, fill
from dsw.demo.draws import Lot
from dsw.demo.recipe import RECIPE_FILE, load_recipe
from dsw.domain import Event, Evidence, Fact, Kind, Obstacle, Status, replay
from dsw.errors import DataError, RuleError
from dsw.ledger import Stand
from dsw.people import OPERATOR
from dsw.plan import load_plan
from dsw.regions import LANDELIJK, load_regions
from dsw.store import Mirror, Snapshot, Store, Words, schema
from tests.acts import sign

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, DemoSummary]]:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'register.db'}")
    yield store, fill(store)
    store.close()


@pytest.fixture(scope="module")
def store_600(filled: tuple[Store, DemoSummary]) -> Store:
    return filled[0]


@pytest.fixture(scope="module")
def snapshot(store_600: Store) -> Snapshot:
    return Mirror(store_600).current()


@pytest.fixture(scope="module")
def stand(snapshot: Snapshot) -> Stand:
    return snapshot.ledger.stand(TODAY)


@pytest.fixture(scope="module")
def events(store_600: Store) -> list[Event]:
    with store_600.read() as db:
        return list(db.all_events())


@pytest.fixture(scope="module")
def written(store_600: Store) -> list[Words]:
    with store_600.read() as db:
        return [Words(row.words, row.link, row.ask, row.reason) for row in db.rows(select(schema.words))]


def groups(snapshot: Snapshot, stand: Stand) -> Counter[int]:
    return Counter(snapshot.ledger.profiles.group[stand.profile].tolist())


def test_it_is_as_large_as_asked(filled: tuple[Store, DemoSummary], stand: Stand) -> None:
    summary = filled[1]
    assert summary.signatories == 600
    assert 2200 <= summary.pledges <= 2600
    assert len(stand.signatory) == 600
    assert (summary.first, summary.last) == (date(2025, 5, 12), TODAY)


def test_it_is_marked_as_fictional_and_recorded_in_one_transaction(store_600: Store) -> None:
    with store_600.read() as db:
        assert db.head().demo
        assert [(row.revision, row.act) for row in db.rows(select(schema.change))] == [(1, "demo")]


def test_its_books_are_in_order(store_600: Store) -> None:
    assert check(store_600) == ()


def test_no_name_or_address_can_be_taken_for_real(store_600: Store) -> None:
    with store_600.read() as db:
        names = [identity.name for identity in db.identities_after(0)]
        contacts = list(db.contacts().values())
    assert all(name.endswith(" (voorbeeld)") for name in names)
    assert len(set(names)) == len(names)
    assert all(contact.name.endswith(" V. (voorbeeld)") for contact in contacts)
    assert all(contact.email.endswith(".example") for contact in contacts)


def test_a_persons_name_is_made_up(snapshot: Snapshot, stand: Stand) -> None:
    known = snapshot.ledger.profiles.known
    for number, profile in zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True):
        if known[profile] and known[profile].kind is Kind.PERSOON:
            assert re.fullmatch(r"[A-Z][a-z]+ V\.( \d+)? \(voorbeeld\)", snapshot.names[number].name)


def test_a_municipality_is_called_after_where_it_works(snapshot: Snapshot, stand: Stand) -> None:
    regions, known = load_regions(), snapshot.ledger.profiles.known
    called = {
        snapshot.names[number].name: known[profile].regions
        for number, profile in zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True)
        if snapshot.names[number].name.startswith("Gemeente ")
    }
    moved = [
        name for name, codes in called.items() if not name.startswith(f"Gemeente {regions.name(codes[0])}")
    ]
    assert len(called) > 60
    assert len(moved) <= 0.05 * len(called)


def test_every_group_takes_part_in_proportion(snapshot: Snapshot, stand: Stand) -> None:
    counted = groups(snapshot, stand)
    assert set(counted) == set(range(1, 10))
    assert counted[3] > counted[4] > counted[6] > counted[8]
    kinds = Counter(snapshot.ledger.profiles.kind[stand.profile].tolist())
    assert 0.2 < kinds[list(Kind).index(Kind.PERSOON)] / len(stand.profile) < 0.45


def test_the_regions_are_as_in_life(snapshot: Snapshot, stand: Stand) -> None:
    regions = load_regions()
    placed = [snapshot.ledger.profiles.known[number].regions for number in stand.profile.tolist()]
    provinces = Counter(code for codes in placed for code in {regions.province_of(code) for code in codes})
    assert 0.06 < provinces[LANDELIJK] / len(placed) < 0.15
    assert 0 < sum(not codes for codes in placed) < 40
    assert sum(len(codes) > 1 for codes in placed) > 30
    assert provinces["PV28"] > provinces["PV29"] * 10
    assert 0 < provinces["PV29"] < 12


def test_white_spots_are_left(snapshot: Snapshot, stand: Stand) -> None:
    nobody = set(range(1, 28)) - set(stand.action.tolist())
    assert {load_plan().code_of(action) for action in nobody} == {"5.3", "7.4"}
    regions = load_regions()
    present = {
        (profile.group, regions.province_of(code))
        for profile in (snapshot.ledger.profiles.known[number] for number in stand.profile.tolist())
        if profile
        for code in profile.regions
    }
    missing = {(group, one.code) for group in range(1, 10) for one in regions.provinces} - present
    assert 10 < len(missing) < 60


def test_every_status_obstacle_and_proof_occurs(events: list[Event]) -> None:
    assert {event.status for event in events if event.status} == set(Status)
    assert {event.obstacle for event in events if event.obstacle} == set(Obstacle)
    assert {event.evidence for event in events if event.evidence} == set(Evidence)
    assert {event.fact for event in events} == set(Fact) - {Fact.ANNULLED}


def test_many_are_silent(stand: Stand) -> None:
    heard = stand.heard > 0
    silent = heard & (stand.heard < months_before(TODAY, 6).toordinal())
    assert 0.3 < 1 - heard.mean() < 0.4
    assert 0.15 < silent.mean() < 0.35


def test_some_go_back(events: list[Event]) -> None:
    steps = Counter()
    for pledge in {event.pledge for event in events if event.pledge}:
        told = [event.status for event in events if event.pledge == pledge and event.status]
        steps.update(pairwise(told))
    assert steps[Status.BEZIG, Status.AFGEROND] > steps[Status.BEZIG, Status.NIET_GESTART] > 0
    assert steps[Status.AFGEROND, Status.BEZIG] > 0


def test_it_grows_in_waves(events: list[Event]) -> None:
    signed = Counter(event.day for event in events if event.fact is Fact.SIGNED)
    per_month = Counter((day.year, day.month) for day in signed.elements())
    assert len(per_month) >= 18
    assert max(per_month.values()) > 4 * min(per_month.values())
    assert min(signed) >= load_plan().presented
    assert max(event.day for event in events) <= TODAY


def test_they_tell_stories_of_their_own(written: list[Words]) -> None:
    texts = {said for one in written for said in (one.words, one.ask, one.reason) if said}
    assert len(texts) >= 60
    links = {one.link for one in written if one.link}
    assert len(links) > 50
    assert all(link.startswith("https://voorbeeld.example/") for link in links)


def test_about_four_in_five_may_be_named(snapshot: Snapshot) -> None:
    named = sum(identity.show_name for identity in snapshot.names.values())
    assert 0.75 < named / len(snapshot.names) < 0.87


def register(store: Store) -> list[object]:
    with store.read() as db:
        refs = [row.ref for row in db.rows(select(schema.signatory))]
        return [*refs, *db.all_events(), *db.identities_after(0)]


def test_the_same_seed_gives_the_same_register_on_every_database(store: Store, tmp_path: Path) -> None:
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    assert fill(store, 40) == fill(other, 40)
    assert register(store) == register(other)
    other.close()


def test_another_seed_gives_another(sqlite_url: str, tmp_path: Path) -> None:
    one, other = Store.open(sqlite_url), Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    fill(one, 20, seed=1)
    fill(other, 20, seed=2)
    assert not {row.ref for row in refs(one)} & {row.ref for row in refs(other)}
    one.close()
    other.close()


def refs(store: Store) -> list[object]:
    with store.read() as db:
        return list(db.rows(select(schema.signatory.c.ref)))


def test_only_an_empty_register_is_filled(store: Store) -> None:
    with store.write(OPERATOR, "test") as tx:
        sign(tx)
    with pytest.raises(RuleError) as caught:
        fill(store, 5)
    assert caught.value.key == "demo.niet_leeg"
    with store.read() as db:
        assert not db.head().demo
        assert db.head().revision == 1


def test_progress_is_told(sqlite_url: str) -> None:
    told: list[tuple[int, int]] = []
    store = Store.open(sqlite_url)
    fill(store, 250, progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 254), (200, 254), (254, 254)]  # four come and go
    store.close()


@pytest.mark.parametrize(("day", "first"), [("2025-05-12", "2025-05-12"), ("2028-03-31", "2026-09-30")])
def test_it_runs_up_to_today(sqlite_url: str, clock: Callable[[str], None], day: str, first: str) -> None:
    clock(day)
    store = Store.open(sqlite_url)
    summary = fill(store, 60)
    assert (summary.first.isoformat(), summary.last.isoformat()) == (first, day)
    with store.read() as db:
        days = [event.day for event in db.all_events()]
    assert summary.first <= min(days)
    assert max(days) <= summary.last
    store.close()


def test_before_the_plan_there_was_nothing(sqlite_url: str, clock: Callable[[str], None]) -> None:
    clock("2025-05-11")
    store = Store.open(sqlite_url)
    with pytest.raises(RuleError) as caught:
        fill(store, 5)
    assert caught.value.key == "demo.te_vroeg"
    store.close()


def test_every_history_is_played_out_in_order(events: list[Event]) -> None:
    for number in {event.signatory for event in events if event.fact is Fact.WITHDRAWN}:
        stance, idle = replay(event for event in events if event.signatory == number)
        assert stance.profile is None
        assert idle == ()


# ------------------------------------------------------------------------------------ the recipe


def test_every_sentence_in_the_recipe_is_short() -> None:
    recipe = load_recipe()
    said = [
        *(text for theme in recipe.words.values() for texts in theme.values() for text in texts),
        *(text for still in recipe.standstill.values() for text in (*still.words, *still.asks)),
        *recipe.asks_when_busy,
        *recipe.reasons,
    ]
    sentences = [sentence for text in said for sentence in re.split(r"(?<=[.?!]) ", text)]
    assert len(set(said)) == len(said) >= 60
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []


@pytest.mark.parametrize(
    ("at", "value", "key"),
    [
        (("onbekende_sleutel",), 1, "data.onbekende_sleutel"),
        (("kansen", "zwijgt"), 2, "data.ongeldig"),
        (("kansen", "zwijgt"), "vaak", "data.ongeldig"),
        (("obstakels", "weer"), 2, "data.ongeldig"),
        (("obstakels",), {"tijd": 1}, "data.nummering"),
        (("redenen",), [], "data.leeg"),
        (("golven",), [], "data.leeg"),
    ],
)
def test_a_wrong_recipe_is_refused(tmp_path: Path, at: tuple[str, ...], value: object, key: str) -> None:
    content = yaml.safe_load(RECIPE_FILE.read_text(encoding="utf-8"))
    inside = content
    for name in at[:-1]:
        inside = inside[name]
    inside[at[-1]] = value
    path = tmp_path / "demo.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_recipe(path)
    assert caught.value.key == key


def test_a_lot_draws_in_proportion_and_never_what_weighs_nothing() -> None:
    from random import Random

    chance = Random(7)
    lot = Lot({"a": 3, "b": 1, "c": 0})
    drawn = Counter(lot.draw(chance) for _ in range(4000))
    assert set(drawn) == {"a", "b"}
    assert 2.6 < drawn["a"] / drawn["b"] < 3.4
    assert sorted(lot.some(chance, 5)) == ["a", "b"]
