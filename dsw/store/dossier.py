"""What a transaction knows of one signatory: what was on record, and what it adds."""

from collections import Counter
from datetime import date

from dsw.domain import Booking, Event, Fact, Stance, differences, entries_of, replay
from dsw.errors import RuleError


class Dossier:
    """One signatory's events, recorded and new, with its stance kept current as events come in.

    Attributes:
        added: the events this transaction appends, in order.
    """

    def __init__(self) -> None:
        self.added: list[Event] = []
        self._recorded: list[Event] = []
        self._latest = date.min
        self._pledges: dict[int, int] = {}
        self._replayed: tuple[Stance, tuple[Event, ...]] | None = None

    def remember(self, event: Event) -> None:
        """Take in an event that was on record before this transaction, in order of recording."""
        self._recorded.append(event)
        self._note(event)

    def append(self, event: Event) -> None:
        """Add an event; its effect is in the stance at once."""
        if not self._extends(event):
            self._replayed = None
        self.added.append(event)
        self._note(event)

    def history(self) -> list[Event]:
        """Every event, in order of recording."""
        return self._recorded + self.added

    def pledge_on(self, action: int) -> int | None:
        """The number of the pledge on an action, standing or not; None when there never was one."""
        return self._pledges.get(action)

    def stance(self) -> Stance:
        """How the signatory stands after all events so far."""
        return self._replay()[0]

    def change(self) -> Counter[Booking]:
        """The entries to book: what the events come to now, less what they came to before.

        Raises:
            RuleError: an event has nothing to act on.
        """
        after, idle = self._replay()
        if idle:
            raise RuleError("gebeurtenis.zonder_gevolg", feit=idle[0].fact)
        return differences(entries_of(self._recorded), after.entries)

    def _note(self, event: Event) -> None:
        self._latest = max(self._latest, event.day)
        if event.fact is Fact.PLEDGED and event.action and event.pledge:
            self._pledges[event.action] = event.pledge

    def _replay(self) -> tuple[Stance, tuple[Event, ...]]:
        if self._replayed is None:
            self._replayed = replay(self.history())
        return self._replayed

    def _extends(self, event: Event) -> bool:
        """Move a known stance along when the event is the latest; otherwise it must be replayed."""
        if self._replayed is None or event.fact is Fact.ANNULLED or event.day < self._latest:
            return False
        return self._replayed[0].take(event)
