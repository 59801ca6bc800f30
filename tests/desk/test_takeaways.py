"""What a meeting takes away over HTTP, and its report: as open as its slides, with its own figures."""

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event

import pptx
import pytest

from dsw import commands, meetings
from dsw.__main__ import main
from dsw.desk import takeaways
from dsw.domain import Kind, Profile, Status
from dsw.meetings import MeetingPlan
from dsw.own_data import erase
from dsw.people import OPERATOR
from dsw.slides import Numbers, Presentation
from dsw.store import Mirror, Store
from dsw.takeaways import format_of, presented
from dsw.texts import text
from dsw.views import Meeting
from tests.acts import FIRST, report, sign
from tests.desk.visiting import Visitor

TODAY = date(2026, 11, 2)
FILES = ("pptx", "pdf")
REPORT = "/bijeenkomst/verslag"

Output = pytest.CaptureFixture[str]


def made(store: Store) -> str:
    """A meeting of today, with its figures pinned and something agreed; its public reference."""
    with store.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, MeetingPlan("Netwerk <Noord>", TODAY, date(2026, 6, 1)))
    with store.write(OPERATOR, "pin") as tx:
        meetings.pin(tx, found(store, ref))
    with store.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, found(store, ref), "Sanne <b>belt</b> Assen.")
    return ref


def found(store: Store, ref: str) -> Meeting:
    with store.read() as db:
        one = meetings.find_meeting(db, ref)
    assert one
    return one


def signed(store: Store, name: str, words: str = "", day: date = date(2026, 10, 1)) -> int:
    """Somebody with a pledge that is done."""
    with store.write(OPERATOR, "test") as tx:
        number = sign(tx, name, Profile(Kind.ORGANISATIE, 3, ("GM0014",)))
        commands.pledge(tx, number, 3, FIRST)
        report(tx, number, 3, Status.AFGEROND, day, words)
    return number


def words_of(body: bytes) -> str:
    """All that is written in a presentation, its notes too."""
    found = []
    for slide in pptx.Presentation(io.BytesIO(body)).slides:
        found.append(slide.shapes.title.text_frame.text)
        for root in (slide._element, slide.notes_slide._element if slide.has_notes_slide else slide._element):
            found += [one.text or "" for one in root.iter() if one.tag.endswith("}t")]
    return " ".join(found)


@pytest.fixture
def ref(register: Store) -> str:
    return made(register)


@pytest.mark.parametrize("ending", FILES)
def test_whoever_has_the_address_may_take_it_along(ref: str, ending: str) -> None:
    answer = Visitor().get(f"/bijeenkomst/meenemen.{ending}?id={ref}")
    assert answer.status == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="bijeenkomst-2026-11-02.{ending}"'
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.body[:4] == {"pptx": b"PK\x03\x04", "pdf": b"%PDF"}[ending]
    assert {"pptx": "presentationml.presentation", "pdf": "application/pdf"}[ending] in answer.headers[
        "content-type"
    ]


@pytest.mark.parametrize("ending", FILES)
def test_a_file_is_sent_again_only_when_something_changed(register: Store, ref: str, ending: str) -> None:
    address = f"/bijeenkomst/meenemen.{ending}?id={ref}"
    tag = Visitor().get(address).headers["etag"]
    known = Visitor({"host": "monitor.example", "if_none_match": tag})
    assert (known.get(address).status, known.answer.body) == (304, b"")
    other = "pdf" if ending == "pptx" else "pptx"
    assert known.get(f"/bijeenkomst/meenemen.{other}?id={ref}").status == 200
    with register.write(OPERATOR, "agree") as tx:
        meetings.agree(tx, found(register, ref), "Nog iets.")
    assert known.get(address).status == 200


@pytest.mark.parametrize("where", ["/bijeenkomst/meenemen.pptx", "/bijeenkomst/meenemen.pdf", REPORT])
@pytest.mark.usefixtures("ref")
def test_who_guesses_finds_nothing(where: str) -> None:
    visitor = Visitor()
    for given in ("", "?id=", f"?id={'0' * 32}", "?id=1", "?id=../../etc", "?id=%00'"):
        assert visitor.get(where + given).status == 404
        assert "Deze bijeenkomst is er niet" in visitor.words


def test_another_kind_of_file_is_not_made(ref: str) -> None:
    visitor = Visitor()
    assert visitor.get(f"/bijeenkomst/meenemen.exe?id={ref}").status == 404
    assert "eindigt op .pptx of .pdf" in visitor.answer.words


def test_a_meeting_is_pinned_before_it_is_taken_along(register: Store) -> None:
    with register.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, MeetingPlan("Vandaag", TODAY, date(2026, 6, 1)))
    Visitor().get(f"/bijeenkomst/meenemen.pdf?id={ref}")
    assert found(register, ref).pinned_day == TODAY


@pytest.mark.parametrize("ending", FILES)
def test_a_file_that_a_room_asks_for_is_made_once(
    ref: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is made, others are told to come back and hold no thread; then they get what was made."""
    address, known = f"/bijeenkomst/meenemen.{ending}?id={ref}", format_of(ending)
    begun, go_on, made = Event(), Event(), []

    def make(shown: Presentation) -> bytes:
        made.append(shown)
        begun.set()
        assert go_on.wait(60)
        return known.make(shown)

    monkeypatch.setattr(takeaways, "format_of", lambda _: replace(known, make=make))
    with ThreadPoolExecutor() as room:
        first = room.submit(lambda: Visitor().get(address))
        assert begun.wait(60)
        told = [Visitor().get(address) for _ in range(3)]
        go_on.set()
        assert first.result(60).status == 200
    assert {(one.status, one.headers["retry-after"]) for one in told} == {(503, "5")}
    assert all(text("fout.uitvoer.bezet") in one.words for one in told)
    with takeaways._TURNS[ending]:
        assert Visitor().get(address).body == first.result().body
    assert len(made) == 1


# ----------------------------------------------------------------------------------------- figures


def stand(capsys: Output, meeting: Meeting) -> dict[str, int]:
    """The main figures as the command line gives them."""
    capsys.readouterr()
    asked = ["--op", str(meeting.pinned_day), "--revision", str(meeting.pinned_revision)]
    assert main(["stand", "--json", *asked]) == 0
    said = json.loads(capsys.readouterr().out)
    pledges = said["toezeggingen"]
    return {
        "ondertekenaars": said["ondertekenaars"]["totaal"],
        "toezeggingen": pledges["totaal"],
        "klaar": pledges["per_status"]["afgerond"],
        "nooit": said["gehoord"]["nooit"],
    }


def test_a_pinned_meeting_takes_its_own_figures_along_whatever_is_corrected_later(
    register: Store, capsys: Output
) -> None:
    numbers = [signed(register, f"Welzijn {number}") for number in range(7)]
    ref = made(register)
    meeting = found(register, ref)
    before = stand(capsys, meeting)
    assert before == {"ondertekenaars": 9, "toezeggingen": 11, "klaar": 7, "nooit": 4}
    first = presented(Mirror(register), meeting)
    with register.write(OPERATOR, "test") as tx:
        report(tx, numbers[0], 3, Status.BEZIG, date(2026, 10, 2))
        commands.withdraw(tx, numbers[1], date(2026, 10, 3))
    assert stand(capsys, meeting) == before
    again = presented(Mirror(register), meeting)
    assert again.slides[0] == first.slides[0]
    (block,) = again.slides[0].blocks
    assert isinstance(block, Numbers)
    assert [int(one.figure) for one in block.numbers] == list(before.values())
    said = words_of(Visitor().get(f"/bijeenkomst/meenemen.pptx?id={ref}").body)
    assert first.slides[0].title.text in said
    visitor = Visitor()
    visitor.get(f"{REPORT}?id={ref}")
    assert first.slides[0].title.text in visitor.words
    assert "Klaar 7 5 5" in visitor.words
    assert "Ondertekenaars 9 8 8" in visitor.words
    assert "later verbeterd" in visitor.words


# ------------------------------------------------------------------------------------- the report


def test_the_report_says_what_was_shown_agreed_and_changed(register: Store, ref: str) -> None:
    visitor = Visitor()
    assert visitor.get(f"{REPORT}?id={ref}").status == 200
    said = visitor.words
    for words in ("Netwerk <Noord> · 2 november 2026", "Sanne <b>belt</b> Assen.", "Toen en nu"):
        assert words in said
    assert "<b>belt" not in visitor.answer.words
    assert "niet verbeterd" in said
    for ending in FILES:
        assert f'href="/bijeenkomst/meenemen.{ending}?id={ref}"' in visitor.answer.words
    assert "Vraag de zaal" not in said


def test_the_report_says_how_it_went_on(register: Store, ref: str, clock: Callable[[date], None]) -> None:
    clock(date(2026, 11, 20))
    signed(register, "Welzijn Later", day=date(2026, 11, 10))
    visitor = Visitor()
    visitor.get(f"{REPORT}?id={ref}")
    assert "Nu (20-11-2026)" in visitor.words
    assert "Er is 1 toezegging klaargemeld" in visitor.words


def test_a_meeting_that_is_still_to_come_has_no_then(register: Store) -> None:
    with register.write(OPERATOR, "meet") as tx:
        ref = meetings.make(tx, MeetingPlan("Straks", date(2026, 12, 1), date(2026, 6, 1)))
    visitor = Visitor()
    visitor.get(f"{REPORT}?id={ref}")
    assert "De bijeenkomst is nog niet geweest." in visitor.words
    assert "Toen en nu" not in visitor.words
    assert "Er staan geen afspraken op." in visitor.words


def test_who_takes_its_name_back_is_nowhere_any_more(register: Store) -> None:
    one, other = signed(register, "Welzijn Eerst", "Het lukt."), signed(register, "Welzijn Weg", "Ook hier.")
    ref = made(register)
    addresses = (f"{REPORT}?id={ref}", f"/bijeenkomst/meenemen.pptx?id={ref}")

    def said() -> list[str]:
        page, file = (Visitor().get(address) for address in addresses)
        return [page.words, words_of(file.body)]

    for words in said():
        assert "Welzijn Eerst" in words
        assert "Ook hier." in words
    with register.write(OPERATOR, "test") as tx:
        commands.rename(tx, one, "Welzijn Eerst", show_name=False)
        commands.withdraw(tx, other, TODAY)
        erase(tx, other)
    for words in said():
        assert "Welzijn" not in words.replace("Welzijn Hier", "").replace("Welzijn Daar", "")
        assert "Het lukt." not in words
        assert "Ook hier." not in words
