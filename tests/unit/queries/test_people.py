"""Whom the staff finds: by words, by choices, in order, page by page; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from dsw import commands
from dsw.domain import Kind, Profile, Status
from dsw.office.mergers import merge
from dsw.own_data import withdraw_and_erase
from dsw.people import OPERATOR
from dsw.queries.people import Order, PeopleView, Sought, find_people
from dsw.store import Contact, Mirror, Store, Writer
from tests.acts import GRONINGEN, report, sign

TODAY = date(2026, 11, 2)
UTRECHT = Profile(Kind.PERSOON, 2, ("GM0344",))
EVERYWHERE = Profile(Kind.ORGANISATIE, 5, ("landelijk",))


@pytest.fixture
def mirror(store: Store) -> Mirror:
    """Anna (Utrecht, heard lately), Bea (Groningen, silent), Cora (everywhere, hidden), Dora (withdrew)."""
    with store.write(OPERATOR, "test") as tx:
        anna = sign(tx, "Ánna's Huis", UTRECHT, date(2025, 8, 1))
        bea = sign(tx, "Bea", GRONINGEN, date(2025, 7, 1))
        cora = sign(tx, "Cora", EVERYWHERE, date(2025, 6, 1))
        dora = sign(tx, "Dora", GRONINGEN, date(2025, 6, 1))
        commands.rename(tx, cora, "Cora", show_name=False)
        commands.set_contact(tx, anna, Contact("Zoë van Dam", "zoe@huis.example", mail_consent=True))
        for action in (3, 9):
            commands.pledge(tx, anna, action, date(2025, 8, 1))
        commands.pledge(tx, bea, 9, date(2025, 8, 1))
        report(tx, anna, 3, Status.BEZIG, date(2026, 10, 1))
        report(tx, bea, 9, Status.AFGEROND, date(2025, 9, 1))
        commands.withdraw(tx, dora, date(2026, 1, 1))
    return Mirror(store)


def find(mirror: Mirror, page: int = 1, size: int = 25, **sought: object) -> PeopleView:
    with mirror.store.read() as db:
        return find_people(db, mirror.current(), Sought(**sought), TODAY, page, size)  # type: ignore[arg-type]


def names(view: PeopleView) -> str:
    """The first letter of each name, without accents."""
    return "".join(one.name[0] for one in view.rows).replace("Á", "A")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "ABC"),
        ("anna", "A"),
        ("ÁNNA'S", "A"),
        ("utrecht", "A"),
        ("groningen", "B"),
        ("zoe", "A"),
        ("Zoë Dam", "A"),
        ("ZOE@HUIS.example", "A"),
        ("huis.example bea", ""),
        ("landelijk", "C"),
        ("dora", ""),
        ("%", "ABC"),
        ("' OR 1=1", ""),
    ],
)
def test_words_are_found_in_name_place_and_contact(mirror: Mirror, typed: str, found: str) -> None:
    assert names(find(mirror, text=typed)) == found


def test_an_action_is_found_by_its_number(mirror: Mirror) -> None:
    assert names(find(mirror, text="2.2")) == "A"
    assert names(find(mirror, text="4.2 bea")) == names(find(mirror, action=9, text="bea"))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"kind": "persoon"}, "A"),
        ({"kind": "organisatie"}, "BC"),
        ({"group": 5}, "C"),
        ({"region": "PV26"}, "A"),
        ({"region": "GM0344"}, "A"),
        ({"region": "GM0014"}, "B"),
        ({"region": "landelijk"}, "C"),
        ({"region": "GM9999"}, ""),
        ({"action": 9}, "AB"),
        ({"status": "bezig"}, "A"),
        ({"status": "nooit"}, "A"),
        ({"action": 9, "status": "afgerond"}, "B"),
        ({"action": 9, "status": "nooit"}, "A"),
        ({"silent": "ja"}, "B"),
        ({"silent": "nee"}, "AC"),
        ({"shown": "ja"}, "AB"),
        ({"shown": "nee"}, "C"),
        ({"withdrawn": True}, "D"),
        ({"order": Order.SIGNED}, "CBA"),
        ({"order": Order.HEARD}, "CBA"),
        ({"order": Order.PLEDGES, "backwards": True}, "ABC"),
        ({"backwards": True}, "CBA"),
    ],
    ids=str,
)
def test_choices_sift_and_order(mirror: Mirror, sought: dict[str, object], found: str) -> None:
    assert names(find(mirror, **sought)) == found


def test_a_row_says_what_the_list_shows(mirror: Mirror) -> None:
    anna, _bea, cora = find(mirror).rows
    assert (anna.shown, anna.profile, anna.signed_on) == (True, UTRECHT, date(2025, 8, 1))
    assert (anna.heard_on, anna.pledges, anna.left_on) == (date(2026, 10, 1), 2, None)
    assert (cora.shown, cora.heard_on, cora.pledges) == (False, None, 0)
    (dora,) = find(mirror, withdrawn=True).rows
    assert (dora.left_on, dora.pledges) == (date(2026, 1, 1), 0)


def test_pages_hold_everybody_once(mirror: Mirror) -> None:
    pages = [find(mirror, page, 2) for page in (1, 2)]
    assert [names(page) for page in pages] == ["AB", "C"]
    assert {page.numbers for page in pages} == {(1, 2, 3)}
    assert [(page.page, page.pages, page.total) for page in pages] == [(1, 2, 3), (2, 2, 3)]
    assert names(find(mirror, 99, 2)) == "C"
    assert names(find(mirror, -1, 2)) == "AB"


def test_a_change_is_seen_at_the_next_look(mirror: Mirror) -> None:
    assert names(find(mirror, text="nieuw")) == ""
    with mirror.store.write(OPERATOR, "test") as tx:
        commands.rename(tx, 2, "Nieuw", show_name=True)
        commands.set_contact(tx, 3, Contact("Nieuw", "n@x.example"))
    assert names(find(mirror, text="nieuw")) == "CN"


def test_who_was_put_together_or_erased_is_no_longer_in_any_list(mirror: Mirror) -> None:
    def both(tx: Writer) -> None:
        merge(tx, 3, 2)

    with mirror.store.write(OPERATOR, "merge") as tx:
        both(tx)
    with mirror.store.write(OPERATOR, "erase") as tx:
        withdraw_and_erase(tx, 1)
    assert names(find(mirror)) == "B"
    assert names(find(mirror, withdrawn=True)) == "D"


def test_an_empty_register_is_empty(store: Store) -> None:
    view = find(Mirror(store))
    assert (view.rows, view.total, view.page, view.pages) == ((), 0, 1, 1)
    assert replace(view, total=1) != view
