"""What one row, or several rows of one signatory, say."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

from dsw.domain import Evidence, Kind, Obstacle, Profile, Status
from dsw.intake.values import key_of
from dsw.store import Words

#: What a submission can be known by.
Key: TypeAlias = tuple[object, ...]
#: What the rows of one signatory in our own export all repeat.
SIGNER_FIELDS = (
    *("kind", "name", "group", "regions", "contact_name", "email", "signed_on", "show_name", "mail_consent"),
)
_SIGNER = attrgetter(*SIGNER_FIELDS)
#: What the number of a row begins with when its source gave it none.
_NUMBERLESS = "~"


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """What a row says about one action.

    Attributes:
        action: index in the plan, 1 to 27.
        pledged_on: the day of the pledge; None: the row does not say.
        due: the day aimed for.
        status: what it says of the pledge; None: nothing.
        status_since, heard_on: since when, and when it was last said; None: the row does not say.
        obstacle, evidence, words: what goes with the status.
    """

    action: int
    pledged_on: date | None = None
    due: date | None = None
    status: Status | None = None
    status_since: date | None = None
    heard_on: date | None = None
    obstacle: Obstacle | None = None
    evidence: Evidence | None = None
    words: Words = field(default_factory=Words)


@dataclass(frozen=True)
class Submission:
    """What a file says about one signatory. Days are as stated, also where they cannot be right.

    Attributes:
        rows: numbers of the rows, the first one first.
        source: where the file comes from; external_id: the row's number there, "" when it has none.
        ref: the signatory's public reference, from our own export; "" when none.
        origins: where the register that wrote our own export had it from: pairs of source and number.
        kind, name, group: who signs.
        regions: codes that are certain; doubtful: something else was named that is not.
        contact_name, email: whom to write to; "" when none.
        plan_version: "" when the row does not say.
        signed_on, changed_on: None when the row does not say.
        show_name, mail_consent: None when the file does not ask.
        pledges: in order of action.
        moment: the latest moment the row names; decides which of several rows counts.
        asks_actions: the file has every question about actions, so an action not named is not ticked.
    """

    rows: tuple[int, ...]
    source: str
    kind: Kind
    name: str
    group: int
    external_id: str = ""
    ref: str = ""
    origins: tuple[tuple[str, str], ...] = ()
    regions: tuple[str, ...] = ()
    doubtful: bool = False
    contact_name: str = ""
    email: str = ""
    plan_version: str = ""
    signed_on: date | None = None
    changed_on: date | None = None
    show_name: bool | None = None
    mail_consent: bool | None = None
    pledges: tuple[PledgeRow, ...] = ()
    moment: datetime | None = None
    asks_actions: bool = True

    def with_pledges(self, rows: tuple[int, ...], pledges: tuple[PledgeRow, ...]) -> "Submission":
        """What the same signatory says in other rows, about other actions."""
        return Submission(
            rows,
            self.source,
            self.kind,
            self.name,
            self.group,
            self.external_id,
            self.ref,
            self.origins,
            self.regions,
            self.doubtful,
            self.contact_name,
            self.email,
            self.plan_version,
            self.signed_on,
            self.changed_on,
            self.show_name,
            self.mail_consent,
            pledges,
            self.moment,
            self.asks_actions,
        )

    @property
    def profile(self) -> Profile:
        """What it asks to be counted under."""
        return Profile(self.kind, self.group, self.regions)

    @property
    def actions(self) -> tuple[int, ...]:
        """The actions it names."""
        return tuple(pledge.action for pledge in self.pledges)

    @property
    def name_key(self) -> str:
        """The name without capitals, accents and punctuation."""
        return key_of(self.name) or self.name

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything it says, whatever the row's number: the same row has the same one."""
        said = [getattr(self, one.name) for one in fields(self) if one.name != "rows"]
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()

    def regions_over(self, known: tuple[str, ...]) -> tuple[str, ...]:
        """The regions where others are known: what is not certain takes nothing away that is."""
        fits = self.doubtful and set(self.regions) <= set(known)
        return known if fits or not self.regions else self.regions

    @property
    def is_remembered(self) -> bool:
        """Whether it carries something a register knows it by the next time."""
        return bool(self.ref or self.external_id or self.origins)

    @property
    def face(self) -> Key:
        """What it is recognised by when it carries nothing else: address and name, or name and regions."""
        return face_of(self.kind, self.name_key, self.email, self.regions)

    @property
    def tokens(self) -> tuple[Key, ...]:
        """What it carries that a register remembers, the surest first."""
        known: list[Key] = [("ref", self.ref)] if self.ref else []
        known += [("origin", *pair) for pair in self.origins]
        known += [("origin", self.source, self.number)] if self.external_id or not known else []
        return tuple(known)

    @property
    def number(self) -> str:
        """What its source knows the row by: its own number, or else a digest of its face."""
        return self.external_id or _NUMBERLESS + hashlib.sha256(repr(self.face).encode()).hexdigest()

    @property
    def keys(self) -> tuple[Key, ...]:
        """What it can be known by within a file; who has a number or a reference goes by nothing else."""
        return self.tokens if self.is_remembered else (self.face,)


def face_of(kind: Kind, name_key: str, email: str, regions: tuple[str, ...]) -> Key:
    """What a signatory is recognised by when a row carries nothing else."""
    return ("email", kind, email.casefold(), name_key) if email else ("name", kind, name_key, regions)


def is_own_number(number: str) -> bool:
    """Whether a source gave a row its number."""
    return not number.startswith(_NUMBERLESS)


def newest(versions: Sequence[Submission]) -> Submission:
    """The version that was sent last; of equals the lowest in the file."""
    return max(versions, key=lambda one: (one.moment or datetime.min, one.rows))  # noqa: DTZ901  # sorts first


def latest_of(versions: Sequence[Submission]) -> Submission:
    """One signatory that filled in the form more than once: the last time counts, since the first day."""
    rows = tuple(sorted(number for one in versions for number in one.rows))
    signed = min((one.signed_on for one in versions if one.signed_on), default=None)
    return replace(newest(versions), rows=rows, signed_on=signed)


def joined(parts: Sequence[Submission], known: Mapping[str, object]) -> tuple[Submission, tuple[str, ...]]:
    """One signatory over several rows, each with its own pledge; of two for one action the last counts.

    Where some rows differ from most, those few were changed. Where neither is the rarer, what is known stays.

    Args:
        known: how the register has the signatory, by field.

    Returns:
        What they say together, and the fields in which they contradict each other.
    """
    pledges = {pledge.action: pledge for one in parts for pledge in one.pledges}
    rows = tuple(sorted(number for one in parts for number in one.rows))
    whole = parts[0].with_pledges(rows, tuple(pledges[action] for action in sorted(pledges)))
    if len(set(map(_SIGNER, parts))) == 1:
        return whole, ()
    chosen: dict[str, object] = {}
    torn: list[str] = []
    for name in SIGNER_FIELDS:
        said = Counter(getattr(one, name) for one in parts)
        counts = [(count, value) for value, count in said.items() if value not in ("", (), None)]
        rare = sorted(counts, key=lambda pair: pair[0])
        if len(rare) > 2 or (len(rare) == 2 and rare[0][0] == rare[1][0]):
            torn.append(name)
            chosen[name] = known[name] if known.get(name) in said else counts[0][1]
        else:
            chosen[name] = rare[0][1] if rare else next(iter(said))
    return replace(whole, **chosen), tuple(torn)  # type: ignore[arg-type]  # by field
