"""Short ways to give the register something to hold."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

from dsw import commands
from dsw.domain import Kind, Obstacle, Profile, Status
from dsw.people import OPERATOR
from dsw.store import Contact, Store, Words, Writer

PLAN = "2025-05-12"
FIRST = date(2025, 6, 1)
GRONINGEN = Profile(Kind.ORGANISATIE, 3, ("GM0014",))
PERSON = Profile(Kind.PERSOON, 2, ("GM0014", "PV26"))


def sign(tx: Writer, name: str = "Welzijn Hier", profile: Profile = GRONINGEN, day: date = FIRST) -> int:
    """Somebody signs."""
    return commands.sign(tx, commands.SignUp(profile, name, day, PLAN, show_name=True))


def report(
    tx: Writer, signatory: int, action: int, status: Status, day: date, words: str = "", **more: object
) -> int:
    """Somebody says how a pledge stands; an obstacle or a reason is found where one is needed."""
    obstacle = Obstacle.TIJD if status is Status.STAAT_STIL else None
    reason = "klaar mee" if status is Status.GESTOPT else ""
    said = commands.Report(status, day, obstacle, words=Words(words, reason=reason))
    return commands.report(tx, signatory, action, said)


@contextmanager
def writing(store: Store) -> Iterator[None]:
    """Somebody writes in another thread for as long as the block lasts."""
    begun, enough = Event(), Event()

    def write() -> None:
        with store.write(OPERATOR, "import") as tx:
            sign(tx, "Van de lange schrijver")
            begun.set()
            enough.wait(120)

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        assert begun.wait(60)
        try:
            yield
        finally:
            enough.set()
        written.result()


def small_register(store: Store) -> None:
    """Three signatories with what a register can hold: reports, a correction, a move, a withdrawal."""
    with store.write(OPERATOR, "test") as tx:
        one, two, three = (sign(tx, name) for name in ("Eén", "Twee", "Drie"))
        commands.set_contact(tx, one, Contact("Iemand", "iemand@voorbeeld.example", mail_consent=True))
        for action in (3, 9):
            commands.pledge(tx, one, action, FIRST, due=date(2026, 12, 31))
        commands.pledge(tx, two, 3, date(2025, 7, 1))
        report(tx, one, 3, Status.BEZIG, date(2025, 9, 1), "We zijn begonnen.")
        report(tx, two, 3, Status.STAAT_STIL, date(2025, 10, 1), "Geen tijd.")
    with store.write(OPERATOR, "test") as tx:
        report(tx, one, 3, Status.AFGEROND, date(2026, 1, 1), "=1+1")
        wrong = report(tx, one, 3, Status.GESTOPT, date(2025, 12, 1))
        commands.annul(tx, one, wrong)
        commands.reprofile(tx, two, PERSON, date(2026, 2, 1))
        commands.confirm(tx, two, 3, date(2026, 3, 1))
        commands.withdraw(tx, three, date(2026, 4, 1))
        commands.rename(tx, two, "Twee B.V.", show_name=False)
