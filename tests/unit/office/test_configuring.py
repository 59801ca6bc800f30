"""Settings as data: who may, within which bounds, what was before, and that every figure follows; on both."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from dsw import commands
from dsw.commands import Report
from dsw.domain import Status
from dsw.errors import Refused, RuleError
from dsw.letters import holds_link, write
from dsw.office.configuring import (
    PARTS,
    history,
    letter_words,
    long_sentences,
    rules_now,
    set_letter,
    set_rule,
    usual_words,
)
from dsw.outbox import Letter
from dsw.people import MAY, OPERATOR, Actor, Role, Wish
from dsw.queries import groups, overview
from dsw.queries.asking import read_request
from dsw.rules import BOUNDS, USUAL, Rules, rules_of
from dsw.store import Mirror, Store, Writer
from dsw.store.schema import setting
from dsw.store.shelf import Shelf
from dsw.views import Selection
from tests.acts import sign, small_register
from tests.conftest import TODAY

DAY = date.fromisoformat(TODAY)
KEEPER = Actor(Role.BEHEERDER, "medewerker 7")
OWN = {
    "onderwerp": "Hallo daar",
    "tekst": "Je vulde {naam} in.\n\nKlik op de knop.",
    "waarom": "Na {dagen} dagen weg.",
}


def do(store: Store, change: Callable[[Writer], object], actor: Actor = KEEPER) -> None:
    with store.write(actor, "settings") as tx:
        change(tx)


def rules(store: Store) -> Rules:
    with store.read() as db:
        return rules_now(db)


def words(store: Store) -> Mapping[Letter, Mapping[str, str]]:
    with store.read() as db:
        return letter_words(db)


def refused(store: Store, change: Callable[[Writer], object]) -> str:
    with store.read() as db:
        before = db.head()
    with pytest.raises(RuleError) as caught:
        do(store, change)
    with store.read() as db:
        assert db.head() == before
        assert history(db) == []
    return caught.value.key


# ------------------------------------------------------------------------------------------------ rules


def test_as_long_as_nothing_is_set_all_is_as_usual(store: Store) -> None:
    assert rules(store) == USUAL == Rules()
    assert Mirror(store).current().rules == USUAL


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_counts_from_then_on_and_can_be_as_usual_again(name: str, store: Store) -> None:
    least, most = BOUNDS[name]
    mirror, usual = Mirror(store), getattr(USUAL, name)
    for value in (least, most):
        do(store, lambda tx, value=value: set_rule(tx, name, value, "Dat spraken we af"))
        assert getattr(rules(store), name) == value
        assert mirror.current().rules == rules(store)
    do(store, lambda tx: set_rule(tx, name, None))
    assert mirror.current().rules == USUAL
    with store.read() as db:
        changes = history(db)
    assert [(one.before, one.after) for one in changes] == [(most, None), (least, most), (None, least)]
    assert {one.actor for one in changes} == {KEEPER.name}
    assert [one.why for one in changes] == ["", "Dat spraken we af", "Dat spraken we af"]
    assert usual == getattr(USUAL, name)


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_out_of_bounds_is_refused(name: str, store: Store) -> None:
    least, most = BOUNDS[name]
    for value in (least - 1, most + 1, 0, -5):
        key = refused(store, lambda tx, value=value: set_rule(tx, name, value, "Waarom"))
        assert key == "instelling.grenzen"


def test_a_smaller_cell_needs_a_reason(store: Store) -> None:
    assert refused(store, lambda tx: set_rule(tx, "smallest_cell", 4, "  ")) == "instelling.reden"
    do(store, lambda tx: set_rule(tx, "smallest_cell", 6))
    assert rules(store).smallest_cell == 6


def test_what_is_so_already_and_what_does_not_exist_is_refused(store: Store) -> None:
    assert refused(store, lambda tx: set_rule(tx, "silent_months", 6)) == "instelling.al_zo"
    assert refused(store, lambda tx: set_rule(tx, "silent_months", None)) == "instelling.al_zo"
    assert refused(store, lambda tx: set_rule(tx, "iets", 6)) == "instelling.onbekend"


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Wish.CONFIGURE]))
def test_who_may_not_configure_sets_nothing(role: Role, store: Store) -> None:
    for change in (
        lambda tx: set_rule(tx, "silent_months", 3),
        lambda tx: set_letter(tx, Letter.BEVESTIG, OWN),
    ):
        with pytest.raises(Refused):
            do(store, change, Actor(role, "x"))
    assert (rules(store), words(store)) == (USUAL, {})


@pytest.mark.parametrize(
    "value",
    ["x", '{"value": "6"}', '{"value": 99}', '{"value": [1]}', '{"value": true}', '{"value": 2.5}'],
)
def test_a_value_of_another_version_is_as_usual(value: str, store: Store) -> None:
    kept = value if value.startswith("{") else '{"value": {"x": 1}}'
    with store.write(OPERATOR, "test") as tx:
        tx.add(setting, [{"name": "regel.silent_months", "revision": tx.revision, "value": kept}])
        tx.add(setting, [{"name": "regel.iets_nieuws", "revision": tx.revision, "value": '{"value": 1}'}])
        tx.add(setting, [{"name": "regel.recent_days", "revision": tx.revision, "value": '{"value": 31}'}])
    assert rules(store) == Rules(recent_days=31)
    assert rules_of({"silent_months": None, "recent_days": 31}) == Rules(recent_days=31)


def test_figures_follow_at_once_and_go_back(store: Store) -> None:
    small_register(store)
    mirror, selection = Mirror(store), Selection(DAY)
    before = mirror.current()
    usual, was_days = overview(before, selection), groups(before, selection).since
    do(store, lambda tx: set_rule(tx, "silent_months", 36))
    do(store, lambda tx: set_rule(tx, "recent_days", 31))
    after = mirror.current()
    assert overview(after, selection).pledges.silent < usual.pledges.silent
    assert (DAY - groups(after, selection).since).days == 31
    assert (DAY - was_days).days == 90
    assert overview(before, selection) == usual
    request, _ = read_request({}, DAY, after.rules)
    assert (DAY - request.since).days == 31
    for name in ("silent_months", "recent_days"):
        do(store, lambda tx, name=name: set_rule(tx, name, None))
    assert overview(mirror.current(), selection).pledges == usual.pledges


def test_what_was_kept_on_a_machine_under_other_rules_is_counted_anew(store: Store, tmp_path: Path) -> None:
    small_register(store)
    shelf = Shelf(tmp_path, least=1)
    kept = Mirror(store).current()
    shelf.keep(kept.head, kept.ledger)
    do(store, lambda tx: set_rule(tx, "silent_months", 1))
    started = Mirror(store, shelf).current()
    assert started.rules.silent_months == 1
    selection = Selection(DAY)
    assert overview(started, selection) == overview(Mirror(store).current(), selection)


def test_events_after_a_change_are_counted_by_the_new_rules(store: Store) -> None:
    mirror = Mirror(store)
    do(store, lambda tx: set_rule(tx, "silent_months", 1))
    mirror.current()
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx)
        commands.pledge(tx, number, 3, date(2026, 1, 5))
        commands.report(tx, number, 3, Report(Status.BEZIG, date(2026, 9, 1)))
    assert overview(mirror.current(), Selection(DAY)).pledges.silent == 1


# ----------------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize("letter", Letter)
def test_each_letter_can_have_other_words_and_keeps_its_button(letter: Letter, store: Store) -> None:
    usual = usual_words(letter)
    own = {part: f"Anders. {usual[part]}" for part in PARTS}
    do(store, lambda tx: set_letter(tx, letter, own))
    assert words(store) == {letter: own}
    values = dict.fromkeys(_asked(usual).keys() - {"dagen"}, "iets") | {"naam": "Welzijn <b>"}
    if letter is Letter.HERINNERING:
        values |= {"reden": "stil", "acties": "1.1 2.2"}
    written = write(letter, values, "https://monitor.example/s/x", others=words(store)[letter])
    assert written.subject.startswith("Anders. ")
    assert written.plain.count("Anders. ") == 2
    assert ("https://monitor.example/s/x" in written.plain) is holds_link(letter)
    assert "<b>" not in written.html
    do(store, lambda tx: set_letter(tx, letter, None))
    assert words(store) == {}


def _asked(usual: Mapping[str, str]) -> dict[str, None]:
    return {name: None for said in usual.values() for _, name, _, _ in Formatter().parse(said) if name}


@pytest.mark.parametrize(
    ("part", "said", "key"),
    [
        ("onderwerp", "", "lengte"),
        ("onderwerp", "x" * 91, "lengte"),
        ("onderwerp", "Een\nBcc: iemand@x.example", "onderwerp"),
        ("onderwerp", "Hallo {naam}", "vreemd"),
        ("tekst", "   ", "lengte"),
        ("tekst", "x" * 2001 + "{naam}", "lengte"),
        ("tekst", "Zonder naam", "ontbreekt"),
        ("tekst", "{naam} {geheim}", "vreemd"),
        ("tekst", "{naam} {", "accolade"),
        ("tekst", "{naam} {naam.__class__}", "accolade"),
        ("tekst", "{naam!r}", "accolade"),
        ("tekst", "{naam:>99999999}", "accolade"),
        ("tekst", "{naam} {}", "accolade"),
        ("tekst", "{naam} {0}", "accolade"),
        ("waarom", "Zonder dagen", "ontbreekt"),
    ],
)
def test_words_that_do_not_fit_are_refused(part: str, said: str, key: str, store: Store) -> None:
    changed = {**OWN, part: said}
    assert refused(store, lambda tx: set_letter(tx, Letter.BEVESTIG, changed)) == f"instelling.{key}"


def test_words_of_another_version_are_as_usual(store: Store) -> None:
    for name, value in (
        ("brief.bevestig", '{"value": {"onderwerp": "x"}}'),
        ("brief.link", '{"value": {"onderwerp": "a", "tekst": "{vreemd}", "waarom": "b"}}'),
        ("brief.weg", '{"value": {"onderwerp": "a", "tekst": "b", "waarom": "c"}}'),
    ):
        with store.write(OPERATOR, "test") as tx:
            tx.add(setting, [{"name": name, "revision": tx.revision, "value": value}])
    assert words(store) == {}


def test_the_usual_words_set_again_are_no_change(store: Store) -> None:
    usual = usual_words(Letter.LINK)
    assert refused(store, lambda tx: set_letter(tx, Letter.LINK, usual)) == "instelling.al_zo"
    assert refused(store, lambda tx: set_letter(tx, Letter.LINK, None)) == "instelling.al_zo"


def test_lines_end_as_ours_do(store: Store) -> None:
    typed = {part: said.replace("\n", "\r\n") for part, said in OWN.items()}
    do(store, lambda tx: set_letter(tx, Letter.BEVESTIG, typed))
    assert words(store)[Letter.BEVESTIG] == OWN


def test_long_sentences_are_named() -> None:
    long = " ".join(["woord"] * 16)
    assert long_sentences(f"Kort. {long}. Ook kort!\n\n{long}") == [long, long]
    assert long_sentences(" ".join(["woord"] * 15)) == []
