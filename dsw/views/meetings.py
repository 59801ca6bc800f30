"""A network meeting: what it is about, which slides it shows, where its figures are fixed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dsw.views.counts import Selection


class SlideKey(StrEnum):
    """A slide of a meeting, in the order the product proposes."""

    STAND = "stand"
    SINDS = "sinds"
    SECTIES = "secties"
    DOELGROEPEN = "doelgroepen"
    KAART = "kaart"
    WITTE_VLEKKEN = "witte_vlekken"
    BESPREKEN = "bespreken"
    VRAGEN = "vragen"
    WOORDEN = "woorden"
    AFSPRAKEN = "afspraken"
    MEEDOEN = "meedoen"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A network meeting.

    Attributes:
        number: its own; ref: its public reference (32 hexadecimal digits), which nobody guesses.
        name: what it is called; day: when it is.
        region: code of a province, "" for the whole country; group: 1 to 9, 0 for all.
        since: the day its figures are compared with.
        slides: what is shown, in order.
        pinned_day, pinned_revision: the day its figures are about, as the register knew it then; None until
            it is pinned.
        counted_from: the revision after which responses in the room count; None: since its day began.
        version: grows with each change.
    """

    number: int
    ref: str
    name: str
    day: date
    region: str
    group: int
    since: date
    slides: tuple[SlideKey, ...]
    pinned_day: date | None
    pinned_revision: int | None
    counted_from: int | None
    version: int

    def selection(self, op: date) -> Selection:
        """What its figures are about, on a day."""
        return Selection(op, None, self.group or None, self.region or None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One line that was agreed. May name persons; hostile until escaped."""

    number: int
    words: str
    version: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Responses:
    """What came in since a meeting began, in the whole register; it names nobody.

    Attributes:
        updates: reports of how a pledge stands; confirmations: that it still stands so.
        signatures: who signed.
    """

    updates: int = 0
    confirmations: int = 0
    signatures: int = 0

    @property
    def total(self) -> int:
        """All responses."""
        return self.updates + self.confirmations + self.signatures
