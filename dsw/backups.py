"""Back-ups: one a day and those the staff make by hand, and which of them stay."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dsw.calendar import read_day
from dsw.errors import RequestError, StoreError
from dsw.people import Actor, Wish, require
from dsw.safekeeping import backup
from dsw.settings import TIME_ZONE
from dsw.store import Store

#: What stays: the last back-up of so many days, weeks and months, counting those that have one.
KEPT: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (7, lambda day: day),
    (5, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)

#: Of those made by hand so many stay: a file with everybody's data must not lie about for ever.
BY_HAND_KEPT = 5
#: And none of them longer: by then whoever was erased is gone from all back-ups.
BY_HAND_LIFETIME = timedelta(days=365)

_BEFORE, _AFTER = "register-", ".db"
_BY_HAND = "handmatig-"


@dataclass(frozen=True, slots=True)
class Kept:
    """A back-up that is there.

    Attributes:
        name: its file's; made_at: when it was made (UTC); size: in bytes; daily: it was made by itself.
    """

    name: str
    made_at: datetime
    size: int
    daily: bool


def keep_daily(store: Store, folder: Path, day: date) -> bool:
    """Make the back-up of a day, and let go of those that need not stay. Whose name is not ours, stays.

    A back-up has its name only once it is whole, so of a process that was killed none counts.

    Args:
        store: the register.
        folder: where the back-ups are; made when it is not there. One register uses it.
        day: the day it is.

    Returns:
        Whether there was no back-up of that day yet.

    Raises:
        StoreError: the register cannot be read, or the folder cannot be written.
    """
    file = folder / _name(day)
    if file.exists():
        return False
    with _writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for draft in folder.glob(f".{_BEFORE}*{_AFTER}.*"):
            draft.unlink()
    backup(store, file)
    with _writing(folder):
        made = daily_backups(folder)
        for gone in surplus(made):
            made[gone].unlink()
        _forget_by_hand(folder, day)
    return True


def keep_now(store: Store, folder: Path, actor: Actor, moment: datetime) -> Path:
    """Make a back-up at once, beside the daily ones, and let go of the oldest of those made this way.

    Args:
        folder: where the back-ups are; made when it is not there.
        moment: the moment it is, with its time zone.

    Returns:
        Where it is.

    Raises:
        Refused: the actor's role does not allow it.
        RuleError: one was made this very second.
        StoreError: the register cannot be read, or the folder cannot be written.
    """
    require(actor, Wish.KEEP_SAFE)
    file = folder / f"{_BY_HAND}{moment.astimezone(TIME_ZONE):%Y-%m-%d-%H%M%S}{_AFTER}"
    with _writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup(store, file)
    with _writing(folder):
        for old in sorted(folder.glob(f"{_BY_HAND}*{_AFTER}"))[:-BY_HAND_KEPT]:
            old.unlink(missing_ok=True)
    return file


def _forget_by_hand(folder: Path, day: date) -> None:
    """Let go of back-ups of long ago that the staff made, and of what a killed process left of one."""
    for path in folder.glob(f"{_BY_HAND}*{_AFTER}"):
        if path.name < f"{_BY_HAND}{day - BY_HAND_LIFETIME}":
            path.unlink(missing_ok=True)
    for draft in folder.glob(f".{_BY_HAND}*{_AFTER}.*"):
        if datetime.fromtimestamp(draft.stat().st_mtime, TIME_ZONE).date() < day - timedelta(days=1):
            draft.unlink(missing_ok=True)


def kept_backups(folder: Path) -> list[Kept]:
    """The back-ups in a folder, the newest first; none when it cannot be looked at.

    Only what has one of our names counts.
    """
    try:
        daily = set(daily_backups(folder).values())
        found = [(path, path.stat()) for path in (*daily, *folder.glob(f"{_BY_HAND}*{_AFTER}"))]
    except OSError:
        return []
    kept = (
        Kept(path.name, datetime.fromtimestamp(told.st_mtime, UTC), told.st_size, path in daily)
        for path, told in found
    )
    return sorted(kept, key=lambda one: (one.made_at, one.name), reverse=True)


def daily_backups(folder: Path) -> dict[date, Path]:
    """The daily back-ups in a folder, by day."""
    found = ((_day(path), path) for path in sorted(folder.glob(f"{_BEFORE}*{_AFTER}")))
    return {day: path for day, path in found if day and path.name == _name(day)}


def surplus(days: Iterable[date]) -> set[date]:
    """The days whose back-up may go: those that are in no way the last of a period that counts."""
    oldest_first = sorted(days)
    kept: set[date] = set()
    for count, period in KEPT:
        last = {period(day): day for day in oldest_first}
        kept.update(list(last.values())[-count:])
    return set(oldest_first) - kept


def _name(day: date) -> str:
    return f"{_BEFORE}{day}{_AFTER}"


def _day(path: Path) -> date | None:
    try:
        return read_day(path.name.removeprefix(_BEFORE).removesuffix(_AFTER))
    except RequestError:
        return None


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        soort = type(error).__name__
        raise StoreError("bestand.niet_te_schrijven", bestand=folder.name, soort=soort) from error
