"""One change to many signatories: looked at first, then made in one transaction, all of it or nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dsw import commands
from dsw.domain import Evidence, Obstacle, Profile, Stance, Status, replay
from dsw.errors import RuleError
from dsw.people import Wish, require
from dsw.segments import Segment
from dsw.store import Identity, Reader, Words, Writer

#: More at once would keep others waiting for too long.
MOST = 2_000


class What(StrEnum):
    """What can be changed of many at once."""

    GROUP = "doelgroep"
    REGION = "regio"
    SHOWN = "zichtbaar"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Alteration:
    """What many are to become.

    Attributes:
        what: what changes; value: what it becomes: a group, a region's code, "ja" or "nee", a ``Status``.
        action: with a status, index of the action; obstacle: with what stands still.
        reason: with what stopped, why it did.
        day: from when on.
    """

    what: What
    value: str
    day: date
    action: int = 0
    obstacle: Obstacle | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an alteration comes to.

    Attributes:
        numbers: whom it was asked for; changing: whom it changes.
        before: what those were, and how many of each.
        alike: how many are so already; absent: how many it cannot be about.
    """

    alteration: Alteration
    numbers: tuple[int, ...]
    changing: tuple[int, ...]
    before: Mapping[str, int]
    alike: int
    absent: int


@dataclass(frozen=True, slots=True)
class _One:
    """A signatory, as far as is needed to change it."""

    number: int
    stance: Stance
    named: Identity | None


def foresee(db: Reader, alteration: Alteration, numbers: tuple[int, ...]) -> Foreseen:
    """What would change; nothing does.

    Raises:
        RuleError: these are too many at once, or nobody.
    """
    if not numbers:
        raise RuleError("tegelijk.niemand")
    if len(numbers) > MOST:
        raise RuleError("tegelijk.te_veel", hoogstens=MOST)
    known = {one.number: one for one in _all(db, numbers)}
    was = {number: _value(one, alteration) for number, one in known.items()}
    going = [number for number in numbers if was[number] is not None]
    changing = tuple(number for number in going if not _is_so(known[number], alteration))
    before = Counter(was[number] or "" for number in changing)
    alike, absent = len(going) - len(changing), len(numbers) - len(going)
    return Foreseen(alteration, numbers, changing, dict(before), alike, absent)


def alter(tx: Writer, seen: Foreseen, why: str) -> int:
    """Make a change that was looked at; says how many changed.

    Raises:
        Refused: this person may not.
        RuleError: there is no reason, it comes to something else by now, or one of them cannot be changed
            so: then nobody is.
    """
    require(tx.actor, Wish.CORRECT)
    if not why.strip():
        raise RuleError("tegelijk.waarom")
    if foresee(tx, seen.alteration, seen.numbers) != seen:
        raise RuleError("tegelijk.veranderd")
    tx.load(seen.changing)
    names = tx.names_of(seen.changing)
    for number in seen.changing:
        _alter(tx, number, names[number], seen.alteration)
        tx.explain(number, why)
    return len(seen.changing)


def _all(db: Reader, numbers: tuple[int, ...]) -> Iterator[_One]:
    histories, names = db.histories(numbers), db.names_of(numbers)
    for number in numbers:
        yield _One(number, replay(histories.get(number, ()))[0], names.get(number))


def _value(one: _One, alteration: Alteration) -> str | None:
    """What it is now, as the alteration writes it; None when it cannot be changed."""
    profile, named = one.stance.profile, one.named
    if profile is None or named is None or not named.name:
        return None
    match alteration.what:
        case What.GROUP:
            return str(profile.group)
        case What.REGION:
            return " ".join(profile.regions)
        case What.SHOWN:
            return "ja" if named.show_name else "nee"
        case What.STATUS:
            return _status(one.stance, alteration.action)


def _status(stance: Stance, action: int) -> str | None:
    pledge = stance.pledge_on(action)
    if pledge is None:
        return None
    return pledge.status.value if pledge.heard_on else Segment.NEVER.value


def _is_so(one: _One, alteration: Alteration) -> bool:
    """Whether it is already what it is to become."""
    if _value(one, alteration) != alteration.value:
        return False
    pledge = one.stance.pledge_on(alteration.action)
    return alteration.what is not What.STATUS or pledge is None or pledge.obstacle is alteration.obstacle


def _alter(tx: Writer, number: int, named: Identity, alteration: Alteration) -> None:
    value, day = alteration.value, alteration.day
    match alteration.what:
        case What.GROUP:
            commands.reprofile(tx, number, replace(_profile(tx, number), group=int(value)), day)
        case What.REGION:
            commands.reprofile(tx, number, replace(_profile(tx, number), regions=tuple(value.split())), day)
        case What.SHOWN:
            commands.rename(tx, number, named.name, show_name=value == "ja")
        case What.STATUS:
            words = Words(reason=alteration.reason)
            said = commands.Report(Status(value), day, alteration.obstacle, Evidence.EIGEN_WOORD, words)
            commands.report(tx, number, alteration.action, said)


def _profile(tx: Writer, number: int) -> Profile:
    profile = tx.stance(number).profile
    assert profile
    return profile
