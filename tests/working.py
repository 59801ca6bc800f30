"""A register with one thing of each kind to do, for tests of the work list."""

from datetime import UTC, date, datetime

from dsw import commands
from dsw.commands import Report
from dsw.domain import Kind, Obstacle, Profile, Status
from dsw.people import OPERATOR
from dsw.queries.worklist import Cut, work_list
from dsw.store import Contact, Mirror, Store, Words
from dsw.store.schema import bounce
from dsw.views.worklist import Task, WorkList
from tests.acts import FIRST, sign
from tests.conftest import TODAY

DAY = date.fromisoformat(TODAY)
LATELY, GONE_BY = date(2026, 10, 20), date(2026, 10, 1)
NOWHERE = Profile(Kind.ORGANISATIE, 2, ())
CONTACT = Contact("Sam de Wit", "sam@voorbeeld.example", mail_consent=True)
ASK = "Wie kent <b>een</b> trainer?"
EVERYBODY = Cut()
#: Who is silent, has no region, and the two that may be one.
SILENT, LOST, ONE, OTHER = 1, 2, 3, 4
NAME = "Welzijn <i>Zuid</i>"


def work_to_do(store: Store) -> None:
    """One signatory that is silent, late and stuck, with mail that came back; one nowhere; two alike."""
    with store.write(OPERATOR, "test") as tx:
        assert sign(tx, NAME) == SILENT
        assert sign(tx, "Museum Ergens", NOWHERE) == LOST
        assert sign(tx, "Buurthuis Zonnewijzer") == ONE
        assert sign(tx, "Stichting Buurthuis Zonnewijzer") == OTHER
        for number in (1, 2):
            commands.set_contact(tx, SILENT, CONTACT, number)
        for action, due in ((3, None), (9, GONE_BY), (8, None)):
            commands.pledge(tx, SILENT, action, FIRST, due)
        commands.report(tx, SILENT, 9, Report(Status.BEZIG, LATELY))
        stuck = Report(Status.STAAT_STIL, LATELY, Obstacle.KENNIS, words=Words(ask=ASK, helper=4))
        commands.report(tx, SILENT, 8, stuck)
    come_back(store)


def come_back(store: Store, at: datetime = datetime(2026, 11, 1, 9, tzinfo=UTC)) -> None:
    """Mail to the second contact of the first comes back."""
    with store.desk() as desk:
        desk.put(bounce, signatory_id=SILENT, contact=2, at=at, fault="550 onbekend")


def work_of(store: Store, cut: Cut = EVERYBODY, most: int = 10, today: date = DAY) -> WorkList:
    """What there is to do now."""
    with store.read() as db:
        return work_list(db, Mirror(store).current(), today, cut, lambda _: most)


def counts(store: Store, cut: Cut = EVERYBODY, today: date = DAY) -> dict[Task, int]:
    """How many things of each kind there are to do; those of which there are none are left out."""
    return {task: count for task, count in work_of(store, cut, today=today).counts.items() if count}


ALL = dict.fromkeys(Task, 1)
