"""What a transaction knows of one signatory: what was on record, and what it adds."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dsw.domain import Booking, Entry, Event, Fact, Profile, Stance, differences, entries_of, replay
from dsw.errors import RuleError


class Dossier:
    """One signatory's events, recorded and new, with its stance kept current as events come in.

    Attributes:
        added: the events this transaction appends, in order.
    """

    __slots__ = ("_latest", "_pledges", "_recorded", "_replayed", "added")

    def __init__(self) -> None:
        self.added: list[Event] = []
        self._recorded: list[Event] = []
        self._latest = date.min
        self._pledges: dict[int, int] = {}
        self._replayed: tuple[Stance, tuple[Event, ...]] | None = (Stance(), ())

    def remember(self, event: Event) -> None:
        """Take in an event that was on record before this transaction, in order of recording."""
        self._replayed = None
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

    def profiles(self) -> Iterable[Profile]:
        """Everything the signatory was or is counted under."""
        return (event.profile for event in self.history() if event.profile)

    def pledge_on(self, action: int) -> int | None:
        """The number of the pledge on an action, standing or not; None when there never was one."""
        return self._pledges.get(action)

    def stance(self) -> Stance:
        """How the signatory stands after all events so far."""
        return self._replay()[0]

    def entries(self) -> Iterable[Entry]:
        """The entries to book. Of somebody new they are what its stance booked while events came in.

        Raises:
            RuleError: an event has nothing to act on.
        """
        if not self._recorded:
            return self._proven().booked()
        return ((*booking, amount) for booking, amount in self.change().items())

    def change(self) -> Counter[Booking]:
        """What the events come to now, less what they came to before.

        Raises:
            RuleError: an event has nothing to act on.
        """
        return differences(entries_of(self._recorded), self._proven().entries)

    def _proven(self) -> Stance:
        after, idle = self._replay()
        if idle:
            raise RuleError("gebeurtenis.zonder_gevolg", feit=idle[0].fact)
        return after

    def _note(self, event: Event) -> None:
        if event.day > self._latest:
            self._latest = event.day
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
