"""Two signatories that are one: put together, taken apart, put together again; on both databases."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from dsw import commands
from dsw.access.holders import Holder
from dsw.access.sessions import begin_session, find_session
from dsw.audit import check
from dsw.domain import Fact, Obstacle, Status, replay
from dsw.errors import Refused, RuleError
from dsw.mine import read_mine
from dsw.office.bounces import note_bounce
from dsw.office.mergers import merge, preview
from dsw.office.reversal import undo, why_not
from dsw.own_data import everything, withdraw_and_erase
from dsw.people import OPERATOR, Actor, Role
from dsw.queries.person import Person, read_person
from dsw.settings import now
from dsw.store import Contact, Mirror, Store, Writer
from dsw.store.schema import PERSONAL, bounce, contact, identity, merger, offer, origin, origin_before
from tests.acts import FIRST, GRONINGEN, PERSON, report, sign

EARLY, LATE, DAY = date(2025, 5, 20), date(2025, 9, 1), date(2026, 1, 5)
READER = Actor(Role.LEZER, "medewerker 9")


def two(store: Store) -> tuple[int, int]:
    """One that signed early, and one that signed late; both promised action 3."""
    with store.write(OPERATOR, "test") as tx:
        stays = sign(tx, "Blijft", day=LATE)
        goes = sign(tx, "Gaat", day=EARLY)
        commands.set_contact(tx, stays, Contact("Sam", "sam@x.example", True))
        commands.set_contact(tx, goes, Contact("Kim", "kim@x.example", True))
        commands.set_contact(tx, goes, Contact("Sam", "SAM@x.example", False), 2)
        commands.pledge(tx, stays, 3, LATE, words="Van wie blijft.")
        commands.pledge(tx, goes, 3, EARLY, words="Van wie gaat.")
        commands.pledge(tx, goes, 9, EARLY, due=date(2027, 1, 1))
        report(tx, stays, 3, Status.AFGEROND, DAY, "Klaar.")
        report(tx, goes, 3, Status.BEZIG, LATE, "Begonnen.")
        report(tx, goes, 9, Status.STAAT_STIL, LATE, "Lukt niet.")
    return stays, goes


def together(store: Store, source: int, into: int) -> int:
    with store.write(OPERATOR, "merge") as tx:
        merge(tx, source, into)
        return tx.revision


def apart(store: Store, revision: int) -> None:
    with store.write(OPERATOR, "undo") as tx:
        undo(tx, revision)


def person(store: Store, number: int) -> Person:
    with store.read() as db:
        found = read_person(db, number)
    assert found
    return found


def counted(store: Store, day: date) -> tuple[int, Counter[tuple[int, int]]]:
    """How many signatories there are, and how many pledges of each action in each status."""
    stand = Mirror(store).current().ledger.stand(day)
    return len(stand.signatory), Counter(zip(stand.action.tolist(), stand.status.tolist(), strict=True))


def days() -> list[date]:
    return [EARLY + timedelta(days=11 * step) for step in range(-1, 60)]


def figures(store: Store) -> list[object]:
    """Everything that is counted, of every day."""
    ledger = Mirror(store).current().ledger
    found: list[object] = []
    for day in days():
        stand = ledger.stand(day)
        names = ("action", "status", "obstacle", "evidence", "heard", "pledge_profile", "owner")
        rows = zip(*(getattr(stand, name).tolist() for name in names), strict=True)
        found.append(
            (sorted(rows), sorted(zip(stand.signatory.tolist(), stand.profile.tolist(), strict=True)))
        )
    return found


def test_all_days_count_one(store: Store) -> None:
    stays, goes = two(store)
    together(store, goes, stays)
    assert not check(store)
    assert counted(store, EARLY - timedelta(days=1)) == (0, Counter())
    assert counted(store, EARLY) == (1, Counter({(3, 5): 1, (9, 5): 1}))
    assert counted(store, LATE) == (1, Counter({(3, 2): 1, (9, 3): 1}))
    assert counted(store, DAY) == (1, Counter({(3, 1): 1, (9, 3): 1}))


def test_who_stays_has_all_of_both_in_its_own_words(store: Store) -> None:
    stays, goes = two(store)
    together(store, goes, stays)
    found = person(store, stays)
    assert found.signed_on == EARLY
    three, nine = found.pledges
    assert (three.stance.status, three.stance.heard_on, three.words.words) == (Status.AFGEROND, DAY, "Klaar.")
    assert (nine.stance.obstacle, nine.words.words) == (Obstacle.TIJD, "Lukt niet.")
    assert (nine.stance.pledged_on, nine.stance.due) == (EARLY, date(2027, 1, 1))
    assert [one.number for one in found.joined] == [goes]
    gone = person(store, goes)
    assert gone.into
    assert (gone.into.number, gone.stands, gone.pledges) == (stays, False, ())


def test_contacts_come_along_once_and_the_old_way_in_is_shut(store: Store) -> None:
    stays, goes = two(store)
    with store.desk() as desk:
        begin_session(desk, Holder(goes, 1))
        token = begin_session(desk, Holder(goes, 1))
        kept = begin_session(desk, Holder(stays, 1))
    together(store, goes, stays)
    contacts = person(store, stays).contacts
    assert {number: one.email for number, one in contacts.items()} == {1: "sam@x.example", 2: "kim@x.example"}
    assert contacts[2].mail_consent
    assert person(store, goes).contacts == {}
    with store.read() as db:
        assert find_session(db, token) is None
        assert find_session(db, kept)
        assert db.contacts_at("kim@x.example") == [(stays, 2)]


def test_rows_of_files_are_known_as_who_stays(store: Store) -> None:
    stays, goes = two(store)
    row = {"source": "proef", "external_id": "7", "fingerprint": "f", "actions": "3 9", "missing_since": None}
    with store.write(OPERATOR, "test") as tx:
        tx.add(origin, [{**row, "signatory_id": goes, "seen_revision": tx.revision}])
    revision = together(store, goes, stays)
    with store.read() as db:
        assert [one.signatory_id for one in db.rows(select(origin))] == [stays]
        (before,) = db.rows(select(origin_before).where(origin_before.c.revision == revision))
    assert (before.signatory_id, before.fingerprint, before.actions) == (goes, "f", "3 9")
    apart(store, revision)
    with store.read() as db:
        assert [one.signatory_id for one in db.rows(select(origin))] == [goes]


def test_a_look_says_what_moves_and_changes_nothing(store: Store) -> None:
    stays, goes = two(store)
    before = figures(store)
    with store.read() as db:
        seen = preview(db, goes, stays)
    assert (seen.names, seen.moves, seen.signed_on) == (("Gaat", "Blijft"), (9,), EARLY)
    (both,) = seen.both
    assert (both.action, both.source.status, both.into.status, both.wins.status) == (
        3,
        Status.BEZIG,
        Status.AFGEROND,
        Status.AFGEROND,
    )
    assert ([one.email for one in seen.contacts], seen.known, seen.rows) == (["kim@x.example"], 1, 0)
    assert figures(store) == before


@pytest.mark.parametrize("source_first", [True, False])
def test_of_one_day_what_was_said_last_wins(store: Store, source_first: bool) -> None:
    stays, goes = two(store)
    day, said = date(2026, 5, 1), {goes: Status.BEZIG, stays: Status.GESTOPT}
    order = (goes, stays) if source_first else (stays, goes)
    with store.write(OPERATOR, "test") as tx:
        for number in order:
            report(tx, number, 3, said[number], day)
    with store.read() as db:
        wins = preview(db, goes, stays).both[0].wins.status
    together(store, goes, stays)
    assert wins is said[order[1]]
    assert person(store, stays).pledges[0].stance.status is wins


def test_apart_again_is_as_it_was_and_together_again_as_well(store: Store) -> None:
    stays, goes = two(store)
    before, people = figures(store), [person(store, one) for one in (stays, goes)]
    first = together(store, goes, stays)
    whole = figures(store)
    assert whole != before
    apart(store, first)
    assert figures(store) == before
    again = [person(store, one) for one in (stays, goes)]
    for was, new in zip(people, again, strict=True):
        assert (was.identity, was.contacts, was.signed_on) == (new.identity, new.contacts, new.signed_on)
        assert [(one.code, one.stance, one.words) for one in was.pledges] == [
            (one.code, one.stance, one.words) for one in new.pledges
        ]
    assert not check(store)
    with store.read() as db:
        assert not db.rows(select(merger))
    together(store, goes, stays)
    assert not check(store)
    assert figures(store) == whole


def test_what_came_later_keeps_them_together(store: Store) -> None:
    stays, goes = two(store)
    revision = together(store, goes, stays)
    with store.write(OPERATOR, "test") as tx:
        commands.confirm(tx, stays, 9, tx.today)
    with store.read() as db:
        assert [one.signatory for one in why_not(db, revision)] == [stays]
    with pytest.raises(RuleError, match=r"terug\.later"):
        apart(store, revision)


def test_a_pledge_that_one_ended_and_the_other_keeps_stands(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        commands.end_pledge(tx, stays, 3, date(2026, 2, 1))
        commands.end_pledge(tx, goes, 9, date(2026, 2, 1))
        commands.withdraw(tx, sign(tx, "Een Derde"), DAY)
    together(store, goes, stays)
    assert not check(store)
    assert [one.stance.action for one in person(store, stays).pledges] == [3]
    assert counted(store, date(2026, 1, 31))[1] == Counter({(3, 1): 1, (9, 3): 1})
    assert counted(store, date(2026, 2, 1))[1] == Counter({(3, 1): 1})


def test_who_signed_again_after_withdrawing_counts_once_too(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        commands.withdraw(tx, goes, date(2026, 2, 1))
    with store.write(OPERATOR, "test") as tx:
        signed = next(one for one in tx.history(goes) if one.fact is Fact.SIGNED)
        again = signed.recorded(0, 0)
        object.__setattr__(again, "day", date(2026, 3, 1))
        tx.append(again)
        commands.pledge(tx, goes, 9, date(2026, 4, 1))
    before = figures(store)
    revision = together(store, goes, stays)
    assert not check(store)
    assert counted(store, date(2026, 4, 1)) == (1, Counter({(3, 1): 1, (9, 5): 1}))
    apart(store, revision)
    assert figures(store) == before


def test_erasing_forgets_all_who_were_put_together(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        third = sign(tx, "Derde")
    together(store, goes, stays)
    together(store, stays, third)
    with store.write(OPERATOR, "erase") as tx:
        withdraw_and_erase(tx, third)
    with store.read() as db:
        assert {one.name for one in db.rows(select(identity.c.name))} == {""}
        for number in (stays, goes, third):
            assert db.all_contacts_of(number) == {}
            assert replay(db.events_of([number]))[0].profile is None
            assert not db.words_of(one.id for one in db.events_of([number]))
    assert not check(store)


def test_who_cannot_be_put_together(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        someone = sign(tx, "Iemand", PERSON)
        left = sign(tx, "Weg")
        commands.withdraw(tx, left, FIRST)
    wrong = {
        "samenvoegen.zelfde": (stays, stays),
        "samenvoegen.soort": (someone, stays),
        "samenvoegen.doet_niet_mee": (left, stays),
    }
    for why, (source, into) in wrong.items():
        with pytest.raises(RuleError, match=why):
            together(store, source, into)
    with pytest.raises(RuleError, match=r"samenvoegen\.doet_niet_mee"):
        together(store, 99, stays)
    together(store, goes, stays)
    with pytest.raises(RuleError, match=r"samenvoegen\.doet_niet_mee"):
        together(store, goes, stays)


def test_a_reader_puts_nobody_together(store: Store) -> None:
    stays, goes = two(store)
    with pytest.raises(Refused), store.write(READER, "merge") as tx:
        merge(tx, goes, stays)
    assert person(store, goes).stands


def test_what_was_looked_at_must_still_be_so(store: Store) -> None:
    stays, goes = two(store)
    with store.read() as db:
        seen = preview(db, goes, stays)
    with store.write(OPERATOR, "test") as tx:
        commands.pledge(tx, goes, 5, tx.today)
    with pytest.raises(RuleError, match=r"samenvoegen\.veranderd"), store.write(OPERATOR, "merge") as tx:
        merge(tx, goes, stays, seen)


def test_figures_of_who_is_left_alone_do_not_move(store: Store) -> None:
    def third(tx: Writer) -> int:
        number = sign(tx, "Een Ander", GRONINGEN, DAY)
        commands.pledge(tx, number, 3, DAY)
        return number

    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        other = third(tx)
    was = person(store, other)
    together(store, goes, stays)
    assert person(store, other) == was


def read_by(store: Store, number: int) -> str:
    """All that the first contact of a signatory reads about it."""
    with store.read() as db:
        seen = read_mine(db, Holder(number, 1))
        assert seen
        return json.dumps(everything(db, seen), ensure_ascii=False)


def test_apart_again_neither_reads_the_other_nor_keeps_it(store: Store) -> None:
    stays, goes = two(store)
    revision = together(store, goes, stays)
    assert "Van wie" in read_by(store, stays)
    assert "Lukt niet." in read_by(store, stays)
    apart(store, revision)
    for alien in ("Lukt niet.", "Begonnen.", "Van wie gaat.", "kim@x.example"):
        assert alien not in read_by(store, stays)
        assert alien in read_by(store, goes)
    with store.write(OPERATOR, "erase") as tx:
        withdraw_and_erase(tx, goes)
    with store.read() as db:
        left = "\n".join(str(row) for table in PERSONAL for row in db.rows(select(table)))
    for alien in ("Lukt niet.", "Begonnen.", "Van wie gaat.", "kim@x.example", "Gaat"):
        assert alien not in left
    assert "Klaar." in left
    assert not check(store)


def leave_as_kim(store: Store, number: int) -> None:
    with store.write(OPERATOR, "leave") as tx:
        ours = tx.all_contacts_of(number)
        place = next(place for place, one in ours.items() if one.email.lower() == "kim@x.example")
        commands.drop_contact(tx, number, place)
        tx.shut_out(number, place)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_contact_who_left_does_not_come_back_when_they_part(store: Store, steps: int) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        third = sign(tx, "Derde")
        commands.set_contact(tx, third, Contact("Noor", "noor@x.example", True))
    revisions, last = [together(store, goes, stays)], stays
    if steps == 2:
        revisions, last = [*revisions, together(store, stays, third)], third
    leave_as_kim(store, last)
    for revision in reversed(revisions):
        apart(store, revision)
    with store.read() as db:
        assert db.contacts_at("kim@x.example") == []
        assert not db.rows(select(contact).where(contact.c.mailbox == "kim@x.example"))
        assert [one.email for one in db.all_contacts_of(goes).values()] == ["SAM@x.example"]
        assert [one.email for one in db.all_contacts_of(stays).values()] == ["sam@x.example"]
    assert not check(store)


def test_a_contact_who_left_under_another_address_does_not_come_back_either(store: Store) -> None:
    stays, goes = two(store)
    revision = together(store, goes, stays)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, stays, Contact("Kim", "kim@nieuw.example", True), 2)
    with store.write(OPERATOR, "test") as tx:
        commands.drop_contact(tx, stays, 2)
    apart(store, revision)
    with store.read() as db:
        assert not db.rows(select(contact).where(contact.c.mailbox.like("kim@%")))


def test_no_more_mail_wanted_keeps_them_together(store: Store) -> None:
    stays, goes = two(store)
    revision = together(store, goes, stays)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, stays, Contact("Kim", "kim@x.example", mail_consent=False), 2)
    with store.read() as db:
        assert [one.signatory for one in why_not(db, revision)] == [stays]
    with pytest.raises(RuleError, match=r"terug\.later"):
        apart(store, revision)
    assert not person(store, stays).contacts[2].mail_consent
    assert person(store, goes).contacts == {}


@pytest.mark.parametrize("hidden", ["goes", "stays", "both"])
def test_a_name_stays_in_public_only_when_both_wanted_that(store: Store, hidden: str) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        for number, name, who in ((stays, "Blijft", "stays"), (goes, "Gaat", "goes")):
            commands.rename(tx, number, name, show_name=hidden not in (who, "both"))
    shown = (hidden == "stays", hidden == "goes")
    with store.read() as db:
        assert preview(db, goes, stays).shown == shown
    mirror = Mirror(store)
    assert mirror.current().names[stays].show_name is shown[1]
    revision = together(store, goes, stays)
    called = mirror.current().names[stays]
    assert (called.name, called.show_name) == ("Blijft", False)
    apart(store, revision)
    assert (mirror.current().names[goes].show_name, mirror.current().names[stays].show_name) == shown
    assert not check(store)


def test_both_shown_stay_shown(store: Store) -> None:
    stays, goes = two(store)
    together(store, goes, stays)
    assert person(store, stays).identity.show_name


@pytest.mark.parametrize("goes_wants", [True, False])
@pytest.mark.parametrize("stays_wants", [True, False])
def test_an_address_known_to_both_gets_mail_when_both_said_so(
    store: Store, stays_wants: bool, goes_wants: bool
) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, stays, Contact("Sam", "sam@x.example", stays_wants))
        commands.set_contact(tx, goes, Contact("S.", "SAM@x.example", goes_wants), 2)
    with store.desk() as desk:
        token = begin_session(desk, Holder(stays, 1))
    before = [person(store, one).contacts for one in (stays, goes)]
    revision = together(store, goes, stays)
    both = Contact("Sam", "sam@x.example", stays_wants and goes_wants)
    assert person(store, stays).contacts == {1: both, 2: Contact("Kim", "kim@x.example", True)}
    apart(store, revision)
    assert [person(store, one).contacts for one in (stays, goes)] == before
    with store.read() as db:
        assert find_session(db, token)


def test_that_mail_came_back_goes_along(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        commands.set_contact(tx, goes, Contact("Noor", "noor@x.example", True), 3)
    with store.desk() as desk:
        for address, fault in (("kim@x.example", "adres 550"), ("sam@x.example", "adres 551")):
            assert note_bounce(desk, address, fault)
        desk.alter(delete(bounce).where(bounce.c.signatory_id == stays))
    before = bounced(store)
    assert before == {(goes, 1): "adres 550", (goes, 2): "adres 551"}
    revision = together(store, goes, stays)
    assert bounced(store) == {(stays, 2): "adres 550", (stays, 1): "adres 551"}
    apart(store, revision)
    assert bounced(store) == before | {(stays, 1): "adres 551"}


def test_what_is_known_of_an_address_already_stays(store: Store) -> None:
    stays, goes = two(store)
    with store.desk() as desk:
        desk.put(bounce, signatory_id=stays, contact=1, at=now(), fault="adres 550")
        desk.put(bounce, signatory_id=goes, contact=2, at=now(), fault="adres 551")
    together(store, goes, stays)
    assert bounced(store) == {(stays, 1): "adres 550"}


def bounced(store: Store) -> dict[tuple[int, int], str]:
    with store.read() as db:
        return {(row.signatory_id, row.contact): row.fault for row in db.rows(select(bounce))}


def test_what_is_kept_of_both_is_taken_along(store: Store) -> None:
    stays, goes = two(store)
    with store.write(OPERATOR, "test") as tx:
        third = sign(tx, "Derde")
        commands.rename(tx, goes, "Heette Anders", show_name=True)
        commands.set_contact(tx, goes, Contact("Kim", "kim@oud.example", True))
        tx.explain(goes, "Omdat het anders heet.")
        tx.explain(third, "Van een derde.")
    with store.write(OPERATOR, "test") as tx:
        commands.rename(tx, goes, "Gaat", show_name=True)
        commands.set_contact(tx, goes, Contact("Kim", "kim@x.example", True))
        tx.explain(stays, "Omdat Sam belde.")
    with store.desk() as desk:
        desk.put(offer, event_id=1, signatory_id=goes, at=now())
    before = json.loads(read_by(store, stays))
    assert [one["reden"] for one in before["opmerkingen"]] == ["Omdat Sam belde."]
    assert before["samengevoegd"] == []
    together(store, goes, stays)
    told = json.loads(read_by(store, stays))
    assert [one["reden"] for one in told["opmerkingen"]] == ["Omdat het anders heet.", "Omdat Sam belde."]
    assert told["eerdere_namen"] == ["Gaat", "Heette Anders"]
    assert "kim@oud.example" in told["eerdere_adressen"]
    assert "kim@x.example" not in told["eerdere_adressen"]
    assert len(told["hulp_aangeboden"]) == 1
    assert "Van wie gaat." in [one.get("woorden") for one in told["samengevoegd"]]
    assert "Van een derde." not in json.dumps(told)
